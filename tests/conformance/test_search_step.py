"""Newton steps on the prices."""

from __future__ import annotations

import numpy as np
import pytest

from territory_engine.kernels.interface import F64, Kernels
from tests.conformance.search_cases import NOWHERE, draw


def problem(reference: Kernels, measures: int, hard: bool) -> tuple[F64, ...]:
    """pairs, curvature, loads, price, damping, cap, cost."""
    rng, k = np.random.default_rng(measures), 15
    case = draw("towns", 800, k, measures, seed=2)
    window = np.full(k, 0.3, np.float32)
    loads, pairs, curvature = reference.price_pass(
        *case.handles(reference), case.centers, case.prices, case.metric, window, NOWHERE, 1
    )
    target = np.broadcast_to(loads.mean(axis=0), loads.shape)
    zero = np.zeros_like(loads)
    bounds = (0.95 * target, 1.05 * target)
    soft = rng.uniform(0.0, 1e-2, (2, k, measures)) * rng.integers(0, 2, (2, k, measures))
    cost = np.stack([target, *bounds, *bounds, zero, zero] if hard else [target, *bounds, zero, zero + 1e9, *soft])
    damping = np.maximum(loads, target) / 30
    return pairs, curvature, loads, rng.normal(0, 20, loads.shape), damping, np.full_like(loads, 8.0), cost


@pytest.mark.parametrize("measures", [1, 2, 3])
@pytest.mark.parametrize("hard", [True, False])
@pytest.mark.parametrize(("sweeps", "tolerance"), [(1, 0.0), (50, 1e-3), (200, 1e-9)])
def test_same_step_as_reference(
    kernels: Kernels, reference: Kernels, measures: int, hard: bool, sweeps: int, tolerance: float
) -> None:
    given = problem(reference, measures, hard)
    found = kernels.price_step(*given, sweeps, tolerance)
    np.testing.assert_allclose(found, reference.price_step(*given, sweeps, tolerance), rtol=1e-9, atol=1e-12)
    assert np.abs(found).max() <= 8.0
    assert np.abs(found).max() > 0.1


def test_no_neighbours(kernels: Kernels, reference: Kernels) -> None:
    pairs, curvature, *rest = problem(reference, 2, True)
    alone = (pairs[:0].copy(), curvature[:0].copy(), *rest)
    np.testing.assert_allclose(
        kernels.price_step(*alone, 5, 0.0), reference.price_step(*alone, 5, 0.0), rtol=1e-9, atol=1e-12
    )


def test_prices_stay_where_loads_are_as_asked(kernels: Kernels, reference: Kernels) -> None:
    pairs, curvature, loads, price, damping, cap, cost = problem(reference, 1, True)
    cost[1:5] = np.stack([loads - 1, loads + 1, loads - 1, loads + 1])
    step = kernels.price_step(pairs, curvature, loads, np.zeros_like(price), damping, cap, cost, 100, 1e-9)
    np.testing.assert_allclose(step, 0.0, atol=1e-12)
