"""The table of messages against the source that makes the problems, and the editors' reference made from it.

KHAO_ACCEPT=1 writes docs/th/problems.md anew.
"""

import ast
import os
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from khao import messages, thai
from khao.errors import Place, Problem, problem
from khao.messages import RULES, Text, severity, text

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs/th/problems.md"

# The source that makes problems ---------------------------------------------------------------------------------------

MAKERS = {
    "problem": 0,
    "fail": 0,
    "refuse": 0,
    "Unusable": 0,
    "Unconvertible": 0,
    "DateProblem": 0,
    "_at": 3,
    "Unanswerable": 0,
}
"""What makes a problem, and which of its arguments is the rule."""
DYNAMIC: dict[str, set[str]] = {
    "check.broken": {"link-broken", "link-broken-near", "anchor-broken"},
    "fault.unresolved": {
        "link-broken",
        "link-broken-near",
        "link-leads-outside",
        "photo-elsewhere",
        "alt-missing-body",
    },
    # Each kind of slip that the site puts in order has a rule of its name.
    "typos.normal": {*messages.KINDS},
    "frontmatter._wants": {"file-missing", "item-missing"},
    # These pass on a rule, with its facts, that an exception or a function brings.
    # `directives.scan` tells what is wrong with the form of a directive.
    "embedded._options": {
        "directive-braces",
        "directive-colons",
        "directive-indented",
        "directive-misplaced",
        "directive-no-text",
        "directive-opening",
        "directive-stray",
        "directive-unclosed",
    },
    "datasets.chosen": set(),
    "fault._at_directive": set(),
    "develop._told": set(),
    "develop.draw": set(),
    "documents._converted": set(),
    "files.identify": set(),
    "manuscript.problem": set(),
    "nodes._syntax": {
        "yaml-tab",
        "yaml-colon",
        "yaml-quote",
        "yaml-after-quote",
        "yaml-no-colon",
        "yaml-syntax",
    },
    "nodes.refuse": set(),
    "reading.fail": set(),
    "schema.moment": set(),
    "schema.year": set(),
    "templates._at": set(),
    "templates.explain": set(),
}
"""Places, as module.function, whose rules the source doesn't spell out."""
REPLACED: dict[str, dict[str, set[str]]] = {
    "complete._gathered": {"file-type": {"target"}, "gallery-shared": set()},
    "complete._incomplete": {"file-type": {"target"}, "photo-type": {"target"}},
    "sheet.opened": {"csv-encoding": set()},
    "complete._near": {"file-missing-near": {"target", "near"}, "item-missing-near": {"target", "near"}},
}
"""Places that make one problem of another: the rules and all of their facts."""
ADDED = {"layout-no-value": {"near"}, **{rule: {"field"} for rule in RULES if rule.startswith("date-")}}
"""Facts that a problem is given on its way, by rule."""
ADDED_AFTER = {"templates._said": {"url"}}
"""Facts that a problem is given on its way, by the place that it comes from."""
COMMAND = {"time-unreadable": {"value"}, "jobs-bad": {"value"}}
"""Kept for the command line, which may also refuse these values by itself."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Made = tuple[str, set[str] | None, set[str]]
"""(place, rules, facts) of a problem; rules are None where the source doesn't tell them."""


