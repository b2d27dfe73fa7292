"""What pages asked and where they link to, by number: thousands of pages name the same few things.

The one invariant: a number means one thing for as long as the record lasts, and no two workers give out the same.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring
from typing import NamedTuple, TypeVar

from khao import seat
from khao.model import Question, Scalar

T = TypeVar("T")
_UNIT = "I"


class Told(NamedTuple):
    """A question that was asked, and what tells its answer from another."""

    number: int
    name: str
    args: str
    """As JSON, so that a question need not be made again where only its name matters."""
    digest: str
    value: str = ""
    """The answer, as `khao.values` packs it, where a page that shows a document asked; "" elsewhere."""

    @property
    def question(self) -> Question:
        """The question itself."""
        return Question(self.name, tuple((name, value) for name, value in json.loads(self.args)))


def written(question: Question) -> str:
    """The arguments of a question as JSON."""
    return "[" + ",".join([f'["{name}",{_scalar(value)}]' for name, value in question.args]) + "]"


def _scalar(value: Scalar) -> str:
    # A text, as nearly all are, needs no encoder of its own.
    return encode_basestring(value) if type(value) is str else json.dumps(value)


class Register(dict[T, int]):
    """The number of each thing; what has none yet gets the next that is this worker's to give."""

    def __init__(self, known: Mapping[T, int], first: int) -> None:
        super().__init__(known)
        self._next = first + seat.own.number
        self.fresh: list[tuple[int, T]] = []
        """What was given a number since somebody last looked."""

    def __missing__(self, thing: T) -> int:
        number = self[thing] = self._next
        self._next += seat.own.of
        self.fresh.append((number, thing))
        return number

    def news(self) -> list[tuple[int, T]]:
        """What was given a number since this was last called."""
        fresh, self.fresh = self.fresh, []
        return fresh


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers as bytes."""
    return array(_UNIT, numbers).tobytes()


def unpacked(data: bytes) -> array[int]:
    """The numbers that `packed` made this of. Raises ValueError when it made no such thing."""
    numbers = array(_UNIT)
    numbers.frombytes(data)
    return numbers
