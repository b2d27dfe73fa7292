"""A site that uses everything: the project's own layouts and data, and made-up items with every field.

Nobody and nothing in it is real beyond what data/ holds: what is made up says of itself that it is a sample.
"""

from __future__ import annotations

import io
import json
import textwrap
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageCms, PngImagePlugin

from trees import NOW, Tree

EVERYTHING = "news/2024/every-field/index.html"
ENGLISH = "news/2024/every-field-in-english/index.html"
DIRECTIVES = "reports/2024/directives/index.html"
REPORT = "reports/2024/sample-report/index.html"
ALIAS = "old/news.html"
EMPTY_CATEGORY = "announcements"

TITLE = """หัวข้อตัวอย่างที่ยาวมาก "มีอัญประกาศ" & <เครื่องหมาย> 'ทุกชนิด' เพื่อดูว่าหน้าเว็บ ฟีด และแผนผังเว็บไซต์\
แสดงหัวข้อได้ครบทุกตัวอักษรโดยไม่ตัดกลางคำ"""
WITHHELD = ("ฉบับร่างที่ต้องไม่เห็น", "ข่าวตั้งเวลาที่ต้องไม่เห็น", "ข่าวหมดอายุที่ต้องไม่เห็น")
"""Titles of what is not published: a draft, an item to come, one that has expired."""
SECRET = "sample-secret"  # noqa: S105 — what the cameras wrote into the photos
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

