"""The way to a branch of a Git repository: a commit a release, made without a checkout.

The one invariant: the branch only moves on from the commit that was looked at.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from khao import shell
from khao.config import Config
from khao.errors import BuildError, Place, problem
from khao.model import digest
from khao.release import RECORD, Release, read
from khao.shell import Refused, run
from khao.shipment import Found, Shipment, Watch, notes
from khao.targets import Branch, describe

_BROKEN = (128,)
"""Git's status of a lost connection, among others."""
_BUILD = "Khao-Build: "
_DEPTH = 20
"""Commits that are looked at: rolling back needs one more each time."""


@contextlib.contextmanager
def opened(target: Branch, config: Config) -> Iterator[BranchChannel]:
    """The way. Nobody is kept from going it meanwhile: whoever comes second is refused at its end."""
    channel = BranchChannel(target, config.cache / "publish" / f"{digest(target.remote)[:16]}.git")
    channel.open()
    yield channel


class BranchChannel:
    """What is done in a small repository of its own, and pushed."""

    def __init__(self, target: Branch, folder: Path) -> None:
        self.target, self.folder = target, folder
        self.reference = f"refs/heads/{target.branch}"
        self.tip = ""
        """The commit that the branch was at; "" for a branch that isn't there yet."""

    def open(self) -> None:
        """Bring what the branch holds."""
        self._git("init", "--quiet", "--bare", str(self.folder), at=False)
        told = os.fsdecode(self._git("ls-remote", "--", self.target.remote, self.reference, again=_BROKEN))
        self.tip = told.split("\t")[0].strip()
        if self.tip:
            fetch = (
                "fetch",
                "--quiet",
                f"--depth={_DEPTH}",
                "--no-tags",
                "--",
                self.target.remote,
                f"+{self.reference}",
            )
            self._git(*fetch, again=_BROKEN)

    def read(self) -> Found:
        """What the commit at the branch's tip holds."""
        if not self.tip:
            return Found(None)
        release = self._release(self.tip)
        if release is None:
            names = os.fsdecode(self._git("ls-tree", "--name-only", "-z", self.tip)).split("\0")
            return Found(None, tuple(filter(None, names)))
        mine = f"{_BUILD}{release.build}" in os.fsdecode(self._git("log", "-1", "--format=%B", self.tip))
        return Found(release, () if mine else (f"{self.target.branch} {self.tip[:12]}",))

    def apply(self, shipment: Shipment, folder: Path, watch: Watch) -> None:
        """A commit whose tree has these changes, pushed if the branch is still where it was."""
        # Whatever somebody else did to our files is undone, whatever else they brought stays.
        paths = [*shipment.release.files] if self.tip else [*shipment.sent]
        watch("publishing", 0, len(paths))
        blobs = self._blobs([str(folder / path) for path in paths])
        lines = [f"100644 {blob}\t{path}" for path, blob in zip(paths, blobs, strict=True)]
        written = {**notes(shipment.release), ".nojekyll": b""}
        for path, data in written.items():
            blob = os.fsdecode(self._git("hash-object", "-w", "--stdin", data=data)).strip()
            lines.append(f"100644 {blob}\t{path}")
        lines += [f"0 {'0' * 40}\t{path}" for path in shipment.removed]
        self._push(self._tree(lines), shipment.release)
        watch("publishing", len(paths), len(paths))

    def back(self, watch: Watch) -> Release | None:  # noqa: ARG002
        """A new commit with the tree of the release before."""
        now = self._release(self.tip) if self.tip else None
        if now is None:
            return None
        commits = os.fsdecode(self._git("rev-list", "--first-parent", self.tip)).split()
        releases = [(commit, release) for commit in commits if (release := self._release(commit))]
        # Where somebody has gone back before, the branch holds this release twice: it is to go on from the first.
        first = max(at for at, (_, release) in enumerate(releases) if release.build == now.build)
        for commit, release in releases[first + 1 :]:
            tree = os.fsdecode(self._git("rev-parse", f"{commit}^{{tree}}")).strip()
            self._push(tree, release)
            return release
        return None

    def _release(self, commit: str) -> Release | None:
        try:
            return read(run(self._words("cat-file", "blob", f"{commit}:{RECORD}")))
        except Refused:
            return None

    def _blobs(self, files: list[str]) -> list[str]:
        said = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", data=os.fsencode("\n".join(files)))
        return os.fsdecode(said).split()

    def _tree(self, lines: list[str]) -> str:
        index = {"GIT_INDEX_FILE": str(self.folder / "index.publish")}
        (self.folder / "index.publish").unlink(missing_ok=True)
        if self.tip:
            self._git("read-tree", self.tip, env=index)
        self._git("update-index", "-z", "--index-info", data=os.fsencode("\0".join(lines) + "\0"), env=index)
        return os.fsdecode(self._git("write-tree", env=index)).strip()

    def _push(self, tree: str, release: Release) -> None:
        message = f"Publish {release.at}\n\n{_BUILD}{release.build}\n" + f"Khao-Source: {release.source}\n" * bool(
            release.source
        )
        parents = ["-p", self.tip] if self.tip else []
        commit = os.fsdecode(self._git("commit-tree", tree, *parents, data=message.encode(), env=_author())).strip()
        lease = f"--force-with-lease={self.reference}:{self.tip}"
        push = ("push", "--quiet", "--porcelain", lease, "--", self.target.remote, f"{commit}:{self.reference}")
        try:
            run(self._words(*push), env=_QUIET, again=_BROKEN)
        except Refused as refused:
            if refused.status == 1:
                raise BuildError([problem("publish-busy", self._place)]) from None
            raise self._failed(refused) from None

    def _git(
        self,
        *words: str,
        data: bytes = b"",
        env: dict[str, str] | None = None,
        again: tuple[int, ...] = (),
        at: bool = True,
    ) -> bytes:
        try:
            whole = self._words(*words) if at else ["git", *words]
            return run(whole, data=data, env={**_QUIET, **(env or {})}, again=again)
        except Refused as refused:
            raise self._failed(refused) from None

    def _words(self, *words: str) -> list[str]:
        return ["git", f"--git-dir={self.folder}", *words]

    @property
    def _place(self) -> Place:
        return Place(shell.masked(describe(self.target)))

    def _failed(self, refused: Refused) -> BuildError:
        return BuildError([problem("publish-failed", self._place, reason=refused.said)])


_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=15"),
}
"""Nobody is there to be asked for a password."""


def _author() -> dict[str, str]:
    """Who commits: whom the environment names, else Khao, since a machine that publishes is often nobody."""
    names = {"NAME": "Khao", "EMAIL": "khao@localhost"}
    return {
        f"GIT_{role}_{part}": os.environ.get(f"GIT_{role}_{part}", word)
        for role in ("AUTHOR", "COMMITTER")
        for part, word in names.items()
    }
