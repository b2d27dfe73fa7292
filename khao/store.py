"""The cache in .khao/: what was asked and written last time, and what is dear to make again.

The one invariant: deleting it, or any byte of it, costs time and nothing else. Whatever can't be trusted whole is
taken as absent.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import os
import platform
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from khao.lens import LastBuild
from khao.model import Question, digest

_LIBRARIES = ("Jinja2", "Markdown", "PyYAML", "python-frontmatter", "nh3", "Pillow")


def salt(extension: str = "") -> str:
    """The digest of everything besides the site that shapes a page: Khao's own source, the libraries, Python."""
    parts = [platform.python_version(), extension]
    parts += [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    for path in sorted(Path(__file__).parent.glob("*.py")):
        parts += [path.name, path.read_text(encoding="utf-8")]
    return digest("\0".join(parts))


@dataclass(frozen=True)
class Written:
    """A file in the output folder, as the last build left it."""

    digest: str
    made_from: str
    """The key of the page, or the digest of the file, that it was made from."""
    size: int = 0
    modified: int = 0
    """Nanoseconds; with the size it tells, on one machine, that nobody has touched the file since."""


@dataclass(frozen=True)
class Memory:
    """All that is remembered of the last build."""

    questions: LastBuild = field(default_factory=LastBuild)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the key of the page: the site URLs that it links to."""
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By the key of the page: the ids that may be linked to."""
    urls: Mapping[str, str] = field(default_factory=dict)
    """Keys of pages by URL."""
    written: Mapping[str, Written] = field(default_factory=dict)
    """By path below the output folder."""


class Store:
    """The cache folder of one root, as the builds into one output folder use it."""

    def __init__(self, folder: Path, output: Path, salt: str) -> None:
        self.folder = folder
        self.salt = salt
        # Each output folder has its own record, named by the way to it, which is the same on another machine.
        way = Path(os.path.relpath(output.resolve(), folder.resolve())).as_posix()
        self.name = "record.json" if way == "../public" else f"record-{digest(way)[:8]}.json"

    # The record ------------------------------------------------------------------------------------------------------

    @property
    def _record(self) -> Path:
        return self.folder / self.name

    def recall(self) -> Memory:
        """What is remembered of the last build; nothing when another Khao made it, or it is damaged."""
        try:
            check, _, text = self._record.read_text(encoding="utf-8").partition("\n")
            if check != digest(self.salt + text):
                return Memory()
            return _memory(json.loads(text))
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
            return Memory()

    def remember(self, memory: Memory) -> None:
        """Put this build in the place of the last."""
        text = json.dumps(_plain(memory), ensure_ascii=False, separators=(",", ":"))
        aside = self._record.with_suffix(".tmp")
        # A full disk makes the next build slower; the site is published all the same.
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            aside.write_text(digest(self.salt + text) + "\n" + text, encoding="utf-8")
            os.replace(aside, self._record)

    def forget(self) -> None:
        """Make the next build render everything."""
        self._record.unlink(missing_ok=True)

    # Objects ---------------------------------------------------------------------------------------------------------

    @cached_property
    def objects(self) -> Objects:
        """Documents and photos by what they were made from."""
        return Objects(self.folder / "objects.sqlite")


class Objects:
    """Bytes by key in one SQLite file; each is kept with its digest, so that a flipped bit is an absence."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __getstate__(self) -> dict[str, Path]:
        return {"path": self.path}

    @cached_property
    def _reader(self) -> sqlite3.Connection | None:
        if not self.path.exists():
            return None
        return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, if they are there and whole."""
        try:
            row = (
                self._reader and self._reader.execute("SELECT mark, data FROM objects WHERE key = ?", (key,)).fetchone()
            )
        except sqlite3.Error:
            return None
        return row[1] if row and isinstance(row[1], bytes) and digest(row[1]) == row[0] else None

    def put(self, made: Mapping[str, bytes]) -> None:
        """Keep these too; a file that can't be used is begun anew."""
        if not made:
            return
        # A cache that can't be written is a slow cache, never a failed build.
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._insert(made)
        except OSError:
            return
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError, sqlite3.Error):
                self.path.unlink(missing_ok=True)
                self._insert(made)
        self.close()

    def close(self) -> None:
        """Let go of the file; the next look opens it again."""
        reader = self.__dict__.pop("_reader", None)
        if reader:
            reader.close()

    def _insert(self, made: Mapping[str, bytes]) -> None:
        connection = sqlite3.connect(self.path)
        try:
            with connection:
                # A cache needs no journal that survives a power cut: what is lost is made again.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("CREATE TABLE IF NOT EXISTS objects (key TEXT PRIMARY KEY, mark TEXT, data BLOB)")
                connection.executemany(
                    "INSERT OR REPLACE INTO objects VALUES (?, ?, ?)",
                    [(key, digest(data), data) for key, data in made.items()],
                )
        finally:
            connection.close()

    def keep(self, wanted: frozenset[str]) -> None:
        """Drop what was made from anything but these digests, once that is more than half of what is there."""
        if not self.path.exists():
            return
        try:
            connection = sqlite3.connect(self.path)
            try:
                with connection:
                    there = [row[0] for row in connection.execute("SELECT key FROM objects")]
                    gone = [(key,) for key in there if key.rpartition(":")[2] not in wanted]
                    if len(gone) > len(there) // 2:
                        connection.executemany("DELETE FROM objects WHERE key = ?", gone)
            finally:
                connection.close()
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def _plain(memory: Memory) -> dict[str, Any]:
    """A memory as JSON: questions and links stand once each, and pages name them by number."""
    questions = sorted(memory.questions.answers, key=str)
    number = {question: at for at, question in enumerate(questions)}
    links = sorted({link for found in memory.links.values() for link in found})
    place = {link: at for at, link in enumerate(links)}
    return {
        "questions": [[each.name, dict(each.args), memory.questions.answers[each]] for each in questions],
        "links": links,
        "pages": [
            [
                key,
                url,
                sorted(number[each] for each in memory.questions.asked[key]),
                [place[link] for link in memory.links.get(key, ())],
                sorted(memory.anchors.get(key, ())),
            ]
            for url, key in memory.urls.items()
        ],
        "parts": dict(memory.questions.parts),
        "written": {path: [w.digest, w.made_from, w.size, w.modified] for path, w in memory.written.items()},
    }


def _memory(plain: dict[str, Any]) -> Memory:
    questions = [Question(name, tuple(sorted(args.items()))) for name, args, _ in plain["questions"]]
    pages = plain["pages"]
    return Memory(
        questions=LastBuild(
            {key: frozenset(questions[at] for at in asked) for key, _, asked, _, _ in pages},
            {question: row[2] for question, row in zip(questions, plain["questions"], strict=True)},
            plain["parts"],
        ),
        links={key: tuple(plain["links"][at] for at in links) for key, _, _, links, _ in pages},
        anchors={key: frozenset(anchors) for key, _, _, _, anchors in pages},
        urls={url: key for key, url, _, _, _ in pages},
        written={path: Written(*row) for path, row in plain["written"].items()},
    )
