"""Dates: every way an office writes them, what is refused and why, and how they are shown."""

import contextlib
import pickle
from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khao import dates, thai


def bangkok(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=dates.BANGKOK)


def forms(block: str) -> list[str]:
    """The texts of a block, which " | " and line ends part."""
    return [text.strip() for line in block.strip().splitlines() for text in line.split(" | ")]


DAY = bangkok(2024, 5, 13)
MORNING = bangkok(2024, 5, 13, 9, 30)
# From the first Buddhist year that began in January to the last one that is read.
SHOWN = st.datetimes(datetime(1941, 1, 1), datetime(2156, 12, 31)).map(  # noqa: DTZ001 — the next line adds the zone
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=dates.BANGKOK)
)
LANGS = st.sampled_from(["th", "en"])
NUMERALS = st.sampled_from(["arabic", "thai"])


DAYS = """
    2567-05-13 | 2024-05-13 | 2567-5-13 | ๒๕๖๗-๐๕-๑๓ | 2024-05-13T00:00:00+07:00 | 2024-05-12T17:00:00Z
    13/5/2567 | 13/05/2024 | 13-05-2567 | 13.5.2567 | ๑๓/๕/๒๕๖๗ | วันที่ 13/5/2567
    13 พฤษภาคม 2567 | ๑๓ พฤษภาคม ๒๕๖๗ | 13   พฤษภาคม   2567 | 13 พฤษภาคม 2024 | 13 เดือนพฤษภาคม 2567
    13 พ.ค. 2567 | 13 พ.ค. 67 | ๑๓ พ.ค. ๖๗ | 13 พค 67 | 13 พ.ค 67 | 13 พ. ค. 67 | 13พ.ค.67 | 13 พ.ค. พ.ศ. 67
    วันที่ 13 พฤษภาคม 2567 | วันที่ 13 เดือน พฤษภาคม พ.ศ. 2567 | จันทร์ 13 พฤษภาคม 2567
    วันจันทร์ที่ 13 พฤษภาคม 2567 | วันจันทร์ ที่ 13 พฤษภาคม 2567
    13 พฤษภาคม พ.ศ. 2567 | 13 พฤษภาคม พ.ศ.2567 | 13 พฤษภาคม พ.ศ 2567 | 13 พฤษภาคม พ. ศ. 2567
    13 พฤษภาคม พุทธศักราช 2567 | 13 พฤษภาคม ค.ศ. 2024 | 13 พฤษภาคม คริสต์ศักราช 2024
    13 May 2024 | 13 may 2567 | Monday, 13 May 2024 | Mon 13 May 2024
"""
MORNINGS = """
    2024-05-13 09:30 | 2567-05-13 9:30 | 2024-05-13T09:30 | 2024-05-13T09:30:00 | 2024-05-13T09:30:00.000
    2024-05-13T09:30:00+07:00 | 2024-05-13 09:30:00 +0700 | 2024-05-13T02:30:00Z | 2024-05-12T21:30:00-05:00
    13 พฤษภาคม 2567 เวลา 09.30 น. | 13 พฤษภาคม 2567 เวลา 09:30 น. | 13 พฤษภาคม 2567 เวลา 09.30 น
    ๑๓ พฤษภาคม ๒๕๖๗ เวลา ๐๙.๓๐ น. | 13 พ.ค. 67 เวลา 9.30 นาฬิกา | 13 พฤษภาคม 2567 09:30
    13/5/2567 09.30 น. | 13 May 2024, 09:30
"""


@pytest.mark.parametrize("text", [*forms(DAYS), "  13\u00a0พฤษภาคม\u00a02567\n"])
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert dates.parse(text) == DAY
    assert dates.parse(text).tzinfo is dates.BANGKOK


@pytest.mark.parametrize("text", forms(MORNINGS))
def test_a_time_is_read_in_bangkok(text: str) -> None:
    assert dates.parse(text) == MORNING


def test_seconds_are_kept() -> None:
    assert dates.parse("2024-05-13T09:30:15") == MORNING.replace(second=15)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(("lang", "style"), [("th", "long"), ("th", "short"), ("en", "long"), ("en", "short")])
def test_every_month_is_read_by_each_name(month: int, lang: dates.Lang, style: dates.Style) -> None:
    moment = bangkok(2024, month, 9)
    text = dates.show(moment, lang=lang, style=style)
    assert dates.parse(text) == moment
    assert dates.parse(text.replace(".", "")) == moment


