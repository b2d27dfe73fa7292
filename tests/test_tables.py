"""Tables, counts and charts: what a query on the site's data is answered with."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from khao import charts, labels, sheet, tables, work
from khao.charts import SERIES
from khao.load import load
from khao.picking import Wrong
from khao.sheet import Column, Ref
from khao.tables import Table
from trees import PROJECT, Tree

DATA = """
-- data/schools.yaml --
affiliations:
  - {id: one, name: สังกัดหนึ่ง, pilot_schools: 2, source: ที่มา ก}
  - {id: two, name: สังกัดสอง, pilot_schools: 1}
  - {id: three, name: สังกัดสาม}
schools:
  - {id: e, name: โรงเรียนเอก, affiliation: one, pilot: true, pilot_since: 2562, source: ที่มา ข}
  - {id: k, name: โรงเรียนกมล, affiliation: one, pilot: false, founded: 6 มิ.ย. 2520, source: ที่มา ข}
  - {id: kae, name: โรงเรียนแก้ว, affiliation: two, district: ละงู}
  - {id: x, name: โรงเรียนไม่ทราบสังกัด}
-- data/budgets.yaml --
- {id: a, name: งบ ก, amount: "1,200.10", year: 2566, areas: [ละงู, ท่าแพ]}
- {id: b, name: งบ ข, amount: ๐.๒, year: 2567, areas: [ละงู]}
- {id: c, name: งบ ค, year: 2567, phone: "0812345678"}
-- content/reports/r/data.csv --
ปี,ชาย,หญิง,หมายเหตุ
2565,"1,200",๑๑๕๐,"มี, จุลภาค"
2566,1180,-,
2567,0.1,0.2,007
-- content/reports/r/index.md --
---
title: รายงาน
date: 2567-05-01
---

:::table
data: data.csv
:::
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    tree = Tree(tmp_path_factory.mktemp("tables") / "site").add(DATA)
    for name in ("first", "second"):
        tree.delete(f"content/news/{name}.md")
    for number in range(60):
        tree.news(
            f"n{number:02}",
            date=f"{2565 + number % 3}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            categories="[ข่าวกิจกรรม]" if number % 2 else "[]",
            schools="[e, k]" if number % 5 == 0 else "[kae]" if number % 7 == 0 else "[]",
            tags="[อบรม]" if number % 4 else "[ประชุม]",
        )
    tree.now = tree.now.replace(year=2025)
    return load(tree.config(), work.Inline()).site


def ask(site, data: str, **options: object) -> Table:
    found = tables.table(site, tables.query({"data": data, **options}, "content/reports/r", "th"))
    assert isinstance(found, Table), found
    return found


def shown(table: Table) -> list[list[object]]:
    return [[each.name if isinstance(each, Ref) else each for each in row] for row in table.rows]


def columns(*names: str) -> list[dict[str, str]]:
    return [{"column": name} for name in names]


def test_records_stand_in_thai_order_with_their_names_and_what_is_not_known(site):
    found = ask(site, "schools", columns=columns("name", "affiliation", "pilot"))
    assert shown(found) == [
        ["โรงเรียนกมล", "สังกัดหนึ่ง", False],
        ["โรงเรียนแก้ว", "สังกัดสอง", None],
        ["โรงเรียนไม่ทราบสังกัด", None, None],
        ["โรงเรียนเอก", "สังกัดหนึ่ง", True],
    ]
    assert found.rows[0][0] == Ref("k", "โรงเรียนกมล", "/schools/k/")
    assert found.sources == ("ที่มา ข",)


WHERE = [
    ({"affiliation": "one"}, 2),
    ({"affiliation": "สังกัดหนึ่ง"}, 2),
    ({"pilot": "true"}, 1),
    ({"pilot": "false"}, 1),
    ({"pilot": "unknown"}, 2),
    ({"affiliation": ["one", "two"]}, 3),
    ({"affiliation": ["one", "unknown"]}, 3),
    ({"affiliation": "one", "pilot": "true"}, 1),
    ({"pilot_since": "2562"}, 1),
    ({"pilot_since": "2019"}, 1),
    ({"district": "ละงู"}, 1),
    ({"id": "e"}, 1),
]


@pytest.mark.parametrize(("where", "count"), WHERE, ids=range(len(WHERE)))
def test_rows_are_chosen_by_their_values(site, where, count):
    assert len(ask(site, "schools", where=where).rows) == count
    assert tables.quantity(site, tables.query({"data": "schools", "where": where}, "", "th")) == count


