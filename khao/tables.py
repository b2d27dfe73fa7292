"""Queries on a site's data: site and query → table.

The one invariant: a table is a function of the site and of the query alone, and holds no more than is shown, so it is
another one exactly when something that is shown is another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khao.datasets import chosen
from khao.grouping import grouped
from khao.itemsheet import NEWS
from khao.picking import NEWS_COLUMN, Unanswerable, Wrong, ordered, picked, summed
from khao.sheet import Column, Ref, Row, Sheet, is_file, total
from khao.site import Site

OPTIONS = ("data", "columns", "where", "by", "split", "sort", "limit", "total", "rest", "column")
"""What of a directive's options tells which data it shows."""


@dataclass(frozen=True, slots=True)
class Table:
    """Data as they are shown."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row = ()
    """A last row of sums; () for none."""
    partial: bool = False
    """Whether something that is added up is not known."""
    sources: tuple[str, ...] = ()
    """Where the rows say that they come from."""


def query(options: Mapping[str, Any], folder: str, lang: str) -> str:
    """What of a directive's options tells its data, as one text; `folder` is that of its item, below the root."""
    asked = {name: options[name] for name in OPTIONS if name in options}
    if is_file(asked.get("data", "")):
        asked["data"] = f"{folder}/{asked['data']}"
    return json.dumps({**asked, "lang": lang}, ensure_ascii=False, sort_keys=True)


def table(site: Site, query: str) -> Table | Wrong:
    """The answer to a query."""
    asked = json.loads(query)
    try:
        return _table(site, asked)
    except Unanswerable as found:
        return found.wrong


def quantity(site: Site, query: str) -> int | float | Wrong | None:
    """How many rows a query chooses or, where it names a column, what that adds up to; None where that isn't known."""
    asked = json.loads(query)
    try:
        sheet, _ = chosen(site, asked)
        if "column" not in asked:
            return len(sheet.rows)
        return total(row[0] for row in summed(sheet, [asked["column"]], "column").rows)
    except Unanswerable as found:
        return found.wrong


def _table(site: Site, asked: Mapping[str, Any]) -> Table:
    sheet, sources = chosen(site, asked)
    told = asked.get("columns") or []
    incomplete = False
    if "by" in asked:
        added = {each["column"] for each in told}
        incomplete = any(
            row[at] is None for at, each in enumerate(sheet.columns) if each.name in added for row in sheet.rows
        )
        sheet = grouped(site, sheet, asked)
    if "sort" in asked:
        sheet = replace(sheet, rows=ordered(sheet, asked["sort"]))
    if "by" not in asked:
        sheet = picked(sheet, [each["column"] for each in told] or _shown(sheet, asked["data"]), "columns")
    titles = {each["column"]: each["title"] for each in told if "title" in each}
    columns = tuple(replace(each, title=titles.get(each.name, each.title)) for each in sheet.columns)
    numeric = [at for at, each in enumerate(columns) if each.kind == "number" and each.name != NEWS_COLUMN]
    rows = sheet.rows[: asked.get("limit")]
    if asked.get("total") or asked.get("rest"):
        rest = sheet.rows[len(rows) :]
        rows += (_others(rest, columns, numeric, asked["lang"]),) if rest and numeric else ()
    last: Row = ()
    if asked.get("total") and numeric:
        last = tuple(total(row[at] for row in sheet.rows) if at in numeric else None for at in range(len(columns)))
    partial = incomplete or any(row[at] is None for row in sheet.rows for at in numeric)
    return Table(columns, rows, last, partial, sources)


def _shown(sheet: Sheet, data: str) -> list[str]:
    """The columns of a table that is not told them."""
    hidden = frozenset() if is_file(data) or data in NEWS else _UNSHOWN
    return [each.name for each in sheet.columns if each.name not in hidden]


def _others(rows: Sequence[Row], columns: Sequence[Column], numeric: Sequence[int], lang: str) -> Row:
    """What rows that are left out add up to, so that nothing is missing from the whole."""
    words = Ref("", "Others" if lang == "en" else "อื่น ๆ")
    sums = [total(row[at] for row in rows) if at in numeric else None for at in range(len(columns))]
    return tuple(words if not at and at not in numeric else each for at, each in enumerate(sums))


_UNSHOWN = frozenset({"id", "source", "note", "aliases", NEWS_COLUMN})
"""What a table of a collection leaves out where it is not told its columns."""
