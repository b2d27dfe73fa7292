"""Renditions: the widths and formats that a photo is published in, and their URLs; no pixel is touched here.

The one invariant: what lies at a rendition's URL never changes, since the URL tells the source and the recipe.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

from khao import limits, thai

WIDTHS = (480, 800)
"""Pixels; beside them each photo has its own width, or limits.WIDEST."""
_NEAR = 0.8
"""A width that is more than this share of the widest would save a reader nothing."""
_NAME_BYTES = 160
"""A file name may have 255 bytes; this leaves room for what tells the renditions apart."""


class Format(NamedTuple):
    """How a photo is written."""

    type: str
    ending: str
    encoder: str
    """What Pillow calls it."""
    options: Mapping[str, int | bool]


FORMATS: Mapping[str, Format] = {
    # One thread each: photos are made side by side, and the bytes must not depend on the machine.
    "avif": Format("image/avif", ".avif", "AVIF", {"quality": 55, "speed": 6, "max_threads": 1}),
    "webp": Format("image/webp", ".webp", "WEBP", {"quality": 75, "method": 4}),
    "jpeg": Format("image/jpeg", ".jpg", "JPEG", {"quality": 80, "optimize": True, "progressive": True}),
    "png": Format("image/png", ".png", "PNG", {"optimize": True}),
}
"""What takes the fewest bytes comes first."""
KINDS = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp"}
"""The format of a photo by the end of its name."""


class Size(NamedTuple):
    """Pixels."""

    width: int
    height: int


class Rendition(NamedTuple):
    """One form of a photo, as published."""

    url: str
    type: str
    """The media type."""
    width: int
    height: int
    format: str


class Source(NamedTuple):
    """The renditions of one media type, as `<source>` or `<img>` names them."""

    type: str
    srcset: str


def fitted(width: int, height: int) -> Size:
    """The size of the largest rendition of a photo of this size."""
    scale = min(1.0, limits.WIDEST / width, limits.TALLEST / height)
    return Size(max(1, round(width * scale)), max(1, round(height * scale)))


def formats(chosen: tuple[str, ...], *, transparent: bool) -> tuple[str, ...]:
    """The formats to make of those that were chosen: JPEG knows no transparency."""
    return tuple("png" if each == "jpeg" and transparent else each for each in FORMATS if each in chosen)


@functools.lru_cache(maxsize=8192)  # a build asks four times for those of each photo
def renditions(url: str, source: str, size: Size, kinds: tuple[str, ...]) -> tuple[Rendition, ...]:
    """The renditions of the photo at a URL: each format's together, the least bytes first, narrow before wide.

    `size` is that of the largest, `source` the digest of the photo's file. The widest in the photo's own format is the
    photo at its own URL.
    """
    own = own_format(url)
    stem = _stem(url)
    made = []
    for kind in kinds:
        for width in _widths(size.width):
            height = max(1, round(size.height * width / size.width))
            itself = kind == own and width == size.width
            there = url if itself else f"{stem}.{width}.{_mark(url, source, kind, width)}{FORMATS[kind].ending}"
            made.append(Rendition(there, FORMATS[kind].type, width, height, kind))
    return tuple(made)


def own_format(name: str) -> str:
    """The format that a photo of this name is kept in."""
    return KINDS["." + name.rpartition(".")[2].lower()]


def sources(made: tuple[Rendition, ...]) -> tuple[Source, ...]:
    """What a browser chooses from, the best first; the last one is for `<img>`."""
    kinds = dict.fromkeys(each.format for each in made)
    return tuple(
        Source(FORMATS[kind].type, ", ".join(f"{each.url} {each.width}w" for each in made if each.format == kind))
        for kind in kinds
    )


def recipe(kind: str, width: int) -> str:
    """Tells how a rendition is made from any other way."""
    return f"{kind} {width} {FORMATS[kind].options}"


def _widths(widest: int) -> list[int]:
    return [each for each in WIDTHS if each <= widest * _NEAR] + [widest]


def _mark(url: str, source: str, kind: str, width: int) -> str:
    """Tells the renditions of `a.jpg` from those of `a.png`, and a photo from the one that takes its place."""
    told = f"{url.rpartition('/')[2]}\0{source}\0{recipe(kind, width)}"
    return hashlib.blake2b(told.encode(), digest_size=5).hexdigest()


def _stem(url: str) -> str:
    """The URL of a photo without the end of its name, short enough that there is room for another."""
    folder, _, name = url.rpartition("/")
    return f"{folder}/{quote(thai.clip_bytes(unquote(name.rpartition('.')[0]), _NAME_BYTES))}"
