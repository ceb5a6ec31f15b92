"""The bound against the truth: all assignments of small problems, random assignments of larger ones."""

from __future__ import annotations

import itertools

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.evaluate import evaluate
from territory_engine.spread import reference_distance_km
from tests.solve.solve_cases import RADIUS_KM, accounts, assert_valid, homes, km_between

HOMES = ((48.1, 11.6), (48.9, 2.4), (52.5, 13.4))


def cheapest(problem):
    """The least objective of all assignments that keep the hard limits, by trying each; inf where none does.

    The centres are fixed. Written after the definition of the objective, not after the package's evaluator.
    """
    instance = problem.instance
    n, k = instance.n, instance.territory_count
    km = km_between(instance.y[:, None], instance.x[:, None], instance.center_y,
                    instance.center_x)  # fmt: skip
    price = problem.objective
    reference = reference_distance_km(instance)  # float32 trigonometry: near the definition, and exact in what follows
    assert reference == pytest.approx(reference_km(instance) / np.sqrt(k), rel=1e-5)
    volume = instance.travel_weight.sum()
    labels = np.array(list(itertools.product(range(k), repeat=n)))
    cost = instance.travel * (instance.travel_weight * km[np.arange(n), labels]).sum(axis=1)
    allowed = np.ones(len(labels), bool)
    for measure in instance.measures:
        load = np.stack([(measure.values * (labels == t)).sum(axis=1) for t in range(k)], axis=1)
        slack = 1e-9
        allowed &= (load <= measure.maximum * (1 + slack)).all(axis=1) & (load >= measure.minimum * (1 - slack)).all(
            axis=1
        )
        if not measure.balanced:
            continue
        share = measure.target / measure.target.sum()
        rate = 2 * price.fairness * measure.weight * volume * reference * share / (0.1 * measure.target) ** 2
        off = np.maximum(np.maximum(load - measure.upper, measure.lower - load), 0.0)
        cost += (0.5 * (not measure.hard) * rate * off**2).sum(axis=1)
        cost += (0.5 * price.inside * rate * (load - measure.target) ** 2).sum(axis=1)
    rho = price.disruption * reference * volume / n
    cost += rho * ((instance.baseline >= 0) & (labels != instance.baseline)).sum(axis=1)
    return float(cost[allowed].min(initial=np.inf))


def reference_km(instance):
    """Travel-weighted mean distance to the weighted mean direction."""
    a, b = np.radians(instance.y), np.radians(instance.x)
    place = np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)])
    mean = (instance.travel_weight * place).sum(axis=1)
    mean /= np.linalg.norm(mean)
    angle = np.arctan2(np.linalg.norm(np.cross(place.T, mean), axis=1), mean @ place)
    return RADIUS_KM * float((instance.travel_weight * angle).sum() / instance.travel_weight.sum())


def small_problem(seed, kind):
    k = 2 + seed % 2
    n = 9 if k == 2 else 8
    today = [["A", "B", None][(seed + i) % 3] for i in range(n)]
    table = accounts(n, seed, today=today)
    asked = {
        "hard": {"potential": te.Balance(0.35)},
        "soft": {"potential": te.Balance(0.05, hard=False)},
        "both": {"accounts": te.Bounds(minimum=2), "potential": te.Balance(0.1, hard=False, weight=0.5)},
        "inside": {"workload": te.Balance(0.5)},
        "stable": {"potential": te.Balance(0.2, hard=False)},
    }[kind]
    objective = {"inside": te.Objective.fair(), "stable": te.Objective(disruption=0.7, inside=0.2)}.get(kind)
    return te.Problem(
        table,
        homes(*HOMES[:k], fixed=[True] * k),
        activities=asked,
        visits="visits",
        objective=objective,
        baseline="today",
    )


