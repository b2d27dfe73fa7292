"""Photos: every raster image is made anew, never copied.

The one invariant: what is published holds pixels and nothing else, neither place nor time nor camera nor comment.
"""

from __future__ import annotations

import contextlib
import io
import struct
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from khao import limits

TYPES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""What is taken for a photo, by the end of its name."""
_ORIENTATION = 0x0112
_SIDEWAYS = range(5, 9)
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error)
"""What the library raises over a damaged file, depending on where the damage lies."""


class Unusable(Exception):
    """A file that is no photo: `rule` and `facts` of the problem."""

    def __init__(self, rule: str, **facts: object) -> None:
        self.rule, self.facts = rule, facts
        super().__init__(rule, facts)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What the library warns of, in English and in passing, is either a problem or nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Size(NamedTuple):
    """Pixels, as published."""

    width: int
    height: int


@_quiet()
def measure(data: bytes, suffix: str) -> Size:
    """The size that the photo will be published in, read from its header alone. Raises Unusable."""
    with _open(data, suffix) as image:
        width, height = image.size
        try:
            turned = image.getexif().get(_ORIENTATION) in _SIDEWAYS
        except _BROKEN as error:
            raise Unusable("photo-broken", reason=str(error)) from None
        if turned:
            width, height = height, width
    return _fitted(width, height)


@_quiet()
def process(data: bytes, suffix: str) -> bytes:
    """The photo to publish: upright, sRGB, at most limits.WIDEST pixels, without metadata. Raises Unusable."""
    with _open(data, suffix) as image:
        if image.format == "JPEG":
            image.draft(None, (limits.WIDEST, limits.WIDEST))
        try:
            upright = ImageOps.exif_transpose(_srgb(image))
            size = measure(data, suffix)
            fitted = upright.resize(size, Image.Resampling.LANCZOS) if upright.size != size else upright
        except _BROKEN as error:
            raise Unusable("photo-broken", reason=str(error)) from None
    bare = Image.frombytes(fitted.mode, fitted.size, fitted.tobytes())
    made = io.BytesIO()
    kind = TYPES[suffix]
    if kind == "PNG":
        bare.save(made, "PNG", optimize=True)
    else:
        bare.save(made, kind, quality=82, **({"optimize": True, "progressive": True} if kind == "JPEG" else {}))
    return made.getvalue()


def _open(data: bytes, suffix: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=sorted({*TYPES.values()}))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unusable("photo-too-large", limit=f"{limits.PIXELS // 1_000_000}") from None
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise Unusable("photo-not-one", reason=str(error).partition("<")[0]) from None
    if image.width * image.height > limits.PIXELS:
        raise Unusable("photo-too-large", limit=f"{limits.PIXELS // 1_000_000}")
    if {"MPO": "JPEG"}.get(image.format or "", image.format) != TYPES[suffix]:
        raise Unusable("photo-misnamed", format=image.format)
    return image


def _fitted(width: int, height: int) -> Size:
    scale = min(1.0, limits.WIDEST / max(width, height))
    return Size(max(1, round(width * scale)), max(1, round(height * scale)))


def _srgb(image: Image.Image) -> Image.Image:
    """The image in sRGB, with its transparency where the format has any."""
    profile = image.info.get("icc_profile")
    transparent = image.format != "JPEG" and (image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info)
    mode = "RGBA" if transparent else "RGB"
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            turned = None  # A damaged profile: the plain conversion below is the best that is left.
        if turned is not None:
            turned.getexif()[_ORIENTATION] = image.getexif().get(_ORIENTATION, 1)
            return turned
    return image.convert(mode) if image.mode != mode else image
