"""Headings with their numbers.

The one invariant: a heading's number follows from its place among the headings alone.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from khao.model import Heading

if TYPE_CHECKING:
    from khao.lens import Lens


def numbered(document: str, headings: Sequence[Heading], lens: Lens) -> tuple[str, tuple[Heading, ...]]:
    """The HTML of a document with a number before each heading, and these headings."""
    top = min((each.level for each in headings), default=0)
    counts: list[int] = []
    found: list[Heading] = []
    for each in headings:
        depth = each.level - top + 1
        counts = [*counts[:depth], *[0] * (depth - len(counts))]
        counts[-1] += 1
        number = lens.number(".".join(map(str, counts)))
        found.append(replace(each, number=number))
        tag = f'<h{each.level} id="{html.escape(each.id)}">'
        document = document.replace(tag, f'{tag}<span class="number">{number}</span> ', 1)
    return document, tuple(found)
