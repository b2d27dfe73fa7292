"""A build in which nothing but the bodies of a few items has changed: their pages, made from what is remembered.

The one invariant: it does what a whole build would do, or nothing. A page asks the same questions as last time, and
all but the documents are answered as last time; wherever that is not enough, a whole build has to look.
"""

from __future__ import annotations

import functools
import struct
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from khao import heads, index, looks, postings, record, reindex, seal, source, values
from khao.amend import amend, strayed
from khao.config import Config
from khao.edits import Edit, Unsure, answer, doubt, edit
from khao.errors import BuildError, Problem
from khao.extension import Project
from khao.index import Index
from khao.job import Job
from khao.ledger import unpacked
from khao.lens import Answers
from khao.model import Item, Question, Record, Rendered, Written, digest
from khao.record import KeptPage
from khao.results import Changes, Report
from khao.rows import Damaged, Key
from khao.seal import Broken
from khao.settings import Settings
from khao.site import Site
from khao.store import Store
from khao.write import Output


def replay(config: Config, project: Project, broken: Broken) -> Report | None:
    """The report of a build after edits of bodies alone; None when a whole build has to look."""
    started = time.perf_counter()
    store = Store(config.cache, config.way, broken.seal.salt)
    try:
        doubt(config.pdf)
        edits = [edit(path, config, broken, store) for path in broken.edited]
        changed = [each for each in edits if each.changed]
        written, gone = _rendered(changed, config, project, broken, store) if changed else ({}, frozenset())
        doubt(not broken.untouched())
        store.head_rows.replace("heads", [(each.item.path, heads.row(each.head)) for each in edits])
    except (Unsure, Damaged, postings.Damaged, BuildError, OSError, ValueError, KeyError, struct.error):
        return None
    seal.renew(config, broken, written, gone)
    anew = {each.page.file for each in changed} | ({index.FILE} & written.keys())
    kept = broken.seal.report.changes.kept - len(anew | gone)
    changes = Changes(tuple(sorted(written.keys() - anew)), tuple(sorted(anew)), tuple(sorted(gone)), kept)
    rendered = tuple(each.page.url for each in changed)
    return replace(broken.seal.report, rendered=rendered, changes=changes, seconds=time.perf_counter() - started)


# Its page -------------------------------------------------------------------------------------------------------------


class Remembered(Answers):
    """The answers of the last build; asked for anything else, it is not sure."""

    def __init__(self, known: dict[tuple[str, Any], tuple[int, Any]]) -> None:
        super().__init__(Site(Settings(), now=None))  # type: ignore[arg-type]
        self.known = known

    def ask(self, question: Question) -> NoReturn:
        """Nothing else is known."""
        raise Unsure(question)

    def show(self, numbers: set[int]) -> None:
        """Nothing new is told."""


def _rendered(
    edits: Sequence[Edit], config: Config, project: Project, broken: Broken, store: Store
) -> tuple[Mapping[str, Written], frozenset[str]]:
    """What was written, by path, and which files are gone: the pages and the search, put into place and remembered."""
    from khao.render import Renderer

    output = Output.amended(config.output, config.root, {each.page.file: each.kept.written for each in edits})
    try:
        renderer = Renderer(_job(edits, config, project, broken, store, output), Remembered(_known(edits, store)))
        made = [(each, _sound(each, renderer.render(each.page))) for each in edits]
        doubt(any(renderer.targets.news()))
        search = _reindexed(edits, renderer.documents.read(), output, store)
        laid = {**{each.page.file: new.written for each, new in made}, **search.laid}
        doubt(strayed(output, laid) or not broken.untouched())
        amend(output, laid, search.gone - laid.keys())
    except BaseException:
        output.abandon()
        raise
    finally:
        store.objects.close()
    store.objects.put(renderer.documents.made())
    _remember(made, search, store)
    return laid, search.gone - laid.keys()


def _sound(edit: Edit, new: Rendered) -> KeptPage:
    """The page as it is to be remembered, if nothing is wrong with it and all that others may link to is there."""
    if new.problems or new.written is None or not {*edit.kept.anchors.split("\n")} <= {*new.anchors.split("\n")}:
        raise Unsure
    return KeptPage(edit.page.key, new.written, new.asked, new.links, new.anchors)


