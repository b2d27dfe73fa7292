"""Work in parallel, through `concurrent.futures.Executor` alone.

The one invariant: results come in the order of the work, whoever does it, so the number of workers never shows.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BATCH = 100
"""Things a worker is handed at once: 0.2 s of work, so that handing over costs nothing."""


class Inline(Executor):
    """Does the work at once, in this process: for small work, for tests and for a debugger."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The call, already done."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 — an executor hands every exception to whoever asks
            done.set_exception(error)
        return done


def executor(jobs: int) -> Executor:
    """A pool of so many processes; with one job, this process."""
    if jobs <= 1:
        return Inline()
    # Forking is the quickest start, and safe as long as no thread may hold a lock.
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork" if forks else "spawn"))


def fan_out(
    work: Callable[[Sequence[T]], list[R]], things: Sequence[T], pool: Executor, *, size: int = BATCH
) -> Iterator[R]:
    """The results of `work` on the things, in their order; a single batch is done here, which costs no start-up."""
    batches = [things[start : start + size] for start in range(0, len(things), size)]
    results: Iterable[list[R]] = map(work, batches) if len(batches) < 2 else pool.map(work, batches)  # noqa: PLR2004
    for batch in results:
        yield from batch
