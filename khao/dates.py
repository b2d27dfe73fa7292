"""Dates as Thai offices write them.

The invariant: a moment is always an aware Common Era datetime in Bangkok; the Buddhist Era is only ever text.
"""

from __future__ import annotations

import functools
import re
from datetime import datetime, timedelta, timezone
from typing import Final, Literal

from khao import thai

# Thailand has had no summer time since 1920, and slim containers and Windows have no time-zone database.
BANGKOK: Final = timezone(timedelta(hours=7), "Asia/Bangkok")
BUDDHIST: Final = 543
_BE: Final = range(2400, 2700)
_CE: Final = range(1900, 2200)
_JANUARY_BEGINS: Final = 2484
_TWO_DIGITS: Final = 2

Style = Literal["long", "short", "full", "month", "day"]
Lang = Literal["th", "en"]
Numerals = Literal["arabic", "thai"]

_TABLE: Final = (
    ("มกราคม", "ม.ค.", "January"),
    ("กุมภาพันธ์", "ก.พ.", "February"),
    ("มีนาคม", "มี.ค.", "March"),
    ("เมษายน", "เม.ย.", "April"),
    ("พฤษภาคม", "พ.ค.", "May"),
    ("มิถุนายน", "มิ.ย.", "June"),
    ("กรกฎาคม", "ก.ค.", "July"),
    ("สิงหาคม", "ส.ค.", "August"),
    ("กันยายน", "ก.ย.", "September"),
    ("ตุลาคม", "ต.ค.", "October"),
    ("พฤศจิกายน", "พ.ย.", "November"),
    ("ธันวาคม", "ธ.ค.", "December"),
)
_MONTHS: Final = {"th": [row[0] for row in _TABLE], "en": [row[2] for row in _TABLE]}
_SHORT: Final = {"th": [row[1] for row in _TABLE], "en": [row[2][:3] for row in _TABLE]}
_WEEKDAYS: Final = {
    "th": ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


class DateProblem(ValueError):
    """A date that cannot be read.

    `rule` is one of date-unreadable, date-impossible, date-year and date-two-digit-year. `facts` always has
    "value", the text as written; date-impossible adds "year_be" and "year_ce".
    """

    def __init__(self, rule: str, facts: dict[str, str]) -> None:
        super().__init__(rule, facts)  # both in args, so that it pickles
        self.rule = rule
        self.facts = facts


_BETWEEN: Final = str.maketrans("", "", ". ,/-")


def _plain(words: str) -> str:
    return words.translate(_BETWEEN).casefold()


_NAMED: Final = {
    _plain(name): number for names in (*_MONTHS.values(), *_SHORT.values()) for number, name in enumerate(names, 1)
} | {"sept": 9}
_LEADS: Final = {
    *("", "วันที่", "ที่"),
    *(f"{day}{at}" for name in _WEEKDAYS["th"] for day in (name, f"วัน{name}") for at in ("", "ที่")),
    *(name[:length].casefold() for name in _WEEKDAYS["en"] for length in (3, None)),
}
_YEAR_FIRST: Final = re.compile(r"([0-9]{3,4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])(.*)")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{1,4})(?![0-9])(.*)")
_WORDED: Final = re.compile(r"([0-9]{1,2})([^0-9]+)([0-9]{1,4})(?![0-9])(.*)")
_ERA: Final = re.compile(r"(?:(?P<be>พศ|พุทธศักราช)|(?P<ce>คศ|คริสต์?ศักราช))\Z")
_TIME: Final = re.compile(
    r"(?:T| ?,? ?(?:เวลา ?)?)([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:\.[0-9]+)?)?"
    r" ?(?:น\.?|นาฬิกา)? ?(?:(Z)|([+-])([0-9]{2}):?([0-9]{2}))?",
    re.IGNORECASE,
)

_Parts = tuple[str, int, int, str | None, str]  # year as written, month, day, the era said, what follows


@functools.lru_cache(maxsize=4096)  # many items are of one day
def parse(text: str) -> datetime:
    """The moment a text names, to the second; midnight where it names no time. Raises DateProblem only."""
    plain = " ".join(thai.to_arabic(thai.normalise(text)).split())
    written, month, day, era, rest = _parts(plain, text)
    year, said = _common(written, era, text)
    # The Thai year then ended in March, so these months may lie a Common Era year later: the writer must say.
    if said == "be" and year + BUDDHIST < _JANUARY_BEGINS and month in {1, 2, 3}:
        raise DateProblem("date-year", {"value": text, "year": written})
    clock = _TIME.fullmatch(rest) if rest else None
    if rest and clock is None:
        raise DateProblem("date-unreadable", {"value": text})
    try:
        midnight = datetime(year, month, day, tzinfo=BANGKOK)
        return _at(midnight, clock) if clock else midnight
    except ValueError:
        facts = {"value": text, "year_be": str(year + BUDDHIST), "year_ce": str(year)}
        raise DateProblem("date-impossible", facts) from None


def _parts(plain: str, text: str) -> _Parts:
    dated = re.sub("[^0-9]*", "", plain, count=1)
    lead = plain.removesuffix(dated).replace(" ", "").removesuffix(",").casefold()
    if lead in _LEADS:
        if match := _YEAR_FIRST.fullmatch(dated):
            return match[1], int(match[3]), int(match[4]), None, match[5]
        if match := _DAY_FIRST.fullmatch(dated):
            return match[4], int(match[3]), int(match[1]), None, match[5]
        if match := _WORDED.fullmatch(dated):
            return _worded(match, text)
    raise DateProblem("date-unreadable", {"value": text})


