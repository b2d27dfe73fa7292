"""The search as readers use it, in a real browser and on a built site."""

from __future__ import annotations

import gzip
import json
import struct
import unicodedata
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

import test_browser
from khao.fold import fold
from khao.thai import separable
from test_browser import CLIPPED, CONTRAST, DESK, PHONE, WIDE, Visit, served, until
from test_folding import VECTORS
from trees import PROJECT, Tree

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser
chromium = test_browser.chromium
axe = test_browser.axe
scheme = test_browser.scheme
viewport = test_browser.viewport

HOSTILE = """<img src=x onerror="window.ran=1"> 'ข้อความ' & "แปลก" </script>"""
ENDLESS = "พิพิธภัณฑ์เฉลิมพระเกียรติ"
NEARLY = 60
LONG = "เกริ่นนำเรื่องยาว " * 40 + "ต้นไม้ใหญ่กลางสนาม" + " ปิดท้ายเรื่องยาว" * 40


def news(tree: Tree) -> Tree:
    tree.news("title-phrase", title="ประชุมวิชาการประจำปี", date="2567-01-10")
    tree.news("title-scattered", title="วิชาการและการประชุม", date="2567-01-20")
    tree.news("lead", title="งานประจำเดือน", date="2567-02-10", summary="เชิญร่วมประชุมวิชาการ")
    tree.news("body", "อื่น ๆ\n\nในการประชุม ครูคุยเรื่องวิชาการ", title="งานปลายเดือน", date="2567-02-20", summary="สรุป")
    tree.news("gaps", title="วิชากับชาการะ วิชาก ชาการ", date="2567-03-10", summary="สรุป")
    tree.news("hostile", title=json.dumps(HOSTILE, ensure_ascii=False), date="2567-03-11")
    tree.news("long", LONG, title="เรื่องยาว", date="2567-03-12", summary="สรุปสั้น")
    tree.news("english", "Plain words.", title="An open house", date="2567-03-13", lang="en")
    tree.news("then", "เก่า", title="เรื่องเมื่อปีก่อน", date="2566-03-13", schools="[satun-wittaya]")
    tree.put("content/reports/2567/report.md", "---\ntitle: รายงานกีฬา\ndate: 2567-04-01\n---\n\nเนื้อหา\n")
    # Titles that hold all pieces of a word but some, above bodies that hold it.
    for number in range(NEARLY):
        at = number % len(ENDLESS)
        title = f"{ENDLESS[:at]}-กบ-{ENDLESS[at:]}"
        tree.news(f"nearly-{number}", ENDLESS, title=title, date="2567-04-02", summary="สรุป")
    for number in range(45):
        day = f"2567-05-{number % 28 + 1:02}"
        tree.news(f"sports-{number}", "เนื้อข่าวกีฬา " * 9, title=f"กีฬาสีครั้งที่ {number}", date=day)
    return tree


def build(tree: Tree) -> Tree:
    tree.build()
    return tree


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(build(news(Tree.real(tmp_path_factory.mktemp("search") / "site")))) as address:
        yield address


@pytest.fixture
def visit(chromium):
    """A reader's window of its own, on a phone."""
    visit = Visit(chromium, viewport=PHONE)
    yield visit
    visit.context.close()


@pytest.fixture
def page(visit, address):
    return visit.open(address + "/search/")


def state(page: Page, expected: str) -> None:
    until(page, f"document.querySelector('#results').dataset.state === '{expected}'")


def search(page: Page, query: str, expected: str = "done") -> list[str]:
    page.locator("#q").fill(query)
    page.wait_for_timeout(20)
    state(page, expected)
    return hits(page)


def hits(page: Page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('#results a')].map(each => each.pathname)")


def total(page: Page) -> int:
    return int(page.locator("#results").get_attribute("data-total"))


def said(page: Page) -> str:
    return page.locator("#status").inner_text()


def script(page: Page) -> str:
    return page.locator("script[type=module]").get_attribute("src")


# What is compared -----------------------------------------------------------------------------------------------------

FOLD = "async ([url, texts]) => { const { fold } = await import(url); return texts.map(text => fold(text)); }"
CUTS = """async ([url, texts]) => { const { separable } = await import(url);
  return texts.map(text => [...text].map((_, at) => separable(text, [...text].slice(0, at).join('').length))); }"""


def test_a_browser_folds_as_builds_do(page):
    assert page.evaluate(FOLD, [script(page), [text for text, _ in VECTORS]]) == [folded for _, folded in VECTORS]


