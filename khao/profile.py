"""Where the time of a build went: by stage, by layout, and the pages that took longest.

The one invariant: it watches and changes nothing; without it a build does the same.
"""

from __future__ import annotations

import heapq
import time
from collections import defaultdict
from dataclasses import dataclass, field

from khao.words import Lang, say

_MOST = 10
"""Pages and layouts that are told of."""


@dataclass
class Profile:
    """The costs of one run, gathered as it goes on."""

    stages: dict[str, float] = field(default_factory=dict)
    """Seconds by stage, in the order of the stages."""
    layouts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds of each page, by layout; a worker's, so that they may add up to more than passed."""
    _pages: list[tuple[float, str]] = field(default_factory=list)
    _since: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str) -> None:
        """The time since the last call, or since the beginning, was this stage's."""
        now = time.perf_counter()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self._since
        self._since = now

    def page(self, url: str, layout: str, seconds: float) -> None:
        """A page took so long."""
        self.layouts[layout].append(seconds)
        slow = (seconds, url)
        if len(self._pages) < _MOST:
            heapq.heappush(self._pages, slow)
        else:
            heapq.heappushpop(self._pages, slow)

    def tell(self, lang: Lang) -> str:
        """The costs, the greatest first; stages in their order."""
        total = sum(self.stages.values())
        lines = [say("profile", lang, seconds=f"{total:.2f}")]
        for stage, seconds in self.stages.items():
            lines.append(f"  {seconds:8.3f} s {seconds / total:5.0%}  {say(f'stage-{stage}', lang)}")
        if self.layouts:
            lines.append(say("profile-layouts", lang))
            spent = {layout: sum(each) for layout, each in self.layouts.items()}
            for layout in heapq.nlargest(_MOST, spent, key=lambda layout: spent[layout]):
                count = len(self.layouts[layout])
                each = f"{spent[layout] / count * 1000:.2f} ms × {count}"
                lines.append(f"  {spent[layout]:8.3f} s  {layout}  ({each})")
            lines.append(say("profile-pages", lang))
            lines += [f"  {seconds * 1000:8.2f} ms  {url}" for seconds, url in sorted(self._pages, reverse=True)]
        return "\n".join(lines)
