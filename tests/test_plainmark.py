"""The direct way through common Markdown gives exactly what the library and the sanitiser give."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from khao import markup, plainmark, references, thai

SCHEMES = references.SCHEMES
# fmt: off
PIECES = [
    *("ก", "ข้อความ", "น้ำ", "เเ", "ABC", "2567", "20 แห่ง", " ", "  ", "\n", "\n\n", "\n\n\n", "\n \n"),
    *("# ", "## ", "### ", "#"),
    *("1. ", "2. ", "12. ", "1.", "- ", "-", "+ ", "* ", "> ", ">", "|", "| ", " |", "---", "==="),
    *("**", "*", "***", "__", "_", "`", "```", "~~~", "[", "]", "(", ")", "](", "[ลิงก์](https://example.go.th/1)"),
    *("[ลิงก์](school:alpha)", "[ก](/news/)", "[ก](a.md#ข)", "[ก](javascript:alert(1))", "[ก](//evil.example)"),
    *("[ก](http://1.2.3.999/)", "[ก](https://xn--a.b/)", "[ก](https://)", "[ก](HTTPS://A.B)", "[ก](mailto:a@b.c)"),
    *("![ก](a.jpg)", "[^1]", "[^1]: ท้าย", "<b>", "</b>", "<", ">", "&", "&amp;", "\\", "{"),
    *(":", ": ", "\t", "\u00a0"),
    *("| ก | ข |\n| --- | --: |\n| 1 | 2 |", "| ก |\n| --- |\n| 1 |", "|ก|ข|\n|-|-|\n|1|2|"),
    *("    code", '"', "'", "!", "="),
    *("**หนา**", "**ห น า**", "**a** **b**", "**a****b**", "1. ก\n2. ข", "1. ก\n1. ข", "3. ก", "- ก\n- ข", "ก  \nข"),
    *("\u2028", "\u200b", "\x0c", "😀", "http://example.org", "a@b.co", "# ก #", "#ก", "main", "# main"),
    *("# 1", "\ufffe"),
]
# fmt: on
BODY = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def same(text: str) -> bool:
    """Whether the direct way was taken; when it was, both ways must agree."""
    normal = thai.normalise(text)
    if plainmark.convert(normal, markup._anchor, SCHEMES) is None:
        return False
    direct, library = markup.convert(text, SCHEMES), markup._converted(normal, SCHEMES, ())
    assert direct == library
    return True


@settings(max_examples=3000)
@given(BODY)
@example("| ก | ข |\n| --- | --- |\n| **1** | [2](/a/) |")
@example("1. ก\n2. ข\n\n1. ค")
@example("- ก\n\nข")
def test_whatever_it_converts_is_what_the_library_makes(text):
    same(text)


@settings(max_examples=1000)
@given(st.text(alphabet=st.sampled_from("กขค่ำ ab1.#*-|[]()\n:=+>!/"), max_size=40))
def test_whatever_it_converts_is_what_the_library_makes_of_any_characters(text):
    same(text)


PLAIN = [
    "ข้อความเดียว",
    "สอง\nบรรทัด\n\nสองย่อหน้า",
    "มี **ตัวหนา** และ **อีก ตัว** กับ [ลิงก์](https://example.go.th/a?b=1#c)",
    "[โรงเรียน](school:anuban-satun) [ข่าว](../a/index.md#ข้อ) [หน้า](/about/)",
    "# หัวข้อ\n\n### ข้ามชั้น\n\nข้อความ\n\n## กลับ",
    "1. หนึ่ง\n2. สอง\n3. **สาม** แห่ง\n\nต่อ",
    "- ก\n- ข\n\nก",
    "| กลุ่ม | จำนวน |\n| --- | ---: |\n| นักเรียน | 120 |\n| ครู | |\n\nท้าย",
    'คำพูด "ตรง" และ “โค้ง” 50% (ร้อยละ) #1 ของจังหวัด',
]


@pytest.mark.parametrize("text", PLAIN)
def test_common_text_goes_the_direct_way(text):
    assert same(text)


def test_the_release_goes_the_direct_way(real):
    for item in real.root.glob("content/news/**/*.md"):
        assert same(item.read_text(encoding="utf-8").split("---\n", 2)[2])
