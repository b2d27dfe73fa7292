"""Numbers by which a person can be known: national IDs and mobile telephones.

The one invariant: an ID is told by its check digit, so that no other number of thirteen digits is taken for one but
by chance, one in ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from khao import thai
from khao.errors import Place, Problem, problem
from khao.source import position

_DIGIT = "[0-9๐-๙]"
_NO_DIGIT = f"(?<!{_DIGIT})(?<!{_DIGIT}[.,/-])"
_NO_MORE = f"(?![.,/-]?{_DIGIT})"
_APART = "[ \t\u00a0.\u2010-\u2015/_-]{1,3}"
# As the card has it, with the five groups apart in any way; or in one; or with hyphens wherever they are.
# `re` compiles this and the next for the first number that is long enough: an edit has nearly always none.
_ID = (
    f"{_NO_DIGIT}(?:{_DIGIT}{_APART}{_DIGIT}{{4}}{_APART}{_DIGIT}{{5}}{_APART}{_DIGIT}{{2}}{_APART}{_DIGIT}"
    f"|{_DIGIT}{{13}}|{_DIGIT}(?:[\u2010-\u2015-]?{_DIGIT}){{12}}){_NO_MORE}"
)
_MANY = re.compile(f"{_DIGIT}(?:(?:{_APART})?{_DIGIT}){{8}}")
"""What both kinds begin with."""
_MOBILE = f"{_NO_DIGIT}(?<![A-Za-z])(?:\\+?66[ \u00a0-]?|[0๐])[689๖๘๙]{_DIGIT}(?:[ \u00a0.-]?{_DIGIT}){{7}}{_NO_MORE}"
_NUMBERED = r"(?:รหัส|เลขที่|เลขทะเบียน|เลขรับ|โครงการ|บัญชี|ฉบับ|สัญญา|พัสดุ|ครุภัณฑ์|งบประมาณ)[^0-9๐-๙\n]{0,24}\Z"
"""Words after which ten digits are some other number."""


def ids(text: str) -> Iterator[tuple[int, str]]:
    """(index, as it stands) of each national ID in a text."""
    for match in re.finditer(_ID, text) if _MANY.search(text) else ():
        digits = [int(each) for each in thai.to_arabic(re.sub(f"(?!{_DIGIT}).", "", match[0]))]
        # 9 begins the numbers of juristic persons and books.
        if digits[0] < 9 and check(digits[:12]) == digits[12]:  # noqa: PLR2004
            yield match.start(), match[0]


def told(text: str, path: str) -> list[Problem]:
    """A problem for each national ID in a file; it quotes none, since logs of a build may be public."""
    return [
        problem("personal-number", Place(path, *position(text, at)), number=hidden(number)) for at, number in ids(text)
    ]


def hidden(number: str) -> str:
    """A number of which only the beginning and the end are told."""
    return f"{number[0]}…{number[-2:]}"


def check(digits: list[int]) -> int:
    """The last digit of a national ID, from the twelve before it."""
    return (11 - sum(each * (13 - at) for at, each in enumerate(digits)) % 11) % 10


def mobiles(text: str) -> Iterator[tuple[int, str]]:
    """(index, as it stands) of each mobile telephone number in a text."""
    for match in re.finditer(_MOBILE, text) if _MANY.search(text) else ():
        if not re.search(_NUMBERED, text[max(0, match.start() - 40) : match.start()]):
            yield match.start(), match[0]
