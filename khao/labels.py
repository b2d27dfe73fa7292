"""The words of charts: how wide they are, and where they are broken into lines.

The one invariant: no text is wider than it is said to be, whatever font a reader has.
"""

from __future__ import annotations

import unicodedata

from khao import lines


def measure(text: str) -> float:
    """The width of a text in em, rather too wide than too narrow, whatever font a reader has."""
    return 1.06 * sum(map(_width, text))


def _width(character: str) -> float:
    if unicodedata.category(character) == "Mn":
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.3
    return next((width for group, width in _WIDTHS if character in group), 0.62 if "ก" <= character <= "๛" else 0.75)


_WIDTHS = (
    (" ", 0.25),
    ("เโใไ", 0.33),
    ("ะ", 0.36),
    ("าำๅ", 0.48),
    ("ฌญฒณ", 0.94),
    ("๗", 0.83),
    ("พฟฬ๒๓", 0.73),
    ("0123456789", 0.6),
    ("ijlI.,:;'|!()[]/-", 0.42),
    ("mwMW%@", 0.93),
    ("abcdefghknopqrstuvxyz", 0.6),
)
"""Widths in Anuphan; fonts that stand in for it are made as wide by site.css."""


def wrapped(text: str, room: float) -> tuple[str, ...]:
    """A text in lines that are no wider than so many em."""
    return lines.fit(text, room, {1: _MOST_LINES}, measure).lines if text else ("",)


_MOST_LINES = 12