def test_a_browser_folds_every_sign_as_builds_do(page):
    known = [sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) not in ("Cn", "Cs")]
    for start in range(0, len(known), 40_000):
        signs = known[start : start + 40_000]
        texts = [*signs, *(f"ก{sign}\u0e34" for sign in signs)]
        folded = page.evaluate(FOLD, [script(page), texts])
        assert [text for text, one in zip(texts, folded, strict=True) if fold(text) != one] == []


def test_a_browser_cuts_where_builds_do(page):
    texts = [text for text, _ in VECTORS if "\0" not in text]
    expected = [[separable(text, at) for at in range(len(text))] for text in texts]
    assert page.evaluate(CUTS, [script(page), texts]) == expected


# Queries --------------------------------------------------------------------------------------------------------------


def test_nothing_is_loaded_before_somebody_searches(visit, page):
    page.wait_for_timeout(100)
    page.locator("#q").focus()
    assert [url for url in visit.asked if "/search/" in url] == [page.url]
    assert search(page, "ประชุมวิชาการประจำปี") == ["/news/2024/title-phrase/"]
    assert any(url.endswith("/search/index.bin") for url in visit.asked)


def test_titles_come_before_leads_before_bodies_and_phrases_before_scattered_words(page):
    order = ["title-phrase", "title-scattered", "lead", "body"]
    assert search(page, "ประชุม วิชาการ") == [f"/news/2024/{each}/" for each in order]
    assert total(page) == 4
    assert said(page) == "พบ 4 เรื่อง แสดง 4 เรื่อง"


@pytest.mark.parametrize("query", [
    '"ประชุม วิชาการ"', "“ประชุมวิชาการ”", "„ประชุม-วิชาการ“", "«ประชุม วิชาการ", "ประชุม\u200bวิชาการ",
    '"ประชุม" "วิชาการ" “ประชุมวิชาการ”',
])  # fmt: skip
def test_words_between_quotation_marks_stand_side_by_side(page, query):
    assert search(page, query) == ["/news/2024/title-phrase/", "/news/2024/lead/"]


def test_a_word_beside_a_phrase_may_stand_anywhere(page):
    assert search(page, '"ประชุม วิชาการ" งาน') == ["/news/2024/lead/"]


@pytest.mark.parametrize("query", ["ๆ", "OPEN", "house open", "hous", "พ.ศ.", "๒๕๖๗", "2567", "สตูล", "ก"])
def test_a_search_finds_all_and_only_what_holds_each_word(page, address, query):
    """Against the texts themselves, for words of any length."""
    whole = json.loads(page.evaluate(TEXTS))
    words = [fold(each) for each in query.split()]
    expected = {
        row[0] for row in whole if all(any(word in fold(row[at]) for at in (1, 6, 7, 8)) for word in words)
    }  # fmt: skip
    found = search(page, query)
    while page.locator("#more").is_visible():
        page.locator("#more").click()
        state(page, "done")
        found = hits(page)
    assert len(found) == len({*found}) == total(page)
    assert {*found} == {urlsplit(url).path for url in expected}


TEXTS = """(async () => {
  const inflate = async url => new Response(
    (await fetch(url)).body.pipeThrough(new DecompressionStream('deflate'))).arrayBuffer();
  const index = await (await fetch('/search/index.bin')).arrayBuffer();
  const [docs, page] = new Uint32Array(index, 0, 4);
  const rows = [];
  for (let at = 0; at * page < docs; at++) {
    const mark = [...new Uint8Array(index, 16 + at * 3, 3)].map(byte => byte.toString(16).padStart(2, 0)).join('');
    const file = await inflate(`/search/texts/${at}.${mark}.bin`);
    rows.push(...JSON.parse(new TextDecoder('windows-874').decode(file)));
  }
  return JSON.stringify(rows);
})()"""


def test_what_only_seems_to_match_is_dropped(visit, page):
    assert "/news/2024/gaps/" not in search(page, "วิชาการ")
    assert total(page) == len(hits(page)) == 4
    assert search(page, "วิชากับ") == ["/news/2024/gaps/"]


def test_what_titles_seem_to_hold_and_bodies_do_is_shown_once(page):
    found = search(page, ENDLESS)
    while page.locator("#more").is_visible():
        page.locator("#more").click()
        state(page, "done")
        found = hits(page)
    assert len(found) == len({*found}) == total(page) == NEARLY


@pytest.mark.parametrize("folder", ["index.bin", "grams", "texts"])
def test_what_is_none_of_the_index_is_an_error(page, folder):
    """A host may answer with a page of its own for what it lacks."""
    page.route(f"**/search/{folder}**", lambda route: route.fulfill(body="<!doctype html><title>Not here</title>" * 9))
    assert search(page, "กีฬาสี", "error") == []
    page.unroute(f"**/search/{folder}**")
    page.get_by_role("button", name="ลองอีกครั้ง").click()
    state(page, "done")
    assert total(page) == 45


