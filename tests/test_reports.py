"""Reports whose numbers agree: on pages, in downloads, in the search and on paper."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pandas as pd
import pdfminer.high_level
import pypdf
import pypdfium2
import pytest
import yaml

import samples
import test_browser
import tools
from khao import dates, pdftext, printer
from khao.model import file_of
from test_browser import DESK, QUIET, served
from test_check import problems, rules
from trees import Tree

REPORT = "/reports/2024/pilot-schools-satun/"
windows = test_browser.windows
chromium = test_browser.chromium


def text_of(page: str) -> str:
    """The words of a page's HTML."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


@pytest.fixture
def tree(tmp_path):
    return Tree.real(tmp_path / "site")


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    tree = samples.rich(tmp_path_factory.mktemp("reports") / "site")
    tree.build()
    return tree


# Numbers agree --------------------------------------------------------------------------------------------------------


def test_a_count_that_changes_renders_the_pages_that_show_it_and_all_agree(tree):
    tree.build()
    before = tree.files()
    tree.edit("data/schools.yaml", "pilot_schools: 3\n", "pilot_schools: 4\n")
    rendered = set(tree.edit("data/schools.yaml", "pilot_schools: 20", "pilot_schools: 21").build().rendered)
    changed = {file for file, data in tree.files().items() if before.get(file) != data and "search/" not in file}
    assert {file_of(url) for url in rendered} == changed
    assert rendered == {
        REPORT,
        *(f"{REPORT}{name}.{suffix}" for name in ("pilots", "shares") for suffix in ("csv", "json")),
        "/affiliations/private-satun/",
        "/schools/",
        "/data/affiliations.csv",
        "/data/affiliations.json",
    }
    report = text_of(tree.read(file_of(REPORT)))
    assert "พื้นที่นวัตกรรมการศึกษา 21 แห่ง ใน 4 สังกัด" in report
    assert re.search(r"สำนักงานการศึกษาเอกชนจังหวัดสตูล 4 .* รวม 21", report)
    assert "จังหวัดสตูล 4 แห่ง · 19%" in report
    assert "สำนักงานการศึกษาเอกชนจังหวัดสตูล,4\n" in tree.read(f"{REPORT[1:]}pilots.csv")
    assert [
        row[1] for row in json.loads(tree.read(f"{REPORT[1:]}pilots.json"))["rows"] if row[0] == "private-satun"
    ] == [4]


def test_prose_that_contradicts_the_data_is_told(tree):
    assert not rules(tree.root) & {"count-differs", "total-differs"}
    tree.edit("data/schools.yaml", "pilot_schools: 3\n", "pilot_schools: 4\n")
    tree.edit("data/schools.yaml", "pilot_schools: 20", "pilot_schools: 21")
    told = {(each["path"], each["rule"]) for each in problems(tree.root)}
    assert ("content/reports/2567/pilot-schools-satun/index.md", "total-differs") in told
    assert any(path.startswith("content/news/") and rule == "count-differs" for path, rule in told)


def test_a_body_edit_of_a_report_renders_it_alone_and_a_moved_directive_too(tree):
    tree.build()
    path = "content/reports/2567/pilot-schools-satun/index.md"
    assert tree.edit(path, "## ความเป็นมา\n", "ย่อหน้าใหม่\n\n## ความเป็นมา\n").build().rendered == (REPORT,)
    assert "ย่อหน้าใหม่" in tree.read(file_of(REPORT))


def test_what_a_report_shows_of_data_is_found_by_the_search(tree):
    from khao import index, texts

    def searched() -> str:
        paths = [path for path in tree.files() if path.startswith("search/text")]
        rows = [row for path in paths for row in texts.unpack((tree.out / path).read_bytes())]
        return next(row.body for row in rows if row.url == REPORT)

    tree.build()
    assert index.FILE in tree.files()
    assert "พื้นที่นวัตกรรมการศึกษา 20 แห่ง" in searched()
    assert "โรงเรียนบ้านควนเก สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสตูล 2562" in searched()
    tree.edit("data/schools.yaml", "pilot_schools: 3\n", "pilot_schools: 4\n")
    tree.edit("data/schools.yaml", "pilot_schools: 20", "pilot_schools: 21").build()
    assert "พื้นที่นวัตกรรมการศึกษา 21 แห่ง" in searched()
    before = tree.files()
    tree.build(clean=True)
    assert tree.files() == before


