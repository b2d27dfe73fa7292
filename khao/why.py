"""Why a page would be rendered now: which of its questions are answered differently than last time.

The one invariant: the reasons are the ones that the build itself goes by.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from khao.config import Config
from khao.extension import Project
from khao.lens import Answers, changed
from khao.load import load
from khao.model import Question, file_of
from khao.plan import PLANNERS, plan
from khao.store import Store, salt


@dataclass(frozen=True)
class Reasons:
    """What is known of one page."""

    state: Literal["missing", "new", "same", "changed"]
    url: str
    asked: tuple[Question, ...] = ()
    changed: tuple[Question, ...] = ()


def why(url: str, config: Config, pool: Executor, project: Project) -> Reasons:
    """The reasons for the page at a URL of the site, percent-encoded or not."""
    site = load(config, pool).site
    pages, _ = plan(site, (*PLANNERS, *project.planners))
    wanted = file_of(quote(unquote(url if url.startswith("/") else f"/{url}"), safe="/%"))
    page = next((page for page in pages if wanted in (page.file, f"{page.file.removesuffix('/index.html')}")), None)
    if page is None:
        return Reasons("missing", url)
    last = Store(config.cache, config.way, salt(project.salt())).recall().questions
    if page.key not in last.asked:
        return Reasons("new", page.url)
    asked = last.questions(page.key)
    news = {last.told[number].question for number in changed(last, Answers(site))}
    different = tuple(sorted(asked & news, key=str))
    return Reasons("changed" if different else "same", page.url, tuple(sorted(asked, key=str)), different)
