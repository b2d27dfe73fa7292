"""What a worker needs to render any page.

The one invariant: it is whole before the first page is rendered, and nobody changes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from khao.extension import Project
from khao.site import Site
from khao.store import Store
from khao.write import Output


@dataclass(frozen=True)
class Job:
    """A site to render, and where to."""

    site: Site
    root: Path
    store: Store
    project: Project
    output: Output
    questions: Mapping[tuple[str, str], int]
    """The numbers of the questions that are known from the last build, by name and arguments."""
    targets: Mapping[str, int]
    """Those of the URLs that kept pages link to."""
    first: int
    """The first number that is free."""
