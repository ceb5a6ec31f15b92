"""te.Balance("smallest"): as even as can be, then as short as can be, held to all assignments of small cases."""

from __future__ import annotations

import itertools

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.deviation_bound import deviation_bound
from territory_engine.shares import shares
from territory_engine.stages.tighten import RESOLUTION
from tests.solve.solve_cases import accounts, assert_valid, homes, km_between, labels_of, solve

SMALLEST = {"potential": te.Balance("smallest")}
HOMES = ((48.1, 11.6), (48.9, 2.4), (52.5, 13.4))


def all_plans(problem):
    """Largest deviation and travel of every assignment to fixed centres; inf where bounds or pins are not kept."""
    instance = problem.instance
    n, k = instance.n, instance.territory_count
    labels = np.array(list(itertools.product(range(k), repeat=n)))
    km = km_between(instance.y[:, None], instance.x[:, None], instance.center_y, instance.center_x)
    travel = (instance.travel_weight * km[np.arange(n), labels]).sum(axis=1)
    deviation = np.zeros(len(labels))
    for measure in instance.measures:
        load = np.stack([(measure.values * (labels == t)).sum(axis=1) for t in range(k)], axis=1)
        kept = (load <= measure.maximum * (1 + 1e-9)) & (load >= measure.minimum * (1 - 1e-9))
        off = measure.smallest * np.abs(load / measure.target - 1).max(axis=1) if measure.smallest else 0.0
        deviation = np.maximum(deviation, np.where(kept.all(axis=1), off, np.inf))
    pinned = (instance.pinned < 0) | (instance.pinned == labels)
    return np.where(pinned.all(axis=1), deviation, np.inf), travel


def small_problem(seed, asked=SMALLEST, **columns):
    k = 2 + seed % 2
    n = 9 if k == 2 else 8
    # light tails: no unit is heavier than a share, so that the largest deviation says it all
    potential = np.random.default_rng(seed).uniform(1.0, 2.0, n)
    areas = homes(*HOMES[:k], fixed=[True] * k, **{name: values[:k] for name, values in columns.items()})
    return te.Problem(accounts(n, seed, potential=potential), areas, activities=asked)


