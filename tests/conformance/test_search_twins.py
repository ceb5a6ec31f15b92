"""C++ and Numba agree bit for bit, on instances with work for several threads."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from territory_engine.kernels import get
from territory_engine.kernels.interface import Kernels, MetricCode
from tests.conformance.search_cases import METRICS, NOBODY, NOWHERE, Case, ordered

pytestmark = pytest.mark.skipif(find_spec("territory_engine._core") is None, reason="no C++ core was built")

N, K = 120_000, 150
BOXES = {
    "plain": ([47.0, 5.0], [55.0, 15.0]),
    "globe": ([-90.0, -180.0], [90.0, 180.0]),
    "board": ([-1.0, -0.5], [1.0, 0.5]),
}


def large_case(measures: int, bonus: bool, shape: str) -> Case:
    """Units on a grid that follows the order: cheap to make, prices uneven."""
    rng = np.random.default_rng(measures)
    metric, (low, high) = METRICS.get(shape, MetricCode.REGIONAL), BOXES[shape.removesuffix(" squared")]
    y, x, position = ordered(get("numba"), metric, *rng.uniform(low, high, (N, 2)).T.copy(), 2)
    travel = rng.lognormal(0.0, 1.0, N).astype(np.float32)
    load = rng.lognormal(0.0, 1.0, (measures, N))
    chosen = rng.integers(0, N, K)
    return Case(
        N, y, x, position, travel, load, (load / travel).astype(np.float32),
        rng.exponential(5.0, N).astype(np.float32) if bonus else NOBODY,
        np.repeat(rng.integers(-1, K, N // 100), 100).astype(np.int32) if bonus else NOWHERE,
        np.ascontiguousarray(position[:, chosen]), y[chosen], x[chosen],
        rng.normal(0.0, 5.0 if metric.power == 1 else 1000.0, (measures, K)).astype(np.float32), metric,
    )  # fmt: skip


def part(value: Any) -> Any:
    """The first 16,000 units of an array over units, anything else as it is."""
    over_units = isinstance(value, np.ndarray) and value.ndim and value.shape[-1] == N
    return np.ascontiguousarray(value[..., :16_000]) if over_units else value


def digest(kernels: Kernels, case: Case, threads: int) -> dict[str, Any]:
    """Bytes of everything the search kernels return."""
    units, blocks = case.handles(kernels, threads)
    results: dict[str, Any] = {}

    def keep(name: str, *arrays: Any) -> None:
        results[name] = [(array.dtype, array.shape, array.tobytes()) for array in arrays]

    labels = np.empty(N, np.int32)
    window = np.linspace(0.05, 0.3, K, dtype=np.float32)
    keep("blocks", *(getattr(blocks, name) for name in ("start", "center", "half", "radius", "load", "bonus", "base")))
    given = units, blocks, case.centers, case.prices, case.metric
    loads, pairs, curvature = kernels.price_pass(*given, window, labels, threads)
    keep("pass", labels, loads, pairs, curvature)
    target = np.broadcast_to(loads.mean(axis=0), loads.shape)
    limits = np.stack([target, 0.9 * target, 1.1 * target, 0.9 * target, 1.1 * target, 0 * target, 0 * target])
    price = np.ascontiguousarray(case.prices.T, np.float64)
    step = kernels.price_step(pairs, curvature, loads, price, 0.05 * target, 0 * target + 9.0, limits, 30, 1e-4)
    keep("step", step)
    keep("centers", kernels.center_sums(units, labels, case.centers, case.metric, threads))
    places = case.y, case.x, labels, case.center_y, case.center_x
    keep("travel", kernels.assigned_travel(*places, case.metric, threads))
    margin = (5.0 if case.metric.power == 1 else 2000.0) * window
    unit, territory, cost = kernels.border_units(*given, margin, labels, 4, threads)
    keep("border", unit, territory, cost)
    pair_lists = kernels.pair_lists(territory, K)
    keep("pairs", *pair_lists)
    nearest = case.y[:16_000], case.x[:16_000], case.center_y, case.center_x
    ways = np.empty((16_000, K), np.float32)
    kernels.great_circle_matrix(*nearest, ways, threads)
    few = Case(*(part(value) for value in vars(case).values())).units(kernels)
    *lists, beyond = kernels.list_territories(few, 0, ways.T.copy(), case.prices, margin, 7, labels[:16_000], threads)
    keep("lists", *lists, beyond)
    mine = np.empty(16_000, np.int32)
    keep("listed pass", *kernels.listed_pass(few, tuple(lists), case.prices, window, mine, threads), mine)
    keep("listed border", *kernels.listed_border(few, tuple(lists), case.prices, margin, mine, 4, threads))
    keep("listed travel", kernels.listed_travel(tuple(lists), mine, threads))
    slot = (territory == labels[unit][:, None]).argmax(axis=1).astype(np.uint8)
    state = slot, loads.copy(), slot.copy(), loads.copy(), np.array([0.0, np.inf, 0.0, 0.0])
    results["counts"] = kernels.exchange(
        territory, cost, np.ascontiguousarray(case.load[:, unit].T), pair_lists, limits, 0 * target + 20.0, price,
        np.geomspace(5.0, 0.1, 4), np.geomspace(0.1, 2.0, 4), 6, -np.log((np.arange(4096) + 0.5) / 4096), 5, *state,
    )  # fmt: skip
    keep("exchange", *state)
    return results


@pytest.mark.parametrize(
    ("measures", "bonus", "shape"),
    [
        (1, False, "plain"),
        (2, True, "globe"),
        (1, True, "board"),
        (2, False, "board squared"),
        (1, False, "globe squared"),
    ],
)
def test_same_bits(measures: int, bonus: bool, shape: str) -> None:
    from territory_engine import _core

    case = large_case(measures, bonus, shape)
    before = _core.simd_level()
    truth = digest(get("native"), case, 1)
    assert truth["counts"][0] > 0
    others = [digest(get("numba"), case, threads) for threads in (1, 2, 4)]
    try:
        for level in _core.simd_levels():
            _core.set_simd_level(level)
            others += [digest(get("native"), case, threads) for threads in (2, 4)]
    finally:
        _core.set_simd_level(before)
    for other in others:
        assert [name for name in truth if other[name] != truth[name]] == []
