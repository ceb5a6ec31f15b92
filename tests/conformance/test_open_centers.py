"""Candidate centres at multipliers: exact knapsacks, the same in every kernel set, lazily or not."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from territory_engine.kernels import get


def offers_case(seed, units=30, reach=80.0):
    """Rows of a random instance in the plane: whole or real weights, some of them zero, sometimes no capacity."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, units))
    count = int(rng.integers(1, max(2, n // 3)))
    given = min(count, int(rng.integers(0, 3)))
    y, x = rng.uniform(0, 100, (2, n))
    travel = np.sqrt((y[:, None] - y) ** 2 + (x[:, None] - x) ** 2)
    weight = rng.integers(0, 30, n).astype(float) if seed % 2 else rng.lognormal(0, 1, n)
    capacity = max(weight.max(), 1.1 * weight.sum() / count) if seed % 7 else np.inf
    inside = travel < reach
    start = np.concatenate([[0], np.cumsum(inside.sum(axis=1))])
    unit = np.nonzero(inside)[1].astype(np.int32)
    return start, unit, travel[inside], weight, capacity, given, count, rng.uniform(0, 80, n)


def run(kernels, case, rate=None, node_limit=10_000, threads=2):
    start, unit = case[:2]
    rate = np.zeros(len(start) - 1) if rate is None else rate.copy()
    taken = np.full(len(unit), 7, np.uint8)
    value, chosen, served, solved, unfinished = kernels.open_centers(*case, node_limit, rate, taken, threads)
    return {"value": value, "chosen": chosen, "served": served, "rate": rate, "solved": solved,
            "unfinished": unfinished, "taken": [taken[start[j] : start[j + 1]].tolist() for j in chosen]}  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_against_reference(kernels, reference, seed):
    case = offers_case(seed)
    rate = np.abs(np.random.default_rng(seed).normal(0, 0.5, len(case[0]) - 1))
    found, truth = run(kernels, case, rate), run(reference, case)
    for name in ("chosen", "served", "taken"):
        assert np.array_equal(np.concatenate([np.ravel(v) for v in found[name]]),
                              np.concatenate([np.ravel(v) for v in truth[name]])), name  # fmt: skip
    chosen = found["chosen"]
    assert found["value"][chosen] == pytest.approx(truth["value"][chosen], rel=1e-12)
    assert (found["value"] >= truth["value"] - 1e-9).all()
    assert found["unfinished"] == 0
    assert found["solved"] <= len(found["value"])


@pytest.mark.parametrize("seed", range(10))
def test_against_all_subsets(kernels, seed):
    start, unit, cost, weight, capacity, _, _, multiplier = case = offers_case(seed, units=11)
    found = run(kernels, case)
    for j in found["chosen"]:
        entries = range(start[j], start[j + 1])
        best = 0.0
        for size in range(1, len(entries) + 1):
            for subset in itertools.combinations(entries, size):
                if weight[unit[list(subset)]].sum() <= capacity:
                    best = max(best, float((multiplier[unit[list(subset)]] - cost[list(subset)]).sum()))
        assert found["value"][j] == pytest.approx(best, rel=1e-12)


def test_subset_sums(kernels):
    """Profit equals weight, so that only filling the capacity counts; even weights never fill an odd one."""
    weight = np.random.default_rng(5).integers(20, 100, 24).astype(float) * 2
    case = (np.array([0, 24]), np.arange(24, dtype=np.int32), np.zeros(24), weight, 500.0, 0, 1, weight)
    found = run(kernels, case)
    assert found["value"] == 500.0
    assert found["unfinished"] == 0
    hopeless = run(kernels, (*case[:4], 501.0, *case[5:]))
    assert hopeless["unfinished"] == 1
    assert hopeless["value"] == 501.0, "the bound of the root"
    assert weight[np.array(hopeless["taken"][0], bool)].sum() == 500.0, "the best found"


def test_same_bits_for_any_set_and_threads(kernels):
    case = offers_case(4, units=3000, reach=9.0)
    truth = run(get("numba"), case, threads=1)
    assert truth["solved"] < len(truth["value"]) or case[5] == case[6]
    for threads in (1, 2, 4):
        found = run(kernels, case, threads=threads)
        for name, value in truth.items():
            if name == "taken":
                assert found[name] == value
            else:
                assert np.asarray(found[name]).tobytes() == np.asarray(value).tobytes(), name


def test_a_carried_rate_saves_knapsacks_and_changes_nothing(kernels):
    case = offers_case(12, units=2000, reach=12.0)
    first = run(kernels, case)
    again = run(kernels, case, rate=first["rate"])
    assert again["solved"] <= first["solved"]
    assert again["chosen"].tolist() == first["chosen"].tolist()
    assert again["taken"] == first["taken"]


def test_nothing_to_serve(kernels):
    case = (np.zeros(4, np.int64), np.empty(0, np.int32), np.empty(0), np.ones(2), 5.0, 1, 2, np.ones(2))
    found = run(kernels, case)
    assert found["value"].tolist() == [0.0, 0.0, 0.0]
    assert found["chosen"].tolist() == [0, 1]
    assert found["served"].tolist() == [0, 0]