RELEASE = (
    "วันที่ 13 พฤษภาคม 2567 สำนักงานศึกษาธิการจังหวัดสตูล จัดการประชุมเชิงปฏิบัติการพลิกโฉมพื้นที่นวัตกรรมการศึกษา",
    "เพื่อการพัฒนาที่ยั่งยืนจังหวัดสตูล Transforming Satun Sandbox For Sustainable Development",
    (
        "ณ ห้องประชุมบัวหลวง โรงเรียนอนุบาลสตูล ได้รับเกียรติจากดร.ภูธร จันทะหงษ์ ปุณยจรัสธำรง "
        "ผู้ช่วยเลขาธิการคณะกรรมการการศึกษาขั้นพื้นฐาน เป็นประธานและบรรยายพิเศษ "
        "สร้างความเข้มแข็งในการขับเคลื่อนพื้นที่นวัตกรรมการศึกษา ให้เกิดความยั่งยืน "
        "ในหัวข้อการส่งเสริมการขับเคลื่อนพื้นที่นวัตกรรมการศึกษา ระดับนโยบาย ผ่านระบบออนไลน์ โดยมี ดร.ยุพิน บัวคอม "
        "รองศึกษาธิการภาค 6 ดร.พิทักษ์ โสตถยาคม ผู้อำนวยการสำนักงานบริหารพื้นที่นวัตกรรมการศึกษา สพฐ.ผู้ทรงคุณวุฒิทางการศึกษา "
        "คณะกรรมการ ภาคีเครือข่าย จากภาครัฐ ภาคเอกชนภาคประชาชน และสถานศึกษานำร่อง จำนวน 20 แห่ง "
        "เข้าร่วมประชุมในครั้งนี้"
    ),
    (
        "นายสมพงศ์ พละไชย ศึกษาธิการจังหวัดสตูลกล่าวรายงานว่า สำนักงานศึกษาธิการจังหวัดสตูล เป็นหน่วยงานขับเคลื่อนการศึกษา "
        "ในระดับจังหวัด มีบทบาทบูรณาการ การทำงานร่วมกัน ทั้งภาครัฐภาคเอกชน และภาคประชาสังคม ในพื้นที่จังหวัดสตูล "
        "ในการจัดการศึกษา ให้มีคุณภาพ โดยจังหวัดสตูล ได้รับการประกาศ จากกระทรวงศึกษาธิการให้เป็นพื้นที่นำร่องนวัตกรรมการศึกษา "
        "เมื่อปีพุทธศักราช 2561 ก่อนมีพระราชบัญญัติพื้นที่นวัตกรรมการศึกษาพ.ศ 2562 ขณะนี้รวมระยะเวลา ในการดำเนินการประมาณ 5 "
        "ปี และได้ขับเคลื่อนการดำเนินงานอย่างต่อเนื่อง โดยได้รับความร่วมมือจากภาคีเครือข่าย ทั้งภาครัฐ ภาคเอกชน "
        "และภาคประชาสังคม ขณะนี้มีสถานศึกษานำร่อง จำนวน 20 แห่ง ได้แก่"
    ),
    (
        "สำนักงานศึกษาธิการจังหวัดสตูล ร่วมกับหน่วยงานทางการศึกษา และภาคีเครือข่ายพื้นที่นวัตกรรมการศึกษาจังหวัดสตูล "
        "ได้กำหนดจากการประชุมเชิงปฏิบัติการ “พลิกโฉมพื้นที่นวัตกรรมการศึกษาเพื่อการพัฒนาที่ยั่งยืนจังหวัดสตูล” "
        "โดยมีวัตถุประสงค์เพื่อสร้างการรับรู้ขยายผล และการแลกเปลี่ยนเรียนรู้ ตลอดจนสร้างความเข้มแข็ง "
        "ในการขับเคลื่อนพื้นที่นวัตกรรมการศึกษา ให้เกิดความยั่งยืน โดยใช้กลไกความร่วมมือ ของภาคีเครือข่าย ซึ่งมีกลุ่มเป้าหมาย "
        "ผู้เข้าร่วมงานสถานศึกษานำร่อง จำนวน 20 โรงเรียน สถานศึกษาที่มีความสนใจ "
        "และหน่วยงานทางการศึกษาคณะกรรมการขับเคลื่อนอนุกรรมการ ผู้ทรงคุณวุฒิ โดยมีกิจกรรมภายในงาน ประกอบด้วย ภาคเช้า "
        "เป็นการบรรยายพิเศษ สร้างความเข้มแข็งในการขับเคลื่อนพื้นที่นวัตกรรมการศึกษา ให้เกิดความยั่งยืน "
        "และภาคบ่ายกิจกรรมสร้างการรับรู้และการแลกเปลี่ยนเรียนรู้ Satun Coaching Forum "
        "โดยทีมวิทยากรพื้นที่นวัตกรรมการศึกษาจังหวัดสตูล"
    ),
)
"""The paragraphs of the release of 13 May 2567, as the office sent them."""
RELEASE_LIST = (
    "1.สถานศึกษาในสังกัดสำนักงานเขตพื้นที่การศึกษาประถมศึกษาสตูล จำนวน 15 แห่ง",
    "2.สถานศึกษาในสังกัดสำนักงานพื้นที่การศึกษามัธยมศึกษาสตูล จำนวน 1 แห่ง",
    "3.สถานศึกษาในสังกัดสำนักงานการศึกษาเอกชนจังหวัดสตูล จำนวน 3 แห่ง",
    "4 สถานศึกษาในสังกัดองค์การบริหารส่วนจังหวัดสตูล จำนวน 1 แห่ง",
)

