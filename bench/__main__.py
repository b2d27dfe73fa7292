"""The command: `python -m bench`, or `make bench`. Times the builds in turn, measures the search, writes the reports.

The one invariant: within a run every build is timed once, after the others, so a slow minute of the machine slows all.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import peers, report, results, search, search_page


def main() -> None:
    """Measure what is asked for, a file of results between, and write the page."""
    parser = _parser()
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    file = options.results or options.work / "results.json"
    found = results.Results.load(file) if options.results else results.Results()
    work = options.work.resolve()
    if sizes := {options.items, *options.growth} - {0}:
        names = options.peers if options.items else ()
        try:
            found = found.continued({**results.here(), **peers.versions(work, names)})
        except ValueError as refusal:
            parser.error(str(refusal))
        compared = [*(peers.PEERS[name] for name in names), *peers.KHAO]
        with tempfile.TemporaryDirectory(dir=work) as folder:
            for size in sorted(sizes):
                makers = compared if size == options.items else [peers.khao]
                _measure(found, makers, size, options.runs, work, Path(folder) / str(size), file)
    report.write(found, options.write)
    if options.search:
        try:
            search.measure(options.search, search.Times(), work, None, search_page.PAGE)
        except ValueError as refusal:
            parser.error(str(refusal))


def _measure(
    found: results.Results, makers: Sequence[peers.Maker], size: int, runs: int, work: Path, folder: Path, file: Path
) -> None:
    steps = [step for make in makers for step in make(work, folder, size)]
    for run in range(1, runs + 1):
        for step in steps:
            step.ready(run)
            sample = step.take(run)
            found.add(size, step.row, sample)
            print(f"{size} items, run {run} of {runs}: {step.row} {sample['wall']:.2f} s", flush=True)
        found.save(file)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench", description="Time Khao beside other generators.")
    parser.add_argument(
        "--items", type=int, default=10_000, help="items that all generators build; 0: none (default: 10000)"
    )
    parser.add_argument("--runs", type=int, default=3, help="runs, of which the median counts (default: 3)")
    parser.add_argument(
        "--peers", type=_names, default=tuple(peers.PEERS), help="generators beside Khao (default: hugo,pelican)"
    )
    parser.add_argument(
        "--growth",
        type=_sizes,
        default=(1_000, 10_000),
        help="numbers of items at which Khao alone is timed (default: 1000,10000)",
    )
    parser.add_argument(
        "--search",
        type=_sizes,
        default=search.SIZES,
        help='numbers of items at which the search is measured; "": none (default: 200,2000,10000)',
    )
    parser.add_argument(
        "--results", type=Path, metavar="FILE", help="add to the results in this file (default: start anew)"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", default=report.PAGE, help="page to write the report into")
    parser.add_argument(
        "--work", type=Path, metavar="DIR", default=results.ROOT / ".khao/bench", help="folder for all that is made"
    )
    return parser


def _names(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, text.split(",")))
    if unknown := set(names) - set(peers.PEERS):
        raise argparse.ArgumentTypeError(f"no such generator: {', '.join(sorted(unknown))}")
    return names


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(",") if each)


if __name__ == "__main__":
    main()
