"""A seal over a finished build: what every file looked like then, so that what has changed since is told from outside.

The one invariant: a seal that holds tells what a whole build would. Whatever may have changed counts as changed.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import itertools
import json
import os
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from khao import looks
from khao.config import Config
from khao.errors import packed, unpacked
from khao.results import Changes, Report

_MANIFEST = ".khao/manifest.json"
"""What Khao notes of the output, in it."""
_LIBRARIES = ("jinja2", "markdown", "yaml", "frontmatter", "nh3", "PIL", "rcssmin", "numpy")


@dataclass(frozen=True)
class Stamp:
    """What all that a build reads looks like from outside."""

    flags: str
    """What the build was told, and by what Python it runs."""
    looks: Mapping[str, str]
    """By path, below the root where it lies there."""
    at: int
    """When that was, in nanoseconds."""


@dataclass(frozen=True)
class Seal:
    """A finished build, and what its files looked like."""

    report: Report
    """What that build would say if it were made again and found nothing to do."""
    salt: str
    """That of the store of this build."""
    since: datetime
    until: datetime | None
    """The moment at which time alone changes something."""
    inputs: dict[str, str] = field(repr=False)
    """The looks of all that was read, by path."""
    output: bytes = field(repr=False)
    """The looks of all that was written, by path below the output folder; rows, since they are seldom needed here."""

    def edited(self, now: Stamp) -> tuple[str, ...] | None:
        """Paths of inputs that may have changed; None when it tells too little, since some came or went."""
        if now.looks.keys() != self.inputs.keys():
            return None
        return tuple(path for path, look in now.looks.items() if self.inputs[path] != look)


@dataclass(frozen=True)
class Broken:
    """A seal, and what has been edited since."""

    seal: Seal
    now: Stamp
    edited: tuple[str, ...]
    """Paths of inputs, each of which was there then and is there now."""
    untouched: Callable[[], bool]
    """Whether the output lies there as it was sealed."""


def stamp(config: Config, additions: str) -> Stamp:
    """The stamp of the sources, Khao itself and the libraries."""
    at = time.time_ns()
    here = str(Path(__file__).parent)
    found = looks.below(here, here)
    for name in ("content", "data", "layouts"):
        found |= looks.below(f"{config.root}/{name}", name)
    for name in _LIBRARIES:
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            found[spec.origin] = looks.look(spec.origin)
    return Stamp(_flags(config, additions), found, at)


def last(config: Config, additions: str) -> Seal | None:
    """The seal of the last build, if it was told the same as this one and time alone has changed nothing since."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        mark, text = _file(config).read_bytes().split(b"\n", 1)
        if mark != _mark(text):
            return None
        head, inputs, output = text.split(_BETWEEN)
        kept = json.loads(head)
        since, until = (kept[name] and datetime.fromisoformat(kept[name]) for name in ("since", "until"))
        if config.now < since or (until and config.now >= until) or _flags(config, additions) != kept["flags"]:
            return None
        due = kept["next"] and (datetime.fromisoformat(kept["next"][0]), kept["next"][1])
        notes = tuple(unpacked(row) for row in kept["notes"])
        report = Report(kept["pages"], (), Changes(kept=kept["files"]), notes, due, 0.0)
        return Seal(report, kept["salt"], since, until, _table(inputs), output)
    return None


def untouched(config: Config, sealed: Seal) -> Callable[[], bool]:
    """Look whether the output lies there as it was sealed; the answer is given by what this returns.

    Where several processes may work, another one looks while this one goes on.
    """
    if config.trusted:
        # Whatever a build of somebody else does there, it leaves another manifest.
        look = sealed.output.partition(f"\0{_MANIFEST}\0".encode())[2].partition(b"\0")[0].decode()
        return functools.cache(lambda: looks.unchanged(str(config.output), {_MANIFEST: look}))
    # Forking is safe as long as no thread may hold a lock.
    alone = hasattr(os, "fork") and threading.active_count() == 1
    child = os.fork() if config.jobs > 1 and alone else None
    if child is None:
        return functools.cache(lambda: looks.unchanged(str(config.output), _table(sealed.output)))
    if child:
        return functools.cache(lambda: os.waitpid(child, 0)[1] == 0)
    try:
        os._exit(0 if looks.unchanged(str(config.output), _table(sealed.output)) else 1)
    finally:
        os._exit(1)


@dataclass(frozen=True)
class Finished:
    """What is to be known of a finished build."""

    read: Stamp
    salt: str
    report: Report
    written: Iterable[str]
    """Paths below the output folder."""
    until: datetime | None
    """The moment at which time alone changes something."""


def close(config: Config, build: Finished) -> None:
    """Seal a finished build."""
    changes = build.report.changes
    files = changes.kept + len(changes.added) + len(changes.changed)
    report = replace(build.report, rendered=(), changes=Changes(kept=files))
    inputs = looks.trusted(build.read.looks, build.read.at)
    output = _rows(_looks(config, build.written))
    _keep(config, build.read.flags, Seal(report, build.salt, config.now, build.until, inputs, output))


def renew(config: Config, broken: Broken, written: Iterable[str], gone: Iterable[str] = ()) -> None:
    """Seal a build again of which nothing but these files of the output has changed, for the edits that were seen."""
    sealed, now = broken.seal, broken.now
    news = looks.trusted({path: now.looks[path] for path in broken.edited}, now.at)
    inputs, output = sealed.inputs | news, _table(sealed.output) | _looks(config, written)
    for path in gone:
        output.pop(path, None)
    # All but the manifest.
    report = replace(sealed.report, changes=Changes(kept=len(output) - 1))
    _keep(config, now.flags, replace(sealed, report=report, since=config.now, inputs=inputs, output=_rows(output)))


def _keep(config: Config, flags: str, sealed: Seal) -> None:
    report, until = sealed.report, sealed.until
    head = {
        "flags": flags,
        "salt": sealed.salt,
        "since": sealed.since.isoformat(),
        "until": until and until.isoformat(),
        "pages": report.pages,
        "files": report.changes.kept,
        "next": report.next_change and [report.next_change[0].isoformat(), report.next_change[1]],
        "notes": [packed(note) for note in report.notes],
    }
    aside = _file(config).with_suffix(".tmp")
    with contextlib.suppress(OSError):
        text = _BETWEEN.join([json.dumps(head).encode(), _rows(sealed.inputs), sealed.output])
        aside.write_bytes(_mark(text) + b"\n" + text)
        os.replace(aside, _file(config))


# No path holds a zero byte, so that tens of thousands of them are told apart at once.
_BETWEEN = b"\0\n\0"


def _rows(looks: Mapping[str, str]) -> bytes:
    return os.fsencode("\0".join(itertools.chain.from_iterable(looks.items())))


def _table(rows: bytes) -> dict[str, str]:
    words = os.fsdecode(rows).split("\0")
    return dict(zip(words[::2], words[1::2], strict=True))


def _file(config: Config) -> Path:
    return config.cache / f"seal-{zlib.crc32(os.fsencode(config.way)):08x}"


def _mark(text: bytes) -> bytes:
    return b"%08x" % zlib.crc32(text)


def _flags(config: Config, additions: str) -> str:
    return f"{sys.version} {config.drafts} {config.future} {config.pdf} {config.preview} {additions}"


def _looks(config: Config, written: Iterable[str]) -> dict[str, str]:
    """The looks of these files of the output, and of what Khao notes of them."""
    return {path: looks.look(f"{config.output}/{path}") for path in (*written, _MANIFEST)}
