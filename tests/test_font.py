"""The font: small, whole, and shaping Thai; what its CSS says is so."""

from __future__ import annotations

import re
import unicodedata

import pytest
from PIL import ImageFont, features

from trees import PROJECT

FONTS = PROJECT / "layouts/assets/fonts"
FONT = FONTS / "anuphan.woff2"
CSS = (PROJECT / "layouts/assets/site.css").read_text(encoding="utf-8")
LEFT_OUT = "ฃฅ๎๏๚๛"

pytestmark = pytest.mark.skipif(not features.check("raqm"), reason="needs Pillow with raqm")


def font(weight, size=100):
    found = ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.RAQM)
    found.set_variation_by_axes([weight])
    return found


def ink(text, weight=400):
    """(left, top, right, bottom) about the start of the baseline."""
    return font(weight).getbbox(text, anchor="ls")


def test_an_ordinary_page_loads_few_kilobytes_of_type():
    loaded = {FONTS / name for name in re.findall(r'url\("fonts/([^"]+)"\)', CSS)}
    assert loaded == {FONT}
    assert sum(path.stat().st_size for path in loaded) <= 22 * 1024


def test_the_licence_lies_beside_the_font():
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    assert "The Anuphan Project Authors" in licence


@pytest.mark.parametrize("weight", [400, 700])
def test_every_letter_that_news_is_written_with_leaves_ink(weight):
    thai = {letter for letter in map(chr, range(0x0E01, 0x0E5C)) if unicodedata.name(letter, "")}
    for letter in sorted({*map(chr, range(0x21, 0x7F)), *thai, *"“”‘’–—…•·×฿"} - {*LEFT_OUT, *"\\^`{}"}):
        left, top, right, bottom = ink(letter, weight)
        assert right > left, letter
        assert bottom > top, letter


def test_what_the_font_does_not_know_leaves_neither_box_nor_gap():
    assert font(400).getlength("\N{GRINNING FACE}") == 0
    assert font(400).getmask("\N{GRINNING FACE}").getbbox() is None


def test_the_weights_differ():
    assert font(700).getlength("ประชุม") > font(400).getlength("ประชุม")


@pytest.mark.parametrize("weight", [400, 700])
def test_marks_stack_and_letters_make_room_for_them(weight):
    assert ink("ปี่", weight)[1] < ink("ปี", weight)[1] < ink("ป", weight)[1]  # a tone above its vowel
    assert ink("ฐู", weight)[3] > ink("กู", weight)[3] - 2  # the vowel below ฐ, which gives up its foot
    assert font(weight).getlength("น้ำ") == font(weight).getlength("นำ")  # the tone stands above the ring of ำ
    assert ink("น้ำ", weight)[1] < ink("นำ", weight)[1]


def test_each_fallback_is_in_the_stack_and_says_how_wide_and_high_it_shall_be():
    stack = re.search(r"font: 1\.0625rem/1\.75 ([^;]+);", CSS)[1]
    faces = re.findall(r'@font-face \{ font-family: ("Anuphan [^"]+"); ([^}]+)\}', CSS)
    assert {name for name, _ in faces} == {'"Anuphan Noto"', '"Anuphan Tahoma"'}
    ascent, descent = font(400, 1000).getmetrics()
    for name, said in faces:
        assert name in stack
        adjust, above, below, gap = map(float, re.findall(r"([\d.]+)%", said))
        assert above * adjust / 100 == pytest.approx(ascent / 10, abs=0.1)
        assert below * adjust / 100 == pytest.approx(descent / 10, abs=0.1)
        assert gap == 0
