"""Order along the Hilbert curve."""

from __future__ import annotations

import numpy as np
import pytest

from territory_engine.kernels.interface import Kernels
from territory_engine.kernels.reference.order import _hilbert_key
from tests.conformance.geo_places import NAMES, antipodes, join, places


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("n", [0, 1, 2, 1000])
def test_same_order_as_reference(kernels: Kernels, reference: Kernels, name: str, n: int) -> None:
    latitude, longitude = places(name, n)
    expected = reference.spatial_order(latitude, longitude, 1)
    for threads in (1, 2, 4):
        found = kernels.spatial_order(latitude, longitude, threads)
        assert found.dtype == np.int32
        np.testing.assert_array_equal(found, expected)


def test_enough_to_sort_in_several_slices(kernels: Kernels, reference: Kernels) -> None:
    latitude, longitude = places("country", 70_000)
    expected = reference.spatial_order(latitude, longitude, 1)
    for threads in (1, 2, 4):
        np.testing.assert_array_equal(kernels.spatial_order(latitude, longitude, threads), expected)


def test_equal_places_keep_the_order_of_the_input(kernels: Kernels) -> None:
    assert kernels.spatial_order(*places("one place", 100), 2).tolist() == list(range(100))


def test_no_mean_direction(kernels: Kernels, reference: Kernels) -> None:
    """Places and their antipodes cancel out; so do the poles."""
    half = places("globe", 200)
    for latitude, longitude in (join(half, antipodes(half)), (np.array([90.0, -90.0]), np.zeros(2))):
        found = kernels.spatial_order(latitude, longitude, 2)
        assert sorted(found.tolist()) == list(range(len(latitude)))
        np.testing.assert_array_equal(found, reference.spatial_order(latitude, longitude, 1))


def test_neighbours_in_the_order_are_neighbours_on_the_map(kernels: Kernels) -> None:
    """10,000 uniform places lie about 0.01 sides of the map apart; a random order would step 0.5 sides."""
    latitude, longitude = places("country", 10_000)
    order = kernels.spatial_order(latitude, longitude, 1)
    steps = np.hypot(np.diff(latitude[order]) / 8.0, np.diff(longitude[order]) / 9.0)
    assert steps.mean() < 0.02


def test_curve_of_the_reference_visits_each_cell_next_to_the_last() -> None:
    """On the corner of 16 x 16 cells at the start of the curve."""
    cells = {_hilbert_key(x, y): (x, y) for x in range(16) for y in range(16)}
    assert sorted(cells) == list(range(256))
    for key in range(255):
        (x, y), (next_x, next_y) = cells[key], cells[key + 1]
        assert abs(x - next_x) + abs(y - next_y) == 1


@pytest.mark.parametrize("n", [0, 1, 2, 17, 5000, 70_000])
def test_order_in_the_plane(kernels: Kernels, reference: Kernels, n: int) -> None:
    x, y = np.random.default_rng(n).normal(0.0, [[0.3], [0.01]], (2, n)).astype(np.float32)
    x[: n // 3] = x[:1]  # many at one x
    for threads in (1, 4):
        np.testing.assert_array_equal(kernels.planar_order(x, y, threads), reference.planar_order(x, y, 1))
