"""The command `new`: a draft from a title, whatever the title is, and nothing written over."""

from __future__ import annotations

import itertools
import os
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from khao import dates, frontmatter, work
from khao.audit import audit
from khao.errors import BuildError
from khao.extension import Project
from khao.head import fields
from khao.load import Load, load
from khao.messages import severity
from khao.new import Wanted, start
from terminal import Terminal, words
from trees import Tree


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path / "site")


def new(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The real command, away from a terminal."""
    env = {**os.environ, "GITHUB_ACTIONS": ""}
    run = words(root, *args)
    return subprocess.run(
        run, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", env=env, check=False, timeout=60
    )


def loaded(tree: Tree) -> Load:
    return load(tree.config(drafts=True, future=True), work.Inline())


def began(tree: Tree, **said: object) -> str:
    """Start an item, and give the text of its file."""
    wanted = Wanted(**{"title": "ประชุมครู", **said})  # type: ignore[arg-type]
    return (tree.root / start(tree.root, wanted, loaded(tree), "th")).read_text(encoding="utf-8")


def troubles(tree: Tree) -> set[str]:
    """What is wrong with the tree but for `second.md`, which has no category."""
    found = audit(tree.config(), work.Inline(), Project())
    return {each.rule for each in found if severity(each.rule) != "note" and "second.md" not in each.place.path}


# What is written -----------------------------------------------------------------------------------------------------


def test_a_title_is_enough(tree):
    said = new(tree.root, "ประชุมครู")
    assert said.returncode == 0, said.stderr
    assert "content/news/ประชุมครู/index.md" in said.stdout
    item = loaded(tree).site.items["news/ประชุมครู"]
    assert (item.title, item.draft, item.date) == ("ประชุมครู", True, dates.parse("2567-06-01"))
    assert len(tree.build().rendered) > 0
    assert not tree.has("news/2024/ประชุมครู/index.html")


TITLES = (
    'ประชุม "ครู"',
    "ข่าว: #1 ของปี",
    "- รายการ",
    "no",
    "null",
    "12:30",
    "2567",
    "2567-13-45",
    "---",
    "0x1F",
    "“เปิดงาน” ที่สตูล",
    "🎉🎉",
    "[ก, ข] {ค}",
    "'เดี่ยว'",
    "100 %",
    "@ครู `โค้ด`",
    "con",
    "น้ำ" * 150,
    "A title in English",
    "back\\slash \\n",
)


@pytest.mark.parametrize("title", TITLES)
def test_whatever_the_title_is_it_is_read_again(tree, title):
    began(tree, title=title)
    items = [each for each in loaded(tree).site.items.values() if each.draft]
    assert [each.title for each in items] == [title]
    assert troubles(tree) == {"category-none"}  # That is still to be chosen.


CHOICES = {
    "section": ("news", "reports", "pages"),
    "single": (False, True),
    "categories": ((), ("ข่าวกิจกรรม", "announcements")),
    "schools": ((), ("alpha",)),
    "affiliations": ((), ("primary",)),
    "slug": ("", "my-item"),
    "date": ("", "13 พ.ค. 67 เวลา 09.30 น."),
}


@pytest.mark.parametrize("values", [*itertools.product(*CHOICES.values())])
def test_every_combination_is_sound(tree, values):
    said = dict(zip(CHOICES, values, strict=True))
    began(tree, **said)
    assert troubles(tree) <= ({"category-none"} if not said["categories"] else set())


@pytest.mark.parametrize("lang", ["th", "en"])
def test_each_field_is_there_with_its_meaning_and_can_be_used(tree, lang):
    path = start(tree.root, Wanted("ประชุมครู"), loaded(tree), lang)
    text = (tree.root / path).read_text(encoding="utf-8")
    known = loaded(tree).known
    for each in fields(known):
        assert f"{each.name}: " in text
        if each.name != "draft":
            assert (each.en if lang == "en" else each.th) in text
    free = {"venue", "summary", "tags", "credit", "updated", "publish", "expires", "pinned", "lang", "people"}
    lines = [line[2:] if line[2:].partition(":")[0] in free else line for line in text.split("\n")]
    item = frontmatter.read(path, "\n".join(lines), known).item
    assert item is not None
    assert (item.venue, item.tags, item.pinned) == ("ห้องประชุม", ("นวัตกรรม", "ประชุม"), True)


def test_what_may_be_chosen_stands_in_the_file(tree):
    text = began(tree)
    assert "ข่าวกิจกรรม, ประกาศ" in text
    assert "alpha (โรงเรียนอัลฟา)" in text


# Where it is written --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "path"),
    [
        ("content/news/2566/a.md", "content/news/2567/ประชุมครู/index.md"),
        ("content/news/2023/a.md", "content/news/2024/ประชุมครู/index.md"),
        ("content/news/a.md", "content/news/ประชุมครู/index.md"),
        ("content/reports/a.md", "content/news/2567/ประชุมครู/index.md"),
    ],
)
def test_years_have_folders_where_they_had_before(tree, there, path):
    for old in ("first", "second"):
        tree.delete(f"content/news/{old}.md")
    tree.put(there, "---\ntitle: ก\ndate: 2566-01-01\n---\nก\n")
    assert start(tree.root, Wanted("ประชุมครู"), loaded(tree), "th") == path


def test_a_second_item_of_a_name_gets_another(tree):
    paths = [start(tree.root, Wanted("ประชุมครู"), loaded(tree), "th") for _ in "abc"]
    assert [path.split("/")[2] for path in paths] == ["ประชุมครู", "ประชุมครู-2", "ประชุมครู-3"]
    assert len(loaded(tree).site.items) == 3 + 3


def test_a_folder_of_photos_becomes_the_items(tree):
    tree.put("content/news/open-day/photo.jpg", b"")
    assert start(tree.root, Wanted("งาน", slug="open-day"), loaded(tree), "th") == "content/news/open-day/index.md"


@pytest.mark.parametrize("there", ["first", "FIRST"])
def test_nothing_is_written_over(tree, there):
    before = {path: path.read_bytes() for path in tree.root.rglob("*.md")}
    with pytest.raises(BuildError) as caught:
        start(tree.root, Wanted("ก", slug=there, date="2567-01-01"), loaded(tree), "th")
    assert {each.rule for each in caught.value.problems} <= {"new-exists", "new-taken"}
    assert {path: path.read_bytes() for path in tree.root.rglob("*.md")} == before


def test_a_page_may_not_take_the_place_of_a_list(tree):
    with pytest.raises(BuildError) as caught:
        start(tree.root, Wanted("ก", section="pages", slug="schools"), loaded(tree), "th")
    assert [each.rule for each in caught.value.problems] == ["new-taken"]


def test_a_folder_that_cant_be_written_to_is_a_problem(tree):
    tree.put("content/reports", b"")
    with pytest.raises(BuildError) as caught:
        start(tree.root, Wanted("ก", section="reports"), loaded(tree), "th")
    assert [each.rule for each in caught.value.problems] == ["new-unwritable"]


def test_a_national_id_does_not_get_into_a_file(tree):
    with pytest.raises(BuildError):
        began(tree, title="1101700230708")
    assert not list(tree.root.rglob("110*"))


# The command ----------------------------------------------------------------------------------------------------------


def test_names_do_as_well_as_ids(tree):
    said = new(
        tree.root, "งาน", "--school", "โรงเรียนอัลฟา", "--category", "ประกาศ", "--affiliation", "สังกัดประถม", "--slug", "n"
    )
    assert said.returncode == 0, said.stderr
    item = loaded(tree).site.items["news/n"]
    assert (item.schools, item.affiliations, item.categories) == (("alpha",), ("primary",), ("announcements",))


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "new-untitled"),
        (["ก", "--category", "ประกาด"], "ประกาศ"),
        (["ก", "--school", "alpah"], "alpha"),
        (["ก", "--affiliation", "primry"], "primary"),
        (["ก", "--date", "2567-02-30"], "date-impossible"),
        (["ก", "--slug", "ก ข"], "slug-bad"),
        ([" "], "new-untitled"),
    ],
)
def test_wrong_use_is_told_with_what_was_meant(tree, args, told):
    before = sorted(tree.root.rglob("*"))
    said = new(tree.root, *args)
    assert said.returncode == 2
    assert told in said.stderr
    assert "Traceback" not in said.stderr
    assert sorted(each for each in tree.root.rglob("*") if ".khao" not in each.parts) == before


def test_faults_elsewhere_do_not_keep_anybody_from_writing(tree):
    tree.put("content/news/broken.md", "---\ntitle: [\n---\n").put("data/site.yaml", "title: ข่าว\n")
    assert new(tree.root, "ประชุมครู").returncode == 0


# At a terminal --------------------------------------------------------------------------------------------------------


def test_somebody_who_is_asked_gets_what_they_chose(tree):
    at = Terminal(tree.root)
    at.until("ชื่อเรื่อง: ")
    at.type("\n")  # A title there must be.
    at.until("ชื่อเรื่อง: ")
    at.type("ประชุมครู\n")
    at.until("[1]: ")
    at.type("9\n")
    at.until("[1]: ")
    at.type("2\n")
    at.until("[1 มิถุนายน 2567]: ")
    at.type("32 พ.ค. 67\n")
    assert "32" in at.until("[1 มิถุนายน 2567]: ")
    at.type("13 พ.ค. 67\n")
    at.until("Enter เพื่อข้าม: ")
    at.type("2, ข่าวกิจกรรม\n")
    at.until("เมื่อครบแล้ว: ")
    at.type("โรงเรียน\n")
    at.until("[1]: ")
    at.type("1\n")
    at.until("เมื่อครบแล้ว: ")
    at.type("ไม่มีชื่อนี้\n")
    at.until("เมื่อครบแล้ว: ")
    at.type("ฟา\n")
    at.until("เมื่อครบแล้ว: ")
    at.type("\n")
    at.until("[ประชุมครู]: ")
    at.type("teachers\n")
    at.until("content/reports/2567/teachers/index.md")
    assert at.status() == 0
    item = loaded(tree).site.items["reports/2567/teachers"]
    assert item.date == dates.parse("2567-05-13")
    assert item.categories == ("announcements", "activities")
    assert set(item.schools) == {"alpha", "beta"}


@pytest.mark.parametrize("end", ["\x03", "\x04"])
def test_whoever_stops_leaves_nothing_behind(tree, end):
    at = Terminal(tree.root, "ประชุมครู")
    at.until("[1]: ")
    at.type("1\n")
    at.until("]: ")
    while at.process.poll() is None:
        # An interrupt between a question and the look for its answer waits for the next key.
        at.type(end)
        time.sleep(0.2)
    assert at.status() == 130
    assert not list(tree.root.rglob("ประชุมครู*"))


def test_enter_alone_is_enough(tree):
    at = Terminal(tree.root, "ประชุมครู")
    for _ in range(4):
        at.until(": ")
        at.type("\n")
    at.until("[ประชุมครู]: ")
    at.type("\n")
    assert at.status() == 0
    assert replace(loaded(tree).site.items["news/ประชุมครู"], summary="").categories == ()
