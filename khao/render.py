"""Pages → HTML in the stage, in batches on any executor, each with the list of what it asked.

The one invariant: a worker raises nothing, writes nothing but into the stage, and a page that fails comes back as
problems.
"""

from __future__ import annotations

import contextlib
import functools
import html
import itertools
import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from khao import fault, limits, templates
from khao.documents import Documents, Refused
from khao.errors import BuildError
from khao.insets import Inset
from khao.job import Job
from khao.ledger import Register, Told, packed
from khao.lens import Answers, Fragment, Lens
from khao.model import Document, Item, Page, Rendered
from khao.site import Site

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from khao import work


class Done(NamedTuple):
    """What rendering a batch of pages gave."""

    pages: tuple[Rendered, ...]
    told: list[Told]
    """Questions that this worker asked for the first time."""
    targets: list[tuple[int, str]]
    """(number, URL) of what this worker found linked to for the first time."""
    documents: dict[str, bytes]
    """Documents made on the way, by the key to keep them under."""
    plain: dict[str, str]
    """The texts of documents, by the item's id, where they are searched."""


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
            pages_made = tuple([renderer.render(page) for page in pages])
        made = renderer.documents
        return [Done(pages_made, renderer.answers.told(), renderer.targets.news(), made.made(), made.read())]


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
        self.answers = answers or Answers(job.site, job.questions, job.first)
        self.targets = Register(job.targets, job.first)
        self.documents = Documents(job, self.answers)
        self.engine = templates.environment(job.site.layouts, job.project.filters, job.store.bytecode())
        self.fragments: dict[tuple[str, str], Fragment] = {}

    def render(self, page: Page) -> Rendered:
        """The page, or why there is none."""
        started = time.perf_counter()
        lens = Lens(self.answers, self)
        try:
            with limits.deadline(2 * limits.SECONDS):
                text = self._text(page, lens)
        except Refused as refused:
            return Rendered(problems=(refused.found,))
        except Exception as error:  # noqa: BLE001 — whatever a layout does wrong is a problem with its place
            return Rendered(problems=(fault.explained(error, self.site, page, lens),))
        problems = tuple(fault.unresolved(self.site, self.root, each) for each in dict.fromkeys(lens.unresolved))
        problems += tuple(fault.mistaken(self.root, each) for each in lens.mistakes if each.wrong.rule)
        targets: Iterable[str] = ()
        ids: list[str] = []
        if page.file.endswith(".html"):
            targets, ids = _attributes(text)
            problems += fault.twice(ids, self.site, self.root, page)
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

    def document(self, item: Item) -> Document:
        """The document of an item."""
        return self.documents.of(item)

    def inset(self, layout: str, inset: Inset, lens: Lens) -> Markup:
        """A directive as its layout says it."""
        lens.ask("template", name=layout)
        return Markup(self.engine.get_template(layout).render(site=lens, directive=inset))  # noqa: S704 — of a layout


def _attributes(text: str) -> tuple[list[str], list[str]]:
    """The site's own URLs that a page links to, each once, but for its own anchors; and all the ids in it."""
    found = {*_values(text, ' href="'), *_values(text, ' src="')}
    targets = {html.unescape(each) for each in found if each[:1] in ("/", "#") and each[:2] != "//"}
    ids = [html.unescape(each) for start in (' id="', '\nid="') for each in _values(text, start)]
    return sorted(targets - {f"#{id}" for id in ids}), ids


def _values(text: str, start: str) -> list[str]:
    """What stands between each `start` and the next quotation mark."""
    return [piece[: piece.index('"')] for piece in text.split(start)[1:]]
