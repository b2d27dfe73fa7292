"""The measuring of the search: its releases, its questions and their answers, its page."""

import html
import re

import pytest

import tools
from bench import browse, peers, questions, releases, search_page, unwatched
from bench.browse import Visit
from bench.findings import Answer, Findings, Index
from bench.search import _answer
from khao.fold import fold
from trees import Tree

COUNT = 40


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("releases") / "site"
    peers.frame(folder, search=True, cards=False)
    releases.write(folder, COUNT)
    tree = Tree(folder, "")
    done = tree.build()
    assert [note for note in done.notes if note.place.path.startswith("content/news/")] == []
    return tree


@pytest.fixture(scope="module")
def pages(site):
    return questions.read(site.root, COUNT)


def trigrams(text):
    folded = fold(text)
    return {folded[at : at + 3] for at in range(len(folded) - 2)}


def test_the_releases_are_the_same_each_time_and_as_diverse_as_news():
    made = [*releases.releases(COUNT)]
    assert made == [*releases.releases(COUNT)]
    assert made[7].item.body == releases.release(7, 10_000).item.body
    assert all(2_300 < len(each.item.body) < 4_000 for each in made)
    counts = [len(trigrams(each.item.body)) for each in made]
    assert min(counts) > 1_000
    assert max(counts) < 1_700
    together = len(set().union(*(trigrams(each.item.body) for each in made)))
    assert together > 8_000
    bodies = "".join(each.item.body for each in made)
    assert all(
        re.search(each, bodies) for each in ("[๐-๙]{2}", "[0-9]{4}", "[A-Z][a-z]+ ", r"\*\*", r"\| ---", r"\n1\. ")
    )


def test_a_page_is_read_as_a_reader_reads_it(site, pages):
    assert len(pages) == COUNT
    for page, each in zip(pages, releases.releases(COUNT), strict=True):
        assert each.item.url == page.url
        assert fold(re.sub(r"\]\(\S+\)", "]", each.item.body)).startswith(page.fields[3][:400])
        text = html.unescape(site.read(f"{page.url}index.html".lstrip("/")))
        assert all(part in text for part in (each.venue, each.people[0].name, each.people[0].position))
        assert all(fold(part) in page.shown for part in (page.title, each.venue, each.people[0].name))
        assert "<" not in page.body


def test_each_kind_of_question_is_drawn_and_answered_from_the_pages(pages):
    drawn = questions.draw(pages, 6)
    assert drawn == questions.draw(pages, 6)
    by_kind = {kind: [each for each in drawn if each.kind == kind] for kind in questions.KINDS}
    assert all(len(found) >= 3 for found in by_kind.values())
    assert all(bool(each.true) == (each.kind != questions.NOWHERE) for each in drawn)
    assert all(len(each.typed) == 2 for each in by_kind["two letters"])
    assert all(re.fullmatch("[๐-๙]+", each.typed) for each in by_kind["number, ๐ to ๙"])
    assert all(each.typed.startswith('"') for each in by_kind["phrase in quotes"])
    assert all(fold(each.typed) not in {"", each.typed} for each in by_kind["word spelt otherwise"])


def test_words_are_folded_and_a_phrase_is_one_word():
    assert questions.words('เเผน  "ภาค รัฐ" ๒๕๖๗ STEM ... ') == ["แผน", "ภาครัฐ", "2567", "stem"]


def test_a_page_is_true_where_each_word_is_part_of_one_field():
    page = questions.Page("/a/", "", "", (), ("หัวเรื่อง", "สรุป", "ห้องประชุม", "เนื้อหา2567"), "หัวเรื่องสังกัด")
    assert questions.ask("", "นื้อ ๒๕๖ ประชุม", [page]).true == {"/a/"}
    assert not questions.holds(page, ["เรื่องสรุป"])
    assert not questions.holds(page, ["สังกัด"])
    assert questions.shows(page, ["สังกัด", "สรุป"])


