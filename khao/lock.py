"""One build of a root at a time.

The one invariant: the lock goes with the process, however it ends.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

from khao.config import Config
from khao.errors import BuildError, Place, Problem, problem


@contextlib.contextmanager
def alone(config: Config) -> Iterator[None]:
    """Nobody else builds this root meanwhile. Raises BuildError when somebody does."""
    # SQLite knows how each system locks a file, and is loaded anyway. The file itself stays empty.
    try:
        config.cache.mkdir(exist_ok=True)
        lock = sqlite3.connect(config.cache / "lock", timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise BuildError([_unusable(config, error)]) from None
    with contextlib.closing(lock):
        try:
            lock.execute("PRAGMA journal_mode = OFF")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise BuildError([_unusable(config, error)]) from None
        yield


def _unusable(config: Config, error: OSError | sqlite3.Error) -> Problem:
    place = Place(str(config.root))
    if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
        return problem("already-building", place)
    return problem("root-unusable", place, reason=getattr(error, "strerror", None) or str(error))
