"""JSON Schemas of the declared fields, for editors that complete and check while somebody types.

The one invariant: what Khao reads, the schema lets stand. It may let more stand, never less.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from khao import schema
from khao.data import DECLARED, TOTAL
from khao.head import CategoryOf, Known, Photos, Reference, fields
from khao.schema import Field, Fields, Reader
from khao.settings import SETTINGS
from khao.targets import Targets

Shape = dict[str, Any]
WORD = ["string", "number", "boolean"]
"""What other programs may take a text for: Khao reads `2567` and `no` as they are written."""
_PLAIN: Mapping[Reader[Any], Shape] = {
    schema.boolean: {"type": "boolean"},
    schema.integer: {"type": ["integer", "string"], "pattern": "^[0-9๐-๙]{1,9}$"},
    schema.identifier: {"type": ["string", "number"], "pattern": "^[a-z0-9]+([-_.][a-z0-9]+)*$"},
}


def front_matter(known: Known) -> Shape:
    """Of an item's front matter, for a site with these categories and records."""
    declared = fields(known)
    own = {name: shape(schema.Listing(Reference(name, known))) for name, _ in known.records}
    whole = _object(declared, more=False)
    whole["properties"] = {**own, **whole["properties"]}
    return _whole(whole)


def settings() -> Shape:
    """Of data/site.yaml."""
    return _whole(_object(SETTINGS, more=False))


def records() -> Shape:
    """Of a collection of the office's own: a list of records, or a mapping that holds it."""
    rows = {"type": "array", "items": _object(DECLARED["schools"][:2], more=True)}
    named = {"type": "object", "additionalProperties": rows}
    return _whole({"anyOf": [rows, named]})


def schools(known: Known) -> Shape:
    """Of data/schools.yaml."""
    rows = {name: _object(each, more=True) for name, each in DECLARED.items()}
    rows["schools"]["properties"]["affiliation"] |= shape(Reference("affiliations", known))
    lists = {name: {"type": "array", "items": each} for name, each in rows.items()}
    whole = {"type": "object", "properties": {TOTAL.name: _told(TOTAL), **lists}, "additionalProperties": False}
    return _whole(whole)


@functools.singledispatch
def shape(reader: Reader[Any]) -> Shape:
    """What a reader takes."""
    return dict(_PLAIN.get(reader, {"type": WORD}))


@shape.register
def _(reader: schema.Listing) -> Shape:  # type: ignore[type-arg]
    return {"type": "array", "items": shape(reader.read_one)}


@shape.register
def _(reader: schema.Choice) -> Shape:
    return {"enum": [True if word == "true" else word for word in reader.allowed]}


@shape.register
def _(reader: Photos) -> Shape:
    return {"anyOf": [{"const": "all"}, shape(reader.gallery), shape(reader.listed)]}


@shape.register
def _(reader: schema.Compound) -> Shape:  # type: ignore[type-arg]
    whole = _object(reader.fields, more=False)
    short = next((each.read for each in reader.fields if each.name == reader.short), None)
    return {"anyOf": [shape(short), whole]} if short else whole


@shape.register
def _(reader: Targets) -> Shape:
    kinds = {name: shape(each) for name, each in reader.kinds.items()}
    for name, each in kinds.items():
        each["properties"]["type"] = {"const": name}
    return {"type": "object", "additionalProperties": {"anyOf": [*kinds.values()]}}


@shape.register
def _(reader: CategoryOf) -> Shape:
    words = [word for each in reader.known.categories for word in (each.name, each.id)]
    return {"enum": words} if words else {"type": WORD}


@shape.register
def _(reader: Reference) -> Shape:
    called = reader.called
    return {"enum": [*called], "enumDescriptions": [*called.values()]} if called else {"type": WORD}


def _object(rows: Fields, *, more: bool) -> Shape:
    return {
        "type": "object",
        "properties": {each.name: _told(each) for each in rows},
        "required": [each.name for each in rows if each.required],
        "additionalProperties": more,
    }


def _told(field: Field[Any]) -> Shape:
    """The shape of a field's value, which may be left empty, and what the field means."""
    found = shape(field.read)
    if not field.required:
        found = {"anyOf": [found, {"type": "null"}]}
    return {"title": field.th, "description": f"{field.th} ({field.en})\n{field.name}: {field.example}", **found}


def _whole(found: Shape) -> Shape:
    return {"$schema": "http://json-schema.org/draft-07/schema#", **found}
