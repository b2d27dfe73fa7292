"""Problems and results as text: for people, for CI's annotations and for other programs.

The one invariant: every form tells the same problems in the same order, sorted by place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from khao.errors import Problem, frame
from khao.messages import severity, text
from khao.model import digest
from khao.words import Lang, say


def people(problems: Sequence[Problem], lang: Lang) -> str:
    """What, where, why and what to do, with the line quoted."""
    blocks = []
    for each in problems:
        said = text(each, lang)
        head = f"{each.place}: {say(severity(each.rule), lang)}: {said.what} [{each.rule}]"
        tail = [f"  {say('why', lang)}: {said.why}", f"  {say('fix', lang)}: {said.fix}"]
        blocks.append("\n".join([head, *frame(each), *tail, ""]))
    return "\n".join(blocks)


def github(problems: Sequence[Problem], lang: Lang) -> str:
    """GitHub's workflow commands, which it shows beside the line."""
    lines = []
    for each in problems:
        said = text(each, lang)
        level = {"error": "error", "warning": "warning", "note": "notice"}[severity(each.rule)]
        where = f"file={_escaped(each.place.path, also=':,')}"
        where += f",line={each.place.line}" if each.place.line else ""
        where += f",col={each.place.column}" if each.place.column else ""
        message = _escaped(f"{said.what}\n{said.why}\n{said.fix}")
        lines.append(f"::{level} {where},title={_escaped(each.rule, also=':,')}::{message}")
    return "\n".join(lines)


def gitlab(problems: Sequence[Problem], lang: Lang) -> str:
    """GitLab's code quality report."""
    return _json(
        {
            "description": f"{text(each, lang).what} {text(each, lang).fix}",
            "check_name": each.rule,
            "fingerprint": digest(repr(each)),
            "severity": {"error": "major", "warning": "minor", "note": "info"}[severity(each.rule)],
            "location": {"path": each.place.path, "lines": {"begin": each.place.line or 1}},
        }
        for each in problems
    )


def programs(problems: Sequence[Problem], lang: Lang) -> str:
    """One JSON array, an object a problem."""
    return _json(
        {
            "path": each.place.path,
            "line": each.place.line,
            "column": each.place.column,
            "rule": each.rule,
            "severity": severity(each.rule),
            "message": f"{text(each, lang).what} {text(each, lang).why}",
            "remedy": text(each, lang).fix,
        }
        for each in problems
    )


FORMATS: Mapping[str, Callable[[Sequence[Problem], Lang], str]] = {
    "text": people,
    "github": github,
    "gitlab": gitlab,
    "json": programs,
}


def _escaped(value: str, *, also: str = "") -> str:
    """As GitHub's commands want it; a path or title may hold neither colon nor comma."""
    for character in "%\r\n" + also:
        value = value.replace(character, f"%{ord(character):02X}")
    return value


def _json(rows: Iterable[object]) -> str:
    return json.dumps([*rows], ensure_ascii=False, indent=2)