def test_a_sum_is_of_what_is_known_and_says_where_something_is_not(site):
    found = ask(site, "affiliations", columns=columns("name", "pilot_schools"), sort="-pilot_schools", total=True)
    assert shown(found) == [["สังกัดหนึ่ง", 2], ["สังกัดสอง", 1], ["สังกัดสาม", None]]
    assert found.total == (None, 3)
    assert found.partial
    found = ask(
        site, "affiliations", columns=columns("name", "pilot_schools"), sort="-pilot_schools", total=True, limit=1
    )
    assert shown(found) == [["สังกัดหนึ่ง", 2], ["อื่น ๆ", 1]]
    assert found.total == (None, 3)


def test_free_fields_are_what_all_their_values_are(site):
    found = ask(site, "budgets", columns=columns("name", "amount", "year", "areas", "phone"), total=True)
    assert [each.kind for each in found.columns] == ["record", "number", "text", "list", "text"]
    assert shown(found) == [
        ["งบ ก", 1200.1, "2566", ("ละงู", "ท่าแพ"), None],
        ["งบ ข", 0.2, "2567", ("ละงู",), None],
        ["งบ ค", None, "2567", None, "0812345678"],
    ]
    assert found.total[1] == 1200.3
    assert found.rows[0][0].url == ""


def test_a_csv_has_numbers_where_all_are(site):
    found = ask(site, "data.csv")
    # Years are no quantities: nobody adds them up.
    assert [each.kind for each in found.columns] == ["text", "number", "number", "text"]
    assert shown(found)[1] == ["2566", 1180, None, None]
    assert ask(site, "data.csv", columns=columns("ชาย", "หญิง"), total=True).total == (2380.1, 1150.2)


GROUPS = [
    ("schools", {"by": "affiliation"}, [["สังกัดสอง", 1], ["สังกัดสาม", 0], ["สังกัดหนึ่ง", 2], [None, 1]]),
    ("budgets", {"by": "areas"}, [["ท่าแพ", 1], ["ละงู", 2], [None, 1]]),
    ("budgets", {"by": "year", "columns": columns("amount")}, [["2566", 1200.1], ["2567", 0.2]]),
    ("schools", {"by": "affiliation", "split": "pilot"}, [
        ["สังกัดสอง", 0, 0, 1], ["สังกัดสาม", 0, 0, 0], ["สังกัดหนึ่ง", 1, 1, 0], [None, 0, 0, 1],
    ]),
    ("schools", {"by": "affiliation", "sort": "-count", "limit": 1}, [["สังกัดหนึ่ง", 2]]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "options", "rows"), GROUPS, ids=range(len(GROUPS)))
def test_rows_are_counted_or_added_up_by_group(site, data, options, rows):
    assert shown(ask(site, data, **options)) == rows


PERIODS = [
    {},
    {"fiscal_year": "2566"},
    {"academic_year": "2565"},
    {"year": "2567"},
    {"category": "ข่าวกิจกรรม"},
    {"tag": "อบรม"},
]


COUNTED = ["month", "year", "fiscal_year", "academic_year", "category", "school", "affiliation", "tag"]


@pytest.mark.parametrize("by", COUNTED)
@pytest.mark.parametrize("where", PERIODS, ids=range(len(PERIODS)))
def test_news_are_counted_as_one_by_one(site, by, where):
    from khao import dates

    def passes(item) -> bool:
        told = {
            "fiscal_year": str(dates.fiscal_year(item.date)),
            "academic_year": str(dates.academic_year(item.date)),
            "year": str(dates.year_be(item.date)),
            "category": "ข่าวกิจกรรม" if "activities" in item.categories else "",
            "tag": "".join(item.tags),
        }
        return item.section == "news" and all(told[name] == value for name, value in where.items())

    def keys(item) -> list[object]:
        values = {
            "month": [(item.date.year, item.date.month)],
            "year": [item.date.year],
            "fiscal_year": [dates.fiscal_year(item.date)],
            "academic_year": [dates.academic_year(item.date)],
            "category": list(item.categories),
            "school": list(item.schools),
            "affiliation": list(item.affiliations),
            "tag": list(item.tags),
        }
        return values[by] or [None]

    expected = Counter(key for item in site.items.values() if passes(item) for key in keys(item))
    found = {}
    for cell, count in ask(site, "news", by=by, where=where).rows:
        key = (cell.year, cell.month) if by == "month" else cell.id if isinstance(cell, Ref) else cell
        found["activities" if key == "ข่าวกิจกรรม" else key] = count
    assert {key: count for key, count in found.items() if count} == expected
    assert sum(found.values()) == sum(expected.values())


