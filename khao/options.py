"""What may be said to the command: its commands and their options, with the help that documents them.

The one invariant: an option may stand before the command or after it, and has a value wherever it is left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from khao.config import PREVIEW
from khao.model import SECTIONS

DESCRIPTION = "Khao (ข่าว) turns content/, data/ and layouts/ into a static site in public/."
FORMATS = ("text", "github", "gitlab", "json")
"""The forms that `khao.report` gives problems."""
ALLOWED = ("removals", "older", "changed", "empty")
"""What stops a publisher who isn't told that it is meant."""


def parser(root: Path) -> argparse.ArgumentParser:
    """The command's parser; `root` is the default of --root."""
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
        **dict.fromkeys(("section", "date", "slug"), ""),
        **dict.fromkeys(("title", "category", "school", "affiliation", "allow"), None),
        **dict.fromkeys(
            ("drafts", "future", "clean", "pdf", "profile", "fix", "external", "lan", "single", "dry_run", "rollback"),
            False,
        ),
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    common = [_common()]
    for name, (help, add) in COMMANDS.items():
        # Absent options must not undo those given before the command.
        gone = argparse.SUPPRESS
        add(commands.add_parser(name, help=help, description=help, parents=common, argument_default=gone))
    return parser


def _build(command: argparse.ArgumentParser) -> None:
    command.add_argument("--pdf", action="store_true", help="make each report as a PDF, too, with a browser")
    command.add_argument("--profile", action="store_true", help="tell where the time went")


def _serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    command.add_argument("--port", type=int, help="port to listen on (default: 8000, or the next that is free)")
    command.add_argument("--lan", action="store_true", help="let the network that this machine is in see the site, too")


def _check(command: argparse.ArgumentParser) -> None:
    command.add_argument("--fix", action="store_true", help="mend what has one safe remedy, and show what was changed")
    command.add_argument("--external", action="store_true", help="follow links to other sites, too")
    command.add_argument("--format", choices=FORMATS, help="form of the problems (default: text)")


def _new(command: argparse.ArgumentParser) -> None:
    command.add_argument("title", metavar="TITLE", nargs="?", help="its title; without one it is asked for")
    command.add_argument("--section", choices=SECTIONS, help="news, reports or pages (default: news)")
    command.add_argument("--date", help="its date, as in “13 พ.ค. 2567” (default: today)")
    command.add_argument("--slug", help="its name in the URL (default: taken from the title)")
    command.add_argument("--category", action="append", help="name or id of a category; may be given again")
    command.add_argument("--school", action="append", help="name or id of a school; may be given again")
    command.add_argument("--affiliation", action="append", help="name or id of an affiliation; may be given again")
    command.add_argument("--single", action="store_true", help="one file, without a folder for photos")


def _publish(command: argparse.ArgumentParser) -> None:
    command.add_argument("target", metavar="TARGET", help="a name below publish: in data/site.yaml")
    command.add_argument("--dry-run", action="store_true", help="show what would be sent and removed, and do nothing")
    command.add_argument("--rollback", action="store_true", help="go back to the release before")
    command.add_argument("--allow", choices=ALLOWED, action="append", help="do it all the same; may be given again")


def _why(command: argparse.ArgumentParser) -> None:
    command.add_argument("url", metavar="URL", help="the page's URL, from /")


COMMANDS = {
    "build": ("make the site (the default)", _build),
    "serve": ("make the site, show it on this machine, make it again on each change", _serve),
    "check": ("find every problem: what would stop a build, and what a proofreader would find", _check),
    "new": ("start a new item: ask what it needs, and write a file that is a draft", _new),
    "publish": ("put the built site where readers get it", _publish),
    "why": ("tell why a page would be rendered now", _why),
}
"""By name: what it does, and what adds its options."""


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
