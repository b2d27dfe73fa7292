"""The incremental engine: a page sees the site through a lens that writes down each question.

The one invariant: a layout learns nothing of the site but by a question, so a page is good for as long as all its
questions are answered as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from markupsafe import Markup

from khao import cells, charts, dates, insets, numbers, references, tables, thai, values
from khao.embedded import anchors
from khao.insets import Inset, Mistake
from khao.ledger import Register, Told, unpacked, written
from khao.model import (
    Dataset,
    Document,
    Event,
    File,
    Item,
    Named,
    Neighbours,
    Page,
    Period,
    Question,
    Scalar,
    Tag,
    Withdrawn,
    fingerprint,
)
from khao.picking import Wrong
from khao.questions import answer, own_digest, steady
from khao.sheet import Cell, Column
from khao.site import Site
from khao.strokes import Chart
from khao.tables import Table
from khao.view import RecordView

if TYPE_CHECKING:
    from khao.settings import Category, Licence, Link, Organisation
    from khao.site import Awaited


T = TypeVar("T")


class Answers:
    """What a site answers; each question is worked out once, and has a number by which pages remember it."""

    def __init__(self, site: Site, numbers: Mapping[tuple[str, str], int] | None = None, first: int = 0) -> None:
        self.site = site
        self.known: dict[tuple[str, Any], tuple[int, Any]] = {}
        """(number, answer) by question."""
        self._numbers = Register(numbers or {}, first)
        self._asked: dict[int, tuple[Question, str]] = {}
        """(question, arguments as JSON) by number."""
        self._shown: set[int] = set()
        self._untold: dict[int, None] = {}

    def __getitem__(self, question: Question) -> Any:
        return self.ask(question)[1]

    def ask(self, question: Question) -> tuple[int, Any]:
        """The number of a question, and its answer."""
        found = self.known.get(question)
        if found is None:
            for name, value in question.args:
                if not (value is None or isinstance(value, (str, int))):
                    raise TypeError(f"{name}: {type(value).__name__} is neither a text nor a number")
            answered = answer(self.site, question.name, dict(question.args))
            args = written(question)
            number = self._numbers[question.name, args]
            found = self.known[question] = (number, answered)
            self._asked[number] = (question, args)
            self._untold[number] = None
        return found

    def show(self, numbers: set[int]) -> None:
        """These questions were asked by a page that shows a document: their answers are to be kept as well."""
        self._untold.update(dict.fromkeys(numbers - self._shown))
        self._shown |= numbers

    def digest(self, question: Question) -> str:
        """Changes whenever the answer does."""
        args = dict(question.args)
        own = own_digest(self.site, question.name, args)
        if own is not None:
            return own
        found = self.known.get(question)
        return fingerprint(found[1] if found else answer(self.site, question.name, args))

    def told(self) -> list[Told]:
        """The questions that were asked since this was last called."""
        untold, self._untold = self._untold, {}
        return [self._told(number, *self._asked[number]) for number in untold]

    def _told(self, number: int, question: Question, args: str) -> Told:
        value = values.packed(self.known[question][1]) if number in self._shown else ""
        return Told(number, question.name, args, self.digest(question), value)


@dataclass(frozen=True)
class LastBuild:
    """What the last build's pages asked, and what they were told."""

    asked: Mapping[str, bytes] = field(default_factory=dict)
    """By the key of the page: the numbers of its questions."""
    told: Mapping[int, Told] = field(default_factory=dict)
    """The questions by number."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """The digests of the parts of the site."""

    def questions(self, key: str) -> frozenset[Question]:
        """What a page asked."""
        return frozenset(self.told[number].question for number in unpacked(self.asked[key]))


def changed(last: LastBuild, now: Answers) -> frozenset[int]:
    """The questions that are answered differently today; those about parts that are the same are not asked again."""
    same = {part for part, mark in now.site.parts.items() if last.parts.get(part) == mark}
    doubtful = [each for each in last.told.values() if not steady(each.name, same)]
    return frozenset(each.number for each in doubtful if now.digest(each.question) != each.digest)


def stale(pages: Iterable[Page], last: LastBuild, now: Answers) -> list[Page]:
    """The pages that must be rendered: new ones, and those that asked something that has another answer now."""
    different = changed(last, now)
    return [
        page
        for page in pages
        if (asked := last.asked.get(page.key)) is None or not different.isdisjoint(unpacked(asked) if different else ())
    ]


class AssetMissing(Exception):
    """A layout asked for a file that layouts/assets/ doesn't hold: its name."""


