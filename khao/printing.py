"""Reports → PDFs in the stage, for readers who file or print them.

The one invariant: a PDF is made of what its page shows today, and is made again only when that is something else.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khao.errors import Place, Problem, problem
from khao.job import Job
from khao.made import Made
from khao.model import File, digest, file_of
from khao.questions import pdf_url
from khao.write import Output

PRINTING = 1
"""Counted up when PDFs are made otherwise than before."""
NEEDED = ("pikepdf", "fontTools")


@dataclass(frozen=True)
class Printed:
    """The PDFs of a build."""

    paths: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    """The digests that they are kept by."""
    problems: tuple[Problem, ...] = ()


def printing(job: Job, made: Made, sources: Iterable[File]) -> Printed:
    """Stage the PDFs that pages lead to."""
    wanted = sorted(_wanted(made))
    if not wanted or not job.site.pdf:
        return Printed()
    paths = frozenset(file_of(target) for _, target in wanted)
    if any(importlib.util.find_spec(each) is None for each in NEEDED):
        return Printed(paths, problems=(problem("pdf-extra", Place("--pdf")),))
    from khao import printer

    command = printer.browser()
    version = printer.version(command) if command else ""
    if not version:
        return Printed(paths, problems=(problem("pdf-no-browser", Place("--pdf"), known=", ".join(printer.BROWSERS)),))
    shown = [(each.url, each.source) for each in sources]
    maker = f"{PRINTING} {version}"
    marks = {}
    for url, target in wanted:
        # The page, its running head, and the pictures beside it; of assets, the page tells the names alone.
        own = [each.written.digest for name in (url, f"{url}print.css") if (each := made.pages.get(name))]
        beside = sorted(mark for other, mark in shown if other.startswith((url, "/assets/")))
        marks[url, target] = digest(" ".join([maker, *own, *beside]))
    todo = {pair: mark for pair, mark in marks.items() if not _lies(pair[1], mark, job.output)}
    problems = _print(todo, job, command)
    return Printed(paths, frozenset(marks.values()), tuple(problems))


def _wanted(made: Made) -> Iterable[tuple[str, str]]:
    """(URL of the page, URL of its PDF) of each that a page leads to."""
    asked = (dict(each.question.args) for each in made.told.values() if each.name == "pdf")
    urls = [str(args["url"]) for args in asked]
    # A page with a mistake in it is not there.
    return ((url, pdf_url(url)) for url in urls if url in made.pages and made.pages[url].written.digest)


def _lies(target: str, mark: str, output: Output) -> bool:
    path = file_of(target)
    there = output.there.get(path)
    if there is None or there.made_from != f"pdf:{mark}":
        return False
    output.keep(path, there.made_from)
    return True


def _print(todo: Mapping[tuple[str, str], str], job: Job, command: str) -> list[Problem]:
    """Lay these PDFs into the stage: from the cache, or printed."""
    problems: list[Problem] = []
    objects = job.store.objects
    kept = {mark: data for mark in todo.values() if (data := objects.get(f"pdf:{mark}")) is not None}
    if len(kept) < len(todo):
        from khao.pdftext import Broken, mended
        from khao.printer import Hung, Unprintable, press

        with press(command, lambda path: _read(path, job.output)) as made:
            for (url, _), mark in todo.items():
                if mark not in kept:
                    try:
                        kept[mark] = mended(made.print(url), made.host, job.site.settings.base_url)
                    except Hung as said:
                        problems.append(problem("pdf-failed", Place(url), reason=str(said)))
                        break  # It would hang at the others as well.
                    except (Unprintable, Broken) as said:
                        problems.append(problem("pdf-failed", Place(url), reason=str(said)))
        objects.put({f"pdf:{mark}": data for mark, data in kept.items()})
    for (_, target), mark in todo.items():
        if mark in kept:
            path = file_of(target)
            job.output.take(path, job.output.lay(path, kept[mark], f"pdf:{mark}"))
    return problems


def _read(path: str, output: Output) -> bytes | None:
    """A file as this build leaves it."""
    for folder in (output.stage, output.folder):
        if (folder / path).is_file():
            return (folder / path).read_bytes()
    return None
