"""Data files: `data/<collection>.yaml` as records, checked against each other.

The one invariant: a record has an id that no other of its collection has, a name, and a source line to point at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from khao import nodes, personal, schema
from khao.errors import Problem, suggest
from khao.model import SECTIONS, Record, fingerprint
from khao.nodes import Node, Scalar, Sequence
from khao.reading import Reading
from khao.schema import Field, Fields

RESERVED = {*SECTIONS, "categories", "tags", "archive", "search", "site", "data", "assets", "page", "item"}
"""Names that the site's own URLs and layouts have taken."""

_COMMON: Fields = (
    Field("id", schema.identifier, "รหัสถาวร ใช้ใน URL", "Lasting id, used in URLs", "anuban-satun", required=True),
    Field("name", schema.line, "ชื่อเต็ม", "Full name", "โรงเรียนอนุบาลสตูล", required=True),
    Field("short_name", schema.line, "ชื่อย่อ", "Short name", "สพป.สตูล"),
    Field("aliases", schema.Listing(schema.line), "ชื่ออื่นที่ใช้เรียก", "Other names in use", "[ชื่ออื่น]"),
    Field("source", schema.line, "ที่มาของข้อมูล", "Where the facts come from", "ประกาศของหน่วยงาน"),
    Field("note", schema.text, "หมายเหตุ", "A note", "รอข้อมูลจากสถานศึกษา"),
)
DECLARED: dict[str, Fields] = {
    "affiliations": (
        *_COMMON,
        Field("pilot_schools", schema.integer, "จำนวนสถานศึกษานำร่องที่ประกาศ", "Pilot schools, as published", "15"),
    ),
    "schools": (
        *_COMMON,
        Field("affiliation", schema.identifier, "รหัสสังกัด", "Id of its affiliation", "primary-satun"),
        Field("pilot", schema.boolean, "เป็นสถานศึกษานำร่องหรือไม่", "Whether it is a pilot school", "true"),
        Field("pilot_since", schema.year, "ปีที่เริ่มนำร่อง", "Year in which it became one", "2562"),
        Field("subdistrict", schema.line, "ตำบล", "Subdistrict", "พิมาน"),
        Field("district", schema.line, "อำเภอ", "District", "เมืองสตูล"),
        Field("founded", schema.moment, "วันก่อตั้ง", "Day of its founding", "6 มิ.ย. 2520"),
    ),
}
"""The collections that Khao knows, and the fields that layouts may ask of them: None or () when not given."""

TOTAL = Field("pilot_schools", schema.integer, "จำนวนรวมที่ประกาศ", "The published total", "20")


