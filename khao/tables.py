"""Queries on a site's data: site and query → table.

The one invariant: a table is a function of the site and of the query alone, and holds no more than is shown, so it is
another one exactly when something that is shown is another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from khao.datasets import chosen, is_file
from khao.grouping import grouped
from khao.itemsheet import NEWS
from khao.picking import Unanswerable, Wrong, ordered, picked, summed
from khao.sheet import Column, Row, total
from khao.site import Site

OPTIONS = ("data", "columns", "where", "by", "split", "sort", "limit", "total", "column")
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


def quantity(site: Site, query: str) -> int | float | Wrong:
    """How many rows a query chooses or, where it names a column, what that adds up to."""
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
    if "by" in asked:
        sheet = grouped(site, sheet, asked)
    elif told:
        sheet = picked(sheet, [each["column"] for each in told], "columns")
    elif asked["data"] in NEWS:
        sheet = picked(sheet, ["date", "title"], "columns")
    elif not is_file(asked["data"]):
        sheet = picked(sheet, [each.name for each in sheet.columns if each.name not in _UNSHOWN], "columns")
    titles = {each["column"]: each["title"] for each in told if "title" in each}
    columns = tuple(replace(each, title=titles.get(each.name, each.title)) for each in sheet.columns)
    rows = ordered(sheet, asked["sort"]) if "sort" in asked else sheet.rows
    rows = rows[: asked.get("limit")]
    last: Row = ()
    numeric = [at for at, each in enumerate(columns) if each.kind == "number"]
    if asked.get("total") and numeric:
        last = tuple(total(row[at] for row in rows) if at in numeric else None for at in range(len(columns)))
    partial = any(row[at] is None for row in rows for at in numeric)
    return Table(columns, rows, last, partial, sources)


_UNSHOWN = frozenset({"id", "source", "note", "aliases", "news"})
"""What a table of a collection leaves out where it is not told its columns."""
