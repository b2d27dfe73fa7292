"""One file of content or data as a proofreader sees it: its text, what of it is prose, and what was found in it.

The one invariant: what is left out of the prose keeps its room, so every index is one of the file's text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from khao import directives, embedded, frontmatter, nodes, plainyaml, source
from khao.errors import Place, Problem, problem
from khao.model import Item
from khao.nodes import Node, Scalar

GAP = "\x00"
"""Stands for each character that is no prose."""
TOLD = frozenset(
    {"title", "summary", "venue", "credit", "name", "position", "alt", "caption", "description", "text", "note"}
)
"""The fields whose values are prose."""

# What a reader never reads: code, addresses, tags and comments, where a link leads, what hangs on a heading, footnotes'
# names, references.
_UNREAD = re.compile(
    r"""
    ^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)
    | (?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)
    | <!--.*?-->
    | </?[A-Za-z][^<>]*>
    | <[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*> | <[^<>\s@]+@[^<>\s]+>
    | (?<=\])\((?:[^()\n]|\([^()\n]*\))*\)
    | ^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+
    | \[\^[^\]\n]{1,100}\]:?
    | \{[:\#.][^{}\n]*\}
    | (?:https?://|www\.)[^\s<>()\[\]ก-๛]+
    | [A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}
    | \b[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}
      \.(?:th|com|org|net|info|pdf|docx?|xlsx?|jpe?g|png)\b[^\s<>()\[\]ก-๛]*
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


class Mend(NamedTuple):
    """What to put in place of a part of a file's text."""

    start: int
    end: int
    text: str


class Finding(NamedTuple):
    """A problem of a manuscript and, where there is one safe remedy, what would mend it."""

    problem: Problem
    mend: Mend | None = None


@dataclass(frozen=True)
class Manuscript:
    """A file below content/ or data/."""

    path: str
    text: str
    item: Item | None = None
    """What it was read as; None for data, and where that failed."""

    @property
    def content(self) -> bool:
        """Whether it is content, and not data."""
        return self.path.startswith("content/")

    @functools.cached_property
    def start(self) -> int:
        """Where the body begins: behind the text where there is none."""
        parts = frontmatter.split(self.text) if self.content else None
        return len(self.text) - len(parts[1]) if parts else len(self.text)

    @functools.cached_property
    def scalars(self) -> tuple[tuple[str, Scalar], ...]:
        """(name of the field, word or text) of the front matter and of directives, or of a data file."""
        return (*self._head, *self._options()) if self.content else self._head

    def _options(self) -> Iterator[tuple[str, Scalar]]:
        """The same of the options of directives."""
        body, line = self.text[self.start :], self.text.count("\n", 0, self.start) + 1
        for each in directives.scan(body):
            root = embedded.written(each, body, self.path, line)
            if root and not isinstance(root, Problem):
                yield from root.scalars()

    @functools.cached_property
    def _head(self) -> tuple[tuple[str, Scalar], ...]:
        parts = frontmatter.split(self.text) if self.content else ("", "")
        if parts is None:
            return ()
        head = parts[0] if self.content else self.text
        first = self.text.count("\n", 0, self.text.index(head, 3)) + 1 if self.content and head else 1
        root: Node | Problem | None = plainyaml.read(head, first) or nodes.read(head, self.path, first)
        return () if root is None or isinstance(root, Problem) else tuple(root.scalars())

    @functools.cached_property
    def body(self) -> str:
        """The prose of the body, with the room of all that stands before."""
        body = directives.blanked(self.text[self.start :], GAP)
        return GAP * self.start + _UNREAD.sub(_gap, body)

    @functools.cached_property
    def prose(self) -> str:
        """The prose of the body, and of the fields that readers see."""
        found = [*self.body]
        for name, scalar in self.scalars:
            if name in TOLD:
                at = self.index(scalar)
                if self.text.startswith(scalar.text, at):
                    found[at : at + len(scalar.text)] = scalar.text
        return "".join(found)

    @functools.cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def index(self, scalar: Scalar) -> int:
        """Where the words of a scalar begin, behind its quotation mark."""
        at = self._lines[scalar.line - 1] + scalar.column - 1
        return at if scalar.plain else at + 1

    def find(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """The matches of a pattern in a text with the room of this one, none of which takes in a gap."""
        return (match for match in pattern.finditer(text) if GAP not in match[0])

    def problem(self, rule: str, at: int, **facts: object) -> Problem:
        """The problem at an index of the text."""
        line, column = source.position(self.text, at)
        begin = self._lines[line - 1]
        return problem(rule, Place(self.path, line, column), self.text[begin:].partition("\n")[0], **facts)


def _gap(match: re.Match[str]) -> str:
    # Lines stay lines.
    return re.sub(r"[^\n]", GAP, match[0])
