"""The report: results as a part of docs/performance.md, with a chart beside it.

The one invariant: it is a function of the results, and what others wrote in the page around it stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bench import chart
from bench.results import ROOT, Measure, Results

PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- generated: bench -->\n", "<!-- /generated -->\n"
ROWS = {
    "hugo": "Hugo",
    "pelican": "Pelican",
    "khao": "Khao",
    "khao-full": "Khao, search and share cards on",
    "khao-clone": "Khao, fresh clone, cache",
    "khao-clone-output": "Khao, fresh clone, cache and output",
    "khao-edited": "Khao, one body edited",
    "khao-unchanged": "Khao, nothing changed",
}
GOAL_SIZE, LARGE = 10_000, 100_000
ENOUGH = 3
"""Runs, for a median to tell anything."""


class Goal(NamedTuple):
    """What a row may take at most, in terms of a peer's clean build."""

    what: str
    row: str
    measure: Measure
    limit: float
    peer: str = "hugo"


GOALS = (
    Goal("clean build, wall time", "khao", "wall", 0.8),
    Goal("clean build, CPU time", "khao", "cpu", 0.8),
    Goal("clean build, wall time", "khao", "wall", 0.2, "pelican"),
    Goal("clean build, CPU time", "khao", "cpu", 0.2, "pelican"),
    Goal("nothing changed, wall time", "khao-unchanged", "wall", 0.03),
    Goal("one body edited, wall time", "khao-edited", "wall", 0.04),
    Goal("clean build, peak memory of the largest process", "khao", "peak", 0.5),
)
GROWTH = 11.0
"""How many times as long a clean build of 100,000 items may take as one of 10,000."""
RELOAD = 0.3
"""Seconds from saving an edit until `serve` shows it."""

MEASURED = """\
## What is measured

`make bench` makes {size:,} news items, the same each time: a head with title, date, category, tags, schools, summary
and credit, and a body of 9 KB of Thai with paragraphs, a heading, a list, a table, bold text and a link, on the pattern
of a press release. From them each generator makes a page an item, lists of 20 a page for home, categories and tags, and
feeds of the 20 newest. Hugo and Khao also make lists and feeds of schools, name an item's schools on its page, and
make a sitemap. Hugo has the plain layouts of `bench/hugo/`, Pelican its own theme, Khao the layouts of this project,
which make more: archives, JSON feeds, downloads, structured data. Khao also checks every link.

| build | what comes before it |
|:--|:--|
| Hugo, Pelican, Khao | no output, no cache; Hugo and Pelican keep nothing, so each build of theirs is such a one |
| search and share cards on | the same, with `search` and `cards` on in `data/site.yaml`. Else both are off: \
no peer makes either |
| fresh clone, cache | all files copied, so that they have new times; `.khao/` copied too, no `public/` |
| fresh clone, cache and output | the same, and `public/` copied too |
| one body edited | a line added to the body of one item |
| nothing changed | nothing |

Figures are medians of {runs}. Within a run the builds take turns. Wall time is that of the command, CPU time that of
all its processes. Peak memory is that of the largest single process, as the kernel counts it for the command and the
processes that it waited for; what processes share counts in each. The ratios are the claim; seconds and megabytes are
of one machine.{trial}"""


def write(found: Results, page: Path) -> None:
    """Bring the page up to date, and the chart beside it."""
    text = page.read_text(encoding="utf-8") if page.exists() else "# Performance\n"
    if BEGIN not in text:
        text += f"\n{BEGIN}{END}"
    before, _, rest = text.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not closed:
        raise ValueError(f"{page.name}: {BEGIN.strip()} has no {END.strip()}")
    picture = page.with_suffix(".svg")
    size = compared(found)
    bars = _bars(found, size)
    if bars:
        picture.write_text(chart.bars(_title(size), bars), encoding="utf-8")
    parts = [_measured(found, size), _goals(found, size)]
    parts += [f"![{_title(size)}. {chart.described(bars)}]({picture.name})"] if bars else []
    parts += [_times(found, size), _growth(found), _about(found)]
    page.write_text("\n\n".join([before + BEGIN.strip(), *parts, END + after]), encoding="utf-8")


def compared(found: Results) -> int:
    """The number of items of the comparison: the largest that a peer built too, else the largest."""
    return max(found.samples, key=lambda size: (bool({"hugo", "pelican"} & set(found.samples[size])), size), default=0)


def _title(size: int) -> str:
    return f"Wall time in terms of Hugo's, {size:,} items"


