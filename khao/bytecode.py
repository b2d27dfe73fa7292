"""Layouts as compiled, kept from one engine to the next and from build to build: compiling all takes half a second.

The one invariant: code is run only from a file that is whole and that the same Khao, additions and Python wrote;
anything else counts as absent. A damaged file could bring down Python itself.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import jinja2

from khao.model import digest

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class Bytecode(jinja2.BytecodeCache):
    """The code of each layout, with the digest of the source that it was made of."""

    def __init__(self, file: Path | None = None, salt: str = "") -> None:
        """Without a file it is kept in memory alone; the salt stands for all but the layouts that shapes the code."""
        self.file = file
        self.salt = f"{salt}\0{sys.implementation.cache_tag}\0{MAGIC_NUMBER.hex()}\0"
        self._codes: dict[str, tuple[str, CodeType]] = _read(file, self.salt) if file else {}
        self._changed = False

    @property
    def known(self) -> int:
        """The code of how many layouts is here."""
        return len(self._codes)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a layout's code to the engine, if it is of this very source."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take over what the engine has compiled."""
        if bucket.code:
            self._codes[bucket.key] = (bucket.checksum, bucket.code)
            self._changed = True

    def keep(self) -> None:
        """Write what has been compiled since; a file that can't be written makes the next build slower."""
        if self.file and self._changed:
            data = marshal.dumps(self._codes)
            aside = self.file.with_suffix(".tmp")
            with contextlib.suppress(OSError):
                aside.write_bytes(_mark(self.salt, data) + data)
                os.replace(aside, self.file)
                self._changed = False

    def __getstate__(self) -> tuple[Path | None, str, bytes]:
        """Code can't be pickled on its way to a worker, but marshalled."""
        return self.file, self.salt, marshal.dumps(self._codes)

    def __setstate__(self, state: tuple[Path | None, str, bytes]) -> None:
        self.file, self.salt, codes = state
        self._codes = marshal.loads(codes)  # noqa: S302 — made by the parent process a moment ago
        self._changed = False


def _mark(salt: str, data: bytes) -> bytes:
    return digest(salt.encode() + data).encode()


def _read(file: Path, salt: str) -> dict[str, tuple[str, CodeType]]:
    try:
        text = file.read_bytes()
    except OSError:
        return {}
    length = len(_mark("", b""))
    mark, data = text[:length], text[length:]
    if mark != _mark(salt, data):
        return {}
    codes: dict[str, tuple[str, CodeType]] = marshal.loads(data)  # noqa: S302 — its digest has just been checked
    return codes
