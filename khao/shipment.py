"""What has to be done so that a target holds a release: an order in which no reader meets a link to what is not there.

The one invariant: nothing is removed that an earlier release didn't bring.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from khao.release import DEPLOY, RECORD, Release
from khao.words import Lang, say

Watch = Callable[[str, int, int], None]
"""(stage, done, total)"""

_RANKS = (
    re.compile(r"^(?!.*\.(?:html|xml)$|.*feed\.json$|search/index\.bin$|robots\.txt$|_)"),  # assets, photos, data
    re.compile(r"^(?:news|reports)/\d{4}/(?!page/)[^/]+/index\.html$"),  # items
    re.compile(r"\.html$"),  # lists; of these the home page is the last
)
LISTED = 200
"""Files named in a plan: it has to be read."""


@dataclass(frozen=True)
class Found:
    """What lies at a target."""

    release: Release | None
    """What was published there last; None where nothing was."""
    changed: tuple[str, ...] = ()
    """Files of it that somebody else has changed or removed since, or files in the way of a first release."""
    doubtful: frozenset[str] = frozenset()
    """Files that a publisher was sending when it was killed."""


@dataclass(frozen=True)
class Shipment:
    """What is to be sent and removed, each in order; paths below the site's root."""

    release: Release
    """As it will be; files that leave with the next one are named in it."""
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0
    empty: bool = field(default=False)
    """Whether the target holds this release already."""

    @property
    def sent(self) -> tuple[str, ...]:
        """What nobody links to yet, then what may link to it."""
        return self.new + self.changed

    def tell(self, lang: Lang) -> str:
        """A readable diff."""
        lines = [
            say(
                "shipment",
                lang,
                new=len(self.new),
                changed=len(self.changed),
                removed=len(self.removed),
                kept=self.kept,
            )
        ]
        for sign, paths in (("+", self.new), ("~", self.changed), ("-", self.removed)):
            lines += [f"  {sign} {path}" for path in paths[:LISTED]]
            lines += [f"  {sign} {say('more', lang, count=len(paths) - LISTED)}"] * (len(paths) > LISTED)
        return "\n".join(lines)


class Channel(Protocol):
    """The way to a target, while nobody else publishes there."""

    def read(self) -> Found:
        """What lies there."""

    def apply(self, shipment: Shipment, folder: Path, watch: Watch) -> None:
        """Make the target hold the release, whose files lie in this folder. What can't be done raises BuildError."""

    def back(self, watch: Watch) -> Release | None:
        """Go back to the release before; None where there is none."""


def ship(wanted: Release, found: Found) -> Shipment:
    """What makes the target hold a release."""
    there = found.release.files if found.release else {}
    old = found.release.leaving if found.release else ()
    doubtful = found.doubtful | {*found.changed}
    same = {
        path
        for path, each in wanted.files.items()
        if path in there and there[path][:2] == each[:2] and path not in doubtful
    }
    gone = [path for path in there if path not in wanted.files]
    leaving = tuple(sorted(path for path in gone if path.startswith("assets/")))
    removed = sorted({*gone, *old, *found.doubtful} - {*leaving, *wanted.files})
    files = {path: there[path] if path in same else each for path, each in wanted.files.items()}
    new = [path for path in wanted.files if path not in there]
    changed = [path for path in wanted.files if path in there and path not in same]
    return Shipment(
        replace(wanted, files=files, leaving=leaving),
        tuple(sorted(new, key=_rank)),
        tuple(sorted(changed, key=_rank)),
        tuple(removed),
        len(same),
        # What is to come changes no file, but whoever waits for it has to know.
        empty=not (new or changed or removed) and found.release is not None and found.release.due == wanted.due,
    )


def _rank(path: str) -> tuple[int, bool, str]:
    found = (at for at, pattern in enumerate(_RANKS) if pattern.search(path))
    return next(found, len(_RANKS)), path == "index.html", path


def batches(paths: Collection[str]) -> Iterator[list[str]]:
    """The paths, in order, in runs whose members may be sent in any order."""
    ranked: dict[tuple[int, bool], list[str]] = {}
    for path in paths:
        ranked.setdefault(_rank(path)[:2], []).append(path)
    yield from (ranked[rank] for rank in sorted(ranked))


def notes(release: Release) -> Mapping[str, bytes]:
    """The files that tell of a release, the last ones to be sent."""
    return {DEPLOY: release.deploy(), RECORD: release.record()}