ITEMS = f"""
-- content/news/2567/everything/index.md --
---
title: {json.dumps(TITLE, ensure_ascii=False)}
date: 2567-05-28
updated: 2567-05-31
slug: every-field
id: sample-every-field
summary: สรุป "ตัวอย่าง" & <ทุกช่อง> ของข่าว
categories: [ข่าวกิจกรรม, ภารกิจผู้บริหาร]
tags: [ป้ายตัวอย่าง, Open House, กีฬา & ดนตรี]
schools: [anuban-satun, satun-wittaya]
affiliations: [pao-satun]
programmes: [reading]
people:
  - {{name: ผู้เขียนตัวอย่าง, position: ตำแหน่งตัวอย่าง}}
  - วิทยากรตัวอย่าง
venue: ห้องประชุมตัวอย่าง "ชั้น 2"
event: {{start: 2567-06-20, end: 2567-06-21}}
cover: {{src: cover.jpg, alt: ภาพปกตัวอย่าง, caption: คำบรรยายภาพปกตัวอย่าง}}
photos:
  - {{src: turned.jpg, alt: ภาพที่หนึ่ง "ตัวอย่าง", caption: คำบรรยายภาพที่หนึ่ง, consent: true}}
  - {{src: ภาพ ถ่าย/photo.png, alt: ภาพที่สอง}}
  - {{src: photo.webp, alt: ภาพที่สาม}}
credit: ช่างภาพตัวอย่าง
attachments:
  - {{src: agenda.pdf, title: กำหนดการตัวอย่าง}}
  - src: เอกสาร แนบ.pdf
publish: 2567-05-28 08:30
expires: 2567-12-31
pinned: true
aliases: [/{ALIAS}, /ข่าวเก่า/ตัวอย่าง]
corrections:
  - {{date: 2567-05-30, text: แก้ไขชื่อห้องประชุมตัวอย่าง}}
version: 1.2 ตัวอย่าง
sources:
  - {{title: เอกสารอ้างอิงตัวอย่าง, url: https://www.example.go.th/doc}}
  - ที่มาที่ไม่มีเว็บไซต์
---

ย่อหน้าแรกของตัวอย่าง มี[โรงเรียน](school:anuban-satun) [](programmes:reading) [หมวด](category:activities)
[ป้าย](tag:open-house) และ[เรื่องที่ยังไม่เผยแพร่](../draft.md)[^note] กับ[ฉบับภาษาอังกฤษ](../every-field-en.md)

## หัวข้อหลัก "ซ้ำ" & <สอง>

- รายการชั้นแรก
    - รายการชั้นสอง
        1. ลำดับชั้นสาม
        2. ลำดับชั้นสาม
- รายการชั้นแรก

#### หัวข้อที่ข้ามชั้น

คำ
:   ความหมายของคำ

> ข้อความที่ยกมา

## หัวข้อหลัก "ซ้ำ" & <สอง>

| ที่ | {" | ".join(f"หัวข้อสดมภ์ที่ {number}" for number in range(1, 12))} |
|--:|{":-:|" * 11}
| 1 | {" | ".join(f"ค่า {number}" for number in range(1, 12))} |

```python
print("<b>โค้ดตัวอย่าง</b> & ยาว{"า" * 60}")
```

![ภาพในเนื้อข่าว](turned.jpg) และอ้างอิงซ้ำ[^note] กับ[เอกสาร](agenda.pdf)

<script>alert(1)</script><p style="color: red" onclick="alert(1)">ข้อความ HTML</p>
<details><summary>รายละเอียด</summary>เนื้อหาที่พับไว้</details>

[^note]: เชิงอรรถตัวอย่าง
-- content/news/2567/every-field-en.md --
---
title: A sample in English & its "quotes"
date: 2567-05-28
slug: every-field-in-english
lang: en
translation_of: news/2567/everything
categories: [activities]
---

The English text of the sample, with a [link back](everything/index.md).
-- content/news/2567/ข่าวชื่อไทย ตัวอย่าง.md --
---
title: ชื่อไฟล์ไทยตัวอย่าง
date: 2567-05-31 09:30
tags: [ป้ายตัวอย่าง]
---

ไม่มีสรุป ไม่มีหมวด เนื้อหาตัวอย่าง https://www.example.go.th/{"long-address/" * 12}
-- content/reports/2567/sample-report.md --
---
title: รายงานตัวอย่าง
date: 2567-05-20
categories: [reports]
programmes: [reading, sports]
---

# หนึ่ง

ข้อความ

## สอง

ข้อความ

# สาม

ข้อความ
-- content/reports/2567/directives/index.md --
---
title: รายงานที่ใช้ทุกคำสั่ง
date: 2567-05-21
version: 2
sources: [ที่มาตัวอย่าง]
categories: [reports]
---

มีสถานศึกษานำร่อง :sum{{data: affiliations, column: pilot_schools}} แห่ง
ระบุชื่อแล้ว :count{{data: schools, where: {{pilot: true}}}} แห่ง ดู [](#pilots) [](#chart-1) [](#picture) และ [](#หัวข้อที่สอง)

:::table
data: affiliations
columns: [name, {{column: pilot_schools, title: จำนวน "แห่ง" & <นับ>}}]
sort: -pilot_schools
total: true
caption: สถานศึกษานำร่อง "ก" & <ข>
id: pilots
:::

## หัวข้อที่หนึ่ง

:::chart
type: bar
data: affiliations
columns: [name, pilot_schools]
unit: แห่ง
caption: จำนวนแยกตามสังกัด
description: สพป.สตูล มีมากที่สุด
:::

:::chart
type: stacked
data: schools
by: affiliation
split: pilot
caption: สถานศึกษาแยกตามสังกัดและการนำร่อง
:::

:::chart
type: line
data: students.csv
columns: [ปี, ชาย, หญิง]
caption: นักเรียนตัวอย่างรายปี
id: students
:::

### หัวข้อย่อย

:::chart
type: share
data: affiliations
columns: [short_name, pilot_schools]
caption: สัดส่วน
:::

:::table {{caption: ตาราง Markdown, source: ที่มาของตาราง}}

| ก | ข |
|:--|--:|
| 1 | 2 |

:::

## หัวข้อที่สอง

:::figure
src: photo.jpg
alt: ภาพตัวอย่าง
caption: คำบรรยายภาพ
credit: ช่างภาพตัวอย่าง
id: picture
:::

:::gallery
photos:
  - {{src: photo.jpg, alt: ภาพที่หนึ่ง, caption: คำบรรยาย}}
  - {{src: other.jpg, alt: ภาพที่สอง}}
caption: ภาพหลายภาพ
:::

:::callout {{type: warning, title: ข้อควรระวัง}}
ข้อความ **หนา** กับ :count{{data: news}} เรื่อง

- รายการ[^1]
:::

:::list
school: satun-wittaya
limit: 3
title: ข่าวของโรงเรียน
:::

:::video
url: https://www.youtube.com/watch?v=sample
title: วิดีโอตัวอย่าง
poster: photo.jpg
length: 3 นาที
:::

[^1]: เชิงอรรถ
-- content/reports/2567/directives/students.csv --
\ufeffปี,ชาย,หญิง,หมายเหตุ
2565,"1,200",๑๑๕๐,"มี, จุลภาค"
2566,1180,-,
2567,1210,1190,น้ำท่วม
-- content/news/2567/draft.md --
---
title: {WITHHELD[0]}
date: 2567-05-28
draft: true
tags: [ป้ายของฉบับร่าง]
---

{WITHHELD[0]}
-- content/news/2567/scheduled.md --
---
title: {WITHHELD[1]}
date: 2567-05-28
publish: 2567-06-01 12:01
aliases: [/scheduled-alias/]
---

{WITHHELD[1]}
-- content/news/2567/was-scheduled.md --
---
title: ข่าวตั้งเวลาที่เผยแพร่แล้ว
date: 2567-05-20
publish: 2567-05-31 08:00
---

เขียนไว้ก่อน แล้วเผยแพร่ตามเวลา
-- content/news/2567/expired.md --
---
title: {WITHHELD[2]}
date: 2567-05-28
expires: 2567-06-01 12:00
---

{WITHHELD[2]}
-- content/news/2567/cancelled.md --
---
title: {WITHHELD[2]} อีกเรื่อง
date: 2567-05-28
expires: 2567-06-01 12:00
tombstone: ประกาศตัวอย่างนี้ถูกยกเลิก
---

{WITHHELD[2]}
-- data/programmes.yaml --
- id: reading
  name: โครงการอ่านตัวอย่าง "ก" & <ข>
  budget: 1250
  partners: [หน่วยงานตัวอย่าง ก, หน่วยงานตัวอย่าง ข]
  source: ข้อมูลตัวอย่าง
- id: sports
  name: โครงการกีฬาตัวอย่าง
  note: "หมายเหตุ, มีจุลภาค และ \\"อัญประกาศ\\""
-- layouts/programmes.html --
{{% from "parts/record.html" import about, facts %}}
{{% set programme = site.record(page.collection, page.subject) %}}
{{% call about(site, page, programme) %}}
{{% call facts(programme, 'ข้อมูลโครงการ') %}}
    {{% if programme.get('budget') %}}
    <div><dt>งบประมาณ</dt><dd>{{{{ programme.budget }}}}</dd></div>
    {{% endif %}}
{{% endcall %}}
{{% endcall %}}
"""