Unresolved = tuple[Item, str, str]
"""(item, link as typed, rule of the problem) of a link that leads nowhere."""


@dataclass(frozen=True, slots=True)
class Body:
    """A document as a layout shows it: links resolved, safe to print."""

    html: Markup
    headings: tuple[Any, ...]
    words: int
    minutes: int


class Fragment(NamedTuple):
    """A piece of a page, with what it asked and the links in it that lead nowhere."""

    html: Markup
    asked: frozenset[int]
    unresolved: tuple[Unresolved, ...]


class Maker(Protocol):
    """Makes what is too dear to make twice."""

    def document(self, item: Item) -> Document:
        """The body of an item, links still symbolic."""

    def fragment(self, layout: str, subject: str) -> Fragment:
        """A layout rendered for a subject."""

    def inset(self, layout: str, inset: Inset, lens: Lens) -> Markup:
        """A directive as its layout says it."""


class _Setting(Generic[T]):
    """A setting as an attribute: asked when a page first wants it, from then on kept in that page's own lens."""

    def __init__(self, words: str) -> None:
        self.__doc__ = words

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._question = "setting", (("name", name),)

    def __get__(self, lens: Lens, owner: type) -> T:
        answer: T = lens._answer(self._question)  # noqa: SLF001
        lens.__dict__[self._name] = answer
        return answer


