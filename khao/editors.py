"""Files that make VS Code know the site: schemas, settings, snippets, and forms of the extension Front Matter.

The one invariant: they follow from the declared fields and from the site's own categories and records.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from khao import schema, shapes
from khao.errors import Place, problem
from khao.head import CategoryOf, Known, Photos, Reference, beside, fields
from khao.manuscript import Finding, Mend
from khao.schema import Field, Reader

FOLDER = ".vscode"
FORMS = "frontmatter.json"
SNIPPETS = {
    "khao-photos": (
        "ภาพข่าว",
        ["photos:", "  - src: ${1:photo-1.jpg}", "    alt: ${2:สิ่งที่เห็นในภาพ}", "    caption: ${3:}"],
    ),
    "khao-gallery": ("ทุกภาพในโฟลเดอร์", ["photos: {all: true, alt: ${1:บรรยากาศการประชุม}}"]),
    "khao-cover": ("ภาพปก", ["cover: {src: ${1:cover.jpg}, alt: ${2:สิ่งที่เห็นในภาพ}}"]),
    "khao-people": ("บุคคล", ["people:", "  - name: ${1:ชื่อ นามสกุล}", "    position: ${2:ตำแหน่ง}"]),
    "khao-attachment": ("ไฟล์แนบ", ["attachments:", "  - src: ${1:agenda.pdf}", "    title: ${2:กำหนดการ}"]),
    "khao-correction": ("แก้ไขข่าว", ["corrections:", "  - date: ${1:14 พ.ค. 2567}", "    text: ${2:แก้ไขชื่อสถานที่}"]),
    "khao-allow": (
        "ยอมให้ผ่านการตรวจ",
        ["allow:", "  - rule: ${1:mobile-number}", "    reason: ${2:เบอร์กลางของสำนักงาน}"],
    ),
    "khao-school": ("ลิงก์ไปโรงเรียน", ["[${1:ชื่อโรงเรียน}](school:${2:anuban-satun})"]),
    "khao-image": ("ภาพในเนื้อข่าว", ["![${1:สิ่งที่เห็นในภาพ}](${2:photo-1.jpg})"]),
    "khao-table": ("ตาราง", ["| ${1:สังกัด} | ${2:จำนวน} |", "|:--|--:|", "| ${3:} | ${4:} |"]),
    "khao-footnote": ("เชิงอรรถ", ["[^${1:1}]", "", "[^${1:1}]: ${2:ที่มา}"]),
}
"""Snippets by what is typed: what each is, and its lines."""
_SECTIONS = {"news": "ข่าว", "reports": "รายงาน", "pages": "หน้าทั่วไป"}


def files(root: Path, known: Known) -> dict[str, str]:
    """What each of the files should hold, by path; of files that others write to as well, with what they wrote."""
    own = {
        f"{FOLDER}/khao/front-matter.json": shapes.front_matter(known),
        f"{FOLDER}/khao/schools.json": shapes.schools(known),
        f"{FOLDER}/khao/site.json": shapes.settings(),
        f"{FOLDER}/khao/records.json": shapes.records(),
        f"{FOLDER}/khao.code-snippets": {
            name: {"scope": "markdown", "prefix": name, "description": said, "body": body}
            for name, (said, body) in SNIPPETS.items()
        },
    }
    shared = {
        f"{FOLDER}/settings.json": _settings(),
        f"{FOLDER}/extensions.json": {"recommendations": ["redhat.vscode-yaml", "eliostruyf.vscode-front-matter"]},
        FORMS: _forms(known),
    }
    merged = {path: _merged(root / path, ours) for path, ours in shared.items()}
    return {**{path: _text(each) for path, each in own.items()}, **merged}


def look(root: Path, known: Known) -> list[Finding]:
    """What is out of date, where a site has such files at all, with what mends it."""
    if not (root / FOLDER).is_dir() and not (root / FORMS).is_file():
        return []
    found = []
    for path, text in files(root, known).items():
        there = _read(root / path)
        if there != text:
            found.append(Finding(problem("editor-file-old", Place(path)), Mend(0, len(there), text)))
    return found


def _settings() -> dict[str, Any]:
    schemas = f"./{FOLDER}/khao"
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "yaml.schemas": {
            f"{schemas}/site.json": "data/site.yaml",
            f"{schemas}/schools.json": "data/schools.yaml",
            f"{schemas}/records.json": ["data/*.yaml", "!data/site.yaml", "!data/schools.yaml"],
        },
        "[markdown]": {
            "editor.wordWrap": "on",
            # Thai vowels are no Latin letters in disguise.
            "editor.unicodeHighlight.ambiguousCharacters": False,
            "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "off"},
        },
    }


def _forms(known: Known) -> dict[str, Any]:
    """What the extension Front Matter shows as a form, of each section."""
    rows = [form for each in fields(known) if (form := _form(each))]
    return {
        "$schema": "https://frontmatter.codes/frontmatter.schema.json",
        "frontMatter.framework.startCommand": "make serve",
        "frontMatter.preview.host": "http://127.0.0.1:8000",
        "frontMatter.taxonomy.dateFormat": "yyyy-MM-dd",
        "frontMatter.templates.prefix": "",
        "frontMatter.content.draftField": {"name": "draft", "type": "boolean"},
        "frontMatter.content.pageFolders": [
            {"title": title, "path": f"[[workspace]]/content/{name}", "contentTypes": [name]}
            for name, title in _SECTIONS.items()
        ],
        "frontMatter.taxonomy.contentTypes": [
            {"name": name, "pageBundle": name != "pages", "fields": rows} for name in _SECTIONS
        ],
    }


def _form(field: Field[Any]) -> dict[str, Any] | None:
    """A field of a form; None for what the extension has no form for, such as a list of photos."""
    kind = {"type": "slug"} if field.name == "slug" else _kind(field.read)
    if kind is None:
        return None
    return {"title": field.th, "name": field.name, "description": f"{field.name}: {field.example}", **kind}


@functools.singledispatch
def _kind(reader: Reader[Any]) -> dict[str, Any] | None:
    """What the extension calls a field that is read so."""
    return {"type": _KINDS.get(reader, "string")}


_KINDS: Mapping[Reader[Any], str] = {schema.moment: "datetime", schema.boolean: "boolean", beside: "image"}


@_kind.register
def _(_: Photos) -> None:
    return None


@_kind.register
def _(reader: schema.Choice) -> dict[str, Any]:
    return {"type": "choice", "choices": [*reader.allowed]}


@_kind.register
def _(reader: schema.Compound) -> dict[str, Any]:  # type: ignore[type-arg]
    return {"type": "fields", "fields": [form for each in reader.fields if (form := _form(each))]}


@_kind.register
def _(reader: schema.Listing) -> dict[str, Any] | None:  # type: ignore[type-arg]
    inner = reader.read_one
    if isinstance(inner, CategoryOf):
        return {"type": "choice", "multiple": True, "choices": [each.name for each in inner.known.categories]}
    if isinstance(inner, Reference):
        rows = [{"id": id, "title": name} for id, name in inner.called.items()]
        return {"type": "choice", "multiple": True, "choices": rows}
    return None if isinstance(inner, schema.Compound) else {"type": "list"}


def _merged(path: Path, ours: Mapping[str, Any]) -> str:
    """A file that others write to as well: with what is ours, and with all that is theirs."""
    there = _read(path)
    try:
        theirs = json.loads(there) if there.strip() else {}
    except ValueError:
        return there  # With comments, as VS Code allows them: nothing of it may be lost.
    if not isinstance(theirs, dict):
        return there
    both = dict(theirs)
    for name, value in ours.items():
        mine = theirs.get(name)
        if isinstance(value, dict) and isinstance(mine, dict):
            both[name] = {**mine, **value}
        elif name == "recommendations" and isinstance(mine, list):
            both[name] = [*mine, *(each for each in value if each not in mine)]
        else:
            both[name] = value
    return there if both == theirs else _text(both)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
