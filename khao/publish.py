"""Putting the built site where readers get it.

The one invariant: what readers have is the whole old site or the whole new one, or on its way from one to the other
without a link to what isn't there; and nothing is put there that is not a finished build of what the sources say now.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from khao import channel_dir, channel_git, channel_s3, dates, seal, shell, vanished, work
from khao.build import build
from khao.config import Config
from khao.errors import BuildError, Place, Problem, problem, suggest
from khao.extension import Project
from khao.load import load
from khao.lock import alone
from khao.model import OWN
from khao.release import Release, Sent
from khao.results import Report
from khao.settings import Settings
from khao.shipment import Channel, Found, Shipment, Watch, ship
from khao.site import Site
from khao.store import Store, salt
from khao.targets import Branch, Bucket, Folder, Target, describe
from khao.words import Lang, say
from khao.write import manifest

FEW, SHARE = 10, 10
"""Pages that may go without being told: so many, or a share (one of so many) of all that there are."""

_CHANNELS: Mapping[type[Target], Callable[[Any, Config], contextlib.AbstractContextManager[Channel]]] = {
    Folder: channel_dir.opened,
    Branch: channel_git.opened,
    Bucket: channel_s3.opened,
}


@dataclass(frozen=True)
class Published:
    """What was done, or would be."""

    target: Target
    shipment: Shipment | None
    """None after going back."""
    release: Release
    dry: bool = False

    def tell(self, lang: Lang) -> str:
        """The diff, and where it went."""
        where = describe(self.target)
        if self.shipment is None:
            return say("published-back", lang, where=where, when=self.release.at, build=self.release.build[:8])
        if self.shipment.empty:
            return say("published-same", lang, where=where, build=self.release.build[:8])
        word = "published-dry" if self.dry else "published"
        return f"{self.shipment.tell(lang)}\n{say(word, lang, where=where, build=self.release.build[:8])}"


def target_of(settings: Settings, name: str) -> Target:
    """The target of this name. Raises BuildError when there is none."""
    known = dict(settings.publish)
    if name not in known:
        near = suggest(name, known)
        raise BuildError([problem("target-unknown", Place("TARGET"), name=name, near=near, known=", ".join(known))])
    return known[name]


def publish(
    config: Config, project: Project, target: Target, allowed: Collection[str], watch: Watch, *, dry: bool = False
) -> Published:
    """Make the target hold the site in the output folder. Raises BuildError when it should not, or can't."""
    with alone(config):
        release = built(config, project, allowed)
        with _CHANNELS[type(target)](target, config) as channel:
            found = channel.read()
            shipment = ship(release, found)
            if wrong := _doubts(shipment, found, target, allowed):
                raise BuildError(wrong)
            if not (dry or shipment.empty):
                channel.apply(shipment, config.output, watch)
                vanished.note(config, _site(config, project))
            return Published(target, shipment, shipment.release, dry)


def rollback(config: Config, target: Target, watch: Watch) -> Published:
    """Make the target hold the release before the one of now. Raises BuildError when there is none."""
    with alone(config), _CHANNELS[type(target)](target, config) as channel:
        channel.read()
        release = channel.back(watch)
        if release is None:
            raise BuildError([problem("publish-no-release", Place(describe(target)))])
        return Published(target, None, release)


def built(config: Config, project: Project, allowed: Collection[str]) -> Release:
    """The site in the output folder. Raises BuildError unless it is a finished build of what the sources say now."""
    folder, own = config.output, config.output / OWN
    place = Place(str(folder))
    try:
        files = {path: Sent(mark, (folder / path).stat().st_size) for path, mark in manifest(folder).items()}
    except OSError:
        raise BuildError([problem("publish-unbuilt", place)]) from None
    if not files or (own / "journal.json").exists() or (own / "stage").exists():
        raise BuildError([problem("publish-unbuilt", place)])
    report, moment = _current(config, project)
    if report is None:
        raise BuildError([problem("publish-outdated", place)])
    if "empty" not in allowed and ("index.html" not in files or not _items(files)):
        raise BuildError([problem("publish-empty", place)])
    due = dates.rfc3339(report.next_change[0]) if report.next_change else ""
    return Release(files, dates.rfc3339(moment), *_source(config.root), due)


def _current(config: Config, project: Project) -> tuple[Report | None, datetime]:
    """What a build would tell that finds nothing to do, and the moment of the build; None if there is something."""
    last = seal.last(config, project.salt())
    if last and last.edited(seal.stamp(config, project.salt())) == () and seal.untouched(config, last)():
        return last.report, last.since
    # From outside it can't be told, as after a move to another machine: then a build has to look, which writes nothing.
    with work.executor(config.jobs) as pool:
        report = build(config, pool, project, dry=True)
    changes = report.changes
    # Such a build makes no search index; where a text has changed, so has its page.
    others = [path for path in changes.removed if not path.startswith("search/")]
    return (None if changes.added or changes.changed or others else report), config.now


def _site(config: Config, project: Project) -> Site:
    """What was built, for those who will ask what became of a page."""
    store = Store(config.cache, config.way, salt(project.salt()))
    with contextlib.closing(store.objects), work.executor(config.jobs) as pool:
        return load(config, pool, store.heads(), store.beside()).site


def _items(files: Collection[str]) -> bool:
    """Whether there is anything to read but lists."""
    return any(path.startswith(("news/", "reports/")) and path.count("/") > 2 for path in files)  # noqa: PLR2004


def _doubts(shipment: Shipment, found: Found, target: Target, allowed: Collection[str]) -> list[Problem]:
    """What keeps it from being done, unless that is meant."""
    place, doubts = Place(describe(target)), {}
    if found.changed:
        rule = "publish-changed" if found.release else "publish-foreign"
        doubts["changed"] = problem(rule, place, count=len(found.changed), path=found.changed[0])
    if found.release and not shipment.empty:
        gone = [path for path in shipment.removed if path.endswith(".html")]
        if len(gone) > max(FEW, found.release.pages // SHARE):
            facts = {"count": len(gone), "limit": max(FEW, found.release.pages // SHARE), "path": gone[0]}
            doubts["removals"] = problem("publish-removals", place, **facts)
        if shipment.release.older(found.release):
            facts = {"before": found.release.at, "after": shipment.release.at}
            doubts["older"] = problem("publish-older", place, **facts)
    return [each for name, each in doubts.items() if name not in allowed]


def _source(root: Path) -> tuple[str, str]:
    """The commit that the sources are at, and when it was made; "" where Git knows of none."""
    try:
        said = shell.run(["git", "-C", str(root), "log", "-1", "--format=%H %cI"]).decode()
    except (shell.Refused, BuildError):
        return "", ""
    commit, _, moment = said.strip().partition(" ")
    return commit, moment
