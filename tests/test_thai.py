"""The Thai script: each rule by example, and what must hold for every text."""

import string
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khao import head, thai

SUSPECTS = "เแโไกนมรอ่้๊๋์็ัิีึืฺุูํ๎ะาำๅๆฯ ๒2a\u0301é\u200b\u200c\u200d\ufeff\u00ad\u2060\u00a0\uf701\uf70a\uf70f\uf71a"
TEXTS = st.one_of(st.text(), st.text(SUSPECTS + "🏫👩\ufe0f🇹🇭🏽,.:-\n"))
PROSE = "สำนักงานจัดประชุมเชิงปฏิบัติการเพื่อขับเคลื่อนพื้นที่นวัตกรรมการศึกษา ให้แก่ครูและบุคลากรทุกคน น้ำใจไมตรี 20 แห่ง"
FOLLOWERS = "ะาำๅๆ"


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("เเม่", "แม่", "double-sara-e"),
        ("ส\u0e4d\u0e32นัก", "สำนัก", "nikhahit-sara-aa"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ", "nikhahit-sara-aa"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ", "nikhahit-sara-aa"),
        ("น\u0e33\u0e49", "น้ำ", "mark-order"),
        ("ท\u0e48\u0e35", "ที่", "mark-order"),
        ("ผ\u0e49\u0e39", "ผู้", "mark-order"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์", "mark-order"),
        ("ไม\u0e48\u0e48", "ไม่", "repeated-mark"),
        ("ม\u0e35\u0e35", "มี", "repeated-mark"),
        ("นำ\u0e33", "นำ", "repeated-mark"),
        ("ครู\u200bใหญ่", "ครูใหญ่", "zero-width"),
        ("\ufeffครู", "ครู", "zero-width"),
        ("ครู\u200dใหญ่", "ครูใหญ่", "zero-width"),
        ("ครู\u00a0ใหญ่", "ครู ใหญ่", "no-break-space"),
        ("ท\uf702\uf70a", "ที่", "private-glyph"),
        ("\uf70f\uf718", "ญุ", "private-glyph"),
        ("\uf700\uf71a", "ฐฺ", "private-glyph"),
        ("cafe\u0301", "café", "unicode-form"),
    ],
)
def test_a_fault_is_mended_and_named(wrong: str, right: str, kind: str) -> None:
    assert thai.normalise(wrong) == right
    assert {change.kind for change in thai.changes(wrong)} == {kind}


def test_changes_are_placed_in_the_text_as_written() -> None:
    assert thai.changes("ครู\u00a0เเละ ท\u0e48\u0e35") == (
        thai.Change(3, "no-break-space", "\u00a0", " "),
        thai.Change(4, "double-sara-e", "เเ", "แ"),
        thai.Change(10, "mark-order", "\u0e48\u0e35", "\u0e35\u0e48"),
    )
    assert thai.changes("ดี cafe\u0301") == (thai.Change(6, "unicode-form", "e\u0301", "\u00e9"),)


@pytest.mark.parametrize(
    "sound",
    [
        "",
        PROSE,
        "น้ำ",
        "ต่าง ๆ",
        "พันธุ์",
        "สํ",
        "👩\u200d🏫",
        "สตูล\u200d🏫",
        "① ½ ﬁ",
        "ก\r\nข\rค\u2028ง\u0085จ",
        "จ้าาา",
    ],
)
def test_a_sound_text_comes_back_as_the_same_object(sound: str) -> None:
    assert thai.normalise(sound) is sound
    assert thai.changes(sound) == ()


@given(TEXTS)
@example("น\u0e48\u0e38\u0e48\u0e38")
@example("เ\u200bเ")
@example("x\u0301\u0e4c\u0e38")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = thai.normalise(text)
    assert thai.normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(TEXTS)
def test_changes_are_told_exactly_where_something_changes(text: str) -> None:
    assert bool(thai.changes(text)) == (thai.normalise(text) != text)


