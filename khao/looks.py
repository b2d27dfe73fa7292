"""What files look like from outside: whether one has been written to is told without reading it.

The one invariant: file times are trusted only as this machine wrote them, with inode and size, and only when they are
older than the look at them. Whatever may have changed counts as changed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from khao import limits

FOLDER = "folder"
"""The look of a folder, whatever is in it."""
_GONE = "gone"


def trusted(looks: Mapping[str, str], at: int) -> dict[str, str]:
    """The looks that tell that a file is as it was; "" for one that could change and look the same: it is too young."""
    return {path: look if _settled(look, at) else "" for path, look in looks.items()}


def _settled(look: str, at: int) -> bool:
    if look in (FOLDER, _GONE):
        return True
    changed = max(int(time) for time in look.split(" ")[::3])
    return changed < at - (limits.TICK if changed % 1_000_000 else limits.COARSE_TICK)


def look(path: str) -> str:
    """What a file looks like from outside."""
    try:
        return _shape(os.lstat(path))
    except OSError:
        return _GONE


def unchanged(folder: str, kept: Mapping[str, str]) -> bool:
    """Whether all these files below a folder are there and look as they did."""
    try:
        return [_shape(found) for found in map(os.lstat, [f"{folder}/{path}" for path in kept])] == [*kept.values()]
    except OSError:
        return False


def _shape(found: os.stat_result) -> str:
    """The change time moves with every other, and nobody can set it."""
    return f"{found.st_ctime_ns} {found.st_ino} {found.st_size}"


def below(folder: str, name: str) -> dict[str, str]:
    """The looks of everything below a folder, by path below `name`; one that is not there holds nothing."""
    looks: dict[str, str] = {}
    pending = [(folder, name)]
    while pending:
        folder, name = pending.pop()
        try:
            entries = [*os.scandir(folder)]
        except OSError:
            continue
        for entry in entries:
            if entry.name == "__pycache__" or entry.name[0] == "." or entry.name[-1] == "~":
                continue  # Python's own cache, which running Khao writes; and editors' copies, which no build reads.
            path = f"{name}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                looks[path] = FOLDER
                pending.append((entry.path, path))
                continue
            looks[path] = _shape(entry.stat(follow_symlinks=False))
            if entry.is_symlink():
                # What is behind it may change.
                looks[path] += " " + _behind(entry.path)
    return looks


def _behind(link: str) -> str:
    try:
        return _shape(os.stat(link))
    except OSError:
        return "0 0 0"
