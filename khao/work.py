"""Work in parallel, through `concurrent.futures.Executor` alone.

The one invariant: results come in the order of the work, whoever does it, so the number of workers never shows.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import connection
from typing import Any, Generic, TypeVar

from khao import seat
from khao.seat import Seat

T = TypeVar("T")
R = TypeVar("R")

BATCH = 100
"""Things a worker is handed at once: 0.1 s of work, so that handing over costs nothing."""
LONG = 2000
"""Things that a worker is handed at once, at the most, when neighbours have much in common."""
_AHEAD = 2
"""Batches that a worker has before it, so that it never waits for the next."""


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


class Forks(Inline):
    """So many processes, forked anew for each `map`.

    They know all that this process knows at that moment, so the work and the things need not be sent to them: only
    numbers go out, and results come back.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs

    def map(self, fn: Callable[..., Any], *iterables: Iterable[Any], **_options: Any) -> Iterator[Any]:
        """The results, in order. Raises what `fn` raised, and BrokenExecutor when a worker died."""
        calls = [*zip(*iterables, strict=False)]
        lines: list[connection.Connection] = []
        workers = []
        forking = multiprocessing.get_context("fork")
        try:
            for number in range(min(self.jobs, len(calls))):
                ours, theirs = forking.Pipe()
                worker = forking.Process(
                    target=_serve, args=(Seat(number, self.jobs), fn, calls, theirs, [*lines, ours]), daemon=True
                )
                worker.start()
                theirs.close()
                lines.append(ours)
                workers.append(worker)
            yield from _dealt(lines, len(calls))
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.join()


def _dealt(lines: Sequence[connection.Connection], total: int) -> Iterator[Any]:
    """The results of the calls 0 … total - 1, in order, each done by whoever comes first."""
    numbers = iter(range(total))
    with _alive():
        for line, number in zip([*lines] * _AHEAD, numbers):  # noqa: B905 — whichever ends first
            line.send(number)
    found: dict[int, tuple[bool, Any]] = {}
    for wanted in range(total):
        while wanted not in found:
            with _alive():
                ready = connection.wait(lines)
                for line in [line for line in lines if line in ready]:
                    number, good, value = line.recv()
                    for following in itertools.islice(numbers, 1):
                        line.send(following)
                    found[number] = (good, value)
        good, value = found.pop(wanted)
        if not good:
            raise value
        yield value


@contextlib.contextmanager
def _alive() -> Iterator[None]:
    """Whoever talks to a worker that has gone is told so."""
    try:
        yield
    except (EOFError, OSError):
        raise BrokenExecutor("a worker died") from None


def _serve(
    own: Seat, fn: Callable[..., Any], calls: Sequence[Any], line: connection.Connection, others: Sequence[Any]
) -> None:
    """A worker's life: do the calls whose numbers come, until it is ended or nobody is there any more."""
    seat.take(own)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent hears it too, and ends this.
    for other in others:
        other.close()  # Else this worker would keep its fellows waiting for a parent that has gone.
    try:
        while True:
            number = line.recv()
            try:
                line.send((number, True, fn(*calls[number])))
            except Exception as error:  # noqa: BLE001 — the parent raises it
                line.send((number, False, error))
    except (EOFError, OSError):
        return


class Parcel(Generic[T]):
    """A value that every worker needs: pickled once, and only where a worker doesn't know it already."""

    def __init__(self, value: T) -> None:
        self._value = value

    @property
    def value(self) -> T:
        """What is in it."""
        packed = self.__dict__.get("_packed")
        return _unpacked(packed) if packed else self._value

    @functools.cached_property
    def _sent(self) -> bytes:
        return pickle.dumps(self._value)

    def __getstate__(self) -> dict[str, bytes]:
        return {"_packed": self._sent}


@functools.lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Any:
    return pickle.loads(packed)  # noqa: S301 — made by the parent process a moment ago


def stretch(left: int) -> int:
    """How many of so many that are left to hand over at once, so that neighbours stay together and nobody waits long.

    The last ones are short: all workers end at about the same time.
    """
    return min(LONG, max(BATCH, left // (2 * (os.cpu_count() or 1))))


def executor(jobs: int) -> Executor:
    """A pool of so many processes; with one job, this process."""
    if jobs <= 1:
        return Inline()
    # Forking is the quickest start, and safe as long as no thread may hold a lock.
    if "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1:
        return Forks(jobs)
    spawning = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(
        jobs, mp_context=spawning, initializer=_take_seat, initargs=(spawning.Value("i", 0), jobs)
    )


def _take_seat(taken: Any, jobs: int) -> None:
    with taken.get_lock():
        seat.take(Seat(taken.value, jobs))
        taken.value += 1


def fan_out(
    work: Callable[[Sequence[T]], list[R]],
    things: Sequence[T],
    pool: Executor,
    *,
    size: Callable[[int], int] = lambda _left: BATCH,
) -> Generator[R, None, None]:
    """The results of `work` on the things, in their order; a single batch is done here, which costs no start-up.

    `size` tells how many of so many that are left make a batch.
    """
    batches = []
    start = 0
    while start < len(things):
        end = start + size(len(things) - start)
        batches.append(things[start:end])
        start = end
    results: Iterable[list[R]] = map(work, batches) if len(batches) < 2 else pool.map(work, batches)  # noqa: PLR2004
    for batch in results:
        yield from batch
