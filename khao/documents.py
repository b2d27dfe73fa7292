"""Items → their documents, from the cache or from their files.

The one invariant: a document is the one of the body that the item was loaded with, or there is none.
"""

from __future__ import annotations

import json
from typing import Any

from khao import dates, frontmatter, limits, markup, references, source, texts
from khao.errors import Place, Problem, problem
from khao.job import Job
from khao.lens import Answers
from khao.model import Document, Heading, Item, Question, digest


class Refused(Exception):
    """A body that can't be had: the problem to tell instead."""

    def __init__(self, found: Problem) -> None:
        self.found = found
        super().__init__(found)


class Documents:
    """The documents of one site, as a worker needs them."""

    def __init__(self, job: Job, answers: Answers) -> None:
        self.answers = answers
        self.site, self.root, self.objects = job.site, job.root, job.store.objects
        self.extensions = job.project.markup
        self.schemes = references.SCHEMES | set(job.site.collections)
        self.kind = digest(repr((sorted(self.schemes), self.extensions)))[:8]
        self.numerals: dates.Numerals = "thai" if job.site.settings.numerals == "thai" else "arabic"
        self.plain: dict[str, str] = {}
        """The texts of the documents given out, by the item's id, where they are searched."""
        self._made: dict[str, bytes] = {}

    def of(self, item: Item) -> Document:
        """The document of an item. Raises Refused."""
        key = f"document:{self.kind}:{item.body}"
        kept = self.objects.get(key)
        document = _unpacked(kept) if kept is not None else self._converted(item, key)
        if self.site.searched:
            self.plain[item.id] = texts.plain(texts.shown(document.html, item, self._told, self.numerals))
        return document

    def _told(self, name: str, query: str) -> Any:
        """The answer to a query of a directive, which its page asks as well."""
        return self.answers[Question(name, (("query", query),))]

    def text(self, item: Item) -> str:
        """The text of an item's document. Raises Refused."""
        self.of(item)
        return self.plain.pop(item.id)

    def made(self) -> dict[str, bytes]:
        """The documents made since this was last called that are worth keeping, by the key to keep them under."""
        made, self._made = self._made, {}
        return made

    def read(self) -> dict[str, str]:
        """The texts of the documents given out since this was last called."""
        read, self.plain = self.plain, {}
        return read

    def _converted(self, item: Item, key: str) -> Document:
        content = source.read_bytes(self.root, item.path, limits.TEXT_BYTES)
        # A body with this digest is one that has been looked at, so that nothing else has to be.
        text = "" if isinstance(content, Problem) else content.decode(errors="replace")
        parts = frontmatter.split(text)
        if parts is None or digest(parts[1]) != item.body:
            raise Refused(problem("changed-meanwhile", Place(item.path)))
        try:
            sound = item.id not in self.site.unsound
            made = markup.convert(parts[1], self.schemes, self.extensions, sound=sound)
        except markup.Unconvertible as wrong:
            line = frontmatter.body_line(text, parts[1])
            raise Refused(problem(wrong.rule, Place(item.path, line), **wrong.facts)) from None
        if not made.plain:
            self._made[key] = _packed(made)
        return made


def _packed(document: Document) -> bytes:
    headings = [[each.level, each.id, each.text] for each in document.headings]
    return json.dumps([document.html, headings, document.words, document.links], ensure_ascii=False).encode()


def _unpacked(packed: bytes) -> Document:
    text, headings, words, links = json.loads(packed)
    return Document(text, tuple(Heading(*each) for each in headings), words, tuple(links))
