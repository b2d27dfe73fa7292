"""A release: the files of a site that is published or to be, and what is told of it.

The one invariant: two releases of the same files are one build, wherever and whenever they were made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from khao.model import digest, inside

RECORD = ".khao/published.json"
"""Where a target keeps what was published there, below the site's root."""
DEPLOY = "deploy.json"
"""What anybody may know of it."""


class Sent(NamedTuple):
    """A file of a release."""

    digest: str
    size: int
    """Bytes."""
    tag: str = ""
    """What the target calls these bytes, where it has a name of its own for them."""


@dataclass(frozen=True)
class Release:
    """The files of a site by path, and where they come from."""

    files: Mapping[str, Sent] = field(repr=False)
    at: str
    """The moment that the site was built for, as RFC 3339."""
    source: str = ""
    """The commit that it was built from, where that is known."""
    sourced: str = ""
    """When that commit was made, as RFC 3339."""
    due: str = ""
    """When the site will change by itself, as RFC 3339."""
    leaving: tuple[str, ...] = ()
    """Files of the release before that pages still open somewhere may ask for; gone with the next release."""

    @property
    def build(self) -> str:
        """A name for exactly these files."""
        return digest("\n".join(f"{path}\0{each.digest}" for path, each in sorted(self.files.items())))

    @property
    def pages(self) -> int:
        """How many HTML files it has."""
        return sum(path.endswith(".html") for path in self.files)

    def older(self, other: Release) -> bool:
        """Whether it comes from an older source than another or, of one source, was built for an earlier time."""
        if self.sourced and other.sourced and self.source != other.source:
            return _moment(self.sourced) < _moment(other.sourced)
        return _moment(self.at) < _moment(other.at)

    def deploy(self) -> bytes:
        """The file that tells anybody which build this is."""
        told = {"build": self.build, "time": self.at, "source": self.source, "next": self.due, "pages": self.pages}
        return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()

    def record(self) -> bytes:
        """All of it, for the next publisher."""
        told = {"at": self.at, "source": self.source, "sourced": self.sourced, "due": self.due}
        files = {path: [*each] for path, each in sorted(self.files.items())}
        return json.dumps({**told, "leaving": self.leaving, "files": files}, ensure_ascii=False).encode()


def read(data: bytes) -> Release | None:
    """The release of a record; None when it is none."""
    try:
        told = json.loads(data)
        files = {str(path): Sent(str(mark), int(size), str(tag)) for path, (mark, size, tag) in told["files"].items()}
        words = {name: str(told[name]) for name in ("at", "source", "sourced", "due")}
        _moment(words["at"]), _moment(words["sourced"] or words["at"])
        leaving = tuple(map(str, told["leaving"]))
        # Whoever can write to a target could forge it, and have files removed that lie elsewhere.
        return Release(files, leaving=leaving, **words) if all(map(inside, (*files, *leaving))) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
