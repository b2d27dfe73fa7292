"""A font in a PDF, with a glyph for each Thai cluster that stands on the page.

The one invariant: what a glyph says is what the source says. A browser embeds น้ำ as letter, tone and two halves of a
vowel, which readers of PDFs put together again in ways of their own; here it is one glyph that says น้ำ.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pikepdf
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from pikepdf import Array, Name

_LIGATURES = range(0xFB00, 0xFB07)
_NOISE = 3
"""Units of the font by which the same cluster may differ at another size."""
_PLAIN_OFFSET = 2
"""A component's arguments are an offset in its font's units."""


class Placed(NamedTuple):
    """A glyph, so far right of and above the place of its cluster, in units of the text."""

    code: int
    x: float
    y: float


class Unfit(Exception):
    """A font of another kind than a browser embeds for text: what is set in it stays as it is."""


def spelt(text: str) -> str:
    """A text without ligatures of Latin letters."""
    return "".join(unicodedata.normalize("NFKC", each) if ord(each) in _LIGATURES else each for each in text)


class Font:
    """A font of a PDF, and the glyphs that are added to it."""

    def __init__(self, pdf: pikepdf.Pdf, own: Any) -> None:
        """Raises Unfit."""
        if own.Subtype != Name.Type0 or Name.ToUnicode not in own:
            raise Unfit
        self.pdf, self.own = pdf, own
        self.inner = own.DescendantFonts[0]
        if self.inner.Subtype != Name.CIDFontType2 or self.inner.get("/CIDToGIDMap") != Name.Identity:
            raise Unfit
        self.says = {code: spelt(text) for code, text in _read_map(own.ToUnicode.read_bytes()).items()}
        self.outlines = TTFont(io.BytesIO(self.inner.FontDescriptor.FontFile2.read_bytes()), recalcTimestamp=False)
        if "glyf" not in self.outlines:
            raise Unfit
        self.units: int = self.outlines["head"].unitsPerEm
        self._next: int = self.outlines["maxp"].numGlyphs
        self._made: dict[int, Sequence[Placed]] = {}
        self._known: dict[str, list[int]] = {}
        self._widths = _read_widths(self.inner.get("/W", Array()))

    def width(self, code: int) -> float:
        """The width of a glyph in thousandths of its size."""
        return self._widths.get(code, float(self.inner.get("/DW", 0)))

    def cluster(self, glyphs: Iterable[Placed], text: str, size: float) -> int:
        """The one glyph that looks like these and says this text."""
        own = [Placed(each.code, *(round(way / size * self.units) for way in each[1:])) for each in glyphs]
        for code in self._known.get(text, ()):
            if _alike(self._made[code], own):
                return code
        code, self._next = self._next, self._next + 1
        self._known.setdefault(text, []).append(code)
        self._made[code] = own
        self.says[code] = text
        self._widths[code] = max(each.x * 1000 / self.units + self.width(each.code) for each in own)
        return code

    def finish(self) -> None:
        """Put the new glyphs into the PDF, with what they say and how wide they are."""
        names = list(self.outlines.getGlyphOrder())
        order = names + [f"cluster{code}" for code in self._made]
        glyphs = self.outlines["glyf"]
        self.outlines.setGlyphOrder(order)
        glyphs.setGlyphOrder(order)
        for code, parts in self._made.items():
            made = self._glyph(parts, names)
            glyphs.glyphs[f"cluster{code}"] = made
            width = round(self._widths[code] * self.units / 1000)
            self.outlines["hmtx"].metrics[f"cluster{code}"] = (width, getattr(made, "xMin", 0))
        self.outlines["maxp"].numGlyphs = self._next
        out = io.BytesIO()
        self.outlines.save(out, reorderTables=None)
        data = out.getvalue()
        self.inner.FontDescriptor.FontFile2 = self.pdf.make_stream(data, Length1=len(data))
        widths = [part for code in sorted(self._widths) for part in (code, Array([round(self._widths[code], 3)]))]
        self.inner.W = Array(widths)
        told = {code: text for code, text in self.says.items() if text != "\0"}
        self.own.ToUnicode = self.pdf.make_stream(_written_map(told))

    def _glyph(self, parts: Iterable[Placed], names: Sequence[str]) -> Any:
        glyphs = self.outlines["glyf"]
        made = Glyph()
        made.numberOfContours = -1
        made.components = []
        for each in parts:
            if glyphs[names[each.code]].numberOfContours:
                part = GlyphComponent()
                part.glyphName, part.flags = names[each.code], _PLAIN_OFFSET
                part.x, part.y = int(each.x), int(each.y)
                made.components.append(part)
        if not made.components:
            return Glyph()
        made.recalcBounds(glyphs)
        return made


def _alike(one: Sequence[Placed], two: Sequence[Placed]) -> bool:
    return len(one) == len(two) and all(
        a.code == b.code and abs(a.x - b.x) < _NOISE and abs(a.y - b.y) < _NOISE for a, b in zip(one, two, strict=True)
    )


def _read_widths(told: Any) -> dict[int, float]:
    """The widths of glyphs, as a PDF tells them: runs that begin at a code, or stretches of one width."""
    rest = list(told)
    found: dict[int, float] = {}
    while rest:
        first = int(rest.pop(0))
        then = rest.pop(0)
        if isinstance(then, Array):
            found |= {first + number: float(width) for number, width in enumerate(then)}
        else:
            width = float(rest.pop(0))
            found |= dict.fromkeys(range(first, int(then) + 1), width)
    return found


def _read_map(data: bytes) -> dict[int, str]:
    """What each glyph says."""
    found: dict[int, str] = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, text in re.findall(rb"<(\w+)>\s*<(\w+)>", part):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            start = int(first, 16)
            found |= {code: chr(int(text, 16) + code - start) for code in range(start, int(last, 16) + 1)}
    return found


_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_MOST_LINES = 100
"""Lines in one part of the map, as the format has it."""


def _written_map(says: Mapping[int, str]) -> bytes:
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>\n" for code, text in sorted(says.items())]
    parts = [lines[at : at + _MOST_LINES] for at in range(0, len(lines), _MOST_LINES)]
    return _MAP.format("".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)).encode()
