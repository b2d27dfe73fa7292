"""The commonest Markdown, converted directly: paragraphs, headings, tight lists, tables, bold and links.

The one invariant: what it converts comes out as Python-Markdown and the sanitiser make it, to the byte. Anything that
it is not sure of, it leaves to them by giving None. A press release is nearly always plain, and this takes an eighth
of the time, which grows with the length of the body and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from khao import thai
from khao.model import Document, Heading

# What may mean more than itself anywhere: HTML, entities, code, escapes, emphasis by `_`, space other than blank and
# newline, and what a sanitiser could see otherwise.
_ANYWHERE = r"<>&`\\_{}\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufffe\uffff"
# The same, or pictures, footnotes, definitions, breaks, fences and space at the end of a line. It begins with a class
# of characters because `re` looks for one several times faster than for an alternation.
_RARE = re.compile(
    rf"[{_ANYWHERE}!\[\]*~\n]"
    rf"(?:(?<=[{_ANYWHERE}])|(?<=!)\[|(?<=\[)\^|(?<=\]):|(?<=\*)\*\*|(?<=~)~~|(?<=\n) |(?<= \n))"
)
_MARK = r"(?:[#>+\-|:= ]|\*(?!\*)|\d+\.(?:\s|$))"
_MARKED = re.compile(_MARK)
_MARKED_LATER = re.compile(rf"\n{_MARK}")
_HEADING = re.compile(r"(#{1,6}) ([^#*\[\]\n]+)")
_ORDERED = re.compile(r"(\d{1,9}\.) (.+)")
_BULLET = re.compile(r"(-) (.+)")
_RULE = re.compile(r":?-+:?")
_ALIGNED = {
    (True, True): ' class="align-center"',
    (True, False): ' class="align-left"',
    (False, True): ' class="align-right"',
    (False, False): "",
}
"""By the colons before and after a rule."""
_SPAN = re.compile(
    r"\*\*([^*\s\[\]](?:[^*\n\[\]]*[^*\s\[\]])?)\*\*"
    r"|\[([^\[\]*\n]+)\]\(([^\s()\[\]*&']+)\)"
)
_ADDRESS = re.compile(r"https?://(?!\S*xn--)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::[0-9]{1,4})?(?:[/?#].*)?")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


class _NotPlain(Exception):
    """Something that only the library knows how to convert."""


def convert(body: str, anchor: Callable[[str, str], str], schemes: frozenset[str]) -> Document | None:
    """The document of a body; None when the body holds anything but the commonest Markdown.

    `anchor` gives the id of a heading's text; `schemes` are those that links may have besides http and https.
    """
    if _RARE.search(body) or body.startswith(" ") or body.endswith(" "):
        return None
    try:
        return _Plain(anchor, schemes).document(body)
    except _NotPlain:
        return None


def deeper(outer: list[int], level: int) -> int:
    """The level of a page's next heading, the second at most and one below its `outer` ones, which it joins."""
    while outer and outer[-1] >= level:
        outer.pop()
    outer.append(level)
    return min(6, len(outer) + 1)