def test_a_table_that_is_withdrawn_leaves_no_trace(tree):
    tree.build()
    assert tree.has("reports/2024/pilot-schools-satun/pilots.csv")
    tree.edit("content/reports/2567/pilot-schools-satun/index.md", "---\ntitle", "---\ndraft: true\ntitle").build()
    left = [file for file, data in tree.files().items() if b"pilot-schools-satun" in data or "pilots" in file]
    assert left == []


# Reports --------------------------------------------------------------------------------------------------------------


def test_headings_tables_charts_and_figures_are_numbered_and_referred_to(rich):
    page = rich.read(samples.DIRECTIVES)
    said = text_of(page)
    assert "ดู ตารางที่ 1 แผนภูมิที่ 1 ภาพที่ 1 และ 2 หัวข้อที่สอง" in said
    numbers = re.findall(r'<span class="number">([\d.]+)</span>', page.partition('class="prose"')[2])
    assert numbers == ["1", "1.1", "2"]
    labels = re.findall(r"<figcaption[^>]*><strong>(.*?)</strong>", page)
    assert labels == ["ตารางที่ 1", *(f"แผนภูมิที่ {number}" for number in range(1, 5)), "ตารางที่ 2", "ภาพที่ 1"]
    assert "ฉบับที่ 2" in said
    assert "ที่มา ที่มาตัวอย่าง" in said


def test_news_have_no_numbers(rich):
    rich.news("table", ":::table\ndata: affiliations\ncaption: สังกัด\nid: a\n:::\n\nดู [](#a)", date="2567-05-02").build()
    page = text_of(rich.read("news/2024/table/index.html"))
    assert "ดู สังกัด" in page
    assert "ตารางที่" not in page
    rich.delete("content/news/table.md").build()


@pytest.mark.parametrize(("kind", "folder"), [("fiscal_year", "fiscal"), ("academic_year", "academic")])
def test_the_report_of_a_year_counts_its_news(rich, kind, folder):
    heads = [
        yaml.safe_load(text.split("---\n")[1])
        for path in sorted((rich.root / "content/news").rglob("*.md"))
        if "draft: true" not in (text := path.read_text(encoding="utf-8"))
    ]
    moment = {"fiscal_year": dates.fiscal_year, "academic_year": dates.academic_year}[kind]
    years: dict[int, list[dict]] = {}
    for each in heads:
        when = dates.parse(str(each["date"]))
        late = [dates.parse(str(each[name])) for name in ("publish", "expires") if name in each]
        if ("publish" in each and late[0] > rich.now) or ("expires" in each and late[-1] <= rich.now):
            continue
        years.setdefault(moment(when), []).append({**each, "date": when})
    assert len(years) >= 1
    for year, items in years.items():
        base = f"reports/{folder}/{year}/"
        schools = Counter(school for each in items for school in each.get("schools", []))
        found = dict(json.loads(rich.read(f"{base}school.json"))["rows"])
        assert {id: count for id, count in found.items() if count and id} == schools
        months = Counter(f"{each['date']:%Y-%m-01}" for each in items)
        rows = json.loads(rich.read(f"{base}month.json"))["rows"]
        assert {month: count for month, count in rows if count} == months
        page = text_of(rich.read(f"{base}index.html"))
        assert f"มีข่าวทั้งหมด {len(items)} เรื่อง" in page
        uncovered = [id for id, count in found.items() if id and not count]
        assert f"สถานศึกษาที่ยังไม่มีข่าว {len(uncovered)} แห่ง" in page


# Open data ------------------------------------------------------------------------------------------------------------


def downloads(tree: Tree, suffix: str) -> list[str]:
    return [file for file in tree.files() if file.endswith(suffix) and "/feed" not in f"/{file}"]


def test_a_csv_opens_in_a_spreadsheet_and_comes_back_as_it_was(rich, tmp_path):
    files = downloads(rich, ".csv")
    assert len(files) > 10
    for file in files:
        data = (rich.out / file).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf"), file
        sheet = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig", dtype=str, keep_default_na=False)
        book = tmp_path / "book.xlsx"
        sheet.to_excel(book, index=False)
        back = pd.read_excel(book, dtype=str, keep_default_na=False)
        assert back.equals(sheet), file
        assert len(sheet) == len([*csv.reader(io.StringIO(data.decode("utf-8-sig")))]) - 1
    thai = pd.read_csv(rich.out / "reports/2024/directives/pilots.csv", encoding="utf-8-sig")
    assert list(thai.columns) == ["ชื่อเต็ม", 'จำนวน "แห่ง" & <นับ>']
    assert dict(thai.to_numpy())["สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสตูล"] == 15


