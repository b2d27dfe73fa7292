"""Problems: what is wrong, where, why, and what to do about it.

The one invariant: a problem is a value. Stages gather problems and go on; one exception, `BuildError`, carries
them all across to the command, so that a person sees every mistake of a run at once.

    BuildError
      └─ problems: Problem(rule, place, facts, excerpt)
                               └─ place: Place(path, line, column)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file of the repository; lines and columns count from 1, 0 means that there is none."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong. `rule` names its texts in `khao.messages`; `facts` fill them in."""

    place: Place
    rule: str
    facts: tuple[tuple[str, str], ...] = ()
    excerpt: str = ""
    """The source line at `place`, when there is one."""


def problem(rule: str, place: Place, excerpt: str = "", /, **facts: object) -> Problem:
    """A problem whose facts are given as keywords."""
    return Problem(place, rule, tuple(sorted((name, str(value)) for name, value in facts.items())), excerpt)


def packed(problem: Problem) -> list[Any]:
    """A problem as JSON."""
    place = problem.place
    return [place.path, place.line, place.column, problem.rule, problem.facts, problem.excerpt]


def unpacked(row: list[Any]) -> Problem:
    """The problem that `packed` made this of."""
    path, line, column, rule, facts, excerpt = row
    return Problem(Place(path, line, column), rule, tuple((name, value) for name, value in facts), excerpt)


class BuildError(Exception):
    """The problems for which a run stops; raised between stages, never inside one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)


def suggest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or "" if none is near."""
    import difflib

    return next(iter(difflib.get_close_matches(word, [*known], n=1, cutoff=0.6)), "")


def frame(problem: Problem) -> list[str]:
    """The quoted source line with a caret below the column; marks above and below letters take no room."""
    if not problem.excerpt or not problem.place.line:
        return []
    gutter = f"  {problem.place.line} | "
    lines = [gutter + problem.excerpt]
    if problem.place.column:
        before = problem.excerpt[: problem.place.column - 1]
        width = sum(1 for character in before if not unicodedata.category(character).startswith("M"))
        lines.append(" " * (len(gutter) - 2) + "| " + " " * width + "^")
    return lines
