"""The guide for the PR officer, walked through as it is written: what it says happens, and its pictures are true."""

from __future__ import annotations

import io
import os
import re

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

import test_browser
from desks import serving
from khao import thai
from terminal import Terminal
from test_browser import Visit, until
from trees import PROJECT, Tree

pytestmark = pytest.mark.browser
chromium = test_browser.chromium

GUIDE = PROJECT / "docs/th/first-news.md"
PICTURES = PROJECT / "docs/th/images"
NOW = "2567-05-14 09:00"
PHONE = {"width": 390, "height": 780}
URL = "/news/2024/satun-sandbox/"
FOLDER = "content/news/2567/satun-sandbox"
RELEASE = "content/news/2567/transforming-satun-sandbox"
ALIKE = 12
"""How far two pictures may be apart, of 255: fonts differ from one system to the next, and versions of a browser."""


def block(language: str, number: int) -> str:
    """What stands in one of the guide's frames."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )[number]


def photo(number: int) -> bytes:
    """A photo of a hall, as far as rectangles go."""
    picture = Image.new("RGB", (1600, 1067), (214, 222, 228))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((300 - 60 * number, 150, 1300 - 60 * number, 560), fill=(32, 96, 128))
    for seat in range(12):
        tint = 90 + (seat * 37 + number * 53) % 120
        draw.ellipse(
            (60 + seat * 128, 640 + (seat % 3) * 90, 150 + seat * 128, 760 + (seat % 3) * 90), fill=(tint, 120, 96)
        )
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=85)
    return made.getvalue()


def picture(name: str, shot: bytes) -> None:
    """Hold a picture of the guide against what is seen now."""
    now = Image.open(io.BytesIO(shot)).convert("RGB")
    file = PICTURES / f"{name}.png"
    if os.environ.get("KHAO_ACCEPT") == "1":
        file.parent.mkdir(exist_ok=True)
        now.quantize(96).save(file, optimize=True)
    then = Image.open(file).convert("RGB")
    assert then.size == now.size
    small = (now.width // 6, now.height // 6)
    apart = ImageStat.Stat(ImageChops.difference(now.resize(small), then.resize(small))).mean
    assert max(apart) < ALIKE, f"KHAO_ACCEPT=1 make test ARGS='-k guide' takes {file.name} anew"


def test_the_guide_leads_to_a_published_page(tmp_path, chromium):
    tree = Tree.real(tmp_path / "site")
    body = (tree.root / RELEASE / "index.md").read_text(encoding="utf-8").split("---\n", 2)[2].strip()
    tree.delete(RELEASE).delete("content/reports/2567")
    answered(tree)
    text = (tree.root / FOLDER / "index.md").read_text(encoding="utf-8")
    for number in range(1, 6):
        tree.put(f"{FOLDER}/photo-{number}.jpg", photo(number))
    text = re.sub("^<!--.*-->$", lambda _: body, text, flags=re.MULTILINE)
    text = re.sub("^# photos: .*$", block("yaml", 0).strip(), text, flags=re.MULTILINE)
    tree.put(f"{FOLDER}/index.md", text)
    visit = Visit(chromium, viewport=PHONE)
    with serving(tree, tmp_path, "--now", NOW) as desk:
        page = visit.open(desk.address + URL)
        bar = "document.querySelector('khao-desk')?.shadowRoot.querySelector('.bar').textContent"
        until(page, f"({bar} ?? '').includes('{FOLDER}/index.md')")
        page.wait_for_load_state("networkidle")
        picture("draft", page.screenshot())
        tree.edit(f"{FOLDER}/index.md", "schools: [anuban-satun]", "schools: [anuban-satoon]")
        until(page, "document.querySelector('khao-desk').shadowRoot.querySelector('dialog').open")
        picture("problem", page.screenshot())
        tree.edit(f"{FOLDER}/index.md", "anuban-satoon", "anuban-satun")
        until(page, "!document.querySelector('khao-desk').shadowRoot.querySelector('dialog').open")
        tree.put(f"{FOLDER}/index.md", re.sub("^draft: .*\n", "", text, flags=re.MULTILINE))
        until(page, f"!{bar}.includes('ฉบับร่าง')")
    tree.build()
    visit.context.close()
    assert page_of(tree).count("<img") >= 5
    for list_ in ("index.html", "categories/activities/index.html", "schools/anuban-satun/index.html", "feed.xml"):
        assert URL in tree.read(list_)
    with test_browser.served(tree) as address:
        reader = Visit(chromium, viewport=PHONE)
        page = reader.open(address + URL)
        page.wait_for_load_state("networkidle")
        picture("published", page.screenshot())
        reader.context.close()


def page_of(tree: Tree) -> str:
    return tree.read("news/2024/satun-sandbox/index.html")


def answered(tree: Tree) -> None:
    """Type the guide's answers at the guide's questions; every line of the screen is as the guide has it."""
    command = re.search(r'new "(.*)"', block("sh", 1))
    assert command
    at = Terminal(tree.root, command[1], now=NOW)
    seen = ""
    lines = block("text", 0).splitlines()
    for line in lines:
        if not re.search(r": |:$", line):
            continue
        question, _, answer = line.partition(": ") if ": " in line else (line.removesuffix(":"), "", "")
        seen += at.until(f"{question}: ")
        at.type(f"{answer}\n")
    seen += at.until("index.md")
    assert at.status() == 0
    shown = thai.normalise(seen.replace("\r", ""))
    for line in lines:
        assert line.rstrip() in shown, line
    assert (tree.root / FOLDER / "index.md").is_file()
