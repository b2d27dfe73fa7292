"""Write layouts/assets/fonts/anuphan.woff2 anew: ``python .ci/font.py REGULAR BOLD``.

The two are upstream's TrueType files of Anuphan 3.002 in weights 400 and 700, the ends of the one axis of what is
written. That holds CHARACTERS, and shapes Thai as upstream does; the kerning of Latin letters, as large as half of the
outlines, is left out. The licence lies beside the font as OFL.txt.

``python .ci/font.py --beside FONT …`` tells how text in a font that readers' systems have must be changed to take the
room that it takes in Anuphan: the values of a fallback in layouts/assets/site.css.

Needs ``fonttools[woff]`` and Pillow with raqm, in an environment of their own.
"""

import argparse
import tempfile
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.designspaceLib import DesignSpaceDocument
from fontTools.ttLib import TTFont
from fontTools.varLib import build
from PIL import ImageFont

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "layouts/assets/fonts/anuphan.woff2"
WEIGHTS = (400, 700)
RARE = "\\^`{}ฃฅ๎๏๚๛"
"""No news is written with these; a reader's own fonts have them."""
CHARACTERS = {
    *map(chr, range(0x20, 0x7F)),
    *(letter for letter in map(chr, range(0x0E01, 0x0E5C)) if unicodedata.name(letter, "")),
    *"\u00a0°·×÷–—‘’“”•…",
} - {*RARE}


def cut(upstream: str) -> TTFont:
    """A font with what the site needs of it."""
    font = TTFont(upstream, recalcTimestamp=False)  # Else the bytes would tell the time.
    options = subset.Options(
        glyph_names=True,  # By which the weights find each other.
        hinting=False,
        layout_features=["ccmp", "rlig", "mark", "mkmk"],
        # What a card can't show shall leave no box and no gap.
        notdef_outline=False,
        name_IDs=[0, 1, 2, 14],
        name_languages=[0x409],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(CHARACTERS))
    cutter.subset(font)
    font["hmtx"][".notdef"] = (0, 0)
    return font


def join(upstream: list[str]) -> None:
    """Write the fonts as one, from the lightest to the boldest."""
    plan = DesignSpaceDocument()
    plan.addAxisDescriptor(name="Weight", tag="wght", minimum=WEIGHTS[0], default=WEIGHTS[0], maximum=WEIGHTS[-1])
    with tempfile.TemporaryDirectory() as folder:
        for path, weight in zip(upstream, WEIGHTS, strict=True):
            part = Path(folder) / f"{weight}.ttf"
            cut(path).save(part)
            plan.addSourceDescriptor(path=str(part), location={"Weight": weight})
        font, _, _ = build(plan)
    font["post"].formatType = 3.0  # Without the names.
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(OUTPUT)


def beside(path: str, weight: int) -> str:
    """The values of @font-face by which the words of content/ take the room in this font that they take in ours."""
    size = 1000
    text = " ".join(each.read_text(encoding="utf-8") for each in sorted((ROOT / "content").rglob("*.md")))
    words = [word for word in text.split() if all("\u0e00" < letter < "\u0e5c" for letter in word)]
    own = ImageFont.truetype(OUTPUT, size, layout_engine=ImageFont.Layout.RAQM)
    own.set_variation_by_axes([weight])
    other = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
    adjust = sum(map(own.getlength, words)) / sum(map(other.getlength, words))
    ascent, descent = (each / size / adjust for each in own.getmetrics())
    return f"size-adjust: {adjust:.1%}; ascent-override: {ascent:.1%}; descent-override: {descent:.1%}"


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--beside", action="store_true", help="measure fonts of readers' systems instead")
    options = parser.parse_args()
    if options.beside:
        for path in options.files:
            print(path, beside(path, WEIGHTS["Bold" in path]))  # noqa: T201
    else:
        join(options.files)
        print(OUTPUT.stat().st_size, "bytes")  # noqa: T201


if __name__ == "__main__":
    main()