class Lens:
    """The site as one page sees it: its methods are all that a layout may ask."""

    def __init__(self, answers: Answers, maker: Maker) -> None:
        self._answers = answers
        self._known = answers.known
        self._maker = maker
        self.asked: set[int] = set()
        """Numbers of questions."""
        self.unresolved: list[Unresolved] = []
        self.mistakes: list[Mistake] = []
        """Directives that can't be answered."""
        self.shows = False
        """Whether a document was asked for."""

    def ask(self, name: str, /, **args: Scalar) -> Any:
        """The answer to a question, written down before it is given, so that "there is none" is remembered too."""
        return self._answer((name, tuple(sorted(args.items()))))

    def _answer(self, key: tuple[str, tuple[tuple[str, Scalar], ...]]) -> Any:
        """The answer to (name, arguments in the order of their names): nearly always another page has asked before."""
        number, answer = self._known.get(key) or self._answers.ask(Question(*key))
        self.asked.add(number)
        return answer

    # Settings --------------------------------------------------------------------------------------------------------

    title = _Setting[str]("The site's name.")
    tagline = _Setting[str]('The line below the site\'s name, or "".')
    base_url = _Setting[str]("The site's address without a trailing slash.")
    language = _Setting[str]("The site's main language: `th` or `en`.")
    organisation: _Setting[Organisation] = _Setting(
        'The office: name, short_name, address, phone, email, url, logo; "" for what is not given.'
    )
    licence: _Setting[Licence] = _Setting('Under what terms data may be used: name, url; "" for what is not given.')
    navigation: _Setting[tuple[Link, ...]] = _Setting("The main menu, each with title and url.")
    numerals = _Setting[dates.Numerals]("`arabic` or `thai`.")
    page_size = _Setting[int]("Items on a page of a list.")
    feed_length = _Setting[int]("Items in a feed.")
    search = _Setting[bool]("Whether the search is on.")
    cards = _Setting[bool]("Whether share cards are on.")

    def fragment(self, layout: str, subject: str = "") -> Markup:
        """A layout rendered with `page.subject`, once for all the pages that show it: a card in twenty lists."""
        fragment = self._maker.fragment(layout, subject)
        self.asked |= fragment.asked
        self.unresolved += fragment.unresolved
        return fragment.html

    # Items -----------------------------------------------------------------------------------------------------------

    def items(self, **filters: Scalar) -> tuple[Item, ...]:
        """The items that pass all filters, newest first; `page` and `limit` cut them, `order="pinned"` sorts."""
        return self.ask("items", **filters)

    def count(self, **filters: Scalar) -> int:
        """How many items pass all filters."""
        return self.ask("count", **filters)

    def item(self, id: str) -> Item | None:
        """The item with this id or permanent id."""
        return self._answer(("item", (("id", id),)))

    def document(self, item: Item, sizes: str = "100vw", *, numbered: bool = False) -> Body:
        """The body of an item as HTML, with its headings, words and reading time; `sizes` is that of its photos.

        In a `numbered` one, headings, tables, charts and figures have numbers.
        """
        self._answer(("document", (("id", item.id),)))
        self.shows = True
        document = self._maker.document(item)
        resolved = references.resolve(document, item, self, sizes)
        text, headings = (
            numbers.numbered(resolved, document.headings, self) if numbered else (resolved, document.headings)
        )
        html, headings = insets.filled(text, item, self, headings, numbered=numbered)
        return Body(Markup(html), headings, document.words, thai.minutes(document.words))  # noqa: S704

    def inset(self, layout: str, inset: Inset) -> Markup:
        """A directive as its layout says it."""
        return self._maker.inset(f"directives/{layout}.html", inset, self)

    def neighbours(self, item: Item) -> Neighbours:
        """The items before (`older`) and after (`newer`) one in its section."""
        return self._answer(("neighbours", (("id", item.id),)))

    def related(self, item: Item, limit: int = 4) -> tuple[Item, ...]:
        """The items that share schools, people, tags or categories with one, the nearest in time first."""
        return self._answer(("related", (("id", item.id), ("limit", limit))))

    def translations(self, item: Item) -> tuple[Item, ...]:
        """The same text in other languages."""
        return self._answer(("translations", (("id", item.id),)))

    def awaiting(self, item: Item) -> Awaited | None:
        """What keeps an item from readers: "draft", or the moment of its publication; None when nothing does."""
        # On a site for readers this is one question in all, and not one an item.
        return self._answer(("awaiting", (("id", item.id),))) if self._answer(("previewed", ())) else None

    def recent(self, hours: int = 48) -> tuple[Item, ...]:
        """What was published within so many hours."""
        return self._answer(("recent", (("hours", hours),)))

    # Records ---------------------------------------------------------------------------------------------------------

    def record(self, collection: str, id: str) -> RecordView | None:
        """The record with this id; each of its fields is a question of its own."""
        found: Named | None = self._answer(("record", (("collection", collection), ("id", id))))
        return RecordView(found, self.ask) if found else None

    def records(self, collection: str, **filters: Scalar) -> tuple[RecordView, ...]:
        """The records of a collection whose fields have these values, in Thai dictionary order."""
        found: tuple[Named, ...] = self.ask("records", collection=collection, **filters)
        return tuple([RecordView(each, self.ask) for each in found])

    def school(self, id: str) -> RecordView | None:
        """The school with this id."""
        return self.record("schools", id)

    def affiliation(self, id: str) -> RecordView | None:
        """The affiliation with this id."""
        return self.record("affiliations", id)

    def collections(self) -> tuple[str, ...]:
        """The names of the collections whose records have pages."""
        return self._answer(("collections", ()))

    # Data ------------------------------------------------------------------------------------------------------------

    def table(self, data: str, **options: Any) -> Table:
        """Data as a directive `table` would show them: `columns`, `where`, `by`, `split`, `sort`, `limit`, `total`."""
        query = tables.query({"data": data, **options}, "", self.language)
        found: Table | Wrong = self._answer(("table", (("query", query),)))
        if isinstance(found, Wrong):
            raise insets.Unanswered(found)
        return found

    def chart(self, kind: charts.Kind, table: Table, unit: str = "") -> Chart:
        """A table as it is drawn: `bar`, `stacked`, `line` or `share`."""
        return charts.chart(kind, table, lambda cell, column: self.say(cell, column, unit), self.number)

    def say(self, cell: Cell, column: Column, unit: str = "", lang: str = "") -> str:
        """A cell of a table in words, in the site's language if no other is told."""
        words: dates.Lang = "en" if (lang or self.language) == "en" else "th"
        text = cells.said(cell, column.kind, words, self.numerals)
        return f"{text} {unit}" if unit and column.kind == "number" and cell is not None else text

    def pdf(self, url: str) -> str:
        """The URL of a page's PDF; "" when none is made. Asking has it made."""
        return self._answer(("pdf", (("url", url),)))

    def datasets(self) -> tuple[Dataset, ...]:
        """All data that can be downloaded."""
        return self._answer(("datasets", ()))

    def dataset(self, page: Page) -> Table:
        """The data of a page of the kind `dataset`: those of a table of an item, or news counted by something."""
        if not page.subject:
            where = {name: str(value) for name, value in page.filters}
            return self.table("news", by=page.collection, where=where)
        item = self.item(page.subject)
        for place, (each, id, _) in enumerate(anchors(item.directives) if item else ()):
            if item and id == page.collection:
                return insets.Inset(each, item, place, id, 0, self).told
        raise LookupError(page.url)

    # Lists -----------------------------------------------------------------------------------------------------------

    def category(self, id: str) -> Category | None:
        """The category with this id or name."""
        return self._answer(("category", (("id", id),)))

    def categories(self) -> tuple[Category, ...]:
        """All categories, in the order of the settings."""
        return self._answer(("setting", (("name", "categories"),)))

    def tag(self, slug: str) -> Tag | None:
        """The tag with this slug."""
        return self._answer(("tag", (("slug", slug),)))

    def tag_of(self, text: str) -> Tag | None:
        """The tag that an item's word belongs to."""
        return self.tag(thai.slugify(text))

    def tags(self, limit: int | None = None) -> tuple[Tag, ...]:
        """All tags, or so many of the commonest, in Thai dictionary order."""
        return self._answer(("tags", (("limit", limit),)))

    def archive(self) -> tuple[Period, ...]:
        """The years that hold items, newest first, each with its months."""
        return self._periods("year")

    def fiscal_years(self) -> tuple[Period, ...]:
        """The fiscal years that hold items, newest first."""
        return self._periods("fiscal_year")

    def academic_years(self) -> tuple[Period, ...]:
        """The academic years that hold items, newest first."""
        return self._periods("academic_year")

    def _periods(self, kind: str) -> tuple[Period, ...]:
        return self._answer(("periods", (("kind", kind),)))

    def urls(self, page: int = 1) -> tuple[tuple[str, datetime | None], ...]:
        """(URL, when last modified) of what a sitemap lists."""
        return self._answer(("urls", (("page", page),)))

    def sitemaps(self) -> int:
        """How many sitemaps the site has."""
        return self._answer(("sitemaps", ()))

    # Files and addresses ---------------------------------------------------------------------------------------------

    def file(self, item: Item, src: str) -> File | None:
        """A photo or attachment of an item; asking publishes it."""
        return self._answer(("file", (("item", item.id), ("src", src))))

    def card(self, item: Item | None = None) -> File | None:
        """The share card of an item, or that of the site; asking publishes it. None when cards are off."""
        return self._answer(("card", (("item", item.id if item else ""),)))

    def search_index(self) -> str:
        """The URL at which a search begins; asking publishes the index. "" when the search is off."""
        return self._answer(("search_index", ()))

    def asset(self, name: str) -> str:
        """The URL of a file in layouts/assets/."""
        found: str | None = self._answer(("asset", (("name", name),)))
        if found is None:
            raise AssetMissing(name)
        return found

    def url(self, reference: str) -> str:
        """The URL of a reference such as `school:anuban-satun`; "" when it leads nowhere."""
        kind, _, id = reference.partition(":")
        return references.referent(kind, id, self)[0]

    def absolute(self, url: str) -> str:
        """The full address of a URL of this site."""
        return self.base_url + url

    def withdrawn(self, id: str) -> Withdrawn | None:
        """What readers are told where an expired item was."""
        return self._answer(("withdrawn", (("id", id),)))

    def redirects(self) -> tuple[tuple[str, str], ...]:
        """(former URL, URL of today) of each alias."""
        return self._answer(("redirects", ()))

    def horizon(self) -> datetime:
        """By when what the site promises for a time is to be renewed: the first of a month, eleven months ahead."""
        return self._answer(("horizon", ()))

    # Words -----------------------------------------------------------------------------------------------------------

    def date(self, moment: datetime, style: dates.Style = "long", lang: dates.Lang = "th") -> str:
        """A date in words: `long`, `short`, `full`, `month` or `day`."""
        return dates.show(moment, style=style, lang=lang, numerals=self.numerals)

    def span(self, event: Event, lang: dates.Lang = "th") -> str:
        """When an event is, in words."""
        return dates.span(event.start, event.end or event.start, lang=lang, numerals=self.numerals)

    def number(self, number: float | str) -> str:
        """A number in the site's numerals, thousands set apart."""
        text = number if isinstance(number, str) else f"{number:,}"
        return thai.to_thai(text) if self.numerals == "thai" else text

    def year_be(self, year: int) -> int:
        """A CE year in the Buddhist era."""
        return year + 543
