"""What readers may type to find a release, by kind, and what a search that misses nothing would find.

The one invariant: what is true is told by the pages alone, read as a reader reads them, and by no index.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import releases, vocabulary
from khao import thai
from khao.fold import fold

_PROSE = re.compile(r'<div class="prose">(.*?)\n  </div>', re.DOTALL)
_STORY = re.compile(r'<div class="story">(.*?)\n</div>\s*\n</div>', re.DOTALL)
_TAG = re.compile("<[^>]*>")
_KNOWN = re.compile("|".join(sorted((*vocabulary.PLAIN, *vocabulary.JOINING), key=lambda word: (-len(word), word))))
_WORD = re.compile(r'"([^"]*)"|(\S+)')
_CLUSTER = re.compile("[เ-ไ]?[ก-ฮ][ะ-ฺ็-๎]*")
"""What is never parted by who types: a consonant with all that is written around it."""
FEW, LEAST = 5, 3
"""Characters of the shortest word that has halves, and of the shortest half."""


@dataclass(frozen=True, slots=True)
class Page:
    """A built page: where it is, what is searched in it, and all that a reader sees of it."""

    url: str
    title: str
    body: str
    people: tuple[releases.Person, ...]
    fields: tuple[str, ...]
    """Folded: title, lead, about, body."""
    shown: str
    """Folded, in one: what stands in the part of the page that other searches index."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, its kind, and the URLs of all pages that hold it."""

    kind: str
    typed: str
    true: frozenset[str]


def read(site: Path, count: int) -> list[Page]:
    """The built pages of the releases."""
    return [_page(site, each) for each in releases.releases(count)]


def _page(site: Path, each: releases.Release) -> Page:
    text = (site / "public" / each.item.url.strip("/") / "index.html").read_text(encoding="utf-8")
    body, story = _text(_PROSE, text), _text(_STORY, text)
    fields = (each.item.title, each.item.summary, releases.about(each), body)
    return Page(each.item.url, each.item.title, body, each.people, tuple(map(fold, fields)), fold(story))


def _text(part: re.Pattern[str], page: str) -> str:
    found = part.search(page)
    if found is None:
        raise ValueError("the layouts of item pages have changed: bench/questions.py can't read them")
    return html.unescape(_TAG.sub("", found[1])).strip()


def words(typed: str) -> list[str]:
    """The folded words of a query; what stands in quotes is one."""
    return list(filter(None, (fold(phrase or word) for phrase, word in _WORD.findall(typed))))


def holds(page: Page, typed: Sequence[str]) -> bool:
    """Whether each folded word is part of a field."""
    return all(any(word in field for field in page.fields) for word in typed)


def shows(page: Page, typed: Sequence[str]) -> bool:
    """Whether each folded word is on the page anywhere, or searched in it."""
    return all(word in page.shown or holds(page, [word]) for word in typed)


def ask(kind: str, typed: str, pages: Sequence[Page]) -> Question:
    """A question with its answer."""
    folded = words(typed)
    return Question(kind, typed, frozenset(page.url for page in pages if holds(page, folded)))


def draw(pages: Sequence[Page], each: int) -> list[Question]:
    """Questions of every kind, `each` of a kind: all but the last kind taken from a page."""
    drawn = []
    for kind, take in KINDS.items():
        chance = random.Random(f"{kind} {len(pages)}")  # noqa: S311 — it has to be the same each time
        typed: dict[str, None] = {}
        for _ in range(each * 100):
            if len(typed) < each and (found := take(chance, chance.choice(pages))):
                typed[found] = None
        drawn += [ask(kind, one, pages) for one in typed]
    return [each for each in drawn if bool(each.true) != (each.kind == NOWHERE)]


_Take = Callable[[random.Random, Page], str]
"""What to type to find something of a page; nothing where the page holds nothing of the kind."""


def _first(chance: random.Random, page: Page) -> str:
    return chance.choice(page.people).first


def _last(chance: random.Random, page: Page) -> str:
    return chance.choice(page.people).last