def rich(root: Path, numerals: str = "arabic") -> Tree:
    """The project's own site with all of the above and 45 items more, not built yet."""
    tree = Tree.real(root).add(ITEMS)
    folder = "content/news/2567/everything/"
    tree.put(folder + "cover.jpg", jpeg(1800, 1200, orientation=1))
    for name in ("photo", "other"):
        tree.put(f"content/reports/2567/directives/{name}.jpg", jpeg(600, 400, orientation=1))
    tree.put(folder + "turned.jpg", jpeg(320, 480, orientation=6))
    tree.put(folder + "ภาพ ถ่าย/photo.png", png())
    tree.put(folder + "photo.webp", webp())
    tree.put(folder + "agenda.pdf", PDF)
    tree.put(folder + "เอกสาร แนบ.pdf", PDF)
    for number in range(1, 46):
        day = NOW - timedelta(days=3 * number)
        tree.news(
            f"sample-{number}",
            textwrap.fill(f"เนื้อข่าวตัวอย่างที่ {number} " * 20),
            title=f"ข่าวตัวอย่างที่ {number}",
            date=day.date().isoformat(),
            categories="[ข่าวกิจกรรม]" if number % 2 else "[ภารกิจผู้บริหาร]",
            schools="[satun-wittaya]" if number % 3 else "[]",
        )
    if numerals != "arabic":
        tree.edit("data/site.yaml", "numerals: arabic", f"numerals: {numerals}")
    return tree


