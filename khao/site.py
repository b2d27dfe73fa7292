"""Everything known: items, records, files and layouts, with the indexes that answer questions about them.

The one invariant: an answer is a function of the site and the question alone, so asking again on an equal site gives
an equal answer, in any process.
"""

from __future__ import annotations

import functools
import heapq
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import quote

from khao import dates, frontmatter, renditions, thai
from khao.model import File, Item, Neighbours, Period, Record, Scalar, Tag, Withdrawn, digest, fingerprint, url_of
from khao.settings import Settings
from khao.sheet import Sheet

Part = Literal[
    "settings", "items", "bodies", "records", "layouts", "files", "tables", "hidden", "awaited", "pdf", "now"
]
Reason = Literal["draft", "scheduled", "expired"]
Awaited = Literal["draft"] | datetime
"""What keeps an item from readers that its makers are shown: it is a draft, or comes at this moment."""
_WEIGHTS = {"school": 3, "person": 3, "tag": 2, "category": 1}
"""What it counts that two items share such a thing."""
_NEAR = 8
"""How many items before and after in time each shared thing may propose as related."""


@dataclass(frozen=True)
class Site:
    """All that a build knows. Lists of items are newest first."""

    settings: Settings
    now: datetime
    items: Mapping[str, Item] = field(default_factory=dict)
    """What is published, by id."""
    hidden: Mapping[str, tuple[str, Reason]] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawn] = field(default_factory=dict)
    """What readers are told where expired items were, by the ids of the items."""
    """(URL, why) of the items that are not, by id."""
    awaited: Mapping[str, Awaited] | None = None
    """By id, for those who may look at what is not published yet; None on a site for readers."""
    pdf: bool = False
    """Whether reports are there as PDFs, too."""
    broken: frozenset[str] = frozenset()
    """Ids of the items that could not be read in this run."""
    unsound: frozenset[str] = frozenset()
    """Ids of the items whose bodies are not in the one spelling of `thai.normalise`."""
    collections: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    layouts: Mapping[str, str] = field(default_factory=dict)
    """Sources by name, the path below layouts/."""
    assets: Mapping[str, File] = field(default_factory=dict)
    """Files of layouts/assets/ by their path below it."""
    sheets: Mapping[str, bytes] = field(default_factory=dict)
    """Those of them that are style sheets, as they are published, by path."""
    files: Mapping[str, File] = field(default_factory=dict)
    """Photos and attachments below content/, by path."""
    tables: Mapping[str, Sheet] = field(default_factory=dict)
    """The CSV files below content/ that directives show, by path."""

    def __getstate__(self) -> dict[str, Any]:
        # Indexes are cheaper to make again than to send to a worker.
        return {name: value for name, value in self.__dict__.items() if name in self.__dataclass_fields__}

    # Indexes ---------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def newest(self) -> tuple[Item, ...]:
        """News and reports; a page of the site's own is no news."""
        listed = [item for item in self.items.values() if item.section != "pages"]
        return tuple(sorted(listed, key=_rank, reverse=True))

    @functools.cached_property
    def chronological(self) -> tuple[Item, ...]:
        """Every item, the oldest first: the order of the search index, so that news are added at its end."""
        return tuple(sorted(self.items.values(), key=_rank))

    @property
    def searched(self) -> bool:
        """Whether there may be a search index."""
        return self.settings.search and "search.html" in self.layouts

    @functools.cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each item among the newest, by id."""
        return {item.id: place for place, item in enumerate(self.newest)}

    def prepare(self) -> None:
        """Make the indexes that nearly every page needs, before workers are forked that would each make their own."""
        _ = self.newest, self.index, self.places, self.tags, self._things, self.sections
        _ = self.translations, self.by_permanent_id

    @functools.cached_property
    def index(self) -> Mapping[tuple[str, Scalar], tuple[Item, ...]]:
        """Items by (filter, value), each newest first."""
        found: dict[tuple[str, Scalar], list[Item]] = defaultdict(list)
        for item in self.newest:
            for key in _keys(item):
                items = found[key]
                if not items or items[-1] is not item:  # It may name a thing twice.
                    items.append(item)
        return {key: tuple(items) for key, items in found.items()}

    @functools.cached_property
    def tags(self) -> Mapping[str, Tag]:
        """Tags by slug, in Thai order; the commonest spelling is the name."""
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for item in self.newest:
            for tag in item.tags:
                spellings[thai.slugify(tag)][tag] += 1
        names = {slug: min(used, key=lambda name: (-used[name], name)) for slug, used in spellings.items()}
        return {
            slug: Tag(slug, name, url_of("tags", slug))
            for slug, name in sorted(names.items(), key=lambda pair: thai.sort_key(pair[1]))
        }

    @functools.cached_property
    def by_permanent_id(self) -> Mapping[str, Item]:
        """Items by the id that their front matter gives them."""
        return {item.permanent_id: item for item in self.items.values() if item.permanent_id}

    @functools.cached_property
    def parts(self) -> Mapping[str, str]:
        """The digest of each part of the site: what an equal part answers need not be asked again."""
        items = sorted(self.items.values(), key=lambda item: item.id)
        files = sorted([*self.files.items(), *self.assets.items()])
        records = [[name, [*found.values()]] for name, found in self.collections.items()]
        return {
            "settings": fingerprint(self.settings),
            "items": digest("\n".join([f"{item.id} {item.digest}" for item in items])),
            "bodies": digest("\n".join([f"{item.id} {item.body}" for item in items])),
            "records": fingerprint(records),
            "layouts": digest("\0".join(f"{name}\0{text}" for name, text in sorted(self.layouts.items()))),
            "files": digest("\n".join([f"{path} {file.url} {file.digest}" for path, file in files])),
            "tables": fingerprint(sorted(self.tables.items())),
            "hidden": fingerprint([self.hidden, self.broken, self.withdrawn]),
            "awaited": fingerprint(self.awaited),
            "pdf": str(self.pdf),
            "now": self.now.isoformat(),
        }

    @property
    def sources(self) -> frozenset[str]:
        """The digests of all that something may be made from: bodies and files."""
        return frozenset([item.body for item in self.items.values()] + [file.source for file in self.files.values()])

    @functools.cached_property
    def hidden_urls(self) -> frozenset[str]:
        """The URLs at which nothing is published at this moment."""
        return frozenset(url for url, _ in self.hidden.values())

    @functools.cached_property
    def translations(self) -> Mapping[str, tuple[Item, ...]]:
        """The items of one text in several languages, by the id of the first."""
        groups: dict[str, list[Item]] = defaultdict(list)
        for item in self.items.values():
            groups[item.translation_of or item.id].append(item)
        return {id: tuple(sorted(group, key=lambda item: item.id)) for id, group in groups.items() if len(group) > 1}

    @functools.cached_property
    def sections(self) -> Mapping[str, tuple[tuple[Item, ...], Mapping[str, int]]]:
        """Each section's items and the position of each item among them."""
        return {
            section: (items, {item.id: position for position, item in enumerate(items)})
            for section in ("news", "reports")
            for items in [self.index.get(("section", section), ())]
        }

    # Answers ---------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def _selected(self) -> dict[tuple[object, ...], tuple[Item, ...]]:
        return {}

    def select(self, *, order: str = "newest", pinned: bool | None = None, **filters: Scalar) -> tuple[Item, ...]:
        """The items that pass every filter, newest first; `order="pinned"` puts the pinned ones before."""
        key = (order, pinned, *sorted((name, value) for name, value in filters.items() if value is not None))
        if key not in self._selected:
            self._selected[key] = self._select(filters, order=order, pinned=pinned)
        return self._selected[key]

    def _select(self, filters: Mapping[str, Scalar], *, order: str, pinned: bool | None) -> tuple[Item, ...]:
        if unknown := filters.keys() - FILTERS:
            raise TypeError(f"no such filter: {', '.join(sorted(unknown))}")
        wanted = [(name, _value(name, value)) for name, value in filters.items() if value is not None]
        wanted.sort(key=lambda key: len(self.index.get(key, ())))
        items = [*(self.index.get(wanted[0], ()) if wanted else self.newest)]
        for key in wanted[1:]:
            ids = self._ids(key)
            items = [item for item in items if item.id in ids]
        if pinned is not None:
            items = [item for item in items if item.pinned == pinned]
        if order == "pinned":
            items.sort(key=lambda item: not item.pinned)
        return tuple(items)

    @functools.cached_property
    def _narrowing(self) -> dict[tuple[str, Scalar], frozenset[str]]:
        return {}

    def _ids(self, key: tuple[str, Scalar]) -> frozenset[str]:
        """The ids of the items that pass a filter: a section narrows each of its years."""
        if key not in self._narrowing:
            self._narrowing[key] = frozenset([item.id for item in self.index.get(key, ())])
        return self._narrowing[key]

    def find(self, word: str) -> Item | None:
        """The item with this id or permanent id."""
        return self.items.get(word) or self.by_permanent_id.get(word)

    def neighbours(self, id: str) -> Neighbours:
        """The items before and after one in its section."""
        item = self.items.get(id)
        if item is None or item.section not in self.sections:
            return Neighbours(None, None)
        items, positions = self.sections[item.section]
        at = positions[id]
        return Neighbours(items[at + 1] if at + 1 < len(items) else None, items[at - 1] if at else None)

    def related(self, id: str, limit: int) -> tuple[Item, ...]:
        """The items that share most with one, and of those the nearest in time.

        Schools and people count 3, tags 2, categories 1. Each thing shared proposes only its few items nearest in
        time, so the work does not grow with the archive.
        """
        at = self.places.get(id)
        if at is None:
            return ()
        scores: dict[int, int] = {}
        for weight, places in self._things[at]:
            near = bisect_left(places, at)
            for other in places[max(0, near - _NEAR) : near + _NEAR + 1]:
                scores[other] = scores.get(other, 0) + weight
        scores.pop(at, None)
        # Most share little: only what may be among the first is measured in time.
        enough = min(heapq.nlargest(limit, scores.values()), default=0)
        when = self.newest[at].date
        ranked = sorted(
            (-score, abs(self.newest[other].date - when), other) for other, score in scores.items() if score >= enough
        )
        return tuple(self.newest[other] for _, _, other in ranked[:limit])

    @functools.cached_property
    def _things(self) -> Sequence[Sequence[tuple[int, array[int]]]]:
        """For each of the newest items, (weight, places in time of the items that have it) of each thing it has."""
        found: list[list[tuple[int, array[int]]]] = [[] for _ in self.newest]
        for (name, _), items in self.index.items():
            if weight := _WEIGHTS.get(name):
                places = array("I", [self.places[item.id] for item in items])
                for place in places:
                    found[place].append((weight, places))
        return found

    def records(self, collection: str, **filters: Scalar) -> tuple[Record, ...]:
        """The records of a collection that have these fields, in Thai dictionary order."""
        found = [
            each
            for each in self.collections.get(collection, {}).values()
            if all(each.get(name, None) == value for name, value in filters.items())
        ]
        return tuple(sorted(found, key=lambda each: (thai.school_key(each.name), each.id)))

    def periods(self, kind: Literal["year", "fiscal_year", "academic_year"]) -> tuple[Period, ...]:
        """The periods that hold items, newest first; years hold their months."""
        numbers = sorted((int(value or 0) for name, value in self.index if name == kind), reverse=True)
        return tuple(
            Period(
                kind,
                number,
                period_url(kind, number),
                len(self.index[kind, number]),
                self._months(kind, number),
            )
            for number in numbers
        )

    def _months(self, kind: str, year: int) -> tuple[Period, ...]:
        if kind != "year":
            return ()
        counts = Counter(item.date.month for item in self.index["year", year])
        return tuple(
            Period("month", month, period_url("month", year, month), counts[month])
            for month in sorted(counts, reverse=True)
        )

    def recent(self, hours: int) -> tuple[Item, ...]:
        """News whose publication lies less than so many hours back."""
        since = self.now - timedelta(hours=hours)
        return tuple(item for item in self.newest if since < max(item.date, item.live_from) <= self.now)

    def file(self, item: Item, src: str) -> File | None:
        """A photo or attachment of an item, at its URL below the item's."""
        found = self.files.get(f"{frontmatter.folder(item)}/{src}")
        if found is None:
            return None
        chosen = self.settings.photo_formats if found.width else ()
        formats = renditions.formats(chosen, transparent=found.transparent)
        return replace(found, url=item.url + quote(src), formats=formats)

    def urls(self) -> tuple[tuple[str, datetime | None], ...]:
        """(URL, when last modified) of every page worth finding: items, records and first pages of lists."""
        fixed = ["/", "/news/", "/reports/", "/archive/", "/categories/", "/tags/"]
        lists = [each.url for each in self.settings.categories] + [each.url for each in self.tags.values()]
        records = [
            url
            for name in self.public_collections
            for url in (url_of(name), *(each.url for each in self.records(name)))
        ]
        items = sorted(self.items.values(), key=_rank, reverse=True)
        return tuple([(url, None) for url in fixed + lists + records] + [(item.url, item.modified) for item in items])

    @functools.cached_property
    def redirects(self) -> tuple[tuple[str, Item], ...]:
        """(former URL, the item that was there) of each alias."""
        return tuple((_alias_url(alias), item) for item in self.items.values() for alias in item.aliases)

    def month(self, ahead: int) -> datetime:
        """When the month begins that is so many months ahead."""
        year, month = divmod(self.now.year * 12 + self.now.month - 1 + ahead, 12)
        return datetime(year, month + 1, 1, tzinfo=self.now.tzinfo)

    @property
    def public_collections(self) -> tuple[str, ...]:
        """The collections whose records have pages: those with a layout."""
        return tuple(sorted(name for name in self.collections if f"{name}.html" in self.layouts))


