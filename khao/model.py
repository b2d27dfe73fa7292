"""The nouns of a site, frozen: what flows between the stages.

The one invariant: a value here never changes once made, holds no open thing and pickles, so that any stage may run
in another process and every digest stays true.
"""

from __future__ import annotations

import functools
import hashlib
import json
import operator
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, unquote

from khao import renditions
from khao.errors import Problem
from khao.renditions import Rendition, Source

Scalar = str | int | bool | None
Section = Literal["news", "reports", "pages"]
SECTIONS: tuple[Section, ...] = ("news", "reports", "pages")


def digest(data: bytes | str) -> str:
    """A short content digest: 32 hexadecimal digits of SHA-256, for which processors have instructions of their own."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()[:32]


def fingerprint(value: object) -> str:
    """The digest of any value of this module, the same in every process and run."""
    known = getattr(value, "digest", None)
    if isinstance(known, str):
        return known
    if isinstance(value, tuple) and all(each is None or type(each) is Item for each in value):
        return digest(" ".join([each.digest if each else "" for each in value]))
    return digest(json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True))


def _plain(value: Any) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    known: str | None = getattr(value, "digest", None)
    if isinstance(known, str):
        return known
    if is_dataclass(value):
        return [type(value).__name__, *(getattr(value, each.name) for each in fields(value))]
    raise TypeError(f"no fingerprint for {type(value).__name__}")


def nfc(text: str) -> str:
    """The form in which names and URLs are compared and written."""
    return unicodedata.normalize("NFC", text)


OWN = ".khao"
"""The folder of Khao's own notes in an output folder."""


@functools.lru_cache(maxsize=4096)
def url_of(*segments: str) -> str:
    """The percent-encoded path `/a/b/` of these segments."""
    return "/" + "".join([quote(nfc(segment), safe="") + "/" for segment in segments])


