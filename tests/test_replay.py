"""A body's edit is made from what is remembered, as a whole build would make it; what needs more gets a whole build."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import time

import pytest

import khao.build
from trees import Tree


def settle(tree: Tree) -> None:
    """Let the clock go on, so that files count as older than the build that reads them."""
    fine = (tree.root / "data/site.yaml").stat().st_ctime_ns % 1_000_000
    time.sleep(0.06 if fine else 2.1)


def clean(tree: Tree) -> dict[str, bytes]:
    """What a clean build of the same sources gives."""
    other = Tree(tree.root.parent / "clean", "")
    shutil.rmtree(other.root, ignore_errors=True)
    for name in ("content", "data", "layouts"):
        shutil.copytree(tree.root / name, other.root / name)
    other.build()
    return other.files()


@pytest.fixture
def built(tree: Tree) -> Tree:
    tree.news("second", "## หัวข้อ\n\nเนื้อข่าวที่สอง [แรก](first.md)", schools="[alpha]", summary="สรุป")
    settle(tree)
    tree.build()
    return tree


@pytest.fixture
def whole(monkeypatch) -> list[int]:
    """One entry for each whole build."""
    calls: list[int] = []
    real = khao.build.build

    def counted(*args, **options):
        calls.append(1)
        return real(*args, **options)

    monkeypatch.setattr(khao.build, "build", counted)
    return calls


BODIES = {
    "words": lambda tree: tree.edit("content/news/second.md", "ที่สอง", "ที่สองแก้ไข"),
    "a paragraph": lambda tree: tree.edit("content/news/second.md", "ที่สอง", "ที่สอง\n\nย่อหน้าใหม่"),
    "a link to elsewhere": lambda tree: tree.edit("content/news/second.md", "ที่สอง", "[ที่สอง](https://example.go.th/)"),
    "a link lost": lambda tree: tree.edit("content/news/second.md", "[แรก](first.md)", ""),
    "a heading more": lambda tree: tree.edit("content/news/second.md", "ที่สอง", "ที่สอง\n\n## อีกหัวข้อ\n\nก"),
    "a body that Python-Markdown makes": lambda tree: tree.edit("content/news/second.md", "ที่สอง", "*ที่สอง* `x`"),
    "touched": lambda tree: (tree.root / "content/news/second.md").touch(),
}


@pytest.mark.parametrize("edit", BODIES)
def test_an_edit_of_a_body_needs_no_whole_build(built, whole, edit):
    BODIES[edit](built)
    report = built.build()
    assert whole == []
    assert report.rendered == (() if edit == "touched" else ("/news/2024/second/",))
    assert len([path for path in report.changes.changed if path.endswith(".html")]) == len(report.rendered)
    assert built.files() == clean(built)
    assert built.build().rendered == ()
    assert whole == [1]  # The clean build's.


def test_bodies_edited_together_need_no_whole_build(built, whole):
    built.edit("content/news/second.md", "ที่สอง", "สาม").edit("content/pages/about.md", "เรา", "เรา\n\nย่อหน้าใหม่")
    report = built.build()
    assert whole == []
    assert set(report.rendered) == {"/news/2024/second/", "/about/"}
    assert built.files() == clean(built)


@pytest.mark.parametrize(
    ("at", "searched"), [(1, False), (2, False), (3, False), *((at, True) for at in (1, 2, 3, 4, 6))]
)
def test_a_replay_that_is_cut_off_is_finished_or_undone(built, monkeypatch, at, searched):
    if not searched:
        built.put("layouts/search.html", '{% extends "base.html" %}').build()
        settle(built)
        built.build()
    before = built.files()
    built.edit("content/news/second.md", "ที่สอง", "สาม")
    real, calls = os.replace, itertools.count(1)

    def cut_off(*paths: object) -> None:
        if next(calls) == at:
            raise KeyboardInterrupt
        real(*paths)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", cut_off)
        with pytest.raises(KeyboardInterrupt):
            built.build()
    left, now = built.files(), clean(built)
    if searched:  # Several files: a journal tells the next build how to go on.
        assert all(data in (before.get(path), now.get(path)) for path, data in left.items())
    else:
        assert left == (before if at == 1 else now)
    built.build()
    assert built.files() == now


def test_a_page_behind_a_link_is_not_written_through_it(built, tmp_path):
    shutil.move(built.out / "news", tmp_path / "elsewhere")
    (built.out / "news").symlink_to(tmp_path / "elsewhere")
    before = {path: path.read_bytes() for path in (tmp_path / "elsewhere").rglob("*.html")}
    built.edit("content/news/second.md", "ที่สอง", "สาม")
    assert built.problems() == {"output-in-the-way": [str(built.out / "news")]}
    assert {path: path.read_bytes() for path in (tmp_path / "elsewhere").rglob("*.html")} == before


def test_a_whole_build_goes_on_where_a_replay_ended(built, whole):
    built.edit("content/news/second.md", "ที่สอง", "สาม").build()
    assert whole == []
    settle(built)
    built.edit("data/schools.yaml", "อัลฟา", "อัลฟ่า")
    report = built.build()
    assert whole == [1]
    assert "/" in report.rendered or "/schools/alpha/" in report.rendered
    assert built.files() == clean(built)


MORE = {
    "a title": lambda tree: tree.edit("content/news/second.md", "title: ข่าว second", "title: ชื่อใหม่"),
    "a draft": lambda tree: tree.edit("content/news/second.md", "title:", "draft: true\ntitle:"),
    "a summary taken from the body": lambda tree: tree.edit("content/news/first.md", "แรก", "แลก"),
    "faulty typing": lambda tree: tree.edit("content/news/second.md", "ที่สอง", "เเละ"),
    "a link to another page": lambda tree: tree.edit("content/news/second.md", "ที่สอง", "[ค](school:alpha)"),
    "a heading less": lambda tree: tree.edit("content/news/second.md", "## หัวข้อ", "หัวข้อ"),
    "a new file": lambda tree: tree.news("third"),
    "a lost file": lambda tree: tree.delete("content/news/second.md"),
    "a layout": lambda tree: tree.edit("layouts/list.html", "<h1>", "<h1> "),
    "a setting": lambda tree: tree.edit("data/site.yaml", "page_size: 2", "page_size: 3"),
    "a lost page": lambda tree: (tree.out / "index.html").unlink(),
    "an altered page": lambda tree: (tree.out / "news/2024/second/index.html").write_text("x", encoding="utf-8"),
}


@pytest.mark.parametrize("edit", MORE)
def test_whatever_needs_more_gets_a_whole_build(built, whole, edit):
    built.edit("content/news/second.md", "เนื้อข่าว", "เนื้อหาข่าว")
    MORE[edit](built)
    built.build()
    assert whole == [1]
    assert built.files() == clean(built)


def test_a_body_that_another_page_shows_too_gets_a_whole_build(tree, whole):
    tree.put("layouts/404.html", "{{ site.document(site.item('news/second')).html }}")
    tree.news("second", summary="สรุป")
    settle(tree)
    tree.build()
    tree.edit("content/news/second.md", "เนื้อข่าว", "ใหม่")
    assert set(tree.build().rendered) == {"/404.html", "/news/2024/second/"}
    assert whole == [1, 1]
    assert tree.files() == clean(tree)


def test_what_another_output_folder_knows_already_is_not_taken_for_known(built, whole):
    built.edit("content/news/second.md", "title: ข่าว second", "title: ชื่อใหม่")
    built.build(output=built.root / "elsewhere")
    settle(built)
    whole.clear()
    built.build()
    assert whole == [1]
    assert built.files() == clean(built)


def test_a_broken_link_is_told_as_a_whole_build_tells_it(built):
    built.edit("content/news/second.md", "(first.md)", "(frist.md)")
    assert "link-broken-near" in built.problems()
    built.edit("content/news/second.md", "(frist.md)", "(first.md)").build()
    assert built.files() == clean(built)


def test_a_replay_that_finds_no_heads_leaves_all_to_a_whole_build(built, whole):
    built.edit("content/news/second.md", "ที่สอง", "สาม")
    (built.root / ".khao/heads.sqlite").unlink()
    built.build()
    assert whole == [1]
    assert built.files() == clean(built)


def test_flipped_bytes_make_a_slower_build_never_a_wrong_one(built):
    dice = random.Random(7)  # noqa: S311 — places, not secrets
    for number in range(30):
        name = dice.choice(["record.sqlite", "heads.sqlite", next((built.root / ".khao").glob("seal-*")).name])
        path = built.root / ".khao" / name
        data = bytearray(path.read_bytes())
        for _ in range(dice.choice([1, 1, 20])):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        built.edit("content/news/second.md", "ข่าวที่สอง", f"ข่าวที่สอง {number}", 1)
        path.write_bytes(data)
        built.build()
        assert built.files() == clean(built)
