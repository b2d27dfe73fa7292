"""Questions in words: what a page asked of the site, as an office would say it, in Thai and in English: one table.

The one invariant: every question has its words, with whatever it is asked. They call a thing by the title or name that
readers know, and by its id when there is no such thing any more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from khao import dates, thai
from khao.model import Question, Scalar
from khao.references import collection_of
from khao.settings import SETTINGS
from khao.site import Site
from khao.words import Lang, say

Args = Mapping[str, Scalar]
Namer = Callable[[Site, Args, Lang], str]


class Words(NamedTuple):
    """A question, or one filter of it, in both languages; `{thing}` is what it is about, other blanks are arguments."""

    th: str
    en: str
    thing: Namer = lambda *_: ""


def words(question: Question, site: Site, lang: Lang) -> str:
    """What is asked."""
    return _filled(QUESTIONS[question.name], site, dict(question.args), lang)


def now(question: Question, answer: Any, lang: Lang) -> str:
    """What is answered, where a few words can say it; else ""."""
    if question.name in _DIGESTS or isinstance(answer, bool):
        return ""
    if question.name == "field" and isinstance(answer, tuple) and len(answer) == 1:
        answer = answer[0]
    if isinstance(answer, int):
        return str(answer)
    if isinstance(answer, tuple):
        there = [each for each in answer if each is not None]
        names = [name for each in there if (name := _name(each))]
        return _few(names, lang) if names or not there else ""
    if isinstance(answer, str) or answer is None:
        return _few([answer] if answer else [], lang)
    return ""


def _few(names: list[str], lang: Lang) -> str:
    told = ", ".join(map(_quoted, names[:_NAMED])) or say("none", lang)
    return f"{told} {say('more', lang, count=len(names) - _NAMED)}" if len(names) > _NAMED else told


def _name(thing: Any) -> str:
    """What readers call a thing; "" for what has no name of its own."""
    return str(thing if isinstance(thing, str) else getattr(thing, "name", "") or getattr(thing, "title", ""))


_NAMED = 3
"""Names told of a list: enough to know it by."""
_LONGEST = 60
"""Characters told of a title: a line for each question shall stay a line."""
_DIGESTS = ("document", "template", "table", "datasets")
"""Questions that are answered with a digest, which tells people nothing."""


def _quoted(name: str) -> str:
    return f"“{thai.cut(name, _LONGEST)}”"


def _filled(said: Words, site: Site, args: Args, lang: Lang) -> str:
    text = said.en if lang == "en" else said.th
    return text.format_map({**args, "thing": said.thing(site, args, lang)})


# What a question is about ---------------------------------------------------------------------------------------------


def _setting(_: Site, args: Args, lang: Lang) -> str:
    found = next((each for each in SETTINGS if each.name == args["name"]), None)
    if not found:
        return str(args["name"])
    return found.en[0].lower() + found.en[1:] if lang == "en" else found.th


def _item(site: Site, args: Args, _: Lang) -> str:
    id = str(args.get("item", args.get("id")))
    found = site.find(id)
    return f"{_quoted(found.title)} ({found.id})" if found else f"“{id}”"


def _carded(site: Site, args: Args, lang: Lang) -> str:
    if not args["item"]:
        return "the site itself" if lang == "en" else "ตัวเว็บไซต์เอง"
    return _item(site, args, lang)


def _record(site: Site, args: Args, _lang: Lang) -> str:
    way = str(args["record"]) if "record" in args else f"{args['collection']}/{args['id']}"
    collection, _, id = way.partition("/")
    found = site.collections.get(collection, {}).get(id)
    return f"{_quoted(found.name)} ({way})" if found else f"“{way}”"


def _queried(_: Site, args: Args, __: Lang) -> str:
    """What a query asks for: the data, and whatever narrows them."""
    asked = json.loads(str(args["query"]))
    where = ", ".join(f"{name}: {value}" for name, value in asked.get("where", {}).items())
    more = [asked[name] for name in ("column", "by", "split") if name in asked] + ([where] if where else [])
    return _quoted(asked["data"]) + (f" ({'; '.join(more)})" if more else "")


def _named(field: str) -> Namer:
    """The value of a field: the name of the record that it means, where it means one."""

    def thing(site: Site, args: Args, _: Lang) -> str:
        value = args[field]
        if not isinstance(value, str):
            return str(value).lower()
        found = site.collections.get(collection_of(field), {}).get(value)
        return _quoted(found.name if found else value)

    return thing


def _category(site: Site, args: Args, _: Lang) -> str:
    word = str(args.get("category", args.get("id")))
    found = site.settings.category(word)
    return _quoted(found.name if found else word)


def _tag(site: Site, args: Args, _: Lang) -> str:
    word = str(args.get("tag", args.get("slug")))
    found = site.tags.get(thai.slugify(word))
    return _quoted(found.name if found else word)


def _tags(_: Site, args: Args, lang: Lang) -> str:
    limit = args.get("limit")
    if limit is None:
        return "all" if lang == "en" else "ทั้งหมด"
    return f"the {limit} commonest" if lang == "en" else f"ที่ใช้มากที่สุด {limit} ป้าย"


def _address(_: Site, args: Args, __: Lang) -> str:
    return unquote(str(args["url"]))


def _year(_: Site, args: Args, lang: Lang) -> str:
    year = args["year"]
    return str(year + dates.BUDDHIST if isinstance(year, int) and lang == "th" else year)


def _month(_: Site, args: Args, lang: Lang) -> str:
    month = args["month"]
    # A layout may ask for any month; there is nothing in the thirteenth.
    return dates.month_name(month, lang=lang) if isinstance(month, int) and 1 <= month <= 12 else str(month)  # noqa: PLR2004


def _one_of(argument: str, table: Mapping[Scalar, tuple[str, str]]) -> Namer:
    """An argument that is one of a few words."""

    def thing(_: Site, args: Args, lang: Lang) -> str:
        value = args[argument]
        return table.get(value, (f"“{value}”",) * 2)[lang == "en"]

    return thing


# Filters --------------------------------------------------------------------------------------------------------------

_SECTIONS: Mapping[Scalar, tuple[str, str]] = {
    "news": ("ข่าว", "news"),
    "reports": ("รายงาน", "reports"),
    "pages": ("หน้าทั่วไป", "pages"),
}
_LANGUAGES: Mapping[Scalar, tuple[str, str]] = {"th": ("ภาษาไทย", "Thai"), "en": ("ภาษาอังกฤษ", "English")}
_PINNED: Mapping[Scalar, tuple[str, str]] = {
    True: ("ที่ปักหมุด", "that are pinned"),
    False: ("ที่ไม่ได้ปักหมุด", "that are not pinned"),
}
_ORDERS: Mapping[Scalar, tuple[str, str]] = {
    "pinned": ("โดยเรื่องที่ปักหมุดขึ้นก่อน", "the pinned ones first"),
    "newest": ("โดยเรื่องใหม่ขึ้นก่อน", "the newest first"),
}
_KINDS: Mapping[Scalar, tuple[str, str]] = {
    "year": ("ปี", "years"),
    "fiscal_year": ("ปีงบประมาณ", "fiscal years"),
    "academic_year": ("ปีการศึกษา", "academic years"),
}

FILTERS: Mapping[str, Words] = {
    "section": Words("ประเภท{thing}", "in the section {thing}", _one_of("section", _SECTIONS)),
    "lang": Words("ที่เป็น{thing}", "in {thing}", _one_of("lang", _LANGUAGES)),
    "category": Words("ในหมวด {thing}", "of the category {thing}", _category),
    "tag": Words("ที่มีป้ายกำกับ {thing}", "with the tag {thing}", _tag),
    "school": Words("เกี่ยวกับสถานศึกษา {thing}", "about the school {thing}", _named("school")),
    "affiliation": Words("เกี่ยวกับสังกัด {thing}", "about the affiliation {thing}", _named("affiliation")),
    "person": Words("ที่กล่าวถึง {thing}", "that name {thing}", _named("person")),
    "record": Words("เกี่ยวกับ {thing}", "about {thing}", _record),
    "month": Words("เดือน{thing}", "of {thing}", _month),
    "year": Words("ปี พ.ศ. {thing}", "of the year {thing}", _year),
    "fiscal_year": Words("ปีงบประมาณ {fiscal_year}", "of the fiscal year {fiscal_year} BE"),
    "academic_year": Words("ปีการศึกษา {academic_year}", "of the academic year {academic_year} BE"),
    "pinned": Words("{thing}", "{thing}", _one_of("pinned", _PINNED)),
    "order": Words("{thing}", "{thing}", _one_of("order", _ORDERS)),
    "page": Words("หน้า {page}", "page {page}"),
    "limit": Words("ไม่เกิน {limit} เรื่อง", "{limit} at most"),
}
"""What `items` and `count` may be asked with, in the order in which it is said."""
_SHAPE = {"order", "page", "limit"}
"""What orders and cuts a list, but chooses nothing."""


def _filters(site: Site, args: Args, lang: Lang) -> str:
    given = {name: value for name, value in args.items() if value is not None}
    said = [_filled(FILTERS[name], site, given, lang) for name in FILTERS if name in given]
    if given.keys() <= _SHAPE:
        said.insert(0, "of the whole site" if lang == "en" else "ทั้งหมด")
    return (", " if lang == "en" else " ").join(said)


def _fields(site: Site, args: Args, lang: Lang) -> str:
    """Which records of a collection; a record has whatever fields its file has."""
    said = [(name, _named(name)(site, args, lang)) for name in args if name != "collection"]
    if lang == "en":
        return " whose " + " and ".join(f"{name} is {value}" for name, value in said) if said else ""
    return " ที่" + " และ".join(f"ช่อง {name} เป็น {value}" for name, value in said) if said else ""


# Questions ------------------------------------------------------------------------------------------------------------

QUESTIONS: Mapping[str, Words] = {
    "item": Words(
        "ชื่อเรื่อง สรุป หรือข้อมูลอื่นในส่วนหัวของ {thing}", "the title, summary or other front matter of {thing}", _item
    ),
    "document": Words("เนื้อหาของ {thing}", "the text of {thing}", _item),
    "file": Words("ไฟล์ {src} ของ {thing}", "the file {src} of {thing}", _item),
    "card": Words(
        "การ์ดสำหรับแชร์ของ {thing} (ชื่อเรื่อง วันที่ ภาพหน้าปก ชื่อหน่วยงาน ชื่อเว็บไซต์)",
        "the share card of {thing}: title, date, cover, office, site",
        _carded,
    ),
    "awaiting": Words("{thing} เป็นฉบับร่างหรือยังไม่ถึงเวลาเผยแพร่หรือไม่", "whether {thing} is a draft or not due yet", _item),
    "previewed": Words("แสดงเรื่องที่ยังไม่เผยแพร่ด้วยหรือไม่", "whether what is not published yet is shown as well"),
    "translations": Words("ฉบับภาษาอื่นของ {thing}", "the translations of {thing}", _item),
    "neighbours": Words("เรื่องก่อนหน้าและเรื่องถัดไปของ {thing}", "the items before and after {thing}", _item),
    "related": Words(
        "เรื่องที่เกี่ยวข้องกับ {thing} ไม่เกิน {limit} เรื่อง", "the items related to {thing}, {limit} at most", _item
    ),
    "items": Words("รายการเรื่อง{thing}", "the list of items {thing}", _filters),
    "count": Words("จำนวนเรื่อง{thing}", "the number of items {thing}", _filters),
    "recent": Words("เรื่องที่เผยแพร่ใน {hours} ชั่วโมงที่ผ่านมา", "what was published in the last {hours} hours"),
    "periods": Words(
        "{thing}ที่มีเรื่อง และจำนวนเรื่องของแต่ละปี",
        "the {thing} that hold items, and how many each holds",
        _one_of("kind", _KINDS),
    ),
    "category": Words("หมวด {thing}", "the category {thing}", _category),
    "tag": Words("ป้ายกำกับ {thing}", "the tag {thing}", _tag),
    "tags": Words("ป้ายกำกับ{thing}", "{thing} tags", _tags),
    "record": Words("ชื่อของ {thing}", "the name of {thing}", _record),
    "table": Words("ข้อมูลที่แสดง {thing}", "the data shown of {thing}", _queried),
    "quantity": Words("จำนวนหรือผลรวมของข้อมูล {thing}", "the count or sum of {thing}", _queried),
    "pdf": Words("มีไฟล์ PDF ของหน้า {thing} หรือไม่", "whether there is a PDF of the page {thing}", _address),
    "datasets": Words("ข้อมูลที่ดาวน์โหลดได้", "the data that can be downloaded"),
    "field": Words("ช่อง {name} ของ {thing}", "the field {name} of {thing}", _record),
    "fields": Words("ข้อมูลทุกช่องของ {thing}", "all fields of {thing}", _record),
    "records": Words("รายการในชุดข้อมูล {collection}{thing}", "the records of {collection}{thing}", _fields),
    "collections": Words("ชุดข้อมูลที่มีหน้าเว็บ", "the collections that have pages"),
    "withheld": Words(
        "เรื่อง {thing} ถูกระงับไว้หรือไม่ (ฉบับร่าง ยังไม่ถึงเวลา หมดเวลา หรืออ่านไม่ได้)",
        "whether {thing} is withheld: a draft, not due yet, expired or unreadable",
        _item,
    ),
    "hidden": Words(
        "หน้า {thing} ถูกระงับไว้หรือไม่ (ฉบับร่าง ยังไม่ถึงเวลา หรือหมดเวลา)",
        "whether the page {thing} is withheld: a draft, not due yet or expired",
        _address,
    ),
    "withdrawn": Words("ข้อความแทนเรื่อง {thing} ที่ถอนแล้ว", "what is said where {thing} was", _item),
    "redirects": Words("URL เดิมและปลายทางของแต่ละ URL", "the former URLs, and where each leads"),
    "horizon": Words("วันที่ต้องต่ออายุข้อมูลติดต่อด้านความปลอดภัย", "by when the security contact is to be renewed"),
    "urls": Words("ที่อยู่ในแผนผังเว็บไซต์ (sitemap) ไฟล์ที่ {page}", "the addresses in the sitemap, file {page}"),
    "sitemaps": Words("จำนวนไฟล์แผนผังเว็บไซต์ (sitemap)", "how many sitemaps there are"),
    "search_index": Words("ที่อยู่ของดัชนีค้นหา", "the address of the search index"),
    "setting": Words(
        "การตั้งค่า {name} ใน data/site.yaml ({thing})", "the setting {name} in data/site.yaml ({thing})", _setting
    ),
    "asset": Words("ไฟล์ layouts/assets/{name}", "the file layouts/assets/{name}"),
    "template": Words("เลย์เอาต์ {name} หรือเลย์เอาต์อื่นที่ไฟล์นี้เรียกใช้", "the layout {name} or one that it uses"),
}
"""By name of the question, in the order in which they are told: what an office edits most often comes first."""


def told(questions: Iterable[Question], site: Site, lang: Lang) -> dict[str, Question]:
    """Questions by their words, in the order of the table; what is asked in two ways but is one thing is told once."""
    place = {name: at for at, name in enumerate(QUESTIONS)}
    found = {words(each, site, lang): each for each in sorted(questions, key=str)}
    return dict(sorted(found.items(), key=lambda pair: (place[pair[1].name], thai.sort_key(pair[0]))))
