"""What is wrong with a page that was rendered, as problems with their places.

The one invariant: it looks at a site and changes nothing, and costs nothing where all is well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from khao import directives, embedded, frontmatter, nodes, references, source, templates, thai
from khao.errors import Place, Problem, problem, suggest
from khao.insets import Mistake
from khao.lens import Lens, Unresolved
from khao.model import Item, Page
from khao.nodes import Node
from khao.reading import Reading
from khao.site import Site


def explained(error: Exception, site: Site, page: Page, lens: Lens) -> Problem:
    """What a layout did wrong, at its place."""
    found = templates.explain(error, site.layouts, page.layout, page.url)
    if found.rule != "layout-no-value":
        return found
    reason = dict(found.facts)["reason"]
    word = re.search(r"(?:attribute '(\w+)'|'(\w+)' is undefined)", reason)
    near = suggest(next(filter(None, word.groups())), _words(lens)) if word else ""
    return replace(found, facts=(*found.facts, ("near", near)))


def unresolved(site: Site, root: Path, link: Unresolved) -> Problem:
    """A link in a body that leads nowhere, with the nearest target there is."""
    item, target, rule = link
    text = source.read_text(root, item.path)
    place, excerpt = source.locate(text if isinstance(text, str) else "", target, item.path)
    if rule == "link-broken" and (root / frontmatter.folder(item) / target).is_file():
        return problem("file-type", place, excerpt, target=target)
    near = suggest(target, _targets(site, item, target)) if rule == "link-broken" else ""
    return problem(f"{rule}-near" if near else rule, place, excerpt, target=target, near=near)


def mistaken(root: Path, mistake: Mistake) -> Problem:
    """A directive that can't be answered, at the option that it is about."""
    wrong = mistake.wrong
    return _at_directive(root, mistake.item.path, mistake.number, wrong.rule, wrong.option, **dict(wrong.facts))


def _at_directive(root: Path, path: str, number: int, rule: str, option: str = "", **facts: str) -> Problem:
    """A problem of one of the directives of an item's body."""
    text = source.read_text(root, path)
    parts = frontmatter.split(text) if isinstance(text, str) else None
    if isinstance(text, Problem) or parts is None:
        return problem(rule, Place(path), **facts)
    line, body = frontmatter.body_line(text, parts[1]), thai.normalise(parts[1])
    found = directives.scan(body)[number]
    options = embedded.written(found, body, path, line)
    spot: Node = embedded.place(found, body, line)
    if isinstance(options, nodes.Mapping) and option in options.entries:
        spot = _spot(options.entries[option][1], facts)
    place = Place(path, spot.line, spot.column)
    return problem(rule, place, Reading(path, text).excerpt(spot.line), **facts)


def _spot(option: Node, facts: Mapping[str, str]) -> Node:
    """The part of an option that is wrong: a value, the name of a column, or all of it."""
    name, value = facts.get("name", ""), facts.get("value")
    if isinstance(option, nodes.Mapping) and name in option.entries:
        key, node = option.entries[name]
        return key if value is None else next((each for _, each in node.scalars() if each.text == value), node)
    return next((each for _, each in option.scalars() if each.text in (name, value)), option)


def _targets(site: Site, item: Item, target: str) -> list[str]:
    """What a link of this kind could have meant."""
    kind, colon, _ = target.partition(":")
    if colon and kind in ("item", "category", "tag"):
        known = {"item": [*site.items, *site.by_permanent_id], "tag": [*site.tags]}
        return [f"{kind}:{id}" for id in known.get(kind, [each.id for each in site.settings.categories])]
    if colon:
        records = site.collections.get(references.collection_of(kind), {})
        return [f"{kind}:{id}" for id in records]
    folder = frontmatter.folder(item)
    if target.split("#", maxsplit=1)[0].endswith(".md"):
        return [references.relative(each.path, folder) for each in site.items.values()]
    return [references.relative(path, folder) for path in site.files if path.startswith(folder + "/")]


def twice(ids: list[str], site: Site, root: Path, page: Page) -> tuple[Problem, ...]:
    """Ids that stand more than once on a page."""
    if len(ids) == len(set(ids)):
        return ()
    double = sorted({id for id in ids if ids.count(id) > 1})
    item = site.items.get(page.subject) if page.kind == "item" else None
    place = Place(item.path if item else f"layouts/{page.layout}")
    own = {id: number for number, (_, id, _) in enumerate(embedded.anchors(item.directives if item else ()))}
    return tuple(
        _at_directive(root, item.path, own[name], "directive-id-twice", id=id)
        if item and (name := id.removesuffix("-caption")) in own
        else problem("anchor-twice", place, id=id, url=page.url)
        for id in double
    )


def _words(lens: Lens) -> list[str]:
    """The names that a layout may have meant."""
    fields = [*Item.__dataclass_fields__, "modified", "live_from"]
    return sorted(
        {
            *(name for name in dir(lens) if not name.startswith("_")),
            *Page.__dataclass_fields__,
            *fields,
            "query",
        }
    )
