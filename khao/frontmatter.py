"""The head of an item: its front matter, typed and checked by one declared schema.

The one invariant: a file becomes an item or problems, and no wrong field ever decides silently whether something is
published.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from frontmatter.default_handlers import YAMLHandler

from khao import dates, embedded, heads, limits, nodes, personal, plainyaml, prose, schema, thai
from khao.errors import Place, Problem, problem
from khao.head import DEVICES, SLUG_BYTES, Known, Reference, fields
from khao.heads import Loaded, Want
from khao.model import SECTIONS, Allowance, Event, Item, Person, Photo, Section, digest, nfc, url_of
from khao.nodes import Node, Scalar
from khao.reading import Reading

_BOUNDARY = YAMLHandler().FM_BOUNDARY
_UNSAID = {each.name: each.default for each in dataclasses.fields(Item) if each.name in heads.FIELDS}


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
    head = parts[0]
    if len(head.encode()) > limits.HEAD_BYTES:
        reading.fail("head-too-large", limit=f"{limits.HEAD_BYTES // 1024} KB")
        return Loaded(path, problems=tuple(reading.problems))
    start = text.index(head, 3) if head else 3
    first_line = text.count("\n", 0, start) + 1
    plain = plainyaml.read(head, first_line)
    # Any part of a text in order is in order, and what is read directly stands so in the text.
    reading.sound = plain is not None and thai.normalise(text) == text
    root = plain or nodes.read(head, path, first_line)
    if isinstance(root, Problem):
        return Loaded(path, problems=(root,))
    if root is None:
        reading.fail("head-empty")
        return Loaded(path, problems=tuple(reading.problems))
    return _item(root, parts, reading, known)


def _no_head(text: str) -> str:
    if not text.strip():
        return "file-empty"
    return "head-unclosed" if text.lstrip().startswith("---") else "head-missing"


def _item(root: Node, parts: tuple[str, str], reading: Reading, known: Known) -> Loaded:
    top, body = parts
    references: list[tuple[str, str]] = []

    def others(name: str, _key: Scalar, node: Node) -> bool:
        if name not in known.ids and name not in known.unjudged:
            return False
        ids = schema.Listing(Reference(name, known))(node, reading, name) or ()
        references.extend((name, id) for id in ids)
        return True

    values = schema.mapping(root, fields(known), reading, others)
    id = item_id(reading.path)
    slug = values.pop("slug", "") or _default_slug(id, reading)
    _check_times(values, root, reading)
    _check_empty(root, reading)
    _check_numbers(values.get("allow", ()), reading)
    normal = body if reading.sound else thai.normalise(body)
    if normal != body:
        _note_changes(body, reading)
    told = embedded.read(normal, reading, body_line(reading.text, body))
    wants = (*_wants(values, root, reading), *_wanted(told.wants, reading))
    summary = values.pop("summary", "")
    if any(each.rule not in NOTES for each in reading.problems):
        return Loaded(reading.path, None, tuple(reading.problems), wants)
    head = {
        **_UNSAID,
        "permanent_id": values.pop("id", ""),
        "lang": known.language,
        **values,
        **_names(id, slug, reading.path, values["date"]),
        "affiliations": _affiliations(values, known),
        "summary": summary or prose.lead(normal),
        "people": tuple(_person(each, known) for each in values.get("people", ())),
        "references": tuple(references),
        "directives": told.directives,
    }
    text = heads.text(head.values())
    item = Item(**head, body=digest(body), digest=digest(text))
    return Loaded(reading.path, item, tuple(reading.problems), wants, digest(top), not summary, text)


def _names(id: str, slug: str, path: str, date: datetime) -> dict[str, str]:
    """What an item is called, here and on the web."""
    section = _section(id.partition("/")[0])
    return {"id": id, "path": path, "section": section, "slug": slug, "url": page_url(section, date, slug)}


def page_url(section: str, date: datetime, slug: str) -> str:
    """Where the page of an item is."""
    return url_of(slug) if section == "pages" else url_of(section, str(date.year)) + url_of(slug)[1:]


def _affiliations(values: dict[str, Any], known: Known) -> tuple[str, ...]:
    """The affiliations that are named, then those of the schools that are."""
    theirs = [known.affiliation[school] for school in values.get("schools", ()) if school in known.affiliation]
    return tuple(dict.fromkeys([*values.get("affiliations", ()), *theirs]))


def led_by(body: str) -> str:
    """The summary of an item that has none of its own."""
    return prose.lead(thai.normalise(body))


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
    if not slug or slug.lower() in DEVICES or id.count("/") == 0:
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


def _check_numbers(allow: tuple[Allowance, ...], reading: Reading) -> None:
    if not any(each.rule == "personal-number" for each in allow):
        reading.problems += personal.told(reading.text, reading.path)


def _note_changes(body: str, reading: Reading) -> None:
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


def _wanted(targets: Iterable[tuple[str, str, Node | None]], reading: Reading) -> Iterator[Want]:
    """What the directives of a body rely on."""
    for kind, target, node in targets:
        place = reading.place(node)
        yield Want(kind, target, problem("file-missing", place, reading.excerpt(place.line), target=target))


def _wants(values: dict[str, Any], root: Node, reading: Reading) -> list[Want]:
    if not isinstance(root, nodes.Mapping):
        return []
    shown: list[Photo] = [*values.get("photos", ())]
    if cover := values.get("cover"):
        shown.append(cover)
    targets = [("photo", each.src) for each in shown if each.src]
    targets += [("file", each.src) for each in values.get("attachments", ())]
    if other := values.get("translation_of"):
        targets.append(("item", other))
    spots = {scalar.text: scalar for _, scalar in root.scalars()} if targets else {}
    wants = []
    for kind, target in targets:
        place = reading.place(spots.get(target))
        rule = "item-missing" if kind == "item" else "file-missing"
        wants.append(Want(kind, target, problem(rule, place, reading.excerpt(place.line), target=target)))
    if any(each.gathered for each in shown):
        place = reading.place(root.entries["photos"][1])
        wants.append(Want("gallery", "", problem("gallery-empty", place, reading.excerpt(place.line))))
    return wants
