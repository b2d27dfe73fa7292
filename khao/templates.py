"""The template engine: Jinja with the site's rules, and its errors told with their place.

The one invariant: a layout gets `page` and `site` and nothing else that could differ between two builds: no clock,
no chance, no environment.
"""

from __future__ import annotations

import csv
import functools
import html
import io
import json
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import jinja2
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from khao import cells, dates, family, thai
from khao.engine import Engine
from khao.errors import Place, Problem, problem, suggest
from khao.lens import AssetMissing
from khao.macros import given
from khao.sheet import Cell, Ref

Filter = Callable[..., Any]
_FOLDER = "layouts/"
_PLAIN = (".txt", ".csv", ".json", ".jsonld", ".css")


def _csv(value: Any) -> str:
    """One cell of CSV; a list is joined by "; ".

    A text that a spreadsheet would take for a formula and work out stands behind an apostrophe.
    """
    text = "; ".join(map(_cell, value)) if isinstance(value, (list, tuple)) else _cell(value)
    if not isinstance(value, (int, float)) and text.startswith(_FORMULA):
        text = f"'{text}"
    cell = io.StringIO()
    csv.writer(cell, lineterminator="").writerow([text, ""])
    return cell.getvalue()[:-1]


_FORMULA = ("=", "+", "-", "@", "\t")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return dates.iso(value)
    return "" if value is None else value.name if isinstance(value, Ref) else str(value)


def _rows(rows: Iterable[Iterable[Cell]]) -> list[list[object]]:
    """The rows of a table as JSON has them."""
    return [[cells.plain(cell) for cell in row] for row in rows]


def _filesize(size: int) -> str:
    """Bytes as people read them: `1.2 MB`."""
    kilobyte = 1024
    if size < kilobyte * kilobyte:
        return f"{max(1, round(size / kilobyte))} KB"
    return f"{size / kilobyte / kilobyte:.1f} MB"


def _css(text: str) -> str:
    """A text as a string of CSS: whatever could end it is written by its number."""
    return '"' + re.sub(r"[^\w .,\u0e00-\u0e7f-]", lambda match: f"\\{ord(match[0]):x} ", text) + '"'


