"""The page about the search: how it works, and what was found out about it, as docs/search.md.

The one invariant: it is a function of the findings, all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from bench.findings import Answer, Findings, mean, percentile
from bench.questions import KINDS, NOWHERE
from bench.report import ENOUGH, GOAL_SIZE, section, table
from bench.results import ROOT

PAGE = ROOT / "docs/search.md"
NAMES = KHAO, PAGEFIND = "Khao", "Pagefind"
MOST = 200
"""Links of one question that are looked at; what there is beyond is only counted."""
_GRADES = ("recall", "precision")
_FIRST, _SIZE, _REQUESTS, _WALL, _WORK = map(attrgetter, ("first", "size", "requests", "wall", "work"))

HOW = """\
# Search

Thai is written without spaces between words, so a search that looks up words has to guess where they begin, once when
it reads the pages and once when it reads the question. Where the guesses differ it misses. Khao's search guesses
nothing: it finds every page in which what was typed stands, be it half a name or two letters.

## How it works

A build with `search: true` in `data/site.yaml` writes three kinds of files below `/search/`, packed so that a host's
compression would gain little:

| file | what it holds |
|:--|:--|
| `index.bin` | four numbers of four bytes (documents, documents of a text file, requests of a round, gram files), \
then three bytes for each text file and each gram file: the hash of its content, which is in its name. The only one \
with a fixed name: browsers ask for it anew each time |
| `grams/….bin` | for each run of one, two and three characters the numbers of the documents that hold it: in the \
title, in the summary, anywhere; as gaps from one number to the next, or as a bit for each document, whichever is \
shorter. Besides, the documents of each section, year, school and affiliation |
| `texts/….bin` | the documents themselves, some in each file: address, date, title, summary, place, schools and \
people, and the text of the body. JSON in Windows-874, in which a Thai letter is a byte, deflated |

Page and question are folded alike, by `khao/fold.py` and in the browser by `layouts/assets/search.js`: one spelling of
what Thai keyboards let be typed in several ways, small letters, 0 to 9 for ๐ to ๙, no spaces and no punctuation. A word
of up to three characters is looked up as it is. A longer one is looked up by its runs of three: no page that holds the
word can be missing, some may be there that hold only the runs, so the browser reads the texts of those it is about to
show and drops what doesn't hold the word itself. Several words must all be there; what stands in quotes is one word. A
name in which the hash of its content stands never changes what it holds: browsers and hosts may keep such a file for
good, and an edit changes few.

The script's first line asks Chromium to make all of its functions ready at once, before they are called; else it would
read most of them twice, which takes a first search a fifth more of the page's time."""

MEASURED = """\
## What is measured

`make bench`, or `python -m bench.search` alone, makes items of some 3,000 characters with summary, place, schools and
people, out of words, formulas, numbers and made-up names as releases have them, with some 1,400 different runs of three
characters in each. It builds them with search on and off, draws {each} questions of each kind from them, the same each
time, and asks each in Chromium as a reader does who comes for the first time, with nothing cached, from a server on the
same machine that compresses nothing. Pagefind indexes the same pages, without menus and lists of other items, with
exact diacritics, and works in the page rather than in a worker, so that its work can be measured too. For that each
question is asked three more times, and after each time the page is opened without one; nothing but the browser's own
counter looks on then, since whoever follows a page's requests puts a fifth of work on top.

A page is a true one if every word of the question, folded, is part of its title, summary, body, or what is said of
place, schools and people; this is read out of the built pages, not out of an index. Recall is the share of true pages
that the search gave, precision the share of true pages in what it gave, each the mean over the questions. Of what
Pagefind gave, a page is a true one too where the words stand anywhere on it. Up to {most} links of Khao's are looked
at, by pressing the button for more; where there are more, recall is how many it says there are.{trial}"""


COSTS = """\
Of each three figures the first is the median, the second is exceeded by one question in twenty, the third is the
largest. Shown is how many pages the first round of results shows: up to 20 with Khao, up to 10 with Pagefind, on a page
that the benchmark makes for it. KB and requests are those of the files of the index that this round takes; the program,
which is the same for all questions, comes on top once: {programs}. Time until done runs from asking for the page. Work
is the processor time of the page's main thread until what was found is drawn, less that of the same page when it is
asked nothing, which is measured right after it: the pace of a machine changes. The median of three such differences
counts. What Khao's index takes is the difference of the two clean builds below; edited is the build after a line was
added to one body."""


