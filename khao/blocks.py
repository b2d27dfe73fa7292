"""The Markdown extension for directives: each becomes an element that a page later fills.

The one invariant: content can't make such an element by itself, since its mark is the digest of the whole body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from khao import directives
from khao.model import digest

if TYPE_CHECKING:
    from markdown import Markdown


class Directives(Extension):
    """Python-Markdown with directives."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 — the library's name
        """Directives are taken out before code in fences is: only so are they where `directives.scan` finds them."""
        md.preprocessors.register(_TakeOut(md), "directives", 28)


class _TakeOut(Preprocessor):
    mark = ""
    """Tells the elements of the last body from what that body may have written itself."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        found = directives.scan(text)
        if not found:
            return lines
        self.mark = digest(text)
        pieces: list[tuple[int, int, str]] = []
        for number, each in enumerate(found):
            told = f' data-directive="{self.mark}-{number}">'
            if not each.block:
                pieces.append((each.start, each.end, self._stashed(f"<span{told}</span>")))
            elif each.text is None:
                pieces.append((each.start, each.end, f"\n\n{self._stashed(f'<div{told}</div>')}\n\n"))
            else:
                pieces.append((each.start, each.text[0], f"\n\n{self._stashed(f'<div{told}')}\n\n"))
                pieces.append((each.text[1], each.end, f"\n\n{self._stashed('</div>')}\n\n"))
        made: list[str] = []
        at = 0
        for start, end, piece in sorted(pieces):
            made += text[at:start], piece
            at = end
        return "".join([*made, text[at:]]).split("\n")

    def _stashed(self, html: str) -> str:
        return str(self.md.htmlStash.store(html))
