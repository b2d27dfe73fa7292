"""The pages that a site has: tables of planners, each `Site -> pages`.

The one invariant: no two pages share a URL, nor two that a file system which ignores case would take for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from khao import offers
from khao.errors import Place, Problem, problem
from khao.model import Page, Scalar, file_of, nfc, url_of
from khao.questions import answer
from khao.site import Site

if TYPE_CHECKING:
    from khao.model import Item

Planner = Callable[[Site], Iterable[Page]]


def home(site: Site) -> Iterator[Page]:
    """The front page and the pages after it."""
    yield from _listed(site, "/", "home.html", "home", {"order": "pinned"})


def items(site: Site) -> Iterator[Page]:
    """A page for each item."""
    for item in site.items.values():
        yield Page(item.url, f"{item.section}.html", "item", subject=item.id)


def records(site: Site) -> Iterator[Page]:
    """A page for each record, with the news about it, and a directory for each collection."""
    for collection in site.public_collections:
        yield Page(url_of(collection), "directory.html", "collection", collection=collection)
        for record in site.collections[collection].values():
            filters = {"record": f"{collection}/{record.id}"}
            layout = f"{collection}.html"
            yield from _listed(site, record.url, layout, "record", filters, subject=record.id, collection=collection)


def sections(site: Site) -> Iterator[Page]:
    """The lists of all news and of all reports, whole and by year."""
    for section in ("news", "reports"):
        yield from _listed(site, url_of(section), "list.html", "section", {"section": section}, subject=section)
        for year in sorted({item.date.year for item in site.select(section=section)}):
            filters = {"section": section, "year": year}
            url = url_of(section, str(year))
            yield from _listed(site, url, "list.html", "section_year", filters, subject=section)


def terms(site: Site) -> Iterator[Page]:
    """The lists by category and by tag, and what categories and tags there are."""
    yield Page("/categories/", "terms.html", "categories")
    for category in site.settings.categories:
        filters = {"category": category.id}
        yield from _listed(site, category.url, "list.html", "category", filters, subject=category.id)
    yield Page("/tags/", "terms.html", "tags")
    for tag in site.tags.values():
        yield from _listed(site, tag.url, "list.html", "tag", {"tag": tag.slug}, subject=tag.slug)


def archives(site: Site) -> Iterator[Page]:
    """The lists by year, month, fiscal year and academic year."""
    yield Page("/archive/", "archive.html", "archive")
    for year in site.periods("year"):
        yield from _listed(site, year.url, "list.html", "year", {"year": year.number})
        for month in year.months:
            filters = {"year": year.number, "month": month.number}
            yield from _listed(site, month.url, "list.html", "month", filters)
    for period in (*site.periods("fiscal_year"), *site.periods("academic_year")):
        yield from _listed(site, period.url, "list.html", period.kind, {period.kind: period.number})


def feeds(site: Site) -> Iterator[Page]:
    """Atom and JSON feeds of the site, of each category and of each school."""
    lists: list[tuple[str, dict[str, Scalar]]] = [("/", {})]
    lists += [(category.url, {"category": category.id}) for category in site.settings.categories]
    if "schools" in site.public_collections:
        lists += [(school.url, {"school": school.id}) for school in site.records("schools")]
    for parent, filters in lists:
        for name in ("feed.xml", "feed.json"):
            yield Page(parent + name, name, "feed", filters=tuple(filters.items()), parent=parent)


def machines(site: Site) -> Iterator[Page]:
    """Sitemaps, robots.txt, what hosts are to send along, the search page, and the page for a URL that isn't there."""
    total = int(answer(site, "sitemaps", {}))
    if total == 1:
        yield Page("/sitemap.xml", "sitemap.xml", "sitemap")
    else:
        yield Page("/sitemap.xml", "sitemap-index.xml", "sitemap_index", total=total)
        for number in range(1, total + 1):
            yield Page(f"/sitemap-{number}.xml", "sitemap.xml", "sitemap", number=number, total=total)
    yield Page("/news-sitemap.xml", "news-sitemap.xml", "news_sitemap")
    yield Page("/robots.txt", "robots.txt", "robots")
    if "headers.txt" in site.layouts:
        yield Page("/_headers", "headers.txt", "headers")
    if "redirects.txt" in site.layouts and site.redirects:
        yield Page("/_redirects", "redirects.txt", "redirects")
    if "security.txt" in site.layouts and site.settings.organisation.email:
        yield Page("/.well-known/security.txt", "security.txt", "security")
    yield Page("/search/", "search.html", "search")
    yield Page("/404.html", "404.html", "missing")


