"""The shape of the package: imports point one way, modules stay small and say what they are for."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from trees import PROJECT

PACKAGE = PROJECT / "khao"
MODULES = sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")

# A module may import from rows above its own, and nothing else of ours.
LAYERS = """
errors limits words lookout thai quickmark config seat postings pdffont pdfparts places strokes
dates messages shell rows looks renditions tints lines fold invert directives pdftext
results lock profile macros nodes labels
model prose seal reading
schema release view source family objects plainmark plainyaml bytecode engine numbers blocks
photos personal targets shipment sheet
cards settings files heads channel_dir channel_git bucket cells picking
data head assets channel_s3 printer
kinds
embedded
frontmatter gallery shapes
site complete manuscript
itemsheet
datasets grouping offers
tables
charts
due questions references work values texts typos wording traps claims mend outside draft editors vanished
ledger beside index proof insets
lens asked reindex
record options
plan templates markup store extension
load write check
job fault amend new
documents interview
render search develop edits origin
made replay restyle
printing
build
make why report progress audit desk handler publish
serve
cli
"""
ROWS = {name: row for row, line in enumerate(LAYERS.strip().splitlines()) for name in line.split()}

MAX_LINES = 250
MAX_FUNCTION = 40
LONGER = {
    "messages": "a table of every problem's texts",
    "asked": "a table of every question's words",
    "head": "every field of front matter in one place",
    "model": "the nouns of the site in one place",
    "lens": "every question that a layout may ask",
    "thai": "everything about Thai text in one place",
    "settings": "every setting in one place",
    "site": "the indexes and the answers that they give",
    "write": "one journal, from staging to recovery",
}


def imported(module: str) -> set[str]:
    """The modules of ours that a module imports to run; imports for types alone don't count."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only or not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        if node.module == "khao":
            found.update(alias.name for alias in node.names)
        elif node.module.startswith("khao."):
            found.add(node.module.removeprefix("khao."))
    return found


def test_every_module_has_its_row():
    assert set(ROWS) == set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module):
    upward = {name for name in imported(module) if ROWS[name] >= ROWS[module]}
    assert not upward, f"{module} imports {upward} from its own row or below"


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_small_and_say_what_they_are_for(module):
    source = (PACKAGE / f"{module}.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert "invariant" in (ast.get_docstring(tree) or ""), f"{module} names no invariant"
    assert source.count("\n") <= MAX_LINES or module in LONGER
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MAX_FUNCTION or (module, node.name) in LONG_FUNCTIONS, (node.name, length)


LONG_FUNCTIONS = {
    ("head", "fields"),  # the schema: a line a field
    ("build", "build"),  # the story itself
    ("nodes", "tree"),  # one branch an event
}


def test_no_utils():
    assert not {"utils", "util", "helpers", "common", "misc", "base"} & set(MODULES)


def test_a_build_with_nothing_to_do_loads_no_more_than_it_needs(tree):
    tree.build()
    said = "import sys; print(*sys.modules)"
    run = ["--root", str(tree.root), "build", "--jobs", "1", "--now", "2567-06-01T12:00"]
    start = f"from khao.cli import main\ntry: main(argv={run!r})\nexcept SystemExit as end: assert not end.code\n{said}"
    done = subprocess.run([sys.executable, "-c", start], cwd=PROJECT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"jinja2", "markdown", "nh3", "PIL", "rich", "watchdog", "http.server"}
