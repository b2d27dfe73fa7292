"""What is rendered after an edit: no more than the pages that show what was edited."""

from __future__ import annotations

import pytest

from trees import Tree


@pytest.fixture
def built(tree: Tree) -> Tree:
    """Four items, all with summaries, built once."""
    tree.news("third", date="2567-05-03", summary="สรุปที่สาม")
    tree.news("fourth", date="2567-05-04", summary="สรุปที่สี่", schools="[alpha]")
    for name in ("first", "second"):
        tree.edit(f"content/news/{name}.md", "---\ntitle", "---\nsummary: สรุป\ntitle")
    tree.build()
    return tree


def test_nothing_changed_renders_nothing(built):
    report = built.build()
    assert report.rendered == ()
    assert (report.changes.added, report.changes.changed, report.changes.removed) == ((), (), ())


def test_a_body_renders_its_own_page_alone(built):
    assert built.edit("content/news/third.md", "เนื้อข่าว", "เนื้อข่าวใหม่").build().rendered == ("/news/2024/third/",)


def test_the_first_words_of_a_body_without_summary_are_its_summary_in_lists(tree):
    tree.build()
    rendered = set(tree.edit("content/news/first.md", "เนื้อข่าวแรก", "เริ่มใหม่").build().rendered)
    assert {"/news/2024/first/", "/", "/news/"} <= rendered
    assert "/about/" not in rendered


def test_a_title_renders_its_page_its_lists_its_neighbours_and_what_is_related(built):
    rendered = set(built.edit("content/news/fourth.md", "ข่าว fourth", "ชื่อใหม่").build().rendered)
    assert {"/news/2024/fourth/", "/news/2024/third/", "/", "/news/", "/feed.xml", "/schools/alpha/"} <= rendered
    assert not {"/about/", "/schools/beta/", "/tags/", "/page/2/", "/news/2024/second/"} & rendered


def test_a_new_item_renders_no_page_of_an_item_that_only_shares_its_tag(built):
    for day in range(10, 40):
        built.news(f"old-{day}", date=f"2560-01-{day % 28 + 1}", tags="[อบรม]", summary="สรุป")
    built.build()
    rendered = built.news("new", date="2567-05-31", tags="[อบรม]", summary="สรุป").build().rendered
    assert "/tags/" in rendered
    assert not [url for url in rendered if url.startswith("/news/2017/old-")]


def test_a_school_renders_the_pages_that_show_its_name(built):
    rendered = set(built.edit("data/schools.yaml", "โรงเรียนอัลฟา", "โรงเรียนอัลฟาวิทยา").build().rendered)
    assert {"/schools/alpha/", "/schools/", "/news/2024/first/", "/news/2024/fourth/"} <= rendered
    assert not {"/news/2024/second/", "/news/2024/third/", "/", "/news/"} & rendered


def test_a_count_renders_the_pages_that_show_it_and_none_that_shows_but_the_name(tree):
    tree.put("layouts/affiliations.html", "{{ site.affiliation(page.subject).pilot_schools }} แห่ง")
    tree.put("layouts/schools.html", "{{ site.affiliation('primary').name }}")
    tree.build()
    rendered = tree.edit("data/schools.yaml", "pilot_schools: 1", "pilot_schools: 4").build().rendered
    assert set(rendered) == {"/affiliations/primary/"}
    assert tree.read("affiliations/primary/index.html") == "4 แห่ง"


def test_a_layout_renders_the_pages_made_of_it(built):
    built.edit("layouts/archive.html", "{{ year.number }}", "ค.ศ. {{ year.number }}")
    assert built.build().rendered == ("/archive/",)


def test_a_setting_renders_the_pages_that_ask_for_it(built):
    rendered = set(built.edit("data/site.yaml", "https://news.", "https://www.").build().rendered)
    assert rendered == {"/sitemap.xml"}


def test_a_comment_in_data_renders_nothing(built):
    path = built.root / "data/schools.yaml"
    path.write_text("# หมายเหตุ\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert built.build().rendered == ()


def test_fields_in_another_order_render_nothing(built):
    text = (built.root / "content/news/third.md").read_text(encoding="utf-8")
    lines = text.split("\n")
    lines[1:4] = reversed(lines[1:4])
    built.put("content/news/third.md", "\n".join(lines))
    assert built.build().rendered == ()


def test_a_lost_page_is_made_again_and_a_changed_one_put_right(built):
    (built.out / "index.html").unlink()
    (built.out / "news/index.html").write_text("ถูกแก้", encoding="utf-8")
    assert set(built.build().rendered) == {"/", "/news/"}
    assert "ถูกแก้" not in built.read("news/index.html")


def test_two_output_folders_do_not_confuse_each_other(built, tmp_path):
    other = tmp_path / "other"
    built.build(output=other)
    built.edit("content/news/third.md", "เนื้อข่าว", "เนื้อข่าวใหม่").build()
    built.build(output=other)
    assert built.files() == built.files(other)


def test_time_alone_renders_what_shows_it(tree):
    tree.news("later", date="2567-06-02", summary="สรุป")
    report = tree.build()
    assert report.next_change is not None
    assert report.next_change[1] == "news/later"
    assert not tree.has("news/2024/later/index.html")
    tree.now = report.next_change[0]
    assert "/news/2024/later/" in tree.build().rendered
    assert tree.build().next_change is None


def test_a_page_with_a_broken_link_is_told_again_in_the_next_build(built):
    built.edit("content/news/third.md", "เนื้อข่าว", "[ไม่มี](/xyzzyx/)")
    assert built.problems() == built.problems() == {"link-broken": ["content/news/third.md:7:9"]}


def test_a_broken_link_in_the_menu_is_told_once(built):
    built.edit("data/site.yaml", "{title: หน้าแรก, url: /}", "{title: ข่าว, url: /nwes/}")
    assert built.edit(
        "layouts/base.html", "<body>", '<body><a href="{{ site.navigation[0].url }}">ก</a>'
    ).problems() == {"link-broken-near": ["data/site.yaml:7:33"]}


def test_a_link_breaks_when_its_target_goes_though_its_own_page_is_kept(built):
    built.edit("content/news/third.md", "เนื้อข่าว", "[แรก](/news/2024/first/)").build()
    built.delete("content/news/first.md")
    assert list(built.problems()) == ["link-broken-near"] or list(built.problems()) == ["link-broken"]