def periods(site: Site) -> Iterator[Page]:
    """A report of the news of each fiscal and academic year."""
    if "period.html" in site.layouts:
        for kind, number in offers.periods(site):
            yield Page(offers.period_url(kind, number), "period.html", "period", filters=((kind, number),))


def prints(site: Site) -> Iterator[Page]:
    """What stands at the head of each sheet of a report on paper."""
    if "print.css" not in site.layouts:
        return
    for item in site.select(section="reports"):
        yield Page(f"{item.url}print.css", "print.css", "print", subject=item.id)
    if "period.html" in site.layouts:
        for kind, number in offers.periods(site):
            yield Page(f"{offers.period_url(kind, number)}print.css", "print.css", "print", filters=((kind, number),))


def downloads(site: Site) -> Iterator[Page]:
    """Each collection and each table of a report as CSV and JSON, and the catalogue of them all."""
    shown = "period.html" in site.layouts
    for each in offers.datasets(site):
        for suffix in ("csv", "json"):
            url = f"{each.file}.{suffix}"
            if each.item:
                yield Page(url, f"table.{suffix}", "dataset", subject=each.item, collection=each.id)
            elif each.period[0] and shown:
                yield Page(url, f"table.{suffix}", "dataset", collection=each.id, filters=(each.period,))
            elif not each.period[0]:
                yield Page(url, f"records.{suffix}", "data", collection=each.id)
    if "catalogue.html" in site.layouts:
        yield Page("/data/", "catalogue.html", "catalogue")
    if "catalogue.jsonld" in site.layouts:
        yield Page("/data/catalogue.jsonld", "catalogue.jsonld", "catalogue")


def tombstones(site: Site) -> Iterator[Page]:
    """A page where an expired item was, if it is to leave one."""
    if "withdrawn.html" in site.layouts:
        for id, each in site.withdrawn.items():
            yield Page(each.url, "withdrawn.html", "withdrawn", subject=id)


def redirects(site: Site) -> Iterator[Page]:
    """A page at each former URL that leads to the item's URL of today."""
    for url, item in site.redirects:
        yield Page(url, "redirect.html", "redirect", subject=item.id, target=item.url)


PLANNERS: tuple[Planner, ...] = (
    home,
    items,
    records,
    sections,
    terms,
    archives,
    feeds,
    machines,
    periods,
    prints,
    downloads,
    tombstones,
    redirects,
)


def plan(site: Site, planners: Iterable[Planner] = PLANNERS) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """All pages of the site, and a problem for each that has no file of its own to be written to."""
    pages = [page for planner in planners for page in planner(site)]
    taken: dict[str, Page] = {}
    problems: list[Problem] = []
    for page in pages:
        name = nfc(page.file).casefold()
        first = taken.setdefault(name, page)
        if first is not page:
            problems.append(_collision(page, first, site))
    # A file can't stand where another page needs a folder.
    folders: set[str] = set()
    for name, page in taken.items():
        folder = name.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            if folder in taken:
                problems.append(_collision(page, taken[folder], site))
            folder = folder.rpartition("/")[0]
    return tuple(pages), tuple(problems)


def _listed(
    site: Site,
    parent: str,
    layout: str,
    kind: str,
    filters: Mapping[str, Scalar],
    *,
    subject: str = "",
    collection: str = "",
) -> Iterator[Page]:
    """The pages of a list: the first at `parent`, the others at `parent`page/N/."""
    total = max(1, -(-len(site.select(**filters)) // site.settings.page_size))  # type: ignore[arg-type]
    asked = tuple(filters.items())
    for number in range(1, total + 1):
        url = parent if number == 1 else f"{parent}page/{number}/"
        yield Page(url, layout, kind, subject, collection, asked, number, total, parent)


def _collision(page: Page, first: Page, site: Site) -> Problem:
    owner = _owner(page, site) or _owner(first, site)
    other = _owner(first, site) if owner == _owner(page, site) else _owner(page, site)
    place = Place(owner, 1) if owner else Place(file_of(page.url))
    return problem("url-taken", place, url=page.url, other=other or first.layout)


def _owner(page: Page, site: Site) -> str:
    """The source file that a page comes from, "" for a list."""
    item: Item | None = site.items.get(page.subject) if page.kind in ("item", "redirect") else None
    if item:
        return item.path
    record = site.collections.get(page.collection, {}).get(page.subject) if page.kind == "record" else None
    return record.path if record else ""