def _rank(item: Item) -> tuple[datetime, bool, str]:
    """What orders items in time; of one day, the news lead."""
    return item.date, item.section == "news", item.id


def _alias_url(alias: str) -> str:
    """An alias without an extension is a folder, as every page is."""
    name = alias.rstrip("/").rpartition("/")[2]
    path = alias if "." in name else alias.rstrip("/") + "/"
    return quote(path)


def period_url(kind: str, year: int, month: int = 0) -> str:
    """The URL of an archive; fiscal and academic years are BE, as nobody counts them in CE."""
    if kind == "fiscal_year":
        return url_of("archive", "fiscal", str(year))
    if kind == "academic_year":
        return url_of("archive", "academic", str(year))
    return url_of("archive", str(year), f"{month:02}") if month else url_of("archive", str(year))


_OF_THINGS = ("section", "lang", "category", "tag", "school", "affiliation", "person", "record")
_OF_TIME = ("year", "month", "fiscal_year", "academic_year")
FILTERS = frozenset({*_OF_THINGS, *_OF_TIME})
"""What `Site.select` may be asked to filter by."""


def _keys(item: Item) -> Iterable[tuple[str, Scalar]]:
    """All the filters that an item passes."""
    yield "section", item.section
    yield "lang", item.lang
    for category in item.categories:
        yield "category", category
    for tag in item.tags:
        yield "tag", thai.slugify(tag)
    for school in item.schools:
        yield "school", school
        yield "record", f"schools/{school}"
    for affiliation in item.affiliations:
        yield "affiliation", affiliation
        yield "record", f"affiliations/{affiliation}"
    for person in item.people:
        yield "person", person.record or person.name
        if person.record:
            yield "record", f"people/{person.record}"
    for collection, id in item.references:
        yield "record", f"{collection}/{id}"
    yield "year", item.date.year
    yield "month", item.date.month
    yield "fiscal_year", dates.fiscal_year(item.date)
    yield "academic_year", dates.academic_year(item.date)


def _value(name: str, value: Scalar) -> Scalar:
    return thai.slugify(value) if name == "tag" and isinstance(value, str) else value
