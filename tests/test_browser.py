"""Pages as readers' browsers show them, on a phone and on a desk, by day and by night, with scripts and without."""

from __future__ import annotations

import contextlib
import gzip
import json
import threading
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

import samples
import tools
from khao import handler
from trees import PROJECT, Tree

pytestmark = pytest.mark.browser

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
PAGES = {
    "home.html": "/",
    "news.html": "/news/2024/transforming-satun-sandbox/",
    "news.html, every field": "/news/2024/every-field/",
    "news.html, English": "/news/2024/every-field-in-english/",
    "reports.html": "/reports/2024/pilot-schools-satun/",
    "reports.html, every directive": "/reports/2024/directives/",
    "period.html": "/reports/fiscal/2567/",
    "catalogue.html": "/data/",
    "pages.html": "/contact/",
    "list.html": "/news/",
    "schools.html": "/schools/ban-khuan-ke/",
    "affiliations.html": "/affiliations/primary-satun/",
    "programmes.html": "/programmes/reading/",
    "directory.html": "/schools/",
    "terms.html": "/tags/",
    "archive.html": "/archive/",
    "search.html": "/search/",
    "404.html": "/404.html",
}
# Told to the page before anything of it is read.
LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", event => window.refused.push(event.violatedDirective));
"""
WIDE = "document.scrollingElement.scrollWidth - window.innerWidth"
CLIPPED = """
[...document.querySelectorAll("main *")]
  .filter(each => !each.closest(".scroll"))
  .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
  .map(each => each.outerHTML.slice(0, 80))
"""
CONTRAST = """
(() => {
  const channel = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(each => channel(each / 255))
    .reduce((sum, each, at) => sum + each * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
  };
  const poor = [];
  for (const each of document.querySelectorAll("body *")) {
    const said = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!said || !each.checkVisibility()) continue;
    const [one, two] = [light(getComputedStyle(each).color), light(behind(each))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) poor.push([each.tagName, each.className, each.textContent.trim().slice(0, 30), ratio]);
  }
  return poor;
})()
"""


PLACES = "[...document.querySelectorAll('main *')].map(each => each.getBoundingClientRect().top)"


def until(page: Page, true: str) -> None:
    """Wait for it. Pages forbid eval, and with it Playwright's own way of waiting."""
    for _ in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never: {true}")


@contextlib.contextmanager
def served(tree: Tree):
    """The address at which a built site is served."""
    server = handler.listen(tree.out, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the site that uses everything is served, by the server of the command `serve`."""
    tree = samples.rich(tmp_path_factory.mktemp("rich") / "site")
    tree.build()
    with served(tree) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    program = tools.require(tools.chromium(), "Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=QUIET)
        yield browser
        browser.close()


class Visit:
    """One reader's browser window and what it noticed."""

    def __init__(self, browser: Browser, **window: object) -> None:
        self.context = browser.new_context(**window)  # type: ignore[arg-type]
        self.context.add_init_script(LISTEN)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, url: str) -> Page:
        self.said.clear()
        self.asked.clear()
        self.page.goto(url, wait_until="load")
        return self.page


@pytest.fixture(scope="module")
def windows(chromium):
    """Windows by what they are like, each opened once."""
    opened: dict[str, Visit] = {}

    def window(**like: object) -> Visit:
        name = repr(sorted(like.items(), key=str))
        if name not in opened:
            opened[name] = Visit(chromium, **like)
        return opened[name]

    yield window
    for each in opened.values():
        each.context.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def viewport(request):
    return request.param


@pytest.mark.parametrize("layout", PAGES)
def test_a_page_opens_in_peace_and_fits_its_window(windows, address, layout, viewport, scheme):
    visit = windows(viewport=viewport, color_scheme=scheme)
    page = visit.open(address + PAGES[layout])
    assert visit.said == []
    assert page.evaluate("window.refused") == []
    assert {urlsplit(url).netloc for url in visit.asked} == {urlsplit(address).netloc}
    assert page.evaluate(WIDE) <= 0
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(CONTRAST) == []


@pytest.fixture(scope="module")
def axe():
    """The script that looks for barriers in a page."""
    return tools.require(tools.axe(), "axe-core").read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", PAGES)
def test_a_page_has_no_barriers(windows, address, layout, viewport, scheme, axe):
    page = windows(viewport=viewport, color_scheme=scheme).open(address + PAGES[layout])
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert len(found["passes"]) > 10


