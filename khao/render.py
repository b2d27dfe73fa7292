"""Pages → HTML in the stage, in batches on any executor, each with the list of what it asked.

The one invariant: a worker raises nothing, writes nothing but into the stage, and a page that fails comes back as
problems.
"""

from __future__ import annotations

import contextlib
import functools
import html
import itertools
import json
import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from khao import fault, frontmatter, limits, markup, references, source, templates
from khao.errors import BuildError, Place, Problem, problem
from khao.job import Job
from khao.ledger import Register, Told, packed
from khao.lens import Answers, Fragment, Lens
from khao.model import Document, Heading, Item, Page, Rendered, digest
from khao.site import Site

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from khao import work


class _Refused(Exception):
    """A body that a page needs can't be had: the problem to tell instead of the page."""

    def __init__(self, found: Problem) -> None:
        self.found = found
        super().__init__(found)


class Done(NamedTuple):
    """What rendering a batch of pages gave."""

    pages: tuple[Rendered, ...]
    told: list[Told]
    """Questions that this worker asked for the first time."""
    targets: list[tuple[int, str]]
    """(number, URL) of what this worker found linked to for the first time."""
    documents: dict[str, bytes]
    """Documents made on the way, by the key to keep them under."""


Batches = Generator[tuple[Sequence[Page], Done], None, None]


def render(pages: Sequence[Page], job: Job, pool: Executor) -> Batches:
    """Each page as made, batch by batch; pages about the same days together, since they show the same items."""
    from khao import work

    job.site.prepare()
    ordered = sorted(pages, key=functools.partial(_when, job.site))
    following = iter(ordered)
    with contextlib.closing(work.fan_out(Batch(work.Parcel(job)), ordered, pool, size=work.stretch)) as made:
        try:
            for done in made:
                yield [*itertools.islice(following, len(done.pages))], done
        finally:
            _let_go()


def _when(site: Site, page: Page) -> int:
    """The place in time of the first item that a page shows: 0 is the newest."""
    if page.kind == "item":
        return site.places.get(page.subject, 0)
    if not page.filters:
        return 0
    listed = site.select(**page.query)  # type: ignore[arg-type]
    start = (page.number - 1) * site.settings.page_size
    return site.places.get(listed[start].id, 0) if start < len(listed) else 0


@dataclass(frozen=True)
class Batch:
    """Renders pages; a value, so that it can be sent to a worker."""

    job: work.Parcel[Job]

    def __call__(self, pages: Sequence[Page]) -> list[Done]:
        """Each page as made."""
        renderer = _renderer(self.job.value)
        with limits.watched():
            made = tuple([renderer.render(page) for page in pages])
        return [Done(made, renderer.answers.told(), renderer.targets.news(), renderer.documents())]


_ready: Renderer | None = None


def _renderer(job: Job) -> Renderer:
    """The renderer of this process, kept from batch to batch."""
    global _ready  # noqa: PLW0603 — one job at a time, so that an old one is let go
    if _ready is None or _ready.job is not job:
        _ready = Renderer(job)
    return _ready


def _let_go() -> None:
    """Keep nothing of a finished build in this process: the next one may be of another site, or of none."""
    global _ready  # noqa: PLW0603
    if _ready:
        _ready.objects.close()
    _ready = None


_MOST_FRAGMENTS = 5_000
"""Fragments kept at a time: those of the days that a worker is at are enough."""


