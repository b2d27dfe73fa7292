"""What a project's own build.py may add: planners, filters and Markdown extensions.

The one invariant: additions are tables of pure functions. Nothing can change a page on its way, so what is tracked
stays true.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from khao.model import Page
    from khao.site import Site


@dataclass(frozen=True)
class Project:
    """The additions of one site to the generator."""

    planners: tuple[Callable[[Site], Iterable[Page]], ...] = ()
    """Each gives further pages."""
    filters: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """For layouts, by name; functions of their arguments alone, at the top level of a module."""
    markup: tuple[str, ...] = ()
    """Names of Python-Markdown extensions. What they make is sanitised like all else."""

    def salt(self) -> str:
        """Changes with the additions: their names, and the files that their functions stand in."""
        functions: list[Callable[..., Any]] = [*self.planners, *(self.filters[name] for name in sorted(self.filters))]
        files = {inspect.getsourcefile(each) for each in functions if inspect.isfunction(each)}
        sources = [Path(file).read_text(encoding="utf-8") for file in sorted(filter(None, files))]
        return "\0".join([*sorted(self.filters), *(each.__qualname__ for each in functions), *self.markup, *sources])
