"""What Khao promises of the output folder, of what was withdrawn, and of what authors may write."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from PIL import Image

import khao.build
from khao.errors import BuildError
from khao.messages import severity
from khao.model import digest
from trees import PROJECT, Tree, head

NOW = "2567-06-01T12:00"


class Office(Tree):
    def everything(self) -> dict[str, bytes]:
        """All bytes of the output folder, Khao's own notes too."""
        return {str(path.relative_to(self.out)): path.read_bytes() for path in self.out.rglob("*") if path.is_file()}

    def clean(self) -> dict[str, bytes]:
        """What a clean build of the same sources publishes."""
        with tempfile.TemporaryDirectory() as folder:
            other = Office(Path(folder) / "clean", "")
            for name in ("content", "data", "layouts"):
                shutil.copytree(self.root / name, other.root / name)
            other.build()
            return other.files()

    def outcome(self) -> set[str]:
        """The rules that a build breaks; none when all is well."""
        try:
            self.build()
        except BuildError as error:
            return {each.rule for each in error.problems if severity(each.rule) == "error"}
        return set()

    def many(self, number: int, word: str) -> Office:
        """So many items, a third of them other than with another word."""
        for at in range(number):
            slug = f"{word}-{at}" if at % 3 == 0 else f"item-{at}"
            self.news(slug, f"เนื้อข่าว {word} " * 5, title=f"{word} {at}", tags=f"[{word}, ประชุม]")
        return self


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path / "site")


def start(root: Path, *args: str, cwd: Path = PROJECT, **environment: str) -> subprocess.Popen[str]:
    run = [sys.executable, str(PROJECT / "build.py"), "--root", str(root), "--now", NOW, *args]
    env = {**os.environ, "GITHUB_ACTIONS": "", **environment}
    return subprocess.Popen(
        run, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )


def run(root: Path, *args: str, **environment: str) -> str:
    process = start(root, *args, **environment)
    _, errors = process.communicate(timeout=100)
    assert process.returncode == 0, errors
    return errors


def photo(seed: int = 1) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), (seed, 99, 99)).save(made, "JPEG")
    return made.getvalue()


# 1. The output folder is left as it was, or made whole ---------------------------------------------------------------


def test_a_killed_build_leaves_whole_files_and_the_next_one_completes_it(office, tmp_path):
    office.edit("data/site.yaml", "page_size: 2", "page_size: 50").many(150, "one").build()
    first = office.files()
    saved = tmp_path / "saved"
    shutil.copytree(office.root, saved)
    shutil.rmtree(office.root / "content/news")
    office.many(150, "two")
    second = office.clean()
    changed = tmp_path / "changed"
    shutil.copytree(office.root / "content", changed)
    began = time.monotonic()
    run(office.root, "--jobs", "2")
    whole = time.monotonic() - began
    dice = random.Random(13)  # noqa: S311 — moments, not secrets
    for moment in [*(dice.uniform(0.2, 1) for _ in range(8)), *(dice.uniform(0.75, 1) for _ in range(8))]:
        shutil.rmtree(office.root)
        shutil.copytree(saved, office.root)
        shutil.rmtree(office.root / "content")
        shutil.copytree(changed, office.root / "content")
        process = start(office.root, "--jobs", "2")
        time.sleep(moment * whole)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        there = office.files()
        assert all(data in (first.get(path), second.get(path)) for path, data in there.items())
        office.build()
        assert office.files() == second
        assert {path.name for path in (office.out / ".khao").iterdir()} == {"manifest.json"}


FAILING = [(os, "replace"), (Path, "write_bytes"), (Path, "write_text"), (Path, "open"), (Path, "mkdir"), (os, "fsync")]


@pytest.mark.parametrize("at", [*range(1, 12), 17, 30, 45])
@pytest.mark.parametrize(("owner", "name"), FAILING, ids=lambda value: getattr(value, "__name__", value))
def test_a_full_disk_harms_nothing(office, monkeypatch, owner, name, at):
    office.build()
    before = office.files()
    office.edit("content/news/first.md", "เนื้อข่าวแรก", "เนื้อใหม่").news("third").delete("content/pages/about.md")
    after = office.clean()
    real, calls = getattr(owner, name), count(1)

    def full(*args: object, **options: object) -> object:
        writes = name != "open" or "w" in str([*args[1:], *options.values()])
        if writes and next(calls) >= at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, full)
        rules = office.outcome()
    assert rules <= {"output-unwritable", "root-unusable"}
    there = office.files()
    assert there == after or rules
    assert all(data in (before.get(path), after.get(path)) for path, data in there.items())
    # Whether or not the sources are sound by then, no half of a change stays.
    office.put("content/news/bad.md", "ไม่มีส่วนหัว")
    with pytest.raises(BuildError):
        office.build()
    assert office.files() in (before, after)
    office.delete("content/news/bad.md").build()
    assert office.files() == after


