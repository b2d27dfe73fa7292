"""Directives: where they are found, what they may be told, and what is said of each mistake in one."""

from __future__ import annotations

import time

import pytest

from khao import directives, markup, places
from khao.errors import Problem
from trees import BARE, PROJECT, SITE, Tree

# Where they stand -----------------------------------------------------------------------------------------------------

FOUND = {
    ":::table\ndata: a\n:::": ["table"],
    "ก\n:::list\nlimit: 3\n:::\nข": ["list"],
    ":::callout {type: tip}\nก\n\n:::table\ndata: a\n:::\n\nข\n:::": ["callout", "table"],
    ":::callout\nก :count{data: a}\n:::": ["callout", "count"],
    "มี :count{data: a, where: {b: c}} แห่ง และ :sum{data: a, column: b}": ["count", "sum"],
    ":::table {caption: ก}\n\n| a |\n|---|\n| 1 |\n:::": ["table"],
    ":::: table\ndata: a\n::::": ["table"],
    "   :::table\ndata: a\n:::": ["table"],
    "```\n:::table\ndata: a\n:::\n```": [],
    "~~~~\n:::table\n~~~\n:::\n~~~~": [],
    "`:count{data: a}` และ ``:sum{data: a} ` ``": [],
    "<!--\n:::table\ndata: a\n:::\n-->": [],
    "\\:count{data: a}": [],
    "มี:count{data: a}แห่ง": ["count"],
    "เวลา 10:count{data: a}": ["count"],
    "อัตรา 1:2 :countess :summary:": [],
    "https://example.go.th/:count{data: a}": ["count"],
    ":root{color: red} และ a:hover{b: c}": [],
    "::: หัวข้อ :::": [],
    ":::ตาราง\nข้อมูล\n:::": ["ตาราง"],
    ":::callout\ntype: tip\ntitle: ก\nข้อความ\n:::": ["callout"],
    ":::table {caption: ก}\n\nคำนำ\n\n| a |\n|---|\n| 1 |\n:::": ["table"],
    "::::::": [""],
    "ก : ข :: ค ::: ง": [],
}


@pytest.mark.parametrize("body", FOUND)
def test_directives_are_found_where_they_mean_something(body):
    assert [each.name for each in directives.scan(body)] == FOUND[body]
    document = markup.convert(body)
    assert document.html.count(f' {places.PLACE}="') == len(FOUND[body])


def test_what_stands_around_a_directive_stays():
    html = markup.convert("ก **ข**\n:::list\nlimit: 1\n:::\n- ค\n- ง :count{data: a}\n").html
    assert html.split("\n") == [
        "<p>ก <strong>ข</strong></p>",
        '<div data-at="0"></div>',
        "<ul>",
        "<li>ค</li>",
        '<li>ง <span data-at="1"></span></li>',
        "</ul>",
    ]


def test_a_body_can_make_no_place_for_a_directive_by_itself():
    forged = '<div data-at="0"></div> <span data-directive="x-0"></span> <p title=\'<div data-at="0">\'>ก</p>'
    html = markup.convert(f"{forged}\n\n:count{{data: a}}").html
    assert html.count('data-at="0"') == 1
    assert html.endswith('<p><span data-at="0"></span></p>')


@pytest.mark.parametrize(
    "text",
    [
        ":::table\n" * 20_000,
        ":::callout\n" * 20_000,
        ":::\n" * 50_000,
        ":count{" * 50_000,
        ":count{data: {" * 30_000,
        "`" * 200_000,
        "` `` " * 50_000 + ":count{data: a}",
        "<!-- " * 50_000 + ":count{data: a}",
        ":count{data: a} " * 20_000,
        "![" * 100_000 + ":count{data: a}",
        "](" * 100_000 + "<a " * 100_000 + ":count{data: a}",
    ],
    ids=range(11),
)
def test_a_hostile_body_is_looked_through_in_little_time(text):
    started = time.perf_counter()
    directives.scan(text)
    directives.blanked(text, " ")
    assert time.perf_counter() - started < 5


# Mistakes -------------------------------------------------------------------------------------------------------------

