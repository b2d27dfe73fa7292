"""The command that measures the search: `python -m bench.search`, and a part of `make bench`.

The one invariant: Khao's search and Pagefind's get the same pages, the same questions and the same browser, in turn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench import browse, peers, questions, releases, results, search_page, timing
from bench.findings import Answer, Findings, Index
from bench.peers import Step
from bench.search_page import KHAO, MOST, PAGE, PAGEFIND

SIZES = (200, 2_000, 10_000)
MEASURED = ("khao/*.py", "layouts/**/*", *(f"bench/{name}.py" for name in ("questions", "releases", "vocabulary")))
"""What the figures depend on."""
BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


class Times(NamedTuple):
    """How often a thing is done."""

    runs: int = 3
    """Builds of each kind, of which the median counts."""
    each: int = 20
    """Questions of each kind."""


def main() -> None:
    """Measure what is asked for and write the page."""
    parser = argparse.ArgumentParser("python -m bench.search", description="Measure Khao's search beside Pagefind's.")
    parser.add_argument("--items", type=_sizes, default=SIZES, help="numbers of items (default: 200,2000,10000)")
    parser.add_argument(
        "--runs", type=int, default=Times().runs, help="builds of each kind, of which the median counts (default: 3)"
    )
    parser.add_argument("--each", type=int, default=Times().each, help="questions of each kind (default: 20)")
    parser.add_argument(
        "--work", type=Path, metavar="DIR", default=results.ROOT / ".khao/bench", help="folder for all that is made"
    )
    parser.add_argument(
        "--results", type=Path, metavar="FILE", help="add to the results in this file (default: start anew)"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", default=PAGE, help="page to write the report into")
    options = parser.parse_args()
    try:
        measure(options.items, Times(options.runs, options.each), options.work, options.results, options.write)
    except ValueError as refusal:
        parser.error(str(refusal))


def measure(sizes: Sequence[int], times: Times, work: Path, kept: Path | None, page: Path) -> None:
    """Measure at these numbers of items, keep what is seen, write the page; ValueError if what is kept doesn't fit."""
    work.mkdir(parents=True, exist_ok=True)
    work = work.resolve()
    file = kept or work / "search.json"
    found = Findings.load(file) if kept else Findings()
    if sizes:
        browser()  # Before an hour is spent on builds.
        found.builds = found.builds.continued({**results.here(MEASURED), **_versions(work)})
    with tempfile.TemporaryDirectory(dir=work) as folder:
        for size in sorted(sizes):
            _measure(found, size, times, work, Path(folder) / str(size))
            found.save(file)
    search_page.write(found, page)


def _measure(found: Findings, size: int, times: Times, work: Path, folder: Path) -> None:
    runs, each = times
    found.builds.samples.pop(size, None)
    sites = [*_sites(folder, size)]
    for run in range(1, runs + 1):
        # On and off take turns, and so they do in being first.
        for step in (step for site in sites[:: 1 if run % 2 else -1] for step in site):
            step.ready(run)
            sample = step.take(run)
            found.builds.add(size, step.row, sample)
            print(f"{size} items, run {run} of {runs}: {step.row} {sample['wall']:.2f} s", flush=True)
    site, bundle = folder / "on", folder / "pagefind"
    places = [_khao(site)]
    if tool := _pagefind(work):
        for run in range(1, runs + 1):
            shutil.rmtree(bundle, ignore_errors=True)
            found.builds.add(size, PAGEFIND, _bundle(tool, site, bundle))
            print(f"{size} items, run {run} of {runs}: {PAGEFIND}", flush=True)
        places.append(_beside(site, bundle))
    found.indexes[size] = {place.name: _index(place) for place in places}
    pages = questions.read(site, size)
    found.answers[size] = _ask(found, places, pages, questions.draw(pages, each))


