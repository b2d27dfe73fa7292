"""The Thai script: normalising, cutting, counting, ordering, slugs and digits.

The invariant: no function here leaves a vowel or mark apart from the consonant it belongs to.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# Written as escapes because a bare combining mark in a pattern attaches itself to the bracket before it.
_SARA_AA: Final = "\u0e32"
_SARA_AM: Final = "\u0e33"
_SARA_E: Final = "เ"
_NIKHAHIT: Final = "\u0e4d"
_TONES: Final = "\u0e48-\u0e4b"
_LATE: Final = _TONES + "\u0e4c"  # tones and karan: written after any vowel of the same consonant
_VOWELS: Final = "\u0e31\u0e34-\u0e3a\u0e47"
_MARKS: Final = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_LETTERS: Final = "\u0e01-\u0e3a\u0e40-\u0e4e"
_JOINERS: Final = "\u200c\u200d"
_INVISIBLE: Final = "\u200b\ufeff\u00ad\u2060"
_NO_BREAK: Final = "\u00a0"
_REGIONAL: Final = "".join(map(chr, range(0x1F1E6, 0x1F200)))

# Windows fonts before OpenType kept shifted copies of the marks at U+F700 to U+F71A, in this order.
_PRIVATE: Final = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d"
    "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
)

# Both searches begin with one character class, which `re` scans several times faster than an alternation.
# They may suspect a sound text; they never pass one that _FAULT or NFC would change.
_RARE: Final = f"[{_INVISIBLE}{_JOINERS}{_NO_BREAK}{_NIKHAHIT}\uf700-\uf71a]"
_PAIR: Final = re.compile(
    f"[{_MARKS}{_SARA_AM}{_SARA_E}][{_MARKS}{_SARA_AM}{_SARA_E}]"
    f"(?<![{_VOWELS}][{_LATE}])(?<![{_LATE}]{_SARA_AM})(?<![{_MARKS}{_SARA_AM}]{_SARA_E})"
)

# A group's name, with hyphens, is the kind of the change. Most runs meet no fault: `re` compiles this for the first.
_FAULT: Final = (
    f"(?P<double_sara_e>{_SARA_E}{_SARA_E})"
    f"|(?P<nikhahit_sara_aa>{_NIKHAHIT}[{_TONES}]*{_SARA_AA})"
    f"|(?P<mark_order>[{_LATE}]+[{_VOWELS}][{_LATE}{_VOWELS}]*|{_SARA_AM}[{_TONES}][{_TONES}{_SARA_AM}]*)"
    f"|(?P<repeated_mark>([{_MARKS}{_SARA_AM}])(?:\\5)+)"
    f"|(?P<zero_width>[{_INVISIBLE}]+|(?<=[{_LETTERS}])[{_JOINERS}]+(?=[{_LETTERS}]))"
    f"|(?P<no_break_space>{_NO_BREAK})"
    "|(?P<private_glyph>[\uf700-\uf71a])"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing `normalise` would change: where it begins, in characters from 0, and which rule it breaks."""

    index: int
    kind: str
    before: str
    after: str


def _rank(char: str) -> int:
    return 2 if char == _SARA_AM else 1 if "\u0e48" <= char <= "\u0e4c" else 0


_REMEDY: Final[dict[str, Callable[[str], str]]] = {
    "double_sara_e": lambda _: "แ",
    "nikhahit_sara_aa": lambda found: found[1:-1] + _SARA_AM,
    "mark_order": lambda found: "".join(sorted(found, key=_rank)),
    "repeated_mark": lambda found: found[0],
    "zero_width": lambda _: "",
    "no_break_space": lambda _: " ",
    "private_glyph": lambda found: _PRIVATE[ord(found) - 0xF700],
}


def _mend(match: re.Match[str]) -> str:
    return _REMEDY[match.lastgroup or ""](match[0])


