"""Charts: a table as bars, lines or shares, laid out so that it can be read on a telephone.

The one invariant: no word is cut and none overlaps another, from 320 pixels upwards. Upwards and downwards all is in
em, from side to side in percent, so a chart is as wide as its place, and its words are as large as others.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Literal

from khao.labels import measure, wrapped
from khao.picking import Unanswerable
from khao.sheet import Cell, Column
from khao.strokes import Bar, Chart, Stroke, Word
from khao.tables import Table

Kind = Literal["bar", "stacked", "line", "share"]
Say = Callable[[Cell, Column], str]
"""A cell in words."""
ROOM = 18.5
"""The width of the narrowest place in em: 320 pixels without the margins of a page."""
SERIES = 6
"""The most colours that can be told apart."""
ROWS = 60
_NARROWEST = 0.7
"""The width in percent of a bar that is more than nothing."""
_SHARES = 2.2
"""The height in em of the bar that is parted."""
_LINE, _BAR, _GAP = 1.5, 1.3, 0.7
"""The heights, in em, of a line of words, of a bar, and of the gap below it."""
_PLOT = 11.0
"""The height of a chart of lines, in em, without its words."""
_TICKS = 4
_MOST_LEFT = 45
"""The most, in percent, that is left to the scale of a chart of lines."""


def chart(kind: Kind, table: Table, say: Say, digits: Callable[[str], str] = str) -> Chart:
    """The chart of a table whose first column names its rows. Raises Unanswerable for one that can't be drawn."""
    label = table.columns[0]
    numeric = [at for at, each in enumerate(table.columns) if at and each.kind == "number"]
    if not numeric:
        raise Unanswerable("chart-no-number", "columns", columns=", ".join(each.name for each in table.columns))
    if len(table.rows) > ROWS:
        raise Unanswerable("chart-many", "data", count=len(table.rows), limit=ROWS)
    series = numeric if kind in ("stacked", "line") else numeric[:1]
    many = len(table.rows) if kind == "share" else len(series)
    if many > SERIES:
        raise Unanswerable("chart-many", "data", count=many, limit=SERIES)
    values = [[row[at] for at in series] for row in table.rows]
    if kind != "line" and any(_plain(each) < 0 for row in values for each in row):
        raise Unanswerable("chart-negative", "columns")
    labels = [say(row[0], label) for row in table.rows]
    legend = [table.columns[at].title for at in series]
    drawing = _Drawing([table.columns[at] for at in series], say, digits)
    draw = {"bar": drawing.bars, "stacked": drawing.bars, "line": drawing.lines, "share": drawing.shares}[kind]
    if kind == "share":
        legend = []
    if len(legend) > 1:
        drawing.legend(legend)
    draw(labels, values)
    return drawing.made()


def _plain(cell: Cell) -> float:
    return float(cell) if isinstance(cell, (int, float)) else 0.0