class Module:
    """A module of the package: the problems that it makes."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.functions = {each.name: each for each in ast.walk(self.tree) if isinstance(each, Function)}

    def makes(self) -> Iterator[Made]:
        for node, function in self._within(self.tree, None):
            place = f"{self.name}.{function.name}"
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                    yield from self._called(name, node, place, function)
                # A function that explains: `return "rule", {"fact": …}`.
                case ast.Return(value=ast.Tuple(elts=[first, ast.Dict() as second])):
                    if rules := self._words(first, function):
                        yield place, rules, self._keys(second, function) | ADDED_AFTER.get(place, set())

    def _called(self, name: str, call: ast.Call, place: str, function: Function) -> Iterator[Made]:
        if name == "replace" and any(each.arg == "rule" for each in call.keywords):
            replaced = REPLACED.get(place, {})
            yield from ((place, {rule}, given) for rule, given in replaced.items())
            if not replaced:
                yield place, None, set()
        elif len(call.args) > MAKERS.get(name, len(call.args)):
            yield place, self._words(call.args[MAKERS[name]], function), self._facts(call, function)

    def _within(self, node: ast.AST, function: Function | None) -> Iterator[tuple[ast.AST, Function]]:
        for child in ast.iter_child_nodes(node):
            if function:
                yield child, function
            yield from self._within(child, child if isinstance(child, Function) else function)

    def _facts(self, call: ast.Call, function: Function) -> set[str]:
        """The names of its keywords, `**` of a dict and a dict among its arguments included."""
        unpacked = [each.value for each in call.keywords if each.arg is None]
        dicts = [*unpacked, *(each for each in call.args[1:] if isinstance(each, ast.Dict | ast.Name))]
        return {each.arg for each in call.keywords if each.arg}.union(*(self._keys(each, function) for each in dicts))

    def _assigned(self, name: str, function: Function) -> list[ast.expr]:
        return [
            each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Assign)
            for target in each.targets
            if isinstance(target, ast.Name) and target.id == name
        ]

    def _words(self, node: ast.expr, function: Function) -> set[str] | None:
        """The texts that an expression can be, or None if the source doesn't tell."""
        if isinstance(node, ast.Constant):
            return {node.value}
        parts: list[ast.expr] = []
        if isinstance(node, ast.IfExp):
            parts = [node.body, node.orelse]
        elif isinstance(node, ast.Name):
            parts = self._assigned(node.id, function)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in self.functions:
            function = self.functions[node.func.id]
            parts = [each.value for each in ast.walk(function) if isinstance(each, ast.Return) and each.value]
        found = [self._words(each, function) for each in parts]
        return set().union(*(each for each in found if each)) if found and all(found) else None

    def _keys(self, node: ast.expr, function: Function) -> set[str]:
        """The keys of a dict, or of one assigned to a name."""
        dicts = self._assigned(node.id, function) if isinstance(node, ast.Name) else [node]
        keys = [key for each in dicts if isinstance(each, ast.Dict) for key in each.keys]
        return {key.value for key in keys if isinstance(key, ast.Constant)}


def made() -> tuple[dict[str, set[str]], list[str]]:
    """The facts that every place gives, by rule; and the places that neither the source nor a table explains."""
    facts: dict[str, set[str]] = {rule: set(given) for rule, given in COMMAND.items()}
    unexplained: list[str] = []
    for path in sorted((ROOT / "khao").glob("*.py")):
        for place, rules, given in Module(path).makes():
            if rules is None and place not in DYNAMIC:
                unexplained.append(place)
            for rule in DYNAMIC.get(place, set()) if rules is None else rules:
                whole = given | ADDED.get(rule, set())
                facts[rule] = facts[rule] & whole if rule in facts else whole
    for rule in [*facts]:
        if "near" in facts[rule] and f"{rule}-near" in RULES:
            facts.setdefault(f"{rule}-near", facts[rule])
    return facts, unexplained


FACTS, UNEXPLAINED = made()


def names(said: Text) -> set[str]:
    """The facts that a text names."""
    parts = [part for each in (said.what, said.why, said.fix) for part in string.Formatter().parse(each)]
    return {name for _, name, _, _ in parts if name is not None}


def test_every_problem_has_a_message_and_every_message_a_problem():
    assert UNEXPLAINED == []
    assert sorted(set(FACTS) - set(RULES)) == []
    assert sorted(set(RULES) - set(FACTS)) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_message_names_only_facts_that_all_its_problems_have(rule):
    message = RULES[rule]
    assert names(message.th) == names(message.en)
    assert names(message.th) - FACTS[rule] == set()


@pytest.mark.parametrize("rule", RULES)
def test_a_message_is_whole_in_both_languages(rule):
    th, en = RULES[rule].th, RULES[rule].en
    for each in (th.what, th.why, th.fix, en.what, en.why, en.fix):
        assert each
        assert each == " ".join(each.split())
        assert "!" not in each
        assert "Oops" not in each
        assert thai.normalise(each) == each
    for each in (th.what, th.why, th.fix):
        assert re.search("[\u0e01-\u0e2e]", each)
        assert "โปรด" not in each
    assert re.search("[\\w\u0e30-\u0e4e.\"'”)}\\]]$", th.fix)
    for each in (en.what, en.why, en.fix):
        assert re.search(r"[a-z]{2}", each)
        assert each[-1] in ".?"


