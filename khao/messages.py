"""What each problem says, in Thai and in English: one table.

The one invariant: a message names only facts that every place which makes its problem gives, so it can always be
told. A problem that knows what was probably meant (its fact `near`) is told by the rule's `-near` message, where
there is one.

    what   what is wrong, in one line; the place is printed before it
    why    why it matters, or how it usually comes about
    fix    what to do, for a person at a text editor
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from khao.errors import Problem, Severity


@dataclass(frozen=True, slots=True)
class Text:
    """A message in one language; `{name}` stands for a fact of the problem."""

    what: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a problem says, and whether it stops the build."""

    th: Text
    en: Text
    severity: Severity = "error"


def severity(rule: str) -> Severity:
    """Whether problems of this rule stop the build."""
    return RULES[rule].severity if rule in RULES else "error"


def allowable(rule: str) -> bool:
    """Whether an item may break a rule, if it says why."""
    return rule == "personal-number" or (rule in RULES and RULES[rule].severity == "warning")


def text(problem: Problem, lang: Literal["th", "en"]) -> Text:
    """The message of a problem, filled in with its facts. Raises KeyError for a rule or a fact that isn't there."""
    facts = dict(problem.facts)
    if "kinds" in facts:
        facts["kinds"] = ", ".join(KINDS.get(kind, (kind, kind))[lang == "en"] for kind in facts["kinds"].split(", "))
    nearer = f"{problem.rule}-near"
    message = RULES[nearer if facts.get("near") and nearer in RULES else problem.rule]
    said = message.th if lang == "th" else message.en
    return Text(said.what.format_map(facts), said.why.format_map(facts), said.fix.format_map(facts))


KINDS: Mapping[str, tuple[str, str]] = {
    "double-sara-e": ("พิมพ์ เ สองตัวแทน แ", "two เ for แ"),
    "nikhahit-sara-aa": ("สระอำที่พิมพ์แยกเป็นนิคหิตกับสระอา", "ำ typed in two parts"),
    "repeated-mark": ("สระหรือวรรณยุกต์ซ้อนกัน", "a doubled vowel or tone mark"),
    "mark-order": ("วรรณยุกต์พิมพ์ก่อนสระ", "a tone mark before its vowel"),
    "zero-width": ("อักขระที่มองไม่เห็น", "invisible characters"),
    "no-break-space": ("ช่องว่างแบบไม่ตัดบรรทัด", "no-break spaces"),
    "private-glyph": ("รหัสอักษรของฟอนต์รุ่นเก่า", "codes of old fonts"),
    "unicode-form": ("รหัส Unicode ที่ยังไม่ได้รวมรูป", "Unicode characters in parts"),
}
"""What `khao.thai` puts in order, in the words of a person who types."""


