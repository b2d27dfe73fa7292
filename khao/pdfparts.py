"""The parts of a PDF beside its pages: links, the places that they lead to, the document's structure.

The one invariant: they say what the page says, and the same in every run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

# Links ----------------------------------------------------------------------------------------------------------------


def _links(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (each for page in pdf.pages for each in page.obj.get("/Annots", []) if each.get("/Subtype") == Name.Link)


def lead_home(pdf: pikepdf.Pdf, host: str, home: str) -> None:
    """Lead links to `host`, where the page was printed, to the site's own address."""
    for each in _links(pdf):
        address = str(each.get("/A", {}).get("/URI", ""))
        if address.startswith(host):
            each.A.URI = String(home + address.removeprefix(host))


def shorten(pdf: pikepdf.Pdf) -> None:
    """Number the places that links lead to: a Thai heading makes a longer name than the format allows."""
    places = pdf.Root.get("/Dests")
    if places is None:
        return
    names = {old: Name(f"/place{at}") for at, old in enumerate(sorted(places.keys()), 1)}
    pdf.Root.Dests = Dictionary({str(new): places[old] for old, new in names.items()})
    for each in _links(pdf):
        target = each.get("/Dest")
        if isinstance(target, Name) and str(target) in names:
            each.Dest = names[str(target)]


# The same bytes -------------------------------------------------------------------------------------------------------


def number(pdf: pikepdf.Pdf) -> None:
    """Number the elements of the document's structure in their order; a browser numbers them as they come to it."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    elements = [*_elements(tree)]
    names: dict[bytes, bytes] = {}
    for each in elements:
        if "/ID" in each:
            names[bytes(each.ID)] = b"node%08d" % (len(names) + 1)
            each.ID = String(names[bytes(each.ID)])
    for each in elements:
        if "/A" in each:
            _rename(each.A, names)
    if "/IDTree" in tree:
        pairs = sorted((names[old], node) for old, node in _pairs(tree.IDTree) if old in names)
        tree.IDTree = Dictionary(Names=Array([part for name, node in pairs for part in (String(name), node)]))


def _elements(tree: Any) -> Iterator[Any]:
    """The elements below one, each before what stands in it."""
    seen: set[tuple[int, int]] = set()
    stack = [tree]
    while stack:
        each = stack.pop()
        if isinstance(each, Array):
            stack += [inner for inner in reversed(list(each)) if isinstance(inner, (Array, Dictionary))]
            continue
        if each.objgen != (0, 0):
            if each.objgen in seen:
                continue
            seen.add(each.objgen)
        yield each
        if isinstance(each.get("/K"), (Array, Dictionary)):
            stack.append(each.K)


def _rename(holder: Any, names: dict[bytes, bytes]) -> None:
    for key, value in [*enumerate(holder)] if isinstance(holder, Array) else [*holder.items()]:
        if isinstance(value, String) and bytes(value) in names:
            holder[key] = String(names[bytes(value)])
        elif isinstance(value, (Array, Dictionary)):
            _rename(value, names)


def _pairs(node: Any) -> Iterator[tuple[bytes, Any]]:
    named = list(node.get("/Names", []))
    yield from ((bytes(named[at]), named[at + 1]) for at in range(0, len(named), 2))
    for each in node.get("/Kids", []):
        yield from _pairs(each)
