"""Plain text out of Markdown without converting it, for summaries of items that have none.

The one invariant: what comes out is text to show as it is; no mark of Markdown or HTML is meant in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from khao import directives, thai

_NOT_PROSE = re.compile(r"\s{0,3}([#>|<*+-]\s?|\d+[.)]\s|!\[|```|~~~|\[\^|={3,}|-{3,})")
_INLINE = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[\^[^\]]*\]"), ""),
    (re.compile(r"\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"<[^>]*>"), ""),
    (re.compile(r"(\*{1,3}|_{1,3}|`+)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!-])"), r"\1"),
)
_MARKED = re.compile(r"[\[<*_`\\]")
"""Without one of these signs, no pattern above finds anything."""
_SHORTEST = 10
"""Characters before a directive that say something."""
_GAP = re.compile(r"\n[ \t]*\n")


def lead(body: str, limit: int = 160) -> str:
    """The beginning of a body's first paragraph as plain text, for an item without a summary."""
    for block in _blocks(directives.blanked(body[:8000], "\x00")):
        if "\x00" in block:
            # What a directive says is not known here: the words before it stand for the whole.
            before = block.partition("\x00")[0].rstrip()
            if _NOT_PROSE.match(block) or len(before) < _SHORTEST:
                continue
            block = f"{before}…"  # noqa: PLW2901
        if block.strip() and (not _NOT_PROSE.match(block) or block.lstrip().startswith("**")):
            text = block[:2000]
            if _MARKED.search(text):
                for pattern, plain in _INLINE:
                    text = pattern.sub(plain, text)
            return thai.cut(html.unescape(" ".join(text.split())), limit)
    return ""


def _blocks(text: str) -> Iterator[str]:
    start = 0
    for gap in _GAP.finditer(text):
        yield text[start : gap.start()]
        start = gap.end()
    yield text[start:]
