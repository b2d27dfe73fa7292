"""Directives in a body: where they stand, and what is written in them.

The one invariant: a body is looked through in one way, so that its head, its document, a proofreader and whoever says
what is wrong with a directive all mean the same one by its number.

    :::table                        a block: its options are lines of YAML
    data: schools
    :::

    :::callout {type: warning}      a block with options in braces; below them stands text, where it takes any
    ข้อความ
    :::

    มี :count{data: schools} แห่ง    within a sentence
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from khao.errors import suggest

BLOCKS = ("table", "chart", "list", "figure", "gallery", "callout", "video")
SPANS = ("count", "sum")
"""Those that stand within a sentence."""

_LINE = re.compile(
    r"^(?P<margin>(?:[ \t]|>|[-*+][ \t]|\d+[.)][ \t])*)"
    r"(?P<colons>[:：]{3,})[ \t]*(?P<name>[A-Za-z][\w-]*)?(?P<rest>[^\n]*)$"
)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_BRACES = re.compile(r"[ \t]*(\{[^\n]*\})[ \t]*")
_WITHIN = re.compile(r"(?<![A-Za-z0-9_:\\/]):([A-Za-z][\w-]*)(\{(?:[^{}\n]|\{[^{}\n]*\})*\})")
_NEARLY = re.compile(r"(?<!\\):(count|sum)[ \t]*\{|(?<![A-Za-z0-9:/\\]):(count|sum)(?![\w{-])")
"""What was meant for one within a sentence: a space before its braces, no brace at its end, no braces at all."""
_ELSEWHERE = re.compile(r"<[A-Za-z/][^<>]*>|!\[[^\[\]\n]*\]|\]\([^()\n]*\)")
"""Tags, the words of pictures, and where links lead: nothing can be shown within these."""
_OPTION = re.compile(r"(?:type|title)[ \t]*:")
"""What begins a line of options, where text may follow them."""
_MARGIN = 3
"""The spaces that may stand before a block, as before any of Markdown's own."""
_TICKS = re.compile("`+")
_ROW = re.compile(r"\s*\|")


class Found(NamedTuple):
    """A directive as it is written: all places are indexes of the body."""

    name: str
    start: int
    end: int
    options: tuple[int, int]
    """Where its YAML begins and ends."""
    text: tuple[int, int] | None = None
    """Where its Markdown begins and ends; None for one that has none."""
    block: bool = True
    wrong: str = ""
    """The rule that its form breaks."""


def scan(body: str) -> tuple[Found, ...]:
    """The directives of a body in the order of their beginnings; takes time linear in its length."""
    within = ":count" in body or ":sum" in body or _WITHIN.search(body) is not None
    if not within and ":::" not in body and "：：：" not in body:
        return ()
    lines = _Blocks(body)
    blocks = [*lines.found()]
    if not within:
        return tuple(sorted(blocks, key=lambda each: each.start))
    covered = [part for each in blocks for part in (each.options, (each.start, (each.text or (each.end, 0))[0]))]
    prose = _blank(body, [*lines.unread, *covered], " ")
    prose = _blank(prose, _code(prose), " ")
    return tuple(sorted([*blocks, *_spans(prose)], key=lambda each: each.start))


def _spans(prose: str) -> Iterator[Found]:
    """The directives within sentences, and what was meant for one."""
    elsewhere = [(0, 0), *(match.span() for match in _ELSEWHERE.finditer(prose))]
    starts = [start for start, _ in elsewhere]
    ends = [0]
    for match in _WITHIN.finditer(prose):
        if match[1] in (*SPANS, *BLOCKS) or suggest(match[1].lower(), SPANS):
            around = elsewhere[bisect.bisect_right(starts, match.start()) - 1]
            wrong = "directive-misplaced" if match.start() < around[1] else ""
            yield Found(match[1], *match.span(), match.span(2), block=False, wrong=wrong)
            ends.append(match.end())
    for match in _NEARLY.finditer(prose):
        if match.start() >= ends[bisect.bisect_right(ends, match.start()) - 1] and not _WITHIN.match(
            prose, match.start()
        ):
            name = match[1] or match[2]
            yield Found(name, *match.span(), (match.end(), match.end()), block=False, wrong="directive-braces")


def blanked(body: str, gap: str) -> str:
    """The body with `gap` for each character of a directive that is no text of its own; lines stay lines."""
    spans = []
    for each in scan(body):
        inner = each.text or (each.end, each.end)
        spans += [(each.start, inner[0]), (inner[1], each.end)]
    return _blank(body, spans, gap) if spans else body


