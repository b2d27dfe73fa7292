"""Photos and attachments: what lies beside content, told apart by the ends of its names.

The one invariant: only kinds of files that are on these lists can ever be published.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from khao import source
from khao.errors import Place, Problem, problem
from khao.model import File, digest

PHOTOS = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
ATTACHMENTS = {
    ".pdf": "application/pdf",
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".zip": "application/zip",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
}
ASSETS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".ico": "image/vnd.microsoft.icon",
    **PHOTOS,
}


@dataclass(frozen=True)
class Finder:
    """Tells what the files below a root are; a value, so that workers can do the reading."""

    root: Path

    def __call__(self, paths: Sequence[tuple[str, str]]) -> list[File | Problem | None]:
        """What each path is; None where the file's digest is the one that is known already."""
        return [self.identify(path, mark) for path, mark in paths]

    def identify(self, path: str, known: str = "") -> File | Problem | None:
        """The photo or attachment at a path below the root; its URL is its item's matter."""
        suffix = posixpath.splitext(path)[1].lower()
        data = source.read_bytes(self.root, path)
        if isinstance(data, Problem):
            return data
        mark = digest(data)
        if mark == known:
            return None
        file = File(path, "", PHOTOS.get(suffix) or ATTACHMENTS[suffix], len(data), mark)
        if suffix not in PHOTOS:
            return file
        from khao import photos  # A site without photos needs no library for them.

        try:
            sight = photos.look(data, suffix)
        except photos.Unusable as wrong:
            return problem(wrong.rule, Place(path), **wrong.facts)
        width, height = sight.size
        return replace(file, width=width, height=height, colour=sight.colour, transparent=sight.transparent)


def publishable(path: str) -> bool:
    """Whether a file beside an item is of a kind that may be published."""
    suffix = posixpath.splitext(path)[1].lower()
    return suffix in PHOTOS or suffix in ATTACHMENTS
