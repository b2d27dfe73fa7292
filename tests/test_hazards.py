"""What was measured to hurt: hostile text, slow text, layouts that loop, photos that tell too much, other web sites."""

from __future__ import annotations

import contextlib
import gc
import io
import re
import signal
import time
from xml.etree.ElementTree import Element

import html5lib
import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from PIL import Image, TiffImagePlugin

from khao import limits, photos
from khao.errors import BuildError, Problem
from khao.load import load
from khao.messages import severity
from khao.photos import Print
from khao.renditions import Size
from trees import Tree, head


@pytest.fixture(autouse=True)
def without_collection():
    """As in the command: else a deadline may end in what a library does after each collection, and be lost there."""
    gc.disable()
    yield
    gc.enable()


PAGE = "news/2024/x/index.html"


def outcome(tree: Tree) -> list[Problem]:
    """What is wrong with a site, when it is built."""
    try:
        tree.build()
    except BuildError as error:
        return [each for each in error.problems if severity(each.rule) == "error"]
    return []


@pytest.fixture
def quick(monkeypatch):
    """A limit of time that a test can wait for."""
    monkeypatch.setattr(limits, "SECONDS", 0.5)


# Layouts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("\n{{ sight.title }}", "layout-undefined", 2), ("\n{{ site.titel }}", "layout-no-value", 2),
        ("\n{{ page.url.nothing.more }}", "layout-no-value", 2),
        ("\n{{ site.school('alpha').fax }}", "layout-no-value", 2),
        ("\n{% include 'none.html' %}", "layout-missing", 2),
        ("\n{% set name = 'none.html' %}\n{% include name %}", "layout-missing", 3),
        ("\n{% extends 'none.html' %}", "layout-missing", 2), ("\n{% if %}", "layout-syntax", 2),
        ("\n{{ dict(a=1, a=2) }}", "layout-syntax", 2),
        ("\n{% if 1 %}\n", "layout-syntax", 2), ("\n{{ 'ข่าว }}", "layout-syntax", 2),
        ("\n{{ 1 | nothing }}", "layout-syntax", 2), ("\n{% include '404.html' %}", "layout-circle", 2),
        ("\n{% include 'search.html' %}", "layout-circle", 2),
        ("\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "layout-circle", 2),
        ("\n{% for each in range(10**9) %}{% endfor %}", "layout-time", 2), ("\n{{ 1 // 0 }}", "layout-failed", 2),
        ("\n{{ site.asset('none.css') }}", "asset-missing", 2), ("\n{{ site.items(limit='x') }}", "layout-failed", 2),
        ("\n{{ site.count(tag=site.items()[0]) }}", "layout-failed", 2),
        ("\n{{ site.items()[0] | tojson }}", "layout-failed", 2),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "layout-", 1), ("{% if 1 %}" * 3000, "layout-", 1),
    ],
)  # fmt: skip
def test_a_wrong_layout_is_told_with_its_line(tree, quick, text, rule, line):
    tree.build()
    before = tree.files()
    tree.put("layouts/search.html", "{% include '404.html' %}").put("layouts/404.html", text)
    told = [(each.rule, str(each.place)) for each in outcome(tree)]
    assert any(each.startswith(rule) and at.startswith(f"layouts/404.html:{line}") for each, at in told), told
    assert tree.files() == before


def test_a_file_asked_for_by_no_name_is_no_crash(tree):
    asks = "{{ site.file(item, none) }}{{ site.file(item, 'a.jpg') }}{{ item.title }}"
    tree.edit("layouts/news.html", "{{ item.title }}</h1>", f"{asks}</h1>")
    assert {each.place.path for each in outcome(tree)} <= {"layouts/news.html"}


# Content is never run ------------------------------------------------------------------------------------------------