def test_words_without_a_letter_are_ignored(page):
    assert search(page, "… ประชุม - วิชาการ !") == search(page, "ประชุม วิชาการ")
    assert search(page, "!?", "idle") == []
    assert page.locator("#browse").is_visible()


def test_an_endless_query_is_cut(page):
    page.evaluate("document.querySelector('#q').removeAttribute('maxlength')")
    assert search(page, "กีฬา " * 40 + "ไม่มี" * 5_000)


# Hits -----------------------------------------------------------------------------------------------------------------


def test_a_hostile_title_is_text(visit, page):
    assert search(page, "แปลก onerror") == ["/news/2024/hostile/"]
    assert page.locator("#results a").inner_text() == HOSTILE
    assert page.locator("#results img").count() == 0
    assert page.evaluate("window.ran") is None
    assert page.evaluate("window.refused") == []
    assert visit.said == []


def test_a_hit_shows_what_was_found_and_cuts_no_cluster(page):
    search(page, "ต้นไม้ ใหญ่กลาง")
    snippet = page.locator("#results li > p").last
    assert snippet.locator("mark").all_inner_texts() == ["ต้นไม้ใหญ่กลาง"]
    text = snippet.inner_text()
    assert text[0] == text[-1] == "…"
    assert len(text) <= 162
    assert text.strip("…") in LONG
    search(page, "ตนไม")
    search(page, "กลา")
    marks = page.locator("#results mark").all_inner_texts()
    assert marks
    assert all(each == "กลา" for each in marks)
    search(page, "เ")
    assert all(len(each) > 1 for each in page.locator("#results mark").all_inner_texts())


def test_marks_and_snippets_keep_clusters_whole(page):
    parts = """[...document.querySelectorAll('#results a, #results li > p:last-child')]
      .map(each => [...each.childNodes].map(node => node.textContent))"""
    for query in ("ก", "ร", "ท", "ง", "ครั้", "อน"):
        search(page, query)
        shown = page.evaluate(parts)
        assert shown
        for pieces in shown:
            assert all(separable("".join(pieces), cut) for cut in accumulate(map(len, pieces))), pieces


def test_a_hit_in_another_language_says_so(page):
    search(page, "open house")
    hit = page.locator("#results li")
    assert hit.get_attribute("lang") == "en"
    assert hit.locator(".meta").get_attribute("lang") == "th"
    search(page, "ประชุม วิชาการ")
    assert page.locator("#results li").first.get_attribute("lang") is None


# Filters and rounds ---------------------------------------------------------------------------------------------------


def test_filters_narrow_and_alone_list_the_newest_first(page):
    page.locator("[name=section]").select_option("reports")
    assert search(page, "กีฬา") == ["/reports/2024/report/"]
    page.locator("[name=section]").select_option("")
    page.locator("[name=year]").select_option("2566")
    assert search(page, "") == ["/news/2023/then/"]
    page.locator("[name=year]").select_option("2567")
    state(page, "done")
    assert total(page) > 50
    dates = page.evaluate("[...document.querySelectorAll('#results time')].map(each => each.dateTime)")
    assert len(dates) == 20
    assert all(one >= two for one, two in pairwise(dates))
    page.locator("[name=year]").select_option("")
    page.locator("[name=school]").select_option("satun-wittaya")
    state(page, "done")
    assert "/news/2023/then/" in hits(page)
    page.locator("[name=affiliation]").select_option("primary-satun")
    state(page, "done")
    assert "/news/2023/then/" not in hits(page)


def test_filters_are_taken_off_where_nothing_is_left(page):
    page.locator("[name=section]").select_option("pages")
    assert search(page, "กีฬาสี") == []
    assert said(page) == "ไม่พบเรื่องที่ตรงกับที่ค้น"
    page.get_by_role("button", name="เอาตัวกรองออก").click()
    state(page, "done")
    assert total(page) == 45
    assert page.evaluate("document.activeElement.id") == "q"
    assert search(page, "คำที่ไม่มี") == []
    assert not page.get_by_role("button", name="เอาตัวกรองออก").is_visible()
    assert page.locator("#engine-q").input_value() == "site:news.example.go.th คำที่ไม่มี"


