"""Assets get names that change with what is in them, and style sheets name them so."""

from __future__ import annotations

import re

import pytest

from trees import Tree

SHEET = """/* คำอธิบาย url(none.png) */
@font-face { src: url("fonts/a.woff2") format('woff2'); }
.a { background: url(  b.svg#part ) ; content: "url(c.png)" }
.b :is(h2, h3) > a { width: calc(1px + 2%); background: url(/d.svg), url(#here), url('https://example.go.th/e.svg') }
"""


@pytest.fixture
def tree(tmp_path):
    tree = Tree(tmp_path / "site")
    tree.put("layouts/assets/fonts/a.woff2", b"wOF2 one").put("layouts/assets/b.svg", "<svg/>")
    tree.put("layouts/assets/site.css", SHEET)
    tree.edit("layouts/base.html", "</head>", "<link href=\"{{ site.asset('site.css') }}\" rel=stylesheet></head>")
    return tree


def sheet(tree):
    """The name and the text of the published style sheet."""
    name = re.search(r'href="(/assets/[^"]+)"', tree.read("index.html"))[1]
    return name, tree.read(name[1:])


def test_a_style_sheet_is_small_and_names_what_is_published(tree):
    tree.build()
    _, text = sheet(tree)
    font, part = re.search(r"src:url\(\"([^\"]+)\"\)", text)[1], re.search(r"background:url\(([^)]+)#part\)", text)[1]
    assert re.fullmatch(r"/assets/fonts/a\.[0-9a-f]{8}\.woff2", font)
    assert tree.has(font[1:])
    assert tree.has(part[1:])
    assert "คำอธิบาย" not in text
    assert '"url(c.png)"' in text
    assert ".b :is(h2,h3)>a{width:calc(1px + 2%)" in text
    assert all(kept in text for kept in ("url(/d.svg)", "url(#here)", "https://example.go.th/e.svg"))


def test_what_a_style_sheet_names_changes_its_name_and_so_each_page_that_shows_it(tree):
    pages = tree.build().rendered
    before, _ = sheet(tree)
    assert tree.build().rendered == ()
    tree.put("layouts/assets/fonts/a.woff2", b"wOF2 two")
    again = tree.build().rendered
    after, text = sheet(tree)
    assert before != after
    assert not tree.has(before[1:])
    assert tree.read(re.search(r"src:url\(\"/([^\"]+)\"\)", text)[1]) == "wOF2 two"
    assert {url for url in pages if url.endswith(("/", ".html"))} == {*again}
    published = tree.files()
    tree.delete("public").delete(".khao").build()
    assert tree.files() == published


def test_space_that_means_nothing_renders_nothing(tree):
    tree.build()
    tree.edit("layouts/assets/site.css", " ; content", ";   content")
    assert tree.build().rendered == ()


def test_a_style_sheet_may_use_another(tree):
    tree.put("layouts/assets/more/part.css", "a { background: url(../b.svg) }")
    tree.edit("layouts/assets/site.css", "@font-face", "@import 'more/part.css';\n@font-face").build()
    _, text = sheet(tree)
    part = tree.read(re.search(r"@import '/(assets/more/part\.[0-9a-f]{8}\.css)'", text)[1])
    assert tree.has(re.search(r"url\(/([^)]+)\)", part)[1])


def test_what_is_not_there_is_told_with_its_place(tree):
    tree.edit("layouts/assets/site.css", "b.svg#part", "ข.svg#part")
    assert tree.problems() == {"asset-missing": ["layouts/assets/site.css:3:24"]}


def test_style_sheets_in_a_circle_are_told(tree):
    tree.put("layouts/assets/site.css", "@import 'other.css';").put("layouts/assets/other.css", "@import 'site.css';")
    assert {*tree.problems()} == {"asset-circle"}


def test_a_style_sheet_that_is_no_text_is_told(tree):
    tree.put("layouts/assets/site.css", b"a { color: \xff }")
    assert tree.problems() == {"file-not-utf8": ["layouts/assets/site.css:1:12"]}
