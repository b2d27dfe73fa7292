"""Photos, attachments and assets → what is published of them.

The one invariant: a photo is made anew, a style sheet comes as `assets` made it, everything else is copied whole,
each only when its source is another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from khao import limits, source, work
from khao.errors import Place, Problem, problem
from khao.model import File, digest, file_of
from khao.objects import Objects
from khao.site import Site
from khao.store import Store
from khao.write import Output

FEW = 4
"""Photos that a worker is handed at once: half a second of work."""


@dataclass(frozen=True)
class Developer:
    """Makes the published form of files; a value, so that workers can do it."""

    root: Path
    objects: Objects

    def __call__(self, sources: Sequence[File]) -> list[bytes | Problem]:
        """What each file becomes."""
        return [self.make(each) for each in sources]

    def make(self, file: File) -> bytes | Problem:
        """The bytes to publish of a photo, attachment or asset."""
        data = source.read_bytes(self.root, file.path)
        if isinstance(data, Problem):
            return data
        if digest(data) != file.digest:
            return problem("changed-meanwhile", Place(file.path))
        if not file.width:
            return data
        kept = self.objects.get(_recipe(file))
        if kept is not None:
            return kept
        from khao import photos

        try:
            return photos.process(data, Path(file.path).suffix.lower())
        except photos.Unusable as wrong:
            return problem(wrong.rule, Place(file.path), **wrong.facts)


def _recipe(file: File) -> str:
    return f"photo:{limits.WIDEST}:{file.digest}"


def develop(
    sources: Sequence[File], site: Site, root: Path, output: Output, store: Store, pool: Executor
) -> list[Problem]:
    """Stage the files that pages show."""
    problems: list[Problem] = []
    todo = []
    for each in sources:
        path, made_from = file_of(each.url), _recipe(each)
        if path in output.there and output.there[path].made_from == made_from:
            output.keep(path, made_from)
        elif each.path in site.sheets:
            output.take(path, output.lay(path, site.sheets[each.path], made_from))
        else:
            todo.append(each)
    made = work.fan_out(Developer(root, store.objects), todo, pool, size=lambda _left: FEW)
    for each, data in zip(todo, made, strict=True):
        if isinstance(data, Problem):
            problems.append(data)
            continue
        path = file_of(each.url)
        output.take(path, output.lay(path, data, _recipe(each)))
        if each.width:
            store.objects.put({_recipe(each): data})
    return problems
