"""What is published, read as its readers read it: browsers, feed readers, search engines, spreadsheets.

Nothing here asks Khao what it meant to write: each page is parsed by a parser of its own from the output folder.
"""

from __future__ import annotations

import csv
import functools
import html
import itertools
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import feedparser
import html5lib
import jsonschema
import pytest
import xmlschema
import yaml
from PIL import Image

import samples
import tools
from khao import questions
from khao.head import Known, fields
from trees import Tree

BASE = "https://news.example.go.th"
TOMBSTONE = "news/2024/cancelled/index.html"
SCHEMAS = Path(__file__).parent / "schemas"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
SITEMAP = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
RELEASE = "news/2024/transforming-satun-sandbox/index.html"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Page:
    """One published page as a browser's parser sees it."""

    file: str
    source: str
    root: ET.Element
    errors: tuple[object, ...]

    @functools.cached_property
    def elements(self) -> tuple[ET.Element, ...]:
        return tuple(each for each in self.root.iter() if isinstance(each.tag, str))

    def all(self, *tags: str, **attributes: str) -> list[ET.Element]:
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            each
            for each in self.elements
            if each.tag in tags and all(each.get(name) == value for name, value in wanted.items())
        ]

    def text(self, tag: str) -> str:
        return words("".join(self.all(tag)[0].itertext()))

    @property
    def url(self) -> str:
        return f"{BASE}/{self.file.removesuffix('index.html')}"

    @property
    def moved(self) -> bool:
        """Whether it only leads elsewhere."""
        return bool(self.all("meta", http_equiv="refresh"))

    @property
    def ids(self) -> list[str]:
        return [found for each in self.elements if (found := each.get("id")) is not None]

    def linked_data(self) -> list[dict[str, object]]:
        return [json.loads(each.text or "") for each in self.all("script", type="application/ld+json")]

    def links(self) -> Iterator[str]:
        for each in self.elements:
            yield from (value for name in ("href", "src", "poster") if (value := each.get(name)) is not None)
            yield from (part.split()[0] for part in each.get("srcset", "").split(",") if part.strip())
            if each.get("property") == "og:image":
                yield each.get("content", "")


@dataclass(frozen=True)
class Web:
    """A site as published."""

    tree: Tree
    files: frozenset[str]
    pages: dict[str, Page] = field(repr=False)

    @property
    def readable(self) -> list[Page]:
        """The pages that somebody reads, in search engines too."""
        return [each for each in self.pages.values() if not each.moved and each.file not in ("404.html", TOMBSTONE)]

    def named(self, pattern: str) -> list[str]:
        return sorted(file for file in self.files if re.search(pattern, file))


def published(tree: Tree) -> Web:
    files = frozenset(tree.files())
    return Web(tree, files, {file: parsed(file, tree.read(file)) for file in files if file.endswith(".html")})


def parsed(file: str, source: str) -> Page:
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    return Page(file, source, parser.parse(source), tuple(parser.errors))


def words(text: str) -> str:
    return " ".join(text.split())


def xml(source: str) -> ET.Element:
    return ET.fromstring(source)  # noqa: S314 — Khao wrote it a moment ago


def file_at(url: str) -> str:
    """The file that a host serves at an address of the site."""
    path = unquote(urlsplit(url).path).removeprefix("/")
    return path + "index.html" if path == "" or path.endswith("/") else path


def schema(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / name).read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def own(real):
    return published(real)


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    tree = samples.rich(tmp_path_factory.mktemp("rich") / "site")
    tree.build()
    return published(tree)


@pytest.fixture(params=["own", "rich"])
def web(request):
    """The project's own site, then the one that uses everything."""
    return request.getfixturevalue(request.param)


# Every page ----------------------------------------------------------------------------------------------------------


def test_every_page_is_html_without_a_parse_error(web):
    assert {page.file: page.errors for page in web.pages.values() if page.errors} == {}


def test_every_page_has_one_h1_and_no_jump_in_its_headings(web):
    faults = []
    for page in web.pages.values():
        levels = [HEADINGS.index(each.tag) + 1 for each in page.all(*HEADINGS)]
        jumps = [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]
        if levels.count(1) != 1 or levels[0] != 1 or jumps:
            faults.append((page.file, levels))
    assert faults == []


def test_every_heading_says_something(web):
    assert [
        page.file for page in web.pages.values() for each in page.all(*HEADINGS) if not "".join(each.itertext()).strip()
    ] == []


def test_ids_are_unique_on_every_page(web):
    twice = {page.file: [id for id, n in Counter(page.ids).items() if n > 1] for page in web.pages.values()}
    assert {file: ids for file, ids in twice.items() if ids} == {}


def test_every_picture_says_what_it_shows_and_how_much_room_it_takes(web):
    faults = []
    for page in web.pages.values():
        for each in page.all("img"):
            size = (each.get("width", ""), each.get("height", ""))
            if each.get("alt") is None or not all(number.isdecimal() and number != "0" for number in size):
                faults.append((page.file, each.attrib))
    assert faults == []


