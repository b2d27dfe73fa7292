"""What an item says of schools and affiliations, held against the data.

The one invariant: only what names a record, or a sum of its own, is judged; a number whose meaning is open is not.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khao import thai
from khao.manuscript import Finding, Manuscript
from khao.model import Record

_NAMED = ("schools", "affiliations")
"""The collections whose names are looked for."""
_SHORTEST = 5
"""Letters of a name that is looked for: a shorter one may stand in any word."""
_NUMBER = "[0-9๐-๙]{1,15}(?:,[0-9๐-๙]{3}){0,5}"
_COUNT = re.compile(f"({_NUMBER})\\s*(แห่ง|โรงเรียน|คน|ราย|ทีม|ห้อง|เรื่อง|รางวัล|บาท|ชุด|อำเภอ|ตำบล|จังหวัด)")
_ROW = re.compile(r"[ \t]*(?:[-*+•]|[0-9๐-๙]+[.)]|\([0-9๐-๙]+\)|(?P<bare>[0-9๐-๙]+)(?=\s))[ \t]*(?=\S)")
_ANNOUNCED = re.compile(r"(?:ได้แก่|ดังนี้|ประกอบด้วย|คือ|แบ่งเป็น|แยกเป็น|:)[\s\x00*_]*\Z")
_ADDED = re.compile(f"(?<![0-9๐-๙.,+])({_NUMBER}(?:\\s*\\+\\s*{_NUMBER}){{1,50}})\\s*=\\s*({_NUMBER})(?![0-9๐-๙.,+])")
_CELL = re.compile(r"[^|\n]+")
_TOTAL = re.compile(r"[\s*_]*(?:รวม|รวมทั้งหมด|รวมทั้งสิ้น|ยอดรวม|ทั้งหมด|total)[\s*_]*", re.IGNORECASE)
_NUMERIC = re.compile(f"[\\s*_]*({_NUMBER})[\\s*_]*")
_TABLE = re.compile(r"(?:^[ \t]*\|[^\n]*(?:\n|\Z))+", re.MULTILINE)
_OF = re.compile(r"\s*(?:ใน|ของ|จาก|สังกัด|อยู่|\s)+")
_NEAR = 200
"""Characters before a list, a table or a number in which it is told what is counted."""
_LONGEST = 150
"""Characters that hold the longest name."""
_PILOTS = re.compile(f"(?:สถานศึกษา|โรงเรียน)นำร่อง([^0-9๐-๙\\n]{{0,100}}?)({_NUMBER})\\s*(?:แห่ง|โรงเรียน)(?!แรก)")
_FILLING = re.compile(r"(?:ทั้งหมด|ทั้งสิ้น|รวม|จำนวน|มี|อยู่|ใน|ของ|พื้นที่|นวัตกรรม|การศึกษา|จังหวัด[ก-๎]{2,20}(?=[\s\x00])|[\s\x00])*")


@dataclass(frozen=True)
class Claims:
    """The rules about names and numbers, with what they are held against; a value, so that it can be sent."""

    collections: Mapping[str, Mapping[str, Record]]

    @functools.cached_property
    def names(self) -> Mapping[str, Record]:
        """The records by each of their names that is no other's, the longest first."""
        found: dict[str, set[str]] = defaultdict(set)
        records: dict[str, Record] = {}
        for record in (each for name in _NAMED for each in self.collections.get(name, {}).values()):
            for name in (record.name, record.get("short_name"), *(record.get("aliases") or ())):
                if isinstance(name, str) and len(name) >= _SHORTEST:
                    found[name].add(record.id)
                    records[name] = record
        ordered = sorted(found, key=lambda name: (-len(name), name))
        return {name: records[name] for name in ordered if len(found[name]) == 1}

    @functools.cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Any of the names, a group each; spaces in them may be left out."""
        each = (r"\s*".join(map(re.escape, name.split())) for name in self.names)
        return re.compile("|".join(f"({name})" for name in each)) if self.names else None

    def named(self, text: str) -> Iterator[tuple[int, Record]]:
        """(index, record) of each name in a text."""
        records = [*self.names.values()]
        for match in self.pattern.finditer(text) if self.pattern else ():
            yield match.start(), records[(match.lastindex or 1) - 1]

    def unlisted(self, manuscript: Manuscript) -> Iterator[Finding]:
        """Records that the body names and the front matter doesn't."""
        item = manuscript.item
        if item is None or item.section == "pages":
            return
        told = {("schools", id) for id in item.schools} | {("affiliations", id) for id in item.affiliations}
        for at, record in self.named(manuscript.body):
            key = (record.collection, record.id)
            if key not in told:
                told.add(key)
                facts = {"field": record.collection, "id": record.id, "name": record.name}
                yield Finding(manuscript.problem("record-unlisted", at, **facts))

    def sums(self, manuscript: Manuscript) -> Iterator[Finding]:
        """Totals that differ from what they add up."""
        for at, said, numbers in _totals(manuscript.body):
            parts = [_value(each) for each in numbers]
            if sum(parts) != _value(said):
                facts = {"said": said, "parts": " + ".join(map(str, parts)), "sum": sum(parts)}
                yield Finding(manuscript.problem("sum-differs", at, **facts))

    def counts(self, manuscript: Manuscript) -> Iterator[Finding]:
        """Numbers of pilot schools that are others than the data's: in sentences, lists and tables."""
        if manuscript.content:
            yield from self._sentences(manuscript)
        body = manuscript.body
        for total, rows in _lists(body):
            if "นำร่อง" in body[max(0, total.start() - _NEAR) : total.start()]:
                for row in rows:
                    numbers = [each for each in _COUNT.finditer(body, *row) if each[2] == total[2]]
                    yield from self._row(manuscript, row, numbers)
        for table in _TABLE.finditer(body):
            if "นำร่อง" in body[max(0, table.start() - _NEAR) : table.end()]:
                for line in re.finditer(r"[^\n]+", table[0]):
                    row = (table.start() + line.start(), table.start() + line.end())
                    cells = [_NUMERIC.fullmatch(body, *cell.span()) for cell in _CELL.finditer(body, *row)]
                    yield from self._row(manuscript, row, [each for each in cells if each])

    def _sentences(self, manuscript: Manuscript) -> Iterator[Finding]:
        prose = manuscript.prose
        declared = [each.get("pilot_schools") for each in self.collections.get("affiliations", {}).values()]
        every = sum(each or 0 for each in declared)
        for match in _PILOTS.finditer(prose):
            named = self._affiliations(match[1]) or self._behind(prose, match.end())
            before = prose[max(0, match.start() - _NEAR) : match.start()].rpartition("\n")[2]
            if not named and (others := self._affiliations(before)):
                # "The office has 14 pilot schools" is a claim; "it trained 14 pilot schools" is none.
                said = _FILLING.fullmatch(before[self._last_end(before) :])
                named = others[-1:] if said else others * 2
            if len(named) == 1:
                yield from _count(manuscript, match.start(2), match[2], named[0].name, named[0].get("pilot_schools"))
            elif not named and every and _FILLING.fullmatch(match[1]) and _value(match[2]) != every:
                facts = {"said": match[2], "declared": every}
                yield Finding(manuscript.problem("total-differs", match.start(2), **facts))

    def _affiliations(self, text: str) -> list[Record]:
        return [record for _, record in self.named(text) if record.collection == "affiliations"]

    def _behind(self, prose: str, at: int) -> list[Record]:
        """The affiliation that a count is of, where it is told right behind it."""
        text = prose[at : at + _LONGEST].partition("\n")[0]
        return [
            each for at, each in self.named(text) if _OF.fullmatch(text, 0, at) and each.collection == "affiliations"
        ]

    def _last_end(self, text: str) -> int:
        """Where the last name in a text ends."""
        return max((match.end() for match in self.pattern.finditer(text)), default=0) if self.pattern else 0

    def _row(self, manuscript: Manuscript, row: tuple[int, int], numbers: Sequence[re.Match[str]]) -> Iterator[Finding]:
        """A row that names one affiliation and has one number."""
        named = self._affiliations(manuscript.body[slice(*row)])
        if len(named) == len(numbers) == 1:
            found = numbers[0]
            yield from _count(manuscript, found.start(1), found[1], named[0].name, named[0].get("pilot_schools"))