RULES: Mapping[str, Message] = {
    # Files ------------------------------------------------------------------------------------------------------------
    "file-unreadable": Message(
        Text(
            "อ่านไฟล์หรือโฟลเดอร์นี้ไม่ได้: “{reason}”",
            "ระบบของเครื่องไม่อนุญาตให้อ่าน หรือไฟล์ถูกย้ายหรือลบไประหว่างสร้างเว็บไซต์",
            "ลองเปิดไฟล์นี้เอง ถ้าเปิดไม่ได้ให้แก้สิทธิ์การอ่านของไฟล์ แล้วสร้างเว็บไซต์อีกครั้ง",
        ),
        Text(
            "This file or folder can't be read: “{reason}”.",
            "The system does not allow it, or the file was moved or deleted during the build.",
            "Try to open it yourself. If that fails too, change its permissions, then build again.",
        ),
    ),
    "file-empty": Message(
        Text(
            "ไฟล์นี้ไม่มีเนื้อหา",
            "ไฟล์อาจยังไม่ได้บันทึก หรือเนื้อหาถูกลบไปโดยไม่ตั้งใจ",
            "พิมพ์เนื้อหาแล้วบันทึก กู้เนื้อหาเดิมจากประวัติของ Git หรือลบไฟล์นี้ถ้าไม่ใช้แล้ว",
        ),
        Text(
            "This file has no content.",
            "It may not have been saved yet, or its content was deleted by accident.",
            "Write the content and save, take it back from Git's history, or delete the file if it is not needed.",
        ),
    ),
    "file-too-large": Message(
        Text(
            "ไฟล์นี้มีขนาด {size} เกินที่กำหนดไว้ {limit}",
            "ไฟล์ใหญ่เกินไปทำให้สร้างเว็บไซต์ช้า และผู้อ่านใช้เวลาดาวน์โหลดนาน",
            "ถ้าเป็นภาพหรือไฟล์แนบ ให้ย่อหรือบีบอัดให้เล็กกว่า {limit} ถ้าเป็นไฟล์ข้อความ ให้แบ่งเป็นหลายไฟล์",
        ),
        Text(
            "This file is {size}, more than the limit of {limit}.",
            "Files that large slow the build down, and readers wait long for them.",
            "Compress a photo or attachment to less than {limit}; split a text file into several.",
        ),
    ),
    "file-bom": Message(
        Text(
            "ไฟล์นี้ขึ้นต้นด้วยเครื่องหมาย BOM ซึ่งมองไม่เห็น",
            "โปรแกรมบางตัวใส่ไว้เมื่อบันทึกเป็น “UTF-8 with BOM” และทำให้บรรทัดแรกของไฟล์อ่านผิด",
            "บันทึกไฟล์ใหม่โดยเลือก Encoding เป็น “UTF-8” แบบไม่มี BOM (Notepad: File > Save As; VS Code: คลิก"
            " “UTF-8 with BOM” ที่แถบล่าง แล้วเลือก Save with Encoding > UTF-8)",
        ),
        Text(
            "This file begins with an invisible byte order mark (BOM).",
            "Some programs add it when saving as “UTF-8 with BOM”, and the first line is then read wrongly.",
            "Save the file again as “UTF-8” without BOM (Notepad: File > Save As; VS Code: click “UTF-8 with BOM” in"
            " the bar below, then Save with Encoding > UTF-8).",
        ),
    ),
    "file-not-utf8": Message(
        Text(
            "ไฟล์นี้ไม่ได้บันทึกเป็น UTF-8 (พบไบต์ {byte})",
            "ไฟล์น่าจะบันทึกเป็น ANSI หรือ TIS-620 ซึ่งจะทำให้อักษรไทยบนเว็บไซต์อ่านไม่ออก",
            "เปิดไฟล์ด้วยโปรแกรมที่แสดงอักษรไทยได้ถูกต้อง แล้วใช้ Save As โดยเลือก Encoding เป็น “UTF-8”",
        ),
        Text(
            "This file is not saved as UTF-8 (found the byte {byte}).",
            "It was probably saved as ANSI or TIS-620, and its Thai would be unreadable on the site.",
            "Open it in a program that shows its Thai correctly, then use Save As with the encoding “UTF-8”.",
        ),
    ),
    "file-crlf": Message(
        Text(
            "การขึ้นบรรทัดใหม่ในไฟล์นี้ไม่ใช่แบบ LF",
            "ไฟล์ของเว็บไซต์นี้ใช้แบบ LF ทุกไฟล์ เพื่อให้ได้ผลเหมือนกันทุกเครื่อง ส่วนโปรแกรมบน Windows มักบันทึกเป็น CRLF",
            "ใน VS Code คลิกคำว่า CRLF ที่แถบล่างด้านขวา เลือก LF แล้วบันทึก",
        ),
        Text(
            "The line ends of this file are not LF.",
            "Every file of the site uses LF, so that all machines make the same; Windows programs often save CRLF.",
            "In VS Code, click CRLF at the right of the bar below, choose LF, and save.",
        ),
    ),
    "file-control": Message(
        Text(
            "มีอักขระควบคุมที่มองไม่เห็น ({character}) อยู่ตรงนี้",
            "อักขระแบบนี้มักติดมาจากการคัดลอกข้อความจาก Word หรือ PDF และใช้บนเว็บไซต์ไม่ได้",
            "ลบคำตรงตำแหน่งนี้ทั้งคำ แล้วพิมพ์ใหม่",
        ),
        Text(
            "There is an invisible control character ({character}) here.",
            "Such characters usually come with text copied from Word or a PDF, and have no place on a web page.",
            "Delete the whole word here and type it again.",
        ),
    ),
    "name-not-unicode": Message(
        Text(
            "ชื่อไฟล์นี้ไม่ได้ใช้รหัส Unicode",
            "ชื่อไฟล์ตั้งด้วยรหัสภาษาไทยแบบเก่า เช่น ไฟล์ที่แตกจาก ZIP รุ่นเก่า จึงอ่านชื่อไม่ได้",
            "เปลี่ยนชื่อไฟล์โดยพิมพ์ใหม่ทั้งชื่อ เช่น photo-1.jpg และแก้ชื่อในข่าวที่ใช้ไฟล์นี้ให้ตรงกัน",
        ),
        Text(
            "The name of this file is not Unicode.",
            "It was written in an old Thai encoding, as in old ZIP files, and can't be read.",
            "Rename the file to something like photo-1.jpg, and use the new name in the items that show it.",
        ),
    ),
    "name-control": Message(
        Text(
            "ชื่อไฟล์หรือโฟลเดอร์นี้มีอักขระที่มองไม่เห็น",
            "อักขระควบคุมหรือเครื่องหมายกลับทิศข้อความทำให้ชื่อที่เห็นไม่ตรงกับชื่อจริง มักติดมาจากการคัดลอก",
            "เปลี่ยนชื่อโดยพิมพ์ใหม่ทั้งชื่อ ไม่คัดลอกจากที่อื่น เช่น meeting.md",
        ),
        Text(
            "The name of this file or folder holds invisible characters.",
            "Control characters and marks that turn the direction of text make a name look like another one.",
            "Rename it, typing the whole name anew instead of pasting it, for example meeting.md.",
        ),
    ),
    "name-nearly-md": Message(
        Text(
            "ชื่อไฟล์นี้ลงท้ายคล้าย .md แต่ไม่ใช่ .md",
            "ระบบอ่านเป็นข่าวเฉพาะไฟล์ที่ชื่อลงท้ายด้วย .md ตัวพิมพ์เล็ก ไฟล์นี้จึงจะไม่ขึ้นเว็บไซต์",
            "เปลี่ยนชื่อไฟล์ให้ลงท้ายด้วย .md เช่น เปลี่ยน meeting.md.txt เป็น meeting.md (ถ้า Windows ไม่แสดง .txt"
            " ให้เปิด View > File name extensions ก่อน)",
        ),
        Text(
            "The name of this file nearly ends in .md, but not quite.",
            "Only files whose names end in .md, in small letters, are read as items; this one would not be published.",
            "Rename it to end in .md, for example meeting.md.txt to meeting.md (if Windows hides .txt, first turn on"
            " View > File name extensions).",
        ),
    ),
    "folder-named-md": Message(
        Text(
            "โฟลเดอร์นี้มีชื่อลงท้ายด้วย .md",
            "ชื่อที่ลงท้ายด้วย .md ใช้กับไฟล์ข่าวเท่านั้น ไฟล์ในโฟลเดอร์นี้จึงจะไม่ถูกอ่าน",
            "เปลี่ยนชื่อโฟลเดอร์ เช่น เปลี่ยน sports-day.md เป็น sports-day แล้วเก็บข่าวไว้ข้างในเป็นไฟล์ index.md",
        ),
        Text(
            "This is a folder, but its name ends in .md.",
            "Names that end in .md are for the files of items; nothing in this folder would be read.",
            "Rename it, for example sports-day.md to sports-day, and keep the item inside as index.md.",
        ),
    ),
    "not-a-file": Message(
        Text(
            "สิ่งนี้ไม่ใช่ไฟล์ธรรมดา",
            "สิ่งที่ระบบสร้างไว้สื่อสารกันเอง เช่น pipe หรือ socket ไม่มีเนื้อหาให้อ่าน",
            "ย้ายหรือลบสิ่งนี้ออกจากโฟลเดอร์ แล้ววางไฟล์จริงแทนถ้าต้องใช้",
        ),
        Text(
            "This is not a regular file.",
            "Pipes, sockets and devices of the system have no content to publish.",
            "Move or delete it, and put a real file in its place if one is needed.",
        ),
    ),
    "link-leads-out": Message(
        Text(
            "ลิงก์ของระบบ (symbolic link) นี้ชี้ออกนอกโฟลเดอร์",
            "ระบบอ่านเฉพาะไฟล์ที่อยู่ในโฟลเดอร์นี้จริง เพื่อไม่ให้ไฟล์อื่นของเครื่องหลุดขึ้นเว็บไซต์",
            "ลบลิงก์นี้ แล้วคัดลอกไฟล์จริงมาวางแทน",
        ),
        Text(
            "This symbolic link leads out of the folder.",
            "Only what really lies in the folder is read, so that no other file of the machine gets published.",
            "Delete the link and put a copy of the real file in its place.",
        ),
    ),
    "link-not-to-file": Message(
        Text(
            "ลิงก์ของระบบ (symbolic link) นี้ไม่ได้ชี้ไปที่ไฟล์",
            "ปลายทางของลิงก์ถูกลบหรือย้ายไป หรือเป็นโฟลเดอร์",
            "ลบลิงก์นี้ แล้วคัดลอกไฟล์จริงมาวางแทน",
        ),
        Text(
            "This symbolic link does not lead to a file.",
            "What it led to was moved or deleted, or is a folder.",
            "Delete the link and put a copy of the real file in its place.",
        ),
    ),
    "section-unknown": Message(
        Text(
            "ไฟล์นี้ไม่ได้อยู่ในโฟลเดอร์ news, reports หรือ pages (พบ “{section}” ใน content)",
            "โฟลเดอร์แรกใน content บอกว่าไฟล์เป็นข่าว (news) รายงาน (reports) หรือหน้าทั่วไป (pages)",
            "ย้ายไฟล์นี้ไปไว้ใน content/{near}/ หรือโฟลเดอร์อื่นในสามโฟลเดอร์นี้ที่ตรงกับประเภทของเนื้อหา",
        ),
        Text(
            "This file is not in the folder news, reports or pages, but at “{section}” in content.",
            "The first folder in content tells whether a file is news, a report or a page.",
            "Move the file into content/{near}/, or into another of these three folders.",
        ),
    ),
    "settings-missing": Message(
        Text(
            "ไม่พบไฟล์ตั้งค่าของเว็บไซต์",
            "ชื่อเว็บไซต์ ที่อยู่เว็บไซต์ และหน่วยงานเจ้าของเว็บไซต์อยู่ในไฟล์ data/site.yaml",
            "กู้ไฟล์เดิมจากประวัติของ Git หรือสร้างไฟล์ data/site.yaml ที่มีช่อง title, base_url และ organisation",
        ),
        Text(
            "The settings of the site are missing.",
            "The file data/site.yaml holds the site's title, its address and the office that publishes it.",
            "Take the file back from Git's history, or create data/site.yaml with title, base_url and organisation.",
        ),
    ),
    "changed-meanwhile": Message(
        Text(
            "ไฟล์นี้ถูกแก้ไขระหว่างที่กำลังสร้างเว็บไซต์",
            "ถ้าทำต่อ เว็บไซต์จะมีทั้งเนื้อหาเก่าและใหม่ปนกัน",
            "บันทึกไฟล์ให้เรียบร้อย แล้วสร้างเว็บไซต์อีกครั้ง",
        ),
        Text(
            "This file changed while the site was being built.",
            "Going on would mix its old and its new content.",
            "Finish and save the edit, then build again.",
        ),
    ),
    # The head of an item ----------------------------------------------------------------------------------------------
    "head-missing": Message(
        Text(
            "ไฟล์นี้ไม่มีส่วนหัวของไฟล์ (ระหว่าง --- สองบรรทัด)",
            "ส่วนหัวบอกชื่อข่าวและวันที่ ถ้าไม่มีจะเผยแพร่ข่าวไม่ได้",
            "เพิ่มสี่บรรทัดนี้ไว้บนสุดของไฟล์: บรรทัดแรก --- บรรทัดต่อมา title: ชื่อข่าว บรรทัดต่อมา date: 13 พ.ค. 2567"
            " และบรรทัดที่สี่ --- แล้วจึงเป็นเนื้อข่าว",
        ),
        Text(
            "This file has no front matter (between two --- lines).",
            "The front matter gives the title and the date; without them nothing can be published.",
            "Put four lines at the very top: --- on the first, title: ชื่อข่าว on the next, date: 13 พ.ค. 2567 on the"
            " third, and --- on the fourth, before the text of the item.",
        ),
    ),
    "head-unclosed": Message(
        Text(
            "ส่วนหัวของไฟล์ (ระหว่าง --- สองบรรทัด) เปิดหรือปิดไม่ครบ",
            "ต้องมี --- หนึ่งบรรทัดที่บรรทัดแรกสุดของไฟล์ และอีกหนึ่งบรรทัดหลังช่องสุดท้าย",
            "ลบบรรทัดว่างหรือช่องว่างก่อน --- บรรทัดแรก และพิมพ์ --- ไว้ในบรรทัดของตัวเองก่อนเริ่มเนื้อข่าว",
        ),
        Text(
            "The front matter (between two --- lines) is not opened or closed properly.",
            "One --- belongs on the very first line of the file, and another on a line after the last field.",
            "Delete blank lines or spaces before the first ---, and put --- on a line of its own before the text.",
        ),
    ),
    "head-empty": Message(
        Text(
            "ส่วนหัวของไฟล์ (ระหว่าง --- สองบรรทัด) ไม่มีช่องใดเลย",
            "ทุกข่าวต้องมีอย่างน้อยชื่อข่าวและวันที่",
            "พิมพ์ title: ชื่อข่าว หนึ่งบรรทัด และ date: 13 พ.ค. 2567 อีกหนึ่งบรรทัด ไว้ระหว่าง --- สองบรรทัด",
        ),
        Text(
            "The front matter (between two --- lines) has no fields.",
            "Every item needs at least a title and a date.",
            "Type title: ชื่อข่าว on one line and date: 13 พ.ค. 2567 on the next, between the two --- lines.",
        ),
    ),
    "head-too-large": Message(
        Text(
            "ส่วนหัวของไฟล์ (ระหว่าง --- สองบรรทัด) ใหญ่กว่า {limit}",
            "มักเกิดจากการวางเนื้อข่าวไว้ในส่วนหัว หรือวาง --- ที่ปิดส่วนหัวไว้ผิดที่",
            "ย้ายเนื้อข่าวไปไว้ใต้ --- บรรทัดที่สอง ให้ส่วนหัวเหลือเฉพาะช่องต่าง ๆ",
        ),
        Text(
            "The front matter (between two --- lines) is larger than {limit}.",
            "Usually the text of the item was put into it, or the closing --- stands in the wrong place.",
            "Move the text of the item below the second ---, so that only fields stay above.",
        ),
    ),
    # YAML -------------------------------------------------------------------------------------------------------------
    "yaml-tab": Message(
        Text(
            "มีแท็บ (ปุ่ม Tab) ในตำแหน่งที่ต้องใช้ช่องว่าง",
            "การย่อหน้าในส่วนหัวของไฟล์และในไฟล์ข้อมูลใช้ช่องว่างจากแป้น Space เท่านั้น",
            "ลบแท็บตรงนี้ แล้วกด Space สองครั้งแทน",
        ),
        Text(
            "There is a tab where spaces are needed.",
            "Front matter and data files are indented with spaces only.",
            "Delete the tab and press the space bar twice instead.",
        ),
    ),
    "yaml-colon": Message(
        Text(
            "มีเครื่องหมาย : อยู่ในตำแหน่งที่ใช้ไม่ได้",
            "เครื่องหมาย : ตามด้วยช่องว่างใช้คั่นชื่อช่องกับค่า ค่าที่มีเครื่องหมายนี้จึงต้องอยู่ในเครื่องหมายคำพูด",
            'ใส่เครื่องหมายคำพูดครอบค่า เช่น title: "ข่าว: ด่วน" ถ้าบรรทัดนี้ไม่มี : ในค่า ให้เริ่มชื่อช่องชิดขอบเดียวกับช่องอื่น'
            " และตรวจว่าบรรทัดก่อนหน้ามี : แบบปกติ (ไม่ใช่ ：) ตามด้วยช่องว่าง",
        ),
        Text(
            "There is a colon where none can stand.",
            "A colon and a space part a field from its value, so a value that holds them must stand in quotes.",
            'Put the value in quotes, as in title: "ข่าว: ด่วน". If the value has no colon, begin the line as far left'
            " as the other fields, and see that the line before has a plain : (not ：) and a space.",
        ),
    ),
    "yaml-quote": Message(
        Text(
            "เครื่องหมายคำพูดที่เปิดตรงนี้ไม่มีเครื่องหมายปิด หรือมี \\ อยู่ข้างใน",
            'เครื่องหมายคำพูดที่เปิดแล้วต้องปิดด้วยเครื่องหมายแบบเดียวกัน และ \\ ในเครื่องหมาย " มีความหมายพิเศษ',
            'ปิดด้วยเครื่องหมายเดียวกันที่ท้ายค่า เช่น title: "ข่าวด่วน" ถ้าในค่ามี " หรือ \\ ให้ครอบด้วย \' แทน เช่น'
            " title: 'ประชุม \"ครู\" ทั้งจังหวัด'",
        ),
        Text(
            "The quote that opens here is never closed, or holds a \\.",
            'A quote must be closed by a mark of its own kind, and a \\ between " has a special meaning.',
            'Close it at the end of the value, as in title: "ข่าวด่วน". If the value holds " or \\, use \' around it,'
            " as in title: 'ประชุม \"ครู\" ทั้งจังหวัด'.",
        ),
    ),
    "yaml-hash": Message(
        Text(
            "ข้อความหลังเครื่องหมาย # ในช่อง “{field}” จะหายไป คือ “{lost}”",
            "ในส่วนหัว เครื่องหมาย # ที่มีช่องว่างนำหน้าถือเป็นการเริ่มหมายเหตุ ข้อความหลังจากนั้นจึงไม่แสดงบนเว็บไซต์",
            'ใส่เครื่องหมายคำพูดครอบทั้งค่า เช่น title: "อันดับ #1 ของจังหวัด" ถ้าตั้งใจให้เป็นหมายเหตุ ให้เว้นวรรคหลัง # หนึ่งช่อง',
        ),
        Text(
            "The text after # in the field “{field}” would be lost: “{lost}”.",
            "In front matter a # after a space begins a remark, and what follows is not shown.",
            'Put quotes around the whole value, as in title: "อันดับ #1 ของจังหวัด". If a remark is meant, put a space after the #.',
        ),
    ),
    "yaml-after-quote": Message(
        Text(
            "มีข้อความต่อท้ายเครื่องหมายคำพูดที่ปิดแล้ว",
            "ค่าที่ขึ้นต้นด้วยเครื่องหมายคำพูดต้องจบที่เครื่องหมายคำพูดคู่ของมัน",
            "ครอบทั้งค่าด้วยเครื่องหมาย ' อีกชั้น เช่น title: '\"พลิกโฉม\" การศึกษา'",
        ),
        Text(
            "There is text after a quote that is already closed.",
            "A value that begins with a quote ends where that quote is closed.",
            "Put ' around the whole value, as in title: '\"พลิกโฉม\" การศึกษา'.",
        ),
    ),
    "yaml-no-colon": Message(
        Text(
            "บรรทัดนี้ไม่มีเครื่องหมาย : หลังชื่อช่อง",
            "แต่ละบรรทัดต้องเป็น ชื่อช่อง: ค่า โดยใช้ : แบบปกติ (ไม่ใช่ ：) และเว้นวรรคหนึ่งครั้งหลังเครื่องหมาย",
            "พิมพ์ : และเว้นวรรคหลังชื่อช่อง เช่น title: ชื่อข่าว ถ้าเป็นข้อความที่ต่อจากบรรทัดก่อน ให้รวมเป็นบรรทัดเดียวกัน",
        ),
        Text(
            "This line has no colon after the name of its field.",
            "Each line must read field: value, with a plain colon and a space after it.",
            "Type a colon and a space after the field, as in title: ชื่อข่าว. If the text belongs to the line before,"
            " join the two lines.",
        ),
    ),
    "yaml-duplicate": Message(
        Text(
            "ช่อง “{key}” มีแล้วในบรรทัดที่ {first}",
            "แต่ละช่องมีได้ครั้งเดียว ถ้ามีสองครั้งจะไม่รู้ว่าต้องใช้ค่าใด",
            "ลบบรรทัดใดบรรทัดหนึ่ง หรือรวมค่าทั้งสองไว้ในบรรทัดที่ {first}",
        ),
        Text(
            "The field “{key}” stands in line {first} already.",
            "A field can stand only once; with two of them nobody could tell which value counts.",
            "Delete one of the two lines, or put both values into line {first}.",
        ),
    ),
    "yaml-alias": Message(
        Text(
            "ค่าตรงนี้ขึ้นต้นด้วยเครื่องหมาย & หรือ *",
            "เครื่องหมายทั้งสองมีความหมายพิเศษเมื่ออยู่หน้าค่า จึงใช้ตรง ๆ ไม่ได้",
            'ใส่เครื่องหมายคำพูดครอบทั้งค่า เช่น title: "*ด่วน* ประชุมครู"',
        ),
        Text(
            "The value here begins with & or *.",
            "Before a value these signs have a special meaning, which is not allowed here.",
            'Put the whole value in quotes, as in title: "*ด่วน* ประชุมครู".',
        ),
    ),
    "yaml-tag": Message(
        Text(
            "ค่าตรงนี้ขึ้นต้นด้วยเครื่องหมายอัศเจรีย์ ({tag})",
            "เครื่องหมายอัศเจรีย์หน้าค่ามีความหมายพิเศษ จึงใช้ตรง ๆ ไม่ได้",
            'ใส่เครื่องหมายคำพูด " ครอบทั้งค่า หรือลบเครื่องหมายอัศเจรีย์ออก',
        ),
        Text(
            "The value here begins with an exclamation mark ({tag}).",
            "Before a value this sign has a special meaning, which is not allowed here.",
            'Put " around the whole value, or delete the exclamation mark.',
        ),
    ),
    "yaml-key": Message(
        Text(
            "ชื่อช่องตรงนี้ไม่ใช่คำเดียว",
            "ชื่อช่องต้องเป็นข้อความ ไม่ใช่สิ่งที่อยู่ใน [ ] หรือ {{ }}",
            'ถ้าตั้งใจให้เป็นค่า ให้ใส่ชื่อช่องไว้ข้างหน้า เช่น tags: [ประชุม] หรือครอบด้วยเครื่องหมายคำพูด เช่น title: "[ด่วน]: ประชุม"',
        ),
        Text(
            "The name of the field here is not a word.",
            "A field must be named by a text, not by what stands in [ ] or {{ }}.",
            "If it is meant as a value, put the field before it, as in tags: [ประชุม], or put quotes around it, as in"
            ' title: "[ด่วน]: ประชุม".',
        ),
    ),
    "yaml-depth": Message(
        Text(
            "ช่องซ้อนกันลึกเกิน {limit} ชั้น",
            "มักเกิดจากวงเล็บ [ หรือ {{ ที่เกินมา หรือการย่อหน้าที่ลึกขึ้นทุกบรรทัด",
            "ลบวงเล็บที่เกิน หรือจัดย่อหน้าให้ช่องระดับเดียวกันชิดขอบเดียวกัน",
        ),
        Text(
            "Fields are nested more than {limit} levels deep.",
            "Usually there are [ or {{ too many, or each line is indented further than the one before.",
            "Delete the surplus brackets, or indent fields of one level equally.",
        ),
    ),
    "yaml-documents": Message(
        Text(
            "มี --- คั่นกลางไฟล์ข้อมูลหรือส่วนหัว",
            "เครื่องหมาย --- แบ่งไฟล์เป็นสองชุด แต่ระบบอ่านได้ชุดเดียว",
            "ลบบรรทัด --- นี้ออก ถ้าต้องการเก็บเป็นสองชุดให้แยกเป็นสองไฟล์",
        ),
        Text(
            "A --- line divides this file or front matter.",
            "It makes two documents of one, and only one is read.",
            "Delete this --- line, or put the second part into a file of its own.",
        ),
    ),
    "yaml-character": Message(
        Text(
            "บรรทัดนี้มีอักขระที่ใช้ไม่ได้ ({character})",
            "อักขระแบบนี้มองไม่เห็น และมักติดมาจากการคัดลอกจาก Word หรือ PDF",
            "ลบทั้งบรรทัดนี้ แล้วพิมพ์ใหม่โดยไม่คัดลอกมาวาง",
        ),
        Text(
            "This line holds a character that is not allowed ({character}).",
            "Such characters are invisible, and usually come with text copied from Word or a PDF.",
            "Delete the line and type it again instead of pasting it.",
        ),
    ),
    "yaml-syntax": Message(
        Text(
            "อ่านตรงนี้ไม่ได้: “{reason}”",
            'มักเกิดจากข้อความหลังเครื่องหมายปิด " หรือ ] วงเล็บที่ไม่ได้ปิด ย่อหน้าไม่ตรงกัน หรือค่าที่ขึ้นต้นด้วยเครื่องหมายพิเศษ'
            " เช่น * & @ % [ - >",
            "ใส่เครื่องหมายคำพูดครอบทั้งค่า เช่น title: '\"ข่าว\" ประจำวัน' และตรวจว่าวงเล็บปิดครบ ทุกช่องเริ่มชิดขอบเดียวกัน",
        ),
        Text(
            "This can't be read: “{reason}”.",
            'Usually there is text after a closing " or ], a bracket without its other half, an uneven indent, or a'
            " value that begins with a sign such as * & @ % [ - >.",
            "Put the whole value in quotes, as in title: '\"ข่าว\" ประจำวัน', and see that brackets are closed and all"
            " fields begin equally far left.",
        ),
    ),
    # Fields -----------------------------------------------------------------------------------------------------------
    "field-missing": Message(
        Text(
            "ไม่มีช่อง “{field}” หรือช่องนี้ยังว่างอยู่",
            "ช่องนี้จำเป็น ถ้าไม่มีจะสร้างหน้าเว็บไม่ได้",
            "เพิ่มช่องนี้พร้อมค่าจริง เช่น {example}",
        ),
        Text(
            "The field “{field}” is missing or empty.",
            "It is required; no page can be made without it.",
            "Add it with its real value, for example {example}.",
        ),
    ),
    "field-unknown": Message(
        Text(
            "ไม่มีช่องที่ชื่อ “{field}”",
            "ช่องที่ระบบไม่รู้จักจะไม่มีผลใด ๆ จึงแจ้งให้ทราบก่อนเผยแพร่",
            "ลบช่องนี้ หรือใช้ช่องใดช่องหนึ่งต่อไปนี้: {known}",
        ),
        Text(
            "There is no field named “{field}”.",
            "An unknown field would do nothing, so you are told before the item is published.",
            "Delete it, or use one of these: {known}.",
        ),
    ),
    "field-unknown-near": Message(
        Text(
            "ไม่มีช่องที่ชื่อ “{field}” น่าจะหมายถึง “{near}”",
            "ช่องที่สะกดผิดจะไม่มีผลใด ๆ เช่น ฉบับร่างอาจถูกเผยแพร่",
            "เปลี่ยนชื่อช่องเป็น “{near}” ถ้าดูเหมือนกันทุกตัวอยู่แล้ว ให้ลบชื่อช่องแล้วพิมพ์ใหม่ เพราะอาจมีอักขระที่มองไม่เห็น",
        ),
        Text(
            "There is no field named “{field}”. Did you mean “{near}”?",
            "A misspelt field would do nothing, and a draft, for example, would be published.",
            "Change the field to “{near}” and keep its value. If the two look the same, type the field anew, since it may"
            " hold invisible characters.",
        ),
    ),
    "not-a-mapping": Message(
        Text(
            "ตรงนี้ต้องเป็นชื่อช่องกับค่า เช่น name: ค่า",
            "ข้อมูลส่วนนี้ประกอบด้วยหลายช่อง ข้อความหรือค่าหลายค่าลอย ๆ จึงไม่บอกว่าแต่ละค่าคืออะไร",
            "เขียนชื่อช่องหน้าค่าแต่ละค่า เช่น title: ชื่อข่าว หรือสำหรับภาพข่าว photos: [{{src: photo-1.jpg, alt: คำบรรยายภาพ}}]",
        ),
        Text(
            "Fields with values are needed here, as in name: value.",
            "This part is made of several fields; a bare text or list does not tell which value is which.",
            "Write the name of a field before each value, as in title: ชื่อข่าว or"
            " photos: [{{src: photo-1.jpg, alt: คำบรรยายภาพ}}].",
        ),
    ),
    "not-a-list": Message(
        Text(
            "ช่อง “{field}” ต้องเป็นค่าหลายค่าใน [ ]",
            "ช่องนี้มีได้หลายค่า แม้จะมีเพียงค่าเดียวก็ต้องเขียนแบบเดียวกัน",
            "ใส่ [ ] ครอบค่าและคั่นด้วยจุลภาค เช่น {field}: [ค่าที่หนึ่ง, ค่าที่สอง] หรือเขียนบรรทัดละค่าโดยขึ้นต้นด้วย - และช่องว่าง",
        ),
        Text(
            "The field “{field}” must be a list.",
            "It may have several values, and a single one is written the same way.",
            "Put [ ] around the values, with commas between them, as in {field}: [first, second], or write each on a line"
            " of its own after - and a space.",
        ),
    ),
    "not-text": Message(
        Text(
            "ช่อง “{field}” ต้องมีค่าเดียว",
            "พบค่าหลายค่าหรือช่องย่อย เพราะค่าขึ้นต้นด้วย [ หรือ {{ หรือมีบรรทัดย่อยที่ขึ้นต้นด้วย -",
            'เขียนค่าเดียวต่อท้ายชื่อช่อง ถ้าต้องการให้ค่าขึ้นต้นด้วยวงเล็บ ให้ใส่เครื่องหมายคำพูดครอบ เช่น title: "[ด่วน]"',
        ),
        Text(
            "The field “{field}” must have a single value.",
            "It has a list or fields of its own, since the value begins with [ or {{, or lines with - follow.",
            'Write one value after the field. If it shall begin with a bracket, put quotes around it, as in title: "[ด่วน]".',
        ),
    ),
    "text-empty": Message(
        Text(
            "ช่อง “{field}” ยังว่างอยู่",
            "ช่องนี้มีชื่อช่องแล้ว แต่ยังไม่มีค่า",
            "พิมพ์ค่าหลัง {field}: หรือลบบรรทัดนี้ถ้าไม่ใช้",
        ),
        Text(
            "The field “{field}” is empty.",
            "It is named but has no value yet.",
            "Type a value after {field}: or delete the line if the field is not needed.",
        ),
    ),
    "curly-quote": Message(
        Text(
            "ค่าในช่อง “{field}” อยู่ในเครื่องหมายคำพูดแบบโค้ง",
            'เครื่องหมาย “ ” มาจาก Word หรือ LINE และจะปรากฏบนเว็บไซต์ ส่วนในไฟล์ใช้เครื่องหมายตรง " ครอบค่า',
            'เปลี่ยนเป็นเครื่องหมายตรงทั้งสองข้าง เช่น title: "ชื่อข่าว" หรือถ้าต้องการให้แสดง “ ” ให้ครอบอีกชั้น เช่น title: "“ชื่อข่าว”"',
        ),
        Text(
            "The value of “{field}” stands in curly quotes.",
            'The marks “ ” come from Word or LINE and would show on the site; a file needs the straight mark ".',
            'Use straight quotes on both sides, as in title: "ชื่อข่าว". If “ ” shall be shown, put straight ones around'
            ' them, as in title: "“ชื่อข่าว”".',
        ),
    ),
    "not-boolean": Message(
        Text(
            "ช่อง “{field}” มีค่า “{value}” ซึ่งไม่ใช่ true หรือ false",
            "ช่องนี้ตอบได้เพียงใช่หรือไม่ใช่ และระบบไม่เดาความหมายของคำอื่น",
            "พิมพ์ {field}: true ถ้าใช่ หรือ {field}: false ถ้าไม่ใช่ ด้วยตัวพิมพ์เล็ก",
        ),
        Text(
            "The field “{field}” is “{value}”, neither true nor false.",
            "It can only be answered by yes or no, and other words are not guessed at.",
            "Type {field}: true for yes or {field}: false for no, in small letters.",
        ),
    ),
    "not-number": Message(
        Text(
            "ช่อง “{field}” มีค่า “{value}” ซึ่งไม่ใช่จำนวนเต็ม",
            "ช่องนี้ใช้นับจำนวน จึงรับเฉพาะตัวเลข",
            "พิมพ์ตัวเลขอย่างเดียว ไม่มีหน่วย จุลภาค หรือเครื่องหมายลบ เช่น {field}: 15",
        ),
        Text(
            "The field “{field}” is “{value}”, which is not a whole number.",
            "It is used to count, so only digits are read.",
            "Type digits alone, without unit, comma or minus sign, as in {field}: 15 on the line.",
        ),
    ),
    "not-in-range": Message(
        Text(
            "ช่อง “{field}” มีค่า {value} ซึ่งไม่อยู่ระหว่าง {low} ถึง {high}",
            "จำนวนที่น้อยหรือมากเกินไปทำให้หน้ารวมข่าวใช้งานไม่ได้",
            "เปลี่ยนเป็นจำนวนตั้งแต่ {low} ถึง {high} เช่น {field}: 20",
        ),
        Text(
            "The field “{field}” is {value}, not between {low} and {high}.",
            "With a number that small or large, lists of items would be of no use.",
            "Change it to a number from {low} to {high}, as in {field}: 20 on the line.",
        ),
    ),
    "not-id": Message(
        Text(
            "ช่อง “{field}” มีค่า “{value}” ซึ่งใช้เป็นรหัสไม่ได้",
            "รหัสอยู่ใน URL และใช้อ้างถึงข้อมูล จึงใช้ได้เฉพาะ a-z และ 0-9 คั่นด้วย - _ หรือจุด",
            "เปลี่ยนเป็นตัวอักษรอังกฤษพิมพ์เล็กกับตัวเลข ไม่มีช่องว่าง เช่น {field}: anuban-satun",
        ),
        Text(
            "The field “{field}” is “{value}”, which can't be an id.",
            "Ids stand in URLs and references, so they are made of a-z and 0-9, with - _ or . between them.",
            "Change it to small Latin letters and digits without spaces, as in {field}: anuban-satun on the line.",
        ),
    ),
    "not-a-choice": Message(
        Text(
            "ช่อง “{field}” มีค่า “{value}” ซึ่งไม่มีให้เลือก",
            "ช่องนี้รับเฉพาะค่าที่กำหนดไว้",
            "เปลี่ยนเป็นค่าใดค่าหนึ่งต่อไปนี้: {known}",
        ),
        Text(
            "The field “{field}” is “{value}”, which is not one of its choices.",
            "Only certain values have a meaning here.",
            "Change it to one of these: {known}.",
        ),
    ),
    "not-an-address": Message(
        Text(
            "ช่อง “{field}” มีค่า “{value}” ซึ่งไม่ใช่ที่อยู่เว็บไซต์",
            "ที่อยู่นี้ใช้ในฟีด แผนผังเว็บไซต์ และการแชร์ จึงต้องเป็นที่อยู่เต็ม ไม่มี ? หรือ #",
            "พิมพ์ที่อยู่จริงที่ขึ้นต้นด้วย https:// เช่น {field}: https://news.example.go.th",
        ),
        Text(
            "The field “{field}” is “{value}”, which is not the address of a site.",
            "Feeds, sitemaps and shared links need the whole address, without ? or #.",
            "Type the real address with https:// before it, as in {field}: https://news.example.go.th on the line.",
        ),
    ),
    "base-url-path": Message(
        Text(
            "ที่อยู่เว็บไซต์ “{value}” มีโฟลเดอร์ต่อท้าย",
            "ลิงก์ทุกลิงก์ของเว็บไซต์เริ่มที่รากของโฮสต์ เว็บไซต์จึงต้องอยู่ที่รากของโฮสต์หรือโดเมนย่อยของตนเอง",
            "ใช้ที่อยู่ที่ไม่มีโฟลเดอร์ เช่น base_url: https://news.example.go.th",
        ),
        Text(
            "The site's address “{value}” has a folder in it.",
            "Every link of the site begins at the root of its host, so the site needs a host or subdomain of its own.",
            "Use an address without a folder, as in base_url: https://news.example.go.th on the line.",
        ),
    ),
    "placeholder": Message(
        Text(
            "ช่อง “{field}” ยังเป็นค่าตัวอย่าง “{value}”",
            "ค่าที่มีคำว่า example เป็นค่าสมมุติ ผู้อ่านที่ใช้ที่อยู่หรืออีเมลนี้จะติดต่อไม่ได้",
            "แทนด้วยค่าจริงของหน่วยงานก่อนเผยแพร่ หรือลบช่องนี้ถ้าไม่จำเป็นและยังไม่มีค่าจริง",
        ),
        Text(
            "The field “{field}” is still the sample value “{value}”.",
            "Values with the word example are made up; readers who use this address would reach nobody.",
            "Put the real value of the office here before publishing, or delete the field if it may be left out.",
        ),
        severity="note",
    ),
    "not-a-target": Message(
        Text(
            "ช่อง “{field}” มีค่า “{value}” ซึ่งใช้เป็นปลายทางของเมนูไม่ได้",
            "ปลายทางในเว็บไซต์นี้ขึ้นต้นด้วย / และปลายทางเว็บไซต์อื่นขึ้นต้นด้วย https://",
            "พิมพ์ปลายทางแบบเต็ม เช่น {field}: /news/ หรือ {field}: https://www.example.go.th",
        ),
        Text(
            "The field “{field}” is “{value}”, where no menu entry can lead.",
            "A target on this site begins with /, one on another site with https://.",
            "Type the whole target, as in {field}: /news/ or {field}: https://www.example.go.th on the line.",
        ),
    ),
    "slug-bad": Message(
        Text(
            "ชื่อใน URL “{value}” มีอักขระที่ใช้ไม่ได้ หรือยาวเกินไป",
            "ชื่อนี้เป็นส่วนหนึ่งของ URL จึงใช้ได้เฉพาะตัวอักษร ตัวเลข และ - ไม่มีช่องว่าง",
            "เปลี่ยนเป็น slug: {near}",
        ),
        Text(
            "The slug “{value}” holds characters that can't be used, or is too long.",
            "It becomes part of the URL, so it is made of letters, digits and - without spaces.",
            "Change the line to slug: {near} and keep the rest as it is.",
        ),
    ),
    "slug-from-name": Message(
        Text(
            "ชื่อไฟล์หรือโฟลเดอร์ “{name}” ใช้เป็นชื่อใน URL ไม่ได้",
            "ถ้าไม่มีช่อง slug ระบบจะใช้ชื่อไฟล์หรือโฟลเดอร์ของข่าว แต่ชื่อนี้ว่าง เป็นชื่อสงวนของระบบ หรือไม่ได้อยู่ในโฟลเดอร์ของข่าวเอง",
            "เปลี่ยนชื่อ เช่น sports-day.md หรือเพิ่มช่อง slug ในส่วนหัวของไฟล์ (ระหว่าง --- สองบรรทัด) เช่น slug: sports-day",
        ),
        Text(
            "The file or folder name “{name}” can't become part of the URL.",
            "Without the field slug the name is used, but this one has no letters, is reserved by systems, or is that"
            " of a whole section.",
            "Rename it, for example to sports-day.md, or add slug: sports-day to the front matter (between the two ---"
            " lines).",
        ),
    ),
    "tag-bad": Message(
        Text(
            "ป้ายกำกับ “{value}” ไม่มีตัวอักษรหรือตัวเลข",
            "ป้ายกำกับเป็นส่วนหนึ่งของ URL จึงต้องมีตัวอักษรหรือตัวเลขอย่างน้อยหนึ่งตัว",
            "เปลี่ยนเป็นคำ เช่น tags: [ประชุม, นวัตกรรม] หรือลบป้ายกำกับนี้",
        ),
        Text(
            "The tag “{value}” has no letter or digit.",
            "Tags become part of URLs, so each needs at least one.",
            "Change it to a word, as in tags: [ประชุม, นวัตกรรม], or delete it.",
        ),
    ),
    "alias-bad": Message(
        Text(
            "ช่อง “{field}” มีค่า “{value}” ซึ่งไม่ใช่ URL เดิมของเว็บไซต์นี้",
            "URL เดิมต้องขึ้นต้นด้วย / และไม่มีชื่อเว็บไซต์ เครื่องหมาย ? หรือ # และ ..",
            "พิมพ์เฉพาะส่วนหลังชื่อเว็บไซต์ เช่น {field}: [/old/news.html]",
        ),
        Text(
            "The field “{field}” has “{value}”, which is not a former URL of this site.",
            "A former URL begins with / and has no site name, no ? or #, and no .. in it.",
            "Type only what follows the name of the site, as in {field}: [/old/news.html] on the line.",
        ),
    ),
    "event-backwards": Message(
        Text(
            "วันสิ้นสุดของงาน (end) อยู่ก่อนวันเริ่ม (start)",
            "ผู้อ่านจะเห็นช่วงเวลาจัดงานที่เป็นไปไม่ได้ มักเกิดจากการสลับค่าหรือพิมพ์ปีผิด",
            "สลับหรือแก้วันที่ เช่น event: {{start: 13 พ.ค. 2567, end: 14 พ.ค. 2567}}",
        ),
        Text(
            "The event ends before it starts.",
            "Readers would see an impossible time; usually the two were swapped or a year is wrong.",
            "Swap or correct them, as in event: {{start: 13 พ.ค. 2567, end: 14 พ.ค. 2567}}.",
        ),
    ),
    "expires-early": Message(
        Text(
            "ข่าวจะถูกถอนออก ({expires}) ก่อนหรือพร้อมกับที่เผยแพร่ ({begins})",
            "ข่าวนี้จะไม่มีโอกาสปรากฏบนเว็บไซต์",
            "เปลี่ยนช่อง expires ให้อยู่หลัง {begins} หรือลบช่องนี้ถ้าไม่ต้องการถอนข่าว",
        ),
        Text(
            "The item is withdrawn ({expires}) before or when it is published ({begins}).",
            "It would never be on the site.",
            "Change expires to a time after {begins}, or delete the field if the item shall stay.",
        ),
    ),
    # Dates ------------------------------------------------------------------------------------------------------------
    "date-unreadable": Message(
        Text(
            "อ่านวันที่ “{value}” ในช่อง “{field}” ไม่ได้",
            "วันที่ต้องมีวัน เดือน และปีครบ ส่วนเวลาจะมีหรือไม่มีก็ได้",
            "เขียนแบบใดแบบหนึ่ง: 13 พฤษภาคม 2567 หรือ 13 พ.ค. 2567 เวลา 09.30 น. หรือ 2567-05-13 ถ้าช่องนี้เก็บเฉพาะปี"
            " ให้เขียนปีสี่หลัก เช่น 2562",
        ),
        Text(
            "The date “{value}” in “{field}” can't be read.",
            "A date needs a day, a month and a year; a time may follow.",
            "Write it as 13 พฤษภาคม 2567, 13 พ.ค. 2567 เวลา 09.30 น. or 2567-05-13; where the field takes a year"
            " alone, write four digits, as in 2562.",
        ),
    ),
    "date-impossible": Message(
        Text(
            "วันหรือเวลา “{value}” ในช่อง “{field}” ไม่มีจริง",
            "ในปี พ.ศ. {year_be} (ค.ศ. {year_ce}) ไม่มีวัน เดือน หรือเวลานี้ เช่น 29 กุมภาพันธ์ มีเฉพาะปีที่เดือนนั้นมี 29 วัน",
            "ตรวจวันที่กับปฏิทินหรือหนังสือต้นเรื่อง แล้วแก้วัน เดือน ปี หรือเวลาให้ถูกต้อง",
        ),
        Text(
            "The date or time “{value}” in “{field}” does not exist.",
            "The year {year_be} BE ({year_ce} CE) has no such day or time; 29 February, for one, is only in leap years.",
            "Look it up in a calendar or in the original letter, and correct the day, month, year or time.",
        ),
    ),
    "date-year": Message(
        Text(
            "ปี “{year}” ในวันที่ “{value}” ของช่อง “{field}” ใช้ไม่ได้",
            "ปี พ.ศ. ต้องอยู่ระหว่าง 2400 ถึง 2699 ปี ค.ศ. ระหว่าง 1900 ถึง 2199 และต้องตรงกับคำว่า พ.ศ. หรือ ค.ศ. ที่เขียนไว้",
            "แก้ปีให้ถูกต้อง เช่น 13 พฤษภาคม 2567 ถ้าเป็นเดือนมกราคมถึงมีนาคมก่อน พ.ศ. 2484 ให้เขียนเป็นปี ค.ศ.",
        ),
        Text(
            "The year “{year}” of the date “{value}” in “{field}” can't be right.",
            "Buddhist years run from 2400 to 2699 and Common Era years from 1900 to 2199, and the era must fit.",
            "Correct the year, as in 13 พฤษภาคม 2567. For January to March before 2484 BE, write the Common Era year.",
        ),
    ),
    "date-two-digit-year": Message(
        Text(
            "ปีในวันที่ “{value}” ของช่อง “{field}” มีเพียงสองหลัก ({year})",
            "ไม่มีทางรู้ว่าเป็นปี พ.ศ. หรือ ค.ศ.",
            "เขียนปีให้ครบสี่หลัก เช่น 13/05/2567 หรือ 13 พ.ค. 2567",
        ),
        Text(
            "The year of the date “{value}” in “{field}” has only two digits ({year}).",
            "Nobody can tell whether it is a Buddhist or a Common Era year.",
            "Write all four digits of the year, as in 13/05/2567 or 13 พ.ค. 2567.",
        ),
    ),
    # References -------------------------------------------------------------------------------------------------------
    "category-unknown": Message(
        Text(
            "ไม่มีหมวด “{value}”",
            "หมวดข่าวเป็นชุดที่กำหนดไว้ใน data/site.yaml ส่วนคำที่ตั้งเองใช้ในช่อง tags",
            "ใช้หมวดที่มีอยู่ ({known}) หรือย้ายคำนี้ไปไว้ในช่อง tags",
        ),
        Text(
            "There is no category “{value}”.",
            "Categories are a fixed set, kept in data/site.yaml; words of your own go into tags.",
            "Use one of the categories there are ({known}), or move the word to tags.",
        ),
    ),
    "category-unknown-near": Message(
        Text(
            "ไม่มีหมวด “{value}” น่าจะหมายถึง “{near}”",
            "หมวดข่าวเป็นชุดที่กำหนดไว้ใน data/site.yaml และต้องสะกดตรงกัน",
            "เปลี่ยนเป็น “{near}” หรือหมวดอื่นที่มีอยู่ ({known})",
        ),
        Text(
            "There is no category “{value}”. Did you mean “{near}”?",
            "Categories are a fixed set, kept in data/site.yaml, and must be spelt as they are there.",
            "Change it to “{near}”, or to another category that there is ({known}).",
        ),
    ),
    "record-unknown": Message(
        Text(
            "ไม่มีรายการข้อมูลที่มีรหัส “{id}” ใน {collection}",
            "การอ้างถึงใช้รหัส (id) ในไฟล์ข้อมูล ไม่ใช่ชื่อเต็ม และต้องมีรายการข้อมูลนั้นก่อน",
            "เปิดไฟล์ข้อมูลในโฟลเดอร์ data คัดลอกค่า id ของรายการที่ต้องการมาใส่ หรือเพิ่มรายการข้อมูลใหม่ที่มี id และ name",
        ),
        Text(
            "There is no record with the id “{id}” in {collection}.",
            "References use the id in the data file, not the full name, and the record must be there first.",
            "Open the data file in the folder data and copy the id of the record meant, or add a record with id and name.",
        ),
    ),
    "record-unknown-near": Message(
        Text(
            "ไม่มีรายการข้อมูลที่มีรหัส “{id}” ใน {collection} น่าจะหมายถึง “{near}”",
            "รหัสต้องสะกดตรงกับช่อง id ในไฟล์ข้อมูลทุกตัว",
            "เปลี่ยน {id} เป็น {near} ถ้าไม่ใช่ ให้ตรวจรหัสในไฟล์ข้อมูลในโฟลเดอร์ data",
        ),
        Text(
            "There is no record with the id “{id}” in {collection}. Did you mean “{near}”?",
            "It must be spelt exactly as the field id in the data file.",
            "Change {id} to {near}; if another is meant, look up its id in the data file in the folder data.",
        ),
    ),
    "item-missing": Message(
        Text(
            "ไม่พบข่าวต้นฉบับ “{target}” ที่ช่อง translation_of อ้างถึง",
            "ข่าวต้นฉบับอาจถูกย้าย เปลี่ยนชื่อ หรือยังไม่มี",
            "ใส่ที่อยู่ของไฟล์ข่าวต้นฉบับใต้ content โดยไม่มี .md เช่น translation_of: news/2567/satun-sandbox หรือใส่ค่าในช่อง id"
            " ของข่าวนั้น",
        ),
        Text(
            "The item “{target}” that translation_of names can't be found.",
            "It may have been moved or renamed, or does not exist yet.",
            "Type the path of the original below content without .md, as in translation_of: news/2567/satun-sandbox, or"
            " the value of its field id.",
        ),
    ),
    "item-missing-near": Message(
        Text(
            "ไม่พบข่าวต้นฉบับ “{target}” น่าจะหมายถึง “{near}”",
            "ช่อง translation_of ต้องตรงกับที่อยู่ของไฟล์ข่าวใต้ content หรือช่อง id ของข่าวนั้น",
            "เปลี่ยนเป็น translation_of: {near}",
        ),
        Text(
            "The item “{target}” can't be found. Did you mean “{near}”?",
            "The field translation_of must equal the path of an item's file below content, or its field id.",
            "Change the line to translation_of: {near} and keep the rest as it is.",
        ),
    ),
    "id-twice": Message(
        Text(
            "รหัส “{id}” ใน {collection} ซ้ำกับรายการอื่น",
            "รหัสใช้อ้างถึงเพียงสิ่งเดียว มักเกิดจากการคัดลอกรายการเดิมมาแก้แล้วลืมเปลี่ยน id",
            "เปลี่ยนช่อง id ของรายการที่เพิ่มใหม่ให้ไม่ซ้ำกับรายการอื่น หรือลบรายการที่ซ้ำ",
        ),
        Text(
            "The id “{id}” is used more than once in {collection}.",
            "An id names one thing only; usually an entry was copied and its id left unchanged.",
            "Give the newer one an id of its own, or delete it if it is a copy.",
        ),
    ),
    "url-taken": Message(
        Text(
            "URL {url} ซ้ำกับหน้าของ {other}",
            "สองหน้าใช้ URL เดียวกันไม่ได้ รวมถึง URL ที่ต่างกันเพียงตัวพิมพ์เล็กกับใหญ่",
            "เปลี่ยนชื่อไฟล์ หรือเพิ่มช่อง slug ที่ไม่ซ้ำให้ข่าวใดข่าวหนึ่ง เช่น slug: sports-day-2 ถ้าซ้ำเพราะช่อง aliases ให้ลบ URL นั้นออก",
        ),
        Text(
            "The URL {url} is also that of a page from {other}.",
            "Two pages can't share a URL, nor have URLs that differ only in capital letters.",
            "Rename one of the files, or give one item a slug of its own, as in slug: sports-day-2. If the URL comes from"
            " aliases, delete it there.",
        ),
    ),
    # Photos and files -------------------------------------------------------------------------------------------------
    "file-missing": Message(
        Text(
            "ไม่พบไฟล์ “{target}” ข้างไฟล์ข่าว",
            "ภาพและไฟล์แนบต้องอยู่ในโฟลเดอร์เดียวกับไฟล์ข่าว และชื่อต้องตรงกันทุกตัว รวมถึงตัวพิมพ์เล็กและตัวพิมพ์ใหญ่",
            "คัดลอกไฟล์มาวางในโฟลเดอร์เดียวกับไฟล์ข่าว หรือแก้ชื่อในบรรทัดนี้ให้ตรงกับชื่อไฟล์จริง",
        ),
        Text(
            "There is no file “{target}” beside the item.",
            "Photos and attachments lie in the folder of the item, and names must match, capital letters included.",
            "Copy the file into the folder of the item, or correct the name in this line.",
        ),
    ),
    "file-missing-near": Message(
        Text(
            "ไม่พบไฟล์ “{target}” ข้างไฟล์ข่าว น่าจะหมายถึง “{near}”",
            "ชื่อต้องตรงกับชื่อไฟล์จริงทุกตัว รวมถึงตัวพิมพ์เล็กและตัวพิมพ์ใหญ่และนามสกุลไฟล์",
            "เปลี่ยน {target} ในบรรทัดนี้เป็น {near}",
        ),
        Text(
            "There is no file “{target}” beside the item. Did you mean “{near}”?",
            "The name must equal that of the file, capital letters and ending included.",
            "Change {target} in this line to {near} and save.",
        ),
    ),
    "file-type": Message(
        Text(
            "ไฟล์ “{target}” เป็นชนิดที่เผยแพร่ไม่ได้",
            "เผยแพร่ได้เฉพาะภาพ .jpg .jpeg .png .webp เอกสาร .pdf .docx .xlsx .pptx .odt .ods .odp .csv .txt และ .zip .mp3 .mp4",
            "บันทึกไฟล์เป็นชนิดเหล่านี้ เช่น ภาพเป็น .jpg เอกสารเป็น .pdf แล้วแก้ชื่อในข่าวให้ตรงกัน",
        ),
        Text(
            "Files like “{target}” can't be published.",
            "Only .jpg .jpeg .png .webp photos, .pdf .docx .xlsx .pptx .odt .ods .odp .csv .txt documents, and .zip .mp3"
            " .mp4 can.",
            "Save it as one of these, a photo as .jpg or a document as .pdf, and use the new name in the item.",
        ),
    ),
    "path-leads-out": Message(
        Text(
            "ช่อง “{field}” มีค่า “{value}” ซึ่งไม่ใช่ไฟล์ข้างไฟล์ข่าว",
            "ภาพและไฟล์แนบต้องอยู่ในโฟลเดอร์ของข่าว จึงใช้ .. หรือ \\ หรือที่อยู่เต็มของเครื่องหรือของเว็บไซต์อื่นไม่ได้",
            "คัดลอกไฟล์มาวางข้างไฟล์ข่าว แล้วพิมพ์เฉพาะชื่อไฟล์ เช่น photo-1.jpg",
        ),
        Text(
            "The field “{field}” has “{value}”, which is not a file beside the item.",
            "Photos and attachments lie in the folder of the item, so .. and \\ and whole addresses can't be used.",
            "Copy the file to beside the item, and type only its name, for example photo-1.jpg.",
        ),
    ),
    "file-taken": Message(
        Text(
            "ไฟล์นี้กับไฟล์ “{other}” จะอยู่ที่ {url} เหมือนกัน",
            "ชื่อไฟล์สองไฟล์ต่างกันเพียงตัวพิมพ์เล็กใหญ่ หรือไฟล์หนึ่งเป็นภาพย่อของอีกไฟล์ที่บันทึกมาจากเว็บไซต์ ไฟล์หนึ่งจะทับอีกไฟล์",
            "เปลี่ยนชื่อไฟล์หนึ่งและแก้ชื่อในข่าวให้ตรงกัน หรือใช้ภาพต้นฉบับเพียงไฟล์เดียว",
        ),
        Text(
            "This file and “{other}” would both be at {url}.",
            "Their names differ in nothing but case, or one is a smaller form of the other saved from the web site.",
            "Rename one of them, in the item too, or use the original photo alone.",
        ),
    ),
    "alt-missing": Message(
        Text(
            "ภาพ “{src}” ในช่อง “{field}” ไม่มีคำบรรยายแทนภาพ (alt)",
            "ผู้ที่มองไม่เห็นภาพฟังข้อความนี้แทน และข้อความนี้แสดงแทนภาพเมื่อเครือข่ายช้า จึงต้องมีทุกภาพ",
            "เพิ่ม alt บอกสิ่งที่เห็นในภาพ เช่น {{src: {src}, alt: ครูสี่คนช่วยกันเขียนแผนการสอน}}",
        ),
        Text(
            "The photo “{src}” in the field “{field}” has no alternative text (alt).",
            "Those who can't see the photo hear this text, and it stands there while a slow network loads the photo.",
            "Add alt and say what the photo shows, like {{src: {src}, alt: Four teachers write a lesson plan}}.",
        ),
    ),
    "alt-missing-body": Message(
        Text(
            "ภาพ “{target}” ในเนื้อข่าวไม่มีคำบรรยายแทนภาพ",
            "ผู้ที่มองไม่เห็นภาพฟังข้อความนี้แทน และข้อความนี้แสดงแทนภาพเมื่อเครือข่ายช้า จึงต้องมีทุกภาพ",
            "พิมพ์สิ่งที่เห็นในภาพไว้ระหว่าง [ กับ ] เช่น [ครูสี่คนช่วยกันเขียนแผนการสอน]({target})",
        ),
        Text(
            "The photo “{target}” in the text has no alternative text.",
            "Those who can't see the photo hear this text, and it stands there while a slow network loads the photo.",
            "Say what the photo shows between [ and ], like [Four teachers write a lesson plan]({target}).",
        ),
    ),
    "gallery-empty": Message(
        Text(
            "ช่อง “photos” เป็น all แต่ไม่มีภาพในโฟลเดอร์ของข่าว",
            "all คือแสดงทุกภาพ .jpg .jpeg .png .webp ที่อยู่ในโฟลเดอร์เดียวกับ index.md ไม่รวมภาพปก ไฟล์แนบ และโฟลเดอร์ย่อย",
            "วางภาพในโฟลเดอร์ของข่าว หรือลบบรรทัด photos ถ้าไม่มีภาพ",
        ),
        Text(
            "The field “photos” is all, but no photo lies in the folder of the item.",
            "It shows each .jpg .jpeg .png .webp beside index.md, but for the cover, attachments and folders below.",
            "Put the photos into the folder of the item, or delete the line photos if there are none.",
        ),
    ),
    "gallery-shared": Message(
        Text(
            "ช่อง “photos” เป็น all แต่ข่าวนี้ไม่มีโฟลเดอร์ของตัวเอง",
            "ข่าวที่เป็นไฟล์เดียวอยู่ในโฟลเดอร์เดียวกับข่าวอื่น ภาพของข่าวอื่นจะปนมาด้วย",
            "สร้างโฟลเดอร์ชื่อเดียวกับข่าว ย้ายไฟล์ข่าวไปไว้ในนั้นโดยตั้งชื่อว่า index.md แล้ววางภาพไว้ด้วยกัน",
        ),
        Text(
            "The field “photos” is all, but this item has no folder of its own.",
            "An item that is a single file shares its folder with others, so their photos would be shown too.",
            "Make a folder with the name of the item, move the file there as index.md, and put the photos beside it.",
        ),
    ),
    "photo-type": Message(
        Text(
            "“{target}” ไม่ใช่ภาพ",
            "ช่อง cover และ photos ใส่ได้เฉพาะภาพ .jpg .jpeg .png .webp",
            "ใส่ชื่อไฟล์ภาพ หรือย้ายไฟล์นี้ไปไว้ในช่อง attachments",
        ),
        Text(
            "“{target}” is not a photo.",
            "The fields cover and photos take .jpg .jpeg .png .webp only.",
            "Name a photo here, or list this file in the field attachments.",
        ),
    ),
    "avif-missing": Message(
        Text(
            "ช่อง “photo_formats” มี avif แต่เครื่องนี้ทำภาพ AVIF ไม่ได้",
            "ไลบรารีภาพ (Pillow) บนเครื่องนี้ไม่มีส่วนที่ทำ AVIF",
            "ลบ avif ออกจาก photo_formats หรือติดตั้งใหม่ด้วยคำสั่ง make ซึ่งใช้ Pillow รุ่นที่มี AVIF",
        ),
        Text(
            "The field “photo_formats” has avif, but this machine can't make AVIF.",
            "The image library (Pillow) here was built without it.",
            "Delete avif from photo_formats, or install again with make, whose Pillow has AVIF.",
        ),
    ),
    "photo-not-one": Message(
        Text(
            "ไฟล์นี้ไม่ใช่ภาพที่เปิดได้",
            "เนื้อไฟล์ไม่ใช่ JPEG, PNG หรือ WebP มักเป็นภาพ HEIC จากโทรศัพท์ที่ถูกเปลี่ยนเพียงชื่อ หรือไฟล์ที่ดาวน์โหลดไม่ครบ",
            "เปิดภาพต้นฉบับในโปรแกรมดูภาพ แล้วบันทึกหรือส่งออกเป็น JPEG (.jpg) มาวางแทนไฟล์นี้",
        ),
        Text(
            "This file is not a photo that can be opened.",
            "It holds no JPEG, PNG or WebP; often it is a phone's HEIC that was only renamed, or a broken download.",
            "Open the original in an image program and save or export it as JPEG (.jpg) in place of this file.",
        ),
    ),
    "photo-broken": Message(
        Text(
            "ภาพนี้เสียหาย: “{reason}”",
            "ไฟล์เปิดได้เพียงบางส่วน มักเกิดจากการคัดลอกหรือดาวน์โหลดไม่ครบ",
            "คัดลอกภาพต้นฉบับมาวางแทนอีกครั้ง หรือเปิดในโปรแกรมดูภาพแล้วบันทึกใหม่",
        ),
        Text(
            "This photo is damaged: “{reason}”.",
            "Only part of it can be read; usually a copy or download was cut short.",
            "Copy the original here again, or open it in an image program and save it anew.",
        ),
    ),
    "photo-too-large": Message(
        Text(
            "ภาพนี้ใหญ่เกิน {limit} ล้านพิกเซล",
            "ภาพใหญ่ขนาดนี้ใช้หน่วยความจำมาก และบนเว็บไซต์แสดงกว้างไม่เกิน 1600 พิกเซล",
            "ย่อภาพในโปรแกรมแต่งภาพให้ด้านยาวไม่เกิน 4000 พิกเซล แล้วบันทึกทับไฟล์นี้",
        ),
        Text(
            "This photo has more than {limit} million pixels.",
            "It would take much memory, and the site shows a width of at most 1600 pixels.",
            "Resize it in an image program to at most 4000 pixels on its longer side, and save it over this file.",
        ),
    ),
    "cards-unshaped": Message(
        Text(
            "วาดการ์ดสำหรับแชร์ไม่ได้ เพราะ Pillow ในเครื่องนี้จัดวางอักษรไทยไม่ได้ (ไม่มี raqm)",
            "ถ้าวาดไปโดยไม่มี raqm สระและวรรณยุกต์จะซ้อนทับกันหรือหายไป",
            "ติดตั้ง Pillow จาก PyPI (pip install --force-reinstall Pillow) ซึ่งมี raqm มาด้วย หรือติดตั้ง libraqm ของระบบ (Debian: libraqm0) ถ้าไม่ต้องการการ์ด ใส่ cards: false ใน data/site.yaml",
        ),
        Text(
            "Share cards can't be drawn: Pillow on this machine can't shape Thai (it lacks raqm).",
            "Without raqm, vowels and tone marks would lie on one another or be lost.",
            "Install Pillow from PyPI (pip install --force-reinstall Pillow), which brings raqm, or the system's libraqm (Debian: libraqm0). If you want no cards, write cards: false in data/site.yaml.",
        ),
    ),
    "cards-no-font": Message(
        Text(
            "วาดการ์ดสำหรับแชร์ไม่ได้ เพราะไม่มีไฟล์แบบอักษร {font}",
            "การ์ดใช้แบบอักษรเดียวกับหน้าเว็บ ซึ่งต้องมีทั้งอักษรไทยและอักษรโรมัน",
            "นำไฟล์ {font} กลับมาไว้ที่เดิม ถ้าไม่ต้องการการ์ด ใส่ cards: false ใน data/site.yaml",
        ),
        Text(
            "Share cards can't be drawn: the font {font} is missing.",
            "Cards are written in the font of the pages, which has both Thai and Latin letters.",
            "Put {font} back in its place. If you want no cards, write cards: false in data/site.yaml.",
        ),
    ),
    "photo-misnamed": Message(
        Text(
            "นามสกุลของไฟล์ไม่ตรงกับชนิดภาพจริง ซึ่งเป็น {format}",
            "ภาพถูกเปลี่ยนเพียงชื่อไฟล์ ไม่ได้แปลงชนิด ผู้อ่านบางเครื่องจะเปิดไม่ได้",
            "เปลี่ยนนามสกุลให้ตรง: JPEG หรือ MPO ใช้ .jpg, PNG ใช้ .png, WEBP ใช้ .webp แล้วแก้ชื่อในข่าวให้ตรงกัน",
        ),
        Text(
            "The name of this photo has the wrong ending: it is {format}.",
            "It was renamed but not converted, and some readers could not open it.",
            "Change the ending (.jpg for JPEG or MPO, .png for PNG, .webp for WEBP), and use the new name in the item.",
        ),
    ),
    # Bodies -----------------------------------------------------------------------------------------------------------
    "body-depth": Message(
        Text(
            "เนื้อข่าวมีส่วนที่ซ้อนกันลึกเกิน {limit} ชั้น",
            "มักเกิดจากเครื่องหมาย > หลายตัวติดกัน รายการย่อยที่ย่อหน้าลึกมาก หรือโค้ด HTML ที่ไม่ได้ปิด",
            "ลบเครื่องหมาย > ที่เกิน ลดย่อหน้าของรายการย่อย หรือลบโค้ด HTML ที่คัดลอกมา แล้วพิมพ์เป็นข้อความธรรมดา",
        ),
        Text(
            "The text of this item is nested more than {limit} levels deep.",
            "Usually there are many > in a row, lists indented very far, or HTML tags that are never closed.",
            "Delete the surplus >, indent lists less, or replace pasted HTML by plain text.",
        ),
    ),
    "body-time": Message(
        Text(
            "แปลงหรือตรวจเนื้อข่าวไม่เสร็จภายใน {seconds} วินาที",
            "มักเกิดจากข้อความที่วางมาผิดรูป เช่น เครื่องหมาย [ * หรือ _ หลายพันตัวติดกัน",
            "ลบส่วนที่วางมาและดูผิดปกติ หรือแบ่งข่าวเป็นหลายไฟล์",
        ),
        Text(
            "The text of this item could not be converted or checked within {seconds} seconds.",
            "Usually something garbled was pasted, such as thousands of [ * or _ in a row.",
            "Delete what looks garbled, or split the item into several files.",
        ),
    ),
    "text-normalised": Message(
        Text(
            "ข้อความภาษาไทยพิมพ์ไม่เป็นมาตรฐาน {count} แห่ง: {kinds}",
            "บนเว็บไซต์แก้ให้แล้วเพื่อให้ค้นหาพบ แต่ไฟล์ยังเป็นตามที่พิมพ์ มักติดมาจากการคัดลอกจาก PDF หรือ Word",
            "ไม่ต้องแก้ก็เผยแพร่ได้ ถ้าต้องการแก้ในไฟล์ ให้ลบคำตรงตำแหน่งนี้แล้วพิมพ์ใหม่",
        ),
        Text(
            "Thai is typed irregularly ({count} in all): {kinds}.",
            "The site shows it put right, so that search finds it; the file stays as typed. PDF and Word often cause it.",
            "Nothing has to be done. To mend the file too, delete the word here and type it again.",
        ),
        severity="note",
    ),
    # Proofreading -----------------------------------------------------------------------------------------------------
    "double-sara-e": Message(
        Text(
            "พิมพ์ เ สองตัวแทน แ: “{before}”",
            "มองเหมือนกันแต่เป็นคนละอักษร ผู้อ่านจึงค้นหาคำนี้ไม่พบในโปรแกรมอื่น และโปรแกรมอ่านหน้าจออ่านผิด",
            "พิมพ์ {after} ตัวเดียว หรือสั่ง python build.py check --fix",
        ),
        Text(
            "Two เ stand for one แ: “{before}”.",
            "They look alike but are other letters, so other programs don't find the word, and screen readers misread it.",
            "Type one {after}, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "nikhahit-sara-aa": Message(
        Text(
            "สระอำพิมพ์แยกเป็นนิคหิตกับสระอา: “{before}”",
            "มองเหมือนสระอำแต่เป็นสองอักษร มักติดมาจาก PDF ทำให้ค้นหาคำนี้ไม่พบในโปรแกรมอื่น",
            "พิมพ์ {after} หรือสั่ง python build.py check --fix",
        ),
        Text(
            "The vowel ำ is typed in two parts: “{before}”.",
            "It looks like ำ but is two letters, as PDFs often give it, so other programs don't find the word.",
            "Type {after}, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "repeated-mark": Message(
        Text(
            "สระหรือวรรณยุกต์ซ้อนกันหลายตัว: “{before}”",
            "เห็นเพียงตัวเดียวเพราะซ้อนกันอยู่ แต่ทำให้ค้นหาคำนี้ไม่พบในโปรแกรมอื่น",
            "ลบตัวที่เกินให้เหลือ “{after}” หรือสั่ง python build.py check --fix",
        ),
        Text(
            "A vowel or tone mark is doubled: “{before}”.",
            "Only one is seen, since they lie on each other, but other programs don't find the word.",
            "Delete what is too many, leaving “{after}”, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "mark-order": Message(
        Text(
            "วรรณยุกต์พิมพ์ก่อนสระ: “{before}”",
            "มองเหมือนกันแต่ลำดับอักษรไม่เป็นมาตรฐาน ทำให้ค้นหาคำนี้ไม่พบในโปรแกรมอื่น และบางเครื่องแสดงผิดตำแหน่ง",
            "พิมพ์สระก่อนวรรณยุกต์ เป็น “{after}” หรือสั่ง python build.py check --fix",
        ),
        Text(
            "A tone mark is typed before its vowel: “{before}”.",
            "It looks the same, but other programs don't find the word, and some show the marks in the wrong places.",
            "Type the vowel first: “{after}”, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "zero-width": Message(
        Text(
            "มีอักขระที่มองไม่เห็นแทรกอยู่: {before}",
            "มักติดมาจากเว็บหรือ Word ทำให้ค้นหาคำนี้ไม่พบ และคำอาจขาดกลางบรรทัด",
            "ลบแล้วพิมพ์คำใหม่ หรือสั่ง python build.py check --fix",
        ),
        Text(
            "An invisible character stands here: {before}.",
            "Web pages and Word bring it along. Searches miss the word, and it may be broken over two lines.",
            "Delete the word and type it anew, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "no-break-space": Message(
        Text(
            "มีช่องว่างแบบไม่ตัดบรรทัด: {before}",
            "มองเหมือนเว้นวรรคธรรมดา แต่บรรทัดจะไม่ตัดตรงนี้ และบางโปรแกรมค้นหาคำข้างเคียงไม่พบ",
            "ลบแล้วเคาะเว้นวรรคธรรมดา หรือสั่ง python build.py check --fix",
        ),
        Text(
            "A no-break space stands here: {before}.",
            "It looks like any other space, but no line may end there, and some programs don't find the words beside it.",
            "Delete it and type a space, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "private-glyph": Message(
        Text(
            "มีรหัสอักษรของฟอนต์รุ่นเก่า: {before}",
            "แสดงถูกเฉพาะเครื่องที่มีฟอนต์นั้น เครื่องอื่นเห็นเป็นช่องว่างหรือสี่เหลี่ยม",
            "พิมพ์ “{after}” แทน หรือสั่ง python build.py check --fix",
        ),
        Text(
            "A code of an old font stands here: {before}.",
            "Only a machine with that font shows it; elsewhere it is a gap or a box.",
            "Type “{after}” instead, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "unicode-form": Message(
        Text(
            "อักษร “{before}” ประกอบจากหลายรหัสแทนที่จะเป็นรหัสเดียว",
            "มองเหมือนกัน แต่บางโปรแกรมค้นหาคำนี้ไม่พบ มักติดมาจาก macOS หรือ PDF",
            "พิมพ์ “{after}” ใหม่ หรือสั่ง python build.py check --fix",
        ),
        Text(
            "The letter “{before}” is made of several codes instead of one.",
            "It looks the same, but some programs don't find the word. macOS and PDFs bring it along.",
            "Type “{after}” anew, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "pdf-broken": Message(
        Text(
            "คำนี้เสียรูปจากการคัดลอก: “{before}” น่าจะเป็น “{after}”",
            "PDF มักทำสระอำหายไปครึ่งตัว หรือแยกสระออกจากพยัญชนะ ผู้อ่านจะเห็นเป็นคำผิด",
            "พิมพ์คำนี้ใหม่ และตรวจคำอื่นที่คัดลอกมาพร้อมกัน หรือสั่ง python build.py check --fix",
        ),
        Text(
            "This word was broken when it was copied: “{before}” is probably “{after}”.",
            "PDFs lose half of ำ or part a vowel from its consonant, and readers see a misspelt word.",
            "Type the word anew and look at what else was copied, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "orphan-mark": Message(
        Text(
            "สระหรือวรรณยุกต์ “{mark}” ไม่มีพยัญชนะรองรับ",
            "อาจพิมพ์ผิดลำดับ หรือพยัญชนะหายไปตอนคัดลอก หน้าเว็บจะแสดงเป็นวงกลมประ",
            "พิมพ์คำนี้ใหม่ให้สระหรือวรรณยุกต์อยู่หลังพยัญชนะ",
        ),
        Text(
            "The mark “{mark}” has no consonant to stand on.",
            "It may be typed out of order, or its consonant was lost in copying; the page shows a dotted circle.",
            "Type the word anew, the mark behind its consonant.",
        ),
        severity="warning",
    ),
    "doubled-vowel": Message(
        Text(
            "สระพิมพ์ซ้ำติดกัน: “{vowel}”",
            "น่าจะกดแป้นซ้ำ คำนี้จะสะกดผิดและค้นหาไม่พบ",
            "ลบสระที่เกิน",
        ),
        Text(
            "A vowel is typed twice: “{vowel}”.",
            "A key was probably pressed twice; the word is misspelt, and searches miss it.",
            "Delete what is too many.",
        ),
        severity="warning",
    ),
    "latin-unspaced": Message(
        Text(
            "ไม่มีเว้นวรรคระหว่างอักษรไทยกับคำ “{word}”",
            "คำภาษาอังกฤษที่ชิดอักษรไทยอ่านยาก และบางเครื่องตัดบรรทัดผิดที่",
            "เว้นวรรคหน้าและหลังคำนี้ หรือสั่ง python build.py check --fix",
        ),
        Text(
            "There is no space between Thai letters and “{word}”.",
            "A Latin word right beside Thai is hard to read, and lines may break in the wrong place.",
            "Put a space before and after the word, or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "straight-quote": Message(
        Text(
            "เครื่องหมายคำพูดแบบตรงในเนื้อข่าว: {text}",
            "ข้อความภาษาไทยใช้เครื่องหมายแบบโค้ง “ ” เพื่อให้เห็นว่าเริ่มและจบตรงไหน",
            "เปลี่ยนเป็น “ ” หรือสั่ง python build.py check --fix ซึ่งแก้คู่ที่ครบให้",
        ),
        Text(
            "Straight quotation marks stand in the text: {text}.",
            "Thai is set in curly ones, “ ”, which show where a quotation begins and ends.",
            "Use “ ”, or run python build.py check --fix, which mends those that make a pair.",
        ),
        severity="warning",
    ),
    "heading-order": Message(
        Text(
            "หัวข้อข้ามระดับ: {level} อยู่ถัดจาก {last}",
            "ผู้ใช้โปรแกรมอ่านหน้าจออาศัยระดับของหัวข้อเพื่อรู้ว่าส่วนใดอยู่ในส่วนใด บนเว็บไซต์จะปรับให้เอง แต่ลำดับอาจไม่ตรงกับที่ตั้งใจ",
            "ใช้ {right} แทน {level} หรือเพิ่มหัวข้อที่ขาดไป",
        ),
        Text(
            "A heading skips a level: {level} follows {last}.",
            "Those who use a screen reader rely on levels. The site puts them right, but maybe not as you meant it.",
            "Use {right} instead of {level}, or add the heading that is missing.",
        ),
        severity="warning",
    ),
    "link-text": Message(
        Text(
            "ข้อความของลิงก์ไม่บอกว่าไปที่ใด: “{text}”",
            "ผู้ใช้โปรแกรมอ่านหน้าจอฟังเฉพาะข้อความของลิงก์ทีละอัน และเครื่องมือค้นหาใช้ข้อความนี้จัดลำดับ",
            "เขียนชื่อของสิ่งที่ลิงก์ไป เช่น [กำหนดการอบรม](agenda.pdf) แทน [คลิกที่นี่](agenda.pdf)",
        ),
        Text(
            "The words of a link don't tell where it leads: “{text}”.",
            "Those who use a screen reader hear links one by one, by their words alone; search engines rank by them.",
            "Name what it leads to, as in [agenda of the workshop](agenda.pdf) instead of [click here](agenda.pdf).",
        ),
        severity="warning",
    ),
    "alt-says-nothing": Message(
        Text(
            "คำบรรยายแทนภาพไม่ได้บอกว่าเห็นอะไร: “{alt}”",
            "ผู้ที่มองไม่เห็นภาพรู้จักภาพจากข้อความนี้เท่านั้น",
            "เขียนสิ่งที่เห็นในภาพหนึ่งประโยค เช่น ครูสี่คนช่วยกันเขียนแผนการสอน",
        ),
        Text(
            "The description of a photo doesn't tell what is seen: “{alt}”.",
            "Those who can't see the photo know it by these words alone.",
            "Tell in one sentence what is seen, such as: Four teachers writing a lesson plan.",
        ),
        severity="warning",
    ),
    "yaml-trap": Message(
        Text(
            "โปรแกรมอื่นจะอ่านค่า “{value}” ในช่อง “{field}” เป็น {made}",
            "Khao อ่านตามที่พิมพ์ แต่ YAML ทั่วไปตีความค่านี้เป็นอย่างอื่น เมื่อเปิดแก้ด้วยโปรแกรมอื่นแล้วบันทึก ค่าจะเปลี่ยนไป",
            "ครอบค่าด้วยเครื่องหมาย ' เช่น '{value}' หรือสั่ง python build.py check --fix",
        ),
        Text(
            "Other programs take the value “{value}” of “{field}” for {made}.",
            "Khao reads it as typed, but plain YAML means something else, and an editor that saves the file would change it.",
            "Put quotes around it: '{value}', or run python build.py check --fix.",
        ),
        severity="warning",
    ),
    "personal-number": Message(
        Text(
            "พบเลขประจำตัวประชาชน 13 หลัก: {number}",
            "เลขประจำตัวเป็นข้อมูลส่วนบุคคลตาม พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 เมื่อเผยแพร่แล้วเรียกคืนไม่ได้",
            "ลบหรือปิดเลขบางส่วน ถ้าเป็นเลขอื่นที่บังเอิญตรงกัน ให้เพิ่มในส่วนหัวของข่าว"
            " allow: [{{rule: personal-number, reason: เหตุผล}}]",
        ),
        Text(
            "A national ID of 13 digits stands here: {number}.",
            "By the Personal Data Protection Act it is personal data, and what is published can't be taken back.",
            "Delete it or hide a part. If it is another number by chance, allow it in the front matter:"
            " allow: [{{rule: personal-number, reason: the reason}}].",
        ),
    ),
    "mobile-number": Message(
        Text(
            "พบหมายเลขโทรศัพท์มือถือ: {number}",
            "อาจเป็นหมายเลขส่วนตัว ซึ่งเป็นข้อมูลส่วนบุคคล",
            "ใช้หมายเลขของสำนักงานแทน ถ้าตั้งใจเผยแพร่และเจ้าของยินยอม ให้เพิ่มในส่วนหัวของข่าว"
            " allow: [{{rule: mobile-number, reason: เหตุผล}}]",
        ),
        Text(
            "A mobile telephone number stands here: {number}.",
            "It may be somebody's own, which is personal data.",
            "Use the office's number. If it is to be published and its owner has agreed, allow it in the front matter:"
            " allow: [{{rule: mobile-number, reason: the reason}}].",
        ),
        severity="warning",
    ),
    "consent-missing": Message(
        Text(
            "ภาพ “{src}” ยังไม่ได้ระบุว่าผู้ที่อยู่ในภาพยินยอม",
            "data/site.yaml ตั้ง photo_consent: true ไว้ ทุกภาพจึงต้องมี consent: true โดยเฉพาะภาพเด็กนักเรียน",
            "เมื่อได้รับความยินยอมแล้ว เพิ่ม consent: true ที่ภาพนี้ ถ้ายังไม่ได้ ให้ใช้ภาพอื่น",
        ),
        Text(
            "It isn't said that those shown in “{src}” have agreed.",
            "data/site.yaml sets photo_consent: true, so each photo needs consent: true, those of pupils above all.",
            "Add consent: true to the photo once they have agreed; until then, use another one.",
        ),
        severity="warning",
    ),
    "photo-unused": Message(
        Text(
            "ภาพ “{name}” อยู่ในโฟลเดอร์ของข่าวแต่ไม่ได้ใช้",
            "ภาพที่ไม่ได้อ้างถึงจะไม่ขึ้นเว็บไซต์ อาจลืมใส่ในช่อง photos หรือสะกดชื่อผิด",
            "เพิ่มภาพนี้ในช่อง photos ของ {item} หรือลบไฟล์ภาพถ้าไม่ใช้",
        ),
        Text(
            "The photo “{name}” lies in the item's folder, but nothing shows it.",
            "It won't be on the site. Maybe it was forgotten in photos, or its name is misspelt there.",
            "Add it to photos in {item}, or delete the file if it is not needed.",
        ),
        severity="warning",
    ),
    "category-none": Message(
        Text(
            "ข่าวนี้ยังไม่มีหมวด",
            "ผู้อ่านที่เปิดดูตามหมวดจะไม่พบข่าวนี้",
            "เพิ่มช่อง categories ในส่วนหัวของข่าว เช่น categories: [ข่าวกิจกรรม]",
        ),
        Text(
            "This item is in no category.",
            "Readers who browse by category won't find it.",
            "Add categories to the front matter, such as categories: [ข่าวกิจกรรม].",
        ),
        severity="warning",
    ),
    "record-unlisted": Message(
        Text(
            "เนื้อข่าวกล่าวถึง “{name}” แต่ช่อง “{field}” ไม่มี {id}",
            "ข่าวนี้จะไม่อยู่ในหน้าของ “{name}” และไม่อยู่ในฟีดของหน้านั้น",
            "เพิ่ม {id} ในช่อง {field} ถ้าข่าวไม่เกี่ยวกับ “{name}” ให้เพิ่ม allow: [{{rule: record-unlisted, reason: เหตุผล}}]",
        ),
        Text(
            "The text names “{name}”, but “{field}” has no {id}.",
            "The item won't be on the page of “{name}”, nor in its feed.",
            "Add {id} to {field}. If the news isn't about it: allow: [{{rule: record-unlisted, reason: the reason}}].",
        ),
        severity="warning",
    ),
    "sum-differs": Message(
        Text(
            "ผลรวมไม่ตรง: เขียนว่า {said} แต่ {parts} ได้ {sum}",
            "ตัวเลขในข่าวขัดกันเอง ผู้อ่านและสื่ออาจนำไปอ้างผิด",
            "ตรวจกับต้นฉบับว่าตัวเลขใดถูก แล้วแก้ให้ตรงกัน",
        ),
        Text(
            "A sum is wrong: the text says {said}, but {parts} makes {sum}.",
            "The numbers contradict each other, and readers and the press may quote the wrong one.",
            "Look up which is right, and mend the other.",
        ),
        severity="warning",
    ),
    "count-differs": Message(
        Text(
            "จำนวนสถานศึกษานำร่องของ “{name}” เขียนว่า {said} แต่ในข้อมูลคือ {declared}",
            "ข่าวกับ data/schools.yaml ขัดกัน หน้าอื่นของเว็บไซต์แสดงตัวเลขตามข้อมูล",
            "ตรวจว่าตัวเลขใดถูก ถ้าข้อมูลเปลี่ยนไปแล้วตั้งแต่ข่าวนี้ ให้เพิ่ม allow: [{{rule: count-differs, reason: เหตุผล}}]",
        ),
        Text(
            "The text says that “{name}” has {said} pilot schools, the data {declared}.",
            "The item and data/schools.yaml contradict each other; other pages show the data's number.",
            "Look up which is right. If it has changed since this item: allow: [{{rule: count-differs, reason: the reason}}].",
        ),
        severity="warning",
    ),
    "total-differs": Message(
        Text(
            "จำนวนสถานศึกษานำร่องทั้งหมดเขียนว่า {said} แต่ในข้อมูลคือ {declared}",
            "ข่าวกับ data/schools.yaml ขัดกัน หน้าอื่นของเว็บไซต์แสดงตัวเลขตามข้อมูล",
            "ตรวจว่าตัวเลขใดถูก ถ้าข้อมูลเปลี่ยนไปแล้วตั้งแต่ข่าวนี้ ให้เพิ่ม allow: [{{rule: total-differs, reason: เหตุผล}}]",
        ),
        Text(
            "The text says that there are {said} pilot schools in all, the data {declared}.",
            "The item and data/schools.yaml contradict each other; other pages show the data's number.",
            "Look up which is right. If it has changed since this item: allow: [{{rule: total-differs, reason: the reason}}].",
        ),
        severity="warning",
    ),
    "outside-broken": Message(
        Text(
            "ลิงก์ไปเว็บอื่นใช้ไม่ได้: {url} ({reason})",
            "ผู้อ่านที่กดลิงก์นี้จะไม่พบสิ่งใด เว็บปลายทางอาจปิด ย้าย หรือสะกดที่อยู่ผิด",
            "เปิดลิงก์ในเบราว์เซอร์ ถ้าเปิดไม่ได้ให้แก้ที่อยู่หรือลบลิงก์ ถ้าเปิดได้แต่เว็บนั้นไม่ตอบโปรแกรม"
            " ให้เพิ่ม allow: [{{rule: outside-broken, reason: เหตุผล}}]",
        ),
        Text(
            "A link to another site doesn't work: {url} ({reason}).",
            "Readers who follow it find nothing. That site may be gone or moved, or the address is misspelt.",
            "Open it in a browser. If that fails too, mend or delete it. If it opens, and only refuses programs:"
            " allow: [{{rule: outside-broken, reason: the reason}}].",
        ),
        severity="warning",
    ),
    "allow-unneeded": Message(
        Text(
            "ไม่มีสิ่งที่ต้องยอมให้ผ่านด้วย “{name}” แล้ว",
            "สิ่งที่เคยยอมไว้ถูกแก้ไปแล้ว ถ้าเก็บบรรทัดนี้ไว้ สิ่งที่พิมพ์ผิดในภายหลังจะไม่ถูกตรวจพบ",
            "ลบ {name} ออกจากช่อง allow",
        ),
        Text(
            "Nothing has to be allowed by “{name}” any more.",
            "What was allowed has been mended. As long as this stays, later mistakes go unnoticed.",
            "Delete {name} from allow.",
        ),
        severity="note",
    ),
    "rule-unknown": Message(
        Text(
            "ช่อง allow ไม่รู้จัก “{rule}”",
            "ชื่อนี้สะกดผิด หรือเป็นปัญหาที่ยอมให้ผ่านไม่ได้",
            "คัดลอกชื่อจากวงเล็บเหลี่ยมท้ายข้อความที่ check แจ้ง ชื่อที่ยอมให้ผ่านได้มีใน docs/th/problems.md",
        ),
        Text(
            "There is no rule “{rule}” that may be allowed.",
            "It is misspelt, or no item may break it.",
            "Copy the name from the square brackets that check ends its lines with; docs/th/problems.md lists them.",
        ),
    ),
    "rule-unknown-near": Message(
        Text(
            "ช่อง allow ไม่รู้จัก “{rule}” หมายถึง “{near}” หรือไม่",
            "ชื่อนี้สะกดผิด หรือเป็นปัญหาที่ยอมให้ผ่านไม่ได้",
            "ถ้าใช่ ให้แก้เป็น {near}",
        ),
        Text(
            "There is no rule “{rule}” that may be allowed. Is “{near}” meant?",
            "It is misspelt, or no item may break it.",
            "If so, write {near}.",
        ),
    ),
    # Directives and the data that they show ----------------------------------------------------------------------------
    "directive-unknown": Message(
        Text(
            "ไม่มีคำสั่ง “{name}”",
            "คำสั่งที่ใช้ได้คือ {known}",
            "เปลี่ยนเป็นคำสั่งที่มี ถ้าต้องการให้ผู้อ่านเห็นข้อความนี้ ให้ใส่ไว้ระหว่างบรรทัด ``` สองบรรทัด",
        ),
        Text(
            "There is no directive “{name}”.",
            "There are these: {known}.",
            "Change it to one of them. If readers are to see it as it stands, put it in a block of code between ```.",
        ),
    ),
    "directive-unknown-near": Message(
        Text(
            "ไม่มีคำสั่ง “{name}” น่าจะหมายถึง “{near}”",
            "คำสั่งที่ใช้ได้คือ {known}",
            "เปลี่ยน {name} เป็น {near}",
        ),
        Text(
            "There is no directive “{name}”. Did you mean “{near}”?",
            "There are these: {known}.",
            "Change {name} to {near}.",
        ),
    ),
    "directive-not-block": Message(
        Text(
            "คำสั่ง “{name}” ใช้ในประโยค ไม่ใช่เป็นบล็อก",
            "คำสั่งนี้แสดงตัวเลขหนึ่งตัว จึงเขียนต่อกับข้อความ",
            "เขียนในประโยคเช่น มี :{name}{{data: schools}} แห่ง แล้วลบบรรทัด ::: ทั้งสองบรรทัด",
        ),
        Text(
            "The directive “{name}” stands in a sentence and is no block.",
            "It shows a single number, which belongs to the words around it.",
            "Write it in a sentence, as in :{name}{{data: schools}}, and delete both lines of colons.",
        ),
    ),
    "directive-not-span": Message(
        Text(
            "คำสั่ง “{name}” ต้องอยู่เป็นบล็อก ไม่ใช่ในประโยค",
            "คำสั่งนี้แสดงสิ่งที่กินที่หลายบรรทัด",
            "ขึ้นบรรทัดใหม่แล้วเขียน :::{name} ตามด้วยตัวเลือกบรรทัดละหนึ่งข้อ และปิดด้วยบรรทัด ::: อีกบรรทัดหนึ่ง",
        ),
        Text(
            "The directive “{name}” is a block and can't stand in a sentence.",
            "What it shows takes lines of its own.",
            "Begin a new line with :::{name}, write its options below it, a line each, and end with :::.",
        ),
    ),
    "directive-unclosed": Message(
        Text(
            "คำสั่ง “{name}” ไม่มีบรรทัด ::: ปิดท้าย",
            "ถ้าไม่ปิด ระบบไม่รู้ว่าคำสั่งจบตรงไหน และเนื้อหาที่ตามมาอาจหายไป",
            "เพิ่มบรรทัดที่มีแต่ ::: หลังตัวเลือกข้อสุดท้ายของคำสั่งนี้",
        ),
        Text(
            "The directive “{name}” has no line ::: to end it.",
            "Without one, nobody knows where it ends, and the text below could be lost.",
            "Add a line with nothing but ::: below its last option.",
        ),
    ),
    "directive-stray": Message(
        Text(
            "บรรทัด ::: นี้ไม่ได้ปิดคำสั่งใด",
            "อาจมีบรรทัดปิดเกินมา หรือชื่อคำสั่งข้างบนหายไป",
            "ลบบรรทัดนี้ หรือเติมชื่อคำสั่งที่บรรทัดเปิดข้างบน เช่น :::table",
        ),
        Text(
            "This line ::: ends no directive.",
            "There may be one line too many, or the name of the directive above is missing.",
            "Delete the line, or write the name where the directive begins, as in :::table.",
        ),
    ),
    "directive-indented": Message(
        Text(
            "คำสั่ง “{name}” ต้องเริ่มที่ต้นบรรทัด",
            "คำสั่งในรายการย่อยหรือในข้อความอ้างอิงใช้ไม่ได้",
            "ลบช่องว่างหรือเครื่องหมาย > หน้า ::: และเว้นหนึ่งบรรทัดก่อนคำสั่ง",
        ),
        Text(
            "The directive “{name}” must begin at the start of a line.",
            "Within lists and quotations directives have no meaning.",
            "Delete the spaces or the > before :::, and leave an empty line above it.",
        ),
    ),
    "directive-opening": Message(
        Text(
            "หลังชื่อคำสั่ง “{name}” มีข้อความที่อ่านไม่ได้",
            "หลังชื่อคำสั่งมีได้เพียงตัวเลือกในวงเล็บปีกกา",
            "ย้ายตัวเลือกไปไว้บรรทัดถัดไปบรรทัดละหนึ่งข้อ หรือเขียนในวงเล็บปีกกา เช่น :::{name} {{caption: คำบรรยาย}}",
        ),
        Text(
            "What stands behind the name of the directive “{name}” can't be read.",
            "Nothing but options in braces may stand there.",
            "Move the options to the lines below, a line each, or write them in braces, as in :::{name} {{caption: …}}.",
        ),
    ),
    "directive-no-text": Message(
        Text(
            "คำสั่ง “{name}” มีทั้งตัวเลือกในวงเล็บปีกกาและข้อความข้างล่าง",
            "คำสั่งนี้ไม่มีข้อความของตัวเอง ข้อความข้างล่างจะไม่แสดงที่ใด",
            "รวมตัวเลือกไว้ที่เดียว และย้ายข้อความออกไปไว้นอกคำสั่ง",
        ),
        Text(
            "The directive “{name}” has options in braces and lines below them.",
            "It has no text of its own, so what stands below would be shown nowhere.",
            "Keep the options in one place, and move the text out of the directive.",
        ),
    ),
    "directive-misplaced": Message(
        Text(
            "คำสั่ง “{name}” อยู่ในที่ที่แสดงผลไม่ได้",
            "ในที่อยู่ของลิงก์ คำบรรยายภาพ และแท็ก HTML แสดงตัวเลขจากข้อมูลไม่ได้",
            "ย้ายคำสั่งไปไว้ในประโยค หรือพิมพ์ตัวเลขเอง",
        ),
        Text(
            "The directive “{name}” stands where nothing can be shown.",
            "Addresses of links, descriptions of pictures and HTML tags can't hold numbers from data.",
            "Move it into a sentence, or type the number yourself.",
        ),
    ),
    "directive-braces": Message(
        Text(
            "คำสั่ง “{name}” ในประโยคเขียนไม่ครบ",
            "ต้องมีวงเล็บปีกกาเปิดและปิดติดกับชื่อในบรรทัดเดียวกัน ซ้อนกันได้หนึ่งชั้น และหน้าเครื่องหมาย : ต้องไม่เป็นตัวอักษรอังกฤษหรือตัวเลข",
            "เขียนเช่น :{name}{{data: schools}} ถ้าต้องการให้ผู้อ่านเห็นข้อความนี้ ให้ใส่ไว้ระหว่าง ` สองตัว",
        ),
        Text(
            "The directive “{name}” in this sentence isn't complete.",
            "Its braces must follow its name at once, open and close on one line, hold one more pair at most, and no Latin letter or digit may stand before the colon.",
            "Write it as in :{name}{{data: schools}}. If readers are to see it as it stands, put it between two backticks.",
        ),
    ),
    "directive-colons": Message(
        Text(
            "คำสั่งขึ้นต้นด้วยเครื่องหมาย ： แบบกว้าง",
            "แป้นพิมพ์บางชนิดพิมพ์เครื่องหมายนี้แทน : จึงอ่านเป็นคำสั่งไม่ได้",
            "ลบแล้วพิมพ์ ::: ด้วยแป้นพิมพ์ภาษาอังกฤษ",
        ),
        Text(
            "This directive begins with wide colons.",
            "Some keyboards type them for :, and they mean nothing here.",
            "Delete them and type ::: on an English keyboard.",
        ),
    ),
    "column-overlaps": Message(
        Text(
            "คอลัมน์ “{name}” รวมกันไม่ได้",
            "ข่าวหนึ่งเรื่องอยู่ได้หลายสถานศึกษา ผลรวมจะนับข่าวเดียวกันซ้ำ",
            "ใช้ data: news กับ by: เพื่อนับจำนวนข่าว",
        ),
        Text(
            "The column “{name}” can't be added up.",
            "One item may be about several schools, and would be counted more than once.",
            "Count the news with data: news and by:.",
        ),
    ),
    "id-long": Message(
        Text(
            "ค่าของช่อง {field} ยาวเกิน {limit} ตัวอักษร",
            "ค่านี้ใช้เป็นส่วนหนึ่งของที่อยู่และชื่อไฟล์ ชื่อที่ยาวเกินไปเก็บลงดิสก์ไม่ได้",
            "ย่อให้สั้นลง",
        ),
        Text(
            "The value of {field} is longer than {limit} characters.",
            "It becomes part of an address and of a file's name, and no disk takes one that is too long.",
            "Make it shorter.",
        ),
    ),
    "directive-id-twice": Message(
        Text(
            "ในหน้านี้มี id “{id}” มากกว่าหนึ่งครั้ง",
            "id ใช้อ้างถึงและใช้เป็นชื่อไฟล์ข้อมูล จึงซ้ำกันไม่ได้",
            "ตั้ง id ใหม่ให้คำสั่งนี้",
        ),
        Text(
            "The id “{id}” stands more than once on this page.",
            "It is for references and names the data's file, so it can mean one thing only.",
            "Give this directive another id.",
        ),
    ),
    "directives-many": Message(
        Text(
            "เนื้อหานี้มีคำสั่ง {count} คำสั่ง เกินที่กำหนดไว้ {limit}",
            "หน้าที่มีข้อมูลมากขนาดนี้เปิดช้าและอ่านยาก",
            "แบ่งเนื้อหาเป็นหลายหน้า",
        ),
        Text(
            "This text has {count} directives, more than the limit of {limit}.",
            "A page with so much data opens slowly and is hard to read.",
            "Part the text into several pages.",
        ),
    ),
    "data-unknown": Message(
        Text(
            "ไม่มีข้อมูลชื่อ “{name}”",
            "ข้อมูลที่ใช้ได้คือ {known} หรือไฟล์ .csv ที่อยู่ข้างไฟล์นี้",
            "เปลี่ยนเป็นชื่อข้อมูลที่มี หรือเพิ่มไฟล์ในโฟลเดอร์ data",
        ),
        Text(
            "There are no data called “{name}”.",
            "There are these: {known}, and .csv files beside this file.",
            "Change it to one of them, or add a file to the folder data.",
        ),
    ),
    "data-unknown-near": Message(
        Text(
            "ไม่มีข้อมูลชื่อ “{name}” น่าจะหมายถึง “{near}”",
            "ข้อมูลที่ใช้ได้คือ {known} หรือไฟล์ .csv ที่อยู่ข้างไฟล์นี้",
            "เปลี่ยน {name} เป็น {near}",
        ),
        Text(
            "There are no data called “{name}”. Did you mean “{near}”?",
            "There are these: {known}, and .csv files beside this file.",
            "Change {name} to {near}.",
        ),
    ),
    "column-unknown": Message(
        Text(
            "ข้อมูลนี้ไม่มีคอลัมน์ “{name}”",
            "คอลัมน์ที่มีคือ {known}",
            "เปลี่ยนเป็นชื่อคอลัมน์ที่มี สะกดให้ตรงกันทุกตัว",
        ),
        Text(
            "These data have no column “{name}”.",
            "They have these: {known}.",
            "Change it to one of them, spelt exactly so.",
        ),
    ),
    "column-unknown-near": Message(
        Text(
            "ข้อมูลนี้ไม่มีคอลัมน์ “{name}” น่าจะหมายถึง “{near}”",
            "คอลัมน์ที่มีคือ {known}",
            "เปลี่ยน {name} เป็น {near}",
        ),
        Text(
            "These data have no column “{name}”. Did you mean “{near}”?",
            "They have these: {known}.",
            "Change {name} to {near}.",
        ),
    ),
    "value-wrong": Message(
        Text(
            "ไม่มีแถวใดที่ช่อง {name} เป็น “{value}” ได้",
            "ค่านี้อาจสะกดผิด หรือเป็นค่าคนละชนิดกับที่ช่องนี้มี",
            "ตรวจค่าในข้อมูล ช่องใช่หรือไม่ใช่ให้เขียน true หรือ false ช่องที่ยังไม่มีข้อมูลให้เขียน unknown",
        ),
        Text(
            "No row could have “{value}” as its {name}.",
            "It may be misspelt, or of another kind than this column's values.",
            "Look the value up in the data. Write true or false for yes or no, and unknown for what is not known yet.",
        ),
    ),
    "value-wrong-near": Message(
        Text(
            "ไม่มีแถวใดที่ช่อง {name} เป็น “{value}” น่าจะหมายถึง “{near}”",
            "ค่าต้องสะกดตรงกับในข้อมูลทุกตัว",
            "เปลี่ยน {value} เป็น {near}",
        ),
        Text(
            "No row has “{value}” as its {name}. Did you mean “{near}”?",
            "It must be spelt exactly as in the data.",
            "Change {value} to {near}.",
        ),
    ),
    "column-not-number": Message(
        Text(
            "คอลัมน์ “{name}” รวมกันไม่ได้ เพราะมีค่าที่ไม่ใช่จำนวน เช่น “{value}”",
            "ผลรวมและแผนภูมิใช้ได้กับคอลัมน์ที่เป็นจำนวนทั้งหมดเท่านั้น",
            "แก้ค่าในข้อมูลให้เป็นจำนวน หรือเลือกคอลัมน์อื่น",
        ),
        Text(
            "The column “{name}” can't be added up: it holds what is no number, as “{value}”.",
            "Only columns in which everything known is a number have sums and charts.",
            "Correct the value in the data, or choose another column.",
        ),
    ),
    "chart-no-number": Message(
        Text(
            "แผนภูมินี้ไม่มีคอลัมน์ที่เป็นจำนวน",
            "คอลัมน์ที่เลือกคือ {columns} แผนภูมิต้องมีคอลัมน์ชื่อหนึ่งคอลัมน์ และคอลัมน์จำนวนอย่างน้อยหนึ่งคอลัมน์",
            "เพิ่มคอลัมน์จำนวนในช่อง columns หรือใช้ช่อง by เพื่อนับจำนวนแถว",
        ),
        Text(
            "This chart has no column of numbers.",
            "Its columns are {columns}; it needs one of names, and at least one of numbers.",
            "Add a column of numbers to columns, or count rows with the option by.",
        ),
    ),
    "chart-many": Message(
        Text(
            "แผนภูมินี้มี {count} รายการ เกินที่กำหนดไว้ {limit}",
            "ถ้ามีมากกว่านี้ ผู้อ่านแยกสีหรืออ่านบนโทรศัพท์ไม่ได้",
            "ใช้ตารางแทน ลดจำนวนด้วยช่อง where หรือ limit หรือใช้แผนภูมิแท่ง (bar)",
        ),
        Text(
            "This chart has {count} entries, more than the limit of {limit}.",
            "Of more, readers can't tell the colours apart, or read them on a telephone.",
            "Use a table, fewer rows by where or limit, or a chart of bars (bar).",
        ),
    ),
    "chart-negative": Message(
        Text(
            "แผนภูมิชนิดนี้แสดงจำนวนติดลบไม่ได้",
            "ความยาวของแท่งน้อยกว่าศูนย์ไม่ได้",
            "ใช้แผนภูมิเส้น (line) หรือใช้ตาราง",
        ),
        Text(
            "This kind of chart can't show numbers below zero.",
            "No bar is shorter than nothing.",
            "Use a chart of lines (line), or a table.",
        ),
    ),
    "csv-encoding": Message(
        Text(
            "ไฟล์ CSV นี้ไม่ได้บันทึกเป็น UTF-8",
            "Excel บันทึก “CSV” เป็นรหัสของ Windows ซึ่งทำให้ภาษาไทยอ่านไม่ได้บนเว็บ",
            "เปิดใน Excel แล้วเลือก File > Save As ชนิด “CSV UTF-8 (Comma delimited)”",
        ),
        Text(
            "This CSV file isn't saved as UTF-8.",
            "What Excel calls “CSV” is in an encoding of Windows, in which Thai can't be read on the web.",
            "Open it in Excel and choose File > Save As, “CSV UTF-8 (Comma delimited)”.",
        ),
    ),
    "csv-syntax": Message(
        Text(
            "ไฟล์ CSV นี้อ่านไม่ได้: “{reason}”",
            "อาจมีเครื่องหมายคำพูดที่เปิดแล้วไม่ปิด",
            "แก้บรรทัดนี้ หรือเปิดในโปรแกรมตารางแล้วบันทึกเป็น CSV UTF-8 ใหม่",
        ),
        Text(
            "This CSV file can't be read: “{reason}”.",
            "A quotation mark may have been opened and never closed.",
            "Correct the line, or open the file in a spreadsheet and save it as CSV UTF-8 again.",
        ),
    ),
    "csv-long": Message(
        Text(
            "ไฟล์ CSV นี้มีเกิน {limit} แถว",
            "ตารางที่ยาวขนาดนี้ผู้อ่านเปิดบนโทรศัพท์ไม่ได้",
            "แนบไฟล์ไว้ในช่อง attachments แทน หรือทำไฟล์สรุปที่สั้นกว่า",
        ),
        Text(
            "This CSV file has more than {limit} rows.",
            "No reader can open such a table on a telephone.",
            "Offer the file under attachments, or make a shorter one that sums it up.",
        ),
    ),
    "csv-separator": Message(
        Text(
            "ไฟล์ CSV นี้ไม่ได้คั่นคอลัมน์ด้วยจุลภาค",
            "ไฟล์ที่คั่นด้วยอัฒภาคหรือแท็บจะอ่านเป็นคอลัมน์เดียว",
            "บันทึกใหม่เป็น “CSV UTF-8 (Comma delimited)”",
        ),
        Text(
            "The columns of this CSV file aren't parted by commas.",
            "Parted by semicolons or tabs, all of it would be one column.",
            "Save it again as “CSV UTF-8 (Comma delimited)”.",
        ),
    ),
    "csv-heading": Message(
        Text(
            "หัวคอลัมน์ในแถวแรกว่างหรือซ้ำกัน “{name}”",
            "ชื่อคอลัมน์ใช้เลือกข้อมูล จึงต้องมีทุกคอลัมน์และไม่ซ้ำกัน",
            "ตั้งชื่อทุกคอลัมน์ในแถวแรกให้ต่างกัน และลบคอลัมน์ว่าง",
        ),
        Text(
            "A heading in the first row is empty or stands there twice: “{name}”.",
            "Columns are chosen by their names, so each needs one of its own.",
            "Name every column in the first row, each differently, and delete empty columns.",
        ),
    ),
    "csv-cells": Message(
        Text(
            "แถวนี้มี {found} ช่อง แต่หัวตารางมี {columns} คอลัมน์",
            "ข้อมูลที่มีจุลภาคต้องอยู่ในเครื่องหมายคำพูด ไม่เช่นนั้นจะแยกเป็นสองช่อง",
            "แก้แถวนี้ให้มีจำนวนช่องเท่ากับหัวตาราง",
        ),
        Text(
            "This row has {found} cells, but there are {columns} columns.",
            "A value with a comma in it must stand in quotation marks, or it becomes two.",
            "Correct the row so that it has as many cells as there are columns.",
        ),
    ),
    # Links ------------------------------------------------------------------------------------------------------------
    "link-broken": Message(
        Text(
            "ลิงก์ “{target}” ไม่มีปลายทาง",
            "ผู้อ่านที่กดลิงก์นี้จะไม่พบสิ่งใด หน้าหรือไฟล์ปลายทางอาจถูกย้าย เปลี่ยนชื่อ หรือสะกดผิด",
            "ตรวจตัวสะกดของลิงก์ หรือลบลิงก์ให้เหลือแต่ข้อความ ลิงก์ไปหน้าในเว็บไซต์นี้เขียน [ข้อความ](/news/) และลิงก์ไปไฟล์ข้างข่าวเขียน"
            " [ข้อความ](agenda.pdf)",
        ),
        Text(
            "The link “{target}” leads nowhere.",
            "Readers who follow it would find nothing; the page or file was moved or renamed, or is misspelt.",
            "Check the spelling, or keep the words without the link. A page of this site is linked as [words](/news/), a"
            " file beside the item as [words](agenda.pdf).",
        ),
    ),
    "link-broken-near": Message(
        Text(
            "ลิงก์ “{target}” ไม่มีปลายทาง น่าจะหมายถึง “{near}”",
            "ผู้อ่านที่กดลิงก์นี้จะไม่พบสิ่งใด หน้าหรือไฟล์ปลายทางอาจถูกย้าย เปลี่ยนชื่อ หรือสะกดผิด",
            "เปลี่ยนปลายทางของลิงก์เป็น {near} หรือลบลิงก์ให้เหลือแต่ข้อความ",
        ),
        Text(
            "The link “{target}” leads nowhere. Did you mean “{near}”?",
            "Readers who follow it would find nothing; the page or file was moved or renamed, or is misspelt.",
            "Let the link lead to {near} instead, or keep the words without the link.",
        ),
    ),
    "anchor-broken": Message(
        Text(
            "ลิงก์ “{target}” ชี้ไปที่หัวข้อซึ่งไม่มีในหน้าปลายทาง",
            "ส่วนหลัง # ต้องตรงกับหัวข้อของหน้าปลายทาง ซึ่งอาจถูกแก้ข้อความไปแล้ว",
            "แก้ส่วนหลัง # ให้ตรงกับหัวข้อ โดยใช้ - แทนช่องว่าง หรือลบตั้งแต่ # ออกเพื่อลิงก์ไปที่ต้นหน้า",
        ),
        Text(
            "The link “{target}” leads to a heading that is not on its page.",
            "What follows # must be a heading of that page, which may have been reworded.",
            "Change what follows # to the words of the heading with - for spaces, or delete it from # on to link to the"
            " top of the page.",
        ),
    ),
    "anchor-twice": Message(
        Text(
            "หน้า {url} มีตำแหน่งลิงก์ (id) ชื่อ “{id}” มากกว่าหนึ่งแห่ง",
            "ลิงก์ที่ชี้มาจะไปถึงแห่งแรกเสมอ และโปรแกรมอ่านหน้าจอจะสับสน",
            'เปลี่ยนข้อความหัวข้อให้ต่างกัน หรือเปลี่ยนค่า id="…" แห่งใดแห่งหนึ่งในโค้ด HTML หรือในเลย์เอาต์',
        ),
        Text(
            "The page {url} has more than one place with the id “{id}”.",
            "Links to it always reach the first, and screen readers are confused.",
            'Word the headings differently, or change one of the id="…" in the HTML or in the layout.',
        ),
    ),
    "photo-elsewhere": Message(
        Text(
            "ภาพ “{target}” อยู่ในเว็บไซต์อื่น",
            "เว็บไซต์นี้ไม่ขอข้อมูลจากที่อื่น เพื่อไม่ให้ผู้อ่านถูกติดตาม เบราว์เซอร์จึงจะไม่แสดงภาพนี้",
            "บันทึกภาพไว้ข้างไฟล์ข่าว แล้วพิมพ์ชื่อไฟล์ เช่น photo-1.jpg แทนที่อยู่นี้ และตรวจด้วยว่ามีสิทธิ์ใช้ภาพ",
        ),
        Text(
            "The photo “{target}” is on another site.",
            "This site asks nothing of others, so that readers aren't tracked; browsers would not show it.",
            "Save the photo beside the item and put its file name, such as photo-1.jpg, in place of this address, if you may use it.",
        ),
    ),
    "link-leads-outside": Message(
        Text(
            "ลิงก์ “{target}” ชี้ออกนอกโฟลเดอร์ของข่าว",
            "ไฟล์ที่ข่าวใช้ต้องอยู่ในโฟลเดอร์ของข่าว เพื่อให้เผยแพร่และถอนออกพร้อมกัน",
            "คัดลอกไฟล์มาวางข้างไฟล์ข่าว แล้วลิงก์ด้วยชื่อไฟล์ เช่น [กำหนดการ](agenda.pdf)",
        ),
        Text(
            "The link “{target}” leads out of the item's folder.",
            "The files of an item lie in its folder, so that they are published and withdrawn with it.",
            "Copy the file to beside the item and link to its name, as in [agenda](agenda.pdf).",
        ),
    ),
    # Layouts ----------------------------------------------------------------------------------------------------------
    "layouts-missing": Message(
        Text(
            "ไม่พบเลย์เอาต์ในโฟลเดอร์ layouts",
            "เลย์เอาต์กำหนดหน้าตาของทุกหน้า ถ้าไม่มีจะสร้างเว็บไซต์ไม่ได้",
            "กู้โฟลเดอร์ layouts จากประวัติของ Git หรือคัดลอกจากชุดติดตั้งเดิม",
        ),
        Text(
            "There are no layouts in the folder layouts.",
            "Layouts give every page its form; no site can be built without them.",
            "Take the folder layouts back from Git's history, or copy it from where Khao came from.",
        ),
    ),
    "layout-missing": Message(
        Text(
            "ไม่พบเลย์เอาต์ “{name}”",
            "หน้าหรือเลย์เอาต์อื่นเรียกใช้เลย์เอาต์นี้ แต่ไม่มีไฟล์ในโฟลเดอร์ layouts",
            "สร้างไฟล์ layouts/{name} หรือแก้ชื่อในบรรทัดที่เรียกใช้ให้ตรงกับไฟล์ที่มี",
        ),
        Text(
            "There is no layout “{name}”.",
            "A page or another layout uses it, but no such file lies in the folder layouts.",
            "Create layouts/{name}, or correct the name where it is used.",
        ),
    ),
    "layout-missing-near": Message(
        Text(
            "ไม่พบเลย์เอาต์ “{name}” น่าจะหมายถึง “{near}”",
            "ชื่อที่เรียกใช้ต้องตรงกับชื่อไฟล์ในโฟลเดอร์ layouts ทุกตัว",
            "เปลี่ยนชื่อในบรรทัดที่เรียกใช้เป็น {near} หรือสร้างไฟล์ layouts/{name}",
        ),
        Text(
            "There is no layout “{name}”. Did you mean “{near}”?",
            "The name must equal that of a file in the folder layouts.",
            "Change the name to {near} where it is used, or create layouts/{name} in the folder.",
        ),
    ),
    "layout-circle": Message(
        Text(
            "เลย์เอาต์เรียกใช้กันเป็นวง: {chain}",
            "เลย์เอาต์ที่เรียกกลับมาหาตัวเองจะทำงานไม่มีวันจบ",
            "ลบคำสั่ง extends, include หรือ import บรรทัดใดบรรทัดหนึ่งในวงนี้",
        ),
        Text(
            "Layouts use each other in a circle: {chain}.",
            "A layout that leads back to itself would never end.",
            "Delete one of the extends, include or import tags of this circle.",
        ),
    ),
    "layout-syntax": Message(
        Text(
            "คำสั่งในเลย์เอาต์เขียนไม่ถูกต้อง: “{reason}”",
            "มักเกิดจากวงเล็บที่ปิดไม่ครบ หรือไม่มี endif, endfor หรือ endblock ที่คู่กัน",
            "ตรวจบรรทัดนี้และบรรทัดก่อนหน้า ให้ {{{{ คู่กับ }}}} และ {{% คู่กับ %}} และทุกคำสั่งมีคำสั่งปิด",
        ),
        Text(
            "The layout has a syntax error: “{reason}”.",
            "Usually a bracket is not closed, or an endif, endfor or endblock is missing.",
            "Look at this line and those before: each {{{{ needs its }}}}, each {{% its %}}, and each tag its end.",
        ),
    ),
    "layout-undefined": Message(
        Text(
            "เลย์เอาต์ไม่รู้จักชื่อ “{name}”",
            "เลย์เอาต์ใช้ได้เฉพาะ page, site และชื่อที่ตั้งเองด้วยคำสั่ง set, for หรือ macro",
            "แก้ตัวสะกด หรือเรียกผ่าน page หรือ site เช่น page.{name} ถ้าเป็นค่าของหน้า",
        ),
        Text(
            "The layout does not know the name “{name}”.",
            "Layouts have page, site, and the names that they make with set, for or macro, and no others.",
            "Correct the spelling, or ask page or site for it, as in page.{name} for a value of the page.",
        ),
    ),
    "layout-undefined-near": Message(
        Text(
            "เลย์เอาต์ไม่รู้จักชื่อ “{name}” น่าจะหมายถึง “{near}”",
            "เลย์เอาต์ใช้ได้เฉพาะ page, site และชื่อที่ตั้งเองด้วยคำสั่ง set, for หรือ macro",
            "เปลี่ยน {name} ในบรรทัดนี้เป็น {near}",
        ),
        Text(
            "The layout does not know the name “{name}”. Did you mean “{near}”?",
            "Layouts have page, site, and the names that they make with set, for or macro, and no others.",
            "Change {name} in this line to {near} and save.",
        ),
    ),
    "layout-no-value": Message(
        Text(
            "หน้า {url} ไม่มีค่าที่เลย์เอาต์เรียกใช้: “{reason}”",
            "ชื่ออาจสะกดผิด หรือหน้านี้ไม่มีค่านั้น",
            "แก้ชื่อในบรรทัดนี้ หรือครอบด้วย {{% if … is defined %}} และ {{% endif %}} ถ้าบางหน้าไม่มีค่านี้",
        ),
        Text(
            "The page {url} has no value that the layout asks for: “{reason}”.",
            "The name may be misspelt, or this page does not have it.",
            "Correct the name in this line, or put {{% if … is defined %}} and {{% endif %}} around it.",
        ),
    ),
    "layout-no-value-near": Message(
        Text(
            "หน้า {url} ไม่มีค่าที่เลย์เอาต์เรียกใช้: “{reason}” น่าจะหมายถึง “{near}”",
            "ชื่ออาจสะกดผิด หรือหน้านี้ไม่มีค่านั้น",
            "เปลี่ยนชื่อในบรรทัดนี้เป็น {near} หรือครอบด้วย {{% if … is defined %}} และ {{% endif %}} ถ้าบางหน้าไม่มีค่านี้",
        ),
        Text(
            "The page {url} has no value that the layout asks for: “{reason}”. Did you mean “{near}”?",
            "The name may be misspelt, or this page does not have it.",
            "Change the name in this line to {near}, or put {{% if … is defined %}} and {{% endif %}} around it.",
        ),
    ),
    "layout-time": Message(
        Text(
            "สร้างหน้า {url} ไม่เสร็จในเวลาที่กำหนด",
            "เลย์เอาต์หรือเนื้อหาของหน้านี้มีงานมากผิดปกติ เช่น คำสั่ง for ซ้อนกันหลายชั้น",
            "ลดจำนวนรายการที่คำสั่ง for ในเลย์เอาต์นี้วนอ่าน หรือแบ่งหน้าให้เล็กลง",
        ),
        Text(
            "The page {url} took too long to make.",
            "Its layout or content has unusually much to do, such as several for loops inside each other.",
            "Let the loops of this layout go through fewer items, or split the page into smaller ones.",
        ),
    ),
    "asset-missing": Message(
        Text(
            "ไม่พบไฟล์ “{name}” ในโฟลเดอร์ layouts/assets",
            "เลย์เอาต์ ไฟล์ CSS หรือช่อง logo ใน data/site.yaml ใช้ไฟล์นี้ แต่ไฟล์ไม่มีหรือชื่อไม่ตรงกัน",
            "วางไฟล์ไว้ที่ layouts/assets/{name} หรือแก้ชื่อที่เรียกใช้ให้ตรงกับไฟล์จริง",
        ),
        Text(
            "There is no file “{name}” in layouts/assets.",
            "A layout, a style sheet or the field logo in data/site.yaml uses it, but it is not there or has another name.",
            "Put the file at layouts/assets/{name}, or correct the name where it is used.",
        ),
    ),
    "asset-circle": Message(
        Text(
            "ไฟล์ CSS เรียกใช้กันเป็นวง: {chain}",
            "ชื่อที่เผยแพร่ของไฟล์ CSS ขึ้นกับไฟล์ที่มันเรียกใช้ จึงเรียกกลับมาหาตัวเองไม่ได้",
            "ลบคำสั่ง @import บรรทัดใดบรรทัดหนึ่งในวงนี้",
        ),
        Text(
            "Style sheets use each other in a circle: {chain}.",
            "The published name of a style sheet follows from those that it uses, so it can't lead back to itself.",
            "Delete one of the @import rules of this circle.",
        ),
    ),
    "layout-failed": Message(
        Text(
            "เลย์เอาต์ทำงานไม่สำเร็จที่หน้า {url}: “{reason}”",
            "คำสั่งในบรรทัดนี้ใช้กับค่าของหน้านี้ไม่ได้ เช่น ค่าว่าง หรือค่าคนละชนิด",
            "แก้คำสั่งในบรรทัดนี้ หรือครอบด้วย {{% if … %}} และ {{% endif %}} เพื่อข้ามหน้าที่ไม่มีค่านั้น",
        ),
        Text(
            "The layout failed on the page {url}: “{reason}”.",
            "What this line does can't be done with the values of this page; one may be missing or of another kind.",
            "Correct the line, or put {{% if … %}} and {{% endif %}} around it to pass over pages without the value.",
        ),
    ),
    # Data -------------------------------------------------------------------------------------------------------------
    "collection-name": Message(
        Text(
            "ชื่อชุดข้อมูล “{collection}” ใช้ไม่ได้",
            "ชื่อนี้เป็นส่วนหนึ่งของ URL จึงใช้ได้เฉพาะ a-z 0-9 - _ ขึ้นต้นด้วยตัวอักษร และไม่ซ้ำกับส่วนอื่นของเว็บไซต์ เช่น news หรือ tags",
            "เปลี่ยนชื่อไฟล์ข้อมูลในโฟลเดอร์ data และชื่อในไฟล์ให้ตรงกัน เช่น networks.yaml",
        ),
        Text(
            "The name “{collection}” can't be used for data.",
            "It becomes part of URLs: a-z, 0-9, - and _, a letter first, and not a part of the site such as news or tags.",
            "Rename the data file in the folder data, and the name inside it, for example to networks.yaml.",
        ),
    ),
    "pilots-too-many": Message(
        Text(
            "“{name}” มีสถานศึกษานำร่องที่ระบุชื่อ {named} แห่ง มากกว่าจำนวนที่ประกาศ {declared} แห่ง",
            "จำนวนที่ขัดกันทำให้ผู้อ่านได้ข้อมูลผิด",
            "ตรวจกับประกาศ แล้วแก้ pilot_schools เป็นจำนวนที่ถูกต้อง หรือลบ pilot: true ของโรงเรียนที่ไม่ใช่สถานศึกษานำร่อง",
        ),
        Text(
            "“{name}”: pilot schools named ({named}) outnumber those declared ({declared}).",
            "Figures that contradict each other misinform readers.",
            "Check the announcement, then correct pilot_schools, or delete pilot: true from schools that are no pilots.",
        ),
    ),
    "pilots-unnamed": Message(
        Text(
            "“{name}” ประกาศสถานศึกษานำร่อง {declared} แห่ง ระบุชื่อแล้ว {named} แห่ง ยังขาด {missing} แห่ง",
            "เว็บไซต์แสดงจำนวนที่ประกาศ แต่ยังแสดงรายชื่อไม่ครบ",
            "ไม่ต้องแก้ก็เผยแพร่ได้ เมื่อทราบชื่อแล้วให้เพิ่มโรงเรียนใน data/schools.yaml พร้อม affiliation, pilot: true และ source",
        ),
        Text(
            "“{name}”: of {declared} declared pilot schools, {named} named, {missing} not yet.",
            "The site shows the declared number, but not all of the names.",
            "Nothing has to be done. Once the names are known, add the schools to data/schools.yaml with affiliation,"
            " pilot: true and source.",
        ),
        severity="note",
    ),
    "pilots-sum": Message(
        Text(
            "จำนวนรวมที่ประกาศ {declared} แห่ง ไม่เท่ากับผลรวมทุกสังกัด {sum} แห่ง",
            "ช่อง pilot_schools บนสุดของไฟล์ต้องเท่ากับผลรวมของ pilot_schools ทุกสังกัด",
            "ตรวจกับประกาศ แล้วแก้จำนวนรวมหรือจำนวนของสังกัดที่ผิด",
        ),
        Text(
            "The declared total of {declared} is not the sum of the affiliations, {sum}.",
            "The field pilot_schools of the whole file must equal those of all affiliations together.",
            "Check the announcement, then correct the total or the affiliation that is wrong.",
        ),
    ),
    "pdf-extra": Message(
        Text(
            "ยังไม่ได้ติดตั้งส่วนเสริมสำหรับทำ PDF",
            "build --pdf ใช้ pikepdf และ fonttools ซึ่งไม่ได้ติดตั้งมากับ Khao",
            'ติดตั้งด้วยคำสั่ง python -m pip install pikepdf "fonttools[woff]" แล้วสั่งใหม่ หรือสร้างเว็บไซต์โดยไม่ใส่ --pdf',
        ),
        Text(
            "What makes PDFs is not installed.",
            "build --pdf works with pikepdf and fonttools, which don't come with Khao.",
            'Install them by python -m pip install pikepdf "fonttools[woff]" and try again, or build without --pdf.',
        ),
    ),
    "pdf-no-browser": Message(
        Text(
            "ไม่พบเบราว์เซอร์สำหรับทำ PDF",
            "build --pdf พิมพ์หน้าเว็บด้วยเบราว์เซอร์ในเครื่อง ชื่อใดชื่อหนึ่งต่อไปนี้: {known}",
            "ติดตั้ง Chromium หรือ Chrome หรือบอกคำสั่งของเบราว์เซอร์ในตัวแปร KHAO_BROWSER",
        ),
        Text(
            "There is no browser to make PDFs with.",
            "build --pdf prints pages by a browser on this machine, one of these: {known}.",
            "Install Chromium or Chrome, or tell the command of a browser in the variable KHAO_BROWSER.",
        ),
    ),
    "pdf-failed": Message(
        Text(
            "เบราว์เซอร์ทำ PDF ของหน้านี้ไม่สำเร็จ: “{reason}”",
            "เบราว์เซอร์อาจเก่าเกินไป หน่วยความจำอาจไม่พอ หรือหน้านี้อาจใหญ่เกินไป",
            "สั่งใหม่อีกครั้ง ถ้ายังไม่สำเร็จ ให้ปรับรุ่นเบราว์เซอร์ หรือสร้างเว็บไซต์โดยไม่ใส่ --pdf",
        ),
        Text(
            "The browser made no PDF of this page: “{reason}”.",
            "It may be too old, memory may be short, or the page may be too large.",
            "Try again. If that fails too, update the browser, or build without --pdf.",
        ),
    ),
    # Output -----------------------------------------------------------------------------------------------------------
    "output-is-home": Message(
        Text(
            "ใช้โฟลเดอร์นี้เก็บเว็บไซต์ที่สร้างแล้วไม่ได้",
            "โฟลเดอร์นี้เป็นโฟลเดอร์หลักของเครื่อง ของผู้ใช้ หรือของเว็บไซต์ ซึ่งมีไฟล์อื่นที่ต้องไม่ถูกแตะต้อง",
            "ระบุโฟลเดอร์ใหม่ที่ว่างอยู่ เช่น --out public หรือไม่ต้องใส่ --out",
        ),
        Text(
            "This folder can't be the output.",
            "It is the root of the disk, of the user or of the site, or holds one of them, with files to leave alone.",
            "Name a new or empty folder, as in --out public, or leave out --out.",
        ),
    ),
    "output-in-source": Message(
        Text(
            "โฟลเดอร์สำหรับเว็บไซต์ที่สร้างแล้วอยู่ในโฟลเดอร์ต้นฉบับ",
            "ถ้าเขียนลงใน content, data, layouts หรือโฟลเดอร์ของระบบ ต้นฉบับจะปนกับผลลัพธ์",
            "ระบุโฟลเดอร์อื่นที่ว่างอยู่ เช่น --out public หรือไม่ต้องใส่ --out",
        ),
        Text(
            "The output folder lies inside the sources.",
            "Pages written into content, data, layouts or the generator's folders would mix with the sources.",
            "Name another folder, as in --out public, or leave out --out.",
        ),
    ),
    "output-not-folder": Message(
        Text(
            "มีไฟล์อยู่ตรงที่ต้องเป็นโฟลเดอร์สำหรับเว็บไซต์ที่สร้างแล้ว",
            "เว็บไซต์ประกอบด้วยหลายไฟล์ จึงต้องเก็บในโฟลเดอร์",
            "ย้ายหรือเปลี่ยนชื่อไฟล์นี้ หรือระบุโฟลเดอร์อื่น เช่น --out public",
        ),
        Text(
            "A file stands where the output folder should be.",
            "A site is many files, which need a folder.",
            "Move or rename this file, or name another folder, as in --out public on the command line.",
        ),
    ),
    "output-not-ours": Message(
        Text(
            "โฟลเดอร์นี้มีไฟล์ที่ Khao ไม่ได้สร้าง",
            "Khao เขียนลงเฉพาะโฟลเดอร์ว่างหรือโฟลเดอร์ที่สร้างไว้เอง เพื่อไม่ให้ไฟล์ของผู้อื่นเสียหาย",
            "ระบุโฟลเดอร์ใหม่ เช่น --out public หรือย้ายไฟล์ทั้งหมดออกจากโฟลเดอร์นี้ก่อน",
        ),
        Text(
            "This folder holds files that Khao did not write.",
            "Khao writes only into an empty folder or one of its own, so that nobody's files are lost.",
            "Name a new folder, as in --out public, or first move everything out of this one.",
        ),
    ),
    "output-in-the-way": Message(
        Text(
            "มีไฟล์หรือโฟลเดอร์อื่นอยู่ตรงที่ต้องเขียนหน้าเว็บ",
            "Khao ไม่เขียนทับและไม่ลบสิ่งที่ไม่ได้สร้างเอง",
            "ย้ายสิ่งนี้ออกจากโฟลเดอร์ของเว็บไซต์ที่สร้างแล้ว ถ้าต้องการเผยแพร่ ให้วางไว้ข้างไฟล์ข่าวหรือใน layouts/assets แทน",
        ),
        Text(
            "Something else stands where a page must be written.",
            "Khao neither overwrites nor deletes what it did not write.",
            "Move it out of the output folder. If it is to be published, put it beside an item or into layouts/assets.",
        ),
    ),
    "output-unwritable": Message(
        Text(
            "เขียนไฟล์นี้ไม่ได้: “{reason}”",
            "ดิสก์อาจเต็ม ไม่มีสิทธิ์เขียน หรือมีโปรแกรมอื่นเปิดไฟล์ค้างไว้ เว็บไซต์เดิมยังอยู่ครบ",
            "ตรวจพื้นที่ว่างและสิทธิ์ของโฟลเดอร์ ปิดโปรแกรมที่เปิดไฟล์ในโฟลเดอร์นี้ แล้วสร้างเว็บไซต์อีกครั้ง",
        ),
        Text(
            "This can't be written: “{reason}”.",
            "The disk may be full, writing may not be allowed, or another program holds the file open.",
            "Check free space and permissions, close programs that use the folder, then build again.",
        ),
    ),
    # The command ------------------------------------------------------------------------------------------------------
    "already-building": Message(
        Text(
            "มีการสร้างเว็บไซต์นี้อยู่แล้ว",
            "ถ้าสร้างพร้อมกันสองครั้ง ไฟล์ของทั้งสองครั้งจะปนกัน",
            "รอให้การสร้างครั้งก่อนเสร็จแล้วสั่งใหม่ ถ้าไม่เสร็จ ให้ปิดหน้าต่างที่สั่งไว้ก่อนหน้า",
        ),
        Text(
            "This site is being built already.",
            "Two builds at once would mix their files.",
            "Wait for the other build to end and try again; if it does not end, close the window it runs in.",
        ),
    ),
    "root-missing": Message(
        Text(
            "ไม่พบโฟลเดอร์ content และ layouts ใน “{path}”",
            "คำสั่งนี้ต้องใช้โฟลเดอร์ของเว็บไซต์ ซึ่งมี content, data และ layouts อยู่ข้างใน",
            "สั่งคำสั่งในโฟลเดอร์ของเว็บไซต์ หรือบอกที่อยู่ของโฟลเดอร์ด้วย --root เช่น python build.py --root my-site build",
        ),
        Text(
            "There is no content and layouts in “{path}”.",
            "The command needs the folder of a site, which holds content, data and layouts.",
            "Run it in the folder of the site, or name that folder, as in python build.py --root my-site build.",
        ),
    ),
    "root-unusable": Message(
        Text(
            "ใช้โฟลเดอร์ของเว็บไซต์นี้ไม่ได้: “{reason}”",
            "Khao ต้องสร้างโฟลเดอร์ .khao ไว้ข้างในเพื่อเก็บข้อมูลชั่วคราว",
            "ตรวจว่าโฟลเดอร์นี้มีอยู่และบันทึกไฟล์ลงไปได้ ถ้าได้มาแบบอ่านอย่างเดียว ให้คัดลอกไปไว้ที่อื่นก่อน",
        ),
        Text(
            "The folder of the site can't be used: “{reason}”.",
            "Khao must make the folder .khao in it, for its cache.",
            "See that the folder exists and can be written to; if it is read-only, copy it elsewhere first.",
        ),
    ),
    "time-unreadable": Message(
        Text(
            "อ่านเวลา “{value}” ไม่ได้",
            "ค่าของ --now กำหนดว่าจะสร้างเว็บไซต์ตามเวลาใด จึงต้องเป็นวันที่ที่ครบถ้วน",
            'เขียนวันที่ในเครื่องหมายคำพูด เช่น --now "13 พ.ค. 2567 เวลา 09.30 น." หรือ --now 2567-05-13',
        ),
        Text(
            "The time “{value}” can't be read.",
            "The value of --now is the moment to build for, so it must be a whole date.",
            'Write a date, in quotes if it has spaces, as in --now "2567-05-13 09:30" or --now 2567-05-13.',
        ),
    ),
    "editor-file-old": Message(
        Text(
            "ไฟล์สำหรับโปรแกรม VS Code ไม่ตรงกับข้อมูลของเว็บไซต์",
            "ไฟล์นี้บอกโปรแกรมว่ามีช่อง หมวด และสถานศึกษาใดให้เลือก เมื่อสิ่งเหล่านั้นเปลี่ยน ไฟล์ต้องเปลี่ยนตาม",
            "สั่ง python build.py check --fix เพื่อเขียนไฟล์นี้ใหม่",
        ),
        Text(
            "This file for VS Code does not agree with the site.",
            "It tells the editor which fields, categories and schools there are; when those change it has to follow.",
            "Run python build.py check --fix to write it anew.",
        ),
        severity="note",
    ),
    "url-vanished": Message(
        Text(
            "หน้า {url} ที่เผยแพร่ไว้แล้วไม่มีในเว็บไซต์อีกต่อไป",
            "ผู้อ่านที่มีลิงก์นี้ใน LINE หรือ Facebook จะพบหน้าว่าง",
            "ถ้าเรื่องย้ายมาที่ไฟล์ที่บอก เพิ่ม aliases: [{url}] ในส่วนหัว หรือสั่ง check --fix ถ้าถอนเรื่อง ใช้ช่อง expires แทนการลบไฟล์ ถ้าตั้งใจลบ เผยแพร่แล้วคำเตือนนี้หายไป",
        ),
        Text(
            "The page {url} was published, and the site has it no more.",
            "Readers who have the link in LINE or Facebook find nothing.",
            "If it has moved to the file that is named, add aliases: [{url}] there, or run check --fix. To withdraw it, use expires in place of deleting the file. If it is meant to be gone, publishing ends this warning.",
        ),
        severity="warning",
    ),
    "new-untitled": Message(
        Text(
            "ยังไม่ได้บอกชื่อเรื่อง",
            "คำสั่ง new ถามชื่อเรื่องได้เฉพาะเมื่อสั่งจากหน้าจอคำสั่งโดยตรง",
            "พิมพ์ชื่อเรื่องต่อท้ายคำสั่ง เช่น python build.py new ประชุมครู",
        ),
        Text(
            "There is no title.",
            "The command new can only ask for it at a terminal.",
            "Type the title after the command, in quotes if it holds spaces.",
        ),
    ),
    "new-exists": Message(
        Text(
            "มีไฟล์นี้อยู่แล้ว จึงไม่ได้เขียนทับ",
            "ไฟล์เดิมอาจมีเนื้อหาที่ยังไม่ได้บันทึกไว้ที่อื่น",
            "เปิดไฟล์เดิมมาแก้ หรือใช้ --slug ตั้งชื่ออื่น",
        ),
        Text(
            "This file is there already, so nothing was written.",
            "It may hold a text that is kept nowhere else.",
            "Edit that file, or choose another name with --slug.",
        ),
    ),
    "new-taken": Message(
        Text(
            "ชื่อ “{value}” ใช้ไม่ได้ เพราะมีหน้าที่ {url} อยู่แล้ว",
            "สองเรื่องอยู่ที่ URL เดียวกันไม่ได้",
            "ใช้ --slug ตั้งชื่ออื่น หรือไม่ใส่ --slug เพื่อให้ Khao ตั้งให้",
        ),
        Text(
            "The name “{value}” is taken: there is a page at {url}.",
            "Two items can't be at one URL.",
            "Choose another name with --slug, or leave it out to be given one.",
        ),
    ),
    "new-unwritable": Message(
        Text(
            "เขียนไฟล์นี้ไม่ได้: {reason}",
            "ระบบไม่ยอมให้สร้างไฟล์ในโฟลเดอร์นี้",
            "ดูว่ามีสิทธิ์เขียนและมีที่ว่างในดิสก์ แล้วสั่งอีกครั้ง",
        ),
        Text(
            "This file can't be written: {reason}.",
            "The system refuses to make a file in this folder.",
            "See that you may write there and that the disk has room, and run it again.",
        ),
    ),
    "target-unknown": Message(
        Text(
            "ไม่มีปลายทางชื่อ “{name}”",
            "ชื่อปลายทางต้องมีใต้ publish: ใน data/site.yaml ที่มีอยู่: {known}",
            "พิมพ์ชื่อที่มีอยู่ (น่าจะหมายถึง “{near}”) หรือเพิ่มปลายทางใน data/site.yaml",
        ),
        Text(
            "There is no target “{name}”.",
            "A target needs a name below publish: in data/site.yaml. There are: {known}.",
            "Use one of these (perhaps “{near}”), or add the target to data/site.yaml.",
        ),
    ),
    "target-option": Message(
        Text(
            "ค่าของช่อง “{field}” ขึ้นต้นด้วย - ไม่ได้",
            "โปรแกรมที่ใช้ส่งไฟล์จะอ่านค่านี้เป็นตัวเลือก",
            "แก้ “{value}” ให้เป็นชื่อหรือที่อยู่",
        ),
        Text(
            "The value of “{field}” may not begin with a hyphen.",
            "The program that sends the files would take it for an option.",
            "Change “{value}” to a name or an address.",
        ),
    ),
    "target-secret": Message(
        Text(
            "ช่อง “{field}” มีรหัสผ่านอยู่ในที่อยู่",
            "ไฟล์นี้อยู่ใน Git ทุกคนที่เห็น repository จะเห็นรหัสผ่าน",
            "ลบรหัสผ่านออกและเปลี่ยนรหัสใหม่ แล้วใช้กุญแจ ssh หรือตัวแปรแวดล้อมของเครื่องที่เผยแพร่",
        ),
        Text(
            "The address in “{field}” holds a password.",
            "This file is kept in Git, so everybody who sees the repository sees the password.",
            "Take it out and change it; use a key of ssh, or the environment of the machine that publishes.",
        ),
    ),
    "target-host": Message(
        Text(
            "“{value}” ไม่ใช่ชื่อเครื่อง",
            "ช่อง “{field}” รับชื่อเครื่อง หรือ ผู้ใช้@ชื่อเครื่อง",
            "แก้เป็นแบบ web@www.example.go.th",
        ),
        Text(
            "“{value}” is no host.",
            "The field “{field}” takes a host, or user@host.",
            "Write it as in web@www.example.go.th.",
        ),
    ),
    "publish-unbuilt": Message(
        Text(
            "ยังไม่มีเว็บไซต์ที่สร้างเสร็จให้เผยแพร่",
            "โฟลเดอร์นี้ไม่มีเว็บไซต์ หรือการสร้างครั้งก่อนหยุดกลางคัน",
            "สั่ง make แล้วเผยแพร่อีกครั้ง",
        ),
        Text(
            "There is no finished site to publish.",
            "This folder holds none, or the last build was cut short.",
            "Run make, and publish again.",
        ),
    ),
    "publish-outdated": Message(
        Text(
            "เว็บไซต์ที่สร้างไว้ไม่ตรงกับเนื้อหาในขณะนี้",
            "มีการแก้ไขหลังการสร้าง ถึงเวลาที่ข่าวต้องขึ้นหรือลง หรือสร้างไว้ด้วย --drafts หรือ --future",
            "สั่ง make แล้วเผยแพร่อีกครั้ง",
        ),
        Text(
            "The built site is not what the sources say now.",
            "Something was edited since, an item has come or gone with time, or it was built with --drafts or --future.",
            "Run make, and publish again.",
        ),
    ),
    "publish-empty": Message(
        Text(
            "เว็บไซต์ที่สร้างไว้ไม่มีหน้าแรกหรือไม่มีข่าวเลย",
            "เนื้อหาอาจไม่ได้ถูกดึงมาด้วย เว็บไซต์เดิมจึงยังอยู่",
            "ดูว่ามีไฟล์ใน content/ ครบ ถ้าตั้งใจ สั่งอีกครั้งพร้อม --allow empty",
        ),
        Text(
            "The built site has no home page, or nothing to read.",
            "Perhaps the content was not there when it was built, so the old site was left alone.",
            "See that content/ is whole. If it is meant, run it again with --allow empty.",
        ),
    ),
    "publish-removals": Message(
        Text(
            "การเผยแพร่นี้จะลบ {count} หน้า มากกว่า {limit} หน้าที่ลบได้โดยไม่ต้องถาม",
            "การลบมากผิดปกติมักเกิดจากเนื้อหาที่หายไปโดยไม่ตั้งใจ เช่น {path}",
            "ดูรายการด้วย --dry-run ถ้าตั้งใจ สั่งอีกครั้งพร้อม --allow removals",
        ),
        Text(
            "This would remove {count} pages, more than the {limit} that may go unasked.",
            "So many removals mostly come from content that was lost by mistake; one of them is {path}.",
            "Look at the list with --dry-run. If it is meant, run it again with --allow removals.",
        ),
    ),
    "publish-older": Message(
        Text(
            "ฉบับที่เผยแพร่อยู่ใหม่กว่าฉบับนี้",
            "ที่เผยแพร่อยู่สร้างเพื่อเวลา {before} ฉบับนี้เพื่อเวลา {after} หรือมาจาก commit ที่เก่ากว่า",
            "ดึงเนื้อหาล่าสุด สั่ง make แล้วเผยแพร่อีกครั้ง ถ้าตั้งใจ สั่งพร้อม --allow older",
        ),
        Text(
            "What is published is newer than this.",
            "It was built for {before} and this for {after}, or this comes from an older commit.",
            "Fetch the newest content, run make and publish again. If it is meant, add --allow older.",
        ),
    ),
    "publish-changed": Message(
        Text(
            "มีผู้อื่นแก้ไฟล์ที่ปลายทาง {count} ไฟล์ เช่น {path}",
            "Khao ไม่เขียนทับสิ่งที่ผู้อื่นแก้โดยไม่ถาม",
            "ดูว่าใครแก้และเพราะอะไร ถ้าจะใช้ฉบับของ Khao สั่งอีกครั้งพร้อม --allow changed",
        ),
        Text(
            "Somebody else has changed {count} files at the target, such as {path}.",
            "Khao doesn't write over what others did without being told to.",
            "Find out who did it and why. To put Khao's files there all the same, add --allow changed.",
        ),
    ),
    "publish-foreign": Message(
        Text(
            "ปลายทางมีสิ่งอื่นอยู่แล้ว {count} รายการ เช่น {path}",
            "Khao ยังไม่เคยเผยแพร่ที่นี่ จึงไม่รู้ว่าสิ่งเหล่านั้นเป็นของใคร",
            "ใช้ปลายทางที่ว่าง หรือถ้าตั้งใจ สั่งอีกครั้งพร้อม --allow changed ไฟล์อื่นที่ชื่อไม่ซ้ำจะยังอยู่",
        ),
        Text(
            "The target holds {count} other things already, such as {path}.",
            "Khao has never published there and doesn't know whose they are.",
            "Use an empty place; or, if it is meant, add --allow changed. Files of other names stay.",
        ),
    ),
    "publish-busy": Message(
        Text(
            "มีผู้อื่นกำลังเผยแพร่ไปที่เดียวกัน",
            "การเผยแพร่พร้อมกันจะทำให้เว็บไซต์ปนกันสองฉบับ ครั้งนี้จึงไม่ได้เปลี่ยนอะไร",
            "รอให้อีกฝ่ายเสร็จ แล้วสั่งอีกครั้ง",
        ),
        Text(
            "Somebody else is publishing to the same place.",
            "Two at once would mix two sites, so this one has changed nothing.",
            "Wait until the other one is done, and run it again.",
        ),
    ),
    "publish-failed": Message(
        Text(
            "เผยแพร่ไม่สำเร็จ: {reason}",
            "เว็บไซต์เดิมที่ปลายทางยังใช้ได้",
            "ดูเครือข่าย สิทธิ์ และที่ว่างของปลายทาง แล้วสั่งอีกครั้ง",
        ),
        Text(
            "Publishing failed: {reason}.",
            "The site at the target still works.",
            "See to the network, to permissions and room at the target, and run it again.",
        ),
    ),
    "publish-tool": Message(
        Text(
            "ไม่พบโปรแกรม “{name}”",
            "การเผยแพร่ไปปลายทางชนิดนี้ต้องใช้โปรแกรมนี้",
            "ติดตั้ง “{name}” แล้วสั่งอีกครั้ง",
        ),
        Text(
            "The program “{name}” is not there.",
            "A target of this kind needs it.",
            "Install “{name}”, and run it again.",
        ),
    ),
    "publish-no-release": Message(
        Text(
            "ไม่มีฉบับก่อนหน้าให้กลับไป",
            "ปลายทางนี้ (หรือเครื่องนี้ สำหรับปลายทางชนิด s3) ไม่ได้เก็บฉบับก่อนไว้",
            "ย้อนเนื้อหาใน Git แล้วสร้างและเผยแพร่ใหม่",
        ),
        Text(
            "There is no release to go back to.",
            "This target (or, for one of the kind s3, this machine) keeps no earlier one.",
            "Go back in Git, then build and publish.",
        ),
    ),
    "jobs-bad": Message(
        Text(
            "จำนวนงานที่ทำพร้อมกัน “{value}” ใช้ไม่ได้",
            "ค่าของ --jobs คือจำนวนโปรเซสที่ช่วยกันสร้างเว็บไซต์ จึงต้องเป็นจำนวนเต็มตั้งแต่ 1",
            "ใส่จำนวนเต็ม เช่น --jobs 2 หรือไม่ต้องใส่ --jobs เพื่อให้ Khao เลือกเอง",
        ),
        Text(
            "The number of jobs can't be “{value}”.",
            "The value of --jobs is how many processes build the site, so it must be a whole number from 1.",
            "Type a whole number, as in --jobs 2, or leave out --jobs to let Khao choose.",
        ),
    ),
    "address-unusable": Message(
        Text(
            "เปิดเว็บไซต์ที่ {address} ไม่ได้ ({reason})",
            "ที่อยู่นี้ไม่ใช่ของเครื่องนี้ หรือหมายเลขพอร์ตใช้ไม่ได้ พอร์ตที่ใช้ได้คือ 1024 ถึง 65535",
            "ลองไม่ใส่ --host และ --port หรือใช้ --lan เพื่อให้เครื่องอื่นในเครือข่ายเปิดดูได้",
        ),
        Text(
            "The site can't be served at {address} ({reason}).",
            "The address is not one of this machine, or the port can't be used; 1024 to 65535 can.",
            "Leave --host and --port out, or use --lan to let others in this network see the site.",
        ),
    ),
    "network-missing": Message(
        Text(
            "เครื่องนี้ไม่ได้ต่ออยู่กับเครือข่าย จึงใช้ --lan ไม่ได้",
            "--lan เปิดให้เครื่องอื่นในเครือข่ายเดียวกันดูเว็บไซต์ได้ แต่ไม่พบที่อยู่ของเครื่องนี้ในเครือข่ายใด",
            "ต่อ Wi-Fi หรือสาย LAN แล้วลองอีกครั้ง หรือไม่ใส่ --lan เพื่อดูบนเครื่องนี้เครื่องเดียว",
        ),
        Text(
            "This machine is in no network, so --lan can't be used.",
            "--lan lets other machines of the same network see the site, but this one has no address in any.",
            "Connect to Wi-Fi or by cable and try again, or leave --lan out to see the site on this machine alone.",
        ),
    ),
    "port-taken": Message(
        Text(
            "มีโปรแกรมอื่นใช้พอร์ต {port} อยู่แล้ว",
            "มักเป็นหน้าต่างอื่นที่เปิดดูเว็บไซต์ค้างไว้",
            "ปิดหน้าต่างนั้นด้วย Ctrl+C หรือเลือกพอร์ตอื่น เช่น python build.py serve --port 8090",
        ),
        Text(
            "Another program uses the port {port} already.",
            "Often it is another window in which the site is being served.",
            "Stop that one with Ctrl+C, or choose another port, as in python build.py serve --port 8090.",
        ),
    ),
}
"""By rule."""
