"""Made-up news for the comparison, on the pattern of one real press release; no name in it is that of a person.

The one invariant: an item is a function of its number and of how many there are, so every generator on every machine
gets the same items.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FIRST, LAST = date(2018, 8, 2), date(2024, 5, 13)
"""From the day that Satun became an education innovation area to the day of the release."""

AFFILIATIONS = (
    ("primary-satun", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสตูล", 15),
    ("secondary-satun", "สำนักงานพื้นที่การศึกษามัธยมศึกษาสตูล", 1),
    ("private-satun", "สำนักงานการศึกษาเอกชนจังหวัดสตูล", 3),
    ("pao-satun", "องค์การบริหารส่วนจังหวัดสตูล", 1),
)
"""Id, name and number of pilot schools."""
SCHOOLS = 20
CATEGORIES = ("ข่าวกิจกรรม", "ภารกิจผู้บริหาร", "ประกาศ", "รายงาน")
TAGS = (
    "พื้นที่นวัตกรรมการศึกษา",
    "Satun Sandbox",
    "สถานศึกษานำร่อง",
    "ภาคีเครือข่าย",
    "การประชุมเชิงปฏิบัติการ",
    "การบรรยายพิเศษ",
    "การแลกเปลี่ยนเรียนรู้",
    "การพัฒนาที่ยั่งยืน",
    "คณะกรรมการ",
    "ภาคประชาสังคม",
)
SUBJECTS = (
    "พลิกโฉมพื้นที่นวัตกรรมการศึกษาเพื่อการพัฒนาที่ยั่งยืน",
    "ประชุมเชิงปฏิบัติการสถานศึกษานำร่องจังหวัดสตูล",
    "สร้างความเข้มแข็งให้ภาคีเครือข่ายพื้นที่นวัตกรรมการศึกษา",
    "แลกเปลี่ยนเรียนรู้ Satun Coaching Forum",
    "บรรยายพิเศษการขับเคลื่อนพื้นที่นวัตกรรมการศึกษาระดับนโยบาย",
)
SENTENCES = (
    (
        "สำนักงานศึกษาธิการจังหวัดสตูล จัดการประชุมเชิงปฏิบัติการพลิกโฉมพื้นที่นวัตกรรมการศึกษาเพื่อการพัฒนาที่ยั่งยืนจังหวัดสตูล "
        "Transforming Satun Sandbox For Sustainable Development"
    ),
    "ณ ห้องประชุมบัวหลวง โรงเรียนอนุบาลสตูล ได้รับเกียรติจากผู้ช่วยเลขาธิการคณะกรรมการการศึกษาขั้นพื้นฐาน เป็นประธานและบรรยายพิเศษ",
    (
        "สร้างความเข้มแข็งในการขับเคลื่อนพื้นที่นวัตกรรมการศึกษา ให้เกิดความยั่งยืน "
        "ในหัวข้อการส่งเสริมการขับเคลื่อนพื้นที่นวัตกรรมการศึกษา ระดับนโยบาย ผ่านระบบออนไลน์"
    ),
    (
        "โดยมีผู้ทรงคุณวุฒิทางการศึกษา คณะกรรมการ ภาคีเครือข่าย จากภาครัฐ ภาคเอกชน ภาคประชาชน และสถานศึกษานำร่อง "
        "จำนวน 20 แห่ง เข้าร่วมประชุมในครั้งนี้"
    ),
    (
        "สำนักงานศึกษาธิการจังหวัดสตูล เป็นหน่วยงานขับเคลื่อนการศึกษาในระดับจังหวัด มีบทบาทบูรณาการการทำงานร่วมกัน "
        "ทั้งภาครัฐ ภาคเอกชน และภาคประชาสังคม ในพื้นที่จังหวัดสตูล ในการจัดการศึกษาให้มีคุณภาพ"
    ),
    (
        "จังหวัดสตูลได้รับการประกาศจากกระทรวงศึกษาธิการให้เป็นพื้นที่นำร่องนวัตกรรมการศึกษา เมื่อปีพุทธศักราช 2561 "
        "ก่อนมีพระราชบัญญัติพื้นที่นวัตกรรมการศึกษา พ.ศ. 2562"
    ),
    "ขณะนี้รวมระยะเวลาในการดำเนินการประมาณ 5 ปี และได้ขับเคลื่อนการดำเนินงานอย่างต่อเนื่อง โดยได้รับความร่วมมือจากภาคีเครือข่าย",
    (
        "โดยมีวัตถุประสงค์เพื่อสร้างการรับรู้ ขยายผล และการแลกเปลี่ยนเรียนรู้ ตลอดจนสร้างความเข้มแข็งในการขับเคลื่อนพื้นที่นวัตกรรมการศึกษา "
        "โดยใช้กลไกความร่วมมือของภาคีเครือข่าย"
    ),
    "ซึ่งมีกลุ่มเป้าหมายเป็นสถานศึกษานำร่อง สถานศึกษาที่มีความสนใจ หน่วยงานทางการศึกษา คณะกรรมการขับเคลื่อน อนุกรรมการ และผู้ทรงคุณวุฒิ",
    (
        "กิจกรรมภายในงาน ประกอบด้วย ภาคเช้าเป็นการบรรยายพิเศษ และภาคบ่ายเป็นกิจกรรมสร้างการรับรู้และการแลกเปลี่ยนเรียนรู้ "
        "Satun Coaching Forum โดยทีมวิทยากรพื้นที่นวัตกรรมการศึกษาจังหวัดสตูล"
    ),
)
LIST = "\n".join(
    f"{row}. สถานศึกษาในสังกัด{name} จำนวน {count} แห่ง" for row, (_, name, count) in enumerate(AFFILIATIONS, 1)
)
TABLE = "| ช่วงเวลา | กิจกรรม |\n| --- | --- |\n| ภาคเช้า | การบรรยายพิเศษ |\n| ภาคบ่าย | Satun Coaching Forum |"


@dataclass(frozen=True, slots=True)
class Item:
    """One news item, in no generator's form yet."""

    slug: str
    title: str
    date: date
    category: str
    tags: tuple[str, ...]
    schools: tuple[str, ...]
    summary: str
    body: str

    @property
    def path(self) -> str:
        """Its file, below the folder of a Khao or Hugo site."""
        return f"content/news/{self.date.year}/{self.slug}.md"

    @property
    def url(self) -> str:
        """Where Khao puts its page."""
        return f"/news/{self.date.year}/{self.slug}/"

    @property
    def text(self) -> str:
        """Its file's text. The values are JSON, which is YAML that needs no thought about quotes."""
        head = {
            "title": self.title,
            "slug": self.slug,
            "categories": [self.category],
            "tags": self.tags,
            "schools": self.schools,
            "summary": self.summary,
            "credit": "คณะทำงานฝ่ายประชาสัมพันธ์",
        }
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
        return "\n".join(["---", f"date: {self.date}", *lines, "---", "", self.body, ""])


