"""Questions to somebody at a terminal who starts a new item.

The one invariant: each question has an answer that Enter gives, and a wrong answer costs nothing but the question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from khao.fold import fold
from khao.head import Known
from khao.load import Load
from khao.messages import text
from khao.model import SECTIONS, Record
from khao.new import Wanted, judge, propose, today
from khao.site import Site
from khao.words import Lang, say

Ask = Callable[[str], str]
"""Shows words, and gives what is typed. Raises EOFError where no more is typed."""
Tell = Callable[[str], None]
"""Shows a line."""
MOST = 20
"""Records shown to choose from."""


def interview(wanted: Wanted, loaded: Load, ask: Ask, tell: Tell, lang: Lang) -> Wanted:
    """What is wanted, completed by asking for what was not said."""
    site, desk = loaded.site, _Desk(loaded.site, loaded.known, ask, tell, lang)
    if not wanted.title:
        wanted = replace(wanted, title=desk.asked("title"))
    if not wanted.section:
        names = [say(f"section-{each}", lang) for each in SECTIONS]
        wanted = replace(wanted, section=SECTIONS[desk.chosen("section", names)[0]])
    if not wanted.date:
        wanted = replace(wanted, date=desk.asked("date", today(site)))
    if wanted.section != "pages":
        names = [each.name for each in site.settings.categories]
        if not wanted.categories and names:
            picked = desk.chosen("categories", names, several=True)
            wanted = replace(wanted, categories=tuple(names[at] for at in picked))
        if not wanted.schools:
            wanted = replace(wanted, schools=desk.found("schools"))
    if not wanted.slug:
        wanted = replace(wanted, slug=desk.asked("slug", propose(wanted, site)))
    return wanted


@dataclass(frozen=True)
class _Desk:
    """Where the questions are asked."""

    site: Site
    known: Known
    type: Ask
    tell: Tell
    lang: Lang

    def ask(self, word: str, usual: str = "") -> str:
        """What is typed, or what Enter stands for."""
        shown = f"{say(f'ask-{word}', self.lang)}{f' [{usual}]' if usual else ''}: "
        return self.type(shown).strip() or usual

    def asked(self, name: str, usual: str = "") -> str:
        """The value of a field, asked for until it is right."""
        while True:
            value = self.ask(name, usual)
            wrong = judge(name, (value,), self.known) if value else ()
            if value and not wrong:
                return value
            for each in wrong:
                self.tell(f"{text(each, self.lang).what} {text(each, self.lang).fix}")

    def chosen(self, word: str, names: Sequence[str], *, several: bool = False) -> list[int]:
        """Places of what is chosen by number or by name; Enter chooses the first or, of several, none."""
        for number, name in enumerate(names, 1):
            self.tell(f"  {number}. {name}")
        while True:
            typed = self.ask(word, "" if several else "1")
            words = [each.strip() for each in typed.split(",") if each.strip()]
            picked = [at for each in words for at in range(len(names)) if each in (str(at + 1), names[at])]
            if len(picked) == len(words) and (several or len(picked) == 1):
                return list(dict.fromkeys(picked))
            self.tell(say("ask-again", self.lang, most=len(names)))

    def found(self, collection: str) -> tuple[str, ...]:
        """Ids of records, each looked for by a part of its name, until Enter ends it."""
        ids: list[str] = []
        while self.site.collections.get(collection) and (typed := self.ask(collection)):
            near = [each for each in self.site.records(collection) if fold(typed) in _called(each)][:MOST]
            if not near:
                self.tell(say("ask-none", self.lang, typed=typed))
            else:
                at = 0 if len(near) == 1 else self.chosen("which", [each.name for each in near])[0]
                self.tell(f"  + {near[at].name}")
                ids.append(near[at].id)
        return tuple(dict.fromkeys(ids))


def _called(record: Record) -> str:
    """All that a record is called, folded."""
    return " ".join(fold(each) for each in (record.id, record.name, *(record.get("aliases") or ())))