def test_a_year_has_all_its_months_and_every_school_and_category_its_row(site):
    months = ask(site, "news", by="month", where={"fiscal_year": "2567"}).rows
    assert [(each[0].year, each[0].month) for each in months][:3] == [(2023, 10), (2023, 11), (2023, 12)]
    assert len(months) == 12
    assert len(ask(site, "news", by="school", where={"fiscal_year": "2566", "category": "ประกาศ"}).rows) == 4
    assert [row[0] for row in shown(ask(site, "news", by="category"))][:2] == ["ข่าวกิจกรรม", "ประกาศ"]


def test_an_answer_holds_no_more_than_is_shown(site):
    found = json.dumps(ask(site, "schools", columns=columns("name")).rows, default=repr, ensure_ascii=False)
    assert "one" not in found
    assert "2562" not in found


@given(st.lists(st.decimals(-(10**6), 10**6, places=2), max_size=30))
def test_a_total_is_what_a_person_adds_up(numbers):
    exact = sum(int(each * 100) for each in numbers)
    assert sheet.total([float(each) for each in numbers]) == (exact / 100 if numbers else None)


@pytest.mark.parametrize(
    ("text", "value"),
    [("15", 15), ("๑๕", 15), ("1,250", 1250), ("12.50", 12.5), ("-3", -3), ("0", 0), ("0.5", 0.5), ("1,25", None),
     ("007", None), ("0812345678", None), ("15 แห่ง", None), ("1e5", None), ("", None), ("inf", None),
     ("12,345,678.9", 12345678.9)],
)  # fmt: skip
def test_a_text_is_a_quantity_or_it_isnt(text, value):
    assert sheet.number(text) == value


# Charts ---------------------------------------------------------------------------------------------------------------


def drawn(kind: str, rows: list[tuple[object, ...]], names: int = 1) -> charts.Chart:
    heads = (Column("name", "ชื่อ"), *(Column(f"c{each}", f"ชุดที่ {each}", "number") for each in range(names)))
    return charts.chart(kind, Table(heads, tuple(rows)), lambda cell, _: "ยังไม่มีข้อมูล" if cell is None else f"{cell}")


def test_bars_are_as_long_as_what_they_show():
    made = drawn("bar", [("ก", 10), ("ข", 5), ("ค", 0), ("ง", None)])
    assert [round(each.width / made.bars[0].width, 3) for each in made.bars] == [1, 0.5]
    assert [each.text for each in made.words] == ["ก", "10", "ข", "5", "ค", "0", "ง", "ยังไม่มีข้อมูล"]


def test_parts_of_a_bar_follow_each_other_and_add_up():
    made = drawn("stacked", [("ก", 6, 2), ("ข", 1, 3)], names=2)
    rows = made.bars[2:]
    assert rows[1].x == pytest.approx(rows[0].width, abs=0.01)
    assert rows[0].width == pytest.approx(3 * rows[1].width, abs=0.01)
    assert [each.text for each in made.words if each.strong] == ["8", "4"]


def test_shares_fill_the_bar_and_say_how_much_of_all_they_are():
    made = drawn("share", [("ก", 15), ("ข", 1), ("ค", 3), ("ง", 1)])
    parts = [each for each in made.bars if each.height > 2]
    assert sum(each.width for each in parts) == pytest.approx(100, abs=0.01)
    assert [each.text for each in made.words] == ["ก 15 · 75%", "ข 1 · 5%", "ค 3 · 15%", "ง 1 · 5%"]


def test_a_line_has_a_gap_where_nothing_is_known():
    made = drawn("line", [("ก", 1), ("ข", None), ("ค", 3), ("ง", 4)])
    assert len([each for each in made.strokes if each.series]) == 1
    assert len(made.dots) == 3


@given(st.decimals(-(10**9), 10**9, places=4).map(float), st.decimals(-(10**9), 10**9, places=4).map(float))
def test_a_scale_holds_zero_and_all_between_in_few_round_steps(one, two):
    low, step, ticks = charts.scale(min(one, two), max(one, two))
    assert low <= min(one, two, 0) + 1e-6 * abs(low)
    assert low + step * ticks >= max(one, two, 0) - 1e-6 * step
    assert ticks in range(1, 7)
    assert f"{step:e}"[0] in "125"