def test_an_answer_counts_items_only():
    page = questions.Page("/a/", "", "", (), ("กข", "", "", ""), "กขค")
    asked = questions.Question("", "ค", frozenset())
    visit = Visit(("/about/", "/a/"), 2, 2, True, 3, 4_000, 0.1, 0.01)
    ours, theirs = (_answer(asked, visit, {"/a/": page}, name) for name in search_page.NAMES)
    assert (ours.given, ours.right, theirs.right) == (1, 0, 1)
    assert (ours.recall, ours.precision, theirs.precision) == (None, 0.0, 1.0)


def answer(**other):
    made = {
        "kind": "full name",
        "typed": "ก ข",
        "true": 4,
        "found": 4,
        "given": 4,
        "right": 4,
        "total": 4,
        "ended": True,
    }
    return Answer(**{**made, "first": 4, "requests": 5, "size": 40_000, "wall": 0.2, "work": 0.02, **other})


@pytest.mark.browser
def test_a_question_is_put_to_a_browser(site, pages):
    program = tools.require(tools.chromium(), "Chromium")
    question = questions.draw(pages, 1)[0]
    busy = "for (const end = performance.now() + 400; performance.now() < end; );"
    place = browse.Place("Khao", {"/": site.out}, "/search/", "/search/")
    with browse.launched(program) as chromium, browse.readers(chromium, [place]) as [reader]:
        visit = reader.ask(question.typed, len(question.true))
        session = chromium.new_browser_cdp_session()
        taken = unwatched.work(session, f"{reader.address}/search/", busy, "Promise.resolve()")
    assert reader.faults == []
    assert question.true <= {*visit.links}
    assert visit.requests > 1
    assert 0.2 < taken < 20


@pytest.fixture
def found():
    made = Findings()
    made.builds.about["Processor"] = "made up, 2 cores"
    for row, wall in {"on": 10, "off": 8, "on-edited": 0.9, "off-edited": 0.3, "Pagefind": 60}.items():
        for _ in range(3):
            made.builds.add(10_000, row, {"wall": wall, "cpu": wall, "peak": 1e6})
    made.indexes[10_000] = {"Khao": Index(2_000, 9_000_000, 12_000), "Pagefind": Index(11_000, 39_000_000, 150_000)}
    made.answers[10_000] = {
        "Khao": [answer(), answer(true=900, found=200, given=200, right=200, total=900, ended=False)],
        "Pagefind": [answer(found=2, given=8, right=2)],
    }
    return made


def test_findings_are_kept(found, tmp_path):
    found.save(tmp_path / "kept.json")
    assert Findings.load(tmp_path / "kept.json") == found
    assert Findings.load(tmp_path / "none.json") == Findings()


def test_the_page_tells_which_goals_are_met(found, tmp_path):
    page = tmp_path / "search.md"
    search_page.write(found, page)
    text = page.read_text(encoding="utf-8")
    assert "| recall, the worst question of all sizes | ≥ 1.000 | 1.000 | met |" in text
    assert "| the index's share of a clean build | ≤ 30 % | 20 % | met |" in text
    assert "| what the index adds to the build after an edit of one body | ≤ 0.50 s | 0.60 s | **not met** |" in text
    assert "| full name | 2 | 4 | 1.000 | 1.000 | 0.500 | 0.250 |" in text
    assert "got wrong" not in text
    assert "trial" not in text


def test_the_page_tells_what_is_missed_and_what_is_not_measured(found, tmp_path):
    found.answers[10_000] = {"Khao": [answer(found=3, size=70_000)]}
    del found.indexes[10_000]["Pagefind"]
    search_page.write(found, tmp_path / "search.md")
    text = (tmp_path / "search.md").read_text(encoding="utf-8")
    assert "| recall, the worst question of all sizes | ≥ 1.000 | 0.750 | **not met** |" in text
    assert "≤ 60.0 KB | 70.0 KB | **not met** |" in text
    assert "| full name | 1 | 4 | 0.750 | 1.000 | not measured | not measured |" in text
    assert "| 10,000 | full name | ก ข | 4 | 3 | 0 | 4 |" in text
