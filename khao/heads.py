"""Heads as read from files, and as kept so that a file that has not changed is not read as YAML again.

The one invariant: a kept head is what reading the file again would give. It is kept by the digest of the file's bytes
and of all that front matter may refer to, and only when nothing was wrong with it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from khao import limits
from khao.errors import Problem, packed, unpacked
from khao.model import Allowance, Attachment, Citation, Correction, Directive, Event, Item, Person, Photo

Look = tuple[int, int, int]
"""(change time, inode, size): on this machine they tell that nobody has written to the file since."""

FIELDS = tuple(each.name for each in fields(Item) if each.name not in ("body", "digest"))
_MOMENTS = ("date", "updated", "publish", "expires")
_LISTS = ("categories", "tags", "schools", "affiliations", "aliases")


class Want(NamedTuple):
    """Something that an item relies on and that only the whole site can tell."""

    kind: str
    """`photo`, `file`: one beside it. `gallery`: all photos in its folder. `item`: another item."""
    target: str
    missing: Problem
    """What to say if it is not there."""


class Loaded(NamedTuple):
    """What reading one content file gave."""

    path: str
    item: Item | None = None
    problems: tuple[Problem, ...] = ()
    wants: tuple[Want, ...] = ()
    top: str = ""
    """The digest of the front matter's text."""
    led: bool = False
    """Whether the summary was taken from the body."""
    text: str = ""
    """The head as `text` gives it."""


class Kept(NamedTuple):
    """One file's head, and by what it is known."""

    look: Look
    mark: str
    """The digest of the file's bytes: it tells the same on any machine."""
    top: str
    body: str
    """The digest of the body's text."""
    digest: str
    """The digest of the item."""
    led: bool
    text: str
    wants: str
    """As JSON, "" for none."""


@dataclass(frozen=True)
class Heads:
    """The heads of one build."""

    known: str = ""
    """The digest of all that front matter could refer to."""
    since: int = 0
    """When they were read, in nanoseconds."""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """By path."""

    def sure(self, path: str, look: Look) -> bool:
        """Whether a file need not even be opened: it looks as it did, and did so for a while when it was read."""
        kept = self.kept.get(path)
        return kept is not None and kept.look == look and look[0] < self.since - limits.COARSE_TICK


def look(root: Path, path: str) -> Look:
    """What a file looks like from outside; zeros when it is not there."""
    try:
        return looks(os.stat(f"{root}/{path}"))  # noqa: PTH116 — for each of tens of thousands of files
    except OSError:
        return (0, 0, 0)


def looks(found: os.stat_result) -> Look:
    """What an open file looks like."""
    return (found.st_ctime_ns, found.st_ino, found.st_size)


def row(kept: Kept) -> bytes:
    """A kept head as bytes: a line of what is known of it, then its text and its wants, which are a line each."""
    look, *digests, led, text, wants = kept
    about = " ".join([*map(str, look), *digests, f"{led:d}"])
    return f"{about}\n{text}\n{wants}".encode()


def kept(data: bytes) -> Kept:
    """The kept head that `row` made this of. Raises ValueError."""
    about, text, wants = data.decode().split("\n")
    changed, inode, size, mark, top, body, digest, led = about.split(" ")
    return Kept((int(changed), int(inode), int(size)), mark, top, body, digest, led == "1", text, wants)


def keep(loaded: Loaded, look: Look, mark: str) -> Kept | None:
    """A head to be kept; None for a file that said anything."""
    item = loaded.item
    if item is None or loaded.problems:
        return None
    wants = _encode([[want.kind, want.target, packed(want.missing)] for want in loaded.wants]) if loaded.wants else ""
    return Kept(look, mark, loaded.top, item.body, item.digest, loaded.led, loaded.text, wants)


def text(values: Iterable[Any]) -> str:
    """The values of an item's fields, but for its two digests, as one line of JSON."""
    return _encode([*values])


def unpack(path: str, kept: Kept) -> Loaded:
    """What reading the file gave when its head was kept."""
    values = dict(zip(FIELDS, json.loads(kept.text), strict=True))
    for name in _MOMENTS:
        values[name] = values[name] and datetime.fromisoformat(values[name])
    for name in _LISTS:
        values[name] = tuple(values[name])
    values["references"] = tuple((collection, id) for collection, id in values["references"])
    values["people"] = tuple(Person(*each) for each in values["people"])
    values["photos"] = tuple(Photo(*each) for each in values["photos"])
    values["directives"] = tuple(Directive(*each) for each in values["directives"])
    values["sources"] = tuple(Citation(*each) for each in values["sources"])
    values["allow"] = tuple(Allowance(*each) for each in values["allow"])
    values["attachments"] = tuple(Attachment(*each) for each in values["attachments"])
    values["corrections"] = tuple(
        Correction(datetime.fromisoformat(when), text) for when, text in values["corrections"]
    )
    values["cover"] = values["cover"] and Photo(*values["cover"])
    if event := values["event"]:
        values["event"] = Event(*(when and datetime.fromisoformat(when) for when in event))
    wants = tuple(Want(kind, target, unpacked(missing)) for kind, target, missing in json.loads(kept.wants or "[]"))
    item = Item(**values, body=kept.body, digest=kept.digest)
    return Loaded(path, item, (), wants, kept.top, kept.led, kept.text)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return [getattr(value, each.name) for each in fields(value)]


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
