"""A head that was kept is the head that reading the file again would give."""

from __future__ import annotations

import os

import pytest

from khao import frontmatter, heads, load, work
from khao.head import Known
from samples import rich
from trees import Tree


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return rich(tmp_path_factory.mktemp("heads") / "site")


def test_every_field_survives_being_kept(tree):
    found = load.load(tree.config(drafts=True, future=True), work.Inline())
    assert found.heads.kept
    again = load.load(tree.config(drafts=True, future=True), work.Inline(), found.heads)
    assert again.site.items == found.site.items
    assert again.site.parts == found.site.parts
    assert again.heads.kept == found.heads.kept


def test_a_kept_head_is_what_was_read():
    text = "---\ntitle: ก\ndate: 2567-05-05\nphotos: [{src: a.jpg, alt: ข}]\n---\n\nค\n"
    loaded = frontmatter.read("content/news/a.md", text, Known())
    kept = heads.keep(loaded, (1, 2, 3), "mark")
    assert kept
    assert heads.kept(heads.row(kept)) == kept
    assert heads.unpack("content/news/a.md", kept) == loaded


def test_a_file_that_said_something_is_read_again():
    text = "---\ntitle: ก\ndate: 2567-05-05\n---\n\nเเม่\n"
    assert heads.keep(frontmatter.read("content/news/a.md", text, Known()), (1, 2, 3), "mark") is None


def test_what_a_front_matter_refers_to_is_judged_anew(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.build()
    tree.edit("data/schools.yaml", "id: alpha", "id: gamma")
    assert (
        tree.problems() == {"record-unknown-near": ["content/news/first.md:6:11"]}
        or "record-unknown" in tree.problems()
    )


def test_an_item_follows_its_school_to_another_affiliation(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.edit("data/schools.yaml", "pilot_schools: 1}", "}\n  - {id: other, name: สังกัดอื่น}").build()
    tree.edit("data/schools.yaml", "affiliation: primary, pilot: true", "affiliation: other, pilot: false")
    tree.build()
    assert "/news/2024/first/" in tree.read("affiliations/other/index.html")
    assert "/news/2024/first/" not in tree.read("affiliations/primary/index.html")


def test_an_edit_that_hides_its_time_and_size_is_seen(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.build()
    path = tree.root / "content/news/first.md"
    before = path.stat()
    tree.edit("content/news/first.md", "title: ข่าวแรก", "title: ข่าวแลก")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    tree.build()
    assert "ข่าวแลก" in tree.read("news/2024/first/index.html")


def test_a_new_checkout_with_other_times_reads_no_head_again(tmp_path, monkeypatch):
    tree = Tree(tmp_path / "site")
    found = load.load(tree.config(), work.Inline())
    for path in tree.root.rglob("*.md"):
        os.utime(path)
    monkeypatch.setattr(frontmatter, "read", lambda *_: pytest.fail("a head was read again"))
    assert load.load(tree.config(), work.Inline(), found.heads).site.items == found.site.items


@pytest.mark.parametrize("damage", ["", "x", "{}", "[]", "[1, 2, 3]", "null"])
def test_damaged_heads_are_none(tmp_path, damage):
    tree = Tree(tmp_path / "site")
    tree.build()
    clean = tree.files()
    (tree.root / ".khao/heads.sqlite").write_text(damage, encoding="utf-8")
    assert tree.build().rendered == ()
    assert tree.files() == clean
