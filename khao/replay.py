"""A build in which nothing but the bodies of a few items has changed: their pages, made from what is remembered.

The one invariant: it does what a whole build would do, or nothing. A page asks the same questions as last time, and
all but the documents are answered as last time; wherever that is not enough, a whole build has to look.
"""

from __future__ import annotations

import functools
import struct
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, NoReturn

from khao import frontmatter, heads, looks, record, seal, source, thai, values
from khao.amend import amend, strayed
from khao.config import Config
from khao.errors import BuildError, Problem
from khao.extension import Project
from khao.heads import Kept
from khao.job import Job
from khao.ledger import Told, unpacked
from khao.lens import Answers
from khao.model import Item, Page, Question, Record, Rendered, digest, fingerprint
from khao.record import KeptPage
from khao.results import Changes, Report
from khao.rows import Damaged, Key
from khao.seal import Broken
from khao.settings import Settings
from khao.site import Site
from khao.store import Store
from khao.write import Output


class _Unsure(Exception):
    """A whole build has to look."""


def _refuse(unsure: bool) -> None:  # noqa: FBT001 — it reads as a sentence
    if unsure:
        raise _Unsure


class Edit(NamedTuple):
    """An item whose head is as it was, and its page."""

    item: Item
    head: Kept
    """The head as it is to be kept from now on."""
    page: Page
    kept: KeptPage
    """The page as the last build left it."""
    asked: Mapping[int, Told]
    """What the page asked then."""
    document: int
    """The number of the question for the item's document."""

    @property
    def changed(self) -> bool:
        """Whether the body is another one than the page shows."""
        return self.asked[self.document].digest != self.item.body


def replay(config: Config, project: Project, broken: Broken) -> Report | None:
    """The report of a build after edits of bodies alone; None when a whole build has to look."""
    started = time.perf_counter()
    store = Store(config.cache, config.way, broken.seal.salt)
    try:
        edits = [_edit(path, config, broken, store) for path in broken.edited]
        changed = [each for each in edits if each.changed]
        written = _rendered(changed, config, project, broken, store) if changed else []
        _refuse(not broken.untouched())
        store.head_rows.replace("heads", [(each.item.path, heads.row(each.head)) for each in edits])
    except (_Unsure, Damaged, BuildError, OSError, ValueError, struct.error):
        return None
    seal.renew(config, broken, written)
    changes = Changes((), tuple(written), (), broken.seal.report.changes.kept - len(written))
    rendered = tuple(each.page.url for each in changed)
    return replace(broken.seal.report, rendered=rendered, changes=changes, seconds=time.perf_counter() - started)


# What was edited ------------------------------------------------------------------------------------------------------


def _edit(path: str, config: Config, broken: Broken, store: Store) -> Edit:
    _refuse(not path.startswith("content/") or not path.endswith(".md"))
    _refuse(any(note.place.path == path for note in broken.seal.report.notes))
    item, head = _head(path, config, store)
    rows = store.record.rows
    page = Page(item.url, f"{item.section}.html", "item", subject=item.id)
    kept = record.page(rows.find("pages", [item.url])[item.url])
    asked = {int(key): record.told(key, data) for key, data in rows.find("told", unpacked(kept.asked)).items()}
    document = _asked("document", item, asked)
    # The record may be older than the output, if only one of them was restored.
    there = (config.output / page.file).stat()
    _refuse((there.st_size, there.st_mtime_ns) != (kept.written.size, kept.written.modified))
    # The head that is kept may be newer than this output folder: another one may have been built since.
    _answer(asked[_asked("item", item, asked)], lambda _path: item)
    _refuse(kept.key != page.key)
    for url, data in rows.holding("pages", document.to_bytes(4, sys.byteorder)).items():
        # Another page may show this body as well.
        _refuse(url != item.url and document in unpacked(record.page(data).asked))
    return Edit(item, head, page, kept, asked, document)


def _asked(name: str, item: Item, asked: Mapping[int, Told]) -> int:
    """The number of a page's question about its own item."""
    question = Question(name, (("id", item.id),))
    for number, each in asked.items():
        if each.question == question:
            return number
    raise _Unsure


def _answer(told: Told, item: Callable[[str], Item]) -> Any:
    """An answer of last time, if it can be had as it was; `item` gives the item of a file as it was read."""
    answer = values.unpacked(told.value, item) if told.value else None
    _refuse(not told.value or (told.name != "document" and fingerprint(answer) != told.digest))
    return answer


