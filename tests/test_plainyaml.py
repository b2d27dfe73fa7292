"""The direct way through common YAML gives exactly the nodes that the parser gives."""

from __future__ import annotations

import itertools
import time

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from khao import frontmatter, nodes, plainyaml, schema, thai
from khao.reading import Reading

# fmt: off
PIECES = [
    *("title", "date", "tags", "ก", "ข่าว", "น้ำ", "a", "A_b-1", "2567", "yes", "null", "~", "1_000", "2024-05-13"),
    *(":", ": ", ":  ", ": \n", ":\n", "\n", "\n\n", "\n \n", " ", "  ", "    ", "\t", "#", " # ก", "# ก\n", "  # ก\n"),
    *("- ", "  - ", "-", "--- ", "---\n", "...\n", "? ", "?", "&a ", "*a", "!t ", "!", "|", "|\n", ">", ">-\n"),
    *("%", "%YAML 1.2\n", "@", "`", "<<", "\\", "{", "}", "{a: b}", "[", "]", ",", ", ", "[]", "[ ]", "[a, b]"),
    *('["ก", b, \'c\']', "[a, b,]", "[a,, b]", "[a: b]", "[[a]]", "['a, b']", '["]"]', "[ a , b ]", "[a b, -c]"),
    *('"', "'", '""', "''", '"ก"', "'ก'", '"a\\nb"', "'it''s'", '"a: b # c"', "'[x]'", '"a" b', '"a" # c', "a 'b' c"),
    *("key:value", "a:b: c", "http://a.th/#b", "12:30", "x#y", "x::", "ท้าย ", "-1", "- a", "a - b"),
    *("\u0e33\u0e48", "\u0e48", "\u200b", "\u00a0", "\u2028", "\u2029", "\x85", "\ufeff", "\x07", "\x7f", "\ue000"),
    *("😀", "\ufffe", "a" * 300, "ก" * 1100, "\r"),
]
LINES = [
    *("title: ข่าว", "title: 'ก'", 'title: "ก: ข"', "date: 2024-05-13 12:30", "summary:", "summary: ", 'tags: [a, "ข"]'),
    *("tags: []", "tags:", "- a", "  - a", "  - 'ก'", "    - a", "  - name: ก", "    position: ข", "    - position: ข"),
    *("  start: 1", " end: 2", "  -   name: ก", "      x: 1", "- name: ข", "  src: ค", "  name:", "  - - a", "-"),
    *("", "  ", "# ก", "    # ก", "a: b # c", "a: b #c", "a: b: c", "ก: ข", '"a": b', "a : b", "a:  b", "  ต่อ"),
    *("a: |", "a: &x b", "a: *x", "a: - b", "a: ? b", "---", "...", "null: ~", "yes: no", "<<: a", "k-1_Z: '#'"),
    *("- [a, b]", "  - [a, 'b']", "  - a: [b]"),
    *("a: {b: c}", "a: { b-1:  'c' ,d: \"e\" }", "  - {a: b, c: d e }", "a: {b:c}", "a: {b: c, b: d}", "a: b:"),
    *("   - a", "        - a", "         - a", "a: [b", "  c]"),
    *("a: 'b", "  c'", "a: 'b' c", "a: [b] c", "a: [b]: c", "a: [b, 'c' d]", "a: [b ,c]", "- a:", "a" * 101 + ": b"),
]
# fmt: on
ANY = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
LINED = st.lists(st.sampled_from(LINES), max_size=9).map("\n".join)
KEYED = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([": ", ":"]), ANY), max_size=3).map(
    lambda rows: "\n".join("".join(row) for row in rows)
)
CHARACTERS = st.text(alphabet=st.sampled_from("กำ่ab1 \n:-[]{},#'\"&*!|>%@`?\\\t"), max_size=30)


def same(text: str, first_line: int = 1) -> bool:
    """Whether the direct way was taken; when it was, both ways must agree in every node and place."""
    direct = plainyaml.read(text, first_line)
    if direct is None:
        return False
    # A tuple equals another of the same values, so the kinds of the nodes are compared in their own words.
    assert repr(direct) == repr(nodes.read(text, "p", first_line))
    return True


@settings(max_examples=2000)
@given(ANY | LINED | KEYED | KEYED.map(lambda text: text + "\n"))
@example("a:\n- b\n- c\nd: e")
@example("a:\n  - b: 1\n    c:\n      - d\n  - b: 2\n")
@example("a: b\n  # c\nd: e")
@example("a:\n  # b\n\n  c: d\n")
def test_whatever_it_reads_is_what_the_parser_reads(text):
    same(text)


