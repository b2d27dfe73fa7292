"""Photos: every raster image is made anew, never copied.

The one invariant: what is published holds pixels and nothing else, neither place nor time nor camera nor comment.
"""

from __future__ import annotations

import contextlib
import functools
import io
import struct
import warnings
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features

from khao import limits, tints
from khao.renditions import FORMATS, KINDS, Size, fitted

_KNOWN = sorted({FORMATS[kind].encoder for kind in KINDS.values()})
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a photo upright that was held in this way."""
_SIDEWAYS = range(5, 9)
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error)
"""What the library raises over a damaged file, depending on where the damage lies."""
_GLANCE = 32
"""Pixels a side that are enough to tell the colour of a photo."""
_OPAQUE = 255


class Unusable(Exception):
    """A file that is no photo: `rule` and `facts` of the problem."""

    def __init__(self, rule: str, **facts: object) -> None:
        self.rule, self.facts = rule, facts
        super().__init__(rule, facts)


class Sight(NamedTuple):
    """What a photo looks like."""

    size: Size
    """Pixels of the largest form that is published."""
    colour: str = ""
    """The name of a tint; "" for a photo that something may shine through, or that can't be read to its end."""
    transparent: bool = False


class Print(NamedTuple):
    """A form of a photo to be made."""

    format: str
    size: Size


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What the library warns of, in English and in passing, is either a problem or nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@_quiet()
def look(data: bytes, suffix: str) -> Sight:
    """What a photo looks like, from as few of its pixels as will do. Raises Unusable.

    A photo that is damaged behind its beginning is told when somebody shows it.
    """
    with _open(data, suffix) as image:
        turn = _turn(image)
        width, height = image.size
        size = fitted(height, width) if turn in _SIDEWAYS else fitted(width, height)
        try:
            image.draft(None, (_GLANCE, _GLANCE))
            seen = _srgb(image)
            if seen.mode == "RGBA":
                return Sight(size, transparent=True)
            return Sight(size, _colour(seen))
        except _BROKEN:
            return Sight(size)


@_quiet()
def process(data: bytes, suffix: str, prints: Sequence[Print]) -> list[bytes]:
    """Each of these forms of a photo: upright, sRGB, without metadata. Raises Unusable."""
    with _open(data, suffix) as image:
        turn = _turn(image)
        largest = max(each.size for each in prints)
        # A JPEG can be decoded small; no side of it may then be smaller than the largest print needs.
        image.draft(None, largest[::-1] if turn in _SIDEWAYS else largest)
        try:
            picture = _srgb(image)
        except _BROKEN as error:
            raise Unusable("photo-broken", reason=str(error)) from None
    if turn in _TURNS:
        picture = picture.transpose(_TURNS[turn])
    made: dict[Print, bytes] = {}
    for size in sorted({each.size for each in prints}, reverse=True):
        if picture.size != size:
            picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        # Of the library's image nothing is kept but its pixels.
        bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
        made |= {each: _encoded(bare, each.format) for each in prints if each.size == size}
    return [made[each] for each in prints]


def _encoded(picture: Image.Image, kind: str) -> bytes:
    wanted = FORMATS[kind]
    if kind == "avif" and not features.check("avif"):
        raise Unusable("avif-missing")
    written = io.BytesIO()
    picture.save(written, wanted.encoder, **wanted.options)
    return written.getvalue()


@_quiet()
def fill(data: bytes, suffix: str, size: Size) -> Image.Image:
    """The photo upright in sRGB, cut so that it fills exactly so many pixels. Raises Unusable."""
    with _open(data, suffix) as image:
        turn = _turn(image)
        image.draft(None, (max(size), max(size)))
        try:
            picture = _srgb(image)
            upright = picture.transpose(_TURNS[turn]) if turn in _TURNS else picture
            # Heads are in the upper half.
            fitted = ImageOps.fit(upright, size, Image.Resampling.BICUBIC, centering=(0.5, 0.4))
        except _BROKEN as error:
            raise Unusable("photo-broken", reason=str(error)) from None
    if fitted.mode == "RGB":
        return fitted
    whole = Image.new("RGB", size, "white")
    whole.paste(fitted, mask=fitted)
    return whole


def _open(data: bytes, suffix: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_KNOWN)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unusable("photo-too-large", limit=f"{limits.PIXELS // 1_000_000}") from None
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise Unusable("photo-not-one", reason=str(error).partition("<")[0]) from None
    if image.width * image.height > limits.PIXELS:
        raise Unusable("photo-too-large", limit=f"{limits.PIXELS // 1_000_000}")
    if {"MPO": "JPEG"}.get(image.format or "", image.format) != FORMATS[KINDS[suffix]].encoder:
        raise Unusable("photo-misnamed", format=image.format)
    return image


def _turn(image: Image.Image) -> int:
    """How the camera was held: 1 to 8, or whatever else stands there."""
    try:
        found = image.getexif().get(_ORIENTATION)
    except _BROKEN as error:
        raise Unusable("photo-broken", reason=str(error)) from None
    return found if isinstance(found, int) else 1


# Colours --------------------------------------------------------------------------------------------------------------


def _srgb(image: Image.Image) -> Image.Image:
    """The image in sRGB; as RGBA where something shines through it, else as RGB."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I") or image.mode == "F":
        # 16 bits a pixel: the plain conversion would make all but the darkest of them white.
        image = image.convert("I").point(lambda level: level / 256).convert("L")
        image.info.pop("transparency", None)  # It is a level of 16 bits, which is none any more.
    alpha = _alpha(image)
    if image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("L" if image.mode in ("1", "LA", "La") else "RGB")
    plain = (profile and _profiled(image, profile)) or image.convert("RGB")
    if alpha:
        plain.putalpha(alpha)
    return plain


def _alpha(image: Image.Image) -> Image.Image | None:
    """How much each pixel covers; None where all cover all."""
    if image.format == "JPEG" or not image.has_transparency_data:
        return None
    alpha = (image if "A" in image.getbands() else image.convert("RGBA")).getchannel("A")
    least, _most = alpha.getextrema()
    return alpha if isinstance(least, (int, float)) and least < _OPAQUE else None


def _profiled(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The image as its colour profile means it; None for a profile that is damaged or another image's."""
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return None


def _colour(picture: Image.Image) -> str:
    """The tint that the most pixels are nearest to."""
    names, board = _board()
    small = picture.resize((_GLANCE, _GLANCE), Image.Resampling.BOX)
    counts = small.quantize(palette=board, dither=Image.Dither.NONE).histogram()
    return max(names, key=lambda name: counts[names.index(name)])


@functools.cache
def _board() -> tuple[list[str], Image.Image]:
    """The names of the tints, and an image that has them for its palette."""
    palette = tints.palette()
    board = Image.new("P", (1, 1))
    board.putpalette([level for rgb in palette.values() for level in rgb])
    return [*palette], board
