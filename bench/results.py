"""What was measured, and where: kept in a file, so that runs made one after the other make one report.

The one invariant: only figures of one machine, one set of versions and one source of Khao ever stand together.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Measure = Literal["wall", "cpu", "peak"]
Sample = dict[Measure, float]
"""Seconds of wall and of CPU, and bytes of the largest process; of the server, the wall alone."""

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ("Markdown", "Jinja2", "PyYAML", "python-frontmatter", "nh3", "Pillow")
MEASURED = ("khao/*.py", "layouts/**/*", "bench/corpus.py", "bench/peers.py", "bench/hugo/**/*")
"""What the figures depend on."""


@dataclass
class Results:
    """Samples by number of items and by row, and what they were taken on."""

    about: dict[str, str] = field(default_factory=dict)
    samples: dict[int, dict[str, list[Sample]]] = field(default_factory=dict)

    @classmethod
    def load(cls, file: Path) -> Results:
        """What the file holds; nothing if there is none."""
        if not file.exists():
            return cls()
        kept = json.loads(file.read_text(encoding="utf-8"))
        return cls(kept["about"], {int(size): rows for size, rows in kept["samples"].items()})

    def save(self, file: Path) -> None:
        """Write the file, readable by people too."""
        text = json.dumps({"about": self.about, "samples": self.samples}, ensure_ascii=False, indent=1)
        file.write_text(text + "\n", encoding="utf-8")

    def continued(self, about: Mapping[str, str]) -> Results:
        """These results, to be added to here and now; ValueError if they are of another machine or version."""
        other = [name for name in about if self.about.get(name, about[name]) != about[name]]
        if other:
            raise ValueError(f"the results kept are of another {', '.join(other)}: name another file")
        return Results({**self.about, **about}, self.samples)

    def add(self, size: int, row: str, sample: Sample) -> None:
        """One more sample."""
        self.samples.setdefault(size, {}).setdefault(row, []).append(sample)

    def median(self, size: int, row: str, measure: Measure) -> float | None:
        """The median of the samples; None if there are none."""
        taken = self.samples.get(size, {}).get(row)
        return statistics.median(each[measure] for each in taken) if taken else None

    def ratio(self, size: int, row: str, peer: str, measure: Measure) -> float | None:
        """The median of a row in terms of another's."""
        ours, theirs = self.median(size, row, measure), self.median(size, peer, measure)
        return ours / theirs if ours is not None and theirs else None


def here(measured: Sequence[str] = MEASURED) -> dict[str, str]:
    """What this machine is, but not its name, and the versions of what a build uses."""
    sources = sorted(path for pattern in measured for path in ROOT.glob(pattern) if path.is_file())
    source = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:8]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} cores",
        "Memory": f"{memory:.0f} GiB",
        "System": _system(),
        "Python": platform.python_version(),
        "Khao": f"source {source}",
        **{name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def _processor() -> str:
    try:
        found = re.search(r"(?m)^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()
