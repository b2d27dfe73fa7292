"""The site's settings: `data/site.yaml`, typed.

The one invariant: each setting reaches a layout as a question of its own, so changing one renders what shows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from khao import nodes, schema
from khao.errors import Problem
from khao.model import url_of
from khao.reading import Reading
from khao.schema import Field
from khao.targets import Target, Targets

SETTINGS_FILE = "data/site.yaml"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The office that publishes."""

    name: str
    short_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""
    logo: str = ""
    """A file in layouts/assets/."""


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what terms the site's data may be used."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A fixed kind of news."""

    id: str
    name: str

    @property
    def url(self) -> str:
        """Where its news are listed."""
        return url_of("categories", self.id)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the navigation."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All of data/site.yaml."""

    title: str = "ข่าว"
    base_url: str = "https://news.example.go.th"
    """Without a trailing slash."""
    organisation: Organisation = field(default_factory=lambda: Organisation(""))
    licence: Licence = field(default_factory=Licence)
    tagline: str = ""
    language: str = "th"
    timezone: str = "Asia/Bangkok"
    categories: tuple[Category, ...] = ()
    navigation: tuple[Link, ...] = ()
    numerals: str = "arabic"
    page_size: int = 20
    feed_length: int = 20
    search: bool = True
    cards: bool = True
    photo_formats: tuple[str, ...] = ("webp", "jpeg")
    photo_consent: bool = False
    """Whether it is to be said of each photo that those shown have agreed."""
    publish: tuple[tuple[str, Target], ...] = ()
    """Where the site is published, by the names that the command is given."""

    def category(self, word: str) -> Category | None:
        """The category with this id or name."""
        return next((each for each in self.categories if word in (each.id, each.name)), None)


