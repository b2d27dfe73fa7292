"""`check` as people and programs run it: what it finds, what it lets pass, what it mends, and that it loses nothing."""

from __future__ import annotations

import http.server
import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from khao import audit, limits, mend, personal, proof, typos, wording, work
from khao.claims import Claims
from khao.errors import Place, Problem
from khao.manuscript import Manuscript, Mend
from khao.messages import RULES, allowable, text
from khao.settings import Settings
from khao.site import Site
from mistakes import CLEAN, HEAD, MISTAKES, Mistake
from test_messages import BLANKS, escaped, names
from trees import BARE, NOW, PROJECT, SITE, Tree


def photo() -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").resize((60, 40)).convert("RGB").save(made, "JPEG")
    return made.getvalue()


def whole(mistake: Mistake) -> str:
    """The file that a mistake stands in, with its signs."""
    return mistake.text if "---\n" in mistake.text[:6] else f"{HEAD}---\n\n{mistake.text}\n"


def plain(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")


def path(number: int) -> str:
    return f"content/news/m-{number:02}/index.md"


def folder(root: Path) -> Tree:
    """A site with every mistake."""
    tree = Tree(root)
    for number, mistake in enumerate(MISTAKES):
        tree.put(path(number), plain(whole(mistake)))
        if "photo.jpg" in mistake.text:
            (root / path(number)).with_name("photo.jpg").write_bytes(photo())
    return tree


def check(root: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own."""
    run = [sys.executable, str(PROJECT / "build.py"), "--root", str(root), "--now", "2567-06-01", "check", *args]
    env = {**os.environ, "GITHUB_ACTIONS": "", "GITLAB_CI": "", **environment}
    return subprocess.run(run, capture_output=True, encoding="utf-8", env=env, check=False, timeout=120)


def problems(root: Path, *args: str) -> list[dict[str, Any]]:
    """What it finds."""
    found: list[dict[str, Any]] = json.loads(check(root, "--format", "json", *args).stdout)
    return found


def rules(root: Path, *args: str) -> set[str]:
    return {each["rule"] for each in problems(root, *args)}


# What it finds --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, int, int, str]]:
    tree = folder(tmp_path_factory.mktemp("mistakes") / "site")
    return {(each["path"], each["line"], each["column"], each["rule"]) for each in problems(tree.root)}


def test_there_are_enough_mistakes():
    assert len(MISTAKES) >= 60


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=lambda number: f"{number}-{MISTAKES[number].rule}")
def test_a_mistake_is_told_where_it_is(found, number):
    mistake = MISTAKES[number]
    before = whole(mistake).partition("⟦")[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    mine = {each[1:] for each in found if each[0] == path(number)}
    assert (line, column, mistake.rule) in mine


@pytest.mark.parametrize("clean", CLEAN, ids=range(len(CLEAN)))
def test_clean_text_raises_no_alarm(tmp_path, clean):
    tree = Tree(tmp_path / "site", SITE + BARE)
    tree.put("content/news/clean.md", f"{HEAD}---\n\n{clean}\n")
    assert [each for each in problems(tree.root) if each["path"].endswith("clean.md")] == []


def test_the_release_raises_no_alarm(tmp_path):
    tree = Tree.real(tmp_path / "site")
    assert {each["severity"] for each in problems(tree.root)} == {"note"}
    assert check(tree.root).returncode == 0


def test_what_contradicts_the_data_is_told(tmp_path):
    tree = Tree.real(tmp_path / "site")
    item = next((tree.root / "content/news").rglob("index.md"))
    text = item.read_text(encoding="utf-8")
    item.write_text(text.replace("จำนวน 15 แห่ง", "จำนวน 14 แห่ง"), encoding="utf-8")
    assert rules(tree.root) >= {"sum-differs", "count-differs"}
    item.write_text(text, encoding="utf-8")
    data = tree.root / "data/schools.yaml"
    told = data.read_text(encoding="utf-8")
    data.write_text(told.replace("pilot_schools: 3", "pilot_schools: 4").replace(": 20", ": 21"), encoding="utf-8")
    assert rules(tree.root) >= {"total-differs", "count-differs"}


@pytest.mark.parametrize(
    "text",
    [
        "สังกัดประถม จัดอบรมครูให้สถานศึกษานำร่อง 5 แห่ง เมื่อวานนี้",
        "สังกัดประถม มีสถานศึกษานำร่อง 1 แห่ง",
        "มีสถานศึกษานำร่อง 1 แห่ง ในสังกัดประถม",
        "สังกัดประถม มีสถานศึกษานำร่อง :sum{data: affiliations, column: pilot_schools} แห่ง",
    ],
)
def test_a_number_that_is_right_or_of_something_else_is_no_contradiction(tmp_path, text):
    tree = Tree(tmp_path / "site")
    tree.put("content/news/a.md", f"{HEAD}affiliations: [primary]\n---\n\n{text}\n")
    assert rules(tree.root) & {"count-differs", "total-differs"} == set()


def test_photos_that_nothing_shows_are_told(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.put("content/news/a/index.md", f"{HEAD}cover: {{src: one.jpg, alt: ครูสองคน}}\n---\n\n![ครู](two.jpg)\n")
    for name in ("one.jpg", "two.jpg", "three.jpg"):
        (tree.root / "content/news/a" / name).write_bytes(photo())
    found = [each for each in problems(tree.root) if each["rule"] == "photo-unused"]
    assert [each["path"] for each in found] == ["content/news/a/three.jpg"]


@pytest.mark.parametrize(
    ("photos", "told"),
    [
        ("[{src: one.jpg, alt: ครูสองคน}]", True),
        ("[{src: one.jpg, alt: ครูสองคน, consent: false}]", True),
        ("[{src: one.jpg, alt: ครูสองคน, consent: true}]", False),
        ("all", True),
        ("{all: true, alt: ครู, consent: true}", False),
    ],
)
def test_consent_is_asked_for_where_the_office_wants_it(tmp_path, photos, told):
    tree = Tree(tmp_path / "site", SITE.replace("page_size: 2", "page_size: 2\nphoto_consent: true") + BARE)
    tree.put("content/news/a/index.md", f"{HEAD}photos: {photos}\n---\n\nเนื้อหา\n")
    (tree.root / "content/news/a/one.jpg").write_bytes(photo())
    assert ("consent-missing" in rules(tree.root)) == told
    tree.edit("data/site.yaml", "photo_consent: true", "photo_consent: false")
    assert "consent-missing" not in rules(tree.root)


# What may pass --------------------------------------------------------------------------------------------------------


def test_an_item_may_break_a_rule_and_say_why(tmp_path):
    tree = Tree(tmp_path / "site")
    allow = "allow: [{rule: mobile-number, reason: เบอร์กลาง}]\n"
    tree.put("content/news/a.md", f"{HEAD}{allow}---\n\nโทร 081-234-5678\n")
    tree.put("content/news/b.md", f"{HEAD}---\n\nโทร 081-234-5678\n")
    found = [each["path"] for each in problems(tree.root) if each["rule"] == "mobile-number"]
    assert found == ["content/news/b.md"]


def test_an_id_stops_the_build_unless_it_is_allowed(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.put("content/news/a.md", f"{HEAD}---\n\nเลข 1-1017-00203-45-0\n")
    assert [each.rule for each in tree.fail()] == ["personal-number"]
    tree.edit("content/news/a.md", "---\n\n", "allow: [{rule: personal-number, reason: ตัวอย่าง}]\n---\n\n")
    tree.build()
    tree.edit("content/news/a.md", "เลข", "หมายเลข")
    tree.build()


def test_an_id_in_an_edit_or_in_data_stops_the_build_and_is_quoted_nowhere(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.build()
    tree.edit("content/news/first.md", "เนื้อข่าวแรก", "เลข ๑๑๐๑๗๐๐๒๐๓๔๕๐")
    assert [each.rule for each in tree.fail()] == ["personal-number"]
    tree.edit("content/news/first.md", "เลข ๑๑๐๑๗๐๐๒๐๓๔๕๐", "เนื้อข่าวแรก")
    tree.edit("data/schools.yaml", "name: โรงเรียนบีตา", "name: โรงเรียนบีตา, note: 1101700203450")
    assert [each.rule for each in tree.fail()] == ["personal-number"]
    said = check(tree.root)
    assert said.returncode == 1
    assert "1101700203450" not in said.stdout + said.stderr


def test_what_is_allowed_for_nothing_is_told(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.put("content/news/a.md", f"{HEAD}allow: [{{rule: mobile-number, reason: เบอร์กลาง}}]\n---\n\nโทร 074-711-000\n")
    assert "allow-unneeded" in rules(tree.root)


@pytest.mark.parametrize("rule", ["mobile-numbr", "yaml-syntax", "nothing-like-it"])
def test_only_rules_that_may_be_broken_can_be_allowed(tmp_path, rule):
    tree = Tree(tmp_path / "site")
    tree.put("content/news/a.md", f"{HEAD}allow: [{{rule: {rule}, reason: เหตุผล}}]\n---\n\nเนื้อหา\n")
    assert {each.rule for each in tree.fail()} <= {"rule-unknown", "rule-unknown-near"}


def test_a_reason_is_needed(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.put("content/news/a.md", f"{HEAD}allow: [{{rule: mobile-number}}]\n---\n\nเนื้อหา\n")
    assert [each.rule for each in tree.fail()] == ["field-missing"]


# What it mends --------------------------------------------------------------------------------------------------------


def texts(root: Path) -> Mapping[str, bytes]:
    return {
        each.relative_to(root).as_posix(): each.read_bytes()
        for name in ("content", "data", "layouts")
        for each in sorted((root / name).rglob("*"))
        if each.is_file()
    }


def test_fix_mends_what_has_one_remedy_and_touches_nothing_else(tmp_path):
    tree = folder(tmp_path / "site")
    before = texts(tree.root)
    said = check(tree.root, "--fix")
    after = texts(tree.root)
    wanted = {path: data.decode("utf-8", "replace") for path, data in before.items() if path.endswith(".md")}
    for number, mistake in enumerate(MISTAKES):
        if mistake.mended or mistake.rule == "zero-width":
            start, _, rest = whole(mistake).partition("⟦")
            wanted[path(number)] = start + mistake.mended + rest.partition("⟧")[2]
    assert {name: data.decode() for name, data in after.items() if name in wanted} == wanted
    assert {name for name in before if name not in wanted and before[name] != after[name]} == set()
    assert "-ครูเเละนักเรียน\n+ครูและนักเรียน" in said.stdout
    again = check(tree.root, "--fix")
    assert texts(tree.root) == after
    assert "\n+" not in again.stdout


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + f"{HEAD}---\n\nครูเเละ\n".encode(),
        f"{HEAD}---\n\nครูเเละ\n".replace("\n", "\r\n").encode(),
        f"{HEAD}---\n\nครูเเละ\n".encode("cp874"),
    ],
    ids=["bom", "crlf", "tis-620"],
)
def test_fix_mends_the_form_of_a_file_and_then_its_text(tmp_path, data):
    tree = Tree(tmp_path / "site")
    file = tree.root / "content/news/a.md"
    file.write_bytes(data)
    file.chmod(0o640)
    said = check(tree.root, "--fix")
    assert file.read_text(encoding="utf-8") == f"{HEAD}---\n\nครูและ\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert "content/news/a.md" in said.stdout


def test_fix_that_would_break_a_file_is_taken_back(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.put("content/news/a.md", f"{HEAD}---\n\nครูเเละ\n")
    before = texts(tree.root)
    config = tree.config()

    def look() -> list[Any]:
        found = audit.look(config, work.Inline())
        return [each._replace(mend=Mend(0, 3, "***")) if each.mend else each for each in found]

    assert mend.mend(tree.root, look) == []
    assert texts(tree.root) == before


def test_fix_leaves_what_somebody_wrote_meanwhile(tmp_path):
    file = tmp_path / "a.md"
    file.write_bytes(b"new")
    assert not mend._write(file, b"old", b"mended")
    assert file.read_bytes() == b"new"
    assert [*tmp_path.iterdir()] == [file]


# Each rule on its own -------------------------------------------------------------------------------------------------

THAI = st.text(st.sampled_from('กขสานงจวทดำเแาิี่้์ะ "#[]()`*|Aa1๑.-\n\u200b\u00a0\uf701'), max_size=60)


@settings(max_examples=300, deadline=None)
@given(THAI)
@example('"ก"ข"')
@example("[" + "ที่นี่" * 20 + "](x)")
def test_mending_any_text_ends_and_is_the_same_the_second_time(body):
    text = f"{HEAD}---\n\n{body}"
    every = (*proof.RULES, Claims({}).sums, Claims({}).counts)
    for _ in range(8):
        manuscript = Manuscript("content/news/a.md", text)
        found = [each for rule in every for each in rule(manuscript)]
        mends = {each.mend for each in found if each.mend}
        if not mends:
            return
        text = mend._mended(text.encode(), found).decode()
    raise AssertionError(text)


@given(
    st.lists(st.integers(0, 9), min_size=12, max_size=12),
    st.sampled_from(["arabic", "thai"]),
    st.sampled_from(["", "-", " ", "."]),
)
def test_every_id_is_known_by_its_check_digit(digits, kind, apart):
    digits[0] %= 9
    number = "".join(map(str, [*digits, personal.check(digits)]))
    wrong = number[:12] + str((int(number[12]) + 1) % 10)
    for each, known in ((number, True), (wrong, False)):
        parts = [each[0], each[1:5], each[5:10], each[10:12], each[12]]
        said = apart.join(parts)
        if kind == "thai":
            said = said.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
        assert bool([*personal.ids(f"เลข {said} ค่ะ")]) == known


@pytest.mark.parametrize("piece", ["<!-- ", "`a``b```c", "1-", "a-b.", "1+", "[^", '"ก', "[a]("])
def test_no_text_holds_the_proofreader_up(tmp_path, monkeypatch, piece):
    monkeypatch.setattr(limits, "SECONDS", 2.0)
    (tmp_path / "content/news").mkdir(parents=True)
    (tmp_path / "content/news/a.md").write_text(f"{HEAD}---\n\n{piece * 40_000}\n", encoding="utf-8")
    started = time.monotonic()
    found = proof.proof(Site(Settings(), NOW), ["content/news/a.md"], tmp_path, work.Inline())
    assert time.monotonic() - started < 15
    if piece == "<!-- ":
        assert [each.problem.rule for each in found] == ["body-time"]


def test_rules_of_one_place_are_told_once():
    manuscript = Manuscript("content/news/a.md", f"{HEAD}---\n\nน\u0e4d\u0e49\u0e32ท\u0e48\u0e35\n")
    found = [each.problem.rule for rule in (typos.normal, typos.marks, wording.spaces) for each in rule(manuscript)]
    assert found == ["nikhahit-sara-aa", "mark-order"]


def test_warnings_alone_may_be_allowed():
    assert {rule for rule in RULES if allowable(rule)} == {
        *(rule for rule in RULES if RULES[rule].severity == "warning"),
        "personal-number",
    }


# Other sites ----------------------------------------------------------------------------------------------------------


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """A site with one page, a page that is gone, one that only answers GET, and one that lets no program in."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        code = {"/gone": 404, "/closed": 403, "/%E0%B8%81": 200, "/": 200, "/get": 200}.get(self.path, 500)
        self.send_response(code)
        self.end_headers()

    def do_HEAD(self) -> None:
        if self.path == "/get":
            self.send_response(501)
            self.end_headers()
        else:
            self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_links_to_other_sites_are_followed_only_when_asked_for(tmp_path, elsewhere):
    tree = Tree(tmp_path / "site")
    host = f"http://127.0.0.1:{elsewhere.server_address[1]}"
    links = " ".join(f"[หน้า{at}]({host}/{name})" for at, name in enumerate(("", "gone", "closed", "get", "ก")))
    tree.put("content/news/a.md", f"{HEAD}---\n\n{links} [อื่น](http://127.0.0.1:1/)\n")
    assert "outside-broken" not in rules(tree.root)
    assert elsewhere.asked == []
    found = [each for each in problems(tree.root, "--external") if each["rule"] == "outside-broken"]
    assert [each["message"].split(" (")[0].rpartition("/")[2] for each in found] == ["gone", ""]


# For programs ---------------------------------------------------------------------------------------------------------


def test_json_is_all_that_is_on_standard_output(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.put("content/news/a.md", f"{HEAD}---\n\nครูเเละ\n")
    for args in (("--format", "json"), ("--format", "json", "--fix")):
        said = check(tree.root, *args, GITHUB_ACTIONS="true")
        rows = json.loads(said.stdout)
        keys = {"path", "line", "column", "rule", "severity", "message", "remedy"}
        assert all(set(row) == keys for row in rows)
        assert said.returncode == (1 if any(row["severity"] != "note" for row in rows) else 0)


def test_ci_is_told_in_its_own_form(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.put("content/news/a.md", f"{HEAD}---\n\nครูเเละ\n")
    assert (
        "::warning file=content/news/a.md,line=7,col=4,title=double-sara-e::"
        in check(tree.root, "--format", "github").stdout
    )
    assert "::warning file=content/news/a.md" in check(tree.root, GITHUB_ACTIONS="true").stdout
    rows = json.loads(check(tree.root, "--format", "gitlab").stdout)
    mine = next(row for row in rows if row["check_name"] == "double-sara-e")
    assert mine["severity"] == "minor"
    assert mine["location"] == {"path": "content/news/a.md", "lines": {"begin": 7}}


# Its pages ------------------------------------------------------------------------------------------------------------

PAGES = PROJECT / "docs/th/rules"
SIGNS = {"\u200b": "U+200B", "\ufeff": "U+FEFF", "\u00a0": "U+00A0", "\uf701": "U+F701"}
"""What can't be seen in an example."""


def page(rule: str) -> str:
    """docs/th/rules/<rule>.md: what a rule tells, in Thai, with an example and what becomes of it."""
    blanks = tuple((name, f"‹{BLANKS[name]}›") for name in sorted(names(RULES[rule].th)))
    said = text(Problem(Place(""), rule, blanks), "th")
    parts = [f"# `{rule}`", f"**{escaped(said.what)}**", escaped(said.why), f"วิธีแก้: {escaped(said.fix)}"]
    if example := next((each for each in MISTAKES if each.rule == rule), None):
        parts += ["ตัวอย่าง สิ่งที่ตรวจพบอยู่ระหว่าง ⟦ และ ⟧", fenced(example.text)]
        if example.mended or rule == "zero-width":
            start, _, rest = example.text.partition("⟦")
            parts += ["`check --fix` แก้เป็น", fenced(start + example.mended + rest.partition("⟧")[2])]
        else:
            parts.append("`check --fix` ไม่แก้ข้อนี้ เพราะมีเพียงผู้เขียนที่รู้ว่าควรเป็นอย่างไร")
    allow = f"allow: [{{rule: {rule}, reason: เหตุผลที่ยอมให้ผ่าน}}]"
    parts += ["ถ้าข่าวใดจำเป็นต้องเป็นเช่นนี้ ให้เพิ่มบรรทัดนี้ในส่วนหัวของข่าวนั้น พร้อมเหตุผลจริง", fenced(allow)]
    return "\n\n".join([*parts, "[ปัญหาทั้งหมด](../problems.md) · [ตรวจข่าว](../check.md)"]) + "\n"


def fenced(example: str) -> str:
    for sign, name in SIGNS.items():
        example = example.replace(sign, name)
    return f"````text\n{example.strip()}\n````"


@pytest.mark.parametrize("rule", [rule for rule in RULES if allowable(rule) and not rule.endswith("-near")])
def test_each_rule_has_a_page(rule):
    file = PAGES / f"{rule}.md"
    if os.environ.get("KHAO_ACCEPT") == "1":
        PAGES.mkdir(exist_ok=True)
        file.write_text(page(rule), encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == page(rule), "run this test with KHAO_ACCEPT=1"


def test_each_page_has_its_rule():
    assert {each.stem for each in PAGES.iterdir()} == {rule for rule in RULES if allowable(rule)}
