"""Items completed and checked by what only all of them together can tell.

The one invariant: an item that comes out has a name of its own, and all that it relies on is there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

from khao import frontmatter, gallery
from khao.errors import Place, Problem, problem, suggest
from khao.heads import Loaded
from khao.model import File, Item, digest


def complete(
    loaded: list[Loaded],
    beside: Mapping[str, File],
    paths: Collection[str],
    failed: Collection[str],
) -> tuple[dict[str, Item], list[Problem]]:
    """The items by id, with their problems.

    `beside` are the photos and attachments by path, `paths` all files below content/, and `failed` the paths that
    have a problem of their own already.
    """
    problems: list[Problem] = []
    items = _unique([each.item for each in loaded if each.item], problems)
    items = _translated(items, loaded, problems)
    incomplete = _incomplete(loaded, beside, paths, failed, problems)
    items = _gathered(items, loaded, beside, paths, problems)
    return {id: item for id, item in items.items() if item.path not in incomplete}, problems


def _unique(items: list[Item], problems: list[Problem]) -> dict[str, Item]:
    """Items by id; two that would be one are a problem."""
    found: dict[str, Item] = {}
    permanent: dict[str, Item] = {}
    for item in items:
        first = found.setdefault(item.id, item)
        if first is not item:
            problems.append(problem("url-taken", Place(item.path, 1), url=item.url, other=first.path))
        if item.permanent_id and (owner := permanent.setdefault(item.permanent_id, item)) is not item:
            place = Place(item.path, 1)
            problems.append(problem("id-twice", place, collection="content", id=item.permanent_id, other=owner.path))
    return found


def completed(item: Item, translation_of: str, photos: tuple[str, ...] | None = None) -> Item:
    """The item with what only the whole site can tell of it; its digest tells that too.

    `photos` are the names of its gallery; None while they are not known, or when it has none.
    """
    mark, shown = item.digest, item.photos
    if translation_of != item.translation_of:
        mark = digest(f"{mark}\n{translation_of}")
    if photos is not None:
        shown = gallery.filled(item, photos)
        mark = digest(mark + "\n\n" + "\0".join(photos))
    if mark == item.digest:
        return item
    return item.but(translation_of=translation_of, photos=shown, digest=mark)


def _translated(every: dict[str, Item], loaded: list[Loaded], problems: list[Problem]) -> dict[str, Item]:
    """The items with `translation_of` led to the id of the item that it names."""
    permanent = {item.permanent_id: item.id for item in every.values() if item.permanent_id}
    broken = {frontmatter.item_id(each.path) for each in loaded if each.item is None}
    missing = {each.path: want.missing for each in loaded for want in each.wants if want.kind == "item"}
    found = {}
    for id, item in every.items():
        word = item.translation_of.removeprefix("content/").removesuffix(".md").removesuffix("/index")
        target = word if word in every else permanent.get(word, "")
        if word and not target and word not in broken:
            near = suggest(word, [*every, *permanent])
            problems.append(_near(missing[item.path], near))
        found[id] = completed(item, target)
    return found


def _gathered(
    every: dict[str, Item],
    loaded: list[Loaded],
    beside: Mapping[str, File],
    paths: Collection[str],
    problems: list[Problem],
) -> dict[str, Item]:
    """The items with the photos of their galleries, and a problem for each gallery that is not what it seems."""
    places = {each.path: want.missing for each in loaded for want in each.wants if want.kind == "gallery"}
    if not places:
        return every
    wanted = frozenset(path.rpartition("/")[0] for path in places)
    lying = gallery.folders(paths, wanted)
    found = dict(every)
    for id, item in every.items():
        if not gallery.wants(item):
            continue
        folder, told = frontmatter.folder(item), places[item.path]
        names = gallery.names(item, [beside[path] for path in lying.get(folder, ()) if path in beside])
        found[id] = completed(item, item.translation_of, names)
        others = gallery.unusable(lying.get(folder, ()))
        problems += [dataclasses.replace(told, rule="file-type", facts=(("target", name),)) for name in others]
        if not item.path.endswith("/index.md"):
            problems.append(dataclasses.replace(told, rule="gallery-shared"))
        elif not names and not others:
            problems.append(told)
    return found


def _incomplete(
    loaded: list[Loaded],
    beside: Mapping[str, File],
    paths: Collection[str],
    failed: Collection[str],
    problems: list[Problem],
) -> set[str]:
    """The items that name a photo or attachment that isn't there or can't be published, with a problem for each."""
    incomplete = set()
    for each in loaded:
        folder = each.path.rpartition("/")[0]
        for want in each.wants:
            path = f"{folder}/{want.target}"
            if want.kind not in ("file", "photo"):
                continue
            if path in beside and (want.kind == "file" or beside[path].width):
                continue
            incomplete.add(each.path)
            if path in failed:
                continue
            if path in beside:
                problems.append(dataclasses.replace(want.missing, rule="photo-type"))
            elif path in paths:
                problems.append(dataclasses.replace(want.missing, rule="file-type"))
            else:
                near = suggest(
                    want.target,
                    [path.removeprefix(folder + "/") for path in beside if path.startswith(folder)],
                )
                problems.append(_near(want.missing, near))
    return incomplete


def _near(missing: Problem, near: str) -> Problem:
    rule = f"{missing.rule}-near" if near else missing.rule
    return dataclasses.replace(missing, rule=rule, facts=(*missing.facts, ("near", near)))
