"""What a build comes to know of its pages, those kept and those rendered, and how that is remembered.

The one invariant: a page stands here only when it lies whole in the output folder or in the stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from khao.errors import Problem
from khao.index import Index
from khao.ledger import Told, unpacked
from khao.lens import Answers
from khao.model import File, Page, Written
from khao.profile import Profile
from khao.record import KeptPage, Memory
from khao.site import Site
from khao.store import Store
from khao.write import Output

if TYPE_CHECKING:
    from khao.render import Batches

T = TypeVar("T")


@dataclass
class Made:
    """The pages of a build, with all that they asked and link to."""

    pages: dict[str, KeptPage] = field(default_factory=dict)
    """By URL."""
    told: dict[int, Told] = field(default_factory=dict)
    targets: dict[int, str] = field(default_factory=dict)
    """By number."""
    plain: dict[str, str] = field(default_factory=dict)
    """Texts of documents that were rendered, by the item's id, where they are searched."""

    @classmethod
    def kept(cls, pages: Iterable[Page], todo: Iterable[Page], last: Memory, output: Output) -> Made:
        """What is kept of the last build, when these are to be rendered."""
        made = cls()
        again = {page.key for page in todo}
        for page in pages:
            if page.key not in again:
                output.keep(page.file, page.key)
                kept, there = last.pages[page.url], output.there[page.file]
                made.pages[page.url] = kept if kept.written == there else kept._replace(written=there)
        made.told = _used(last.told, (each.asked for each in made.pages.values()))
        made.targets = _used(last.targets, (each.links for each in made.pages.values()))
        return made

    def take(self, done: Batches, output: Output, store: Store, profile: Profile) -> list[Problem]:
        """Note what has been rendered, batch by batch; gives what is wrong with it."""
        problems: list[Problem] = []
        for pages, batch in done:
            store.objects.put(batch.documents)
            for told in batch.told:
                before = self.told.get(told.number)
                # Another worker may have told the same, and its answer as well.
                if told.value or not before or before.digest != told.digest:
                    self.told[told.number] = told
            self.targets.update(batch.targets)
            self.plain.update(batch.plain)
            for page, each in zip(pages, batch.pages, strict=True):
                problems.extend(each.problems)
                profile.page(page.url, page.layout, each.seconds)
                if each.written:
                    output.take(page.file, each.written)
                written = each.written or Written("", page.key)
                self.pages[page.url] = KeptPage(page.key, written, each.asked, each.links, each.anchors)
        return problems

    def files(self, answers: Answers) -> list[File]:
        """Every photo, attachment and share card that some page shows, and all assets."""
        asked = {each.question for each in self.told.values() if each.name in ("file", "card")}
        found = [answers[question] for question in sorted(asked, key=repr)]
        return [*(each for each in found if each), *answers.site.assets.values()]

    def memory(self, others: Iterable[str], index: Index | None, site: Site, written: Mapping[str, Written]) -> Memory:
        """All that the next build is to remember of this one; `others` are the paths of what is no page."""
        named = {*others}.union(index.paths if index else ())
        files = {path: written[path] for path in named if path in written}
        search = index.noted() if index else ""
        parts = {**site.parts, "collections": "\n".join(site.collections), "search": search}
        return Memory(self.pages, files, self.told, self.targets, parts)


def _used(numbered: Mapping[int, T], named: Iterable[bytes]) -> dict[int, T]:
    used: set[int] = set()
    for each in named:
        used.update(unpacked(each))
    return {number: value for number, value in numbered.items() if number in used}
