"""One shard of the search index: keys, and the numbers of the documents that hold each, packed as gaps.

The one invariant: a shard's bytes are a function of what it holds, whoever packed it and in whatever steps it came to
hold that. `docs/search.md` describes the format, and `layouts/assets/search.js` reads it.
"""

from __future__ import annotations

import functools
import itertools
import operator
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

GRAM = 3
"""The characters of the longest piece of text that is a key."""


class Damaged(Exception):
    """A file that is none of ours, or not whole."""


class Postings(NamedTuple):
    """The documents that hold a key, each field's as `packed` numbers."""

    title: bytes = b""
    lead: bytes = b""
    every: bytes = b""
    """Those that hold it in any field, in these two as well."""


Shard = Mapping[str, Postings]


def keys(folded: str) -> set[str]:
    """Every piece of one to three characters of a text."""
    return {folded[at : at + size] for size in range(1, GRAM + 1) for at in range(len(folded) - size + 1)}


def place(key: str, shards: int) -> int:
    """The shard of a key: FNV-1a over its code points, which is quick in a browser as well."""
    mixed = 2166136261
    for char in key:
        mixed = (mixed ^ ord(char)) * 16777619 & 0xFFFFFFFF
    return (mixed ^ mixed >> 15) % shards


# Numbers --------------------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=1 << 16)
def varint(number: int) -> bytes:
    """A number in as few bytes as it needs, seven bits each, the lowest first."""
    if number < 0x80:  # noqa: PLR2004 — one byte
        return bytes([number])
    return bytes([number & 0x7F | 0x80]) + varint(number >> 7)


def packed(numbers: Iterable[int]) -> bytes:
    """Rising numbers from 0 as the gaps between them; the first one is counted from -1."""
    rising = [*numbers]
    return b"".join(map(varint, map(operator.sub, rising, [-1, *rising])))


def unpacked(blob: bytes) -> list[int]:
    """The numbers that `packed` made this of. Raises Damaged."""
    gaps = [*_varints(blob)]
    return [total - 1 for total in itertools.accumulate(gaps)]


def changed(blob: bytes, gone: Collection[int], new: Collection[int]) -> bytes:
    """Postings without some documents, and with others."""
    return packed(sorted({*unpacked(blob)} - {*gone} | {*new}))


def _varints(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
        else:
            yield number
            number = shift = 0
    if shift:
        raise Damaged


# Shards ---------------------------------------------------------------------------------------------------------------


def pack(shard: Shard) -> bytes:
    """A shard as the bytes of its file: a directory of keys and lengths, then the postings in the same order."""
    rows = sorted((key, postings) for key, postings in shard.items() if postings.every)
    directory = b"".join([_name(key) + b"".join([varint(len(each)) for each in postings]) for key, postings in rows])
    blobs = b"".join([each for _, postings in rows for each in postings])
    # Harder work would save a fiftieth, and take twice as long.
    return zlib.compress(varint(len(rows)) + directory + blobs, 4)


@functools.lru_cache(maxsize=1 << 16)
def _name(key: str) -> bytes:
    return b"".join([varint(len(key)), *(varint(ord(char)) for char in key)])


def unpack(data: bytes) -> dict[str, Postings]:
    """The shard that `pack` made this of. Raises Damaged."""
    try:
        plain = zlib.decompress(data)
        at, directory = _directory(plain)
        shard = {}
        for key, lengths in directory:
            title, lead, every = ends = [*itertools.accumulate(lengths, initial=at)][1:]
            shard[key] = Postings(plain[at:title], plain[title:lead], plain[lead:every])
            at = ends[-1]
    except (zlib.error, IndexError, ValueError, OverflowError) as error:
        raise Damaged from error
    if at != len(plain):
        raise Damaged
    return shard


def _directory(plain: bytes) -> tuple[int, list[tuple[str, list[int]]]]:
    """Where the postings begin; and each key with the lengths of its postings."""
    at = 0

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = plain[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:  # noqa: PLR2004 — the last byte of a number
                return value

    rows = []
    for _ in range(number()):
        key = "".join([chr(number()) for _ in range(number())])
        rows.append((key, [number() for _ in Postings._fields]))
    return at, rows