# Photos whose upper left quarter is red once they are upright ---------------------------------------------------------


def drawn(width: int, height: int) -> Image.Image:
    image = Image.new("RGB", (width, height), "#2f7d8c")
    image.paste("#d02020", (0, 0, width // 2, height // 2))
    return image


def jpeg(width: int, height: int, orientation: int) -> bytes:
    """With the place where it was taken, a comment and XMP; upright with a colour profile, or as held sideways."""
    image = drawn(width, height)
    more = {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()}
    if orientation == 6:
        image, more = image.transpose(Image.Transpose.ROTATE_90), {}
    exif = _exif()
    exif[0x0112] = orientation
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif, comment=SECRET, xmp=_xmp(), **more)
    return made.getvalue()


def png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET)
    text.add_itxt("XML:com.adobe.xmp", _xmp().decode())
    made = io.BytesIO()
    drawn(400, 300).save(made, "PNG", pnginfo=text, exif=_exif())
    return made.getvalue()


def webp() -> bytes:
    made = io.BytesIO()
    drawn(400, 300).save(made, "WEBP", exif=_exif(), xmp=_xmp())
    return made.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (6.0, 37.0, 0.0), 3: "E", 4: (100.0, 4.0, 0.0)})
    return exif


def _xmp() -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- {SECRET} --></x:xmpmeta>'.encode()
