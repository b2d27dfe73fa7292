"""What is published, when, and where: the newsroom's model."""

from __future__ import annotations

import json

import pytest

from khao import dates
from khao.extension import Project
from khao.model import Page
from trees import Tree


def listed(tree: Tree, file: str, url: str) -> bool:
    return f'href="{url}"' in tree.read(file)


def test_items_pages_and_records_stand_at_their_urls(tree):
    tree.put("content/reports/2567/ประเมิน/index.md", "---\ntitle: รายงาน\ndate: 1 ก.พ. 2567\n---\n\nเนื้อ\n")
    tree.build()
    for file in (
        "index.html",
        "news/2024/first/index.html",
        "reports/2024/ประเมิน/index.html",
        "about/index.html",
        "schools/alpha/index.html",
        "affiliations/primary/index.html",
        "schools/index.html",
        "categories/activities/index.html",
        "tags/ประชุม/index.html",
        "archive/2024/05/index.html",
        "archive/fiscal/2567/index.html",
        "archive/academic/2566/index.html",
        "feed.xml",
        "categories/activities/feed.json",
        "schools/alpha/feed.xml",
        "sitemap.xml",
        "news-sitemap.xml",
        "robots.txt",
        "404.html",
        "search/index.html",
        "data/schools.csv",
        "data/affiliations.json",
    ):
        assert tree.has(file), file


def test_the_slug_and_the_year_make_the_url(tree):
    tree.news("ข่าวที่หนึ่ง", date="31 ธ.ค. 2566").edit("content/news/first.md", "---\n", "---\nslug: ชื่ออื่น\n", 1)
    tree.build()
    assert tree.has("news/2023/ข่าวที่หนึ่ง/index.html")
    assert tree.has("news/2024/ชื่ออื่น/index.html")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ({}, True),
        ({"draft": "true"}, False),
        ({"draft": "false"}, True),
        ({"date": "2567-06-02"}, False),
        ({"date": "2567-06-02", "publish": "2567-05-30"}, True),
        ({"publish": "2567-06-01 12:00"}, True),
        ({"publish": "2567-06-01 12:01"}, False),
        ({"expires": "2567-06-01 12:00"}, False),
        ({"expires": "2567-06-01 12:01"}, True),
    ],
)
def test_draft_publish_and_expires_decide_what_exists(tree, head, published):
    tree.news("it", **head).build()
    assert tree.has("news/2024/it/index.html") == published
    assert listed(tree, "index.html", "/news/2024/it/") == published
    assert ("/news/2024/it/" in tree.read("sitemap.xml")) == published


def test_drafts_and_future_items_can_be_asked_for(tree):
    tree.news("draft", draft="true").news("later", date="2568-01-01").news("gone", expires="2567-05-20")
    tree.build(drafts=True, future=True)
    assert tree.has("news/2024/draft/index.html")
    assert tree.has("news/2025/later/index.html")
    assert not tree.has("news/2024/gone/index.html")


def test_lists_are_paged_newest_first_with_the_pinned_first_on_the_front_page(tree):
    tree.news("old", date="2560-01-01", pinned="true").build()
    front = tree.read("index.html")
    assert front.index("/news/2017/old/") < front.index("/news/2024/second/")
    assert listed(tree, "page/2/index.html", "/news/2024/first/")
    assert listed(tree, "news/page/2/index.html", "/news/2017/old/")
    assert not tree.has("page/3/index.html")


def test_an_affiliation_has_the_news_of_its_schools(tree):
    tree.build()
    assert listed(tree, "affiliations/primary/index.html", "/news/2024/first/")
    assert not listed(tree, "affiliations/primary/index.html", "/news/2024/second/")
    assert "สังกัดประถม" in tree.read("news/2024/first/index.html")


def test_spellings_of_a_tag_are_one_tag_named_by_the_commonest(tree):
    tree.news("a", tags="[Open House]").news("b", tags="[open house]").news("c", tags="[Open House]").build()
    assert "Open House 3" in tree.read("tags/index.html")
    assert listed(tree, "tags/open-house/index.html", "/news/2024/c/")


