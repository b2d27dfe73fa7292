"""The whole thing on one screen: files → site → pages → HTML → public/.

The one invariant: the output folder changes once, at the end, and only if nothing was wrong.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from khao import check, seal
from khao.beside import Beside
from khao.config import Config
from khao.develop import Watch, develop, maker, paths
from khao.errors import BuildError, Problem
from khao.extension import Project
from khao.heads import Heads
from khao.index import Indexed, remembered
from khao.job import Job
from khao.lens import Answers, stale
from khao.load import Load, load
from khao.made import Made
from khao.messages import severity
from khao.model import File, Page
from khao.plan import PLANNERS, plan
from khao.printing import printing
from khao.profile import Profile
from khao.record import Memory
from khao.results import Report
from khao.site import Site
from khao.store import Store, salt
from khao.write import Output

if TYPE_CHECKING:
    from khao.render import Batches

T = TypeVar("T")


def build(
    config: Config,
    pool: Executor,
    project: Project | None = None,
    *,
    read: seal.Stamp | None = None,
    progress: Watch | None = None,
    profile: Profile | None = None,
    dry: bool = False,
) -> Report:
    """Make the output folder equal the sources; `dry` does all but touch it. Nobody else may build meanwhile.

    `read` tells what the sources looked like before; with it the finished build is sealed.
    Raises BuildError with every problem of the run.
    """
    started = time.perf_counter()
    project = project or Project()
    profile = profile or Profile()
    store = Store(config.cache, config.way, salt(project.salt()))
    last = Memory() if config.clean else store.recall()
    output = Output.open(config.output, config.root, last.written, dry=dry)
    profile.lap("recall")
    try:
        loaded, heads = _loaded(config, pool, store, dry=dry)
        profile.lap("load")
        pages, collisions = plan(loaded.site, (*PLANNERS, *project.planners))
        profile.lap("plan")
        answers = Answers(loaded.site)
        todo = _todo(pages, last, answers, output)
        made = Made.kept(pages, todo, last, output)
        profile.lap("stale")
        problems = [*loaded.problems, *collisions, *_examined(loaded.site, last, project, store)]
        targets = {target: number for number, target in made.targets.items()}
        job = Job(loaded.site, config.root, store, project, output, last.numbers, targets, last.free)
        with contextlib.closing(_rendered(todo, job, pool)) as done:
            problems += made.take(_counted(done, len(todo), progress), output, store, profile)
        profile.lap("render")
        others = _others(made.files(answers), made, job, pool, progress)
        problems += [*check.files(pages, others.sources), *others.problems]
        profile.lap("develop")
        indexed = _indexed(job, made, last, pool, dry=dry)
        problems += indexed.problems
        profile.lap("search")
        web = check.Web(pages, made.targets, made.pages, others.paths)
        problems += [*check.links(web, loaded.site, config.root), *output.in_the_way()]
        notes = _stop_at_errors(problems)
        profile.lap("check")
        changes, written = output.commit()
        profile.lap("commit")
    except BaseException:
        output.abandon()
        raise
    finally:
        store.objects.close()
    rendered = tuple(page.url for page in todo)
    report = Report(len(pages), rendered, changes, notes, loaded.next_change, time.perf_counter() - started)
    if not dry:
        store.objects.keep(loaded.site.sources | others.marks, maker())
        store.keep_heads(loaded.heads, heads)
        store.remember(made.memory(others.paths, indexed.index, loaded.site, written), last)
        if read:
            seal.close(config, seal.Finished(read, store.salt, report, written, _next_answer(loaded, made)))
        profile.lap("remember")
    return report


class Others(NamedTuple):
    """What is published and is no page: photos, cards, attachments, assets, PDFs."""

    sources: Sequence[File]
    paths: frozenset[str]
    """Below the output folder."""
    marks: frozenset[str]
    """The digests that cards and PDFs are kept by."""
    problems: tuple[Problem, ...]


def _others(sources: Sequence[File], made: Made, job: Job, pool: Executor, progress: Watch | None) -> Others:
    """Stage what the pages show and lead to."""
    problems = develop(sources, job, pool, progress)
    printed = printing(job, made, sources)
    marks = printed.marks.union(each.source for each in sources if each.card)
    return Others(sources, printed.paths.union(paths(sources)), marks, (*problems, *printed.problems))


def _loaded(config: Config, pool: Executor, store: Store, *, dry: bool) -> tuple[Load, Heads]:
    """The site, and the heads of the last build."""
    heads, before = (Heads(), Beside()) if config.clean else (store.heads(), store.beside())
    loaded = load(config, pool, heads, before)
    if not dry:
        # What was seen of photos is dear, and good whatever else turns out to be wrong.
        store.keep_beside(loaded.beside, before)
    return loaded, heads


def _rendered(todo: Sequence[Page], job: Job, pool: Executor) -> Batches:
    if todo:
        # A build with nothing to do shall load neither the template engine nor Markdown.
        from khao.render import render

        yield from render(todo, job, pool)


def _counted(done: Batches, total: int, progress: Watch | None) -> Batches:
    number = 0
    for pages, each in done:
        number += len(pages)
        if progress:
            progress("rendering", number, total)
        yield pages, each


def _todo(pages: Iterable[Page], last: Memory, answers: Answers, output: Output) -> list[Page]:
    """The pages to render: those whose answers changed, and those that don't lie whole in the output folder."""
    fresh = {page.key for page in stale(pages, last.questions, answers)}
    there = output.there
    return [
        page for page in pages if page.key in fresh or page.file not in there or there[page.file].made_from != page.key
    ]


