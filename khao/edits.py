"""What has been edited since the last build: items of which nothing but the body is another one, and their pages.

The one invariant: an edit is told only when a whole build would find just that; wherever that is not sure, it says so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from khao import embedded, frontmatter, heads, personal, record, source, thai, values
from khao.config import Config
from khao.errors import Problem
from khao.heads import Kept
from khao.ledger import Told, unpacked
from khao.model import Item, Page, Question, digest, fingerprint
from khao.reading import Reading
from khao.record import KeptPage
from khao.seal import Broken
from khao.store import Store


class Unsure(Exception):
    """A whole build has to look."""


def doubt(unsure: bool) -> None:  # noqa: FBT001 — it reads as a sentence
    """Leave it to a whole build, if this is so. Raises Unsure."""
    if unsure:
        raise Unsure


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


def edit(path: str, config: Config, broken: Broken, store: Store) -> Edit:
    """The edit of a file. Raises Unsure, and what reading rows and files raises."""
    doubt(not path.startswith("content/") or not path.endswith(".md"))
    doubt(any(note.place.path == path for note in broken.seal.report.notes))
    item, head = _head(path, config, store)
    rows = store.record.rows
    page = Page(item.url, f"{item.section}.html", "item", subject=item.id)
    kept = record.page(rows.find("pages", [item.url])[item.url])
    asked = {int(key): record.told(key, data) for key, data in rows.find("told", unpacked(kept.asked)).items()}
    document = _asked("document", item, asked)
    # The record may be older than the output, if only one of them was restored.
    there = (config.output / page.file).stat()
    doubt((there.st_size, there.st_mtime_ns) != (kept.written.size, kept.written.modified))
    # The head that is kept may be newer than this output folder: another one may have been built since.
    answer(asked[_asked("item", item, asked)], lambda _path: item)
    doubt(kept.key != page.key)
    for url, data in rows.holding("pages", document.to_bytes(4, sys.byteorder)).items():
        # Another page may show this body as well.
        doubt(url != item.url and document in unpacked(record.page(data).asked))
    return Edit(item, head, page, kept, asked, document)


def _asked(name: str, item: Item, asked: Mapping[int, Told]) -> int:
    """The number of a page's question about its own item."""
    question = Question(name, (("id", item.id),))
    for number, each in asked.items():
        if each.question == question:
            return number
    raise Unsure


def answer(told: Told, item: Callable[[str], Item]) -> Any:
    """An answer of last time, if it can be had as it was; `item` gives the item of a file as it was read."""
    found = values.unpacked(told.value, item) if told.value else None
    doubt(not told.value or (told.name != "document" and fingerprint(found) != told.digest))
    return found


def _head(path: str, config: Config, store: Store) -> tuple[Item, Kept]:
    """The item of a file whose front matter and summary are those that are kept, with its new body."""
    kept = heads.kept(store.head_rows.find("heads", [path])[path])
    look = heads.look(config.root, path)
    content = source.read_bytes(config.root, path)
    text = content if isinstance(content, Problem) else source.text_of(content, path)
    parts = None if isinstance(text, Problem) else frontmatter.split(text)
    if isinstance(content, Problem) or parts is None:
        raise Unsure
    top, body = parts
    loaded = heads.unpack(path, kept)
    if loaded.item is None or digest(top) != kept.top or thai.normalise(body) != body:
        raise Unsure
    doubt(any(personal.ids(body)))
    if kept.led and frontmatter.led_by(body) != loaded.item.summary:
        raise Unsure
    reading = Reading(path, text if isinstance(text, str) else "")
    doubt(embedded.read(body, reading, 1).directives != loaded.item.directives or bool(reading.problems))
    item = replace(loaded.item, body=digest(body))
    return item, kept._replace(look=look, mark=digest(content), body=item.body)
