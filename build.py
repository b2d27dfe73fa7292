"""The command of this site: `python build.py --help`. Planners, filters and Markdown extensions of its own go here."""

from pathlib import Path

from khao.cli import main
from khao.extension import Project

project = Project()

if __name__ == "__main__":
    main(project, root=Path(__file__).resolve().parent)