def _blank(text: str, spans: Iterable[tuple[int, int]], gap: str) -> str:
    pieces = [*text]
    for start, end in spans:
        pieces[start:end] = [each if each == "\n" else gap for each in pieces[start:end]]
    return "".join(pieces)


def _code(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each span of code: from a row of backticks to the next that is as long."""
    runs = [*_TICKS.finditer(text)]
    following: dict[int, int] = {}
    ends: list[int | None] = [None] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        length = len(runs[number][0])
        ends[number] = following.get(length)
        following[length] = number
    number = 0
    while number < len(runs):
        end = ends[number]
        if end is not None:
            yield runs[number].start(), runs[end].end()
            number = end
        number += 1


class _Open(NamedTuple):
    """A block whose end has not come yet."""

    name: str
    start: int
    options: tuple[int, int]
    text: int
    wrong: str


class _Blocks:
    """The blocks of one body, line by line."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.open: list[_Open] = []
        self.fence = ""
        self.comment = False
        self.unread: list[tuple[int, int]] = []
        """(start, end) of the lines that are code or stand in a comment."""

    def found(self) -> Iterator[Found]:
        start = 0
        for line in self.body.split("\n"):
            end = start + len(line)
            if self._unread(line):
                self.unread.append((start, end))
            elif ":::" in line or "：" in line:
                yield from self._line(line, start, end)
            start = end + 1
        while self.open:
            each = self.open.pop()
            yield self._closed(each, len(self.body), len(self.body))._replace(wrong=each.wrong or "directive-unclosed")

    def _unread(self, line: str) -> bool:
        """Whether a line is code or stands in a comment."""
        if self.fence:
            if line.lstrip(" ").startswith(self.fence):
                self.fence = ""
            return True
        if self.comment or line.lstrip().startswith("<!--"):
            self.comment = "-->" not in line
            return True
        if fence := _FENCE.match(line):
            self.fence = fence[1]
            return True
        return False

    def _line(self, line: str, start: int, end: int) -> Iterator[Found]:
        mark = _LINE.match(line)
        if not mark:
            return
        name, rest = mark["name"], mark["rest"]
        if not name and rest.strip() and " " not in rest.strip() and ":" not in rest:
            name, rest = rest.strip(), ""  # A name in Thai is none, but it was meant for one.
        if not name:
            if rest.strip():
                return  # A row of colons before other words is no directive.
            if self.open:
                yield self._closed(self.open.pop(), start, end)
            else:
                yield Found("", start, end, (end, end), wrong="directive-stray")
            return
        margin = mark["margin"]
        wrong = "directive-indented" if margin.strip() or len(margin.expandtabs()) > _MARGIN else ""
        if "：" in mark["colons"]:
            wrong = "directive-colons"
        braces = _BRACES.fullmatch(rest)
        if rest.strip() and not braces:
            wrong = wrong or "directive-opening"
        if self.open and self._reads_yaml(self.open[-1]):
            outer = self.open.pop()
            yield self._closed(outer, start, max(start - 1, outer.text))._replace(wrong="directive-unclosed")
        at = start + mark.start("rest")
        options = (at + braces.start(1), at + braces.end(1)) if braces else (end, end)
        text = end + 1
        if name == "callout" and not braces:
            text = self._below(text)
            options = (min(end + 1, len(self.body)), text)
        self.open.append(_Open(name, start, options, text, wrong))

    def _below(self, at: int) -> int:
        """Where the options end that stand below a block which has text after them."""
        while _OPTION.match(self.body, at):
            at = self.body.find("\n", at) + 1 or len(self.body)
        return at

    def _reads_yaml(self, block: _Open) -> bool:
        return not self._has_text(block)

    def _has_text(self, block: _Open) -> bool:
        braces = self.body[block.options[0] : block.options[0] + 1] == "{"
        below = self.body[block.text : block.text + 3] != ":::"
        table = block.name == "table" and (_ROW.match(self.body, block.text) is not None or (braces and below))
        return block.name == "callout" or table

    def _closed(self, block: _Open, inner: int, end: int) -> Found:
        """A block whose text or lines of YAML end at `inner`, and itself at `end`."""
        inside = (min(block.text, inner), inner)
        end = min(end, len(self.body))
        if self._has_text(block):
            return Found(block.name, block.start, end, block.options, inside, wrong=block.wrong)
        lines = self.body[slice(*inside)]
        if block.options[0] < block.options[1]:
            wrong = block.wrong or ("directive-no-text" if lines.strip() else "")
            return Found(block.name, block.start, end, block.options, wrong=wrong)
        return Found(block.name, block.start, end, inside, wrong=block.wrong)
