"""Texts of items → the search index in the stage.

The one invariant: the index holds what is published and nothing else, and is the same whether it was made from all
texts or from the last index and what has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import NamedTuple

from khao import directives, index, postings, reindex, texts, work
from khao.documents import Documents, Refused
from khao.errors import BuildError, Problem
from khao.index import MADE_FROM, Entry, Index, Indexed
from khao.invert import BATCH, Inverted, inverted, joined
from khao.job import Job
from khao.lens import Answers
from khao.model import Item, Written, digest, fingerprint
from khao.postings import Postings
from khao.questions import answer
from khao.site import Site
from khao.texts import Row

FEW = 16
"""Changed documents up to which changing the last index is quicker than making it anew."""


def search(job: Job, bodies: Mapping[str, str], last: Index | None, pool: Executor) -> Indexed:
    """Stage the index of a site; `bodies` are the texts of documents that are known already, by the item's id."""
    entries = tuple(_entries(job.site))
    try:
        if last and index.lies(last, job.output.there):
            if last.entries == entries:
                return Indexed(_kept(last, job))
            amended = _amended(last, entries, job, bodies)
            if amended:
                return Indexed(amended)
        return _whole(entries, job, bodies, pool)
    except Refused as refused:
        return Indexed(problems=(refused.found,))
    except BuildError as error:
        return Indexed(problems=tuple(error.problems))


def _entries(site: Site) -> Iterator[Entry]:
    shown = f"{site.settings.language} {site.settings.numerals}"
    return (Entry.of(item, f"{shown} {texts.about(item, site)}{_data(item, site)}") for item in site.chronological)


def _data(item: Item, site: Site) -> str:
    """The digest of what an item shows of data: its text changes with them."""
    told = [each for each in item.directives if each.get("data")]
    queries = [(each.name, texts.query(each, item)) for each in told]
    asked = [
        fingerprint(answer(site, "quantity" if name in directives.SPANS else "table", {"query": query}))
        for name, query in queries
    ]
    return f" {digest(' '.join(asked))}" if asked else ""


def _kept(last: Index, job: Job) -> Index:
    for path in last.paths:
        job.output.keep(path, MADE_FROM)
    return last


# A few documents ------------------------------------------------------------------------------------------------------


def _amended(last: Index, entries: Sequence[Entry], job: Job, bodies: Mapping[str, str]) -> Index | None:
    """The last index with what has changed; None when it is better made anew."""
    before, now = len(last.entries), len(entries)
    pairs = zip(entries, [*last.entries, *[None] * (now - before)], strict=False)
    changed = [number for number, (new, old) in enumerate(pairs) if new != old]
    if before > now or len(changed) > FEW or len(last.grams) != index.shards(now):
        return None
    if index.depth(before) != index.depth(now):
        return None
    documents = Documents(job, Answers(job.site))
    rows = {number: _row(job.site.chronological[number], job.site, bodies, documents) for number in changed}
    try:
        made = reindex.reindex(last, entries, rows, lambda path: (job.output.folder / path).read_bytes())
    except (postings.Damaged, OSError):
        return None
    for path in made.index.paths:
        if path in made.new:
            job.output.take(path, job.output.lay(path, made.new[path], MADE_FROM))
        else:
            job.output.keep(path, MADE_FROM)
    return made.index


def _row(item: Item, site: Site, bodies: Mapping[str, str], documents: Documents) -> Row:
    body = bodies.get(item.id)
    return texts.row(item, documents.text(item) if body is None else body, site)


# All documents --------------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """What some documents, one after the other, bring to the index."""

    files: list[tuple[str, Written]]
    """(path, what was laid) of their texts."""
    fields: tuple[Inverted, Inverted, Inverted]
    """Their keys in titles, in leads and anywhere."""
    filters: dict[str, list[int]]
    """Their numbers by the keys that narrow a search."""
    problem: Problem | None = None