_DATA = re.compile(r'<figure class="data".*?</figure>', re.DOTALL)
_ADDRESS = re.compile(r'<a href="([^"#][^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def _links(document: str) -> list[tuple[str, str]]:
    """(words, URL) of each link in HTML that leads to another page, in their order, but for those in tables of data."""
    found = _ADDRESS.findall(_DATA.sub("", document))
    return [(Markup(words).striptags(), html.unescape(url)) for url, words in found]  # noqa: S704 — only read


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _json(value: object, indent: int | None = None) -> Markup:
    """JSON that is safe in HTML, as Jinja's own filter makes it, but with one encoder and few replacements."""
    encoder = _ENCODER if indent is None else json.JSONEncoder(indent=indent, ensure_ascii=False, sort_keys=True)
    text = encoder.encode(value)
    if "<" in text or ">" in text or "&" in text or "'" in text:
        return htmlsafe_json_dumps(text, dumps=str)
    return Markup(text)  # noqa: S704 — nothing in it is unsafe


def _filled(thing: Mapping[str, object]) -> dict[str, object]:
    """What is not empty of a mapping."""
    return {name: value for name, value in thing.items() if value}


FILTERS: Mapping[str, Filter] = {
    "filled": _filled,
    # The day of an item is told many times on a page, and on many.
    "iso": functools.lru_cache(maxsize=4096)(dates.iso),
    "rfc3339": functools.lru_cache(maxsize=4096)(dates.rfc3339),
    "excerpt": thai.cut,
    "filesize": _filesize,
    "csv": _csv,
    "plain": _rows,
    "links": _links,
    "css": _css,
}


_LONGEST = 100_000


def _range(*bounds: int) -> range:
    """As Python's, but not for ever: a page of a hundred thousand rows is a mistake."""
    found = range(*bounds)
    if len(found) > _LONGEST:
        raise TimeoutError
    return found


def environment(
    layouts: Mapping[str, str], filters: Mapping[str, Filter], bytecode: jinja2.BytecodeCache | None = None
) -> Engine:
    """The engine for these layouts, by name; it compiles none whose code is known."""

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (layouts[name], _FOLDER + name, lambda: True) if name in layouts else None

    made = Engine(
        # Lists grow in loops by `do`: a name set in a loop is forgotten after each turn.
        extensions=["jinja2.ext.do"],
        loader=jinja2.FunctionLoader(source),
        # Only what is no markup isn't escaped, and JSON is made by `tojson` alone.
        autoescape=lambda name: not (name or "").endswith(_PLAIN),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        # The layouts of one engine never change.
        auto_reload=False,
        bytecode_cache=bytecode,
    )
    # Chance has no place in a build that gives the same bytes every time.
    del made.globals["lipsum"], made.filters["random"]
    made.globals["range"] = _range
    made.filters["tojson"] = _json
    made.filters.update(FILTERS)
    made.filters.update(filters)
    return made


def examine(
    layouts: Mapping[str, str], filters: Mapping[str, Filter], bytecode: jinja2.BytecodeCache | None = None
) -> list[Problem]:
    """What can be told to be wrong with layouts before any is rendered: syntax, names, circles.

    The code that is made for it goes to `bytecode`.
    """
    engine = environment(layouts, filters, bytecode)
    problems: list[Problem] = []
    known = {"page", "site", "directive", "loop", "self", "super", "caller", "varargs", "kwargs", *engine.globals}
    sought: dict[str, frozenset[str]] = {}
    for name, source in sorted(layouts.items()):
        problems.extend(_drawn_in(name, source, layouts))
        try:
            tree = engine.parse(source, name, _FOLDER + name)
            # What one layout sets, another may use: a block of its child, a file that it includes.
            known.update(given(tree))
            sought[name] = engine.keep(tree, source, name, _FOLDER + name)
        except RecursionError:
            problems.append(_at(name, 1, source, "layout-syntax", reason="nested too deeply"))
        except jinja2.TemplateSyntaxError as error:
            problems.append(_at(name, error.lineno, source, "layout-syntax", reason=error.message or ""))
    for name, words in sought.items():
        problems.extend(_undefined(name, layouts[name], word, sorted(known)) for word in sorted(words - known))
    return problems


def _drawn_in(name: str, source: str, layouts: Mapping[str, str]) -> list[Problem]:
    """Layouts named in one that are not there, or that lead back to it."""
    problems = []
    for reference in family.references(source):
        optional = "ignore missing" in _line(source, reference.line)
        if reference.name and reference.name not in layouts and not optional:
            near = suggest(reference.name, layouts)
            problems.append(_at(name, reference.line, source, "layout-missing", name=reference.name, near=near))
    if chain := family.circle(name, layouts):
        names = " → ".join([name, *(reference.name for reference in chain)])
        problems.append(_at(name, chain[0].line, source, "layout-circle", chain=names))
    return problems


def _undefined(name: str, source: str, word: str, allowed: list[str]) -> Problem:
    found = re.search(rf"(?<![\w.'\"]){re.escape(word)}(?![\w'\"])", source)
    line = source.count("\n", 0, found.start()) + 1 if found else 1
    return _at(name, line, source, "layout-undefined", name=word, near=suggest(word, allowed))


def explain(error: Exception, layouts: Mapping[str, str], layout: str, url: str) -> Problem:
    """The problem that an exception in a layout comes from, at the innermost line that is a layout's."""
    name, line = layout, 0
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(_FOLDER):
            name, line = frame.filename.removeprefix(_FOLDER), frame.lineno or 0
    if isinstance(error, jinja2.TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    rule, facts = _said(error, layouts)
    return _at(name, line, layouts.get(name, ""), rule, url=url, **facts)


def _said(error: Exception, layouts: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The rule of an exception, with its facts."""
    match error:
        case jinja2.TemplateSyntaxError() | jinja2.UndefinedError():
            rule = "layout-no-value" if isinstance(error, jinja2.UndefinedError) else "layout-syntax"
            return rule, {"reason": error.message or ""}
        case jinja2.TemplateNotFound():
            return "layout-missing", {"name": str(error.name), "near": suggest(str(error.name), layouts)}
        case RecursionError():
            return "layout-circle", {"chain": "…"}
        case TimeoutError():
            return "layout-time", {}
        case AssetMissing():
            return "asset-missing", {"name": str(error)}
        case _:
            return "layout-failed", {"reason": f"{type(error).__name__}: {error}"}


def _line(source: str, line: int) -> str:
    lines = source.split("\n")
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _at(name: str, line: int, source: str, rule: str, /, **facts: object) -> Problem:
    return problem(rule, Place(_FOLDER + name, line), _line(source, line), **facts)
