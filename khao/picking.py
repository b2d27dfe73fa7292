"""Choosing rows and columns of a sheet.

The one invariant: what is asked for and isn't there is told with what was probably meant, and never left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from khao import dates, thai
from khao.errors import suggest
from khao.sheet import Cell, Ref, Row, Sheet, number

NEWS_COLUMN = "news"
"""The column of a record's news: an item may be of several records, so nobody adds these up."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why there is no such table: `rule` and `facts` of the problem, and the option that it is about."""

    rule: str
    option: str
    facts: tuple[tuple[str, str], ...] = ()


TOLD = ""
"""Stands for a rule where what is wrong has been told already."""


class Unanswerable(Exception):
    """A query that can't be answered."""

    def __init__(self, rule: str, option: str, **facts: object) -> None:
        self.wrong = Wrong(rule, option, tuple((name, str(value)) for name, value in facts.items()))
        super().__init__(self.wrong)


def no_column(name: str, known: Iterable[str], option: str) -> Unanswerable:
    """What to say of a column that isn't there."""
    known = [*known]
    return Unanswerable("column-unknown", option, name=name, near=suggest(name, known), known=", ".join(known))


def place(sheet: Sheet, name: str, option: str) -> int:
    """Where a column stands. Raises Unanswerable."""
    try:
        return sheet.at(name)
    except KeyError:
        raise no_column(name, [each.name for each in sheet.columns], option) from None


def picked(sheet: Sheet, names: Sequence[str], option: str) -> Sheet:
    """These columns, in this order. Raises Unanswerable."""
    places = [place(sheet, name, option) for name in names]
    return Sheet(
        tuple(sheet.columns[at] for at in places), tuple(tuple(row[at] for at in places) for row in sheet.rows)
    )


def narrowed(sheet: Sheet, where: Mapping[str, Any]) -> Sheet:
    """The rows that have these values."""
    rows = sheet.rows
    for name, value in where.items():
        at = place(sheet, name, "where")
        wanted = [_meant(each, sheet, at) for each in (value if isinstance(value, list) else [value])]
        rows = tuple(row for row in rows if any(_has(row[at], each) for each in wanted))
    return replace(sheet, rows=rows)


def _meant(text: str, sheet: Sheet, at: int) -> Cell:
    """The value of a column that a text means; one that nothing could be is wrong."""
    column = sheet.columns[at]
    value: Cell = text
    if text == "unknown":
        return None
    if column.kind == "boolean":
        value = {"true": True, "false": False}.get(text)
    elif column.kind == "number":
        value = number(text)
    elif column.kind in ("year", "date"):
        try:
            value = dates.parse_year(text) if column.kind == "year" else dates.parse(text)
        except dates.DateProblem:
            value = None
    if value is None:
        raise Unanswerable("value-wrong", "where", name=column.name, value=text, near="")
    if column.kind in ("record", "text", "list"):
        every = [each for row in sheet.rows for each in values(row[at])]
        known = {key(each) for each in every} | {called(each) for each in every} - {""}
        if text not in known:
            raise Unanswerable("value-wrong", "where", name=column.name, value=text, near=suggest(text, sorted(known)))
    return value


def values(cell: Cell) -> tuple[Cell, ...]:
    """What a cell holds, each by itself; None for nothing."""
    if isinstance(cell, tuple):
        return cell or (None,)
    return (cell,)


def key(cell: Cell) -> str:
    """A value as a text that tells it from others."""
    return cell.id if isinstance(cell, Ref) else str(cell) if cell is not None else ""


def called(cell: Cell) -> str:
    """The name of what a cell names, or ""."""
    return cell.name if isinstance(cell, Ref) else ""


def _has(cell: Cell, wanted: Cell) -> bool:
    if isinstance(cell, tuple):
        return any(_has(each, wanted) for each in values(cell))
    if isinstance(cell, Ref):
        return wanted in (cell.id, cell.name)
    # One and 1.0 are one number; true is none.
    return isinstance(cell, bool) is isinstance(wanted, bool) and cell == wanted


def summed(sheet: Sheet, names: Sequence[str], option: str) -> Sheet:
    """Columns that can be added up."""
    found = picked(sheet, names, option)
    for at, each in enumerate(found.columns):
        if each.name == NEWS_COLUMN:
            raise Unanswerable("column-overlaps", option, name=each.name)
        known = [row[at] for row in found.rows if row[at] is not None]
        if each.kind != "number" and known:
            odd = next((cell for cell in known if not isinstance(cell, str) or number(cell) is None), known[0])
            raise Unanswerable("column-not-number", option, name=each.name, value=called(odd) or key(odd))
    return found


def ordered(sheet: Sheet, told: str) -> tuple[Row, ...]:
    """Rows by a column, what is not known last; texts in Thai dictionary order."""
    name = told.removeprefix("-")
    at = place(sheet, name, "sort")
    known = [row for row in sheet.rows if row[at] is not None]
    textual = sheet.columns[at].kind in ("text", "record", "list")

    def rank(row: Row) -> Any:
        cell = row[at]
        first = cell[0] if isinstance(cell, tuple) and cell else cell
        return thai.school_key(called(first) or key(first)) if textual else cell

    found = sorted(known, key=rank, reverse=told.startswith("-"))
    return (*found, *(row for row in sheet.rows if row[at] is None))
