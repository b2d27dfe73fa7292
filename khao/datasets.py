"""A site's data as sheets: its collections, its items, and the CSV files beside them.

The one invariant: a column is of the kind that its field is declared to be; a field that isn't declared is what all of
its values are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from khao import data, itemsheet, schema
from khao.errors import suggest
from khao.itemsheet import NEWS, OF, items, linked
from khao.picking import NEWS_COLUMN, TOLD, Unanswerable, narrowed
from khao.schema import Field
from khao.sheet import Cell, Column, Kind, Sheet, is_file, typed
from khao.site import Site


def chosen(site: Site, asked: Mapping[str, Any]) -> tuple[Sheet, tuple[str, ...]]:
    """The rows that a query chooses, and their sources. Raises Unanswerable."""
    name, where = asked["data"], asked.get("where", {})
    if name in NEWS:
        return items(site, asked), ()
    if is_file(name):
        if name not in site.tables:
            # It isn't there or can't be read, and that is told of the file.
            raise Unanswerable(TOLD, "data")
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
    names = dict.fromkeys([*declared, *(key for each in records for key in each.fields)])
    columns = [Column("id", "id"), Column("name", _title("name", declared, lang), "record")]
    cells: list[list[Cell]] = [[each.id for each in records], [linked(site, each) for each in records]]
    for key in names:
        if key in ("id", "name", NEWS_COLUMN):
            continue
        values = [each.get(key, None) for each in records]
        kind, column = _column(site, key, declared.get(key), values)
        columns.append(Column(key, _title(key, declared, lang), kind))
        cells.append(column)
    if name in OF.values():
        columns.append(Column(NEWS_COLUMN, "News" if lang == "en" else "จำนวนข่าว", "number"))
        cells.append([len(site.select(record=f"{name}/{each.id}")) for each in records])
    return Sheet(tuple(columns), tuple(zip(*cells, strict=True)))


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
        return "list", [_parts(each) if each else None for each in values]
    sheet = typed([name], [[each] for each in values])
    return sheet.columns[0].kind, [row[0] for row in sheet.rows]


def _parts(value: Any) -> Cell:
    """A list or a mapping as an office wrote it."""
    if isinstance(value, Mapping):
        return tuple(f"{name}: {each}" for name, each in value.items())
    return tuple(map(str, value)) if isinstance(value, tuple) else str(value)


def _title(name: str, declared: Mapping[str, Field[Any]], lang: str) -> str:
    if name in OF:  # The field holds an id; the column shows what it means.
        return itemsheet.title(name, lang)
    field = declared.get(name)
    return (field.en if lang == "en" else field.th) if field else name