def file_of(url: str) -> str:
    """The file below the output folder that a host serves at this URL."""
    path = unquote(url).lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def inside(path: object) -> bool:
    """Whether a path of a manifest stays below its folder: a manifest is only a file, and files can be forged."""
    held = f"/{path}/"
    return (
        isinstance(path, str)
        and path.isprintable()
        and not (held.startswith(f"/{OWN}/") or "//" in held or "/./" in held or "/../" in held)
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named by an item; `record` is an id in the collection `people`, or ""."""

    name: str
    position: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that an item shows; `src` is relative to the item's file."""

    src: str
    alt: str = ""
    caption: str = ""
    consent: bool | None = None
    gathered: bool = False
    """Whether it is shown because it lies in the item's folder; until the folder is known, `src` is ""."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that an item offers; `src` is relative to the item's file."""

    src: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """When the thing that an item tells of happens."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right after publication, and when."""

    date: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an item has its facts from."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A rule that an item may break, and why."""

    rule: str
    reason: str


@functools.lru_cache(maxsize=4096)
def _told(options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(options)
    return found


@dataclass(frozen=True, slots=True)
class Directive:
    """Something that a body has made from data or files: a table, a chart, a count."""

    name: str
    told: str
    """Its options as JSON."""

    @property
    def options(self) -> dict[str, Any]:
        """What it was told; nobody changes it."""
        return _told(self.told)

    def get(self, name: str, default: Any = "") -> Any:
        """An option, or what stands for one that was not told."""
        return self.options.get(name, default)


@dataclass(frozen=True, slots=True)
class Item:
    """The head of one authored news story, report or page; its body is known by digest only."""

    id: str
    """The path below content/ without `.md` or `/index.md`: `news/2567/transforming-satun-sandbox`."""
    path: str
    """The source file below the root, with `/`: `content/news/2567/…/index.md`."""
    section: Section
    slug: str
    url: str
    """Percent-encoded, from `/`."""
    title: str
    date: datetime
    permanent_id: str = ""
    """The front matter's `id`: names the item for ever, in feeds and in `item:` links."""
    updated: datetime | None = None
    summary: str = ""
    """As written, or else the beginning of the body."""
    categories: tuple[str, ...] = ()
    """Category ids."""
    tags: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    """Affiliations named, then those of the schools named."""
    references: tuple[tuple[str, str], ...] = ()
    """(collection, record id) of every other collection referred to."""
    people: tuple[Person, ...] = ()
    venue: str = ""
    event: Event | None = None
    cover: Photo | None = None
    photos: tuple[Photo, ...] = ()
    credit: str = ""
    attachments: tuple[Attachment, ...] = ()
    draft: bool = False
    publish: datetime | None = None
    expires: datetime | None = None
    tombstone: str = ""
    """What stands in its place once it has expired; "" for nothing at all."""
    pinned: bool = False
    aliases: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    version: str = ""
    """Of a report: what its readers call this state of it."""
    sources: tuple[Citation, ...] = ()
    lang: str = "th"
    translation_of: str = ""
    """The id of the item that this one translates."""
    allow: tuple[Allowance, ...] = ()
    """The rules that it may break."""
    directives: tuple[Directive, ...] = ()
    """Those of its body, in their order: what it shows of data belongs to the head, so that others know of it."""
    body: str = ""
    """The digest of the body's text."""
    digest: str = ""
    """The digest of everything above but `body`: an edit of the body alone leaves it."""

    def __reduce__(self) -> tuple[type[Item], tuple[Any, ...]]:
        # Tens of thousands travel between processes: as their values alone they do so in a third of the time.
        return Item, _item_values(self)

    def but(self, **changes: Any) -> Item:
        """The item with other values: `dataclasses.replace`, at a third of its cost."""
        return Item(**dict(zip(_ITEM, _item_values(self), strict=True), **changes))

    @property
    def modified(self) -> datetime:
        """When a reader should look again."""
        return max([self.updated or self.date, *(correction.date for correction in self.corrections)])

    @property
    def live_from(self) -> datetime:
        """The moment from which the item exists."""
        return self.publish or self.date


_ITEM = tuple(each.name for each in fields(Item))
_item_values = operator.attrgetter(*_ITEM)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document."""

    level: int
    id: str
    text: str
    number: str = ""
    """Its number in a numbered document, such as `2.1`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A body as HTML; links to items, records and files in it are still symbolic."""

    html: str
    headings: tuple[Heading, ...] = ()
    words: int = 0
    links: tuple[str, ...] = ()
    """The target of each link and picture, as typed."""
    plain: bool = field(default=False, compare=False)
    """Whether it was converted the direct way, which costs less than keeping it."""


@dataclass(frozen=True)
class Record:
    """One row of a data file. A layout reads its fields as attributes."""

    collection: str
    id: str
    name: str
    fields: Mapping[str, Any]
    path: str
    line: int
    digest: str = ""

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["fields"][name]
        except KeyError:
            raise AttributeError(name) from None

    def get(self, name: str, default: object = "") -> Any:
        """A field that not every record has."""
        return self.fields.get(name, default)

    @property
    def named(self) -> Named:
        """What others name it by."""
        return Named(self.collection, self.id, self.name)

    @property
    def url(self) -> str:
        """The page of the record."""
        return self.named.url


@dataclass(frozen=True, slots=True)
class Named:
    """A record as others name it: what of it stands on pages that show nothing else of it."""

    collection: str
    id: str
    name: str

    @property
    def url(self) -> str:
        """The page of the record."""
        return url_of(self.collection, self.id)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Data that can be downloaded, as CSV and as JSON."""

    id: str
    """What it is called among those of its page: a collection, the anchor of a table, what news are counted by."""
    title: str
    """Its caption; "" for a collection, and where news are counted."""
    url: str
    """That of the page that shows it."""
    file: str
    """Its URL without `.csv` or `.json`."""
    item: str = ""
    """The id of the item whose table it is."""
    period: tuple[str, int] = ("", 0)
    """(kind, number) of the year in which news are counted."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What readers are told where an item was."""

    url: str
    text: str
    at: datetime
    lang: str


@dataclass(frozen=True, slots=True)
class File:
    """A photo or attachment beside an item, or an asset beside the layouts."""

    path: str
    """The source file below the root."""
    url: str
    type: str
    """The media type of what is published there."""
    size: int
    """Bytes of the source."""
    source: str
    """The digest of the source's bytes."""
    width: int = 0
    height: int = 0
    """Pixels of the photo as published at its URL; 0 for what is no photo."""
    colour: str = ""
    """The name of the tint that stands in for a photo until it arrives; "" for one that is transparent."""
    transparent: bool = False
    formats: tuple[str, ...] = ()
    """What a photo's renditions are made in."""
    card: Card | None = None
    """What it says, if it is a share card; then `source` is the digest of this and of the design."""

    @property
    def digest(self) -> str:
        """The digest of all that a layout can see of it."""
        return digest(repr(tuple([getattr(self, each.name) for each in fields(self)])))

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """What a photo is published as: each type's together, the best type first, narrow before wide."""
        size = renditions.Size(self.width, self.height)
        return renditions.renditions(self.url, self.source, size, self.formats) if self.formats else ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The same as a browser is told of it: `type` and `srcset`, the last one for `<img>`."""
        return renditions.sources(self.renditions)

    @property
    def urls(self) -> tuple[str, ...]:
        """Every URL at which something of it is published."""
        return tuple(dict.fromkeys([self.url, *(each.url for each in self.renditions)]))


@dataclass(frozen=True, slots=True)
class Card:
    """What a share card says; with its design, that is all that it is made from."""

    title: str
    date: str
    """In words, or "" for what has no place in time."""
    office: str
    site: str
    font: str
    """The digest of the font, or "" when the site has none."""
    cover: File | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A free word on items; spellings that make the same slug are one tag.

    It does not say how many items it has: a page that shows an item's tags would change with every other item.
    """

    slug: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that holds items: a year (with its months), a fiscal or an academic year."""

    kind: Literal["year", "month", "fiscal_year", "academic_year"]
    number: int
    """A CE year, a month 1–12, or a BE fiscal or academic year."""
    url: str
    count: int
    months: tuple[Period, ...] = ()


class Neighbours(NamedTuple):
    """The items before and after one in its section."""

    older: Item | None
    newer: Item | None


class Question(NamedTuple):
    """Something a layout asked the site, as data."""

    name: str
    args: tuple[tuple[str, Scalar], ...] = ()

    def __str__(self) -> str:
        return f"{self.name}({', '.join(f'{name}={value!r}' for name, value in self.args)})"


@dataclass(frozen=True)
class Page:
    """One file to write."""

    url: str
    layout: str
    kind: str
    """What the page is: `item`, `record`, `section`, `category`, … ; layouts choose their words by it."""
    subject: str = ""
    """The id of the item, record, category or tag slug that the page is about."""
    collection: str = ""
    filters: tuple[tuple[str, Scalar], ...] = ()
    """What to ask `site.items` for, on a list."""
    number: int = 1
    total: int = 1
    """This page of a list, and how many there are."""
    parent: str = ""
    """The URL of a list's first page."""
    target: str = ""
    """Where a redirect leads."""

    @property
    def query(self) -> dict[str, Scalar]:
        """The filters, as arguments."""
        return dict(self.filters)

    @functools.cached_property
    def file(self) -> str:
        """The file below the output folder."""
        return file_of(self.url)

    @functools.cached_property
    def key(self) -> str:
        """Tells this page, with all that the plan says of it, from any other."""
        return digest(repr(tuple([getattr(self, name) for name in self.__dataclass_fields__])))


class Written(NamedTuple):
    """A file in the output folder, as it was left."""

    digest: str
    made_from: str
    """The key of the page, or the digest of the file, that it was made from."""
    size: int = 0
    modified: int = 0
    """Nanoseconds; with the size it tells, on one machine, that nobody has touched the file since."""


class Rendered(NamedTuple):
    """A page as made, with what it asked the site and where it links to; with problems, it must not be published."""

    written: Written | None = None
    """What lies in the stage, or already in the output folder."""
    asked: bytes = b""
    """The numbers of its questions."""
    links: bytes = b""
    """The numbers of the site's URLs that it links to."""
    anchors: str = ""
    """The ids that may be linked to, a line each: as one text they take a fifth of the room."""
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