def test_csv_and_json_of_a_table_hold_the_same(rich):
    for file in downloads(rich, ".json"):
        told = json.loads(rich.read(file))
        if "columns" not in told or not rich.has(file.replace(".json", ".csv")):
            continue
        sheet = pd.read_csv(
            rich.out / file.replace(".json", ".csv"), encoding="utf-8-sig", dtype=str, keep_default_na=False
        )
        assert list(sheet.columns) == [each["title"] for each in told["columns"]]
        assert len(sheet) == told["count"] == len(told["rows"])


def test_a_cell_that_a_spreadsheet_would_work_out_is_no_formula(tmp_path):
    tree = Tree.real(tmp_path / "site")
    name = "    name: โรงเรียนผังปาล์ม 2\n"
    tree.edit("data/schools.yaml", name, f"{name}    aliases: ['=HYPERLINK(2)', ก]\n")
    tree.put("content/reports/2567/f/x.csv", "ชื่อ,จำนวน\n=HYPERLINK(1),1\n@SUM,2\n+66 1,3\n-ก,4\n")
    tree.put(
        "content/reports/2567/f/index.md", "---\ntitle: ก\ndate: 2567-05-01\n---\n\n:::table\ndata: x.csv\nid: a\n:::\n"
    )
    tree.build()
    sheet = pd.read_csv(tree.out / "reports/2024/f/a.csv", encoding="utf-8-sig")
    assert list(sheet["ชื่อ"]) == ["'=HYPERLINK(1)", "'@SUM", "'+66 1", "'-ก"]
    assert "'=HYPERLINK(2); ก" in set(pd.read_csv(tree.out / "data/schools.csv", encoding="utf-8-sig")["aliases"])


def test_the_catalogue_lists_every_download_and_speaks_dcat(rich):
    told = json.loads(rich.read("data/catalogue.jsonld"))
    assert told["@type"] == "dcat:Catalog"
    assert told["@context"]["dcat"] == "http://www.w3.org/ns/dcat#"
    base = "https://news.example.go.th/"
    files = [
        each["dcat:downloadURL"]["@id"].removeprefix(base)
        for one in told["dcat:dataset"]
        for each in one["dcat:distribution"]
    ]
    there = [file for file in downloads(rich, ".csv") + downloads(rich, ".json") if file != "search/index.json"]
    assert sorted(files) == sorted(there)
    for one in told["dcat:dataset"]:
        assert one["dct:title"]["@value"]
        assert one["dct:publisher"]["foaf:name"] == "สำนักงานศึกษาธิการจังหวัดสตูล"
        assert "dct:license" not in one
    page = rich.read("data/index.html")
    assert all(f'href="/{file}"' in page for file in there)
    assert "ยังไม่ได้กำหนดสัญญาอนุญาต" in page


def test_the_licence_of_the_settings_is_told(tree):
    tree.edit(
        "data/site.yaml", "# หมวดข่าว", "licence: {name: สัญญา ก, url: https://example.org/l}\n\n# หมวดข่าว", 1
    ).build()
    told = json.loads(tree.read("data/catalogue.jsonld"))
    assert told["dct:license"] == {"@id": "https://example.org/l"}
    assert '<a href="https://example.org/l" rel="license">สัญญา ก</a>' in tree.read("data/index.html")


# In a browser ---------------------------------------------------------------------------------------------------------

CHARTS = """
[...document.querySelectorAll("svg.chart")].map(svg => {
  const box = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll("text")].map(each => each.getBoundingClientRect());
  const out = words.filter(each => each.left < box.left - 1 || each.right > box.right + 1
    || each.top < box.top - 2 || each.bottom > box.bottom + 2 || each.right > innerWidth);
  const parted = (one, two) => one.right <= two.left + 1 || two.right <= one.left + 1
    || one.bottom <= two.top + 6 || two.bottom <= one.top + 6;
  const over = words.filter((one, at) => words.some((two, other) => other > at && !parted(one, two)));
  const title = svg.querySelector("title").textContent, about = svg.querySelector("desc").textContent;
  return { out: out.length, over: over.length, words: words.length, title, about,
    size: parseFloat(getComputedStyle(svg).fontSize), table: !!svg.parentElement.querySelector("table"),
    fills: [...new Set([...svg.querySelectorAll("rect, circle")].map(each => getComputedStyle(each).fill))] };
})
"""