@pytest.mark.parametrize("rule", RULES)
def test_a_problem_with_its_facts_can_be_told(rule):
    found = problem(rule, Place("content/news/x.md", 3), **dict.fromkeys(names(RULES[rule].th), "ควนเก"))
    for lang in ("th", "en"):
        said = text(found, lang)
        for name in names(RULES[rule].th):
            assert f"{{{name}}}" not in said.what + said.why + said.fix


def test_only_these_rules_are_notes():
    assert {rule for rule in RULES if severity(rule) == "note"} == {
        "text-normalised",
        "pilots-unnamed",
        "placeholder",
        "allow-unneeded",
        "editor-file-old",
    }
    assert severity("no-such-rule") == "error"


def test_a_problem_that_knows_what_was_meant_says_so():
    place = Place("layouts/news.html", 3)
    assert "base.html" in text(problem("layout-missing", place, name="bass.html", near="base.html"), "th").what
    assert "mean" not in text(problem("layout-missing", place, name="bass.html", near=""), "en").what


def test_kinds_of_irregular_typing_are_told_in_words():
    assert set(messages.KINDS) == {kind.replace("_", "-") for kind in thai._REMEDY} | {"unicode-form"}
    note = problem("text-normalised", Place("x.md", 1, 1), count=2, kinds="double-sara-e, zero-width")
    assert text(note, "th").what.endswith("พิมพ์ เ สองตัวแทน แ, อักขระที่มองไม่เห็น")


def test_facts_may_hold_braces():
    found = problem("not-boolean", Place("x.md", 1), field="draft", value="{yes}")
    assert "“{yes}”" in text(found, "en").what