REFUSED = {
    "date-unreadable": """
        เมื่อวานนี้ | พฤษภาคม 2567 | 13 พฤษภากลม 2567 | 13 พฤษภาคม 25670 | 13 พฤษภาคม 2567 ช่วงเช้า
        ราว 13 พฤษภาคม 2567 | -2567-05-13 | 13/05-2567
    """,
    "date-impossible": """
        2567-02-30 | 2568-02-29 | 31 เมษายน 2567 | 05/13/2024 | 2567-00-13
        2024-05-13 25:00 | 2024-05-13 09:60 | 2024-05-13T09:30+99:00
    """,
    "date-year": """
        2300-05-13 | 2700-05-13 | 1899-05-13 | 13 พฤษภาคม 567 | 13 พฤษภาคม พ.ศ. 2024 | 13 พฤษภาคม ค.ศ. 2567
        8 มีนาคม 2424 | 31/3/2483
    """,
    "date-two-digit-year": "67-05-13 | 13/5/67 | 13 May 24 | 13 พฤษภาคม ค.ศ. 24",
}


@pytest.mark.parametrize(
    ("text", "rule"),
    [("", "date-unreadable"), *((text, rule) for rule, block in REFUSED.items() for text in forms(block))],
)
def test_a_date_is_refused_with_its_reason(text: str, rule: str) -> None:
    with pytest.raises(dates.DateProblem) as caught:
        dates.parse(text)
    assert caught.value.rule == rule
    assert caught.value.facts["value"] == text


def test_leap_days_are_judged_in_the_common_era() -> None:
    assert dates.parse("2567-02-29") == bangkok(2024, 2, 29)
    with pytest.raises(dates.DateProblem) as caught:
        dates.parse("29 ก.พ. ๖๘")
    assert caught.value.facts == {"value": "29 ก.พ. ๖๘", "year_be": "2568", "year_ce": "2025"}


def test_old_years_are_read_where_the_eras_agree() -> None:
    assert dates.parse("1 เมษายน 2475") == bangkok(1932, 4, 1)
    assert dates.parse("1 มกราคม 2484") == bangkok(1941, 1, 1)
    assert dates.parse("1932-02-01") == bangkok(1932, 2, 1)


def test_a_problem_survives_pickling() -> None:
    problem = dates.DateProblem("date-year", {"value": "2300-05-13"})
    copy = pickle.loads(pickle.dumps(problem))  # noqa: S301 — its own bytes
    assert (type(copy), copy.rule, copy.facts) == (dates.DateProblem, problem.rule, problem.facts)


