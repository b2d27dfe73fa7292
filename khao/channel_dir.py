"""The way to a folder of a web server: each release in a folder of its own, and a link that is turned to it at once.

    PATH -> PATH.releases/<time>-<build>/    what the web server shows
    PATH.releases/…part/                     a release that is not whole yet

The one invariant: a release that the link has ever shown is never written to again.
"""

from __future__ import annotations

import contextlib
import os
import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from khao import shell
from khao.config import Config
from khao.errors import BuildError, Place, problem
from khao.release import RECORD, Release, read
from khao.shell import Refused
from khao.shipment import Found, Shipment, Watch, notes
from khao.targets import Folder, describe

SSH = ("ssh", "-oBatchMode=yes", "-oConnectTimeout=15", "-oServerAliveInterval=15", "-oServerAliveCountMax=4")
_LOST = (255,)
"""The status of ssh without a connection."""
_BROKEN = (10, 12, 30, 35, 255)
"""Statuses of rsync that another try may mend."""

# Each is a program for sh, so that nothing in a path means anything to it.
_HOLD = 'mkdir -p -- "$1" && exec 9>"$1/lock" && flock -n 9 && echo held && cat >/dev/null'
_LINK = 'if [ -L "$1" ]; then readlink -- "$1"; elif [ -e "$1" ]; then echo "!"; fi'
_SHOW = 'if [ -f "$1" ]; then cat -- "$1"; fi'
_LIST = 'cd -- "$1" && find . -type f -printf "%s %P\\n"'
_BEGIN = 'cd -- "$1" && rm -rf -- *.part && if [ -n "$2" ]; then cp -al -- "$2" "$3"; else mkdir -- "$3"; fi'
_REMOVE = 'cd -- "$1" && xargs -0 rm -f -- && find . -mindepth 1 -type d -empty -delete'
_WRITE = 'mkdir -p -- "${1%/*}" && rm -f -- "$1" && cat >"$1"'
_END = 'cd -- "$1" && mv -T -- "$2" "$3" && sync'
_TURN = 'rm -f -- "$1.new" && ln -s -- "$2" "$1.new" && mv -T -- "$1.new" "$1"'
_RELEASES = 'cd -- "$1" && ls -1d -- *Z-* 2>/dev/null | grep -v part || true'
_PRUNE = 'cd -- "$1" && xargs -0 -r rm -rf --'


@contextlib.contextmanager
def opened(target: Folder, config: Config) -> Iterator[FolderChannel]:
    """The way, while nobody else goes it. Raises BuildError when somebody does, or nobody can."""
    if not target.host:
        target = replace(target, path=str(config.root / target.path))
    channel = FolderChannel(target)
    # The lock goes with this process, however it ends: then nothing holds the other end of the pipe any more.
    with shell.held(channel.words(_HOLD, channel.releases)) as refused:
        if refused:
            place = Place(describe(target))
            busy = refused.status == 1 and not refused.said
            wrong = problem("publish-busy", place) if busy else problem("publish-failed", place, reason=refused.said)
            raise BuildError([wrong])
        yield channel


class FolderChannel:
    """What is done in the folder, here or by ssh."""

    def __init__(self, target: Folder) -> None:
        self.target = target
        self.path = target.path.rstrip("/") or "/"
        self.releases = f"{self.path}.releases"
        self.now = ""
        """The release that the link shows, by name."""

    def words(self, program: str, *values: str) -> list[str]:
        """The command that runs a program of sh where the folder is."""
        words = ["sh", "-c", program, "khao", *values]
        if not self.target.host:
            return words
        return [*SSH, "-p", str(self.target.port), self.target.host, shlex.join(words)]

    def _run(self, program: str, *values: str, data: bytes = b"") -> bytes:
        try:
            return shell.run(self.words(program, *values), data=data, again=_LOST)
        except Refused as refused:
            raise self._failed(refused) from None

    def _failed(self, refused: Refused) -> BuildError:
        return BuildError([problem("publish-failed", Place(describe(self.target)), reason=refused.said)])

    def read(self) -> Found:
        """What the link shows."""
        shown = os.fsdecode(self._run(_LINK, self.path)).strip("\n")
        if shown == "!":
            return Found(None, (self.path,))
        if not shown:
            return Found(None)
        self.now = shown.rpartition("/")[2]
        folder = f"{self.releases}/{self.now}"
        release = read(self._run(_SHOW, f"{folder}/{RECORD}"))
        if release is None:
            return Found(None, (self.path,))
        sizes = {}
        for line in os.fsdecode(self._run(_LIST, folder)).splitlines():
            size, _, path = line.partition(" ")
            sizes[path] = int(size)
        return Found(release, tuple(path for path, each in release.files.items() if sizes.get(path) != each.size))

    def apply(self, shipment: Shipment, folder: Path, watch: Watch) -> None:
        """A release beside the others, then the link."""
        release = shipment.release
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{release.build[:8]}"
        part = f"{name}.part"
        self._run(_BEGIN, self.releases, self.now, part)
        self._send(shipment.sent, folder, part)
        watch("publishing", len(shipment.sent), len(shipment.sent))
        self._run(_REMOVE, f"{self.releases}/{part}", data=os.fsencode("\0".join(shipment.removed)))
        for path, data in notes(release).items():
            self._run(_WRITE, f"{self.releases}/{part}/{path}", data=data)
        self._run(_END, self.releases, part, name)
        before = self.now
        self._turn(name)
        # What somebody has gone back from is not to be gone back to.
        others = [each for each in self._names() if each != name]
        kept = [each for each in others if each <= before][-self.target.keep :] if self.target.keep else []
        self._run(_PRUNE, self.releases, data=os.fsencode("\0".join(each for each in others if each not in kept)))

    def back(self, watch: Watch) -> Release | None:  # noqa: ARG002
        """Turn the link to the release before."""
        earlier = [name for name in self._names() if name < self.now]
        if not earlier:
            return None
        release = read(self._run(_SHOW, f"{self.releases}/{earlier[-1]}/{RECORD}"))
        if release:
            self._turn(earlier[-1])
        return release

    def _send(self, paths: tuple[str, ...], folder: Path, part: str) -> None:
        there = f"{self.releases}/{part}/"
        if self.target.host:
            there = f"{self.target.host}:{there}"
        # What has the size and time of the file before may still be another: what is named is sent.
        words = ["rsync", "-rtIs", "--chmod=D755,F644", "--files-from=-", "--from0", f"{folder}/", there]
        env = {"RSYNC_RSH": shlex.join([*SSH, "-p", str(self.target.port)])}
        if paths:
            try:
                shell.run(words, data=os.fsencode("\0".join(paths)), env=env, again=_BROKEN)
            except Refused as refused:
                raise self._failed(refused) from None

    def _turn(self, name: str) -> None:
        self._run(_TURN, self.path, f"{self.releases.rpartition('/')[2]}/{name}")
        self.now = name

    def _names(self) -> list[str]:
        return sorted(os.fsdecode(self._run(_RELEASES, self.releases)).split())
