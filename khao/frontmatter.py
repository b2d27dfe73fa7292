"""The head of an item: its front matter, typed and checked by one declared schema.

The one invariant: a file becomes an item or problems, and no wrong field ever decides silently whether something is
published.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from frontmatter.default_handlers import YAMLHandler

from khao import dates, limits, nodes, prose, schema, thai
from khao.errors import Place, Problem, problem, suggest
from khao.model import (
    SECTIONS,
    Attachment,
    Correction,
    Event,
    Item,
    Person,
    Photo,
    Section,
    digest,
    fingerprint,
    nfc,
    url_of,
)
from khao.nodes import Node, Scalar
from khao.schema import Field, Fields, Reading
from khao.settings import Category

SLUG_BYTES = 180
"""A file name may have 255 bytes; this leaves room for the suffixes of photos and feeds."""
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
}
_BOUNDARY = YAMLHandler().FM_BOUNDARY


@dataclass(frozen=True)
class Known:
    """What a front matter may refer to."""

    categories: tuple[Category, ...] = ()
    records: tuple[tuple[str, frozenset[str]], ...] = ()
    """(collection, its ids), by name."""
    called: tuple[tuple[str, str, str], ...] = ()
    """(collection, name or other name, id) of every record: what an author may have written in place of the id."""
    unjudged: frozenset[str] = frozenset()
    """Collections that could not be read whole, so that no reference to them can be called wrong."""
    language: str = "th"

    @functools.cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The ids of each collection."""
        return dict(self.records)


class Want(NamedTuple):
    """Something that an item relies on and that only the whole site can tell: a file beside it, another item."""

    kind: str
    target: str
    missing: Problem
    """What to say if it is not there."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading one content file gave."""

    path: str
    item: Item | None = None
    problems: tuple[Problem, ...] = ()
    wants: tuple[Want, ...] = ()


def split(text: str) -> tuple[str, str] | None:
    """The front matter and the body of a file's text; None when it doesn't begin with one, or it isn't closed."""
    start = _BOUNDARY.match(text)
    if not start:
        return None
    parts = _BOUNDARY.split(text, 2)
    return (parts[1], parts[2]) if len(parts) == 3 else None  # noqa: PLR2004


def body_line(text: str, body: str) -> int:
    """The line of a file on which its body begins."""
    return text.count("\n", 0, len(text) - len(body)) + 1


def read(path: str, text: str, known: Known) -> Loaded:
    """The item of a content file, or the problems that keep it from being one.

    `path` is below the root: `content/<section>/…/<slug>.md` or `content/<section>/…/<slug>/index.md`.
    """
    reading = Reading(path, text)
    parts = split(text)
    if parts is None:
        reading.fail(_no_head(text))
        return Loaded(path, problems=tuple(reading.problems))
    head, body = parts
    if len(head.encode()) > limits.HEAD_BYTES:
        reading.fail("head-too-large", limit=f"{limits.HEAD_BYTES // 1024} KB")
        return Loaded(path, problems=tuple(reading.problems))
    start = text.index(head, 3) if head else 3
    root = nodes.read(head, path, text.count("\n", 0, start) + 1)
    if isinstance(root, Problem):
        return Loaded(path, problems=(root,))
    if root is None:
        reading.fail("head-empty")
        return Loaded(path, problems=tuple(reading.problems))
    return _item(root, body, reading, known)


def _no_head(text: str) -> str:
    if not text.strip():
        return "file-empty"
    return "head-unclosed" if text.lstrip().startswith("---") else "head-missing"


def _item(root: Node, body: str, reading: Reading, known: Known) -> Loaded:
    references: list[tuple[str, str]] = []

    def others(name: str, _key: Scalar, node: Node) -> bool:
        if name not in known.ids and name not in known.unjudged:
            return False
        ids = schema.listing(_reference(name, known))(node, reading, name) or ()
        references.extend((name, id) for id in ids)
        return True

    values = schema.mapping(root, fields(known), reading, others)
    id = item_id(reading.path)
    section = id.partition("/")[0]
    slug = values.pop("slug", "") or _default_slug(id, reading)
    people = tuple(_person(each, known) for each in values.pop("people", ()))
    _check_times(values, root, reading)
    _check_empty(root, reading)
    _note_changes(body, reading)
    wants = tuple(_wants(values, root, reading))
    if any(each.rule not in NOTES for each in reading.problems):
        return Loaded(reading.path, None, tuple(reading.problems), wants)
    item = Item(
        id=id,
        path=reading.path,
        section=_section(section),
        slug=slug,
        url=url_of(slug) if section == "pages" else url_of(section, str(values["date"].year), slug),
        permanent_id=values.pop("id", ""),
        summary=values.pop("summary", "") or prose.lead(thai.normalise(body)),
        people=people,
        references=tuple(references),
        lang=values.pop("lang", known.language),
        **values,
    )
    mark = fingerprint([getattr(item, each.name) for each in dataclasses.fields(item)])
    item = dataclasses.replace(item, body=digest(body), digest=mark)
    return Loaded(reading.path, item, tuple(reading.problems), wants)