LONG = "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาสงขลา สตูล"
VALUES = st.one_of(st.none(), st.integers(0, 10**9), st.floats(0, 10**6).map(lambda each: round(each, 2)))
NAMES = st.sampled_from([LONG, "ก", "ตุลาคม 2566", "x" * 60, "โรงเรียนบ้านเกาะสาหร่ายชัยพัฒนา", LONG * 3])


@given(
    st.sampled_from(["bar", "stacked", "line", "share"]),
    st.integers(1, 3).flatmap(lambda many: st.lists(st.tuples(NAMES, *[VALUES] * many), min_size=1, max_size=6)),
)
def test_no_words_leave_the_chart_or_lie_on_each_other_on_the_narrowest_telephone(kind, rows):
    made = drawn(kind, rows, names=len(rows[0]) - 1)
    boxes = []
    for each in made.words:
        wide = labels.measure(each.text)
        x = each.x / 100 * charts.ROOM + each.dx
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[each.anchor]
        assert left >= -0.01
        assert left + wide <= charts.ROOM + 0.01, each
        assert 0.9 <= each.y <= made.height
        boxes.append((left, left + wide, each.y))
    for number, (left, right, y) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert right <= other[0] + 0.05 or other[1] <= left + 0.05 or abs(y - other[2]) >= 0.9, (made.words,)
    assert all(each.x >= 0 and each.x + each.width <= 100.01 for each in made.bars)
    assert all(each.y + each.height <= made.height for each in made.bars)


def test_words_are_no_wider_than_they_are_said_to_be():
    font = ImageFont.truetype(PROJECT / "layouts/assets/fonts/anuphan.woff2", 100, layout_engine=ImageFont.Layout.RAQM)
    samples = [
        LONG,
        "ตุลาคม 2566",
        "โรงเรียนบ้านเกาะสาหร่ายชัยพัฒนา",
        "1,234,567 แห่ง",
        "Transforming Satun",
        "ฟ้าญี่ปุ่น ฬ",
        "๑๒๓๔๕๖๗๘๙๐",
    ]
    for weight in (400, 700):
        font.set_variation_by_axes([weight])
        for each in samples:
            assert font.getlength(each) / 100 <= labels.measure(each), (each, weight)


@pytest.mark.parametrize("kind", ["share", "stacked", "line"])
def test_more_colours_than_can_be_told_apart_are_refused(site, kind):
    many = SERIES + 1
    rows = [(str(number), *range(many)) for number in range(many)]
    with pytest.raises(Exception, match="chart-many"):
        drawn(kind, rows, names=many)


def test_what_cant_be_asked_is_told_and_never_raised(site):
    for options in ({"data": "nothing"}, {"data": "schools", "by": "x"}, {"data": "schools", "where": {"pilot": "x"}}):
        assert isinstance(tables.table(site, tables.query(options, "", "th")), Wrong)
    assert isinstance(tables.quantity(site, tables.query({"data": "schools", "column": "name"}, "", "th")), Wrong)


# What a trial found ---------------------------------------------------------------------------------------------------


def csv(text: str) -> sheet.Sheet:
    found = sheet.read(text, "x.csv")
    assert isinstance(found, sheet.Sheet), found
    return found


@pytest.fixture
def with_csv(site):
    from dataclasses import replace

    return lambda text: replace(site, tables={"content/reports/r/x.csv": csv(text)})


def test_what_is_not_known_is_never_nothing(with_csv):
    site = with_csv("ก,ข\na,5\nb,-\nb,\nc,1\nc,-\n")
    found = ask(site, "x.csv", by="ก", columns=columns("ข"), total=True)
    assert shown(found) == [["a", 5], ["b", None], ["c", 1]]
    assert (found.total, found.partial) == ((None, 6), True)
    assert (
        tables.quantity(
            site, tables.query({"data": "x.csv", "column": "ข", "where": {"ก": "b"}}, "content/reports/r", "th")
        )
        is None
    )
    assert ask(with_csv("ก,ข\na,-\n"), "x.csv", total=True).total == (None, None)


def test_a_break_within_a_cell_is_a_space(with_csv):
    assert shown(ask(with_csv('ก,ข\n"ครู\nนักเรียน","10\n20"\n'), "x.csv")) == [["ครู นักเรียน", "10 20"]]


