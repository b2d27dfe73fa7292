"""What is remembered of the last build into one output folder.

The one invariant: it is what the last finished build knew, or nothing.
"""

from __future__ import annotations

import contextlib
import sqlite3
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from khao.ledger import Told
from khao.lens import LastBuild
from khao.model import Written, file_of
from khao.rows import Damaged, Key, Rows, Table

V = TypeVar("V")
_LENGTHS = struct.Struct("<II")


class KeptPage(NamedTuple):
    """What is remembered of one page."""

    key: str
    written: Written
    asked: bytes
    """The numbers of its questions."""
    links: bytes
    """The numbers of the URLs that it links to."""
    anchors: str
    """The ids that may be linked to, a line each."""


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
    def numbers(self) -> dict[tuple[str, str], int]:
        """The numbers of the questions, by name and arguments."""
        return {(each.name, each.args): each.number for each in self.told.values()}

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
        self.rows = Rows(path, salt, (*_CODECS,), ("told", "targets"))

    def read(self) -> Memory:
        """What is remembered; nothing when another Khao wrote it, or it is damaged."""
        with contextlib.suppress(Damaged, ValueError, struct.error):
            tables = self.rows.read()
            return Memory(**{name: _unpacked(name, rows) for name, rows in tables.items()})
        return Memory()

    def write(self, memory: Memory, last: Memory) -> None:
        """Put this memory in the place of the last one, which is what the file holds, or empty."""
        now, before = ({name: getattr(each, name) for name in _CODECS} for each in (memory, last))
        lengths = {name: len(table) for name, table in now.items()}
        # A cache that can't be written makes the next build slower; the site is published all the same.
        with contextlib.suppress(OSError, sqlite3.Error):
            if last.pages:
                news = {name: _packed(name, _news(now[name], before[name])) for name in _CODECS}
                gone = {name: before[name].keys() - now[name].keys() for name in _CODECS}
                with contextlib.suppress(Damaged):
                    self.rows.change(news, gone, lengths)
                    return
            self.rows.begin({name: _packed(name, now[name]) for name in _CODECS}, lengths)


def _news(now: Mapping[Any, V], last: Mapping[Any, V]) -> dict[Any, V]:
    """What is another than last time."""
    return {key: value for key, value in now.items() if (was := last.get(key)) is not value and was != value}


def packed_page(kept: KeptPage) -> bytes:
    """A page as a row."""
    words = "\n".join([kept.key, _line(kept.written), kept.anchors]).encode()
    return _LENGTHS.pack(len(kept.asked), len(kept.links)) + kept.asked + kept.links + words


def page(data: bytes) -> KeptPage:
    """The page that `packed_page` made this of."""
    asked, links = _LENGTHS.unpack_from(data)
    middle, end = _LENGTHS.size + asked, _LENGTHS.size + asked + links
    key, line, anchors = data[end:].decode().split("\n", 2)
    return KeptPage(key, _written(line), data[_LENGTHS.size : middle], data[middle:end], anchors)


def _line(written: Written) -> str:
    return f"{written.digest} {written.size} {written.modified} {written.made_from}"


def _written(line: str) -> Written:
    digest, size, modified, made_from = line.split(" ", 3)
    return Written(digest, made_from, int(size), int(modified))


def packed_told(told: Told) -> bytes:
    """A question as a row."""
    return "\n".join(told[1:]).encode()


def told(number: Key, data: bytes) -> Told:
    """The question that `packed_told` made this of."""
    name, args, digest, value = data.decode().split("\n", 3)
    return Told(int(number), name, args, digest, value)


def packed_file(written: Written) -> bytes:
    """What is known of a file as a row."""
    return _line(written).encode()


def file(data: bytes) -> Written:
    """What `packed_file` made this of."""
    return _written(data.decode())


_CODECS: Mapping[str, tuple[Callable[[Any], bytes], Callable[[Key, bytes], Any]]] = {
    "pages": (packed_page, lambda _url, data: page(data)),
    "files": (packed_file, lambda _path, data: file(data)),
    "told": (packed_told, told),
    "targets": (str.encode, lambda _number, data: data.decode()),
    "parts": (str.encode, lambda _name, data: data.decode()),
}
"""How the values of each table become bytes, and bytes become values again."""


def _packed(table: str, values: Mapping[Any, Any]) -> Table:
    pack = _CODECS[table][0]
    return ((key, pack(value)) for key, value in values.items())


def _unpacked(table: str, rows: Mapping[Key, bytes]) -> dict[Any, Any]:
    unpack = _CODECS[table][1]
    return {key: unpack(key, data) for key, data in rows.items()}
