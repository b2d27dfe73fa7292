"""A seal over a finished build: while it is whole, there is nothing to do, and that is known without reading a file.

The one invariant: file times are trusted only as this machine wrote them, with inode and change time, and only when
they are older than the build. Any doubt breaks the seal, and the build looks for itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from khao import limits
from khao.config import Config
from khao.errors import packed, unpacked
from khao.results import Changes, Report

_LIBRARIES = ("jinja2", "markdown", "yaml", "frontmatter", "nh3", "PIL")


@dataclass(frozen=True)
class Stamp:
    """What the files of some folders look like from outside."""

    mark: str
    newest: int
    """The latest change time of them all, in nanoseconds."""


def inputs(config: Config, additions: str) -> Stamp:
    """The stamp of all that a build reads: the sources, Khao itself and the libraries."""
    libraries = [importlib.util.find_spec(name) for name in _LIBRARIES]
    files = [spec.origin for spec in libraries if spec and spec.origin]
    folders = [config.root / name for name in ("content", "data", "layouts")] + [Path(__file__).parent]
    flags = f"{sys.version} {config.drafts} {config.future} {additions}"
    return _stamp([str(folder) for folder in folders], files, flags)


def output(config: Config) -> Stamp:
    """The stamp of all that lies in the output folder."""
    return _stamp([str(config.output)], [], "")


def unbroken(config: Config, additions: str) -> Report | None:
    """The report of a build that would find nothing to do; None when that can't be told from outside."""
    started = time.perf_counter()
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(_file(config).read_text(encoding="utf-8"))
        since, until = (kept[name] and datetime.fromisoformat(kept[name]) for name in ("since", "until"))
        if config.clean or config.now < since or (until and config.now >= until):
            return None
        if inputs(config, additions).mark != kept["inputs"] or output(config).mark != kept["output"]:
            return None
        notes = tuple(unpacked(row) for row in kept["notes"])
        due = kept["next"] and (datetime.fromisoformat(kept["next"][0]), kept["next"][1])
        changes = Changes(kept=kept["files"])
        return Report(kept["pages"], (), changes, notes, due, time.perf_counter() - started)
    return None


def close(config: Config, read: Stamp, report: Report, until: datetime | None) -> None:
    """Seal a build that read what `read` tells; until then, time alone changes nothing."""
    tick = limits.TICK if read.newest % 1_000_000 else limits.COARSE_TICK
    if read.newest > time.time_ns() - int(report.seconds * 1e9) - tick:
        lift(config)  # Written while the build began: it may have been read half an edit ago.
        return
    kept = {
        "inputs": read.mark,
        "output": output(config).mark,
        "since": config.now.isoformat(),
        "until": until and until.isoformat(),
        "pages": report.pages,
        "files": report.changes.kept + len(report.changes.added) + len(report.changes.changed),
        "next": report.next_change and [report.next_change[0].isoformat(), report.next_change[1]],
        "notes": [packed(note) for note in report.notes],
    }
    with contextlib.suppress(OSError):
        aside = _file(config).with_suffix(".tmp")
        aside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        os.replace(aside, _file(config))


def lift(config: Config) -> None:
    """Make the next build look for itself."""
    with contextlib.suppress(OSError):
        _file(config).unlink(missing_ok=True)


def _file(config: Config) -> Path:
    return config.cache / f"seal-{hashlib.blake2b(config.way.encode(), digest_size=4).hexdigest()}.json"


def _stamp(folders: list[str], files: list[str], flags: str) -> Stamp:
    seen = [*_walk(folders), *((file, os.stat(file)) for file in files)]
    # The change time moves with every other time, with the size and with the mode, and nobody can set it.
    looks = [f"{path}\0{found.st_ctime_ns} {found.st_ino} {found.st_size}" for path, found in seen]
    mark = hashlib.blake2b("\n".join([flags, *looks]).encode(errors="surrogateescape"), digest_size=16)
    return Stamp(mark.hexdigest(), max((found.st_ctime_ns for _, found in seen), default=0))


def _walk(folders: list[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below the folders; where a link leads, too, since what is behind it may change."""
    pending = [*folders]
    while pending:
        folder = pending.pop()
        for entry in _entries(folder):
            if entry.name == "__pycache__":
                continue  # Python's own cache, which running Khao writes.
            yield entry.path, entry.stat(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            elif entry.is_symlink():
                with contextlib.suppress(OSError):
                    yield entry.path, os.stat(entry.path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """In the order of their names; a folder that is not there holds nothing."""
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return []