def assert_best(problem, plan):
    """No assignment is more even (but for the resolution), and none as even is shorter."""
    deviation, travel = all_plans(problem)
    reached = max(
        measure.smallest * float(np.abs(plan.evaluation.loads[:, column] / measure.target - 1).max())
        for column, measure in enumerate(problem.instance.measures)
    )
    assert reached <= deviation.min() + RESOLUTION
    assert plan.evaluation.travel.sum() <= travel[deviation <= deviation.min() + 1e-9].min() * (1 + 1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_against_all_assignments(seed):
    problem = small_problem(seed)
    plan = assert_valid(te.solve(problem, seed=seed))
    assert_best(problem, plan)
    deviation, _ = all_plans(problem)
    assert deviation_bound(problem.instance, problem.instance.measures[0]) <= deviation.min() + 1e-12


@pytest.mark.parametrize("seed", range(6))
def test_unequal_targets(seed):
    problem = small_problem(seed, target_potential=[3.0, 2.0, 2.0])
    plan = assert_valid(te.solve(problem))
    assert_best(problem, plan)


@pytest.mark.parametrize("seed", range(6))
def test_two_measures_by_weight(seed):
    asked = {"potential": te.Balance("smallest"), "workload": te.Balance("smallest", weight=0.5)}
    problem = small_problem(seed, asked)
    assert_best(problem, assert_valid(te.solve(problem)))


@pytest.mark.parametrize("seed", range(6))
def test_hard_limits_of_other_measures_come_first(seed):
    asked = {"potential": te.Balance("smallest"), "accounts": te.Bounds(minimum=2, maximum=6)}
    problem = small_problem(seed, asked)
    assert_best(problem, assert_valid(te.solve(problem)))


@pytest.mark.parametrize("seed", range(30))
def test_the_bound_holds_for_all_assignments(seed):
    """Heavy units, whole numbers, pins: never above the least deviation there is."""
    rng = np.random.default_rng(seed)
    n, k = 8, 2 + seed % 2
    potential = np.ceil(rng.lognormal(1.0, 1.5, n)) * (2.0 if seed % 3 else 0.7)
    areas = homes(*HOMES[:k], fixed=[True] * k, **({"target_potential": rng.uniform(1, 3, k)} if seed % 5 == 0 else {}))
    pins = [te.Pin([0, 1], "B")] if seed % 4 == 0 else []
    problem = te.Problem(accounts(n, seed, potential=potential), areas, activities=SMALLEST, constraints=pins)
    deviation, _ = all_plans(problem)
    least = deviation_bound(problem.instance, problem.instance.measures[0])
    assert least <= deviation.min() * (1 + 1e-12) + 1e-12
    plan = assert_valid(te.solve(problem))
    assert plan.summary["measures"]["potential"]["max_deviation"] >= deviation.min() - 1e-12


def test_one_heavy_unit_is_proven_to_be_the_limit():
    """It gets a territory for itself, and the others share the rest as evenly as they can."""
    potential = np.random.default_rng(0).lognormal(0.0, 0.5, 400)
    potential[7] = 300.0
    plan = solve(accounts(400, potential=potential), 6, SMALLEST)
    figures = plan.summary["measures"]["potential"]
    assert figures["max_deviation"] == pytest.approx(300.0 / (potential.sum() / 6) - 1, rel=1e-9)
    assert figures["least_deviation"] == pytest.approx(figures["max_deviation"], rel=1e-9)
    assert "proven" in str(plan.summary)
    labels = np.array(labels_of(plan))
    assert (labels == labels[7]).sum() == 1
    rest = np.array([potential[labels == t].sum() for t in set(labels) - {labels[7]}])
    assert np.abs(rest / rest.mean() - 1).max() <= 2 * RESOLUTION
    assert plan.run["balance"]["potential"]["heavy"] == ["7"]


def test_whole_numbers():
    """2,000 accounts over 30 territories: 66 or 67 each, and that is proven best."""
    plan = solve(accounts(2000), 30, {"accounts": te.Balance("smallest")})
    assert set(plan.evaluation.loads[:, 0]) == {66.0, 67.0}
    figures = plan.summary["measures"]["accounts"]
    assert figures["max_deviation"] == pytest.approx(figures["least_deviation"], rel=1e-9)


def test_much_more_even_than_a_tolerance_for_little_more_travel():
    table = accounts(2000)
    loose = solve(table, 20, {"potential": te.Balance(0.05)})
    even = solve(table, 20, SMALLEST)
    assert even.summary["measures"]["potential"]["max_deviation"] <= RESOLUTION * (1 + 1e-9)
    assert even.summary["travel"]["total"] <= 1.1 * loose.summary["travel"]["total"]


def test_pins_baseline_and_time():
    table = accounts(300, today=[f"T{i % 4}" for i in range(300)])
    areas = pa.table({"territory_id": ["T0", "T1", "T2", "T3"]})
    problem = te.Problem(
        table, areas, activities=SMALLEST, baseline="today", objective=te.Objective.stable(),
        constraints=[te.Pin([3, 4, 5], "T2")],
    )  # fmt: skip
    plan = assert_valid(te.solve(problem, stop=te.MaxIterations(2)))
    assert plan.summary["measures"]["potential"]["max_deviation"] <= RESOLUTION * (1 + 1e-9)
    assert {labels_of(plan)[i] for i in (3, 4, 5)} == {"T2"}
    assert assert_valid(te.solve(problem, stop=te.MaxRuntime(0.05))).status == "feasible"


@pytest.mark.parametrize("after", [1, 4, 20, 60])
def test_cancelled(after):
    events = []
    problem = te.Problem(accounts(500), 5, activities=SMALLEST)
    plan = te.solve(problem, progress=lambda event: events.append(event) or len(events) < after)
    assert assert_valid(plan).status == ("interrupted" if len(events) == after else "feasible")


def test_same_bits_for_any_threads_and_kernels():
    problem = te.Problem(accounts(300), 4, activities=SMALLEST)
    plans = [te.solve(problem, threads=threads, kernels="numba") for threads in (1, 2)]
    assert plans[0].assignment.equals(plans[1].assignment)
    assert plans[0].assignment.equals(te.solve(problem).assignment)


def test_saved_and_loaded(tmp_path):
    plan = solve(accounts(200), 4, SMALLEST)
    plan.save(tmp_path / "plan")
    loaded = te.load_plan(tmp_path / "plan")
    assert loaded.check() == []
    assert loaded.summary["measures"] == plan.summary["measures"]
    assert loaded.run["balance"] == plan.run["balance"]


def test_a_false_claim_is_found():
    plan = solve(accounts(200), 4, SMALLEST)
    plan.run["balance"]["potential"]["deviation"] *= 0.5
    assert [finding.rule for finding in plan.check()] == ["evenness"]


def test_shares_of_heavy_units_by_target():
    """The heavier unit goes to the larger target; the factor of the others is common."""
    potential = np.concatenate([[130.0, 70.0], np.full(50, 1.0)])
    areas = homes(*HOMES, fixed=[True] * 3, target_potential=[1.0, 2.0, 1.0])
    found = shares(te.Problem(accounts(52, potential=potential), areas, activities=SMALLEST).instance)
    assert found.heavy.tolist() == [0, 1]
    assert found.instance.pinned[0] == 1
    other = found.instance.pinned[1]
    assert other in (0, 2)
    assert found.goal[[1, other, 2 - other], 0].tolist() == pytest.approx([130.0, 70.0, 50.0])


@pytest.mark.parametrize("given", [{"tolerance": "smalest"}, {"tolerance": "smallest", "hard": False}])
def test_refused(given):
    with pytest.raises(te.DataError, match=r"te\.Balance"):
        te.Balance(**given)


@pytest.mark.parametrize(
    "stated", [{"centers": "medoid"}, {"centers": "centroid"}, {"travel": te.GreatCircle(power=2)}]
)
def test_other_centres_and_squared_travel(stated):
    plan = te.solve(te.Problem(accounts(400), 5, activities=SMALLEST, **stated))
    assert plan.check() == []
    assert plan.summary["measures"]["potential"]["max_deviation"] <= RESOLUTION * (1 + 1e-9)


def test_in_the_plane():
    rng = np.random.default_rng(0)
    table = pa.table({"account_id": np.arange(500), "x": rng.random(500), "y": rng.random(500), "w": rng.random(500)})
    plan = te.solve(te.Problem(table, 6, x="x", y="y", activities={"w": te.Balance("smallest")}))
    assert plan.check() == []
    assert plan.summary["measures"]["w"]["max_deviation"] <= RESOLUTION * (1 + 1e-9)


def test_with_a_matrix_it_is_refused():
    table = accounts(6)
    travel = te.TravelMatrix(np.ones((6, 6)))
    with pytest.raises(NotImplementedError, match="smallest"):
        te.solve(te.Problem(table, 2, travel=travel, centers="medoid", activities=SMALLEST))


def test_all_pinned():
    table = accounts(30)
    pins = [te.Pin(list(range(t, 30, 3)), name) for t, name in enumerate("ABC")]
    problem = te.Problem(table, pa.table({"territory_id": list("ABC")}), activities=SMALLEST, constraints=pins)
    figures = assert_valid(te.solve(problem)).summary["measures"]["potential"]
    assert figures["least_deviation"] == pytest.approx(figures["max_deviation"], rel=1e-9)


def test_cancelled_before_the_first_tolerance_is_kept():
    """Three units in two territories: 5 % cannot be kept, and a plan is due all the same."""
    problem = te.Problem(accounts(3, potential=[1.0, 1.0, 1.0]), 2, activities=SMALLEST)
    plan = te.solve(problem, progress=lambda event: False)
    assert assert_valid(plan).status == "interrupted"
