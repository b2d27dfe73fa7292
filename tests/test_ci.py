"""What CI is told of a build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
