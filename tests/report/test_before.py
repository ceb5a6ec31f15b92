"""What a plan is compared with: the figures of plan.summary, plan.compare and Plan.from_assignment."""

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.errors import DataError
from territory_engine.report.before import before_of
from tests.plan.plan_cases import random_plan


@pytest.fixture(scope="module")
def accounts():
    return te.demo.accounts(400, ("DE",), territories=5)


def problem(accounts, territories=5, **more):
    return te.Problem(accounts, territories, activities={"workload": te.Balance(0.1)}, baseline="territory", **more)


def agrees(found, plan, then):
    """The same figures as a plan of that alignment, which is evaluated by other code."""
    assert found.ids == then.problem.territory_ids.to_pylist()
    np.testing.assert_array_equal(found.counts, then.evaluation.counts)
    np.testing.assert_allclose(found.travel, then.evaluation.travel, rtol=1e-12)
    np.testing.assert_allclose(found.loads["workload"], then.evaluation.loads[:, 0])
    np.testing.assert_allclose(found.targets["workload"], then.problem.instance.measures[0].target)
    moved = plan.compare(then).moved
    assert found.moved.sum() == moved["accounts"] and found.share == moved["share"]


def test_a_count_of_territories_has_today_s_own(accounts):
    plan = te.solve(problem(accounts, 4))
    found = before_of(plan)
    then = te.Plan.from_assignment(plan.problem, accounts, territory="territory")
    assert found.name == "today"
    agrees(found, plan, then)
    assert (found.became < 0).sum() == 1  # five became four
    assert (before_of(plan, then).became == found.became).all()
    agrees(before_of(plan, then), plan, then)


def test_named_territories_move_as_in_the_summary(accounts):
    table = pa.table({"territory_id": [f"T{t}" for t in range(1, 6)]})
    plan = te.solve(problem(accounts, table))
    found = before_of(plan)
    assert found is before_of(plan)
    assert found.became.tolist() == list(range(5))
    assert found.moved.sum() == plan.summary["moved"]["accounts"] and found.share == plan.summary["moved"]["share"]


@pytest.mark.parametrize("named", [True, False])
def test_new_accounts_count_nowhere(accounts, named):
    new = np.arange(400) % 4 == 0
    today = pa.array(accounts["territory"].to_pylist(), mask=new)
    some = accounts.drop_columns("territory").append_column("territory", today)
    table = pa.table({"territory_id": [f"T{t}" for t in range(1, 6)]})
    plan = te.solve(problem(some, table if named else 5))
    found = before_of(plan)
    assert found.known == 300 and (found.labels[new] == -1).all() and not found.moved[new].any()
    only = problem(some.filter(pa.array(~new)), 5)
    then = te.Plan.from_assignment(only, some.filter(pa.array(~new)), territory="territory")
    np.testing.assert_allclose(found.travel, then.evaluation.travel, rtol=1e-6)
    np.testing.assert_allclose(found.loads["workload"], then.evaluation.loads[:, 0])
    np.testing.assert_allclose(found.targets["workload"], then.problem.instance.measures[0].target)
    if named:
        assert found.moved.sum() == plan.summary["moved"]["accounts"] and found.share == plan.summary["moved"]["share"]


def test_nothing_to_compare_with(accounts):
    plan = te.solve(te.Problem(accounts, 3))
    assert before_of(plan) is None
    with pytest.raises(DataError, match="not of the same units"):
        before_of(plan, random_plan(np.random.default_rng(0)))


def test_origin_is_the_inverse_of_became():
    rng = np.random.default_rng(3)
    after, before = random_plan(rng, n=60, k=4), random_plan(rng, n=60, k=6)
    found = before_of(after, before)
    origin = found.origin(4)
    assert sorted(origin.tolist()) == sorted(np.flatnonzero(found.became >= 0).tolist())
    assert (found.became[origin] == np.arange(4)).all()
