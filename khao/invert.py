"""Many texts at once → the keys they hold, with the numbers of the texts that hold each.

The one invariant: it gives what `postings.keys` and `postings.packed` would, text by text, in a fraction of the time.
"""

from __future__ import annotations

import functools
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from khao.postings import GRAM, varint

BATCH = 512
"""Texts to invert at once: so many that a text's number, with three letters, fits in 32 bits."""
_TEXT_BITS = 9

Array = NDArray[Any]
"""Of numbers half as wide or wide."""


class Inverted(NamedTuple):
    """The keys that a batch of texts holds, shard by shard, with the numbers of the texts that hold each."""

    keys: str
    """A line each, in the order of their shards."""
    bounds: array[int]
    """Where each shard's keys begin and, last, where all end."""
    first: array[int]
    """The number of the first text that holds each key."""
    last: array[int]
    gaps: bytes
    """From each number to the next, as `postings.varint` writes them."""
    offsets: array[int]
    """Where the gaps of each key begin and, last, where all end."""


def inverted(texts: Sequence[str], start: int, shards: int) -> Inverted:
    """The keys of at most BATCH folded texts, numbered from `start`; NUL parts what doesn't belong together."""
    points = np.frombuffer(("\0".join(texts) + "\0\0\0").encode("utf-32-le"), np.uint32)
    alphabet, letters = _alphabet(points)
    bits = len(alphabet).bit_length()
    # What is half as wide is sorted in half the time.
    kind = np.uint32 if GRAM * bits + _TEXT_BITS <= 32 else np.uint64  # noqa: PLR2004
    owners = np.repeat(np.arange(len(texts), dtype=kind), [len(text) + 1 for text in texts])
    pairs = _pairs(letters.astype(kind), owners, bits)
    grams, owned = pairs >> kind(_TEXT_BITS), (pairs & kind((1 << _TEXT_BITS) - 1)).astype(np.int64)
    begins = np.flatnonzero(_firsts(grams))
    ends = np.append(begins[1:], len(grams))
    gaps, sizes = _gaps(owned, begins)
    columns = _letters(grams[begins], alphabet, bits)
    places = _places(columns, shards)
    order = np.argsort(places, kind="stable")
    after = np.cumsum(sizes)[order]
    runs = zip((after - sizes[order]).tolist(), after.tolist(), strict=True)
    return Inverted(
        _names(columns[:, order]),
        array("I", np.searchsorted(places[order], np.arange(shards + 1)).tolist()),
        array("I", (owned[begins[order]] + start).tolist()),
        array("I", (owned[ends[order] - 1] + start).tolist()),
        b"".join([gaps[at:end] for at, end in runs]),
        array("I", np.append(0, np.cumsum(sizes[order])).tolist()),
    )


def joined(batches: Sequence[Inverted], shard: int) -> dict[str, bytes]:
    """The postings of a shard's keys, from batches in the order of their texts."""
    found: dict[str, list[bytes]] = {}
    last: dict[str, int] = {}
    for batch in batches:
        names = _lines(batch.keys)
        for at in range(batch.bounds[shard], batch.bounds[shard + 1]):
            key, first = names[at], batch.first[at]
            gaps = batch.gaps[batch.offsets[at] : batch.offsets[at + 1]]
            if key in found:
                found[key] += (varint(first - last[key]), gaps)
            else:
                found[key] = [varint(first + 1), gaps]
            last[key] = batch.last[at]
    return {key: b"".join(pieces) for key, pieces in found.items()}


@functools.lru_cache(maxsize=4096)
def _lines(keys: str) -> list[str]:
    return keys.split("\n")


def _alphabet(points: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The code points that occur, and each letter as its place among them from 1; NUL is 0."""
    there = np.zeros(0x110000, bool)
    there[points] = True
    there[0] = False
    alphabet = np.flatnonzero(there).astype(np.uint32)
    places = np.zeros(0x110000, np.uint32)
    places[alphabet] = np.arange(1, len(alphabet) + 1, dtype=np.uint32)
    return alphabet, places[points]


def _pairs(letters: Array, owners: Array, bits: int) -> Array:
    """Each (key, text) once, as one number; of a key that is shorter than three letters the rest is 0.

    Those of a key stand together, in the order of the texts.
    """
    kind = letters.dtype.type
    one, two, three = letters[: len(owners)], letters[1 : len(owners) + 1], letters[2 : len(owners) + 2]
    three = np.where(two == 0, kind(0), three)
    longest = ((one << kind(2 * bits) | two << kind(bits) | three) << kind(_TEXT_BITS) | owners)[one != 0]
    longest = _distinct(longest)
    lacking = [kind(((1 << bits * left) - 1) << _TEXT_BITS) for left in (1, 2)]
    two_of = _distinct(longest & ~lacking[0])
    one_of = _distinct(two_of & ~lacking[1])
    # A text's last letters have stood among the longer keys.
    three_of, two_of = longest[longest & lacking[0] != 0], two_of[two_of & lacking[1] != 0]
    return np.concatenate([three_of, two_of, one_of])


def _distinct(numbers: Array) -> Array:
    numbers.sort()
    return numbers[_firsts(numbers)]


def _firsts(ordered: Array) -> NDArray[np.bool_]:
    """Which of these numbers, in order, differ from the one before."""
    return np.concatenate([np.ones(min(1, len(ordered)), bool), ordered[1:] != ordered[:-1]])


def _gaps(owned: NDArray[np.int64], begins: NDArray[np.intp]) -> tuple[bytes, NDArray[np.int64]]:
    """The gaps within each run as varints, one after the other; and how many bytes each run's take."""
    gaps = np.diff(owned, prepend=0)
    sizes = np.where(gaps < 0x80, 1, 2)  # noqa: PLR2004 — no gap within a batch needs three bytes
    sizes[begins] = 0
    after = np.cumsum(sizes)
    blob = np.zeros(int(after[-1]) if len(after) else 0, np.uint8)
    for size in (1, 2):
        chosen = sizes == size
        at = after[chosen] - size
        blob[at] = gaps[chosen] & 0x7F | (0x80 if size > 1 else 0)
        if size > 1:
            blob[at + 1] = gaps[chosen] >> 7
    runs = np.add.reduceat(sizes, begins) if len(begins) else np.zeros(0, np.int64)
    return blob.tobytes(), runs


def _letters(grams: Array, alphabet: NDArray[np.uint32], bits: int) -> NDArray[np.uint32]:
    """The code points of keys, a column each; 0 after a short one."""
    mask = (1 << bits) - 1
    points = np.append(np.zeros(1, np.uint32), alphabet)
    wide = grams.astype(np.uint64)
    return np.stack([points[(wide >> np.uint64(bits * left) & np.uint64(mask))] for left in (2, 1, 0)])


def _places(columns: NDArray[np.uint32], shards: int) -> NDArray[np.uint32]:
    """What `postings.place` gives for each key."""
    mixed = np.full(columns.shape[1], 2166136261, np.uint32)
    for row in columns:
        mixed = np.where(row > 0, (mixed ^ row) * np.uint32(16777619), mixed)
    return (mixed ^ mixed >> np.uint32(15)) % np.uint32(shards)


def _names(columns: NDArray[np.uint32]) -> str:
    """The keys, a line each: no key holds a line end, which folding drops."""
    lined = np.vstack([columns, np.full((1, columns.shape[1]), ord("\n"), np.uint32)]).T.ravel()
    return lined[lined > 0].astype("<u4").tobytes().decode("utf-32-le").removesuffix("\n")
