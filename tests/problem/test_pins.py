"""te.Pin in all its forms, and its contradictions."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import territory_engine as te

TERRITORIES = pa.table({"territory_id": ["N", "S"]})


@pytest.mark.parametrize(
    "pin",
    [
        [te.Pin(["a", "c"], "S")],
        [te.Pin("a", "S"), te.Pin("c", "S")],
        [te.Pin(("c", "a", "a"), "S")],
        [te.Pin(np.array(["a", "c"]), "S")],
        [te.Pin(pa.array(["a", "c"]), "S")],
        [te.Pin(pl.Series(["a", "c"]), "S")],
        [te.Pin(pd.Series(["a", "c"]), "S")],
        [te.Pin({"a": "S", "c": "S"})],
        [te.Pin(pa.table({"account_id": ["a", "c"], "territory_id": ["S", "S"]}))],
        [te.Pin(pl.DataFrame({"account_id": ["a", "c"], "territory_id": ["S", "S"]}))],
        [te.Pin(["a", "c"], "S"), te.Pin("a", "S"), te.Pin([], "N")],
    ],
)
def test_forms(problem, pin):
    assert problem(TERRITORIES, constraints=pin).instance.pinned.tolist() == [1, -1, 1, -1]


def test_integer_ids(problem):
    pins = [te.Pin({5: 2, np.int64(8): 1})]
    assert problem(2, {"account_id": [5, 6, 7, 8]}, constraints=pins).instance.pinned.tolist() == [1, -1, -1, 0]


@pytest.mark.parametrize(
    ("pins", "message", "id_"),
    [
        ([te.Pin("x", "N")], r"no unit has the id 'x'; expected one of the 4 unit ids \('a', 'b'", "x"),
        ([te.Pin(["a", "x"], "N")], "no unit has the id 'x'", "x"),
        ([te.Pin("a", "W")], r"no territory has the id 'W'; expected one of the 2 territory ids \('N', 'S'\)", "W"),
        ([te.Pin({"a": "N", "b": "W"})], "no territory has the id 'W'", "W"),
        ([te.Pin("a", "N"), te.Pin("a", "S")], "unit 'a' is pinned to two territories, 'N' and 'S'", "a"),
        (
            [te.Pin(pa.table({"account_id": ["b", "a", "a"], "territory_id": ["N", "N", "S"]}))],
            "unit 'a' is pinned to two territories, 'N' and 'S'",
            "a",
        ),
    ],
)
def test_contradictions(problem, pins, message, id_):
    with pytest.raises(te.DataError, match=message) as info:
        problem(TERRITORIES, constraints=pins)
    assert (info.value.table, info.value.id) == ("te.Pin", id_)


@pytest.mark.parametrize(
    ("pin", "message"),
    [
        (te.Pin("a"), "territory must be given along with unit ids"),
        (te.Pin(["a"]), "territory must be given along with unit ids"),
        (te.Pin([None, "a"], "N"), "units must be ids without nulls"),
        (te.Pin(["a", 1], "N"), "units must be an id or ids, all integers or all text"),
        (te.Pin(3.5, "N"), "cannot be ids"),
        (te.Pin(pa.table({"account_id": ["a"]})), "te.Pin: no column 'territory_id'"),
    ],
)
def test_wrong_pins(problem, pin, message):
    with pytest.raises(te.DataError, match=message):
        problem(TERRITORIES, constraints=[pin])


def test_pins_of_rejected_rows_fall_away(problem):
    pins = [te.Pin(["a", "b"], "N")]
    result = problem(TERRITORIES, {"lat": [99.0, 1.0, 1.0, 1.0]}, constraints=pins, on_bad_rows="report")
    assert result.instance.pinned.tolist() == [0, -1, -1]
