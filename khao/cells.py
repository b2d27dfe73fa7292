"""Cells in words: what tables, charts and the search say of a value.

The one invariant: a value is said in one way, wherever it stands.
"""

from __future__ import annotations

from datetime import datetime

from khao import dates, thai
from khao.sheet import Cell, Kind, Ref

UNKNOWN, YES, NO = ("ยังไม่มีข้อมูล", "Not known yet"), ("ใช่", "Yes"), ("ไม่ใช่", "No")


def said(cell: Cell, kind: Kind, lang: dates.Lang, numerals: dates.Numerals) -> str:
    """A cell of a column of this kind, for readers."""
    if cell is None or cell == ():
        return UNKNOWN[lang == "en"]
    if isinstance(cell, bool):
        return (YES if cell else NO)[lang == "en"]
    if isinstance(cell, tuple):
        return ", ".join(said(each, "text", lang, numerals) for each in cell)
    if isinstance(cell, datetime):
        return dates.show(cell, style="month" if kind == "month" else "long", lang=lang, numerals=numerals)
    if isinstance(cell, Ref):
        return cell.name
    if kind in ("year", "term") and isinstance(cell, int):
        era = (
            dates.BUDDHIST
            if kind == "year" and lang == "th"
            else -dates.BUDDHIST
            if kind == "term" and lang == "en"
            else 0
        )
        text = str(cell + era)
    else:
        text = f"{cell:,}" if isinstance(cell, (int, float)) else cell
    return thai.to_thai(text) if numerals == "thai" and kind != "text" else text


def plain(cell: Cell) -> str | int | float | bool | list[object] | None:
    """A cell for machines: dates in ISO 8601, records by their ids."""
    if isinstance(cell, datetime):
        return dates.iso(cell)
    if isinstance(cell, Ref):
        return cell.id
    return [plain(each) for each in cell] if isinstance(cell, tuple) else cell
