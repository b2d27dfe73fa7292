"""What a project's own build.py may add: planners, filters and Markdown extensions.

The one invariant: additions are tables of pure functions. Nothing can change a page on its way, so what is tracked
stays true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

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
