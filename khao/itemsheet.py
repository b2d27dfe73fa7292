"""A site's items as a sheet: what a table of news may show and be counted by.

The one invariant: only the columns that are asked for are made, since there may be tens of thousands of items.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from khao import dates, thai
from khao.errors import suggest
from khao.model import Item, Named, Record
from khao.picking import Unanswerable, no_column
from khao.sheet import Cell, Column, Kind, Ref, Sheet, number
from khao.site import Site

NEWS = ("news", "reports")
"""The data that are items and no records."""
OF = {"affiliation": "affiliations", "school": "schools"}
"""The fields that name a record of another collection."""
_CHOOSING = ("category", "tag", "school", "affiliation", "person", "year", "month", "fiscal_year", "academic_year")
"""What items are chosen by."""


def linked(site: Site, record: Record) -> Ref:
    """A record as a cell names it."""
    return Ref(record.id, record.name, record.url if record.collection in site.public_collections else "")


class Names:
    """What items name, as cells say it."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @functools.cached_property
    def categories(self) -> Mapping[str, str]:
        """Names by id."""
        return {each.id: each.name for each in self.site.settings.categories}

    @functools.cached_property
    def schools(self) -> Mapping[str, Ref]:
        """By id."""
        return self._all("schools")

    @functools.cached_property
    def affiliations(self) -> Mapping[str, Ref]:
        """By id."""
        return self._all("affiliations")

    def _all(self, collection: str) -> Mapping[str, Ref]:
        return {id: linked(self.site, each) for id, each in self.site.collections.get(collection, {}).items()}

    def tags(self, words: Iterable[str]) -> Cell:
        """The names of the tags that these words belong to."""
        slugs = dict.fromkeys(map(thai.slugify, words))
        return tuple(self.site.tags[slug].name for slug in slugs if slug in self.site.tags)


class Told(NamedTuple):
    """A column: its title in Thai and in English, its kind, and what an item has in it."""

    th: str
    en: str
    kind: Kind
    read: Callable[[Item, Names], Cell]


def _of(ids: Iterable[str], known: Mapping[str, Cell]) -> Cell:
    return tuple(known[id] for id in dict.fromkeys(ids) if id in known)


COLUMNS: Mapping[str, Told] = {
    "date": Told("วันที่", "Date", "date", lambda item, _: item.date),
    "title": Told("หัวข้อ", "Title", "record", lambda item, _: Ref(item.id, item.title, item.url)),
    "section": Told("ประเภท", "Section", "text", lambda item, _: item.section),
    "category": Told("หมวด", "Category", "list", lambda item, names: _of(item.categories, names.categories)),
    "tag": Told("ป้ายกำกับ", "Tag", "list", lambda item, names: names.tags(item.tags)),
    "school": Told("สถานศึกษา", "School", "list", lambda item, names: _of(item.schools, names.schools)),
    "affiliation": Told("สังกัด", "Affiliation", "list", lambda item, names: _of(item.affiliations, names.affiliations)),
    "person": Told("บุคคล", "Person", "list", lambda item, _: tuple(dict.fromkeys(each.name for each in item.people))),
    "venue": Told("สถานที่", "Venue", "text", lambda item, _: item.venue or None),
    "month": Told("เดือน", "Month", "month", lambda item, _: item.date.replace(day=1, hour=0, minute=0, second=0)),
    "year": Told("ปี", "Year", "year", lambda item, _: item.date.year),
    "fiscal_year": Told("ปีงบประมาณ", "Fiscal year", "term", lambda item, _: dates.fiscal_year(item.date)),
    "academic_year": Told("ปีการศึกษา", "Academic year", "term", lambda item, _: dates.academic_year(item.date)),
}


def items(site: Site, asked: Mapping[str, Any]) -> Sheet:
    """The items that a query chooses, the newest first, with the columns that it needs. Raises Unanswerable."""
    where: Mapping[str, Any] = asked.get("where", {})
    filters: dict[str, Any] = {"section": asked["data"]}
    several: dict[str, list[str]] = {}
    for name, value in where.items():
        if name not in _CHOOSING:
            raise no_column(name, _CHOOSING, "where")
        if isinstance(value, list) or value == UNKNOWN:
            several[name] = value if isinstance(value, list) else [value]
        else:
            filters[name] = _sought(site, name, value)
    needed = _needed(asked)
    names, readers = Names(site), [COLUMNS[name].read for name in needed]
    found = site.select(**filters)
    for name, wanted in several.items():
        ids = _any(site, name, wanted, asked["data"])
        found = tuple(item for item in found if item.id in ids)
    rows = tuple(tuple(read(item, names) for read in readers) for item in found)
    return Sheet(tuple(Column(name, title(name, asked["lang"]), COLUMNS[name].kind) for name in needed), rows)


UNKNOWN = "unknown"
"""What chooses the rows of which a value is not known."""


def _any(site: Site, name: str, wanted: list[str], section: str) -> set[str]:
    """The ids of the items that have one of these values."""
    found: set[str] = set()
    for each in wanted:
        if each == UNKNOWN:
            names, read = Names(site), COLUMNS[name].read
            found.update(item.id for item in site.select(section=section) if read(item, names) in ((), None))
        else:
            chosen: dict[str, Any] = {"section": section, name: _sought(site, name, each)}
            found.update(item.id for item in site.select(**chosen))
    return found


def title(name: str, lang: str) -> str:
    """What stands above a column."""
    told = COLUMNS[name]
    return told.en if lang == "en" else told.th


def _needed(asked: Mapping[str, Any]) -> list[str]:
    """The columns that a query is about. Raises Unanswerable."""
    grouped = "by" in asked
    told = {option: [asked[option]] for option in ("by", "split", "column") if option in asked}
    told["columns"] = [each["column"] for each in asked.get("columns", ())]
    if "sort" in asked and not grouped:
        told["sort"] = [asked["sort"].removeprefix("-")]
    found: dict[str, None] = {}
    for option, names in told.items():
        for name in names:
            if name in COLUMNS:
                found[name] = None
            elif not (grouped and option == "columns" and name == "count"):
                raise no_column(name, COLUMNS, option)
    return [*found] or ["date", "title"]


def _sought(site: Site, name: str, value: str) -> Any:
    """What items are looked for by, of a value as it was typed."""
    if name in OF:
        return record_id(site.records(OF[name]), name, value)
    if name == "category":
        found = site.settings.category(value)
        if not found:
            near = suggest(value, [word for each in site.settings.categories for word in (each.id, each.name)])
            raise Unanswerable("value-wrong", "where", name=name, value=value, near=near)
        return found.id
    return value if name in ("tag", "person") else period(name, value)


def record_id(records: Iterable[Record | Named], name: str, value: str) -> str:
    """The id of the record that an id or a name means. Raises Unanswerable."""
    ids = {each.name: each.id for each in records} | {each.id: each.id for each in records}
    if value not in ids:
        raise Unanswerable("value-wrong", "where", name=name, value=value, near=suggest(value, ids))
    return ids[value]


def period(name: str, value: str) -> int:
    """A month, a CE year, or a BE fiscal or academic year, in either era as it was typed. Raises Unanswerable."""
    if name == "month":
        month = number(value)
        if isinstance(month, int) and 1 <= month <= 12:  # noqa: PLR2004
            return month
    else:
        try:
            year = dates.parse_year(value)
        except dates.DateProblem:
            year = 0
        if year:
            return year if name == "year" else year + dates.BUDDHIST
    raise Unanswerable("value-wrong", "where", name=name, value=value, near="")
