"""Share cards: what is drawn, looked at pixel by pixel, and what of it is published, kept and withdrawn."""

from __future__ import annotations

import io
import itertools
import re

import pytest
from PIL import Image, ImageChops, ImageDraw

from khao import cards, develop, limits
from khao.model import Card, File
from samples import jpeg
from trees import PROJECT, Tree

FONT = (PROJECT / "layouts/assets/fonts/anuphan.woff2").read_bytes()
STACKS = "ป๊ ญี่ปุ่น ฐู ฟ้ำ ปุ่มที่น้ำ กี่ฐุปั๊ม ฟ้าเป็นฝู่ ฎุ ฏู ไม้โท ปี่ "
LONG = (
    "ประชุมเชิงปฏิบัติการ “พลิกโฉมพื้นที่นวัตกรรมการศึกษา เพื่อการพัฒนาที่ยั่งยืนจังหวัดสตูล” "
    "Transforming Satun Sandbox For Sustainable Development"
)
TITLES = {
    "short": "ปิดทำการ",
    "marks": "ป๊ ญี่ ฐู ฟ้ำ",
    "stacks": STACKS * 2,
    "more stacks": STACKS * 4,
    "long": LONG,
    "far too long": LONG * 4,
    "one run": "กระทรวงศึกษาธิการ" * 15,
    "english": "Transforming Satun Sandbox for sustainable development: notes from the workshop",
    "digits": "รับสมัครครู 12 อัตรา “ครูคืนถิ่น” ตั้งแต่วันที่ 1–15 มิถุนายน 2567 เวลา 08.30 น.",
    "nothing": "",
}
COVER = File("content/news/a/cover.jpg", "/news/2024/a/cover.jpg", "image/jpeg", 1, "mark", 800, 600)
TITLE_ZONE = (124, limits.CARD[1] - 108)


def card(title, cover=None, **said):
    names = {"date": "13 พฤษภาคม 2567", "office": "สำนักงานศึกษาธิการจังหวัดทดสอบ", "site": "ข่าวทดสอบ", **said}
    return Card(title, font="mark", cover=cover, **names)


def photo(colour="#c02020", size=(800, 600)):
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, "JPEG")
    return made.getvalue()


def image(what, cover=b""):
    return Image.open(io.BytesIO(cards.draw(what, FONT, cover)))


def ink(picture, box):
    """Where in the box the picture is anything but its first pixel's colour."""
    part = picture.convert("RGB").crop(box)
    found = ImageChops.difference(part, Image.new("RGB", part.size, part.getpixel((0, 0)))).getbbox()
    return found and (found[0] + box[0], found[1] + box[1], found[2] + box[0], found[3] + box[1])


@pytest.fixture(autouse=True)
def quiet():
    if not cards.able():
        pytest.skip("needs Pillow with raqm")


# What is drawn --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("cover", [None, COVER], ids=["alone", "beside a cover"])
def test_no_mark_is_cut_off_or_touches_another_line(title, cover):
    what = card(title, cover)
    placed = cards.layout(what, FONT)
    right = limits.CARD[0] - (440 if cover else 0)
    for line in placed:
        # As it would be with all the room in the world.
        free = Image.new("L", (1400, 400))
        ImageDraw.Draw(free).text((100, 200), line.text, font=line.font, fill=255, anchor="ls")
        left, top, end, bottom = free.getbbox()
        true = (left - 100 + line.left, top - 200 + line.baseline, end - 100 + line.left, bottom - 200 + line.baseline)
        assert line.ink[1] <= true[1] <= line.ink[1] + 1
        assert line.ink[3] - 1 <= true[3] <= line.ink[3]
        foot = line.baseline > TITLE_ZONE[1]
        assert true[0] >= 40
        assert true[2] <= (limits.CARD[0] if foot else right) - 20
        # Its zone is one colour, so whatever crosses its edge would change colour there.
        zone = (TITLE_ZONE[1], limits.CARD[1]) if foot else TITLE_ZONE if line.baseline > TITLE_ZONE[0] else (12, 124)
        assert zone[0] + 6 <= true[1] < true[3] <= zone[1] - 6
    bodies = [line.ink for line in placed if TITLE_ZONE[0] < line.baseline < TITLE_ZONE[1]]
    assert len(bodies) <= 4
    assert all(below.top - above.bottom >= 6 for above, below in itertools.pairwise(bodies))


@pytest.mark.parametrize("title", ["ป๊ ญี่ ฐู ฟ้ำ", LONG, STACKS * 2])
def test_the_pixels_are_where_the_lines_are(title):
    what = card(title)
    picture = image(what)
    assert picture.size == limits.CARD
    bodies = [line.ink for line in cards.layout(what, FONT) if TITLE_ZONE[0] < line.baseline < TITLE_ZONE[1]]
    edges = [TITLE_ZONE[0], *(box.top for box in bodies[1:]), TITLE_ZONE[1]]
    for box, (above, below) in zip(bodies, itertools.pairwise(edges), strict=True):
        _, top, _, bottom = ink(picture, (0, above, limits.CARD[0], below))
        # The faintest sixteenth of a letter's edge is paper.
        assert abs(top - box.top) <= 1
        assert abs(bottom - box.bottom) <= 1
    assert ink(picture, (0, 12, 40, TITLE_ZONE[1])) is None
    assert ink(picture, (limits.CARD[0] - 40, 12, limits.CARD[0], TITLE_ZONE[1])) is None