# Nearly every Thai text fits in Windows-874, a byte a letter, and bytes can be looked at all at once: one table turns
# each into the bit of its kind, another into the bits of the kinds that _PAIR suspects before it. Of the rare ones
# there are but two, and whatever NFC would change is such a pair.
_BYTES: Final = bytes(range(256)).decode("cp874", errors="replace")
_KINDS: Final = {
    "\u0e31": f"[{_VOWELS}]",
    "\u0e48": f"[{_LATE}]",
    "\u0e4d": "[\u0e4d\u0e4e]",
    _SARA_AM: _SARA_AM,
    _SARA_E: _SARA_E,
}
_LIKE: Final = [re.compile(kind) for kind in _KINDS.values()]
_KIND: Final = bytes(sum(1 << n for n, kind in enumerate(_LIKE) if kind.match(it)) for it in _BYTES)
_BARRED: Final = bytes(sum(1 << n for n, before in enumerate(_KINDS) if _PAIR.match(before + it)) for it in _BYTES)
_RARE_BYTES: Final = (_NIKHAHIT.encode("cp874"), _NO_BREAK.encode("cp874"))


def _sound(text: str) -> bool:
    if text.isascii():
        return True
    try:
        data = text.encode("cp874")
    except UnicodeEncodeError:
        return not (re.search(_RARE, text) or _PAIR.search(text)) and unicodedata.is_normalized("NFC", text)
    if _RARE_BYTES[0] in data or _RARE_BYTES[1] in data:
        return False
    # Shifted by a letter, each lies over the one behind it.
    return not int.from_bytes(data.translate(_KIND), "big") >> 8 & int.from_bytes(data.translate(_BARRED), "big")


def normalise(text: str) -> str:
    """The one spelling of a text: NFC, marks in order and once, no invisible characters. Idempotent.

    Line ends are left alone. The same object is returned when nothing needs changing.
    """
    # One remedy can bring another fault together, so mend until the text stays as it is.
    while not _sound(text):
        mended = unicodedata.normalize("NFC", re.sub(_FAULT, _mend, text))
        if mended == text:
            break
        text = mended
    return text


def changes(before: str) -> tuple[Change, ...]:
    """What `normalise` would change, in order of place; empty exactly when it would change nothing.

    A fault that only appears once another is mended is not listed.
    """
    if _sound(before):
        return ()
    found: list[Change] = []
    covered: set[int] = set()
    for match in re.finditer(_FAULT, before):
        kind = (match.lastgroup or "").replace("_", "-")
        found.append(Change(match.start(), kind, match[0], _mend(match)))
        covered.update(range(*match.span()))
    # NFC works within a run of non-spaces, and some of what it would do has been listed under a better name.
    for run in re.finditer(r"\S+|\s", before):
        form = unicodedata.normalize("NFC", run[0])
        if form != run[0]:
            same = (left == right for left, right in zip(run[0], form, strict=False))
            at = next((at for at, kept in enumerate(same) if not kept), len(form))
            if run.start() + at not in covered:
                found.append(Change(run.start() + at, "unicode-form", run[0][at:], form[at:]))
    return tuple(sorted(found, key=lambda change: change.index))


