"""The way to a bucket of an object store: object by object, since there a site can't be turned over at once.

    PREFIX.khao/published.json   what was published last
    PREFIX.khao/sending.json     there only while somebody publishes: what they may have sent already
    PREFIX.khao/lock             who publishes; it counts as left behind when it isn't renewed for a minute

The one invariant: an object is sent whole before anything that leads to it, and removed after all that led to it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from khao import bucket
from khao.bucket import AT_ONCE, Objects
from khao.config import Config
from khao.errors import BuildError, Place, problem
from khao.model import digest, inside
from khao.release import DEPLOY, RECORD, Release, Sent, read
from khao.shipment import Found, Shipment, Watch, batches, notes, ship
from khao.targets import Bucket, describe

LOCK, SENDING = ".khao/lock", ".khao/sending.json"
PATIENCE = 60.0
"""Seconds after which a lock that nobody renews is left behind."""


@contextlib.contextmanager
def opened(target: Bucket, config: Config) -> Iterator[BucketChannel]:
    """The way, while nobody else goes it. Raises BuildError when somebody does, or nobody can."""
    kept = config.cache / "publish" / digest(describe(target))[:16]
    with bucket.opened(target) as objects:
        channel = BucketChannel(objects, Place(describe(target)), kept)
        with channel.lock():
            yield channel


class BucketChannel:
    """What is done in the bucket."""

    def __init__(self, objects: Objects, place: Place, kept: Path) -> None:
        self.objects, self.place, self.kept = objects, place, kept
        self.release: Release | None = None
        """What was published last."""
        self.tag = ""
        """What the store calls the record of now; "" where there is none."""
        self.doubtful: frozenset[str] = frozenset()
        """What publishers that were killed may have sent or removed."""

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Held until the end, and renewed meanwhile."""
        mine = json.dumps({"host": socket.gethostname(), "process": os.getpid()}).encode()
        tag = self.objects.put_if(LOCK, mine, IfNoneMatch="*") or self._inherit(mine)
        if not tag:
            raise BuildError([problem("publish-busy", self.place)])
        ended = threading.Event()

        def renew() -> None:
            while not ended.wait(PATIENCE / 4):
                with contextlib.suppress(Exception):
                    self.objects.put_if(LOCK, mine)

        threading.Thread(target=renew, daemon=True).start()
        try:
            yield
        finally:
            ended.set()
            with contextlib.suppress(Exception):
                self.objects.delete([LOCK])

    def _inherit(self, mine: bytes) -> str:
        """The lock of a publisher that is no more."""
        held = self.objects.get(LOCK)
        if not held.tag:
            return self.objects.put_if(LOCK, mine, IfNoneMatch="*")
        if held.age < PATIENCE and not _dead(held.data):
            return ""
        return self.objects.put_if(LOCK, mine, IfMatch=held.tag)

    def read(self) -> Found:
        """What the bucket holds: the record, held against the list of all objects."""
        record, there = self.objects.get(RECORD), self.objects.listed()
        self.tag, self.release = record.tag, read(record.data)
        release = self.release
        try:
            self.doubtful = frozenset(filter(inside, json.loads(self.objects.get(SENDING).data or b"[]")))
        except (ValueError, TypeError):
            self.doubtful = frozenset()
        if release is None:
            changed = [path for path in there if not path.startswith(".khao/") and path != DEPLOY]
        else:
            changed = [path for path, each in release.files.items() if there.get(path) != each.tag]
        return Found(release, tuple(path for path in changed if path not in self.doubtful), self.doubtful)

    def apply(self, shipment: Shipment, folder: Path, watch: Watch) -> None:
        """Make the bucket hold the release, and keep its files for whoever wants to go back."""
        self._keep(self._apply(shipment, folder, watch), folder, self.release)

    def _apply(self, shipment: Shipment, folder: Path, watch: Watch) -> Release:
        """New objects, changed ones, what tells of them, the removals, and the record."""
        self.objects.put(SENDING, json.dumps(sorted(self.doubtful.union(shipment.sent, shipment.removed))).encode())
        tags: dict[str, str] = {}
        total = len(shipment.sent)

        def send(path: str) -> str:
            return self.objects.put(path, (folder / path).read_bytes())

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for paths in (shipment.new, shipment.changed):
                for batch in batches(paths):
                    tags.update(zip(batch, pool.map(send, batch), strict=True))
                    watch("publishing", len(tags), total)
        files = {path: each._replace(tag=tags.get(path, each.tag)) for path, each in shipment.release.files.items()}
        release = replace(shipment.release, files=files)
        for path, data in notes(release).items():
            if path != RECORD:
                self.objects.put(path, data)
        self.objects.delete([*shipment.removed])
        condition = {"IfMatch": self.tag} if self.tag else {"IfNoneMatch": "*"}
        if not self.objects.put_if(RECORD, release.record(), **condition):
            raise BuildError([problem("publish-busy", self.place)])
        self.objects.delete([SENDING])
        return release

    def back(self, watch: Watch) -> Release | None:
        """Send the release before again: this machine keeps its files, since the store keeps no others."""
        found, kept = self.read(), self._kept()
        now = next(
            (at for at, (_, release) in enumerate(kept) if found.release and release.build == found.release.build), 0
        )
        if not now:
            return None
        folder, release = kept[now - 1]
        files = {path: Sent(each.digest, each.size) for path, each in release.files.items()}
        self._apply(ship(replace(release, files=files, leaving=()), found), folder, watch)
        return release

    def _kept(self) -> list[tuple[Path, Release]]:
        """The releases that this machine keeps, the oldest first."""
        folders = sorted(self.kept.glob("*-*"))
        found = [(folder, read((folder / RECORD).read_bytes())) for folder in folders if (folder / RECORD).is_file()]
        return [(folder, release) for folder, release in found if release]

    def _keep(self, release: Release, folder: Path, before: Release | None) -> None:
        """Keep the files of a release and of the one before, for going back; links cost no room."""
        for old, each in self._kept():
            if not before or each.build != before.build:
                shutil.rmtree(old, ignore_errors=True)
        kept = self.kept / f"{time.time_ns():020}-{release.build}"
        for path in release.files:
            (kept / path).parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(OSError):
                os.link(folder / path, kept / path)
        (kept / RECORD).parent.mkdir(parents=True, exist_ok=True)
        (kept / RECORD).write_bytes(release.record())


def _dead(held: bytes) -> bool:
    """Whether the lock is that of a process of this machine that has ended."""
    try:
        told = json.loads(held)
        if told["host"] != socket.gethostname():
            return False
        os.kill(int(told["process"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return False