def test_related_items_share_most_and_lie_nearest(tree):
    tree.news("near", date="2567-05-01", schools="[alpha]", tags="[ประชุม]")
    tree.news("far", date="2550-05-01", schools="[alpha]").build()
    page = tree.read("news/2024/first/index.html")
    related = page[page.index("</h1>") :].rpartition("/news/2007/far/")
    assert "/news/2024/near/" in related[0]
    assert "/news/2024/second/" in related[2]


def test_any_other_collection_gets_pages_through_its_layout(tree):
    tree.put("data/programmes.yaml", "programmes:\n  - {id: stem, name: โครงการสะเต็ม, budget: '0712'}\n")
    tree.put(
        "layouts/programmes.html",
        '{% extends "list.html" %}{% block main %}{% set it = site.record("programmes", page.subject) %}'
        "<h1>{{ it.name }}</h1>{{ it.budget }}{{ super() }}{% endblock %}\n",
    )
    tree.news("a", programmes="[stem]").build()
    page = tree.read("programmes/stem/index.html")
    assert "โครงการสะเต็ม" in page
    assert "0712" in page
    assert "/news/2024/a/" in page
    assert tree.has("programmes/index.html")
    assert json.loads(tree.read("data/programmes.json")) == ["โครงการสะเต็ม"]


def test_a_collection_without_layout_has_no_pages_but_may_be_referred_to(tree):
    tree.put("data/programmes.yaml", "- {id: stem, name: โครงการสะเต็ม}\n").news("a", programmes="[stem]").build()
    assert not tree.has("programmes/stem/index.html")
    assert tree.news("a", programmes="[stam]").problems() == {"record-unknown-near": ["content/news/a.md:4:14"]}


def test_people_may_be_names_with_positions_or_records(tree):
    tree.put("data/people.yaml", "people:\n  - {id: somchai, name: สมชาย ตัวอย่าง}\n")
    tree.put("layouts/people.html", '{% extends "list.html" %}\n')
    tree.news("a", people="[somchai, {name: สมหญิง ตัวอย่าง, position: ครู}]").build()
    assert "/news/2024/a/" in tree.read("people/somchai/index.html")


def test_aliases_lead_to_the_item_of_today(tree):
    tree.news("a", aliases="[/old/news.html, /เก่า/ข่าว, '/node/1']").build()
    for file in ("old/news.html", "เก่า/ข่าว/index.html", "node/1/index.html"):
        assert "/news/2024/a/" in tree.read(file)


def test_links_of_each_kind_lead_where_they_say(tree):
    tree.put("content/news/bundle/form.pdf", b"%PDF-1.4 test")
    links = (
        "[ข่าว](../first.md) [หน้า](../../pages/about.md#หัวข้อ) [โรงเรียน](school:alpha) [](affiliation:primary) "
        "[ป้าย](tag:ประชุม) [หมวด](category:activities) [ถาวร](item:perm) [แบบ](form.pdf) [ตรง](/news/2024/first/) "
        "[นอก](https://example.org/a?b=1&c=2) [เมล](mailto:a@example.org)"
    )
    tree.put("content/news/bundle/index.md", f"---\ntitle: ลิงก์\ndate: 2567-05-05\n---\n\n{links}\n")
    tree.news("p", id="perm").edit("content/pages/about.md", "เกี่ยวกับเรา", "## หัวข้อ\n\nเกี่ยวกับเรา")
    tree.build()
    page = tree.read("news/2024/bundle/index.html")
    for target in (
        "/news/2024/first/",
        "/about/#หัวข้อ",
        "/schools/alpha/",
        "/categories/activities/",
        "/news/2024/p/",
        "/news/2024/bundle/form.pdf",
        "https://example.org/a?b=1&amp;c=2",
        "mailto:a@example.org",
    ):
        assert f'href="{target}"' in page, target
    assert '<a href="/affiliations/primary/">สังกัดประถม</a>' in page
    assert (tree.out / "news/2024/bundle/form.pdf").read_bytes() == b"%PDF-1.4 test"