class Goal(NamedTuple):
    """What the search should come to at the most, or at the least, and what it came to."""

    what: str
    limit: float
    value: float | None
    form: str
    """How a value is written."""
    least: bool = False

    @property
    def row(self) -> tuple[str, str, str, str]:
        """A row of the table."""
        if self.value is None:
            said, met = "", "not measured"
        else:
            said = self.form.format(self.value)
            reached = self.value >= self.limit if self.least else self.value <= self.limit
            met = "met" if reached else "**not met**"
        return self.what, f"{'≥' if self.least else '≤'} {self.form.format(self.limit)}", said, met


def write(found: Findings, page: Path) -> None:
    """Write the page."""
    parts = [HOW, _measured(found), _goals(found), _kinds(found), _costs(found), _missed(found), _about(found)]
    page.write_text("\n\n".join(filter(None, parts)) + "\n", encoding="utf-8")


def _measured(found: Findings) -> str:
    sizes = found.sizes()
    each = max((len(found.of(size, KHAO, kind)) for size in sizes for kind in KINDS), default=0)
    runs = min((len(taken) for rows in found.builds.samples.values() for taken in rows.values()), default=0)
    doubts = [f"fewer than {ENOUGH} builds"] * (runs < ENOUGH)
    doubts += [f"fewer than {GOAL_SIZE:,} items"] * (max(sizes, default=0) < GOAL_SIZE)
    trial = f"\n\n**This is a trial: {' and '.join(doubts)}.**" if doubts else ""
    return MEASURED.format(each=each, most=MOST, trial=trial)


def _goals(found: Findings) -> str:
    size = max(found.sizes(), default=0)
    answers = found.of(size, KHAO)
    everywhere = [each for one in found.sizes() for each in found.of(one, KHAO)]
    share = _share(found, size)
    goals = (
        Goal("recall, the worst question of all sizes", 1, _least(everywhere, "recall"), "{:.3f}", least=True),
        Goal("precision, the worst question of all sizes", 1, _least(everywhere, "precision"), "{:.3f}", least=True),
        Goal("files of the first round, the largest", 60, _thousandth(percentile(answers, _SIZE, 1)), "{:.1f} KB"),
        Goal("requests of the first round, the most", 8, percentile(answers, _REQUESTS, 1), "{:.0f}"),
        Goal("work in the page, p95", 50, _thousand(percentile(answers, _WORK, 0.95)), "{:.0f} ms"),
        Goal("the index's share of a clean build", 30, share and share * 100, "{:.0f} %"),
        Goal("what the index adds to the build after an edit of one body", 0.5, _added(found, size), "{:.2f} s"),
    )
    note = f"At {size:,} items, but for recall and precision."
    return section(
        "Goals", [note, "", *table(("what", "goal", "measured", "result"), "llrl", [each.row for each in goals])]
    )


def _kinds(found: Findings) -> str:
    """Recall and precision."""
    lines: list[str] = []
    for size in found.sizes():
        rows = []
        for kind in KINDS:
            ours = found.of(size, KHAO, kind)
            if ours:
                true = "0" if kind == NOWHERE else f"{percentile(ours, attrgetter('true'), 0.5):,.0f}"
                cells = [_share_of(found.of(size, name, kind), what) for name in NAMES for what in _GRADES]
                rows.append((kind, str(len(ours)), true, *cells))
        head = ("kind", "questions", "true pages, median", *(f"{name}: {what}" for name in NAMES for what in _GRADES))
        lines += [f"### {size:,} items", "", *table(head, "lrrrrrr", rows), ""]
    return section("Found and missed", [*_nothing(found), *lines][:-1])


def _nothing(found: Findings) -> list[str]:
    """What was given where there is nothing to find, in words: such questions have no recall."""
    said = []
    for name in NAMES:
        asked = [each for size in found.sizes() for each in found.of(size, name, NOWHERE)]
        if asked:
            said.append(f"{name} gave pages for {sum(each.given > 0 for each in asked)} of {len(asked)}")
    return [f"Of questions for what is nowhere: {', '.join(said)}.", ""] if said else []


