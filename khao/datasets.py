"""A site's data as sheets: its collections, its items, and the CSV files beside them.

The one invariant: a column is of the kind that its field is declared to be; a field that isn't declared is what all of
its values are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from khao import data, dates, schema, thai
from khao.errors import suggest
from khao.model import Item, Record
from khao.picking import Unanswerable, narrowed, no_column
from khao.schema import Field
from khao.sheet import Cell, Column, Kind, Ref, Row, Sheet, number, typed
from khao.site import Site

NEWS = ("news", "reports")
"""The data that are items and no records."""


def is_file(name: str) -> bool:
    """Whether data are those of a file beside the item."""
    return name.lower().endswith(".csv")


def chosen(site: Site, asked: Mapping[str, Any]) -> tuple[Sheet, tuple[str, ...]]:
    """The rows that a query chooses, and their sources. Raises Unanswerable."""
    name, where = asked["data"], asked.get("where", {})
    if name in NEWS:
        return _news(site, name, where, asked["lang"]), ()
    if is_file(name):
        if name not in site.tables:
            raise Unanswerable("data-unknown", "data", name=name.rpartition("/")[2], near="", known="")
        return narrowed(site.tables[name], where), ()
    if name not in site.collections:
        known = [*sorted(site.collections), *NEWS]
        near = suggest(name, known)
        raise Unanswerable("data-unknown", "data", name=name, near=near, known=", ".join(known))
    sheet = narrowed(_collection(site, name, asked["lang"]), where)
    at = next((at for at, each in enumerate(sheet.columns) if each.name == "source"), None)
    sources = [str(row[at]) for row in sheet.rows if row[at]] if at is not None else []
    return sheet, tuple(dict.fromkeys(sources))


_KINDS: Final[Mapping[Any, Kind]] = {
    schema.integer: "number",
    schema.boolean: "boolean",
    schema.year: "year",
    schema.moment: "date",
}
"""The kind of a column by the reader of its field."""


def _collection(site: Site, name: str, lang: str) -> Sheet:
    """The records of a collection, in Thai dictionary order."""
    records = site.records(name)
    declared = {each.name: each for each in data.DECLARED.get(name, ())}
    if declared:
        declared["news"] = _NEWS_COUNT
    names = dict.fromkeys(
        [*(each for each in declared if each != "news"), *(key for each in records for key in each.fields)]
    )
    columns = [Column("id", "id"), Column("name", _title("name", declared, lang), "record")]
    cells: list[list[Cell]] = [[each.id for each in records], [linked(site, each) for each in records]]
    for key in names:
        if key in ("id", "name", "news"):
            continue
        values = [each.get(key, None) for each in records]
        kind, column = _column(site, key, declared.get(key), values)
        columns.append(Column(key, _title(key, declared, lang), kind))
        cells.append(column)
    if name in ("schools", "affiliations"):
        columns.append(Column("news", _title("news", declared, lang), "number"))
        cells.append([len(site.select(record=f"{name}/{each.id}")) for each in records])
    return Sheet(tuple(columns), tuple(zip(*cells, strict=True)))


_NEWS_COUNT = Field("news", schema.integer, "จำนวนข่าว", "News", "3")


def _column(site: Site, name: str, field: Field[Any] | None, values: Sequence[Any]) -> tuple[Kind, list[Cell]]:
    """(kind, cells) of a field of records."""
    others = site.collections.get(OF.get(name, name), {})
    if name in OF:
        return "record", [linked(site, others[each]) if each in others else each for each in values]
    if field:
        if isinstance(field.read, schema.Listing):
            return "list", [tuple(each) if each else None for each in values]
        return _KINDS.get(field.read, "text"), [*values]
    if any(isinstance(each, (tuple, dict)) for each in values):
        return "list", [tuple(map(str, each)) if each else None for each in values]
    sheet = typed([name], [[each] for each in values])
    return sheet.columns[0].kind, [row[0] for row in sheet.rows]


OF = {"affiliation": "affiliations", "school": "schools"}
"""The fields that name a record of another collection."""


def linked(site: Site, record: Record) -> Ref:
    """A record as a cell names it."""
    return Ref(record.id, record.name, record.url if record.collection in site.public_collections else "")


def _title(name: str, declared: Mapping[str, Field[Any]], lang: str) -> str:
    if name in OF:  # The field holds an id; the column shows what it means.
        return _SAID[name][lang == "en"].removesuffix("s")
    field = declared.get(name)
    return (field.en if lang == "en" else field.th) if field else name


# Items ----------------------------------------------------------------------------------------------------------------

_SAID: Mapping[str, tuple[str, str, Kind]] = {
    "date": ("วันที่", "Date", "date"),
    "title": ("หัวข้อ", "Title", "record"),
    "section": ("ประเภท", "Section", "text"),
    "category": ("หมวด", "Category", "list"),
    "tag": ("ป้ายกำกับ", "Tags", "list"),
    "school": ("สถานศึกษา", "Schools", "list"),
    "affiliation": ("สังกัด", "Affiliations", "list"),
    "person": ("บุคคล", "People", "list"),
    "venue": ("สถานที่", "Venue", "text"),
    "month": ("เดือน", "Month", "month"),
    "year": ("ปี", "Year", "year"),
    "fiscal_year": ("ปีงบประมาณ", "Fiscal year", "text"),
    "academic_year": ("ปีการศึกษา", "Academic year", "text"),
}
"""The columns of news: in Thai, in English, of what kind."""
_CHOOSING = frozenset(
    {"category", "tag", "school", "affiliation", "person", "year", "month", "fiscal_year", "academic_year"}
)


def _news(site: Site, section: str, where: Mapping[str, Any], lang: str) -> Sheet:
    """Items, the newest first."""
    filters: dict[str, Any] = {"section": section}
    for name, value in where.items():
        if name not in _CHOOSING:
            raise no_column(name, sorted(_CHOOSING), "where")
        if isinstance(value, list):
            raise Unanswerable("value-wrong", "where", name=name, value=", ".join(value), near="")
        filters[name] = _sought(site, name, value)
    items = site.select(**filters)
    columns = tuple(Column(name, said[lang == "en"], said[2]) for name, said in _SAID.items())
    return Sheet(columns, tuple(_item_row(site, each) for each in items))


def _sought(site: Site, name: str, value: str) -> Any:
    """What items are looked for by, of a value as it was typed."""
    if name in OF:
        known = site.collections.get(OF[name], {})
        if value not in known:
            raise Unanswerable("value-wrong", "where", name=name, value=value, near=suggest(value, known))
        return value
    if name == "category":
        found = site.settings.category(value)
        if not found:
            near = suggest(value, [word for each in site.settings.categories for word in (each.id, each.name)])
            raise Unanswerable("value-wrong", "where", name=name, value=value, near=near)
        return found.id
    if name in ("tag", "person"):
        return value
    quantity = number(value)
    if not isinstance(quantity, int):
        raise Unanswerable("value-wrong", "where", name=name, value=value, near="")
    return quantity - dates.BUDDHIST if name == "year" and quantity > CE_ENDS else quantity


CE_ENDS = 2399
"""The last year that is CE and can't be BE."""


def _item_row(site: Site, item: Item) -> Row:
    categories = {each.id: each.name for each in site.settings.categories}

    def names(collection: str, ids: Iterable[str]) -> Cell:
        records = site.collections.get(collection, {})
        return tuple(linked(site, records[id]) for id in dict.fromkeys(ids) if id in records)

    return (
        item.date,
        Ref(item.id, item.title, item.url),
        item.section,
        tuple(categories[id] for id in dict.fromkeys(item.categories) if id in categories),
        tuple(site.tags[slug].name for slug in dict.fromkeys(map(thai.slugify, item.tags)) if slug in site.tags),
        names("schools", item.schools),
        names("affiliations", item.affiliations),
        tuple(dict.fromkeys(each.name for each in item.people)),
        item.venue or None,
        item.date.replace(day=1, hour=0, minute=0, second=0, microsecond=0),
        item.date.year,
        str(dates.fiscal_year(item.date)),
        str(dates.academic_year(item.date)),
    )
