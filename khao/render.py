"""Pages → HTML, in batches on any executor, each with the list of what it asked.

The one invariant: a worker returns values. It raises nothing, writes nothing, and a page that fails comes back as
problems.
"""

from __future__ import annotations

import functools
import html
import json
import pickle
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from khao import frontmatter, limits, markup, references, source, templates, work
from khao.errors import Place, Problem, problem, suggest
from khao.extension import Project
from khao.lens import Answers, Fragment, Lens
from khao.model import Document, Heading, Item, Page, Question, Rendered, digest
from khao.objects import Objects
from khao.site import Site


class _Refused(Exception):
    """A body that a page needs can't be had: the problem to tell instead of the page."""

    def __init__(self, found: Problem) -> None:
        self.found = found
        super().__init__(found)


def render(
    pages: Sequence[Page], site: Site, root: Path, objects: Objects, project: Project, pool: Executor
) -> Iterator[Rendered]:
    """Each page as made, in order."""
    # The site is pickled once and travels as bytes; each worker unpacks it once.
    batch = Batch(pickle.dumps(site) if len(pages) > work.BATCH else site, root, objects, project)
    try:
        yield from work.fan_out(batch, pages, pool)
    finally:
        _let_go()


@dataclass(frozen=True)
class Batch:
    """Renders pages; a value, so that it can be sent to a worker."""

    site: bytes | Site
    root: Path
    objects: Objects
    project: Project

    def __call__(self, pages: Sequence[Page]) -> list[Rendered]:
        """Each page as made."""
        site = _unpacked(self.site) if isinstance(self.site, bytes) else self.site
        renderer = _renderer(site, self)
        return [renderer.render(page) for page in pages]


@functools.lru_cache(maxsize=1)
def _unpacked(site: bytes) -> Site:
    found: Site = pickle.loads(site)  # noqa: S301 — made by the parent process a moment ago
    return found


_ready: tuple[object, Renderer] | None = None


def _renderer(site: Site, batch: Batch) -> Renderer:
    """The renderer of this process, kept from batch to batch."""
    global _ready  # noqa: PLW0603 — one site at a time, so that an old one is let go
    if _ready is None or _ready[0] is not site or _ready[1].root != batch.root:
        _ready = (site, Renderer(site, batch.root, batch.objects, batch.project))
    return _ready[1]


def _let_go() -> None:
    """Keep nothing of a finished build in this process: the next one may be of another site, or of none."""
    global _ready  # noqa: PLW0603
    if _ready:
        _ready[1].objects.close()
    _ready = None
    _unpacked.cache_clear()


