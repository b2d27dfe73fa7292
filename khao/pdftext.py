"""A browser's PDF made into one whose text can be copied, searched and read out as it was written.

The one invariant: no page looks otherwise than before, and the same PDF comes out as the same bytes.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from fontTools.ttLib import TTLibError
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, Stream, String

from khao import pdfparts
from khao.pdffont import Font, Placed, Unfit, spelt

DATE = "D:20000101000000Z"
"""When every PDF says that it was made: the same report is the same bytes."""
_STARTS = ("BT", "ET", "Tm")
_UNKNOWN = ("TJ", "'", '"', "T*", "TD", "Tz", "Tc", "Tw")
"""What a browser doesn't write; where it does, a page is better left as it is."""


class Unreadable(Exception):
    """A page that says its text in another way than is known."""


class Broken(Exception):
    """What is no PDF, or none as browsers make it."""


def mended(data: bytes, host: str, home: str) -> bytes:
    """The PDF with a text that is that of its page; links to `host`, where it was printed, lead to `home`.

    Raises Broken.
    """
    try:
        return _mended(data, host, home)
    except (pikepdf.PdfError, TTLibError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Broken(f"{type(error).__name__}: {error}") from error


def _mended(data: bytes, host: str, home: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = _Fonts(pdf)
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(_rewritten(page, page.resources, fonts))
        for each in list(pdf.objects):
            if isinstance(each, Stream) and each.get("/Subtype") == Name.Form:
                each.write(_rewritten(each, each.get("/Resources", Dictionary()), fonts))
        fonts.finish()
        for name in ("/CreationDate", "/ModDate"):
            pdf.docinfo[name] = String(DATE)
        pdfparts.lead_home(pdf, host, home)
        pdfparts.shorten(pdf)
        pdfparts.number(pdf)
        generate = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, object_stream_mode=generate, recompress_flate=True)
    return out.getvalue()


class _Fonts:
    """The fonts of a PDF, each opened once; None for one that is left alone."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.known: dict[tuple[int, int], Font | None] = {}

    def of(self, own: Any) -> Font | None:
        if own.objgen not in self.known:
            try:
                self.known[own.objgen] = Font(self.pdf, own)
            except Unfit:
                self.known[own.objgen] = None
        return self.known[own.objgen]

    def finish(self) -> None:
        for each in self.known.values():
            if each:
                each.finish()


def _rewritten(holder: Any, resources: Any, fonts: _Fonts) -> bytes:
    """The content of a page or of a picture in it; as it was, where it is written in ways that aren't known."""
    written = list(pikepdf.parse_content_stream(holder))
    try:
        made = _Writer(written, resources.get("/Font", Dictionary()), fonts).made()
    except Unreadable:
        made = written
    return pikepdf.unparse_content_stream(made)


class _Writer:
    """The instructions of one page on their way.

    A browser says each cluster as a span: what it means, and the glyphs that it is drawn with, moved about. The span
    becomes one glyph. `pen` is how far right of the line's start the text stands, `debt` how far our line's start is
    right of the browser's.
    """

    def __init__(self, written: Sequence[Any], named: Any, fonts: _Fonts) -> None:
        self.rest: Iterator[Any] = iter(written)
        self.named, self.fonts = named, fonts
        self.out: list[Any] = []
        self.font: Font | None = None
        self.size = 1.0
        self.pen = self.debt = 0.0
        self.stack: list[tuple[Font | None, float]] = []

    def made(self) -> list[Any]:
        for each in self.rest:
            if str(each.operator) == "BDC" and _means(each):
                self._span(each, [*itertools.takewhile(lambda inner: str(inner.operator) != "EMC", self.rest)])
            else:
                self._keep(each)
        return _joined(self.out)

    def _keep(self, each: Any) -> None:
        """An instruction as it is, but for where it begins."""
        if str(each.operator) == "Td":
            x, y = each.operands
            self.out.append(_instruction([round(float(x) - self.debt, 6), y], "Td") if self.debt else each)
            self.pen = self.debt = 0.0
        else:
            self._follow(str(each.operator), each)
            self.out.append(each)

    def _span(self, begin: Any, inner: Sequence[Any]) -> None:
        """What means a cluster: one glyph, unless it is set in a font that is left alone."""
        first = next((at for at, each in enumerate(inner) if str(each.operator) == "Tj"), len(inner))
        font = self.font
        for each in inner[:first]:
            if str(each.operator) == "Tf":
                font = self._font(each)
        if font is None:
            for each in (begin, *inner, _instruction([], "EMC")):
                self._keep(each)
            return
        for each in inner[:first]:
            self._keep(each)
        if first < len(inner):
            self._cluster(spelt(str(begin.operands[1].ActualText)), inner[first:])

    def _font(self, each: Any) -> Font | None:
        return self.fonts.of(self.named[str(each.operands[0])])

    def _follow(self, name: str, each: Any) -> None:
        """Keep to what an instruction does to font and pen."""
        if name == "q":
            self.stack.append((self.font, self.size))
        elif name == "Q" and self.stack:
            self.font, self.size = self.stack.pop()
        elif name == "Tf":
            self.font, self.size = self._font(each), float(each.operands[1])
        elif name in _STARTS:
            self.pen = self.debt = 0.0
        elif name == "Tj":
            self.pen += sum(map(self._width, self._codes(each)))
        elif name in _UNKNOWN:
            raise Unreadable

    def _width(self, code: int) -> float:
        return self.font.width(code) * self.size / 1000 if self.font else 0.0

    def _codes(self, each: Any) -> list[int]:
        data = bytes(each.operands[0])
        return [data[at] * 256 + data[at + 1] for at in range(0, len(data) - 1, 2)]

    def _cluster(self, text: str, drawn: Sequence[Any]) -> None:
        """Glyphs and their moves as one glyph: `start` is where the first stands, `x` and `y` the line's own place."""
        glyphs: list[Placed] = []
        x = y = 0.0
        start = self.pen
        for each in drawn:
            if str(each.operator) == "Tj":
                for code in self._codes(each):
                    glyphs.append(Placed(code, x + self.pen - start, y))
                    self.pen += self._width(code)
            elif str(each.operator) == "Td":
                x += float(each.operands[0]) - self.debt
                y += float(each.operands[1])
                self.pen = self.debt = 0.0
            else:
                raise Unreadable
        if self.font:
            code = self.font.cluster(glyphs, text, self.size)
            self.out.append(_instruction([String(code.to_bytes(2, "big"))], "Tj"))
            self.out.append(_instruction([round(x + self.pen, 6), round(y, 6)], "Td"))
            self.debt += self.pen
            self.pen = 0.0


def _means(each: Any) -> bool:
    """Whether marked content says which letters are drawn in it."""
    told = each.operands[1]
    return isinstance(told, Dictionary) and "/ActualText" in told


def _instruction(operands: Sequence[Any], operator: str) -> Any:
    return ContentStreamInstruction(operands, Operator(operator))


def _joined(written: Sequence[Any]) -> list[Any]:
    """The instructions with moves that follow each other as one: some readers take each for a space."""
    made: list[Any] = []
    for each in written:
        if made and str(each.operator) == "Td" == str(made[-1].operator):
            x, y = (round(float(a) + float(b), 6) for a, b in zip(made[-1].operands, each.operands, strict=True))
            made[-1] = _instruction([x, y], "Td")
        else:
            made.append(each)
    return made