def test_a_link_to_what_is_not_published_stays_as_text_and_stops_nothing(tree):
    tree.news("hidden", draft="true").news("a", body="[ร่าง](hidden.md) [ร่าง](/news/2024/hidden/)").build()
    page = tree.read("news/2024/a/index.html")
    assert "ร่าง" in page
    assert "hidden/" not in page
    assert "hidden.md" not in page


def test_files_that_no_page_shows_are_not_published(tree):
    tree.put("content/news/b/index.md", "---\ntitle: ข\ndate: 2567-05-05\n---\n\nข\n")
    tree.put("content/news/b/secret.pdf", b"%PDF").build()
    assert not any("secret" in name for name in tree.files())


def test_the_date_is_the_offices_date(tree):
    tree.news("a", date="๑๓ พ.ค. ๒๕๖๗ เวลา ๐๙.๓๐ น.").build()
    page = tree.read("news/2024/a/index.html")
    assert 'datetime="2024-05-13T09:30:00+07:00"' in page
    assert "13 พฤษภาคม 2567" in page


def test_thai_numerals_when_the_site_wants_them(tree):
    tree.edit("data/site.yaml", "page_size: 2", "page_size: 2\nnumerals: thai").news("a", date="2567-05-13").build()
    assert "๑๓ พฤษภาคม ๒๕๖๗" in tree.read("news/2024/a/index.html")


def test_headings_keep_every_mark_and_begin_at_the_second_level(tree):
    tree.news("a", body="# ผู้เข้าร่วมประชุม\n\n## ที่นั่น\n\n[ไป](#ผู้เข้าร่วมประชุม)").build()
    page = tree.read("news/2024/a/index.html")
    assert '<h2 id="ผู้เข้าร่วมประชุม">' in page
    assert '<h3 id="ที่นั่น">' in page


def test_typing_is_put_in_order_and_told(tree):
    report = tree.news("a", title="เเม่นํ้า", body="เเม่นํ้า\u200bใส").build()
    assert "แม่น้ำใส" in tree.read("news/2024/a/index.html")
    assert "<h1>แม่น้ำ</h1>" in tree.read("news/2024/a/index.html")
    assert "text-normalised" in {note.rule for note in report.notes}


def test_a_projects_own_planner_filter_and_extension(tree):
    project = Project(planners=(extra,), filters={"loud": str.upper}, markup=("abbr",))
    tree.put("layouts/extra.txt", "{{ 'ok'|loud }}\n")
    tree.news("a", body="ศธจ ทดสอบ\n\n*[ศธจ]: สำนักงาน").build(project)
    assert tree.read("extra.txt") == "OK\n"
    assert '<abbr title="สำนักงาน">' in tree.read("news/2024/a/index.html")


def extra(_site):
    return [Page("/extra.txt", "extra.txt", "extra")]


def test_records_are_told_in_thai_order(tree):
    names = ["โรงเรียนเขา", "โรงเรียนกา", "โรงเรียนแก", "โรงเรียนผังปาล์ม 10", "โรงเรียนผังปาล์ม 2"]
    rows = "".join(f"  - {{id: s{at}, name: {name}}}\n" for at, name in enumerate(names))
    tree.put(
        "data/schools.yaml", "affiliations: []\nschools:\n  - {id: beta, name: ฮ}\n  - {id: alpha, name: อ}\n" + rows
    )
    tree.build()
    page = tree.read("schools/index.html")
    order = sorted(names, key=page.index)
    assert order == ["โรงเรียนกา", "โรงเรียนแก", "โรงเรียนเขา", "โรงเรียนผังปาล์ม 2", "โรงเรียนผังปาล์ม 10"]


def test_the_news_sitemap_holds_two_days(tree):
    tree.news("new", date="2567-05-31").build()
    assert "/news/2024/new/" in tree.read("news-sitemap.xml")
    assert "/news/2024/first/" not in tree.read("news-sitemap.xml")
    tree.now = dates.parse("2567-06-03")
    tree.build()
    assert "/news/2024/new/" not in tree.read("news-sitemap.xml")
