"""Made-up releases to search in: as many different words, names and numbers a page as real Thai news has.

`bench.corpus` makes pages that are quick to make and much alike, which tells of a build but not of a search.

The one invariant: a release is a function of its number and of how many there are.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import corpus
from bench import vocabulary as words
from khao import thai

PEOPLE = 4_000
"""Persons there are to be named; a few of them come often, most hardly ever."""
TOPIC = 80
"""Words that one release turns on."""
FLAT = 6
"""Words at the head of a list of which none is much more used than the others."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who doesn't exist."""

    title: str
    first: str
    last: str
    position: str

    @property
    def name(self) -> str:
        """As a release names them."""
        return f"{self.title}{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Release:
    """One news item."""

    item: corpus.Item
    people: tuple[Person, ...]
    venue: str

    @property
    def text(self) -> str:
        """Its file's text."""
        named = [{"name": each.name, "position": each.position} for each in self.people]
        head = {"venue": self.venue, "people": named}
        lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in head.items())
        return self.item.text.replace("---\n", f"---\n{lines}", 1)


class _Writer:
    """One release's words."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(f"release {number}")  # noqa: S311 — it has to be the same each time
        self.topic = self.chance.sample(words.PLAIN, TOPIC)
        named = dict.fromkeys(self._rank(PEOPLE) for _ in range(self.chance.randint(2, 5)))
        self.people = tuple(map(person, named))

    def _rank(self, count: int) -> int:
        """A number below `count`; half as often twice as large, but for the first few, as words in any text."""
        return int(FLAT * ((count / FLAT + 1) ** self.chance.random() - 1))

    def pick(self, among: Sequence[str]) -> str:
        """One of them, the first ones most often."""
        return among[self._rank(len(among))]

    def phrase(self) -> str:
        """Words without a space between them."""
        lists = self.chance.choices((words.JOINING, words.PLAIN, self.topic), (3, 2, 5), k=self.chance.randint(1, 6))
        return self.chance.choice(self.topic) + "".join(map(self.pick, lists))

    def number(self) -> str:
        """A year, a count or a sum, now and then in Thai digits."""
        value = self.chance.choice((self.chance.randint(2540, 2570), self.chance.randint(2, 400), self._rank(90_000)))
        return thai.to_thai(str(value)) if self.chance.random() < 1 / 4 else str(value)

    def part(self) -> str:
        """What stands between two spaces."""
        kinds = (self.phrase, self._formula, self._count, self._latin, self._someone)
        return self.chance.choices(kinds, (70, 8, 8, 6, 8))[0]()

    def _formula(self) -> str:
        return self.chance.choice(words.FORMULAS)

    def _count(self) -> str:
        return f"{self.chance.choice(words.COUNTED)} {self.number()}"

    def _latin(self) -> str:
        return " ".join(self.pick(words.LATIN) for _ in range(self.chance.randint(1, 3)))

    def _someone(self) -> str:
        someone = self.chance.choice(self.people)
        return f"{someone.name} {someone.position}"

    def sentence(self, parts: int) -> str:
        """Some parts."""
        return " ".join(self.part() for _ in range(parts))


def release(number: int, count: int) -> Release:
    """Release `number` of `count`, from 0; dates, categories, tags and schools are those of the other corpus."""
    writer = _Writer(number)
    plain = corpus.item(number, count)
    first = writer.sentence(7)
    paragraphs = [f"{first} {writer.sentence(8)}", *(writer.sentence(writer.chance.randint(11, 16)) for _ in range(5))]
    paragraphs[1] = f"{writer.phrase()}**{writer.phrase()}**{writer.phrase()} {paragraphs[1]}"
    paragraphs[2] += f" [{writer.phrase()}](https://example.go.th/{number})"
    points = "\n".join(f"{row}. {writer.sentence(3)}" for row in range(1, 5))
    rows = "".join(f"\n| {writer.number()} น. | {writer.phrase()} |" for _ in range(3))
    table = f"| เวลา | กิจกรรม |\n| --- | --- |{rows}"
    body = "\n\n".join([*paragraphs[:3], f"## {writer.phrase()}", points, *paragraphs[3:], table])
    item = corpus.Item(
        slug=plain.slug,
        title=writer.sentence(3),
        date=plain.date,
        category=plain.category,
        tags=plain.tags,
        schools=plain.schools,
        summary=first,
        body=body,
    )
    host = school(int(plain.schools[0].rpartition("-")[2]))
    return Release(item, writer.people, f"ห้องประชุม{writer.phrase()} {host}")


def releases(count: int) -> Iterator[Release]:
    """All releases, one at a time."""
    return (release(number, count) for number in range(count))


def person(number: int) -> Person:
    """One of the persons."""
    chance = random.Random(f"person {number}")  # noqa: S311 — it has to be the same each time
    return Person(
        chance.choice(words.TITLES),
        chance.choice(words.GIVEN) + chance.choice(words.GIVEN_ENDS),
        chance.choice(words.FAMILY) + chance.choice(words.FAMILY_MIDDLES) + chance.choice(words.FAMILY_ENDS),
        chance.choice(words.POSITIONS),
    )


def school(number: int) -> str:
    """The name of a school."""
    places = [*itertools.product(words.PLACES, words.PLACE_ENDS)]
    return "โรงเรียนบ้าน" + "".join(places[number * 37 % len(places)])


def write(folder: Path, count: int) -> None:
    """The releases and the schools they name, as files of a Khao site."""
    for year in range(corpus.FIRST.year, corpus.LAST.year + 1):
        (folder / f"content/news/{year}").mkdir(parents=True, exist_ok=True)
    for each in releases(count):
        (folder / each.item.path).write_text(each.text, encoding="utf-8")
    (folder / "data/schools.yaml").write_text(_schools(), encoding="utf-8")


def about(each: Release) -> str:
    """What its page says of it beside the text: the place, the schools, the people."""
    schools = [school(int(id.rpartition("-")[2])) for id in each.item.schools]
    people = [part for someone in each.people for part in (someone.name, someone.position)]
    return "\n".join([each.venue, *schools, *people])


def _schools() -> str:
    under = [affiliation for affiliation, _, count in corpus.AFFILIATIONS for _ in range(count)]
    rows = ["affiliations:"]
    rows += [f"  - {{id: {id}, name: {name}, pilot_schools: {count}}}" for id, name, count in corpus.AFFILIATIONS]
    rows += ["schools:"]
    rows += [f"  - {{id: school-{n}, name: {school(n)}, affiliation: {id}}}" for n, id in enumerate(under, 1)]
    return "\n".join([*rows, ""])
