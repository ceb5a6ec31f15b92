"""Great-circle matrices."""

from __future__ import annotations

import numpy as np
import pytest

from territory_engine.kernels import get
from territory_engine.kernels.interface import Kernels
from territory_engine.kernels.reference.geo import haversine_km
from tests.conformance.geo_places import NAMES, antipodes, in_box, join, places

Places = tuple[np.ndarray, np.ndarray]


def _matrix(kernels: Kernels, a: Places, b: Places, threads: int = 2, shift: int = 0) -> np.ndarray:
    """Computed into the middle of an array, ``shift`` floats off; what lies around it must stay."""
    n, m = len(a[0]), len(b[0])
    around = np.full(n * m + 64, -7.0, np.float32)
    out = around[16 + shift : 16 + shift + n * m].reshape(n, m)
    kernels.great_circle_matrix(*a, *b, out, threads)
    assert (around[: 16 + shift] == -7.0).all() and (around[16 + shift + n * m :] == -7.0).all()
    return out


def _assert_close(found: np.ndarray, a: Places, b: Places) -> None:
    expected = haversine_km(a[0][:, None], a[1][:, None], b[0], b[1])
    error = np.abs(found - expected)
    assert (error <= np.where(expected < 50.0, 1e-3, 1e-4 * expected)).all()


@pytest.mark.parametrize("name_b", NAMES)
@pytest.mark.parametrize("name_a", NAMES)
def test_error_and_bits(kernels: Kernels, name_a: str, name_b: str) -> None:
    a, b = places(name_a, 60), places(name_b, 45, seed=1)
    found = _matrix(kernels, a, b)
    _assert_close(found, a, b)
    assert found.tobytes() == _matrix(get("numba"), a, b).tobytes()


@pytest.mark.parametrize(("n", "m"), [(0, 5), (5, 0), (0, 0), (1, 1), (1, 16), (3, 15), (40, 1), (17, 33), (2, 1000)])
def test_shapes_and_alignment(kernels: Kernels, n: int, m: int) -> None:
    a, b = places("country", n), places("globe", m)
    expected = _matrix(get("reference"), a, b)
    for shift in range(0, 17, 4 if n * m > 100 else 1):
        np.testing.assert_allclose(_matrix(kernels, a, b, shift=shift), expected, rtol=1e-4, atol=1e-3)


@pytest.mark.parametrize("name", ["globe", "country", "around the date line"])
@pytest.mark.parametrize("shift", [0, 3])
def test_large_enough_for_several_tasks_past_the_caches(kernels: Kernels, name: str, shift: int) -> None:
    a, b = places(name, 4001), places(name, 203, seed=1)
    found = [_matrix(kernels, a, b, threads, shift).tobytes() for threads in (1, 2, 4)]
    assert found[0] == found[1] == found[2] == _matrix(get("numba"), a, b).tobytes()
    _assert_close(_matrix(kernels, a, b, 2, shift), a, b)


def test_one_very_long_row(kernels: Kernels) -> None:
    a, b = places("globe", 1), places("globe", 700_001, seed=1)
    _assert_close(_matrix(kernels, a, b), a, b)


def test_close_to_the_antipode_in_rows_of_every_length(kernels: Kernels) -> None:
    a = places("globe", 30)
    for m in (1, 5, 16, 50):
        around = antipodes(in_box(m, a[0][0], a[0][0] + 0.3, a[1][0], a[1][0] + 0.3))
        b = join(antipodes((a[0][:m], a[1][:m])), around)
        _assert_close(_matrix(kernels, a, b), a, b)


def test_a_pair_does_not_depend_on_its_company(kernels: Kernels) -> None:
    """Rows take a shorter loop where all of b is near: with the same result."""
    a, near, far = places("country", 50), places("country", 20, seed=1), antipodes(places("country", 20, seed=2))
    alone = _matrix(kernels, a, near)
    together = _matrix(kernels, a, join(near, far))[:, :20]
    assert alone.tobytes() == together.tobytes()


def test_identical_places_are_at_zero_and_nothing_is_nan(kernels: Kernels) -> None:
    for name in NAMES:
        a = places(name, 64)
        found = _matrix(kernels, a, a)
        assert (np.diag(found) == 0.0).all()
        assert (found == found.T).all() and (found >= 0.0).all()
