"""The cache in .khao/: what was asked and written last time, and what is dear to make again.

The one invariant: deleting it, or any byte of it, costs time and nothing else. Whatever can't be trusted whole is
taken as absent.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import os
import platform
from functools import cached_property
from pathlib import Path
from typing import Any

from khao.heads import Heads, Kept
from khao.model import digest
from khao.objects import Objects
from khao.record import Memory, Record

_LIBRARIES = ("Jinja2", "Markdown", "PyYAML", "python-frontmatter", "nh3", "Pillow")


def salt(extension: str = "") -> str:
    """The digest of everything besides the site that shapes a page: Khao's own source, the libraries, Python."""
    parts = [platform.python_version(), extension]
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

    def _read(self, path: Path) -> Any:
        """What was written there by this Khao; None when it is damaged or another's."""
        try:
            check, _, text = path.read_text(encoding="utf-8").partition("\n")
            return json.loads(text) if check == digest(self.salt + text) else None
        except (OSError, ValueError, RecursionError):
            return None

    def _write(self, path: Path, content: object) -> None:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        aside = path.with_suffix(".tmp")
        # A full disk makes the next build slower; the site is published all the same.
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            aside.write_text(digest(self.salt + text) + "\n" + text, encoding="utf-8")
            os.replace(aside, path)

    # Heads -----------------------------------------------------------------------------------------------------------

    @property
    def _heads(self) -> Path:
        return self.folder / "heads.json"

    def heads(self) -> Heads:
        """The heads that the last build of this root read."""
        found = self._read(self._heads)
        try:
            return Heads(
                found[0], found[1], {path: Kept(tuple(row[0]), row[1], row[2]) for path, row in found[2].items()}
            )
        except (TypeError, ValueError, AttributeError):
            return Heads()

    def keep_heads(self, heads: Heads) -> None:
        """Put these in their place."""
        rows = {path: [each.look, each.mark, each.row] for path, each in heads.kept.items()}
        self._write(self._heads, [heads.known, heads.since, rows])

    # Objects ---------------------------------------------------------------------------------------------------------

    @cached_property
    def objects(self) -> Objects:
        """Documents and photos by what they were made from."""
        return Objects(self.folder / "objects.sqlite")
