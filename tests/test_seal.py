"""A build with nothing to do is told from file times alone, and never when anything may have changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from khao import dates, seal, work
from khao.build import build
from khao.results import Report
from trees import PROJECT, Tree


def settle(tree: Tree) -> None:
    """Let the clock go on, so that files count as older than the build that reads them."""
    fine = (tree.root / "data/site.yaml").stat().st_ctime_ns % 1_000_000
    time.sleep(0.12 if fine else 2.2)


@pytest.fixture
def sealed(tree: Tree) -> Tree:
    tree.news("later", date="2567-06-20")
    settle(tree)
    tree.build()
    assert whole(tree)
    return tree


def unbroken(tree: Tree, **options: object) -> Report | None:
    """What the seal tells, if it tells that there is nothing to do."""
    config = tree.config(**options)
    found = seal.last(config, "")
    same = found and seal.untouched(config, found)() and found.edited(seal.stamp(config, "")) == ()
    return found.report if found and same else None


def whole(tree: Tree, **options: object) -> bool:
    return unbroken(tree, **options) is not None


def test_the_seal_tells_what_the_build_would(sealed):
    built, told = build(sealed.config(), work.Inline()), unbroken(sealed)
    assert told is not None
    assert (told.pages, told.rendered, told.notes) == (built.pages, (), built.notes)
    assert told.next_change == built.next_change
    assert told.changes.kept == built.changes.kept


EDITS = {
    "a body": lambda tree: tree.edit("content/news/first.md", "แรก", "แลก"),
    "a new file": lambda tree: tree.news("new"),
    "a deleted file": lambda tree: tree.delete("content/news/second.md"),
    "a renamed file": lambda tree: (tree.root / "content/news/first.md").rename(tree.root / "content/news/other.md"),
    "a layout": lambda tree: tree.edit("layouts/list.html", "<h1>", "<h1> "),
    "a school": lambda tree: tree.edit("data/schools.yaml", "อัลฟา", "อัลฟ่า"),
    "a setting": lambda tree: tree.edit("data/site.yaml", "page_size: 2", "page_size: 3"),
    "a published page": lambda tree: (tree.out / "index.html").write_text("x", encoding="utf-8"),
    "a lost page": lambda tree: (tree.out / "index.html").unlink(),
    "a lost output": lambda tree: shutil.rmtree(tree.out),
    "a folder that went": lambda tree: shutil.rmtree(tree.root / "data"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_any_change_breaks_the_seal(sealed, edit):
    EDITS[edit](sealed)
    assert not whole(sealed)


def test_another_process_may_look_at_the_output(sealed):
    run = [sys.executable, str(PROJECT / "build.py"), "--root", str(sealed.root), "--jobs", "2", "--lang", "en"]
    run += ["--now", "2567-06-01T12:00"]
    page, before = sealed.out / "index.html", sealed.files()
    for rendered in ("0", "1", "0"):
        done = subprocess.run(run, cwd=PROJECT, capture_output=True, encoding="utf-8", check=True)
        assert f"rendered {rendered} ·" in done.stdout
        assert sealed.files() == before
        if rendered == "0":
            page.write_text("x", encoding="utf-8")


def test_what_python_caches_of_khao_is_no_change(sealed):
    cache = Path(seal.__file__).parent / "__pycache__" / "none.pyc"
    cache.parent.mkdir(exist_ok=True)
    cache.write_bytes(b"")
    cache.unlink()
    assert whole(sealed)


def test_a_change_that_hides_its_time_and_size_breaks_the_seal(sealed):
    path = sealed.root / "content/news/first.md"
    before = path.stat()
    sealed.edit("content/news/first.md", "แรก", "แลก")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert not whole(sealed)


def test_what_a_link_leads_to_counts(tree):
    tree.put("content/texts/real.txt", "---\ntitle: ก\ndate: 2567-05-05\n---\n\nก\n")
    (tree.root / "content/news/linked.md").symlink_to(tree.root / "content/texts/real.txt")
    settle(tree)
    tree.build()
    assert whole(tree)
    tree.edit("content/texts/real.txt", "\nก\n", "\nข\n")
    assert not whole(tree)


@pytest.mark.parametrize("options", [{"drafts": True}, {"future": True}])
def test_another_way_to_build_breaks_the_seal(sealed, options):
    assert not whole(sealed, **options)


def test_a_clean_build_heeds_no_seal(sealed):
    assert len(sealed.build(clean=True).rendered) == sealed.build().pages


def test_time_breaks_the_seal_when_it_changes_something(sealed):
    sealed.now = dates.parse("2567-06-19 23:59")
    assert whole(sealed)
    sealed.now = dates.parse("2567-06-20")
    assert not whole(sealed)
    sealed.now = dates.parse("2567-05-31")
    assert not whole(sealed)


def test_news_that_is_recent_no_more_breaks_the_seal(tree):
    tree.news("new", date="2567-05-31")
    settle(tree)
    tree.build()
    tree.now = dates.parse("2567-06-01 23:59")
    assert whole(tree)
    tree.now = dates.parse("2567-06-02")
    assert not whole(tree)


def test_a_promise_for_a_time_is_renewed_with_the_month(tree):
    tree.put("layouts/robots.txt", "{{ site.horizon().date() }}\n")
    settle(tree)
    tree.build()
    assert tree.read("robots.txt") == "2025-05-01\n"
    tree.now = dates.parse("2567-06-30 23:59")
    assert whole(tree)
    tree.now = dates.parse("2567-07-01")
    assert not whole(tree)
    assert tree.build().rendered == ("/robots.txt",)
    assert tree.read("robots.txt") == "2025-06-01\n"


def test_a_file_saved_while_the_build_begins_leaves_no_seal(tree):
    settle(tree)
    tree.build()
    tree.edit("content/news/first.md", "แรก", "แลก").build()
    assert not whole(tree)
    settle(tree)
    assert tree.build().rendered == ()
    assert whole(tree)


def test_another_output_folder_has_a_seal_of_its_own(sealed, tmp_path):
    other = tmp_path / "other"
    assert not whole(sealed, output=other)
    sealed.build(output=other)
    assert whole(sealed, output=other)
    assert whole(sealed)


@pytest.mark.parametrize("damage", ["", "{}", "[]", "null", '{"since": 5}', "\0\0"])
def test_a_damaged_seal_is_none(sealed, damage):
    for path in (sealed.root / ".khao").glob("seal-*"):
        path.write_text(damage, encoding="utf-8")
    assert not whole(sealed)


def test_a_build_that_fails_leaves_the_seal_broken_by_its_cause(sealed):
    sealed.edit("content/news/first.md", "title: ข่าวแรก", "titel: ข่าวแรก")
    sealed.problems()
    assert not whole(sealed)