MARKUP = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</script>",
    "<img src=/about/ onerror=alert(1)>", "<img src=/about//onerror=alert(1)//", "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<body onload=alert(1)>", "<details open ontoggle=alert(1)>x</details>", "<video src=x onerror=alert(1)></video>",
    "<iframe src=https://evil.example></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>", "<embed src=javascript:alert(1)>", "<applet code=x></applet>",
    "<form action=https://evil.example><input name=x><button formaction=javascript:alert(1)>x</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>", "<style>body{display:none}</style>",
    "<p style='position:fixed;top:0'>x</p>", "<div class=banner id=main>x</div>",
    "<math><mtext><table><mglyph><style><!--</style><img src=/about/ onerror=alert(1)>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<noscript><p title='</noscript><img src=/about/ onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>", "<xmp><script>alert(1)</script></xmp>",
    "<a href=javascript:alert(1)>x</a>", "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='java&#9;script:alert(1)'>x</a>", "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>", "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>", "<a href='vbscript:msgbox(1)'>x</a>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>", "<a href='x' onclick=alert(1)>x</a>".replace("'x'", "/"),
    "[x](javascript:alert(1))", "[x](JAVASCRIPT:alert(1))", "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "![x](javascript:alert(1))",
    "[x][r]\n\n[r]: javascript:alert(1)", "<javascript:alert(1)>", "[x](/ \"' onmouseover=alert(1) \")",
    '[x](/ "\\" onmouseover=\\"alert(1)")', '![x" onerror="alert(1)](/)', "x{: onclick=alert(1) }",
    "# x {#a onclick=alert(1)}", '<span title="<table><img src=/about/ onerror=alert(1)>">x</span>',
    "<span title='</table><svg onload=alert(1)>'>x</span>", "`<img src=/about/ onerror=alert(1)>`",
    "```html\n<script>alert(1)</script>\n```", '```"><script>alert(1)</script>\nx\n```',
    "[^1]\n\n[^1]: <script>alert(1)</script>", "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>", "<?php echo 1 ?><script>alert(1)</script>",
    "| a |\n|---|\n| <img src=/about/ onerror=alert(1)> |", '[](school:"onmouseover=alert(1))'.replace("school:", "/#"),
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]  # fmt: skip
TEXTS = [
    "</title><script>alert(1)</script>", '"><img src=/about/ onerror=alert(1)>', "' onmouseover=alert(1) '",
    "</script><script>alert(1)</script>", "javascript:alert(1)", "{{ 7*7 }}", "{% raw %}", "<!--", "]]><script>",
]  # fmt: skip
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "{http://www.w3.org/1999/xlink}href",
}
FORBIDDEN = {"iframe", "object", "embed", "applet", "style", "base", "svg", "math", "noscript", "template", "video"}


def shipped(script: Element) -> bool:
    """Whether it is the site's own, with nothing of an item in it."""
    return not script.text and bool(re.fullmatch(r"/assets/(reader|search)\.[0-9a-f]{8}\.js", script.get("src", "")))


def drawn(element: Element) -> bool:
    """Whether it is a chart that the build drew: content can have no picture of this kind."""
    inner = {str(each.tag).rpartition("}")[2] for each in element.iter()}
    return element.get("class") == "chart" and inner <= {"svg", "title", "desc", "rect", "line", "circle", "text"}


def dangers(page: bytes) -> list[str]:
    """What a browser might run in a page, but for the site's own script."""
    found = []
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        name = str(element.tag).rpartition("}")[2]
        if name == "script" and element.get("type") != "application/ld+json" and not shipped(element):
            found.append("script")
        if (name in FORBIDDEN and not drawn(element)) or (name == "form" and element.get("role") != "search"):
            found.append(name)
        for attribute, value in element.items():
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            if attribute.startswith("on") or attribute in ("style", "srcdoc"):
                found.append(f"{name} {attribute}")
            if attribute in ADDRESSES and plain.startswith(("javascript:", "data:", "vbscript:")):
                found.append(f"{name} {attribute}={plain}")
    return found


def danger(tree: Tree) -> dict[str, list[str]]:
    return {path: found for path, data in tree.files().items() if path.endswith(".html") if (found := dangers(data))}


@pytest.mark.parametrize("body", MARKUP)
def test_markup_in_a_body_never_runs(tree, body):
    tree.news("x", f"ก่อน\n\n{body}\n\nหลัง")
    rules = {each.rule.removesuffix("-near") for each in outcome(tree)}
    assert rules <= {"link-broken", "anchor-broken"}
    assert rules or danger(tree) == {}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The project's own layouts, with hostile words in every field that takes words."""
    tree = Tree.real(tmp_path_factory.mktemp("hostile") / "site")
    made = io.BytesIO()
    Image.new("RGB", (40, 30)).save(made, "JPEG")
    for number, text in enumerate(TEXTS):
        quoted = "'" + text.replace("'", "''") + "'"
        fields = dict.fromkeys(("title", "summary", "venue", "credit"), quoted)
        fields |= {"tags": f"[{quoted}]", "people": f"[{{name: {quoted}, position: {quoted}}}]", "date": "2567-05-10"}
        fields |= {"photos": f"[{{src: p.jpg, alt: {quoted}, caption: {quoted}}}]", "schools": f"[hostile-{number}]"}
        fields["corrections"] = f"[{{date: 2567-05-11, text: {quoted}}}]"
        if not re.search(r"\w", text):
            del fields["tags"]
        tree.put(f"content/news/x{number}/p.jpg", made.getvalue())
        tree.put(f"content/news/x{number}/index.md", head(**fields) + f"\n{text}\n")
        path = tree.root / "data/schools.yaml"
        rows = f"\nschools:\n  - {{id: hostile-{number}, name: {quoted}, source: {quoted}, district: {quoted}}}\n"
        path.write_text(path.read_text().replace("\nschools:\n", rows))
    tree.build()
    return tree


