"""Tints: the few colours that stand in for a photo until it arrives, by name.

The one invariant: the palette is worked out by one rule, so that the style sheet and the photos speak of the same.
"""

from __future__ import annotations

import math

_HUES = ["rose", "red", "orange", "amber", "lime", "green", "teal", "cyan", "sky", "blue", "violet", "magenta"]
"""Each 30 degrees of OKLCh further, from 0."""
_LEVELS = {"deep-": (0.34, 0.07), "": (0.58, 0.10), "pale-": (0.84, 0.06)}
"""(lightness, chroma)."""
_DARK = 0.0031308
"""The light below which sRGB is linear."""
_GREYS = {"black": 0.16, "deep-grey": 0.36, "grey": 0.58, "pale-grey": 0.82, "white": 0.97}


def palette() -> dict[str, tuple[int, int, int]]:
    """Each tint's red, green and blue, 0 to 255."""
    found = {name: _rgb(lightness, 0.0, 0.0) for name, lightness in _GREYS.items()}
    for level, (lightness, chroma) in _LEVELS.items():
        for place, hue in enumerate(_HUES):
            found[level + hue] = _rgb(lightness, chroma, math.radians(30 * place))
    return found


def style_sheet() -> str:
    """A rule for each tint, as layouts/assets/tints.css holds them."""
    rules = [f".tint-{name} {{ background-color: #{bytes(rgb).hex()}; }}" for name, rgb in palette().items()]
    return "/* What stands where a photo is to come: khao/tints.py. */\n" + "\n".join(rules) + "\n"


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[int, int, int]:
    """OKLCh as sRGB, by the matrices of Björn Ottosson, who made it."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _coded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _coded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _coded(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _coded(light: float) -> int:
    light = min(1.0, max(0.0, light))
    coded = 12.92 * light if light <= _DARK else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * coded)
