"""The front matter's schema: every field of an item, how it is read, and what editors are told of it.

The one invariant: what a front matter may hold is declared here, once, and nowhere else.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from khao import schema, thai
from khao.errors import suggest
from khao.model import Allowance, Attachment, Citation, Correction, Event, Person, Photo, nfc
from khao.nodes import Mapping, Node, Scalar
from khao.reading import Reading
from khao.schema import Field, Fields
from khao.settings import Category, address

SLUG_BYTES = 180
"""A file name may have 255 bytes; this leaves room for the suffixes of photos and feeds."""
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
"""Names that Windows keeps for itself."""
_PLAIN_SLUG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


@dataclass(frozen=True, eq=False)  # every head asks for its schema, and comparing all names would take longer
class Known:
    """What a front matter may refer to."""

    categories: tuple[Category, ...] = ()
    records: tuple[tuple[str, frozenset[str]], ...] = ()
    """(collection, its ids), by name."""
    called: tuple[tuple[str, str, str], ...] = ()
    """(collection, name or other name, id) of every record: what an author may have written in place of the id."""
    belonging: tuple[tuple[str, str], ...] = ()
    """(school, its affiliation), by their ids."""
    unjudged: frozenset[str] = frozenset()
    """Collections that could not be read whole, so that no reference to them can be called wrong."""
    language: str = "th"

    @functools.cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The ids of each collection."""
        return dict(self.records)

    @functools.cached_property
    def affiliation(self) -> dict[str, str]:
        """The affiliation of each school."""
        return dict(self.belonging)


def _slug(node: Node, reading: Reading, name: str) -> str | None:
    value = schema.line(node, reading, name)
    if value is None:
        return None
    plain = _PLAIN_SLUG.fullmatch(value) and len(value) <= SLUG_BYTES
    good = value if plain else thai.clip_bytes(thai.slugify(value, lower=False), SLUG_BYTES).strip("-")
    if value != good or value.lower() in DEVICES:
        reading.fail("slug-bad", node, value=value, near=good or "my-news")
        return None
    return value


def beside(node: Node, reading: Reading, name: str) -> str | None:
    """A file beside the item, or in a folder below."""
    value = schema.line(node, reading, name)
    if value is None:
        return None
    parts = nfc(value).split("/")
    if ".." in parts or "" in parts or re.search(r"[\\:\x00]", value):
        reading.fail("path-leads-out", node, field=name, value=value)
        return None
    return "/".join(part for part in parts if part != ".")


def _alias(node: Node, reading: Reading, name: str) -> str | None:
    value = schema.line(node, reading, name)
    if value is None:
        return None
    parts = value.strip("/").split("/")
    if (
        not re.fullmatch(r"/[^\\?#\x00]+", value)
        or {"", ".", "..", ".khao"} & {*parts}
        or any(len(part.encode()) > SLUG_BYTES for part in parts)
    ):
        reading.fail("alias-bad", node, field=name, value=value)
        return None
    return nfc(value)


@dataclass(frozen=True)
class CategoryOf:
    """The id of a category, for its id or its name."""

    known: Known

    @functools.cached_property
    def ids(self) -> dict[str, str]:
        """Ids by what may be written for them."""
        ids: dict[str, str] = {}
        for each in self.known.categories:
            ids.setdefault(each.id, each.id)
            ids.setdefault(each.name, each.id)
        return ids

    def __call__(self, node: Node, reading: Reading, name: str) -> str | None:
        """The id."""
        word = schema.line(node, reading, name)
        if word is None or "categories" in self.known.unjudged:
            return word
        found = self.ids.get(word)
        if found is None:
            categories = self.known.categories
            near = suggest(word, [each.name for each in categories] + [each.id for each in categories])
            listed = ", ".join(each.name for each in categories)
            rule = "category-unknown-near" if near else "category-unknown"
            reading.fail(rule, node, value=word, near=near, known=listed)
        return found


@dataclass(frozen=True)
class Reference:
    """The id of a record of a collection."""

    collection: str
    known: Known

    @property
    def called(self) -> dict[str, str]:
        """The names of the records by their ids."""
        return {id: name for where, name, id in reversed(self.known.called) if where == self.collection}

    def __call__(self, node: Node, reading: Reading, name: str) -> str | None:
        """The id."""
        collection, known = self.collection, self.known
        ids = known.ids.get(collection, frozenset())
        word = schema.line(node, reading, name)
        if word is None or word in ids or collection in known.unjudged:
            return word
        called = {name: id for where, name, id in known.called if where == collection}
        near = called.get(word) or suggest(word, sorted(ids)) or called.get(suggest(word, called), "")
        rule = "record-unknown-near" if near else "record-unknown"
        reading.fail(rule, node, collection=collection, id=word, near=near)
        return None