def _head(path: str, config: Config, store: Store) -> tuple[Item, Kept]:
    """The item of a file whose front matter and summary are those that are kept, with its new body."""
    kept = heads.kept(store.head_rows.find("heads", [path])[path])
    look = heads.look(config.root, path)
    content = source.read_bytes(config.root, path)
    text = content if isinstance(content, Problem) else source.text_of(content, path)
    parts = None if isinstance(text, Problem) else frontmatter.split(text)
    if isinstance(content, Problem) or parts is None:
        raise _Unsure
    top, body = parts
    loaded = heads.unpack(path, kept)
    if loaded.item is None or digest(top) != kept.top or thai.normalise(body) != body:
        raise _Unsure
    if kept.led and frontmatter.led_by(body) != loaded.item.summary:
        raise _Unsure
    item = replace(loaded.item, body=digest(body))
    return item, kept._replace(look=look, mark=digest(content), body=item.body)


# Its page -------------------------------------------------------------------------------------------------------------


class Remembered(Answers):
    """The answers of the last build; asked for anything else, it is not sure."""

    def __init__(self, known: dict[tuple[str, Any], tuple[int, Any]]) -> None:
        super().__init__(Site(Settings(), now=None))  # type: ignore[arg-type]
        self.known = known

    def ask(self, question: Question) -> NoReturn:
        """Nothing else is known."""
        raise _Unsure(question)

    def show(self, numbers: set[int]) -> None:
        """Nothing new is told."""


def _rendered(edits: Sequence[Edit], config: Config, project: Project, broken: Broken, store: Store) -> list[str]:
    """The paths of the pages, rendered and put into place, and remembered."""
    from khao.render import Renderer

    output = Output.amended(config.output, config.root, {each.page.file: each.kept.written for each in edits})
    try:
        renderer = Renderer(_job(edits, config, project, broken, store, output), Remembered(_known(edits, store)))
        made = [(each, _sound(each, renderer.render(each.page))) for each in edits]
        _refuse(any(renderer.targets.news()))
        laid = {each.page.file: new.written for each, new in made}
        _refuse(strayed(output, laid) or not broken.untouched())
        amend(output, laid)
    except BaseException:
        output.abandon()
        raise
    finally:
        store.objects.close()
    store.objects.put(renderer.documents.made())
    _remember(made, store)
    return [each.page.file for each in edits]


def _sound(edit: Edit, new: Rendered) -> KeptPage:
    """The page as it is to be remembered, if nothing is wrong with it and all that others may link to is there."""
    if new.problems or new.written is None or not {*edit.kept.anchors.split("\n")} <= {*new.anchors.split("\n")}:
        raise _Unsure
    return KeptPage(edit.page.key, new.written, new.asked, new.links, new.anchors)


def _remember(made: Iterable[tuple[Edit, KeptPage]], store: Store) -> None:
    rows = store.record.rows
    pages: list[tuple[Key, bytes]] = []
    told: list[tuple[Key, bytes]] = []
    for each, new in made:
        body, before = each.item.body, each.asked[each.document]
        pages.append((each.page.url, record.packed_page(new)))
        told.append((each.document, record.packed_told(before._replace(digest=body, value=values.packed(body)))))
    rows.replace("parts", [("bodies", b"")])  # The next whole build compares all of them.
    rows.replace("pages", pages)
    rows.replace("told", told)


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
                raise _Unsure
            found[path.removeprefix("layouts/")] = text
    return found


def _known(edits: Iterable[Edit], store: Store) -> dict[tuple[str, Any], tuple[int, Any]]:
    """The answers of last time, each held against the digest of what was told; the documents as they are now."""
    edited = {edit.item.path: edit.item for edit in edits}

    @functools.cache
    def item(path: str) -> Item:
        if path in edited:
            return edited[path]
        loaded = heads.unpack(path, heads.kept(store.head_rows.find("heads", [path])[path]))
        if loaded.item is None:
            raise _Unsure
        return loaded.item

    known: dict[tuple[str, Any], tuple[int, Any]] = {}
    for edit in edits:
        for number, told in edit.asked.items():
            if number == edit.document:
                known[told.question] = (number, edit.item.body)
            elif told.question not in known:
                known[told.question] = (number, _answer(told, item))
    return known
