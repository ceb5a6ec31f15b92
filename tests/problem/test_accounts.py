"""One broken field, one precise error; or a row that is reported and left out."""

import math

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te

BROKEN = [
    ("account_id", [None, "b", "c", "d"], 0, None, "null, expected an id"),
    ("account_id", ["a", "b", "a", "d"], 2, "a", r"'a', expected each id once"),
    ("lat", [10.0, None, 20.0, 21.0], 1, "b", "null, expected degrees between -90 and 90"),
    ("lat", [10.0, math.nan, 20.0, 21.0], 1, "b", "nan, expected degrees between -90 and 90"),
    ("lat", [10.0, 11.0, 90.001, 21.0], 2, "c", "90.001, expected degrees between -90 and 90"),
    ("lat", [-91, 0, 0, 0], 0, "a", "-91, expected degrees between -90 and 90"),
    ("lon", [1.0, 1.0, 2.0, 181.0], 3, "d", "181.0, expected degrees between -180 and 180"),
    ("lon", [1.0, 1.0, 2.0, -math.inf], 3, "d", "-inf, expected degrees between -180 and 180"),
    ("potential", [4.0, -2.0, 3.0, 1.0], 1, "b", "-2.0, expected a finite number of at least 0"),
    ("potential", [4.0, math.inf, 3.0, 1.0], 1, "b", "inf, expected a finite number of at least 0"),
    ("potential", [4.0, math.nan, 3.0, 1.0], 1, "b", "nan, expected a finite number of at least 0"),
    ("potential", [4, None, 3, 1], 1, "b", "null, expected a finite number of at least 0"),
    ("visits", [12, 4, 4, -1], 3, "d", "-1, expected a finite number of at least 0"),
    ("visits", [None, 4, 4, 1], 0, "a", "null, expected a finite number of at least 0"),
]


@pytest.mark.parametrize(("column", "values", "row", "id_", "reason"), BROKEN)
def test_one_broken_field_raises(problem, column, values, row, id_, reason):
    with pytest.raises(te.DataError) as info:
        problem(columns={column: values})
    error = info.value
    assert (error.table, error.column, error.row, error.id) == ("accounts", column, row, id_)
    assert str(error).startswith(f"accounts: column {column!r}, row {row} (id {id_!r}): found {reason}")


@pytest.mark.parametrize(("column", "values", "row", "id_", "reason"), BROKEN)
def test_one_broken_field_is_reported(problem, column, values, row, id_, reason):
    result = problem(columns={column: values}, on_bad_rows="report")
    reason = "found " + reason.replace(".0,", ",")  # Arrow writes 181.0 as 181
    assert result.rejected.to_pylist() == [{"row": row, "id": id_, "column": column, "reason": reason}]
    kept = [other for other in range(4) if other != row]
    assert result.instance.n == 3
    assert result.unit_ids.to_pylist() == [(values if column == "account_id" else "abcd")[i] for i in kept]
    visits = values if column == "visits" else [12, 4, 4, 1]
    assert result.instance.travel_weight.tolist() == [visits[i] for i in kept]
    assert "rejected: 1 rows" in repr(result)


def test_every_finding_of_a_row_is_listed(problem):
    broken = {"lat": [95.0, 1.0, 2.0, None], "potential": [-1.0, 1.0, 1.0, 1.0]}
    result = problem(columns=broken, on_bad_rows="report", baseline="territory")
    assert [(line["row"], line["column"]) for line in result.rejected.to_pylist()] == [
        (0, "lat"),
        (0, "potential"),
        (3, "lat"),
    ]
    assert result.baseline_ids.to_pylist() == ["N", "S"]


def test_more_rows_of_the_kind_are_counted(problem):
    with pytest.raises(te.DataError, match=r"found null.*\. 2 more rows are like it\."):
        problem(columns={"lat": [None, None, 1.0, None]})


def test_a_repeated_id_says_where_it_was_first(problem):
    with pytest.raises(te.DataError, match=r"row 3 .*found 'b', expected each id once \(row 1 has it already"):
        problem(columns={"account_id": ["a", "b", "c", "b"]})