def test_words_of_any_field_never_run_nor_are_a_template(hostile):
    assert danger(hostile) == {}
    assert hostile.read(f"news/2024/x{TEXTS.index('{{ 7*7 }}')}/index.html").count("{{ 7*7 }}") > 5
    assert "{% raw %}" in hostile.read(f"news/2024/x{TEXTS.index('{% raw %}')}/index.html")


def test_no_page_of_the_shipped_site_needs_a_script(real):
    assert danger(real) == {}


def test_an_address_in_the_settings_runs_nothing(tmp_path):
    tree = Tree.real(tmp_path / "site")
    path = tree.root / "data/site.yaml"
    bare = re.sub(r"\n  url: .*", "", path.read_text())
    text = bare.replace("\norganisation:\n", "\norganisation:\n  url: 'javascript:alert(1)'\n")
    assert "javascript:" in text
    path.write_text(text)
    places = {each.place.path for each in outcome(tree)}
    assert "data/site.yaml" in places or danger(tree) == {}


@pytest.mark.parametrize("body", [
    '`<a href="school:alpha">`', '`<td style="text-align: left;">`', '`<img src="/none/">`', "`<h1>` `<table>`",
    'คำสั่ง href="/none/" ในข้อความ',
])  # fmt: skip
def test_code_is_shown_as_it_was_written(tree, body):
    tree.news("x", body).build()
    shown = "".join(html5lib.parse(tree.read(PAGE), namespaceHTMLElements=False).find("body").itertext())
    assert body.strip("`").replace("` `", " ") in shown


@pytest.mark.parametrize("path", [
    "../../../data/site.yaml", "%2e%2e/%2e%2e/site.yaml", "/etc/passwd", "..\\\\site.yaml", "a\\0.jpg", "C:/x.jpg",
    "..", "./../x.jpg",
])  # fmt: skip
@pytest.mark.parametrize("field", ["cover", "photos", "attachments", "aliases", "slug", "body"])
def test_no_path_leads_out_of_its_folder(tree, tmp_path, path, field):
    value = f'[{{src: "{path}"}}]' if field in ("photos", "attachments") else f'"{path}"'
    value = f'["/x/{path}"]' if field == "aliases" else value
    fields = {} if field == "body" else {field: value}
    body = f"\n[x]({path})\n" if field == "body" else ""
    tree.put("content/news/x.md", head(title="ก", date="2567-05-10", **fields) + body)
    assert {each.place.path for each in outcome(tree)} <= {"content/news/x.md"}
    outside = [each for each in tmp_path.rglob("*.html") if not {"public", "layouts"} & {*each.parts}]
    assert outside == []
    assert not any(b"organisation:" in each.read_bytes() for each in tree.out.rglob("*.html"))


# Slow text -----------------------------------------------------------------------------------------------------------


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "body",
    [
        "[" * 20_000, "<a " * 20_000, "![" * 10_000, "*a_ " * 20_000, "`" * 5000 + "a", "<div>" * 100_000,
        "<div></i>" * 60_000, "<div/>" * 60_000, "<div><script></div></script>" * 30_000, "<b><i></b>" * 30_000,
        "\n".join("  " * at + "- ก" for at in range(500)), "> " * 3000 + "ก", "[a](" * 10_000, "<!--" * 20_000,
        "&" * 100_000, "| " * 20_000 + "\n|" + "-|" * 20_000, "\n".join(f"[^{at}]: [^{at + 1}]" for at in range(9000)),
    ],
    ids=lambda body: ascii(body[:20]),
)  # fmt: skip
def test_slow_text_ends_soon_with_a_problem_naming_its_file(tree, quick, body):
    began = time.monotonic()
    tree.news("x", body)
    assert {(each.place.path, each.rule[:5]) for each in outcome(tree)} <= {("content/news/x.md", "body-")}
    assert time.monotonic() - began < 8