@settings(max_examples=2000)
@given(
    CHARACTERS
    | CHARACTERS.map(lambda text: f"a: {text}\nb: c")
    | CHARACTERS.map(lambda text: f"a: [{text}]")
    | CHARACTERS.map(lambda text: f"a: {{b: {text}}}")
)
def test_whatever_it_reads_is_what_the_parser_reads_of_any_characters(text):
    same(text)


@settings(max_examples=1000)
@given(LINED | KEYED | CHARACTERS.map(lambda text: f"a: {text}\nb: [{text}]"))
@example("a: “ก”")
@example("a: '  ก  ข '")
def test_words_read_the_direct_way_need_fewer_checks(text):
    direct = plainyaml.read(text)
    if direct is None or thai.normalise(text) != text:
        return
    found = []
    for sound in (True, False):
        reading = Reading("p", text)
        reading.sound = sound
        found.append(
            [read(node, reading, name) for name, node in direct.scalars() for read in (schema.text, schema.line)]
        )
        found.append(reading.problems)
    assert found[:2] == found[2:]


@pytest.mark.parametrize(
    "form", [*("{}", "a: {}", "a:{}", "a: x{}y", "a: [{}]", "a: [x, {}]"), *("a: {b: {}}", "a:\n  - {}", "a:\n  {}")]
)
def test_every_trap_alone(form):
    for value in [*PIECES, *LINES]:
        same(form.replace("{}", value))
        same(f"first: 1\n{form.replace('{}', value)}\nlast: 2\n")


PLAIN = [
    "title: ข่าว\ndate: 13 พ.ค. 2567 เวลา 09:30 น.\n",
    "\ntitle: 'เปิด \"งาน\" วันนี้'\ncategories: [ข่าวกิจกรรม, \"ประกาศ\", 'รายงาน']\n\n# ท้าย\ndraft: true\n",
    "tags: []\nschools: [ ]\nsummary:\nlink: https://example.go.th/a?b=1\n",
    "schools:\n  - alpha\n  - 'beta'\ntags:\n- ก\n- ข\n",
    "people:\n  - name: ก\n    position: ข\n  - ค\nevent: {start: 2567-05-13, end: '14 พ.ค. 2567'}\ncover: a.jpg\n",
    "photos:\n- src: a.jpg\n  alt: 'ก: ข'\n  consent: true\n- src: b.jpg\n",
]
NOT_PLAIN = [
    *("", "\n\n", "# ก\n", "ก", "- a\n- b", "a: 1\na: 2", "<<: a", "ก: ข", "a: &x b", "a: *x", "a: !t b", "a: |\n  b"),
    *(
        "a: >\n  b",
        "a: b # c",
        "a: b\n  c",
        "a: {}",
        "a: {b}",
        "a: {b: c, b: d}",
        "a: {b: c,}",
        "a: [b, c,]",
        "a: [[b]]",
        "a: 'it''s'",
        'a: "\\n"',
    ),
    *("a:\tb", "a: b\t", "\ta: b", "a: b ", "a: ก\u200bข", "a: ก\u00a0ข", "a: ก\u2028ข", "a: ก\x85ข", "%a: b", "a: @b"),
    *("a: `b", "? a", "--- a", "a: b: c", "a: - b", "a: 1\n...", "a:\n  - - b", " a: b\nc: d", "a: b\n c: d"),
]


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("first_line", [1, 2, 7])
def test_common_front_matter_goes_the_direct_way(text, first_line):
    assert same(text, first_line)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_anything_else_is_left_to_the_parser(text):
    assert plainyaml.read(text) is None


def test_the_release_goes_the_direct_way(real):
    for item in real.root.glob("content/news/**/*.md"):
        parts = frontmatter.split(item.read_text(encoding="utf-8"))
        assert parts
        assert same(parts[0])


@pytest.mark.parametrize(
    "text",
    [
        *("a: " + "x" * 60000 + "#", "a: [" + "x " * 30000, "a: [" + "'x' , " * 10000 + "{", " " * 60000 + "x"),
        *("a: x" + ":x" * 30000 + "#", "a: [" + " " * 60000 + "x", "a: '" + " " * 60000, "\n" * 60000, "a\n" * 30000),
        *("a: 'x" * 12000, "a: {" + "b: c, " * 10000, "a: {b: " + " " * 60000, "a: {b: x" + " " * 60000 + "'"),
        *("a: " + " " * 60000 + "'", "a: {b: " + " " * 60000 + "'", "a: [" + ("x" + " " * 99 + ",") * 600 + "'"),
    ],
    ids=itertools.count(),
)
def test_no_text_takes_long(text):
    began = time.process_time()
    plainyaml.read(text)
    assert time.process_time() - began < 1