@pytest.mark.browser
@pytest.mark.parametrize("url", ["/reports/2024/directives/", "/reports/fiscal/2567/", REPORT])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_charts_are_whole_and_readable(windows, address, url, scheme, width):
    page = windows(viewport={"width": width, "height": 800}, color_scheme=scheme).open(address + url)
    found = page.evaluate(CHARTS)
    assert found
    for each in found:
        assert (each["out"], each["over"]) == (0, 0), each
        assert each["words"] > 1
        assert each["size"] >= 14
        assert each["title"]
        assert each["about"]
        assert each["table"]


@pytest.mark.browser
@pytest.mark.parametrize("url", ["/", "/reports/2024/directives/", "/reports/fiscal/2567/"])
def test_letters_twice_as_large_leave_all_in_its_place(chromium, address, url):
    tool = str(tools.require(tools.chromium(), "Chromium"))
    large = [*QUIET, "--blink-settings=defaultFontSize=32"]
    browser = chromium.browser_type.launch(executable_path=tool, args=large)
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(address + url)
    assert [each for each in page.evaluate(CHARTS) if each["out"] or each["over"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    browser.close()


@pytest.mark.browser
def test_charts_have_other_colours_by_night_and_those_of_the_day_on_paper(windows, address):
    page = windows(viewport=DESK, color_scheme="light").open(address + "/reports/2024/directives/")
    day = [each["fills"] for each in page.evaluate(CHARTS)]
    page.emulate_media(color_scheme="dark")
    night = [each["fills"] for each in page.evaluate(CHARTS)]
    page.emulate_media(color_scheme="dark", media="print")
    paper = [each["fills"] for each in page.evaluate(CHARTS)]
    page.emulate_media(color_scheme="light", media="screen")
    assert day != night
    assert day == paper


@pytest.fixture(scope="module")
def address(rich):
    with served(rich) as found:
        yield found


# On paper -------------------------------------------------------------------------------------------------------------


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def extracted(data: bytes) -> dict[str, str]:
    """The text of a PDF as three readers copy it, without spaces."""
    document = pypdfium2.PdfDocument(data)
    plain = io.StringIO()
    # In the order in which it is written, as screen readers have it; its guesses at columns part a cell of two lines.
    pdfminer.high_level.extract_text_to_fp(io.BytesIO(data), plain, laparams=None)
    seen = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return {
        "pypdf": bare("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)),
        "pdfminer": bare(plain.getvalue()),
        "pdfium": bare(seen.replace("\ufffe", "")),
    }


SARA_AM = """
น้ำใจ ทำให้สำนักงานกำหนดจำนวนคำสั่ง ดำเนินงานตามกำหนดการ ณ ธำรงสถาน และการศึกษาพื้นที่นวัตกรรม

ผู้ปกครองญี่ปุ่นที่ปั๊มน้ำ ฐานะดี กี่ครั้งฟ้าก็ใส ชี้แจงเรื่องค่าใช้จ่าย ๑๒๓ บาท และ 1,234.50 บาท

Transforming Satun Sandbox สู่ความยั่งยืน “อัญประกาศ” (วงเล็บ) 50% **ตัวหนาคำนำทำ** และ*ตัวเอน น้ำ*

## หัวข้อสำคัญ: คำนำ

- รายการที่หนึ่ง ทำ นำ คำ
- รายการที่สอง ซ้ำ ย้ำ จำ

| คำ | จำนวน |
|:--|--:|
| น้ำ | ๑๒ |
| สำเร็จ | 34 |
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    tools.require(tools.chromium(), "Chromium")
    tree = Tree.real(tmp_path_factory.mktemp("printed") / "site")
    filler = "\n\n".join(f"ย่อหน้าที่ {number} สำนักงานทำความเข้าใจเรื่องจำนวนและกำหนดการ " * 6 for number in range(1, 20))
    rows = "\n".join(f"แถวที่ {number},{number}" for number in range(1, 61))
    tree.put("content/reports/2567/words/rows.csv", f"ชื่อ,จำนวน\n{rows}\n")
    tree.put(
        "content/reports/2567/words/index.md",
        f'---\ntitle: รายงานคำนำ "น้ำ" & <ทดสอบ>\ndate: 2567-05-20\n---\n{SARA_AM}\n\n{filler}\n\n'
        "[ลิงก์](https://www.example.go.th/a)\n\n:::table\ndata: rows.csv\ncaption: ตารางยาว\n:::\n",
    )
    tree.build(pdf=True)
    return tree


@pytest.mark.browser
def test_text_copied_out_of_a_pdf_is_what_was_written(printed):
    found = extracted((printed.out / "reports/2024/words/words.pdf").read_bytes())
    parts = [part for line in SARA_AM.split("\n") for part in line.split("|")]
    expected = [plain for part in parts if (plain := bare(re.sub(r"[*#]|^- |:--|--:", "", part)))]
    assert len(expected) > 8
    for reader, text in found.items():
        for each in expected:
            assert each in text, (reader, each)
        assert "ํา" not in text.replace("ำ", ""), reader


@pytest.mark.browser
@pytest.mark.parametrize(
    "pdf", ["reports/2024/pilot-schools-satun/pilot-schools-satun.pdf", "reports/fiscal/2567/2567.pdf"]
)
def test_a_pdf_says_every_paragraph_cell_and_label_of_its_page(printed, pdf):
    page = printed.read(pdf.rpartition("/")[0] + "/index.html").partition("<article")[2].partition("</article>")[0]
    words = re.findall(r"<(?:p|td|th|h[1-6]|text)\b[^>]*>([^<]+)</(?:p|td|th|h[1-6]|text)>", page)
    assert len(words) > 20
    for reader, text in extracted((printed.out / pdf).read_bytes()).items():
        for each in words:
            assert bare(html.unescape(each)) in text, (reader, each)


@pytest.mark.browser
def test_a_pdf_leads_to_the_site_and_has_headings_to_find_ones_way(printed):
    reader = pypdf.PdfReader(printed.out / "reports/2024/pilot-schools-satun/pilot-schools-satun.pdf")
    links = [
        str(each.get_object()["/A"]["/URI"])
        for page in reader.pages
        for each in page.get("/Annots", [])
        if "/A" in each.get_object()
    ]
    assert "https://news.example.go.th/schools/ban-khuan-ke/" in links
    assert not [each for each in links if "127.0.0.1" in each or "localhost" in each]
    outline = json.dumps(reader.outline, default=str, ensure_ascii=False)
    assert "จำนวนสถานศึกษานำร่องแยกตามสังกัด" in outline
    assert reader.trailer["/Root"]["/Lang"] == "th"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


@pytest.mark.browser
def test_sheets_have_a_head_and_a_number_and_tables_begin_again_with_their_heads(printed):
    reader = pypdf.PdfReader(printed.out / "reports/2024/words/words.pdf")
    pages = [bare(page.extract_text()) for page in reader.pages]
    assert len(pages) > 3
    assert round(float(reader.pages[0].mediabox.width)) == 595  # A4
    for number, text in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in text
        assert bare('รายงานคำนำ "น้ำ" & <ทดสอบ>') in text
    long = [text for text in pages if re.search(r"แถวที่\d+", text)]
    assert len(long) > 1
    assert all("ชื่อจำนวน" in text for text in long)
    ends = [text for text in pages if text.endswith(("หัวข้อสำคัญ:คำนำ", "ตารางที่1ตารางยาว"))]
    assert ends == []


@pytest.mark.browser
def test_the_same_report_is_the_same_pdf_and_is_printed_once(printed, tmp_path):
    pdf = printed.out / "reports/2024/words/words.pdf"
    before, made = pdf.read_bytes(), pdf.stat().st_mtime_ns
    assert printed.build(pdf=True).rendered == ()
    assert pdf.stat().st_mtime_ns == made
    other = tmp_path / "other"
    printed.build(pdf=True, output=other)
    assert (other / "reports/2024/words/words.pdf").read_bytes() == before
    clean = Tree(tmp_path / "again", "")
    for name in ("content", "data", "layouts"):
        shutil.copytree(printed.root / name, clean.root / name)
    clean.build(pdf=True)
    assert (clean.out / "reports/2024/words/words.pdf").read_bytes() == before


@pytest.mark.browser
def test_a_pdf_is_gone_when_none_is_asked_for_and_changes_with_its_data(tmp_path):
    tools.require(tools.chromium(), "Chromium")
    tree = Tree.real(tmp_path / "site")
    tree.build(pdf=True)
    pdf = file_of(REPORT).replace("index.html", "pilot-schools-satun.pdf")
    before = (tree.out / pdf).read_bytes()
    assert f'href="/{pdf}"' in tree.read(file_of(REPORT))
    tree.edit("data/schools.yaml", "pilot_schools: 3\n", "pilot_schools: 4\n")
    tree.edit("data/schools.yaml", "pilot_schools: 20", "pilot_schools: 21").build(pdf=True)
    assert (tree.out / pdf).read_bytes() != before
    assert bare("นวัตกรรมการศึกษา 21 แห่ง") in extracted((tree.out / pdf).read_bytes())["pypdf"]
    tree.build()
    assert not [file for file in tree.files() if file.endswith(".pdf")]
    assert ".pdf" not in tree.read(file_of(REPORT))


def test_without_a_browser_the_build_says_so_and_nothing_changes(tree, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("KHAO_BROWSER", raising=False)
    assert [each.rule for each in tree.fail(pdf=True)] == ["pdf-no-browser"]
    assert not tree.out.exists()


BROWSERS = {
    "/tmp": "pdf-no-browser",  # noqa: S108 — a folder, which no program is
    "nonsense-command": "pdf-no-browser",
    'echo "$1"; [ "$1" = --version ]': "pdf-failed",
    'echo 1; for each; do case "$each" in --print-to-pdf=*) echo nonsense > "${each#*=}";; esac; done': "pdf-failed",
    'echo 1; for each; do case "$each" in --print-to-pdf=*) : > "${each#*=}";; esac; done': "pdf-failed",
    '[ "$1" = --version ] && echo 1 || sleep 60': "pdf-failed",
}
"""What may stand in the place of a browser: a command, or a script."""


@pytest.mark.parametrize("command", BROWSERS, ids=range(len(BROWSERS)))
def test_whatever_the_browser_does_is_told_and_nothing_changes(tree, monkeypatch, tmp_path, command):
    script = tmp_path / "browser"
    script.write_text(f"#!/bin/sh\n{command}\n")
    script.chmod(0o755)
    monkeypatch.setenv("KHAO_BROWSER", str(script) if " " in command else command)
    monkeypatch.setattr(printer, "SECONDS", 2)
    assert {each.rule for each in tree.fail(pdf=True)} == {BROWSERS[command]}
    assert not tree.out.exists()
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(script) not in left


@pytest.mark.browser
def test_links_on_paper_are_numbered_and_their_addresses_stand_at_the_end(windows, address):
    page = windows(viewport=DESK, color_scheme="light").open(address + REPORT)
    page.emulate_media(media="print")
    numbered = page.evaluate(
        """[...document.querySelectorAll(".prose a[href]")].filter(each =>
          getComputedStyle(each, "::after").content.includes("counter")).length"""
    )
    listed = page.locator(".addresses li").all_inner_texts()
    page.emulate_media(media="screen")
    assert numbered == len(listed) > 3
    assert any("https://edusandbox.satunpeo.go.th/" in each for each in listed)
    assert not page.locator(".addresses").is_visible()


@pytest.mark.browser
def test_a_mended_pdf_looks_as_before(printed):
    """The text layer is put right, and nothing that is seen changes."""

    def read(path: str) -> bytes | None:
        file = printed.out / path
        return file.read_bytes() if file.is_file() else None

    with printer.press(printer.browser(), read) as made:
        raw = made.print("/reports/2024/words/")
        mended = pdftext.mended(raw, made.host, "https://news.example.go.th")
    for one, two in zip(pictures(raw), pictures(mended), strict=True):
        differing = sum(abs(a - b) > 128 for a, b in zip(one, two, strict=True))
        assert differing <= 60
    assert not any(name in mended for name in (b"127.0.0.1", str(Path.home()).encode() + b"/"))


def pictures(data: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(data)
    found = [page.render(scale=1.5).to_pil().convert("L") for page in document]
    document.close()
    return [each.tobytes() for each in found]
