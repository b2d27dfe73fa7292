"""How soon a save is seen: `python -m bench.desk` edits a large site while it is served, and watches it in a browser.

The one invariant: the time is from the moment a file is saved until the open page shows what was saved, by one clock.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bench import browse, peers, releases
from bench.results import ROOT
from bench.search import browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Notes when the page shows it, in milliseconds since 1970.
WATCH = """
window.seen = {};
const look = () => {
  const now = Date.now();
  const said = document.querySelector("main").textContent;
  for (const [word] of said.matchAll(/saved-[a-z]+-\\d+/g)) seen[word] ??= now;
  const word = getComputedStyle(document.body).getPropertyValue("--saved").trim();
  if (word) seen[word] ??= now;
};
new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
setInterval(look, 5);
"""
PAUSE = 1.0
"""Seconds between two saves: nobody saves while the last save is still at work."""
PATIENCE = 60.0
"""Seconds after which a save that is not seen is lost."""


def main() -> None:
    """Measure, and tell the median and the worst of each kind of save."""
    parser = argparse.ArgumentParser("python -m bench.desk", description="Time from a save to the page that shows it.")
    parser.add_argument("--items", type=int, default=10_000, help="number of items (default: 10,000)")
    parser.add_argument("--saves", type=int, default=20, help="saves of each kind (default: 20)")
    options = parser.parse_args()
    (ROOT / ".khao").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / ".khao") as folder:
        site = Path(folder) / "site"
        peers.frame(site, search=True, cards=False)
        releases.write(site, options.items)
        item = releases.release(options.items // 2, options.items).item
        with _watched(site, item.url) as page:
            for kind, save in _saves(site, site / item.path).items():
                taken = [_seen(page, f"saved-{kind}-{number}", save) for number in range(options.saves)]
                print(f"{kind}: median {statistics.median(taken):.3f} s, worst {max(taken):.3f} s, {len(taken)} saves")


def _saves(site: Path, path: Path) -> Mapping[str, Callable[[str], None]]:
    """How each kind of save is made, given the word that it adds."""
    text, sheet = path.read_text(encoding="utf-8"), site / "layouts/assets/site.css"
    style = sheet.read_text(encoding="utf-8")

    def titled(word: str) -> None:
        path.write_text(re.sub(r"(?m)^title: .*$", rf"title: {word}", text, count=1), encoding="utf-8")

    return {
        "body": lambda word: _write(path, f"{text.rstrip()}\n\n{word}\n"),
        "title": titled,
        "style": lambda word: _write(sheet, f"{style}\nbody {{ --saved: {word}; }}\n"),
    }


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _seen(page: Page, word: str, save: Callable[[str], None]) -> float:
    """Seconds from a save until the page shows its word."""
    saved = time.time()
    save(word)
    while time.time() < saved + PATIENCE:
        page.wait_for_timeout(20)
        if at := page.evaluate("word => window.seen[word]", word):
            time.sleep(PAUSE)
            return float(at) / 1000 - saved
    raise RuntimeError(f"{word} is never shown")


@contextlib.contextmanager
def _watched(site: Path, url: str) -> Iterator[Page]:
    """A page of the site, open in a browser while the site is served."""
    from playwright.sync_api import sync_playwright

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [*peers.khao_words(site, "serve"), "--port", str(port)]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        if not any(f":{port}/" in line for line in server.stdout or ()):
            raise RuntimeError("the server did not start")
        with sync_playwright() as playwright:
            window = playwright.chromium.launch(executable_path=str(browser()), args=[*browse.ARGUMENTS])
            page = window.new_page()
            page.add_init_script(WATCH)
            page.goto(f"http://127.0.0.1:{port}{url}")
            time.sleep(3 * PAUSE)
            yield page
            window.close()
    finally:
        server.terminate()
        server.communicate()


if __name__ == "__main__":
    main()
