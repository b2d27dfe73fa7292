"""The site at its makers' desk: an open page becomes what its sources are, and what is wrong stands over it."""

from __future__ import annotations

import json
import time

import pytest

import test_browser
from desks import serving
from test_browser import DESK, PHONE, WIDE, Visit, until
from trees import Tree

pytestmark = pytest.mark.browser
chromium = test_browser.chromium
axe = test_browser.axe
scheme = test_browser.scheme
viewport = test_browser.viewport

PARAGRAPHS = "\n\n".join(f"ย่อหน้าที่ {number} " + "ข้อความยาว ๆ ของข่าว " * 30 for number in range(40))
TOLD = ("error: Failed to load resource", "error: Applying inline style")
LONG = "content/news/long.md"
PAGE = "/news/2024/long/"
WRONG = "document.querySelector('khao-desk').shadowRoot.querySelector('dialog').open"
BAR = "document.querySelector('khao-desk').shadowRoot.querySelector('.bar')"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    tree = Tree.real(folder / "site").news("long", PARAGRAPHS)
    tree.news("draft", title="เรื่องร่าง", draft="true").news("later", title="เรื่องหน้า", publish="2600-01-01 08:30")
    with serving(tree, folder) as desk:
        yield desk


@pytest.fixture
def open_(desk, chromium):
    """Opens a page in a window of its own, which tells whether the page was loaded again."""
    visits = []

    def open_(path: str = PAGE, **like: object):
        visit = Visit(chromium, **{"viewport": DESK, **like})
        visits.append(visit)
        page = visit.open(desk.address + path)
        until(page, f"document.querySelector('khao-desk') && !{BAR}.hidden")
        page.evaluate("window.stays = true")
        return page

    yield open_
    for visit in visits:
        visit.context.close()
        # What isn't there is told by the browser; axe, where it is run, styles what it measures.
        assert [each for each in visit.said if not each.startswith(TOLD)] == []


def save(desk, path: str, text: str) -> None:
    desk.tree.put(path, text)


@pytest.fixture
def restored(desk):
    """What a test does to the site is undone."""
    before = {path: path.read_bytes() for name in ("content", "layouts") for path in (desk.tree.root / name).rglob("*")
              if path.is_file()}  # fmt: skip
    yield before
    for name in ("content", "layouts"):
        for path in (desk.tree.root / name).rglob("*"):
            if path.is_file() and path not in before:
                path.unlink()
    for path, data in before.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
    time.sleep(0.3)
    desk.until(lambda: not desk.state(PAGE)["problems"] and not desk.state(PAGE)["busy"])


# The page -------------------------------------------------------------------------------------------------------------


def test_an_edited_body_is_seen_without_a_jump(desk, open_, restored):
    page = open_()
    page.evaluate("[...document.querySelectorAll('.prose p')].find(each => each.textContent.includes('ที่ 20 '))"
                  ".scrollIntoView({behavior: 'instant'})")  # fmt: skip
    page.evaluate("document.querySelector('[data-copy]').focus({preventScroll: true})")
    page.evaluate("window.kept = document.querySelectorAll('.prose p')[20]")
    place = "window.kept.getBoundingClientRect().top"
    before, scrolled = page.evaluate(place), page.evaluate("scrollY")
    assert scrolled > 1000
    desk.tree.edit(LONG, "ย่อหน้าที่ 30 ", "แก้แล้วที่นี่ ")
    until(page, "document.querySelector('.prose').textContent.includes('แก้แล้วที่นี่')")
    assert (page.evaluate(place), page.evaluate("scrollY")) == (before, scrolled)
    assert page.evaluate("document.activeElement.matches('[data-copy]')")
    desk.tree.edit(LONG, "ย่อหน้าที่ 1 ", "ย่อหน้าใหม่ที่เพิ่งเพิ่มก่อนหน้า\n\nย่อหน้าที่ 1 ")
    until(page, "document.querySelector('.prose').textContent.includes('ที่เพิ่งเพิ่ม')")
    page.wait_for_timeout(100)
    assert page.evaluate("window.kept.isConnected")
    assert page.evaluate(place) == pytest.approx(before, abs=2)  # what is read stays where it is
    assert page.evaluate("window.stays")


def test_a_title_changes_wherever_the_page_says_it(desk, open_, restored):
    page = open_()
    desk.tree.edit(LONG, "title: ข่าว long", "title: ชื่อใหม่")
    until(page, "document.title.startsWith('ชื่อใหม่')")
    assert page.locator("h1").inner_text() == "ชื่อใหม่"
    assert "ชื่อใหม่" in page.locator("meta[property='og:title']").get_attribute("content")
    assert page.evaluate("window.stays")
    contact = open_("/contact/")
    desk.tree.edit("content/pages/contact.md", "title:", "lang: en\ntitle:", 1)
    until(contact, "document.documentElement.lang === 'en'")
    listed = open_("/news/")
    desk.tree.news("another", title="ข่าวที่เพิ่งเขียน", date="2569-01-01")
    until(listed, "document.querySelector('main').textContent.includes('ข่าวที่เพิ่งเขียน')")
    assert listed.evaluate("window.stays")


