"""URLs that readers know and that lead nowhere any more: what was published last, held against the pages of today.

The one invariant: only items and records are missed. Lists come and go with what they list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from urllib.parse import unquote

from khao import frontmatter, nodes
from khao.config import Config
from khao.errors import Place, problem
from khao.manuscript import Finding, Mend
from khao.model import Item
from khao.site import Site

FILE = "online.json"
"""In the cache: without it nothing is missed."""


@dataclass(frozen=True)
class Online:
    """A page that was published."""

    url: str
    path: str
    """The file that it came from."""
    id: str = ""
    """The lasting id of an item that has one."""
    title: str = ""
    body: str = ""
    """The digest of an item's body."""


def note(config: Config, site: Site) -> None:
    """Remember what is published now."""
    items = [Online(each.url, each.path, each.permanent_id, each.title, each.body) for each in site.items.values()]
    rows = (each for name in site.public_collections for each in site.collections[name].values())
    records = [Online(each.url, each.path) for each in rows]
    text = json.dumps([asdict(each) for each in (*items, *records)], ensure_ascii=False)
    (config.cache / FILE).write_text(text, encoding="utf-8")


def look(config: Config, site: Site) -> list[Finding]:
    """What was published and has no page now, nor a word about where it went; with the alias to add."""
    online = _online(config)
    there = {each.url for each in site.items.values()} | site.hidden_urls | {url for url, _ in site.redirects}
    there |= {each.url for rows in site.collections.values() for each in rows.values()}
    urls = {each.url for each in online}
    return [_finding(each, urls, site, config) for each in online if each.url not in there]


def _online(config: Config) -> list[Online]:
    try:
        rows = json.loads((config.cache / FILE).read_text(encoding="utf-8"))
        return [Online(**{name: str(value) for name, value in row.items()}) for row in rows]
    except (OSError, ValueError, TypeError, AttributeError):
        return []


def _finding(gone: Online, urls: set[str], site: Site, config: Config) -> Finding:
    url = unquote(gone.url)
    heir = _heir(gone, (each for each in site.items.values() if each.url not in urls))
    if heir is None:
        return Finding(problem("url-vanished", Place(gone.path), url=url))
    wrong = problem("url-vanished", Place(heir.path, 1, 1), url=url)
    try:
        text = (config.root / heir.path).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return Finding(wrong)
    return Finding(wrong, _alias(text, url, heir.path))


def _heir(gone: Online, items: Iterable[Item]) -> Item | None:
    """The one new item that is what the page was: by its lasting id, its text, or its title."""
    if not gone.title:
        return None  # A record has no heirs.
    fresh = [*items]
    for same in (
        [each for each in fresh if gone.id and each.permanent_id == gone.id],
        [each for each in fresh if each.body == gone.body],
        [each for each in fresh if each.title == gone.title],
    ):
        if len(same) == 1:
            return same[0]
    return None


def _alias(text: str, url: str, path: str) -> Mend | None:
    """What adds a former URL to a front matter; None where it is written in an unusual way."""
    parts = frontmatter.split(text)
    if parts is None:
        return None
    word = json.dumps(url, ensure_ascii=False) if re.search(r"[,\[\]{}#:\"' ]", url) else url
    start = text.index(parts[0], 3)
    root = nodes.read(parts[0], path)
    entry = root.entries.get("aliases") if isinstance(root, nodes.Mapping) else None
    if entry is None:
        end = start + len(parts[0])
        return Mend(end, end, f"\naliases: [{word}]" if not parts[0].endswith("\n") else f"aliases: [{word}]\n")
    listed = entry[1]
    if not isinstance(listed, nodes.Sequence) or not listed.nodes:
        return None
    lines = parts[0].split("\n")
    at = start + sum(len(line) + 1 for line in lines[: listed.line - 1]) + listed.column - 1
    if text[at] == "[":
        return Mend(at + 1, at + 1, f"{word}, ")
    return Mend(at, at, f"- {word}\n{' ' * (listed.column - 1)}") if text[at] == "-" else None