@given(TEXTS)
def test_the_quick_look_passes_no_faulty_text(text: str) -> None:
    # A space that is surely wrong forces the slow way, and joins with nothing before it.
    assert thai.normalise(f"{text}|\u00a0") == f"{thai.normalise(f'{text}|')} "


@given(st.text(string.printable + "กขคงจฉสหอ๐๑๒ฯๆะา"))
def test_a_text_without_suspicious_signs_is_left_alone(text: str) -> None:
    assert thai.normalise(text) is text


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("ครูใหญ่", 7, "ครูใหญ่"),
        ("ครูใหญ่", 6, "ครูให…"),
        ("ครูใหญ่", 4, "ครู…"),
        ("น้ำ", 2, "…"),
        ("เก่ง", 1, "…"),
        ("ครู", 0, "…"),
        ("การประชุม ครู และนักเรียน", 15, "การประชุม ครู…"),
        ("การประชุม, ครูผู้สอน", 10, "การประชุม…"),
        ("การประชุมต่าง ๆ ทั้งหมด", 14, "การประชุมต่าง…"),
        ("ครู👩\u200d🏫สอน", 5, "ครู…"),
        ("ดี❤\ufe0fมาก", 3, "ดี…"),
        ("ไป🇹🇭🇹🇭", 5, "ไป🇹🇭…"),
        ("ดี👍🏽มาก", 3, "ดี…"),
        ("one two three", 9, "one two…"),
    ],
)
def test_a_cut_keeps_clusters_whole(text: str, limit: int, expected: str) -> None:
    assert thai.cut(text, limit) == expected


def assert_clean_edge(kept: str, left: str) -> None:
    assert not kept.endswith(tuple("เแโใไ\u200d"))
    assert not (kept and left.startswith(tuple(FOLLOWERS)))
    assert not (kept and unicodedata.category(left[0]).startswith("M"))


@given(TEXTS, st.integers(-1, 40))
@example("", -1)
def test_every_cut_is_short_and_clean(text: str, limit: int) -> None:
    short = thai.cut(text, limit)
    if short == text:
        return
    kept = short.removesuffix("…")
    assert len(short) <= max(limit, 0) + 1
    assert short == f"{kept}…"
    assert text.startswith(kept)
    assert kept == kept.rstrip(" ,;:")
    assert_clean_edge(kept, text[len(kept) :])