@pytest.mark.parametrize("layout", PAGES)
def test_a_page_is_read_without_javascript(windows, address, layout):
    page = windows(viewport=PHONE, java_script_enabled=False).open(address + PAGES[layout])
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text()) > 60


PHOTOS = (".jpg", ".png", ".webp")


def weight(visit: Visit, url: str) -> int:
    """The bytes of a file as hosts send it: text compressed."""
    data = visit.context.request.get(url).body()
    return len(data if url.endswith((*PHOTOS, ".woff2")) else gzip.compress(data, 6))


@pytest.mark.parametrize("layout", PAGES)
def test_a_first_visit_is_small(chromium, address, layout):
    """Ten requests; 40 KB beside the photos, and 100 KB with those that are seen at once."""
    visit = Visit(chromium, viewport=PHONE, color_scheme="light", device_scale_factor=2)
    page = visit.open(address + PAGES[layout])
    until(page, "document.fonts.status == 'loaded'")
    asked = {url: weight(visit, url) for url in visit.asked}
    photos = sum(size for url, size in asked.items() if "/assets/" not in url and url.endswith(PHOTOS))
    assert len(visit.asked) <= 10, visit.asked
    assert sum(asked.values()) - photos <= 40_000, asked
    assert sum(asked.values()) <= 100_000, asked
    assert any(url.endswith(".woff2") for url in asked)
    scripts = [size for url, size in asked.items() if url.endswith(".js")]
    assert sum(scripts) <= 10_000
    visit.context.close()


@pytest.mark.parametrize("layout", ["home.html", "news.html, every field"])
def test_nothing_moves_when_the_photos_arrive(windows, address, layout):
    page = windows(viewport=PHONE).page
    held: list[Route] = []
    page.route("**/*.{jpg,png,webp}", lambda route: held.append(route))  # noqa: PLW0108 — Playwright refuses a builtin
    page.goto(address + PAGES[layout], wait_until="domcontentloaded")
    until(page, "document.styleSheets.length && document.images[0].getBoundingClientRect().top")
    until(page, "document.fonts.status == 'loaded'")
    before = page.evaluate(PLACES)
    assert held
    for route in held:
        route.continue_()
    page.unroute("**/*.{jpg,png,webp}")
    until(page, "document.images[0].complete && document.images[0].naturalWidth")
    # Renditions are whole pixels high, so each has another ratio by a hair; browsers count moves from 3 pixels on.
    assert page.evaluate(PLACES) == pytest.approx(before, abs=0.5)


def test_photos_are_seen_one_by_one_with_the_keyboard_alone(windows, address):
    page = windows(viewport=PHONE, color_scheme="light").open(address + PAGES["news.html, every field"])
    links = page.locator("[data-gallery] a")
    shown = "document.querySelector('.viewer').open"
    photo = "document.querySelector('.viewer img').src"
    total = links.count()
    assert total > 1
    links.nth(0).focus()
    page.keyboard.press("Enter")
    assert page.evaluate(shown)
    assert page.evaluate(photo) == links.nth(0).evaluate("each => each.href")
    assert page.locator(".viewer img").get_attribute("alt") == links.nth(0).locator("img").get_attribute("alt")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(photo) == links.nth(1).evaluate("each => each.href")
    assert page.locator(".viewer .place").inner_text() == f"2 / {total}"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(photo) == links.nth(total - 1).evaluate("each => each.href")
    for _ in range(8):
        # Nothing behind the photos can be reached: only their own buttons, or the browser's.
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.viewer')")
    page.keyboard.press("Escape")
    assert not page.evaluate(shown)
    # The browser tells of the closing in a task of its own.
    until(page, f"document.activeElement.href === {json.dumps(links.nth(total - 1).evaluate('each => each.href'))}")


def test_photos_are_links_without_javascript(windows, address):
    page = windows(viewport=PHONE, java_script_enabled=False).open(address + PAGES["news.html, every field"])
    link = page.locator("[data-gallery] a").first
    target = link.evaluate("each => each.href")
    link.click()
    page.wait_for_url(target)


def test_the_viewer_has_no_barriers_and_closes_by_its_button(windows, address, axe, scheme):
    page = windows(viewport=DESK, color_scheme=scheme).open(address + PAGES["news.html, every field"])
    page.locator("[data-gallery] a").first.click()
    until(page, "document.querySelector('.viewer img').complete")
    page.evaluate(axe)
    assert page.evaluate("axe.run('.viewer')")["violations"] == []
    page.get_by_role("button", name="ปิด").click()
    assert not page.locator(".viewer").is_visible()