def address(node: nodes.Node, reading: Reading, name: str) -> str | None:
    """An address on the web, without a trailing slash."""
    value = schema.line(node, reading, name)
    if value is not None and not re.fullmatch(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", value):
        reading.fail("not-an-address", node, field=name, value=value)
        return None
    return value and value.rstrip("/")


def _base(node: nodes.Node, reading: Reading, name: str) -> str | None:
    """The site's address: the links in it begin with `/`, so it must be a host's root."""
    value = address(node, reading, name)
    if value and value.count("/") > len("//"):
        reading.fail("base-url-path", node, value=value)
        return None
    return value


def _own_site(node: nodes.Node, reading: Reading, name: str) -> str | None:
    """An address, or "" for one that is not filled in yet."""
    return "" if schema.text(node, reading, name) == "" else address(node, reading, name)


def _target(node: nodes.Node, reading: Reading, name: str) -> str | None:
    value = schema.line(node, reading, name)
    if value is not None and not re.match(r"(/|https?://)", value):
        reading.fail("not-a-target", node, field=name, value=value)
        return None
    return value


_MOST = 1000


def _count(node: nodes.Node, reading: Reading, name: str) -> int | None:
    value = schema.integer(node, reading, name)
    if value is not None and not 1 <= value <= _MOST:
        reading.fail("not-in-range", node, field=name, value=value, low=1, high=_MOST)
        return None
    return value


class Formats(schema.Listing[str]):
    """Some formats, and never none."""

    def __call__(self, node: nodes.Node, reading: Reading, name: str) -> tuple[str, ...] | None:
        """The formats."""
        value = super().__call__(node, reading, name)
        if isinstance(node, nodes.Sequence) and not node.nodes:
            reading.fail("text-empty", node, field=name)
        return value or None


_formats = Formats(schema.Choice("avif", "webp", "jpeg"))
_ORGANISATION = (
    Field("name", schema.line, "ชื่อหน่วยงาน", "The office's name", "สำนักงานศึกษาธิการจังหวัด", required=True),
    Field("short_name", schema.text, "ชื่อย่อ", "Its short name", "ศธจ."),
    Field("address", schema.text, "ที่อยู่", "Postal address", "ที่อยู่ของหน่วยงาน"),
    Field("phone", schema.text, "โทรศัพท์", "Telephone", "0 0000 0000"),
    Field("email", schema.text, "อีเมล", "E-mail", "pr@example.go.th"),
    Field("url", _own_site, "เว็บไซต์หลักของหน่วยงาน", "The office's own web site", "https://www.example.go.th"),
    Field("logo", schema.text, "ไฟล์ตราใน layouts/assets/", "Its emblem, a file in layouts/assets/", "logo.svg"),
)
_LICENCE = (
    Field("name", schema.line, "ชื่อสัญญาอนุญาต", "Its name", "CC BY 4.0", required=True),
    Field("url", address, "ที่อยู่ของข้อความเต็ม", "Where it can be read", "https://creativecommons.org/licenses/by/4.0/"),
)
_CATEGORY = (
    Field("id", schema.identifier, "รหัสใน URL", "Id in URLs", "activities", required=True),
    Field("name", schema.line, "ชื่อหมวด", "Its name", "ข่าวกิจกรรม", required=True),
)
_LINK = (
    Field("title", schema.line, "คำที่แสดง", "What is shown", "หน้าแรก", required=True),
    Field("url", _target, "ปลายทาง", "Where it leads", "/", required=True),
)
SETTINGS = (
    Field("title", schema.line, "ชื่อเว็บไซต์", "The site's name", "ข่าวการศึกษา", required=True),
    Field("tagline", schema.text, "คำโปรยใต้ชื่อ", "A line below the name", "ข่าวจากสำนักงาน"),
    Field(
        "base_url",
        _base,
        "ที่อยู่เว็บไซต์จริง",
        "The site's address",
        "https://news.example.go.th",
        required=True,
    ),
    Field("language", schema.Choice("th", "en"), "ภาษาหลัก", "Main language", "th"),
    Field("timezone", schema.Choice("Asia/Bangkok"), "เขตเวลา", "Time zone", "Asia/Bangkok"),
    Field(
        "organisation",
        schema.Compound(Organisation, *_ORGANISATION),
        "หน่วยงานเจ้าของเว็บไซต์",
        "The office that publishes",
        "{name: สำนักงานศึกษาธิการจังหวัด}",
        required=True,
    ),
    Field(
        "licence",
        schema.Compound(Licence, *_LICENCE),
        "สัญญาอนุญาตของข้อมูลเปิด",
        "Under what terms the data may be used",
        "{name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}",
    ),
    Field(
        "categories",
        schema.Listing(schema.Compound(Category, *_CATEGORY)),
        "หมวดข่าว",
        "The fixed kinds of news",
        "[{id: activities, name: ข่าวกิจกรรม}]",
    ),
    Field(
        "navigation",
        schema.Listing(schema.Compound(Link, *_LINK)),
        "เมนูหลัก",
        "The main menu",
        "[{title: หน้าแรก, url: /}]",
    ),
    Field("numerals", schema.Choice("arabic", "thai"), "ตัวเลขที่แสดง", "Digits shown", "arabic"),
    Field("page_size", _count, "จำนวนข่าวต่อหน้า", "Items on a page of a list", "20"),
    Field("feed_length", _count, "จำนวนข่าวในฟีด", "Items in a feed", "20"),
    Field("search", schema.boolean, "เปิดการค้นหา", "Search on or off", "true"),
    Field("cards", schema.boolean, "เปิดการ์ดสำหรับแชร์", "Share cards on or off", "true"),
    Field(
        "photo_formats",
        Formats(schema.Choice("avif", "webp", "jpeg")),
        "รูปแบบไฟล์ภาพที่เผยแพร่",
        "Formats that photos are published in",
        "[webp, jpeg]",
    ),
    Field(
        "photo_consent",
        schema.boolean,
        "ต้องระบุความยินยอมของผู้ที่อยู่ในภาพ",
        "Whether consent of those shown is to be told",
        "false",
    ),
    Field(
        "publish",
        Targets(),
        "ปลายทางที่เผยแพร่ ตามชื่อ",
        "Where the site is published, by name",
        "{office: {type: dir, path: /srv/www/news}}",
    ),
)


def read_settings(text: str) -> tuple[Settings, tuple[Problem, ...]]:
    """`data/site.yaml` as settings, with its problems; what is wrong or missing keeps its default."""
    reading = Reading(SETTINGS_FILE, text)
    root = nodes.read(text, SETTINGS_FILE)
    if isinstance(root, Problem):
        return Settings(), (root,)
    if root is None:
        reading.fail("file-empty")
        return Settings(), tuple(reading.problems)
    found = schema.mapping(root, SETTINGS, reading, schema.nothing_else)
    settings = Settings(**found)
    ids = [each.id for each in settings.categories]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        reading.fail("id-twice", root, collection="categories", id=twice)
    _placeholders(root, reading)
    return settings, tuple(reading.problems)


def _placeholders(root: nodes.Node, reading: Reading) -> None:
    """A note for each address that the office has yet to fill in."""
    for name, node in root.scalars():
        if re.search(r"\bexample\.(?:go\.th|com|org)\b", node.text):
            reading.fail("placeholder", node, field=name, value=node.text)
