"""The documentation against the program: each command, option, field, question, kind of page and URL is in it.

KHAO_ACCEPT=1 writes the generated parts of docs/th/ anew.
"""

import argparse
import inspect
import io
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from khao import (
    cli,
    data,
    dates,
    files,
    frontmatter,
    head,
    kinds,
    messages,
    plan,
    questions,
    schema,
    settings,
    targets,
    templates,
    work,
)
from khao import options as parsing
from khao.lens import Lens
from khao.load import load
from khao.model import Item, Page
from khao.schema import Field, Fields
from test_architecture import LAYERS
from trees import PROJECT, Tree

DOCS = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCS += sorted((PROJECT / "docs").rglob("*.md"))
ARCHITECTURE = PROJECT / "docs/architecture.md"
COMMANDS = PROJECT / "docs/commands.md"
LAYOUTS = PROJECT / "docs/layouts.md"
THAI = PROJECT / "docs/th"

documents = pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(PROJECT).as_posix())


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# Commands -------------------------------------------------------------------------------------------------------------


def subcommands() -> dict[str, argparse.ArgumentParser]:
    found = next(each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    return dict(found.choices)


def parser() -> argparse.ArgumentParser:
    return parsing.parser(PROJECT)


def options(of: argparse.ArgumentParser) -> set[str]:
    return {option for action in of._actions for option in action.option_strings}


def section(name: str) -> str:
    """What docs/commands.md says under the heading of a command."""
    return re.split(r"^## ", read(COMMANDS), flags=re.MULTILINE)[headings(COMMANDS).index(f"`{name}`") + 1]


def headings(path: Path) -> list[str]:
    return re.findall(r"^## (.+)$", read(path), flags=re.MULTILINE)


@pytest.mark.parametrize("name", subcommands())
def test_commands_and_their_own_options_are_documented(name):
    text = section(name)
    own = options(subcommands()[name]) - options(parser())
    assert {option for option in own if f"`{option}" not in text} == set()


def test_common_options_are_documented():
    text = read(COMMANDS)
    assert {option for option in options(parser()) if f"`{option}" not in text} == set()


def test_documented_options_exist():
    known = options(parser()).union(*(options(each) for each in subcommands().values()))
    shown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", read(COMMANDS)))
    assert shown - known == set()


@pytest.mark.parametrize("variable", ["SOURCE_DATE_EPOCH", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"])
def test_environment_variables_are_documented(variable):
    assert variable in inspect.getsource(cli)
    assert f"`{variable}" in read(COMMANDS)


def test_readme_names_the_two_commands_and_every_other():
    text = read(PROJECT / "README.md")
    assert re.search(r"^make +#", text, flags=re.MULTILINE)
    assert re.search(r"^make test +#", text, flags=re.MULTILINE)
    assert {name for name in subcommands() if f"`{name}" not in text} == set()


# Layouts --------------------------------------------------------------------------------------------------------------

# The lens's own machinery, which a layout has no use for.
MACHINERY = {"ask", "inset"}


@pytest.mark.parametrize("name", sorted({name for name in vars(Lens) if name[0] != "_"} - MACHINERY))
def test_questions_are_documented(name):
    assert re.search(rf"`site\.{name}\b", read(LAYOUTS))


# What an item tells the program only: where it came from and when it is published.
INNER = {"path", "body", "digest", "draft", "publish", "expires", "allow"}


@pytest.mark.parametrize("name", sorted({*Item.__dataclass_fields__, "modified", "live_from"} - INNER))
def test_what_an_item_has_is_documented(name):
    listed = read(LAYOUTS).split("An item has:")[1].split("\n\n")[0]
    assert f"`{name}`" in listed


@pytest.mark.parametrize("name", sorted(templates.FILTERS))
def test_filters_are_documented(name):
    assert re.search(rf"^\| `{name}[`(]", read(LAYOUTS), flags=re.MULTILINE)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """The pages of each planner, for a site that has some of every kind."""
    tree = Tree(tmp_path_factory.mktemp("docs") / "site")
    for number in range(3):
        tree.news(f"more-{number}", tags="[ประชุม]", schools="[alpha]", aliases=f"[/old/{number}.html, /n{number}]")
    tree.put("content/reports/r.md", "---\ntitle: รายงาน\ndate: 2567-05-01\n---\n\nเนื้อหา\n")
    tree.edit("data/site.yaml", "สำนักงานทดสอบ", "สำนักงานทดสอบ, email: pr@example.go.th")
    for name in ("period.html", "print.css", "catalogue.html", "catalogue.jsonld", "table.csv", "table.json"):
        tree.put(f"layouts/{name}", "")
    tree.put("content/news/d.md", "---\ntitle: ข่าว\ndate: 2567-05-01\n---\n\n:::table\ndata: schools\n:::\n")
    tree.put("layouts/redirects.txt", "").put("layouts/security.txt", "").put("layouts/withdrawn.html", "")
    tree.news("withdrawn", expires="2567-05-20", tombstone="ถอนแล้ว")
    site = load(tree.config(), work.Inline()).site
    made = {planner.__name__: [*planner(site)] for planner in plan.PLANNERS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "SITEMAP_SIZE", 10)
        made["machines"] += plan.machines(site)
    return made


def test_kinds_of_pages_are_documented(pages):
    table = read(LAYOUTS).split("## Every kind of page")[1].split("\n## ")[0]
    cells = [row.split("|")[1] for row in table.split("\n") if row.startswith("|")]
    shown = {kind for cell in cells for kind in re.findall(r"`(\w+)`", cell)}
    assert shown == {page.kind for made in pages.values() for page in made}


def shapes(planner: str) -> list[str]:
    """The URLs of a planner as docs/architecture.md has them: `/news/<year>/<slug>/`."""
    row = re.search(rf"^\| `{planner}` \|(.+)\|$", read(ARCHITECTURE), flags=re.MULTILINE)
    assert row, f"no row for {planner}"
    return re.findall(r"`(/[^`]*)`", row[1])


def fits(url: str, shape: str) -> bool:
    parts = re.split(r"(<[^>]+>)", shape)
    pattern = "".join(re.escape(part) if part[:1] != "<" else ".+" if part == "<alias>" else "[^/]+" for part in parts)
    return bool(re.fullmatch(pattern, re.sub(r"page/\d+/$", "", url)))


@pytest.mark.parametrize("planner", [each.__name__ for each in plan.PLANNERS])
def test_urls_are_documented(planner, pages):
    known = shapes(planner)
    assert {page.url for page in pages[planner] if not any(fits(page.url, shape) for shape in known)} == set()
    assert {shape for shape in known if not any(fits(page.url, shape) for page in pages[planner])} == set()


# Fields ---------------------------------------------------------------------------------------------------------------

KINDS: dict[Callable[..., Any], str] = {
    schema.line: "ข้อความหนึ่งบรรทัด",
    schema.text: "ข้อความ",
    schema.boolean: "`true` หรือ `false`",
    schema.integer: "จำนวนเต็ม",
    schema.moment: "วันที่ ใส่เวลาด้วยก็ได้",
    schema.year: "ปี พ.ศ. หรือ ค.ศ.",
    schema.identifier: "รหัส: a–z 0–9 คั่นด้วย `-`",
    kinds._where: "ชุดคอลัมน์และค่าที่ต้องมี",
    kinds._address: "ที่อยู่ `https://…`",
    kinds._month: "จำนวนเต็ม 1–12",
    kinds._term: "ปี พ.ศ. หรือ ค.ศ.",
    kinds._few: "จำนวนเต็ม 1–5000",
    head._slug: "ชื่อที่ไม่มีช่องว่าง",
    head.beside: "ชื่อไฟล์ข้างไฟล์ข่าว",
    head._rule: "ชื่อของปัญหา",
    head._alias: "ที่อยู่เดิม ขึ้นต้นด้วย `/`",
    head._tag: "คำ",
    settings._base: "ที่อยู่ `https://…` ไม่มีโฟลเดอร์ต่อท้าย",
    settings.address: "ที่อยู่ `https://…`",
    settings._own_site: "ที่อยู่ `https://…`",
    settings._target: "`/…` หรือ `https://…`",
    targets._word: "ข้อความหนึ่งบรรทัด",
    targets._prefix: "ข้อความหนึ่งบรรทัด",
    targets._address: "ที่อยู่ ไม่มีรหัสผ่าน",
    targets._host: "ชื่อเครื่อง หรือ `ผู้ใช้@ชื่อเครื่อง`",
    settings._count: "จำนวนเต็ม 1–1000",
}
"""What editors are told of each reader."""
COLLECTIONS = {"schools": "รหัสโรงเรียน", "affiliations": "รหัสสังกัด"}


def kind(reader: Callable[..., Any]) -> str:  # noqa: PLR0911
    """What values a reader takes, in Thai. One that this doesn't know is to be added to KINDS."""
    match reader:
        case schema.Listing():
            return f"รายการ [ ] ของ{kind(reader.read_one)}"
        case schema.Choice():
            return " หรือ ".join(f"`{word}`" for word in reader.allowed)
        case schema.Compound():
            names = " ".join(f"`{each.name}`" for each in reader.fields)
            short = next((kind(each.read) for each in reader.fields if each.name == reader.short), "")
            return f"{short} หรือชุดช่อง {names}" if short else f"ชุดช่อง {names}"
        case head.Photos():
            return f"{kind(reader.listed)} หรือ `all` หรือ `{{all: true, alt: …}}`"
        case targets.Targets():
            return "ชุดปลายทาง ชื่อละหนึ่งชุดช่อง ดู [เผยแพร่เว็บไซต์](publish.md)"
        case head.Reference():
            return COLLECTIONS[reader.collection]
        case head.CategoryOf():
            return "ชื่อหรือรหัสของหมวด"
    return KINDS[reader]


def nested(reader: Callable[..., Any]) -> Fields:
    """The fields of the mapping that a reader takes, in a list or not."""
    match reader:
        case head.Photos():
            return nested(reader.listed)
        case schema.Listing():
            return nested(reader.read_one)
        case schema.Compound():
            return reader.fields
    return ()


def table(rows: Fields, defaults: Callable[[Field[Any]], str] | None = None) -> Iterator[str]:
    extra = " ถ้าไม่ใส่ |" if defaults else ""
    yield f"| ช่อง | คืออะไร | ค่า | ตัวอย่าง |{extra}"
    yield "|:--|:--|:--|:--|" + (":--|" if defaults else "")
    for each in rows:
        name = f"`{each.name}` **ต้องมี**" if each.required else f"`{each.name}`"
        last = f" {defaults(each)} |" if defaults else ""
        yield f"| {name} | {each.th} | {kind(each.read)} | `{each.name}: {each.example}` |{last}"


def reference(rows: Fields, heading: str, defaults: Callable[[Field[Any]], str] | None = None) -> Iterator[str]:
    """A table of fields, and one for each field that holds others."""
    yield from table(rows, defaults)
    for each in rows:
        if inner := nested(each.read):
            yield from ("", f"{heading} ช่องใน `{each.name}`", "", *table(inner))


def setting_default(each: Field[Any]) -> str:
    found = next(field for field in fields(settings.Settings) if field.name == each.name)
    if each.required or found.default in (MISSING, "", ()):
        return "หยุดและแจ้งให้ใส่" if each.required else "ไม่มี"
    value = str(found.default)
    return f"`{value.lower() if isinstance(found.default, bool) else value}`"


GENERATED: dict[tuple[str, str], Callable[[], Iterable[str]]] = {
    ("fields.md", "fields"): lambda: reference(head.fields(head.Known()), "##"),
    ("data.md", "schools"): lambda: table(data.DECLARED["schools"]),
    ("data.md", "affiliations"): lambda: table(data.DECLARED["affiliations"]),
    ("data.md", "total"): lambda: table((data.TOTAL,)),
    ("settings.md", "settings"): lambda: reference(settings.SETTINGS, "##", setting_default),
    **{("reports.md", name): partial(table, each.fields) for name, each in kinds.KINDS.items()},
    **{("publish.md", name): partial(table, each.fields) for name, each in targets.Targets.kinds.items()},
}


@pytest.mark.parametrize(("file", "name"), GENERATED)
def test_generated_parts_are_current(file, name):
    path = THAI / file
    begin, end = f"<!-- generated: {name} -->\n", "<!-- /generated -->\n"
    before, mark, rest = read(path).partition(begin)
    old, closed, after = rest.partition(end)
    assert mark, f"{file} has no {begin.strip()}"
    assert closed, f"{file} has no {end.strip()} after {begin.strip()}"
    new = "\n" + "\n".join(GENERATED[file, name]()) + "\n\n"
    if os.environ.get("KHAO_ACCEPT") == "1":
        path.write_text(before + begin + new + end + after, encoding="utf-8")
    else:
        assert old == new, f"KHAO_ACCEPT=1 make test ARGS='-k docs' writes {file} anew"


def test_every_declared_collection_has_its_table():
    assert {name for file, name in GENERATED if file == "data.md"} == {*data.DECLARED, "total"}


# The guide's examples -------------------------------------------------------------------------------------------------

WRITING = THAI / "writing.md"


def chapter(title: str) -> str:
    """A chapter of the guide to writing, by a word of its heading; its examples hold headings too."""
    chapters = re.split(r"^## (?=\d+\. |ข้อผิดพลาด)", read(WRITING), flags=re.MULTILINE)
    return next(text for text in chapters[1:] if title in text.split("\n")[0])


def example(language: str, text: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def rows(title: str) -> list[list[str]]:
    """The cells of the table rows of a chapter that begin with code or with words, its head left out."""
    lines = [line for line in chapter(title).split("\n") if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_the_sample_item_builds_with_every_kind_of_link(tmp_path):
    tree = Tree.real(tmp_path / "site")
    folder = "content/news/2567/teacher-workshop"
    picture = io.BytesIO()
    Image.new("RGB", (40, 30)).save(picture, "JPEG")
    links = [link for cells in rows("ลิงก์") for link in code(cells[1])]
    body = "\n\n".join([example("markdown", chapter("เนื้อข่าว")), *links])
    tree.put(f"{folder}/index.md", example("yaml", chapter("ส่วนหัว")) + "\n" + body)
    for name in ("cover.jpg", "photo-1.jpg"):
        tree.put(f"{folder}/{name}", picture.getvalue())
    tree.put(f"{folder}/agenda.pdf", b"%PDF-1.4\n")
    assert "2567-06-20-teacher-workshop" in chapter("ภาษาอังกฤษ")
    tree.build(now=dates.parse("2567-06-21"))
    page = tree.read("news/2024/teacher-workshop/index.html")
    assert len(links) > 10
    assert "data-withheld" not in page
    assert "<li>ครูผู้สอน</li>" in page
    assert page.count("<td") == 4


@pytest.mark.parametrize("suffix", sorted({*files.PHOTOS, *files.ATTACHMENTS}))
def test_files_that_may_be_published_are_in_the_guide(suffix):
    assert f"`{suffix}`" in chapter("ภาพ" if suffix in files.PHOTOS else "ไฟล์แนบ")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> head.Known:
    site = load(Tree.real(tmp_path_factory.mktemp("docs") / "site").config(), work.Inline()).site
    records = tuple((name, frozenset(found)) for name, found in site.collections.items())
    return head.Known(site.settings.categories, records)


def rules(field: str, known: head.Known) -> set[str]:
    """The problems of an item whose front matter has this field, in place of its own."""
    usual = {"title": "title: ชื่อข่าว", "date": "date: 20 มิ.ย. 2567"}
    head = "\n".join({**usual, field.partition(":")[0]: field}.values())
    return {each.rule for each in frontmatter.read("content/news/x.md", f"---\n{head}\n---\n", known).problems}


MISTAKES = [cells for cells in rows("ข้อผิดพลาด") if cells[0].startswith("`")]


@pytest.mark.parametrize("cells", MISTAKES, ids=lambda cells: code(cells[0])[0])
def test_mistakes_make_the_problem_that_the_guide_says(cells, known):
    wrong, told = code(cells[0])[0], set(code(cells[1]))
    assert rules(wrong, known) & told
    assert told <= set(messages.RULES)


RIGHT = [field for cells in MISTAKES for field in code(cells[2]) if re.match(r"\w+: ", field)]


@pytest.mark.parametrize("field", RIGHT)
def test_remedies_of_the_guide_are_right(field, known):
    assert rules(field, known) == set()


@pytest.mark.parametrize("field", example("yaml", chapter("ส่วนหัว").split("### เมื่อค่า")[1]).splitlines())
def test_quoted_titles_of_the_guide_are_right(field, known):
    assert rules(field, known) == set()


@pytest.mark.parametrize("text", code(chapter("ส่วนหัว").split("### วันที่")[1].split("ใส่เวลา")[0]))
def test_dates_of_the_guide_are_one_day(text):
    assert dates.parse(text) == dates.parse("2567-06-20")


# The documents themselves ---------------------------------------------------------------------------------------------

_CODE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")


def anchors(path: Path) -> set[str]:
    """The ids that GitHub and GitLab give to the headings of a document."""
    found = re.findall(r"^#+ (.+)$", _CODE.sub("", read(path)), flags=re.MULTILINE)
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower() for heading in found)
    kept = ("".join(c for c in text if c in " -_" or unicodedata.category(c)[0] in "LMN") for text in plain)
    return {text.replace(" ", "-") for text in kept}


def outside_code(path: Path) -> str:
    return re.sub(r"`[^`\n]*`", "", _CODE.sub("", read(path)))


@documents
def test_links_lead_somewhere(path):
    broken = []
    for target in _LINK.findall(outside_code(path)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@documents
def test_no_document_names_a_place_on_one_machine(path):
    pattern = r"(?<![\w./>-])/(?:home|root|tmp|usr|var|opt|etc|mnt|work|Users)/|\b[A-Z]:\\"
    assert re.findall(pattern, read(path)) == []


@documents
def test_documents_begin_with_their_name_and_lead_on(path):
    text = read(path)
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert not re.search(r"[ \t]$", _CODE.sub("", text), flags=re.MULTILINE)


def test_architecture_is_one_page_with_the_rows_of_modules():
    text = read(ARCHITECTURE)
    assert text.count("\n") <= 130
    assert f"```text\n{LAYERS.strip()}\n```" in text


@pytest.mark.parametrize("path", [path for path in DOCS if path.parent.name == "docs"], ids=lambda path: path.name)
def test_readme_leads_to_every_document_for_maintainers(path):
    assert f"](docs/{path.name})" in read(PROJECT / "README.md")


@pytest.mark.parametrize("path", [path for path in DOCS if path.parent == THAI], ids=lambda path: path.name)
def test_the_thai_contents_lead_to_every_thai_document(path):
    assert path.name == "index.md" or f"]({path.name})" in read(THAI / "index.md")
