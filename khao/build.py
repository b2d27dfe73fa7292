"""The whole thing on one screen: files → site → pages → HTML → public/.

The one invariant: the output folder changes once, at the end, and only if nothing was wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import filelock

from khao import check, seal, work
from khao.config import Config
from khao.develop import develop
from khao.errors import BuildError, Place, Problem, problem
from khao.extension import Project
from khao.heads import Heads
from khao.lens import Answers, LastBuild, stale
from khao.load import Load, load
from khao.messages import severity
from khao.model import File, Page, Question, Rendered, file_of
from khao.objects import Objects
from khao.plan import PLANNERS, plan
from khao.results import Report
from khao.site import Site
from khao.store import Memory, Store, Written, salt
from khao.write import Output


@dataclass
class Made:
    """What this build knows of its pages, those kept and those rendered."""

    asked: dict[str, frozenset[Question]] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)


Watch = Callable[[str, int, int], None]
"""Told (stage, done, total) as the work goes on."""


def build(
    config: Config,
    pool: Executor,
    project: Project | None = None,
    *,
    progress: Watch | None = None,
    dry: bool = False,
) -> Report:
    """Make the output folder equal the sources; `dry` does all but touch it.

    Raises BuildError with every problem of the run.
    """
    started = time.perf_counter()
    project = project or Project()
    with _alone(config):
        read = seal.inputs(config, project.salt())
        store = Store(config.cache, config.way, salt(project.salt()))
        last = Memory() if config.clean else store.recall()
        output = Output.open(config.output, config.root, last.written, dry=dry)
        try:
            heads = Heads() if config.clean else store.heads()
            loaded = load(config, pool, heads)
            pages, collisions = plan(loaded.site, (*PLANNERS, *project.planners))
            answers = Answers(loaded.site)
            todo = _todo(pages, last, answers, output)
            made = _keep(pages, todo, last, output)
            problems = [*loaded.problems, *collisions, *_examined(loaded.site, last, project)]
            done = _rendered(todo, loaded.site, config, store.objects, project, pool)
            problems += _take(_counted(done, len(todo), progress), made, answers, output, store)
            sources = _files(made, answers)
            problems += check.files(pages, sources)
            problems += develop(sources, config.root, output, store, pool)
            web = check.Web(pages, made.links, made.anchors, {file_of(each.url) for each in sources})
            problems += check.links(web, loaded.site, config.root)
            problems += output.in_the_way()
            notes = _stop_at_errors(problems)
            changes, written = output.commit()
        except BaseException:
            output.abandon()
            raise
        finally:
            store.objects.close()
        rendered = tuple(page.url for page in todo)
        report = Report(len(pages), rendered, changes, notes, loaded.next_change, time.perf_counter() - started)
        if not dry:
            store.objects.keep(loaded.site.sources)
            store.keep_heads(loaded.heads)
            store.remember(_memory(made, pages, answers, written))
            seal.close(config, read, report, _next_answer(loaded, made))
        return report


def _rendered(
    todo: Sequence[Page], site: Site, config: Config, objects: Objects, project: Project, pool: Executor
) -> Iterator[Rendered]:
    if todo:
        # A build with nothing to do shall load neither the template engine nor Markdown.
        from khao.render import render

        yield from render(todo, site, config.root, objects, project, pool)


def _counted(done: Iterator[Rendered], total: int, progress: Watch | None) -> Iterator[Rendered]:
    for number, each in enumerate(done, 1):
        if progress and (number % work.BATCH == 0 or number == total):
            progress("rendering", number, total)
        yield each


@contextmanager
def _alone(config: Config) -> Iterator[None]:
    """Only one build of a root runs at a time; the lock goes with the process, however it ends."""
    wrong = None
    lock = filelock.FileLock(config.cache / "lock")
    try:
        config.cache.mkdir(exist_ok=True)
        lock.acquire(timeout=0)
    except filelock.Timeout:
        wrong = problem("already-building", Place(str(config.root)))
    except OSError as error:
        wrong = problem("root-unusable", Place(str(config.root)), reason=error.strerror or str(error))
    if wrong:
        raise BuildError([wrong])
    try:
        yield
    finally:
        lock.release()


def _todo(pages: Iterable[Page], last: Memory, answers: Answers, output: Output) -> list[Page]:
    """The pages to render: those whose answers changed, and those that don't lie whole in the output folder."""
    fresh = {page.key for page in stale(pages, last.questions, answers)}
    there = output.there
    return [
        page for page in pages if page.key in fresh or page.file not in there or there[page.file].made_from != page.key
    ]