def test_the_topmost_tone_is_drawn():
    with_tone, without = (image(card(title)) for title in ("ปี่", "ปี"))
    tops = []
    for picture, title in ((with_tone, "ปี่"), (without, "ปี")):
        (line,) = [each for each in cards.layout(card(title), FONT) if each.text == title]
        top = ink(picture, (0, *TITLE_ZONE[:1], limits.CARD[0], TITLE_ZONE[1]))[1]
        tops.append((line.baseline - top) / line.font.size)
    assert tops[0] > tops[1] + 0.1


def test_what_is_left_out_is_told_by_an_ellipsis():
    texts = [line.text for line in cards.layout(card(LONG * 4), FONT)]
    assert sum(text.endswith("…") for text in texts) == 1


def test_a_long_name_of_an_office_leaves_the_date_its_room():
    placed = cards.layout(card("ข่าว", office="สำนักงานศึกษาธิการจังหวัด" * 5), FONT)
    office, date = placed[-2:]
    assert office.text.endswith("…")
    assert office.ink.right + 30 <= date.ink.left


def test_what_the_font_lacks_is_written_plainly_or_left_out():
    (title,) = [line.text for line in cards.layout(card("Café \N{GRINNING FACE} ๒๕๖๗ {ร่าง}"), FONT)][1:2]
    assert title == "Cafe ๒๕๖๗ ร่าง"


def test_a_card_without_cover_is_a_small_picture_of_few_colours():
    data = cards.draw(card(LONG), FONT)
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.mode) == ("PNG", "P")
    assert len(data) < 40_000
    assert picture.convert("RGB").getpixel((5, limits.CARD[1] - 5)) == (11, 92, 115)


def test_the_cover_stands_beside_the_title_and_brings_nothing_but_its_pixels():
    picture = image(card("ข่าว", COVER), photo())
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    inside = picture.getpixel((limits.CARD[0] - 100, 200))
    assert all(abs(one - other) < 12 for one, other in zip(inside, (0xC0, 0x20, 0x20), strict=True))
    assert picture.getpixel((100, 140)) > (245, 245, 245)
    marked = cards.draw(card("ข่าว", COVER), FONT, jpeg(900, 600, 6))
    assert b"sample-secret" not in marked
    assert not Image.open(io.BytesIO(marked)).getexif()


@pytest.mark.parametrize("size", [(40, 30), (200, 2000), (3000, 200)])
def test_a_cover_of_any_shape_fills_its_place(size):
    picture = image(card("ข่าว", COVER), photo(size=size))
    assert all(
        picture.getpixel(at)[0] > 150 > picture.getpixel(at)[1] for at in ((765, 5), (1195, 5), (765, 515), (1195, 515))
    )


# What is published ----------------------------------------------------------------------------------------------------

ASKING = (
    "{% set item = site.item(page.subject) %}{% set card = site.card(item) %}{{ card.url if card }} {{ item.title }}"
)


@pytest.fixture
def site(tree):
    tree.put("layouts/news.html", ASKING).put("layouts/pages.html", "{{ page.subject }}").put(
        "layouts/assets/fonts/anuphan.woff2", FONT
    )
    return tree


def published(tree):
    return sorted(path for path in tree.files() if "/card." in f"/{path}")


def test_an_edited_title_brings_a_new_card_under_a_new_name_and_leaves_the_others(site):
    site.build()
    first, second = published(site)
    assert re.fullmatch(r"news/2024/first/card\.[0-9a-f]{8}\.png", first)
    assert first in site.read("news/2024/first/index.html")
    before = site.files()
    report = site.edit("content/news/first.md", "title: ข่าวแรก", "title: ข่าวแรกสุด").build()
    assert "/news/2024/first/" in report.rendered
    assert "/news/2024/second/" not in report.rendered
    now = published(site)
    assert first not in now
    assert second in now
    assert site.files()[second] == before[second]
    clean = site.files()
    assert site.build(clean=True).rendered
    assert site.files() == clean


def test_an_edited_body_or_summary_draws_nothing(site, monkeypatch):
    site.build()
    before = published(site)
    monkeypatch.setattr(cards, "draw", None)
    site.edit("content/news/first.md", "เนื้อข่าวแรก", "เนื้อข่าวอื่น").build()
    assert published(site) == before


def test_a_card_that_was_drawn_once_is_not_drawn_for_another_output_folder(site, monkeypatch, tmp_path):
    site.build()
    monkeypatch.setattr(cards, "draw", None)
    site.build(output=tmp_path / "elsewhere")
    assert site.files(tmp_path / "elsewhere") == site.files()


