"""The directives of a body as its head knows them.

The one invariant: what is wrong with a directive is told at its own place, and never keeps the others from being read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from khao import directives, nodes, schema
from khao.directives import Found
from khao.errors import Problem, suggest
from khao.kinds import CAPTION, KINDS
from khao.model import Directive
from khao.nodes import Node, Scalar
from khao.reading import Reading
from khao.sheet import is_file

RESERVED = ("main", "results", "top")
"""Anchors of the layouts' own."""
MOST = 200
"""Directives in one body: what the longest report needs many times over."""


class Read(NamedTuple):
    """The directives of a body, and the files that they rely on."""

    directives: tuple[Directive, ...]
    wants: tuple[tuple[str, str, Node | None], ...]
    """(`photo` or `file`, path beside the item, where it is named)."""


def read(body: str, reading: Reading, line: int) -> Read:
    """The directives of a body that begins on this line of the file; what is wrong is noted in the reading."""
    found = directives.scan(body)
    if len(found) > MOST:
        reading.fail("directives-many", _at(body, found[MOST].start, line), count=len(found), limit=MOST)
        return Read((), ())
    made: list[Directive] = []
    wants: list[tuple[str, str, Node | None]] = []
    for each in found:
        options = _options(each, body, reading, line)
        made.append(Directive(each.name, json.dumps(options, ensure_ascii=False, sort_keys=True)))
        if options:
            wants += _wants(options, written(each, body, reading.path, line))
    taken = {*RESERVED}
    for each, (_, id, _) in zip(found, anchors(made), strict=True):
        if id in taken:
            reading.fail("directive-id-twice", _at(body, each.start, line), id=id)
        taken.add(id)
    return Read(tuple(made), tuple(wants))


def anchors(told: Iterable[Directive]) -> Iterator[tuple[Directive, str, int]]:
    """(directive, its anchor on the page, its number among its kind) of each directive of a body."""
    counted: Counter[str] = Counter()
    for each in told:
        counted[each.name] += 1
        yield each, each.get("id") or f"{each.name}-{counted[each.name]}", counted[each.name]


def published(told: Iterable[Directive]) -> Iterator[tuple[Directive, str]]:
    """(directive, anchor) of those whose data can be downloaded."""
    return ((each, id) for each, id, _ in anchors(told) if each.name in ("table", "chart") and each.get("data"))


def written(found: Found, body: str, path: str, line: int) -> Node | Problem | None:
    """The options of a directive as nodes with their places in the file, in which the body begins on this line."""
    start, end = found.options
    margin = start - (body.rfind("\n", 0, start) + 1)
    return nodes.read(" " * margin + body[start:end], path, line + body.count("\n", 0, start))


def place(found: Found, body: str, line: int) -> Scalar:
    """Where a directive stands, as a node of the file."""
    return _at(body, found.start, line)


def _at(body: str, index: int, line: int) -> Scalar:
    column = index - (body.rfind("\n", 0, index) + 1)
    return Scalar("", plain=True, line=line + body.count("\n", 0, index), column=column + 1)


def _options(found: Found, body: str, reading: Reading, line: int) -> dict[str, Any]:
    """The typed options of a directive."""
    spot = _at(body, found.start, line)
    if found.name in ("", *KINDS) and found.wrong:
        reading.fail(found.wrong, spot, name=found.name)
        return {}
    known = directives.BLOCKS if found.block else directives.SPANS
    if found.name in (directives.SPANS if found.block else directives.BLOCKS):
        reading.fail("directive-not-block" if found.block else "directive-not-span", spot, name=found.name)
        return {}
    if found.name not in known:
        _unknown(found, spot, known, reading)
        return {}
    fields = KINDS[found.name].fields
    root = written(found, body, reading.path, line)
    if isinstance(root, Problem):
        reading.problems.append(root)
        return {}
    if found.name == "table" and found.text:
        fields = CAPTION
        if isinstance(root, nodes.Mapping) and "data" in root.entries:
            reading.fail("directive-no-text", spot, name=found.name)
            return {}
    if root is None or (isinstance(root, nodes.Mapping) and not root.entries):
        root = nodes.Mapping({}, spot.line, spot.column)
    options = schema.mapping(root, fields, reading, schema.nothing_else)
    return {name: _plain(value) for name, value in options.items()}


def _unknown(found: Found, spot: Scalar, known: tuple[str, ...], reading: Reading) -> None:
    near = suggest(found.name.lower(), known)
    rule = "directive-unknown-near" if near else "directive-unknown"
    reading.fail(rule, spot, name=found.name, near=near, known=", ".join(known))


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _wants(options: Mapping[str, Any], root: Node | Problem | None) -> Iterator[tuple[str, str, Node | None]]:
    spots = {} if root is None or isinstance(root, Problem) else {each.text: each for _, each in root.scalars()}
    shown = [options.get("src"), options.get("poster"), *(each["src"] for each in options.get("photos", ()))]
    yield from (("photo", src, spots.get(src)) for src in shown if src)
    data = options.get("data", "")
    if is_file(data):
        yield "file", data, spots.get(data)
