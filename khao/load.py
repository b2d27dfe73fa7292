"""Files → Site: the tree is walked once, read in parallel, and made into one consistent whole.

The one invariant: what is wrong with one file never hides what is wrong with another.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from khao import assets, beside, data, due, files, frontmatter, heads, limits, source, work
from khao.beside import Beside
from khao.complete import complete
from khao.config import Config
from khao.errors import Place, Problem, problem, suggest
from khao.head import Known
from khao.heads import Heads, Kept, Loaded
from khao.model import SECTIONS, Item, digest, fingerprint
from khao.settings import SETTINGS_FILE, Settings, read_settings
from khao.sheet import Sheet, is_file, opened
from khao.site import Site

_NEARLY_MD = re.compile(r"\.(markdown|mdown|mkd|mdx|md\.txt|MD|Md|mD)$")


@dataclass(frozen=True)
class Load:
    """The site as far as it could be read, what was wrong, and when time alone will change it."""

    site: Site
    problems: tuple[Problem, ...]
    next_change: tuple[datetime, str] | None
    """(moment, id of the item) of the next item to appear or to be withdrawn."""
    heads: Heads
    beside: Beside
    """Both to be kept for the next build."""
    known: Known
    """What front matter may refer to."""


def load(config: Config, pool: Executor, last: Heads | None = None, before: Beside | None = None) -> Load:
    """The site of a root folder at `config.now`; heads and files of the last build save reading what is the same."""
    problems: list[Problem] = []
    settings = settings_at(config.root, problems)
    unjudged = {"categories"} if problems and not settings.categories else set()
    tables = _tables(config.root, problems)
    layouts, own = _layouts(config, problems)
    paths = [*_walk(config.root, "content", problems)]
    known = _known(settings, tables, unjudged)
    problems.extend(problem("name-nearly-md", Place(path)) for path in paths if _NEARLY_MD.search(path))
    texts = [path for path in paths if path.endswith(".md") and _placed(path, problems)]
    loaded, kept = _heads(config.root, texts, known, last or Heads(), pool)
    lying = [path for path in paths if files.publishable(path)]
    seen = beside.look(config.root, lying, before or Beside(), pool, problems)
    found = {path: kept.file for path, kept in seen.kept.items()}
    for each in loaded:
        problems.extend(each.problems)
    every, wrong = complete(loaded, found, set(paths), {each.place.path for each in problems})
    problems.extend(wrong)
    shown = _sheets(every.values(), config.root, problems)
    hidden = {id: reason for id, item in every.items() if (reason := due.reason(item, config))}
    site = Site(
        settings=settings,
        now=config.now,
        items={id: item for id, item in every.items() if id not in hidden},
        hidden={id: (every[id].url, reason) for id, reason in hidden.items()},
        awaited=due.awaited(every, config),
        pdf=config.pdf,
        withdrawn={id: told for id, why in hidden.items() if (told := due.tombstone(every[id], why))},
        broken=frozenset(id for each in loaded if (id := frontmatter.item_id(each.path)) not in every),
        unsound=frozenset(frontmatter.item_id(each.place.path) for each in problems if each.rule == "text-normalised"),
        collections=tables.collections,
        layouts=layouts,
        assets=own.files,
        sheets=own.sheets,
        files=found,
        tables=shown,
    )
    return Load(site, tuple(problems), due.change(every.values(), config), kept, seen, known)


def _sheets(items: Iterable[Item], root: Path, problems: list[Problem]) -> dict[str, Sheet]:
    """The CSV files that directives of these items show, by path."""
    told = {
        f"{frontmatter.folder(item)}/{data}"
        for item in items
        for each in item.directives
        if is_file(data := each.get("data"))
    }
    found = {path: opened(root, path) for path in sorted(told)}
    problems += [each for each in found.values() if isinstance(each, Problem)]
    return {path: each for path, each in found.items() if isinstance(each, Sheet)}


def _known(settings: Settings, tables: data.Tables, unjudged: set[str]) -> Known:
    """What front matter may refer to."""
    collections = sorted(tables.collections.items())
    affiliations = tables.collections.get("affiliations", {})
    return Known(
        settings.categories,
        tuple((name, frozenset(records)) for name, records in collections),
        tuple(
            (name, called, id)
            for name, records in collections
            for id, each in records.items()
            for called in (each.name, each.get("short_name"), *(each.get("aliases") or ()))
            if isinstance(called, str)
        ),
        tuple(
            (id, affiliation)
            for id, school in tables.collections.get("schools", {}).items()
            if (affiliation := school.get("affiliation")) in affiliations
        ),
        frozenset(tables.broken | unjudged),
        settings.language,
    )


Read = tuple[Loaded, Kept | None]


@dataclass(frozen=True)
class Reader:
    """Reads the heads of content files; a value, so that workers can do it."""

    root: Path
    known: Known

    def __call__(self, files: Sequence[tuple[str, str]]) -> list[Read | None]:
        """What reading each path gave; None where the file's digest is the one that is known already."""
        return [self.read(path, mark) for path, mark in files]

    def read(self, path: str, known: str) -> Read | None:
        """The item of one content file, or its problems; and its head to be kept."""
        opened = source.read_open(self.root, path, limits.TEXT_BYTES)
        if isinstance(opened, Problem):
            return Loaded(path, problems=(opened,)), None
        content, found = opened
        mark = digest(content)
        if mark == known:
            return None
        text = source.text_of(content, path)
        if isinstance(text, Problem):
            return Loaded(path, problems=(text,)), None
        loaded = frontmatter.read(path, text, self.known)
        return loaded, heads.keep(loaded, heads.looks(found), mark)


