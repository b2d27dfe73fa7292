"""Thai as it is typed: letters in parts, doubled, out of order or lost on the way out of a PDF.

The one invariant: a slip that has more than one remedy is told and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from khao import thai
from khao.manuscript import Finding, Manuscript, Mend

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_ORPHAN = re.compile(f"(?<![ก-ฮฤฦ{_MARKS}\u25cc-])(?<![ก-ฮ] )[{_MARKS}]+")
"""A mark that has no letter to stand on, or stands on a vowel that takes none."""
_DOUBLED = re.compile("ะะ+|าา+|โโ+|ใใ+|ไไ+|แแ+|[ใไโ][ใไโเแ]")
_PARTED = re.compile(f"(?<=[ก-ฮ])([\u0e48-\u0e4b]?) +([าำ])|(?<=[ก-ฮ]) +([{_MARKS}]+)")
# The beginnings of words that are none without ำ, each told from what may stand beside it by chance.
_LOST = re.compile(
    "สา(?=นักงาน|คัญ|เร็จ|หรับ|รวจ)|กา(?=หนด|กับดูแล|กับติดตาม|ลังใจ)|ดา(?=เนินการ|เนินงาน|เนินชีวิต|รงต[าำ]แหน่ง)"
    "|จา(?=นวน|หน่าย)|(?<!เจร)(?<!วา)จา(?=เป็น)|ตา(?=บล|แหน่ง)|อา(?=เภอ|นวย|นาจ)"
    "|ประจา(?=ปี|เดือน|จังหวัด|สัปดาห์|ตัว|วัน|การ|สถาน)|(?<!รา)คา(?=สั่ง|แนะน[าำ]|ขวัญ)|แนะนา(?![งนมยว])"
    "|บา(?=รุงรักษา|เพ็ญ|เหน็จ)|(?<!ประ)(?<!วิ)ชา(?=นาญ)|ชา(?=ระเงิน|ระค่า|ระหนี้)|ทา(?=งาน)|ผู้นา(?=ชุมชน|ทาง)"
    "|(?:(?<![ก-๎])|(?<=เพื่อ)|(?<=การ)|(?<=และ))นา(?=เสนอ)|(?<!เว)ลา(?=ดับที่)|ต่า(?=กว่า)|สม่า(?=เสมอ)|ถ้อยคา(?![ก-ฮ])"
    "|น้า(?=ดื่ม|ท่วม|ประปา)"
)


def normal(manuscript: Manuscript) -> Iterator[Finding]:
    """What the site puts in order by itself, wherever it stands in the file."""
    for change in thai.changes(manuscript.text):
        found = manuscript.problem(change.kind, change.index, before=_seen(change.before), after=_seen(change.after))
        yield Finding(found, Mend(change.index, change.index + len(change.before), change.after))


def broken(manuscript: Manuscript) -> Iterator[Finding]:
    """What is lost when Thai is copied out of a PDF."""
    for match in manuscript.find(_PARTED, manuscript.prose):
        after = f"{match[1]}ำ" if match[2] else match[3]
        before = manuscript.text[match.start() - 1 : match.end()]
        found = manuscript.problem("pdf-broken", match.start() - 1, before=before, after=before[0] + after)
        yield Finding(found, Mend(match.start(), match.end(), after))
    for match in manuscript.find(_LOST, manuscript.prose):
        after = match[0].removesuffix("า") + "ำ"
        found = manuscript.problem("pdf-broken", match.start(), before=match[0], after=after)
        yield Finding(found, Mend(match.start(), match.end(), after))


def marks(manuscript: Manuscript) -> Iterator[Finding]:
    """Marks without a letter, and vowels typed twice."""
    mended = {at for each in thai.changes(manuscript.text) for at in range(each.index, each.index + len(each.before))}
    for match in manuscript.find(_ORPHAN, manuscript.prose):
        if match.start() not in mended:
            yield Finding(manuscript.problem("orphan-mark", match.start(), mark=f"◌{match[0]}"))
    for match in manuscript.find(_DOUBLED, manuscript.prose):
        yield Finding(manuscript.problem("doubled-vowel", match.start(), vowel=match[0]))


def _seen(text: str) -> str:
    """A text of which nothing is invisible."""
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in text)
