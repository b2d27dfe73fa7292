"""Pages and files → public/: made to equal the plan, whole or not at all.

The one invariant: until everything is ready beside it, nothing in the output folder changes; and what a killed run
had begun to change, the next one finishes.

    OUT/.khao/manifest.json   what Khao wrote here, by path and digest: it deletes nothing else
    OUT/.khao/stage/          files of a run that is not ready yet
    OUT/.khao/journal.json    there only while files are being moved from the stage into place
"""

from __future__ import annotations

import functools
import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from khao.config import PREVIEW
from khao.errors import BuildError, Place, Problem, problem
from khao.model import OWN, Written, digest, inside
from khao.results import Changes


@dataclass
class Output:
    """The output folder during one build."""

    folder: Path
    there: Mapping[str, Written] = field(default_factory=dict)
    """What lies there, written by Khao and whole."""
    dry: bool = False
    """Only seem to write."""
    _staged: dict[str, Written] = field(default_factory=dict)
    _kept: dict[str, Written] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)
    """Folders of the stage that are there already."""

    @property
    def own(self) -> Path:
        """The folder of Khao's own notes."""
        return self.folder / OWN

    @property
    def stage(self) -> Path:
        """The folder of what is not ready yet."""
        return self.own / "stage"

    @functools.cached_property
    def _stage(self) -> str:
        """The same as text: each of tens of thousands of files is put there."""
        return str(self.stage)

    @classmethod
    def open(cls, folder: Path, root: Path, last: Mapping[str, Written], *, dry: bool = False) -> Output:
        """The folder, refused when it isn't Khao's to write; a killed run in it is finished or undone.

        `last` is what the last build remembers of it: it saves reading files that nobody has touched. Raises
        BuildError.
        """
        wrong = _refusal(folder, root)
        if wrong:
            raise BuildError([wrong])
        output = cls(folder.resolve(), dry=dry)
        if output.own.is_dir():
            if not dry:
                output._recover()
            output.there = {
                path: now
                for path, digest in manifest(output.folder).items()
                if (now := output._whole(path, digest, last))
            }
        return output

    @classmethod
    def amended(cls, folder: Path, root: Path, there: Mapping[str, Written]) -> Output:
        """The folder, of which only these files will change. Raises BuildError when it must be looked at whole."""
        wrong = _refusal(folder, root)
        output = cls(folder.resolve(), there)
        if wrong or output.stage.exists() or (output.own / "journal.json").exists():
            raise BuildError([wrong] if wrong else [])
        return output

    # Before ----------------------------------------------------------------------------------------------------------

    def _whole(self, path: str, mark: str, last: Mapping[str, Written]) -> Written | None:
        """What is known of a file there; None when it is gone or somebody changed it."""
        try:
            there = f"{self.folder}/{path}"
            found = os.lstat(there)
            before = last.get(path)
            if before and (before.digest, before.size, before.modified) == (
                mark,
                found.st_size,
                found.st_mtime_ns,
            ):
                return before
            with open(there, "rb", buffering=0) as stream:
                if digest(stream.read()) != mark:
                    return None
        except OSError:
            return None
        return Written(
            mark,
            before.made_from if before and before.digest == mark else "",
            found.st_size,
            found.st_mtime_ns,
        )

    def _recover(self) -> None:
        try:
            journal = json.loads((self.own / "journal.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            journal = None
        if _is_journal(journal):
            try:
                self._apply(journal)
            except OSError as error:
                raise BuildError([_unwritable(str(self.folder), error)]) from None
        (self.own / "journal.json").unlink(missing_ok=True)
        shutil.rmtree(self.stage, ignore_errors=True)

    # During ----------------------------------------------------------------------------------------------------------

    def keep(self, path: str, made_from: str) -> None:
        """Leave the file there as it is."""
        was = self.there[path]
        self._kept[path] = Written(was.digest, made_from, was.size, was.modified)

    def lay(self, path: str, data: bytes, made_from: str) -> Written:
        """Lay this file into the stage, unless the same bytes lie in the folder already; a worker may do it.

        Raises BuildError.
        """
        mark = digest(data)
        there = self.there.get(path)
        if there and there.digest == mark:
            return Written(mark, made_from, there.size, there.modified)
        if self.dry:
            return Written(mark, made_from)
        aside = f"{self._stage}/{path}"
        parent = aside.rpartition("/")[0]
        try:
            if parent not in self._folders:
                _make(parent, self._folders)
            found = _put(aside, data)
        except OSError as error:
            raise BuildError([_unwritable(path, error)]) from None
        return Written(mark, made_from, found.st_size, found.st_mtime_ns)

    def take(self, path: str, laid: Written) -> None:
        """Have the file there that was laid into the stage."""
        there = self.there.get(path)
        if there and there.digest == laid.digest:
            self.keep(path, laid.made_from)
        else:
            self._staged[path] = laid

    def abandon(self) -> None:
        """Leave the folder as it was; once files are being moved there is no way back, and the next run finishes."""
        if self.dry or (self.own / "journal.json").exists():
            return
        shutil.rmtree(self.stage, ignore_errors=True)
        if not self.there and self.own.is_dir() and not (self.own / "manifest.json").exists():
            shutil.rmtree(self.own, ignore_errors=True)
            if self.folder.is_dir() and not any(self.folder.iterdir()):
                self.folder.rmdir()

    # After -----------------------------------------------------------------------------------------------------------

    def in_the_way(self) -> list[Problem]:
        """Files and folders of somebody else's where Khao's would have to lie."""
        ours = manifest(self.folder)
        found = []

        @functools.cache
        def folder_there(name: str) -> bool:
            """Whether there is something where a folder of ours will be; what is there is looked at once."""
            if not name:
                return True
            if not folder_there(name.rpartition("/")[0]):
                return False
            there = self.folder / name
            if name not in ours and (there.is_symlink() or there.is_file()):
                found.append(problem("output-in-the-way", Place(str(there))))
            return os.path.lexists(there)

        for path in self._staged:
            if not folder_there(path.rpartition("/")[0]):
                continue
            there = self.folder / path
            if os.path.lexists(there) and (path not in ours or (there.is_dir() and any(there.iterdir()))):
                found.append(problem("output-in-the-way", Place(str(there))))
        return found

    def commit(self, gone: Collection[str] | None = None) -> tuple[Changes, Mapping[str, Written]]:
        """Move all that was laid into place, and delete what Khao wrote and is wanted no more, or just what is `gone`.

        Raises BuildError.
        """
        before = manifest(self.folder)
        after = {**self._kept, **self._staged}
        rest = {} if gone is None else {path: mark for path, mark in before.items() if path not in gone}
        files = rest | {path: each.digest for path, each in after.items()}
        removed = sorted(before.keys() - files.keys())
        journal = {"remove": removed, "files": files}
        if not self.dry and (journal["files"] != before or self._staged):
            try:
                self.own.mkdir(parents=True, exist_ok=True)
                _write(self.own / "journal.json", journal)
                self._apply(journal)
            except OSError as error:
                raise BuildError([_unwritable(str(self.folder), error)]) from None
        if not self.dry:
            shutil.rmtree(self.stage, ignore_errors=True)
        changes = Changes(
            tuple(path for path in sorted(self._staged) if path not in before),
            tuple(path for path in sorted(self._staged) if path in before),
            tuple(removed),
            len(self._kept),
        )
        return changes, after

    def _apply(self, journal: Mapping[str, Iterable[str]]) -> None:
        """Carry out a journal; what is done already is passed over, so that it can be carried out again."""
        for path in journal["remove"]:
            if inside(path):
                self._remove(path)
        if self.stage.is_dir():
            _settle(str(self.stage), str(self.folder))
        _write(self.own / "manifest.json", {"files": journal["files"]})
        (self.own / "journal.json").unlink(missing_ok=True)

    def _remove(self, path: str) -> None:
        if not (self.folder / path).parent.resolve().is_relative_to(self.folder):
            return  # Somebody put a link where our folder was: what is behind it is not ours.
        if (self.folder / path).is_dir() and not (self.folder / path).is_symlink():
            return  # Nor is a folder where our file was.
        (self.folder / path).unlink(missing_ok=True)
        for parent in (self.folder / path).parents:
            if parent == self.folder:
                return
            try:
                parent.rmdir()
            except OSError:
                return


def _put(path: str, data: bytes) -> os.stat_result:
    """Write a file, in as few calls as can be, since a tenth of a build is this; gives what it looks like then."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        return os.fstat(handle)
    finally:
        os.close(handle)


def _make(folder: str, known: set[str]) -> None:
    """The folder, with those above it; `known` are there already. Other workers may be making the same."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        _make(folder.rpartition("/")[0], known)
        _make(folder, known)
    known.add(folder)


def _settle(stage: str, folder: str) -> None:
    """Move what is in one folder into another; a folder that is new there moves whole, in one step."""
    for entry in [*os.scandir(stage)]:
        target = f"{folder}/{entry.name}"
        there = os.path.isdir(target) and not os.path.islink(target)
        if there and entry.is_dir(follow_symlinks=False):
            _settle(entry.path, target)
        else:
            if there:
                os.rmdir(target)
            os.replace(entry.path, target)


def _write(path: Path, content: object) -> None:
    """Whole or not at all, and on the disk before anything relies on it."""
    aside = path.with_suffix(".tmp")
    with aside.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(content, ensure_ascii=False, sort_keys=True))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(aside, path)


def manifest(folder: Path) -> dict[str, str]:
    """The digests of what Khao wrote into an output folder, by path; none where that isn't known."""
    try:
        found = json.loads((folder / OWN / "manifest.json").read_text(encoding="utf-8"))["files"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {path: mark for path, mark in found if isinstance(mark, str) and inside(path)}


def _is_journal(found: object) -> bool:
    return isinstance(found, dict) and isinstance(found.get("remove"), list) and isinstance(found.get("files"), dict)


def _refusal(folder: Path, root: Path) -> Problem | None:
    """Why this folder can't be the output, if it can't."""
    place = Place(str(folder))
    real, home, top = folder.resolve(), Path(os.path.expanduser("~")).resolve(), root.resolve()
    if real == Path(real.anchor) or real in (home, *home.parents, top, *top.parents):
        return problem("output-is-home", place)
    source = any(real.is_relative_to(top / name) for name in ("content", "layouts", "data", ".khao", ".git", "khao"))
    if source and real != top / PREVIEW:
        return problem("output-in-source", place)
    if folder.exists() and not folder.is_dir():
        return problem("output-not-folder", place)
    marked = any((folder / OWN / name).exists() for name in ("manifest.json", "journal.json", "stage"))
    if folder.is_dir() and any(folder.iterdir()) and not marked:
        return problem("output-not-ours", place)
    return None


def _unwritable(path: str, error: OSError) -> Problem:
    return problem("output-unwritable", Place(path), reason=error.strerror or str(error))
