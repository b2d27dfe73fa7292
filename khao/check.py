"""Links between pages, and the room of files among them, checked over the whole site before any of it is written.

The one invariant: a link that readers of this build can follow leads to a page, file or anchor of this build.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from khao import source
from khao.errors import Place, Problem, problem, suggest
from khao.ledger import unpacked
from khao.model import File, Page, file_of, nfc
from khao.record import KeptPage
from khao.settings import SETTINGS_FILE
from khao.site import Site


@dataclass(frozen=True)
class Web:
    """Who links where: everything needed to tell a broken link."""

    pages: Iterable[Page]
    targets: Mapping[int, str]
    """The URLs that pages link to, by number."""
    kept: Mapping[str, KeptPage]
    """What each page links to and may be linked at, by its URL."""
    files: Collection[str]
    """Paths of the output that are no pages."""


def files(pages: Iterable[Page], sources: Iterable[File]) -> Iterator[Problem]:
    """A problem for each file that would be written where a page or another file is."""
    layouts = {_folded(page.url): page.layout for page in pages}
    owners: dict[str, str] = {}
    for each in sources:
        for url in each.urls:
            name = _folded(url)
            if name in layouts:
                yield problem("url-taken", Place(each.path), url=url, other=layouts[name])
            elif owners.setdefault(name, each.path) != each.path:
                yield problem("file-taken", Place(each.path), url=unquote(url), other=owners[name])


def _folded(url: str) -> str:
    """Two files with names that differ in nothing but case are one on many disks."""
    return nfc(file_of(url)).casefold()


def links(web: Web, site: Site, root: Path) -> Iterator[Problem]:
    """A problem for each link that leads nowhere, with the nearest target there is."""
    urls = {page.file: page.url for page in web.pages}
    # Each URL is judged once, however many pages link to it; nearly all are a page's as it is planned.
    planned = {page.url for page in web.pages}
    wrong = {
        number: target
        for number, target in web.targets.items()
        if target not in planned and (target[0] == "#" or _verdict(target, urls, web))
    }
    if not wrong:
        return
    excused = {id.rpartition("/")[2] for id in site.broken}
    tell = _Teller(site, root, [*urls])
    for page in web.pages:
        for number in unpacked(web.kept[page.url].links) if page.url in web.kept else ():
            link = wrong.get(number)
            if link is None:
                continue
            rule = _verdict(urljoin(page.url, link) if link[0] == "#" else link, urls, web)
            if rule and _name(link if link[0] != "#" else page.url) not in excused:
                yield tell.broken(page, link, rule)


def _verdict(link: str, urls: Mapping[str, str], web: Web) -> str:
    """The rule that a link breaks, or ""."""
    url, fragment = urldefrag(link)
    file = nfc(file_of(url.partition("?")[0]))
    if file in web.files:
        return ""
    if file not in urls:
        return "" if f"{file}/index.html" in urls and not file.endswith(".html") else "link-broken"
    if not fragment:
        return ""
    kept = web.kept.get(urls[file])
    return "" if kept and unquote(fragment) in kept.anchors.split("\n") else "anchor-broken"


def _name(link: str) -> str:
    """The last part of a URL: `first` of `/news/2024/first/#top`."""
    return posixpath.basename(unquote(urldefrag(link).url).rstrip("/"))


class _Teller:
    """Makes problems of broken links. One in the menu breaks on every page: what is told twice is worked out once."""

    def __init__(self, site: Site, root: Path, pages: list[str]) -> None:
        self.site, self.root = site, root
        folders = [page.removesuffix("index.html") for page in pages]
        self.urls = {posixpath.basename(folder.rstrip("/")): f"/{folder}" for folder in folders}
        self.near = functools.lru_cache(maxsize=None)(self._near)
        self.text = functools.lru_cache(maxsize=64)(self._text)

    def broken(self, page: Page, link: str, rule: str) -> Problem:
        """The problem, at the place where the link was typed: in the item, in the settings, or else in the layout."""
        near = self.near(_name(link)) if rule == "link-broken" else ""
        item = self.site.items.get(page.subject) if page.kind == "item" else None
        for path in ([item.path] if item else []) + [SETTINGS_FILE]:
            for spelling in (link, unquote(link)):
                found, line = source.locate(self.text(path), spelling, path)
                if found.line:
                    return problem(f"{rule}-near" if near else rule, found, line, target=unquote(link), near=near)
        place = Place(f"layouts/{page.layout}")
        return problem(f"{rule}-near" if near else rule, place, target=unquote(link), near=near)

    def _near(self, name: str) -> str:
        match = suggest(name, self.urls)
        return self.urls[match] if match else ""

    def _text(self, path: str) -> str:
        text = source.read_text(self.root, path)
        return text if isinstance(text, str) else ""
