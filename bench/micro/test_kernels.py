"""Every kernel of every set: ``pytest bench/micro --benchmark-group-by=func``. Each is warmed before it is measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from territory_engine.kernels.interface import MetricCode

from .conftest import Case

NOTHING = np.empty(0, np.float32)


def measure(benchmark: BenchmarkFixture, work: Callable[..., Any], *arguments: Any) -> Any:
    """Warm, which compiles the Numba kernels too, then measure."""
    work(*arguments)
    return benchmark(work, *arguments)


def test_unit_vectors(benchmark: BenchmarkFixture, case: Case) -> None:
    measure(benchmark, case.kernels.unit_vectors, case.latitude, case.longitude, case.threads)


def test_spatial_order(benchmark: BenchmarkFixture, case: Case) -> None:
    shuffled = np.random.default_rng(0).permutation(len(case.latitude))
    places = case.latitude[shuffled], case.longitude[shuffled]
    measure(benchmark, case.kernels.spatial_order, *places, case.threads)


def test_great_circle_matrix(benchmark: BenchmarkFixture, case: Case) -> None:
    out = np.zeros((len(case.latitude), case.territories), np.float32)
    places = case.latitude, case.longitude, *case.center_places
    measure(benchmark, case.kernels.great_circle_matrix, *places, out, case.threads)


@pytest.mark.parametrize("k", [1, 8])
def test_great_circle_nearest(benchmark: BenchmarkFixture, case: Case, k: int) -> None:
    places = case.latitude, case.longitude, *case.center_places
    measure(benchmark, case.kernels.great_circle_nearest, *places, min(k, case.territories), case.threads)


def test_assigned_travel(benchmark: BenchmarkFixture, case: Case) -> None:
    places = case.latitude, case.longitude, case.labels, *case.center_places
    measure(benchmark, case.kernels.assigned_travel, *places, MetricCode.REGIONAL, case.threads)


def test_make_blocks(benchmark: BenchmarkFixture, case: Case) -> None:
    measure(benchmark, case.kernels.make_blocks, case.units, case.threads)


def test_price_pass(benchmark: BenchmarkFixture, case: Case) -> None:
    measure(benchmark, case.price, NOTHING, case.labels.copy())


def test_price_pass_with_curvature(benchmark: BenchmarkFixture, case: Case) -> None:
    window = np.full(case.territories, 0.1, np.float32)
    _, pairs, _ = measure(benchmark, case.price, window, case.labels.copy())
    assert len(pairs)


def test_price_step(benchmark: BenchmarkFixture, case: Case) -> None:
    loads, pairs, curvature = case.price(np.full(case.territories, 0.1, np.float32), case.labels.copy())
    target = np.full_like(loads, loads.mean())
    hard = [target, 0.99 * target, 1.01 * target, 0.99 * target, 1.01 * target, 0.0 * target, 0.0 * target]
    ones = np.ones_like(loads)
    arguments = (pairs, curvature, loads, 0.0 * loads, 1e-3 * ones, ones, np.stack(hard), 50, 1e-6)
    measure(benchmark, case.kernels.price_step, *arguments)


def test_center_sums(benchmark: BenchmarkFixture, case: Case) -> None:
    measure(
        benchmark, case.kernels.center_sums, case.units, case.labels, case.centers, MetricCode.REGIONAL, case.threads
    )


def test_border_units(benchmark: BenchmarkFixture, case: Case) -> None:
    units, _, _ = measure(benchmark, case.border)
    assert len(units)


def test_pair_lists(benchmark: BenchmarkFixture, case: Case) -> None:
    _, territory, _ = case.border()
    measure(benchmark, case.kernels.pair_lists, territory, case.territories)


def test_exchange(benchmark: BenchmarkFixture, case: Case) -> None:
    """Five sweeps at a low temperature, from the cheapest territories."""
    unit, territory, cost = case.border()
    pairs = case.kernels.pair_lists(territory, case.territories)
    loads, _, _ = case.price(NOTHING, case.labels.copy())
    target = np.full_like(loads, loads.mean())
    limits = np.stack([target, target, target, 0.5 * loads, 1.5 * loads, 0.0 * target, 0.0 * target])
    load, ones = np.ascontiguousarray(case.workload[unit][:, None]), np.ones_like(loads)
    negative_log = -np.log((np.random.default_rng(0).permutation(4096) + 0.5) / 4096.0)
    schedule = np.full(5, 0.1), np.ones(5)
    start = np.zeros(len(unit), np.uint8)

    def five_sweeps() -> tuple[int, int, int]:
        now, best, figures = (start.copy(), loads.copy()), (start.copy(), loads.copy()), np.array([0.0, np.inf, 0, 0])
        fixed = (territory, cost, load, pairs, limits, ones, 0.0 * loads, *schedule, 8, negative_log, 1)
        return case.kernels.exchange(*fixed, *now, *best, figures)

    evaluated, _, _ = measure(benchmark, five_sweeps)
    assert evaluated > len(unit)


@pytest.mark.parametrize("rule", [0, 1], ids=["medoid", "centroid"])
def test_cluster_search(benchmark: BenchmarkFixture, case: Case, rule: int) -> None:
    """200,000 proposals in one region of 3,000 accounts or fewer, 5 to a territory, on the sphere (travel 3)."""
    n = min(3000, len(case.latitude))
    k = n // 5
    places = case.latitude[:n], case.longitude[:n]
    near, _ = case.kernels.great_circle_nearest(*places, *places, 13, case.threads)
    own = near == np.arange(n)[:, None]
    own[~own.any(axis=1), -1] = True
    load = np.ascontiguousarray(case.workload[:n, None])
    target = np.full((k, 1), load.sum() / k)
    zero, ones = 0.0 * target, np.ones(n, np.float32)
    limits = np.stack([target, zero, 9.0 * target, zero, 1.5 * target, zero, zero])
    nothing, nowhere = np.empty((0, 0), np.float32), np.empty(0, np.int32)
    position = np.ascontiguousarray(case.position[:, :n])
    fixed = (3, rule, position, nothing, ones, load, limits, target[0], nowhere, 0.0, ones.astype(np.uint8))
    neighbors = np.ascontiguousarray(near[~own].reshape(n, 12), np.int32)
    negative_log = -np.log((np.random.default_rng(0).permutation(4096) + 0.5) / 4096.0)
    region = (np.array([0, k]), np.arange(k, dtype=np.int32), np.array([[3.0, 0.03]]), np.array([200_000]))
    way = (np.zeros(1, np.int32), np.ones(1, np.uint64), True, negative_log, case.threads)

    def anneal() -> Any:
        labels = (np.arange(n) * k // n).astype(np.int32)
        return case.kernels.cluster_search(*fixed, neighbors, labels, *region, *way)

    _, counts = measure(benchmark, anneal)
    assert counts[0, 1] > 0
