"""What the files beside items are, kept from the last build, so that no photo is opened again that has not changed.

The one invariant: what is kept is what looking at the file again would give. It is kept by the digest of the file's
bytes, and only when nothing was wrong with it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import NamedTuple

from khao import files, heads, limits, work
from khao.errors import Problem
from khao.model import File

_FEW = 8
"""Files that a worker is handed at once: a fifth of a second of work where they are photos."""


class Kept(NamedTuple):
    """One file, and by what it is known."""

    look: tuple[int, int, int]
    """(change time, inode, size): on this machine they tell that nobody has written to the file since."""
    file: File


@dataclass(frozen=True)
class Beside:
    """The files of one build."""

    since: int = 0
    """When they were looked at, in nanoseconds."""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """By path."""

    def sure(self, path: str, look: tuple[int, int, int]) -> bool:
        """Whether a file need not even be opened: it looks as it did, and did so for a while when it was read."""
        kept = self.kept.get(path)
        return kept is not None and kept.look == look and look[0] < self.since - limits.COARSE_TICK


def look(root: Path, paths: Sequence[str], last: Beside, pool: Executor, problems: list[Problem]) -> Beside:
    """What each photo and attachment is, opened only where it may be another than last time."""
    since = time.time_ns()
    looks = {path: heads.look(root, path) for path in paths}
    doubtful = [path for path in paths if not last.sure(path, looks[path])]
    marked = [(path, last.kept[path].file.source if path in last.kept else "") for path in doubtful]
    # A photo takes a hundred times as long as a text.
    seen = work.fan_out(files.Finder(root), marked, pool, size=lambda _left: _FEW)
    fresh = dict(zip(doubtful, seen, strict=True))
    kept: dict[str, Kept] = {}
    for path in paths:
        each = fresh.get(path) or last.kept[path].file
        if isinstance(each, Problem):
            problems.append(each)
        else:
            kept[path] = Kept(looks[path], each)
    return Beside(since, kept)


def row(kept: Kept) -> bytes:
    """A kept file as bytes."""
    return json.dumps([kept.look, *astuple(kept.file)], ensure_ascii=False, separators=(",", ":")).encode()


def kept(data: bytes) -> Kept:
    """The kept file that `row` made this of. Raises ValueError."""
    look, *values, _formats, _card = json.loads(data)
    return Kept(tuple(look), File(*values))
