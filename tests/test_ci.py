"""What CI is told of a build, and how it is told to work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from khao import results
from trees import PROJECT, Tree


def build(root: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command, as CI runs it."""
    run = [sys.executable, str(PROJECT / "build.py"), "--root", str(root), "--now", "2567-06-01", "--jobs", "1", *args]
    env = {**os.environ, "GITHUB_ACTIONS": "", "GITLAB_CI": "", **environment}
    return subprocess.run(run, capture_output=True, encoding="utf-8", env=env, check=True, timeout=60)


def test_the_runs_page_tells_which_pages_have_changed(tmp_path):
    page = tmp_path / "summary.md"
    page.write_text("before\n", encoding="utf-8")
    tree = Tree(tmp_path / "site")
    tree.news("later", publish="2567-06-09 08:30")
    build(tree.root, GITHUB_STEP_SUMMARY=str(page))
    assert page.read_text(encoding="utf-8").startswith("before\n### เว็บไซต์ ")
    tree.edit("content/news/first.md", "เนื้อข่าวแรก", "เนื้อข่าวใหม่").delete("content/news/second.md").news("ข่าวใหม่")
    page.write_text("", encoding="utf-8")
    build(tree.root, "--lang", "en", GITHUB_STEP_SUMMARY=str(page))
    parts = page.read_text(encoding="utf-8").split("\n**")
    assert "\n- `/news/2024/ข่าวใหม่/`" in parts[1]
    assert "\n- `/news/2024/first/`" in parts[2]
    assert "\n- `/news/2024/second/`" in parts[3]
    assert "Next scheduled change: 9 June 2024, 08:30 (`news/later`)" in parts[3]


def test_a_summary_ends_where_nobody_would_read_on(tmp_path):
    tree = Tree(tmp_path / "site")
    for number in range(results.LISTED):
        tree.news(f"n{number}")
    told = results.summary(tree.build(), "en")
    assert told.count("\n- `") == results.LISTED
    assert "more\n" in told


# Its own files --------------------------------------------------------------------------------------------------------

GITHUB = PROJECT / ".github/workflows/publish.yml"
GITLAB = PROJECT / ".gitlab-ci.yml"


def run(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("schema", "file"), [("github-workflows", GITHUB), ("gitlab-ci", GITLAB)])
def test_a_ci_file_is_what_its_host_takes(schema, file):
    run("check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file))


def test_the_workflow_gives_nobody_a_way_in():
    tool = Path(sys.executable).parent / "zizmor"
    words = [str(tool), "--offline", "--no-progress", "--format", "plain", "--persona", "pedantic", str(GITHUB)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(GITHUB.read_text(encoding="utf-8"))
    return found


def test_only_the_job_that_publishes_may_write_and_it_runs_nothing_of_ours(workflow):
    jobs = workflow["jobs"]
    assert workflow["permissions"] == {}
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step for step in jobs["deploy"]["steps"] if "run" in step] == []
    assert "secrets." not in GITHUB.read_text(encoding="utf-8")


def test_deployments_wait_for_each_other_and_none_is_cut_short(workflow):
    assert workflow["jobs"]["deploy"]["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_actions_are_those_that_were_looked_at(workflow):
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert len(used) == 5
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", each) for each in used)


def steps(workflow: dict[Any, Any], event: str) -> list[str]:
    """The commands of the job that builds, for an event."""
    sign = "==" if event == "pull_request" else "!="
    wanted = ("", f"github.event_name {sign} 'pull_request'")
    every = workflow["jobs"]["build"]["steps"]
    return [each["run"] for each in every if "run" in each and each.get("if", "") in wanted]


def test_the_commands_of_the_workflow_work(tmp_path, workflow):
    """Its steps, run as they stand on a copy of the project, where `make` has been run already."""
    tree = Tree.real(tmp_path / "site")
    (tree.root / "build.py").write_text((PROJECT / "build.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tree.root / ".venv").symlink_to(Path(sys.executable).parent.parent)
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "GITHUB_ACTIONS": "true", "ALLOW": ""}
    env["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary.md")
    for event in ("push", "pull_request"):
        for command in steps(workflow, event):
            words = ["bash", "-e", "-c", command.replace("make", ".venv/bin/python build.py build")]
            done = subprocess.run(words, cwd=tree.root, env=env, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
    assert (tree.root / ".khao/artifact/index.html").is_file()
    assert (tree.root / ".khao/artifact/deploy.json").is_file()
    assert (tree.root / ".khao/artifact/.well-known/security.txt").is_file()
    assert (tree.root / "preview/index.html").is_file()
    assert "### เว็บไซต์" in (tmp_path / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("told", "daily", "due"),
    [
        ('{"next": ""}', "false", "false"),
        ('{"next": ""}', "true", "true"),
        ('{"next": "2001-01-01T08:30:00+07:00"}', "false", "true"),
        ('{"next": "2999-01-01T08:30:00+07:00"}', "false", "false"),
        (None, "false", "true"),
    ],
)
def test_the_schedule_builds_when_something_is_due(tmp_path, workflow, told, daily, due):
    if told is not None:
        (tmp_path / "deploy.json").write_text(told, encoding="utf-8")
    script = workflow["jobs"]["due"]["steps"][0]["run"]
    env = {**os.environ, "SITE": tmp_path.as_uri(), "DAILY": daily, "GITHUB_OUTPUT": str(tmp_path / "output")}
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], env=env, check=True, capture_output=True)
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"due={due}\n"