def _examined(site: Site, last: Memory, project: Project, store: Store) -> list[Problem]:
    """What is wrong with layouts on their face; layouts that were sound last time are not read again."""
    if site.parts["layouts"] == last.parts.get("layouts"):
        return []
    from khao import templates

    bytecode = store.bytecode()
    problems = templates.examine(site.layouts, project.filters, bytecode)
    bytecode.keep()
    return problems


def _indexed(job: Job, made: Made, last: Memory, pool: Executor, *, dry: bool) -> Indexed:
    """The search index, if some page begins a search with it."""
    asked = any(each.name == "search_index" for each in made.told.values())
    if dry or not asked or not job.site.searched:
        return Indexed()
    # A site without a search needs no arithmetic of arrays.
    from khao.search import search

    return search(job, made.plain, remembered(last.parts.get("search", "")), pool)


def _stop_at_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The notes, when there is nothing worse; else BuildError with everything."""
    every = _once(problems)
    if any(severity(each.rule) == "error" for each in every):
        raise BuildError(every)
    return every


def _next_answer(loaded: Load, made: Made) -> datetime | None:
    """The next moment at which time alone changes an answer.

    An item comes, goes, or is recent no more; a month begins, where a page promises something for a time.
    """
    moments = [loaded.next_change[0]] if loaded.next_change else []
    hours = {int(str(each.question.args[0][1])) for each in made.told.values() if each.name == "recent"}
    for span in hours:
        recent = loaded.site.recent(span)
        moments += [max(item.date, item.live_from) + timedelta(hours=span) for item in recent]
    if any(each.name == "horizon" for each in made.told.values()):
        moments.append(loaded.site.month(1))
    return min(moments, default=None)


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, sorted by place; a fault of a layout or of the disk is told once, not of each page."""
    found: dict[object, Problem] = {}
    for each in sorted(set(problems)):
        layout = each.rule.startswith("layout-")
        full = each.rule == "output-unwritable"
        found.setdefault((each.place, each.rule) if layout else each.rule if full else each, each)
    undefined = {each.place for each in found.values() if each.rule == "layout-undefined"}
    return tuple(each for each in found.values() if each.rule != "layout-no-value" or each.place not in undefined)
