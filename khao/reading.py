"""A file being read, and what is found wrong with it on the way.

The one invariant: a problem stands at the place of the node that it is about, with the line quoted.
"""

from __future__ import annotations

from khao.errors import Place, Problem, problem
from khao.nodes import Node


class Reading:
    """One file being read: where it lies, its lines to quote from, and the problems found so far."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.text = text
        self.sound = False  # whether its words are known to be in order
        self._lines: list[str] | None = None

    def place(self, node: Node | None = None) -> Place:
        """Where a node stands; the top of the file for None."""
        return Place(self.path, node.line, node.column) if node else Place(self.path, 1, 1)

    def excerpt(self, line: int) -> str:
        """The text of a line, counted from 1."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[line - 1] if 0 < line <= len(self._lines) else ""

    def fail(self, rule: str, node: Node | None = None, /, **facts: object) -> None:
        """Note a problem at a node, or at the top of the file."""
        place = self.place(node)
        self.problems.append(problem(rule, place, self.excerpt(place.line), **facts))
