"""Where a page comes from: the file that somebody would open to change it.

The one invariant: it is told from what the page asked when it was made, so it is as right after a replay as after a
whole build; where nothing is remembered, nothing is told.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from khao import data, frontmatter, record, source
from khao.errors import Problem
from khao.head import Known
from khao.ledger import Told, unpacked
from khao.model import Item, nfc, url_of
from khao.rows import Damaged
from khao.settings import SETTINGS_FILE
from khao.store import Store


@dataclass(frozen=True)
class Origin:
    """A file below the root, and a line of it."""

    path: str
    line: int = 1
    item: Item | None = None
    """What the file says now, if it is an item that can be read."""


def canonical(path: str) -> str:
    """The URL as pages have it, of a path as browsers ask for it."""
    return quote(nfc(unquote(path)), safe="/")


def origin(url: str, root: Path, store: Store) -> Origin | None:
    """Where the page at a URL comes from."""
    rows = store.record.rows
    try:
        kept = record.page(rows.find("pages", [url])[url])
        told = rows.find("told", unpacked(kept.asked))
        collections = rows.find("parts", ["collections"])["collections"].decode().split("\n")
        asked = [record.told(number, row) for number, row in told.items()]
        return _item(url, asked, root, collections) or _record(url, asked, root) or _layout(asked)
    except (Damaged, KeyError, ValueError, struct.error):
        return None


def read(path: str, root: Path, collections: Iterable[str] = ()) -> Item | None:
    """The item of a file as it is now, whatever it refers to."""
    text = source.read_text(root, path)
    if isinstance(text, Problem):
        return None
    return frontmatter.read(path, text, Known(unjudged=frozenset({"categories", *collections}))).item


def _item(url: str, asked: Iterable[Told], root: Path, collections: Iterable[str]) -> Origin | None:
    for id in (str(dict(each.question.args)["id"]) for each in asked if each.name == "document"):
        path = next((path for end in (".md", "/index.md") if (root / (path := f"content/{id}{end}")).is_file()), None)
        item = read(path, root, collections) if path else None
        # Where it can't be read any more, the page is known by its name.
        if path and (item is None or item.url == url or id.rpartition("/")[2] in unquote(url).split("/")):
            return Origin(path, 1, item)
    return None


def _record(url: str, asked: Iterable[Told], root: Path) -> Origin | None:
    for args in (dict(each.question.args) for each in asked if each.name == "record"):
        if url.startswith(url_of(str(args["collection"]), str(args["id"]))):
            tables = data.Tables()
            for file in sorted((root / "data").glob("*.y*ml")):
                path = f"data/{file.name}"
                text = source.read_text(root, path)
                if path != SETTINGS_FILE and not isinstance(text, Problem):
                    data.read(path, text, tables)
            found = tables.collections.get(str(args["collection"]), {}).get(str(args["id"]))
            return Origin(found.path, found.line) if found else None
    return None


def _layout(asked: Iterable[Told]) -> Origin | None:
    names = [str(dict(each.question.args)["name"]) for each in asked if each.name == "template"]
    # Beside its own layout, a page has asked for those of its fragments.
    own = sorted(names, key=lambda name: (name.startswith("fragments/"), name))
    return Origin(f"layouts/{own[0]}") if own else None