def _full(chance: random.Random, page: Page) -> str:
    someone = chance.choice(page.people)
    return f"{someone.first} {someone.last}"


def _run(chance: random.Random, page: Page) -> list[str]:
    """The words of some Thai letters without a space between them."""
    return _KNOWN.findall(chance.choice(re.findall("[ก-ฺเ-๎]{9,}", page.body)))


def _word(chance: random.Random, page: Page) -> str:
    inner = [each for each in _run(chance, page)[1:] if each in vocabulary.PLAIN]
    return chance.choice(inner) if inner else ""


def _compound(chance: random.Random, page: Page) -> str:
    run = _run(chance, page)
    length = chance.randint(2, 3)
    at = chance.randrange(max(len(run) - length + 1, 1))
    typed = "".join(run[at : at + length])
    return typed if len(run) >= length and typed in page.body else ""


def _half(chance: random.Random, page: Page) -> str:
    word = _word(chance, page)
    parts = _CLUSTER.findall(word)
    if len(word) < FEW or "".join(parts) != word:
        return ""
    middle = len(parts) // 2
    typed = "".join(chance.choice((parts[: middle + 1], parts[middle - 1 :])))
    return typed if LEAST <= len(typed) < len(word) else ""


def _piece(chance: random.Random, page: Page) -> str:
    pairs: list[str] = re.findall("(?=([ก-ฮเ-ไ][ก-ฮ]))", page.body)
    return chance.choice(pairs)


def _number(chance: random.Random, page: Page) -> str:
    return thai.to_arabic(chance.choice(re.findall("[0-9๐-๙]{2,}", page.body)))


def _thai_number(chance: random.Random, page: Page) -> str:
    return thai.to_thai(_number(chance, page))


def _latin(chance: random.Random, page: Page) -> str:
    word: str = chance.choice(re.findall("[A-Za-z]{2,}", page.body) or [""])
    return chance.choice((word, word.lower(), word[:4].lower()))


def _several(chance: random.Random, page: Page) -> str:
    typed = dict.fromkeys(_word(chance, page) for _ in range(chance.randint(2, 3)))
    return " ".join(typed) if len(typed) > 1 and "" not in typed else ""


def _quoted(chance: random.Random, page: Page) -> str:
    """The last words before a space and the first after it."""
    before, after = chance.choice(re.findall("([ก-ฺเ-๎]+) (?=([ก-ฺเ-๎]+))", page.body))
    last, first = _KNOWN.findall(before)[-2:], _KNOWN.findall(after)[:2]
    typed = f"{''.join(last)} {''.join(first)}"
    return f'"{typed}"' if last and first and typed in page.body else ""


def _odd(chance: random.Random, page: Page) -> str:
    """A word as some keyboards and documents have it: แ typed as two, ำ in two parts, a tone before its vowel."""
    word = _word(chance, page)
    typed = word.replace("แ", "เเ").replace("ำ", "ํา")
    typed = re.sub("([ิ-ู])([่-๋])", r"\2\1", typed)
    return typed if typed != word else ""


def _nowhere(chance: random.Random, _page: Page) -> str:
    if chance.random() < 1 / 2:
        return chance.choice(vocabulary.GIVEN) + chance.choice(("ฟฟูม", "ฏิฆา", "ฌอซอ", "ฮฤก"))
    return " ".join(chance.choice(("ฬาฝัน", "qzx", "987654321", "ซซึ่ง")) + str(chance.randrange(10, 99)) for _ in "ab")


NOWHERE = "nowhere to be found"
KINDS: dict[str, _Take] = {
    "first name": _first,
    "last name": _last,
    "full name": _full,
    "word amid others": _word,
    "compound of 2 or 3 words": _compound,
    "half a word": _half,
    "two letters": _piece,
    "number, 0 to 9": _number,
    "number, ๐ to ๙": _thai_number,
    "Latin word": _latin,
    "several words": _several,
    "phrase in quotes": _quoted,
    "word spelt otherwise": _odd,
    NOWHERE: _nowhere,
}
