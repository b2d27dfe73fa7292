"""A body of Markdown as a document of safe HTML.

The one invariant: a document depends on its body and on nothing else. Links to items, records and files stay as
they were typed until a page is rendered, so a document is good for as long as its body is.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from khao import limits, plainmark, thai
from khao.embedded import RESERVED
from khao.model import Document, Heading
from khao.places import PLACE

if TYPE_CHECKING:
    import markdown
    import nh3

WEB = frozenset({"http", "https", "mailto", "tel"})
_EXTENSIONS = ("tables", "fenced_code", "sane_lists", "def_list")
_NAMES = """
p br hr h1 h2 h3 h4 h5 h6 a strong b em i u s del ins mark small sub sup q cite abbr kbd code pre blockquote ul ol li
dl dt dd table caption thead tbody tfoot tr th td img figure figcaption div span time details summary
"""
_TAGS = set(_NAMES.split())
_DIRECTIVE = "data-directive"
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
    "div": {_DIRECTIVE},
    "span": {_DIRECTIVE},
    "details": {"open"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_ALIGNED = {"align-left", "align-center", "align-right"}
_CLASSES = {"a": {"footnote-ref", "footnote-backref"}, "div": {"footnote"}, "td": _ALIGNED, "th": _ALIGNED}

_LINK = re.compile(r' (?:href|src)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_WORDS = re.compile(r">[^<\"]*\"[^<]*(?=<)")
_ELEMENT = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)", re.DOTALL)
_IMPLIED = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}
"""What HTML closes by itself."""
_VOID = {"br", "hr", "img", "col", "input", "wbr"}
_ALIGN = re.compile(r'(<t[dh]) style="text-align: (left|center|right);"')


class Unconvertible(Exception):
    """A body that can't become a document: `rule` and `facts` of the problem."""

    def __init__(self, rule: str, **facts: object) -> None:
        self.rule, self.facts = rule, facts
        super().__init__(rule, facts)


def convert(
    body: str, schemes: frozenset[str] = frozenset(), extensions: tuple[str, ...] = (), *, sound: bool = False
) -> Document:
    """The document of a body; `schemes` are the kinds of references (`school:…`) that links may use.

    The spelling of a `sound` body is known to be the normal one. Raises Unconvertible when the body passes a limit of
    depth or time.
    """
    text = body if sound else thai.normalise(body)
    plain = None if extensions else plainmark.convert(text, _anchor, schemes)
    if plain:
        return plain
    try:
        with limits.deadline():
            return _converted(text, schemes, extensions)
    except (RecursionError, TimeoutError) as error:
        _engine.cache_clear()  # It was left in the middle of a body, and would begin the next one there.
        if isinstance(error, TimeoutError):
            raise Unconvertible("body-time", seconds=int(limits.SECONDS)) from None
        raise Unconvertible("body-depth", limit=limits.DEPTH) from None


def _converted(text: str, schemes: frozenset[str], extensions: tuple[str, ...]) -> Document:
    """The document as the library and the sanitiser make it."""
    engine = _engine(extensions)
    engine.reset()
    raw = engine.convert(text)
    _check_depth(raw)
    # What the body itself wrote there is not this mark, and stays without meaning.
    mark = engine.preprocessors["directives"].mark  # type: ignore[attr-defined]
    safe = _levelled(_sanitise(raw, schemes)).replace(f' {_DIRECTIVE}="{mark}-', f' {PLACE}="')
    return _document(safe, [*_flat(engine.toc_tokens)])  # type: ignore[attr-defined]


def _document(safe: str, headings: list[dict[str, Any]]) -> Document:
    """The document of sanitised HTML; the levels of its headings are those that they have in it."""
    text = _TAG.sub("", safe)
    if '"' in text:
        # A quotation mark of the text is never an attribute's, so that what looks like a link in code is none.
        safe = _WORDS.sub(lambda words: words[0].replace('"', "&quot;"), safe)
        text = _TAG.sub("", safe)
    words = thai.words(html.unescape(text))
    targets = dict.fromkeys(html.unescape(target) for target in _LINK.findall(safe))
    levels = {html.unescape(match[2]): int(match[1]) for match in re.finditer(r'<h([1-6]) id="([^"]*)"', safe)}
    found = [Heading(levels.get(e["id"], e["level"]), e["id"], html.unescape(e["name"])) for e in headings]
    return Document(safe, tuple(found), words, tuple(targets))


def _anchor(text: str, separator: str) -> str:
    slug = thai.slugify(text) or "section"
    return f"section{separator}{slug}" if slug in RESERVED else slug


@functools.lru_cache(maxsize=4)
def _engine(extensions: tuple[str, ...]) -> markdown.Markdown:
    # Nearly every edit is of a plain body, which needs neither the library nor the sanitiser.
    import markdown
    from markdown.extensions.footnotes import FootnoteExtension
    from markdown.extensions.toc import TocExtension

    from khao import quickmark
    from khao.blocks import Directives

    # What a project's own extensions would find is not known, so they get the library as it is.
    quick = quickmark.KNOWN and not extensions
    converter, toc = (quickmark.Markdown, quickmark.Toc) if quick else (markdown.Markdown, TocExtension)
    ours = [FootnoteExtension(BACKLINK_TITLE="กลับไปที่เชิงอรรถ {}"), toc(slugify=_anchor), Directives()]
    return converter(extensions=[*_EXTENSIONS, *ours, *extensions], output_format="html")


def _check_depth(raw: str) -> None:
    """Never less than the depth that a browser would find: an end tag that fits nothing ends nothing."""
    if raw.count("<") - raw.count("</") <= limits.DEPTH:
        return  # So few elements can't be nested too deep.
    stack: list[str] = []
    for match in _ELEMENT.finditer(raw):
        name = (match[2] or "br").lower()
        if name in _VOID:
            continue
        if match[1]:
            while len(stack) > 1 and stack[-1] in _IMPLIED and stack[-1] != name:
                stack.pop()
            if stack and stack[-1] == name:
                stack.pop()
        elif not (stack and stack[-1] == name and name in _IMPLIED):
            stack.append(name)
            if len(stack) > limits.DEPTH:
                raise Unconvertible("body-depth", limit=limits.DEPTH)


def _sanitise(raw: str, schemes: frozenset[str]) -> str:
    aligned = _ALIGN.sub(r'\1 class="align-\2"', raw)
    clean = _cleaner(schemes).clean(aligned)
    # A wide table scrolls by itself, by keyboard too, and the page does not.
    return clean.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


@functools.lru_cache(maxsize=4)
def _cleaner(schemes: frozenset[str]) -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes=WEB | schemes,
        link_rel=None,
    )


def _levelled(safe: str) -> str:
    """Headings begin at the second level, since the page's title is the first, and go down one level at a time."""
    outer: list[int] = []

    def level(match: re.Match[str]) -> str:
        if match[1]:
            return f"</h{min(6, len(outer) + 1)}"
        return f"<h{plainmark.deeper(outer, int(match[2]))}"

    return re.sub(r"<(/?)h([1-6])\b", level, safe)


def _flat(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The nested table of contents of the library, in the order of the text."""
    for token in tokens:
        yield token
        yield from _flat(token["children"])
