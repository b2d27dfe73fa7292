"""Mistakes as PR officers make them, each in an item of its own, with the rule that tells it and where.

The one invariant: a mistake stands between ⟦ and ⟧, which are taken out; the rule must tell it where ⟦ was.
"""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """One mistake."""

    rule: str
    text: str
    """The body of an item, or a whole file where it begins with `---`."""
    mended: str = ""
    """What `check --fix` makes of what stands between the signs; "" where nobody but a person can mend it."""


HEAD = "---\ntitle: ข่าวทดสอบ\ndate: 10 พ.ค. 2567\ncategories: [ข่าวกิจกรรม]\n"

TYPED = [
    Mistake("double-sara-e", "ครู⟦เเ⟧ละนักเรียน", "แ"),
    Mistake("double-sara-e", "---\ntitle: ⟦เเ⟧ข่งกีฬา\ndate: 10 พ.ค. 2567\ncategories: [ข่าวกิจกรรม]\n---\n\nเนื้อหา\n", "แ"),
    Mistake("nikhahit-sara-aa", "จ⟦\u0e4d\u0e32⟧นวนมาก", "ำ"),
    Mistake("nikhahit-sara-aa", "น⟦\u0e4d\u0e49\u0e32⟧ใส", "\u0e49ำ"),
    Mistake("repeated-mark", "ที⟦\u0e48\u0e48⟧ประชุม", "\u0e48"),
    Mistake("repeated-mark", "ผู⟦\u0e49\u0e49\u0e49⟧บริหาร", "\u0e49"),
    Mistake("mark-order", "ท⟦\u0e48\u0e35⟧ประชุม", "\u0e35\u0e48"),
    Mistake("zero-width", "โรงเรียน⟦\u200b⟧อัลฟ่า", ""),
    Mistake("zero-width", "โรงเรียน⟦\ufeff⟧อัลฟ่า", ""),
    Mistake("no-break-space", "วันที่⟦\u00a0⟧10", " "),
    Mistake("private-glyph", "ป⟦\uf701⟧", "\u0e34"),
    Mistake("unicode-form", "ร้าน Caf⟦e\u0301⟧ ใหม่", "\u00e9"),
    Mistake("pdf-broken", "⟦สา⟧นักงานศึกษาธิการ", "สำ"),
    Mistake("pdf-broken", "⟦กา⟧หนดการประชุม", "กำ"),
    Mistake("pdf-broken", "ผู้⟦อา⟧นวยการโรงเรียน", "อำ"),
    Mistake("pdf-broken", "⟦ส า⟧นักงานศึกษาธิการ", "สำ"),
    Mistake("pdf-broken", "⟦ด ำ⟧เนินการ", "ดำ"),
    Mistake("pdf-broken", "ตำแหน่ง⟦ท ี่⟧ปรึกษา", "ที่"),
    Mistake("orphan-mark", "ข้อ (⟦\u0e48⟧) ที่หนึ่ง"),
    Mistake("orphan-mark", "คะ⟦\u0e48⟧"),
    Mistake("orphan-mark", "เ⟦\u0e47⟧กนักเรียน"),
    Mistake("doubled-vowel", "ม⟦าา⟧กมาย"),
    Mistake("doubled-vowel", ":::callout {title: ม⟦าา⟧กมาย}\nก\n:::"),
    Mistake("double-sara-e", ":::table\ndata: schools\ncaption: ครู⟦เเ⟧ละนักเรียน\n:::", "แ"),
    Mistake("double-sara-e", ":::callout {}\nครู⟦เเ⟧ละนักเรียน :count{data: schools}\n:::", "แ"),
    Mistake("doubled-vowel", "⟦ไไ⟧ทย"),
]
SET = [
    Mistake("latin-unspaced", "ระบบ⟦Online⟧ ใหม่", " Online"),
    Mistake("latin-unspaced", "ใช้ ⟦Zoom⟧ประชุม", "Zoom "),
    Mistake("latin-unspaced", "โครงการ⟦STEM⟧ศึกษา", " STEM "),
    Mistake("straight-quote", 'เรื่อง ⟦"พลิกโฉม"⟧ ครั้งนี้', "“พลิกโฉม”"),
    Mistake("straight-quote", 'เรื่อง ⟦"⟧พลิกโฉม'),
    Mistake("heading-order", "## ก\n\n⟦####⟧ ข\n\nเนื้อหา"),
    Mistake("heading-order", "# ก\n\n⟦###⟧ ข\n\nเนื้อหา"),
    Mistake("heading-order", "⟦###⟧ ก\n\nเนื้อหา"),
    Mistake("link-text", "ดูได้⟦[คลิกที่นี่]⟧(/news/)"),
    Mistake("link-text", "⟦[ที่นี่]⟧(/news/)"),
    Mistake("link-text", "⟦[อ่านต่อ]⟧(/news/)"),
    Mistake("link-text", "⟦[ดูรายละเอียดเพิ่มเติม]⟧(/news/)"),
    Mistake("link-text", "⟦[Click here]⟧(/news/)"),
    Mistake("link-text", "⟦[https://www.moe.go.th/]⟧(https://www.moe.go.th/)"),
    Mistake("alt-says-nothing", "⟦![ภาพ]⟧(photo.jpg)"),
    Mistake("alt-says-nothing", "⟦![IMG_1234.jpg]⟧(photo.jpg)"),
    Mistake("alt-says-nothing", f"{HEAD}cover: {{src: photo.jpg, alt: ⟦รูปภาพ⟧}}\n---\n\nเนื้อหา\n"),
    Mistake("alt-missing-body", "![](⟦photo.jpg⟧)"),
]
YAML = [
    Mistake("yaml-trap", f"{HEAD}venue: ⟦12:30⟧\n---\n\nเนื้อหา\n", "'12:30'"),
    Mistake("yaml-trap", f"{HEAD}venue: ⟦0712⟧\n---\n\nเนื้อหา\n", "'0712'"),
    Mistake("yaml-trap", f"{HEAD}tags: [⟦no⟧]\n---\n\nเนื้อหา\n", "'no'"),
    Mistake("yaml-trap", f"{HEAD}credit: ⟦Yes⟧\n---\n\nเนื้อหา\n", "'Yes'"),
    Mistake("yaml-trap", f"{HEAD}credit: ⟦~⟧\n---\n\nเนื้อหา\n", "'~'"),
    Mistake("yaml-trap", f"{HEAD}venue: ⟦1.10⟧\n---\n\nเนื้อหา\n", "'1.10'"),
    Mistake("yaml-trap", f"{HEAD}updated: ⟦2567-02-29⟧\n---\n\nเนื้อหา\n", "'2567-02-29'"),
    Mistake("not-boolean", f"{HEAD}draft: ⟦yes⟧\n---\n\nเนื้อหา\n"),
    Mistake("yaml-hash", f"{HEAD}venue: ⟦ห้อง⟧ #1\n---\n\nเนื้อหา\n"),
    Mistake("yaml-colon", f"{HEAD}summary: ประกาศ⟦:⟧ เลื่อน: เปิดภาคเรียน\n---\n\nเนื้อหา\n"),
    Mistake("curly-quote", f"{HEAD}venue: ⟦“ห้องประชุม”⟧\n---\n\nเนื้อหา\n"),
    Mistake("field-unknown-near", f"{HEAD}⟦catagories⟧: [ข่าวกิจกรรม]\n---\n\nเนื้อหา\n"),
    Mistake("category-unknown-near", "---\ntitle: ก\ndate: 10 พ.ค. 2567\ncategories: [⟦ข่าวกิจกรรรม⟧]\n---\n\nเนื้อหา\n"),
    Mistake("record-unknown-near", f"{HEAD}schools: [⟦alpa⟧]\n---\n\nเนื้อหา\n"),
    Mistake("date-impossible", f"{HEAD}updated: ⟦31 ก.พ. 2567⟧\n---\n\nเนื้อหา\n"),
]
PERSONAL = [
    Mistake("personal-number", "เลข ⟦1101700203450⟧"),
    Mistake("personal-number", "เลข ⟦1-1017-00203-45-0⟧"),
    Mistake("personal-number", "เลข ⟦1 1017 00203 45 0⟧ ของผู้สมัคร"),
    Mistake("personal-number", "เลข ⟦๑-๑๐๑๗-๐๐๒๐๓-๔๕-๐⟧"),
    Mistake("personal-number", "เลข ⟦๑๑๐๑๗๐๐๒๐๓๔๕๐⟧"),
    Mistake("personal-number", f"{HEAD}credit: ⟦1101700203450⟧\n---\n\nเนื้อหา\n"),
    Mistake("mobile-number", "โทร ⟦081-234-5678⟧"),
    Mistake("mobile-number", "โทร ⟦0812345678⟧ ค่ะ"),
    Mistake("mobile-number", "โทร ⟦๐๘๑ ๒๓๔ ๕๖๗๘⟧"),
    Mistake("mobile-number", "โทร ⟦+66 81 234 5678⟧"),
]
FACTS = [
    Mistake("record-unlisted", "จัดที่ ⟦โรงเรียนอัลฟา⟧ เมื่อวานนี้"),
    Mistake("record-unlisted", "ร่วมกับ ⟦สังกัดประถม⟧ จัดอบรม"),
    Mistake("sum-differs", "มีครู ⟦20⟧ คน ได้แก่\n\n1. กลุ่มแรก จำนวน 15 คน\n2. กลุ่มที่สอง จำนวน 4 คน"),
    Mistake("sum-differs", "รวม 15+1+3+1=⟦21⟧ แห่ง"),
    Mistake("sum-differs", "| กลุ่ม | คน |\n|:--|--:|\n| ก | 15 |\n| ข | 4 |\n| **รวม** | **⟦20⟧** |"),
    Mistake("total-differs", "มีสถานศึกษานำร่องทั้งหมด ⟦5⟧ แห่ง"),
    Mistake("count-differs", "มีโรงเรียนนำร่องในสังกัดประถม จำนวน ⟦๓⟧ โรงเรียน"),
    Mistake("total-differs", "มีสถานศึกษานำร่องพื้นที่นวัตกรรมการศึกษา ⟦5⟧ แห่ง"),
    Mistake(
        "total-differs", "---\ntitle: สถานศึกษานำร่อง ⟦5⟧ แห่ง\ndate: 10 พ.ค. 2567\ncategories: [ข่าวกิจกรรม]\n---\n\nก\n"
    ),
    Mistake("count-differs", "สังกัดประถม มีสถานศึกษานำร่อง ⟦7⟧ แห่ง"),
    Mistake("count-differs", "มีสถานศึกษานำร่อง ⟦7⟧ แห่ง ในสังกัดประถม"),
    Mistake("count-differs", "## สถานศึกษานำร่อง\n\n| สังกัด | แห่ง |\n|:--|--:|\n| สังกัดประถม | ⟦7⟧ |"),
    Mistake("category-none", "⟦⟧---\ntitle: ก\ndate: 10 พ.ค. 2567\n---\n\nเนื้อหา\n"),
    Mistake("link-broken", "[ข่าวเก่า](⟦/news/nowhere/⟧)"),
]
MISTAKES = [*TYPED, *SET, *YAML, *PERSONAL, *FACTS]


