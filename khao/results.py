"""What a build did, as the command tells it.

The one invariant: it is a value, the same whether the build did everything or found nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from khao.dates import show
from khao.errors import Problem
from khao.words import Lang, say


@dataclass(frozen=True)
class Changes:
    """What a build did to the output folder, by path."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0


@dataclass(frozen=True)
class Report:
    """What a build did."""

    pages: int
    rendered: tuple[str, ...]
    """URLs of the pages that had to be rendered."""
    changes: Changes
    notes: tuple[Problem, ...]
    next_change: tuple[datetime, str] | None
    """(moment, id of the item) of the next item to appear or to be withdrawn."""
    seconds: float

    def tell(self, folder: str, lang: Lang) -> str:
        """What was done, in two to four lines."""
        lines = [
            say(
                "built",
                lang,
                pages=self.pages,
                seconds=f"{self.seconds:.2f}",
                rendered=len(self.rendered),
                added=_told(self.changes.added),
                changed=_told(self.changes.changed),
                removed=_told(self.changes.removed),
            ),
            say("output", lang, folder=folder),
        ]
        if self.notes:
            lines.append(say("notes", lang, count=len(self.notes)))
        if self.next_change:
            moment, item = self.next_change
            lines.append(say("next", lang, when=show(moment, lang=lang), item=item))
        return "\n".join(lines)


LISTED = 100
"""Pages named of each kind of change: a list that nobody reads to its end helps nobody."""


def summary(done: Report, lang: Lang) -> str:
    """What has become of the site's pages, as Markdown for the page of a CI run."""
    lines = [f"### {say('summary', lang, pages=done.pages)}", ""]
    changes = done.changes
    for kind, files in (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed)):
        pages = [file.removesuffix("index.html") for file in files if file.endswith(".html")]
        lines.append(f"{say(f'summary-{kind}', lang, pages=len(pages), files=_told(files) - len(pages))}\n")
        # Between backticks a name is nothing but a name.
        lines += [f"- `/{page.replace('`', '')}`" for page in pages[:LISTED]]
        lines += [f"- {say('summary-more', lang, count=len(pages) - LISTED)}"] * (len(pages) > LISTED)
        lines += [""] * bool(pages)
    if done.next_change:
        moment, item = done.next_change
        lines.append(say("next", lang, when=show(moment, lang=lang), item=f"`{item.replace('`', '')}`"))
    return "\n".join(lines).rstrip() + "\n"


def _told(paths: Iterable[str]) -> int:
    """How many of these files somebody would look for: those of the search index are renamed by every edit."""
    return sum(not (path.startswith("search/") and path.endswith(".bin")) for path in paths)
