"""Directives on a page: what they show is asked through the lens, and a layout of their own says it.

The one invariant: whatever a directive shows is an answer that the page remembers; one that can't be answered is told
at its place in the source, and the page is not published.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from markupsafe import Markup

from khao import charts, places, texts
from khao.embedded import anchors
from khao.errors import suggest
from khao.itemsheet import OF, record_id
from khao.model import Directive, Heading, Item, Named
from khao.picking import Unanswerable, Wrong
from khao.sheet import Cell, Column
from khao.strokes import Chart
from khao.tables import Table

if TYPE_CHECKING:
    from khao.lens import Lens

_REFERENCE = re.compile(r'<a href="#([^"]*)"></a>')
_NUMBER = re.compile(r'<span class="number">.*?</span>')
NUMBERED = ("table", "chart", "figure")
"""Those that are numbered in a report, each kind by itself."""


class Mistake(NamedTuple):
    """A directive that can't be answered."""

    item: Item
    number: int
    wrong: Wrong


class Unanswered(Exception):
    """What is to be shown can't be had."""

    def __init__(self, wrong: Wrong) -> None:
        self.wrong = wrong
        super().__init__(wrong.rule, dict(wrong.facts))


@dataclass(frozen=True)
class Inset:
    """A directive as its layout sees it."""

    directive: Directive
    item: Item
    place: int
    """Which of its body's directives it is."""
    id: str
    """Its anchor on the page, and the name of its data files."""
    number: int
    """Its number among its kind; 0 where nothing is numbered."""
    lens: Lens
    text: Markup = field(default_factory=Markup)
    """The Markdown in it, as HTML."""

    @property
    def name(self) -> str:
        """Its kind."""
        return self.directive.name

    def get(self, name: str, default: Any = "") -> Any:
        """An option, or what stands for one that was not told."""
        return self.directive.get(name, default)

    @property
    def query(self) -> str:
        """Which data it shows."""
        return texts.query(self.directive, self.item)

    @property
    def table(self) -> Table:
        """Its data. Raises Unanswered."""
        found: Table = self._answered(self.lens.ask("table", query=self.query))
        return found

    @property
    def told(self) -> Table:
        """Its data; none, and a mistake of the page, where they can't be had."""
        try:
            return self.table
        except Unanswered as unanswered:
            self.lens.mistakes.append(Mistake(self.item, self.place, unanswered.wrong))
            return Table((), ())

    @property
    def quantity(self) -> int | float | None:
        """Its count or sum; None where that isn't known. Raises Unanswered."""
        found: int | float | None = self._answered(self.lens.ask("quantity", query=self.query))
        return found

    @property
    def items(self) -> tuple[Item, ...]:
        """The news that it lists. Raises Unanswered."""
        filters = {name: value for name, value in self.directive.options.items() if name not in ("title", "limit")}
        for name, collection in OF.items():
            if name in filters:
                records = [Named(collection, each.id, each.name) for each in self.lens.records(collection)]
                filters[name] = self._meant(name, filters[name], records)
        if "category" in filters:
            found = self.lens.category(filters["category"])
            known = [word for each in self.lens.categories() for word in (each.id, each.name)]
            filters["category"] = found.id if found else self._refuse("category", filters["category"], known)
        return self.lens.items(limit=self.get("limit", 5), **filters)

    def _meant(self, name: str, value: str, known: Sequence[Named]) -> str:
        try:
            return record_id(known, name, value)
        except Unanswerable as found:
            raise Unanswered(replace(found.wrong, option=name)) from None

    def _refuse(self, name: str, value: str, known: Sequence[str]) -> NoReturn:
        refusal = Unanswerable("value-wrong", name, name=name, value=value, near=suggest(value, known))
        raise Unanswered(refusal.wrong)

    @property
    def chart(self) -> Chart:
        """Its data as drawn. Raises Unanswered."""
        try:
            return charts.chart(self.get("type"), self.table, self.say, self.lens.number)
        except Unanswerable as found:
            raise Unanswered(found.wrong) from None

    def say(self, cell: Cell, column: Column) -> str:
        """A cell in words, as charts have it."""
        return self.lens.say(cell, column, self.get("unit"), self.item.lang)

    def _answered(self, found: Any) -> Any:
        if isinstance(found, Wrong):
            raise Unanswered(found)
        return found


# A document filled ----------------------------------------------------------------------------------------------------


def filled(
    document: str, item: Item, lens: Lens, headings: Sequence[Heading], *, numbered: bool
) -> tuple[str, tuple[Heading, ...]]:
    """The HTML of a document with its directives filled in, and its headings.

    Links within it that say nothing are called by the names of what they lead to.
    """
    insets = [
        Inset(each, item, place, id, number if numbered and each.name in NUMBERED else 0, lens)
        for place, (each, id, number) in enumerate(anchors(item.directives))
    ]
    text = document
    if insets:
        text = places.fill(document, lambda number, inner: _shown(insets[number], inner))
        headings = [_said(each, text) for each in headings]
    if '"></a>' not in text:
        return text, tuple(headings)
    named = {each.id: each for each in insets}
    titles = {each.id: html.escape(f"{each.number} {each.text}".strip()) for each in headings}

    def name(match: re.Match[str]) -> str:
        id = html.unescape(match[1])
        words = lens.inset("label", named[id]).strip() if id in named else titles.get(id, "")
        return f'<a href="#{match[1]}">{words}</a>' if words else match[0]

    return _REFERENCE.sub(name, text), tuple(headings)


def _said(heading: Heading, text: str) -> Heading:
    """The heading as it reads with the numbers that stand in it."""
    _, found, rest = text.partition(f' id="{html.escape(heading.id)}">')
    inner = _NUMBER.sub("", rest.partition("</h")[0])
    return replace(heading, text=" ".join(Markup(inner).striptags().split())) if found else heading  # noqa: S704


def _shown(inset: Inset, inner: str) -> str:
    """What a directive shows, in which stands this HTML."""
    lens = inset.lens
    if inner.strip():
        inset = replace(inset, text=Markup(inner))  # noqa: S704 — of a sanitised document
    try:
        return str(lens.inset(inset.name, inset)).strip()
    except Unanswered as unanswered:
        lens.mistakes.append(Mistake(inset.item, inset.place, unanswered.wrong))
        # What leads here is not broken as well.
        return f'<div id="{html.escape(inset.id)}"></div>'