class _Drawing:
    """A chart on its way, from top to bottom."""

    def __init__(self, columns: Sequence[Column], say: Say, digits: Callable[[str], str]) -> None:
        self.columns, self.say, self.digits = columns, say, digits
        self.y = 0.0
        self._bars: list[Bar] = []
        self._strokes: list[Stroke] = []
        self._dots: list[Stroke] = []
        self._words: list[Word] = []

    def made(self) -> Chart:
        words = tuple(self._words)
        return Chart(round(self.y + 0.3, 2), tuple(self._bars), tuple(self._strokes), tuple(self._dots), words)

    def legend(self, titles: Sequence[str]) -> None:
        """What each colour means, a line each."""
        for number, title in enumerate(titles, 1):
            self._entry(number, title)
        self.y += _GAP

    def _entry(self, series: int, title: str) -> None:
        self._bars.append(Bar(series, 0, round(self.y + 0.35, 2), 4.5, 0.85))
        for line in wrapped(title, ROOM - 1.7):
            self.y += _LINE
            self._words.append(Word(line, 4.5, round(self.y - 0.4, 2), dx=0.6))

    def _label(self, text: str) -> None:
        for line in wrapped(text, ROOM):
            self.y += _LINE
            self._words.append(Word(line, 0, round(self.y - 0.4, 2)))

    def bars(self, labels: Sequence[str], values: Sequence[Sequence[Cell]]) -> None:
        """A bar for each row: its parts one after the other, then what they add up to."""
        sums = [sum(map(_plain, row)) for row in values]
        told = [self._told(row, total) for row, total in zip(values, sums, strict=True)]
        widest = max(map(measure, told), default=0.0)
        room = max(30.0, 100 * (1 - (widest + 0.8) / ROOM))
        most = max(sums, default=0) or 1
        for label, row, total, words in zip(labels, values, sums, told, strict=True):
            self._label(label)
            x = self._parts([room * _plain(value) / most for value in row], room, _BAR)
            known = total > 0
            self._words.append(
                Word(words, round(x, 3), round(self.y + 0.98, 2), dx=0.4 if known else 0.0, strong=known)
            )
            self.y = round(self.y + _BAR + _GAP, 2)

    def _parts(self, widths: Sequence[float], room: float, height: float) -> float:
        """Bars one after the other, none too narrow to be seen; gives where the last ends."""
        seen = [max(each, _NARROWEST) if each else 0.0 for each in widths]
        shrunk = min(1.0, room / (sum(seen) or 1))
        x = 0.0
        for series, width in enumerate([each * shrunk for each in seen], 1):
            if width:
                self._bars.append(Bar(series, round(x, 3), round(self.y, 2), round(width, 3), height))
            x += width
        return x

    def _told(self, row: Sequence[Cell], total: float) -> str:
        if all(each is None for each in row):
            return self.say(None, self.columns[0])
        whole = int(total) if total == int(total) else round(total, 6)
        return self.say(row[0] if len(row) == 1 else whole, self.columns[0])

    def shares(self, labels: Sequence[str], values: Sequence[Sequence[Cell]]) -> None:
        """One bar in parts, and below it what each part is, how much, and how much of all."""
        total = sum(_plain(row[0]) for row in values) or 1
        self.y += 0.2
        self._parts([100 * _plain(row[0]) / total for row in values], 100, _SHARES)
        self.y += _SHARES + _GAP
        for series, (label, row) in enumerate(zip(labels, values, strict=True), 1):
            part = self.digits(f"{100 * _plain(row[0]) / total:.1f}".removesuffix(".0"))
            told = f" · {part}%" if row[0] is not None else ""
            self._entry(series, f"{label} {self.say(row[0], self.columns[0])}{told}")

    def lines(self, labels: Sequence[str], values: Sequence[Sequence[Cell]]) -> None:
        """A line for each column, over the rows from left to right."""
        known = [_plain(each) for row in values for each in row if each is not None]
        low, step, ticks = scale(min(known, default=0), max(known, default=0))
        top = self.y + _LINE + 0.3
        foot = top + _PLOT

        def height(value: float) -> float:
            return round(foot - _PLOT * (value - low) / (step * ticks), 3)

        scaled = [low + step * tick for tick in range(ticks + 1)]
        told = [self.say(int(each) if each == int(each) else round(each, 6), self.columns[0]) for each in scaled]
        for value, words in zip(scaled, told, strict=True):
            y = height(value)
            self._strokes.append(Stroke(0, 0, y, 100, y))
            self._words.append(Word(words, 0, round(y - 0.3, 2)))
        # No line runs through what stands beside the scale.
        left = min(_MOST_LEFT, 100 * (max(map(measure, told)) + 0.5) / ROOM)
        places = [_across(number, len(labels), left) for number in range(len(labels))]
        for series in range(len(self.columns)):
            points = [(x, row[series]) for x, row in zip(places, values, strict=True)]
            self._line(series + 1, [(x, None if each is None else height(_plain(each))) for x, each in points])
        self.y = foot + 0.5
        self._below(labels, places)

    def _line(self, series: int, points: Sequence[tuple[float, float | None]]) -> None:
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            if y1 is not None and y2 is not None:
                self._strokes.append(Stroke(series, x1, y1, x2, y2))
        self._dots += [Stroke(series, x, y, x, y) for x, y in points if y is not None]

    def _below(self, labels: Sequence[str], places: Sequence[float]) -> None:
        """The names of as many points as have room below the lines: the first, the last, and some between them."""
        widest = max(map(measure, labels), default=1.0)
        span = ROOM * (places[-1] - places[0]) / 100 if places else 0.0
        # The outer ones stand with their ends at their points, and so nearer to their neighbours.
        room = min(len(labels), int(span // (1.5 * widest + 0.8)) + 1)
        few = room <= 2  # noqa: PLR2004 — the first and the last, each with half of the room
        step = max(1, math.ceil((len(labels) - 1) / max(1, room - 1)))
        last = len(labels) - 1
        shown = [at for at in range(0, len(labels), step) if at == last or last - at >= step] + [last]
        deepest = 0
        for at in dict.fromkeys(shown):
            anchor: Literal["start", "middle", "end"] = "start" if at == 0 else "end" if at == last else "middle"
            x = places[at] if not few or anchor == "middle" else 0.0 if anchor == "start" else 100.0
            texts = wrapped(labels[at], ROOM / 2 - 0.5 if few else widest + 0.1)
            for number, text in enumerate(texts, 1):
                self._words.append(Word(text, x, round(self.y + number * _LINE - 0.4, 2), anchor))
            deepest = max(deepest, len(texts))
        self.y = round(self.y + deepest * _LINE, 2)


def _across(number: int, of: int, left: float) -> float:
    return round(left + (98 - left) * number / (of - 1), 3) if of > 1 else (left + 100) / 2


def scale(low: float, high: float) -> tuple[float, float, int]:
    """(lowest value, step, number of steps) of a scale of round numbers that holds these and zero."""
    low, high = min(0.0, low), max(0.0, high)
    rough = (high - low or 1) / _TICKS
    power = 10.0 ** math.floor(math.log10(max(rough, 1e-12)))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    if high - low <= _TICKS and all(float(each).is_integer() for each in (low, high)):
        step = max(step, 1.0)
    first = math.floor(low / step)
    return first * step, step, max(1, math.ceil(high / step) - first)