def _bars(found: Results, size: int) -> list[chart.Bar]:
    ratios = ((row, found.ratio(size, row, "hugo", "wall")) for row in ROWS)
    return [chart.Bar(ROWS[row], ratio, row.startswith("khao")) for row, ratio in ratios if ratio is not None]


def _measured(found: Results, size: int) -> str:
    runs = min(map(len, found.samples.get(size, {}).values()), default=0)
    doubts = [f"fewer than {ENOUGH} runs"] * (runs < ENOUGH) + [f"fewer than {GOAL_SIZE:,} items"] * (size < GOAL_SIZE)
    trial = f"\n\n**This is a trial: {' and '.join(doubts)}.**" if doubts else ""
    return MEASURED.format(size=size, runs=f"{runs} run{'s' * (runs != 1)}", trial=trial)


def _goals(found: Results, size: int) -> str:
    rows = []
    for goal in GOALS:
        ratio = found.ratio(size, goal.row, goal.peer, goal.measure)
        rows.append(
            (goal.what, f"≤ {goal.limit:g} × {ROWS[goal.peer]}'s build", _ratio(ratio), _met(ratio, goal.limit))
        )
    small, large = (found.median(each, "khao", "wall") for each in (GOAL_SIZE, LARGE))
    grown = large / small if large and small else None
    limit = f"≤ {GROWTH:g} × {GOAL_SIZE:,} items"
    rows.append((f"clean build of {LARGE:,} items, wall time", limit, _ratio(grown), _met(grown, GROWTH)))
    reload = found.median(size, "khao-serve", "wall")
    said = "" if reload is None else f"{reload:.2f} s"
    rows.append(("`serve`, from saving a file to the new page", f"≤ {RELOAD:g} s", said, _met(reload, RELOAD)))
    return section("Goals", table(("what", "goal", "measured", "result"), "llrl", rows))


def section(heading: str, lines: Iterable[str]) -> str:
    """A part of the page."""
    return "\n".join([f"## {heading}", "", *lines])


def _met(value: float | None, limit: float) -> str:
    return "not measured" if value is None else "met" if value <= limit else "**not met**"


def _times(found: Results, size: int) -> str:
    measures: tuple[Measure, ...] = ("wall", "cpu", "peak")
    rows = []
    for row, label in ROWS.items():
        if row in found.samples.get(size, {}):
            absolute = [_amount(found, size, row, measure) for measure in measures]
            ratios = [_ratio(found.ratio(size, row, "hugo", measure)) for measure in measures]
            rows.append((label, *absolute, *ratios))
    head = ("build", "wall s", "CPU s", "peak MB", "wall ÷ Hugo's", "CPU ÷ Hugo's", "peak ÷ Hugo's")
    note = f"{size:,} items. Seconds and megabytes are those of the machine below, and of no other."
    return section("Times and memory", [note, "", *table(head, "lrrrrrr", rows)])


def _growth(found: Results) -> str:
    rows = []
    sizes = sorted(size for size, rows in found.samples.items() if "khao" in rows)
    for before, size in pairwise([0, *sizes]):
        cells = [f"{size:,}", str(len(found.samples[size]["khao"]))]
        for measure in ("wall", "peak"):
            cells += [_amount(found, size, "khao", measure), _tenfold(found, before, size, measure)]
        cells += [_amount(found, size, row, "wall") for row in ("khao-edited", "khao-unchanged")]
        rows.append(cells)
    head = (
        "items",
        "runs",
        "clean, wall s",
        "per tenfold",
        "peak MB",
        "per tenfold",
        "one body edited, wall s",
        "nothing changed",
    )
    return section("Growth", ["Khao alone, on the same machine.", "", *table(head, "rrrrrrrr", rows)])


def _tenfold(found: Results, before: int, size: int, measure: Measure) -> str:
    """By how much a clean build grows when its items become ten times as many."""
    small, large = (found.median(each, "khao", measure) for each in (before, size))
    return f"× {(large / small) ** (1 / math.log10(size / before)):.1f}" if small and large else ""


def _about(found: Results) -> str:
    return section("Machine and versions", table(("what", "which"), "ll", [*found.about.items()]))


def _amount(found: Results, size: int, row: str, measure: Measure) -> str:
    value = found.median(size, row, measure)
    if value is None:
        return ""
    return f"{value / 1e6:,.0f}" if measure == "peak" else f"{value:,.2f}"


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.3f}"


def table(head: Sequence[str], sides: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown; of each column, `sides` says whether it is set left or right."""
    yield f"| {' | '.join(head)} |"
    yield "|" + "".join({"l": ":--|", "r": "--:|"}[side] for side in sides)
    for row in rows:
        yield f"| {' | '.join(row)} |"
