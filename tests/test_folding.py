"""The form in which texts and queries are compared; a browser is held to the same vectors in test_search_browser.py."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khao import thai
from khao.fold import fold
from trees import PROJECT

VECTORS = json.loads((PROJECT / "tests/folding.json").read_text(encoding="utf-8"))

SIGNS = "กขคเแาำๆๅฯ๑\u0e31\u0e34\u0e38\u0e47\u0e48\u0e49\u0e4c\u0e4d\u200b\u200d\u00a0\uf70a aZΣςİ-_1"
texts = st.text(SIGNS, max_size=30)


@pytest.mark.parametrize(("text", "folded"), VECTORS)
def test_a_text_is_folded(text, folded):
    assert fold(text) == folded


def test_no_vector_comes_twice():
    assert len({text for text, _ in VECTORS}) == len(VECTORS) > 150


@given(texts.map(thai.normalise), st.data())
def test_what_is_part_of_a_text_is_part_of_what_it_is_folded_to(text, data):
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    if thai.normalise(part) == part:
        assert fold(part) in fold(text)


@given(texts)
def test_each_sign_of_a_sound_text_is_folded_by_itself(text):
    assert "".join(map(fold, thai.normalise(text))) == fold(text)