def test_the_address_of_an_item_is_copied_and_shared_without_asking_anybody(windows, address):
    visit = windows(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = visit.open(address + PAGES["news.html"])
    page.locator("[data-copy]").click()
    until(page, "document.querySelector('[data-copy]').textContent === 'คัดลอกแล้ว'")
    own = page.locator("link[rel=canonical]").get_attribute("href")
    assert page.evaluate("navigator.clipboard.readText()") == own
    shared = [unquote(each.get_attribute("href")) for each in page.locator(".share a").all()]
    assert all(each.endswith(f"={own}") for each in shared)
    assert [urlsplit(each).netloc for each in shared] == ["social-plugins.line.me", "www.facebook.com"]
    assert {urlsplit(url).netloc for url in visit.asked} == {urlsplit(address).netloc}


def test_an_english_item_speaks_english_around_it(windows, address):
    page = windows(viewport=DESK, color_scheme="light").open(address + PAGES["news.html, English"])
    assert page.evaluate("document.documentElement.lang") == "en"
    thai = """[...document.querySelectorAll('body *')].filter(each => each.checkVisibility()
      && [...each.childNodes].some(node => node.nodeType === 3 && /[ก-๙]/.test(node.data))
      && each.closest('[lang]').lang !== 'th').map(each => each.outerHTML)"""
    assert page.evaluate(thai) == []
    assert page.get_by_role("heading", name="Facts").is_visible()


@pytest.mark.parametrize("layout", ["home.html", "news.html, every field", "directory.html"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_next_to_nothing_moves_when_the_font_arrives(windows, address, layout, viewport):
    page = windows(viewport=viewport).page
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "each => window.moved += each.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(address + PAGES[layout], wait_until="domcontentloaded")
    until(page, "performance.getEntriesByType('paint').length && performance.now() > 300")
    beside = page.evaluate("[...document.fonts].some(each => /Noto/.test(each.family) && each.status == 'loaded')")
    tools.require(PROJECT if beside else None, "Noto Sans Thai, of which a fallback is made,")
    before = page.evaluate("document.body.scrollHeight")
    for route in held:
        route.fulfill(path=PROJECT / "layouts/assets/fonts/anuphan.woff2", content_type="font/woff2")
    until(page, "document.fonts.status == 'loaded' && document.fonts.check('16px Anuphan')")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert held
    # Words can't all be equally wide: on a long page, a line or two break elsewhere. Up to 0.1 is good to Google.
    assert page.evaluate("window.moved") < 0.03
    assert abs(page.evaluate("document.body.scrollHeight") - before) <= 0.02 * before


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_a_former_address_leads_to_the_item_with_and_without_javascript(windows, address, javascript):
    page = windows(java_script_enabled=javascript).open(f"{address}/{samples.ALIAS}")
    page.wait_for_url("**/news/2024/every-field/")
    assert page.locator("h1").inner_text() == samples.TITLE


def test_an_address_that_is_not_there_shows_the_page_for_it(windows, address):
    page = windows(viewport=PHONE).open(f"{address}/no/such/page/")
    assert page.locator("h1").inner_text() == "ไม่พบหน้าที่ต้องการ"


def test_the_keyboard_goes_straight_to_the_content(windows, address):
    page = windows(viewport=PHONE, color_scheme="light").open(address + PAGES["news.html"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_wide_table_scrolls_by_keyboard_and_the_page_does_not(windows, address):
    page = windows(viewport=PHONE, color_scheme="light").open(address + PAGES["news.html, every field"])
    table = page.locator(".scroll").first
    assert table.evaluate("each => each.scrollWidth > each.clientWidth")
    table.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.scroll').scrollLeft")
    assert page.evaluate("window.scrollX") == 0


@pytest.mark.parametrize("layout", ["news.html", "reports.html"])
def test_a_printed_page_is_black_on_white_without_menus(windows, address, layout):
    page = windows(viewport=DESK, color_scheme="dark").open(address + PAGES[layout])
    page.emulate_media(media="print")
    try:
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.querySelector('.prose')).color") == "rgb(0, 0, 0)"
        assert not any(each.is_visible() for each in page.locator("nav:not(.contents)").all())
        assert page.locator("h1").is_visible()
    finally:
        page.emulate_media(media="screen")
