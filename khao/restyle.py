"""A preview in which nothing but style sheets has changed: their files, without a look at any page.

The one invariant: it does what a whole build would do, or nothing. In a preview a sheet keeps its name, so what a page
says of it is as it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace

from khao import assets, record, seal, source
from khao.amend import amend, strayed
from khao.config import Config
from khao.develop import recipes
from khao.edits import Unsure, doubt
from khao.errors import BuildError, Problem
from khao.model import Written, file_of
from khao.results import Changes, Report
from khao.rows import Damaged
from khao.seal import Broken
from khao.store import Store
from khao.write import Output


def styles(config: Config, edited: Iterable[str]) -> bool:
    """Whether these edits are of style sheets that keep their names."""
    return config.preview and all(path.startswith(assets.FOLDER) and path.endswith(".css") for path in edited)


def restyle(config: Config, broken: Broken) -> Report | None:
    """The report of a build after edits of style sheets alone; None when a whole build has to look."""
    started = time.perf_counter()
    store = Store(config.cache, config.way, broken.seal.salt)
    try:
        written = _written(config, broken, store)
        store.record.rows.replace("files", [(path, record.packed_file(each)) for path, each in written.items()])
        store.record.rows.replace("parts", [("files", b"")])  # The next whole build compares all of them.
    except (Unsure, Damaged, BuildError, OSError, ValueError, KeyError):
        return None
    seal.renew(config, broken, written)
    changes = Changes(changed=tuple(sorted(written)), kept=broken.seal.report.changes.kept - len(written))
    return replace(broken.seal.report, rendered=(), changes=changes, seconds=time.perf_counter() - started)


def _written(config: Config, broken: Broken, store: Store) -> Mapping[str, Written]:
    """What was put into place, by path: the sheets that are others now, those that name an edited one included."""
    found = assets.read(dict(_contents(config, broken)), lasting=False)
    sheets = {file_of(file.url): file for file in found.files.values() if file.path in found.sheets}
    before = {str(path): record.file(row) for path, row in store.record.rows.find("files", [*sheets]).items()}
    news = {path: file for path, file in sheets.items() if before[path].digest != file.source}
    doubt(bool(found.problems))
    output = Output.amended(config.output, config.root, {path: before[path] for path in news})
    try:
        laid = {path: output.lay(path, found.sheets[file.path], recipes(file)[file.url]) for path, file in news.items()}
        doubt(strayed(output, laid) or not broken.untouched())
        if laid:
            amend(output, laid)
    except BaseException:
        output.abandon()
        raise
    return laid


def _contents(config: Config, broken: Broken) -> Iterable[tuple[str, bytes]]:
    for path, wrong in source.walk(config.root, assets.FOLDER.rstrip("/")):
        content = source.read_bytes(config.root, path)
        doubt(wrong is not None or path not in broken.now.looks or isinstance(content, Problem))
        if not isinstance(content, Problem):
            yield path, content
