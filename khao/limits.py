"""Limits that keep one bad file from holding up a whole build.

The one invariant: whatever passes a limit is told which file it was, and never just takes longer.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

TEXT_BYTES = 1024 * 1024
"""The size of a content, layout or data file: the longest real report is a tenth of this."""
HEAD_BYTES = 64 * 1024
"""The size of a front matter."""
SECONDS = 10.0
"""The time that one body or one page may take; the slowest honest one takes a hundredth."""
DEPTH = 100
"""How deep a body's elements may be nested: sanitising takes time quadratic in it."""
PIXELS = 50_000_000
"""The pixels of a photo: a 48-megapixel phone passes, a decompression bomb does not."""
WIDEST = 1600
"""The pixels of a published photo's longer side; no screen that reads news shows more."""
FILE_BYTES = 100 * 1024 * 1024
"""The size of a photo or attachment."""

TICK, COARSE_TICK = 50_000_000, 2_000_000_000
"""Nanoseconds within which a file could change twice and show the same time, on a good file system and on any."""


@contextmanager
def deadline(seconds: float | None = None) -> Iterator[None]:
    """Raise TimeoutError in the body when it takes longer.

    Works where the system can interrupt Python: in the main thread of a process on POSIX, so in every worker of a
    pool. Elsewhere it lets the work run on.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def expire(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, expire)
    started = time.monotonic()
    outer, _ = signal.setitimer(signal.ITIMER_REAL, SECONDS if seconds is None else seconds)
    try:
        yield
    finally:
        # A deadline inside another hands the rest of the outer one's time back.
        left = max(0.001, outer - (time.monotonic() - started)) if outer else 0
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left)