def test_more_hits_come_by_the_button_and_by_scrolling(page):
    assert len(search(page, "กีฬาสี")) == 20
    assert said(page) == "พบ 45 เรื่อง แสดง 20 เรื่อง"
    page.locator("#more").focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelectorAll('#results a').length === 40")
    state(page, "done")
    assert page.evaluate("[...document.querySelectorAll('#results a')].indexOf(document.activeElement)") == 20
    page.keyboard.press("End")
    until(page, "document.querySelectorAll('#results a').length === 45")
    state(page, "done")
    assert not page.locator("#more").is_visible()
    assert total(page) == 45


def test_a_round_of_a_large_site_stays_within_its_allowance(visit, page):
    def limit(route: Route) -> None:
        documents, page, _round, shards = struct.unpack_from("<4I", body := route.fetch().body())
        route.fulfill(body=struct.pack("<4I", documents, page, 8, shards) + body[16:])

    page.route("**/search/index.bin", limit)
    visit.asked.clear()
    found = search(page, "กีฬาสี")
    assert found
    while page.locator("#more").is_visible():
        assert 0 < len([url for url in visit.asked if "/search/" in url]) <= 8
        visit.asked.clear()
        page.locator("#more").evaluate("button => button.click()")
        until(page, f"document.querySelectorAll('#results a').length > {len(found)}")
        state(page, "done")
        found = hits(page)
    assert len(found) == len({*found}) == 45


# The address and coming back ------------------------------------------------------------------------------------------


def test_the_address_holds_the_search(page):
    search(page, "กีฬา")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["กีฬา"]}
    page.locator("[name=section]").select_option("reports")
    until(page, "location.search.includes('section')")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["กีฬา"], "section": ["reports"]}
    page.goto(page.url)
    state(page, "done")
    assert hits(page) == ["/reports/2024/report/"]
    assert page.locator("[name=section]").input_value() == "reports"


def test_what_was_sent_is_a_step_to_go_back_to(page):
    start = page.url
    for query in ("กีฬาสี", "วิชาการ"):
        search(page, query)
        page.keyboard.press("Enter")
        state(page, "done")
    page.go_back()
    state(page, "done")
    assert page.locator("#q").input_value() == "กีฬาสี"
    assert total(page) == 45
    page.go_back()
    state(page, "idle")
    assert page.url == start
    page.go_forward()
    state(page, "done")
    assert total(page) == 45


def test_a_reader_comes_back_to_where_she_was(page):
    search(page, "กีฬาสี")
    page.locator("#more").click()
    until(page, "document.querySelectorAll('#results a').length === 40")
    state(page, "done")
    link = page.locator("#results a").nth(30)
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(50)
    before = page.evaluate("scrollY"), hits(page)
    link.click()
    page.wait_for_url("**/news/**")
    page.go_back()
    state(page, "done")
    assert page.locator("#q").input_value() == "กีฬาสี"
    assert len(hits(page)) >= 40
    assert hits(page)[:40] == before[1][:40]
    assert page.evaluate("scrollY") == pytest.approx(before[0], abs=2)
    page.reload()
    state(page, "done")
    assert page.evaluate("scrollY") == pytest.approx(before[0], abs=2)


def test_words_typed_into_the_masthead_are_searched_for(visit, address):
    page = visit.open(address + "/news/2024/title-phrase/")
    page.locator(".find input").fill("กีฬาสี")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    state(page, "done")
    assert total(page) == 45


def test_the_keyboard_alone_is_enough(page):
    page.locator("#q").focus()
    page.keyboard.type("ประชุม วิชาการ")
    page.keyboard.press("Enter")
    state(page, "done")
    at = "[...document.querySelectorAll('#results a')].indexOf(document.activeElement)"
    went = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "Escape"):
        page.keyboard.press(key)
        went.append(page.evaluate(at))
    assert went == [0, 1, 0, -1, 0, -1]
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/2024/title-phrase/")


# Faults ---------------------------------------------------------------------------------------------------------------


def test_a_search_without_network_goes_on_when_it_is_back(visit, page):
    visit.context.set_offline(True)
    search(page, "กีฬาสี", "error")
    assert said(page) == "ค้นหาไม่สำเร็จ"
    assert page.locator("#engine-q").is_visible()
    visit.context.set_offline(False)
    state(page, "done")
    assert total(page) == 45
    assert not page.locator("#engine-q").is_visible()


def test_what_was_found_stays_when_the_network_is_lost_and_is_gone_on_from(page):
    assert len(search(page, "กีฬาสี")) == 20
    page.route("**/search/**", lambda route: route.abort())
    page.locator("#more").click()
    state(page, "error")
    assert len(hits(page)) >= 20
    assert total(page) == 45
    page.unroute("**/search/**")
    page.get_by_role("button", name="ลองอีกครั้ง").click()
    state(page, "done")
    assert len(hits(page)) >= 20
    page.locator("#more").click()
    until(page, "document.querySelectorAll('#results a').length >= 40")


