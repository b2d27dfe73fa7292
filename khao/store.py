"""The cache in .khao/: what was asked and written last time, and what is dear to make again.

The one invariant: deleting it, or any byte of it, costs time and nothing else. Whatever can't be trusted whole is
taken as absent.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from khao import beside
from khao.beside import Beside
from khao.heads import Heads, Kept, kept, row
from khao.model import digest
from khao.objects import Objects
from khao.record import Memory, Record
from khao.rows import Damaged, Rows, Table

if TYPE_CHECKING:
    from khao.bytecode import Bytecode

_LIBRARIES = ("Jinja2", "Markdown", "PyYAML", "python-frontmatter", "nh3", "Pillow", "rcssmin", "numpy")


def salt(extension: str = "") -> str:
    """The digest of everything besides the site that shapes a page: Khao's own source, the libraries, Python."""
    # A build that replays an edit takes the salt of the last one, and need not load this.
    import importlib.metadata
    import platform

    parts = [platform.python_version(), zlib.ZLIB_RUNTIME_VERSION, extension]
    parts += [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    for path in sorted(Path(__file__).parent.glob("*.py")):
        parts += [path.name, path.read_text(encoding="utf-8")]
    return digest("\0".join(parts))


class Store:
    """The cache folder of one root; each output folder, known by the way to it, has its own record."""

    def __init__(self, folder: Path, way: str, salt: str) -> None:
        self.folder = folder
        self.salt = salt
        name = "record.sqlite" if way == "../public" else f"record-{digest(way)[:8]}.sqlite"
        self.record = Record(folder / name, salt)

    def recall(self) -> Memory:
        """What is remembered of the last build; nothing when another Khao made it, or it is damaged."""
        return self.record.read()

    def remember(self, memory: Memory, last: Memory) -> None:
        """Put this build in the place of the last."""
        self.record.write(memory, last)

    # Heads -----------------------------------------------------------------------------------------------------------

    def heads(self) -> Heads:
        """The heads that the last build of this root read."""
        with contextlib.suppress(Damaged, ValueError, TypeError, KeyError):
            tables = self.head_rows.read()
            known, since = (tables["known"][name].decode() for name in ("known", "since"))
            return Heads(known, int(since), {str(path): kept(data) for path, data in tables["heads"].items()})
        return Heads()

    def keep_heads(self, heads: Heads, last: Heads) -> None:
        """Put these in the place of the last ones."""
        known = [("known", heads.known.encode()), ("since", str(heads.since).encode())]
        lengths = {"heads": len(heads.kept), "known": len(known)}
        with contextlib.suppress(OSError, sqlite3.Error):
            if last.kept:
                news = {path: each for path, each in heads.kept.items() if last.kept.get(path) != each}
                with contextlib.suppress(Damaged):
                    self.head_rows.change(
                        {"heads": _rows(news), "known": known},
                        {"heads": last.kept.keys() - heads.kept.keys(), "known": ()},
                        lengths,
                    )
                    return
            self.head_rows.begin({"heads": _rows(heads.kept), "known": known}, lengths)

    @cached_property
    def head_rows(self) -> Rows:
        """Heads by path; and what they could refer to when they were read, and when that was."""
        return Rows(self.folder / "heads.sqlite", self.salt, ("heads", "known"))

    # Files beside items ----------------------------------------------------------------------------------------------

    def beside(self) -> Beside:
        """The files beside items, as the last build of this root saw them."""
        with contextlib.suppress(Damaged, ValueError, TypeError, KeyError):
            tables = self._file_rows.read()
            since = int(tables["known"]["since"].decode())
            return Beside(since, {str(path): beside.kept(data) for path, data in tables["files"].items()})
        return Beside()

    def keep_beside(self, files: Beside, last: Beside) -> None:
        """Put these in the place of the last ones."""
        if not files.kept and not last.kept:
            return
        known = [("since", str(files.since).encode())]
        lengths = {"files": len(files.kept), "known": len(known)}
        news = {path: beside.row(each) for path, each in files.kept.items() if last.kept.get(path) != each}
        with contextlib.suppress(OSError, sqlite3.Error):
            if last.kept:
                with contextlib.suppress(Damaged):
                    gone = {"files": last.kept.keys() - files.kept.keys(), "known": ()}
                    self._file_rows.change({"files": news.items(), "known": known}, gone, lengths)
                    return
            every = ((path, beside.row(each)) for path, each in files.kept.items())
            self._file_rows.begin({"files": every, "known": known}, lengths)

    @cached_property
    def _file_rows(self) -> Rows:
        """Files by path; and when they were looked at."""
        return Rows(self.folder / "files.sqlite", self.salt, ("files", "known"))

    # Objects ---------------------------------------------------------------------------------------------------------

    @cached_property
    def objects(self) -> Objects:
        """Documents and photos by what they were made from."""
        return Objects(self.folder / "objects.sqlite")

    def bytecode(self) -> Bytecode:
        """Layouts as compiled. To be asked for only where they are rendered, since it loads the template engine."""
        from khao.bytecode import Bytecode

        return Bytecode(self.folder / "layouts.code", self.salt)


def _rows(heads: Mapping[str, Kept]) -> Table:
    return ((path, row(each)) for path, each in heads.items())