def test_messages_are_cheap_to_import():
    tree = ast.parse(Path(messages.__file__).read_text(encoding="utf-8"))
    imported = {each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    assert imported == {"__future__", "collections.abc", "dataclasses", "khao.errors", "typing"}
    assert not any(isinstance(each, ast.Import) for each in ast.walk(tree))


# The editors' reference -----------------------------------------------------------------------------------------------

GROUPS = {
    "file-unreadable": "ไฟล์และชื่อไฟล์",
    "head-missing": "ส่วนหัวของไฟล์",
    "yaml-tab": "รูปแบบการเขียนส่วนหัวและไฟล์ข้อมูล (YAML)",
    "field-missing": "ช่องและค่า",
    "date-unreadable": "วันที่",
    "category-unknown": "การอ้างถึงหมวด ข้อมูล และข่าวอื่น",
    "file-missing": "ภาพและไฟล์แนบ",
    "body-depth": "เนื้อข่าว",
    "directive-unknown": "คำสั่งในเนื้อข่าว ข้อมูล และไฟล์ CSV",
    "double-sara-e": "การพิมพ์ ถ้อยคำ และข้อเท็จจริงในข่าว",
    "link-broken": "ลิงก์",
    "layouts-missing": "เลย์เอาต์",
    "collection-name": "ข้อมูลในโฟลเดอร์ data",
    "output-is-home": "โฟลเดอร์ของเว็บไซต์ที่สร้างแล้ว",
    "already-building": "คำสั่ง",
}
"""Headings, by the first rule below each."""
BLANKS = {
    "address": "ที่อยู่",
    "after": "คำที่ถูก",
    "alt": "คำบรรยาย",
    "before": "คำที่พิมพ์",
    "begins": "เวลาเผยแพร่",
    "byte": "รหัสไบต์",
    "chain": "ลำดับที่เรียกกัน",
    "character": "รหัสอักขระ",
    "collection": "ชุดข้อมูล",
    "columns": "ชื่อหรือจำนวนคอลัมน์",
    "count": "จำนวน",
    "declared": "จำนวนที่ประกาศ",
    "example": "ตัวอย่าง",
    "expires": "เวลาถอนออก",
    "field": "ชื่อช่อง",
    "first": "เลขบรรทัด",
    "font": "ไฟล์แบบอักษร",
    "found": "จำนวนที่พบ",
    "format": "ชนิดภาพ",
    "high": "ค่าสูงสุด",
    "id": "รหัส",
    "item": "ไฟล์ข่าว",
    "key": "ชื่อช่อง",
    "kinds": "สิ่งที่พบ",
    "known": "ค่าที่ใช้ได้",
    "last": "ระดับของหัวข้อก่อนหน้า",
    "level": "ระดับของหัวข้อ",
    "lost": "ข้อความที่จะหายไป",
    "limit": "ค่าที่กำหนด",
    "low": "ค่าต่ำสุด",
    "made": "ค่าที่โปรแกรมอื่นอ่านได้",
    "mark": "สระหรือวรรณยุกต์",
    "missing": "จำนวนที่ขาด",
    "name": "ชื่อ",
    "named": "จำนวนที่ระบุชื่อ",
    "near": "ค่าที่ใกล้เคียง",
    "number": "ตัวเลข",
    "other": "ไฟล์อีกไฟล์หนึ่ง",
    "parts": "จำนวนที่บวกกัน",
    "path": "ที่อยู่โฟลเดอร์",
    "port": "เลขพอร์ต",
    "reason": "เหตุผลจากระบบ",
    "right": "ระดับที่ถูก",
    "rule": "ชื่อของปัญหา",
    "said": "จำนวนในข่าว",
    "seconds": "จำนวน",
    "section": "ชื่อโฟลเดอร์หรือไฟล์",
    "size": "ขนาด",
    "src": "ชื่อไฟล์",
    "sum": "ผลรวม",
    "tag": "ค่าที่พิมพ์",
    "target": "ปลายทาง",
    "text": "ข้อความ",
    "url": "URL ของหน้า",
    "value": "ค่าที่พิมพ์",
    "vowel": "สระ",
    "word": "คำ",
    "year": "ปี",
    "year_be": "ปี พ.ศ.",
    "year_ce": "ปี ค.ศ.",
}
"""What stands for each fact."""
INTRODUCTION = """\
# ปัญหาที่ Khao แจ้ง และวิธีแก้

เมื่อพบสิ่งที่ต้องแก้ Khao จะบอกไฟล์ บรรทัด และตำแหน่งในบรรทัด ตามด้วยสิ่งที่พบ และชื่อของปัญหาในวงเล็บเหลี่ยม เช่น

```text
content/news/2567/sports-day.md:3:8: ต้องแก้: ช่อง “draft” มีค่า “yes” ซึ่งไม่ใช่ true หรือ false [not-boolean]
```

ค้นหาชื่อนั้นในหน้านี้เพื่ออ่านเหตุผลและวิธีแก้ ข้อความใน ‹ › หมายถึงค่าที่ต่างกันไปในแต่ละครั้ง

ปัญหาทุกข้อหยุดการสร้างเว็บไซต์ และเว็บไซต์เดิมยังอยู่ครบ ยกเว้นสองกลุ่มนี้ซึ่งไม่หยุดการสร้างเว็บไซต์

- “ควรแก้” คือสิ่งที่คำสั่ง [check](check.md) ตรวจพบ แต่ละข้อมีหน้าของตัวเองพร้อมตัวอย่าง และยอมให้ผ่านในข่าวหนึ่งได้
- “แจ้งให้ทราบ” คือสิ่งที่ควรรู้ แต่ไม่ต้องแก้ก็ได้
"""


def reference() -> str:
    """docs/th/problems.md: every message in Thai, in the order of the table."""
    parts = [INTRODUCTION]
    for rule, message in RULES.items():
        if rule in GROUPS:
            parts.append(f"## {GROUPS[rule]}\n")
        blanks = tuple((name, f"‹{BLANKS[name]}›") for name in sorted(names(message.th)))
        said = text(Problem(Place(""), rule, blanks), "th")
        note = {"warning": "ควรแก้: ", "note": "แจ้งให้ทราบ: "}.get(message.severity, "")
        parts.append(f"### `{rule}`\n")
        parts.append(f"**{note}{escaped(said.what)}**\n")
        parts.append(f"{escaped(said.why)}\n")
        parts.append(f"วิธีแก้: {escaped(said.fix)}\n")
    return "\n".join(parts)


def escaped(words: str) -> str:
    return re.sub(r"([\\`*<>\[\]])", r"\\\1", words)


def test_the_reference_for_editors_is_current():
    if os.environ.get("KHAO_ACCEPT") == "1":
        REFERENCE.parent.mkdir(parents=True, exist_ok=True)
        REFERENCE.write_text(reference(), encoding="utf-8", newline="\n")
    kept = REFERENCE.read_text(encoding="utf-8")
    assert [rule for rule in RULES if f"\n### `{rule}`\n" not in kept] == []
    assert kept == reference(), "run this test with KHAO_ACCEPT=1 to write docs/th/problems.md anew"


def test_every_heading_and_blank_of_the_reference_is_used():
    assert set(GROUPS) <= set(RULES)
    assert set(BLANKS) == {name for message in RULES.values() for name in names(message.th)}
