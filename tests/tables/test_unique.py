"""Distinctness is exact whichever way it is found out."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import territory_engine.unique as unique
from territory_engine.unique import all_distinct

TYPES = [pa.int8(), pa.uint8(), pa.int64(), pa.uint64(), pa.string(), pa.large_string()]


def chunked(values, kind, cut=0):
    return pa.chunked_array([pa.array(values[:cut], kind), pa.array(values[cut:], kind)])


@given(st.lists(st.text(max_size=20) | st.none(), max_size=30), st.integers(0, 30))
def test_text(values, cut):
    there = [value for value in values if value is not None]
    for kind in (pa.string(), pa.large_string()):
        assert all_distinct(chunked(values, kind, cut)) == (len(set(there)) == len(there))


@given(st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 3) | st.none(), max_size=30), st.integers(0, 30))
def test_integers(values, cut):
    there = [value for value in values if value is not None]
    assert all_distinct(chunked(values, pa.int64(), cut)) == (len(set(there)) == len(there))


@pytest.mark.parametrize("values", [[127, -128, 0], [127, -128, 127]])
def test_small_types_do_not_overflow(values):
    assert all_distinct(chunked(values, pa.int8())) == (len(set(values)) == 3)


@pytest.mark.parametrize("values", [[2**64 - 1, 0, 2**63], [2**64 - 1, 2**64 - 2, 2**64 - 1]])
def test_unsigned(values):
    assert all_distinct(chunked(values, pa.uint64())) == (len(set(values)) == 3)


def test_slices_with_offsets():
    texts = pa.array(["a", "b", "a", "c"])
    assert all_distinct(pa.chunked_array([texts.slice(1)]))
    assert not all_distinct(pa.chunked_array([texts.slice(0, 3)]))


@pytest.mark.parametrize("length", [7, 8, 9, 16, unique.LONGEST_TEXT, unique.LONGEST_TEXT + 1])
def test_difference_in_the_last_byte(length):
    texts = ["b" + "x" * (length - 2) + end for end in "ba"] + ["a" * length]
    assert all_distinct(chunked(texts, pa.string()))
    assert not all_distinct(chunked([*texts, texts[0]], pa.string()))


def test_collisions_of_the_hash_are_settled(monkeypatch):
    monkeypatch.setattr(unique, "_text_words", lambda ids: np.zeros(len(ids), np.uint64))
    assert all_distinct(chunked(["b", "a"], pa.string()))
    assert not all_distinct(chunked(["b", "a", "b"], pa.string()))


@settings(max_examples=20)
@given(st.permutations([f"ACC-{i:03d}" for i in range(40)]))
def test_blocks(values):
    block, unique.BLOCK = unique.BLOCK, 7
    try:
        assert all_distinct(chunked(values, pa.string(), 5))
        assert not all_distinct(chunked([*values, values[0]], pa.string(), 5))
    finally:
        unique.BLOCK = block