@dataclass(frozen=True)
class Scribe:
    """Writes the texts of documents and finds their keys; a value, so that it can be sent to a worker."""

    job: work.Parcel[Job]
    bodies: Mapping[str, str]
    shards: int

    def __call__(self, numbers: Sequence[int]) -> list[Part]:
        """One part for all of these documents."""
        job = self.job.value
        documents = Documents(job, Answers(job.site))
        items = job.site.chronological
        try:
            rows = [_row(items[number], job.site, self.bodies, documents) for number in numbers]
            files = [*self._files(numbers[0], rows)]
        except Refused as refused:
            return [Part([], (_NOTHING,) * 3, {}, refused.found)]
        except BuildError as error:
            return [Part([], (_NOTHING,) * 3, {}, error.problems[0])]
        fields = [texts.folded(row.fields) for row in rows]
        tops = [each.split("\0", 2) for each in fields]
        found = [[title for title, *_ in tops], [lead for _, lead, _ in tops], fields]
        title, lead, every = (inverted(each, numbers[0], self.shards) for each in found)
        filters: dict[str, list[int]] = defaultdict(list)
        for number, row in zip(numbers, rows, strict=True):
            for key in row.filters:
                filters[key].append(number)
        return [Part(files, (title, lead, every), dict(filters))]

    def _files(self, first: int, rows: Sequence[Row]) -> Iterator[tuple[str, Written]]:
        job = self.job.value
        page = index.depth(len(job.site.items))
        for at in range(0, len(rows), page):
            data = texts.pack(rows[at : at + page])
            path = index.text_path((first + at) // page, index.mark(data))
            yield path, job.output.lay(path, data, MADE_FROM)


_NOTHING = inverted([], 0, 1)


@dataclass(frozen=True)
class Binder:
    """Puts the shards together; a value, so that it can be sent to a worker."""

    job: work.Parcel[Job]
    parts: Sequence[Part]
    filters: Mapping[int, Mapping[str, bytes]]
    """Postings of the keys that narrow a search, by shard."""
    number: int
    """Of all shards."""

    def __call__(self, shards: Sequence[int]) -> list[tuple[str, Written] | Problem]:
        """The file of each shard, of some that follow one another."""
        title, lead, every = (
            joined([part.fields[field] for part in self.parts], shards[0], shards[-1] + 1)
            for field in range(len(Postings._fields))
        )
        bound: dict[int, dict[str, Postings]] = defaultdict(dict)
        for key, blob in every.items():
            there = Postings(title.get(key, b""), lead.get(key, b""), blob)
            bound[postings.place(key, self.number)][key] = there
        for shard in shards:
            bound[shard] |= {key: Postings(every=blob) for key, blob in self.filters.get(shard, {}).items()}
        return [self._bound(shard, bound[shard]) for shard in shards]

    def _bound(self, shard: int, keys: postings.Shard) -> tuple[str, Written] | Problem:
        data = postings.pack(keys)
        path = index.gram_path(shard, index.mark(data))
        try:
            return path, self.job.value.output.lay(path, data, MADE_FROM)
        except BuildError as error:
            return error.problems[0]


def _whole(entries: tuple[Entry, ...], job: Job, bodies: Mapping[str, str], pool: Executor) -> Indexed:
    parcel = work.Parcel(job)
    number = index.shards(len(entries))
    # No text file may be parted by two batches.
    batch = BATCH - BATCH % index.depth(len(entries))
    parts = [*work.fan_out(Scribe(parcel, bodies, number), range(len(entries)), pool, size=lambda _left: batch)]
    problems = tuple(part.problem for part in parts if part.problem)
    if problems:
        return Indexed(problems=problems)
    binder = Binder(parcel, parts, _filters(parts, number), number)
    bound = [*work.fan_out(binder, range(number), pool, size=work.stretch)]
    problems = tuple(each for each in bound if isinstance(each, Problem))
    if problems:
        return Indexed(problems=problems)
    shards = [each for each in bound if not isinstance(each, Problem)]
    laid = [each for part in parts for each in part.files]
    made = Index(entries, _marks(laid), _marks(shards))
    data = made.packed()
    laid += shards
    laid.append((index.FILE, job.output.lay(index.FILE, data, MADE_FROM)))
    for path, written in laid:
        job.output.take(path, written)
    return Indexed(made)


def _filters(parts: Iterable[Part], shards: int) -> Mapping[int, Mapping[str, bytes]]:
    found: dict[str, list[int]] = defaultdict(list)
    for part in parts:
        for key, numbers in part.filters.items():
            found[key] += numbers
    by_shard: dict[int, dict[str, bytes]] = defaultdict(dict)
    for key, numbers in found.items():
        by_shard[postings.place(key, shards)][key] = postings.packed(numbers)
    return by_shard


def _marks(files: Iterable[tuple[str, Written]]) -> tuple[str, ...]:
    return tuple(path.rsplit(".", 2)[1] for path, _ in files)
