"""Heads kept from the last build, so that a file that has not changed is not read as YAML again.

The one invariant: a kept head is what reading the file again would give. It is kept by the digest of the file's bytes
and of all that front matter may refer to, and only when nothing was wrong with it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from khao import limits
from khao.errors import packed, unpacked
from khao.frontmatter import Loaded, Want
from khao.model import Attachment, Correction, Event, Item, Person, Photo

_FIELDS = tuple(each.name for each in fields(Item))
_VALUES = attrgetter(*_FIELDS)
_JSON = {str, bool, int, type(None)}
_MOMENTS = ("date", "updated", "publish", "expires")
_LISTS = ("categories", "tags", "schools", "affiliations", "aliases")


class Kept(NamedTuple):
    """One file's head, and by what it is known."""

    look: tuple[int, int, int]
    """(change time, inode, size): on this machine they tell that nobody has written to the file since."""
    mark: str
    """The digest of the file's bytes: it tells the same on any machine."""
    top: str
    """The digest of the front matter's text."""
    led: bool
    """Whether the summary was taken from the body."""
    row: list[Any]


@dataclass(frozen=True)
class Heads:
    """The heads of one build."""

    known: str = ""
    """The digest of all that front matter could refer to."""
    since: int = 0
    """When they were read, in nanoseconds."""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """By path."""

    def sure(self, path: str, look: tuple[int, int, int]) -> bool:
        """Whether a file need not even be opened: it looks as it did, and did so for a while when it was read."""
        kept = self.kept.get(path)
        return kept is not None and kept.look == look and look[0] < self.since - limits.COARSE_TICK


def look(root: Path, path: str) -> tuple[int, int, int]:
    """What a file looks like from outside; zeros when it is not there."""
    try:
        found = os.stat(f"{root}/{path}")  # noqa: PTH116 — for each of tens of thousands of files
    except OSError:
        return (0, 0, 0)
    return (found.st_ctime_ns, found.st_ino, found.st_size)


def row(kept: Kept) -> bytes:
    """A kept head as bytes."""
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def kept(data: bytes) -> Kept:
    """The kept head that `row` made this of. Raises ValueError."""
    look, *rest = json.loads(data)
    return Kept(tuple(look), *rest)


def pack(loaded: Loaded) -> list[Any] | None:
    """A head as JSON; None for a file that said anything."""
    if loaded.item is None or loaded.problems:
        return None
    return [
        [value if type(value) in _JSON else _plain(value) for value in _VALUES(loaded.item)],
        [[want.kind, want.target, packed(want.missing)] for want in loaded.wants],
    ]


def unpack(path: str, mark: str, row: list[Any]) -> Loaded:
    """The head that `pack` made this of."""
    values = dict(zip(_FIELDS, row[0], strict=True))
    for name in _MOMENTS:
        values[name] = values[name] and datetime.fromisoformat(values[name])
    for name in _LISTS:
        values[name] = tuple(values[name])
    values["references"] = tuple((collection, id) for collection, id in values["references"])
    values["people"] = tuple(Person(*each) for each in values["people"])
    values["photos"] = tuple(Photo(*each) for each in values["photos"])
    values["attachments"] = tuple(Attachment(*each) for each in values["attachments"])
    values["corrections"] = tuple(
        Correction(datetime.fromisoformat(when), text) for when, text in values["corrections"]
    )
    values["cover"] = values["cover"] and Photo(*values["cover"])
    if event := values["event"]:
        values["event"] = Event(*(when and datetime.fromisoformat(when) for when in event))
    wants = tuple(Want(kind, target, unpacked(missing)) for kind, target, missing in row[1])
    return Loaded(path, Item(**values), (), wants, mark)


def _plain(value: Any) -> Any:
    if type(value) in _JSON:
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return [_plain(getattr(value, each.name)) for each in fields(value)]