def _sites(folder: Path, count: int) -> Iterator[list[Step]]:
    """The builds with the search on, and with the search off: a clean one, and one after an edit of one body."""
    middle = releases.release(count // 2, count)
    for name, on in (("on", True), ("off", False)):
        site = folder / name
        peers.frame(site, search=on, cards=False)
        releases.write(site, count)
        build = peers.command(site, *peers.khao_words(site, "build"))
        yield [Step(name, peers.clean(site), build), Step(f"{name}-edited", _edit(site, middle), build)]


def _edit(site: Path, release: releases.Release) -> Callable[[int], None]:
    """What adds a line to the body of one item."""

    def edit(run: int) -> None:
        (site / release.item.path).write_text(f"{release.text}\nแก้ไขครั้งที่ {run}\n", encoding="utf-8")

    return edit


def _khao(site: Path) -> browse.Place:
    return browse.Place(KHAO, {"/": site / "public"}, "/search/", "/search/")


def _beside(site: Path, bundle: Path) -> browse.Place:
    """Pagefind, asked from a page that behaves as Khao's does."""
    pages = {}
    for file in (bundle / "fragment").iterdir():
        page = json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        pages[file.stem] = page["url"]
    folders = {"/": site / "public", "/pagefind/": bundle, "/pagefind.html": results.ROOT / "bench/pagefind.html"}
    return browse.Place(PAGEFIND, folders, "/pagefind.html", "/pagefind/", (".js", ".pagefind"), pages)


def _bundle(tool: Path, site: Path, bundle: Path) -> results.Sample:
    """Pagefind's index of what a page says of an item: no menus, no lists of other items."""
    words = ("--site", str(site / "public"), "--output-path", str(bundle), "--quiet")
    which = ("--glob", "news/*/*/index.html", "--root-selector", ".story", "--exclude-selectors", ".share")
    return timing.command([str(tool), *words, *which], site)


def _index(place: browse.Place) -> Index:
    """What a search put on disk, and what of it is program: Khao's is a part of its page."""
    if place.name == KHAO:
        public = place.folders["/"]
        data = [path for path in (public / "search").rglob("*.bin") if path.is_file()]
        programs = [*public.glob("assets/search.*.js")]
    else:
        bundle = place.folders[place.data]
        data = [path for part in ("index", "fragment", "filter") for path in (bundle / part).glob("*")]
        data += [*bundle.glob("*.pf_meta"), bundle / "pagefind-entry.json"]
        programs = [bundle / "pagefind.js", *bundle.glob("wasm.*")]
    return Index(len(data), _size(data), _size(programs))


def _size(paths: Sequence[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def _ask(
    found: Findings,
    places: Sequence[browse.Place],
    pages: Sequence[questions.Page],
    asked: Sequence[questions.Question],
) -> dict[str, list[Answer]]:
    """What each search makes of each question."""
    answers: dict[str, list[Answer]] = {place.name: [] for place in places}
    known = {page.url: page for page in pages}
    with browse.launched(browser()) as chromium, browse.readers(chromium, places) as readers:
        found.builds.about["Chromium"] = chromium.version
        for reader in readers:
            reader.work(asked[0].typed)  # A browser's first page takes longer.
        for number, question in enumerate(asked, 1):
            for reader in readers:
                visit = reader.ask(question.typed, MOST)
                answers[reader.place.name].append(_answer(question, visit, known, reader.place.name))
            print(f"{len(pages)} items, question {number} of {len(asked)}: {question.typed}", flush=True)
        for fault in (fault for reader in readers for fault in reader.faults):
            print(f"fault: {fault}", file=sys.stderr)
    return answers


def _answer(question: questions.Question, visit: browse.Visit, known: dict[str, questions.Page], name: str) -> Answer:
    """Only items are counted: the site's few standing pages are searched too, and left out here.

    Pagefind is right where a page shows the words anywhere; Khao only where they stand in what it searches.
    """
    links = [link for link in visit.links if link in known]
    words = questions.words(question.typed)
    proves = questions.holds if name == KHAO else questions.shows
    return Answer(
        kind=question.kind,
        typed=question.typed,
        true=len(question.true),
        found=len(question.true.intersection(links)),
        given=len(links),
        right=sum(proves(known[link], words) for link in links),
        total=visit.total,
        first=visit.first,
        ended=visit.ended,
        requests=visit.requests,
        size=visit.size,
        wall=visit.wall,
        work=visit.work,
    )


def browser() -> Path:
    """A browser of the Chromium family. Raises ValueError when there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise ValueError("no Chromium is installed, and without one no search can be measured")
    return Path(found)


def _versions(work: Path) -> dict[str, str]:
    tool = _pagefind(work)
    if tool is None:
        return {}
    said = subprocess.run([str(tool), "--version"], check=True, capture_output=True, text=True).stdout
    return {PAGEFIND: said.split()[-1]}


@cache
def _pagefind(work: Path) -> Path | None:
    """Pagefind itself, in an environment made when first asked for; None where it can't be had."""
    folder = work / "pagefind"
    where = "lib/python*/site-packages/pagefind_bin_extended/pagefind_extended"
    if not [*folder.glob(where)]:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(folder / "bin/python"), "-m", "pip", "install", "-qq", "--no-input"]
        subprocess.run([*pip, "pagefind[extended]"], check=False)
    return next(folder.glob(where), None)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(",") if each)


if __name__ == "__main__":
    main()
