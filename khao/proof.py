"""The whole site as a proofreader sees it: all that a build need not stop for, but that a reader would stumble over.

The one invariant: each rule is a function of one file and of the data; none knows of another's findings.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from khao import gallery, limits, personal, source, traps, typos, wording, work
from khao.claims import Claims
from khao.errors import Place, Problem, problem
from khao.manuscript import Finding, Manuscript
from khao.model import File, Item, Record
from khao.site import Site

Rule = Callable[[Manuscript], Iterator[Finding]]
_TARGET = re.compile(r"""\]\(\s*<?([^)\s>]+)|(?:src|href)=["']([^"']+)""")


def numbers(manuscript: Manuscript) -> Iterator[Finding]:
    """Mobile telephone numbers; IDs stop the build."""
    for at, number in personal.mobiles(manuscript.text):
        yield Finding(manuscript.problem("mobile-number", at, number=number))


def category(manuscript: Manuscript) -> Iterator[Finding]:
    """News and reports that stand in no category."""
    item = manuscript.item
    if item and item.section != "pages" and not item.categories:
        yield Finding(manuscript.problem("category-none", 0))


ELSEWHERE = frozenset({"personal-number", "outside-broken"})
"""Rules that may be allowed and that others look after."""
RULES: tuple[Rule, ...] = (
    typos.normal,
    typos.broken,
    typos.marks,
    wording.spaces,
    wording.quotes,
    wording.headings,
    wording.links,
    traps.traps,
    numbers,
    category,
)


@dataclass(frozen=True)
class Desk:
    """What the proofreader has beside the manuscripts."""

    root: Path
    collections: Mapping[str, Mapping[str, Record]]
    files: Mapping[str, Sequence[File]]
    """The photos and attachments of each folder."""
    consent: bool
    """Whether those shown in a photo must have agreed."""

    @classmethod
    def of(cls, root: Path, site: Site) -> Desk:
        """The desk for a site."""
        folders: dict[str, list[File]] = {}
        for path, file in site.files.items():
            folders.setdefault(posixpath.dirname(path), []).append(file)
        return cls(root, site.collections, folders, site.settings.photo_consent)


@dataclass(frozen=True)
class Proofreader:
    """Reads manuscripts; a value, so that it can be sent to a worker."""

    desk: work.Parcel[Desk]

    def __call__(self, files: Sequence[tuple[str, Item | None]]) -> list[list[Finding]]:
        """What is found in each file, of which it is known what it was read as."""
        desk = self.desk.value
        claims = Claims(desk.collections)
        photos = Photos(desk)
        rules = (*RULES, claims.unlisted, claims.sums, claims.counts, photos.unused, photos.agreed)
        with limits.watched():
            return [read(path, item, desk.root, rules) for path, item in files]


def read(path: str, item: Item | None, root: Path, rules: Iterable[Rule]) -> list[Finding]:
    """What these rules find in a file, but for what its item allows; a file that can't be read is the build's."""
    text = source.read_text(root, path)
    if isinstance(text, Problem):
        return []
    manuscript = Manuscript(path, text, item)
    try:
        with limits.deadline():
            found = [finding for rule in rules for finding in rule(manuscript)]
    except TimeoutError:
        return [Finding(manuscript.problem("body-time", manuscript.start, seconds=int(limits.SECONDS)))]
    allowed = {each.rule for each in item.allow} if item else set()
    unneeded = allowed - {each.problem.rule for each in found}
    kept = [each for each in found if each.problem.rule not in allowed]
    return kept + [
        Finding(manuscript.problem("allow-unneeded", manuscript.text.find(rule), name=rule))
        for rule in sorted(unneeded - ELSEWHERE)
    ]


class Photos(NamedTuple):
    """The rules about an item's photos."""

    desk: Desk

    def unused(self, manuscript: Manuscript) -> Iterator[Finding]:
        """Photos in an item's folder that it doesn't show."""
        item = manuscript.item
        if item is None or not item.path.endswith("/index.md") or gallery.wants(item):
            return
        shown = {each.src for each in (*item.photos, *([item.cover] if item.cover else ()), *item.attachments)}
        shown |= {photo["src"] for photo in _pictured(item)}
        shown |= {unquote(one or two).removeprefix("./") for one, two in _TARGET.findall(manuscript.text)}
        folder = posixpath.dirname(item.path)
        for file in self.desk.files.get(folder, ()):
            name = posixpath.basename(file.path)
            if file.width and name not in shown:
                yield Finding(problem("photo-unused", Place(file.path), name=name, item=item.path))

    def agreed(self, manuscript: Manuscript) -> Iterator[Finding]:
        """Photos of which it isn't said that those shown have agreed."""
        item = manuscript.item
        if item is None or not self.desk.consent:
            return
        agreed = {photo.src: photo.consent for photo in (*item.photos, *([item.cover] if item.cover else ()))}
        agreed |= {photo["src"]: photo.get("consent") for photo in _pictured(item)}
        for src, consent in agreed.items():
            if not consent:
                at = max(manuscript.text.find(src), 0)
                yield Finding(manuscript.problem("consent-missing", at, src=src))


def _pictured(item: Item) -> Iterator[dict[str, Any]]:
    """The pictures that an item's body shows by directives."""
    for each in item.directives:
        if each.name == "figure":
            yield each.options
        yield from each.get("photos", ())


def proof(site: Site, paths: Iterable[str], root: Path, pool: Executor) -> list[Finding]:
    """All that is found in these files of content and data."""
    items = {item.path: item for item in site.items.values()}
    files = [(path, items.get(path)) for path in sorted(paths)]
    proofreader = Proofreader(work.Parcel(Desk.of(root, site)))
    return [each for found in work.fan_out(proofreader, files, pool) for each in found]
