"""What was found out about the search: kept in a file, so that sizes measured one after the other make one page.

The one invariant: it holds what was seen, question by question; what that comes to is worked out when it is told.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.results import Results


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search made of one question."""

    kind: str
    typed: str
    true: int
    """Pages that hold what was asked for."""
    found: int
    """Those of them that the search gave."""
    given: int
    """All that it gave."""
    right: int
    """Those of them that are right."""
    total: int
    """How many it says there are."""
    first: int
    """Links of the first round, which the figures below are of."""
    ended: bool
    """Whether all were looked at that it has."""
    requests: int
    size: int
    wall: float
    work: float

    @property
    def recall(self) -> float | None:
        """Of the pages that hold it, the share that was found; where there are too many to look at, that is counted."""
        return (self.found if self.ended else min(self.total, self.true)) / self.true if self.true else None

    @property
    def precision(self) -> float | None:
        """Of the pages given, the share that is right."""
        return self.right / self.given if self.given else None


@dataclass(frozen=True, slots=True)
class Index:
    """What a search needs on disk."""

    files: int
    size: int
    program: int
    """Bytes of the scripts and the like that are sent once for all questions."""


@dataclass
class Findings:
    """By number of items and by search; builds are samples of their own."""

    builds: Results = field(default_factory=Results)
    indexes: dict[int, dict[str, Index]] = field(default_factory=dict)
    answers: dict[int, dict[str, list[Answer]]] = field(default_factory=dict)

    @classmethod
    def load(cls, file: Path) -> Findings:
        """What the file holds; nothing if there is none."""
        if not file.exists():
            return cls()
        kept = json.loads(file.read_text(encoding="utf-8"))
        builds = Results(kept["about"], {int(size): rows for size, rows in kept["builds"].items()})
        found = cls(builds)
        for size, rows in kept["indexes"].items():
            found.indexes[int(size)] = {name: Index(**row) for name, row in rows.items()}
        for size, rows in kept["answers"].items():
            found.answers[int(size)] = {name: [Answer(**each) for each in given] for name, given in rows.items()}
        return found

    def save(self, file: Path) -> None:
        """Write the file, readable by people too."""
        text = json.dumps(
            {
                "about": self.builds.about,
                "builds": self.builds.samples,
                "indexes": {
                    size: {name: asdict(row) for name, row in rows.items()} for size, rows in self.indexes.items()
                },
                "answers": {
                    size: {name: [asdict(each) for each in given] for name, given in rows.items()}
                    for size, rows in self.answers.items()
                },
            },
            ensure_ascii=False,
        )
        file.write_text(text.replace("}, {", "},\n{") + "\n", encoding="utf-8")

    def of(self, size: int, name: str, kind: str = "") -> list[Answer]:
        """The answers of one search, of a kind or of all."""
        return [each for each in self.answers.get(size, {}).get(name, ()) if kind in ("", each.kind)]

    def sizes(self) -> list[int]:
        """The numbers of items, in order."""
        return sorted(self.answers)


def mean(answers: Iterable[Answer], what: Callable[[Answer], float | None]) -> float | None:
    """The mean over those answers that have such a thing; None if none has."""
    values = [value for each in answers if (value := what(each)) is not None]
    return statistics.fmean(values) if values else None


def percentile(answers: Iterable[Answer], what: Callable[[Answer], float], share: float) -> float | None:
    """The value that `share` of the answers don't exceed; None if there are none."""
    values = sorted(map(what, answers))
    return values[max(math.ceil(share * len(values)) - 1, 0)] if values else None
