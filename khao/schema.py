"""Schemas: what a mapping in YAML may hold, declared as tables of fields.

The one invariant: reading never stops at a mistake. Each wrong field becomes a problem at its own place and the rest
is read on, so that one run shows everything.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from khao import dates, thai
from khao.errors import suggest
from khao.nodes import Mapping, Node, Scalar, Sequence
from khao.reading import Reading

T = TypeVar("T")


Reader = Callable[[Node, Reading, str], T | None]
"""(node, reading, name of the field) → the value, or None after noting a problem."""


@dataclass(frozen=True, eq=False)  # a table of them is looked up by what it is, not by what it holds
class Field(Generic[T]):
    """One field: its name, how it is read, and what the reference for editors says of it."""

    name: str
    read: Reader[T]
    th: str
    en: str
    example: str
    required: bool = False


Fields = tuple[Field[Any], ...]


def mapping(
    node: Node, fields: Fields, reading: Reading, others: Callable[[str, Scalar, Node], bool]
) -> dict[str, Any]:
    """The fields that are there and right. `others` takes an undeclared field and tells whether it may stand."""
    found: dict[str, Any] = {}
    if not isinstance(node, Mapping):
        reading.fail("not-a-mapping", node)
        return found
    known, required = _table(fields)
    meant: set[str] = set()
    for name, (key, value) in node.entries.items():
        if name in known:
            if not empty(value):
                read = known[name].read(value, reading, name)
                if read is not None:
                    found[name] = read
        elif not others(name, key, value):
            meant.add(unknown(name, key, known, reading))
    for each in required:
        if each.name not in meant and (each.name not in node.entries or empty(node.entries[each.name][1])):
            reading.fail("field-missing", node, field=each.name, example=f"{each.name}: {each.example}")
    return found


@functools.lru_cache(maxsize=64)
def _table(fields: Fields) -> tuple[dict[str, Field[Any]], Fields]:
    """The fields by name, and those that are required."""
    return {each.name: each for each in fields}, tuple(each for each in fields if each.required)


def unknown(name: str, key: Scalar, known: Iterable[str], reading: Reading) -> str:
    """Note a field that no schema has; gives the one that was probably meant, or ""."""
    near = suggest(name.lower(), known)
    if near:
        reading.fail("field-unknown-near", key, field=name, near=near)
    else:
        reading.fail("field-unknown", key, field=name, known=", ".join(known))
    return near


def nothing_else(_name: str, _key: Scalar, _node: Node) -> bool:
    """For `mapping`: only declared fields may stand."""
    return False


def empty(node: Node) -> bool:
    """Whether a field was left without a value."""
    return isinstance(node, Scalar) and node.plain and node.text in ("", "~", "null")


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")  # a quoted "\\x00" is one, too
_CURLY = re.compile(r"^[“”„‘’«](.*)$", re.DOTALL)
_HASH = re.compile(r"\s+#[^\s#]")


def text(node: Node, reading: Reading, name: str) -> str | None:
    """One line or more of text, Thai put in order."""
    if not isinstance(node, Scalar):
        reading.fail("not-text", node, field=name)
        return None
    if node.plain and _curly(node.text):
        reading.fail("curly-quote", node, field=name)
        return None
    if reading.sound:  # Nothing stands behind such a word or can't be seen in it, and its spelling is the normal one.
        return node.text.strip()
    behind = reading.excerpt(node.line)[node.column - 1 + len(node.text) :] if node.plain else ""
    if behind and _HASH.match(behind):
        # YAML takes the rest for a comment; `# a remark` is one, `#1` was meant to be read.
        reading.fail("yaml-hash", node, field=name, lost=behind.strip())
        return None
    if not node.text.isprintable() and (wrong := _CONTROL.search(node.text)):
        reading.fail("file-control", node, character=f"U+{ord(wrong[0]):04X}")
        return None
    return thai.normalise(node.text).strip()


def _curly(text: str) -> bool:
    """Whether a word processor's quotes stand where YAML's were meant: “ข่าว”. “ก” และ “ข” is a text like any other."""
    match = _CURLY.match(text)
    if not match or re.search("[“„‘«]", match[1]):
        return False
    return match[1].endswith(("”", "’", "»", '"', "'")) or not re.search("[”’»]", match[1])


def line(node: Node, reading: Reading, name: str) -> str | None:
    """Text without line breaks, not empty."""
    value = text(node, reading, name)
    if value == "":
        reading.fail("text-empty", node, field=name)
    if not value:
        return None
    return value if reading.sound and "  " not in value else " ".join(value.split())


def boolean(node: Node, reading: Reading, name: str) -> bool | None:
    """`true` or `false`, spelt so."""
    if isinstance(node, Scalar) and node.text in ("true", "false"):
        return node.text == "true"
    reading.fail("not-boolean", node, field=name, value=_said(node))
    return None


def integer(node: Node, reading: Reading, name: str) -> int | None:
    """A whole number from 0, in Arabic or Thai digits."""
    if isinstance(node, Scalar) and re.fullmatch(r"\d{1,9}", digits := thai.to_arabic(node.text)):
        return int(digits)
    reading.fail("not-number", node, field=name, value=_said(node))
    return None


def moment(node: Node, reading: Reading, name: str) -> datetime | None:
    """A date, with a time or without, in any way that Thai offices write it."""
    if not isinstance(node, Scalar):
        reading.fail("not-text", node, field=name)
        return None
    try:
        return dates.parse(node.text)
    except dates.DateProblem as wrong:
        reading.fail(wrong.rule, node, **{**wrong.facts, "field": name})
        return None


def year(node: Node, reading: Reading, name: str) -> int | None:
    """A year in either era, as CE."""
    if isinstance(node, Scalar):
        try:
            return dates.parse_year(node.text)
        except dates.DateProblem as wrong:
            reading.fail(wrong.rule, node, **{**wrong.facts, "field": name})
            return None
    reading.fail("not-text", node, field=name)
    return None


_LONGEST_ID = 80
"""A file is called by it, and what hangs on."""


def identifier(node: Node, reading: Reading, name: str) -> str | None:
    """A lasting name for URLs and references: small Latin letters, digits, `-` between them."""
    if isinstance(node, Scalar) and re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", node.text):
        if len(node.text) > _LONGEST_ID:
            reading.fail("id-long", node, field=name, limit=_LONGEST_ID)
            return None
        return node.text
    reading.fail("not-id", node, field=name, value=_said(node))
    return None


# Readers that hold others are values, so that what a field may hold can be told without reading one.


class Choice:
    """One of these words."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = allowed

    def __call__(self, node: Node, reading: Reading, name: str) -> str | None:
        """The word."""
        if isinstance(node, Scalar) and node.text in self.allowed:
            return node.text
        reading.fail("not-a-choice", node, field=name, value=_said(node), known=", ".join(self.allowed))
        return None


