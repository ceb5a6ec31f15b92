"""Sums from which centres move, and exact distances to them."""

from __future__ import annotations

import numpy as np
import pytest

from territory_engine.kernels.interface import Kernels, MetricCode
from tests.conformance.search_cases import CASES, draw


@pytest.mark.parametrize(("shape", "n", "k", "measures", "bonus"), CASES)
def test_same_sums_as_reference(
    kernels: Kernels, reference: Kernels, shape: str, n: int, k: int, measures: int, bonus: bool
) -> None:
    case = draw(shape, n, k, measures, bonus)
    labels = case.labels
    expected = reference.center_sums(case.units(reference), labels, case.centers, case.metric, 1)
    for threads in (1, 4):
        found = kernels.center_sums(case.units(kernels), labels, case.centers, case.metric, threads)
        assert found.shape == (k, 5)
        scale = expected[:, [3, 3, 3, 3, 4]]
        assert (np.abs(found - expected) <= 2e-5 * scale).all()


def test_a_unit_in_its_centre_pulls_no_harder_than_one_50_m_away(kernels: Kernels) -> None:
    case = draw("one place", 16, 1)
    sums = kernels.center_sums(case.units(kernels), np.zeros(16, np.int32), case.centers, MetricCode.REGIONAL, 1)
    np.testing.assert_allclose(sums[0, 3], case.travel.sum(dtype=np.float64) / np.sqrt(6.2e-11), rtol=1e-6)
    assert sums[0, 4] == 0.0


@pytest.mark.parametrize(
    "shape", ["towns", "one place", "pole", "antimeridian", "globe", "globe squared", "board", "board squared"]
)
def test_exact_travel(kernels: Kernels, reference: Kernels, shape: str) -> None:
    case = draw(shape, 900, 30)
    labels = case.labels[: case.count]
    given = case.y, case.x, labels, case.center_y, case.center_x, case.metric
    expected = reference.assigned_travel(*given, 1)
    for threads in (1, 4):
        np.testing.assert_allclose(
            kernels.assigned_travel(*given, threads), expected, rtol=2e-12 * case.metric.power, atol=1e-11
        )


def test_exact_travel_of_none(kernels: Kernels) -> None:
    none, one = np.empty(0), np.zeros(1)
    assert kernels.assigned_travel(none, none, np.empty(0, np.int32), one, one, MetricCode.GLOBAL, 1).shape == (0,)


def test_kilometres_at_the_antipode(kernels: Kernels) -> None:
    latitude, longitude = np.array([30.0, 30.0 + 1e-7, -90.0]), np.array([-100.0, -100.0, 0.0])
    labels, *centers = np.int32([0, 0, 1]), np.array([-30.0, 90.0]), np.array([80.0, 5.0])
    km = kernels.assigned_travel(latitude, longitude, labels, *centers, MetricCode.GLOBAL, 1)
    half = np.pi * 6371.0088
    np.testing.assert_allclose(km, [half, half - 1e-7 * half / 180, half], rtol=0, atol=1e-9)