def test_a_cache_that_can_not_be_written_stops_nothing(office, monkeypatch):
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("khao.store.Objects._insert", full)
    office.build()
    assert office.files() == office.clean()


def test_of_two_builders_at_once_one_is_told(office):
    office.many(150, "one")
    processes = [start(office.root, "--jobs", "1") for _ in range(2)]
    told = [process.communicate(timeout=60)[1] for process in processes]
    assert sorted(process.returncode for process in processes) == [0, 1]
    assert sum("already-building" in each for each in told) == 1
    assert office.files() == office.clean()


# 2. Only Khao's own files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    ["/", "~", "~/..", "", "..", "../..", "content", "content/news", "content/new", "data", "layouts", ".git", ".git/x",
     ".khao", "khao/x", "linked", "full", "file"],
)  # fmt: skip
def test_an_output_folder_that_is_not_ours_is_refused(office, place):
    for name in (".git", "full", "khao"):
        (office.root / name).mkdir()
    office.put("full/letter.txt", "จดหมาย").put("file", "จดหมาย")
    (office.root / "linked").symlink_to(office.root / "content")
    before = {
        path: path.is_file() and path.read_bytes() for path in office.root.rglob("*") if ".khao" not in path.parts
    }
    folder = Path(place).expanduser() if place[:1] in ("/", "~") else office.root / place
    with pytest.raises(BuildError) as error:
        office.build(output=folder)
    assert {each.rule for each in error.value.problems} <= {
        "output-is-home", "output-in-source", "output-not-ours", "output-not-folder",
    }  # fmt: skip
    after = {path: path.is_file() and path.read_bytes() for path in office.root.rglob("*") if ".khao" not in path.parts}
    assert after == before


def test_a_readers_file_in_the_output_stays(office):
    office.build()
    for path in ("CNAME", "own/photo.jpg", "news/letter.txt", "about/letter.txt"):
        office.put(f"public/{path}", "ของผู้ใช้")
    office.delete("content/pages/about.md").news("third").build()
    office.build(clean=True)
    for path in ("CNAME", "own/photo.jpg", "news/letter.txt", "about/letter.txt"):
        assert office.read(path) == "ของผู้ใช้"
    assert not office.has("about/index.html")


@pytest.mark.parametrize("path", ["news/2024/third/index.html", "news/2024/third", "news/2024/third/index.html/x"])
def test_a_file_where_ours_would_lie_is_told_and_stays(office, path):
    office.build()
    office.put(f"public/{path}", "ของผู้ใช้").news("third")
    before = office.everything()
    assert set(office.problems()) == {"output-in-the-way"}
    assert office.everything() == before


def test_a_folder_with_a_readers_file_where_our_page_lay_is_told_and_stays(office):
    office.build()
    (office.out / "about/index.html").unlink()
    office.put("public/about/index.html/letter.txt", "ของผู้ใช้").news("third")
    before = office.everything()
    assert office.fail()
    assert office.everything() == before
    office.delete("public/about/index.html").build()
    assert office.files() == office.clean()


def test_a_folder_that_became_a_link_is_not_followed(office, tmp_path):
    office.build()
    shutil.move(office.out / "news", tmp_path / "elsewhere")
    (office.out / "news").symlink_to(tmp_path / "elsewhere")
    before = {path: path.read_bytes() for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()}
    office.delete("content/news/first.md").news("third")
    assert office.outcome() <= {"output-in-the-way"}
    after = {path: path.read_bytes() for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("path", ["../letter.txt", "x/../../letter.txt", "/etc/letter", "../../site/letter.txt", ".."])
@pytest.mark.parametrize("kind", ["manifest", "journal"])
def test_a_forged_manifest_deletes_nothing_outside(office, path, kind):
    office.put("letter.txt", "จดหมาย").build()
    sources = sorted(office.root.rglob("*.md"))
    forged: dict[str, object] = {"files": {path: digest("จดหมาย")}}
    if kind == "journal":
        forged |= {"remove": [path], "move": [path]}
    office.put(f"public/.khao/{kind}.json", json.dumps(forged))
    assert office.outcome() <= {"output-in-the-way"}
    assert (office.root / "letter.txt").read_text() == "จดหมาย"
    assert sorted(office.root.rglob("*.md")) == sources


NONSENSE = ["", "null", "[]", "[1]", '"x"', "5", "{}", '{"files": null}', '{"files": []}', '{"files": {"a": 5}}',
            '{"files": {"": "x"}}', '{"files": {"news": "x"}}', '{"files": {"a\\u0000b": "x"}}', "[" * 100_000,
            '{"remove": 5, "move": 5, "files": 5}', '{"remove": ["news"], "move": [], "files": {}}',
            '{"remove": ["a\\u0000b"], "move": ["a\\u0000b"], "files": {}}', "\ufeff{}", "\ud800"]  # fmt: skip


@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: ascii(text)[:40])
@pytest.mark.parametrize("kind", ["manifest", "journal"])
def test_a_damaged_manifest_is_no_traceback_and_costs_no_file(office, text, kind):
    office.build()
    office.put("public/CNAME", "ของผู้ใช้").put(f"public/.khao/{kind}.json", text.encode("utf-8", "surrogatepass"))
    assert office.outcome() <= {"output-in-the-way", "output-not-ours"}
    assert office.read("CNAME") == "ของผู้ใช้"
    if kind == "journal":
        assert {**office.clean(), "CNAME": "ของผู้ใช้".encode()} == office.files()


