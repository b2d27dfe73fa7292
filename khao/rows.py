"""Rows of bytes by key, in tables of one SQLite file: some can be read, or written, without the rest.

The one invariant: each row is kept with its checksum, and each table with its length, so that damage is an absence.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

Key = str | int
Table = Iterable[tuple[Key, bytes]]
"""Rows by key, one after the other: all at once they would take as much room as a site."""
_ABOUT = "about"
"""The table of what is known of the others."""


class Damaged(Exception):
    """A file that is not there, not whole, or another Khao's."""


class Rows:
    """The tables of one file; `salt` names the Khao that may read it. Keys of `numbered` tables are numbers."""

    def __init__(self, path: Path, salt: str, tables: Collection[str], numbered: Collection[str] = ()) -> None:
        self.path, self.salt, self.tables, self.numbered = path, salt, tables, numbered

    def read(self) -> dict[str, dict[Key, bytes]]:
        """All rows. Raises Damaged."""
        with self._opened() as connection:
            lengths = self._lengths(connection)
            found = {table: dict(_select(connection, table)) for table in self.tables}
        if lengths != {table: len(rows) for table, rows in found.items()}:
            raise Damaged(self.path)
        return found

    def find(self, table: str, keys: Collection[Key]) -> dict[Key, bytes]:
        """The rows with these keys. Raises Damaged when one is not there."""
        with self._opened() as connection:
            self._lengths(connection)
            found = {key: data for each in keys for key, data in _select(connection, table, "WHERE key = ?", each)}
        if len(found) < len(set(keys)):
            raise Damaged(self.path)
        return found

    def holding(self, table: str, piece: bytes) -> dict[Key, bytes]:
        """The rows that hold these bytes. Raises Damaged."""
        with self._opened() as connection:
            self._lengths(connection)
            return dict(_select(connection, table, "WHERE instr(data, ?)", piece))

    def last(self, table: str) -> int:
        """The greatest key of a numbered table."""
        with self._opened() as connection:
            return connection.execute(f"SELECT max(key) FROM {table}").fetchone()[0] or 0  # noqa: S608 — one of ours

    def replace(self, table: str, rows: Table) -> None:
        """Put these rows in the place of those with the same keys. Raises Damaged."""
        with self._opened() as connection, _whole(connection):
            _put(connection, table, rows)

    def exchange(self, table: str, gone: Collection[Key], rows: Mapping[Key, bytes]) -> None:
        """Put these rows in the place of those with other keys. Raises Damaged when these aren't there."""
        with self._opened() as connection, _whole(connection):
            lengths = self._lengths(connection)
            if _delete(connection, table, gone) != len(gone):
                raise Damaged(self.path)
            _put(connection, table, rows.items())
            lengths[table] += len(rows) - len(gone)
            self._about(connection, lengths)

    def change(
        self, changed: Mapping[str, Table], gone: Mapping[str, Iterable[Key]], lengths: Mapping[str, int]
    ) -> None:
        """Make these changes, all or none, after which the tables have these lengths. Raises Damaged."""
        with self._opened() as connection, _whole(connection):
            for table in self.tables:
                _delete(connection, table, gone[table])
                _put(connection, table, changed[table])
            self._about(connection, lengths)

    def begin(self, tables: Mapping[str, Table], lengths: Mapping[str, int]) -> None:
        """Put a new file with these rows in the place of what is there. Raises OSError or sqlite3.Error."""
        aside = self.path.with_suffix(".tmp")
        aside.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(aside, isolation_level=None)) as connection:
            # It is nobody's yet, and takes its place whole: it needs no journal.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = OFF")
            with _whole(connection):
                for table in (*self.tables, _ABOUT):
                    kind = "INTEGER" if table in self.numbered else "TEXT"
                    connection.execute(f"CREATE TABLE {table} (key {kind} PRIMARY KEY, data BLOB, mark INTEGER)")
                    _put(connection, table, tables.get(table, ()))
                self._about(connection, lengths)
        os.replace(aside, self.path)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            way = f"{self.path.absolute().as_uri()}?mode=rw"
            with contextlib.closing(sqlite3.connect(way, uri=True, isolation_level=None)) as connection:
                # A killed build is rolled back all the same; only a power cut could leave damage, which is found.
                connection.execute("PRAGMA synchronous = OFF")
                yield connection
        except (sqlite3.Error, ValueError) as error:
            raise Damaged(self.path) from error

    def _lengths(self, connection: sqlite3.Connection) -> dict[str, int]:
        about = dict(_select(connection, _ABOUT))
        if about.get("salt") != self.salt.encode():
            raise Damaged(self.path)
        lengths: dict[str, int] = json.loads(about.get("lengths", b"{}"))
        return lengths

    def _about(self, connection: sqlite3.Connection, lengths: Mapping[str, int]) -> None:
        _put(connection, _ABOUT, [("salt", self.salt.encode()), ("lengths", json.dumps(lengths).encode())])


@contextlib.contextmanager
def _whole(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    yield
    connection.execute("COMMIT")


def _select(
    connection: sqlite3.Connection, table: str, where: str = "", *given: Key | bytes
) -> Iterator[tuple[Key, bytes]]:
    """Rows of a table. Raises Damaged at one that is."""
    rows = connection.execute(f"SELECT key, data, mark FROM {table} {where}", given)  # noqa: S608 — one of ours
    for key, data, mark in rows:
        if not isinstance(data, bytes) or mark != _mark(key, data):
            raise Damaged(table)
        yield key, data


def _delete(connection: sqlite3.Connection, table: str, keys: Iterable[Key]) -> int:
    """Without these rows; gives how many there were."""
    deleted = connection.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in keys])  # noqa: S608 — ours
    return max(deleted.rowcount, 0)


def _put(connection: sqlite3.Connection, table: str, rows: Table) -> None:
    marked = ((key, data, _mark(key, data)) for key, data in rows)
    connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", marked)  # noqa: S608 — one of ours


def _mark(key: Key, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(str(key).encode()))
