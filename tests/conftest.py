"""Fixtures: a tiny site, the project's own site, and one of them already built."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from trees import Tree

# One machine is slower than another, and a build is no pure function of microseconds.
# In CI the same examples come every time, so that a failure there is the change's own; elsewhere new ones are tried.
settings.register_profile(
    "khao", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("khao")


# A suite that runs in the background hears no Ctrl+C, and would hand that on to the servers that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """The tiny site of `trees.SITE`, not built yet."""
    return Tree(tmp_path / "site")


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The project's own site, built once; not to be edited."""
    tree = Tree.real(tmp_path_factory.mktemp("real") / "site")
    tree.build()
    return tree
