"""How a text is set and built: spaces, quotation marks, headings, links, and what photos are said to show.

The one invariant: each rule looks at what readers see; code, addresses and tags are left alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from khao.manuscript import GAP, Finding, Manuscript, Mend

_THAI = "ก-ฺเ-๎"
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[&'’.+/-]+[A-Za-z0-9]+)*")
_QUOTED = re.compile(r'(?<![0-9๐-๙])"(?:([^"\n]*)")?')
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+\S", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\](?=\(|\x00)")
_PHOTO = re.compile(r"!\[([^\[\]]+)\](?=\(|\x00)")
_NAMED = re.compile(r"\]\((?:#|(?!https?:|mailto:|tel:)[a-z_-]+:)[^\s)]")
_EMPTY_WORDS = re.compile(
    r"(?:โปรด|กรุณา)?\s*(?:คลิก|กด|แตะ)?\s*(?:ดู|อ่าน|อ่านต่อ|ดาวน์โหลด|เพิ่มเติม|รายละเอียด|ข้อมูล|ลิงก์|ลิงค์|ได้|ที่นี่|ที่นี้|ที่|นี่|ตรงนี้|\s)*"
    r"|(?:please\s+)?(?:click|tap|read|see|go|download)?\s*(?:here|more|link|this|details?|info|download)?",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(
    r"(?:ภาพ|รูป|รูปภาพ|ภาพถ่าย|ภาพข่าว|ภาพกิจกรรม|ภาพประกอบ|image|photo|picture|pic|img|dsc|alt|untitled)[\s_-]*(?:ที่)?[\s_-]*[\d๐-๙]*"
    r"|[\w-]+\.(?:jpe?g|png|webp|gif|heic)|(?:img|dsc|image|photo|line_album|received|screenshot)[\s_-]*[\w-]*\d+[\w-]*|\d+",
    re.IGNORECASE,
)


def spaces(manuscript: Manuscript) -> Iterator[Finding]:
    """Latin words that stand right beside Thai letters."""
    prose = manuscript.prose
    for match in manuscript.find(_LATIN, prose):
        before, after = prose[match.start() - 1 : match.start()], prose[match.end() : match.end() + 1]
        left, right = (bool(re.match(f"[{_THAI}]", each)) for each in (before, after))
        if len(match[0]) > 1 and (left or right):
            mended = " " * left + match[0] + " " * right
            found = manuscript.problem("latin-unspaced", match.start(), word=match[0])
            yield Finding(found, Mend(match.start(), match.end(), mended))


def quotes(manuscript: Manuscript) -> Iterator[Finding]:
    """Straight quotation marks around Thai in a body; in front matter they are YAML's."""
    if manuscript.item and manuscript.item.lang == "en":
        return
    for match in _QUOTED.finditer(manuscript.body):
        inside = match[1]
        if inside is None:
            yield Finding(manuscript.problem("straight-quote", match.start(), text='"'))
        elif re.search(f"[{_THAI}]", inside) or GAP not in inside:
            found = manuscript.problem("straight-quote", match.start(), text=match[0].replace(GAP, "…"))
            start, end = match.span()
            yield Finding(found, Mend(start, end, f"“{manuscript.text[start + 1 : end - 1]}”"))


def headings(manuscript: Manuscript) -> Iterator[Finding]:
    """Headings that go down by more than one level; the title is the first."""
    last = 1
    for match in _HEADING.finditer(manuscript.body):
        level = len(match[1])
        if level > last + 1:
            facts = {"level": "#" * level, "last": "#" * last, "right": "#" * (last + 1)}
            yield Finding(manuscript.problem("heading-order", match.start(1), **facts))
        last = level


def links(manuscript: Manuscript) -> Iterator[Finding]:
    """Links whose words don't tell where they lead, and photos whose words don't tell what they show."""
    for match in _LINK.finditer(manuscript.body):
        said = " ".join(re.sub(r"[*_`>»→.…]+", " ", match[1]).split())
        seen = manuscript.text[match.start(1) : match.end(1)]
        if not seen and _NAMED.match(manuscript.text, match.end(1)):
            continue  # It is called by the name of what it leads to.
        address = re.fullmatch(r"<?(?:https?://|www\.)\S+", seen.strip())
        # A longer text says something, and would take the pattern long.
        if address or (len(said) < 60 and GAP not in said and _EMPTY_WORDS.fullmatch(said)):  # noqa: PLR2004
            yield Finding(manuscript.problem("link-text", match.start(), text=seen))
    for match in manuscript.find(_PHOTO, manuscript.body):
        if _NO_WORDS.fullmatch(match[1].strip()):
            yield Finding(manuscript.problem("alt-says-nothing", match.start(), alt=match[1].strip()))
    for name, scalar in manuscript.scalars if manuscript.content else ():
        if name == "alt" and _NO_WORDS.fullmatch(posixpath.basename(scalar.text.strip())):
            yield Finding(manuscript.problem("alt-says-nothing", manuscript.index(scalar), alt=scalar.text.strip()))