NOTES = frozenset({"text-normalised"})
"""What reading an item may tell without keeping it from being published."""


def item_id(path: str) -> str:
    """`content/news/2567/x/index.md` and `content/news/2567/x.md` → `news/2567/x`."""
    stem = nfc(path).removeprefix("content/").removesuffix(".md")
    return stem.removesuffix("/index")


def folder(item: Item) -> str:
    """The folder, below the root, that an item's photos and attachments lie in."""
    return item.path.rpartition("/")[0]


def _section(name: str) -> Section:
    return next(section for section in SECTIONS if section == name)


def _default_slug(id: str, reading: Reading) -> str:
    name = id.rpartition("/")[2]
    slug = thai.clip_bytes(thai.slugify(name, lower=False), SLUG_BYTES).strip("-")
    if not slug or slug.lower() in _DEVICES or id.count("/") == 0:
        reading.fail("slug-from-name", name=name)
    return slug


def _person(person: Person, known: Known) -> Person:
    return dataclasses.replace(person, record=person.name) if person.name in known.ids.get("people", ()) else person


def _check_times(values: dict[str, Any], root: Node, reading: Reading) -> None:
    def node(name: str) -> Node | None:
        return root.entries[name][1] if isinstance(root, nodes.Mapping) and name in root.entries else None

    event: Event | None = values.get("event")
    if event and event.end and event.end < event.start:
        reading.fail("event-backwards", node("event"))
    begins = values.get("publish") or values.get("date")
    expires: datetime | None = values.get("expires")
    if begins and expires and expires <= begins:
        reading.fail("expires-early", node("expires"), expires=dates.show(expires), begins=dates.show(begins))


def _check_empty(root: Node, reading: Reading) -> None:
    """A field that decides on publication may be absent, but not left empty: nobody could tell what was meant."""
    for name in ("draft", "publish", "expires"):
        if isinstance(root, nodes.Mapping) and name in root.entries and schema.empty(root.entries[name][1]):
            reading.fail("text-empty", root.entries[name][1], field=name)


def _note_changes(body: str, reading: Reading) -> None:
    if thai.normalise(body) == body:
        return
    changes = thai.changes(body)
    if changes:
        before = body[: changes[0].index]
        line = body_line(reading.text, body) + before.count("\n")
        column = len(before) - before.rfind("\n")
        kinds = ", ".join(sorted({change.kind for change in changes}))
        place = Place(reading.path, line, column)
        reading.problems.append(
            problem("text-normalised", place, reading.excerpt(line), count=len(changes), kinds=kinds)
        )


def _wants(values: dict[str, Any], root: Node, reading: Reading) -> list[Want]:
    if not isinstance(root, nodes.Mapping):
        return []
    sources = [each.src for name in ("photos", "attachments") for each in values.get(name, ())]
    if cover := values.get("cover"):
        sources.append(cover.src)
    spots = {scalar.text: scalar for _, scalar in root.scalars()}
    wants = []
    for kind, target in [*(("file", src) for src in sources), ("item", values.get("translation_of", ""))]:
        if target:
            spot = spots.get(target)
            place = reading.place(spot)
            missing = problem(f"{kind}-missing", place, reading.excerpt(place.line), target=target)
            wants.append(Want(kind, target, missing))
    return wants


# How each kind of field is read --------------------------------------------------------------------------------------


def _slug(node: Node, reading: Reading, name: str) -> str | None:
    value = schema.line(node, reading, name)
    if value is None:
        return None
    good = thai.clip_bytes(thai.slugify(value, lower=False), SLUG_BYTES).strip("-")
    if value != good or value.lower() in _DEVICES:
        reading.fail("slug-bad", node, value=value, near=good or "my-news")
        return None
    return value


def _beside(node: Node, reading: Reading, name: str) -> str | None:
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


def _category(known: Known) -> schema.Reader[str]:
    def read(node: Node, reading: Reading, name: str) -> str | None:
        word = schema.line(node, reading, name)
        if word is None or "categories" in known.unjudged:
            return word
        found = next((each.id for each in known.categories if word in (each.id, each.name)), None)
        if found is None:
            near = suggest(word, [each.name for each in known.categories] + [each.id for each in known.categories])
            listed = ", ".join(each.name for each in known.categories)
            rule = "category-unknown-near" if near else "category-unknown"
            reading.fail(rule, node, value=word, near=near, known=listed)
        return found

    return read


def _reference(collection: str, known: Known) -> schema.Reader[str]:
    def read(node: Node, reading: Reading, name: str) -> str | None:
        word = schema.line(node, reading, name)
        ids = known.ids.get(collection, frozenset())
        if word is None or word in ids or collection in known.unjudged:
            return word
        called = {name: id for where, name, id in known.called if where == collection}
        near = called.get(word) or suggest(word, sorted(ids)) or called.get(suggest(word, called), "")
        rule = "record-unknown-near" if near else "record-unknown"
        reading.fail(rule, node, collection=collection, id=word, near=near)
        return None

    return read