def _keep(pages: Iterable[Page], todo: Iterable[Page], last: Memory, output: Output) -> Made:
    made = Made()
    again = {page.key for page in todo}
    for page in pages:
        if page.key not in again:
            output.keep(page.file, page.key)
            made.asked[page.key] = last.questions.asked[page.key]
            made.links[page.key] = last.links.get(page.key, ())
            made.anchors[page.key] = last.anchors.get(page.key, frozenset())
    return made


def _examined(site: Site, last: Memory, project: Project) -> list[Problem]:
    """What is wrong with layouts on their face; layouts that were sound last time are not read again."""
    if site.parts["layouts"] == last.questions.parts.get("layouts"):
        return []
    from khao import templates

    return templates.examine(site.layouts, project.filters)


def _take(done: Iterator[Rendered], made: Made, answers: Answers, output: Output, store: Store) -> list[Problem]:
    """Stage pages as they come."""
    problems: list[Problem] = []
    failed: tuple[Problem, ...] = ()
    documents: dict[str, bytes] = {}
    for each in done:
        answers.learn(each.answers)
        documents.update(each.documents)
        if len(documents) >= work.BATCH:
            store.objects.put(documents)
            documents = {}
        problems.extend(each.problems)
        made.asked[each.page.key] = each.asked
        made.links[each.page.key] = each.links
        made.anchors[each.page.key] = each.anchors
        if not each.problems and not failed:
            try:
                output.put(each.page.file, each.data, each.page.key)
            except BuildError as error:
                # Told with all the rest: it may only follow from another mistake.
                failed = error.problems
                problems.extend(failed)
    store.objects.put(documents)
    return problems


def _files(made: Made, answers: Answers) -> list[File]:
    """Every photo, attachment and asset that some page shows, and all assets."""
    asked = {question for questions in made.asked.values() for question in questions if question.name == "file"}
    found = [answers[question] for question in sorted(asked, key=repr)]
    return [*(each for each in found if each), *answers.site.assets.values()]


def _stop_at_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The notes, when there is nothing worse; else BuildError with everything."""
    every = _once(problems)
    if any(severity(each.rule) == "error" for each in every):
        raise BuildError(every)
    return every


def _next_answer(loaded: Load, made: Made) -> datetime | None:
    """The next moment at which time alone changes an answer: an item comes, goes, or is recent no more."""
    moments = [loaded.next_change[0]] if loaded.next_change else []
    hours = {int(str(q.args[0][1])) for asked in made.asked.values() for q in asked if q.name == "recent"}
    for span in hours:
        recent = loaded.site.recent(span)
        moments += [max(item.date, item.live_from) + timedelta(hours=span) for item in recent]
    return min(moments, default=None)


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, sorted by place; a layout's fault is told of one page, not of each that it spoils."""
    found: dict[object, Problem] = {}
    for each in sorted(set(problems)):
        layout = each.rule.startswith("layout-")
        found.setdefault((each.place, each.rule) if layout else each, each)
    undefined = {each.place for each in found.values() if each.rule == "layout-undefined"}
    return tuple(each for each in found.values() if each.rule != "layout-no-value" or each.place not in undefined)


def _memory(made: Made, pages: Iterable[Page], answers: Answers, written: Mapping[str, Written]) -> Memory:
    questions = {question for asked in made.asked.values() for question in asked}
    return Memory(
        questions=LastBuild(made.asked, {each: answers.digest(each) for each in questions}, answers.site.parts),
        links=made.links,
        anchors=made.anchors,
        urls={page.url: page.key for page in pages},
        written=written,
    )
