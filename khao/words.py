"""What the command says when nothing is wrong, in Thai and in English: one table.

The one invariant: each row has both languages, with the same facts.
"""

from __future__ import annotations

from typing import Literal

Lang = Literal["th", "en"]

WORDS: dict[str, tuple[str, str]] = {
    "built": (
        "สร้างเว็บไซต์แล้ว {pages} หน้า ใน {seconds} วินาที · ทำใหม่ {rendered} · เพิ่ม {added} · เปลี่ยน {changed} · ลบ {removed} ไฟล์",
        "Built {pages} pages in {seconds} s · rendered {rendered} · {added} files added, {changed} changed, {removed} removed",
    ),
    "output": ("เว็บไซต์อยู่ที่ {folder}", "The site is in {folder}"),
    "next": (
        "การเปลี่ยนแปลงตามเวลาครั้งต่อไป: {when} ({item}) ต้องสร้างเว็บไซต์อีกครั้งในเวลานั้น",
        "Next scheduled change: {when} ({item}); build again then",
    ),
    "sound": ("ตรวจแล้ว ไม่พบสิ่งที่ต้องแก้", "Checked: nothing to mend"),
    "error": ("ต้องแก้", "error"),
    "note": ("แจ้งให้ทราบ", "note"),
    "notes": (
        "มีเรื่องแจ้งให้ทราบ {count} เรื่อง ดูได้ด้วยคำสั่ง python build.py check",
        "{count} notes: python build.py check shows them",
    ),
    "why": ("เหตุผล", "why"),
    "fix": ("วิธีแก้", "fix"),
    "failed": (
        "พบสิ่งที่ต้องแก้ {count} จุด เว็บไซต์เดิมยังอยู่ครบ ไม่มีอะไรเปลี่ยน",
        "{count} problems found. The site is left as it was",
    ),
    "serving": ("ดูเว็บไซต์ได้ที่ {address} (กด Ctrl+C เพื่อหยุด)", "The site is at {address} (Ctrl+C stops)"),
    "stopped": ("หยุดแล้ว", "Stopped"),
    "reading": ("อ่านไฟล์", "Reading"),
    "rendering": ("สร้างหน้า", "Rendering"),
    "why-missing": ("ไม่มีหน้าที่ {url}", "There is no page at {url}"),
    "why-new": ("{url} เป็นหน้าใหม่ ยังไม่เคยสร้าง", "{url} is new: it has not been built yet"),
    "why-same": (
        "{url} เป็นปัจจุบันแล้ว คำตอบของทุกคำถามที่หน้านี้ถาม ({count} ข้อ) เหมือนเดิม",
        "{url} is up to date: all of its {count} questions are answered as they were",
    ),
    "why-changed": (
        "{url} ต้องสร้างใหม่ เพราะคำตอบเหล่านี้เปลี่ยนไป",
        "{url} must be rendered again, since these are answered differently",
    ),
    "why-asks": ("สิ่งที่หน้านี้ถาม", "What this page asks"),
}


def say(word: str, lang: Lang, **facts: object) -> str:
    """The words for something, with its facts."""
    return WORDS[word][lang == "en"].format_map(facts)