def test_the_room_of_every_photo_is_its_true_size(rich):
    for page in rich.pages.values():
        for each in page.all("img"):
            with Image.open(rich.tree.out / file_at(urljoin(page.url, each.get("src")))) as image:
                assert image.size == (int(each.get("width")), int(each.get("height"))), each.attrib


def test_every_rendition_that_a_page_names_is_there_and_as_it_says(rich):
    named = 0
    for page in rich.pages.values():
        for each in page.all("source") + page.all("img"):
            for url, width in re.findall(r"(\S+) (\d+)w", each.get("srcset")):
                named += 1
                with Image.open(rich.tree.out / file_at(urljoin(page.url, url))) as image:
                    assert image.width == int(width)
                    assert each.get("type", "image/jpeg") == Image.MIME[image.format]
            assert each.get("sizes")
    assert named >= 4 * 4


def test_the_first_photo_of_an_item_comes_at_once_and_the_others_when_they_are_near(rich):
    cover, *others = rich.pages[samples.EVERYTHING].all("img")
    assert (cover.get("fetchpriority"), cover.get("loading")) == ("high", None)
    assert {each.get("loading") for each in others} == {"lazy"}
    assert {each.get("class") for each in (cover, *others)} == {"tint-teal"}


def test_no_page_holds_a_style_or_a_script_of_its_own(web):
    faults = []
    for page in web.pages.values():
        for each in page.elements:
            handlers = [name for name in each.attrib if name == "style" or name.startswith("on")]
            inline = each.tag == "style" or (
                each.tag == "script" and each.get("type") != "application/ld+json" and not each.get("src")
            )
            if handlers or inline or each.get("href", "").strip().lower().startswith("javascript:"):
                faults.append((page.file, each.tag, handlers))
    assert faults == []