_EVENT = (
    Field("start", schema.moment, "เริ่ม", "Begins", "13 พ.ค. 2567", required=True),
    Field("end", schema.moment, "สิ้นสุด", "Ends", "14 พ.ค. 2567"),
)
_PERSON = (
    Field("name", schema.line, "ชื่อ", "Name", "ชื่อ นามสกุล", required=True),
    Field("position", schema.line, "ตำแหน่ง", "Position", "ศึกษาธิการจังหวัด"),
)


class Described(schema.Compound[Photo]):
    """A photo, for which somebody who can't see it is told what it shows."""

    def __call__(self, node: Node, reading: Reading, name: str) -> Photo | None:
        """The photo."""
        photo = super().__call__(node, reading, name)
        if photo and not photo.alt:
            reading.fail("alt-missing", node, field=name, src=photo.src)
        return photo


def _all(alt: str = "", *, consent: bool | None = None, **_said: str) -> tuple[Photo, ...]:
    """All photos of the folder; which these are is known once the folder is."""
    return (Photo("", alt, consent=consent, gathered=True),)


PHOTO = (
    Field("src", beside, "ชื่อไฟล์ภาพข้างไฟล์ข่าว", "The photo's file beside the item", "photo-1.jpg", required=True),
    Field("alt", schema.text, "คำบรรยายแทนภาพ", "What it shows, for those who can't see it", "ผู้เข้าร่วมประชุม"),
    Field("caption", schema.text, "คำบรรยายใต้ภาพ", "Caption", "บรรยากาศการประชุม"),
    Field("consent", schema.boolean, "ได้รับความยินยอมแล้ว", "Those shown have agreed", "true"),
)
_ALL = (
    Field("all", schema.Choice("true"), "ทุกภาพในโฟลเดอร์ของข่าว", "All photos in the folder", "true", required=True),
    Field("alt", schema.line, "คำบรรยายแทนภาพของทุกภาพ", "What they show", "บรรยากาศการอบรมครู"),
    PHOTO[3],
)


class Photos:
    """A list of photos, or `all`: those in the item's folder."""

    listed = schema.Listing(Described(Photo, *PHOTO))
    gallery = schema.Compound(_all, *_ALL)

    def __call__(self, node: Node, reading: Reading, name: str) -> tuple[Photo, ...] | None:
        """The photos."""
        if isinstance(node, Scalar) and node.text == "all":
            return _all()
        return (self.gallery if isinstance(node, Mapping) else self.listed)(node, reading, name)


_ATTACHMENT = (
    Field("src", beside, "ชื่อไฟล์แนบ", "The attachment's file", "agenda.pdf", required=True),
    Field("title", schema.line, "ชื่อที่แสดง", "What it is called", "กำหนดการประชุม"),
)


def _rule(node: Node, reading: Reading, name: str) -> str | None:
    """A rule that an item may break."""
    from khao.messages import RULES, allowable  # Nearly no item breaks one.

    word = schema.line(node, reading, name)
    if word is None or allowable(word):
        return word
    known = [rule for rule in RULES if allowable(rule)]
    reading.fail("rule-unknown", node, rule=word, near=suggest(word, known))
    return None


_ALLOWANCE = (
    Field("rule", _rule, "ชื่อของปัญหา", "Name of the rule", "mobile-number", required=True),
    Field("reason", schema.line, "เหตุผล", "Why", "เบอร์กลางของสำนักงาน", required=True),
)
_SOURCE = (
    Field("title", schema.line, "ชื่อของที่มา", "What it is called", "ราชกิจจานุเบกษา", required=True),
    Field("url", address, "ที่อยู่บนเว็บ", "Where it can be read", "https://ratchakitcha.soc.go.th/…"),
)
_CORRECTION = (
    Field("date", schema.moment, "วันที่แก้ไข", "When", "14 พ.ค. 2567", required=True),
    Field("text", schema.line, "แก้ไขอะไร", "What was put right", "แก้ไขชื่อสถานที่", required=True),
)


