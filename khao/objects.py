"""What is dear to make again, by what it was made from: documents and photos in one SQLite file.

The one invariant: each object is kept with its digest, so that a flipped bit is an absence, never a wrong page.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from khao.model import digest


class Objects:
    """Bytes by key in one SQLite file; each is kept with its digest, so that a flipped bit is an absence."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __getstate__(self) -> dict[str, Path]:
        return {"path": self.path}

    @cached_property
    def _reader(self) -> sqlite3.Connection | None:
        if not self.path.exists():
            return None
        return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, if they are there and whole."""
        try:
            row = (
                self._reader and self._reader.execute("SELECT mark, data FROM objects WHERE key = ?", (key,)).fetchone()
            )
        except sqlite3.Error:
            return None
        return row[1] if row and isinstance(row[1], bytes) and digest(row[1]) == row[0] else None

    def put(self, made: Mapping[str, bytes]) -> None:
        """Keep these too; a file that can't be used is begun anew."""
        if not made:
            return
        # A cache that can't be written is a slow cache, never a failed build.
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._insert(made)
        except OSError:
            return
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError, sqlite3.Error):
                self.path.unlink(missing_ok=True)
                self._insert(made)
        self.close()

    def close(self) -> None:
        """Let go of the file; the next look opens it again."""
        reader = self.__dict__.pop("_reader", None)
        if reader:
            reader.close()

    def _insert(self, made: Mapping[str, bytes]) -> None:
        connection = sqlite3.connect(self.path)
        try:
            with connection:
                # A cache needs no journal that survives a power cut: what is lost is made again.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("CREATE TABLE IF NOT EXISTS objects (key TEXT PRIMARY KEY, mark TEXT, data BLOB)")
                connection.executemany(
                    "INSERT OR REPLACE INTO objects VALUES (?, ?, ?)",
                    [(key, digest(data), data) for key, data in made.items()],
                )
        finally:
            connection.close()

    def keep(self, wanted: frozenset[str], maker: str) -> None:
        """Drop what was made from anything but these digests, once that is more than half of what is there.

        Photos whose key doesn't begin with `maker` are made no more, and go as well.
        """
        if not self.path.exists():
            return
        try:
            connection = sqlite3.connect(self.path)
            try:
                with connection:
                    there = [row[0] for row in connection.execute("SELECT key FROM objects")]
                    gone = [(key,) for key in there if _idle(key, wanted, maker)]
                    if len(gone) > len(there) // 2:
                        connection.executemany("DELETE FROM objects WHERE key = ?", gone)
            finally:
                connection.close()
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


def _idle(key: str, wanted: frozenset[str], maker: str) -> bool:
    return key.rpartition(":")[2] not in wanted or (key.startswith("photo:") and not key.startswith(maker))
