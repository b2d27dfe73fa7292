"""What becomes of photos: renditions by width and format, their names, and when they are made.

KHAO_ACCEPT=1 writes layouts/assets/tints.css anew.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import sqlite3
import time

import pytest
from PIL import Image, PngImagePlugin, features

from khao import beside, dates, develop, photos, renditions, tints, work
from khao.build import build
from khao.model import File
from khao.objects import Objects
from khao.photos import Print
from khao.renditions import Size, fitted
from trees import BARE, PROJECT, SITE, Tree

SHOWS = """
-- layouts/news.html --
{% set item = site.item(page.subject) %}{{ site.document(item, sizes='50vw').html }}
{% for photo in ([item.cover] if item.cover else []) + (item.photos | list) %}
{% set file = site.file(item, photo.src) %}
<p class="{{ file.colour }}" title="{{ photo.alt }}">{{ file.url }} {{ file.width }}x{{ file.height }}
{% for each in file.renditions %}<a href="{{ each.url }}">{{ each.type }} {{ each.width }}x{{ each.height }}</a>
{% endfor %}{% endfor %}
"""
FOLDER = "content/news/x/"
PAGE = "news/2024/x/index.html"
RED, BLUE, GREEN = "#d02020", "#2020d0", "#20a020"


def picture(
    size: tuple[int, int] = (1000, 500), first: str = RED, rest: str = "#2f7d8c", mode: str = "RGB"
) -> Image.Image:
    """Its upper left quarter has one colour, the rest of it another."""
    image = Image.new("RGB", size, rest)
    image.paste(first, (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **more)
    return made.getvalue()


def index(body: str = "เนื้อข่าว", **fields: str) -> str:
    head = {"title": "ข่าว", "date": "2567-05-10", **fields}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in head.items()) + f"---\n\n{body}\n"


def listed(*names: str) -> str:
    return "[" + ", ".join(f"{{src: {name}, alt: ภาพ}}" for name in names) + "]"


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path / "site", SITE + BARE + SHOWS)


def shown(tree: Tree) -> dict[str, bytes]:
    """What is published beside the page, by name."""
    files = tree.files(tree.out / "news/2024/x")
    return {name: data for name, data in files.items() if name != "index.html"}


def plain(names: object) -> list[str]:
    """Names without the marks in them."""
    return sorted(re.sub(r"\.[0-9a-f]{10}\.", ".", name) for name in names)  # type: ignore[attr-defined]


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def upper_left_is(colour: str, image: Image.Image) -> bool:
    """Whether that quarter has this colour, and no other quarter has."""
    wanted = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
    width, height = image.size
    near = [
        max(
            abs(a - b)
            for a, b in zip(image.convert("RGB").getpixel((width * x // 4, height * y // 4)), wanted, strict=True)
        )
        < 40
        for y in (1, 3)
        for x in (1, 3)
    ]
    return near == [True, False, False, False]


# Widths, formats and names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((4000, 3000), [480, 800, 1600]), ((3000, 4000), [480, 800, 1600]), ((1600, 900), [480, 800, 1600]),
        ((1000, 700), [480, 800, 1000]), ((990, 700), [480, 990]), ((600, 700), [480, 600]), ((590, 400), [590]),
        ((480, 400), [480]), ((3, 2), [3]), ((1000, 16000), [500]), ((1, 60000), [1]),
    ],
)  # fmt: skip
def test_a_photo_has_no_more_widths_than_help(size, widths):
    best = fitted(*size)
    made = renditions.renditions("/n/a.jpg", "source", best, ("webp", "jpeg"))
    assert [each.width for each in made] == widths * 2
    assert all(
        abs(each.height - size[1] * each.width / size[0]) <= size[1] / size[0] for each in made if best.height < 8000
    )
    assert max(each.height for each in made) <= 8000


def test_each_rendition_is_the_picture_in_its_format_and_size(tree):
    tree.put(f"{FOLDER}p.jpg", saved(picture((2000, 1000)))).put(f"{FOLDER}index.md", index(photos=listed("p.jpg")))
    tree.build()
    told = re.findall(r'<a href="/news/2024/x/([^"]+)">(\S+) (\d+)x(\d+)<', tree.read(PAGE))
    assert [(kind, width) for _, kind, width, _ in told] == [
        *(("image/webp", width) for width in ("480", "800", "1600")),
        *(("image/jpeg", width) for width in ("480", "800", "1600")),
    ]
    assert plain(shown(tree)) == ["p.1600.webp", "p.480.jpg", "p.480.webp", "p.800.jpg", "p.800.webp", "p.jpg"]
    for name, kind, width, height in told:
        image = opened(shown(tree)[name])
        assert (f"image/{image.format.lower()}", *image.size) == (kind, int(width), int(height))
        assert upper_left_is(RED, image)


def test_what_shines_through_does_so_in_every_rendition(tree):
    image = picture((600, 300), mode="RGBA")
    image.putalpha(Image.new("L", (600, 300), 255))
    image.paste((0, 0, 0, 0), (300, 150, 600, 300))
    tree.put(f"{FOLDER}p.png", saved(image, "PNG")).put(f"{FOLDER}index.md", index(photos=listed("p.png"))).build()
    assert plain(shown(tree)) == ["p.480.png", "p.480.webp", "p.600.webp", "p.png"]
    for data in shown(tree).values():
        made = opened(data)
        alpha = made.getchannel("A")
        assert (alpha.getpixel((5, 5)), alpha.getpixel((made.width - 5, made.height - 5))) == (255, 0)
    assert '<p class="" ' in tree.read(PAGE)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_png_that_nothing_shines_through_is_a_jpeg_too(tree, mode):
    tree.put(f"{FOLDER}p.png", saved(picture((600, 300), mode=mode), "PNG"))
    tree.put(f"{FOLDER}index.md", index(photos=listed("p.png"))).build()
    assert plain(shown(tree)) == ["p.480.jpg", "p.480.webp", "p.600.jpg", "p.600.webp", "p.png"]


def test_photos_of_one_name_do_not_take_each_other_s_place(tree):
    for name, kind, colour in (("p.jpg", "JPEG", RED), ("p.jpeg", "JPEG", BLUE), ("p.webp", "WEBP", GREEN)):
        tree.put(FOLDER + name, saved(picture((700, 400), colour), kind))
    tree.put(f"{FOLDER}index.md", index(photos=listed("p.jpg", "p.jpeg", "p.webp"))).build()
    assert len(shown(tree)) == 12
    for part, colour in zip(tree.read(PAGE).split("<p class=")[1:], (RED, BLUE, GREEN), strict=True):
        for name in re.findall('href="/news/2024/x/([^"]+)"', part):
            assert upper_left_is(colour, opened(shown(tree)[name]))


def test_a_photo_that_is_saved_again_has_other_names(tree):
    tree.put(f"{FOLDER}p.jpg", saved(picture())).put(f"{FOLDER}index.md", index(photos=listed("p.jpg"))).build()
    before = shown(tree)
    tree.put(f"{FOLDER}p.jpg", saved(picture((1000, 500), BLUE)))
    assert set(tree.build().rendered) == {"/news/2024/x/"}
    assert before.keys() & shown(tree).keys() == {"p.jpg"}
    assert all(upper_left_is(BLUE, opened(data)) for data in shown(tree).values())


def test_two_files_of_one_name_are_a_problem(tree):
    tree.put(f"{FOLDER}p.jpg", saved(picture())).put(f"{FOLDER}index.md", index(photos=listed("p.jpg"))).build()
    (name,) = [name for name in shown(tree) if ".480." in name and name.endswith(".webp")]
    tree.put(FOLDER + name, saved(picture((480, 240)), "WEBP"))
    tree.put(f"{FOLDER}index.md", index(photos=listed("p.jpg", name)))
    assert tree.problems() == {"file-taken": [f"{FOLDER}p.jpg"]}
    tree.delete(FOLDER + name).put(f"{FOLDER}P.JPG", saved(picture()))
    tree.put(f"{FOLDER}index.md", index(photos=listed("p.jpg", "P.JPG")))
    assert tree.problems().keys() == {"file-taken"}


def test_a_name_as_long_as_a_disk_allows_has_room_for_its_renditions(tree):
    name = "ภ" * 83 + ".jpg"
    tree.put(FOLDER + name, saved(picture())).put(f"{FOLDER}index.md", index(photos=listed(name))).build()
    assert len(shown(tree)) == 6


# Strange photos ------------------------------------------------------------------------------------------------------


def png16() -> bytes:
    image = Image.new("I;16", (100, 60), 40000)
    image.paste(8000, (0, 0, 50, 30))
    return saved(image, "PNG", transparency=40000)


def animated(kind: str) -> bytes:
    return saved(picture((100, 60)), kind, save_all=True, append_images=[picture((100, 60), BLUE, GREEN)], duration=50)


def see_through(size: tuple[int, int] = (100, 60)) -> bytes:
    image = picture(size).quantize(8)
    return saved(image, "PNG", transparency=image.getpixel((size[0] - 1, size[1] - 1)))


STRANGE = {
    "grey": ("jpg", saved(picture((100, 60), "#c0c0c0", "#303030", mode="L")), "#c0c0c0"),
    "grey with alpha": ("png", saved(picture((100, 60), "#c0c0c0", "#303030", mode="LA"), "PNG"), "#c0c0c0"),
    "black and white": ("png", saved(picture((100, 60), "white", "black", mode="1"), "PNG"), "#ffffff"),
    "CMYK": ("jpg", saved(picture((100, 60), mode="CMYK")), RED),
    "16 bits": ("png", png16(), "#1f1f1f"),
    "palette": ("png", saved(picture((100, 60)).quantize(8), "PNG"), RED),
    "palette with a hole": ("png", see_through(), RED),
    "animated WebP": ("webp", animated("WEBP"), RED),
    "animated PNG": ("png", animated("PNG"), RED),
    "progressive": ("jpg", saved(picture((100, 60)), progressive=True), RED),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_photo_is_the_picture_that_people_see(name):
    ending, data, colour = STRANGE[name]
    seen = photos.look(data, f".{ending}")
    assert seen.size == (100, 60)
    assert seen.transparent == (name == "palette with a hole")
    kinds = ["webp", "png", *([] if seen.transparent else ["jpeg"])]
    for made in photos.process(data, f".{ending}", [Print(kind, Size(50, 30)) for kind in kinds]):
        image = opened(made)
        assert upper_left_is(colour, image)
        assert getattr(image, "n_frames", 1) == 1
        assert image.mode in ("RGB", "RGBA")
        assert (image.mode == "RGBA") == seen.transparent


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_a_photo_is_upright_however_the_camera_was_held(turn, kind):
    back = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270, **photos._TURNS}
    back |= {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    image, exif = picture((400, 200)), Image.Exif()
    exif[0x0112] = turn
    held = image.transpose(back[turn]) if turn in back else image
    data = saved(held, {"jpg": "JPEG"}.get(kind, kind.upper()), exif=exif)
    assert photos.look(data, f".{kind}").size == (400, 200)
    (made,) = photos.process(data, f".{kind}", [Print("png", Size(200, 100))])
    assert upper_left_is(RED, opened(made))


def test_nothing_that_a_camera_wrote_is_published(tree):
    secret = "KHAO-CANARY"  # noqa: S105 — what the cameras wrote
    exif = Image.Exif()
    exif[0x010E], exif[0x9286] = secret, secret.encode()
    exif.get_ifd(0x8825).update({1: "N", 2: (6.0, 37.0, 0.0), 3: "E", 4: (100.0, 4.0, 0.0)})
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- {secret} --></x:xmpmeta>'.encode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", secret)
    text.add_itxt("XML:com.adobe.xmp", xmp.decode())
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x78\0\x0b" + secret.encode()
    jpeg = saved(picture(), exif=exif, xmp=xmp, comment=secret)
    jpeg = jpeg[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + jpeg[2:]
    tree.put(f"{FOLDER}a.jpg", jpeg)
    tree.put(f"{FOLDER}b.png", saved(picture(mode="RGBA"), "PNG", exif=exif, pnginfo=text))
    tree.put(f"{FOLDER}c.webp", saved(picture(), "WEBP", exif=exif, xmp=xmp))
    assert all(secret.encode() in (tree.root / FOLDER / name).read_bytes() for name in ("a.jpg", "b.png", "c.webp"))
    tree.edit("data/site.yaml", "page_size: 2", "page_size: 2\nphoto_formats: [avif, webp, jpeg]")
    tree.put(f"{FOLDER}index.md", index("![ก](a.jpg)", photos=listed("b.png", "c.webp"))).build()
    marks = [
        secret,
        "Exif\0",
        "eXIf",
        "EXIF",
        "XMP ",
        "adobe:ns",
        "8BIM",
        "ICC_PROFILE",
        "ICCP",
        "iCCP",
        "tEXt",
        "iTXt",
    ]
    assert len(shown(tree)) == 3 * 9 + 1
    for name, data in tree.files().items():
        assert [mark for mark in marks if mark.encode() in data] == [], name
    for data in shown(tree).values():
        image = opened(data)
        assert (dict(image.getexif()), {"exif", "xmp", "comment", "icc_profile"} & set(image.info)) == ({}, set())


# When they are made --------------------------------------------------------------------------------------------------


def not_again(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    for name in names:
        monkeypatch.setattr(photos, name, lambda *_, name=name: pytest.fail(f"{name}: a photo was opened again"))


@pytest.fixture
def office(tree):
    tree.put(f"{FOLDER}p.jpg", saved(picture())).put(f"{FOLDER}q.png", saved(picture((700, 300), GREEN), "PNG"))
    return tree.put(f"{FOLDER}index.md", index(photos=listed("p.jpg", "q.png")))


def test_no_photo_is_opened_again_while_it_is_the_same(office, monkeypatch):
    office.build()
    clean = office.files()
    not_again(monkeypatch, "process", "look")
    office.edit(f"{FOLDER}index.md", "title: ข่าว", "title: ข่าวใหม่")
    assert "/news/2024/x/" in office.build().rendered
    shutil.rmtree(office.out)
    for path in (office.root / FOLDER).iterdir():
        os.utime(path)
    office.edit(f"{FOLDER}index.md", "title: ข่าวใหม่", "title: ข่าว").build()
    assert office.files() == clean


def test_without_its_cache_a_site_has_the_same_photos(office):
    office.build()
    clean = office.files()
    shutil.rmtree(office.root / ".khao")
    shutil.rmtree(office.out)
    office.build(jobs=2)
    assert office.files() == clean


@pytest.mark.parametrize("name", ["files.sqlite", "objects.sqlite"])
@pytest.mark.parametrize("damage", [b"", b"x", b"SQLite format 3\0"])
def test_a_damaged_cache_is_only_slower(office, name, damage):
    office.build()
    clean = office.files()
    (office.root / ".khao" / name).write_bytes(damage)
    shutil.rmtree(office.out)
    office.edit(f"{FOLDER}index.md", "title: ข่าว", "title: ข่าว ").build()
    assert office.files() == clean


def test_a_file_that_lost_one_rendition_gets_it_back_from_the_cache(office, monkeypatch):
    office.build()
    clean = office.files()
    (lost,) = [name for name in clean if "p.480." in name and name.endswith(".jpg")]
    (office.out / lost).unlink()
    not_again(monkeypatch, "process")
    monkeypatch.setattr(Objects, "put", lambda _, made: pytest.fail("kept twice") if made else None)
    report = office.build()
    assert (report.changes.added + report.changes.changed, office.files()) == ((lost,), clean)


def test_a_rendition_that_was_lost_from_the_cache_is_made_as_it_was(office):
    office.build()
    clean = office.files()
    shutil.rmtree(office.out)
    with contextlib.closing(sqlite3.connect(office.root / ".khao/objects.sqlite")) as cache, cache:
        lost = cache.execute("DELETE FROM objects WHERE key LIKE 'photo:%:800:%' OR key LIKE 'photo:%:480:%'").rowcount
    assert lost == 6
    office.build()
    assert office.files() == clean


def test_another_recipe_makes_photos_anew(office, monkeypatch):
    office.build()
    before = shown(office)
    worse = renditions.FORMATS["webp"]._replace(options={"quality": 5, "method": 4})
    monkeypatch.setattr(renditions, "FORMATS", {**renditions.FORMATS, "webp": worse})
    monkeypatch.setattr(photos, "FORMATS", renditions.FORMATS)
    renditions.renditions.cache_clear()
    develop.maker.cache_clear()
    try:
        office.build(clean=True)
        after = shown(office)
    finally:
        renditions.renditions.cache_clear()
        develop.maker.cache_clear()
    other = before.keys() ^ after.keys()
    assert plain(other) == sorted(2 * [name for name in plain(before) if name.endswith(".webp")])


def test_photos_of_an_item_that_is_withdrawn_go_with_it(office):
    office.edit(f"{FOLDER}index.md", "date: 2567-05-10", "date: 2567-05-10\nexpires: 2567-07-01")
    office.build()
    assert len(shown(office)) == 11
    office.build(now=dates.parse("2567-07-02"))
    assert [name for name in office.files() if name.startswith("news/2024/x/")] == []


def test_a_photo_that_no_page_shows_is_not_published(office):
    office.put(f"{FOLDER}index.md", index(photos=listed("p.jpg"))).build()
    assert [name for name in shown(office) if name.startswith("q")] == []


def test_photos_are_counted_as_they_are_made(office):
    told: list[tuple[str, int, int]] = []
    for _ in range(2):
        build(office.config(), work.Inline(), progress=lambda *each: told.append(each))
    assert [each for each in told if each[0] == "photos"] == [("photos", 1, 2), ("photos", 2, 2)]


def test_what_is_kept_of_a_photo_comes_back_as_it_was():
    seen = beside.Kept((1, 2, 3), File("content/news/x/p.jpg", "", "image/jpeg", 9, "mark", 40, 30, "red"))
    again = beside.kept(beside.row(seen))
    assert again == seen
    assert again.file.digest == seen.file.digest


# Settings ------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not features.check("avif"), reason="Pillow was built without AVIF")
def test_avif_is_made_when_it_is_asked_for(office):
    office.build()
    kinds = ["image/avif", "image/webp", "image/jpeg"]
    assert "image/avif" not in office.read(PAGE)
    office.edit("data/site.yaml", "page_size: 2", "page_size: 2\nphoto_formats: [jpeg, avif, webp]")
    assert set(office.build().rendered) >= {"/news/2024/x/"}
    assert list(dict.fromkeys(re.findall(r"image/\w+", office.read(PAGE)))) == kinds
    made = [opened(data) for name, data in shown(office).items() if name.endswith(".avif")]
    assert {(each.format, each.width) for each in made} == {("AVIF", width) for width in (480, 700, 800, 1000)}
    assert {upper_left_is(RED, each) or upper_left_is(GREEN, each) for each in made} == {True}


def test_avif_that_can_not_be_made_is_a_problem_of_the_settings(office, monkeypatch):
    office.edit("data/site.yaml", "page_size: 2", "page_size: 2\nphoto_formats: [avif, jpeg]")
    monkeypatch.setattr(features, "check", lambda _: False)
    assert office.problems() == {"avif-missing": ["data/site.yaml:9:1"]}


@pytest.mark.parametrize(("value", "rule"), [("[]", "text-empty"), ("[gif]", "not-a-choice"), ("webp", "not-a-list")])
def test_formats_that_are_none_are_told(office, value, rule):
    office.edit("data/site.yaml", "page_size: 2", f"page_size: 2\nphoto_formats: {value}")
    assert office.problems().keys() == {rule}


# Colours -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colour", "tint"),
    [
        ("#ffffff", "white"), ("#000000", "black"), ("#808080", "grey"), ("#b06055", "red"), ("#3b82af", "sky"),
        ("#b0d6b6", "pale-green"), ("#2a355c", "deep-blue"),
    ],
)  # fmt: skip
def test_the_colour_of_a_photo_is_the_nearest_tint(colour, tint):
    assert photos.look(saved(picture((90, 60), BLUE, colour)), ".jpg").colour == tint


def test_the_style_sheet_has_every_tint():
    path = PROJECT / "layouts/assets/tints.css"
    if os.environ.get("KHAO_ACCEPT") == "1":
        path.write_text(tints.style_sheet(), encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == tints.style_sheet(), "KHAO_ACCEPT=1 make test ARGS='-k tint' writes it"
    assert len(set(tints.palette().values())) == len(tints.palette()) <= 48


# In the text ---------------------------------------------------------------------------------------------------------


def test_a_photo_in_the_text_is_a_choice_of_renditions(tree):
    tree.put(f"{FOLDER}p.jpg", saved(picture()))
    tree.put(f"{FOLDER}index.md", index('![ก "ข"](p.jpg "ค") [ภาพ](p.jpg)')).build()
    (found,) = re.findall("<picture>.*?</picture>", tree.read(PAGE))
    source, image = re.fullmatch("<picture>(<source [^>]*>)(<img [^>]*>)</picture>", found).groups()
    assert re.findall(r"(\d+)w", source) == re.findall(r"(\d+)w", image) == ["480", "800", "1000"]
    assert 'type="image/webp"' in source
    for part in (
        'src="/news/2024/x/p.jpg"', 'width="1000" height="500"', 'alt="ก &quot;ข&quot;"', 'sizes="50vw"',
        'class="tint-teal"', 'loading="lazy" decoding="async"',
    ):  # fmt: skip
        assert part in image
    for url in re.findall(r"/news/2024/x/(\S+) \d+w", found):
        assert url in shown(tree)
    assert '<a href="/news/2024/x/p.jpg"' in tree.read(PAGE)


# Alternative text and galleries --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"cover": "p.jpg"}, "4:8"), ({"cover": "{src: p.jpg}"}, "4:8"), ({"cover": '{src: p.jpg, alt: ""}'}, "4:8"),
        ({"photos": "[{src: p.jpg, caption: ก}]"}, "4:10"), ({"photos": "[{src: p.jpg, alt: }]"}, "4:10"),
    ],
)  # fmt: skip
def test_a_photo_without_a_text_for_those_who_can_not_see_it_is_told(office, fields, place):
    office.put(f"{FOLDER}index.md", index(**fields))
    assert office.problems() == {"alt-missing": [f"{FOLDER}index.md:{place}"]}


@pytest.mark.parametrize("body", ["![](p.jpg)", "![ ](p.jpg)", '<img src="p.jpg">', '<img src="p.jpg" alt="">'])
def test_a_photo_in_the_text_needs_one_as_well(office, body):
    office.put(f"{FOLDER}index.md", index(f"ก\n\nข {body}"))
    (told,) = office.problems().items()
    assert told[0] == "alt-missing-body"
    assert told[1][0].startswith(f"{FOLDER}index.md:8:")


def test_a_cover_is_a_photo(office):
    office.put(f"{FOLDER}a.pdf", b"%PDF-1.4\n").put(f"{FOLDER}index.md", index(cover="{src: a.pdf, alt: ก}"))
    assert office.problems() == {"photo-type": [f"{FOLDER}index.md:4:14"]}


@pytest.fixture
def gallery(tree):
    for name in ("IMG_10.jpg", "img_2.JPG", "IMG_1.jpg", "cover.jpg", "poster.jpg", "sub/other.jpg"):
        tree.put(FOLDER + name, saved(picture((60, 40))))
    cover, poster = "{src: cover.jpg, alt: ปก}", "[{src: poster.jpg}]"
    return tree.put(f"{FOLDER}index.md", index(cover=cover, photos="all", attachments=poster))


def told(tree: Tree) -> list[tuple[str, str]]:
    return [(url.rpartition("/")[2], alt) for alt, url in re.findall(r'title="([^"]*)">(\S+) ', tree.read(PAGE))]


def test_all_photos_of_the_folder_are_shown_in_order(gallery):
    gallery.build()
    assert told(gallery) == [
        ("cover.jpg", "ปก"),
        ("IMG_1.jpg", "ภาพที่ 1 จาก 3: ข่าว"),
        ("img_2.JPG", "ภาพที่ 2 จาก 3: ข่าว"),
        ("IMG_10.jpg", "ภาพที่ 3 จาก 3: ข่าว"),
    ]
    assert {name.split(".")[0] for name in shown(gallery)} == {"cover", "IMG_1", "img_2", "IMG_10"}


def test_all_photos_may_be_told_of_together(gallery):
    gallery.edit(f"{FOLDER}index.md", "photos: all", "photos: {all: true, alt: ครูอบรม}\nlang: en").build()
    assert told(gallery)[1:] == [
        (name, f"Photo {number} of 3: ครูอบรม")
        for number, name in enumerate(("IMG_1.jpg", "img_2.JPG", "IMG_10.jpg"), 1)
    ]


def test_a_photo_that_is_put_into_the_folder_is_shown(gallery):
    gallery.build()
    gallery.put(f"{FOLDER}IMG_3.jpg", saved(picture((60, 40), BLUE)))
    assert "/news/2024/x/" in gallery.build().rendered
    assert [name for name, _ in told(gallery)] == ["cover.jpg", "IMG_1.jpg", "img_2.JPG", "IMG_3.jpg", "IMG_10.jpg"]
    gallery.delete(f"{FOLDER}IMG_1.jpg").build()
    assert [name for name, _ in told(gallery)] == ["cover.jpg", "img_2.JPG", "IMG_3.jpg", "IMG_10.jpg"]
    assert not gallery.has("news/2024/x/IMG_1.jpg")


def test_an_edit_of_its_text_alone_is_replayed(gallery, monkeypatch):
    time.sleep(0.2)  # What is as new as a build could have changed since, and gets another whole one.
    gallery.build()
    gallery.edit(f"{FOLDER}index.md", "เนื้อข่าว", "เนื้อข่าวใหม่")
    gallery.build()  # The summary was the first paragraph.
    gallery.edit(f"{FOLDER}index.md", "เนื้อข่าวใหม่", "เนื้อข่าวใหม่\n\nอีกย่อหน้า")
    monkeypatch.setattr("khao.build.build", lambda *_, **__: pytest.fail("a whole build"))
    assert gallery.build().rendered == ("/news/2024/x/",)
    assert "อีกย่อหน้า" in gallery.read(PAGE)
    assert told(gallery)[3] == ("IMG_10.jpg", "ภาพที่ 3 จาก 3: ข่าว")


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"x/index.md": index(photos="all"), "x/a.heic": "ก", "x/b.GIF": "ก"}, {"file-type": ["x/index.md:4:9"] * 2}),
        ({"x/index.md": index(photos="all")}, {"gallery-empty": ["x/index.md:4:9"]}),
        ({"y.md": index(photos="all")}, {"gallery-shared": ["y.md:4:9"]}),
        ({"x/index.md": index(photos="al")}, {"not-a-list": ["x/index.md:4:9"]}),
        ({"x/index.md": index(photos="{alt: ก}")}, {"field-missing": ["x/index.md:4:9"]}),
        ({"x/index.md": index(photos="{all: ใช่}")}, {"not-a-choice": ["x/index.md:4:15"]}),
    ],
    ids=lambda value: next(iter(value)),
)  # fmt: skip
def test_a_gallery_that_is_not_what_it_seems_is_told(tree, edits, expected):
    for path, text in edits.items():
        tree.put(f"content/news/{path}", text)
    found = {
        rule: [place.removeprefix("content/news/") for place in places] for rule, places in tree.problems().items()
    }
    assert found == expected
