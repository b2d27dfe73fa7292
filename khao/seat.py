"""Which worker this process is, and of how many.

The one invariant: no two workers of one build have the same seat.
"""

from __future__ import annotations

from typing import NamedTuple


class Seat(NamedTuple):
    """Which worker this process is, and of how many."""

    number: int = 0
    of: int = 1


own = Seat()
"""That of this process, which is one worker."""


def take(seat: Seat) -> None:
    """Be this worker from now on."""
    global own  # noqa: PLW0603 — a process is one worker
    own = seat
