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
from khao.profile import Profile
from khao.progress import Progress
from khao.words import Lang, say

DESCRIPTION = "Khao (ข่าว) turns content/, data/ and layouts/ into a static site in public/."


def main(project: Project | None = None, *, root: Path | None = None, argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave the process with its status; `root` is the default of --root."""
    for stream in (sys.stdout, sys.stderr):
        # A console that can't show Thai shall still tell what it can.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser(root or Path.cwd()).parse_args(argv)
    try:
        sys.exit(COMMANDS[options.command or "build"](options, project or Project()))
    except BuildError as error:
        _tell(error.problems, options)
        sys.exit(2 if isinstance(error, Misuse) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read the output has gone; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _parser(root: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("build.py", description=DESCRIPTION, parents=[_common()])
    parser.set_defaults(
        root=root,
        lang="th",
        out=None,
        jobs="",
        now="",
        format="text",
        host="127.0.0.1",
        port=None,
        **dict.fromkeys(("drafts", "future", "clean", "profile", "fix", "external", "lan"), False),
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    common = _common()

    def command(name: str, help: str) -> argparse.ArgumentParser:
        # Options may stand before the command or after it: absent ones must not undo those given before.
        return commands.add_parser(
            name, parents=[common], help=help, description=help, argument_default=argparse.SUPPRESS
        )

    build = command("build", "make the site (the default)")
    build.add_argument("--profile", action="store_true", help="tell where the time went")
    serve = command("serve", "make the site, show it on this machine, make it again on each change")
    serve.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (default: 8000, or the next that is free)")
    serve.add_argument("--lan", action="store_true", help="let the network that this machine is in see the site, too")
    check = command("check", "find every problem: what would stop a build, and what a proofreader would find")
    check.add_argument("--fix", action="store_true", help="mend what has one safe remedy, and show what was changed")
    check.add_argument("--external", action="store_true", help="follow links to other sites, too")
    check.add_argument("--format", choices=FORMATS, help="form of the problems (default: text)")
    why = command("why", "tell why a page would be rendered now")
    why.add_argument("url", metavar="URL", help="the page's URL, from /")
    return parser


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="folder of content/, data/ and layouts/ (default: where build.py lies)",
    )
    common.add_argument("--lang", choices=["th", "en"], help="language of what the command says (default: th)")
    common.add_argument(
        "--out", type=Path, metavar="DIR", help=f"output folder (default: ROOT/public; serve: ROOT/{PREVIEW})"
    )
    common.add_argument("--jobs", metavar="N", help="processes to work with (default: one a processor)")
    common.add_argument("--drafts", action="store_true", help="include drafts")
    common.add_argument("--future", action="store_true", help="include what is to be published later")
    common.add_argument("--clean", action="store_true", help="make every page anew")
    common.add_argument("--now", metavar="TIME", help="build for this moment, e.g. 2567-05-13T08:30")
    return common


class Misuse(BuildError):
    """The command was given something that it can't use: exit status 2."""


MOST_JOBS = 256
FORMATS = ("text", "github", "gitlab", "json")
"""The forms that `khao.report` gives problems."""


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


COMMANDS = {"build": _build, "serve": _serve, "check": _check, "why": _why}


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
