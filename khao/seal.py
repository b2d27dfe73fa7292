"""A seal over a finished build: what every file looked like then, so that what has changed since is told from outside.

The one invariant: file times are trusted only as this machine wrote them, with inode and size, and only when they are
older than the build. Whatever may have changed counts as changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from khao import limits
from khao.config import Config
from khao.errors import packed, unpacked
from khao.results import Changes, Report

_LIBRARIES = ("jinja2", "markdown", "yaml", "frontmatter", "nh3", "PIL", "rcssmin")
FOLDER = "folder"
"""The look of a folder, whatever is in it."""
_GONE = "gone"


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
    """The last build, and what may have changed since."""

    report: Report
    """What that build would say if it were made again and found nothing to do."""
    edited: tuple[str, ...]
    """Paths of inputs, each of which was there then and is there now."""
    stamp: Stamp
    salt: str
    """That of the store of the last build, and so of this one."""
    kept: dict[str, Any] = field(repr=False)
    """The seal as it is kept."""


def stamp(config: Config, additions: str) -> Stamp:
    """The stamp of the sources, Khao itself and the libraries."""
    at = time.time_ns()
    looks: dict[str, str] = {}
    for name in ("content", "data", "layouts"):
        _walk(f"{config.root}/{name}", name, looks)
    here = str(Path(__file__).parent)
    _walk(here, here, looks)
    for name in _LIBRARIES:
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            looks[spec.origin] = _look(spec.origin)
    return Stamp(f"{sys.version} {config.drafts} {config.future} {additions}", looks, at)


def inspect(config: Config, now: Stamp) -> Seal | None:
    """The seal of the last build; None when it tells too little: files came or went, or the output is not whole."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        check, _, text = _file(config).read_text(encoding="utf-8").partition("\n")
        if check != _digest(text):
            return None
        kept = json.loads(text)
        since, until = (kept[name] and datetime.fromisoformat(kept[name]) for name in ("since", "until"))
        if config.now < since or (until and config.now >= until) or now.flags != kept["flags"]:
            return None
        if now.looks.keys() != kept["inputs"].keys() or any(
            _look(f"{config.output}/{path}") != look for path, look in kept["output"].items()
        ):
            return None
        edited = tuple(path for path, look in now.looks.items() if kept["inputs"][path] != look)
        notes = tuple(unpacked(row) for row in kept["notes"])
        due = kept["next"] and (datetime.fromisoformat(kept["next"][0]), kept["next"][1])
        seconds = (time.time_ns() - now.at) / 1e9
        report = Report(kept["pages"], (), Changes(kept=kept["files"]), notes, due, seconds)
        return Seal(report, edited, now, kept["salt"], kept)
    return None


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
    read, report, until = build.read, build.report, build.until
    paths = [*build.written, ".khao/manifest.json"]
    kept = {
        "salt": build.salt,
        "flags": read.flags,
        "since": config.now.isoformat(),
        "until": until and until.isoformat(),
        "pages": report.pages,
        "files": report.changes.kept + len(report.changes.added) + len(report.changes.changed),
        "next": report.next_change and [report.next_change[0].isoformat(), report.next_change[1]],
        "notes": [packed(note) for note in report.notes],
        "inputs": _trusted(read.looks, read.at),
        "output": {path: _look(f"{config.output}/{path}") for path in paths},
    }
    _keep(config, kept)


def renew(config: Config, broken: Seal, written: Iterable[str]) -> None:
    """Seal a build again of which nothing but these files of the output has changed, for the edits that were seen."""
    paths = [*written, ".khao/manifest.json"]
    news = _trusted({path: broken.stamp.looks[path] for path in broken.edited}, broken.stamp.at)
    kept = dict(broken.kept)
    kept["inputs"] = {**kept["inputs"], **news}
    kept["output"] = {**kept["output"], **{path: _look(f"{config.output}/{path}") for path in paths}}
    _keep(config, kept)


def _keep(config: Config, kept: Mapping[str, Any]) -> None:
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    aside = _file(config).with_suffix(".tmp")
    with contextlib.suppress(OSError, UnicodeError):
        aside.write_text(f"{_digest(text)}\n{text}", encoding="utf-8")
        os.replace(aside, _file(config))


def _file(config: Config) -> Path:
    return config.cache / f"seal-{hashlib.blake2b(config.way.encode(), digest_size=4).hexdigest()}.json"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _trusted(looks: Mapping[str, str], at: int) -> dict[str, str]:
    """The looks that tell that a file is as it was; "" for one that could change and look the same: it is too young."""
    return {path: look if _settled(look, at) else "" for path, look in looks.items()}


def _settled(look: str, at: int) -> bool:
    if look in (FOLDER, _GONE):
        return True
    changed = max(int(time) for time in look.split(" ")[::3])
    return changed < at - (limits.TICK if changed % 1_000_000 else limits.COARSE_TICK)


def _look(path: str) -> str:
    """What a file looks like from outside: the change time moves with every other, and nobody can set it."""
    try:
        found = os.lstat(path)
    except OSError:
        return _GONE
    return f"{found.st_ctime_ns} {found.st_ino} {found.st_size}"


def _walk(folder: str, name: str, looks: dict[str, str]) -> None:
    """The looks of everything below a folder; one that is not there holds nothing."""
    pending = [(folder, name)]
    while pending:
        folder, name = pending.pop()
        try:
            entries = [*os.scandir(folder)]
        except OSError:
            continue
        for entry in entries:
            if entry.name == "__pycache__":
                continue  # Python's own cache, which running Khao writes.
            path = f"{name}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                looks[path] = FOLDER
                pending.append((entry.path, path))
                continue
            found = entry.stat(follow_symlinks=False)
            looks[path] = f"{found.st_ctime_ns} {found.st_ino} {found.st_size}"
            if entry.is_symlink():
                # What is behind it may change.
                looks[path] += " " + _behind(entry.path)


def _behind(link: str) -> str:
    try:
        found = os.stat(link)
    except OSError:
        return "0 0 0"
    return f"{found.st_ctime_ns} {found.st_ino} {found.st_size}"
