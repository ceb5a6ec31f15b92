"""Centres at mean places, at units and at candidate sites."""

from __future__ import annotations

import itertools

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.medoid import medoids
from tests.solve.test_determinism import figures
from tests.solve.test_metrics import TRAVELS, recomputed, stated, table

RULES = ["centroid", "medoid", "candidates"]


@pytest.fixture(params=["quick", "clusters"], autouse=True)
def way(request, monkeypatch):
    """Every test both ways: by the stages of the quick plan, and as te.solve chooses (clusters where they fit)."""
    if request.param == "quick":
        monkeypatch.setattr("territory_engine.cluster_solve.LARGEST_TERRITORY", 0)
    return request.param


def sites(count, kind="plane", seed=9):
    y, x = np.random.default_rng(seed).uniform(0.0, 1000.0, (2, count))
    if kind.startswith("sphere"):
        y, x = 45.0 + y / 100.0, 5.0 + x / 100.0
    names = ("latitude", "longitude") if kind.startswith("sphere") else ("y", "x")
    return pa.table({"candidate_id": [f"s{i}" for i in range(count)], names[0]: y, names[1]: x})


def ruled(rule, data, territories, kind="plane", activities=None, candidates=40, **problem):
    given = {"candidates": sites(candidates, kind)} if rule == "candidates" else {}
    activities = {"demand": te.Balance(0.05)} if activities is None else activities
    return stated(data, territories, kind, activities, centers=rule, **given, **problem)


@pytest.mark.parametrize("kind", [*TRAVELS, "sphere"])
@pytest.mark.parametrize("rule", RULES)
def test_plan_follows_the_rule(rule, kind, monkeypatch):
    monkeypatch.setitem(TRAVELS, "sphere", te.GreatCircle())
    problem = ruled(rule, table(900, 1, kind), 9, kind)
    plan = te.solve(problem)
    assert plan.check() == []
    assert plan.objective == pytest.approx(recomputed(plan, kind), rel=1e-9)
    assert 0.0 <= plan.lower_bound <= plan.objective
    index = plan.solution.center_index
    if rule == "candidates":
        assert len(set(index.tolist())) == 9
    elif rule == "medoid":
        assert (plan.solution.labels[index] == np.arange(9)).all()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("per_territory", [5, 20])
def test_capacities_alone_are_kept(rule, per_territory):
    for seed in range(2):
        data, k = table(400, 20 + seed), 400 // per_territory
        capacity = np.ceil(data["demand"].to_numpy().sum() / k / 0.9)
        problem = ruled(rule, data, k, activities={"demand": te.Bounds(maximum=capacity)}, candidates=200)
        assert te.solve(problem, seed=seed).check() == []


@pytest.mark.parametrize("kind", ["plane", "plane squared", "sphere squared"])
def test_medoids_of_small_territories_are_the_best_units(kind):
    """Up to 64 units all are tried: no other unit of a territory is a better centre."""
    problem = ruled("medoid", table(300, 4, kind), 12, kind)
    found = te.solve(problem).solution
    exact = medoids(problem.instance, found.labels)
    travel = {name: [] for name in ("found", "exact")}
    for name, index in (("found", found.center_index), ("exact", exact)):
        for t in range(12):
            own = found.labels == t
            place = problem.instance.y[index[t]], problem.instance.x[index[t]]
            offset = np.hypot(problem.instance.y[own] - place[0], problem.instance.x[own] - place[1])
            travel[name].append(float((problem.instance.travel_weight[own] * offset).sum()))
    if kind == "plane":
        np.testing.assert_allclose(travel["found"], travel["exact"], rtol=1e-12)
    assert found.center_index.tolist() == exact.tolist()


def test_as_many_candidates_as_territories():
    """Every site is a centre, and each unit limitless goes to its nearest one."""
    data = table(500, 7)
    plan = te.solve(ruled("candidates", data, 12, activities={}, candidates=12))
    assert plan.check() == []
    place = sites(12)
    off = [data[name].to_numpy()[:, None] - place[name].to_numpy() for name in ("y", "x")]
    nearest = np.hypot(*off).min(axis=1)
    assert plan.objective == pytest.approx(float((data["visits"].to_numpy() * nearest).sum()), rel=1e-9)


@pytest.mark.parametrize("rule", RULES)
def test_pinned_units_count_for_centres(rule):
    data = table(200, 3).append_column("pin", pa.array(["A" if i % 9 == 0 else None for i in range(200)]))
    areas = pa.table({"territory_id": ["A", "B", "C"]})
    for pinned in (data, data.set_column(5, "pin", pa.array([["A", "B", "C"][i % 3] for i in range(200)]))):
        constraints = [te.Pin(account, name) for account, name in enumerate(pinned["pin"].to_pylist()) if name]
        problem = ruled(rule, pinned, areas, activities={}, constraints=constraints)
        plan = te.solve(problem)
        assert plan.check() == []
        assert ((problem.instance.pinned < 0) | (problem.instance.pinned == plan.solution.labels)).all()


@pytest.mark.parametrize("rule", RULES)
def test_a_cancelled_search_follows_the_rule(rule):
    plan = te.solve(ruled(rule, table(1200, 2), 10), progress=lambda event: False)
    assert plan.status == "interrupted"
    assert plan.check() == []


@pytest.mark.parametrize("rule", RULES)
def test_threads_and_kernel_sets_change_no_bit(rule, way):
    problem = ruled(rule, table(2000, 6), 8)
    first = te.solve(problem, threads=1)
    for threads, kernels in ((4, None), (2, "numba")) if way == "quick" else ((4, None),):
        assert figures(te.solve(problem, threads=threads, kernels=kernels)) == figures(first)


def test_assignment_against_all_permutations():
    from territory_engine.stages.site_choice import assign

    for seed in range(60):
        rng = np.random.default_rng(seed)
        rows, columns = int(rng.integers(1, 6)), int(rng.integers(5, 8))
        cost = rng.integers(0, 9, (rows, columns)).astype(float) if seed % 2 else rng.normal(size=(rows, columns))
        found = assign(cost)
        assert len(set(found.tolist())) == rows
        best = min(cost[np.arange(rows), list(p)].sum() for p in itertools.permutations(range(columns), rows))
        assert cost[np.arange(rows), found].sum() == pytest.approx(best, abs=1e-12)
