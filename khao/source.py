"""Reading the repository's files, and nothing outside it.

The one invariant: only a regular file whose real path lies below its own folder of the root is ever opened, so a
pipe can't hold the build and a link can't lead out.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from khao import limits
from khao.errors import Place, Problem, problem

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes(code for code in range(128) if _CONTROL.match(chr(code)))
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Whatever these make on a disk is no author's work.
_IGNORED = re.compile(r"^(\..*|.*~|#.*#|Thumbs\.db|desktop\.ini|.*\.(tmp|swp|bak))$", re.IGNORECASE)


def walk(root: Path, top: str) -> Iterator[tuple[str, Problem | None]]:
    """Every file below ROOT/top as a path below the root with `/`, sorted; a problem beside what can't be used."""
    pending = [top]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            yield folder, problem("file-unreadable", Place(folder), reason=error.strerror or str(error))
            continue
        folders = []
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if _IGNORED.match(entry.name):
                continue
            if wrong := _name(path, entry.name):
                yield ascii(path), wrong
            elif entry.is_dir(follow_symlinks=False):
                if entry.name.lower().endswith(".md"):
                    yield path, problem("folder-named-md", Place(path))
                else:
                    folders.append(path)
            else:
                yield path, _kind(root, top, path, entry)
        pending.extend(reversed(folders))


def _name(path: str, name: str) -> Problem | None:
    try:
        name.encode()
    except UnicodeEncodeError:
        return problem("name-not-unicode", Place(ascii(path)))
    if _CONTROL.search(name) or _BIDI.search(name):
        return problem("name-control", Place(ascii(path)))
    return None


def _kind(root: Path, top: str, path: str, entry: os.DirEntry[str]) -> Problem | None:
    if entry.is_symlink():
        real = Path(os.path.realpath(root / path))
        if not real.is_relative_to(os.path.realpath(root / top)):
            return problem("link-leads-out", Place(path))
        if not real.is_file():
            return problem("link-not-to-file", Place(path))
    elif not entry.is_file(follow_symlinks=False):
        return problem("not-a-file", Place(path))
    return None


def read_bytes(root: Path, path: str, limit: int = limits.FILE_BYTES) -> bytes | Problem:
    """The bytes of a regular file, or why there are none."""
    found = read_open(root, path, limit)
    return found if isinstance(found, Problem) else found[0]


def read_open(root: Path, path: str, limit: int) -> tuple[bytes, os.stat_result] | Problem:
    """The bytes of a regular file, with what it looked like before they were read."""
    try:
        # O_NONBLOCK: a pipe that took the file's place since the walk must not hold the build.
        handle = os.open(f"{root}/{path}", os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                return problem("not-a-file", Place(path))
            if found.st_size > limit:
                return problem("file-too-large", Place(path), size=_mega(found.st_size), limit=_mega(limit))
            return os.read(handle, found.st_size + 1), found
        finally:
            os.close(handle)
    except OSError as error:
        return problem("file-unreadable", Place(path), reason=error.strerror or str(error))


def read_text(root: Path, path: str, limit: int = limits.TEXT_BYTES) -> str | Problem:
    """The text of a UTF-8 file with Unix line ends, or the first thing that keeps it from being one."""
    data = read_bytes(root, path, limit)
    return data if isinstance(data, Problem) else text_of(data, path)


def text_of(data: bytes, path: str) -> str | Problem:
    """The text of the bytes of a file, or the first thing that keeps them from being one."""
    if data.startswith(b"\xef\xbb\xbf"):
        return problem("file-bom", Place(path, 1, 1))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode(errors="replace")) + 1
        return problem("file-not-utf8", Place(path, line, column), byte=f"0x{data[error.start]:02X}")
    if "\r" in text:
        return problem("file-crlf", Place(path, text.count("\n", 0, text.index("\r")) + 1))
    # Deleting them takes a third of the time that a search takes.
    if len(data.translate(None, _CONTROL_BYTES)) < len(data) and (wrong := _CONTROL.search(text)):
        line, column = position(text, wrong.start())
        return problem("file-control", Place(path, line, column), character=f"U+{ord(wrong[0]):04X}")
    return text


def position(text: str, index: int) -> tuple[int, int]:
    """The line and column, from 1, of an index into a text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def locate(text: str, target: str, path: str) -> tuple[Place, str]:
    """Where a link stands in the source of its item, with that line; the file alone when it can't be found."""
    at = text.find(f"({target}")
    at = at + 1 if at >= 0 else text.find(target)
    if at < 0:
        return Place(path), ""
    line, column = position(text, at)
    return Place(path, line, column), text.split("\n")[line - 1]


def _mega(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