def test_what_the_reader_and_scripts_did_stays(desk, open_, restored):
    page = open_()
    page.evaluate("""() => {
        document.querySelector('.prose').firstElementChild.dataset.own = 'x';
        document.body.append(Object.assign(document.createElement('dialog'), {className: 'viewer', open: true}));
    }""")
    page.locator("input[type=search]").first.fill("กำลังพิมพ์")
    desk.tree.edit(LONG, "ย่อหน้าที่ 5 ", "ย่อหน้าที่ห้า ")
    until(page, "document.querySelector('.prose').textContent.includes('ย่อหน้าที่ห้า')")
    assert page.evaluate("document.querySelector('dialog.viewer').open")
    assert page.evaluate("document.querySelector('.prose').firstElementChild.dataset.own") == "x"
    assert page.locator("input[type=search]").first.input_value() == "กำลังพิมพ์"


def test_a_style_changes_without_loading_the_page_or_leaving_it_bare(desk, open_, restored):
    page = open_()
    page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    page.evaluate("""() => {
        window.bare = 0;
        const look = () => { bare += getComputedStyle(document.querySelector('.skip')).position !== 'absolute';
                             requestAnimationFrame(look); };
        look();
    }""")
    before = desk.output.read_text()
    desk.tree.edit("layouts/assets/site.css", "--paper: #fff;", "--paper: #fedcba;")
    until(page, "getComputedStyle(document.documentElement).backgroundColor === 'rgb(254, 220, 186)'")
    page.wait_for_timeout(100)
    assert page.evaluate("[window.stays, window.bare, scrollY]") == [True, 0, 900]
    assert "ทำใหม่ 0" in desk.output.read_text().removeprefix(before)
    assert page.locator("link[href*='site.css']").count() == 1


def test_a_renamed_item_is_followed_and_a_deleted_one_is_missing(desk, open_, restored):
    page = open_()
    (desk.tree.root / LONG).rename(desk.tree.root / "content/news/renamed.md")
    page.wait_for_url("**/news/2024/renamed/", timeout=5000)
    until(page, f"document.querySelector('khao-desk') && {BAR}.textContent.includes('content/news/renamed.md:1')")
    with page.expect_event("load"):  # that page has other scripts
        desk.tree.delete("content/news/renamed.md")
    until(page, "document.querySelector('h1').textContent === 'ไม่พบหน้าที่ต้องการ'")
    with page.expect_event("load"):
        desk.tree.news("renamed", "กลับมาแล้ว")
    until(page, "document.querySelector('main').textContent.includes('กลับมาแล้ว')")


def test_ten_files_at_once_are_seen_at_once(desk, open_, restored):
    page = open_("/news/")
    before = desk.builds
    for number in range(10):
        desk.tree.news(f"many-{number}", title=f"หนึ่งในสิบ {number}", date="2569-02-01")
    until(page, "(document.querySelector('main').textContent.match(/หนึ่งในสิบ/g) ?? []).length >= 10")
    assert desk.builds == before + 1
    assert page.evaluate("window.stays")


def test_a_script_that_changes_is_loaded(desk, open_, restored):
    page = open_()
    reader = (desk.tree.root / "layouts/assets/reader.js").read_text(encoding="utf-8")
    with page.expect_event("load"):
        save(desk, "layouts/assets/reader.js", reader + "\nwindow.fresh = true;\n")
    until(page, "window.fresh === true")


# What is wrong --------------------------------------------------------------------------------------------------------


def broken(desk) -> None:
    desk.tree.edit(LONG, "title: ข่าว long", "title: ข่าว\ndraft: yes please")


def test_a_problem_stands_over_the_page_until_it_is_mended(desk, open_, restored):
    page = open_()
    text = (desk.tree.root / LONG).read_text(encoding="utf-8")
    broken(desk)
    until(page, WRONG)
    said = page.locator("khao-desk dialog").inner_text()
    assert f"{LONG}:3:" in said
    for words in ("พบสิ่งที่ต้องแก้ 1 จุด", "draft: yes please", "เหตุผล:", "วิธีแก้:", "true"):
        assert words in said
    assert page.locator("khao-desk mark").inner_text() == "y"
    assert page.locator("h1").first.inner_text() == "ข่าว long"  # the last good page is still there
    save(desk, LONG, text)
    until(page, f"!{WRONG}")
    assert page.evaluate("window.stays")