def _count(manuscript: Manuscript, at: int, said: str, name: str, declared: object) -> Iterator[Finding]:
    if isinstance(declared, int) and _value(said) != declared:
        facts = {"said": said, "declared": declared, "name": name}
        yield Finding(manuscript.problem("count-differs", at, **facts))


def _totals(body: str) -> Iterator[tuple[int, str, list[str]]]:
    """(index, total, the numbers that it adds up) of each addition, list and table."""
    for match in _ADDED.finditer(body):
        yield match.start(2), match[2], match[1].split("+")
    for total, numbers in _columns(body):
        yield total.start(1), total[1], numbers
    for total, rows in _lists(body):
        counts = [[each for each in _COUNT.finditer(body, *row) if each[2] == total[2]] for row in rows]
        if all(len(each) == 1 for each in counts):
            yield total.start(1), total[1], [each[0][1] for each in counts]


def _lists(body: str) -> Iterator[tuple[re.Match[str], list[tuple[int, int]]]]:
    """(the total that announces it, (start, end) of each row) of the lists in a body that have one."""
    total: re.Match[str] | None = None
    rows: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", body):
        row = _ROW.match(line[0])
        if row and (not row["bare"] or _value(row["bare"]) == len(rows) + 1):
            rows.append(line.span())
            continue
        if total and len(rows) > 1:
            yield total, rows
        counts = [*_COUNT.finditer(body, *line.span())]
        total = counts[-1] if counts and _ANNOUNCED.search(body, counts[-1].end(), line.end()) else None
        rows = []
    if total and len(rows) > 1:
        yield total, rows


def _columns(body: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    """(the total in the last row, the numbers above it) of the columns of numbers in tables that end so."""
    rows: list[list[re.Match[str]]] = []
    for line in re.finditer("^.*$", body, re.MULTILINE):
        rows.append([*_CELL.finditer(body, *line.span())])
        if "|" not in line[0]:
            rows = []
        elif rows[-1] and _TOTAL.fullmatch(rows[-1][0][0]) and all(len(row) == len(rows[-1]) for row in rows):
            # Above the numbers are the heading and a line of hyphens.
            for total, *column in zip(rows[-1], *rows[2:-1], strict=True):
                numbers = [_NUMERIC.fullmatch(each[0]) for each in column]
                if (said := _NUMERIC.fullmatch(body, *total.span())) and numbers and all(numbers):
                    yield said, [each[1] for each in numbers if each]


def _value(number: str) -> int:
    return int(thai.to_arabic(number.replace(",", "")))