class _Plain:
    """One body on its way, and what has been found in it so far."""

    def __init__(self, anchor: Callable[[str, str], str], schemes: frozenset[str]) -> None:
        self.anchor, self.schemes = anchor, schemes
        self.headings: dict[str, Heading] = {}
        self.outer: list[int] = []
        self.links: dict[str, None] = {}
        self.marks = 0
        """The characters of the body that are Markdown and nothing to read."""

    def document(self, body: str) -> Document:
        # No `&` is left in a plain body, so that one which is found from here on is this one's.
        text = body.replace('"', "&quot;")
        parts: list[str] = []
        after_list = False
        for each in text.split("\n\n"):
            block = each.strip("\n")
            if not block:
                continue
            made = self.block(block)
            is_list = made.startswith(("<ol", "<ul"))
            if is_list and after_list:
                raise _NotPlain  # Lists that follow each other become one.
            after_list = is_list
            parts.append(made)
        if not parts:
            raise _NotPlain
        letters = len(body) - body.count(" ") - body.count("\n") - self.marks
        links, headings = tuple(self.links), tuple(self.headings.values())
        return Document("\n".join(parts), headings, thai.words_of(letters), links, plain=True)

    def block(self, block: str) -> str:
        if _MARKED.match(block):
            made = {"#": self.heading, "|": self.table}.get(block[0], self.tight_list)
            return made(block)
        if "\n" in block and _MARKED_LATER.search(block):
            raise _NotPlain
        return f"<p>{self.inline(block)}</p>"

    def heading(self, block: str) -> str:
        heading = _HEADING.fullmatch(block)
        if not heading:
            raise _NotPlain
        words = heading[2].replace("&quot;", '"')
        id = self.anchor(words, "-")
        if id in self.headings or "  " in words or words != words.strip():
            raise _NotPlain
        level = deeper(self.outer, len(heading[1]))
        self.headings[id] = Heading(level, id, words)
        self.marks += len(heading[1])
        return f'<h{level} id="{id}">{heading[2]}</h{level}>'

    def tight_list(self, block: str) -> str:
        """A tight list, a line an entry."""
        if not block.startswith(("1. ", "- ")):
            raise _NotPlain
        tag, pattern = ("ol", _ORDERED) if block[0] == "1" else ("ul", _BULLET)
        entries: list[str] = []
        for line in block.split("\n"):
            entry = pattern.fullmatch(line)
            if not entry or _MARKED.match(entry[2]):
                raise _NotPlain
            self.marks += len(entry[1])
            entries.append(f"<li>{self.inline(entry[2])}</li>\n")
        return f"<{tag}>\n{''.join(entries)}</{tag}>"

    def table(self, block: str) -> str:
        """A table whose lines all begin and end with a bar."""
        rows = [_cells(line) for line in block.split("\n")]
        if len(rows) < 3 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:  # noqa: PLR2004
            raise _NotPlain
        if None in map(_RULE.fullmatch, rows[1]):
            raise _NotPlain
        aligned = [_ALIGNED[rule[0] == ":", rule[-1] == ":"] for rule in rows[1]]
        self.marks += len("".join(rows[1])) + (len(aligned) + 1) * len(rows)
        head = self.row(rows[0], "th", aligned)
        body = "".join([self.row(row, "td", aligned) for row in rows[2:]])
        table = f"<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>"
        return f'<div class="scroll" tabindex="0">{table}</div>'

    def row(self, row: list[str], tag: str, aligned: list[str]) -> str:
        pairs = zip(row, aligned, strict=True)
        cells = "".join([f"<{tag}{how}>{self.inline(cell)}</{tag}>\n" for cell, how in pairs])
        return f"<tr>\n{cells}</tr>\n"

    def inline(self, text: str) -> str:
        """A piece of text with its bold words and links."""
        if "*" not in text and "[" not in text and "]" not in text:
            return text
        # What the pattern found is in threes, bold or the words and target of a link, between what it did not find.
        made = _SPAN.split(text)
        rest = "".join(made[::4])
        if "*" in rest or "[" in rest or "]" in rest:
            raise _NotPlain
        for at in range(1, len(made), 4):
            bold, words, target = made[at : at + 3]
            self.marks += 4
            if bold:
                made[at : at + 3] = "<strong>", bold, "</strong>"
            else:
                self.link(target)
                made[at : at + 3] = f'<a href="{target}">', words, "</a>"
        return "".join(made)

    def link(self, target: str) -> None:
        scheme = _SCHEME.match(target)
        known = _ADDRESS.fullmatch(target) if target.startswith("http") else not scheme or scheme[1] in self.schemes
        if not known or target.startswith("//"):
            raise _NotPlain
        self.links[target] = None
        self.marks += len(target)


def _cells(line: str) -> list[str]:
    if line[0] != "|" or line[-1] != "|":
        raise _NotPlain
    return [cell.strip(" ") for cell in line[1:-1].split("|")]
