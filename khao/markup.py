"""A body of Markdown as a document of safe HTML.

The one invariant: a document depends on its body and on nothing else. Links to items, records and files stay as
they were typed until a page is rendered, so a document is good for as long as its body is.
"""

from __future__ import annotations

import functools
import html
import re
import xml.etree.ElementTree as ET

import markdown
import nh3
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor

from khao import limits, thai
from khao.model import Document, Heading

WEB = frozenset({"http", "https", "mailto", "tel"})
_EXTENSIONS = ("tables", "fenced_code", "sane_lists", "def_list")
_TAGS = set(
    "p br hr h2 h3 h4 h5 h6 a strong b em i u s del ins mark small sub sup q cite abbr kbd code pre blockquote ul ol "  # noqa: SIM905
    "li dl dt dd table caption thead tbody tfoot tr th td img figure figcaption div span time details summary".split()
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start", "reversed", "type"},
    "li": {"id", "value"},
    "sup": {"id"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "details": {"open"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_ALIGNED = {"align-left", "align-center", "align-right"}
_CLASSES = {"a": {"footnote-ref", "footnote-backref"}, "div": {"footnote"}, "td": _ALIGNED, "th": _ALIGNED}
_TAKEN = {"main", "results", "top"}
"""Ids of the layouts' own."""

LINK = re.compile(r'\b(href|src)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
_VOID = {"br", "hr", "img", "col", "input", "wbr"}
_ALIGN = re.compile(r'style="text-align: (left|center|right);"')


class Unconvertible(Exception):
    """A body that can't become a document: `rule` and `facts` of the problem."""

    def __init__(self, rule: str, **facts: object) -> None:
        self.rule, self.facts = rule, facts
        super().__init__(rule, facts)


def convert(body: str, schemes: frozenset[str] = frozenset(), extensions: tuple[str, ...] = ()) -> Document:
    """The document of a body; `schemes` are the kinds of references (`school:…`) that links may use.

    Raises Unconvertible when the body passes a limit of depth or time.
    """
    engine = _engine(extensions)
    text = thai.normalise(body)
    try:
        with limits.deadline():
            engine.reset()
            raw = engine.convert(text)
            _check_depth(raw)
            safe = _sanitise(raw, schemes)
    except RecursionError:
        raise Unconvertible("body-depth", limit=limits.DEPTH) from None
    except TimeoutError:
        raise Unconvertible("body-time", seconds=int(limits.SECONDS)) from None
    words = thai.words(html.unescape(_TAG.sub("", safe)))
    targets = dict.fromkeys(html.unescape(match[2]) for match in LINK.finditer(safe))
    return Document(safe, _headings(engine.toc_tokens), words, tuple(targets))  # type: ignore[attr-defined]


class _Levels(Treeprocessor):
    """Headings begin at the second level, since the page's title is the first."""

    def run(self, root: ET.Element) -> None:
        headings = [each for each in root.iter() if re.fullmatch("h[1-6]", each.tag)]
        shift = 2 - min((int(each.tag[1]) for each in headings), default=2)
        for each in headings:
            each.tag = f"h{min(6, int(each.tag[1]) + max(0, shift))}"


def _anchor(text: str, separator: str) -> str:
    slug = thai.slugify(text) or "section"
    return f"section{separator}{slug}" if slug in _TAKEN else slug


@functools.lru_cache(maxsize=4)
def _engine(extensions: tuple[str, ...]) -> markdown.Markdown:
    ours = [FootnoteExtension(BACKLINK_TITLE="กลับไปที่เชิงอรรถ {}"), TocExtension(slugify=_anchor)]
    engine = markdown.Markdown(extensions=[*_EXTENSIONS, *ours, *extensions], output_format="html")
    engine.treeprocessors.register(_Levels(engine), "khao-levels", 8)
    return engine


def _check_depth(raw: str) -> None:
    depth = 0
    for match in _OPENING.finditer(raw):
        if match[1]:
            depth = max(0, depth - 1)
        elif not match[3] and match[2].lower() not in _VOID:
            depth += 1
            if depth > limits.DEPTH:
                raise Unconvertible("body-depth", limit=limits.DEPTH)


def _sanitise(raw: str, schemes: frozenset[str]) -> str:
    aligned = _ALIGN.sub(r'class="align-\1"', raw)
    demoted = re.sub(r"<(/?)h1\b", r"<\1h2", aligned, flags=re.IGNORECASE)
    clean = nh3.clean(
        demoted,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes=set(WEB | schemes),
        link_rel=None,
    )
    # A wide table scrolls by itself, by keyboard too, and the page does not.
    return clean.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


def _headings(tokens: list[dict[str, object]]) -> tuple[Heading, ...]:
    found: list[Heading] = []
    for token in tokens:
        found.append(Heading(int(str(token["level"])), str(token["id"]), html.unescape(str(token["name"]))))
        found.extend(_headings(token["children"]))  # type: ignore[arg-type]
    return tuple(found)