def _costs(found: Findings) -> str:
    """Bytes, requests, times."""
    rows = []
    for size in found.sizes():
        for name in NAMES:
            answers = found.of(size, name)
            index = found.indexes.get(size, {}).get(name)
            if not answers or not index:
                rows.append((f"{size:,}", name, *["not measured"] * 8))
                continue
            build = found.builds.median(size, PAGEFIND, "wall") if name == PAGEFIND else _clean(found, size)
            rows.append(
                (
                    f"{size:,}",
                    name,
                    "" if build is None else f"{build:.2f}",
                    f"{index.size / 1e6:.2f}",
                    f"{index.files:,}",
                    _spread(answers, _FIRST, 1, "{:.0f}"),
                    _spread(answers, _SIZE, 1e-3, "{:,.1f}"),
                    _spread(answers, _REQUESTS, 1, "{:.0f}"),
                    _spread(answers, _WALL, 1e3, "{:.0f}"),
                    _spread(answers, _WORK, 1e3, "{:.0f}"),
                )
            )
    head = (
        "items",
        "search",
        "index, s",
        "index, MB",
        "files",
        "KB a question",
        "requests",
        "until done, ms",
        "work, ms",
    )
    builds = table(
        (
            "items",
            "clean, search on, s",
            "clean, search off, s",
            "on ÷ off",
            "edited, search on, s",
            "edited, search off, s",
        ),
        "rrrrrr",
        [_build(found, size) for size in found.sizes()],
    )
    return section(
        "What it costs", [COSTS.format(programs=_programs(found)), "", *table(head, "rlrrrrrrrr", rows), "", *builds]
    )


def _missed(found: Findings) -> str:
    """The first questions that Khao's search answered wrongly, if any."""
    wrong = [
        (
            f"{size:,}",
            each.kind,
            each.typed,
            str(each.true),
            str(each.found),
            str(each.given - each.right),
            str(each.total),
        )
        for size in found.sizes()
        for each in found.of(size, KHAO)
        if (each.recall or 0) < (each.true > 0) or each.right < each.given or each.total < each.true
    ]
    if not wrong:
        return ""
    head = ("items", "kind", "question", "true pages", "found", "false", "told")
    return section("What Khao's search got wrong", table(head, "rllrrrr", wrong[:20]))


def _about(found: Findings) -> str:
    return section("Machine and versions", table(("what", "which"), "ll", [*found.builds.about.items()]))


def _clean(found: Findings, size: int) -> float | None:
    """Seconds that the index takes of a clean build."""
    on, off = (found.builds.median(size, row, "wall") for row in ("on", "off"))
    return on - off if on is not None and off is not None else None


def _share(found: Findings, size: int) -> float | None:
    ratio = found.builds.ratio(size, "off", "on", "wall")
    return None if ratio is None else 1 - ratio


def _added(found: Findings, size: int) -> float | None:
    on, off = (found.builds.median(size, row, "wall") for row in ("on-edited", "off-edited"))
    return on - off if on is not None and off is not None else None


def _build(found: Findings, size: int) -> list[str]:
    seconds = [found.builds.median(size, row, "wall") for row in ("on", "off", "on-edited", "off-edited")]
    ratio = found.builds.ratio(size, "on", "off", "wall")
    cells = ["" if each is None else f"{each:.2f}" for each in (*seconds[:2], ratio, *seconds[2:])]
    return [f"{size:,}", *cells]


def _programs(found: Findings) -> str:
    """What readers fetch once."""
    rows = found.indexes.get(max(found.sizes(), default=0), {})
    return " and ".join(f"{row.program / 1e3:,.0f} KB with {name}" for name, row in rows.items()) or "not measured"


def _least(answers: Sequence[Answer], what: str) -> float | None:
    return min((value for each in answers if (value := getattr(each, what)) is not None), default=None)


def _share_of(answers: Sequence[Answer], what: str) -> str:
    value = mean(answers, attrgetter(what))
    if value is None:
        return "" if answers else "not measured"
    return f"{int(value * 1000) / 1000:.3f}"  # Never rounded up: 1.000 is all of them.


def _spread(answers: Sequence[Answer], what: Callable[[Answer], float], factor: float, form: str) -> str:
    return " / ".join(form.format((percentile(answers, what, share) or 0) * factor) for share in (0.5, 0.95, 1))


def _thousandth(value: float | None) -> float | None:
    return None if value is None else value / 1e3


def _thousand(value: float | None) -> float | None:
    return None if value is None else value * 1e3
