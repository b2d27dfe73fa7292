"""All that `check` tells: what stops a build, and what a proofreader finds.

The one invariant: it writes nothing.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace

from khao import editors, outside, source, vanished
from khao.build import build
from khao.config import Config
from khao.develop import Watch
from khao.errors import BuildError, Problem
from khao.extension import Project
from khao.load import load
from khao.manuscript import Finding
from khao.messages import severity
from khao.proof import proof


def audit(
    config: Config, pool: Executor, project: Project, *, progress: Watch | None = None, external: bool = False
) -> tuple[Problem, ...]:
    """Every problem of the site, sorted by place; `external` looks at links to other sites, too."""
    try:
        stops = build(config, pool, project, progress=progress, dry=True).notes
    except BuildError as error:
        stops = error.problems
    found = {*stops, *(each.problem for each in look(config, pool))}
    if external:
        found |= {*outside.outside(config.root, _paths(config))}
    # Each slip of the typist is told by a rule of its own.
    return tuple(sorted(each for each in found if each.rule != "text-normalised"))


def look(config: Config, pool: Executor) -> list[Finding]:
    """What is wrong with files one by one, drafts and items to come among them, with its remedies."""
    loaded = load(replace(config, drafts=True, future=True), pool)
    stops = [Finding(each) for each in loaded.problems]
    stopped = {each.place for each in loaded.problems if severity(each.rule) == "error"}
    found = proof(loaded.site, _paths(config), config.root, pool)
    # Where something stops the build, that has to be mended first.
    sound = [each for each in found if each.problem.place not in stopped]
    if loaded.known.unjudged or loaded.site.broken:
        return [*stops, *sound]  # Less is known than there is.
    return [*stops, *sound, *editors.look(config.root, loaded.known), *vanished.look(config, loaded.site)]


def _paths(config: Config) -> list[str]:
    """The files that people write."""
    walked = [*source.walk(config.root, "content"), *source.walk(config.root, "data")]
    return [path for path, wrong in walked if not wrong and path.endswith((".md", ".yaml", ".yml"))]
