"""Questions put to a search in a real browser, each by a reader who comes for the first time, and what came of it.

The one invariant: a search is known by its page alone. It is asked as `?q=`, tells in `#results` when it is done and
how many pages it knows of (`data-state`, `data-total`), links to them, and has a button for more (`#more`).
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import statistics
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from bench import unwatched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
VISITS = 3
"""Visits whose median work counts, since the pace of a machine changes."""
ROUNDS = 100
"""Times that the button for more is pressed at the most."""
ENDED = ":is(#results[data-state=done], #results[data-state=error])"
MORE = "#more:visible"
# Told to the page before anything of it is read: notes when the search is done.
LISTEN = """
window.doneAt = 0;
window.answered = new Promise(resolve => {
  new MutationObserver(() => {
    const state = document.getElementById("results")?.dataset.state;
    if (state === "done" && !window.doneAt) window.doneAt = performance.now();
    if (state === "done" || state === "error") resolve();
  }).observe(document, { subtree: true, childList: true, attributeFilter: ["data-state"] });
});
"""
LOOK = """
() => {
  const results = document.getElementById("results");
  const links = [...results.querySelectorAll("a[href]")].map(each => new URL(each.href).pathname);
  const { state, total, ids } = results.dataset;
  return { state, total: Number(total), links: [...new Set(links)], ids: ids && JSON.parse(ids), at: window.doneAt };
}
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A search: the folders that its pages are served from, by the beginning of their paths, and what is what there."""

    name: str
    folders: Mapping[str, Path]
    page: str
    """The path of its page."""
    data: str
    """What the paths of its files begin with."""
    program: tuple[str, ...] = ()
    """What the names of those of its files end with that are the same for each question: scripts and the like."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """The URLs of pages by their ids, where the search's page tells (`data-ids`) of more than it shows."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one question led to."""

    links: tuple[str, ...]
    first: int
    """How many of the links the first round showed."""
    total: int
    """How many pages the search says there are, at the first round."""
    ended: bool
    """Whether the links are all that it has."""
    requests: int
    size: int
    """Bytes of the files of the first round; programs are neither counted here nor above."""
    wall: float
    """Seconds from asking for the page until the search is done."""
    work: float
    """Seconds of the page's main thread, in processor time, beyond what the page takes that is asked nothing.

    The median of some visits that nothing but a counter watches."""


@dataclass
class Reader:
    """Somebody with a browser, before a search."""

    browser: Browser
    place: Place
    address: str
    timeout: type[Exception]
    """What the browser raises when it has waited in vain."""
    sent: list[tuple[str, int]]
    """Path and bytes of each answer of the server."""
    faults: list[str] = field(default_factory=list)
    """What the pages complained of."""

    def ask(self, typed: str, most: int) -> Visit:
        """Put one question, and look at no fewer links than `most`, if there are."""
        work = statistics.median(self.work(typed) for _ in range(VISITS))
        context = self.browser.new_context()
        try:
            context.add_init_script(LISTEN)
            page = context.new_page()
            page.on("pageerror", lambda error: self.faults.append(f"{self.place.name}, {typed}: {error}"))
            self.sent.clear()
            page.goto(self._url(typed), wait_until="load")
            seen = self._done(page)
            if seen["state"] != "done":
                self.faults.append(f"{self.place.name}, {typed}: {seen['state']}")
            requests, size = self._taken()
            first, total, at = len(seen["links"]), seen["total"], seen["at"]
            for _ in range(ROUNDS):
                if len(seen["links"]) >= most or not _more(page):
                    break
                seen = self._done(page, len(seen["links"]))
            ended = not _has_more(page)
            shown = [self.place.pages[each] for each in seen["ids"]] if seen.get("ids") else seen["links"]
            links = tuple(map(unquote, shown))
            return Visit(links, first, total, ended, requests, size, at / 1e3, work)
        finally:
            context.close()

    def work(self, typed: str) -> float:
        """Seconds of work for one visit with a question, less those of one without, right after it."""
        session = self.browser.new_browser_cdp_session()
        try:
            asked = unwatched.work(session, self._url(typed), LISTEN, "answered")
            return asked - unwatched.work(session, self._url(""), LISTEN, "Promise.resolve()")
        except TimeoutError:
            self.faults.append(f"{self.place.name}, {typed}: no end")
            return unwatched.PATIENCE
        finally:
            session.detach()

    def _url(self, typed: str) -> str:
        return f"{self.address}{self.place.page}" + (f"?q={quote(typed)}" if typed else "")

    def _done(self, page: Page, before: int = 0) -> dict[str, Any]:
        """What is shown when the search is done; after a press of the button, once there is more, or in a second."""
        with contextlib.suppress(self.timeout):
            page.wait_for_selector(ENDED, state="attached", timeout=unwatched.PATIENCE * 1e3)
        until = time.monotonic() + 1
        seen: dict[str, Any] = page.evaluate(LOOK)
        while before and (seen["state"] != "done" or len(seen["links"]) == before) and time.monotonic() < until:
            page.wait_for_timeout(10)
            seen = page.evaluate(LOOK)
        return seen

    def _taken(self) -> tuple[int, int]:
        """Requests and bytes so far."""
        mine = [
            size
            for path, size in self.sent
            if path.startswith(self.place.data) and path != self.place.page and not path.endswith(self.place.program)
        ]
        return len(mine), sum(mine)


def _has_more(page: Page) -> bool:
    return page.locator(MORE).count() > 0


def _more(page: Page) -> bool:
    """Press the button for more, if there is one."""
    if not _has_more(page):
        return False
    page.locator(MORE).dispatch_event("click")
    return True


@contextlib.contextmanager
def launched(program: Path) -> Iterator[Browser]:
    """A browser that runs until the block ends."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=[*ARGUMENTS])
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def readers(browser: Browser, places: Sequence[Place]) -> Iterator[list[Reader]]:
    """A reader for each search."""
    from playwright.sync_api import TimeoutError as InVain

    with contextlib.ExitStack() as stack:
        served = [(place, *stack.enter_context(_served(place))) for place in places]
        yield [Reader(browser, place, address, InVain, sent) for place, address, sent in served]


@contextlib.contextmanager
def _served(place: Place) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Where the folders of a search are served, and what has been sent from there."""
    sent: list[tuple[str, int]] = []
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, folders=place.folders, sent=sent)
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files as they are, from several folders."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folders: Mapping[str, Path], sent: list[tuple[str, int]]) -> None:
        self.folders, self.sent = folders, sent
        super().__init__(*args)

    def translate_path(self, path: str) -> str:
        """The file at a path."""
        path = unquote(urlsplit(path).path)
        start = max((each for each in self.folders if path.startswith(each)), key=len)
        if ".." in path:
            return str(self.folders[start] / "no such file")
        file = str(self.folders[start] / path.removeprefix(start).lstrip("/"))
        return f"{file}/" if path.endswith("/") else file

    def end_headers(self) -> None:
        """Let nothing be used again without asking."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file and note it."""
        data = source.read()
        self.sent.append((urlsplit(self.path).path, len(data)))
        outputfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