PIECES = (
    *("0", "1", "9", "13", "31", "67", "999", "2024", "2567", "25670", "๒๕๖๗", "09:30", "+07:00"),
    *("/", "-", ".", ":", "T", "Z", "+", "น.", "เวลา", "พ.ศ.", "ค.ศ.", "พ.ค.", "พฤษภาคม", "May", "วันที่", " "),
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
@example("9" * 5000)
@example("²³ พ.ค. 2567")
def test_no_text_raises_anything_else(text: str) -> None:
    for read in (dates.parse, dates.parse_year):
        with contextlib.suppress(dates.DateProblem):
            read(text)


@given(SHOWN, st.sampled_from(["long", "short", "full"]), LANGS, NUMERALS)
def test_what_is_shown_is_read_back(
    moment: datetime, style: dates.Style, lang: dates.Lang, numerals: dates.Numerals
) -> None:
    told = moment.replace(hour=0, minute=0) if style == "short" else moment
    assert dates.parse(dates.show(moment, style=style, lang=lang, numerals=numerals)) == told


@given(SHOWN, st.integers(0, 59))
def test_iso_is_read_back(moment: datetime, second: int) -> None:
    moment = moment.replace(second=second)
    assert dates.parse(dates.iso(moment)) == moment
    assert dates.parse(dates.rfc3339(moment)) == moment


def test_iso_tells_the_time_where_there_is_one() -> None:
    assert [dates.has_time(moment) for moment in (DAY, MORNING)] == [False, True]
    assert dates.iso(DAY) == "2024-05-13"
    assert dates.iso(MORNING) == dates.rfc3339(MORNING) == "2024-05-13T09:30:00+07:00"
    assert dates.rfc3339(DAY) == "2024-05-13T00:00:00+07:00"


@pytest.mark.parametrize(
    ("style", "lang", "day", "morning"),
    [
        ("long", "th", "13 พฤษภาคม 2567", "13 พฤษภาคม 2567 เวลา 09.30 น."),
        ("short", "th", "13 พ.ค. 2567", "13 พ.ค. 2567"),
        ("full", "th", "วันจันทร์ที่ 13 พฤษภาคม พ.ศ. 2567", "วันจันทร์ที่ 13 พฤษภาคม พ.ศ. 2567 เวลา 09.30 น."),
        ("month", "th", "พฤษภาคม 2567", "พฤษภาคม 2567"),
        ("day", "th", "13", "13"),
        ("long", "en", "13 May 2024", "13 May 2024, 09:30"),
        ("short", "en", "13 May 2024", "13 May 2024"),
        ("full", "en", "Monday, 13 May 2024", "Monday, 13 May 2024, 09:30"),
        ("month", "en", "May 2024", "May 2024"),
        ("day", "en", "13", "13"),
    ],
)
def test_each_style_in_each_language(style: dates.Style, lang: dates.Lang, day: str, morning: str) -> None:
    assert dates.show(DAY, style=style, lang=lang) == day
    assert dates.show(MORNING, style=style, lang=lang) == morning
    assert dates.show(MORNING, style=style, lang=lang, numerals="thai") == thai.to_thai(morning)


@pytest.mark.parametrize(
    ("start", "end", "th", "en"),
    [
        (DAY, DAY, "13 พฤษภาคม 2567", "13 May 2024"),
        (MORNING, MORNING, "13 พฤษภาคม 2567 เวลา 09.30 น.", "13 May 2024, 09:30"),
        (
            MORNING,
            bangkok(2024, 5, 13, 16),
            "13 พฤษภาคม 2567 เวลา 09.30–16.00 น.",
            "13 May 2024, 09:30–16:00",
        ),
        (DAY, bangkok(2024, 5, 15), "13–15 พฤษภาคม 2567", "13–15 May 2024"),
        (MORNING, bangkok(2024, 5, 15, 16), "13–15 พฤษภาคม 2567", "13–15 May 2024"),
        (bangkok(2024, 4, 30), bangkok(2024, 5, 2), "30 เมษายน – 2 พฤษภาคม 2567", "30 April – 2 May 2024"),
        (
            *(bangkok(2024, 12, 30), bangkok(2025, 1, 2)),
            *("30 ธันวาคม 2567 – 2 มกราคม 2568", "30 December 2024 – 2 January 2025"),
        ),
        (
            *(bangkok(2024, 5, 13), bangkok(2025, 5, 13)),
            *("13 พฤษภาคม 2567 – 13 พฤษภาคม 2568", "13 May 2024 – 13 May 2025"),
        ),
    ],
)
def test_a_span_says_nothing_twice(start: datetime, end: datetime, th: str, en: str) -> None:
    assert dates.span(start, end) == th
    assert dates.span(start, end, lang="en") == en
    assert dates.span(start, end, numerals="thai") == thai.to_thai(th)


def test_three_kinds_of_year() -> None:
    assert dates.year_be(DAY) == 2567
    assert dates.fiscal_year(bangkok(2023, 9, 30)) == 2566
    assert dates.fiscal_year(bangkok(2023, 10, 1)) == 2567
    assert dates.academic_year(bangkok(2024, 5, 15)) == 2566
    assert dates.academic_year(bangkok(2024, 5, 16)) == 2567
    assert dates.academic_year(bangkok(2025, 1, 1)) == 2567


def test_months_are_named_in_both_languages() -> None:
    assert (dates.month_name(5), dates.month_name(5, lang="en")) == ("พฤษภาคม", "May")
    assert dates.show(bangkok(2024, 9, 1), style="short", lang="en") == "1 Sep 2024"
    for month in (0, 13):
        with pytest.raises(ValueError, match=str(month)):
            dates.month_name(month)


@pytest.mark.parametrize("text", ["2567", "2024", "๒๕๖๗", " พ.ศ. 2567", "พ.ศ 2567", "พุทธศักราช ๒๕๖๗", "ค.ศ.2024"])
def test_a_year_is_read_in_either_era(text: str) -> None:
    assert dates.parse_year(text) == 2024


@pytest.mark.parametrize(
    ("rule", "block"),
    [
        ("date-unreadable", " | ปีหน้า | 25 67 | 25670"),
        ("date-two-digit-year", "67"),
        ("date-year", "2300 | พ.ศ. 2024 | ค.ศ. 2567"),
    ],
)
def test_a_year_is_refused_with_its_reason(rule: str, block: str) -> None:
    for text in forms(block):
        with pytest.raises(dates.DateProblem) as caught:
            dates.parse_year(text)
        assert (caught.value.rule, caught.value.facts["value"]) == (rule, text)
