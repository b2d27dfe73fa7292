"""The commonest YAML, read directly: keys with a value on their line, lists, and lists of such keys.

The one invariant: what it reads comes out as `nodes.read` makes it, with every place. Anything that it is not sure of,
it leaves to the parser by giving None. Front matter is nearly always plain, and this takes less than half the time.
"""

from __future__ import annotations

import functools
import re

from khao.nodes import Mapping, Node, Scalar, Sequence

# Words without quotes begin with no sign of YAML's and hold nothing that may mark a key or a comment; within brackets,
# nothing that may mark anything. Other words stand in quotes, without escapes, and within brackets without commas.
_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,99}"
_FIRST = r"""[^ \-?:,\[\]{}#&*!|>'"%@`\\\n]"""
_WORDS = rf"{_FIRST}[^:#\n]*(?::(?=[^ \n])[^:#\n]*)*"
_WITHIN = rf"""(?:{_FIRST}[^?:,\[\]{{}}#'"\\\n]*|"[^"\\,\n]*" *|'[^',\n]*' *)"""
_LIST = rf"\[ *(?:{_WITHIN}(?:, *{_WITHIN})*)?\]"
_KEYED = rf"{{ *{_KEY}: +{_WITHIN}(?:, *{_KEY}: +{_WITHIN})*}}"
_VALUE = rf"""{_WORDS}|"[^"\\\n]*"|'[^'\n]*'|{_LIST}|{_KEYED}"""
# The groups: indent, dash, key, blanks behind its colon, value; or else a line that is not plain. What so small an
# indent lets be nested is far from `nodes.MAX_DEPTH`.
_LINES = re.compile(rf"^( {{0,8}})(- {{1,4}})?(?:({_KEY}):( +|$))?({_VALUE})?$|^ *#.*$|^(.+)$", re.MULTILINE)

_PLAIN = True  # what a word without quotes is
_Row = tuple[int, int, str, str, str, str]
"""A line that holds something: its number and indent; then its dash, key, blanks and value, "" for what it lacks."""


class _NotPlain(Exception):
    """Something that only the parser knows how to read."""


def read(text: str, first_line: int = 1) -> Mapping | None:
    """The mapping that `text` is; None when it holds anything but the commonest YAML.

    `first_line` is the line of the file on which `text` begins.
    """
    # Of white space and what can't be seen, only line ends are plain, and blanks with a word behind them.
    if " \n" in text or text.endswith(" ") or not text.replace("\n", "").isprintable():
        return None
    rows: list[_Row] = []
    for number, (indent, dash, key, blanks, value, other) in enumerate(_LINES.findall(text), first_line):
        if other:
            return None
        if key or value:
            rows.append((number, len(indent), dash, key, blanks, value))
    try:
        return _Reader(rows).mapping(0) if rows else None
    except _NotPlain:
        return None


class _Reader:
    def __init__(self, rows: list[_Row]) -> None:
        rows.reverse()
        self.rows = rows
        """The next row is the last."""

    def mapping(self, depth: int) -> Mapping:
        """The keys from here on that stand so deep, with all that belongs to them."""
        entries: dict[str, tuple[Scalar, Node]] = {}
        rows = self.rows
        first = rows[-1][0]
        while rows and rows[-1][1] >= depth:
            line, indent, dash, key, blanks, value = rows.pop()
            if indent > depth or dash or not key or key in entries:
                raise _NotPlain
            behind = indent + len(key) + 2
            node = _value(value, line, behind + len(blanks)) if value else self.below(line, depth, behind)
            entries[key] = (Scalar(key, _PLAIN, line, depth + 1), node)
        return Mapping(entries, first, depth + 1)

    def below(self, line: int, depth: int, behind: int) -> Node:
        """What belongs to a key with nothing behind its colon."""
        if self.rows:
            _, indent, dash, *_ = self.rows[-1]
            if dash and indent >= depth:
                return self.sequence(indent)
            if indent > depth:
                return self.mapping(indent)
        return Scalar("", _PLAIN, line, behind)

    def sequence(self, depth: int) -> Sequence:
        """The dashes from here on that stand so deep, with all that belongs to them."""
        nodes: list[Node] = []
        rows = self.rows
        first = rows[-1][0]
        while rows and rows[-1][1] == depth and rows[-1][2]:
            line, indent, dash, key, blanks, value = rows.pop()
            inside = indent + len(dash)
            if key:
                rows.append((line, inside, "", key, blanks, value))
                nodes.append(self.mapping(inside))
            else:
                nodes.append(_value(value, line, inside + 1))
        return Sequence(nodes, first, depth + 1)


def _value(text: str, line: int, column: int) -> Node:
    """The value that begins there."""
    if text[0] == "[":
        return _list(text, line, column)
    if text[0] == "{":
        return _keyed(text, line, column)
    quoted = text[0] in "\"'"
    return Scalar(text[1:-1] if quoted else text, not quoted, line, column)


def _list(text: str, line: int, column: int) -> Sequence:
    return Sequence([Scalar(word, plain, line, column + at) for word, plain, at in _words(text)], line, column)


@functools.lru_cache(maxsize=4096)  # the same lists stand on many items
def _words(text: str) -> list[tuple[str, bool, int]]:
    """Each word of a list, whether it is plain, and how far from the bracket it stands."""
    found = []
    at = 1
    for part in text[1:-1].split(","):
        if word := part.strip(" "):
            quoted = word[0] in "\"'"
            found.append((word[1:-1] if quoted else word, not quoted, at + part.index(word)))
        at += len(part) + 1
    return found


def _keyed(text: str, line: int, column: int) -> Mapping:
    entries: dict[str, tuple[Scalar, Node]] = {}
    at = column + 1
    for part in text[1:-1].split(","):
        key, _, behind = part.partition(":")
        name, word = key.strip(" "), behind.strip(" ")
        if name in entries:
            raise _NotPlain
        node = _value(word, line, at + len(key) + 1 + behind.index(word))
        entries[name] = (Scalar(name, _PLAIN, line, at + key.index(name)), node)
        at += len(part) + 1
    return Mapping(entries, line, column)
