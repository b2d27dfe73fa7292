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

from khao import charts, directives, tables
from khao.charts import Chart
from khao.embedded import anchors
from khao.errors import suggest
from khao.frontmatter import folder
from khao.itemsheet import OF
from khao.model import Directive, Heading, Item
from khao.picking import Unanswerable, Wrong
from khao.sheet import Cell, Column
from khao.tables import Table

if TYPE_CHECKING:
    from khao.lens import Lens

_REFERENCE = re.compile(r'<a href="#([^"]*)"></a>')
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
        return tables.query(self.directive.options, folder(self.item), self.item.lang)

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
    def quantity(self) -> int | float:
        """Its count or sum. Raises Unanswered."""
        found: int | float = self._answered(self.lens.ask("quantity", query=self.query))
        return found

    @property
    def items(self) -> tuple[Item, ...]:
        """The news that it lists. Raises Unanswered."""
        filters = {name: value for name, value in self.directive.options.items() if name not in ("title", "limit")}
        for name, collection in OF.items():
            if name in filters and self.lens.record(collection, filters[name]) is None:
                self._refuse(name, filters[name], [each.id for each in self.lens.records(collection)])
        if "category" in filters:
            found = self.lens.category(filters["category"])
            known = [word for each in self.lens.categories() for word in (each.id, each.name)]
            filters["category"] = found.id if found else self._refuse("category", filters["category"], known)
        return self.lens.items(limit=self.get("limit", 5), **filters)

    def _refuse(self, name: str, value: str, known: Sequence[str]) -> NoReturn:
        refusal = Unanswerable("value-wrong", name, name=name, value=value, near=suggest(value, known))
        raise Unanswered(refusal.wrong)

    @property
    def chart(self) -> Chart:
        """Its data as drawn. Raises Unanswered."""
        try:
            return charts.chart(self.get("type"), self.table, self.say)
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


def filled(document: str, item: Item, lens: Lens, headings: Sequence[Heading], *, numbered: bool) -> str:
    """The HTML of a document with its directives filled in; links within it that say nothing get names."""
    insets = [
        Inset(each, item, place, id, number if numbered and each.name in NUMBERED else 0, lens)
        for place, (each, id, number) in enumerate(anchors(item.directives))
    ]
    text = directives.fill(document, lambda number, inner: _shown(insets[number], inner)) if insets else document
    if '"></a>' not in text:
        return text
    named = {each.id: each for each in insets}
    titles = {each.id: html.escape(f"{each.number} {each.text}".strip()) for each in headings}

    def name(match: re.Match[str]) -> str:
        id = html.unescape(match[1])
        words = lens.inset("label", named[id]).strip() if id in named else titles.get(id, "")
        return f'<a href="#{match[1]}">{words}</a>' if words else match[0]

    return _REFERENCE.sub(name, text)


def _shown(inset: Inset, inner: str) -> str:
    """What a directive shows, in which stands this HTML."""
    lens = inset.lens
    if inner.strip():
        inset = replace(inset, text=Markup(inner))  # noqa: S704 — of a sanitised document
    try:
        return str(lens.inset(inset.name, inset)).strip()
    except Unanswered as unanswered:
        lens.mistakes.append(Mistake(inset.item, inset.place, unanswered.wrong))
        return ""