def test_no_usable_row(problem):
    with pytest.raises(te.DataError, match=r"none of the 4 rows is usable. The first: row 0 \(id 'a'\), column 'lat'"):
        problem(columns={"lat": [99.0] * 4}, on_bad_rows="report")


def test_empty_table(accounts):
    with pytest.raises(te.DataError, match="the table has no rows"):
        te.Problem(accounts().slice(0, 0), 2)


def test_text_where_numbers_are_expected(problem):
    with pytest.raises(te.DataError, match=r"column 'potential', row 0: found '4' \(type string\), expected numbers"):
        problem(columns={"potential": ["4", "2", "3", "1"]})


@pytest.mark.parametrize("ids", [[1.5, 2.0, 3.0, 4.0], [True, False, None, None], [[1], [2], [3], [4]]])
def test_ids_of_other_types(problem, ids):
    with pytest.raises(te.DataError, match=r"'account_id' of type .* cannot be ids .*expected integers or text"):
        problem(columns={"account_id": ids})


@pytest.mark.parametrize(
    "ids",
    [
        pa.array([7, 5, 9, 1], pa.int32()),
        pa.array([2**64 - 1, 0, 1, 2], pa.uint64()),
        pa.array(["x", "y", "z", ""], pa.large_string()),
        pa.array(["x", "y", "z", "ä"]).dictionary_encode(),
    ],
    ids=lambda ids: str(ids.type),
)
def test_ids_come_back_as_given(problem, ids):
    assert problem(columns={"account_id": ids}).unit_ids.to_pylist() == ids.to_pylist()


def test_edges_of_the_globe(problem):
    instance = problem(columns={"lat": [-90.0, 90.0, 0, 0], "lon": [-180.0, 180.0, 0, 0]}).instance
    assert instance.y.tolist() == [-90.0, 90.0, 0.0, 0.0]


def test_huge_and_zero_weights(problem):
    huge = problem(columns={"potential": [2.0**60] * 4})
    assert huge.instance.measures[0].target.tolist() == [2.0**61] * 2
    zero = problem(columns={"potential": [0.0] * 4, "visits": [0] * 4}).instance
    measure = zero.measures[0]
    for band in (measure.target, measure.lower, measure.upper, measure.minimum, measure.maximum):
        assert band.tolist() == [0.0, 0.0]
    assert zero.travel_weight.tolist() == [1.0] * 4  # nobody is visited: places count alike


def test_a_unit_without_visits_still_counts_a_little(problem):
    """Else it could be placed at the other end of the country at no cost."""
    weights = problem(columns={"visits": [0.0, 10.0, 20.0, 10.0]}).instance.travel_weight
    assert weights.tolist() == [0.01, 10.0, 20.0, 10.0]


@pytest.mark.parametrize("column", ["potential", "visits"])
def test_sums_that_overflow(problem, column):
    with pytest.raises(te.DataError, match=f"{column!r} sums to .*larger unit"):
        problem(columns={column: [1e300] * 4})


def test_accounts_counts_rows_or_is_a_column(problem):
    count = problem(activities={"accounts": te.Bounds(minimum=1)}).instance.measures[0]
    assert count.values.tolist() == [1.0] * 4
    column = problem(activities={"accounts": te.Bounds(minimum=1)}, columns={"accounts": [5, 6, 7, 8]})
    assert column.instance.measures[0].values.tolist() == [5.0, 6.0, 7.0, 8.0]


def test_without_visits_each_counts_one(problem):
    assert problem(visits=None).instance.travel_weight.tolist() == [1.0] * 4


def test_arrays_are_read_only_and_contiguous(problem):
    instance = problem(columns={"lat": [1, 2, 3, 4]}).instance
    for array in (instance.y, instance.x, instance.travel_weight, instance.pinned, instance.baseline):
        assert array.flags.c_contiguous
        assert not array.flags.writeable
    assert instance.pinned.dtype == instance.baseline.dtype == np.int32


def test_the_hash_follows_the_data(problem):
    assert problem().data_hash == problem().data_hash
    assert problem().data_hash != problem(columns={"lon": [-1.0, 1.0, 2.0, 2.0]}).data_hash
    assert problem().data_hash != problem(activities={"potential": te.Balance(0.2)}).data_hash
