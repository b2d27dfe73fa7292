"""The commonest Markdown, converted directly: paragraphs, headings, tight lists, tables, bold and links.

The one invariant: what it converts comes out as Python-Markdown and the sanitiser make it, to the byte. Anything that
it is not sure of, it leaves to them by giving None. A press release is nearly always plain, and this takes a
twentieth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

# What may mean more than itself anywhere: HTML, entities, code, escapes, emphasis by `_`, space other than blank and
# newline, and what a sanitiser could see otherwise; then pictures, footnotes, definitions, fences and breaks.
_RARE = re.compile(
    r"[<>&`\\_{}\x00-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufffe\uffff]"
)
_RARE_PAIRS = ("![", "[^", "]:", "***", "~~~", " \n", "\n ")
_MARKED_START = re.compile(r"(?:^|\n)(?:[#>+\-|:= ]|\*(?!\*)|\d+\.(?:\s|$))")
_HEADING = re.compile(r"(#{1,6}) ([^#*\[\]\n]+)")
_ORDERED = re.compile(r"\d{1,9}\. (.+)")
_BULLET = re.compile(r"- (.+)")
_RULE = re.compile(r":?-+:?")
_SPAN = re.compile(
    r"\*\*([^*\s\[\]](?:[^*\n\[\]]*[^*\s\[\]])?)\*\*"
    r"|\[([^\[\]*\n]+)\]\(([^\s()\[\]*\"']+)\)"
)
_ADDRESS = re.compile(r"https?://(?!\S*xn--)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::[0-9]{1,4})?(?:[/?#].*)?")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


class Plain(NamedTuple):
    """The HTML of a body, and its headings as (level, id, text)."""

    html: str
    headings: tuple[tuple[int, str, str], ...]


class _NotPlain(Exception):
    """Something that only the library knows how to convert."""


def convert(text: str, anchor: Callable[[str, str], str], schemes: frozenset[str]) -> Plain | None:
    """The body as HTML; None when it holds anything but the commonest Markdown.

    `anchor` gives the id of a heading's text; `schemes` are those that links may have besides http and https.
    """
    if _RARE.search(text) or any(pair in text for pair in _RARE_PAIRS) or text != text.strip(" ") or not text.strip():
        return None
    headings: dict[str, tuple[int, str, str]] = {}
    parts: list[str] = []
    after_list = False
    try:
        for block in re.split(r"\n{2,}", text.strip("\n")):
            heading = _HEADING.fullmatch(block)
            if heading:
                made = _heading(heading, anchor, headings)
            else:
                made = _table(block, schemes) or _list(block, schemes) or _paragraph(block, schemes)
            is_list = made.startswith(("<ol", "<ul"))
            if is_list and after_list:
                return None  # Lists that follow each other become one.
            after_list = is_list
            parts.append(made)
    except _NotPlain:
        return None
    return Plain("\n".join(parts), tuple(headings.values()))


def _heading(
    heading: re.Match[str], anchor: Callable[[str, str], str], headings: dict[str, tuple[int, str, str]]
) -> str:
    level, words = len(heading[1]), heading[2].strip()
    id = anchor(words, "-")
    if id in headings or "  " in words or not words or words != heading[2]:
        raise _NotPlain
    headings[id] = (level, id, words)
    return f'<h{level} id="{id}">{words}</h{level}>'


def _paragraph(block: str, schemes: frozenset[str]) -> str:
    if _MARKED_START.search(block):
        raise _NotPlain
    return f"<p>{_inline(block, schemes)}</p>"


def _list(block: str, schemes: frozenset[str]) -> str:
    """A tight list, a line an entry; "" when the block doesn't begin as one."""
    for tag, pattern, start in (("ol", _ORDERED, "1. "), ("ul", _BULLET, "- ")):
        if block.startswith(start):
            entries = [pattern.fullmatch(line) for line in block.split("\n")]
            words = [entry[1] for entry in entries if entry and not _MARKED_START.search(entry[1])]
            if len(words) < len(entries):
                raise _NotPlain
            inside = "\n".join(f"<li>{_inline(each, schemes)}</li>" for each in words)
            return f"<{tag}>\n{inside}\n</{tag}>"
    return ""


def _table(block: str, schemes: frozenset[str]) -> str:
    """A table whose lines all begin and end with a bar; "" when the block doesn't begin as one."""
    if not block.startswith("|"):
        return ""
    rows = [_cells(line) for line in block.split("\n")]
    if len(rows) < 3 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:  # noqa: PLR2004
        raise _NotPlain
    if not all(_RULE.fullmatch(cell) for cell in rows[1]):
        raise _NotPlain
    aligned = [_alignment(cell) for cell in rows[1]]

    def line(row: list[str], tag: str) -> str:
        cells = (f"<{tag}{how}>{_inline(cell, schemes)}</{tag}>\n" for cell, how in zip(row, aligned, strict=True))
        return f"<tr>\n{''.join(cells)}</tr>\n"

    body = "".join(line(row, "td") for row in rows[2:])
    head = line(rows[0], "th")
    table = f"<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>"
    return f'<div class="scroll" tabindex="0">{table}</div>'


def _cells(line: str) -> list[str]:
    if not line.startswith("|") or not line.endswith("|") or len(line) < 2:  # noqa: PLR2004
        raise _NotPlain
    return [cell.strip(" ") for cell in line[1:-1].split("|")]


def _alignment(rule: str) -> str:
    ends = (rule.startswith(":"), rule.endswith(":"))
    return {
        (True, True): ' class="align-center"',
        (True, False): ' class="align-left"',
        (False, True): ' class="align-right"',
        (False, False): "",
    }[ends]


def _inline(text: str, schemes: frozenset[str]) -> str:
    if "*" not in text and "[" not in text and "]" not in text:
        return text

    def span(match: re.Match[str]) -> str:
        if match[1]:
            return f"<strong>{match[1]}</strong>"
        target = match[3]
        scheme = _SCHEME.match(target)
        known = _ADDRESS.fullmatch(target) if target.startswith("http") else not scheme or scheme[1] in schemes
        if not known or target.startswith("//"):
            raise _NotPlain
        return f'<a href="{target}">{match[2]}</a>'

    rest = _SPAN.sub("", text)
    if "*" in rest or "[" in rest or "]" in rest:
        raise _NotPlain
    return _SPAN.sub(span, text)
