"""YAML as text with places: every scalar is a string until a schema gives it a type.

The one invariant: nothing is guessed. `no`, `12:30`, `0712` and `2567-02-29` stay the words that were typed, each
with its line and column; duplicate keys, aliases, tags and depth are problems. The parser's events are read without
recursion, so no depth of nesting can exhaust the stack of the C library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from khao.errors import Place, Problem, problem

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 20
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_AFTER_QUOTE = re.compile(r"""[^'"]*:\s+(["'])(?:(?!\1).)*\1\s*[^\s#,}\]]""")
"""A value that begins with a closed quote and goes on."""


class Scalar(NamedTuple):
    """A word or text; `plain` when it stood without quotes."""

    text: str
    plain: bool
    line: int
    column: int

    def scalars(self, name: str = "") -> Iterator[tuple[str, Scalar]]:
        """(name of the field, scalar) of every scalar in it: here, itself."""
        yield name, self


class Sequence(NamedTuple):
    """A list of nodes."""

    nodes: list[Node]
    line: int
    column: int

    def scalars(self, name: str = "") -> Iterator[tuple[str, Scalar]]:
        """(name of the field, scalar) of every scalar in it."""
        for node in self.nodes:
            yield from node.scalars(name)


class Mapping(NamedTuple):
    """Keys with their nodes, in the order of the file."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int = 0
    column: int = 0

    def scalars(self, _name: str = "") -> Iterator[tuple[str, Scalar]]:
        """(name of the field, scalar) of every scalar in it."""
        for name, (_, node) in self.entries.items():
            yield from node.scalars(name)


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    """Reading stops at this problem: what follows in the file would only repeat it."""

    def __init__(self, found: Problem) -> None:
        self.found = found
        super().__init__(found)


def read(text: str, path: str, first_line: int = 1) -> Node | Problem | None:
    """The first document of `text`, None when it is empty, or the problem that makes it unreadable.

    `first_line` is the line of the file on which `text` begins.
    """
    # YAML ends lines at these too; editors don't, and places are for people.
    text = _LINE_ENDS.sub(" ", text)
    try:
        return _Reader(text, path, first_line).tree()
    except _Refused as refused:
        return refused.found


class _Open:
    """A list or mapping whose end has not come yet."""

    def __init__(self, mark: yaml.Mark, line: int, *, keyed: bool) -> None:
        self.line, self.column = line, mark.column + 1
        self.keyed = keyed
        self.nodes: list[Node] = []
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.key: Scalar | None = None

    def close(self) -> Node:
        if self.keyed:
            return Mapping(self.entries, self.line, self.column)
        return Sequence(self.nodes, self.line, self.column)


class _Reader:
    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text, self.path, self.first_line = text, path, first_line

    def refuse(self, rule: str, line: int, column: int, **facts: object) -> _Refused:
        """Line and column count from 0 in the text here."""
        lines = self.text.split("\n")
        excerpt = lines[line] if line < len(lines) else ""
        return _Refused(problem(rule, Place(self.path, self.first_line + line, column + 1), excerpt, **facts))

    def events(self) -> Iterator[Any]:
        import yaml  # Nearly every head is read without it.

        try:
            yield from yaml.parse(self.text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        except yaml.reader.ReaderError as error:
            # The C library counts in bytes.
            by_bytes = yaml.__with_libyaml__
            whole = self.text.encode()[: error.position].decode(errors="ignore")
            start = whole if by_bytes else self.text[: error.position]
            line, character = start.count("\n"), f"U+{ord(self.text[len(start)]):04X}"
            raise self.refuse("yaml-character", line, 0, character=character) from None

    def _syntax(self, error: yaml.MarkedYAMLError) -> _Refused:
        """The rule that explains a syntax error of the library best, at the place that a person should look at."""
        rule, line, column = next(self._guesses(error))
        return self.refuse(rule, line, column, reason=error.problem or error.context or "")

    def _guesses(self, error: yaml.MarkedYAMLError) -> Iterator[tuple[str, int, int]]:
        """What may be behind a syntax error, the likeliest first; the last always holds."""
        lines = [*self.text.split("\n"), ""]
        mark = error.problem_mark or error.context_mark
        line, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
        said, context, began = error.problem or "", error.context or "", error.context_mark
        near = [number for number in (line, line - 1) if number >= 0]
        for number in near:
            indent = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
            if "\t" in indent:
                yield "yaml-tab", number, indent.index("\t")
        if lines[line][column : column + 1] == "\t":
            yield "yaml-tab", line, column
        if "mapping values are not allowed" in said:
            yield "yaml-colon", line, column
        if "quoted scalar" in context and began:
            yield "yaml-quote", began.line, began.column
        for number in near:
            if after := _AFTER_QUOTE.match(lines[number]):
                yield "yaml-after-quote", number, after.end() - 1
        if "could not find expected ':'" in said and began:
            yield "yaml-no-colon", began.line, began.column
        yield "yaml-syntax", line, column

    def tree(self) -> Node | None:
        """The events as nested nodes, by a stack of our own."""
        import yaml

        root: Node | None = None
        stack: list[_Open] = []
        documents = 0
        for event in self.events():
            mark = event.start_mark
            node: Node
            if isinstance(event, yaml.ScalarEvent):
                self._check(event)
                line = self.first_line + mark.line
                node = Scalar(event.value, not event.style, line, mark.column + 1)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._check(event)
                if len(stack) == MAX_DEPTH:
                    raise self.refuse("yaml-depth", mark.line, mark.column, limit=MAX_DEPTH)
                keyed = isinstance(event, yaml.MappingStartEvent)
                stack.append(_Open(mark, self.first_line + mark.line, keyed=keyed))
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                node = stack.pop().close()
            elif isinstance(event, yaml.AliasEvent):
                raise self.refuse("yaml-alias", mark.line, mark.column)
            else:
                documents += isinstance(event, yaml.DocumentStartEvent)
                if documents > 1:
                    raise self.refuse("yaml-documents", mark.line, mark.column)
                continue
            if stack:
                self._add(stack[-1], node)
            else:
                root = node
        return root

    def _check(self, event: Any) -> None:
        if event.anchor:
            raise self.refuse("yaml-alias", event.start_mark.line, event.start_mark.column)
        if event.tag not in (None, "!"):
            raise self.refuse("yaml-tag", event.start_mark.line, event.start_mark.column, tag=event.tag)

    def _add(self, parent: _Open, node: Node) -> None:
        if not parent.keyed:
            parent.nodes.append(node)
        elif parent.key is not None:
            parent.entries[parent.key.text] = (parent.key, node)
            parent.key = None
        elif not isinstance(node, Scalar):
            raise self.refuse("yaml-key", node.line - self.first_line, node.column - 1)
        elif node.text in parent.entries:
            first = parent.entries[node.text][0].line
            where = (node.line - self.first_line, node.column - 1)
            raise self.refuse("yaml-duplicate", *where, key=node.text, first=first)
        else:
            parent.key = node
