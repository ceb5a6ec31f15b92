"""Every figure of a plan by the definitions, for each metric and rule: evaluation, second choices, reasons, storage."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.accounts import Columns
from territory_engine.best_centers import best_centers
from territory_engine.centers import Centers
from territory_engine.check import check
from territory_engine.evaluate import evaluate
from territory_engine.metric import Metric
from territory_engine.named import Named
from territory_engine.next_best import next_best
from territory_engine.plan import Plan
from territory_engine.solution import Solution
from territory_engine.spread import reference_travel
from territory_engine.unit_travel import travel_to
from tests.plan.metric_cases import ALL, PLACED, random_instance, unit_travel
from tests.plan.plan_cases import instance


def plan_by(rng, metric, rule, **more):
    """A plan with random labels and the best centres for them."""
    given = random_instance(rng, metric, rule, **more)
    labels = rng.permutation(np.arange(given.n) % given.territory_count).astype(np.int32)
    centers = best_centers(given, labels)
    found = evaluate(given, labels, centers.y, centers.x, center_index=centers.index)
    solution = Solution(
        labels=labels, center_y=centers.y, center_x=centers.x, prices=np.zeros_like(found.loads), loads=found.loads,
        travel=found.travel, objective=found.objective, lower_bound=float("nan"), bound_scope="none", status="given",
        center_index=centers.index,
    )  # fmt: skip
    flat = metric.startswith("plane")
    columns = Columns("id", None, None, None, None, "x", "y") if flat else Columns("id", "lat", "lon", None, None)
    if metric == "matrix":
        columns = Columns("id", None, None, None, None)
    sites = pa.array([f"s{i}" for i in range(len(given.candidate_y))]) if rule == "candidates" else None
    ids = pa.array(np.arange(given.n) + 100), pa.array(["N", "E", "S"][: given.territory_count])
    return Plan(Named(given, columns, *ids, False, pa.table({}), sites), solution)


@pytest.mark.parametrize(("metric", "rule"), ALL)
def test_evaluation(metric, rule):
    plan = plan_by(np.random.default_rng(1), metric, rule)
    given, labels = plan.problem.instance, plan.solution.labels
    expected = [unit_travel(given, i, labels[i], plan.solution.centers) for i in range(given.n)]
    np.testing.assert_allclose(plan.evaluation.unit_travel, expected, rtol=1e-12, atol=1e-9)
    if given.metric.floor:
        assert (plan.evaluation.unit_travel == expected).all()
    travel = np.bincount(labels, given.travel_weight * expected, 3)
    np.testing.assert_allclose(plan.evaluation.travel, travel, rtol=1e-12)
    assert plan.evaluation.terms["travel"] == pytest.approx(travel.sum(), rel=1e-12)
    assert plan.check() == []


@pytest.mark.parametrize(("metric", "rule"), ALL)
def test_second_choices_and_reasons(metric, rule):
    plan = plan_by(np.random.default_rng(2), metric, rule)
    given, found = plan.problem.instance, plan.solution
    for unit in range(0, given.n, 7):
        costs = {}
        for there in set(range(3)) - {int(found.labels[unit])}:
            labels = found.labels.copy()
            labels[unit] = there
            moved = evaluate(given, labels, found.center_y, found.center_x, center_index=found.center_index)
            costs[there] = moved.objective - plan.objective
        best = min(costs, key=costs.get)
        tolerance = {"rel": 1e-7, "abs": 1e-6 * plan.objective if metric.startswith("sphere") else 1e-7}
        assert plan.second_choices.cost[unit] == pytest.approx(costs[best], **tolerance)
        reasons = plan.explain(100 + unit)
        assert reasons.alternatives[0].cost == pytest.approx(costs[best], rel=1e-7, abs=1e-7)
        assert reasons.travel == plan.evaluation.unit_travel[unit]
        assert ("km" in str(reasons)) == metric.startswith("sphere")


def test_second_choices_without_fairness():
    given = replace(random_instance(np.random.default_rng(5), "plane floor"), measures=())
    labels = (np.arange(given.n) % 3).astype(np.int32)
    centers = best_centers(given, labels)
    found = next_best(given, labels, centers, evaluate(given, labels, centers.y, centers.x))
    every = np.stack([travel_to(given, slice(None), np.full(given.n, t), centers) for t in range(3)], axis=1)
    assert found.nearest_travel == pytest.approx(float((given.travel_weight * every.min(axis=1)).sum()))
    here = every[np.arange(given.n), labels]
    every[np.arange(given.n), labels] = np.inf
    np.testing.assert_allclose(found.cost, given.travel_weight * (every.min(axis=1) - here))


@pytest.mark.parametrize(("metric", "rule"), ALL)
def test_saved_and_loaded(metric, rule, tmp_path):
    plan = plan_by(np.random.default_rng(3), metric, rule)
    plan.save(tmp_path / "plan")
    again = te.load_plan(tmp_path / "plan")
    assert again.assignment.equals(plan.assignment)
    assert again.territories.equals(plan.territories)
    old, new = plan.problem.instance, again.problem.instance
    assert (new.center_rule, replace(new.metric, matrix=None)) == (rule, replace(old.metric, matrix=None))
    for name in ("candidate_y", "candidate_x", "y", "x"):
        np.testing.assert_array_equal(getattr(new, name), getattr(old, name))
    np.testing.assert_array_equal(new.metric.matrix, old.metric.matrix)
    assert again.check() == []
    assert evaluate(new, again.solution.labels, again.solution.center_y, again.solution.center_x,
                    center_index=again.solution.center_index).objective == plan.objective  # fmt: skip


@pytest.mark.parametrize(("metric", "rule"), PLACED)
def test_pictures(metric, rule, tmp_path):
    plan = plan_by(np.random.default_rng(4), metric, rule)
    plan.picture(tmp_path / "plan.svg")
    drawn = (tmp_path / "plan.svg").read_text()
    assert ("km" in drawn) == metric.startswith("sphere")


def test_a_matrix_cannot_be_drawn(tmp_path):
    with pytest.raises(te.DataError, match="no places"):
        plan_by(np.random.default_rng(4), "matrix", "medoid").picture(tmp_path / "plan.svg")


def test_a_picture_of_one_place(tmp_path):
    rng = np.random.default_rng(0)
    plan = plan_by(rng, "plane", "medoid", n=3)
    given = replace(plan.problem.instance, y=np.full(3, 5e6), x=np.full(3, 7.0))
    solution = replace(plan.solution, center_y=np.full(3, 5e6), center_x=np.full(3, 7.0))
    Plan(replace(plan.problem, instance=given), solution).picture(tmp_path / "plan.svg")
    assert "nan" not in (tmp_path / "plan.svg").read_text()


def test_centres_in_the_table():
    rng = np.random.default_rng(6)
    plan = plan_by(rng, "plane", "medoid")
    assert plan.territories.column_names[:5] == ["territory_id", "center_x", "center_y", "center_id", "accounts"]
    assert plan.territories["center_id"].to_pylist() == (100 + plan.solution.center_index).tolist()
    assert plan_by(rng, "plane", "candidates").territories["center_id"].to_pylist()[0].startswith("s")
    assert plan_by(rng, "matrix", "medoid").territories.column_names[:3] == ["territory_id", "center_id", "accounts"]
    assert "center_id" not in plan_by(rng, "sphere", "centroid").territories.column_names


def test_units_in_texts():
    rng = np.random.default_rng(7)
    assert "km² a visit" in str(plan_by(rng, "sphere squared", "anywhere").summary)
    assert "km" not in str(plan_by(rng, "plane", "anywhere").summary)
    assert plan_by(rng, "plane", "anywhere").summary["travel"]["unit"] == ""


def test_where_there_is_no_way():
    matrix = np.array([[0.0, 1.0, np.inf], [1.0, 0.0, np.inf], [np.inf, 2.0, 0.0]])
    given = instance([0, 0, 0], [0, 0, 0], k=2, metric=Metric("matrix", matrix=matrix), center_rule="medoid")
    labels = np.array([0, 1, 1], np.int32)
    centers = Centers(np.zeros(2), np.zeros(2), np.array([0, 2], np.int32))
    found = evaluate(given, labels, centers.y, centers.x, center_index=centers.index)
    assert found.unit_travel.tolist() == [0.0, np.inf, 0.0]
    solution = Solution(
        labels=labels, center_y=centers.y, center_x=centers.x, prices=np.zeros((2, 0)), loads=found.loads,
        travel=found.travel, objective=found.objective, lower_bound=0.0, bound_scope="", status="feasible",
        center_index=centers.index,
    )  # fmt: skip
    assert [(finding.rule, finding.unit) for finding in check(given, solution)] == [("way", 1)]
    second = next_best(given, labels, centers, found)
    assert second.territory.tolist() == [1, 0, 0]
    assert second.cost[0] == np.inf
    assert second.cost[1] == -np.inf


def test_references():
    """About the mean travel in a plan of K territories; what penalties are measured by."""
    square = {"y": np.array([0.0, 0, 2, 2]), "x": np.array([0.0, 2, 0, 2])}
    for power, expected in ((1, np.sqrt(2) / 2), (2, 2 / 4)):
        given = instance(square["y"], square["x"], k=4, metric=Metric("plane", power=power))
        assert reference_travel(given) == pytest.approx(expected)
    one_place = instance([3, 3], [1, 1], metric=Metric("plane"))
    assert reference_travel(one_place) == 1.0
    matrix = np.array([[0.0, 4.0], [np.inf, 2.0]])
    given = instance([0, 0], [0, 0], visits=[1, 3], k=1, metric=Metric("matrix", matrix=matrix))
    assert reference_travel(given) == pytest.approx((1 * 4 + 3 * 2) / (1 * 2 + 3 * 1))
    north = instance([49, 51], [10, 10], k=4, metric=Metric("sphere", power=2))
    assert reference_travel(north) == pytest.approx(111.19508**2 / 4, rel=1e-5)