def test_numbers_are_what_they_are_worth_and_dates_too(with_csv, site):
    here = with_csv("ก,ข\na,1.0\nb,1.5\nc,−2\n")
    for typed, count in (("1", 1), ("1.0", 1), ("๑", 1), ("1.50", 1), ("-2", 1), ("9", 0)):
        assert len(ask(here, "x.csv", where={"ข": typed}).rows) == count
    for typed in ("6 มิ.ย. 2520", "2520-06-06", "1977-06-06"):
        assert len(ask(site, "schools", where={"founded": typed}).rows) == 1


def test_numbers_too_long_for_a_computer_are_words(with_csv):
    here = with_csv(f"ก,ข,ค\na,{'9' * 5000},{'9' * 400}.5\n")
    assert [each.kind for each in ask(here, "x.csv").columns] == ["text", "text", "text"]
    assert isinstance(
        tables.quantity(here, tables.query({"data": "x.csv", "column": "ข"}, "content/reports/r", "th")), Wrong
    )


@pytest.mark.parametrize(("where", "months"), [
    ({"year": "2566", "month": "10"}, ["2023-10"]),
    ({"year": "2566", "month": ["9", "10"]}, ["2023-09", "2023-10"]),
    ({"fiscal_year": "2024", "month": "10"}, ["2023-10"]),
    ({"fiscal_year": "2567", "month": "๑๐"}, ["2023-10"]),
])  # fmt: skip
def test_a_year_of_either_era_has_the_months_that_are_asked_for(site, where, months):
    assert [f"{row[0]:%Y-%m}" for row in ask(site, "news", by="month", where=where).rows] == months


def test_a_fiscal_year_is_one_in_either_era(site):
    rows = [ask(site, "news", by="month", where={"fiscal_year": year}).rows for year in ("2566", "2023", "๒๕๖๖")]
    assert rows[0] == rows[1] == rows[2]
    assert sum(row[1] for row in rows[0])


def test_lists_and_what_is_not_known_choose_news_as_well(site):
    def count(**where: object) -> int:
        found = tables.quantity(site, tables.query({"data": "news", "where": where}, "", "th"))
        assert isinstance(found, int)
        return found

    everything = count()
    assert count(category="unknown") + count(category="ข่าวกิจกรรม") == everything
    assert count(tag=["อบรม", "ประชุม"]) == everything
    assert count(school="โรงเรียนเอก") == count(school="e") > 0
    assert count(school=["e", "kae"]) == count(school="e") + count(school="kae")
    assert count(school=["e", "unknown"]) == everything - count(school="kae")


def test_a_csv_has_its_own_groups(with_csv):
    found = ask(with_csv("affiliation,n\none,5\nxx,6\n"), "x.csv", by="affiliation", columns=columns("n"))
    assert shown(found) == [["one", 5], ["xx", 6]]
    assert shown(ask(with_csv("ก,count\na,5\na,6\n"), "x.csv", by="ก", columns=columns("count"))) == [["a", 11]]


def test_groups_are_counted_and_added_up_at_once(site):
    found = ask(site, "affiliations", by="name", columns=columns("pilot_schools", "count"))
    assert [row[1:] for row in found.rows] == [(1, 1), (None, 1), (2, 1)]


def test_what_a_limit_leaves_out_is_still_part_of_the_whole(site):
    found = ask(
        site, "affiliations", columns=columns("name", "pilot_schools"), sort="-pilot_schools", limit=1, rest=True
    )
    assert shown(found) == [["สังกัดหนึ่ง", 2], ["อื่น ๆ", 1]]


def test_rows_are_sorted_by_a_column_that_is_not_shown(site):
    found = ask(site, "schools", columns=columns("name"), sort="-pilot_since")
    assert shown(found)[0] == ["โรงเรียนเอก"]


def test_a_misspelt_part_of_a_list_is_told(site):
    found = tables.table(site, tables.query({"data": "budgets", "where": {"areas": "ละงุ"}}, "", "th"))
    assert isinstance(found, Wrong)
    assert dict(found.facts)["near"] == "ละงู"


def test_the_value_that_is_no_number_is_the_one_that_is_told(with_csv):
    site = with_csv("ก,ข\na,10\nb,20\nc,ไม่มี\n")
    found = tables.quantity(site, tables.query({"data": "x.csv", "column": "ข"}, "content/reports/r", "th"))
    assert isinstance(found, Wrong)
    assert dict(found.facts)["value"] == "ไม่มี"
