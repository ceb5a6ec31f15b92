"""The pass that prices all units against all territories."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territory_engine.kernels.interface import F32, F64, I32, Kernels, MetricCode
from territory_engine.kernels.reference import pricing
from tests.conformance.search_cases import CASES, NOBODY, NOWHERE, Case, draw, with_


def run(kernels: Kernels, case: Case, window: F32 = NOBODY, threads: int = 1) -> tuple[I32, F64, I32, F64]:
    """Labels, loads, pairs, curvature."""
    labels = np.full(len(case.travel), -7, np.int32)
    units, blocks = case.handles(kernels)
    passed = kernels.price_pass(units, blocks, case.centers, case.prices, case.metric, window, labels, threads)
    return labels, *passed


@pytest.mark.parametrize(("shape", "n", "k", "measures", "bonus"), CASES)
def test_same_labels_and_loads_as_reference(
    kernels: Kernels, reference: Kernels, shape: str, n: int, k: int, measures: int, bonus: bool
) -> None:
    case = draw(shape, n, k, measures, bonus)
    expected_labels, expected_loads, _, _ = run(reference, case)
    for threads in (1, 4):
        labels, loads, pairs, curvature = run(kernels, case, threads=threads)
        np.testing.assert_array_equal(labels, expected_labels)
        np.testing.assert_allclose(loads, expected_loads, rtol=1e-9)
        assert pairs.shape == (0, 2)
        assert curvature.shape == (0, measures, measures)


def test_labels_are_optional(kernels: Kernels) -> None:
    case = draw("towns", 500, 10, 2)
    units, blocks = case.handles(kernels)
    loads, _, _ = kernels.price_pass(units, blocks, case.centers, case.prices, case.metric, NOBODY, NOWHERE, 1)
    np.testing.assert_array_equal(loads, run(kernels, case)[1])


@pytest.mark.parametrize("price_km", [0.0, 1.0])
def test_ties_go_to_the_lower_index(kernels: Kernels, reference: Kernels, price_km: float) -> None:
    case = draw("plain", 400, 6, seed=3)
    one_place = np.repeat(case.position[:, 17:18], 6, axis=1)
    case = with_(case, centers=one_place, prices=price_km * np.float32([[5, 4, 4, 5, 4, 9]]))
    labels = run(kernels, case)[0]
    assert (labels == (1 if price_km else 0)).all()
    np.testing.assert_array_equal(labels, run(reference, case)[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    shape=st.sampled_from(["towns", "plain", "few places", "pole", "antimeridian", "globe"]),
    n=st.integers(1, 400),
    k=st.integers(1, 40),
    measures=st.integers(1, 3),
    bonus=st.booleans(),
    price_km=st.sampled_from([0.0, 0.1, 10.0, 300.0, 5000.0]),
    seed=st.integers(0, 1000),
)
def test_pruning_loses_nothing(
    kernels: Kernels,
    reference: Kernels,
    shape: str,
    n: int,
    k: int,
    measures: int,
    bonus: bool,
    price_km: float,
    seed: int,
) -> None:
    case = draw(shape, n, min(n, k), measures, bonus, seed, price_km)
    labels, loads, _, _ = run(kernels, case)
    np.testing.assert_array_equal(labels, run(reference, case)[0])
    np.testing.assert_allclose(loads.sum(axis=0), case.load.sum(axis=1), rtol=1e-12)


@pytest.mark.parametrize("spread_degrees", [0.0, 1e-6, 1e-4, 1e-2])
def test_centres_around_the_antipode(kernels: Kernels, reference: Kernels, spread_degrees: float) -> None:
    """Float32 arcs are good to some kilometres there; the pruned pass still gives the float32 answer."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        latitude, longitude = 50.0 + spread_degrees * rng.normal(size=256), 10.0 + spread_degrees * rng.normal(size=256)
        position = reference.unit_vectors(latitude, longitude, 1)
        case = with_(
            draw("plain", 256, 6),
            position=position,
            centers=np.ascontiguousarray(-position[:, rng.integers(0, 256, 6)]),
            prices=rng.normal(0.0, (0.01, 0.5, 5.0)[seed % 3], (1, 6)).astype(np.float32),
            ratio=np.ones((1, 256), np.float32),
            metric=MetricCode.GLOBAL,
        )
        np.testing.assert_array_equal(run(kernels, case)[0], run(reference, case)[0])


def as_dict(pairs: I32, curvature: F64) -> dict[tuple[int, int], F64]:
    return {(s, t): block for (s, t), block in zip(pairs.tolist(), curvature, strict=True)}


@pytest.mark.parametrize("measures", [1, 3])
@pytest.mark.parametrize("bonus", [False, True])
def test_curvature_of_units_that_share_a_leaf(kernels: Kernels, reference: Kernels, measures: int, bonus: bool) -> None:
    """Two territories in every leaf: pruning has nothing to drop, all sums are those of the definition."""
    case = draw("plain", 160, 2, measures, bonus, seed=1)
    random = np.random.default_rng(0).permutation(160)
    mixed = with_(case, position=np.ascontiguousarray(case.position[:, random]))
    window = np.float32([0.4, 0.3])
    _, _, pairs, curvature = run(kernels, mixed, window)
    _, _, expected_pairs, expected = run(reference, mixed, window)
    assert pairs.tolist() == expected_pairs.tolist() == [[0, 1]]
    np.testing.assert_allclose(curvature, expected, rtol=1e-9)


@pytest.mark.parametrize("shape", ["towns", "plain", "globe", "few places"])
def test_curvature_between_what_must_and_what_may_count(kernels: Kernels, reference: Kernels, shape: str) -> None:
    """Units whose two cheapest are both the cheapest of some unit of their leaf must count; no others than those of
    the definition may."""
    case = draw(shape, 2000, 20, seed=5)
    window = np.full(20, 0.2, np.float32)
    labels, _, pairs, curvature = run(kernels, case, window)
    found, may = as_dict(pairs, curvature), as_dict(*run(reference, case, window)[2:])
    assert 0 < curvature.sum() <= sum(block.sum() for block in may.values()) * (1 + 1e-9)
    priced = pricing.costs(case.units(reference), case.centers, case.prices, case.metric)
    other = np.argsort(priced, axis=0, kind="stable")[1]
    leaves = labels.reshape(-1, 16)
    must = (leaves[np.arange(len(labels)) // 16] == other[:, None]).any(axis=1)
    km = priced[labels, np.arange(len(labels))] - case.prices[0, labels] * case.ratio[0]
    width = 0.2 * (np.maximum(km, 0) + np.float32(0.02))
    gap = priced[other, np.arange(len(labels))] - priced[labels, np.arange(len(labels))]
    certain = np.flatnonzero(must & (gap < 0.999 * width) & (case.load[0] > 0))
    assert len(certain) > 0
    least: dict[tuple[int, int], float] = {}
    for i in certain.tolist():
        pair = min(labels[i], other[i]), max(labels[i], other[i])
        least[pair] = least.get(pair, 0.0) + float(case.load[0, i] * case.ratio[0, i] / (2 * width[i]))
    for pair, sum_ in least.items():
        assert found[pair][0, 0] >= sum_ * (1 - 1e-5)
