"""Whatever is wrong in content, data or layouts is told with its place, and the published site stays as it was."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from pathlib import Path

import pytest
from PIL import Image

from khao.errors import Problem
from khao.head import Known, fields
from khao.load import load
from khao.words import say
from khao.work import Inline
from trees import PROJECT, Tree, head

BAD = "content/news/bad.md"
GOOD = head(title="ข่าว", date="2567-05-10")


class Office(Tree):
    """A site that was published once and is now to be spoilt."""

    def published(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.out)): path.read_bytes() for path in self.out.rglob("*") if path.is_file()}

    def rejected(self, **options: object) -> tuple[Problem, ...]:
        """The problems of a build that fails and touches nothing."""
        before = self.published()
        found = self.fail(**options)
        assert self.published() == before
        return found

    def rejects(self, rule: str, place: str) -> None:
        """One problem of a rule at a place: `path`, `path:line` or `path:line:column`."""
        told = [(each.rule, f"{each.place}:") for each in self.rejected()]
        assert any(each == rule and at.startswith(f"{place}:") for each, at in told), told


@pytest.fixture
def office(tmp_path):
    (office := Office(tmp_path / "site")).build()
    return office


def command(root: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own."""
    run = [sys.executable, str(PROJECT / "build.py"), "--root", str(root), "--now", "2567-06-01", "--jobs", "1", *args]
    env = {**os.environ, "GITHUB_ACTIONS": "", "GITLAB_CI": "", **environment}
    return subprocess.run(run, capture_output=True, encoding="utf-8", env=env, check=False, timeout=60)


def photo(kind: str = "JPEG") -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").resize((60, 40)).convert("RGB").save(made, kind)
    return made.getvalue()


