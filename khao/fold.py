"""The form in which texts and queries are compared, the same here and in the browser (`layouts/assets/search.js`).

The one invariant: after `thai.normalise` each character is kept, changed or dropped by itself, so whatever is part of
a text stays part of it when both are folded, and a search for it can't miss.
"""

from __future__ import annotations

import re
from typing import Final

from khao import thai

# Letters and numbers of any script, and the marks of Thai. Python's \w holds no marks, but the low line.
_DROPPED: Final = re.compile("(?:[^\\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|_)+")
_THAI_DIGITS: Final = re.compile("[๐-๙]")


def fold(text: str) -> str:
    """A text in one spelling, one case and one kind of digits, without spaces and punctuation."""
    plain = thai.normalise(text)
    try:
        return plain.encode("cp874").translate(_TABLE, _NOTHING).decode("cp874")
    except UnicodeEncodeError:
        return _folded(plain)


def _folded(plain: str) -> str:
    # The one letter whose small form depends on what stands beside it.
    kept = _DROPPED.sub("", plain.lower().replace("ς", "σ"))
    return thai.to_arabic(kept) if _THAI_DIGITS.search(kept) else kept


# Nearly every Thai text fits in Windows-874, whose bytes are folded all at once.
_BYTES: Final = [(bytes([byte]), _folded(bytes([byte]).decode("cp874", errors="ignore"))) for byte in range(256)]
_NOTHING: Final = b"".join([byte for byte, letter in _BYTES if not letter])
_TABLE: Final = b"".join([letter.encode("cp874") or byte for byte, letter in _BYTES])
