"""A title as the lines of a picture: where it is broken, and how large it is set.

The one invariant: nothing that is read together is parted, and no line is longer than the room; what the room can't
hold is left out at the end, with an ellipsis.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from khao import thai

_LEADING = "เแโใไ"
_CLOSING = frozenset(",.;:!?)]}”’…%ฯ\"'")
_OPENING = frozenset("([{“‘\"'")
_AFTER = frozenset("-–—/)]}”’…ๆฯ")
_BEFORE = frozenset("([{“‘")
"""Signs that something ends with, and that something begins with."""
_JOINING = frozenset("-–—/")
"""Signs that make one thing of two numbers."""
_BEGINNINGS = re.compile(
    "กลุ่ม|กิจ|การ|ขอ|ครู|ความ|คณะ|คน|งาน|จัด|จาก|จังหวัด|ชุมชน|ด้วย|ต้น|ตาม|ตำบล|ถึง|ทาง|ที่|ทุก|นวัต|นัก|บุคลากร|ประจำ|ประชา|"
    "ประชุม|ประเมิน|ปฏิบัติ|ผล|ผู้|พัฒนา|พื้น|ระดับ|ระหว่าง|ร่วม|วัน|วิชา|ศึกษา|สถาน|ส่ง|สนับสนุน|สร้าง|สำนัก|หน่วย|หลัก|อบรม|อำเภอ"
)
"""What words of office titles often begin with: where no space is near, a line rather ends before one of these."""
_SILENT = re.compile("[ก-ฮ]{1,3}[ิุ]?์")
"""Letters that are read with those before them."""
_NUMBER = re.compile(r"[0-9๐-๙]")
_SPACE, _NEAR_NUMBER, _SYLLABLE, _CLUSTER = 0.0, 0.15, 0.35, 1.0
"""What it costs to break at a space; at one beside a number (ปี 2567), or at a sign; where a syllable begins; between
two Thai letters."""
_STEP = 0.2
"""What it costs to set a title one size smaller."""
_ONE_MORE = 0.1
"""What another line costs."""


class Set(NamedTuple):
    """A title as it is set."""

    lines: tuple[str, ...]
    size: int
    """One of the sizes asked for."""
    cost: float = 0.0


class _Break(NamedTuple):
    at: int
    cost: float


def fit(text: str, width: float, sizes: Mapping[int, int], measure: Callable[[str], float]) -> Set:
    """The title in lines of at most `width` pixels, at the size that suits it best.

    `sizes` tells how many lines each size may have, the largest first; `measure` the width of a text at the size 1.
    """
    text = " ".join(text.split())
    for fine in (False, True):
        found = _best(text, width, sizes, measure, fine=fine)
        if found:
            return found
    smallest = {min(sizes): sizes[min(sizes)]}
    for limit in range(len(text) - 1, 0, -1):
        cut = thai.cut(text, limit)
        fits = measure(cut) * min(sizes) <= width * smallest[min(sizes)]
        if fits and (found := _best(cut, width, smallest, measure, fine=True)):
            return found
    return Set(("…",), min(sizes))


def _best(
    text: str, width: float, sizes: Mapping[int, int], measure: Callable[[str], float], *, fine: bool
) -> Set | None:
    breaks = [_Break(0, 0.0), *_breaks(text, fine=fine), _Break(len(text), 0.0)]
    # What stands between two breaks is as wide in a line as alone: marks move with their letter.
    ends = [0.0]
    for before, after in itertools.pairwise(breaks):
        ends.append(ends[-1] + measure(text[before.at : after.at]))
    blank = measure(" ")
    found: Set | None = None
    for step, (size, most) in enumerate(sizes.items()):
        room = width / size
        if found and found.cost <= step * _STEP:
            break
        cost, chosen = _broken(text, breaks, ends, blank, room, most)
        if chosen and (not found or cost + step * _STEP < found.cost):
            places = [0, *(breaks[each].at for each in chosen)]
            lines = tuple(text[start:end].strip() for start, end in itertools.pairwise(places))
            found = Set(lines, size, cost + step * _STEP)
    return found


def _broken(
    text: str, breaks: Sequence[_Break], ends: Sequence[float], blank: float, room: float, most: int
) -> tuple[float, tuple[int, ...]]:
    """(cost, the breaks that end the lines) of the cheapest way; no breaks when there is none."""
    last = len(breaks) - 1
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for number in range(most):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, chosen) in ways.items():
            for end in range(start + 1, last + 1):
                at = breaks[end].at
                wide = ends[end] - ends[start] - (blank if end < last and text[at - 1] == " " else 0)
                if wide > room:
                    break
                slack = 1 - wide / room
                more = cost + breaks[end].cost + (slack * slack / 2 if end < last else max(0.0, slack - 0.5))
                if end not in longer or more < longer[end][0]:
                    longer[end] = (more, (*chosen, end))
        ways = longer
        if last in ways:
            cost, chosen = ways.pop(last)
            if not best[1] or cost + number * _ONE_MORE < best[0]:
                best = (cost + number * _ONE_MORE, chosen)
    return best


def _joined(text: str, at: int) -> bool:
    """Whether what stands on either side belongs together by its look or its sound."""
    before, after = text[at - 1], text[at]
    if before == " ":
        return False
    if after in _CLOSING or before in _OPENING or (before in _JOINING and _NUMBER.match(after)):
        return True
    return "รร" in (before + after, text[at : at + 2]) or bool(_SILENT.match(text, at))


def _begins(text: str, at: int) -> bool:
    """Whether a syllable, and perhaps a word, begins here."""
    before, after = text[at - 1], text[at]
    if before.isascii() or after.isascii():
        return before.isascii() != after.isascii()
    return after in _LEADING or bool(_BEGINNINGS.match(text, at))


def _breaks(text: str, *, fine: bool) -> Iterator[_Break]:
    """Where a line may end, in order; `fine` ones too, which a reader stumbles over."""
    inside = {at for word in _BEGINNINGS.finditer(text) for at in range(word.start() + 1, word.end())}
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if at in inside or after == " " or not thai.separable(text, at) or _joined(text, at):
            continue
        if before == " ":
            beside = _NUMBER.match(after) or _NUMBER.match(text[at - 2])
            yield _Break(at, _NEAR_NUMBER if beside else _SPACE)
        elif before in _AFTER or after in _BEFORE:
            yield _Break(at, _NEAR_NUMBER)
        elif _begins(text, at):
            yield _Break(at, _SYLLABLE)
        elif fine and not before.isascii():
            yield _Break(at, _CLUSTER)