def separable(text: str, at: int) -> bool:
    """Whether `text` may be cut before the character at `at` without parting what is read together."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if before in "เแโใไ\u200d" or after in f"ะาำๅๆ{_JOINERS}" or "\U000e0020" <= after <= "\U000e007f":
        return False
    if unicodedata.category(after)[0] == "M" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    # A flag is a pair of these letters, so only an even number of them may stand before the cut.
    return not (after in _REGIONAL and (at - len(text[:at].rstrip(_REGIONAL))) % 2)


_LOOSE: Final = frozenset(",;:([{-–—/‘“…")


def cut(text: str, limit: int) -> str:
    """At most `limit` characters of `text`, then "…" if anything was left out.

    Ends at the last space of the final quarter where there is one, else between two clusters.
    """
    at = max(limit, 0)
    if len(text) <= at:
        return text
    for space in range(at, at - at // 4 - 1, -1):
        # "ต่าง ๆ" has a space inside what is read as one word.
        if text[space].isspace() and text[space + 1 : space + 2] != "ๆ":
            at = space
            break
    while at and (not separable(text, at) or text[at - 1].isspace() or text[at - 1] in _LOOSE):
        at -= 1
    return text[:at] + "…"


def clip_bytes(text: str, limit: int) -> str:
    """The longest prefix of at most `limit` UTF-8 bytes that ends between two clusters."""
    data = text.encode()
    if len(data) <= limit:
        return text
    at = len(data[: max(limit, 0)].decode(errors="ignore"))
    while not separable(text, at):
        at -= 1
    return text[:at]


def words(text: str) -> int:
    """An estimate without a dictionary: a Thai word of news prose is 5.8 characters long, spaces left out."""
    return words_of(len("".join(text.split())))


def words_of(letters: int) -> int:
    """`words` of a text of that many characters, spaces left out."""
    return max(1, round(letters / 5.8)) if letters else 0


def minutes(words: int) -> int:
    """Minutes to read that many words at 200 a minute, rounded up; at least 1."""
    return max(1, -(-words // 200))


_SWAP: Final = re.compile("([เ-ไ])([ก-ฮ])")
_NUMBER: Final = re.compile(r"\d+")
_LENGTHS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # capitals are free in case-folded text


def _weigh(match: re.Match[str]) -> str:
    """A number written so that strings compare as numbers do: its length as one sign, then its digits."""
    digits = "".join(str(unicodedata.decimal(char)) for char in match[0]).lstrip("0")
    return _LENGTHS[min(len(digits), len(_LENGTHS) - 1)] + digits


def sort_key(text: str) -> tuple[str, str, str]:
    """The order of a Thai dictionary: (letters and numbers, marks, the text itself).

    A leading vowel counts after its consonant; tone marks and karan only decide between equal letters;
    spaces and punctuation only between equal marks. Numbers come first, then Latin, then Thai.
    """
    spread = unicodedata.normalize("NFD", normalise(text).casefold())
    letters: list[str] = []
    marks: list[str] = []
    for char in _SWAP.sub(r"\2\1", _NUMBER.sub(_weigh, spread)):
        if "\u0e47" <= char <= "\u0e4e" or (unicodedata.category(char)[0] == "M" and not "ก" <= char <= "๛"):
            marks.append(char)
        elif "\u0e30" <= char <= "\u0e3a" or (char.isalnum() and char not in "ฯๆ"):
            letters.append(_SARA_AA if char == "ๅ" else char)
            marks.append(" ")
    return "".join(letters), "".join(marks), text


_TITLE: Final = re.compile(r"\A(?:โรงเรียน|ร\.? ?ร\.|มหาวิทยาลัย|วิทยาลัย|สถาบัน|สำนักงาน|สำนัก|ศูนย์)\s*(?=[^\W\d])")


def school_key(name: str) -> tuple[str, str, str]:
    """`sort_key` of a name without its leading title word such as โรงเรียน, for an index of schools."""
    plain = normalise(name).strip()
    letters, marks, _ = sort_key(_TITLE.sub("", plain))
    return letters, marks, name


_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\u20e0-\u20e3\U000e0100-\U000e01ef]")
_UNSLUGGED: Final = re.compile(f"[^\\w{_MARKS}]+")


def _join(match: re.Match[str]) -> str:
    """A hyphen for a run that is no letter, after the marks it opens with, which the pattern takes in."""
    run = match[0]
    kept = next((at for at, char in enumerate(run) if unicodedata.category(char)[0] != "M"), len(run))
    return run[:kept] + "-" * (kept < len(run))


@functools.lru_cache(maxsize=4096)
def slugify(text: str, *, lower: bool = True) -> str:
    """Letters, digits and marks of any script, all else as single hyphens; "" when nothing is left."""
    plain = normalise(_SELECTORS.sub("", text.lower() if lower else text))
    return _UNSLUGGED.sub(_join, plain).strip("-")


_ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def to_arabic(text: str) -> str:
    """`text` with Thai digits as Arabic ones."""
    return text.translate(_ARABIC)


def to_thai(text: str) -> str:
    """`text` with Arabic digits as Thai ones."""
    return text.translate(_THAI)
