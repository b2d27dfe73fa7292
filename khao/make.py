"""The shortest way to a finished site: nothing to do, a few bodies or style sheets, or a whole build.

The one invariant: whichever way is taken, the site is the one that a whole build would make.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from khao import seal
from khao.config import Config
from khao.extension import Project
from khao.profile import Profile
from khao.results import Report

if TYPE_CHECKING:
    from khao.develop import Watch

MOST = 100
"""Edited files for which a replay is quicker than a whole build."""


def make(config: Config, project: Project, *, progress: Watch | None = None, profile: Profile | None = None) -> Report:
    """Make the output folder equal the sources. Raises BuildError with every problem of the run."""
    profile = profile or Profile()
    last = None if config.clean else seal.last(config, project.salt())
    untouched = seal.untouched(config, last) if last else lambda: False
    read = seal.stamp(config, project.salt())
    edited = last.edited(read) if last else None
    profile.lap("inspect")
    if last and edited == () and untouched():
        return replace(last.report, seconds=(time.time_ns() - read.at) / 1e9)
    # Each way loads no more of Khao and of the libraries than it needs.
    from khao.lock import alone

    with alone(config):
        if last and edited and len(edited) <= MOST:
            done = _amended(config, project, seal.Broken(last, read, edited, untouched))
            profile.lap("replay")
            if done:
                return done
        untouched()  # Whoever looks is done.
        from khao import work
        from khao.build import build

        with work.executor(config.jobs) as pool:
            return build(config, pool, project, read=read, progress=progress, profile=profile)


def _amended(config: Config, project: Project, broken: seal.Broken) -> Report | None:
    """The report of a build that touches little; None when it has to look at everything."""
    if config.preview and not any(path.startswith("content/") for path in broken.edited):
        from khao.restyle import restyle, styles

        return restyle(config, broken) if styles(config, broken.edited) else None
    from khao.replay import replay

    return replay(config, project, broken)
