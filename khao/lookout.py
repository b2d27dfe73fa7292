"""A lookout over the sources that only rings: that something has changed, never what.

The one invariant: what is written below the folders rings, also after a folder has taken the place of another;
reading never rings.
"""

from __future__ import annotations

import contextlib
import os
import queue
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from watchdog.events import FileClosedNoWriteEvent, FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

QUIET, LONGER = 0.03, 0.1
"""Seconds without an event before a change counts as done: editors save in several steps, and who moves many files
needs longer. A pause within them costs a build that the next one mends."""
_STEPS = 4
"""Events of one save."""
_GLANCE = 0.5
"""Seconds between two looks at the clock. A wait without end doesn't hear Ctrl+C on every system."""


class Lookout:
    """Watches folders of a root, those to come as well, for as long as it is entered."""

    def __init__(self, root: Path, folders: Sequence[str]) -> None:
        self.root, self.folders = root, folders
        self._rung: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._watches: dict[str, tuple[tuple[int, int], ObservedWatch]] = {}
        self._observer: BaseObserver = Observer()

    def __enter__(self) -> Self:
        try:
            self._start()
        except OSError:
            # A system has only so many watches to give. Looking again and again needs none.
            self._stop()
            self._watches.clear()
            self._observer = PollingObserver(timeout=1)
            self._start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._stop()

    def ring(self) -> None:
        """As if something had changed."""
        self._rung.put(None)

    def wait(self, until: float | None = None) -> None:
        """Until something has changed and nothing changes any more, or until this time of `time.time()`."""
        rung = 0
        while True:
            left = _GLANCE if until is None else min(_GLANCE, max(0.0, until - time.time()))
            try:
                self._rung.get(timeout=left if not rung else QUIET if rung <= _STEPS else LONGER)
                rung += 1
            except queue.Empty:
                if rung or (until is not None and time.time() >= until):
                    self._renew()
                    return

    def _start(self) -> None:
        self._observer.schedule(_Doorbell(self, self.folders), str(self.root))
        self._renew()
        self._observer.start()

    def _stop(self) -> None:
        with contextlib.suppress(RuntimeError):  # It had not started.
            self._observer.stop()
            self._observer.join()

    def _renew(self) -> None:
        """Watch the folders that are there now: a watch stays with its folder, wherever that is moved to."""
        for name in self.folders:
            found = _identity(self.root / name)
            known, watch = self._watches.get(name, (None, None))
            if found == known:
                continue
            if watch:
                del self._watches[name]
                with contextlib.suppress(KeyError, OSError):
                    self._observer.unschedule(watch)
            if found:
                watch = self._observer.schedule(_Doorbell(self), str(self.root / name), recursive=True)
                self._watches[name] = (found, watch)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if folder.is_dir() else None


class _Doorbell(FileSystemEventHandler):
    """Rings for what happens to these names, or to any but editors' copies."""

    def __init__(self, lookout: Lookout, names: Sequence[str] = ()) -> None:
        self.lookout, self.names = lookout, names

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Reading a file fires these two as well: heeding them, the build would wake itself for ever.
        if isinstance(event, (FileOpenedEvent, FileClosedNoWriteEvent)):
            return
        for path in (event.src_path, event.dest_path):
            name = os.path.basename(os.fsdecode(path))  # noqa: PTH119 — for each of thousands of events
            if name in self.names if self.names else name and name[0] != "." and name[-1] != "~":
                self.lookout.ring()
                return
