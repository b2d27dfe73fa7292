"""The places of directives in the HTML of a document, and what is put into them.

The one invariant: a place is an element of its own, so what is put there is never part of a tag or of an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Callable

PLACE = "data-at"
"""The attribute of the elements that stand for directives in a document: which of them it is, by its number."""
_PLACE = re.compile(rf'<(div|span) {PLACE}="(\d+)">')
_EDGE = re.compile(r"<(/?)(?:div|span)\b")


def fill(document: str, shown: Callable[[int, str], str]) -> str:
    """The HTML of a document with what each directive shows in its place; `shown` is given its number and its text."""
    pieces: list[str] = []
    at = 0
    while found := _PLACE.search(document, at):
        end, after = _closing(document, found.end())
        inner = document[found.end() : end]
        pieces += document[at : found.start()], shown(int(found[2]), fill(inner, shown) if inner else "")
        at = after
    return "".join([*pieces, document[at:]]) if pieces else document


def _closing(text: str, at: int) -> tuple[int, int]:
    """(where the inside ends, where the element ends) of the element that was opened before `at`."""
    depth = 1
    for edge in _EDGE.finditer(text, at):
        depth += -1 if edge[1] else 1
        if not depth:
            return edge.start(), text.index(">", edge.start()) + 1
    return len(text), len(text)
