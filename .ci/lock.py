"""Write requirements.lock anew: ``python .ci/lock.py``, or ``make lock``.

Takes the newest released versions that pyproject.toml allows, for all platforms and Pythons it supports.
The lock has two parts: what a build needs and, after the line SEPARATOR, what only tests and checks need.
Each requirement stands once, so either the first part or the whole can be installed with hashes required.

Uses the ``uv`` command; where there is none, one is installed into a temporary environment.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = "# To build:\n"
SEPARATOR = "# To test and check:\n"


def uv(folder: Path) -> list[str]:
    """The command line that starts uv, installed into `folder` when the machine has none."""
    if found := shutil.which("uv"):
        return [found]
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
    return [str(python), "-m", "uv"]


def resolve(command: list[str], *options: str) -> dict[str, str]:
    """Name -> its lines in the lock, as uv resolves pyproject.toml with `options`."""
    fixed = "--universal --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet"
    # One version for every Python: a site must not depend on which one built it.
    fixed += " --fork-strategy fewest --python-version 3.11"
    compiled = subprocess.run(
        [*command, "pip", "compile", *fixed.split(), "--python", sys.executable, *options, "pyproject.toml"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    entries = re.findall(r"^[a-z0-9].*\n(?:[ \t].*\n)*", compiled, re.MULTILINE)
    return {entry.partition("==")[0]: entry for entry in entries}


def main() -> None:
    """Resolve everything, then ask which of it the build alone needs, and write both parts."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        command = uv(folder / "venv")
        everything = resolve(command, "--extra", "test")
        versions = folder / "versions.txt"
        versions.write_text("".join(everything.values()), encoding="utf-8")
        build = resolve(command, "--constraint", str(versions))
    lock = [BUILD, *(everything[name] for name in build)]
    lock += [SEPARATOR, *(entry for name, entry in everything.items() if name not in build)]
    (ROOT / "requirements.lock").write_text("".join(lock), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