def test_a_browser_that_cannot_inflate_is_told(visit, address):
    visit.page.add_init_script("delete window.DecompressionStream")
    page = visit.open(address + "/search/?q=กีฬา")
    state(page, "error")
    assert page.locator("#trouble").is_visible()
    assert page.locator("#engine-q").input_value() == "site:news.example.go.th กีฬา"


def test_a_site_published_meanwhile_is_searched(visit, tmp_path):
    tree = build(news(Tree.real(tmp_path / "site")))
    with served(tree) as address:
        page = visit.open(address + "/search/")
        assert len(search(page, "กีฬาสี")) == 20
        for each in [*tree.out.glob("search/*/*.bin")]:
            each.unlink()
        # Numbers all others anew.
        tree.news("oldest", title="กีฬาสีครั้งแรก", date="2565-05-31")
        build(tree)
        page.locator("#more").click()
        until(page, "document.querySelectorAll('#results a').length >= 40")
        state(page, "done")
        assert total(page) == 46
        assert search(page, "ครั้งแรก") == ["/news/2022/oldest/"]


def test_an_answer_that_comes_late_never_shows(page):
    held: list[Route] = []
    patient = True
    page.route("**/search/texts/**", lambda route: held.append(route) if patient else route.continue_())
    page.locator("#q").fill("เรื่องเมื่อปีก่อน")
    page.keyboard.press("Enter")
    for _ in range(100):
        if held:
            break
        page.wait_for_timeout(20)
    assert held
    patient = False
    expected = search(page, "กีฬาสีครั้งที่ 44")
    for route in held:
        route.continue_()
    page.wait_for_timeout(200)
    assert hits(page) == expected == ["/news/2024/sports-44/"]
    assert total(page) == 1


# The page -------------------------------------------------------------------------------------------------------------


def test_the_script_is_small():
    data = (PROJECT / "layouts/assets/search.js").read_bytes()
    assert len(gzip.compress(data, 9, mtime=0)) <= 8192


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_a_site_without_search_leads_on_by_other_ways(chromium, tmp_path, javascript):
    tree = Tree.real(tmp_path / "site").edit("data/site.yaml", "search: true", "search: false")
    tree.build()
    with served(tree) as address:
        visit = Visit(chromium, viewport=PHONE, java_script_enabled=javascript)
        page = visit.open(address + "/search/")
        assert page.locator("script[src]").count() == page.locator("#finder").count() == 0
        assert page.locator("#engine-q").is_visible()
        assert page.locator("#browse").is_visible()
        visit.context.close()


def test_without_javascript_the_page_leads_on_by_other_ways(chromium, address):
    visit = Visit(chromium, viewport=PHONE, java_script_enabled=False)
    page = visit.open(address + "/search/?q=กีฬา")
    assert page.locator("#engine-q").input_value() == "site:news.example.go.th "
    assert page.locator("#browse").is_visible()
    assert not page.locator("#finder").is_visible()
    visit.context.close()


SMALL = """
[...document.querySelectorAll('main :is(button, select, input, #results a)')]
  .filter(each => each.checkVisibility())
  .filter(each => Math.min(each.getBoundingClientRect().height, each.getBoundingClientRect().width) < 24)
  .map(each => each.outerHTML)
"""
STATES = {"hits": "กีฬา", "nothing": "คำที่ไม่มีในเว็บไซต์นี้", "failed": "วิชาการ"}


@pytest.mark.parametrize("shown", STATES)
def test_the_search_has_no_barriers_and_fits_its_window(chromium, address, axe, viewport, scheme, shown):
    visit = Visit(chromium, viewport=viewport, color_scheme=scheme)
    page = visit.open(address + "/search/")
    if shown == "failed":
        page.route("**/search/**", lambda route: route.abort())
    page.locator("[name=section]").select_option("news")
    search(page, STATES[shown], "error" if shown == "failed" else "done")
    assert page.evaluate(WIDE) <= 0
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate("window.refused") == []
    assert [each for each in visit.said if "ERR_FAILED" not in each] == []
    assert page.evaluate(SMALL) == []
    page.evaluate(axe)
    found = page.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })")
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    visit.context.close()


def test_next_to_nothing_moves(chromium, address):
    visit = Visit(chromium, viewport=DESK)
    visit.page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "each => window.moved += each.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page = visit.open(address + "/search/?q=กีฬาสี")
    state(page, "done")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.moved") < 0.03
    visit.context.close()