@dataclass(frozen=True)
class Listing(Generic[T]):
    """A list of such values; the ones that are wrong are left out, each with its problem."""

    read_one: Reader[T]

    def __call__(self, node: Node, reading: Reading, name: str) -> tuple[T, ...] | None:
        """The values."""
        if not isinstance(node, Sequence):
            reading.fail("not-a-list", node, field=name, value=_said(node))
            return None
        values = [self.read_one(each, reading, name) for each in node.nodes if not empty(each)]
        return tuple(value for value in values if value is not None)


class Compound(Generic[T]):
    """A mapping made into a value by `make`; a bare text stands for the field `short`, where there is one."""

    def __init__(self, make: Callable[..., T], *fields: Field[Any], short: str = "") -> None:
        self.make, self.fields, self.short = make, fields, short

    def __call__(self, node: Node, reading: Reading, name: str) -> T | None:
        """The value."""
        if self.short and isinstance(node, Scalar):
            value = next(each for each in self.fields if each.name == self.short).read(node, reading, name)
            return None if value is None else self.make(**{self.short: value})
        before = len(reading.problems)
        found = mapping(node, self.fields, reading, nothing_else)
        return self.make(**found) if len(reading.problems) == before else None


def _said(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "[…]" if isinstance(node, Sequence) else "{…}"