def _heads(root: Path, paths: list[str], known: Known, last: Heads, pool: Executor) -> tuple[list[Loaded], Heads]:
    """The head of each file, read only where it may be another than last time; and all of them, to be kept."""
    since = time.time_ns()
    mark = fingerprint(known)
    if last.known != mark:
        last = Heads()
    looks = {path: heads.look(root, path) for path in paths if path in last.kept}
    doubtful = [path for path in paths if path not in looks or not last.sure(path, looks[path])]
    marked = [(path, last.kept[path].mark if path in last.kept else "") for path in doubtful]
    read = dict(zip(doubtful, work.fan_out(Reader(root, known), marked, pool), strict=True))
    loaded: list[Loaded] = []
    kept: dict[str, Kept] = {}
    for path in paths:
        fresh = read.get(path)
        if fresh is None:
            kept[path] = last.kept[path]._replace(look=looks[path])
            loaded.append(heads.unpack(path, kept[path]))
        else:
            loaded.append(fresh[0])
            if fresh[1]:
                kept[path] = fresh[1]
    return loaded, Heads(mark, since, kept)


def _walk(root: Path, top: str, problems: list[Problem]) -> Iterator[str]:
    for path, wrong in source.walk(root, top):
        if wrong:
            problems.append(wrong)
        else:
            yield path


def settings_at(root: Path, problems: list[Problem]) -> Settings:
    """The settings of a root; what is wrong with them is added to the problems."""
    path = SETTINGS_FILE
    if not (root / path).is_file():
        problems.append(problem("settings-missing", Place(path)))
        return Settings()
    text = source.read_text(root, path)
    if isinstance(text, Problem):
        problems.append(text)
        return Settings()
    settings, found = read_settings(text)
    problems.extend(found)
    return settings


def _tables(root: Path, problems: list[Problem]) -> data.Tables:
    tables = data.Tables()
    for path in _walk(root, "data", problems):
        if path == SETTINGS_FILE or not path.endswith((".yaml", ".yml")) or path.count("/") > 1:
            continue
        text = source.read_text(root, path)
        if isinstance(text, Problem):
            problems.append(text)
            tables.broken.update(data.collections_of(path.rsplit("/", 1)[-1].rpartition(".")[0]))
        else:
            data.read(path, text, tables)
    problems.extend(tables.problems)
    return tables


def _layouts(config: Config, problems: list[Problem]) -> tuple[dict[str, str], assets.Assets]:
    root = config.root
    layouts: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    for path in _walk(root, "layouts", problems):
        if path.startswith(assets.FOLDER):
            content = source.read_bytes(root, path)
            if isinstance(content, Problem):
                problems.append(content)
            else:
                contents[path] = content
            continue
        text = source.read_text(root, path)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            layouts[path.removeprefix("layouts/")] = text
    if not layouts:
        problems.append(problem("layouts-missing", Place("layouts")))
    found = assets.read(contents, lasting=not config.preview)
    problems.extend(found.problems)
    return layouts, found


def _placed(path: str, problems: list[Problem]) -> bool:
    """Whether a Markdown file lies in a section."""
    section = path.split("/")[1]
    if section in SECTIONS and path.count("/") > 1:
        return True
    near = suggest(section.removesuffix(".md"), SECTIONS) or "news"
    problems.append(problem("section-unknown", Place(path), section=section, near=near))
    return False
