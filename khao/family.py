"""Which layouts a layout is made of, read from its source without the template engine.

The one invariant: the family is never too small. A name that only rendering could tell makes every layout a member.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from khao.model import digest

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TAG = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\b(.*?)[-+]?%\}", re.DOTALL)
_LITERAL = re.compile(r"""(["'])((?:(?!\1).)*)\1""")
# After its literal, a tag may go on with these and stay static.
_REST = r"^\s*(ignore\s+missing\b|with(out)?\s+context\b|as\s+\w+|import\s+[\w\s,]+|[\[\](),]|\s)*$"


class Reference(NamedTuple):
    """A layout named in another; `name` is "" when only rendering could tell."""

    name: str
    line: int


def references(source: str) -> Iterator[Reference]:
    """The layouts that a source names."""
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)
    for tag in _TAG.finditer(bare):
        line = bare.count("\n", 0, tag.start()) + 1
        names = [literal[2] for literal in _LITERAL.finditer(tag[2])]
        static = bool(names) and re.match(_REST, _LITERAL.sub("", tag[2]))
        yield from (Reference(name, line) for name in names)
        if not static:
            yield Reference("", line)


def members(name: str, layouts: Mapping[str, str]) -> frozenset[str]:
    """The layout and all that it may draw in, absent ones too, since adding one would change it."""
    found: set[str] = set()
    pending = [name]
    while pending:
        member = pending.pop()
        if member in found:
            continue
        found.add(member)
        for reference in references(layouts.get(member, "")):
            if not reference.name:
                return frozenset(layouts) | found
            pending.append(reference.name)
    return frozenset(found)


def family_digest(name: str, layouts: Mapping[str, str]) -> str:
    """The digest of all the sources that make a layout."""
    return digest("\0".join(f"{each}\0{layouts.get(each, '')}" for each in sorted(members(name, layouts))))


def circle(name: str, layouts: Mapping[str, str]) -> tuple[Reference, ...]:
    """The chain of references that leads from a layout back to itself, or () if none does."""
    trails: list[tuple[Reference, ...]] = [(reference,) for reference in references(layouts.get(name, ""))]
    seen: set[str] = set()
    while trails:
        trail = trails.pop()
        last = trail[-1].name
        if last == name:
            return trail
        if last and last not in seen:
            seen.add(last)
            trails.extend((*trail, reference) for reference in references(layouts.get(last, "")))
    return ()
