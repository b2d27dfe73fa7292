"""The search index: what it holds, and that every way to it leads to the same bytes."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import NamedTuple

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from khao import index, invert, postings, reindex, search, texts
from khao.fold import fold
from khao.index import Entry, Index
from khao.postings import Postings
from khao.texts import Row
from trees import Tree


class Published(NamedTuple):
    """An index, read from the output folder by what its first file tells."""

    about: dict
    rows: list[Row]
    shards: list[dict[str, Postings]]
    files: set[str]

    @property
    def keys(self) -> dict[str, tuple[list[int], ...]]:
        return {key: tuple(map(postings.unpacked, each)) for shard in self.shards for key, each in shard.items()}


def published(out: Path) -> Published:
    data = (out / "search/index.bin").read_bytes()
    about = dict(zip(("docs", "page", "round", "shards"), struct.unpack_from("<4I", data), strict=True))

    def files(folder, marks):
        return [f"search/{folder}/{at // 3}.{marks[at : at + 3].hex()}.bin" for at in range(0, len(marks), 3)]

    cut = len(data) - 3 * about["shards"]
    grams, rows = files("grams", data[cut:]), files("texts", data[16:cut])
    return Published(
        about,
        [row for path in rows for row in texts.unpack((out / path).read_bytes())],
        [postings.unpack((out / path).read_bytes()) for path in grams],
        {"search/index.bin", *grams, *rows},
    )


def truth(rows: list[Row]) -> dict[str, tuple[list[int], ...]]:
    """Each piece of one to three letters of each field, looked for one by one."""
    found: dict[str, tuple[list[int], ...]] = {}
    for number, row in enumerate(rows):
        pieces = [
            {folded[at : at + size] for size in (1, 2, 3) for at in range(len(folded) - size + 1)}
            for folded in map(fold, row.fields)
        ]
        for key in set().union(*pieces, row.filters):
            lists = found.setdefault(key, ([], [], []))
            for field, held in enumerate((key in pieces[0], key in pieces[1], True)):
                if held:
                    lists[field].append(number)
    return found


def whole(tree: Tree) -> Published:
    """The index of a built tree, held against the truth."""
    found = published(tree.out)
    assert found.keys == truth(found.rows)
    for number, shard in enumerate(found.shards):
        assert {postings.place(key, len(found.shards)) for key in shard} <= {number}
    there = {str(path.relative_to(tree.out)) for path in (tree.out / "search").rglob("*.bin")}
    assert there == found.files
    return found


@pytest.fixture
def office(tmp_path) -> Tree:
    tree = Tree(tmp_path / "site")
    for number in range(9):
        body = f"ประชุมครั้งที่ {number} ณ ห้อง**บัวหลวง** น้ํา ๒๕๖{number}\n\n"
        body += "| ก | ข |\n|---|---|\n| 1 | 2 |\n\nOpen House <b>x</b>[^1]\n\n[^1]: หมายเหตุ"
        tree.news(
            f"item-{number}",
            body,
            title=f"ข่าวที่ {number}",
            date=f"2567-05-{number + 1:02}",
            schools="[alpha]",
            summary="สรุป",
        )
    return tree


def test_the_index_holds_every_piece_of_every_text(office):
    office.build()
    found = whole(office)
    assert found.about["docs"] == len(found.rows) >= 9
    assert [row.date for row in found.rows] == sorted(row.date for row in found.rows)
    row = next(row for row in found.rows if row.title == "ข่าวที่ 3")
    assert row.body.startswith("ประชุมครั้งที่ 3 ณ ห้องบัวหลวง น้ำ ๒๕๖3\nก ข\n1 2\nOpen House x")
    assert row.url == "/news/2024/item-3/"
    assert row.day == "4 พฤษภาคม 2567"
    assert "↩" not in row.body
    assert {"section:news", "year:2567", "school:alpha"} <= {*row.filters}


@pytest.mark.parametrize("page", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("batch", [8, 12])
def test_text_files_of_several_documents_hold_them_all(office, monkeypatch, page, batch):
    monkeypatch.setattr(index, "depth", lambda _documents: page)
    monkeypatch.setattr(search, "BATCH", batch)
    office.build()
    found = whole(office)
    assert found.about["page"] == page
    assert found.about["round"] == (7 if page > 1 else 32)


def test_there_is_no_index_that_no_page_asks_for(office):
    office.put("layouts/search.html", '{% extends "base.html" %}')
    office.build()
    assert not [*office.out.glob("search/*.bin")]


def test_there_is_no_index_where_the_search_is_off(office):
    office.build()
    whole(office)
    office.edit("data/site.yaml", "title: ", "search: false\ntitle: ", 1)
    office.build()
    assert [path.name for path in (office.out / "search").rglob("*") if path.is_file()] == ["index.html"]


def test_what_is_withdrawn_is_in_no_file_of_the_index(office):
    office.news("item-5", "ถ้อยคำลับเฉพาะ", title="ข่าวลับ", date="2567-05-06")
    office.build()
    assert "ลับ" in whole(office).keys
    office.news("item-5", "ถ้อยคำลับเฉพาะ", title="ข่าวลับ", date="2567-05-06", draft="true")
    office.build()
    assert "ลับ" not in whole(office).keys
    assert all("ลับ" not in row.title + row.body for row in published(office.out).rows)


def test_an_edit_of_a_body_touches_few_files(office):
    for number in range(200):
        office.news(f"more-{number}", f"เนื้อข่าว {number}", title="อีกเรื่อง", date=f"2566-{number % 12 + 1:02}-01")
    office.build()
    before = whole(office).files
    office.edit("content/news/item-4.md", "Open House", "Open House ไพลิน")
    report = office.build()
    after = whole(office)
    assert report.rendered == ("/news/2024/item-4/",)
    assert len([path for path in after.files - before if "/texts/" in path]) == 1
    assert len(after.files - before) < 40 < len(before)


def test_a_text_that_windows_874_lacks_is_whole(office):
    office.news("odd", 'อิโมจิ 😀 ภาษาจีน 中文 ยาวี جاوي é \\ " ‘’', title="อักษรอื่น", date="2567-06-01")
    office.build()
    assert whole(office).rows[-1].body == 'อิโมจิ 😀 ภาษาจีน 中文 ยาวี جاوي é \\ " ‘’'


def test_a_damaged_file_of_the_index_is_made_anew(office):
    office.build()
    good = {path: path.read_bytes() for path in (office.out / "search").rglob("*.bin")}
    for path, data in good.items():
        path.write_bytes(b"?")
        office.build()
        assert {each: each.read_bytes() for each in (office.out / "search").rglob("*.bin")} == good
        path.unlink()
        office.build()
        assert path.read_bytes() == data


# The parts ------------------------------------------------------------------------------------------------------------

LETTERS = st.text(
    st.sampled_from("กขคงาีิ่้เแ0129abé中😀\U0010ffff") | st.characters(codec="utf-8", exclude_characters="\0\n"),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(LETTERS, min_size=1, max_size=3), max_size=9), st.sampled_from([1, 2, 16]), st.integers(0, 999)
)
@example([["ก"], [""], ["กกก", "กก"]], 1, 0)
def test_many_texts_at_once_give_what_each_gives_alone(fields, shards, start):
    alone: dict[str, set[int]] = {}
    for number, parts in enumerate(fields, start):
        for part in parts:
            for key in postings.keys(part):
                alone.setdefault(key, set()).add(number)
    for size in (1, 2, 9):
        batches = [
            invert.inverted(["\0".join(parts) for parts in fields[at : at + size]], start + at, shards)
            for at in range(0, len(fields), size)
        ]
        for shard in range(shards):
            wanted = {key: postings.packed(sorted(found)) for key, found in alone.items()}
            wanted = {key: blob for key, blob in wanted.items() if postings.place(key, shards) == shard}
            assert invert.joined(batches, shard, shard + 1) == wanted


@given(st.sets(st.integers(0, 2**21)) | st.sets(st.integers(0, 300)) | st.sets(st.integers(0, 300), min_size=200))
def test_numbers_come_back(numbers):
    blob = postings.packed(sorted(numbers))
    assert postings.unpacked(blob) == sorted(numbers)
    assert len(blob) <= postings.set_size(max(numbers, default=0))


@pytest.mark.parametrize("start", [0, 126, 127, 128, 20_000])
@pytest.mark.parametrize("every", [1, 2, 7, 8, 9, 130])
def test_numbers_that_stand_close_are_a_set_however_they_come(start, every):
    texts_ = ["ก" if number % every == 0 else "ข" for number in range(1024)]
    batches = [invert.inverted(texts_[at : at + 512], start + at, 1) for at in (0, 512)]
    blob = invert.joined(batches, 0, 1)["ก"]
    assert blob == postings.packed(range(start, start + 1024, every))
    assert blob.startswith(postings.SET) == (every < 8 and start < 1_000)


def test_a_batch_holds_gaps_of_one_and_two_bytes():
    texts_ = ["ก" if number in (0, 1, 127, 128, 129, 300, 511) else "ข" for number in range(512)]
    found = invert.joined([invert.inverted(texts_, 7, 1)], 0, 1)
    assert postings.unpacked(found["ก"]) == [7, 8, 134, 135, 136, 307, 518]


ROWS = st.builds(
    Row,
    st.just("/news/2024/x/"),
    *[st.text("กขคเa1 ", max_size=6)] * 1,
    st.sampled_from(["2024-05-13", "2023-01-01"]),
    st.just(""),
    st.sampled_from(["news", "pages"]),
    st.just("th"),
    *[st.text("กขคเa1 ", max_size=6)] * 3,
    st.sampled_from([(), ("school:a",), ("school:a", "affiliation:b")]),
)


def made(rows: list[Row]) -> dict[str, bytes]:
    """The files of an index, made by the longest way."""
    page, number = index.depth(len(rows)), index.shards(len(rows))
    files = {}
    marks = []
    for at in range(0, len(rows), page):
        data = texts.pack(rows[at : at + page])
        marks.append(index.mark(data))
        files[index.text_path(at // page, marks[-1])] = data
    shards: list[dict[str, Postings]] = [{} for _ in range(number)]
    for key, lists in truth(rows).items():
        shards[postings.place(key, number)][key] = Postings(*map(postings.packed, lists))
    grams = []
    for place, shard in enumerate(shards):
        data = postings.pack(shard)
        grams.append(index.mark(data))
        files[index.gram_path(place, grams[-1])] = data
    entries = tuple(Entry("", "", "") for _ in rows)
    known = Index(entries, tuple(marks), tuple(grams))
    return {**files, index.FILE: known.packed(), "": known.noted().encode()}


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=9), st.data())
def test_a_changed_index_equals_one_made_anew(rows, data):
    before = made(rows)
    last = index.remembered(before.pop("").decode())
    changes = data.draw(st.dictionaries(st.integers(0, len(rows) - 1), ROWS, max_size=3))
    more = data.draw(st.lists(ROWS, max_size=2))
    now = [changes.get(number, row) for number, row in enumerate(rows)] + more
    if index.shards(len(now)) != index.shards(len(rows)):
        return
    changes |= dict(enumerate(more, len(rows)))
    found = reindex.reindex(last, [Entry("", "", "")] * len(now), changes, before.__getitem__)
    wanted = made(now)
    del wanted[""]
    assert {path: found.new.get(path, before.get(path)) for path in found.index.paths} == wanted


def test_a_file_that_is_not_what_its_name_tells_is_refused():
    rows = [Row("/a/", "ก", "2024-05-13", "", "news", "th", "", "", "ข")]
    files = made(rows)
    last = index.remembered(files.pop("").decode())
    with pytest.raises(postings.Damaged):
        # No bytes are a shard, too: one without keys.
        reindex.reindex(
            last, last.entries, {0: rows[0]._replace(body="ค")}, lambda path: b"" if "gram" in path else files[path]
        )


@pytest.mark.parametrize("documents", [0, 1, 4, 16, 17, 200, 4096, 4097, 10_000, 100_000])
def test_the_number_of_files_follows_the_number_of_documents(documents):
    assert index.shards(documents) & (index.shards(documents) - 1) == 0
    assert documents / index.shards(documents) <= 4
    assert 1 <= index.depth(documents) <= 8


@pytest.mark.parametrize(
    "data", [b"?", b"\x80", b"\0\0", b"\1\xff\0\0\0", postings.pack({"ก": Postings(every=b"\1")})[:-1]]
)
def test_what_is_no_shard_is_refused(data):
    with pytest.raises(postings.Damaged):
        postings.unpack(data)


@pytest.mark.parametrize("data", [b"", b"?", zlib.compress(b"{"), zlib.compress(b"[[1]]"), zlib.compress(b"7")])
def test_what_are_no_texts_is_refused(data):
    with pytest.raises(postings.Damaged):
        texts.unpack(data)
