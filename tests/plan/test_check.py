"""The checker finds each planted fault, and no other."""

from dataclasses import replace

import numpy as np
import pytest

from territory_engine.check import PlanCheckError, check
from territory_engine.finding import LISTED
from territory_engine.plan import Plan
from tests.plan.plan_cases import instance, measure, plan_of, solved, with_solution


@pytest.fixture
def valid():
    given = instance(
        [0, 0, 1, 1],
        [0, 1, 0, 1],
        [measure("m", [1, 2, 2, 1], [3, 3], tolerance=0.01)],
        pinned=np.array([0, -1, -1, -1], np.int32),
        fixed=np.array([True, False]),
        center_y=np.array([0.0, np.nan]),
        center_x=np.array([0.5, np.nan]),
    )
    return plan_of(given, [0, 0, 1, 1], [0.0, 1.0], [0.5, 0.5], unit_ids=list("abcd"), lower_bound=100.0)


def rules(plan):
    return [finding.rule for finding in plan.check()]


def test_a_valid_plan(valid):
    assert valid.check() == []


def broken(array, index, value):
    copy = array.copy()
    copy[index] = value
    return copy


@pytest.mark.parametrize("value", [2, -1, 99])
def test_label_out_of_range(valid, value):
    plan = with_solution(valid, labels=broken(valid.solution.labels, 2, value))
    (finding,) = plan.check()
    assert (finding.rule, finding.unit, finding.found) == ("assigned", "c", value)
    assert str(finding) == f"unit 'c' is in territory number {value}, expected one of 0..1"


@pytest.mark.parametrize("labels", [np.zeros(3, np.int32), np.zeros(4), np.zeros((4, 1), np.int32)])
def test_labels_that_are_none(valid, labels):
    assert rules(with_solution(valid, labels=labels)) == ["assigned"]


def test_pin(valid):
    given = replace(valid.problem.instance, pinned=np.array([0, 1, -1, -1], np.int32))
    (finding,) = Plan(replace(valid.problem, instance=given), valid.solution).check()
    assert (finding.rule, finding.unit, finding.found, finding.expected) == ("pin", "b", "T0", "T1")


@pytest.mark.parametrize(("labels", "found"), [([0, 1, 1, 1], {"minimum", "maximum"}), ([0, 0, 1, 1], set())])
def test_hard_limits(valid, labels, found):
    plan = Plan(valid.problem, solved(valid.problem.instance, labels, [0.0, 1.0], [0.5, 0.5]))
    assert set(rules(plan)) == found
    for finding in plan.check():
        assert (
            finding.message
            == {
                "minimum": "territory 'T0': m is 1, minimum 2.97, missed by 1.97",
                "maximum": "territory 'T1': m is 5, maximum 3.03, missed by 1.97",
            }[finding.rule]
        )


@pytest.mark.parametrize(("off", "found"), [(0.5e-9, []), (4e-9, ["minimum"])])
def test_hard_limits_have_a_hair_of_slack(off, found):
    one = measure("m", [1, 1], [1, 1])
    one = replace(one, minimum=np.array([1 + off, 0.0]))
    assert rules(plan_of(instance([0, 0], [0, 1], [one]), [0, 1], [0, 0], [0, 1])) == found


def test_soft_limits_are_no_limits():
    one = measure("m", [1, 5], [3, 3], hard=False)
    assert rules(plan_of(instance([0, 0], [0, 1], [one]), [0, 1], [0, 0], [0, 1])) == []


def test_fixed_centre_away_from_home(valid):
    moved = solved(valid.problem.instance, valid.solution.labels, [0.001, 1.0], [0.5, 0.5])
    (finding,) = Plan(valid.problem, moved).check()
    assert (finding.rule, finding.territory, finding.expected) == ("home", "T0", (0.0, 0.5))


@pytest.mark.parametrize("value", [np.nan, 91.0, -90.5])
def test_centre_that_is_no_place(valid, value):
    plan = with_solution(valid, center_y=broken(valid.solution.center_y, 1, value))
    (finding,) = plan.check()
    assert (finding.rule, finding.territory) == ("center", "T1")


def test_too_few_centres(valid):
    assert rules(with_solution(valid, center_x=np.zeros(1))) == ["center"]


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("load", {"loads": np.array([[3.0], [3.0 + 1e-7]])}),
        ("load", {"loads": np.array([[3.0], [np.nan]])}),
        ("travel", {"travel": np.array([111.1949, 113.0])}),
        ("objective", {"objective": 230.0}),
        ("objective", {"objective": float("nan")}),
        ("bound", {"lower_bound": 222.5}),
        ("bound", {"lower_bound": float("inf")}),
    ],
)
def test_claims(valid, rule, changes):
    assert rules(with_solution(valid, **changes)) == [rule]


def test_claims_of_float32_are_true_enough(valid):
    solution = valid.solution
    plan = with_solution(
        valid,
        travel=solution.travel.astype(np.float32).astype(float),
        objective=solution.objective * (1 + 5e-6),
        loads=solution.loads * (1 + 1e-12),
        lower_bound=solution.objective * (1 + 1e-8),
    )
    assert plan.check() == []


def test_many_faults_are_counted():
    n = 3 * LISTED
    given = instance(np.zeros(n), np.arange(n), pinned=np.ones(n, np.int32))
    findings = plan_of(given, np.zeros(n), [0, 0], [0, 1]).check()
    assert len(findings) == LISTED + 1
    assert findings[-1].message == (
        f"... {n - LISTED} more; in all {n} units away from the territory that they are pinned to"
    )


def test_error_lists_the_findings(valid):
    findings = check(valid.problem.instance, replace(valid.solution, objective=1.0))
    error = PlanCheckError(findings)
    assert isinstance(error, RuntimeError)
    assert "the plan claims an objective of 1, recomputed 222.3" in str(error)
    assert error.findings == findings