def test_a_problem_is_told_to_pages_that_come_later_and_can_be_put_aside(desk, open_, restored):
    broken(desk)
    desk.until(lambda: desk.state("/")["problems"])
    page = open_("/news/")
    until(page, WRONG)
    page.keyboard.press("Escape")
    assert not page.evaluate(WRONG)
    page.reload()
    until(page, f"document.querySelector('khao-desk') && !{BAR}.hidden")
    assert not page.evaluate(WRONG)
    page.get_by_role("button", name="พบสิ่งที่ต้องแก้ 1 จุด").click()
    assert page.evaluate(WRONG)
    page.get_by_role("button", name="ปิด").first.click()
    assert not page.evaluate(WRONG)
    desk.tree.edit(LONG, "draft: yes please", "draft: no thanks")
    until(page, WRONG)  # another problem is told anew


def test_a_first_build_that_fails_is_shown_and_then_the_site(tmp_path, chromium):
    tree = Tree.real(tmp_path / "site").news("wrong", draft="maybe")
    with serving(tree, tmp_path) as desk:
        visit = Visit(chromium)
        page = visit.open(desk.address + "/news/")
        until(page, f"document.querySelector('khao-desk') && {WRONG}")
        with page.expect_event("load"):
            tree.delete("content/news/wrong.md")
        until(page, "document.querySelector('h1')?.textContent === 'ข่าว'")
        assert not page.evaluate(WRONG)
        visit.context.close()


# The bar and how it all looks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "said"), [
    (PAGE, ["content/news/long.md:1", "เผยแพร่ตั้งแต่ 10 พฤษภาคม 2567"]),
    ("/news/2024/draft/", ["content/news/draft.md:1", "ฉบับร่าง ผู้อ่านยังไม่เห็น"]),
    ("/news/2024/later/", ["content/news/later.md:1", "ผู้อ่านจะเห็นตั้งแต่ 1 มกราคม 2600 เวลา 08.30 น."]),
    ("/news/", ["layouts/list.html:1"]),
    ("/schools/ban-khuan-ke/", ["data/schools.yaml:"]),
])  # fmt: skip
def test_the_bar_tells_what_a_page_is_made_from(desk, open_, path, said):
    page = open_(path)
    text = page.evaluate(f"{BAR}.innerText")
    assert [each for each in said if each not in text] == []


def test_the_bar_follows_the_builds_and_stays_closed(desk, open_, restored):
    page = open_("/news/2024/draft/")
    assert page.locator(".awaited").first.inner_text() == "ฉบับร่าง"
    desk.tree.edit("content/news/draft.md", "draft: true", "draft: false")
    until(page, f"{BAR}.textContent.includes('เผยแพร่ตั้งแต่')")
    until(page, "!document.querySelector('header .awaited')")
    page.get_by_role("button", name="ปิด").click()
    assert page.evaluate(f"{BAR}.hidden")
    page.goto(desk.address + PAGE)
    page.wait_for_timeout(500)
    assert page.evaluate(f"{BAR}.hidden")


def test_the_bar_covers_nothing_and_is_not_printed(desk, open_):
    page = open_("/contact/", viewport=PHONE)
    until(page, "document.querySelector('khao-desk').offsetHeight > 20")
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    foot = "document.querySelector('.bottom').getBoundingClientRect().bottom"
    assert page.evaluate(f"{foot} <= {BAR}.getBoundingClientRect().top + 1")
    page.emulate_media(media="print")
    assert not page.locator("khao-desk").is_visible()


def test_the_desk_has_no_barriers(desk, open_, restored, axe, viewport, scheme):
    page = open_(viewport=viewport, color_scheme=scheme)
    page.evaluate(axe)
    assert barriers(page) == []
    broken(desk)
    until(page, WRONG)
    page.wait_for_timeout(200)
    assert barriers(page) == []
    assert page.evaluate(WIDE) <= 0
    over = "document.querySelector('khao-desk').shadowRoot.querySelector('dialog')"
    assert page.evaluate(
        f"{over}.scrollWidth <= {over}.clientWidth && {over}.getBoundingClientRect().right <= innerWidth"
    )
    assert page.evaluate(f"{over}.getBoundingClientRect().bottom <= innerHeight")


def barriers(page) -> list[str]:
    found = page.evaluate("axe.run()")
    assert len(found["passes"]) > 10
    return [json.dumps([each["id"], [node["html"] for node in each["nodes"]]]) for each in found["violations"]]


def test_a_window_that_is_not_seen_catches_up(desk, open_, restored):
    """A server that was away, or a window in the background, has nothing to make up for."""
    page = open_()
    page.context.set_offline(True)
    desk.tree.edit(LONG, "ย่อหน้าที่ 3 ", "ย่อหน้าที่สาม ")
    time.sleep(0.5)
    page.context.set_offline(False)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, "document.querySelector('.prose').textContent.includes('ย่อหน้าที่สาม')")
