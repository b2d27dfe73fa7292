"""The search index as it is published: which files it consists of, and what each document in it was made from.

The one invariant: how many files there are follows from the number of documents alone, and each file's name from its
bytes, so a browser never holds two that don't belong together.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from khao.errors import Problem
from khao.model import Item, digest, file_of
from khao.questions import SEARCH_INDEX

FILE = file_of(SEARCH_INDEX)
"""The one file whose name stays."""
MADE_FROM = "search"
"""What the output notes of a file of the index."""
_MARK = 6
"""The characters of a fingerprint: browsers have to load those of all files."""
_TEXT_FILES = 4096
_DEEPEST = 8
"""The most documents of a text file."""
_PER_SHARD = 4
"""The documents for each shard; a shard takes some kilobytes then."""
_FEWEST = 4
_ROUND, _SMALL_ROUND = 7, 32
"""The requests of a round of hits on a site so large that text files hold several documents, and on a smaller one."""


class Entry(NamedTuple):
    """What a document of the index was made from."""

    item: str
    head: str
    body: str

    @classmethod
    def of(cls, item: Item, beside: str) -> Entry:
        """The entry of an item, in whose row these words come from elsewhere."""
        return cls(digest(item.id)[:8], digest(f"{item.digest} {beside}")[:16], item.body[:16])


@dataclass(frozen=True)
class Index:
    """An index, by the fingerprints of its files."""

    entries: tuple[Entry, ...] = ()
    """Of each document, the oldest first."""
    texts: tuple[str, ...] = ()
    grams: tuple[str, ...] = ()

    @property
    def paths(self) -> list[str]:
        """All files below the output folder, the one whose name stays before the others."""
        texts = [text_path(number, mark) for number, mark in enumerate(self.texts)]
        grams = [gram_path(number, mark) for number, mark in enumerate(self.grams)]
        return [FILE, *texts, *grams]

    def packed(self) -> bytes:
        """The bytes of the file that tells a browser of the others."""
        page = depth(len(self.entries))
        head = struct.pack("<4I", len(self.entries), page, _ROUND if page > 1 else _SMALL_ROUND, len(self.grams))
        return head + bytes.fromhex("".join([*self.texts, *self.grams]))

    def but(self, texts: dict[int, str], grams: dict[int, str], entries: Iterable[Entry]) -> Index:
        """The index with other fingerprints for some of its files."""
        entries = tuple(entries)
        return replace(
            self,
            entries=entries,
            texts=tuple(
                texts.get(number) or self.texts[number] for number in range(-(-len(entries) // depth(len(entries))))
            ),
            grams=tuple(grams.get(number, mark) for number, mark in enumerate(self.grams)),
        )

    def noted(self) -> str:
        """The index as a line to remember."""
        return json.dumps(["".join(["".join(each) for each in self.entries]), "".join(self.texts), "".join(self.grams)])


@dataclass(frozen=True)
class Indexed:
    """What became of the index: None when there is none."""

    index: Index | None = None
    problems: tuple[Problem, ...] = ()


def remembered(line: str) -> Index | None:
    """The index that `noted` made this of; None when there is none."""
    try:
        entries, texts, grams = json.loads(line)
        rows = [entries[at : at + 40] for at in range(0, len(entries), 40)]
        found = tuple(Entry(each[:8], each[8:24], each[24:]) for each in rows)
        return Index(found, _marks(texts), _marks(grams))
    except (ValueError, TypeError):
        return None


def _marks(joined: str) -> tuple[str, ...]:
    return tuple(joined[at : at + _MARK] for at in range(0, len(joined), _MARK))


def depth(documents: int) -> int:
    """The documents of each text file."""
    return max(1, min(_DEEPEST, -(-documents // _TEXT_FILES)))


def shards(documents: int) -> int:
    """The number of shards, a power of two."""
    number = _FEWEST
    while number * _PER_SHARD < documents:
        number *= 2
    return number


def mark(data: bytes) -> str:
    """The fingerprint of a file's bytes."""
    return digest(data)[:_MARK]


def text_path(number: int, mark: str) -> str:
    """The file of some documents' texts."""
    return f"search/texts/{number}.{mark}.bin"


def gram_path(number: int, mark: str) -> str:
    """The file of a shard."""
    return f"search/grams/{number}.{mark}.bin"


def lies(index: Index, there: Collection[str]) -> bool:
    """Whether all files of an index are among these."""
    return all(path in there for path in index.paths)
