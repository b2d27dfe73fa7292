"""One build of a root at a time.

The one invariant: the lock goes with the process, however it ends.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import filelock

from khao.config import Config
from khao.errors import BuildError, Place, problem


@contextlib.contextmanager
def alone(config: Config) -> Iterator[None]:
    """Nobody else builds this root meanwhile. Raises BuildError when somebody does."""
    wrong = None
    lock = filelock.FileLock(config.cache / "lock")
    try:
        config.cache.mkdir(exist_ok=True)
        lock.acquire(timeout=0)
    except filelock.Timeout:
        wrong = problem("already-building", Place(str(config.root)))
    except OSError as error:
        wrong = problem("root-unusable", Place(str(config.root)), reason=error.strerror or str(error))
    if wrong:
        raise BuildError([wrong])
    try:
        yield
    finally:
        lock.release()