CLEAN = [
    "งบประมาณ 1,234,567 บาท และ 12,500.50 บาท รวมทั้งสิ้น 1,247,067.50 บาท",
    "หนังสือที่ ศธ 04123/2567 ลงวันที่ 13 พฤษภาคม 2567 เลขรับ 0812345678",
    "รหัสสถานศึกษา 1091460001 และรหัส 0891460002 ตามประกาศ",
    "เลขที่โครงการ 67059012345 เลขคุมสัญญา 670501000123",
    "เลขบัญชี 9012345678 ธนาคารกรุงไทย เลข 13 หลักที่ไม่ใช่เลขประจำตัว 1101700203456 และ 9780306406157",
    "โทร 074-711-000 ต่อ 12 โทรสาร 0 7471 1000",
    "จิตอาสานักเรียนช่วยงาน อาสานักสืบ ราคาสั่งซื้อ วิชาระดับสูง เวลาดับไฟ การเจรจาเป็นไปด้วยดี ลูกค้าประกันภัย แนะนายกให้ทราบ",
    "ประจานความจริง สัมมนาเสนอแนะ ประชาชาติ สำนักงาน กำหนด จำนวน ตำบล อำเภอ ดำเนินการ ค่ะ น้ำ เล็ก ๆ ฯลฯ",
    'ระบบ Online และ `โค้ดx=1` <span title="ก">ไทย</span> [เว็บไซต์กระทรวง](https://www.moe.go.th/ก?x="1")',
    "อ่าน [กำหนดการอบรมครู](/news/) และ [ที่นี่มีหนังสือมากมาย](/news/) ที่ info@school.ac.th หรือ www.moe.go.thนะ",
    "## ก\n\n### ข\n\n## ค\n\n### ง\n\n#### จ\n\nเนื้อหา",
    '```\nแ "x" #### โค้ดabc\n```\n\nเนื้อหา',
    "มีครู 20 คน ได้แก่\n\n1. กลุ่มแรก จำนวน 15 คน\n2. กลุ่มที่สอง จำนวน 5 คน\n\n13 พฤษภาคม 2567 มีผู้เข้าร่วม 7 คน",
    "พ.ศ. 2562 มีสถานศึกษานำร่อง 10 แห่งแรก ต่อมามีสถานศึกษานำร่องเพิ่มขึ้นอีก 4 แห่ง",
    "| รายการ | จำนวน |\n|:--|--:|\n| ก | 15 |\n| ข | 5 |\n| รวม | 20 |",
    'จอ 27" จำนวน 2 เครื่อง คะแนน 3+4=7 สัดส่วน 1+1 = 2',
    "วันที่ 13 2567 08 30 12 45 และ 10 20 30 40 50 60 70",
]
"""Texts in which there is nothing to tell."""