def test_the_clock_is_off_before_whoever_had_an_alarm_gets_it_back(monkeypatch):
    left, set_handler = [], signal.signal

    def seen(number, handler):
        left.append(signal.getitimer(signal.ITIMER_REAL)[0])
        return set_handler(number, handler)

    monkeypatch.setattr(limits.signal, "signal", seen)
    outer = signal.getitimer(signal.ITIMER_REAL)[0]
    with limits.deadline(5):
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= limits._MOMENT
    assert left[-1] == 0
    assert signal.getitimer(signal.ITIMER_REAL)[0] <= outer


# Photos and names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_published_photo_holds_pixels_alone(kind):
    canary = b"KHAO-CANARY"
    image, made, exif = Image.new("RGB", (60, 40), "red"), io.BytesIO(), Image.Exif()
    exif[0x010E], exif[0x9286], exif[0x0112] = canary.decode(), canary, 6
    exif.get_ifd(0x8825)[2] = tuple(TiffImagePlugin.IFDRational(each) for each in (6, 37, 12))
    more = {"JPEG": {"comment": canary}, "PNG": {}, "WEBP": {"xmp": canary}}[kind]
    image.save(made, kind, exif=exif, **more)
    (published,) = photos.process(made.getvalue(), f".{kind.lower()}", [Print(kind.lower(), Size(40, 60))])
    assert (canary in made.getvalue(), canary in published) == (True, False)
    with Image.open(io.BytesIO(published)) as shown:
        assert (shown.size, dict(shown.getexif()), "exif" in shown.info) == ((40, 60), {}, False)


def test_a_photo_with_a_damaged_colour_profile_is_still_a_photo():
    made = io.BytesIO()
    Image.new("RGB", (60, 40)).save(made, "JPEG", icc_profile=b"nonsense")
    assert photos.process(made.getvalue(), ".jpg", [Print("jpeg", Size(60, 40))])


@settings(max_examples=150)
@given(data=st.data(), kind=st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_any_damage_of_a_photo_is_a_problem_or_a_photo(data, kind):
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "ก"
    Image.linear_gradient("L").resize((20, 20)).convert("RGB").save(made, kind, exif=exif)
    damaged = bytearray(made.getvalue())
    for at in data.draw(st.lists(st.integers(0, len(damaged) - 1), max_size=6)):
        damaged[at] = data.draw(st.integers(0, 255))
    damaged = damaged[: data.draw(st.integers(0, len(damaged)))]
    with contextlib.suppress(photos.Unusable):
        seen = photos.look(bytes(damaged), f".{kind.lower()}")
        photos.process(bytes(damaged), f".{kind.lower()}", [Print("webp", seen.size), Print("png", Size(4, 4))])


@pytest.mark.parametrize(
    "name", ["😀", "-lead", "CON", "con", "NUL.txt", "ข" * 84, "a.b", " a", "a b", "ก\u2028ข", "%2e%2e", "#x", "?x"]
)  # fmt: skip
def test_any_name_of_a_file_is_a_page_or_a_problem(tree, name):
    tree.put(f"content/news/{name}.md", head(title='"ก\u2028ข"', date="2567-05-10") + "\nก\u2028ข\n")
    problems = outcome(tree)
    assert all(name in each.place.path or ascii(name)[1:-1] in each.place.path for each in problems)
    made = (
        {path.split("/")[2].lower() for path in tree.files() if path.startswith("news/2024/")}
        if not problems
        else set()
    )
    assert problems or len(made - {"first", "second", "page", "index.html"}) == 1
    assert not made & {"con", "nul", "", ".", ".."}


def test_a_file_that_changes_between_reading_and_rendering_is_told_or_right(tree, monkeypatch):
    tree.news("x", "เดิม")

    def meanwhile(*args: object):
        found = load(*args)
        tree.news("x", "ใหม่", title="ใหม่กว่า")
        return found

    monkeypatch.setattr("khao.build.load", meanwhile)
    assert tree.problems() == {"changed-meanwhile": ["content/news/x.md"]}
    tree.build()
    assert "ใหม่กว่า" in tree.read(PAGE)
