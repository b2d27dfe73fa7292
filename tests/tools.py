"""The programs outside Python that some tests drive, found or None.

Where KHAO_REQUIRE_TOOLS is 1, as in CI, a missing one fails its tests: they must not pass by being skipped.
"""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def chromium() -> Path | None:
    """A browser of the Chromium family."""
    names = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def nu_jar() -> Path | None:
    """The Nu HTML checker: KHAO_VNU_JAR, or what `npm install vnu-jar` puts here. None too without Java."""
    named = os.environ.get("KHAO_VNU_JAR")
    jar = Path(named) if named else ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    return jar if jar.is_file() and shutil.which("java") else None


def axe() -> Path | None:
    """axe-core, which looks for barriers in a page: KHAO_AXE, or what `npm install axe-core` puts here."""
    named = os.environ.get("KHAO_AXE")
    script = Path(named) if named else ROOT / "node_modules/axe-core/axe.min.js"
    return script if script.is_file() else None


def program(name: str, *folders: str) -> Path | None:
    """A program of the system; some lie where only root's PATH leads."""
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *folders]))
    return Path(found) if found else None


def require(tool: Path | None, name: str) -> Path:
    """`tool`, or the end of the test: skipped where `name` is optional, failed where it is required."""
    if tool is not None:
        return tool
    if os.environ.get("KHAO_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{name} is missing and KHAO_REQUIRE_TOOLS=1 requires it")
    pytest.skip(f"{name} is missing")
