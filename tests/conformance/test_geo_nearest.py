"""The k nearest places."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from territory_engine.kernels import get
from territory_engine.kernels.interface import Kernels
from tests.conformance.geo_places import NAMES, antipodes, join, on_grid, places

Places = tuple[np.ndarray, np.ndarray]


def _as_bytes(places: Places) -> tuple[bytes, bytes]:
    return places[0].tobytes(), places[1].tobytes()


@functools.cache
def _reference(a: tuple[bytes, bytes], b: tuple[bytes, bytes], k: int) -> tuple[np.ndarray, np.ndarray]:
    return get("reference").great_circle_nearest(*map(np.frombuffer, (*a, *b)), k, 1)


def _assert_nearest(kernels: Kernels, a: Places, b: Places, k: int, threads: int = 2) -> None:
    """Indices as in the reference, kilometres as in the matrix of the same set."""
    indices, km = kernels.great_circle_nearest(*a, *b, k, threads)
    assert indices.dtype == np.int32 and km.dtype == np.float32 and indices.shape == km.shape == (len(a[0]), k)
    expected, reference_km = _reference(_as_bytes(a), _as_bytes(b), k)
    np.testing.assert_array_equal(indices, expected)
    np.testing.assert_allclose(km, reference_km, rtol=1e-4, atol=1e-3)
    matrix = np.empty((len(a[0]), len(b[0])), np.float32)
    kernels.great_circle_matrix(*a, *b, matrix, threads)
    assert np.take_along_axis(matrix, indices, 1).tobytes() == km.tobytes()


@pytest.mark.parametrize("name_b", NAMES)
@pytest.mark.parametrize("name_a", NAMES)
@pytest.mark.parametrize("k", [1, 3])
def test_all_kinds_of_places(kernels: Kernels, name_a: str, name_b: str, k: int) -> None:
    _assert_nearest(kernels, places(name_a, 400), places(name_b, 90, seed=1), k)


@pytest.mark.parametrize(("n", "m", "k"), [(0, 3, 2), (1, 1, 1), (1, 9, 4), (70, 9, 9), (300, 70, 70), (129, 2000, 1)])
def test_small_and_odd_sizes(kernels: Kernels, n: int, m: int, k: int) -> None:
    _assert_nearest(kernels, places("globe", n), places("globe", m, seed=1), k)


@pytest.mark.parametrize("name", ["globe", "country", "around the date line", "around the pole", "town"])
@pytest.mark.parametrize(("m", "k"), [(300, 1), (300, 8), (3000, 1), (3000, 2)])
def test_enough_for_cells_within_cells(kernels: Kernels, name: str, m: int, k: int) -> None:
    _assert_nearest(kernels, places(name, 3000), places(name, m, seed=1), k)


@pytest.mark.parametrize("step", [10.0, 1.0, 0.25])
@pytest.mark.parametrize("k", [1, 5])
def test_ties_go_to_the_lower_index(kernels: Kernels, step: float, k: int) -> None:
    _assert_nearest(kernels, on_grid(5000, step), on_grid(500, step, seed=1), k)


def test_many_centres_in_one_place(kernels: Kernels) -> None:
    _assert_nearest(kernels, places("globe", 5000), places("one place", 300), 4)
    crowd = join(places("one place", 300), places("globe", 20, seed=1))
    _assert_nearest(kernels, places("globe", 5000), crowd, 1)


def test_all_places_in_one_spot_but_one(kernels: Kernels) -> None:
    a = join(places("town", 5000), antipodes(places("town", 1)))
    _assert_nearest(kernels, a, places("town", 400, seed=1), 2)


def test_more_than_one_chunk_on_any_number_of_threads(kernels: Kernels) -> None:
    a, b = places("globe", 70_000), places("globe", 150, seed=1)
    found = [kernels.great_circle_nearest(*a, *b, 2, threads) for threads in (1, 2, 4)]
    for indices, km in found[1:]:
        assert indices.tobytes() == found[0][0].tobytes() and km.tobytes() == found[0][1].tobytes()
    part = slice(0, 70_000, 35)
    expected, _ = get("reference").great_circle_nearest(a[0][part], a[1][part], *b, 2, 1)
    np.testing.assert_array_equal(found[0][0][part], expected)
