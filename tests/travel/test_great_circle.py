"""te.travel.great_circle_km: results, and one broken argument at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.kernels.reference.geo import haversine_km

CITIES_LAT, CITIES_LON = [55.68, 59.33, 52.52], [12.57, 18.07, 13.40]


def test_cities() -> None:
    km = te.travel.great_circle_km(CITIES_LAT, CITIES_LON, CITIES_LAT, CITIES_LON)
    assert km.dtype == np.float32 and km.shape == (3, 3)
    np.testing.assert_allclose(km, [[0, 522.2, 355.5], [522.2, 0, 810.7], [355.5, 810.7, 0]], atol=0.6)


@pytest.mark.parametrize("kernels", ["native", "numba", "reference"])
def test_every_kernel_set(kernels: str) -> None:
    if kernels == "native":
        pytest.importorskip("territory_engine._core")
    km = te.travel.great_circle_km(CITIES_LAT, CITIES_LON, [0.0], [0.0], threads=2, kernels=kernels)
    np.testing.assert_allclose(km[:, 0], haversine_km(np.array(CITIES_LAT), np.array(CITIES_LON), 0.0, 0.0), rtol=1e-5)


@pytest.mark.parametrize(
    "values",
    [(55.68, 59.33), np.array([55.68, 59.33, 0.0])[:2], np.array([55.68, 0.0, 59.33])[::2], pa.array([55.68, 59.33])],
    ids=["tuple", "array", "strided", "arrow"],
)
def test_any_array_of_numbers(values: Any) -> None:
    expected = te.travel.great_circle_km([55.68, 59.33], [12.57, 18.07], [52.52], [13.40])
    np.testing.assert_array_equal(te.travel.great_circle_km(values, [12.57, 18.07], [52.52], [13.40]), expected)


@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.uint16, np.float16, np.float32, np.dtype(">f8")])
def test_any_real_dtype(dtype: Any) -> None:
    places = np.array([50, 60], dtype)
    expected = te.travel.great_circle_km([50.0, 60.0], [50.0, 60.0], [1.0], [2.0])
    np.testing.assert_array_equal(te.travel.great_circle_km(places, places, [1.0], [2.0]), expected)


def test_out_is_filled_and_returned() -> None:
    out = np.full((3, 2), np.nan, np.float32)
    assert te.travel.great_circle_km(CITIES_LAT, CITIES_LON, [0.0, 1.0], [0.0, 1.0], out=out) is out
    np.testing.assert_array_equal(out, te.travel.great_circle_km(CITIES_LAT, CITIES_LON, [0.0, 1.0], [0.0, 1.0]))


def test_out_may_lie_over_the_arguments() -> None:
    memory = np.zeros(4, np.float64)
    memory[:] = 1.0, 2.0, 3.0, 4.0
    expected = te.travel.great_circle_km(memory[:2].copy(), memory[2:].copy(), [0.0, 9.0], [0.0, 9.0])
    out = memory.view(np.float32)[:4].reshape(2, 2)
    np.testing.assert_array_equal(
        te.travel.great_circle_km(memory[:2], memory[2:], [0.0, 9.0], [0.0, 9.0], out=out), expected
    )


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0)])
def test_no_places(n: int, m: int) -> None:
    assert te.travel.great_circle_km([0.0] * n, [0.0] * n, [0.0] * m, [0.0] * m).shape == (n, m)


@pytest.mark.parametrize(
    ("position", "value", "message"),
    [
        (0, [1.0, np.nan], r"great_circle_km: lat_a, row 1: found nan, expected degrees between -90 and 90\."),
        (0, [1.0, 90.001], r"lat_a, row 1: found 90\.001, expected degrees between -90 and 90\."),
        (1, [-180.5, 0.0], r"lon_a, row 0: found -180\.5, expected degrees between -180 and 180\."),
        (2, [np.inf], r"lat_b, row 0: found inf"),
        (3, [-np.inf], r"lon_b, row 0: found -inf"),
        (0, [[1.0], [2.0]], r"lat_a must be a one-dimensional array of degrees, found shape \(2, 1\)"),
        (2, 52.0, r"lat_b must be a one-dimensional array of degrees, found shape \(\)"),
        (0, ["1", "2"], r"lat_a must be .*, found dtype <U1"),
        (0, [True, False], r"lat_a must be .*, found dtype bool"),
        (0, [1j, 2.0], r"lat_a must be .*, found dtype complex128"),
        (0, [None, 2.0], r"lat_a must be .*, found dtype object"),
        (3, pa.array([None], pa.float64()), r"lon_b, row 0: found nan"),
        (0, [[1.0], [2.0, 3.0]], r"lat_a is not an array of numbers"),
        (1, [1.0], r"lat_a has 2 rows and lon_a 1; expected one latitude and one longitude for each place"),
    ],
)
def test_one_broken_argument(position: int, value: Any, message: str) -> None:
    arguments: list[Any] = [[50.0, 51.0], [8.0, 9.0], [52.0], [13.0]]
    arguments[position] = value
    with pytest.raises(te.DataError, match=message) as caught:
        te.travel.great_circle_km(*arguments)
    assert caught.value.column in ("lat_a", "lon_a", "lat_b", "lon_b")


def _unaligned() -> np.ndarray:
    return np.frombuffer(bytearray(4 * 6 + 1), np.uint8)[1:].view(np.float32).reshape(3, 2)


def _read_only() -> np.ndarray:
    array = np.zeros((3, 2), np.float32)
    array.flags.writeable = False
    return array


@pytest.mark.parametrize(
    ("out", "found"),
    [
        (np.zeros((2, 3), np.float32), r"found shape \(2, 3\)"),
        (np.zeros(6, np.float32), r"found shape \(6,\)"),
        (np.zeros((3, 2)), "found dtype float64"),
        (np.zeros((3, 2), ">f4"), "found dtype >f4"),
        (np.zeros((2, 3), np.float32).T, r"found an array with strides \(4, 12\)"),
        (np.zeros((3, 4), np.float32)[:, ::2], r"found an array with strides \(16, 8\)"),
        (_read_only(), "found a read-only array"),
        (_unaligned(), "found one that is not aligned"),
        ([[0.0, 0.0]] * 3, "found list"),
    ],
)
def test_out_that_does_not_fit(out: Any, found: str) -> None:
    with pytest.raises(te.DataError, match=r"out must be a writeable, C-contiguous float32 .* \(3, 2\), " + found):
        te.travel.great_circle_km(CITIES_LAT, CITIES_LON, [0.0, 1.0], [0.0, 1.0], out=out)


@pytest.mark.parametrize("threads", [0, -1, 1.5, True, "2"])
def test_threads_that_are_none(threads: Any) -> None:
    with pytest.raises(te.DataError, match="threads must be a whole number of at least 1"):
        te.travel.great_circle_km([1.0], [1.0], [1.0], [1.0], threads=threads)


def test_too_large_is_refused_before_memory_is_taken() -> None:
    many = np.zeros(3_000_000)
    with pytest.raises(te.LimitError, match=r"3,000,000 x 3,000,000 float32 needs 33,527\.6 GiB, and .* GiB are free"):
        te.travel.great_circle_km(many, many, many, many)
