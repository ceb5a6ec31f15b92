"""Unit vectors, and kilometres in float64."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from territory_engine.kernels import get
from territory_engine.kernels.interface import EARTH_RADIUS_KM, Kernels, MetricCode
from territory_engine.kernels.reference.geo import unit_vectors_float64
from tests.conformance.geo_places import NAMES, antipodes, in_box, places

PI = Fraction(314159265358979323846264338327950288, 10**35)


def _sine(degrees: float) -> Fraction:
    """By its series, to 1e-25."""
    x = Fraction(degrees) * PI / 180
    term, total, k = x, Fraction(0), 1
    while abs(term) > Fraction(1, 10**25):
        total += term
        term = -(term * x * x / ((k + 1) * (k + 2))).limit_denominator(10**40)
        k += 2
    return total


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("n", [0, 1, 17, 1000])
def test_same_bits_as_reference(kernels: Kernels, reference: Kernels, name: str, n: int) -> None:
    latitude, longitude = places(name, n)
    expected = reference.unit_vectors(latitude, longitude, 1)
    for threads in (1, 2, 4):
        found = kernels.unit_vectors(latitude, longitude, threads)
        assert found.shape == (3, n) and found.dtype == np.float32
        assert found.tobytes() == expected.tobytes()


def test_many_places_on_any_number_of_threads(kernels: Kernels, reference: Kernels) -> None:
    latitude, longitude = places("globe", 100_001)
    expected = reference.unit_vectors(latitude, longitude, 1)
    for threads in (1, 2, 4):
        assert kernels.unit_vectors(latitude, longitude, threads).tobytes() == expected.tobytes()


def test_sine_is_right_to_the_last_bit_but_one() -> None:
    degrees = np.concatenate([np.random.default_rng(0).uniform(-90, 90, 300), [44.999999, 45.0, 45.000001, 1e-9, 89.9]])
    sines = unit_vectors_float64(degrees, np.zeros_like(degrees))[2]
    errors = [abs(Fraction(float(s)) - _sine(float(d))) for s, d in zip(sines, degrees, strict=True)]
    assert max(errors) < 2e-16


def test_exact_where_it_is_known(kernels: Kernels) -> None:
    latitude = np.array([90.0, 90.0, -90.0, 0.0, 0.0, 0.0, 0.0])
    longitude = np.array([0.0, -123.0, 180.0, 180.0, -180.0, 90.0, -90.0])
    x, y, z = kernels.unit_vectors(latitude, longitude, 1)
    assert x.tolist() == [0, 0, 0, -1, -1, 0, 0]
    assert y.tolist() == [0, 0, 0, 0, 0, 1, -1]
    assert z.tolist() == [1, 1, -1, 0, 0, 0, 0]
    assert not np.signbit([*x[:3], *y[:5]]).any()


def _pairs_km(kernels: Kernels, a: tuple[np.ndarray, np.ndarray], b: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    return kernels.assigned_travel(*a, np.arange(len(a[0]), dtype=np.int32), *b, MetricCode.GLOBAL, 2)


@pytest.mark.parametrize("name", NAMES)
def test_kilometres_in_float64(kernels: Kernels, reference: Kernels, name: str) -> None:
    a, b = places(name, 500), places("globe", 500, seed=1)
    for to in (a, b, antipodes(a)):
        found = _pairs_km(kernels, a, to)
        # 0.2 m: what the haversine itself errs by at the antipode
        np.testing.assert_allclose(found, _pairs_km(reference, a, to), rtol=1e-9, atol=2e-4)
        assert found.tobytes() == _pairs_km(get("numba"), a, to).tobytes()


def test_close_and_antipodal_places_to_a_millimetre(kernels: Kernels) -> None:
    a = in_box(300, -89.0, 89.0, -179.0, 179.0)
    for metres in (1e-3, 1.0, 1e3, 1e5):
        step = np.degrees(metres / (1000.0 * EARTH_RADIUS_KM))
        along_meridian = (a[0] + np.where(a[0] > 0, -step, step), a[1])
        true_km = np.radians(np.abs(along_meridian[0] - a[0])) * EARTH_RADIUS_KM
        half = np.pi * EARTH_RADIUS_KM
        np.testing.assert_allclose(_pairs_km(kernels, a, along_meridian), true_km, rtol=1e-9, atol=1e-8)
        np.testing.assert_allclose(_pairs_km(kernels, a, antipodes(along_meridian)), half - true_km, atol=1e-6, rtol=0)
    assert (_pairs_km(kernels, a, a) == 0.0).all()
