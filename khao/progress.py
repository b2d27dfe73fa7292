"""How far long work has come: a bar on a terminal, nothing elsewhere.

The one invariant: it only ever writes to standard error, and costs nothing when nobody looks.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from khao.words import Lang, say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_PATIENCE = 0.5
"""Seconds of work before a bar is worth its start-up."""


class Progress:
    """Called with (stage, done, total) as the work goes on."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.since = time.monotonic()
        self.watched = sys.stderr.isatty()
        self.bar: Bar | None = None
        self.tasks: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __call__(self, stage: str, done: int, total: int) -> None:
        """So much of the stage is done."""
        if not self.watched or time.monotonic() - self.since < _PATIENCE:
            return
        bar = self.bar or self._start()
        if stage not in self.tasks:
            self.tasks[stage] = bar.add_task(say(stage, self.lang))
        bar.update(self.tasks[stage], completed=done, total=total, refresh=True)  # type: ignore[arg-type]

    def _start(self) -> Bar:
        from rich.console import Console
        from rich.progress import Progress as Bar

        # Without a thread of its own, since the pool may be forking meanwhile.
        self.bar = Bar(console=Console(stderr=True), auto_refresh=False, transient=True)
        self.bar.start()
        return self.bar

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if self.bar:
            self.bar.stop()
