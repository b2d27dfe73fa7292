"""A new item's file: front matter made from the declared schema, each field with what it means.

The one invariant: what is written can be read again, whatever the words are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from khao.head import Known, fields
from khao.schema import Field
from khao.site import Site
from khao.words import Lang, say

Values = Mapping[str, str | tuple[str, ...]]
"""The values of fields, by name, in the words of whoever typed them."""
LISTED = 30
"""Records named in a file: of more nobody would read the list."""


def compose(values: Values, known: Known, site: Site, lang: Lang) -> str:
    """The text of a new item's file, a draft: these fields first, then all others as comments."""
    rows = fields(known)
    lines = [_line(each, _yaml(values[each.name]), lang) for each in rows if each.name in values]
    lines += [f"draft: true  # {say('new-draft', lang)}", "", f"# {say('new-optional', lang)}"]
    for each in rows:
        if each.name not in values and each.name != "draft":
            lines += [f"# {_line(each, each.example, lang)}", *_choices(each.name, site, lang)]
    return "\n".join(["---", *lines, "---", "", f"<!-- {say('new-body', lang)} -->", ""])


def _line(field: Field[Any], value: str, lang: Lang) -> str:
    return f"{field.name}: {value}  # {field.en if lang == 'en' else field.th}"


def _choices(name: str, site: Site, lang: Lang) -> list[str]:
    """A comment that names what may stand in a field."""
    if name == "categories":
        named = [each.name for each in site.settings.categories]
    else:
        named = [f"{each.id} ({each.name})" for each in site.records(name)]
    return [f"#   {say('new-choices', lang)}: {', '.join(named)}"] if 0 < len(named) <= LISTED else []


def _yaml(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_yaml, value))}]"
    # What JSON quotes, YAML reads as it was meant: no comment, no other kind of value, no quotation without an end.
    return value if _plain(value) else json.dumps(value, ensure_ascii=False)


def _plain(value: str) -> bool:
    """Whether a word means itself in YAML without quotes, inside a list as well."""
    letters = all(sign.isalnum() or sign in "-._ " or "\u0e31" <= sign <= "\u0e4e" for sign in value)
    dumped = yaml.safe_dump([value], allow_unicode=True, default_flow_style=True, width=float("inf"))
    return letters and bool(dumped == f"[{value}]\n")