def test_every_page_forbids_inline_code_and_other_hosts(web):
    for page in web.pages.values():
        (policy,) = page.all("meta", http_equiv="Content-Security-Policy")
        rules = dict(rule.strip().partition(" ")[::2] for rule in policy.get("content").split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["base-uri"] == "'none'"
        loads = {name: value for name, value in rules.items() if name.endswith("-src") and name != "default-src"}
        assert set(loads.values()) <= {"'self'"}, (page.file, loads)


def test_every_page_tells_its_language_and_title(web):
    faults = [
        page.file
        for page in web.pages.values()
        if page.root.get("lang") not in ("th", "en") or not page.text("title") or len(page.all("title")) != 1
    ]
    assert faults == []


def test_no_two_pages_have_the_same_title(web):
    titles = Counter(page.text("title") for page in web.readable)
    assert [title for title, n in titles.items() if n > 1] == []


def test_every_page_describes_itself(web):
    faults = []
    for page in web.readable:
        found = page.all("meta", name="description")
        if len(found) != 1 or not 1 <= len(found[0].get("content", "").strip()) <= 200:
            faults.append(page.file)
    assert faults == []


def test_the_canonical_address_of_every_page_is_its_own(web):
    faults = []
    for page in web.readable:
        addresses = [each.get("href", "") for each in page.all("link", rel="canonical")]
        graph = [each.get("content", "") for each in page.all("meta", property="og:url")]
        if [unquote(each) for each in addresses] != [page.url] or graph != addresses:
            faults.append((page.file, addresses, graph))
    assert faults == []


def test_a_page_that_is_not_to_be_found_says_so(web):
    for page in web.pages.values():
        robots = [each.get("content") for each in page.all("meta", name="robots")]
        assert robots == ([] if page in web.readable else ["noindex"]), page.file


@pytest.mark.nu
def test_the_nu_checker_finds_nothing_wrong(rich):
    jar = tools.require(tools.nu_jar(), "the Nu HTML checker")
    options = ["--skip-non-html", "--also-check-css", "--stdout", "--format", "json"]
    command = ["java", "-jar", jar, *options, rich.tree.out]
    found = json.loads(subprocess.run(command, check=False, capture_output=True, text=True).stdout)["messages"]
    # On file: addresses it takes 'self' for another host, and data for a script.
    wrong = [each for each in found if "violates Content Security Policy" not in each["message"]]
    assert [(each["url"].rpartition("/public/")[2], each["message"], each.get("extract")) for each in wrong] == []


# Links ---------------------------------------------------------------------------------------------------------------


def broken(web: Web) -> set[tuple[str, str]]:
    """(file, link) of all that lead nowhere within the site."""
    found = set()
    for page in web.pages.values():
        for link in page.links():
            whole, fragment = urldefrag(urljoin(page.url, link))
            if not whole.startswith(BASE + "/"):
                continue
            target = file_at(whole)
            lost = fragment and target in web.pages and unquote(fragment) not in web.pages[target].ids
            if target not in web.files or lost:
                found.add((page.file, link))
    return found


def test_every_link_leads_to_a_file_and_every_fragment_to_an_id(web):
    assert broken(web) == set()


def test_links_to_other_sites_are_whole_and_safe(web):
    schemes = {urlsplit(urljoin(page.url, link)).scheme for page in web.pages.values() for link in page.links()}
    assert schemes <= {"https", "mailto", "tel"}


def test_every_file_of_the_output_is_reached_from_the_front_page(web):
    reached, todo = set(), ["index.html"]
    while todo:
        file = todo.pop()
        if file in reached or file not in web.files:
            continue
        reached.add(file)
        page = web.pages.get(file)
        todo += [file_at(urljoin(page.url, link)) for link in page.links()] if page else []
    alone = web.files - reached
    unasked = {"404.html", TOMBSTONE, "_headers", "_redirects", ".well-known/security.txt", "robots.txt", "sitemap.xml"}
    unasked |= {"news-sitemap.xml", *web.named(r"(^|/)feed\.json$")}
    unasked |= {*web.named(r"^assets/(fonts/|.*\.svg)")}  # Named by the style sheet.
    unasked |= {*web.named(r"^search/.*\.bin")}  # Asked for by the search, which tests/test_search.py reads.
    assert alone - unasked - {page.file for page in web.pages.values() if page.moved} == set()


def test_each_layout_makes_a_page(rich):
    made = {name for name, expected in LAYOUTS.items() if set(expected) <= rich.files}
    assert made == {each.name for each in (rich.tree.root / "layouts").glob("*.html")} - {"base.html"}


LAYOUTS = {
    "404.html": ["404.html"],
    "affiliations.html": ["affiliations/primary-satun/index.html"],
    "archive.html": ["archive/index.html"],
    "catalogue.html": ["data/index.html"],
    "period.html": ["reports/fiscal/2567/index.html", "reports/academic/2567/index.html"],
    "directory.html": ["schools/index.html", "affiliations/index.html", "programmes/index.html"],
    "home.html": ["index.html", "page/2/index.html", "page/3/index.html"],
    "list.html": ["news/index.html", "news/page/2/index.html", "categories/activities/index.html"],
    "news.html": [RELEASE],
    "pages.html": ["about/index.html", "contact/index.html", "privacy/index.html"],
    "programmes.html": ["programmes/reading/index.html", "programmes/sports/index.html"],
    "redirect.html": [samples.ALIAS],
    "reports.html": ["reports/2024/pilot-schools-satun/index.html"],
    "schools.html": ["schools/anuban-satun/index.html", "schools/satun-wittaya/page/2/index.html"],
    "search.html": ["search/index.html"],
    "terms.html": ["categories/index.html", "tags/index.html"],
    "withdrawn.html": [TOMBSTONE],
}
"""Pages of each layout."""


# Feeds ---------------------------------------------------------------------------------------------------------------


def atom(web: Web) -> dict[str, ET.Element]:
    found = {file: xml(web.tree.read(file)) for file in web.named(r"(^|/)feed\.xml$")}
    assert {"feed.xml", "categories/activities/feed.xml", "schools/anuban-satun/feed.xml"} <= set(found)
    return found


def entries(feed: ET.Element) -> list[ET.Element]:
    return feed.findall("atom:entry", ATOM)


def told(element: ET.Element, path: str) -> str:
    return element.findtext(f"atom:{path}", "", ATOM)


def link_of(element: ET.Element, rel: str) -> str:
    return next(each.get("href", "") for each in element.findall("atom:link", ATOM) if each.get("rel") == rel)


def test_feed_readers_read_every_feed(web):
    for file in web.named(r"(^|/)feed\.xml$"):
        found = feedparser.parse((web.tree.out / file).read_bytes())
        assert not found.bozo, (file, found.get("bozo_exception"))
        assert found.version == "atom10"


def test_every_feed_says_where_it_is_and_what_it_is_of(web):
    for file, feed in atom(web).items():
        assert link_of(feed, "self") == f"{BASE}/{file}" == told(feed, "id")
        assert file_at(link_of(feed, "alternate")) == file.removesuffix("feed.xml") + "index.html"
        assert told(feed, "title")
        assert told(feed, "author/atom:name")


def test_every_moment_in_a_feed_has_its_offset_and_the_feed_is_as_new_as_its_newest_entry(web):
    for file, feed in atom(web).items():
        moments = [told(each, tag) for each in [feed, *entries(feed)] for tag in ("updated", "published")]
        moments.remove("")  # the feed itself was never published
        assert [each for each in moments if not RFC3339.fullmatch(each)] == []
        newest = max((told(entry, "updated") for entry in entries(feed)), default=told(feed, "updated"))
        assert told(feed, "updated") == newest, file


def test_every_entry_has_an_id_of_its_own_the_same_in_every_feed(web):
    known = {}
    for feed in atom(web).values():
        ids = [told(entry, "id") for entry in entries(feed)]
        assert len(ids) == len(set(ids))
        for entry in entries(feed):
            assert urlsplit(told(entry, "id")).scheme in ("https", "tag")
            assert known.setdefault(told(entry, "id"), link_of(entry, "alternate")) == link_of(entry, "alternate")


def test_every_entry_has_a_title_a_text_and_links_that_lead_to_files(web):
    for feed in atom(web).values():
        for entry in entries(feed):
            assert told(entry, "title")
            assert told(entry, "summary")
            for link in entry.iterfind("atom:link", ATOM):
                assert link.get("href", "").startswith(BASE + "/")
                assert file_at(link.get("href", "")) in web.files


def test_an_entry_keeps_its_id_when_its_item_moves(tree):
    head = {"id": "sample-lasting", "date": "2567-05-10"}
    project = Tree.real(tree.root.parent / "moving").news("before", **head)
    project.build()
    (before,) = [each for each in entries(xml(project.read("feed.xml"))) if told(each, "title") == "ข่าว before"]
    project.delete("content/news/before.md").news("after", **head, updated="2567-05-20")
    project.build()
    (after,) = [each for each in entries(xml(project.read("feed.xml"))) if told(each, "title") == "ข่าว after"]
    assert told(before, "id") == told(after, "id")
    assert link_of(before, "alternate") != link_of(after, "alternate")


def test_every_json_feed_is_one_and_tells_what_the_atom_feed_tells(web):
    feeds = atom(web)
    for file in web.named(r"(^|/)feed\.json$"):
        found = json.loads(web.tree.read(file))
        assert [error.message for error in schema("feed.json").iter_errors(found)] == [], file
        assert found["feed_url"] == f"{BASE}/{file}"
        other = feeds[file.replace(".json", ".xml")]
        assert [(each["id"], each["title"], each["url"]) for each in found["items"]] == [
            (told(entry, "id"), told(entry, "title"), link_of(entry, "alternate")) for entry in entries(other)
        ]


def test_a_feed_is_as_long_as_the_settings_say_and_newest_first(rich):
    moments = [told(entry, "published") for entry in entries(atom(rich)["feed.xml"])]
    assert len(moments) == 20
    assert moments == sorted(moments, reverse=True)


def test_the_feed_of_an_empty_category_is_a_feed(rich):
    feed = atom(rich)[f"categories/{samples.EMPTY_CATEGORY}/feed.xml"]
    assert entries(feed) == []
    assert json.loads(rich.tree.read(f"categories/{samples.EMPTY_CATEGORY}/feed.json"))["items"] == []


# Sitemaps ------------------------------------------------------------------------------------------------------------


def addresses(source: str) -> list[str]:
    return [each.text or "" for each in xml(source).iterfind(".//map:loc", SITEMAP)]


def invalid(path: Path) -> list[str]:
    return [str(error.reason) for error in xmlschema.XMLSchema(SCHEMAS / "sitemap.xsd").iter_errors(path)]


@pytest.mark.parametrize("name", ["sitemap.xml", "news-sitemap.xml"])
def test_a_sitemap_is_one(web, name):
    assert invalid(web.tree.out / name) == []


def test_the_sitemap_lists_every_item_once_and_nothing_that_is_not_a_page(web):
    found = addresses(web.tree.read("sitemap.xml"))
    assert [url for url, n in Counter(found).items() if n > 1] == []
    listed = {file_at(url) for url in found}
    assert listed <= {page.file for page in web.readable}
    items = {page.file for page in web.readable if page.all("meta", property="article:published_time")}
    assert len(items) >= 5
    assert items <= listed


def test_each_record_and_list_is_in_the_sitemap(rich):
    listed = {file_at(url) for url in addresses(rich.tree.read("sitemap.xml"))}
    wanted = {"index.html", "schools/index.html", "schools/anuban-satun/index.html", "programmes/reading/index.html"}
    assert wanted | {"categories/activities/index.html", "tags/open-house/index.html"} <= listed


def test_the_news_sitemap_holds_the_last_two_days(rich):
    root = xml(rich.tree.read("news-sitemap.xml"))
    found = {
        each.findtext(".//news:title", "", SITEMAP): each.findtext(".//news:publication_date", "", SITEMAP)
        for each in root.iterfind("map:url", SITEMAP)
    }
    assert set(found) == {"ชื่อไฟล์ไทยตัวอย่าง", "ข่าวตั้งเวลาที่เผยแพร่แล้ว"}
    for moment in found.values():
        assert rich.tree.now - timedelta(hours=48) < datetime.fromisoformat(moment) <= rich.tree.now


def test_a_large_site_has_several_sitemaps_and_an_index_of_them(tmp_path, monkeypatch):
    tree = Tree.real(tmp_path / "site")
    tree.build()
    whole = addresses(tree.read("sitemap.xml"))
    monkeypatch.setattr(questions, "SITEMAP_SIZE", 30)
    tree.build(clean=True)
    parts = [file_at(url) for url in addresses(tree.read("sitemap.xml"))]
    assert [error for part in ["sitemap.xml", *parts] for error in invalid(tree.out / part)] == []
    assert [url for part in parts for url in addresses(tree.read(part))] == whole
    assert len(parts) > 1


def test_hosts_are_told_what_to_send_along(web):
    rules: dict[str, dict[str, str]] = {}
    path = ""
    for line in web.tree.read("_headers").splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            same = [other.rstrip("*") for other, each in rules.items() if name in each]
            begin = path.rstrip("*")
            meet = any(begin.startswith(other) or other.startswith(begin) for other in same)
            assert not meet, "two rules for one header of one file are joined"
            rules[path][name] = value
        elif line:
            path = line
            rules[path] = {}
    everywhere = rules["/*"]
    policy = everywhere["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    for page in web.readable:
        own = page.all("meta", **{"http-equiv": "Content-Security-Policy"})[0].get("content")
        assert {*policy.split("; ")} - {*own.split("; ")} == {"frame-ancestors 'none'"}
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in rules["/assets/*"]["Cache-Control"]


def test_hosts_are_told_where_former_urls_lead(rich):
    rules = [line.split() for line in rich.tree.read("_redirects").splitlines()]
    assert rules
    for former, target, status in rules:
        assert status == "301"
        assert f'content="0; url={target}"' in rich.tree.read(file_at(BASE + former))
        assert target in rich.tree.read("sitemap.xml")
    assert f"/{samples.ALIAS}" in [unquote(former) for former, *_ in rules]


def test_a_site_without_former_urls_tells_hosts_of_none(tmp_path):
    tree = Tree(tmp_path).put("layouts/redirects.txt", "{{ site.redirects() | length }}\n")
    tree.build()
    assert not tree.has("_redirects")
    tree.news("moved", aliases="[/old.html, /เดิม]").build()
    assert tree.read("_redirects") == "2\n"


def test_whom_to_tell_of_a_weak_spot_is_said_as_the_standard_has_it(rich):
    fields = dict(line.split(": ", 1) for line in rich.tree.read(".well-known/security.txt").splitlines())
    assert fields["Contact"] == "mailto:pr@example.go.th"
    assert fields["Canonical"] == f"{BASE}/.well-known/security.txt"
    ahead = datetime.fromisoformat(fields["Expires"]) - rich.tree.now
    assert timedelta(days=300) < ahead < timedelta(days=366)


def test_robots_are_shown_the_sitemaps(web):
    lines = web.tree.read("robots.txt").splitlines()
    shown = [line.partition(": ")[2] for line in lines if line.startswith("Sitemap: ")]
    assert {file_at(url) for url in shown} == {"sitemap.xml", "news-sitemap.xml"}
    assert "Disallow: /" not in lines


# Linked data ---------------------------------------------------------------------------------------------------------


def test_linked_data_says_what_search_engines_ask_of_its_type(web):
    validator = schema("linked-data.json")
    faults = [
        (page.file, error.json_path, error.message)
        for page in web.pages.values()
        for thing in page.linked_data()
        if thing.get("@type") != "dcat:Catalog"  # which speaks another vocabulary
        for error in validator.iter_errors(thing)
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("file", "types"),
    [
        ("index.html", {"Organization", "WebSite"}),
        (RELEASE, {"NewsArticle", "Event", "BreadcrumbList"}),
        ("reports/2024/pilot-schools-satun/index.html", {"Report", "BreadcrumbList"}),
        ("affiliations/primary-satun/index.html", {"EducationalOrganization", "BreadcrumbList"}),
        ("schools/anuban-satun/index.html", {"School", "BreadcrumbList"}),
        ("news/index.html", {"BreadcrumbList"}),
        ("about/index.html", {"BreadcrumbList"}),
    ],
)
def test_a_page_tells_search_engines_what_it_is_about(web, file, types):
    assert {str(thing["@type"]) for thing in web.pages[file].linked_data()} == types


def test_the_addresses_in_linked_data_lead_to_files(web):
    for page in web.pages.values():
        for each in page.all("script", type="application/ld+json"):
            for url in re.findall(rf'"({re.escape(BASE)}[^"]*)"', each.text or ""):
                assert file_at(url) in web.files, (page.file, url)


def test_the_linked_data_of_an_item_is_what_the_page_shows(rich):
    story, event, _ = rich.pages[samples.EVERYTHING].linked_data()
    assert samples.TITLE.startswith(str(story["headline"]).removesuffix("…"))
    assert (story["datePublished"], story["dateModified"]) == ("2024-05-28T00:00:00+07:00", "2024-05-31T00:00:00+07:00")
    assert (event["name"], event["startDate"], event["endDate"]) == (samples.TITLE, "2024-06-20", "2024-06-21")


# Downloads -----------------------------------------------------------------------------------------------------------


def rows(web: Web, collection: str) -> dict[str, dict[str, object]]:
    """The records of a data file as YAML has them, by id."""
    name = "schools" if collection == "affiliations" else collection
    data = yaml.safe_load((web.tree.root / f"data/{name}.yaml").read_text(encoding="utf-8"))
    return {each["id"]: each for each in (data[collection] if isinstance(data, dict) else data)}


def plain(name: str, value: object) -> object:
    """A value as the downloads have it: CE years, ISO dates."""
    if name == "pilot_since":
        return int(value) - 543
    return {"6 มิ.ย. 2520": "1977-06-06"}.get(value, value) if isinstance(value, str) else value


def cell(value: object) -> str:
    joined = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return joined.lower() if isinstance(value, bool) else joined


COLLECTIONS = ["schools", "affiliations", "programmes"]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_csv_download_opens_in_a_spreadsheet_and_holds_the_data(rich, collection):
    path = rich.tree.out / f"data/{collection}.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        found = {row["id"]: row for row in csv.DictReader(stream, strict=True)}
    expected = rows(rich, collection)
    assert found.keys() == expected.keys()
    for id, row in found.items():
        filled = {name: cell(plain(name, value)) for name, value in expected[id].items()}
        assert {name: value for name, value in row.items() if value} == filled


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_json_download_holds_the_data(rich, collection):
    found = json.loads(rich.tree.read(f"data/{collection}.json"))
    expected = rows(rich, collection)
    assert (found["collection"], found["count"]) == (collection, len(expected))
    for record in found["records"]:
        assert file_at(record.pop("url")) == f"{collection}/{record['id']}/index.html"
        filled = {name: plain(name, value) for name, value in expected[record["id"]].items()}
        # A field of the office's own is text, whatever it looks like.
        assert {name: value for name, value in record.items() if value != []} == {
            name: str(value) if collection == "programmes" and isinstance(value, int) else value
            for name, value in filled.items()
        }


# The release of 13 May 2567 ------------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """Letters and digits alone: the office's spaces and full stops were put right."""
    return re.sub(r"[\s.]", "", text)


def test_the_release_has_its_title_and_day(own):
    page = own.pages[RELEASE]
    assert "พลิกโฉมพื้นที่นวัตกรรมการศึกษา" in page.text("h1")
    assert page.text("title").startswith(page.text("h1"))
    assert "13 พฤษภาคม 2567" in page.text("article")
    assert 'datetime="2024-05-13' in page.source


def test_the_release_names_its_four_affiliations_and_links_to_their_pages(own):
    links = {each.get("href"): words("".join(each.itertext())) for each in own.pages[RELEASE].all("a")}
    for id, name in {
        "primary-satun": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสตูล",
        "secondary-satun": "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาสงขลา สตูล",
        "private-satun": "สำนักงานการศึกษาเอกชนจังหวัดสตูล",
        "pao-satun": "องค์การบริหารส่วนจังหวัดสตูล",
    }.items():
        assert links[f"/affiliations/{id}/"] == name
        assert own.pages[f"affiliations/{id}/index.html"].text("h1") == name


@pytest.mark.parametrize(
    "file",
    [
        "index.html",
        "categories/activities/index.html",
        "categories/executive/index.html",
        "news/index.html",
        "news/2024/index.html",
        "archive/2024/index.html",
        "archive/2024/05/index.html",
        "archive/fiscal/2567/index.html",
        "archive/academic/2566/index.html",
        "schools/anuban-satun/index.html",
        "affiliations/primary-satun/index.html",
        "feed.xml",
        "feed.json",
        "sitemap.xml",
    ],
)
def test_the_release_stands_in_each_list_that_it_belongs_to(own, file):
    assert '/news/2024/transforming-satun-sandbox/"' in own.tree.read(file).replace("</loc>", '"').replace("&#34;", '"')


def test_the_release_says_what_the_office_wrote(own):
    text = squeezed(own.pages[RELEASE].text("article"))
    for paragraph in samples.RELEASE:
        assert squeezed(paragraph) in text


def test_the_release_lists_its_affiliations_in_order(own):
    (numbered,) = [each for each in own.pages[RELEASE].all("ol") if len(each) == 4 and each[0].tag == "li"]
    found = [f"{number} {words(''.join(each.itertext()))}" for number, each in enumerate(numbered, 1)]
    assert [squeezed(each) for each in found] == [squeezed(each) for each in samples.RELEASE_LIST]


def test_what_the_office_did_not_mean_to_send_is_gone(own):
    assert [file for file, data in own.tree.files().items() if b"No data was found" in data] == []


# Every field of an item ----------------------------------------------------------------------------------------------

SHOWN = {
    "title": (samples.EVERYTHING, f"<h1>{samples.TITLE}</h1>"),
    "date": (samples.EVERYTHING, '<time datetime="2024-05-28">28 พฤษภาคม 2567</time>'),
    "updated": (samples.EVERYTHING, 'ปรับปรุงเมื่อ <time datetime="2024-05-31">31 พฤษภาคม 2567</time>'),
    "slug": (samples.EVERYTHING, f'rel="canonical" href="{BASE}/news/2024/every-field/"'),
    "id": ("feed.xml", "<id>tag:news.example.go.th,2024:sample-every-field</id>"),
    "summary": ("index.html", 'สรุป "ตัวอย่าง" & <ทุกช่อง> ของข่าว'),
    "categories": (samples.EVERYTHING, '<a href="/categories/executive/">ภารกิจผู้บริหาร</a>'),
    "tags": (samples.EVERYTHING, '<a href="/tags/open-house/" rel="tag">Open House</a>'),
    "schools": (samples.EVERYTHING, '<a href="/schools/satun-wittaya/">โรงเรียนสตูลวิทยา</a>'),
    "affiliations": (samples.EVERYTHING, '<a href="/affiliations/pao-satun/">องค์การบริหารส่วนจังหวัดสตูล</a>'),
    "people": (samples.EVERYTHING, 'ผู้เขียนตัวอย่าง <span class="meta">ตำแหน่งตัวอย่าง</span>'),
    "venue": (samples.EVERYTHING, 'ห้องประชุมตัวอย่าง "ชั้น 2"</dd>'),
    "event": (samples.EVERYTHING, "20–21 มิถุนายน 2567"),
    "cover": (samples.EVERYTHING, "<figcaption>คำบรรยายภาพปกตัวอย่าง</figcaption>"),
    "photos": (samples.EVERYTHING, "<figcaption>คำบรรยายภาพที่หนึ่ง</figcaption>"),
    "credit": (samples.EVERYTHING, "ภาพข่าว : ช่างภาพตัวอย่าง"),
    "attachments": (samples.EVERYTHING, 'agenda.pdf" type="application/pdf">กำหนดการตัวอย่าง</a>'),
    "tombstone": (TOMBSTONE, "<p>ประกาศตัวอย่างนี้ถูกยกเลิก</p>"),
    "pinned": ("index.html", '<strong class="pin">ปักหมุด</strong>'),
    "aliases": (samples.ALIAS, 'content="0; url=/news/2024/every-field/"'),
    "version": (samples.EVERYTHING, "<span>ฉบับที่ 1.2 ตัวอย่าง</span>"),
    "sources": (samples.EVERYTHING, '<a href="https://www.example.go.th/doc">เอกสารอ้างอิงตัวอย่าง</a>'),
    "corrections": (samples.EVERYTHING, "แก้ไขชื่อห้องประชุมตัวอย่าง"),
    "lang": (samples.ENGLISH, '<html lang="en">'),
    "translation_of": (samples.ENGLISH, f'hreflang="th" href="{BASE}/news/2024/every-field/"'),
}
WITHHELD = {"draft": 0, "publish": 1, "expires": 2}
UNSEEN = {"allow"}
"""What the command alone looks at; `test_check.py` holds it to that."""


def test_each_field_that_an_item_may_have_is_tested_here():
    assert SHOWN.keys() | WITHHELD.keys() | UNSEEN == {each.name for each in fields(Known())}


@pytest.mark.parametrize("name", SHOWN)
def test_a_field_is_shown(rich, name):
    file, text = SHOWN[name]
    assert text in words(html.unescape(rich.tree.read(file)))


@pytest.mark.parametrize("name", WITHHELD)
def test_a_field_withholds_an_item_from_everything(rich, name):
    title = samples.WITHHELD[WITHHELD[name]]
    slug = ("draft", "scheduled", "expired")[WITHHELD[name]]
    assert [file for file, data in rich.tree.files().items() if title.encode() in data] == []
    assert rich.named(rf"/{slug}|{slug}-|ป้ายของฉบับร่าง") == []


def test_a_tombstone_tells_nothing_of_the_item_and_nobody_leads_there(rich):
    page = rich.tree.read(TOMBSTONE)
    assert '<time datetime="2024-06-01T12:00:00+07:00">' in page
    assert 'content="noindex"' in page
    assert [file for file, data in rich.tree.files().items() if b"/news/2024/cancelled/" in data] == [TOMBSTONE]


def test_a_link_to_what_is_withheld_stays_as_text(rich):
    page = rich.pages[samples.EVERYTHING]
    assert "เรื่องที่ยังไม่เผยแพร่" in page.text("article")
    assert [each.get("href") for each in page.all("a") if each.text == "เรื่องที่ยังไม่เผยแพร่"] == [None]


def test_a_reference_to_a_collection_of_the_office_is_a_link_both_ways(rich):
    assert "/programmes/reading/" in {each.get("href") for each in rich.pages[samples.EVERYTHING].all("a")}
    back = {each.get("href") for each in rich.pages["programmes/reading/index.html"].all("a")}
    assert {"/news/2024/every-field/", "/reports/2024/sample-report/"} <= back


def test_the_pinned_item_leads_the_front_page(rich):
    assert rich.pages["index.html"].text("h2") == words(samples.TITLE)


def test_lists_page_without_losing_or_repeating_an_item(rich):
    found = []
    for file in ["news/index.html", *rich.named(r"^news/page/\d+/")]:
        heads = [link for each in rich.pages[file].all("h2") for link in each.iter("a")]
        assert len(heads) <= 20
        found += [each.get("href") for each in heads]
    assert len(found) == len(set(found)) == 50


# Photos and files ----------------------------------------------------------------------------------------------------

PHOTOS = {
    "cover.jpg": (1600, 1067),
    "turned.jpg": (320, 480),
    "ภาพ ถ่าย/photo.png": (400, 300),
    "photo.webp": (400, 300),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_a_published_photo_tells_nothing_but_its_picture(rich, name):
    path = rich.tree.out / "news/2024/every-field" / name
    data = path.read_bytes()
    marks = [samples.SECRET, "Exif", "eXIf", "EXIF", "XMP ", "ns.adobe.com", "adobe:ns", "ICC_PROFILE", "tEXt", "iTXt"]
    assert [mark for mark in marks if mark.encode() in data] == []
    with Image.open(path) as image:
        assert dict(image.getexif()) == {}
        assert {"exif", "xmp", "comment", "icc_profile", "Comment"} & set(image.info) == set()


@pytest.mark.parametrize("name", PHOTOS)
def test_a_published_photo_is_upright_and_no_wider_than_a_screen(rich, name):
    with Image.open(rich.tree.out / "news/2024/every-field" / name) as image:
        assert image.size == PHOTOS[name]
        width, height = image.size
        red = [
            image.convert("RGB").getpixel((width * x // 4, height * y // 4))[0] > 150 for y in (1, 3) for x in (1, 3)
        ]
    assert red == [True, False, False, False]


@pytest.mark.parametrize("name", ["agenda.pdf", "เอกสาร แนบ.pdf"])
def test_an_attachment_is_published_as_it_is(rich, name):
    assert (rich.tree.out / "news/2024/every-field" / name).read_bytes() == samples.PDF


# Addresses and languages ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("alias", [samples.ALIAS, "ข่าวเก่า/ตัวอย่าง/index.html"])
def test_a_former_address_leads_to_the_item(rich, alias):
    page = rich.pages[alias]
    target = "/news/2024/every-field/"
    assert page.all("meta", http_equiv="refresh", content=f"0; url={target}")
    assert page.all("link", rel="canonical", href=BASE + target)
    assert page.all("a", href=target)


def test_there_is_a_page_for_what_is_not_there(web):
    assert {"/", "/archive/", "/search/"} <= {each.get("href") for each in web.pages["404.html"].all("a")}


def test_a_translation_and_its_original_name_each_other(rich):
    expected = {"th": f"{BASE}/news/2024/every-field/", "en": f"{BASE}/news/2024/every-field-in-english/"}
    for file, lang in ((samples.EVERYTHING, "th"), (samples.ENGLISH, "en")):
        page = rich.pages[file]
        assert page.root.get("lang") == lang
        assert page.all("article")[0].get("lang") == lang
        assert {each.get("hreflang"): each.get("href") for each in page.all("link") if each.get("hreflang")} == expected
        assert page.linked_data()[0]["inLanguage"] == lang
    assert {each.get("hreflang") for each in rich.pages[samples.EVERYTHING].all("a")} == {None, "en"}


def test_an_english_title_on_a_thai_page_is_marked_as_english(rich):
    for file in ("news/index.html", "page/2/index.html", "categories/activities/index.html"):
        for each in rich.pages[file].all("h2"):
            assert (each.get("lang") == "en") == ("A sample in English" in "".join(each.itertext()))


def test_words_for_those_who_cannot_see_are_thai_on_a_thai_page(web):
    """A tooltip or a label in English is read out as noise by a Thai voice."""
    for page in web.pages.values():
        if page.root.get("lang") == "th":
            labels = [each.get(name, "") for each in page.elements for name in ("title", "aria-label")]
            english = [label for label in labels if re.fullmatch(r"[A-Za-z0-9 ,.'-]+", label) and " " in label]
            assert english == [], page.file


# Thai numerals -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def thai(tmp_path_factory):
    tree = samples.rich(tmp_path_factory.mktemp("thai") / "site", numerals="thai")
    tree.build()
    return published(tree)


def test_thai_numerals_are_shown_where_people_read(thai):
    assert "๑๓ พฤษภาคม ๒๕๖๗" in thai.pages[RELEASE].text("article")
    assert "ปีงบประมาณ ๒๕๖๗" in thai.pages["archive/index.html"].text("main")
    assert "๒๐–๒๑ มิถุนายน ๒๕๖๗" in thai.pages[samples.EVERYTHING].text("main")


def test_dates_that_khao_writes_are_in_thai_numerals_alone(thai):
    assert [
        (page.file, each.text)
        for page in thai.pages.values()
        for each in page.all("time")
        if re.search("[0-9]", each.text or "") and page.root.get("lang") == "th"
    ] == []


def test_thai_numerals_stay_out_of_what_machines_read(thai):
    faults = []
    for page in thai.pages.values():
        for each in page.elements:
            read = ("datetime", "href", "src", "width", "height", "content") if each.tag != "meta" else ("datetime",)
            faults += [(page.file, each.tag, name) for name in read if re.search("[๐-๙]", unquote(each.get(name, "")))]
    assert faults == []
    assert thai.named("[๐-๙]") == []
    for file in thai.named(r"(feed\.(xml|json)|sitemap\.xml|\.csv)$"):
        assert not re.search("[๐-๙]", thai.tree.read(file)), file
    assert broken(thai) == set()