MISTAKES = [
    ("directive-unknown-near", "⟦:::tabel⟧\ndata: schools\n:::"),
    ("directive-unknown", "⟦:::xyzzy⟧\ndata: schools\n:::"),
    ("directive-unknown-near", "มี ⟦:cuont⟧{data: schools} แห่ง"),
    ("directive-not-block", "⟦:::count⟧\ndata: schools\n:::"),
    ("directive-not-span", "มี ⟦:table⟧{data: schools} แห่ง"),
    ("directive-unclosed", "⟦:::table⟧\ndata: schools\n\nเนื้อหา"),
    ("directive-unclosed", "⟦:::table⟧\ndata: schools\n\n:::list\nlimit: 1\n:::"),
    ("directive-stray", "ก\n\n⟦:::⟧\n\nข"),
    ("directive-indented", "- ก\n\n⟦    :::table⟧\n    data: schools\n    :::"),
    ("directive-indented", "⟦> :::table⟧\n> data: schools\n> :::"),
    ("directive-opening", "⟦:::table⟧ schools\n:::"),
    ("directive-no-text", "⟦:::list⟧ {limit: 1}\nข้อความ\n:::"),
    ("directive-id-twice", ":::table\ndata: schools\nid: a\n:::\n\n⟦:::table⟧\ndata: schools\nid: a\n:::"),
    ("directive-unknown", "⟦:::ตาราง⟧\ndata: schools\n:::"),
    ("directive-indented", "⟦- :::table⟧\n  data: schools\n  :::"),
    ("directive-colons", "⟦：：：table⟧\ndata: schools\n:::"),
    ("directive-misplaced", "![มี ⟦:count⟧{data: schools} แห่ง](a.jpg)"),
    ("directive-misplaced", "[ก](/news/?a=⟦:count⟧{data: schools})"),
    ("directive-misplaced", '<a href="/news/" title="⟦:count⟧{data: schools}">ก</a>'),
    ("directive-braces", "มี ⟦:count⟧ {data: schools} แห่ง"),
    ("directive-braces", "มี ⟦:count⟧{data: schools แห่ง"),
    ("directive-braces", "มี ⟦:sum⟧ แห่ง"),
    ("directive-braces", "5⟦:count⟧{data: schools} แห่ง"),
    ("directive-id-twice", "⟦:::table⟧\ndata: schools\nid: main\n:::"),
    ("directive-id-twice", ":::table\ndata: schools\nid: table-2\n:::\n\n⟦:::table⟧\ndata: schools\n:::"),
    ("directive-no-text", "⟦:::table⟧ {data: schools}\n\n| a |\n|---|\n| 1 |\n:::"),
    ("text-empty", ":::gallery\nphotos: ⟦[]⟧\n:::"),
    ("text-empty", ":::table\ndata: schools\nwhere: {pilot: ⟦[]⟧}\n:::"),
    ("not-an-address", ":::video\nurl: ⟦https://⟧\ntitle: ก\n:::"),
    ("id-long", ":::table\ndata: schools\nid: ⟦" + "a" * 90 + "⟧\n:::"),
    ("date-year", ":::list\nyear: ⟦1000⟧\n:::"),
    ("not-in-range", ":::list\nmonth: ⟦13⟧\n:::"),
    ("value-wrong", ":::table\ndata: news\nby: month\nwhere: {fiscal_year: ⟦25671⟧}\n:::"),
    ("value-wrong", "มี :count{data: news, where: {month: ⟦13⟧}} เรื่อง"),
    ("value-wrong", "มี :count{data: news, where: {year: ⟦67⟧}} เรื่อง"),
    ("column-overlaps", ":::table\ndata: schools\nby: affiliation\ncolumns: [⟦news⟧]\n:::"),
    ("field-unknown-near", ":::table\ndata: schools\n⟦colums⟧: [name]\n:::"),
    ("field-missing", "⟦:::table⟧\n:::"),
    ("not-a-choice", ":::chart\ntype: ⟦pie⟧\ndata: schools\ncaption: ก\n:::"),
    ("not-boolean", ":::table\ndata: schools\ntotal: ⟦yes⟧\n:::"),
    ("not-in-range", ":::table\ndata: schools\nlimit: ⟦0⟧\n:::"),
    ("not-a-mapping", ":::table\ndata: schools\nwhere: ⟦pilot⟧\n:::"),
    ("not-an-address", ":::video\nurl: ⟦javascript:alert(1)⟧\ntitle: ก\n:::"),
    ("yaml-colon", ":::table\ndata: schools\ncaption: ก⟦:⟧ ข\n:::"),
    ("file-missing", ":::table\ndata: ⟦xyzzy.csv⟧\n:::"),
    ("file-missing", ":::figure\nsrc: ⟦none.jpg⟧\nalt: ก\n:::"),
    ("path-leads-out", ":::figure\nsrc: ⟦../x.jpg⟧\nalt: ก\n:::"),
    ("field-missing", ":::figure\n⟦src⟧: many.csv\n:::"),
    ("data-unknown-near", ":::table\ndata: ⟦scools⟧\n:::"),
    ("data-unknown", "มี :count{data: ⟦xyzzy⟧} แห่ง"),
    ("column-unknown-near", ":::table\ndata: schools\ncolumns: [name, ⟦affilation⟧]\n:::"),
    ("column-unknown", ":::table\ndata: schools\nsort: ⟦xyzzy⟧\n:::"),
    ("column-unknown-near", ":::table\ndata: schools\nby: ⟦affiliations⟧\n:::"),
    ("column-unknown-near", "มี :count{data: schools, where: {⟦pilto⟧: true}} แห่ง"),
    ("column-unknown", ":::table\ndata: news\nwhere: {⟦venue⟧: ก}\n:::"),
    ("value-wrong-near", ":::table\ndata: schools\nwhere: {affiliation: ⟦primry⟧}\n:::"),
    ("value-wrong", ":::table\ndata: schools\nwhere: {pilot: ⟦yes⟧}\n:::"),
    ("value-wrong-near", ":::list\nschool: ⟦alpa⟧\n:::"),
    ("value-wrong", ":::table\ndata: news\nby: month\nwhere: {fiscal_year: ⟦soon⟧}\n:::"),
    ("column-not-number", "มี :sum{data: schools, column: ⟦name⟧} แห่ง"),
    ("chart-no-number", ":::chart\ntype: bar\ndata: schools\ncolumns: ⟦[name, district]⟧\ncaption: ก\n:::"),
    ("chart-many", ":::chart\ntype: share\ndata: ⟦many.csv⟧\ncaption: ก\n:::"),
    ("chart-negative", ":::chart\ntype: bar\ndata: many.csv\ncolumns: ⟦[ก, ค]⟧\ncaption: ก\n:::"),
]
CSV = "ก,ข,ค\n" + "".join(f"แถว {number},{number},-{number}\n" for number in range(1, 10))