def _worded(match: re.Match[str], text: str) -> _Parts:
    day, middle, year, rest = match.groups()
    name = _plain(middle).removeprefix("เดือน")
    name, said = _ERA.sub("", name), _ERA.search(name)
    era = said.lastgroup if said else None
    if name not in _NAMED:
        raise DateProblem("date-unreadable", {"value": text})
    # Beside a Thai month a short year is always Buddhist; beside an English one nobody can tell.
    if len(year) == _TWO_DIGITS and era != "ce" and not name.isascii():
        year = f"25{year}"
    return year, _NAMED[name], int(day), era, rest


def _common(written: str, era: str | None, text: str) -> tuple[int, str]:
    """The Common Era year, and the era it was written in."""
    if len(written) == _TWO_DIGITS:
        raise DateProblem("date-two-digit-year", {"value": text, "year": written})
    year = int(written)
    if year in _BE and era != "ce":
        return year - BUDDHIST, "be"
    if year in _CE and era != "be":
        return year, "ce"
    raise DateProblem("date-year", {"value": text, "year": written})


def _at(moment: datetime, clock: re.Match[str]) -> datetime:
    hour, minute, second, zulu, sign, hours, minutes = clock.groups()
    moment = moment.replace(hour=int(hour), minute=int(minute), second=int(second or 0))
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    zone = timezone(-offset if sign == "-" else offset) if zulu or sign else BANGKOK
    return moment.replace(tzinfo=zone).astimezone(BANGKOK)


_YEAR: Final = re.compile(r"([^0-9]*)([0-9]{1,4})")


def parse_year(text: str) -> int:
    """The Common Era year of a year written either way, with or without its era. Raises DateProblem."""
    match = _YEAR.fullmatch(" ".join(thai.to_arabic(thai.normalise(text)).split()))
    said = _ERA.fullmatch(_plain(match[1])) if match else None
    if match is None or (match[1] and said is None):
        raise DateProblem("date-unreadable", {"value": text})
    return _common(match[2], said.lastgroup if said else None, text)[0]


def has_time(moment: datetime) -> bool:
    """Whether the moment names a time of day; midnight stands for none."""
    return bool(moment.hour or moment.minute or moment.second)


def rfc3339(moment: datetime) -> str:
    """Date, time and offset, as feeds and sitemaps want them: 2024-05-13T09:30:00+07:00."""
    return moment.isoformat(timespec="seconds")


def iso(moment: datetime) -> str:
    """For `<time datetime>`: the date alone at midnight, else as `rfc3339`."""
    return rfc3339(moment) if has_time(moment) else moment.date().isoformat()


def year_be(moment: datetime) -> int:
    """The Buddhist year as counted today, also for the years before 2484 that began in April."""
    return moment.year + BUDDHIST


def fiscal_year(moment: datetime) -> int:
    """The Buddhist budget year: 2567 runs from 1 October 2566 to 30 September 2567."""
    return year_be(moment) + ((moment.month, moment.day) >= (10, 1))


def academic_year(moment: datetime) -> int:
    """The Buddhist school year: 2567 runs from 16 May 2567 to 15 May 2568."""
    return year_be(moment) - ((moment.month, moment.day) < (5, 16))


def month_name(month: int, *, lang: Lang = "th") -> str:
    """The full name of month 1 to 12. Raises ValueError for any other."""
    if not 1 <= month <= len(_TABLE):
        raise ValueError(f"no month {month}")
    return _MONTHS[lang][month - 1]


_FORMS: Final[dict[Style, str]] = {
    "long": "{day} {month} {year}",
    "short": "{day} {short} {year}",
    "month": "{month} {year}",
    "day": "{day}",
}
_FULL: Final = {"th": "วัน{weekday}ที่ {day} {month} พ.ศ. {year}", "en": "{weekday}, {day} {month} {year}"}
_CLOCK: Final = {"th": "{0.hour:02}.{0.minute:02}", "en": "{0.hour:02}:{0.minute:02}"}
_TIMED: Final = {"th": "{} เวลา {} น.", "en": "{}, {}"}


def _date(moment: datetime, style: Style, lang: Lang) -> str:
    form = _FULL[lang] if style == "full" else _FORMS[style]
    return form.format(
        day=moment.day,
        month=_MONTHS[lang][moment.month - 1],
        short=_SHORT[lang][moment.month - 1],
        year=year_be(moment) if lang == "th" else moment.year,
        weekday=_WEEKDAYS[lang][moment.weekday()],
    )


@functools.lru_cache(maxsize=4096)
def show(moment: datetime, *, style: Style = "long", lang: Lang = "th", numerals: Numerals = "arabic") -> str:
    """The moment for a reader, in the Buddhist Era in Thai; long and full add the time where there is one."""
    text = _date(moment, style, lang)
    if style in ("long", "full") and has_time(moment):
        text = _TIMED[lang].format(text, _CLOCK[lang].format(moment))
    return thai.to_thai(text) if numerals == "thai" else text


def span(start: datetime, end: datetime, *, lang: Lang = "th", numerals: Numerals = "arabic") -> str:
    """The days from `start` to `end`, which is not earlier; times are told only within one day."""
    last = _date(end, "long", lang)
    if start.date() == end.date():
        if not (has_time(start) and has_time(end)) or start == end:
            return show(start, lang=lang, numerals=numerals)
        clocks = (_CLOCK[lang].format(moment) for moment in (start, end))
        text = _TIMED[lang].format(last, "–".join(clocks))
    elif (start.year, start.month) == (end.year, end.month):
        text = f"{start.day}–{last}"
    elif start.year == end.year:
        text = f"{start.day} {month_name(start.month, lang=lang)} – {last}"
    else:
        text = f"{_date(start, 'long', lang)} – {last}"
    return thai.to_thai(text) if numerals == "thai" else text
