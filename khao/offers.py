"""What a site offers to download: its collections, the tables of its items, and its news counted by year.

The one invariant: what is listed is what is published, since pages are planned from this list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from khao.embedded import published
from khao.itemsheet import OF
from khao.model import Dataset, url_of
from khao.site import Site

COUNTED = ("month", "category", "affiliation", "school")
"""What the news of a year are counted by."""
PERIODS = {"fiscal_year": "fiscal", "academic_year": "academic"}
"""The kinds of years of which the site makes a report, and what stands for them in its URL."""


def datasets(site: Site) -> Iterator[Dataset]:
    """All data that can be downloaded."""
    for name in site.public_collections:
        yield Dataset(name, "", url_of(name), f"/data/{name}")
    for item in site.items.values():
        for each, id in published(item.directives) if item.directives else ():
            yield Dataset(id, each.get("caption"), item.url, item.url + id, item.id)
    for kind, number in periods(site):
        url = period_url(kind, number)
        for by in counted(site):
            yield Dataset(by, "", url, url + by, period=(kind, number))


def periods(site: Site) -> Iterator[tuple[str, int]]:
    """(kind, BE year) of each year of which there is a report: those that hold news."""
    for kind in PERIODS:
        years = site.periods("fiscal_year" if kind == "fiscal_year" else "academic_year")
        filters: list[dict[str, Any]] = [{"section": "news", kind: year.number} for year in years]
        yield from ((kind, each[kind]) for each in filters if site.select(**each))


def period_url(kind: str, number: int) -> str:
    """Where the report of a year is."""
    return url_of("reports", PERIODS[kind], str(number))


def counted(site: Site) -> tuple[str, ...]:
    """What news can be counted by on this site."""
    there = {
        "month": True,
        "category": bool(site.settings.categories),
        **{by: bool(site.collections.get(collection)) for by, collection in OF.items()},
    }
    return tuple(by for by in COUNTED if there[by])
