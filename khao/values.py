"""Answers as text, and answers again: what a page needs to be made once more without the site.

The one invariant: an item stands as its path and what the site knows of it, so that its head is kept in one place;
whoever unpacks an answer has to hold its digest against what was told. The text is a literal of Python, which it
writes five times as fast as JSON.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any

from khao.complete import completed
from khao.gallery import gathered
from khao.model import (
    Allowance,
    Attachment,
    Card,
    Citation,
    Correction,
    Dataset,
    Event,
    File,
    Item,
    Named,
    Neighbours,
    Period,
    Person,
    Photo,
    Tag,
)
from khao.picking import Wrong
from khao.settings import Category, Licence, Link, Organisation
from khao.sheet import Column, Ref
from khao.tables import Table

_NOUNS = {
    noun.__name__: (noun, tuple(each.name for each in fields(noun)))
    for noun in (
        *(Allowance, Attachment, Card, Category, Correction, Event, File, Licence, Link, Organisation),
        *(Named, Period, Person, Photo, Tag, Column, Dataset, Ref, Citation, Table, Wrong),
    )
}
_SIMPLE = {str, int, float, bool, type(None)}


def packed(answer: Any) -> str:
    """An answer as text; "" for one that can't be."""
    try:
        return repr(_plain(answer))
    except TypeError:
        return ""


def unpacked(text: str, item: Callable[[str], Item]) -> Any:
    """The answer that `packed` made this of; `item` gives the item of a file as it was read. Raises ValueError."""
    try:
        plain = ast.literal_eval(text)
    except (SyntaxError, MemoryError, RecursionError) as error:
        raise ValueError(text) from error
    return _value(plain, item)


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _SIMPLE:
        return value
    if kind is Item:
        return ["Item", value.path, value.translation_of, gathered(value)]
    if kind is datetime:
        return ["datetime", value.isoformat()]
    if kind in (tuple, list, Neighbours):
        return [kind.__name__, *map(_plain, value)]
    if kind is dict:
        return ["dict", {name: _plain(each) for name, each in value.items()}]
    known = _NOUNS.get(kind.__name__)
    if known is None:
        raise TypeError(kind)
    return [kind.__name__, *(_plain(getattr(value, name)) for name in known[1])]


def _value(plain: Any, item: Callable[[str], Item]) -> Any:
    if not isinstance(plain, list):
        return plain
    kind, *inner = plain
    if kind == "Item":
        path, translation_of, photos = inner
        return completed(item(path), translation_of, tuple(photos) or None)
    if kind == "datetime":
        return datetime.fromisoformat(inner[0])
    if kind == "dict":
        return {name: _value(each, item) for name, each in inner[0].items()}
    found = [_value(each, item) for each in inner]
    if kind in ("tuple", "list"):
        return tuple(found) if kind == "tuple" else found
    return Neighbours(*found) if kind == "Neighbours" else _NOUNS[kind][0](*found)
