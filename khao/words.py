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
    "summary": ("เว็บไซต์ {pages} หน้า", "The site: {pages} pages"),
    "summary-added": ("**เพิ่ม {pages} หน้า** และไฟล์อื่น {files} ไฟล์", "**{pages} pages added**, and {files} other files"),
    "summary-changed": (
        "**เปลี่ยน {pages} หน้า** และไฟล์อื่น {files} ไฟล์",
        "**{pages} pages changed**, and {files} other files",
    ),
    "summary-removed": (
        "**ลบ {pages} หน้า** และไฟล์อื่น {files} ไฟล์",
        "**{pages} pages removed**, and {files} other files",
    ),
    "summary-more": ("และอีก {count} หน้า", "and {count} more"),
    "sound": ("ตรวจแล้ว ไม่พบสิ่งที่ต้องแก้", "Checked: nothing to mend"),
    "mended": ("แก้ให้แล้ว {count} ไฟล์:", "Mended {count} files:"),
    "mended-form": (
        "{path}: บันทึกใหม่เป็น UTF-8 ไม่มี BOM และขึ้นบรรทัดใหม่แบบ LF",
        "{path}: saved as UTF-8 without BOM, with LF",
    ),
    "error": ("ต้องแก้", "error"),
    "warning": ("ควรแก้", "warning"),
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
    "new-optional": (
        "ช่องต่อไปนี้ไม่ใส่ก็ได้ ถ้าจะใช้ ให้ลบ # หน้าบรรทัด แล้วแก้ค่า",
        "The fields below may be left out; to use one, delete the # before it and change the value",
    ),
    "new-draft": ("ฉบับร่าง ลบบรรทัดนี้เมื่อพร้อมเผยแพร่", "A draft: delete this line when it is ready"),
    "new-choices": ("เลือกได้จาก", "choose from"),
    "new-body": ("ลบบรรทัดนี้ แล้วพิมพ์เนื้อหาที่นี่", "Delete this line and write the text here"),
    "new-done": (
        "สร้างไฟล์แล้ว: {path}\nต่อไป: เขียนเนื้อหา วางภาพในโฟลเดอร์เดียวกัน ดูตัวอย่างด้วย make serve แล้วลบบรรทัด draft: true เมื่อพร้อม",
        "Made {path}\nNext: write the text, put photos beside it, look at it with make serve, and delete draft: true when it is ready",
    ),
    "section-news": ("ข่าว", "News"),
    "section-reports": ("รายงาน", "Report"),
    "section-pages": ("หน้าทั่วไป", "Page"),
    "ask-title": ("ชื่อเรื่อง", "Title"),
    "ask-section": ("ประเภท พิมพ์หมายเลข", "Which of these, by number"),
    "ask-date": ("วันที่", "Date"),
    "ask-categories": (
        "หมวด พิมพ์หมายเลข คั่นด้วย , หรือกด Enter เพื่อข้าม",
        "Categories by number, with commas between; Enter for none",
    ),
    "ask-schools": (
        "สถานศึกษาที่เกี่ยวข้อง พิมพ์บางส่วนของชื่อ หรือกด Enter เมื่อครบแล้ว",
        "A school it is about, by a part of its name; Enter when there are no more",
    ),
    "ask-which": ("หมายถึงข้อใด", "Which of these"),
    "ask-slug": ("ชื่อใน URL", "Its name in the URL"),
    "ask-again": ("พิมพ์หมายเลข 1–{most}", "Type a number from 1 to {most}"),
    "ask-none": ("ไม่พบชื่อที่มีคำว่า “{typed}”", "No name has “{typed}” in it"),
    "shipment": (
        "เพิ่ม {new} · เปลี่ยน {changed} · ลบ {removed} · คงเดิม {kept} ไฟล์",
        "{new} files added, {changed} changed, {removed} removed, {kept} kept",
    ),
    "published": ("เผยแพร่แล้วที่ {where} (ฉบับ {build})", "Published to {where} (build {build})"),
    "published-dry": (
        "ยังไม่ได้เผยแพร่ นี่คือสิ่งที่จะทำที่ {where} (ฉบับ {build})",
        "Nothing was published; this is what would be done at {where} (build {build})",
    ),
    "published-same": (
        "{where} เป็นฉบับล่าสุดอยู่แล้ว ไม่มีอะไรต้องส่ง (ฉบับ {build})",
        "{where} holds this build already, nothing was sent (build {build})",
    ),
    "published-back": (
        "{where} กลับไปเป็นฉบับก่อน ซึ่งสร้างเมื่อ {when} (ฉบับ {build})",
        "{where} is back at the release before, built for {when} (build {build})",
    ),
    "publishing": ("ส่งไฟล์", "Sending"),
    "serving": ("ดูเว็บไซต์ได้ที่ {address} (กด Ctrl+C เพื่อหยุด)", "The site is at {address} (Ctrl+C stops)"),
    "serving-network": (
        "ในเครือข่ายเดียวกัน เปิดได้ที่ {address} หรือสแกนรหัสนี้ด้วยโทรศัพท์",
        "In this network it is at {address}; a telephone can scan this:",
    ),
    "port-moved": (
        "พอร์ต {usual} มีโปรแกรมอื่นใช้อยู่ จึงใช้พอร์ต {port} แทน",
        "Another program uses the port {usual}: this is the port {port}",
    ),
    "desk-problems": ("พบสิ่งที่ต้องแก้ {count} จุด", "Problems to mend: {count}"),
    "desk-stays": (
        "หน้าเว็บข้างใต้คือฉบับล่าสุดที่ไม่มีปัญหา กล่องนี้จะหายไปเองเมื่อแก้ไฟล์และบันทึกแล้ว",
        "Beneath is the last version in which all was well. This goes away when the file is mended and saved.",
    ),
    "desk-why": ("เหตุผล", "Why"),
    "desk-fix": ("วิธีแก้", "What to do"),
    "desk-close": ("ปิด", "Close"),
    "desk-busy": ("กำลังสร้างหน้าเว็บใหม่…", "Making the pages anew…"),
    "desk-lost": ("หยุดแสดงแล้ว เปิด make serve อีกครั้ง", "The server has stopped: start make serve again"),
    "desk-bar": ("สำหรับผู้เขียนข่าว", "For the makers of this page"),
    "desk-notes": ("แจ้งให้ทราบ", "Notes:"),
    "desk-draft": ("ฉบับร่าง ผู้อ่านยังไม่เห็น", "A draft: readers do not see it"),
    "desk-due": ("ผู้อ่านจะเห็นตั้งแต่ {when}", "Readers will see it from {when}"),
    "desk-since": ("เผยแพร่ตั้งแต่ {when}", "Published since {when}"),
    "desk-expires": ("จะนำออก {when}", "to be withdrawn {when}"),
    "stopped": ("หยุดแล้ว", "Stopped"),
    "reading": ("อ่านไฟล์", "Reading"),
    "rendering": ("สร้างหน้า", "Rendering"),
    "photos": ("ทำภาพ", "Photos"),
    "profile": ("ใช้เวลาทั้งหมด {seconds} วินาที แยกตามขั้นตอน:", "{seconds} s in all, by stage:"),
    "profile-layouts": (
        "เวลาทำหน้าเว็บ แยกตาม layout (รวมทุกโปรเซส):",
        "Rendering, by layout (all processes together):",
    ),
    "profile-pages": ("หน้าที่ใช้เวลามากที่สุด:", "The slowest pages:"),
    "stage-inspect": ("ดูว่าไฟล์ใดเปลี่ยนไป", "inspect: what has changed, by file times"),
    "stage-replay": ("ทำหน้าที่เนื้อความเปลี่ยน", "replay: pages of which nothing but the body changed"),
    "stage-recall": ("อ่านบันทึกของการสร้างครั้งก่อน", "recall: the record of the last build"),
    "stage-load": ("อ่านเนื้อหาและข้อมูล", "load: content, data and layouts"),
    "stage-plan": ("วางแผนหน้า", "plan: which pages there are"),
    "stage-stale": ("หาว่าหน้าใดต้องทำใหม่", "stale: which of them to render"),
    "stage-render": ("ทำหน้าเว็บ", "render: pages, into the stage"),
    "stage-develop": ("ทำภาพ การ์ด และไฟล์แนบ", "develop: photos, share cards, attachments, assets"),
    "stage-search": ("ทำดัชนีค้นหา", "make the search index"),
    "stage-check": ("ตรวจลิงก์", "check: links"),
    "stage-commit": ("ย้ายเข้าที่", "commit: into the output folder"),
    "stage-remember": ("บันทึกสำหรับครั้งต่อไป", "remember: for the next build"),
    "why-missing": ("ไม่มีหน้าที่ {url}", "There is no page at {url}"),
    "why-forgotten": (
        "{url} จะสร้างใหม่เช่นเดียวกับทุกหน้า เพราะไม่มีบันทึกของการสร้างครั้งก่อน หรือ Khao, build.py, Python หรือไลบรารีเปลี่ยนไปแล้ว",
        "{url} is to be made anew, as every page is: there is no record of a last build, or Khao, build.py, Python or a library is another since",
    ),
    "why-new": ("{url} เป็นหน้าใหม่ ยังไม่เคยสร้าง", "{url} is new: it has not been built yet"),
    "why-other": (
        "{url} จะสร้างใหม่ เพราะไม่ใช่หน้าเดิม เช่น จำนวนหน้าของรายการเปลี่ยนไป หรือที่อยู่นี้เป็นของเรื่องอื่นแล้ว",
        "{url} is to be made anew, since it is another page than last time: its list has more or fewer pages, or the address is another item's now",
    ),
    "why-same": (
        "{url} เป็นปัจจุบันแล้ว ไม่ต้องสร้างใหม่ จะสร้างใหม่เมื่อข้อมูล {count} อย่างนี้เปลี่ยนไป:",
        "{url} is up to date. It is made anew when one of these {count} things changes:",
    ),
    "why-changed": (
        "{url} จะสร้างใหม่ เพราะสิ่งต่อไปนี้ไม่เหมือนครั้งก่อน:",
        "{url} is to be made anew, since these are not as they were last time:",
    ),
    "why-gone": (
        "ไฟล์ {file} หายไปจากโฟลเดอร์ของเว็บไซต์ที่สร้างแล้ว",
        "the file {file} is missing from the output folder",
    ),
    "why-altered": (
        "ไฟล์ {file} ในโฟลเดอร์ของเว็บไซต์ที่สร้างแล้ว ถูกแก้ไขหรือแทนที่",
        "the file {file} in the output folder was edited or replaced",
    ),
    "now": ("{asked} ขณะนี้: {answer}", "{asked}; now: {answer}"),
    "none": ("ไม่มี", "none"),
    "more": ("และอีก {count}", "and {count} more"),
}


def say(word: str, lang: Lang, **facts: object) -> str:
    """The words for something, with its facts."""
    return WORDS[word][lang == "en"].format_map(facts)
