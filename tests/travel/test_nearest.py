"""te.travel.nearest: results, and one broken argument at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import territory_engine as te

CITIES_LAT, CITIES_LON = [55.68, 59.33, 52.52], [12.57, 18.07, 13.40]


def test_itself_first() -> None:
    indices, km = te.travel.nearest(CITIES_LAT, CITIES_LON, CITIES_LAT, CITIES_LON, k=2)
    assert indices.tolist() == [[0, 2], [1, 0], [2, 0]]
    assert (km[:, 0] == 0.0).all()
    matrix = te.travel.great_circle_km(CITIES_LAT, CITIES_LON, CITIES_LAT, CITIES_LON)
    np.testing.assert_array_equal(km, np.take_along_axis(matrix, indices, 1))


def test_all_of_them() -> None:
    indices, km = te.travel.nearest([0.0], [0.0], [3.0, 1.0, 2.0], [0.0, 0.0, 0.0], k=3)
    assert indices.tolist() == [[1, 2, 0]]
    assert (np.diff(km) > 0).all()


def test_across_the_date_line_and_over_the_pole() -> None:
    indices, km = te.travel.nearest([0.0, 89.0], [179.9, 0.0], [0.0, 0.0, 88.0], [-179.9, 170.0, 180.0], k=1)
    assert indices.tolist() == [[0], [2]]
    np.testing.assert_allclose(km[:, 0], [22.24, 333.6], atol=0.05)


def test_no_places_to_start_from() -> None:
    indices, km = te.travel.nearest([], [], [1.0, 2.0], [1.0, 2.0], k=2)
    assert indices.shape == km.shape == (0, 2)


@pytest.mark.parametrize("k", [0, -1, 1.0, True, "1", None])
def test_k_that_is_no_count(k: Any) -> None:
    with pytest.raises(te.DataError, match="nearest: k must be a whole number of at least 1, found"):
        te.travel.nearest([1.0], [1.0], [1.0], [1.0], k=k)


@pytest.mark.parametrize(("m", "k"), [(5, 8), (0, 1)])
def test_more_than_there_are(m: int, k: int) -> None:
    with pytest.raises(te.DataError, match=rf"nearest: k={k} asks for more places than the {m} in lat_b") as caught:
        te.travel.nearest([1.0], [1.0], [0.0] * m, [0.0] * m, k=k)
    assert caught.value.found == k


def test_bad_places_are_named() -> None:
    with pytest.raises(te.DataError, match=r"nearest: lon_b, row 1: found 180\.5") as caught:
        te.travel.nearest([1.0], [1.0], [1.0, 2.0], [1.0, 180.5], k=1)
    assert (caught.value.column, caught.value.row, caught.value.found) == ("lon_b", 1, 180.5)


def test_too_large_is_refused_before_memory_is_taken() -> None:
    many = np.zeros(2_000_000)
    with pytest.raises(te.LimitError, match=r"1,000,000 nearest for 2,000,000 places needs 14,901\.2 GiB"):
        te.travel.nearest(many, many, many, many, k=1_000_000)


def test_read_only_arguments_of_many_places() -> None:
    degrees = np.linspace(-60, 60, 5000)
    degrees.flags.writeable = False
    for kernels in ("numba", None):
        indices, _ = te.travel.nearest(degrees, degrees, degrees, degrees, k=1, kernels=kernels)
        np.testing.assert_array_equal(indices[:, 0], np.arange(5000))