def named(found: Problem) -> str:
    """The rule of a problem, as `messages` tells it."""
    near = dict(found.facts).get("near") and not found.rule.endswith("-near")
    return f"{found.rule}-near" if near else found.rule


@pytest.mark.parametrize(("rule", "body"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_told_at_its_place_and_keeps_nothing_else_from_being_told(tmp_path, rule, body):
    tree = Tree(tmp_path / "site", SITE + BARE).shipped("directives", "parts")
    tree.put("content/news/x/many.csv", CSV)
    text = f"---\ntitle: ก\ndate: 2567-05-01\n---\n\nเนื้อหา\n\n{body}\n\n:::tablee\n:::\n"
    before = text.partition("⟦")[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    late = rule.startswith(("data-", "column-", "value-", "chart-"))
    if late:
        # What is asked of the data is known when the page is made.
        text = text.replace("\n:::tablee\n:::\n", "\n[ไม่มี](/xyzzyx/)\n")
    tree.put("content/news/x/index.md", text.replace("⟦", "").replace("⟧", ""))
    found = [each for each in tree.fail() if each.place.path == "content/news/x/index.md"]
    told = [each for each in found if named(each) == rule and each.place.line == line]
    assert told
    # Of a list or of a quotation, the whole is meant.
    whole = "⟦[" in body or "⟦src" in body or body.startswith("⟦> ") or "⟦    " in body
    assert whole or told[0].place.column == column
    assert told[0].excerpt
    assert late or len(found) > 1


CSVS = {
    "csv-encoding": "ชื่อ,จำนวน\nก,1\n".encode("cp874"),
    "csv-syntax": 'ชื่อ,จำนวน\n"ก,1\n'.encode(),
    "csv-separator": "ชื่อ;จำนวน\nก;1\n".encode(),
    "csv-heading": "ชื่อ,\nก,1\n".encode(),
    "csv-cells": "ชื่อ,จำนวน\nก,1,200\n".encode(),
    "csv-long": ("ชื่อ,จำนวน\n" + "ก,1\n" * 6000).encode(),
    "file-empty": b"\n\n",
}


@pytest.mark.parametrize("rule", CSVS)
def test_a_csv_that_cant_be_read_is_told_with_its_line(tmp_path, rule):
    tree = Tree(tmp_path / "site", SITE + BARE).shipped("directives", "parts")
    tree.put("content/news/x/a.csv", CSVS[rule])
    tree.put("content/news/x/index.md", "---\ntitle: ก\ndate: 2567-05-01\n---\n\n:::table\ndata: a.csv\n:::\n")
    assert [(each.rule, each.place.path) for each in tree.fail() if each.rule != "data-unknown"] == [
        (rule, "content/news/x/a.csv")
    ]


def test_a_csv_that_nothing_shows_may_be_anything(tmp_path):
    tree = Tree(tmp_path / "site", SITE + BARE)
    tree.put("content/news/x/a.csv", CSVS["csv-encoding"])
    tree.put("content/news/x/index.md", "---\ntitle: ก\ndate: 2567-05-01\nattachments: [{src: a.csv}]\n---\n\nก\n")
    tree.build()


def test_every_directive_has_a_layout_and_every_layout_a_directive():
    there = {path.stem for path in (PROJECT / "layouts/directives").glob("*.html")}
    assert there == {*directives.BLOCKS, *directives.SPANS, "label"}