def test_a_withdrawn_item_takes_its_card_with_it(site):
    site.build()
    site.edit("content/news/first.md", "date:", "draft: true\ndate:").build()
    assert [path.split("/")[2] for path in published(site)] == ["second"]


def test_the_name_of_the_office_is_on_every_card(site):
    site.build()
    before = published(site)
    site.edit("data/site.yaml", "สำนักงานทดสอบ", "สำนักงานอื่น").build()
    assert len(published(site)) == len(before)
    assert not {*published(site)} & {*before}


def test_cards_can_be_turned_off(site):
    site.build()
    site.edit("data/site.yaml", "page_size: 2", "page_size: 2\ncards: false").build()
    assert published(site) == []
    assert "card." not in site.read("news/2024/first/index.html")


def test_a_cover_that_changes_changes_the_card(site):
    head = "cover: {src: a.jpg, alt: ภาพ}"
    site.put("content/news/third/index.md", f"---\ntitle: ข่าว\ndate: 2567-05-03\n{head}\n---\n\nเนื้อ\n")
    site.put("content/news/third/a.jpg", photo()).build()
    (before,) = [path for path in published(site) if "third" in path]
    assert before.endswith(".jpg")
    report = site.put("content/news/third/a.jpg", photo("#2020c0")).build()
    (after,) = [path for path in published(site) if "third" in path]
    assert before != after
    assert "/news/2024/third/" in report.rendered


def test_other_renditions_of_a_cover_draw_no_card(site, monkeypatch):
    head = "cover: {src: a.jpg, alt: ภาพ}"
    site.put("content/news/third/index.md", f"---\ntitle: ข่าว\ndate: 2567-05-03\n{head}\n---\n\nเนื้อ\n")
    site.put("content/news/third/a.jpg", photo()).build()
    before = published(site)
    monkeypatch.setattr(cards, "draw", None)
    site.edit("data/site.yaml", "page_size: 2", "page_size: 2\nphoto_formats: [jpeg]").build()
    assert published(site) == before


def test_the_same_bytes_whoever_draws(site, tmp_path):
    for number in range(12):
        site.news(f"more-{number}")
    site.build(jobs=1)
    site.build(jobs=3, output=tmp_path / "elsewhere", clean=True)
    site.delete(".khao").build(jobs=3, output=tmp_path / "third")
    assert site.files(tmp_path / "third") == site.files(tmp_path / "elsewhere") == site.files()


def test_without_raqm_one_problem_says_what_to_do(site, monkeypatch):
    monkeypatch.setattr(cards, "able", lambda: False)
    assert site.problems() == {"cards-unshaped": ["data/site.yaml"]}
    assert not site.has("index.html")
    site.edit("data/site.yaml", "page_size: 2", "page_size: 2\ncards: false").build()


def test_without_the_font_one_problem_says_what_to_do(site):
    assert site.delete("layouts/assets/fonts/anuphan.woff2").problems() == {"cards-no-font": ["data/site.yaml"]}


def test_a_broken_cover_is_told_with_its_place(site):
    head = "cover: {src: a.jpg, alt: ภาพ}"
    site.put("content/news/third/index.md", f"---\ntitle: ข่าว\ndate: 2567-05-03\n{head}\n---\n\nเนื้อ\n")
    site.put("content/news/third/a.jpg", photo()[:-300])
    assert site.problems() == {"photo-broken": ["content/news/third/a.jpg"]}


def test_many_cards_are_kept_in_several_goes(site, monkeypatch):
    monkeypatch.setattr(develop, "MANY", 1)
    site.build()
    monkeypatch.setattr(cards, "draw", None)
    site.delete("public").build()
    assert len(published(site)) == 2


def test_pages_tell_of_their_card(real: Tree):
    item = real.read("news/2024/transforming-satun-sandbox/index.html")
    (url,) = re.findall(r'<meta property="og:image" content="([^"]+)">', item)
    assert re.fullmatch(r"https://[^/]+/news/2024/transforming-satun-sandbox/card\.[0-9a-f]{8}\.png", url)
    assert '<meta property="og:image:width" content="1200">\n<meta property="og:image:height" content="630">' in item
    assert '<meta name="twitter:card" content="summary_large_image">' in item
    assert f'"image": ["{url}"]' in item
    assert real.has(url.split("/", 3)[3])


@pytest.mark.parametrize("page", ["index.html", "news/index.html", "schools/index.html", "archive/index.html"])
def test_what_is_no_item_shows_the_card_of_the_site(real: Tree, page):
    (url,) = re.findall(r'<meta property="og:image" content="https://[^/]+/([^"]+)">', real.read(page))
    assert re.fullmatch(r"card\.[0-9a-f]{8}\.png", url)
    with Image.open(real.out / url) as picture:
        assert picture.size == limits.CARD
