"""What charts are drawn with.

The one invariant: from side to side all is in percent, upwards and downwards in em.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Word:
    """A line of text: `x` in percent, `y` of its foot in em, `dx` from there in em, and which end stands there."""

    text: str
    x: float
    y: float
    anchor: Literal["start", "middle", "end"] = "start"
    dx: float = 0.0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: `x` and `width` in percent, `y` and `height` in em."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line between two points, `x` in percent and `y` in em; that of a series, or 0 for one of the grid."""

    series: int
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, in `height` em."""

    height: float
    bars: tuple[Bar, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    dots: tuple[Stroke, ...] = ()
    """The points of lines: where they begin."""
    words: tuple[Word, ...] = ()
