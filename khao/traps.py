"""Words in YAML that other programs would take for something else.

The one invariant: Khao reads each as it was typed; what is told here is what an editor's tool would make of it, or
save in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import yaml

from khao.manuscript import Finding, Manuscript, Mend

_SUSPECT = re.compile(r"[~.+\d-]|(?:yes|no|on|off|y|n|true|false|null)$", re.IGNORECASE)


def traps(manuscript: Manuscript) -> Iterator[Finding]:
    """Words without quotes that YAML would change, each with what would become of it."""
    for name, scalar in manuscript.scalars:
        if not scalar.plain or not _SUSPECT.match(scalar.text):
            continue
        made = taken(scalar.text)
        if made is not None:
            at = manuscript.index(scalar)
            found = manuscript.problem("yaml-trap", at, field=name, value=scalar.text, made=made)
            yield Finding(found, Mend(at, at + len(scalar.text), f"'{scalar.text}'"))


def taken(word: str) -> str | None:
    """What YAML would take a word for; None if for the word itself, or for what it was meant to be."""
    try:
        value = yaml.safe_load(word)
    except (yaml.YAMLError, ValueError) as error:
        return type(error).__name__ if isinstance(error, ValueError) else None
    if isinstance(value, bool):
        return None if word in ("true", "false") else str(value).lower()
    if value is None:
        return "null" if word else None
    if isinstance(value, date | str):
        return None
    return None if str(value) == word else str(value)
