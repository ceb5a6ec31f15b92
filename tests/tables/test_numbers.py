"""Numbers: views where the layout allows, one copy elsewhere, refusals that say what was met."""

import datetime
import decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest

import territory_engine as te
from territory_engine.tables.numbers import LARGEST_TOTAL, finite_total, to_float64


def convert(*chunks, **options):
    return to_float64(pa.chunked_array(chunks, **options), "accounts", "w")


def address(array):
    return array.__array_interface__["data"][0]


def test_one_float64_chunk_is_a_view():
    source = np.arange(10.0)
    assert address(convert(pa.array(source))) == address(source)


def test_a_slice_is_a_view_from_its_offset():
    source = np.arange(10.0)
    values = convert(pa.array(source).slice(3, 4))
    assert address(values) == address(source) + 3 * 8
    assert values.tolist() == [3.0, 4.0, 5.0, 6.0]


def test_a_validity_bitmap_without_nulls_is_no_obstacle():
    source = np.arange(3.0)
    bitmap = pa.py_buffer(b"\x07")
    array = pa.Array.from_buffers(pa.float64(), 3, [bitmap, pa.py_buffer(source)], null_count=-1)
    assert address(convert(array)) == address(source)


def test_an_unaligned_buffer_is_copied():
    raw = np.zeros(25, np.uint8)
    raw[1:] = np.arange(3.0).view(np.uint8)
    array = pa.Array.from_buffers(pa.float64(), 3, [None, pa.py_buffer(raw)[1:]])
    values = convert(array)
    assert values.flags.aligned
    assert values.tolist() == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("kind", ["pyarrow", "pandas", "polars"])
def test_the_instance_shares_the_users_memory(kind):
    latitude = np.linspace(-5.0, 5.0, 64)
    columns = {"account_id": np.arange(64), "lat": latitude, "lon": latitude}
    if kind == "pyarrow":
        frame = pa.table(columns)
    elif kind == "pandas":
        frame = pd.DataFrame(columns)
        latitude = frame["lat"].to_numpy()
    else:
        frame = pl.DataFrame(columns)
        latitude = frame["lat"].to_numpy()
    assert address(te.Problem(frame, 2).instance.y) == address(latitude)


def test_ids_are_the_users_own_buffer():
    table = pa.table({"account_id": ["a", "b"], "lat": [0.0, 1.0], "lon": [0.0, 1.0]})
    problem = te.Problem(table, 1)
    assert problem.unit_ids.type == pa.string()
    assert problem.unit_ids.buffers()[2].address == table["account_id"].chunk(0).buffers()[2].address


@pytest.mark.parametrize(
    "array",
    [
        pa.array([1, 0, 3], pa.int8()),
        pa.array([1, 0, 3], pa.uint64()),
        pa.array([1, 0, 3], pa.float32()),
        pa.array(np.array([1, 0, 3], np.float16)),
        pa.array([decimal.Decimal("1.00"), decimal.Decimal("0.00"), decimal.Decimal("3.00")]),
        pa.array([1.0, 0.0, 3.0]).dictionary_encode(),
        pa.array([1, 0, 3]).cast(pa.int64()),
    ],
    ids=lambda array: str(array.type),
)
def test_other_numbers_are_converted(array):
    values = convert(array)
    assert values.dtype == np.float64
    assert values.tolist() == [1.0, 0.0, 3.0]


def test_booleans_count_as_zero_and_one():
    assert convert(pa.array([True, False])).tolist() == [1.0, 0.0]


def test_run_length_and_extension_types():
    runs = pc.run_end_encode(pa.array([1.5, 1.5, 2.5]))
    assert convert(runs).tolist() == [1.5, 1.5, 2.5]
    if hasattr(pa, "bool8"):
        assert convert(pa.array([1, 0], pa.int8()).cast(pa.bool8())).tolist() == [1.0, 0.0]


def test_many_chunks_and_empty_ones():
    values = convert(pa.array([1.0]), pa.array([], pa.float64()), pa.array([2.0, 3.0]))
    assert values.tolist() == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    "array", [pa.array([1, None]), pa.array([1.0, None]), pa.array([True, None]), pa.array([decimal.Decimal(1), None])]
)
def test_nulls_are_nan(array):
    np.testing.assert_array_equal(convert(array), [1.0, np.nan])


def test_a_column_of_nulls():
    assert np.isnan(convert(pa.nulls(2))).all()


@pytest.mark.parametrize(
    ("array", "found"),
    [
        (pa.array([None, "12"]), "12"),
        (pa.array([None, "12"]).dictionary_encode(), "12"),
        (pa.array([None, datetime.date(2024, 1, 2)]), datetime.date(2024, 1, 2)),
        (pa.array([None, [1.0]]), [1.0]),
    ],
    ids=lambda value: str(getattr(value, "type", "")),
)
def test_what_is_no_number_is_refused(array, found):
    with pytest.raises(te.DataError, match=r"accounts: column 'w', row 1: found .* expected numbers. Cast") as info:
        convert(array)
    assert (info.value.row, info.value.found) == (1, found)


@pytest.mark.parametrize("total", [0.0, 1.0, 2.0**60, LARGEST_TOTAL, 1.0 / LARGEST_TOTAL])
def test_totals_that_work(total):
    assert finite_total(np.array([total, 0.0]), "accounts", "w") == total


TOO_FAR = [([1e300] * 2, "larger"), ([1.7e308] * 2, "larger"), ([5e-324], "smaller")]


@pytest.mark.parametrize(("values", "unit"), TOO_FAR)
def test_totals_whose_square_is_lost(values, unit):
    with pytest.raises(te.DataError, match=f"'w' sums to .* Use a {unit} unit"):
        finite_total(np.array(values), "accounts", "w")
