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
from khao.itemsheet import NEWS, OF, linked, period
from khao.picking import called, key, place, summed, values
from khao.sheet import Cell, Column, Row, Sheet, total
from khao.site import Site


def grouped(site: Site, sheet: Sheet, asked: Mapping[str, Any]) -> Sheet:
    """A row for each value of a column: how many rows have it, or what other columns of these add up to."""
    at = place(sheet, asked["by"], "by")
    groups = _groups(site, sheet, at, asked)
    label = replace(sheet.columns[at], kind="record" if sheet.columns[at].kind == "list" else sheet.columns[at].kind)
    if "split" in asked:
        return _split(sheet, label, at, groups, asked)
    own = {each.name for each in sheet.columns}
    told = [each["column"] for each in asked.get("columns", []) if each["column"] != label.name] or [COUNT]
    counting = [name == COUNT and name not in own for name in told]
    parts = summed(sheet, [name for name, counts in zip(told, counting, strict=True) if not counts], "columns")
    count = Column(COUNT, "Count" if asked["lang"] == "en" else "จำนวน", "number")
    added = iter(parts.columns)
    columns = [count if counts else next(added) for counts in counting]
    return Sheet((label, *columns), tuple(_row(group, sheet, at, parts, counting) for group in groups))


def _row(group: Cell, sheet: Sheet, at: int, parts: Sheet, counting: Sequence[bool]) -> Row:
    """A group, and for each column how many rows it has or what they add up to."""
    mine = [part for row, part in zip(sheet.rows, parts.rows, strict=True) if group in values(row[at])]
    sums = iter([total(part[place] for part in mine) for place in range(len(parts.columns))])
    # Of a group that nobody is in, all is nothing, and known to be.
    return (group, *((len(mine) if counts else next(sums) if mine else 0) for counts in counting))


COUNT = "count"
"""The column of a grouped table that tells how many rows a group has."""


def _split(sheet: Sheet, label: Column, at: int, groups: Sequence[Cell], asked: Mapping[str, Any]) -> Sheet:
    """A row for each value of one column, a column for each value of another, and how many rows have both."""
    by = place(sheet, asked["split"], "split")
    parts = [*dict.fromkeys(each for row in sheet.rows for each in values(row[by]))]
    parts.sort(key=lambda each: (each is None, each is False, thai.sort_key(called(each) or key(each))))
    kind, title = sheet.columns[by].kind, sheet.columns[by].title
    words = [said(each, kind, asked["lang"], "arabic") for each in parts]
    # "Yes" alone says nothing.
    titles = [f"{title}: {each}" if kind == "boolean" else each for each in words]
    columns = [Column(key(each), name, "number") for each, name in zip(parts, titles, strict=True)]
    counted = Counter((one, two) for row in sheet.rows for one in values(row[at]) for two in values(row[by]))
    return Sheet((label, *columns), tuple((group, *(counted[group, each] for each in parts)) for group in groups))


def _counted(cells: Iterable[Cell]) -> Counter[Cell]:
    return Counter(each for cell in cells for each in values(cell))


def _groups(site: Site, sheet: Sheet, at: int, asked: Mapping[str, Any]) -> list[Cell]:
    """The values of a column, in their own order; of what is known beforehand, those too that no row has."""
    column = sheet.columns[at]
    found = [*_counted(row[at] for row in sheet.rows)]
    every = _beforehand(site, column, asked)
    known = [*every, *(each for each in found if each is not None and each not in every)]
    if every and column.kind != "month":
        return [*known, *([None] if None in found else [])]
    order: Callable[[Cell], Any] = lambda each: thai.sort_key(called(each) or key(each))  # noqa: E731
    if column.kind in ("number", "year", "term", "date", "month", "boolean"):
        order = lambda each: each  # noqa: E731
    return [*sorted(known, key=order), *([None] if None in found else [])]


def _beforehand(site: Site, column: Column, asked: Mapping[str, Any]) -> list[Cell]:
    """The values that a column of news or records could have, where that is known."""
    if column.name in OF and column.kind in ("record", "list"):
        return [linked(site, each) for each in site.records(OF[column.name])]
    if asked["data"] not in NEWS:
        return []
    if column.name == "category":
        return [each.name for each in site.settings.categories]
    if column.name == "month":
        return [*_months(asked.get("where", {}))]
    return []


def _months(where: Mapping[str, Any]) -> Iterable[datetime]:
    """The months of the one period that is asked for."""
    first = 0
    for name, begins in (("fiscal_year", 10), ("academic_year", 5), ("year", 1)):
        if isinstance(where.get(name), str):
            year = period(name, where[name])
            ce = year if name == "year" else year - dates.BUDDHIST
            first = (ce - (name == "fiscal_year")) * 12 + begins - 1
    asked = where.get("month", "")
    only = {period("month", each) for each in (asked if isinstance(asked, list) else [asked]) if each}
    for month in range(first, first + 12 if first else 0):
        if not only or month % 12 + 1 in only:
            yield datetime(month // 12, month % 12 + 1, 1, tzinfo=dates.BANGKOK)