def bomb(side: int = 20_000) -> bytes:
    """A PNG of 400 megapixels in a few hundred kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * (side // 8 + 1) * side, 9)
    size = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# One file of content ------------------------------------------------------------------------------------------------

FILES: dict[str, tuple[str | bytes, str, str]] = {
    # name: (the file, rule, line[:column])
    "tab": ("---\ntitle: ก\ndate: 2567-05-10\nevent:\n\tstart: 2567-05-10\n---\n\nข\n", "yaml-tab", "5"),
    "colon": ("---\ntitle: ข่าว: ด่วน\ndate: 2567-05-10\n---\n\nข\n", "yaml-colon", "2"),
    "curly quotes": ("---\ntitle: “ข่าวด่วน”\ndate: 2567-05-10\n---\n\nข\n", "curly-quote", "2"),
    "open quote": ('---\ntitle: "ข่าว\ndate: 2567-05-10\n---\n\nข\n', "yaml-quote", "2"),
    "no colon": ("---\ntitle: ก\nประกาศ\ndate: 2567-05-10\n---\n\nข\n", "yaml-no-colon", "3"),
    "not closed": ("---\ntitle: ก\ndate: 2567-05-10\ndraft: true\n\nเนื้อข่าว\n", "head-unclosed", "1"),
    "blank line before": (f"\n{GOOD}\nข\n", "head-unclosed", "1"),
    "no front matter": ("เนื้อข่าวอย่างเดียว\n", "head-missing", "1"),
    "front matter of nothing": ("---\n# ยังไม่กรอก\n---\n\nข\n", "head-empty", "1"),
    "a list": ("---\n- title\n- date\n---\n\nข\n", "not-a-mapping", "2"),
    "empty": (b"", "file-empty", "1"),
    "BOM": (b"\xef\xbb\xbf" + GOOD.encode(), "file-bom", "1"),
    "CRLF": (GOOD.replace("\n", "\r\n"), "file-crlf", "1"),
    "old Mac": (GOOD + "\nก\rข", "file-crlf", "6"),
    "TIS-620": ("---\ntitle: ข่าว\n---\n".encode("cp874"), "file-not-utf8", "2:8"),
    "NUL": (f"{GOOD}\nก\0ข\n", "file-control", "6:2"),
    "escape": (f"{GOOD}\n\x1b[31m\n", "file-control", "6:1"),
    "escaped control": ('---\ntitle: "ก\\x01ข"\ndate: 2567-05-10\n---\n', "", "2"),
    "noncharacter": ("---\ntitle: กกกกกกกกกกกกกกกกก\ufffe\ndate: 2567-05-10\n---\n", "yaml-character", "2"),
    "C1 control": ("---\ntitle: กกกกกกกกกกกกกกกกก\x86\ndate: 2567-05-10\n---\n", "yaml-character", "2"),
    "5 MB": (GOOD + "\n" + "ข่าว " * 400_000, "file-too-large", ""),
    "large front matter": (head(title="ก", date="2567-05-10", summary="ก" * 30_000), "head-too-large", "1"),
    "30 February": (head(title="ก", date="2567-02-30"), "date-impossible", "3:7"),
    "29 February 2568": (head(title="ก", date="2568-02-29"), "date-impossible", "3:7"),
    "American date": (head(title="ก", date="13/25/2567"), "date-", "3:7"),
    "year 1800": (head(title="ก", date="1800-01-01"), "date-year", "3:7"),
    "superscript date": (head(title="ก", date="²⁵⁶⁷-05-10"), "date-", "3:7"),
    "no title": (head(date="2567-05-10"), "field-missing", "2"),
    "no date": (head(title="ก"), "field-missing", "2"),
    "blank title": (head(title="", date="2567-05-10"), "field-missing", "2"),
    "spaces for a title": (head(title='"  "', date="2567-05-10"), "text-empty", "2:8"),
    "duplicate key": ("---\ntitle: ก\ntitle: ข\ndate: 2567-05-10\n---\n", "yaml-duplicate", "3:1"),
    "school": (head(title="ก", date="2567-05-10", schools="[alpah]"), "record-unknown-near", "4:11"),
    "affiliation": (head(title="ก", date="2567-05-10", affiliations="[primry]"), "record-unknown-near", "4:16"),
    "category": (head(title="ก", date="2567-05-10", categories="[ข่าวกิจกรม]"), "category-unknown-near", "4:14"),
    "field": (head(tilte="ก", title="ก", date="2567-05-10"), "field-unknown-near", "2:1"),
    "capital field": (head(title="ก", date="2567-05-10", Draft="true"), "field-unknown-near", "4:1"),
    "yes for true": (head(title="ก", date="2567-05-10", draft="yes"), "not-boolean", "4:8"),
    "slug": (head(title="ก", date="2567-05-10", slug="../x"), "slug-bad", "4:7"),
    "alias bomb": (head(a="&a [x, x]", b="&b [*a, *a]", title="ก", date="2567-05-10"), "yaml-alias", "2:4"),
    "merge key": (head(title="ก", date="2567-05-10", venue="*no"), "yaml-alias", "4:8"),
    "object": (head(title="!!python/object:os.system ก", date="2567-05-10"), "yaml-tag", "2:8"),
    "depth": (head(title="[" * 20_000, date="2567-05-10"), "yaml-depth", "2"),
    "mapping for a key": (head(title="ก", date="2567-05-10").replace("---\nt", "---\n{a: b}: c\nt"), "yaml-key", "2"),
    "event backwards": (
        head(title="ก", date="2567-05-10", event="{start: 2567-05-10, end: 2567-05-09}"),
        "event-backwards",
        "4:8",
    ),
    "expired before it began": (head(title="ก", date="2567-05-10", expires="2567-05-10"), "expires-early", "4:10"),
    "a very long tag": (head(title="ก", date="2567-05-10", tags=f"[{'ก' * 300}]"), "", "4"),
    "a very long alias": (head(title="ก", date="2567-05-10", aliases=f"[/{'a' * 300}]"), "", "4"),
    "photo that isn't there": (
        head(title="ก", date="2567-05-10", cover="{src: none.jpg, alt: ก}"),
        "file-missing",
        "4:14",
    ),
    "link to a file": (f"{GOOD}\nอ่าน [ก](none.md)\n", "link-broken", "6"),
    "absolute link": (f"{GOOD}\nอ่าน [ก](/nowhere/)\n", "link-broken", "6"),
    "anchor": (f"{GOOD}\nอ่าน [ก](#nowhere)\n", "anchor-broken", "6"),
    "anchor of another page": (f"{GOOD}\nอ่าน [ก](/about/#nowhere)\n", "anchor-broken", "6"),
    "school link": (f"{GOOD}\nอ่าน [ก](school:alpah)\n", "link-broken-near", "6"),
    "tag link": (f"{GOOD}\nอ่าน [ก](tag:ประชม)\n", "link-broken-near", "6"),
    "item link": (f"{GOOD}\nอ่าน [ก](item:news/none)\n", "link-broken", "6"),
    "picture": (f"{GOOD}\n![ก](none.jpg)\n", "link-broken", "6"),
    "attachment": (f"{GOOD}\n[ก](none.pdf)\n", "link-broken", "6"),
    "link outside": (f"{GOOD}\n[ก](../../data/site.yaml)\n", "link-leads-outside", "6"),
    "encoded link outside": (f"{GOOD}\n[ก](%2e%2e/%2e%2e/data/site.yaml)\n", "link-leads-outside", "6"),
}


def matches(each: Problem, rule: str, path: str, place: str) -> bool:
    at = f"{path}:{place}".rstrip(":")
    return each.rule.startswith(rule) and f"{each.place}:".startswith(f"{at}:")


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_told_with_its_line(office, name):
    content, rule, place = FILES[name]
    found = office.put(BAD, content).rejected()
    assert any(matches(each, rule, BAD, place) for each in found), [(each.rule, str(each.place)) for each in found]


def test_every_bad_file_of_one_run_is_told(office):
    for number, (content, _, _) in enumerate(FILES.values()):
        office.put(f"content/news/bad-{number}.md", content)
    office.edit("layouts/archive.html", "{{ year.number }}", "{{ yaer.number }}").put("data/boards.yaml", "- id: [")
    found = office.rejected()
    for number, (name, (_, rule, place)) in enumerate(FILES.items()):
        path = f"content/news/bad-{number}.md"
        assert any(matches(each, rule, path, place) for each in found), name
    assert {"layouts/archive.html", "data/boards.yaml"} <= {each.place.path for each in found}


@pytest.mark.parametrize("field", [each.name for each in fields(Known())])
@pytest.mark.parametrize("value", ["{nonsense: x}", "[[x]]", "[{nonsense: x}]"])
def test_every_field_refuses_what_is_not_of_its_type(office, field, value):
    values = {"title": "ก", "date": "2567-05-10"}
    line = [*values, field].index(field) + 2
    found = office.put(BAD, head(**{**values, field: value})).rejected()
    assert {(each.place.path, each.place.line) for each in found} == {(BAD, line)}


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "&a [", "[{a: "])
def test_deep_nesting_of_yaml_does_not_crash_the_process(office, opening):
    office.put("data/boards.yaml", opening * 200_000)
    assert {each.place.path for each in office.rejected()} == {"data/boards.yaml"}


def test_yaml_guesses_nothing(office):
    office.news("plain", tags="[no, 0712, 12:30, 1_000, on]", venue="12:30", credit="0712", date="2567-02-29")
    item = load(office.config(), Inline()).site.items["news/plain"]
    assert item.tags == ("no", "0712", "12:30", "1_000", "on")
    assert (item.venue, item.credit, item.date.date().isoformat()) == ("12:30", "0712", "2024-02-29")


def test_lines_are_counted_as_editors_count_them(office):
    """YAML takes U+2028 and U+0085 for line ends; editors, and so people, do not."""
    office.put(BAD, head(title='"ก\u2028ข"', date="2567-05-10", tilte="x"))
    office.rejects("field-unknown-near", f"{BAD}:4:1")


# Kinds of files -----------------------------------------------------------------------------------------------------


def test_a_folder_named_md_is_told(office):
    (office.root / "content/news/x.md").mkdir()
    office.rejects("folder-named-md", "content/news/x.md")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("path", ["content/news/x.md", "content/news/x.jpg", "data/x.yaml", "layouts/x.html"])
def test_a_pipe_does_not_hold_the_build(office, path):
    os.mkfifo(office.root / path)
    office.rejects("not-a-file", path)


@pytest.mark.parametrize("path", ["content/news/x.md", "content/news/x", "content/x.jpg", "data/x.yaml", "layouts/x"])
@pytest.mark.parametrize("target", ["file", "folder", "nothing"])
def test_a_link_does_not_lead_out(office, tmp_path, path, target):
    outside = tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    (outside / "file").write_text(f"{GOOD}\nความลับ\n")
    (office.root / path).symlink_to(outside / target)
    office.rejects("link-leads-out", path)


def test_a_section_that_is_a_link_does_not_lead_out(office, tmp_path):
    shutil.move(office.root / "content/news", tmp_path / "news")
    (office.root / "content/news").symlink_to(tmp_path / "news")
    office.rejects("link-leads-out", "content/news")


def test_a_file_that_may_not_be_read_is_told(tmp_path_factory):
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are closed to other users
    try:
        office = Office(folder / "site").put(BAD, GOOD)
        (office.root / BAD).chmod(0)
        root = os.getuid() == 0
        if root:
            for each in [folder, *folder.rglob("*")]:
                os.chown(each, 65534, 65534)
            os.seteuid(65534)
        try:
            problems = load(office.config(), Inline()).problems
        finally:
            if root:
                os.seteuid(0)
        assert {each.place.path: each.rule for each in problems}[BAD] == "file-unreadable"
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("p.jpg", "ไม่ใช่ภาพ".encode(), "photo-not-one"), ("p.jpg", b"", "photo-not-one"),
        ("p.jpg", photo("PNG"), "photo-misnamed"), ("p.png", bomb(), "photo-too-large"),
        ("p.jpg", photo()[:-30], "photo-broken"), ("p.png", photo("PNG")[:99], "photo-broken"),
        ("p.webp", photo("WEBP")[:99], "photo-"), ("p.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file-type"),
        ("p.exe", b"MZ", "file-type"), ("p.html", b"<script>alert(1)</script>", "file-type"),
        ("p.gif", b"GIF89a", "file-type"),
    ],
    ids=lambda value: value if isinstance(value, str) else len(value),
)  # fmt: skip
@pytest.mark.parametrize("use", ["cover", "photos", "attachments", "body"])
def test_a_file_that_can_not_be_published_is_told(office, name, data, rule, use):
    value = {"attachments": f"[{{src: {name}}}]", "cover": f"{{src: {name}, alt: ก}}"}.get(
        use, f"[{{src: {name}, alt: ก}}]"
    )
    office.put("content/news/bad/index.md", GOOD + f"\n![ก]({name})\n" if use == "body" else "")
    if use != "body":
        layout = "{% if item.cover %}{{ site.file(item, item.cover.src).url }}{% endif %}"
        layout += "{% for each in item.attachments %}{{ site.file(item, each.src).url }}{% endfor %}"
        office.edit("layouts/news.html", "{{ body.html }}", "{{ body.html }}" + layout)
        office.put("content/news/bad/index.md", head(title="ก", date="2567-05-10", **{use: value}))
    office.put(f"content/news/bad/{name}", data)
    told = [(each.rule, each.place.path) for each in office.rejected()]
    assert any(each.startswith(rule) and path.startswith("content/news/bad/") for each, path in told), told


# Places of pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "edits",
    [
        {"news/2567/first.md": ""}, {"news/other.md": "slug: first\n"}, {"news/FIRST.md": ""},
        {"news/first/index.md": ""}, {"news/other.md": "aliases: [/about/]\n"},
        {"news/other.md": "aliases: [/About]\n"}, {"news/other.md": "aliases: [/index.html]\n"},
        {"news/other.md": "aliases: [/feed.xml]\n"},
        {"news/other.md": "aliases: [/a.html]\n", "news/another.md": "aliases: [/a.html/b.html]\n"},
        {"news/other.md": "aliases: [/a.html]\n", "news/another.md": "aliases: [/A.html]\n"}, {"pages/news.md": ""},
        {"pages/schools.md": ""}, {unicodedata.normalize(form, "news/é.md"): "" for form in ("NFC", "NFD")},
        {"news/other.md": "id: one\n", "news/another.md": "id: one\n"},
    ],
    ids=str,
)  # fmt: skip
def test_two_things_in_one_place_are_told(office, edits):
    for path, more in edits.items():
        office.put(f"content/{path}", GOOD[:-4].replace("2567-05-10", "2567-05-01") + more + "---\n\nข\n")
    found = office.rejected()
    told = [each.place for each in found if each.rule in ("url-taken", "id-twice")]
    assert any(place.line and place.path.startswith("content/") for place in told), found


@pytest.mark.parametrize("alias", ["/news/2024/bad/p.jpg", "/.khao/manifest.json", "/.khao/stage/x.html"])
def test_an_alias_takes_the_place_of_no_file(office, alias):
    office.put("content/news/bad/p.jpg", photo())
    text = head(title="ก", date="2567-05-10", photos="[{src: p.jpg, alt: ก}]", aliases=f"[{alias}]")
    office.put("content/news/bad/index.md", text)
    assert all(each.place.path.startswith("content/news/bad/") for each in office.rejected())


@pytest.mark.parametrize("path", ["content/neews/a.md", "content/a.md", "content/news/a.markdown"])
def test_a_file_in_no_section_is_told(office, path):
    office.put(path, GOOD)
    assert {each.place.path for each in office.rejected()} == {path}


# Data ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "line"),
    [
        ("schools", "affiliation: primary", "affiliation: primry", "record-unknown-near", 4),
        ("schools", "id: beta", "id: alpha", "id-twice", 5),
        ("schools", "name: โรงเรียนบีตา", "name: ก, affiliation: primary, pilot: true", "pilots-too-many", 2),
        ("schools", "affiliations:", "pilot_schools: 7\naffiliations:", "pilots-sum", 1),
        ("schools", "id: beta", "id: Beta School", "not-id", 5), ("schools", "id: beta, ", "", "field-missing", 5),
        ("schools", "name: โรงเรียนบีตา", "nmae: โรงเรียนบีตา", "field-unknown-near", 5),
        ("schools", "pilot: true", "pilot: ใช่", "not-boolean", 4),
        ("schools", "pilot_schools: 1", "pilot_schools: หนึ่ง", "not-number", 2),
        ("schools", "schools:\n", "schools: x\nother:\n", "not-a-list", 3),
        ("schools", "schools:\n", "shcools:\n", "field-unknown-near", 3),
        ("schools", "schools:\n", "---\nschools:\n", "yaml-documents", 3),
        ("schools", "- {id: beta", "\t- {id: beta", "yaml-tab", 5),
        ("site", "page_size: 2", "page_szie: 2", "field-unknown-near", 8),
        ("site", "page_size: 2", "page_size: มาก", "not-number", 8),
        ("site", "page_size: 2", "page_size: 0", "not-in-range", 8),
        ("site", "page_size: 2", "page_size: [2]", "not-number", 8),
        ("site", "title: ข่าวทดสอบ", "", "field-missing", 2),
        ("site", "title: ข่าวทดสอบ", "title: [ข่าว]", "not-text", 1),
        ("site", "https://news.example.go.th", "javascript:alert(1)", "not-an-address", 2),
        ("site", "url: /}", "url: 'javascript:alert(1)'}", "not-a-target", 7),
        ("site", "url: /}", "url: nowhere}", "not-a-target", 7),
        ("site", "id: announcements", "id: activities", "id-twice", 0),
    ],
)  # fmt: skip
def test_a_mistake_in_data_is_told_with_its_line(office, file, old, new, rule, line):
    office.edit(f"data/{file}.yaml", old, new)
    office.rejects(rule, f"data/{file}.yaml:{line}" if line else f"data/{file}.yaml")


@pytest.mark.parametrize("file", ["site", "schools"])
@pytest.mark.parametrize(
    "text", ["", "# ว่าง\n", "[", "ก", "- ก", "a: {b", b"\xff\xfe", "\ufeffa: b", "a: b\r\n", "\x01"]
)
def test_a_data_file_of_nonsense_is_told(office, file, text):
    found = office.put(f"data/{file}.yaml", text).rejected()
    assert f"data/{file}.yaml" in {each.place.path for each in found}


def test_a_site_without_settings_is_told(office):
    office.delete("data/site.yaml").rejects("settings-missing", "data/site.yaml")


# The command --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_command_tells_what_is_wrong_where_and_what_to_do_in(office, lang):
    office.put(BAD, FILES["colon"][0]).put("content/news/worse.md", FILES["school"][0])
    before = office.published()
    run = command(office.root, *(["--lang", "en"] if lang == "en" else []))
    assert (run.returncode, office.published()) == (1, before)
    assert "Traceback" not in run.stderr
    for each in (f"{BAD}:2:", "content/news/worse.md:4:", say("error", lang), say("fix", lang), "alpha"):
        assert each in run.stderr
    thai = sum("\u0e00" <= letter <= "\u0e7f" for letter in run.stderr)
    assert thai > 200 if lang == "th" else thai < 60


def test_the_command_tells_every_kind_of_mistake_without_a_traceback(office):
    for number, (content, _, _) in enumerate(FILES.values()):
        office.put(f"content/news/bad-{number}.md", content)
    before = office.published()
    run = command(office.root)
    assert "Traceback" not in run.stderr
    assert (run.returncode, office.published()) == (1, before)
    assert all(f"content/news/bad-{number}.md" in run.stderr for number in range(len(FILES)))


@pytest.mark.parametrize("epoch", ["²", "99999999999999999", "-1", "สิบ"])
def test_a_wrong_time_in_the_environment_is_no_traceback(office, epoch):
    assert "Traceback" not in command(office.root, "check", SOURCE_DATE_EPOCH=epoch).stderr


def test_a_root_that_is_none_is_told(tmp_path):
    run = command(tmp_path / "none")
    assert run.returncode
    assert "Traceback" not in run.stderr