@dataclass
class Tables:
    """All data files read so far."""

    collections: dict[str, dict[str, Record]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Collections whose file could not be read whole: references to them can't be judged."""
    problems: list[Problem] = field(default_factory=list)


def read(path: str, text: str, tables: Tables) -> None:
    """Add the records of the data file at `path` (below the root) to the tables."""
    stem = path.rsplit("/", 1)[-1].rpartition(".")[0]
    root = nodes.read(text, path)
    reading = Reading(path, text)
    if isinstance(root, Problem):
        reading.problems.append(root)
    elif root is None:
        reading.fail("file-empty")
    elif isinstance(root, Sequence):
        _collection(stem, root, root, reading, tables)
    elif isinstance(root, nodes.Mapping):
        _file(stem, root, reading, tables)
    else:
        reading.fail("not-a-mapping", root)
    reading.problems += personal.told(text, path)
    if any(each.rule.startswith(_UNREADABLE) for each in reading.problems):
        tables.broken.update(collections_of(stem))
    tables.problems.extend(reading.problems)


_UNREADABLE = ("yaml", "file", "not-a-mapping", "not-a-list", "field", "not-id")
"""Beginnings of the rules after which records may be missing from a collection."""


def collections_of(stem: str) -> tuple[str, ...]:
    """The collections that a data file holds, by its name without the ending."""
    return ("affiliations", "schools") if stem == "schools" else (stem,)


def _file(stem: str, root: nodes.Mapping, reading: Reading, tables: Tables) -> None:
    """A file that names its collections."""
    allowed = (*collections_of(stem), *([TOTAL.name] if stem == "schools" else []))
    for name, (key, node) in root.entries.items():
        if name not in allowed:
            schema.unknown(name, key, allowed, reading)
        elif name != TOTAL.name and not _empty_list(node):
            _collection(name, node, key, reading, tables)
    if stem == "schools":
        _counts(root, reading, tables)


def _empty_list(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text == ""


def _collection(name: str, node: Node, key: Node, reading: Reading, tables: Tables) -> None:
    if name in RESERVED or not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
        reading.fail("collection-name", key, collection=name)
        return
    if not isinstance(node, Sequence):
        reading.fail("not-a-list", node, field=name, value="")
        return
    records = tables.collections.setdefault(name, {})
    for each in node.nodes:
        record = _record(name, each, reading)
        if record is None:
            continue
        if record.id in records:
            reading.fail("id-twice", each, collection=name, id=record.id)
        records[record.id] = record


def _record(collection: str, node: Node, reading: Reading) -> Record | None:
    declared = DECLARED.get(collection, _COMMON[:2])
    free: dict[str, Any] = {}

    def others(name: str, key: Scalar, value: Node) -> bool:
        # An office may keep facts of its own, but a field that is nearly a declared one is a slip of the pen.
        if collection in DECLARED and suggest(name.lower(), (each.name for each in declared)):
            return False
        if not re.fullmatch(r"\w[\w -]*", key.text):
            return False
        free[name] = _free(value, reading, name)
        return True

    found = schema.mapping(node, declared, reading, others)
    if "id" not in found or "name" not in found:
        return None
    blank = {each.name: () if each.name == "aliases" else None for each in declared}
    values = {**blank, **found, **free} if collection in DECLARED else {**found, **free}
    fields = {name: value for name, value in values.items() if name not in ("id", "name")}
    mark = fingerprint([found["id"], found["name"], fields])
    return Record(collection, found["id"], found["name"], fields, reading.path, node.line, mark)


def _free(node: Node, reading: Reading, name: str) -> Any:
    if isinstance(node, Scalar):
        return schema.text(node, reading, name)
    if isinstance(node, Sequence):
        return tuple(_free(each, reading, name) for each in node.nodes)
    return {key: _free(value, reading, key) for key, (_, value) in node.entries.items()}


def _counts(root: nodes.Mapping, reading: Reading, tables: Tables) -> None:
    """Affiliations that exist, and pilot counts that agree with the names and with the total."""
    schools = _nodes(root, "schools")
    affiliations = tables.collections.get("affiliations", {})
    named: dict[str, int] = {}
    for node in schools.values():
        entry = node.entries.get("affiliation")
        if not entry or not isinstance(entry[1], Scalar):
            continue
        if entry[1].text not in affiliations:
            _no_record("affiliations", entry[1], affiliations, reading)
        pilot = node.entries.get("pilot")
        named[entry[1].text] = named.get(entry[1].text, 0) + bool(
            pilot and isinstance(pilot[1], Scalar) and pilot[1].text == "true"
        )
    for id, node in _nodes(root, "affiliations").items():
        declared = affiliations[id].pilot_schools if id in affiliations else None
        if declared is None:
            continue
        facts = {"name": affiliations[id].name, "declared": declared, "named": named.get(id, 0)}
        where = node.entries["pilot_schools"][1]
        if facts["named"] > declared:
            reading.fail("pilots-too-many", where, **facts)
        elif facts["named"] < declared:
            reading.fail("pilots-unnamed", where, missing=declared - facts["named"], **facts)
    if TOTAL.name in root.entries:
        stated = root.entries[TOTAL.name][1]
        total = schema.integer(stated, reading, TOTAL.name)
        parts = sum(each.pilot_schools or 0 for each in affiliations.values())
        if total is not None and affiliations and total != parts:
            reading.fail("pilots-sum", stated, declared=total, sum=parts)


def _nodes(root: nodes.Mapping, collection: str) -> Mapping[str, nodes.Mapping]:
    """The nodes of a collection's records by id."""
    entry = root.entries.get(collection)
    rows = entry[1].nodes if entry and isinstance(entry[1], Sequence) else []
    found = {}
    for row in rows:
        if isinstance(row, nodes.Mapping) and "id" in row.entries and isinstance(row.entries["id"][1], Scalar):
            found[row.entries["id"][1].text] = row
    return found


def _no_record(collection: str, node: Scalar, known: Mapping[str, Record], reading: Reading) -> None:
    near = suggest(node.text, known)
    rule = "record-unknown-near" if near else "record-unknown"
    reading.fail(rule, node, collection=collection, id=node.text, near=near)
