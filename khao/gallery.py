"""`photos: all`: the photos in an item's folder, in the order in which people number them.

The one invariant: a gallery is a function of the item's head and the names in its folder.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence

from khao.model import File, Item, Photo

_OTHERS = frozenset({".heic", ".heif", ".gif", ".tif", ".tiff", ".bmp", ".avif", ".jfif", ".jxl"})
"""Pictures that can't be published as they are."""
_ALT = {"th": "ภาพที่ {number} จาก {total}: {shows}", "en": "Photo {number} of {total}: {shows}"}


def wants(item: Item) -> bool:
    """Whether an item shows whatever photos lie in its folder."""
    return any(each.gathered for each in item.photos)


def names(item: Item, beside: Iterable[File]) -> tuple[str, ...]:
    """The photos of an item's gallery, of the files in its folder: but for its cover and what it offers as a file."""
    apart = {each.src for each in item.attachments} | ({item.cover.src} if item.cover else set())
    found = [posixpath.basename(each.path) for each in beside if each.width]
    return tuple(sorted((name for name in found if name not in apart), key=_natural))


def unusable(paths: Iterable[str]) -> list[str]:
    """The names of pictures that somebody will look for in a gallery in vain."""
    return [posixpath.basename(path) for path in paths if posixpath.splitext(path)[1].lower() in _OTHERS]


def filled(item: Item, names: Sequence[str]) -> tuple[Photo, ...]:
    """The photos of an item, those of its gallery by name; what they show is told by number, so that no two say it."""
    meant = next(each for each in item.photos if each.gathered)
    said = meant.alt or item.title
    alt = _ALT[item.lang]
    return tuple(
        Photo(name, alt.format(number=number, total=len(names), shows=said), consent=meant.consent, gathered=True)
        for number, name in enumerate(names, 1)
    )


def gathered(item: Item) -> tuple[str, ...]:
    """The names that `filled` was given."""
    return tuple([each.src for each in item.photos if each.gathered])


def folders(paths: Iterable[str], wanted: frozenset[str]) -> Mapping[str, list[str]]:
    """The paths in each of these folders themselves, not in folders below."""
    found: dict[str, list[str]] = {}
    for path in paths:
        folder = posixpath.dirname(path)
        if folder in wanted:
            found.setdefault(folder, []).append(path)
    return found


def _natural(name: str) -> tuple[list[tuple[int, str]], str]:
    """`IMG_2` before `IMG_10`."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(int(part), "") if at % 2 else (0, part) for at, part in enumerate(parts)], name