# 3. No trace ---------------------------------------------------------------------------------------------------------

MARKS = ("ลับมาก", "ความลับ", "secret", "ลับแท็ก", "ลับสรุป", "ลับเครดิต")


def secret(office: Tree, **more: str) -> None:
    office.put("content/news/secret/secret.jpg", photo(7)).put(
        "content/news/secret/index.md",
        head(
            title="ข่าวลับมาก", date="2567-05-10", tags="[ลับแท็ก]", summary="ลับสรุป", credit="ลับเครดิต",
            cover="{src: secret.jpg, alt: ลับ}", photos="[{src: secret.jpg, alt: ลับมาก}]",
            aliases="[/old/secret.html]", **more,
        )
        + "\nความลับ\n",
    )  # fmt: skip


@pytest.mark.parametrize("way", ["removed", "draft", "publish", "date", "expires", "renamed"])
@pytest.mark.parametrize("real", [True, False])
def test_what_is_withdrawn_leaves_no_trace(office, tmp_path, way, real):
    if real:
        office = Office(tmp_path / "real", "")
        for name in ("content", "data", "layouts"):
            shutil.copytree(PROJECT / name, office.root / name)
    secret(office)
    office.news("other", "ต่อจาก [เรื่องนั้น](item:news/secret)").build()
    assert any("ความลับ".encode() in data for data in office.files().values())
    if way in ("removed", "renamed"):
        shutil.rmtree(office.root / "content/news/secret")
        office.news("other", "เดี่ยว" if way == "removed" else "ใหม่")
    elif way == "date":
        secret(office)
        office.edit("content/news/secret/index.md", "date: 2567-05-10", "date: 2567-07-10")
    else:
        secret(office, **{way: {"draft": "true", "publish": "2567-07-01", "expires": "2567-06-01"}[way]})
    office.build()
    for path, data in office.everything().items():
        for mark in MARKS:
            assert mark not in path, (path, mark)
            assert mark.encode() not in data, (path, mark)
            assert json.dumps(mark)[1:-1].encode() not in data, (path, mark)
    assert office.files() == office.clean()


def test_a_removed_school_and_its_name_leave_no_trace(office):
    office.edit("data/schools.yaml", "โรงเรียนบีตา", "โรงเรียนลับมาก").build()
    assert office.has("schools/beta/index.html")
    office.edit("data/schools.yaml", "  - {id: beta, name: โรงเรียนลับมาก}\n", "")
    office.edit("content/news/second.md", "[โรงเรียน](school:beta)", "").build()
    left = {path for path, data in office.everything().items() if "ลับมาก".encode() in data or b"beta" in data}
    assert not left
    assert not any("beta" in path for path in office.everything())


# 4. The same bytes ---------------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes_everywhere(tmp_path):
    first = Office(tmp_path / "a", "")
    for name in ("content", "data", "layouts"):
        shutil.copytree(PROJECT / name, first.root / name)
    first.many(250, "one").put("content/news/seen/p.jpg", photo()).put(
        "content/news/seen/index.md", head(title="ภาพ", date="2567-05-10", photos="[{src: p.jpg, alt: ก}]")
    )
    second = tmp_path / "โฟลเดอร์ อื่น" / "site"
    shutil.copytree(first.root, second)
    run(first.root, "--jobs", "1", PYTHONHASHSEED="1", TZ="Asia/Bangkok", LC_ALL="C.UTF-8")
    run(second, "--jobs", "2", PYTHONHASHSEED="2", TZ="America/Los_Angeles", LC_ALL="C", LANG="th_TH")
    one, two = first.files(), first.files(second / "public")
    assert [path for path in one if one[path] != two.get(path)] == []
    assert one == two
    # Elsewhere, by a relative path, with the moment from the environment.
    shutil.rmtree(second / "public")
    command = [sys.executable, str(PROJECT / "build.py"), "--root", "site", "--clean", "--jobs", "2"]
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1717218000", "TZ": "UTC"}
    subprocess.run(command, cwd=second.parent, env=env, check=True, capture_output=True)
    assert first.files(second / "public") == one


