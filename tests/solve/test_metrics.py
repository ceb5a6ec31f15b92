"""Plans in the plane, with squared travel and with lengths cut to whole numbers."""

from __future__ import annotations

import itertools

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from tests.solve.solve_cases import km_between
from tests.solve.test_determinism import figures

TRAVELS = {
    "plane": te.Planar(),
    "plane squared": te.Planar(power=2),
    "plane cut": te.Planar("floor"),
    "plane cut squared": te.Planar("floor", power=2),
    "sphere squared": te.GreatCircle(power=2),
}


def table(n, seed=0, kind="plane"):
    """Units around towns, with whole demands; degrees of central Europe on the sphere."""
    rng = np.random.default_rng(seed)
    towns = rng.uniform(0.0, 1000.0, (max(2, n // 50), 2))
    x, y = (towns[rng.integers(len(towns), size=n)] + rng.normal(0.0, 40.0, (n, 2))).T
    if kind.startswith("sphere"):
        x, y = 5.0 + x / 100.0, 45.0 + y / 100.0
    demand = rng.integers(1, 40, n).astype(float)
    return pa.table({"id": np.arange(n), "y": y, "x": x, "demand": demand, "visits": rng.integers(1, 5, n)})


def stated(data, territories, kind, activities, **problem):
    names = {"latitude": "y", "longitude": "x"} if kind.startswith("sphere") else {"y": "y", "x": "x"}
    given = {"travel": TRAVELS[kind], "activities": activities, "visits": "visits"} | problem
    return te.Problem(data, territories, id="id", **names, **given)


def travel_of(kind, y, x, center_y, center_x):
    """Travel of a visit, by the definition; broadcasts."""
    if kind.startswith("sphere"):
        length = km_between(y, x, center_y, center_x)
    else:
        length = np.sqrt((y - center_y) ** 2 + (x - center_x) ** 2)
    if "cut" in kind:
        length = np.floor(length)
    return length**2 if "squared" in kind else length


def recomputed(plan, kind):
    """Sum of visits x travel of a plan."""
    instance, found = plan.problem.instance, plan.solution
    center = found.center_y[found.labels], found.center_x[found.labels]
    return float((instance.travel_weight * travel_of(kind, instance.y, instance.x, *center)).sum())


@pytest.mark.parametrize("kind", TRAVELS)
@pytest.mark.parametrize("seed", [0, 1])
def test_plan_is_valid_and_its_figures_are_right(kind, seed):
    problem = stated(table(1500, seed, kind), 12, kind, {"demand": te.Balance(0.03)})
    plan = te.solve(problem, seed=seed)
    assert plan.check() == []
    assert plan.objective == pytest.approx(recomputed(plan, kind), rel=1e-9)
    assert 0.0 <= plan.lower_bound <= plan.objective
    if "cut" not in kind:
        assert plan.gap < 0.01


@pytest.mark.parametrize("kind", TRAVELS)
def test_against_all_assignments(kind):
    """Fixed homes: the bound never lies above the optimum; uncut, the plan found is the optimum."""
    for seed in range(8):
        data = table(9, seed, kind)
        places = {"y": [100.0, 500.0], "x": [100.0, 900.0]}
        if kind.startswith("sphere"):
            places = {"latitude": [46.0, 50.0], "longitude": [6.0, 14.0]}
        areas = pa.table({"territory_id": ["A", "B"], "fixed": [True, True]} | places)
        problem = stated(data, areas, kind, {"demand": te.Balance(0.35)})
        instance = problem.instance
        travel = travel_of(kind, instance.y[:, None], instance.x[:, None], instance.center_y, instance.center_x)
        labels = np.array(list(itertools.product(range(2), repeat=9)))
        cost = (instance.travel_weight * travel[np.arange(9), labels]).sum(axis=1)
        demand = instance.measures[0]
        load = np.stack([(demand.values * (labels == t)).sum(axis=1) for t in range(2)], axis=1)
        allowed = ((load <= demand.maximum + 1e-6) & (load >= demand.minimum - 1e-6)).all(axis=1)
        optimum = float(cost[allowed].min())
        plan = te.solve(problem)
        assert plan.check() == []
        assert plan.lower_bound <= optimum * (1 + 1e-9)
        assert plan.objective >= optimum * (1 - 1e-9)
        if "cut" not in kind:
            assert plan.objective <= optimum * (1 + 1e-6)


@pytest.mark.parametrize("kind", ["plane squared", "sphere squared"])
def test_centres_with_squared_travel_are_mean_places(kind):
    problem = stated(table(800, 3, kind), 6, kind, {"demand": te.Balance(0.05)})
    found, instance = te.solve(problem).solution, problem.instance
    for t in range(6):
        own = found.labels == t
        weight = instance.travel_weight[own]
        y, x = ((weight * place[own]).sum() / weight.sum() for place in (instance.y, instance.x))
        if kind == "plane squared":  # exactly the mean, but for float32
            assert np.hypot(y - found.center_y[t], x - found.center_x[t]) < 0.01
        else:  # a degree of longitude is shorter farther north
            assert km_between(y, x, found.center_y[t], found.center_x[t]) < 10.0


@pytest.mark.parametrize("load", [0.8, 0.9, 0.95])
@pytest.mark.parametrize("per_territory", [5, 10, 30])
def test_capacities_alone_are_kept(load, per_territory):
    """Only a maximum, little room and few units: what the field's instances ask."""
    for seed in range(3):
        data = table(600, 10 + seed)
        k = 600 // per_territory
        capacity = np.ceil(data["demand"].to_numpy().sum() / k / load)
        plan = te.solve(stated(data, k, "plane", {"demand": te.Bounds(maximum=capacity)}), seed=seed)
        assert plan.check() == []


@pytest.mark.parametrize(("scale", "shift"), [(2.0**20, 0.0), (2.0**-30, 0.0), (1.0, 2.0**20)])
def test_the_unit_and_the_origin_of_the_plane_change_nothing(scale, shift):
    """Scaling by powers of two and moving by whole numbers are exact: so are the plans."""
    data = table(700, 5)
    rounded = {name: np.round(data[name].to_numpy() * 64.0) / 64.0 for name in ("y", "x")}
    plans = []
    for factor, offset in ((1.0, 0.0), (scale, shift)):
        moved = data
        for name, values in rounded.items():
            moved = moved.set_column(moved.column_names.index(name), name, pa.array(values * factor + offset))
        plans.append(te.solve(stated(moved, 7, "plane", {"demand": te.Balance(0.04)})))
    one, other = plans
    assert np.array_equal(one.solution.labels, other.solution.labels)
    assert other.objective == pytest.approx(one.objective * scale, rel=1e-9)


def test_all_units_at_one_point():
    data = table(40).set_column(1, "y", pa.array(np.full(40, 3.0))).set_column(2, "x", pa.array(np.full(40, -7.0)))
    plan = te.solve(stated(data, 4, "plane", {"demand": te.Balance(0.3)}))
    assert plan.check() == []
    assert plan.objective == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("kind", ["plane", "plane squared", "sphere squared"])
def test_threads_and_kernel_sets_change_no_bit(kind, monkeypatch):
    """The quick plan's; cluster search has tests of its own."""
    monkeypatch.setattr("territory_engine.cluster_solve.LARGEST_TERRITORY", 0)
    problem = stated(table(3000, 2, kind), 8, kind, {"demand": te.Balance(0.03)})
    first = te.solve(problem, threads=1)
    for threads, kernels in ((4, None), (2, "numba")):
        assert figures(te.solve(problem, threads=threads, kernels=kernels)) == figures(first)


def test_a_soft_balance_and_a_baseline_in_the_plane():
    data = table(900, 4).append_column("today", pa.array([f"t{i % 5}" for i in range(900)]))
    areas = pa.table({"territory_id": [f"t{i}" for i in range(5)]})
    objective = te.Objective(disruption=0.5)
    problem = stated(
        data, areas, "plane", {"demand": te.Balance(0.05, hard=False)}, baseline="today", objective=objective
    )
    plan = te.solve(problem)
    assert plan.check() == []
    assert 0.0 < plan.lower_bound <= plan.objective
