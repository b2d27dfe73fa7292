"""Share cards: what LINE and Facebook show of a link, drawn in Thai.

The one invariant: a card is a function of what it says, the font and the cover, and no mark of its text is cut off or
touches another line.
"""

from __future__ import annotations

import functools
import io
import itertools
import posixpath
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont, features

from khao import limits, lines, photos, thai
from khao.model import Card
from khao.renditions import Size

WIDTH, HEIGHT = limits.CARD
_PAPER, _INK, _BAND = (255, 255, 255), (16, 24, 28), (11, 92, 115)
_SHADES = 16
"""Steps from paper to ink: the eye sees no more at the edge of a letter, and they pack into half the bytes."""
_PALETTE = bytes(
    round(start + (end - start) * step / (_SHADES - 1))
    for paper, ink in ((_PAPER, _BAND), (_PAPER, _INK), (_BAND, _PAPER))
    for step in range(_SHADES)
    for start, end in zip(paper, ink, strict=True)
)
_MARGIN, _FOOT = 64, 108
"""Pixels at the sides, and of the band at the foot."""
_ZONES = (0, 124, HEIGHT - _FOOT, HEIGHT)
"""Where head, title and foot begin, each with two colours of the palette; and the end."""
_ABOVE, _BELOW = 6, 32
"""Pixels between the title and the zones beside it."""
_GAP = 6
"""Pixels at least between the ink of two lines."""
_ADVANCE = 1.38
"""From one baseline to the next, in sizes, where the marks don't need more."""
_ALONE = {76: 3, 70: 3, 64: 3, 58: 4, 52: 4, 46: 4}
_BESIDE = {60: 3, 54: 4, 49: 4, 44: 4, 40: 4, 36: 4}
"""Size of the title, alone and beside a cover: how many lines of it have room, whatever marks they hold."""
_SMALL = (34, 31, 28, 25)
_COVER = Size(440, HEIGHT - _FOOT)
_REGULAR, _BOLD = 400, 700
_UNIT = 200
"""The size at which text is measured."""


class Box(NamedTuple):
    """Pixels of the card."""

    left: int
    top: int
    right: int
    bottom: int


class Line(NamedTuple):
    """A line of text: where its baseline begins."""

    text: str
    font: ImageFont.FreeTypeFont
    left: int
    baseline: int

    @property
    def ink(self) -> Box:
        """Where its letters and marks are."""
        box = self.font.getbbox(self.text, anchor="ls")
        left, top, right, bottom = (round(each) for each in box)
        return Box(self.left + left, self.baseline + top, self.left + right, self.baseline + bottom)


def able() -> bool:
    """Whether Pillow can shape Thai here."""
    return bool(features.check("raqm"))


def draw(card: Card, font: bytes, cover: bytes = b"") -> bytes:
    """The card as PNG, with a cover as JPEG: limits.CARD pixels. Raises photos.Unusable for a cover that is none."""
    # What is drawn is how much ink there is; each zone has its own colours for that.
    drawn = Image.new("L", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 0, WIDTH, 11), fill=255)
    for line in layout(card, font):
        pen.text((line.left, line.baseline), line.text, font=line.font, fill=255, anchor="ls")
    for number, (top, bottom) in enumerate(itertools.pairwise(_ZONES)):
        zone = drawn.crop((0, top, WIDTH, bottom))
        drawn.paste(zone.point(_shades(number)), (0, top))
    drawn.putpalette(_PALETTE)
    made = io.BytesIO()
    if card.cover is None:
        drawn.save(made, "PNG")
        return made.getvalue()
    whole = drawn.convert("RGB")
    photo = photos.fill(cover, posixpath.splitext(card.cover.path)[1].lower(), _COVER)
    whole.paste(photo, (WIDTH - _COVER.width, 0))
    whole.save(made, "JPEG", quality=80, optimize=True, progressive=True)
    return made.getvalue()


@functools.cache
def _shades(zone: int) -> list[int]:
    return [zone * _SHADES + ink * _SHADES // 256 for ink in range(256)]


def layout(card: Card, font: bytes) -> list[Line]:
    """The lines of text on a card: the site's name, the title's lines, the office and the date."""
    room = WIDTH - 2 * _MARGIN
    beside = room if card.cover is None else room + _MARGIN // 3 - _COVER.width
    foot = HEIGHT - _FOOT // 2 + 12
    date = _small(card.date, font, _REGULAR, room // 2)
    taken = date.ink.right + 40 if card.date else 0
    office = _small(card.office, font, _BOLD, room - taken)
    placed = [_small(card.site, font, _BOLD, beside)._replace(left=_MARGIN, baseline=82)]
    placed += _title(card, font, beside)
    placed.append(office._replace(left=_MARGIN, baseline=foot))
    placed.append(date._replace(left=WIDTH - _MARGIN - date.ink.right, baseline=foot))
    return [line for line in placed if line.text]


def _title(card: Card, font: bytes, room: int) -> list[Line]:
    sizes = _ALONE if card.cover is None else _BESIDE
    unit = _font(font, _UNIT, _BOLD)
    found = lines.fit(_known(card.title, font), room, sizes, lambda text: unit.getlength(text) / _UNIT)
    chosen = _font(font, found.size, _BOLD)
    placed = [Line(text, chosen, _MARGIN, 0) for text in found.lines]
    ink = [line.ink for line in placed]
    needed = [above.bottom - below.top + _GAP for above, below in itertools.pairwise(ink)]
    advance = max([round(found.size * _ADVANCE), *needed])
    top, bottom = _ZONES[1] + _ABOVE, _ZONES[2] - _BELOW
    high = advance * (len(placed) - 1) + ink[-1].bottom - ink[0].top
    first = top + max(0, bottom - top - high) // 2 - ink[0].top
    return [line._replace(baseline=first + advance * number) for number, line in enumerate(placed)]


def _small(text: str, font: bytes, weight: int, room: int) -> Line:
    """One line at the largest small size that fits, or as much of it as does."""
    text = _known(text, font)
    limit = len(text)
    for size in (*_SMALL, *[_SMALL[-1]] * limit):
        line = Line(thai.cut(text, limit), _font(font, size, weight), 0, 0)
        if line.font.getlength(line.text) <= room:
            break
        limit -= size == _SMALL[-1]
    return line


@functools.lru_cache(maxsize=64)
def _font(font: bytes, size: int, weight: int) -> ImageFont.FreeTypeFont:
    made = ImageFont.truetype(io.BytesIO(font), size, layout_engine=ImageFont.Layout.RAQM)
    made.set_variation_by_axes([weight])
    return made


def _known(text: str, font: bytes) -> str:
    """The text with what the font can't write as its plain letters, or left out."""
    unit = _font(font, _UNIT, _REGULAR)

    def written(char: str) -> bool:
        return char.isspace() or "\u0e00" < char < "\u0e5c" or unit.getlength(char) > 0

    parts: Sequence[str] = [
        char if written(char) else "".join(filter(written, unicodedata.normalize("NFKD", char))) for char in text
    ]
    return " ".join("".join(parts).split())