@functools.lru_cache(maxsize=4)
def fields(known: Known) -> Fields:
    """The front matter's schema: every field that an item may have, but for collections of the office's own."""
    listing, compound = schema.Listing, schema.Compound
    return (
        Field("title", schema.line, "หัวข้อ", "Title", "ชื่อข่าว", required=True),
        Field("date", schema.moment, "วันที่ของข่าว", "The item's date", "13 พ.ค. 2567", required=True),
        Field("updated", schema.moment, "ปรับปรุงเมื่อ", "When last brought up to date", "14 พ.ค. 2567"),
        Field("slug", _slug, "ชื่อใน URL", "Its name in the URL", "satun-sandbox"),
        Field("id", schema.identifier, "รหัสถาวร", "Permanent id", "2567-05-13-satun-sandbox"),
        Field("summary", schema.line, "สรุป", "Summary", "สรุปข่าวหนึ่งถึงสองประโยค"),
        Field("categories", listing(CategoryOf(known)), "หมวด", "Categories", "[ข่าวกิจกรรม]"),
        Field("tags", listing(_tag), "ป้ายกำกับ", "Tags", "[นวัตกรรม, ประชุม]"),
        Field("schools", listing(Reference("schools", known)), "รหัสโรงเรียน", "School ids", "[anuban-satun]"),
        Field(
            "affiliations", listing(Reference("affiliations", known)), "รหัสสังกัด", "Affiliation ids", "[primary-satun]"
        ),
        Field(
            "people",
            listing(compound(Person, *_PERSON, short="name")),
            "บุคคล",
            "People",
            "[{name: …, position: …}]",
        ),
        Field("venue", schema.line, "สถานที่", "Venue", "ห้องประชุม"),
        Field("event", compound(Event, *_EVENT), "ช่วงเวลาจัดงาน", "When the event is", "{start: 13 พ.ค. 2567}"),
        Field("cover", Described(Photo, *PHOTO, short="src"), "ภาพปก", "Cover photo", "{src: cover.jpg, alt: …}"),
        Field("photos", Photos(), "ภาพข่าว", "Photos", "[{src: photo-1.jpg, alt: …}]"),
        Field("credit", schema.line, "เครดิตภาพและข่าว", "Credit", "ฝ่ายประชาสัมพันธ์"),
        Field(
            "attachments",
            listing(compound(Attachment, *_ATTACHMENT)),
            "ไฟล์แนบ",
            "Attachments",
            "[{src: a.pdf}]",
        ),
        Field("draft", schema.boolean, "ฉบับร่าง ยังไม่เผยแพร่", "A draft is not published", "true"),
        Field("publish", schema.moment, "เผยแพร่ตั้งแต่", "Published from", "14 พ.ค. 2567 เวลา 08.30 น."),
        Field("expires", schema.moment, "ถอนออกเมื่อ", "Withdrawn at", "31 ธ.ค. 2567"),
        Field(
            "tombstone",
            schema.line,
            "ข้อความที่แสดงแทนเมื่อถอนแล้ว",
            "What stands in its place once it is withdrawn",
            "ประกาศนี้ถูกยกเลิก",
        ),
        Field("pinned", schema.boolean, "ปักหมุด", "Kept first in lists", "true"),
        Field("aliases", listing(_alias), "URL เดิม", "Former URLs", "[/old/news.html]"),
        Field(
            "corrections",
            listing(compound(Correction, *_CORRECTION)),
            "การแก้ไข",
            "Corrections",
            "[{date: …, text: …}]",
        ),
        Field("version", schema.line, "ฉบับของรายงาน", "Which state of a report this is", "2"),
        Field(
            "sources",
            listing(compound(Citation, *_SOURCE, short="title")),
            "ที่มาของข้อมูล",
            "Where its facts come from",
            "[{title: ราชกิจจานุเบกษา, url: https://…}]",
        ),
        Field(
            "allow",
            listing(compound(Allowance, *_ALLOWANCE)),
            "สิ่งที่ยอมให้ผ่านการตรวจ พร้อมเหตุผล",
            "Rules that it may break, and why",
            "[{rule: mobile-number, reason: เบอร์กลางของสำนักงาน}]",
        ),
        Field("lang", schema.Choice("th", "en"), "ภาษา", "Language", "th"),
        Field(
            "translation_of",
            schema.line,
            "แปลจากข่าว",
            "The item that it translates",
            "news/2567/satun-sandbox",
        ),
    )


def _tag(node: Node, reading: Reading, name: str) -> str | None:
    value = schema.line(node, reading, name)
    if value is not None and not 0 < _slug_size(value) <= SLUG_BYTES:
        reading.fail("tag-bad", node, value=value)
        return None
    return value


@functools.lru_cache(maxsize=4096)  # the same tags stand on many items
def _slug_size(tag: str) -> int:
    return len(thai.slugify(tag).encode())
