"""What the pages that are open in a browser are told: how they stand, what is wrong, and where they come from.

The one invariant: a page is told a state and not an event, so that one that comes late or comes back has missed
nothing.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from khao import dates, due, origin
from khao.config import Config
from khao.errors import Problem
from khao.messages import severity, text
from khao.model import digest, file_of
from khao.origin import Origin
from khao.results import Report
from khao.store import Store
from khao.words import WORDS, Lang, say

_MOST = 20
"""Problems shown over a page; the first ones are mended first."""


@dataclass(frozen=True)
class Standing:
    """How the site stands after a build, or after one that failed."""

    number: int = 0
    """Counts what has been told."""
    now: datetime | None = None
    busy: bool = False
    """Whether a build is under way that takes its time."""
    problems: tuple[Problem, ...] = ()
    """Why what is shown is not the newest."""
    notes: tuple[Problem, ...] = ()
    styles: str = ""
    others: str = ""
    """The marks of the style sheets and of all other assets."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Where pages went that were looked at, by URL."""


class Desk:
    """Where the loop that builds tells how the site stands, and the server's threads hear it."""

    def __init__(self, config: Config, salt: str, lang: Lang) -> None:
        self.root, self.output, self.lang = config.root, config.output, lang
        self.closed = False
        self.standing = Standing(now=config.now)
        self._store = Store(config.cache, config.way, salt)
        self._origins: dict[str, Origin] = {}
        self._told = threading.Condition()

    # The loop --------------------------------------------------------------------------------------------------------

    def built(self, report: Report, now: datetime) -> None:
        """The site is as its sources are."""
        moved = dict(self.standing.moved)
        for url, was in [*self._origins.items()]:
            if not self._file(url).is_file() and (target := self._moved(was, report.changes.added)):
                moved[url] = target
        self._tell(now=now, busy=False, problems=(), notes=report.notes, moved=moved)

    def failed(self, problems: Sequence[Problem]) -> None:
        """The site is as it was."""
        self._tell(busy=False, problems=tuple(each for each in problems if severity(each.rule) == "error"))

    def busy(self, number: int) -> None:
        """A build that began when the site stood so goes on."""
        if self.standing.number == number:
            self._tell(busy=True)

    def close(self) -> None:
        """Nothing more will be told."""
        self.closed = True
        self._tell()

    def _tell(self, **changes: Any) -> None:
        styles, others = _assets(self.output / "assets")
        with self._told:
            number = self.standing.number + 1
            self.standing = replace(self.standing, number=number, styles=styles, others=others, **changes)
            self._told.notify_all()

    def _moved(self, was: Origin, added: Sequence[str]) -> str:
        """The URL of what a page came from; of another file with its text, if that one is gone."""
        if was.item is None:
            return ""
        if item := origin.read(was.path, self.root):
            return item.url if self._file(item.url).is_file() else ""
        for file in added:
            url = origin.canonical(f"/{file.removesuffix('index.html')}")
            found = self.origin(url) if file.endswith("/index.html") else None
            if found and found.item and found.item.body == was.item.body:
                return url
        return ""

    # The server ------------------------------------------------------------------------------------------------------

    def wait(self, number: int, seconds: float) -> bool:
        """Whether the site stands otherwise than at this build; waits so long for it."""
        with self._told:
            return self._told.wait_for(lambda: self.standing.number != number or self.closed, seconds)

    def mark(self, data: bytes | None) -> str:
        """What a page shows, as one word: its text, the styles, the other assets."""
        return f"{digest(data) if data else '-'} {self.standing.styles} {self.standing.others}"

    def state(self, path: str) -> dict[str, Any]:
        """What the page at a path is to be told."""
        standing, url = self.standing, origin.canonical(path)
        file = self._file(url)
        missing = not file.is_file()
        found = None if missing else self.origin(url)
        if found:
            self._origins[url] = found
        shown = self.output / "404.html" if missing else file
        return {
            "number": standing.number,
            "lang": self.lang,
            "shows": self.mark(shown.read_bytes() if shown.is_file() else None),
            "moved": standing.moved.get(url, "") if missing else "",
            "problems": [self._problem(each) for each in standing.problems[:_MOST]],
            "heading": say("desk-problems", self.lang, count=len(standing.problems)),
            "source": f"{found.path}:{found.line}" if found else "",
            "when": self._when(found),
            "busy": say("desk-busy", self.lang) if standing.busy else "",
            "notes": [text(each, self.lang).what for each in standing.notes if found and each.place.path == found.path],
            "words": {
                name: say(name, self.lang) for name in WORDS if name.startswith("desk-") and "{" not in WORDS[name][0]
            },
        }

    def origin(self, url: str) -> Origin | None:
        """Where the page at a URL comes from."""
        return origin.origin(url, self.root, self._store)

    def _file(self, url: str) -> Path:
        return self.output / file_of(url)

    def _when(self, found: Origin | None) -> str:
        """When readers see an item."""
        item, now = found.item if found else None, self.standing.now
        if item is None or now is None:
            return ""
        until = due.awaits(item, now)
        if until == "draft":
            return say("desk-draft", self.lang)
        said = say("desk-due" if until else "desk-since", self.lang, when=dates.show(item.live_from, lang=self.lang))
        end = say("desk-expires", self.lang, when=dates.show(item.expires, lang=self.lang)) if item.expires else ""
        return " · ".join(filter(None, [said, end]))

    def _problem(self, problem: Problem) -> dict[str, Any]:
        said, place = text(problem, self.lang), problem.place
        return {
            "place": str(place),
            "line": place.line,
            "column": place.column,
            "excerpt": problem.excerpt if place.line else "",
            "rule": problem.rule,
            "what": said.what,
            "why": said.why,
            "fix": said.fix,
        }


def _assets(folder: Path) -> tuple[str, str]:
    """The marks of the style sheets and of everything else: what is equal is never written again."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for top, _, names in os.walk(folder):
        for name in names:
            look = os.stat(f"{top}/{name}")  # noqa: PTH116
            found[name.endswith(".css")].append(f"{top}/{name} {look.st_size} {look.st_mtime_ns}")
    styles, others = (digest("\n".join(sorted(found[kind])))[:12] for kind in (True, False))
    return styles, others
