"""The cache in .khao/: what was asked and written last time, and what is dear to make again.

The one invariant: deleting it, or any byte of it, costs time and nothing else. Whatever can't be trusted whole is
taken as absent.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from khao.heads import Heads, Kept
from khao.lens import LastBuild
from khao.model import Question, digest
from khao.objects import Objects

_LIBRARIES = ("Jinja2", "Markdown", "PyYAML", "python-frontmatter", "nh3", "Pillow")


def salt(extension: str = "") -> str:
    """The digest of everything besides the site that shapes a page: Khao's own source, the libraries, Python."""
    parts = [platform.python_version(), extension]
    parts += [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    for path in sorted(Path(__file__).parent.glob("*.py")):
        parts += [path.name, path.read_text(encoding="utf-8")]
    return digest("\0".join(parts))


@dataclass(frozen=True)
class Written:
    """A file in the output folder, as the last build left it."""

    digest: str
    made_from: str
    """The key of the page, or the digest of the file, that it was made from."""
    size: int = 0
    modified: int = 0
    """Nanoseconds; with the size it tells, on one machine, that nobody has touched the file since."""


@dataclass(frozen=True)
class Memory:
    """All that is remembered of the last build."""

    questions: LastBuild = field(default_factory=LastBuild)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the key of the page: the site URLs that it links to."""
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By the key of the page: the ids that may be linked to."""
    urls: Mapping[str, str] = field(default_factory=dict)
    """Keys of pages by URL."""
    written: Mapping[str, Written] = field(default_factory=dict)
    """By path below the output folder."""


class Store:
    """The cache folder of one root; each output folder, known by the way to it, has its own record."""

    def __init__(self, folder: Path, way: str, salt: str) -> None:
        self.folder = folder
        self.salt = salt
        self.name = "record.json" if way == "../public" else f"record-{digest(way)[:8]}.json"

    # The record ------------------------------------------------------------------------------------------------------

    @property
    def _record(self) -> Path:
        return self.folder / self.name

    def recall(self) -> Memory:
        """What is remembered of the last build; nothing when another Khao made it, or it is damaged."""
        try:
            return _memory(self._read(self._record))
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            return Memory()

    def remember(self, memory: Memory) -> None:
        """Put this build in the place of the last."""
        self._write(self._record, _plain(memory))

    def _read(self, path: Path) -> Any:
        """What was written there by this Khao; None when it is damaged or another's."""
        try:
            check, _, text = path.read_text(encoding="utf-8").partition("\n")
            return json.loads(text) if check == digest(self.salt + text) else None
        except (OSError, ValueError, RecursionError):
            return None

    def _write(self, path: Path, content: object) -> None:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        aside = path.with_suffix(".tmp")
        # A full disk makes the next build slower; the site is published all the same.
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            aside.write_text(digest(self.salt + text) + "\n" + text, encoding="utf-8")
            os.replace(aside, path)

    # Heads -----------------------------------------------------------------------------------------------------------

    @property
    def _heads(self) -> Path:
        return self.folder / "heads.json"

    def heads(self) -> Heads:
        """The heads that the last build of this root read."""
        found = self._read(self._heads)
        try:
            return Heads(
                found[0], found[1], {path: Kept(tuple(row[0]), row[1], row[2]) for path, row in found[2].items()}
            )
        except (TypeError, ValueError, AttributeError):
            return Heads()

    def keep_heads(self, heads: Heads) -> None:
        """Put these in their place."""
        rows = {path: [each.look, each.mark, each.row] for path, each in heads.kept.items()}
        self._write(self._heads, [heads.known, heads.since, rows])

    # Objects ---------------------------------------------------------------------------------------------------------

    @cached_property
    def objects(self) -> Objects:
        """Documents and photos by what they were made from."""
        return Objects(self.folder / "objects.sqlite")


def _plain(memory: Memory) -> dict[str, Any]:
    """A memory as JSON: questions and links stand once each, and pages name them by number."""
    questions = sorted(memory.questions.answers, key=str)
    number = {question: at for at, question in enumerate(questions)}
    links = sorted({link for found in memory.links.values() for link in found})
    place = {link: at for at, link in enumerate(links)}
    return {
        "questions": [[each.name, dict(each.args), memory.questions.answers[each]] for each in questions],
        "links": links,
        "pages": [
            [
                key,
                url,
                sorted(number[each] for each in memory.questions.asked[key]),
                [place[link] for link in memory.links.get(key, ())],
                sorted(memory.anchors.get(key, ())),
            ]
            for url, key in memory.urls.items()
        ],
        "parts": dict(memory.questions.parts),
        "written": {path: [w.digest, w.made_from, w.size, w.modified] for path, w in memory.written.items()},
    }


def _memory(plain: dict[str, Any]) -> Memory:
    questions = [Question(name, tuple(sorted(args.items()))) for name, args, _ in plain["questions"]]
    pages = plain["pages"]
    return Memory(
        questions=LastBuild(
            {key: frozenset(questions[at] for at in asked) for key, _, asked, _, _ in pages},
            {question: row[2] for question, row in zip(questions, plain["questions"], strict=True)},
            plain["parts"],
        ),
        links={key: tuple(plain["links"][at] for at in links) for key, _, _, links, _ in pages},
        anchors={key: frozenset(anchors) for key, _, _, _, anchors in pages},
        urls={url: key for key, url, _, _, _ in pages},
        written={path: Written(*row) for path, row in plain["written"].items()},
    )
