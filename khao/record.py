"""What is remembered of the last build into one output folder: rows of an SQLite file; only what changed is written.

The one invariant: each row is kept with its checksum, and their number with them, so that damage is an absence.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from khao.ledger import Told
from khao.lens import LastBuild
from khao.model import Written, file_of

K = TypeVar("K")
V = TypeVar("V")
_TABLES = ("pages", "files", "questions", "targets", "parts")
_LENGTHS = struct.Struct("<II")


class KeptPage(NamedTuple):
    """What is remembered of one page."""

    key: str
    written: Written
    asked: bytes
    """The numbers of its questions."""
    links: bytes
    """The numbers of the URLs that it links to."""
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Memory:
    """All that is remembered of the last build."""

    pages: Mapping[str, KeptPage] = field(default_factory=dict)
    """By URL."""
    files: Mapping[str, Written] = field(default_factory=dict)
    """What was written besides, by path below the output folder."""
    told: Mapping[int, Told] = field(default_factory=dict)
    """The questions that pages asked, by number."""
    targets: Mapping[int, str] = field(default_factory=dict)
    """The URLs that pages link to, by number."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """The digests of the parts of the site."""

    @property
    def questions(self) -> LastBuild:
        """What pages asked and were told."""
        return LastBuild({each.key: each.asked for each in self.pages.values()}, self.told, self.parts)

    @property
    def written(self) -> dict[str, Written]:
        """All that was written, by path below the output folder."""
        return {**{file_of(url): each.written for url, each in self.pages.items()}, **self.files}

    @property
    def free(self) -> int:
        """The first number that neither a question nor a URL has."""
        return max([0, *self.told, *self.targets]) + 1


class Record:
    """The file that holds a memory; `salt` names the Khao that may read it."""

    def __init__(self, path: Path, salt: str) -> None:
        self.path, self.salt = path, salt

    def read(self) -> Memory:
        """What is remembered; nothing when another Khao wrote it, or it is damaged."""
        if not self.path.is_file():
            return Memory()
        try:
            with contextlib.closing(self._open()) as connection:
                return self._memory(connection)
        except (sqlite3.Error, ValueError, struct.error):
            return Memory()

    def write(self, memory: Memory, last: Memory) -> None:
        """Put this memory in the place of the last one, which is what the file holds, or empty."""
        # A cache that can't be written makes the next build slower; the site is published all the same.
        with contextlib.suppress(OSError, sqlite3.Error):
            if last.pages and self.path.is_file():
                with contextlib.closing(self._open()) as connection:
                    self._put(connection, memory, last)
                return
            aside = self.path.with_suffix(".tmp")
            aside.unlink(missing_ok=True)
            with contextlib.closing(sqlite3.connect(aside, isolation_level=None)) as connection:
                # It is nobody's yet, and takes its place whole: it needs no journal.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("PRAGMA journal_mode = OFF")
                for table in _TABLES:
                    kind = "INTEGER" if table in ("questions", "targets") else "TEXT"
                    connection.execute(f"CREATE TABLE {table} (key {kind} PRIMARY KEY, data BLOB, mark INTEGER)")
                self._put(connection, memory, Memory())
            os.replace(aside, self.path)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)

    def _memory(self, connection: sqlite3.Connection) -> Memory:
        rows = {table: dict(_read(connection, table)) for table in _TABLES}
        parts = {str(name): data.decode() for name, data in rows["parts"].items()}
        counts = " ".join(str(len(rows[table])) for table in _TABLES[:-1])
        if parts.pop("salt", "") != self.salt or parts.pop("counts", "") != counts:
            return Memory()
        return Memory(
            pages={str(url): _page(data) for url, data in rows["pages"].items()},
            files={str(path): _file(data) for path, data in rows["files"].items()},
            told={int(number): _told(int(number), data) for number, data in rows["questions"].items()},
            targets={int(number): data.decode() for number, data in rows["targets"].items()},
            parts=parts,
        )

    def _put(self, connection: sqlite3.Connection, memory: Memory, last: Memory) -> None:
        counted = (memory.pages, memory.files, memory.told, memory.targets)
        counts = " ".join(str(len(each)) for each in counted)
        parts = {**memory.parts, "salt": self.salt, "counts": counts}
        connection.execute("BEGIN")
        _replace(connection, "pages", _news(memory.pages, last.pages), _packed_page)
        _replace(connection, "files", _news(memory.files, last.files), _packed_file)
        _replace(connection, "questions", _news(memory.told, last.told), _packed_told)
        _replace(connection, "targets", _news(memory.targets, last.targets), str.encode)
        _replace(connection, "parts", (parts, ()), str.encode)
        connection.execute("COMMIT")


def _news(now: Mapping[K, V], last: Mapping[K, V]) -> tuple[Mapping[K, V], Iterable[K]]:
    """What is another than last time, and the keys of what is gone."""
    changed = {key: value for key, value in now.items() if last.get(key) is not value} if last else now
    return changed, [key for key in last if key not in now]


def _read(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str | int, bytes]]:
    """The rows of a table. Raises ValueError for one that is damaged."""
    for key, data, mark in connection.execute(f"SELECT key, data, mark FROM {table}"):  # noqa: S608 — one of ours
        if not isinstance(data, bytes) or mark != _mark(key, data):
            raise ValueError(key)
        yield key, data


def _replace(
    connection: sqlite3.Connection,
    table: str,
    news: tuple[Mapping[Any, V], Iterable[Any]],
    pack: Callable[[V], bytes],
) -> None:
    changed, gone = news
    connection.executemany(f"DELETE FROM {table} WHERE key = ?", ((key,) for key in gone))  # noqa: S608 — one of ours
    rows = ((key, data := pack(value), _mark(key, data)) for key, value in changed.items())
    connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608 — one of ours


def _mark(key: str | int, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(str(key).encode()))


def _packed_page(kept: KeptPage) -> bytes:
    words = "\n".join([kept.key, _line(kept.written), *kept.anchors]).encode()
    return _LENGTHS.pack(len(kept.asked), len(kept.links)) + kept.asked + kept.links + words


def _page(data: bytes) -> KeptPage:
    asked, links = _LENGTHS.unpack_from(data)
    start = _LENGTHS.size
    key, line, *anchors = data[start + asked + links :].decode().split("\n")
    return KeptPage(
        key, _written(line), data[start : start + asked], data[start + asked : start + asked + links], tuple(anchors)
    )


def _line(written: Written) -> str:
    return f"{written.digest} {written.size} {written.modified} {written.made_from}"


def _written(line: str) -> Written:
    digest, size, modified, made_from = line.split(" ", 3)
    return Written(digest, made_from, int(size), int(modified))


def _packed_file(written: Written) -> bytes:
    return _line(written).encode()


def _file(data: bytes) -> Written:
    return _written(data.decode())


def _packed_told(told: Told) -> bytes:
    return f"{told.name}\n{told.digest}\n{told.args}".encode()


def _told(number: int, data: bytes) -> Told:
    name, digest, args = data.decode().split("\n", 2)
    return Told(number, name, args, digest)