@pytest.mark.parametrize("kind", ["hard", "soft", "both", "inside", "stable"])
def test_against_all_assignments(kind):
    """The bound never lies above the optimum; the plan found is the optimum."""
    exact, solved, off = 0, 0, []
    for seed in range(21):
        problem = small_problem(seed, kind)
        optimum = cheapest(problem)
        try:
            plan = assert_valid(te.solve(problem, seed=seed))
        except te.InfeasibleError:
            assert optimum == np.inf, f"seed {seed}: a plan exists, with an objective of {optimum}"
            continue
        metre = 1e-3 * float(problem.instance.travel_weight.sum())
        assert plan.lower_bound <= optimum * (1 + 1e-9) + 1e-9
        assert plan.objective >= optimum * (1 - 1e-9) - 1e-9
        solved += 1
        exact += plan.objective <= optimum * (1 + 1e-6) + metre
        off.append(plan.objective / optimum - 1)
    print(f"{kind}: {exact} of {solved} optimal, worst {max(off):.2%} off")
    assert solved >= 10
    assert exact == solved


def test_bound_of_fixed_centres_is_a_bound_for_any_plan():
    rng = np.random.default_rng(0)
    table = accounts(400)
    asked = {"accounts": te.Bounds(minimum=90), "potential": te.Balance(0.1, hard=False)}
    problem = te.Problem(table, homes(*HOMES, fixed=[True] * 3), activities=asked, visits="visits")
    plan = assert_valid(te.solve(problem))
    for _ in range(20):
        labels = rng.permutation(np.arange(400) % 3)
        given = pa.table({"account_id": table["account_id"], "territory_id": np.array(list("ABC"))[labels]})
        other = te.Plan.from_assignment(problem, given)
        assert other.check() == []
        assert plan.lower_bound <= other.objective


@pytest.mark.parametrize("objective", [te.Objective(), te.Objective.fair(), te.Objective.stable()])
def test_bound_of_free_centres_is_a_bound_for_plans_with_these_centres(objective):
    """Small changes of the plan found, its centres kept: none that keeps the limits costs less than the bound."""
    rng = np.random.default_rng(1)
    table = accounts(2000, today=np.arange(2000) % 8 + 1)
    asked = {"potential": te.Balance(0.05), "workload": te.Balance(0.03, hard=False)}
    areas = pa.table({"territory_id": np.arange(1, 9)})
    problem = te.Problem(table, areas, activities=asked, visits="visits", objective=objective, baseline="today")
    plan = assert_valid(te.solve(problem))
    instance, found = problem.instance, plan.solution
    second = plan.second_choices
    hard = instance.measures[0]
    tried = 0
    for share in np.repeat([0.0005, 0.005, 0.02, 0.2, 1.0], 40):
        labels = found.labels.copy()
        moved = rng.random(2000) < share
        labels[moved] = second.territory[moved] if share < 1.0 else rng.integers(0, 8, int(moved.sum()))
        load = np.bincount(labels, hard.values, minlength=8)
        if (load > hard.maximum).any() or (load < hard.minimum).any():
            continue
        tried += 1
        other = evaluate(instance, labels, found.center_y, found.center_x)
        assert plan.lower_bound <= other.objective
    assert tried >= 20


def test_bound_is_tight_where_units_are_many():
    plan = assert_valid(te.solve(te.Problem(accounts(3000), 5, activities={"potential": te.Balance(0.02)})))
    assert plan.gap < 0.01


def test_nothing_asked_and_fixed_homes_is_solved_to_the_end():
    """Everyone goes to the nearest home, and that is proven."""
    table = accounts(300)
    plan = assert_valid(te.solve(te.Problem(table, homes(*HOMES, fixed=[True] * 3), activities={})))
    km = km_between(table["lat"].to_numpy()[:, None], table["lon"].to_numpy()[:, None], *np.array(HOMES).T)
    assert plan.objective == pytest.approx(km.min(axis=1).sum(), rel=1e-9)
    assert plan.gap < 1e-5
