"""One shard of the search index: keys, and the numbers of the documents that hold each, in few bytes.

The one invariant: a shard's bytes are a function of what it holds, whoever packed it and in whatever steps it came to
hold that. `docs/search.md` describes the format, and `layouts/assets/search.js` reads it.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

GRAM = 3
"""The characters of the longest piece of text that is a key."""
SET = b"\0"
"""What postings begin with that are a set of bits; no gap is 0."""


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
    """Rising numbers from 0: the gaps between them, the first one counted from -1; or a set, where that is shorter."""
    rising = [*numbers]
    gaps = b"".join(map(varint, map(operator.sub, rising, [-1, *rising])))
    if not rising or len(gaps) <= set_size(rising[-1]):
        return gaps
    bits = bytearray(set_size(rising[-1]) - len(SET))
    for number in rising:
        bits[number >> 3] |= 1 << (number & 7)
    return SET + bits


def set_size(last: int) -> int:
    """The bytes of a set whose last number is this one: each number has a bit, the first ones the lowest."""
    return len(SET) + last // 8 + 1


def unpacked(blob: bytes) -> list[int]:
    """The numbers that `packed` made this of. Raises Damaged."""
    if blob.startswith(SET):
        bits = f"{int.from_bytes(blob[len(SET) :], 'little'):b}"
        return [number for number, bit in enumerate(reversed(bits)) if bit == "1"]
    return [total - 1 for total in itertools.accumulate(_varints(blob))]


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
    """A shard as the bytes of its file: each key, in UTF-8, and its postings, their lengths before them."""
    rows = sorted((key, postings) for key, postings in shard.items() if postings.every)
    return b"".join([varint(len(part)) + part for key, postings in rows for part in (key.encode(), *postings)])


def unpack(data: bytes) -> dict[str, Postings]:
    """The shard that `pack` made this of. Raises Damaged."""
    parts = _parts(data)
    try:
        return {key.decode(): Postings(*lists) for key, *lists in zip(parts, parts, parts, parts, strict=True)}
    except ValueError as error:
        raise Damaged from error


def _parts(data: bytes) -> Iterator[bytes]:
    at = size = shift = 0
    while at < len(data):
        byte = data[at]
        at += 1
        size |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 — the last byte of a number
            if at + size > len(data):
                raise Damaged
            yield data[at : at + size]
            at += size
            size = shift = 0
    if shift:
        raise Damaged
