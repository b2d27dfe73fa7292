"""Work is shared out so that nobody can tell by how many, and what goes wrong in a worker is heard."""

from __future__ import annotations

import os
import pickle
import threading
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from dataclasses import replace

import pytest

from khao import seat, work
from khao.ledger import Register
from khao.write import Output


def squares(numbers):
    return [number * number for number in numbers]


def refuses(numbers):
    if 150 in numbers:
        raise ValueError("150")
    return squares(numbers)


def dies(numbers):
    if 150 in numbers:
        os._exit(9)
    return squares(numbers)


def seats(numbers):
    return [seat.own for _ in numbers]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_work(jobs):
    with work.executor(jobs) as pool:
        assert [*work.fan_out(squares, range(1234), pool)] == squares(range(1234))
        assert [*work.fan_out(squares, range(7), pool)] == squares(range(7))


def test_batches_get_shorter_so_that_all_workers_end_together():
    sizes = [*work.fan_out(lambda batch: [len(batch)], range(50_000), work.Inline(), size=work.stretch)]
    assert sum(sizes) == 50_000
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == work.LONG
    assert sizes[-1] <= work.BATCH


def test_what_a_worker_raises_is_raised():
    with pytest.raises(ValueError, match="150"):
        [*work.fan_out(refuses, range(400), work.Forks(2))]


def test_a_worker_that_dies_ends_the_work():
    with pytest.raises(BrokenExecutor):
        [*work.fan_out(dies, range(400), work.Forks(2))]


def test_each_worker_has_a_seat_and_numbers_of_its_own(monkeypatch):
    found = {*work.fan_out(seats, range(2000), work.Forks(3), size=lambda _left: 10)}
    assert found <= {seat.Seat(number, 3) for number in range(3)}
    given = []
    for each in (seat.Seat(0, 2), seat.Seat(1, 2)):
        monkeypatch.setattr(seat, "own", each)
        register = Register({"known": 4}, 5)
        assert register["known"] == 4
        given += [register["a"], register["b"]]
        assert register["a"] == given[-2]
        assert [thing for _, thing in register.news()] == ["a", "b"]
    assert len(set(given)) == 4


def test_a_parcel_is_packed_only_to_travel():
    parcel = work.Parcel({"a": 1})
    assert parcel.value is parcel.value
    assert pickle.loads(pickle.dumps(parcel)).value == {"a": 1}  # noqa: S301 — our own


def test_workers_may_make_the_same_folders_at_once(tmp_path):
    output = Output(tmp_path / "public")
    copies = [replace(output, _folders=set()) for _ in range(8)]
    start = threading.Barrier(len(copies))

    def lay(number: int) -> None:
        start.wait()
        for folder in range(40):
            copies[number].lay(f"{folder}/a/b/c/{number}.html", b"x", "")

    with ThreadPoolExecutor(len(copies)) as pool:
        for done in [pool.submit(lay, number) for number in range(len(copies))]:
            done.result()
    assert len([*output.stage.rglob("*.html")]) == 40 * len(copies)
