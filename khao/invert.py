"""Many texts at once → the keys they hold, with the numbers of the texts that hold each.

The one invariant: it gives what `postings.keys` and `postings.packed` would, text by text, in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from khao.postings import GRAM, SET, packed, set_size, unpacked

BATCH = 512
"""Texts to invert at once, at the most."""
_TEXT_BITS = 9
_SIGN_BITS = 21
"""Of any code point."""
_TABLE = 1 << 25
"""Numbers that a table of what occurs may have, a byte each."""

Array = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Truths = NDArray[np.bool_]


class Inverted(NamedTuple):
    """The keys that a batch of texts holds, shard by shard, with the numbers of the texts that hold each."""

    keys: Array
    """Code points side by side, 0 for what a short key lacks."""
    bounds: Array
    """Where each shard's keys begin and, last, where all end."""
    first: Array
    """The number of the first text that holds each key."""
    last: Array
    gaps: Bytes
    """From each number to the next, as `postings.varint` writes them."""
    offsets: Array
    """Where the gaps of each key begin and, last, where all end."""


def inverted(texts: Sequence[str], start: int, shards: int) -> Inverted:
    """The keys of at most BATCH folded texts, numbered from `start`; NUL parts what doesn't belong together."""
    points = np.frombuffer(("\0".join(texts) + "\0" * GRAM).encode("utf-32-le"), np.uint32)
    owners = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    alphabet, letters = _ranked(points.astype(np.int64))
    bits = len(alphabet).bit_length()
    grams, owned = _pairs(letters, owners, bits)
    begins = np.flatnonzero(_firsts(grams))
    keys = _beside([alphabet[column] for column in _apart(grams[begins], bits)], _SIGN_BITS)
    places = _places(keys, shards)
    order = np.argsort(places, kind="stable")
    gaps, sizes = _gaps(owned, begins)
    offsets = (np.cumsum(sizes) - sizes)[order]
    sizes = sizes[order]
    return Inverted(
        keys[order],
        np.searchsorted(places[order], np.arange(shards + 1)),
        owned[begins[order]] + start,
        owned[np.append(begins[1:], len(owned))[order] - 1] + start,
        gaps[_stretches(offsets, sizes)],
        np.append(0, np.cumsum(sizes)),
    )


def joined(batches: Sequence[Inverted], start: int, end: int) -> dict[str, bytes]:
    """The postings of the keys of the shards from `start` to `end`, from batches in the order of their texts."""
    if not batches:
        return {}
    cuts = [(batch, slice(batch.bounds[start], batch.bounds[end])) for batch in batches]
    keys = np.concatenate([batch.keys[cut] for batch, cut in cuts])
    order = np.argsort(keys, kind="stable")
    begins = np.flatnonzero(_firsts(keys[order]))
    # A batch brings to a key the gap from the last text of the batch before to its own first one, then its gaps.
    first = np.concatenate([batch.first[cut] for batch, cut in cuts])[order]
    last = np.concatenate([batch.last[cut] for batch, cut in cuts])[order]
    before = np.roll(last, 1)
    before[begins] = -1
    heads, needed = _varints(first - before)
    gaps = np.concatenate([batch.gaps[batch.offsets[cut.start] : batch.offsets[cut.stop]] for batch, cut in cuts])
    sizes = np.concatenate([np.diff(batch.offsets[cut.start : cut.stop + 1]) for batch, cut in cuts])
    offsets = (np.cumsum(sizes) - sizes)[order]
    sizes = sizes[order]
    ends = np.cumsum(needed.sum(axis=1) + sizes)
    starts = np.append(0, ends)[:-1]
    blob = np.empty(ends[-1] if len(ends) else 0, np.uint8)
    blob[(starts[:, None] + np.arange(heads.shape[1]))[needed]] = heads[needed]
    blob[_stretches(ends - sizes, sizes)] = gaps[_stretches(offsets, sizes)]
    every = blob.tobytes()
    bounds = [*starts[begins].tolist(), len(every)]
    highest = last[np.append(begins[1:], len(last))[: len(begins)] - 1].tolist()
    spans = zip(_names(keys[order][begins]), bounds, bounds[1:], highest, strict=False)
    return {name: _shortest(every[at:to], number) for name, at, to, number in spans}


# Keys -----------------------------------------------------------------------------------------------------------------


