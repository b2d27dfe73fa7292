"""The kinds of directives: what each may be told, read by declared fields as front matter is.

The one invariant: what a directive may hold is declared here, once, and nowhere else. Whether there are such data is
not known here: that is asked when a page is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from khao import dates, nodes, schema
from khao.head import PHOTO, beside
from khao.nodes import Node
from khao.reading import Reading
from khao.schema import Choice, Compound, Field, Fields, Listing


class Kind(NamedTuple):
    """One kind of directive."""

    th: str
    en: str
    fields: Fields


def _where(node: Node, reading: Reading, _name: str) -> dict[str, Any] | None:
    """What chooses rows: for each column a value, or a list of values one of which it must have."""
    if not isinstance(node, nodes.Mapping):
        reading.fail("not-a-mapping", node)
        return None
    found: dict[str, Any] = {}
    for column, (_, value) in node.entries.items():
        read = Listing(schema.line) if isinstance(value, nodes.Sequence) else schema.line
        if isinstance(value, nodes.Sequence) and not value.nodes:
            reading.fail("text-empty", value, field=column)
            continue
        wanted: Any = read(value, reading, column)
        if wanted is not None:
            found[column] = list(wanted) if isinstance(wanted, tuple) else wanted
    return found


def _address(node: Node, reading: Reading, name: str) -> str | None:
    value = schema.line(node, reading, name)
    if value is not None and not re.fullmatch(r"https://[^\s/?#@]+\.[^\s/?#@]+(?:[/?#]\S*)?", value):
        reading.fail("not-an-address", node, field=name, value=value)
        return None
    return value


def _month(node: Node, reading: Reading, name: str) -> int | None:
    value = schema.integer(node, reading, name)
    if value is not None and not 1 <= value <= 12:  # noqa: PLR2004
        reading.fail("not-in-range", node, field=name, value=value, low=1, high=12)
        return None
    return value


def _term(node: Node, reading: Reading, name: str) -> int | None:
    """A fiscal or academic year, in BE."""
    value = schema.year(node, reading, name)
    return value and value + dates.BUDDHIST


class Pictures(Listing[dict[str, Any]]):
    """Some pictures, and never none."""

    def __call__(self, node: Node, reading: Reading, name: str) -> tuple[dict[str, Any], ...] | None:
        """The pictures."""
        value = super().__call__(node, reading, name)
        if isinstance(node, nodes.Sequence) and not node.nodes:
            reading.fail("text-empty", node, field=name)
        return value or None


def _few(node: Node, reading: Reading, name: str) -> int | None:
    value = schema.integer(node, reading, name)
    if value is not None and not 1 <= value <= _MOST_ROWS:
        reading.fail("not-in-range", node, field=name, value=value, low=1, high=_MOST_ROWS)
        return None
    return value


_MOST_ROWS = 5000
_COLUMN = (
    Field("column", schema.line, "ชื่อคอลัมน์", "The column", "pilot_schools", required=True),
    Field("title", schema.line, "หัวคอลัมน์ที่แสดง", "What is shown above it", "จำนวน (แห่ง)"),
)
_DATA = Field(
    "data",
    schema.line,
    "ข้อมูล: ชื่อชุดข้อมูล news reports หรือไฟล์ .csv",
    "The data: a collection, `news`, `reports` or a .csv beside the file",
    "schools",
    required=True,
)
_WHERE = Field("where", _where, "เลือกเฉพาะแถวที่", "Only rows that have", "{affiliation: primary-satun}")
_COLUMNS: Field[Any] = Field(
    "columns",
    Listing(Compound(dict, *_COLUMN, short="column")),
    "คอลัมน์ที่แสดง",
    "The columns shown",
    "[name, {column: pilot_schools, title: จำนวน (แห่ง)}]",
)
CAPTION = (
    Field("caption", schema.line, "คำบรรยาย", "The caption", "สถานศึกษานำร่องแยกตามสังกัด"),
    Field(
        "id",
        schema.identifier,
        "ชื่อสำหรับอ้างถึงและสำหรับที่อยู่ของไฟล์ข้อมูล",
        "Name for references, and for the address of its data",
        "pilots",
    ),
    Field("source", schema.line, "ที่มา ถ้าต่างจากที่มาในข้อมูล", "The source, if another than the data's", "ข่าว 13 พ.ค. 2567"),
)
_ROWS = (
    Field("by", schema.line, "รวมเป็นกลุ่มตาม", "Grouped by", "affiliation"),
    Field(
        "sort",
        schema.line,
        "เรียงตามคอลัมน์ (ใส่ - ข้างหน้าเพื่อเรียงจากมากไปน้อย)",
        "Sorted by a column, `-` before it for the greatest first",
        "-pilot_schools",
    ),
    Field("limit", _few, "จำนวนแถวที่มากที่สุด", "The most rows", "10"),
)
_NEWS = (
    Field("section", Choice("news", "reports"), "ประเภท", "Section", "news"),
    Field("category", schema.line, "หมวด", "Category", "ประกาศ"),
    Field("tag", schema.line, "ป้ายกำกับ", "Tag", "อบรม"),
    Field("school", schema.line, "สถานศึกษา", "School", "anuban-satun"),
    Field("affiliation", schema.line, "สังกัด", "Affiliation", "primary-satun"),
    Field("person", schema.line, "บุคคล", "Person", "ชื่อ นามสกุล"),
    Field("year", schema.year, "ปี", "Year", "2567"),
    Field("month", _month, "เดือน 1–12", "Month, 1–12", "5"),
    Field("fiscal_year", _term, "ปีงบประมาณ", "Fiscal year (BE)", "2567"),
    Field("academic_year", _term, "ปีการศึกษา", "Academic year (BE)", "2567"),
    Field("limit", _few, "จำนวนเรื่องที่มากที่สุด", "The most items", "5"),
    Field("title", schema.line, "หัวข้อของรายการ", "What stands above it", "ข่าวที่เกี่ยวข้อง"),
)

_PICTURE = (PHOTO[0], replace(PHOTO[1], required=True), *PHOTO[2:])
"""A picture that says what it shows."""

KINDS: Mapping[str, Kind] = {
    "table": Kind(
        "ตารางจากข้อมูล หรือตาราง Markdown ที่มีคำบรรยาย",
        "A table of data, or a Markdown table with a caption",
        (
            _DATA,
            _COLUMNS,
            _WHERE,
            *_ROWS,
            Field("total", schema.boolean, "แสดงแถวรวม", "Whether a row of totals ends it", "true"),
            *CAPTION,
        ),
    ),
    "chart": Kind(
        "แผนภูมิจากข้อมูล พร้อมตารางข้อมูล",
        "A chart of data, with the data as a table",
        (
            Field(
                "type",
                Choice("bar", "stacked", "line", "share"),
                "ชนิด: แท่ง แท่งซ้อน เส้น สัดส่วน",
                "Bars, stacked bars, a line or shares",
                "bar",
                required=True,
            ),
            _DATA,
            _COLUMNS,
            _WHERE,
            *_ROWS,
            Field("split", schema.line, "แยกแต่ละแท่งหรือเส้นตาม", "What parts each bar, or parts the lines", "pilot"),
            Field("unit", schema.line, "หน่วยนับ", "What is counted", "แห่ง"),
            Field(
                "description",
                schema.line,
                "สิ่งที่แผนภูมิบอก สำหรับผู้ที่มองไม่เห็น",
                "What it shows, for those who can't see it",
                "สพป.สตูล มีมากที่สุด 15 แห่ง",
            ),
            Field("caption", schema.line, "คำบรรยาย", "The caption", "สถานศึกษานำร่องแยกตามสังกัด", required=True),
            *CAPTION[1:],
        ),
    ),
    "count": Kind("จำนวนแถวของข้อมูล ในประโยค", "How many rows there are, in a sentence", (_DATA, _WHERE)),
    "sum": Kind(
        "ผลรวมของคอลัมน์ ในประโยค",
        "What a column adds up to, in a sentence",
        (
            _DATA,
            Field("column", schema.line, "คอลัมน์ที่รวม", "The column that is added up", "pilot_schools", required=True),
            _WHERE,
        ),
    ),
    "list": Kind("รายการข่าวตามเงื่อนไข", "A list of news", _NEWS),
    "figure": Kind(
        "ภาพพร้อมคำบรรยายและเลขที่ภาพ",
        "A picture with a caption",
        (*_PICTURE, Field("credit", schema.line, "เครดิตภาพ", "Credit", "ฝ่ายประชาสัมพันธ์"), CAPTION[1]),
    ),
    "gallery": Kind(
        "ภาพหลายภาพ",
        "Several pictures",
        (
            Field(
                "photos",
                Pictures(Compound(dict, *_PICTURE)),
                "ภาพ",
                "The pictures",
                "[{src: photo-1.jpg, alt: …}]",
                required=True,
            ),
            *CAPTION[:2],
        ),
    ),
    "callout": Kind(
        "กล่องข้อความเน้น",
        "Text that stands out",
        (
            Field(
                "type",
                Choice("note", "tip", "warning"),
                "ชนิด: หมายเหตุ คำแนะนำ คำเตือน",
                "A note, a tip or a warning",
                "note",
            ),
            Field("title", schema.line, "หัวข้อ", "What stands above it", "ข้อควรรู้"),
        ),
    ),
    "video": Kind(
        "ลิงก์ไปยังวิดีโอ โหลดเมื่อกด",
        "A link to a video: nothing is loaded before it is followed",
        (
            Field(
                "url", _address, "ที่อยู่ของวิดีโอ", "Where the video is", "https://www.youtube.com/watch?v=…", required=True
            ),
            Field("title", schema.line, "ชื่อวิดีโอ", "What it is called", "บรรยากาศการประชุม", required=True),
            Field("poster", beside, "ภาพตัวอย่างข้างไฟล์", "A picture of it beside the file", "poster.jpg"),
            Field("length", schema.line, "ความยาว", "How long it is", "3:25 นาที"),
        ),
    ),
}
