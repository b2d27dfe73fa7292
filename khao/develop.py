"""Photos, attachments, assets and share cards → what is published of them.

The one invariant: a photo is made anew, a card drawn, a style sheet comes as `assets` made it, all else is copied, each
only when its source is another one or the way it is made.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from khao import renditions, source, work
from khao.errors import Place, Problem, problem
from khao.job import Job
from khao.model import Card, File, digest, file_of
from khao.objects import Objects
from khao.questions import FONT
from khao.renditions import Size
from khao.settings import SETTINGS_FILE
from khao.write import Output

Watch = Callable[[str, int, int], None]
"""Told (stage, done, total) as the work goes on."""
Forms = Mapping[str, bytes]
"""What is published of a file, by URL."""


MANY = 50
"""What is kept at once: a few megabytes."""


class Made(NamedTuple):
    """The forms of a photo or a share card, and whether they were not kept yet."""

    forms: Forms
    new: bool


@dataclass(frozen=True)
class Developer:
    """Makes the published forms of photos and share cards; a value, so that workers can do it."""

    root: Path
    objects: Objects

    def __call__(self, files: Sequence[File]) -> list[Made | Problem]:
        """What each file becomes."""
        return [self.make(each) for each in files]

    def make(self, file: File) -> Made | Problem:
        """All forms of a file, as they are kept or, when one is not, made anew.

        One form of a photo is scaled from another, so only together are they always the same.
        """
        keys = _keys(file)
        kept = {url: self.objects.get(key) for url, key in keys.items()}
        forms = {url: data for url, data in kept.items() if data is not None}
        if len(forms) == len(keys):
            return Made(forms, new=False)
        made = self.draw(file, file.card) if file.card else self.process(file)
        return made if isinstance(made, Problem) else Made(dict(zip(keys, made, strict=True)), new=True)

    def process(self, photo: File) -> list[bytes] | Problem:
        """All forms of a photo, from one decoding of its file."""
        data = _read(photo.path, photo.source, self.root)
        if isinstance(data, Problem):
            return data
        from khao import photos

        try:
            prints = [photos.Print(*form) for form in _forms(photo).values()]
            return photos.process(data, Path(photo.path).suffix.lower(), prints)
        except photos.Unusable as wrong:
            return _told(wrong.rule, photo, self.root, wrong.facts)

    def draw(self, file: File, card: Card) -> list[bytes] | Problem:
        """A share card."""
        from khao import cards, photos

        if not cards.able():
            return problem("cards-unshaped", Place(SETTINGS_FILE))
        if not card.font:
            return problem("cards-no-font", Place(SETTINGS_FILE), font=f"layouts/assets/{FONT}")
        font = _read(f"layouts/assets/{FONT}", card.font, self.root)
        cover = _read(card.cover.path, card.cover.source, self.root) if card.cover else b""
        if isinstance(font, Problem):
            return font
        if isinstance(cover, Problem):
            return cover
        try:
            return [cards.draw(card, font, cover)]
        except photos.Unusable as wrong:
            return _told(wrong.rule, card.cover or file, self.root, wrong.facts)


def develop(sources: Sequence[File], job: Job, pool: Executor, progress: Watch | None = None) -> list[Problem]:
    """Stage the files that pages show."""
    site, root, output, store = job.site, job.root, job.output, job.store
    todo = [each for each in sources if not _lies(each, output)]
    problems = []
    for each in todo:
        if not each.formats and not each.card:
            data = site.sheets.get(each.path) or _read(each.path, each.source, root)
            if isinstance(data, Problem):
                problems.append(data)
            else:
                _lay(each, {each.url: data}, output)
    dear = [each for each in todo if each.formats or each.card]
    new: dict[str, bytes] = {}
    # A photo takes half a second, so each is handed over alone.
    made = work.fan_out(Developer(root, store.objects), dear, pool, size=lambda _left: 1)
    for number, (each, done) in enumerate(zip(dear, made, strict=True), 1):
        if isinstance(done, Problem):
            problems.append(done)
        else:
            _lay(each, done.forms, output)
            new |= {key: done.forms[url] for url, key in _keys(each).items()} if done.new else {}
        if len(new) >= MANY or number == len(dear):
            store.objects.put(new)
            new = {}
        if progress:
            progress("photos", number, len(dear))
    return problems


def paths(sources: Iterable[File]) -> set[str]:
    """The paths of all that is published of these files."""
    return {file_of(url) for each in sources for url in each.urls}


def _lies(file: File, output: Output) -> bool:
    """Whether all that is published of a file lies in the output folder already; then it is kept."""
    there = {file_of(url): recipe for url, recipe in recipes(file).items()}
    if any(path not in output.there or output.there[path].made_from != recipe for path, recipe in there.items()):
        return False
    for path, recipe in there.items():
        output.keep(path, recipe)
    return True


def _lay(file: File, forms: Forms, output: Output) -> None:
    for url, recipe in recipes(file).items():
        output.take(file_of(url), output.lay(file_of(url), forms[url], recipe))


def _read(path: str, mark: str, root: Path) -> bytes | Problem:
    """The bytes of a file, as they were when the site was loaded."""
    data = source.read_bytes(root, path)
    if isinstance(data, Problem):
        return data
    return data if digest(data) == mark else problem("changed-meanwhile", Place(path))


def _forms(photo: File) -> dict[str, tuple[str, Size]]:
    """The format and size at each URL of a photo."""
    own = renditions.own_format(photo.url)
    forms = {photo.url: (own, Size(photo.width, photo.height))}
    return forms | {each.url: (each.format, Size(each.width, each.height)) for each in photo.renditions}


def recipes(file: File) -> dict[str, str]:
    """What each form of a file is made from, and how, by URL; the record forgets it all with another Khao."""
    if not file.formats:
        return {file.url: f"{'card' if file.card else 'copy'}:{file.source}"}
    return {
        url: f"photo:{renditions.recipe(kind, size.width)}:{file.source}" for url, (kind, size) in _forms(file).items()
    }


def _keys(file: File) -> dict[str, str]:
    """What each form of a photo or card is kept under, by URL."""
    if file.card:
        return {file.url: f"card:{file.source}"}
    return {url: f"{maker()}{kind}:{size.width}:{file.source}" for url, (kind, size) in _forms(file).items()}


@functools.cache
def maker() -> str:
    """How the key begins that photos are kept under: it tells another library or recipe, but outlives a new Khao."""
    import importlib.metadata

    return f"photo:{digest(importlib.metadata.version('Pillow') + repr(renditions.FORMATS))[:8]}:"


def _told(rule: str, photo: File, root: Path, facts: Mapping[str, object]) -> Problem:
    """What is wrong with a photo, or with the settings that it is made by."""
    if rule != "avif-missing":
        return problem(rule, Place(photo.path), **facts)
    text = source.read_text(root, SETTINGS_FILE)
    place, line = source.locate(text if isinstance(text, str) else "", "photo_formats:", SETTINGS_FILE)
    return problem(rule, place, line, **facts)
