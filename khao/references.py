"""Links in a body, resolved: to items, records, files and addresses of the site.

The one invariant: what a link leads to is asked through the lens, so a page knows when its links have moved.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from khao.frontmatter import folder, item_id
from khao.model import Document, File, Item, nfc, url_of

if TYPE_CHECKING:
    from khao.lens import Lens

_LINK = re.compile(r' (href|src)="([^"]*)"')
_EMPTY = re.compile(r'(<a href="([^"]*)"[^>]*>)</a>')
_PHOTO = re.compile(r'<img(?: [^\s=>]+="[^"]*")*? src="([^"]*)"(?: [^\s=>]+="[^"]*")*>')
_ALT = re.compile(r' alt="[^"\s][^"]*"')
_ELSEWHERE = re.compile(r' src="((?:https?:)?//[^"]*)"')
_WEB = ("http:", "https:", "mailto:", "tel:", "#", "//")
_KINDS = {"school": "schools", "affiliation": "affiliations", "person": "people"}
SCHEMES = frozenset({*_KINDS, "item", "category", "tag"})
"""The kinds of references that every site has; the name of a collection is one too."""


def resolve(document: Document, item: Item, lens: Lens, sizes: str) -> str:
    """The document's HTML with each link of the site's own led to where it leads today, and photos as renditions.

    `sizes` tells how wide a photo in the text is shown.

    A link to what is not published yet, or no more, loses its address and stays as text. One that leads nowhere is
    added to `lens.unresolved`.
    """
    for elsewhere in _ELSEWHERE.findall(document.html) if "<img" in document.html else ():
        lens.unresolved.append((item, html.unescape(elsewhere), "photo-elsewhere"))
    photos: dict[str, tuple[str, File]] = {}
    inner = {target: _attribute(target, item, lens, photos) for target in document.links if not target.startswith(_WEB)}
    if not inner:
        return document.html

    def named(match: re.Match[str]) -> str:
        """A link with no text of its own is called by the name of what it leads to."""
        kind, _, id = html.unescape(match[2]).partition(":")
        return match[1] + html.escape(referent(kind, id, lens)[1]) + "</a>" if id else match[0]

    def attribute(match: re.Match[str]) -> str:
        found = inner.get(html.unescape(match[2]))
        if found is None:
            return match[0]
        return " " + (found if match[1] == "href" else found.replace("href=", "src=", 1))

    text = _EMPTY.sub(named, document.html) if "></a>" in document.html else document.html
    return _pictured(_LINK.sub(attribute, text), item, lens, photos, sizes)


def _pictured(text: str, item: Item, lens: Lens, photos: Mapping[str, tuple[str, File]], sizes: str) -> str:
    """The HTML with each photo as a choice of its renditions; one that says nothing is added to `lens.unresolved`."""

    def picture(match: re.Match[str]) -> str:
        found = photos.get(html.unescape(match[1]))
        if found is None:
            return match[0]
        target, file = found
        if not _ALT.search(match[0]):
            lens.unresolved.append((item, target, "alt-missing-body"))
        return _picture(match[0], file, sizes)

    return _PHOTO.sub(picture, text) if photos else text


def _picture(tag: str, file: File, sizes: str) -> str:
    """The `<img>` of a photo as a choice of its renditions."""
    *better, last = [
        f'type="{each.type}" srcset="{html.escape(each.srcset)}" sizes="{html.escape(sizes)}"' for each in file.sources
    ]
    choice = "".join(f"<source {each}>" for each in better)
    colour = f' class="tint-{file.colour}"' if file.colour else ""
    more = last.partition(" ")[2] + colour + ' loading="lazy" decoding="async"'
    return f"<picture>{choice}{tag[:-1]} {more}></picture>"


def _attribute(target: str, item: Item, lens: Lens, photos: dict[str, tuple[str, File]]) -> str | None:
    """The attribute to write for a link: `href="…"`, with width and height for a photo, or "" for none.

    Photos are noted by URL, with the link as typed.
    """
    parts = urlsplit(target)
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    path = nfc(unquote(parts.path))
    if parts.scheme:
        url, _ = referent(parts.scheme, path, lens)
        withheld = parts.scheme == "item" and lens.ask("withheld", id=path)
    elif path.startswith("/"):
        withheld = lens.ask("hidden", url=url_of(*path.strip("/").split("/")))
        return 'data-withheld=""' if withheld else None
    elif path.lower().endswith(".md"):
        id = item_id("content/" + posixpath.normpath(posixpath.join(folder(item)[len("content/") :], path)))
        found = lens.item(id)
        url, withheld = found.url if found else "", lens.ask("withheld", id=id)
    else:
        return _file(posixpath.normpath(path), target, item, lens, photos)
    if url:
        return f'href="{html.escape(url + fragment)}"'
    if not withheld:
        lens.unresolved.append((item, target, "link-broken"))
    return 'data-withheld=""'


def _file(src: str, target: str, item: Item, lens: Lens, photos: dict[str, tuple[str, File]]) -> str:
    if src.startswith(("../", "/")) or src == "..":
        lens.unresolved.append((item, target, "link-leads-outside"))
        return 'data-withheld=""'
    found = lens.file(item, src)
    if found is None:
        lens.unresolved.append((item, target, "link-broken"))
        return 'data-withheld=""'
    if found.formats:
        photos[found.url] = target, found
    size = f' width="{found.width}" height="{found.height}"' if found.width else ""
    return f'href="{html.escape(found.url)}"{size}'


def referent(kind: str, id: str, lens: Lens) -> tuple[str, str]:
    """(URL, name) of what a reference names; ("", "") when there is no such thing."""
    if kind == "item":
        item = lens.item(id)
        return (item.url, item.title) if item else ("", "")
    if kind == "category":
        category = lens.category(id)
        return (category.url, category.name) if category else ("", "")
    if kind == "tag":
        tag = lens.tag_of(id)
        return (tag.url, tag.name) if tag else ("", "")
    collection = collection_of(kind)
    record = lens.record(collection, id)
    if record is None or collection not in lens.collections():
        return "", ""
    return record.url, record.name


def collection_of(kind: str) -> str:
    """The collection that a kind of reference is into: `school` and `schools` are one."""
    return _KINDS.get(kind, kind)


def relative(path: str, folder: str) -> str:
    """A path below the root, as a link from an item in this folder would have it."""
    return posixpath.relpath(path, folder)
