"""What one run of the command was told.

The one invariant: it is frozen, and no layout ever sees it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PREVIEW = ".khao/preview"
"""Where `serve` puts the site, below the root: drafts that are shown can't be published by accident."""


@dataclass(frozen=True)
class Config:
    """What one run was told."""

    root: Path
    """The folder that holds content/, data/ and layouts/."""
    output: Path
    now: datetime
    """The moment for which the site is made, in Asia/Bangkok."""
    jobs: int = 1
    drafts: bool = False
    future: bool = False
    clean: bool = False
    pdf: bool = False
    """Whether reports are made as PDFs, too."""
    preview: bool = False
    """Whether only its makers see the site: its assets keep their names, so that another style makes no page new."""
    trusted: bool = False
    """Whether nobody else writes to the output folder: it need not be looked at again."""

    @property
    def cache(self) -> Path:
        """The folder that may be deleted at any time."""
        return self.root / ".khao"

    @property
    def way(self) -> str:
        """The way from the cache to the output folder: it names what is kept of it, alike on every machine."""
        return Path(os.path.relpath(self.output.resolve(), self.cache.resolve())).as_posix()