@pytest.mark.parametrize("limit", range(len(PROSE)))
def test_prose_loses_at_most_a_quarter_or_a_cluster(limit: int) -> None:
    assert len(thai.cut(PROSE, limit)) >= limit - max(limit // 4, 5)


@given(TEXTS, st.integers(-1, 90))
def test_a_clip_is_the_longest_clean_prefix(text: str, limit: int) -> None:
    kept = thai.clip_bytes(text, limit)
    assert text.startswith(kept)
    if kept != text:
        assert len(kept.encode()) <= max(limit, 0)
        assert_clean_edge(kept, text[len(kept) :])


def test_a_clip_counts_bytes() -> None:
    assert thai.clip_bytes("ครูใหญ่", 21) == "ครูใหญ่"
    assert thai.clip_bytes("ครูใหญ่", 20) == "ครูให"
    assert thai.clip_bytes("ครูใหญ่", 12) == "ครู"
    assert thai.clip_bytes("ครู", 8) == "ค"


def test_words_and_minutes_are_estimated_without_a_dictionary() -> None:
    assert [thai.words(text) for text in ("", " \n", "ณ", "ก" * 58, "ก ข " * 29)] == [0, 0, 1, 10, 10]
    assert [thai.minutes(words) for words in (0, 1, 200, 201, 1000)] == [1, 1, 1, 2, 5]


@pytest.mark.parametrize(
    "ordered",
    [
        ["กมล", "เกษม", "แก้ว", "ขจร", "ไข่", "อนุบาล", "เอก"],
        ["ขา", "ข่า", "ข้า", "ข้าง"],
        ["ผังปาล์ม 1", "ผังปาล์ม ๒", "ผังปาล์ม 10", "ผังปาล์ม 100"],
        ["2567", "Satun", "sATUN", "school", "กลุ่ม"],
        ["ควน", "ควน-กาหลง", "ควนโดน"],
        ["cafe", "café", "cafes"],
        ["เพื่อน", "เพื่อน ๆ", "เพื่อนบ้าน"],
        ["กก", "กะ", "กา", "กำ", "กิน", "เก", "แก", "โก", "ใก", "ไก"],
    ],
)
def test_order_is_that_of_a_thai_dictionary(ordered: list[str]) -> None:
    assert sorted(ordered, key=thai.sort_key) == ordered


@given(TEXTS, TEXTS)
def test_only_equal_texts_have_equal_keys(one: str, other: str) -> None:
    assert (thai.sort_key(one) == thai.sort_key(other)) == (one == other)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_are_ordered_by_value(one: int, other: int) -> None:
    keys = (thai.sort_key(f"กลุ่ม {number}")[0] for number in (one, other))
    assert (next(keys) < next(keys)) == (one < other)


def test_schools_are_ordered_without_their_title() -> None:
    names = ["โรงเรียนอนุบาล", "วิทยาลัยเทคนิค", "ศูนย์การเรียนรู้", "บ้านควน", "รร. ควนโดน", "โรงเรียน"]
    assert sorted(names, key=thai.school_key) == [
        *("ศูนย์การเรียนรู้", "รร. ควนโดน", "วิทยาลัยเทคนิค", "บ้านควน", "โรงเรียน", "โรงเรียนอนุบาล")
    ]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("ผลการดำเนินงาน ปี 2567", "ผลการดำเนินงาน-ปี-2567"),
        ("ส\u0e4d\u0e32นักงาน", "สำนักงาน"),
        ("  (ร่าง) กำหนดการ — ช่วงเช้า! ", "ร่าง-กำหนดการ-ช่วงเช้า"),
        ("ต่าง ๆ ฯลฯ", "ต่าง-ๆ-ฯลฯ"),
        ("Satun_Sandbox & Café", "satun_sandbox-café"),
        ("बिन्दु से", "बिन्दु-से"),
        ("❤\ufe0f ครู 1\ufe0f\u20e3", "ครู-1"),
        ("๑. พิธีเปิด", "๑-พิธีเปิด"),
        ("?!", ""),
    ],
)
def test_a_slug_keeps_letters_digits_and_marks(text: str, slug: str) -> None:
    assert thai.slugify(text) == slug


def test_a_slug_keeps_capitals_where_asked() -> None:
    assert thai.slugify("Satun Sandbox", lower=False) == "Satun-Sandbox"


@given(st.from_regex(head._PLAIN_SLUG, fullmatch=True))
def test_a_plain_slug_stays_as_it_is(text: str) -> None:
    assert thai.slugify(text, lower=False) == text


@given(TEXTS)
def test_a_slug_is_its_own_slug(text: str) -> None:
    slug = thai.slugify(text)
    assert thai.slugify(slug) == slug
    assert "--" not in slug
    assert slug == slug.strip("-")
    assert all(char in "_-" or unicodedata.category(char)[0] in "LNM" for char in slug)


@given(st.text())
def test_digits_change_script_and_back(text: str) -> None:
    assert thai.to_arabic(thai.to_thai(text)) == thai.to_arabic(text)


def test_digits_are_the_only_signs_to_change_script() -> None:
    assert thai.to_thai("13 พ.ค. 2567") == "๑๓ พ.ค. ๒๕๖๗"
    assert thai.to_arabic("๑๓ พ.ค. ๒๕๖๗") == "13 พ.ค. 2567"
