"""A sheet in groups: how many rows have each value of a column, or what they add up to.

The one invariant: of what is known beforehand every value has its row, so what nobody has is seen as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from khao import dates, thai
from khao.cells import said
from khao.itemsheet import CE_ENDS, NEWS, OF, linked
from khao.picking import called, key, place, summed
from khao.sheet import Cell, Column, Sheet, number, total
from khao.site import Site


def grouped(site: Site, sheet: Sheet, asked: Mapping[str, Any]) -> Sheet:
    """A row for each value of a column: how many rows have it, or what other columns of these add up to."""
    at = place(sheet, asked["by"], "by")
    groups = _groups(site, sheet, at, asked)
    label = replace(sheet.columns[at], kind="record" if sheet.columns[at].kind == "list" else sheet.columns[at].kind)
    if "split" in asked:
        return _split(sheet, label, at, groups, asked)
    told = [each["column"] for each in asked.get("columns", []) if each["column"] not in (label.name, _COUNT)]
    if not told:
        count = Column(_COUNT, "Count" if asked["lang"] == "en" else "จำนวน", "number")
        counted = _counted(row[at] for row in sheet.rows)
        return Sheet((label, count), tuple((group, counted[group]) for group in groups))
    parts = summed(sheet, told, "columns")
    rows = []
    for group in groups:
        mine = [values for row, values in zip(sheet.rows, parts.rows, strict=True) if group in _values(row[at])]
        rows.append((group, *(total(values[each] for values in mine) for each in range(len(told)))))
    return Sheet((label, *parts.columns), tuple(rows))


_COUNT = "count"
"""The column of a grouped table that tells how many rows a group has."""


def _split(sheet: Sheet, label: Column, at: int, groups: Sequence[Cell], asked: Mapping[str, Any]) -> Sheet:
    """A row for each value of one column, a column for each value of another, and how many rows have both."""
    by = place(sheet, asked["split"], "split")
    parts = [*dict.fromkeys(each for row in sheet.rows for each in _values(row[by]))]
    parts.sort(key=lambda each: (each is None, each is False, thai.sort_key(called(each) or key(each))))
    kind, title = sheet.columns[by].kind, sheet.columns[by].title
    words = [said(each, kind, asked["lang"], "arabic") for each in parts]
    # "Yes" alone says nothing.
    titles = [f"{title}: {each}" if kind == "boolean" else each for each in words]
    columns = [Column(key(each), name, "number") for each, name in zip(parts, titles, strict=True)]
    counted = Counter((one, two) for row in sheet.rows for one in _values(row[at]) for two in _values(row[by]))
    return Sheet((label, *columns), tuple((group, *(counted[group, each] for each in parts)) for group in groups))


def _values(cell: Cell) -> tuple[Cell, ...]:
    """What a cell holds, each by itself; None for nothing."""
    if isinstance(cell, tuple):
        return cell or (None,)
    return (cell,)


def _counted(cells: Iterable[Cell]) -> Counter[Cell]:
    return Counter(each for cell in cells for each in _values(cell))


def _groups(site: Site, sheet: Sheet, at: int, asked: Mapping[str, Any]) -> list[Cell]:
    """The values of a column, in their own order; of what is known beforehand, those too that no row has."""
    column = sheet.columns[at]
    found = [*_counted(row[at] for row in sheet.rows)]
    every = _beforehand(site, column.name, asked)
    known = [*every, *(each for each in found if each is not None and each not in every)]
    if every and column.kind != "month":
        return [*known, *([None] if None in found else [])]
    order: Callable[[Cell], Any] = lambda each: thai.sort_key(called(each) or key(each))  # noqa: E731
    if column.kind in ("number", "year", "date", "month", "boolean"):
        order = lambda each: each  # noqa: E731
    return [*sorted(known, key=order), *([None] if None in found else [])]


def _beforehand(site: Site, name: str, asked: Mapping[str, Any]) -> list[Cell]:
    """The values that a column of news or records could have, where that is known."""
    if name in OF:
        return [linked(site, each) for each in site.records(OF[name])]
    if asked["data"] not in NEWS:
        return []
    if name == "category":
        return [each.name for each in site.settings.categories]
    if name == "month":
        return [*_months(asked.get("where", {}))]
    return []


def _months(where: Mapping[str, str]) -> Iterable[datetime]:
    """The months of the period that is asked for."""
    first = 0
    for name, begins in (("fiscal_year", 10), ("academic_year", 5), ("year", 1)):
        year = number(where.get(name, ""))
        if isinstance(year, int):
            ce = year - dates.BUDDHIST if year > CE_ENDS else year
            first = (ce - (name == "fiscal_year")) * 12 + begins - 1
    for month in range(first, first + 12 if first else 0):
        yield datetime(month // 12, month % 12 + 1, 1, tzinfo=dates.BANGKOK)
