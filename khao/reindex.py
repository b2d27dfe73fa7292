"""A search index in which few documents have changed: just the files that must be others are made anew.

The one invariant: what comes out equals, byte for byte, the index made from all texts at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from khao import index, postings, texts
from khao.index import Entry, Index
from khao.model import Item
from khao.postings import Postings
from khao.texts import Row

Read = Callable[[str], bytes]
"""Gives the bytes of a file of the index as it is published."""


@dataclass(frozen=True)
class Files:
    """An index, and those of its files that are new or others, by path."""

    index: Index
    new: Mapping[str, bytes]


class Change(NamedTuple):
    """What becomes of one key of a document: in which fields it is held no more, and in which it is now."""

    number: int
    gone: tuple[bool, bool, bool]
    new: tuple[bool, bool, bool]


def reindex(last: Index, entries: Sequence[Entry], changed: Mapping[int, Row], read: Read) -> Files:
    """The index after documents have changed or been added at the end.

    The number of documents has to ask for as many files as before. Raises postings.Damaged.
    """
    page = index.depth(len(entries))
    touched = sorted({number // page for number in changed})
    before: dict[int, list[Row]] = {
        number: texts.unpack(_whole(read, index.text_path, number, last.texts[number]))
        for number in touched
        if number < len(last.texts)
    }
    new: dict[str, bytes] = {}
    text_marks = {}
    for number in touched:
        rows = {number * page + at: row for at, row in enumerate(before.get(number, ()))}
        rows |= {each: row for each, row in changed.items() if each // page == number}
        data = texts.pack([rows[each] for each in sorted(rows)])
        text_marks[number] = index.mark(data)
        new[index.text_path(number, text_marks[number])] = data
    gram_marks = {}
    for shard, changes in _changes(changed, before, page, len(last.grams)).items():
        kept = postings.unpack(_whole(read, index.gram_path, shard, last.grams[shard]))
        data = postings.pack(_applied(kept, changes))
        gram_marks[shard] = index.mark(data)
        new[index.gram_path(shard, gram_marks[shard])] = data
    made = last.but(text_marks, gram_marks, entries)
    new[index.FILE] = made.packed()
    # The name of a file tells its bytes, but for one.
    known = {*last.paths[1:], *([index.FILE] if new[index.FILE] == last.packed() else [])}
    return Files(made, {path: data for path, data in new.items() if path not in known})


def edited(last: Index, edits: Iterable[tuple[Item, str, str]], read: Read) -> Files:
    """The index after edits of bodies alone: (item, the digest of its body before, the text of its body now).

    Raises postings.Damaged, also when the index is not the one that was edited.
    """
    entries = [*last.entries]
    page = index.depth(len(entries))
    changed = {}
    for item, before, text in edits:
        now = Entry.of(item, "")
        numbers = [number for number, each in enumerate(entries) if each.item == now.item]
        if len(numbers) != 1 or not before.startswith(entries[numbers[0]].body):
            raise postings.Damaged
        [number] = numbers
        row = texts.unpack(_whole(read, index.text_path, number // page, last.texts[number // page]))[number % page]
        changed[number] = row._replace(body=text)
        entries[number] = entries[number]._replace(body=now.body)
    return reindex(last, entries, changed, read)


def _whole(read: Read, path: Callable[[int, str], str], number: int, mark: str) -> bytes:
    """The bytes of a file, whose mark tells them. Raises postings.Damaged."""
    data = read(path(number, mark))
    if index.mark(data) != mark:
        raise postings.Damaged
    return data


def _changes(
    changed: Mapping[int, Row], before: Mapping[int, Sequence[Row]], page: int, shards: int
) -> Mapping[int, Mapping[str, list[Change]]]:
    """What has to change, by shard and key."""
    found: dict[int, dict[str, list[Change]]] = defaultdict(lambda: defaultdict(list))
    for number, row in sorted(changed.items()):
        rows = before.get(number // page, ())
        old = held(rows[number % page]) if number % page < len(rows) else {}
        new = held(row)
        for key in old.keys() | new.keys():
            was, now = old.get(key, _NOWHERE), new.get(key, _NOWHERE)
            if was != now:
                found[postings.place(key, shards)][key].append(Change(number, was, now))
    return found


_NOWHERE = (False, False, False)
_FILTER = (False, False, True)


def held(row: Row) -> dict[str, tuple[bool, bool, bool]]:
    """The keys of a document, and whether they are in its title, in its lead, anywhere."""
    title, lead, *rest = (postings.keys(part) for part in texts.folded(row.fields).split("\0"))
    found = {key: (key in title, key in lead, True) for key in title.union(lead, *rest)}
    return found | dict.fromkeys(row.filters, _FILTER)


def _applied(shard: Mapping[str, Postings], changes: Mapping[str, Iterable[Change]]) -> dict[str, Postings]:
    now = dict(shard)
    for key, every in changes.items():
        blobs = now.pop(key, Postings())
        made = Postings(*(_changed(blob, every, field) for field, blob in enumerate(blobs)))
        if made.every:
            now[key] = made
    return now


def _changed(blob: bytes, changes: Iterable[Change], field: int) -> bytes:
    gone: Collection[int] = [each.number for each in changes if each.gone[field]]
    new: Collection[int] = [each.number for each in changes if each.new[field]]
    return postings.changed(blob, gone, new) if gone or new else blob