# 5. The cache can be damaged -----------------------------------------------------------------------------------------


def test_any_damage_of_the_cache_only_costs_time(office):
    office.put("content/news/seen/p.jpg", photo())
    item = head(title="ก", date="2567-05-10", summary="ย่อ", photos="[{src: p.jpg, alt: ก}]")
    bodies = ("ก่อน", "หลัง")
    whole = {body: office.put("content/news/seen/index.md", f"{item}\n{body}\n").clean() for body in bodies}
    office.build()
    cache = office.root / ".khao"
    sound = {path.name: path.read_bytes() for path in cache.iterdir() if path.is_file() and path.name != "lock"}
    assert {"record.sqlite", "objects.sqlite", "heads.sqlite", "files.sqlite", "layouts.code"} < {*sound}
    dice = random.Random(5)  # noqa: S311 — places, not secrets
    turn = count()
    for name, data in sorted(sound.items()):
        damages = [b"", b"nonsense", data[: len(data) // 2], data[:-1], data + b"x", b"0" * 32 + data[32:]]
        for _ in range(20 if name in ("record.sqlite", "objects.sqlite") else 6):
            at = dice.randrange(len(data))
            damages.append(data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :])
        for damage in damages:
            office.put(f".khao/{name}", damage)
            if name == "objects.sqlite":
                (cache / "record.sqlite").unlink(missing_ok=True)
            # Each build has something to do, or it would not even look.
            body = bodies[next(turn) % 2]
            office.put("content/news/seen/index.md", f"{item}\n{body}\n").build()
            assert office.files() == whole[body], (name, len(damage))


@pytest.mark.parametrize("stage", ["load", "plan", "develop"])
def test_a_cache_that_is_deleted_while_it_is_used_only_costs_time(office, monkeypatch, stage):
    office.put("content/news/seen/p.jpg", photo())
    office.put("content/news/seen/index.md", head(title="ก", date="2567-05-10", photos="[{src: p.jpg, alt: ก}]"))
    office.build()
    office.edit("content/news/first.md", "title: ข่าวแรก", "title: ข่าวแรกใหม่")
    work = getattr(khao.build, stage)

    def bereft(*args, **more):
        shutil.rmtree(office.root / ".khao", ignore_errors=True)
        return work(*args, **more)

    monkeypatch.setattr(khao.build, stage, bereft)
    office.build()
    monkeypatch.undo()
    assert office.files() == office.clean()
    office.build()
    assert office.files() == office.clean()


@pytest.mark.parametrize("name", ["record.sqlite", "objects.sqlite", "record.tmp"])
def test_a_folder_in_the_place_of_the_cache_is_no_traceback(office, name):
    office.put(f".khao/{name}/x", "x")
    assert office.outcome() <= {"root-unusable"}
    assert not office.has("index.html") or office.files() == office.clean()


# 6. Any text at all --------------------------------------------------------------------------------------------------

BYTES = st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
PIECES = st.lists(
    st.sampled_from([
        "---\n", "title: ", "date: ", "2567-05-10", "\n", "[", "]", "{", "}", ": ", "- ", "'", '"', "&a ", "*a", "!",
        "|", ">", "#", "%", "\t", "  ", "ข่าว", "\u2028", "\x85", "\ufffe", "\u202e", "\\x00", "<", "](", ")", "`",
        "schools", "id", "name", "{{", "}}", "{%", "%}", "{#", "for x in ", "extends 'base.html'", "~",
    ]) | st.text(max_size=4),
    max_size=25,
).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))  # fmt: skip


@settings(max_examples=60, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=BYTES | PIECES | PIECES.map(lambda more: head(title="ก", date="2567-05-10").encode() + more))
@pytest.mark.parametrize("path", ["content/news/x.md", "data/schools.yaml", "data/site.yaml", "layouts/404.html"])
def test_any_bytes_are_a_site_or_a_problem(office, path, data):
    office.put(path, data)
    assert office.outcome() is not None