def _pairs(letters: Array, owners: Array, bits: int) -> tuple[Array, Array]:
    """Each key with each text that holds it, once; those of a key stand together, in the order of the texts.

    Keys are letters side by side, so many bits each; a letter 0 stands between texts and after a short key.
    """
    one, two, three = letters[: len(owners)], letters[1 : len(owners) + 1], letters[2 : len(owners) + 2]
    starts = one != 0
    keys, ranks = _ranked(_beside([one, two, np.where(two == 0, 0, three)], bits)[starts])
    owned = owners[starts]
    found = []
    # A text's last letters stand among the longer keys, whose beginnings all shorter ones are.
    for lacking in range(GRAM):
        pairs = _distinct(ranks << _TEXT_BITS | owned)
        ranks, owned = pairs >> _TEXT_BITS, pairs & (1 << _TEXT_BITS) - 1
        full = (keys & (1 << bits) - 1 != 0)[ranks]
        found.append(((keys << lacking * bits)[ranks][full], owned[full]))
        keys, places = _ranked(keys >> bits)
        ranks = places[ranks]
    grams, texts = zip(*found, strict=True)
    return np.concatenate(grams), np.concatenate(texts)


def _beside(columns: Sequence[Array], bits: int) -> Array:
    one, two, three = columns
    return one << 2 * bits | two << bits | three


def _apart(keys: Array, bits: int) -> list[Array]:
    return [keys >> bits * left & (1 << bits) - 1 for left in (2, 1, 0)]


def _places(keys: Array, shards: int) -> NDArray[np.uint32]:
    """What `postings.place` gives for each key."""
    mixed = np.full(len(keys), 2166136261, np.uint32)
    for column in _apart(keys, _SIGN_BITS):
        mixed = np.where(column > 0, (mixed ^ column.astype(np.uint32)) * np.uint32(16777619), mixed)
    return (mixed ^ mixed >> np.uint32(15)) % np.uint32(shards)


def _names(keys: Array) -> list[str]:
    """The keys as they are written. None holds a line end, which folding drops."""
    lined = np.stack([*_apart(keys, _SIGN_BITS), np.full(len(keys), ord("\n"))], axis=1).ravel()
    return lined[lined > 0].astype("<u4").tobytes().decode("utf-32-le").split("\n")[:-1]


# Numbers --------------------------------------------------------------------------------------------------------------


def _gaps(owned: Array, begins: Array) -> tuple[Bytes, Array]:
    """The gaps within each run as varints, one after the other; and how many bytes each run's take."""
    numbers = owned.astype(np.int16)
    gaps = np.append(numbers[:1], numbers[1:] - numbers[:-1])
    gaps[begins] = 0
    varints, needed = _varints(gaps)
    needed[begins] = False
    sizes = needed[:, 0].astype(np.int64)
    for column in needed.T[1:]:
        sizes += column
    return varints[needed], np.add.reduceat(sizes, begins) if len(begins) else sizes


def _shortest(gaps: bytes, last: int) -> bytes:
    """What `postings.packed` makes of the numbers that these gaps lead to, up to the last."""
    if len(gaps) <= set_size(last):
        return gaps
    if not gaps.isascii():  # Some take several bytes, which is rare where numbers stand this close.
        return packed(unpacked(gaps))
    there = np.zeros(last + 1, bool)
    there[np.cumsum(np.frombuffer(gaps, np.uint8), dtype=np.int64) - 1] = True
    return SET + np.packbits(there, bitorder="little").tobytes()


def _varints(numbers: NDArray[np.signedinteger]) -> tuple[Bytes, Truths]:
    """Numbers as `postings.varint` writes them, a row of bytes each; and which of these are needed."""
    width = max(1, -(-int(numbers.max(initial=0)).bit_length() // 7))
    more = [numbers >= 1 << 7 * at for at in range(1, width + 1)]
    varints = [(numbers >> 7 * at & 0x7F | follows << 7).astype(np.uint8) for at, follows in enumerate(more)]
    return np.stack(varints, axis=1), np.stack([np.ones(len(numbers), bool), *more[:-1]], axis=1)


def _stretches(starts: Array, sizes: Array) -> Array:
    """All places of stretches that begin here and are so long, one after the other."""
    ends = np.cumsum(sizes)
    return np.repeat(starts - ends + sizes, sizes) + np.arange(ends[-1] if len(ends) else 0)


def _firsts(ordered: Array) -> Truths:
    """Which of these numbers, in order, differ from the one before."""
    return np.concatenate([np.ones(min(1, len(ordered)), bool), ordered[1:] != ordered[:-1]])


def _ranked(numbers: Array) -> tuple[Array, Array]:
    """Each of these numbers once, in order; and the place of each there."""
    there = _table(numbers)
    if there is None:
        return np.unique(numbers, return_inverse=True)
    distinct = np.flatnonzero(there)
    places = np.zeros(len(there), np.int64)
    places[distinct] = np.arange(len(distinct))
    return distinct, places[numbers]


def _distinct(numbers: Array) -> Array:
    there = _table(numbers)
    return np.unique(numbers) if there is None else np.flatnonzero(there)


def _table(numbers: Array) -> Truths | None:
    """Which numbers occur, which is told several times quicker than by sorting; None where it would be too large."""
    highest = int(numbers.max(initial=0))
    if highest >= _TABLE:
        return None
    there = np.zeros(highest + 1, bool)
    there[numbers] = True
    return there
