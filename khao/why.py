"""Why a page would be rendered now: what it asked last time and is answered differently, or what became of its file.

The one invariant: the reasons are the ones that the build itself goes by.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from khao import asked
from khao.config import Config
from khao.extension import Project
from khao.lens import Answers, changed
from khao.load import load
from khao.model import Page, Question, file_of
from khao.plan import PLANNERS, plan
from khao.store import Store, salt
from khao.words import Lang, say
from khao.write import Output

State = Literal["missing", "forgotten", "new", "other", "changed", "same"]
MOST = 40
"""Lines that are read; a page of many photos asks hundreds of questions."""


@dataclass(frozen=True)
class Past:
    """What the last build left of one page."""

    state: Literal["forgotten", "new", "other", "known"]
    asked: frozenset[Question] = frozenset()
    changed: frozenset[Question] = frozenset()
    """Those of them that are answered differently today."""
    file: Literal["whole", "gone", "altered"] = "whole"


@dataclass(frozen=True)
class Reasons:
    """What is known of one page."""

    url: str
    answers: Answers
    page: Page | None = None
    past: Past = Past("new")

    @property
    def state(self) -> State:
        """What is to become of the page, and why."""
        if self.page is None:
            return "missing"
        if self.past.state != "known":
            return self.past.state
        return "changed" if self.past.changed or self.past.file != "whole" else "same"

    def tell(self, lang: Lang) -> str:
        """The reasons in words, or what the page depends on when there are none; one line each."""
        site, state = self.answers.site, self.state
        rest = asked.told(self.past.asked, site, lang) if state == "same" else ()
        lines = [*self._different(lang), *rest]
        head = say(f"why-{state}", lang, url=self.url, count=len(lines))
        more = [say("more", lang, count=len(lines) - MOST)] if len(lines) > MOST else []
        return "\n  ".join([head, *lines[:MOST], *more])

    def _different(self, lang: Lang) -> Iterator[str]:
        if self.page and self.past.file != "whole":
            yield say(f"why-{self.past.file}", lang, file=self.page.file)
        for words, question in asked.told(self.past.changed, self.answers.site, lang).items():
            now = asked.now(question, self.answers[question], lang)
            yield say("now", lang, asked=words, answer=now) if now else words


def why(url: str, config: Config, pool: Executor, project: Project) -> Reasons:
    """The reasons for the page at a URL of the site, percent-encoded or not."""
    store = Store(config.cache, config.way, salt(project.salt()))
    site = load(config, pool, store.heads(), store.beside()).site
    answers = Answers(site)
    pages, _ = plan(site, (*PLANNERS, *project.planners))
    wanted = file_of(quote(unquote(url if url.startswith("/") else f"/{url}"), safe="/%"))
    page = next((page for page in pages if wanted in (page.file, page.file.removesuffix("/index.html"))), None)
    if page is None:
        return Reasons(url, answers)
    return Reasons(unquote(page.url), answers, page, _past(page, answers, config, store))


def _past(page: Page, answers: Answers, config: Config, store: Store) -> Past:
    """What the record and the output folder hold of a page: all that is known here of how a build remembers."""
    last = store.recall()
    kept = last.pages.get(page.url)
    if kept is None:
        return Past("new" if last.pages else "forgotten")
    before = last.questions
    different = {before.told[number].question for number in changed(before, answers)}
    questions = before.questions(kept.key)
    if kept.key != page.key:
        return Past("other", questions, questions & different)
    output = Output.open(config.output, config.root, last.written, dry=True)
    there = output.there.get(page.file)
    whole = there is not None and there.made_from == page.key
    file: Literal["gone", "altered"] = "altered" if os.path.lexists(output.folder / page.file) else "gone"
    return Past("known", questions, questions & different, "whole" if whole else file)
