"""A few files put into place in the output folder, without a look at the tens of thousands beside them.

The one invariant: killed at any point, the folder holds the files as they were, or the next run finishes or undoes
what was begun; and what Khao notes of a page never tells more than is true.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping

from khao.model import Written
from khao.write import Output


def strayed(output: Output, paths: Iterable[str]) -> bool:
    """Whether somebody has put a link where a folder of ours was."""
    return any((output.folder / path).resolve() != output.folder / path for path in paths)


def amend(output: Output, laid: Mapping[str, Written], gone: Collection[str] = ()) -> None:
    """Move files that were laid into the stage into place, and delete some. Raises OSError and BuildError."""
    if gone or len(laid) > 1 or not all(_alone(output, *each) for each in laid.items()):
        for path, written in laid.items():
            output.take(path, written)
        output.commit(gone)


def _alone(output: Output, path: str, laid: Written) -> bool:
    """Put one page into place: its move is whole or not at all, so it needs no journal. False when it can't be."""
    manifest = output.own / "manifest.json"
    aside = manifest.with_suffix(".tmp")
    text = manifest.read_bytes()
    before, after = (_line(path, each.digest) for each in (output.there[path], laid))
    # Reading and writing it as JSON would take longer than all else that one page needs.
    if before == after or text.count(before) != 1:
        return False
    with aside.open("wb") as stream:
        stream.write(text.replace(before, after))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(output.stage / path, output.folder / path)
    # Until here the digest is that of the page as it was: a run that finds it so makes the page anew.
    os.replace(aside, manifest)
    shutil.rmtree(output.stage)
    return True


def _line(path: str, digest: str) -> bytes:
    return f"{json.dumps(path, ensure_ascii=False)}: {json.dumps(digest)}".encode()
