"""The checker finds each centre that the problem's rule does not allow."""

from dataclasses import replace

import numpy as np
import pytest

from territory_engine.check import check
from tests.plan.metric_cases import ALL
from tests.plan.test_metrics import plan_by


def findings(plan, **changes):
    return check(plan.problem.instance, replace(plan.solution, **changes))


def changed(array, index, value):
    copy = array.copy()
    copy[index] = value
    return copy


@pytest.fixture
def make():
    return lambda metric, rule: plan_by(np.random.default_rng(9), metric, rule)


def test_a_medoid_of_another_territory(make):
    plan = make("plane", "medoid")
    given, index = plan.problem.instance, plan.solution.center_index
    stranger = int(np.flatnonzero(plan.solution.labels == 1)[0])
    found = findings(
        plan,
        center_index=changed(index, 0, stranger),
        center_y=changed(plan.solution.center_y, 0, given.y[stranger]),
        center_x=changed(plan.solution.center_x, 0, given.x[stranger]),
    )
    assert "medoid" in {finding.rule for finding in found}
    (foreign,) = [finding for finding in found if finding.rule == "medoid"]
    assert (foreign.unit, foreign.territory, foreign.found) == (stranger, 0, 1)


def test_any_own_unit_may_be_the_centre(make):
    plan = make("matrix", "medoid")
    own = np.array([int(np.flatnonzero(plan.solution.labels == t)[-1]) for t in range(3)], np.int32)
    # the figures are those of other centres, the centres are allowed
    assert {finding.rule for finding in findings(plan, center_index=own)} <= {"travel", "objective"}


def test_a_place_that_is_not_that_of_the_unit(make):
    plan = make("plane", "medoid")
    found = findings(plan, center_x=plan.solution.center_x + np.array([0.01, 0, 0]))
    assert found[0].rule == "center"
    assert "what it is said to be stands at" in found[0].message


def test_a_candidate_taken_twice(make):
    plan = make("plane", "candidates")
    given, index = plan.problem.instance, changed(plan.solution.center_index, 1, plan.solution.center_index[0])
    places = {"center_y": given.candidate_y[index], "center_x": given.candidate_x[index]}
    (twice,) = [one for one in findings(plan, center_index=index, **places) if one.rule == "candidate"]
    assert (twice.found, twice.expected) == (2, 1)


@pytest.mark.parametrize("metric", ["plane", "sphere"])
@pytest.mark.parametrize(("off", "rules"), [(1e-9, set()), (1e-2, {"centroid"})])
def test_a_centre_beside_the_centroid(make, metric, off, rules):
    plan = make(metric, "centroid")
    found = findings(plan, center_y=plan.solution.center_y + np.array([0, off, 0]))
    assert {finding.rule for finding in found} - {"travel", "objective"} == rules


def test_a_fixed_centre_need_not_be_the_centroid(make):
    plan = make("plane", "centroid")
    y, x = plan.solution.center_y + 3.0, plan.solution.center_x
    given = replace(plan.problem.instance, fixed=np.ones(3, bool), center_y=y, center_x=x)
    assert {one.rule for one in check(given, replace(plan.solution, center_y=y))} == {"travel", "objective"}


@pytest.mark.parametrize(
    ("rule", "index", "message"),
    [
        ("medoid", None, "found none of center_index, expected one for each"),
        ("anywhere", np.zeros(3, np.int32), "found some of center_index, expected none"),
        ("medoid", np.zeros(2, np.int32), r"center_index has shape \[2\], expected \[3\]"),
        ("medoid", np.zeros(3), "center_index is float64, expected integers"),
        ("medoid", np.array([0, 1, 30], np.int32), r"unit number 30, expected one of 0\.\.29"),
        ("candidates", np.array([0, -2, 2], np.int32), r"candidate number -2, expected one of 0\.\.5"),
        ("candidates", np.array([0, -1, 2], np.int32), "territory 1 has units and no centre"),
    ],
)
def test_indices_that_are_none(make, rule, index, message):
    (found,) = findings(make("plane", rule), center_index=index)
    assert found.rule == "center"
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(found.message)


def test_a_place_that_is_none(make):
    (found,) = findings(make("plane", "anywhere"), center_y=np.array([0.0, np.inf, 0.0]))
    assert (found.rule, found.territory) == ("center", 1)
    assert "finite numbers" in found.message


@pytest.mark.parametrize(("metric", "rule"), ALL)
@pytest.mark.parametrize("claim", ["travel", "objective", "lower_bound"])
def test_claims(make, metric, rule, claim):
    """Off the sphere figures are held to nine digits: one length that is cut wrongly shows."""
    plan = make(metric, rule)
    off = 1.0 if plan.problem.instance.metric.floor else 1e-6 * plan.objective
    off = off if not metric.startswith("sphere") else 0.05 * plan.objective
    found = {
        "travel": {"travel": plan.solution.travel + np.array([0, off, 0])},
        "objective": {"objective": plan.objective + off},
        "lower_bound": {"lower_bound": plan.objective + off},
    }[claim]
    assert [one.rule for one in findings(plan, **found)] == ["bound" if claim == "lower_bound" else claim]
