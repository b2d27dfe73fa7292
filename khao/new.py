"""A new item, started from its title.

The one invariant: no file is written over, and what is written has no problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from khao import dates, frontmatter, thai
from khao.draft import compose
from khao.errors import BuildError, Place, Problem, problem
from khao.head import Known, fields
from khao.load import Load
from khao.messages import severity
from khao.model import file_of, nfc
from khao.nodes import Node, Scalar, Sequence
from khao.plan import plan
from khao.reading import Reading
from khao.schema import Field
from khao.site import Site
from khao.words import Lang

PROPOSED = 120
"""Bytes of a proposed slug: forty Thai letters."""
OPTIONS: Mapping[str, str] = {
    "title": "TITLE",
    "slug": "--slug",
    "date": "--date",
    "categories": "--category",
    "schools": "--school",
    "affiliations": "--affiliation",
}
"""Where the value of a field was said."""


@dataclass(frozen=True)
class Wanted:
    """What is said of the item to be; "" or () where nothing is."""

    title: str = ""
    section: str = ""
    date: str = ""
    slug: str = ""
    categories: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    single: bool = False
    """One file, without a folder for photos."""


def judge(name: str, words: tuple[str, ...], known: Known) -> tuple[Problem, ...]:
    """What is wrong with the value of a field."""
    reading = Reading(OPTIONS[name], "")
    field = _field(name, known)
    nodes: list[Node] = [Scalar(word, plain=False, line=0, column=0) for word in words]
    field.read(Sequence(nodes, 0, 0) if name in _LISTS else nodes[0], reading, name)
    return tuple(each for each in reading.problems if severity(each.rule) == "error")


_LISTS = ("categories", "schools", "affiliations")


def _field(name: str, known: Known) -> Field[object]:
    return next(each for each in fields(known) if each.name == name)


def named(collection: str, words: Iterable[str], known: Known) -> tuple[str, ...]:
    """The ids of records that were given by id or by name; what no record is called stays as it is."""
    called = {name: id for where, name, id in known.called if where == collection}
    return tuple(called.get(word, word) for word in words)


def wrong(wanted: Wanted, known: Known) -> tuple[Problem, ...]:
    """What is wrong with all that was said."""
    said = {name: getattr(wanted, name) for name in OPTIONS}
    return tuple(
        each
        for name, value in said.items()
        if value
        for each in judge(name, value if isinstance(value, tuple) else (value,), known)
    )


def propose(wanted: Wanted, site: Site) -> str:
    """A slug of which there is no page yet, taken from the title."""
    base = thai.clip_bytes(thai.slugify(wanted.title), PROPOSED).strip("-") or "item"
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, 10_000))
    taken = _taken(site)
    return next(each for each in names if not judge("slug", (each,), Known()) and _url(wanted, each, site) not in taken)


def start(root: Path, wanted: Wanted, loaded: Load, lang: Lang) -> str:
    """Write the item's file; gives its path below the root. Raises BuildError when there is one, or it can't be."""
    site, known = loaded.site, loaded.known
    slug = wanted.slug or propose(wanted, site)
    path = _path(wanted, slug, site)
    other = path.replace("/index.md", ".md") if path.endswith("/index.md") else path.removesuffix(".md") + "/index.md"
    for each in (path, other):
        if (root / each).exists():
            raise BuildError([problem("new-exists", Place(each))])
    if _url(wanted, slug, site) in _taken(site):
        raise BuildError([problem("new-taken", Place("--slug"), value=slug, url=f"/{_url(wanted, slug, site)}")])
    said = {"title": wanted.title, "date": wanted.date or today(site)}
    said |= {name: getattr(wanted, name) for name in _LISTS if getattr(wanted, name)}
    text = compose(said, known, site, lang)
    if problems := [each for each in frontmatter.read(path, text, known).problems if severity(each.rule) == "error"]:
        raise BuildError(problems)
    try:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with open(root / path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise BuildError([problem("new-exists", Place(path))]) from None
    except OSError as error:
        raise BuildError([problem("new-unwritable", Place(path), reason=error.strerror or str(error))]) from None
    return path


def today(site: Site) -> str:
    """The day, as an office would write it."""
    return dates.show(site.now.replace(hour=0, minute=0, second=0, microsecond=0))


def _moment(wanted: Wanted, site: Site) -> datetime:
    return dates.parse(wanted.date) if wanted.date else site.now


def _path(wanted: Wanted, slug: str, site: Site) -> str:
    """Where the file lies: in a year's folder, if that is what this section does."""
    section = wanted.section or "news"
    folders = [each.path.split("/")[2] for each in site.items.values() if each.section == section]
    years = [int(each) for each in folders if re.fullmatch(r"\d{4}", each)]
    moment = _moment(wanted, site)
    if not folders:
        year = "" if section == "pages" else f"{dates.year_be(moment)}/"
    else:
        year = "" if not years else f"{dates.year_be(moment) if max(years) >= 2400 else moment.year}/"  # noqa: PLR2004
    end = ".md" if wanted.single or section == "pages" else "/index.md"
    return f"content/{section}/{year}{slug}{end}"


def _url(wanted: Wanted, slug: str, site: Site) -> str:
    """What a file system that ignores case would take the item's page for."""
    return nfc(file_of(frontmatter.page_url(wanted.section or "news", _moment(wanted, site), slug))).casefold()


def _taken(site: Site) -> set[str]:
    pages = {page.file for page in plan(site)[0]} | {file_of(url) for url in site.hidden_urls}
    return {nfc(each).casefold() for each in pages}