def item(number: int, count: int) -> Item:
    """Item `number` of `count`, from 0; the dates of all lie evenly over the same years."""
    chance = random.Random(f"khao {number}")  # noqa: S311 — it has to be the same each time
    paragraphs = [" ".join(chance.sample(SENTENCES, 3)) for _ in range(6)]
    paragraphs[1] = paragraphs[1].replace("สตูล", "**สตูล**", 1)
    paragraphs[2] += f" [รายละเอียด](https://example.go.th/{number})"
    return Item(
        slug=f"item-{number:06}",
        title=f"{chance.choice(SUBJECTS)} ครั้งที่ {number + 1}",
        date=FIRST + timedelta(days=number * (LAST - FIRST).days // max(count - 1, 1)),
        category=chance.choice(CATEGORIES),
        tags=tuple(chance.sample(TAGS, 2)),
        schools=tuple(f"school-{each}" for each in chance.sample(range(1, SCHOOLS + 1), 2)),
        summary=chance.choice(SENTENCES),
        body="\n\n".join([*paragraphs[:3], "## สถานศึกษานำร่อง", LIST, *paragraphs[3:], TABLE]),
    )


def items(count: int) -> Iterator[Item]:
    """All items, one at a time."""
    return (item(number, count) for number in range(count))


def write(folder: Path, count: int) -> None:
    """The items and the schools they name, as files of a Khao or Hugo site."""
    for year in range(FIRST.year, LAST.year + 1):
        (folder / f"content/news/{year}").mkdir(parents=True, exist_ok=True)
    for each in items(count):
        (folder / each.path).write_text(each.text, encoding="utf-8")
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/schools.yaml").write_text(_schools(), encoding="utf-8")


def _schools() -> str:
    under = [affiliation for affiliation, _, count in AFFILIATIONS for _ in range(count)]
    rows = ["affiliations:"]
    rows += [f"  - {{id: {id}, name: {name}, pilot_schools: {count}}}" for id, name, count in AFFILIATIONS]
    rows += ["schools:"]
    rows += [f"  - {{id: school-{n}, name: โรงเรียนที่ {n}, affiliation: {id}}}" for n, id in enumerate(under, 1)]
    return "\n".join([*rows, ""])
