"""The command: `python build.py [--root DIR] COMMAND`.

The one invariant: exit status 0 all well, 1 problems found, 2 wrong use; and never a traceback for a mistake in
content, data or layouts.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from khao import dates
from khao.config import PREVIEW, Config
from khao.errors import BuildError, Place, Problem, problem
from khao.extension import Project
from khao.make import make
from khao.options import parser
from khao.profile import Profile
from khao.progress import Progress
from khao.words import Lang, say


def main(project: Project | None = None, *, root: Path | None = None, argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave the process with its status; `root` is the default of --root."""
    for stream in (sys.stdout, sys.stderr):
        # A console that can't show Thai shall still tell what it can.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = parser(root or Path.cwd()).parse_args(argv)
    try:
        sys.exit(COMMANDS[options.command or "build"](options, project or Project()))
    except BuildError as error:
        _tell(error.problems, options)
        sys.exit(2 if isinstance(error, Misuse) else 1)
    except (KeyboardInterrupt, EOFError):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read the output has gone; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


class Misuse(BuildError):
    """The command was given something that it can't use: exit status 2."""


MOST_JOBS = 256


def _jobs(value: str) -> int:
    if not value:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= MOST_JOBS:
        raise Misuse([problem("jobs-bad", Place("--jobs"), value=value)])
    return int(value)


def _moment(value: str) -> datetime:
    """The moment to build for: the one given, else SOURCE_DATE_EPOCH, else the present."""
    try:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if not value and epoch.isdigit():
            return datetime.fromtimestamp(int(epoch), dates.BANGKOK)
        return dates.parse(value) if value else datetime.now(dates.BANGKOK)
    except (ValueError, OverflowError, OSError):
        raise Misuse([problem("time-unreadable", Place("--now"), value=value)]) from None


def _config(options: argparse.Namespace) -> Config:
    root: Path = options.root
    if not (root / "content").is_dir() or not (root / "layouts").is_dir():
        raise BuildError([problem("root-missing", Place(str(root)), path=root)])
    return Config(
        root=root,
        output=options.out or root / (PREVIEW if options.command == "serve" else "public"),
        now=_moment(options.now),
        jobs=_jobs(options.jobs),
        drafts=options.drafts,
        future=options.future,
        clean=options.clean,
        pdf=options.pdf,
    )


def _build(options: argparse.Namespace, project: Project) -> int:
    gc.disable()  # What a build makes, it needs to its end; looking for what it doesn't need would cost a tenth.
    config = _config(options)
    profile = Profile()
    with Progress(options.lang) as progress:
        done = make(config, project, progress=progress, profile=profile)
    print(done.tell(str(config.output), options.lang))
    if options.profile:
        print(profile.tell(options.lang))
    _annotate(done.notes, options.lang)
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        from khao.results import summary

        with open(page, "a", encoding="utf-8") as file:
            file.write(summary(done, options.lang))
    return 0


def _check(options: argparse.Namespace, project: Project) -> int:
    from khao import report, work
    from khao.audit import audit, look
    from khao.lock import alone
    from khao.mend import mend
    from khao.messages import severity

    config = _config(options)
    people = options.format == "text"
    with alone(config), work.executor(config.jobs) as pool, Progress(options.lang) as progress:
        if options.fix and (mended := mend(config.root, lambda: look(config, pool))):
            told = [say("mended", options.lang, count=len(mended)), *(each.tell(options.lang) for each in mended)]
            print("\n".join(told), file=sys.stdout if people else sys.stderr)
        found = audit(config, pool, project, progress=progress, external=options.external)
    print(report.FORMATS[options.format](found, options.lang))
    wrong = any(severity(each.rule) != "note" for each in found)
    if people and not wrong:
        print(say("sound", options.lang))
    if people:
        _annotate(found, options.lang)
    return int(wrong)


def _new(options: argparse.Namespace, project: Project) -> int:  # noqa: ARG001
    from khao import work
    from khao.interview import interview
    from khao.load import load
    from khao.new import Wanted, named, start, wrong

    config = replace(_config(options), drafts=True, future=True)
    with work.executor(config.jobs) as pool:
        loaded = load(config, pool)
    given = {name: tuple(getattr(options, name) or ()) for name in ("category", "school", "affiliation")}
    wanted = Wanted(
        (options.title or "").strip(),
        options.section,
        options.date,
        options.slug,
        given["category"],
        named("schools", given["school"], loaded.known),
        named("affiliations", given["affiliation"], loaded.known),
        options.single,
    )
    if problems := wrong(wanted, loaded.known):
        raise Misuse(problems)
    if sys.stdin.isatty() and sys.stdout.isatty():
        wanted = interview(wanted, loaded, input, print, options.lang)
    elif not wanted.title:
        raise Misuse([problem("new-untitled", Place("TITLE"))])
    path = start(config.root, wanted, loaded, options.lang)
    print(say("new-done", options.lang, path=path))
    return 0


def _publish(options: argparse.Namespace, project: Project) -> int:
    from khao.load import settings_at
    from khao.publish import publish, rollback, target_of

    config = _config(options)
    problems: list[Problem] = []
    settings = settings_at(config.root, problems)
    if problems and not settings.publish:
        raise BuildError(problems)
    try:
        target = target_of(settings, options.target)
    except BuildError as error:
        raise Misuse(error.problems) from None
    with Progress(options.lang) as progress:
        if options.rollback:
            done = rollback(config, target, progress)
        else:
            done = publish(config, project, target, options.allow or (), progress, dry=options.dry_run)
    print(done.tell(options.lang))
    return 0


def _why(options: argparse.Namespace, project: Project) -> int:
    from khao import work
    from khao.why import why

    config = _config(options)
    with work.executor(config.jobs) as pool:
        reasons = why(options.url, config, pool, project)
    print(reasons.tell(options.lang))
    return int(reasons.state == "missing")


def _serve(options: argparse.Namespace, project: Project) -> int:
    from khao.serve import Door, serve

    def configure() -> Config:
        return replace(_config(options), drafts=True, future=True, preview=True)

    return serve(configure, project, Door(options.host, options.port, options.lan), options.lang)


COMMANDS = {"build": _build, "serve": _serve, "check": _check, "new": _new, "publish": _publish, "why": _why}


def _tell(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    """What stops the command, to standard error, and to the CI that runs this in its own form."""
    from khao import report
    from khao.messages import severity

    lang: Lang = options.lang
    errors = [each for each in problems if severity(each.rule) == "error"]
    print(report.people(errors, lang), file=sys.stderr)
    print(say("failed", lang, count=len(errors)), file=sys.stderr)
    _annotate(problems, lang)


def _annotate(problems: Sequence[Problem], lang: Lang) -> None:
    """Problems beside the lines of a pull request, where GitHub runs this."""
    if problems and os.environ.get("GITHUB_ACTIONS") == "true":
        from khao import report

        print(report.github(problems, lang))
