"""Links between pages, and the room of files among them, checked over the whole site before any of it is written.

The one invariant: a link that readers of this build can follow leads to a page, file or anchor of this build.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from khao import source
from khao.errors import Place, Problem, problem, suggest
from khao.model import File, Page, file_of, nfc
from khao.site import Site


@dataclass(frozen=True)
class Web:
    """Who links where: everything needed to tell a broken link."""

    pages: Iterable[Page]
    links: Mapping[str, tuple[str, ...]]
    """By the key of the page."""
    anchors: Mapping[str, frozenset[str]]
    """By the key of the page."""
    files: Collection[str]
    """Paths of the output that are no pages."""


def files(pages: Iterable[Page], sources: Iterable[File]) -> Iterator[Problem]:
    """A problem for each photo or attachment whose URL is a page's: one would overwrite the other."""
    owners = {page.file: page for page in pages}
    for each in sources:
        if page := owners.get(file_of(each.url)):
            yield problem("url-taken", Place(each.path), url=each.url, other=page.layout)


def links(web: Web, site: Site, root: Path) -> Iterator[Problem]:
    """A problem for each link that leads nowhere, with the nearest target there is."""
    keys = {page.file: page.key for page in web.pages}
    excused = {id.rpartition("/")[2] for id in site.broken}
    # Nearly every link leads to a page as it is planned.
    verdicts = dict.fromkeys((page.url for page in web.pages), "")
    for page in web.pages:
        for link in web.links.get(page.key, ()):
            whole = urljoin(page.url, link) if link.startswith("#") else link
            if whole not in verdicts:
                verdicts[whole] = _verdict(whole, keys, web)
            if verdicts[whole] and posixpath.basename(unquote(urldefrag(whole).url).rstrip("/")) not in excused:
                yield _broken(page, link, verdicts[whole], [*keys], site, root)


def _verdict(link: str, keys: Mapping[str, str], web: Web) -> str:
    """The rule that a link breaks, or ""."""
    url, fragment = urldefrag(link)
    file = nfc(file_of(url.partition("?")[0]))
    if file in web.files:
        return ""
    if file not in keys:
        return "" if f"{file}/index.html" in keys and not file.endswith(".html") else "link-broken"
    anchors = web.anchors.get(keys[file], frozenset())
    return "" if not fragment or unquote(fragment) in anchors else "anchor-broken"


def _broken(page: Page, link: str, rule: str, files: list[str], site: Site, root: Path) -> Problem:
    near = ""
    if rule == "link-broken":
        match = suggest(file_of(urldefrag(link).url), files)
        near = "/" + match.removesuffix("index.html") if match else ""
    item = site.items.get(page.subject) if page.kind == "item" else None
    if item:
        text = source.read_text(root, item.path)
        place, excerpt = _located(text if isinstance(text, str) else "", link, item.path)
        if place.line:
            return problem(f"{rule}-near" if near else rule, place, excerpt, target=unquote(link), near=near)
    settings = Place("data/site.yaml")
    text = source.read_text(root, settings.path)
    place, excerpt = _located(text if isinstance(text, str) else "", link, settings.path)
    if not place.line:
        place, excerpt = Place(f"layouts/{page.layout}"), ""
    return problem(f"{rule}-near" if near else rule, place, excerpt, target=unquote(link), near=near)


def _located(text: str, link: str, path: str) -> tuple[Place, str]:
    for spelling in (link, unquote(link)):
        place, excerpt = source.locate(text, spelling, path)
        if place.line:
            return place, excerpt
    return Place(path), ""