_EVENT = (
    Field("start", schema.moment, "เริ่ม", "Begins", "13 พ.ค. 2567", required=True),
    Field("end", schema.moment, "สิ้นสุด", "Ends", "14 พ.ค. 2567"),
)
_PERSON = (
    Field("name", schema.line, "ชื่อ", "Name", "ชื่อ นามสกุล", required=True),
    Field("position", schema.line, "ตำแหน่ง", "Position", "ศึกษาธิการจังหวัด"),
)
_PHOTO = (
    Field("src", _beside, "ชื่อไฟล์ภาพข้างไฟล์ข่าว", "The photo's file beside the item", "photo-1.jpg", required=True),
    Field("alt", schema.text, "คำบรรยายแทนภาพ", "What it shows, for those who can't see it", "ผู้เข้าร่วมประชุม"),
    Field("caption", schema.text, "คำบรรยายใต้ภาพ", "Caption", "บรรยากาศการประชุม"),
    Field("consent", schema.boolean, "ได้รับความยินยอมแล้ว", "Those shown have agreed", "true"),
)
_ATTACHMENT = (
    Field("src", _beside, "ชื่อไฟล์แนบ", "The attachment's file", "agenda.pdf", required=True),
    Field("title", schema.line, "ชื่อที่แสดง", "What it is called", "กำหนดการประชุม"),
)
_CORRECTION = (
    Field("date", schema.moment, "วันที่แก้ไข", "When", "14 พ.ค. 2567", required=True),
    Field("text", schema.line, "แก้ไขอะไร", "What was put right", "แก้ไขชื่อสถานที่", required=True),
)


@functools.lru_cache(maxsize=4)
def fields(known: Known) -> Fields:
    """The front matter's schema: every field that an item may have, but for collections of the office's own."""
    listing, record = schema.listing, schema.record
    schools, affiliations = _reference("schools", known), _reference("affiliations", known)
    return (
        Field("title", schema.line, "หัวข้อ", "Title", "ชื่อข่าว", required=True),
        Field("date", schema.moment, "วันที่ของข่าว", "The item's date", "13 พ.ค. 2567", required=True),
        Field("updated", schema.moment, "ปรับปรุงเมื่อ", "When last brought up to date", "14 พ.ค. 2567"),
        Field("slug", _slug, "ชื่อใน URL", "Its name in the URL", "satun-sandbox"),
        Field("id", schema.identifier, "รหัสถาวร", "Permanent id", "2567-05-13-satun-sandbox"),
        Field("summary", schema.line, "สรุป", "Summary", "สรุปข่าวหนึ่งถึงสองประโยค"),
        Field("categories", listing(_category(known)), "หมวด", "Categories", "[ข่าวกิจกรรม]"),
        Field("tags", listing(_tag), "ป้ายกำกับ", "Tags", "[นวัตกรรม, ประชุม]"),
        Field("schools", listing(schools), "รหัสโรงเรียน", "School ids", "[anuban-satun]"),
        Field("affiliations", listing(affiliations), "รหัสสังกัด", "Affiliation ids", "[primary-satun]"),
        Field(
            "people",
            listing(record(Person, *_PERSON, short="name")),
            "บุคคล",
            "People",
            "[{name: …, position: …}]",
        ),
        Field("venue", schema.line, "สถานที่", "Venue", "ห้องประชุม"),
        Field("event", record(Event, *_EVENT), "ช่วงเวลาจัดงาน", "When the event is", "{start: 13 พ.ค. 2567}"),
        Field("cover", _cover, "ภาพปก", "Cover photo", "cover.jpg"),
        Field("photos", listing(record(Photo, *_PHOTO)), "ภาพข่าว", "Photos", "[{src: photo-1.jpg, alt: …}]"),
        Field("credit", schema.line, "เครดิตภาพและข่าว", "Credit", "ฝ่ายประชาสัมพันธ์"),
        Field(
            "attachments",
            listing(record(Attachment, *_ATTACHMENT)),
            "ไฟล์แนบ",
            "Attachments",
            "[{src: a.pdf}]",
        ),
        Field("draft", schema.boolean, "ฉบับร่าง ยังไม่เผยแพร่", "A draft is not published", "true"),
        Field("publish", schema.moment, "เผยแพร่ตั้งแต่", "Published from", "14 พ.ค. 2567 เวลา 08.30 น."),
        Field("expires", schema.moment, "ถอนออกเมื่อ", "Withdrawn at", "31 ธ.ค. 2567"),
        Field("pinned", schema.boolean, "ปักหมุด", "Kept first in lists", "true"),
        Field("aliases", listing(_alias), "URL เดิม", "Former URLs", "[/old/news.html]"),
        Field(
            "corrections",
            listing(record(Correction, *_CORRECTION)),
            "การแก้ไข",
            "Corrections",
            "[{date: …, text: …}]",
        ),
        Field("lang", schema.choice("th", "en"), "ภาษา", "Language", "th"),
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
    if value is not None and not 0 < len(thai.slugify(value).encode()) <= SLUG_BYTES:
        reading.fail("tag-bad", node, value=value)
        return None
    return value


_cover = schema.record(Photo, *_PHOTO[:3], short="src")
