"""Files put right where there is one safe remedy.

The one invariant: nothing is lost. A file is written whole, only as long as it is the one that was read, and it is put
back when something else would be wrong with it.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from khao.manuscript import Finding
from khao.messages import severity
from khao.words import Lang, say

ROUNDS = 5
"""One remedy can bring another slip to light: a file that can be read at last, a letter beside another."""


class Mended(NamedTuple):
    """A file before and after."""

    path: str
    before: bytes
    after: bytes

    def tell(self, lang: Lang) -> str:
        """What was changed, line by line."""
        before, after = (_text(each) for each in (self.before, self.after))
        if before == after:
            return say("mended-form", lang, path=self.path) + "\n"
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), self.path, self.path, lineterm="", n=0)
        return "\n".join([*lines, ""])


def mend(root: Path, look: Callable[[], Sequence[Finding]]) -> list[Mended]:
    """Put right what can be, looking again until there is no more; `look` finds what is wrong now."""
    first: dict[str, bytes] = {}
    left_alone: set[str] = set()
    found = look()
    for _ in range(ROUNDS):
        written = _round(root, found, left_alone)
        if not written:
            break
        for path, (before, _after) in written.items():
            first.setdefault(path, before)
        errors, found = _errors(found), look()
        worse = {path for path, count in _errors(found).items() if path in written and count - errors[path]}
        for path in worse:
            before, after = written[path]
            _write(root / path, after, before)
        left_alone |= worse
    now = {path: (root / path).read_bytes() for path in first}
    return [Mended(path, first[path], now[path]) for path in sorted(first) if first[path] != now[path]]


def _round(root: Path, found: Iterable[Finding], left_alone: set[str]) -> dict[str, tuple[bytes, bytes]]:
    """(before, after) of each file that could be mended."""
    files: dict[str, list[Finding]] = defaultdict(list)
    for each in found:
        if each.problem.place.path not in left_alone:
            files[each.problem.place.path].append(each)
    written = {}
    for path, findings in files.items():
        with contextlib.suppress(OSError, ValueError):
            before = _bytes(root / path)
            after = _mended(before, findings)
            if after != before and _write(root / path, before, after):
                written[path] = (before, after)
    return written


def _mended(data: bytes, findings: Iterable[Finding]) -> bytes:
    """The bytes of a file after the remedies for its form or, when that is right, for its text."""
    for finding in findings:
        if finding.problem.rule in FORMS:
            return FORMS[finding.problem.rule](data)
    text = data.decode()
    # From the end, so that places stay true. Of two remedies for one place the other waits for the next round.
    end = len(text)
    for each in sorted({finding.mend for finding in findings if finding.mend}, reverse=True):
        if each.end <= end:
            text = text[: each.start] + each.text + text[each.end :]
            end = each.start
    return text.encode()


def _thai(data: bytes) -> bytes:
    """A file of Windows-874 as UTF-8. Raises ValueError where that is none."""
    return data.decode("cp874").encode()


FORMS: Mapping[str, Callable[[bytes], bytes]] = {
    "file-bom": lambda data: data.removeprefix(b"\xef\xbb\xbf"),
    "file-crlf": lambda data: data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"),
    "file-not-utf8": _thai,
}
"""What mends the form of a file, by the rule that it breaks."""


def _errors(found: Iterable[Finding]) -> Mapping[str, Counter[str]]:
    """How often each rule stops the build, by path."""
    errors: dict[str, Counter[str]] = defaultdict(Counter)
    for each in found:
        if severity(each.problem.rule) == "error":
            errors[each.problem.place.path][each.problem.rule] += 1
    return errors


def _write(path: Path, before: bytes, after: bytes) -> bool:
    """Put a file's new bytes into its place; False when somebody has written to it meanwhile."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(handle)
        Path(name).chmod(mode & 0o7777)
        if _bytes(path) != before:
            return False
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return True


def _bytes(path: Path) -> bytes:
    """What is in a file; nothing where there is none."""
    return path.read_bytes() if path.exists() else b""


def _text(data: bytes) -> str:
    """The text of a file, whatever form it has."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp874", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
