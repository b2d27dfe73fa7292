"""The comparison with other generators: its items, and its report. What is measured is not tested here."""

import re
import xml.etree.ElementTree as ET

import pytest

from bench import corpus, peers, report
from bench.results import Results
from trees import Tree


def test_the_items_are_the_same_each_time_and_alike_in_size():
    items = [*corpus.items(30)]
    assert items == [*corpus.items(30)]
    assert len({each.body for each in items}) == 30
    assert items[7].body == corpus.item(7, 1000).body
    assert (items[0].date, items[-1].date) == (corpus.FIRST, corpus.LAST)
    assert all(8_000 < len(each.body.encode()) < 10_500 for each in items)


def test_khao_builds_the_items_without_a_problem(tmp_path):
    peers._khao_site(tmp_path, 30, extras=False)
    tree = Tree(tmp_path, "")
    done = tree.build()
    assert [note for note in done.notes if note.place.path.startswith("content/news/")] == []
    for each in corpus.items(30):
        page = tree.read(f"{each.url}index.html".lstrip("/"))
        assert each.title in page
        assert all(part in page for part in ("<strong>", "<table>", "<ol>", "https://example.go.th/", "<h2 "))
        assert all(f"/schools/{school}/" in page for school in each.schools)


MADE_UP = {
    10_000: {
        "hugo": (10, 20, 1000e6),
        "pelican": (50, 50, 500e6),
        "khao": (7, 17, 400e6),
        "khao-unchanged": (0.25, 0.25, 30e6),
        "khao-edited": (0.5, 0.5, 100e6),
    },
    100_000: {"khao": (84, 170, 2400e6)},
}


@pytest.fixture
def found():
    """Results whose medians are the made-up figures, in samples around them."""
    results = Results({"Processor": "made up, 2 cores"})
    for size, rows in MADE_UP.items():
        for row, (wall, cpu, peak) in rows.items():
            for factor in (2, 1, 0.5):
                results.add(size, row, {"wall": wall * factor, "cpu": cpu * factor, "peak": peak * factor})
    return results


@pytest.fixture
def page(tmp_path, found):
    path = tmp_path / "speed.md"
    report.write(found, path)
    return path


def cells(text, heading):
    """The rows of the table below a heading, without its head."""
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows[1:]]


def test_the_report_tells_which_goals_are_met(page):
    told = {(what, goal): (measured, met) for what, goal, measured, met in cells(page.read_text(), "Goals")}
    hugo, pelican = "Hugo's build", "Pelican's build"
    assert told["clean build, wall time", f"≤ 0.8 × {hugo}"] == ("0.700", "met")
    assert told["clean build, CPU time", f"≤ 0.8 × {hugo}"] == ("0.850", "**not met**")
    assert told["clean build, wall time", f"≤ 0.2 × {pelican}"] == ("0.140", "met")
    assert told["nothing changed, wall time", f"≤ 0.03 × {hugo}"] == ("0.025", "met")
    assert told["one body edited, wall time", f"≤ 0.04 × {hugo}"] == ("0.050", "**not met**")
    assert told["clean build of 100,000 items, wall time", "≤ 11 × 10,000 items"] == ("12.000", "**not met**")
    assert told["`serve`, from saving a file to the new page", "≤ 0.3 s"] == ("", "not measured")


def test_the_report_tells_medians_ratios_and_growth(page):
    text = page.read_text()
    times = {row[0]: row[1:] for row in cells(text, "Times and memory")}
    assert times["Khao"] == ["7.00", "17.00", "400", "0.700", "0.850", "0.400"]
    assert [row[:6] for row in cells(text, "Growth")] == [
        ["10,000", "3", "7.00", "", "400", ""],
        ["100,000", "3", "84.00", "× 12.0", "2,400", "× 6.0"],
    ]
    assert cells(text, "Machine and versions") == [["Processor", "made up, 2 cores"]]
    assert "trial" not in text


def test_growth_is_told_per_tenfold(found):
    for factor in (2, 1, 0.5):
        found.add(1_000_000, "khao", {"wall": 8400 * factor, "cpu": 1, "peak": 1})
    del found.samples[100_000]
    assert "× 34.6" in report._growth(found)  # The root of 8400 ÷ 7, as the items are a hundred times as many.


def test_few_runs_are_called_a_trial(tmp_path):
    few = Results()
    few.add(300, "hugo", {"wall": 1, "cpu": 1, "peak": 1})
    report.write(few, tmp_path / "few.md")
    assert "**This is a trial: fewer than 3 runs and fewer than 10,000 items.**" in (tmp_path / "few.md").read_text()


def test_what_others_wrote_stays_and_a_second_report_changes_nothing(page, found):
    page.write_text(f"before\n\n{page.read_text()}\n## Where the time goes\n\nafter\n")
    found.add(10_000, "khao-full", {"wall": 8, "cpu": 18, "peak": 400e6})
    report.write(found, page)
    text, picture = page.read_text(), page.with_suffix(".svg").read_text()
    assert text.startswith("before\n\n# Performance\n\n<!-- generated")
    assert text.endswith("<!-- /generated -->\n\n## Where the time goes\n\nafter\n")
    assert text.count("search and share cards on | 8.00") == 1
    report.write(found, page)
    assert (page.read_text(), page.with_suffix(".svg").read_text()) == (text, picture)


def test_the_chart_says_in_words_what_it_shows(page):
    svg = ET.fromstring(page.with_suffix(".svg").read_text())  # noqa: S314 — it was written just now
    names = "{http://www.w3.org/2000/svg}"
    assert svg.findtext(f"{names}title") == "Wall time in terms of Hugo's, 10,000 items"
    description = svg.findtext(f"{names}desc")
    assert description.startswith("Hugo: 1.000; Pelican: 5.000; Khao: 0.700;")
    assert f"]({page.stem}.svg)" in page.read_text()
    assert description in page.read_text()
    assert [float(bar.get("width")) for bar in svg.findall(f"{names}rect")[1:3]] == [78.0, 390.0]


def test_results_are_kept_and_never_mixed_with_those_of_another_machine(tmp_path, found):
    found.save(tmp_path / "kept.json")
    kept = Results.load(tmp_path / "kept.json")
    assert kept == found
    assert kept.continued({"Processor": "made up, 2 cores", "Hugo": "1"}).about["Hugo"] == "1"
    with pytest.raises(ValueError, match="another Processor"):
        kept.continued({"Processor": "another"})


def test_the_page_of_this_project_can_be_written_anew():
    text = report.PAGE.read_text(encoding="utf-8")
    assert re.search(f"{report.BEGIN}.+{report.END}", text, flags=re.DOTALL)
    assert report.PAGE.with_suffix(".svg").exists()
