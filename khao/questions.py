"""The questions that a site answers: one table of functions.

The one invariant: a question's digest changes whenever its answer does. Where the answer is large, the digest is
taken from what it is made of.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from khao import dates, limits, offers, tables, thai
from khao.family import family_digest
from khao.model import Card, File, Item, Record, Scalar, Tag, digest, fingerprint
from khao.settings import SETTINGS_FILE
from khao.site import Part, Site

FONT = "fonts/anuphan.woff2"
"""The asset that share cards are written with."""
SEARCH_INDEX = "/search/index.bin"
"""Where a browser begins to search."""
SITEMAP_SIZE = 40_000
"""Addresses in one sitemap; the protocol allows 50,000."""


class Query(NamedTuple):
    """How a question is answered, what parts of the site the answer is read from, and, if not from it, its digest."""

    answer: Callable[..., Any]
    reads: tuple[Part, ...]
    digest: Callable[..., str] | None = None


def _items(site: Site, *, page: int | None = None, limit: int | None = None, **filters: Any) -> tuple[Item, ...]:
    found = site.select(**filters)
    if page is not None:
        size = site.settings.page_size
        found = found[(page - 1) * size : page * size]
    return found if limit is None else found[:limit]


def _record(site: Site, collection: str, id: str) -> Record | None:
    return site.collections.get(collection, {}).get(id)


def _field(site: Site, name: str, **which: str) -> tuple[Any, ...]:
    """The value of a field of a record; nothing when it has no such field."""
    record = _record(site, **which)
    return (record.fields[name],) if record and name in record.fields else ()


def _translations(site: Site, id: str) -> tuple[Item, ...]:
    item = site.items.get(id)
    group = site.translations.get(item.translation_of or id, ()) if item else ()
    return tuple(other for other in group if other.id != id)


def _tag(site: Site, slug: str) -> Tag | None:
    return site.tags.get(thai.slugify(slug))


def _tags(site: Site, limit: int | None) -> tuple[Tag, ...]:
    if limit is None:
        return tuple(site.tags.values())
    commonest = heapq.nsmallest(limit, site.tags, key=lambda slug: (-len(site.index["tag", slug]), slug))
    return tuple(tag for slug, tag in site.tags.items() if slug in commonest)


def _file(site: Site, item: str, src: str) -> File | None:
    owner = site.items.get(item)
    return site.file(owner, src) if owner else None


def _card(site: Site, item: str) -> File | None:
    """The share card of an item, or that of the site; its name changes with whatever it shows."""
    owner, settings = site.items.get(item), site.settings
    if not settings.cards or (item and not owner):
        return None
    title, date, cover = settings.tagline or settings.title, "", None
    if owner:
        title = owner.title
        digits = "thai" if settings.numerals == "thai" else "arabic"
        date = dates.show(owner.date, lang=owner.lang, numerals=digits) if owner.section != "pages" else ""
        cover = site.file(owner, owner.cover.src) if owner.cover else None
    font = site.assets.get(FONT)
    card = Card(title, date, settings.organisation.name, settings.title, font.source if font else "", cover)
    # Of a cover only its pixels are drawn: other renditions of it, or another address, make no other card.
    mark = digest(f"{limits.CARD_DRAWING} {fingerprint(replace(card, cover=None))} {cover.source if cover else ''}")
    ending, kind = ("jpg", "image/jpeg") if cover else ("png", "image/png")
    url = f"{owner.url if owner else '/'}card.{mark[:8]}.{ending}"
    return File(owner.path if owner else SETTINGS_FILE, url, kind, 0, mark, *limits.CARD, card=card)


def _asset(site: Site, name: str) -> str | None:
    file = site.assets.get(name)
    return file.url if file else None


def _found(site: Site) -> tuple[tuple[str, datetime | None], ...]:
    """(URL, when last modified) of every page worth finding."""
    reports = [offers.period_url(*each) for each in offers.periods(site)] if "period.html" in site.layouts else []
    data = ["/data/"] if "catalogue.html" in site.layouts else []
    return (*((url, None) for url in (*data, *reports)), *site.urls())


def _urls(site: Site, page: int) -> tuple[Any, ...]:
    return _found(site)[(page - 1) * SITEMAP_SIZE : page * SITEMAP_SIZE]


def _sitemaps(site: Site) -> int:
    """How many sitemaps there are."""
    return -(-len(_found(site)) // SITEMAP_SIZE)


def _body(site: Site, id: str) -> str:
    return site.items[id].body if id in site.items else ""


_DATA: tuple[Part, ...] = ("items", "records", "tables", "settings", "layouts")


def pdf_url(page: str) -> str:
    """Where the PDF of a page is: in its folder, by its name."""
    return f"{page}{page.strip('/').rpartition('/')[2]}.pdf"


QUESTIONS: Mapping[str, Query] = {
    "setting": Query(lambda site, name: getattr(site.settings, name), ("settings",)),
    "items": Query(_items, ("items", "settings")),
    "count": Query(lambda site, **filters: len(site.select(**filters)), ("items",)),
    "item": Query(lambda site, id: site.find(id), ("items",)),
    "document": Query(_body, ("items", "bodies"), _body),
    "neighbours": Query(lambda site, id: site.neighbours(id), ("items",)),
    "related": Query(lambda site, id, limit: site.related(id, limit), ("items",)),
    "translations": Query(_translations, ("items",)),
    "record": Query(lambda site, **which: found.named if (found := _record(site, **which)) else None, ("records",)),
    "records": Query(
        lambda site, collection, **filters: tuple(each.named for each in site.records(collection, **filters)),
        ("records",),
    ),
    "pdf": Query(lambda site, url: pdf_url(url) if site.pdf else "", ("pdf",)),
    "datasets": Query(lambda site: tuple(offers.datasets(site)), ("items", "records", "layouts")),
    "table": Query(tables.table, _DATA),
    "quantity": Query(tables.quantity, _DATA),
    "field": Query(_field, ("records",)),
    "fields": Query(lambda site, **which: found.fields if (found := _record(site, **which)) else {}, ("records",)),
    "collections": Query(lambda site: site.public_collections, ("records", "layouts")),
    "category": Query(lambda site, id: site.settings.category(id), ("settings",)),
    "tag": Query(_tag, ("items",)),
    "tags": Query(_tags, ("items",)),
    "periods": Query(lambda site, kind: site.periods(kind), ("items",)),
    "redirects": Query(lambda site: tuple((url, item.url) for url, item in site.redirects), ("items",)),
    "horizon": Query(lambda site: site.month(11), ("now",)),
    "recent": Query(lambda site, hours: site.recent(hours), ("items", "now")),
    "file": Query(_file, ("items", "files", "settings")),
    "card": Query(_card, ("items", "files", "settings")),
    "search_index": Query(lambda site: SEARCH_INDEX if site.searched else "", ("settings", "layouts")),
    "asset": Query(_asset, ("files",)),
    "hidden": Query(lambda site, url: url in site.hidden_urls, ("hidden",)),
    "previewed": Query(lambda site: site.awaited is not None, ("awaited",)),
    "awaiting": Query(lambda site, id: (site.awaited or {}).get(id), ("awaited",)),
    "withheld": Query(lambda site, id: id in site.hidden or id in site.broken, ("hidden",)),
    "withdrawn": Query(lambda site, id: site.withdrawn.get(id), ("hidden",)),
    "urls": Query(_urls, ("items", "records", "settings", "layouts")),
    "sitemaps": Query(_sitemaps, ("items", "records", "settings", "layouts")),
    "template": Query(lambda site, name: family_digest(name, site.layouts), ("layouts",)),
}


def answer(site: Site, name: str, args: Mapping[str, Scalar]) -> Any:
    """The answer of the site to one question."""
    return QUESTIONS[name].answer(site, **args)


def own_digest(site: Site, name: str, args: Mapping[str, Scalar]) -> str | None:
    """The digest of the answer, where it is found without the answer; "" for a question that this Khao doesn't know."""
    query = QUESTIONS.get(name)
    if query is None:
        return ""
    return query.digest(site, **args) if query.digest else None


def steady(name: str, same: Collection[str]) -> bool:
    """Whether a question can't have another answer when these parts of the site are the same."""
    query = QUESTIONS.get(name)
    return query is not None and all(part in same for part in query.reads)
