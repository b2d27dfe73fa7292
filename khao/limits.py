"""Limits that keep one bad file from holding up a whole build.

The one invariant: whatever passes a limit is told which file it was, and never just takes longer.
"""

from __future__ import annotations

import math
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
"""The width of a published photo in pixels; no screen that reads news shows more."""
TALLEST = 8000
"""Its height in pixels: a long poster stays readable, and every format can hold it."""
CARD = (1200, 630)
"""The width and height of a share card, which LINE and Facebook show whole."""
CARD_DRAWING = 1
"""Counted up when cards are drawn otherwise than before, so that they are made and fetched anew."""
FILE_BYTES = 100 * 1024 * 1024
"""The size of a photo or attachment."""

TICK, COARSE_TICK = 50_000_000, 2_000_000_000
"""Nanoseconds within which a file could change twice and show the same time, on a good file system and on any."""


_MOMENT = 0.1
"""Seconds between two looks at the clock."""
_due: float | None = None
"""The moment by which the work in hand has to be done; None while nobody looks at the clock."""


@contextmanager
def watched() -> Iterator[None]:
    """Look at the clock throughout the body, so that each deadline in it costs next to nothing.

    Works where the system can interrupt Python: in the main thread of a process on POSIX, so in every worker of a
    pool. Elsewhere deadlines let the work run on.
    """
    global _due  # noqa: PLW0603 — a process has one alarm
    able = threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")
    if _due is not None or not able:
        yield
        return

    def look(_signal: int, _frame: object) -> None:
        if _due is not None and time.monotonic() >= _due:
            raise TimeoutError

    before = signal.signal(signal.SIGALRM, look)
    started = time.monotonic()
    outer, _ = signal.setitimer(signal.ITIMER_REAL, _MOMENT, _MOMENT)
    _due = math.inf
    try:
        yield
    finally:
        _due = None
        # No alarm of ours may reach whoever had set one before; that gets its own back, with the rest of the time.
        signal.setitimer(signal.ITIMER_REAL, 0)
        left = max(0.001, outer - (time.monotonic() - started)) if outer else 0
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left)


@contextmanager
def deadline(seconds: float | None = None) -> Iterator[None]:
    """Raise TimeoutError in the body when it takes longer."""
    global _due  # noqa: PLW0603
    with watched():
        outer = _due
        if outer is None:  # Here nobody can look.
            yield
            return
        _due = min(outer, time.monotonic() + (SECONDS if seconds is None else seconds))
        try:
            yield
        finally:
            _due = outer
