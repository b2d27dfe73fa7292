"""Python-Markdown with short cuts: a pattern is tried where the text holds what no match of it can do without.

The one invariant: what comes out is what the library itself makes with the same extensions, to the byte. So only the
way to a result is shorter here; each pattern, and all that is done with what it found, stays the library's.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    BlockQuoteProcessor,
    HashHeaderProcessor,
    HRProcessor,
    ReferenceProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.def_list import DefListProcessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.inlinepatterns import (
    AUTOLINK_RE,
    AUTOMAIL_RE,
    BACKTICK_RE,
    ENTITY_RE,
    ESCAPE_RE,
    HTML_RE,
    IMAGE_LINK_RE,
    LINE_BREAK_RE,
    LINK_RE,
    ReferenceInlineProcessor,
)
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace, Preprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import ETX, STX, AtomicString

KNOWN = markdown.__version_info__[:2] == (3, 11)
"""Whether the library is of the version that all this was held against."""

_ANYTHING = ("",)
_NEEDS: dict[type, tuple[str, ...]] = {
    FencedBlockPreprocessor: ("```", "~~~"),
    HtmlBlockPreprocessor: ("<", "&"),
    TableProcessor: ("|",),
    HashHeaderProcessor: ("#",),
    SetextHeaderProcessor: ("\n=", "\n-"),
    HRProcessor: ("-", "_", "*"),
    DefListProcessor: (": ",),
    BlockQuoteProcessor: (">",),
    FootnoteBlockProcessor: ("]:",),
    ReferenceProcessor: ("]:",),
}
"""What a processor can't find its own without: one of these. Whoever is not listed is always asked."""
_INLINE_NEEDS = {
    BACKTICK_RE: ("`",),
    ESCAPE_RE: ("\\",),
    r"\[\^([^\]]*)\]": ("[^",),
    LINK_RE: ("[",),
    IMAGE_LINK_RE: ("![",),
    AUTOLINK_RE: ("<",),
    AUTOMAIL_RE: ("<",),
    LINE_BREAK_RE: ("  \n",),
    HTML_RE: ("<",),
    ENTITY_RE: ("&",),
    r"\*|_": ("*", "_"),
}
"""The same for the patterns within a block: references, too, begin as links and pictures do."""


class Markdown(markdown.Markdown):
    """The library's converter, with the parts below in the place of its own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.preprocessors.register(_Whitespace(self), "normalize_whitespace", 30)
        for name, priority in (("fenced_code_block", 25), ("html_block", 20)):
            self.preprocessors.register(_IfNeeded(self.preprocessors[name]), name, priority)
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.treeprocessors.register(_Unescape(self), "unescape", 0)
        self._blocks = frozenset(self.block_level_elements)

    def build_parser(self) -> Markdown:
        """The parts that extensions then add to."""
        super().build_parser()
        self.parser = _Parser(self.parser)
        return self

    def is_block_level(self, tag: object) -> bool:
        """Whether HTML of this name is a block; asked for each element, so not looked for in a list."""
        return isinstance(tag, str) and tag.lower().rstrip("/") in self._blocks


class _Whitespace(NormalizeWhitespace):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if STX in text or ETX in text or "\r" in text or "\t" in text or "\n " in text:
            return super().run(lines)
        return [*lines, "", ""]


class _IfNeeded(Preprocessor):
    """Another preprocessor, left out when its pattern can't match."""

    def __init__(self, stock: Preprocessor) -> None:
        super().__init__(stock.md)
        self.stock, self.needs = stock, _NEEDS[type(stock)]

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return self.stock.run(lines) if any(need in text for need in self.needs) else lines


class _Steps(NamedTuple):
    """Processors in their order, each with its place and what it needs."""

    every: list[tuple[int, Any, tuple[str, ...]]]
    few: list[tuple[int, Any, tuple[str, ...]]]
    """Those which need nothing that we know of."""
    marks: re.Pattern[str]
    """One of these characters is in whatever holds what any of the others needs."""

    def of(self, text: str) -> list[tuple[int, Any, tuple[str, ...]]]:
        return self.every if self.marks.search(text) else self.few


def _steps(needs: Iterable[tuple[Any, tuple[str, ...]]]) -> _Steps:
    every = [(at, each, need) for at, (each, need) in enumerate(needs)]
    few = [step for step in every if step[2] == _ANYTHING]
    marks = {need.rstrip(" ")[-1] for step in every if step not in few for need in step[2]}
    return _Steps(every, few, re.compile(f"[{re.escape(''.join(sorted(marks)))}]"))


class _Parser(BlockParser):
    """The parser of blocks, with the processors of the stock one."""

    def __init__(self, stock: BlockParser) -> None:
        super().__init__(stock.md)
        self.blockprocessors = stock.blockprocessors
        for each in self.blockprocessors:
            each.parser = self

    @functools.cached_property
    def steps(self) -> _Steps:
        return _steps((each, _NEEDS.get(type(each), _ANYTHING)) for each in self.blockprocessors)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 — the library's name
        while blocks:
            block = blocks[0]
            for _, processor, needs in self.steps.of(block):
                for need in needs:
                    if need in block:
                        break
                else:
                    continue
                if processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break


class _Inline(InlineProcessor):
    """The patterns within a block. Their steps are the stock class's own, which keeps them under its name."""

    _InlineProcessor__applyPattern: Callable[..., tuple[str, bool, int]]

    @functools.cached_property
    def steps(self) -> _Steps:
        patterns: Iterable[Any] = self.inlinePatterns
        return _steps((each, _INLINE_NEEDS.get(each.pattern, _ANYTHING)) for each in patterns)

    def _InlineProcessor__handleInline(self, data: str, first: int = 0) -> str:  # noqa: N802 — the library's name
        if isinstance(data, AtomicString):
            return data
        referable = bool(self.md.references)
        for at, pattern, needs in self.steps.of(data):
            # A link by reference, where nothing may be referred to, comes out as it went in.
            if at < first or (isinstance(pattern, ReferenceInlineProcessor) and not referable):
                continue
            for need in needs:
                if need in data:
                    break
            else:
                continue
            start, matched = 0, True
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, at, start)
        return data


class _Unescape(UnescapeTreeprocessor):
    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


class _Toc(TocTreeprocessor):
    """The ids of headings; the table itself is made where the text asks for one."""

    def run(self, doc: Element) -> None:
        self.wanted = any(each.text and self.marker in each.text for each in doc.iter())
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self.wanted else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        if self.wanted:
            super().replace_marker(root, elem)


class Toc(TocExtension):
    """The library's extension of this name, with short cuts."""

    TreeProcessorClass = _Toc