def _remember(made: Iterable[tuple[Edit, KeptPage]], search: Reindexed, store: Store) -> None:
    rows = store.record.rows
    pages: list[tuple[Key, bytes]] = []
    told: list[tuple[Key, bytes]] = []
    for each, new in made:
        body, before = each.item.body, each.asked[each.document]
        pages.append((each.page.url, record.packed_page(new)))
        told.append((each.document, record.packed_told(before._replace(digest=body, value=values.packed(body)))))
    parts: list[tuple[Key, bytes]] = [("bodies", b"")]  # The next whole build compares all of them.
    if search.index:
        parts.append(("search", search.index.noted().encode()))
        rows.exchange("files", search.gone, {path: record.packed_file(each) for path, each in search.laid.items()})
    rows.replace("parts", parts)
    rows.replace("pages", pages)
    rows.replace("told", told)


# The search -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reindexed:
    """The search index after edits; without a search there is none."""

    index: Index | None = None
    laid: Mapping[str, Written] = field(default_factory=dict)
    """What was laid into the stage, by path."""
    gone: frozenset[str] = frozenset()
    """The files in whose place that comes."""


def _reindexed(edits: Sequence[Edit], plain: Mapping[str, str], output: Output, store: Store) -> Reindexed:
    rows = store.record.rows
    last = index.remembered(rows.find("parts", ["search"])["search"].decode())
    if last is None:
        return Reindexed()

    @functools.cache
    def read(path: str) -> bytes:
        """A file of the index, if it is the one that the record knows."""
        data = (output.folder / path).read_bytes()
        doubt(record.file(rows.find("files", [path])[path]).digest != digest(data))
        return data

    told = [(each.item, each.asked[each.document].digest, plain[each.item.id]) for each in edits]
    made = reindex.edited(last, told, read)
    laid = {path: output.lay(path, data, index.MADE_FROM) for path, data in made.new.items()}
    return Reindexed(
        made.index, laid, frozenset({*last.paths}.difference(made.index.paths) | {index.FILE} & laid.keys())
    )


def _job(edits: Iterable[Edit], config: Config, project: Project, broken: Broken, store: Store, output: Output) -> Job:
    rows = store.record.rows
    collections = rows.find("parts", ["collections"])["collections"].decode().split("\n")
    known = {name: dict[str, Record]() for name in collections}
    site = Site(Settings(), config.now, collections=known, layouts=_layouts(config, broken))
    numbers = {number for each in edits for number in unpacked(each.kept.links)}
    targets = {data.decode(): int(number) for number, data in rows.find("targets", numbers).items()}
    return Job(site, config.root, store, project, output, {}, targets, rows.last("targets") + 1)


def _layouts(config: Config, broken: Broken) -> dict[str, str]:
    """The layouts, which are as they were."""
    found = {}
    for path, look in broken.now.looks.items():
        if path.startswith("layouts/") and look != looks.FOLDER and not path.startswith("layouts/assets/"):
            text = source.read_text(config.root, path)
            if isinstance(text, Problem):
                raise Unsure
            found[path.removeprefix("layouts/")] = text
    return found


def _known(edits: Iterable[Edit], store: Store) -> dict[tuple[str, Any], tuple[int, Any]]:
    """The answers of last time, each held against the digest of what was told; the documents as they are now."""
    edited = {each.item.path: each.item for each in edits}

    @functools.cache
    def item(path: str) -> Item:
        if path in edited:
            return edited[path]
        loaded = heads.unpack(path, heads.kept(store.head_rows.find("heads", [path])[path]))
        if loaded.item is None:
            raise Unsure
        return loaded.item

    known: dict[tuple[str, Any], tuple[int, Any]] = {}
    for each in edits:
        for number, told in each.asked.items():
            if number == each.document:
                known[told.question] = (number, each.item.body)
            elif told.question not in known:
                known[told.question] = (number, answer(told, item))
    return known
