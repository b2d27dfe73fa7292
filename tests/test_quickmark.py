"""The short cuts through Python-Markdown lead where its own way does."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from khao import markup, quickmark
from test_plainmark import PIECES


def library(patch: pytest.MonkeyPatch) -> markup.markdown.Markdown:
    """The stock converter, with the same extensions."""
    patch.setattr(quickmark, "KNOWN", False)
    return markup._engine.__wrapped__(())


with pytest.MonkeyPatch.context() as patch:
    STOCK = library(patch)
QUICK = markup._engine.__wrapped__(())


def made(engine, text):
    """The HTML and the headings, or the kind of error."""
    try:
        return engine.reset().convert(text), engine.toc_tokens
    except Exception as error:  # noqa: BLE001 — whatever it is, both must say so
        engine.parser.state.clear()
        return type(error)


def check(text):
    assert made(QUICK, text) == made(STOCK, text)


def test_the_short_cuts_are_in_use_and_the_stock_library_has_none():
    assert isinstance(QUICK, quickmark.Markdown)
    assert not isinstance(STOCK, quickmark.Markdown)
    assert type(markup._engine.__wrapped__(("nl2br",))) is type(STOCK)


def test_every_pattern_is_known_and_every_short_cut_used():
    inline, blocks = QUICK.treeprocessors["inline"].steps, QUICK.parser.steps
    assert inline.few == []
    assert {pattern.pattern for _, pattern, _ in inline.every} == {*quickmark._INLINE_NEEDS}
    used = {type(each) for _, each, _ in blocks.every} | {type(each) for each in STOCK.preprocessors}
    assert {*quickmark._NEEDS} <= used


# One line or more of each construct of Markdown and of the extensions in use.
# fmt: off
SAMPLES = [
    # paragraphs, line breaks, rules
    "", " ", "\n\n", "ก", "ก\nข", "ก  \nข", "ก  \n", "  \n", "ก\\\nข", "   ก", "\tก", "ก\r\nข\rค", "ก\x02ข\x03",
    "\x0296\x03", "\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03 <b>", "ก\n \nข", "ก\n   \n    \nข", "---", "- - -",
    "-  -  -", "***", "* * *", "*  *  *", "___", "_ _ _", "_  _  _", "----------", "--", "ก\n***\nข", "ก\n\n___\nข",
    "** * **", "-\n-\n-",
    # headings
    "# ก", "#ก", "###### ก ######", "####### ก", "# ", "#", "ก\n# ข\nค", "# ก\\#", "# ก #ข", "ก\n===", "ก\n---",
    "ก\n=\nข", "ก\n-\nข", "===\nก", "# *ก* `ข` [ค](ง)", "# ก\n\n# ก\n\n# ก", "# main\n\n## top", "# ก<b>ข</b>",
    "# ก[^1]\n\n[^1]: ข", "# &amp; &lt;", "- # ก\n  ข", "> # ก", "# \\*", "## ก\n#### ข\n# ค",
    # lists
    "- ก\n- ข", "* ก\n+ ข", "1. ก\n1. ข", "3. ก\n4. ข", "๑. ก\n๒. ข", "1) ก", "-ก", "- ก\n\n- ข",
    "- ก\n    - ข\n        - ค", "- ก\n\n    ข\n\n- ค", "1. ก\n    - ข\n    - ค\n2. ง", "- ก\n1. ข", "- ก\n\n1. ข",
    "1. ก\n\n- ข", "- ก\nข\n- ค", "- - ก", "* * ก\n    * ข", "-", "- \n- ก", "- ก\n\n\n- ข", "- ก\n\n        โค้ด",
    "10. ก", "- > ก", "- | ก |", "-    ก", "-     ก",
    # quotes and code
    "> ก", ">ก\n>ข", "> ก\nข", "> ก\n\n> ข", "> > ก\n> ข", "ก\n> ข", "> - ก\n> - ข", ">", "> ", "a > b",
    "    ก\n    ข", "    ก\n\n    ข", "    <b>\n    &amp;", "\tก", "ก\n    ข", "    ก\nข", "    ก\n\n\n\n    ข",
    "`ก`", "``ก`ข``", "` ก `", "`ก", "\\`ก`", "`<b>`", "`&amp;`", "`*ก*`", "`` ` ``", "\\\\`ก`", "`ก\nข`",
    # emphasis and escapes
    "*ก*", "_ก_", "**ก**", "__ก__", "***ก***", "___ก___", "*ก **ข***", "**ก *ข***", "***ก* ข**", "***ก** ข*", "ก_ข_ค",
    "ก*ข*ค", "a_b_c", "_a_b_", "* ก *", "**", "*", "_", "**ก", "*ก\nข*", "*ก*ข*ค*", "_ก *ข_ ค*", "\\*ก\\*", "\\\\",
    "\\ก", "\\", "\\_ก_", "".join(f"\\{sign}" for sign in "\\`*_{}[]()>#+-.!|<&"), "*[ก](ข)*", "[*ก*](ข)", "**`ก`**",
    "*ก**ข**ค*", "__ก_", "*<b>ก</b>*",
    # links, pictures, references
    "[ก](ข)", '[ก](ข "ค")', "[ก](ข 'ค')", "[ก](<ข ค>)", "[ก](ข(ค)ง)", "[ก](ข", "[ก]", "[ก] (ข)", "[[ก](ข)](ค)",
    "[](ก)", "[ก]()", '[ก]("ข")', '[ก](ข\n"ค")', "![ก](ข.jpg)", "![](ข.jpg)", '![ก](ข.jpg "ค")', "![*ก*](ข)",
    "[![ก](ข)](ค)", "!\\[ก](ข)", "! [ก](ข)", "[ก][ข]\n\n[ข]: /ค", '[ก][]\n\n[ก]: /ค "ง"', "[ก]\n\n[ก]: <http://a.b/>",
    "![ก][ข]\n\n[ข]: a.jpg", "![ก]\n\n[ก]: a.jpg 'ข'", '[ก]\n\n[ก]: /ข\n    "ค"', "[ก]: /ข",
    "[ก]: /ข\n[ข]: /ค\n\n[ก] [ข]", "ก\n[ข]: /ค\nง", "[ก ข]\n\n[ก\nข]: /", "[ก][ข]", "[ก][ข", "[ก]]\n\n[ก]: /",
    "[A]\n\n[a]: /", "<http://a.b/ค>", "<a@b.c>", "<mailto:a@b.c>", "http://a.b", "<ก>",
    "[a](b)[c](d)[e][f]\n\n[f]: g", "[^ก](ข)", "[ก]: ", "[x](javascript:alert(1))",
    # HTML and entities
    "<b>ก</b>", "<div>ก</div>", "<div>\n\n*ก*\n\n</div>", "ก <span>*ข*</span>", "<!-- ก -->", "ก <!-- ข --> ค",
    "<!-- ก", "<?php ก ?>", "<!DOCTYPE html>", "<![CDATA[ก]]>", "<br>", "ก<br/>ข", "<hr>", "<p>ก", "</div>",
    "<div><p>ก</div>", "a < b", "a <b", "<", "</", "<a href='ข'>", "<script>*ก*</script>", "<style>ก</style>",
    "<pre>\n*ก*\n</pre>", "- <b>ก</b>", "> <div>ก</div>", "<table><tr><td>*ก*</table>", "&amp;", "&copy;", "&#65;",
    "&#x41;", "&#65 ก", "&ก;", "&", "A & B", "&amp", "&nbsp;ก", '<b title="&amp;">', '<figure><img src="a"></figure>',
    "# <div>ก</div>", "`<div>`\n<div>ก</div>", "<details><summary>ก</summary>\n\nข\n\n</details>",
    # tables
    "| ก | ข |\n|---|---|\n| 1 | 2 |", "ก | ข\n--|--\n1 | 2", "|ก|\n|-|\n|1|", "| ก | ข |\n|:-|-:|\n| 1 |",
    "| ก |\n|:-:|\n", "|ก|ข|\n|-|-|", "|`|`|ข|\n|-|-|\n|1|2|", "|\\||ข|\n|-|-|\n|1|2|", "|ก|ข|\n|-|\n|1|2|", "|",
    "||\n||", "ก | ข", "ก\n|-|-|", "> |ก|ข|\n> |-|-|\n> |1|2|", "|*ก*|[ข](ค)|\n|-|-|\n|<b>1</b>|`2`|",
    "|ก|ข|\n|-|-|\n\n|1|2|", "   | ก | ข |\n   |---|---|", "- | ก | ข |\n  |---|---|", "|ก\\|\n|-|\n|ข\\|",
    # fenced code
    "```\nก\n```", "~~~\nก\n~~~", "```py\n<b>\n```", "``` {.py #a}\nก\n```", "``` { .py\nก\n```", "```\nก",
    "````\n```\nก\n````", "ก\n```\nข\n```\nค", "- ก\n\n    ```\n    ข\n    ```", '```hl_lines="1"\nก\n```',
    "``` py hl_lines='1 2'\nก\n```", "```\n\nก\n\n```", "> ```\n> ก\n> ```", "`````", "```\n```",
    # definition lists
    "ก\n: ข", "ก\n:   ข\n:   ค", "ก\n\n:   ข", "ก\nข\n: ค", "ก\n:   ข\n\n    ค", ": ก", "ก\n:ข", "ก\n:    ข",
    "ก\n: - ข\n  - ค", "- ก\n: ข", "ก\n: ข\n\nค\n: ง", "เวลา 9:30 น.: ดี", "ก\n:   ข\n    ค\nง", "ก\n\n: ข\n\n: ค",
    # footnotes
    "ก[^1]\n\n[^1]: ข", "ก[^ก]\n\n[^ก]: ข\n    ค\n\n    ง", "[^1] [^1]\n\n[^1]: ก", "ก[^1][^2]\n\n[^2]: ก\n[^1]: ข",
    "ก[^1]", "[^1]: ก", "ก[^1]\n\n[^1]:\n    - ข\n    - ค", "[^1]\n\n[^1]: ข[^2]\n[^2]: ค",
    "///Footnotes Go Here///\n\nก[^1]\n\n[^1]: ข", "ก[^1]\n\n[^1]: `ข`\n\nค", "[^]\n\n[^]: ก", "ก[^1]:",
    "![^1]\n\n[^1]: ก", "> ก[^1]\n\n[^1]: ข", "[^1]\n\n[^1]: ก\n\n        โค้ด", "# ก\n\n[^1]\n\n[^1]: # ข",
    # the table of contents
    "[TOC]\n\n# ก\n\n## ข", "[TOC]", "ก [TOC]", "- [TOC]\n\n# ก", "`[TOC]`", "    [TOC]", "# [TOC]",
    "[TOC]\n[TOC]\n\n# ก", "*[TOC]*\n\n# ก", "[TOC][^1]\n\n[^1]: ข\n\n# ก", "\\[TOC]\n\n# ก", "> [TOC]\n\n# ก",
    "[TOC]\n\n[TOC]: /ก",
]
# fmt: on


@pytest.mark.parametrize("text", SAMPLES)
def test_every_construct_comes_out_as_the_library_makes_it(text):
    check(text)
    check(f"ก่อน\n\n{text}\n\nหลัง")
    check(f"- ก\n\n    {text}\n\n> {text}")


MARKS = [
    *(
        "*ก*",
        "_ก_",
        "***ก***",
        "`โค้ด`",
        "``a`b``",
        "\\*",
        "\\",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<!-- ก -->",
        "<?x?>",
    ),
    *(
        "&copy;",
        "&#65 ",
        "&",
        "![ก](a.jpg)",
        "![ก][ข]",
        "[ก][ข]",
        "[ข]",
        "[ข]: /a 'ท'\n",
        "[^1]",
        "[^1]: ท้าย\n",
        "[TOC]",
    ),
    *(
        "///Footnotes Go Here///",
        "- ก\n    - ข\n",
        "* ก\n",
        "    โค้ด\n",
        "\n    ",
        "  \n",
        "ก\n:   ข\n",
        "\n: ข",
        "> ก\n",
    ),
    *(
        "```\nก\n```\n",
        "~~~py\nก\n~~~\n",
        "===\n",
        "- - -\n",
        "_ _ _\n",
        "ก\n---\n",
        "# ก[^1]\n",
        "<http://a.b>",
        "<a@b.c>",
    ),
    *(
        "a|b\n-|-\n1|2\n",
        "\r\n",
        "\x02",
        "\x03",
        "\x02klzzwxh:0000\x03",
        "๑. ก\n",
        "<script>",
        "<h2 id='x'>ก</h2>",
        "<br>",
    ),
]
BODIES = [
    "ประชุมเชิงปฏิบัติการ **พลิกโฉม** พื้นที่นวัตกรรม [รายละเอียด](https://example.go.th/0)",
    "## สถานศึกษานำร่อง",
    "1. ประถมศึกษา จำนวน 15 แห่ง\n1. มัธยมศึกษา จำนวน 1 แห่ง",
    "| กลุ่ม | จำนวน |\n| --- | --- |\n| นักเรียน | 332 |",
    "ระยะเวลาในการดำเนินการประมาณ 5 ปี เวลา 9:30 น.",
]


@settings(max_examples=700)
@given(st.lists(st.sampled_from(PIECES + MARKS), max_size=14).map("".join))
def test_any_markdown_comes_out_as_the_library_makes_it(text):
    check(text)


@settings(max_examples=500)
@given(st.text(alphabet=st.sampled_from("กขค่ำ ab1.#*-|[]()\n:=+>!/_`\\<&^~\t\"'"), max_size=60))
def test_any_characters_come_out_as_the_library_makes_them(text):
    check(text)


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(BODIES) | st.lists(st.sampled_from(MARKS), min_size=1, max_size=4).map("".join), max_size=8
    )
)
@example([*BODIES, "ก[^1]", "[^1]: ข"])
def test_bodies_of_news_come_out_as_the_library_makes_them(parts):
    check("\n\n".join(parts))


@pytest.mark.parametrize("slow", ["> " * 3000 + "ก", "- " * 900 + "ก"])
def test_a_body_that_could_not_be_converted_leaves_nothing_to_the_next(slow):
    before = markup.convert("ก <b>ข</b>\n\nค")
    with pytest.raises(markup.Unconvertible):
        markup.convert(slow)
    assert markup.convert("ก <b>ข</b>\n\nค") == before
