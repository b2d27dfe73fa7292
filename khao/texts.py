"""What of each item is searched and shown as a hit: its row; and the files that hold these rows.

The one invariant: a row's fields are the text that a reader sees, spelt in one way, so a hit in them is a hit on the
page.
"""

from __future__ import annotations

import codecs
import html
import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from khao import cells, dates, directives, frontmatter, places, tables, thai
from khao.fold import fold
from khao.model import Directive, Item
from khao.picking import Wrong
from khao.postings import Damaged
from khao.site import Site
from khao.tables import Table

_BREAK = re.compile(r"<(?:/(?:p|h[1-6]|li|dt|dd|tr|pre|blockquote|figcaption|caption|summary)>|[bh]r\b[^>]*>)")
_NOTE = re.compile(r'<sup id="fnref.*?</sup>|<a class="footnote-backref".*?</a>')
"""What leads to a footnote and back."""
_TAG = re.compile(r"<[^>]*>")


class Row(NamedTuple):
    """One item as it is searched and shown."""

    url: str
    title: str
    date: str
    """ISO 8601, of the day."""
    day: str
    """The same in words, as the site's lists say it."""
    section: str
    lang: str
    lead: str
    about: str
    """Venue, schools and people, a line each."""
    body: str
    belongs: tuple[str, ...] = ()
    """The keys of its schools and affiliations."""

    @property
    def filters(self) -> tuple[str, ...]:
        """The keys of the index for what a reader may narrow a search by."""
        return (f"section:{self.section}", f"year:{int(self.date[:4]) + dates.BUDDHIST}", *self.belongs)

    @property
    def fields(self) -> tuple[str, str, str, str]:
        """What is searched; a match lies in one of them."""
        return self.title, self.lead, self.about, self.body


def plain(document: str) -> str:
    """The text of a document's HTML, a line for each block, in one spelling: an entity may stand for any sign."""
    text = document.replace("\n", " ")
    if "footnote" in text:
        text = _NOTE.sub("", text)
    lines = html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).split("\n")
    return thai.normalise("\n".join(filter(None, [" ".join(line.split()) for line in lines])))


Ask = Callable[[str, str], Any]
"""(name of the question, query) → its answer."""


def shown(document: str, item: Item, ask: Ask, numerals: dates.Numerals) -> str:
    """The HTML of a document with the words of its data where its directives stand."""
    if not item.directives:
        return document

    def words(number: int, inner: str) -> str:
        each = item.directives[number]
        told = [each.get(name) for name in ("title", "caption") if each.get(name)]
        return "".join(f"<p>{html.escape(line)}</p>" for line in told) + inner + _data(each, item, ask, numerals)

    return places.fill(document, words)


def query(directive: Directive, item: Item) -> str:
    """Which data a directive shows."""
    # The parts of a whole are all of it.
    whole = {"rest": True} if directive.get("type") == "share" else {}
    return tables.query({**directive.options, **whole}, frontmatter.folder(item), item.lang)


def _data(directive: Directive, item: Item, ask: Ask, numerals: dates.Numerals) -> str:
    lang: dates.Lang = "en" if item.lang == "en" else "th"
    if directive.name in directives.SPANS:
        found = ask("quantity", query(directive, item))
        return "" if isinstance(found, Wrong) else html.escape(cells.said(found, "number", lang, numerals))
    table = ask("table", query(directive, item)) if directive.get("data") else None
    if not isinstance(table, Table):
        return ""
    head = [each.title for each in table.columns]
    rows = [
        [cells.said(cell, column.kind, lang, numerals) for cell, column in zip(row, table.columns, strict=True)]
        for row in (*table.rows, *([table.total] if table.total else ()))
    ]
    return "".join(f"<p>{html.escape(' '.join(row))}</p>" for row in (head, *rows))


def row(item: Item, body: str, site: Site) -> Row:
    """The row of an item, whose body is this text."""
    settings = site.settings
    lang: dates.Lang = "en" if settings.language == "en" else "th"
    numerals: dates.Numerals = "thai" if settings.numerals == "thai" else "arabic"
    midnight = item.date.replace(hour=0, minute=0)
    belongs = [*(f"school:{id}" for id in item.schools), *(f"affiliation:{id}" for id in item.affiliations)]
    return Row(
        item.url,
        item.title,
        f"{item.date:%Y-%m-%d}",
        dates.show(midnight, lang=lang, numerals=numerals),
        item.section,
        item.lang,
        thai.normalise(item.summary),  # May be the beginning of a body, and hold entities of its own.
        about(item, site),
        body,
        tuple(dict.fromkeys(belongs)),
    )


def about(item: Item, site: Site) -> str:
    """What an item says of itself beside its text, as far as it is searched."""
    schools = site.collections.get("schools", {})
    people = site.collections.get("people", {})
    names = [schools[id].name for id in item.schools if id in schools]
    persons = [
        f"{people[each.record].name if each.record in people else each.name} {each.position}".strip()
        for each in item.people
    ]
    return "\n".join([*([item.venue] if item.venue else ()), *names, *persons])


def folded(fields: Iterable[str]) -> str:
    """Fields as they are compared, with NUL between them, so that no key reaches from one into the next."""
    return "\0".join(map(fold, fields))


# Files ----------------------------------------------------------------------------------------------------------------


def pack(rows: Sequence[Row]) -> bytes:
    """Rows as the bytes of a file: JSON in Windows-874, a byte a Thai letter; what that lacks is escaped."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("cp874", "khao.json"), 5)


def unpack(data: bytes) -> list[Row]:
    """The rows that `pack` made this of. Raises postings.Damaged."""
    try:
        rows = json.loads(zlib.decompress(data).decode("cp874"))
        return [Row._make((*words, tuple(belongs))) for *words, belongs in rows]
    except (zlib.error, ValueError, TypeError) as error:
        raise Damaged from error


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = json.dumps(error.object[error.start : error.end])[1:-1]
    return found, error.end


codecs.register_error("khao.json", _escaped)
