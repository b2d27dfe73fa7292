"""Rows and columns: data as tables and charts show them, whatever they come from.

The one invariant: a cell is a value of its column's kind, or None where it is not known; nothing is guessed of it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from khao import limits, source, thai
from khao.errors import Place, Problem, problem

Kind = Literal["text", "number", "boolean", "year", "term", "date", "month", "record", "list"]

_DIGITS = 15
"""The digits that a number in a computer is sure of; a longer row of them is a code."""
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?")
"""What begins with a zero is a code or a telephone number, and no quantity."""
_YEAR = re.compile(r"ปี|พ\.\s?ศ|ค\.\s?ศ|year", re.IGNORECASE)
MOST_ROWS = 5000
"""The rows of a CSV file that is shown: a page of more is read by nobody."""


def is_file(name: str) -> bool:
    """Whether data are those of a file beside the item."""
    return name.lower().endswith(".csv")


@dataclass(frozen=True, slots=True)
class Ref:
    """A record or an item that a cell names."""

    id: str
    name: str
    url: str = ""
    """Its page; "" where it has none."""


Cell = str | int | float | bool | datetime | Ref | tuple["Cell", ...] | None
"""A year is CE, a term (a fiscal or academic year) BE; a month its first moment."""
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in one column."""

    name: str
    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows, each with a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()

    def at(self, name: str) -> int:
        """The place of a column. Raises KeyError."""
        for at, each in enumerate(self.columns):
            if each.name == name:
                return at
        raise KeyError(name)


def number(text: str) -> int | float | None:
    """The quantity that a text is, in Arabic or Thai digits; None for another text."""
    digits = thai.to_arabic(text.strip()).replace("−", "-")
    if not _NUMBER.fullmatch(digits) or sum(map(str.isdigit, digits)) > _DIGITS:
        return None
    plain = digits.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def total(cells: Iterable[Cell]) -> int | float | None:
    """What numbers add up to: a tenth and two tenths are three tenths. None where none of them is known."""
    known = [Decimal(str(each)) for each in cells if isinstance(each, (int, float))]
    found = sum(known, Decimal(0))
    if not known:
        return None
    return int(found) if found == found.to_integral_value() else float(found)


def typed(names: Iterable[str], rows: Iterable[Iterable[str | None]]) -> Sheet:
    """Texts as a sheet: a column of numbers is one in which all that is known is a quantity, were it nothing."""
    columns: list[Column] = []
    made: list[list[Cell]] = []
    for name, texts in zip(names, zip(*rows, strict=True), strict=False):
        known = [each for each in texts if each]
        numeric = all(number(each) is not None for each in known) and not _years(name, known)
        columns.append(Column(name, name, "number" if numeric else "text"))
        made.append([(number(each) if numeric else each) if each else None for each in texts])
    columns += [Column(name, name, "number") for name in [*names][len(columns) :]]
    return Sheet(tuple(columns), tuple(zip(*made, strict=True)))


def _years(name: str, texts: Iterable[str]) -> bool:
    """Whether a column holds years, which are no quantities: nobody adds them up or sets their thousands apart."""
    texts = [*texts]
    return bool(texts and _YEAR.search(name)) and all(
        re.fullmatch(r"(?:19|2[0-6])\d\d", thai.to_arabic(each)) for each in texts
    )


def opened(root: Path, path: str) -> Sheet | Problem:
    """The sheet of a CSV file below the root, or what keeps it from being one.

    Excel begins "CSV UTF-8" with a mark and ends lines as Windows does; what it calls "CSV" is in another encoding.
    """
    content = source.read_bytes(root, path, limits.TEXT_BYTES)
    if isinstance(content, Problem):
        return content
    found = source.text_of(content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n"), path)
    if isinstance(found, Problem):
        return replace(found, rule="csv-encoding") if found.rule == "file-not-utf8" else found
    return read(found, path)


def read(text: str, path: str) -> Sheet | Problem:
    """The sheet of CSV, whose first row names the columns; or what keeps it from being one."""
    rows = _rows(text, path)
    if isinstance(rows, Problem):
        return rows
    line, names = rows[0]
    excerpt = text.split("\n")[line - 1]
    if len(names) == 1 and re.search(r"[;\t]", excerpt):
        return problem("csv-separator", Place(path, line), excerpt)
    if "" in names or len({*names}) < len(names):
        twice = next((name for name in names if name and names.count(name) > 1), "")
        return problem("csv-heading", Place(path, line), excerpt, name=twice)
    for at, row in rows[1:]:
        if len(row) != len(names):
            return problem("csv-cells", Place(path, at), ",".join(row), found=len(row), columns=len(names))
    # A hyphen is how offices write that there is nothing.
    return typed(names, [[None if cell in ("", "-", "–") else cell for cell in row] for _, row in rows[1:]])


def _rows(text: str, path: str) -> list[tuple[int, list[str]]] | Problem:
    """(line, cells) of each row that is not empty; there is at least one."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for row in lines:
            # Excel breaks lines within a cell; a table here doesn't.
            cells = [" ".join(thai.normalise(cell).split()) for cell in row]
            if any(cells):
                rows.append((lines.line_num, cells))
            if len(rows) > MOST_ROWS + 1:
                return problem("csv-long", Place(path, lines.line_num), limit=f"{MOST_ROWS:,}")
    except csv.Error as error:
        return problem("csv-syntax", Place(path, lines.line_num), reason=str(error))
    return rows or problem("file-empty", Place(path, 1))
