"""Titles broken into lines: nothing parted that is read together, nothing too long, nothing lost but at the end."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khao import lines, thai

SIZES = {4: 2, 3: 3, 2: 4}


def wide(text):
    """As wide as its letters and blanks are many: marks stand above and below."""
    return float(sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in text))


def fitted(text, width=60, sizes=SIZES):
    return lines.fit(text, width, sizes, wide)


@pytest.mark.parametrize(
    ("title", "width", "expected"),
    [
        ("ปิดทำการ", 60, ("ปิดทำการ",)),
        ("ประชุมครู ปีการศึกษา 2567", 40, ("ประชุมครู", "ปีการศึกษา 2567")),  # not between a word and its number
        ("ประชุมเรื่องต่าง ๆ ของครู", 18, ("ประชุม", "เรื่องต่าง ๆ", "ของครู")),
        ("โรงเรียนอนุบาลและโรงเรียนประถม", 40, ("โรงเรียนอนุบาลและ", "โรงเรียนประถม")),
        ("Transforming Satun Sandbox", 52, ("Transforming", "Satun Sandbox")),
        ("  ข่าว \n  ใหม่ ", 60, ("ข่าว ใหม่",)),
    ],
)
def test_titles_break_where_readers_pause(title, width, expected):
    assert fitted(title, width).lines == expected


def test_a_title_is_set_as_large_as_it_fits():
    assert [fitted("ก" * length).size for length in (15, 20, 30)] == [4, 3, 2]


def test_a_span_of_days_stays_whole():
    for width in range(8, 40):
        assert any("1–15" in line for line in fitted("รับสมัคร วันที่ 1–15 มิถุนายน", width, {1: 9}).lines)


def test_quotes_stay_with_what_they_hold_and_karan_with_its_syllable():
    for width in range(8, 40):
        found = fitted("ประชุม “ครูพันธุ์ใหม่” ศาสตร์การสอน (ฉบับร่าง)", width, {1: 9}).lines
        assert not [line for line in found if line[0] in "”)์" or line[-1] in "“("]
        assert not [line for line in found[1:] if line.startswith(("ธุ์", "ตร์", "ร์"))]


def test_what_does_not_fit_is_cut_at_a_word_with_an_ellipsis():
    title = "การประชุมครั้งที่หนึ่ง " * 30
    found = fitted(title)
    assert len(found.lines) == 4
    assert found.size == 2
    assert found.lines[-1].endswith("หนึ่ง…")
    assert title.replace(" ", "").startswith("".join(found.lines).replace(" ", "").removesuffix("…"))


words = st.text("กขญฐปรนมฟเแโใไ\u0e31\u0e34\u0e35\u0e38\u0e39\u0e48\u0e49\u0e4c\u0e4dะาำๆฯ aZ09“”().-–", max_size=80)


@given(words.map(thai.normalise), st.integers(6, 40))
def test_nothing_is_lost_parted_or_too_long(title, width):
    text = " ".join(title.split())
    found = lines.fit(text, width, {1: 4}, wide)
    assert 1 <= len(found.lines) <= 4
    assert all(wide(line) <= width for line in found.lines)
    at = 0
    for line in found.lines:
        whole = line if line != found.lines[-1] or text.endswith(line) else line.removesuffix("…")
        at += text[at:].startswith(" ")
        assert text.startswith(whole, at)
        assert thai.separable(text, at)
        at += len(whole)
    assert at == len(text) or found.lines[-1].endswith("…")
