"""What `why` says: the reasons that a build goes by, in words that an office understands."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
import sys

import pytest

from khao import asked, questions, site, why, work
from khao.extension import Project
from khao.lens import Answers
from khao.load import load
from khao.model import Question
from khao.why import Reasons
from khao.words import WORDS
from trees import PROJECT, Tree

TITLE = "การตั้งค่า title ใน data/site.yaml (ชื่อเว็บไซต์)"


def reasons(tree: Tree, url: str) -> Reasons:
    with work.executor(1) as pool:
        return why.why(url, tree.config(), pool, Project())


def told(tree: Tree, url: str, lang: str = "th") -> list[str]:
    """The lines that are told, without their indent."""
    return [line.strip() for line in reasons(tree, url).tell(lang).split("\n")]


@pytest.fixture
def built(tree):
    """The tiny site, built."""
    tree.build()
    return tree


# Changed --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new", "url", "th", "en"),
    [
        (
            "content/news/second.md",
            "title: ข่าวที่สอง",
            "title: ชื่อใหม่",
            "/news/2024/first/",
            [
                "เรื่องก่อนหน้าและเรื่องถัดไปของ “ข่าวแรก” (news/first) ขณะนี้: “ชื่อใหม่”",
                "เรื่องที่เกี่ยวข้องกับ “ข่าวแรก” (news/first) ไม่เกิน 4 เรื่อง ขณะนี้: “ชื่อใหม่”",
            ],
            [
                "the items before and after “ข่าวแรก” (news/first); now: “ชื่อใหม่”",
                "the items related to “ข่าวแรก” (news/first), 4 at most; now: “ชื่อใหม่”",
            ],
        ),
        (
            "content/pages/about.md",
            "เกี่ยวกับเรา",
            "ใหม่\n\nสอง",
            "/about/",
            ["ชื่อเรื่อง สรุป หรือข้อมูลอื่นในส่วนหัวของ “เกี่ยวกับ” (pages/about)", "เนื้อหาของ “เกี่ยวกับ” (pages/about)"],
            [
                "the title, summary or other front matter of “เกี่ยวกับ” (pages/about)",
                "the text of “เกี่ยวกับ” (pages/about)",
            ],
        ),
        (
            "content/news/first.md",
            "categories: [ข่าวกิจกรรม]\n",
            "",
            "/categories/activities/",
            ["รายการเรื่องในหมวด “ข่าวกิจกรรม” หน้า 1 ขณะนี้: ไม่มี"],
            ["the list of items of the category “ข่าวกิจกรรม”, page 1; now: none"],
        ),
        (
            "data/schools.yaml",
            "โรงเรียนอัลฟา",
            "โรงเรียนอัลฟาใหม่",
            "/news/2024/first/",
            ["ชื่อของ “โรงเรียนอัลฟาใหม่” (schools/alpha)"],
            ["the name of “โรงเรียนอัลฟาใหม่” (schools/alpha)"],
        ),
        (
            "data/site.yaml",
            "title: ข่าวทดสอบ",
            "title: ข่าวสตูล",
            "/about/",
            [f"{TITLE} ขณะนี้: “ข่าวสตูล”"],
            ["the setting title in data/site.yaml (the site's name); now: “ข่าวสตูล”"],
        ),
        (
            "layouts/archive.html",
            "<a",
            "<a  ",
            "/archive/",
            ["เลย์เอาต์ archive.html หรือเลย์เอาต์อื่นที่ไฟล์นี้เรียกใช้"],
            ["the layout archive.html or one that it uses"],
        ),
        (
            "content/news/first.md",
            "2567-05-01",
            "2566-05-01",
            "/archive/",
            ["ปีที่มีเรื่อง และจำนวนเรื่องของแต่ละปี"],
            ["the years that hold items, and how many each holds"],
        ),
    ],
)
def test_what_changed_is_told_in_words(built, path, old, new, url, th, en):
    built.edit(path, old, new)
    assert told(built, url) == [f"{url} จะสร้างใหม่ เพราะสิ่งต่อไปนี้ไม่เหมือนครั้งก่อน:", *th]
    assert told(built, url, "en") == [f"{url} is to be made anew, since these are not as they were last time:", *en]


def test_what_is_there_no_more_is_told_by_its_id(built):
    built.add(
        "-- content/news/third.md --\n" + "---\ntitle: สาม\ndate: 2567-05-03\n---\n\n[แรก](item:news/first)\n"
    ).build()
    built.delete("content/news/first.md")
    line = "the title, summary or other front matter of “news/first”; now: none"
    assert line in told(built, "/news/2024/third/", "en")


def test_of_a_long_list_only_the_first_are_named(built):
    built.edit("data/site.yaml", "page_size: 2", "page_size: 9").build()
    for slug in "abc":
        built.news(slug)
    lines = told(built, "/news/", "en")
    assert lines[1].endswith("in the section news, page 1; now: “ข่าว c”, “ข่าว b”, “ข่าว a” and 2 more")
    assert told(built, "/news/")[1].endswith("และอีก 2")


def test_a_long_title_is_cut(built):
    built.edit("content/news/first.md", "title: ข่าวแรก", f"title: {'ประชุมครู ' * 20}")
    assert max(map(len, told(built, "/news/2024/first/"))) < 200


# The file -------------------------------------------------------------------------------------------------------------


def test_a_file_that_is_gone_is_the_reason(built):
    (built.out / "about/index.html").unlink()
    assert told(built, "/about/")[1:] == ["ไฟล์ about/index.html หายไปจากโฟลเดอร์ของเว็บไซต์ที่สร้างแล้ว"]
    assert told(built, "/about/", "en")[1:] == ["the file about/index.html is missing from the output folder"]


def test_a_file_that_somebody_changed_is_the_reason(built):
    built.put("public/about/index.html", "mine")
    assert told(built, "/about/")[1:] == ["ไฟล์ about/index.html ในโฟลเดอร์ของเว็บไซต์ที่สร้างแล้ว ถูกแก้ไขหรือแทนที่"]
    assert told(built, "/about/", "en")[1:] == ["the file about/index.html in the output folder was edited or replaced"]
    assert built.read("about/index.html") == "mine"


def test_both_reasons_are_told(built):
    shutil.rmtree(built.out)
    built.edit("data/site.yaml", "ข่าวทดสอบ", "ข่าวสตูล")
    assert len(told(built, "/about/")) == 3


# No question changed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("since", ["the cache was deleted", "another Khao came"])
def test_without_a_record_every_page_is_made_anew(built, since, monkeypatch):
    if since == "another Khao came":
        monkeypatch.setattr(why, "salt", lambda _: "another")
    else:
        built.delete(".khao")
    assert told(built, "/about/")[0].startswith("/about/ จะสร้างใหม่เช่นเดียวกับทุกหน้า เพราะไม่มีบันทึกของการสร้างครั้งก่อน")
    assert told(built, "/about/", "en")[0].startswith(
        "/about/ is to be made anew, as every page is: there is no record"
    )


def test_a_new_page_is_told(built):
    built.news("it")
    assert told(built, "/news/2024/it/") == ["/news/2024/it/ เป็นหน้าใหม่ ยังไม่เคยสร้าง"]
    assert told(built, "/news/2024/it/", "en") == ["/news/2024/it/ is new: it has not been built yet"]


def test_a_list_that_has_grown_by_a_page_is_not_called_new(built):
    built.news("it")
    first, *rest = told(built, "/news/", "en")
    assert first.startswith("/news/ is to be made anew, since it is another page than last time")
    assert rest == ["the list of items in the section news, page 1; now: “ข่าว it”, “ข่าวที่สอง”"]


def test_a_page_that_is_not_there_is_told(built):
    assert told(built, "nope") == ["ไม่มีหน้าที่ nope"]


def test_a_page_that_is_up_to_date_tells_what_it_depends_on(built):
    assert told(built, "/tags/ประชุม") == [
        "/tags/ประชุม/ เป็นปัจจุบันแล้ว ไม่ต้องสร้างใหม่ จะสร้างใหม่เมื่อข้อมูล 3 อย่างนี้เปลี่ยนไป:",
        "รายการเรื่องที่มีป้ายกำกับ “ประชุม” หน้า 1",
        TITLE,
        "เลย์เอาต์ list.html หรือเลย์เอาต์อื่นที่ไฟล์นี้เรียกใช้",
    ]
    assert told(built, "/tags/%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%8A%E0%B8%B8%E0%B8%A1/", "en") == [
        "/tags/ประชุม/ is up to date. It is made anew when one of these 3 things changes:",
        "the list of items with the tag “ประชุม”, page 1",
        "the setting title in data/site.yaml (the site's name)",
        "the layout list.html or one that it uses",
    ]


def test_a_page_that_asks_much_is_told_in_few_lines(tree):
    asks = "".join(f"{{{{ site.count(year={year}) }}}}" for year in range(100))
    tree.edit("layouts/404.html", "%}", f"%}}{{% block main %}}{asks}{{% endblock %}}", 1).build()
    lines = told(tree, "/404.html")
    assert len(lines) == 1 + why.MOST + 1
    assert lines[-1] == "และอีก 62"
    assert told(tree, "/404.html", "en")[-1] == "and 62 more"


# The same as the build ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "edit",
    [
        lambda tree: None,
        lambda tree: tree.edit("content/news/first.md", "title: ข่าวแรก", "title: ใหม่"),
        lambda tree: tree.news("it", tags="[อบรม]"),
        lambda tree: tree.delete("content/news/second.md"),
        lambda tree: tree.edit("data/schools.yaml", "บีตา", "เบตา"),
        lambda tree: tree.edit("layouts/list.html", "<h1>", "<h1 >"),
        lambda tree: tree.delete("public/index.html").put("public/feed.xml", "mine"),
        lambda tree: tree.delete(".khao"),
        lambda tree: tree.delete("public"),
    ],
)
def test_every_page_that_is_rendered_has_a_reason_and_no_other(built, edit):
    edit(built)
    with work.executor(1) as pool:
        pages = [each.url for each in why.plan(load(built.config(), pool).site)[0]]
    found = {url for url in pages if reasons(built, url).state != "same"}
    assert found == set(built.build().rendered)


def test_why_changes_nothing(built):
    built.edit("content/news/first.md", "title: ข่าวแรก", "title: ใหม่").put("public/feed.xml", "mine")
    before = {path: path.stat().st_mtime_ns for path in built.root.rglob("*")}
    told(built, "/news/2024/first/")
    assert {path: path.stat().st_mtime_ns for path in built.root.rglob("*")} == before


# Words ----------------------------------------------------------------------------------------------------------------


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("word", WORDS)
def test_the_command_tells_the_same_facts_in_both_languages(word):
    th, en = WORDS[word]
    assert blanks(th) == blanks(en)


def test_every_question_and_every_filter_has_words():
    assert set(asked.QUESTIONS) == set(questions.QUESTIONS)
    assert set(asked.FILTERS) == site.FILTERS | {"pinned", "order", "page", "limit"}


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(said, id=f"{kind}-{name}")
        for kind, table in (("question", asked.QUESTIONS), ("filter", asked.FILTERS))
        for name, said in table.items()
    ],
)
def test_words_are_whole_in_both_languages(said):
    assert blanks(said.th) == blanks(said.en)
    assert re.search("[ก-ฮ]", said.th) or said.th == "{thing}"
    assert not re.search("[ก-๛]", said.en)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    tree = Tree(tmp_path_factory.mktemp("tiny") / "site")
    with work.executor(1) as pool:
        return Answers(load(tree.config(), pool).site)


SAID: list[tuple[str, dict[str, object], str, str]] = [
    ("items", {}, "รายการเรื่องทั้งหมด", "the list of items of the whole site"),
    ("items", {"limit": 5}, "รายการเรื่องทั้งหมด ไม่เกิน 5 เรื่อง", "the list of items of the whole site, 5 at most"),
    ("items", {"order": "pinned", "page": 2},
     "รายการเรื่องทั้งหมด โดยเรื่องที่ปักหมุดขึ้นก่อน หน้า 2",
     "the list of items of the whole site, the pinned ones first, page 2"),
    ("items", {"tag": "Open House", "lang": "en", "category": None},
     "รายการเรื่องที่เป็นภาษาอังกฤษ ที่มีป้ายกำกับ “Open House”",
     "the list of items in English, with the tag “Open House”"),
    ("items", {"school": "alpha", "affiliation": "primary", "person": "สมชาย"},
     "รายการเรื่องเกี่ยวกับสถานศึกษา “โรงเรียนอัลฟา” เกี่ยวกับสังกัด “สังกัดประถม” ที่กล่าวถึง “สมชาย”",
     "the list of items about the school “โรงเรียนอัลฟา”, about the affiliation “สังกัดประถม”, that name “สมชาย”"),
    ("items", {"record": "schools/beta"},
     "รายการเรื่องเกี่ยวกับ “โรงเรียนบีตา” (schools/beta)", "the list of items about “โรงเรียนบีตา” (schools/beta)"),
    ("items", {"record": "stem"}, "รายการเรื่องเกี่ยวกับ “stem”", "the list of items about “stem”"),
    ("count", {"year": 2024, "month": 5, "section": "news"},
     "จำนวนเรื่องประเภทข่าว เดือนพฤษภาคม ปี พ.ศ. 2567",
     "the number of items in the section news, of May, of the year 2024"),
    ("count", {"month": 13, "year": "2024"},
     "จำนวนเรื่องเดือน13 ปี พ.ศ. 2024", "the number of items of 13, of the year 2024"),
    ("count", {"fiscal_year": 2567, "pinned": False},
     "จำนวนเรื่องปีงบประมาณ 2567 ที่ไม่ได้ปักหมุด",
     "the number of items of the fiscal year 2567 BE, that are not pinned"),
    ("records", {"collection": "schools"}, "รายการในชุดข้อมูล schools", "the records of schools"),
    ("records", {"collection": "schools", "affiliation": "primary", "pilot": True},
     "รายการในชุดข้อมูล schools ที่ช่อง affiliation เป็น “สังกัดประถม” และช่อง pilot เป็น true",
     "the records of schools whose affiliation is “สังกัดประถม” and pilot is true"),
    ("record", {"collection": "people", "id": "somsri"}, "ชื่อของ “people/somsri”", "the name of “people/somsri”"),
    ("field", {"collection": "schools", "id": "beta", "name": "pilot"},
     "ช่อง pilot ของ “โรงเรียนบีตา” (schools/beta)", "the field pilot of “โรงเรียนบีตา” (schools/beta)"),
    ("fields", {"collection": "schools", "id": "beta"},
     "ข้อมูลทุกช่องของ “โรงเรียนบีตา” (schools/beta)", "all fields of “โรงเรียนบีตา” (schools/beta)"),
    ("file", {"item": "news/first", "src": "cover.jpg"},
     "ไฟล์ cover.jpg ของ “ข่าวแรก” (news/first)", "the file cover.jpg of “ข่าวแรก” (news/first)"),
    ("translations", {"id": "news/first"},
     "ฉบับภาษาอื่นของ “ข่าวแรก” (news/first)", "the translations of “ข่าวแรก” (news/first)"),
    ("recent", {"hours": 48}, "เรื่องที่เผยแพร่ใน 48 ชั่วโมงที่ผ่านมา", "what was published in the last 48 hours"),
    ("tag", {"slug": "ประชุม"}, "ป้ายกำกับ “ประชุม”", "the tag “ประชุม”"),
    ("tags", {"limit": None}, "ป้ายกำกับทั้งหมด", "all tags"),
    ("tags", {"limit": 40}, "ป้ายกำกับที่ใช้มากที่สุด 40 ป้าย", "the 40 commonest tags"),
    ("category", {"id": "none"}, "หมวด “none”", "the category “none”"),
    ("periods", {"kind": "fiscal_year"},
     "ปีงบประมาณที่มีเรื่อง และจำนวนเรื่องของแต่ละปี", "the fiscal years that hold items, and how many each holds"),
    ("collections", {}, "ชุดข้อมูลที่มีหน้าเว็บ", "the collections that have pages"),
    ("asset", {"name": "site.css"}, "ไฟล์ layouts/assets/site.css", "the file layouts/assets/site.css"),
    ("hidden", {"url": "/news/2024/%E0%B8%81/"},
     "หน้า /news/2024/ก/ ถูกระงับไว้หรือไม่ (ฉบับร่าง ยังไม่ถึงเวลา หรือหมดเวลา)",
     "whether the page /news/2024/ก/ is withheld: a draft, not due yet or expired"),
    ("withheld", {"id": "news/x"},
     "เรื่อง “news/x” ถูกระงับไว้หรือไม่ (ฉบับร่าง ยังไม่ถึงเวลา หมดเวลา หรืออ่านไม่ได้)",
     "whether “news/x” is withheld: a draft, not due yet, expired or unreadable"),
    ("urls", {"page": 1}, "ที่อยู่ในแผนผังเว็บไซต์ (sitemap) ไฟล์ที่ 1", "the addresses in the sitemap, file 1"),
    ("sitemaps", {}, "จำนวนไฟล์แผนผังเว็บไซต์ (sitemap)", "how many sitemaps there are"),
    ("document", {"id": "{x}"}, "เนื้อหาของ “{x}”", "the text of “{x}”"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "th", "en"), SAID, ids=[f"{each[0]}-{'-'.join(each[1])}" for each in SAID])
def test_a_question_with_any_arguments_is_told(tiny, name, args, th, en):
    question = Question(name, tuple(sorted(args.items())))
    assert asked.words(question, tiny.site, "th") == th
    assert asked.words(question, tiny.site, "en") == en
    asked.now(question, tiny[question], "th")


# The command ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("url", "status"), [("/about/", 0), ("/nope/", 1)])
def test_the_command_tells_it(built, url, status):
    run = ["build.py", "--root", str(built.root), "--now", "2567-06-01T12:00", "why", url, "--lang", "en"]
    done = subprocess.run([sys.executable, *run], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.startswith(f"{url} is up to date" if not status else f"There is no page at {url}")