class Renderer:
    """Makes pages of one site, and lays them into the stage."""

    def __init__(self, job: Job, answers: Answers | None = None) -> None:
        self.job = job
        self.site, self.root, self.objects = job.site, job.root, job.store.objects
        self.extensions = job.project.markup
        self.answers = answers or Answers(job.site, job.questions, job.first)
        self.targets = Register(job.targets, job.first)
        self.schemes = references.SCHEMES | set(job.site.collections)
        self.engine = templates.environment(job.site.layouts, job.project.filters, job.store.bytecode())
        self.kind = digest(repr((sorted(self.schemes), self.extensions)))[:8]
        self.fragments: dict[tuple[str, str], Fragment] = {}
        self._made: dict[str, bytes] = {}

    def render(self, page: Page) -> Rendered:
        """The page, or why there is none."""
        started = time.perf_counter()
        lens = Lens(self.answers, self)
        try:
            with limits.deadline(2 * limits.SECONDS):
                text = self._text(page, lens)
        except _Refused as refused:
            return Rendered(problems=(refused.found,))
        except Exception as error:  # noqa: BLE001 — whatever a layout does wrong is a problem with its place
            return Rendered(problems=(fault.explained(error, self.site, page, lens),))
        problems = tuple(fault.unresolved(self.site, self.root, each) for each in dict.fromkeys(lens.unresolved))
        targets: Iterable[str] = ()
        ids: list[str] = []
        if page.file.endswith(".html"):
            targets, ids = _attributes(text)
            problems += fault.twice(ids, self.site, page)
        written = None
        if not problems:
            try:
                written = self.job.output.lay(page.file, text.encode(), page.key)
            except BuildError as error:
                problems = error.problems
        if lens.shows:
            self.answers.show(lens.asked)
        asked, links = packed(lens.asked), packed([self.targets[each] for each in targets])
        return Rendered(written, asked, links, "\n".join(ids), problems, time.perf_counter() - started)

    def _text(self, page: Page, lens: Lens) -> str:
        lens.ask("template", name=page.layout)
        return self.engine.get_template(page.layout).render(page=page, site=lens)

    def fragment(self, layout: str, subject: str) -> Fragment:
        """A piece of pages, rendered once; whoever shows it has asked all that it asked."""
        key = (layout, subject)
        made = self.fragments.get(key)
        if made is None:
            if len(self.fragments) > _MOST_FRAGMENTS:
                self.fragments.clear()
            lens = Lens(self.answers, self)
            html = Markup(self._text(Page("", layout, "fragment", subject), lens))  # noqa: S704 — of a layout
            made = self.fragments[key] = Fragment(html, frozenset(lens.asked), tuple(lens.unresolved))
        return made

    def documents(self) -> dict[str, bytes]:
        """The documents made since this was last called that are worth keeping."""
        made, self._made = self._made, {}
        return made

    def document(self, item: Item) -> Document:
        """The document of an item, from the cache or from its file."""
        key = f"document:{self.kind}:{item.body}"
        kept = self.objects.get(key)
        if kept is not None:
            return _document(kept)
        content = source.read_bytes(self.root, item.path, limits.TEXT_BYTES)
        # A body with this digest is one that has been looked at, so that nothing else has to be.
        text = "" if isinstance(content, Problem) else content.decode(errors="replace")
        parts = frontmatter.split(text)
        if parts is None or digest(parts[1]) != item.body:
            raise _Refused(problem("changed-meanwhile", Place(item.path)))
        try:
            sound = item.id not in self.site.unsound
            made = markup.convert(parts[1], self.schemes, self.extensions, sound=sound)
        except markup.Unconvertible as wrong:
            line = frontmatter.body_line(text, parts[1])
            raise _Refused(problem(wrong.rule, Place(item.path, line), **wrong.facts)) from None
        if not made.plain:
            self._made[key] = _packed(made)
        return made


def _attributes(text: str) -> tuple[list[str], list[str]]:
    """The site's own URLs that a page links to, each once, but for its own anchors; and all the ids in it."""
    found = {*_values(text, ' href="'), *_values(text, ' src="')}
    targets = {html.unescape(each) for each in found if each[:1] in ("/", "#") and each[:2] != "//"}
    ids = [html.unescape(each) for start in (' id="', '\nid="') for each in _values(text, start)]
    return sorted(targets - {f"#{id}" for id in ids}), ids


def _values(text: str, start: str) -> list[str]:
    """What stands between each `start` and the next quotation mark."""
    return [piece[: piece.index('"')] for piece in text.split(start)[1:]]


def _packed(document: Document) -> bytes:
    headings = [[each.level, each.id, each.text] for each in document.headings]
    return json.dumps([document.html, headings, document.words, document.links], ensure_ascii=False).encode()


def _document(packed: bytes) -> Document:
    text, headings, words, links = json.loads(packed)
    return Document(text, tuple(Heading(*each) for each in headings), words, tuple(links))