class Renderer:
    """Makes pages of one site."""

    def __init__(self, site: Site, root: Path, objects: Objects, project: Project) -> None:
        self.site, self.root, self.objects = site, root, objects
        self.extensions = project.markup
        self.answers = Answers(site)
        self.schemes = references.SCHEMES | set(site.collections)
        self.engine = templates.environment(site.layouts, project.filters)
        self.kind = digest(repr((sorted(self.schemes), self.extensions)))[:8]
        self.told: set[Question] = set()
        self.made: dict[str, bytes] = {}
        self.fragments: dict[tuple[str, str], Fragment] = {}

    def render(self, page: Page) -> Rendered:
        """The page, or why there is none."""
        lens = Lens(self.answers, self)
        self.made = {}
        try:
            with limits.deadline(2 * limits.SECONDS):
                text = self._text(page, lens)
        except _Refused as refused:
            return Rendered(page, problems=(refused.found,))
        except Exception as error:  # noqa: BLE001 — whatever a layout does wrong is a problem with its place
            return Rendered(page, problems=(self._explain(error, page, lens),))
        problems = tuple(self._unresolved(*each) for each in dict.fromkeys(lens.unresolved))
        links: tuple[str, ...] = ()
        anchors: frozenset[str] = frozenset()
        if page.file.endswith(".html"):
            links, ids = _attributes(text)
            anchors = frozenset(ids)
            problems += self._twice(ids, page)
        answers = tuple((question, self.answers.digest(question)) for question in lens.asked - self.told)
        self.told |= lens.asked
        documents = tuple(self.made.items())
        return Rendered(page, text.encode(), frozenset(lens.asked), problems, links, anchors, answers, documents)

    def _text(self, page: Page, lens: Lens) -> str:
        lens.asked.add(Question("template", (("name", page.layout),)))
        return self.engine.get_template(page.layout).render(page=page, site=lens)

    def fragment(self, layout: str, subject: str) -> Fragment:
        """A piece of pages, rendered once; whoever shows it has asked all that it asked."""
        key = (layout, subject)
        if key not in self.fragments:
            lens = Lens(self.answers, self)
            html = Markup(self._text(Page("", layout, "fragment", subject), lens))  # noqa: S704 — of a layout
            self.fragments[key] = Fragment(html, frozenset(lens.asked), tuple(lens.unresolved))
        return self.fragments[key]

    def document(self, item: Item) -> Document:
        """The document of an item, from the cache or from its file."""
        key = f"document:{self.kind}:{item.body}"
        kept = self.objects.get(key)
        if kept is not None:
            return _document(kept)
        text = source.read_text(self.root, item.path)
        parts = frontmatter.split(text) if isinstance(text, str) else None
        if isinstance(text, Problem) or parts is None or digest(parts[1]) != item.body:
            raise _Refused(problem("changed-meanwhile", Place(item.path)))
        try:
            made = markup.convert(parts[1], self.schemes, self.extensions)
        except markup.Unconvertible as wrong:
            line = frontmatter.body_line(text, parts[1])
            raise _Refused(problem(wrong.rule, Place(item.path, line), **wrong.facts)) from None
        if not made.plain:
            self.made[key] = _packed(made)
        return made

    def _explain(self, error: Exception, page: Page, lens: Lens) -> Problem:
        found = templates.explain(error, self.site.layouts, page.layout, page.url)
        if found.rule != "layout-no-value":
            return found
        reason = dict(found.facts)["reason"]
        word = re.search(r"(?:attribute '(\w+)'|'(\w+)' is undefined)", reason)
        near = suggest(next(filter(None, word.groups())), _words(lens)) if word else ""
        return replace(found, facts=(*found.facts, ("near", near)))

    def _unresolved(self, item: Item, target: str, rule: str) -> Problem:
        text = source.read_text(self.root, item.path)
        place, excerpt = source.locate(text if isinstance(text, str) else "", target, item.path)
        if rule == "link-broken" and (self.root / frontmatter.folder(item) / target).is_file():
            return problem("file-type", place, excerpt, target=target)
        near = suggest(target, self._targets(item, target)) if rule == "link-broken" else ""
        return problem(f"{rule}-near" if near else rule, place, excerpt, target=target, near=near)

    def _targets(self, item: Item, target: str) -> list[str]:
        """What a link of this kind could have meant."""
        kind, colon, _ = target.partition(":")
        if colon and kind in ("item", "category", "tag"):
            known = {"item": [*self.site.items, *self.site.by_permanent_id], "tag": [*self.site.tags]}
            return [f"{kind}:{id}" for id in known.get(kind, [each.id for each in self.site.settings.categories])]
        if colon:
            records = self.site.collections.get(references.collection_of(kind), {})
            return [f"{kind}:{id}" for id in records]
        folder = frontmatter.folder(item)
        if target.split("#", maxsplit=1)[0].endswith(".md"):
            return [references.relative(each.path, folder) for each in self.site.items.values()]
        return [references.relative(path, folder) for path in self.site.files if path.startswith(folder + "/")]

    def _twice(self, ids: list[str], page: Page) -> tuple[Problem, ...]:
        if len(ids) == len(set(ids)):
            return ()
        double = sorted({id for id in ids if ids.count(id) > 1})
        item = self.site.items.get(page.subject) if page.kind == "item" else None
        place = Place(item.path if item else f"layouts/{page.layout}")
        return tuple(problem("anchor-twice", place, id=id, url=page.url) for id in double)


def _attributes(text: str) -> tuple[tuple[str, ...], list[str]]:
    """The site's own URLs that a page links to, each once, and all the ids in it."""
    targets: set[str] = set()
    ids: list[str] = []
    before, *rest = text.split('="')
    for piece in rest:
        if before.endswith((" href", " src")):
            if piece[:1] in ("/", "#") and piece[:2] != "//":
                targets.add(piece[: piece.index('"')])
        elif before.endswith((" id", "\nid")):
            ids.append(html.unescape(piece[: piece.index('"')]))
        before = piece
    return tuple(sorted(map(html.unescape, targets))), ids


def _words(lens: Lens) -> list[str]:
    """The names that a layout may have meant."""
    fields = [*Item.__dataclass_fields__, "modified", "live_from"]
    return sorted(
        {
            *(name for name in dir(lens) if not name.startswith("_")),
            *Page.__dataclass_fields__,
            *fields,
            "query",
        }
    )


def _packed(document: Document) -> bytes:
    headings = [[each.level, each.id, each.text] for each in document.headings]
    return json.dumps([document.html, headings, document.words, document.links], ensure_ascii=False).encode()


def _document(packed: bytes) -> Document:
    text, headings, words, links = json.loads(packed)
    return Document(text, tuple(Heading(*each) for each in headings), words, tuple(links))
