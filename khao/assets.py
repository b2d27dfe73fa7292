"""Assets: what lies in layouts/assets/, published under names that change with what is in them.

The one invariant: a published name leads to the same bytes for ever, so that browsers may keep them. A style sheet
names other assets by their published names, so it gets another name when one of them does. Only a preview, which
nobody else sees, has them under their own names.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple
from urllib.parse import quote, unquote

from khao import source
from khao.errors import Place, Problem, problem
from khao.files import ASSETS
from khao.model import File, digest, nfc

FOLDER = "layouts/assets/"
_SHEET = ".css"
# Comments and words in quotes are passed over: what looks like a reference in them is none.
_REFERENCE = re.compile(
    r"""/\*.*?\*/|(?:url\(\s*|@import\s+)(?P<quote>["']?)(?P<target>[^"'()\s;]+)(?P=quote)(?:\s*\))?"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.DOTALL,
)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#]")
"""The beginning of what is an address already."""


class Assets(NamedTuple):
    """What layouts/assets/ holds."""

    files: dict[str, File]
    """By name, the path below layouts/assets/."""
    sheets: dict[str, bytes]
    """Style sheets as they are published, by path below the root."""
    problems: list[Problem]


def read(contents: Mapping[str, bytes], *, lasting: bool = True) -> Assets:
    """The assets of these contents by path below the root; unless they are to last, they keep their names."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for path, data in contents.items():
        if path.endswith(_SHEET):
            text = source.text_of(data, path)
            if isinstance(text, Problem):
                problems.append(text)
            else:
                texts[path] = text
                problems.extend(_missing(path, text, contents))
    order = _ordered(texts, problems)
    files = {path: _file(path, data, lasting=lasting) for path, data in contents.items() if path not in order}
    sheets: dict[str, bytes] = {}
    for path in order:
        sheets[path] = _published(path, texts[path], files).encode()
        files[path] = _file(path, sheets[path], lasting=lasting)
    return Assets({path.removeprefix(FOLDER): file for path, file in files.items()}, sheets, problems)


def _ordered(texts: Mapping[str, str], problems: list[Problem]) -> Collection[str]:
    """The style sheets, each behind those that it uses; none when they can't be put so."""
    used = {path: {each.path for each in _references(path, text)} & {*texts} for path, text in texts.items()}
    try:
        return [*TopologicalSorter(used).static_order()]
    except CycleError as circle:
        chain = circle.args[1]
        problems.append(problem("asset-circle", Place(chain[0]), chain=" → ".join(chain)))
        return ()


def _published(path: str, text: str, files: Mapping[str, File]) -> str:
    """A style sheet without what only people read, and with the published names of what it names."""
    import rcssmin  # Only a whole build needs it.

    def led(match: re.Match[str]) -> str:
        target = match["target"] or ""
        name, mark, rest = target.partition("#")
        file = files.get(_path(path, name)) if target else None
        return match[0].replace(target, file.url + mark + rest) if file else match[0]

    made: str = rcssmin.cssmin(_REFERENCE.sub(led, text))
    return made


class _Reference(NamedTuple):
    """What a style sheet names: the path of it, and where the name begins in the sheet."""

    path: str
    at: int


def _references(path: str, text: str) -> Iterator[_Reference]:
    for match in _REFERENCE.finditer(text):
        if match["target"] and not _ELSEWHERE.match(match["target"]):
            yield _Reference(_path(path, match["target"].partition("#")[0]), match.start("target"))


def _missing(path: str, text: str, known: Mapping[str, bytes]) -> Iterator[Problem]:
    for each in _references(path, text):
        if each.path not in known:
            line, column = source.position(text, each.at)
            place, excerpt = Place(path, line, column), text.split("\n")[line - 1]
            yield problem("asset-missing", place, excerpt, name=each.path.removeprefix(FOLDER))


def _path(sheet: str, target: str) -> str:
    """The path of what a style sheet names, which is relative to itself."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(sheet), unquote(target)))


def _file(path: str, made: bytes, *, lasting: bool) -> File:
    """An asset of which this is published."""
    name = nfc(path).removeprefix(FOLDER)
    mark = digest(made)
    stem, suffix = posixpath.splitext(name)
    kind = ASSETS.get(suffix.lower(), "application/octet-stream")
    url = f"/assets/{stem}.{mark[:8]}{suffix}" if lasting else f"/assets/{name}"
    return File(path, quote(url), kind, len(made), mark)
