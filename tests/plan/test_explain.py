"""Reasons: every stated cost is the cost of really moving the unit."""

import numpy as np
import pytest

from territory_engine.errors import DataError
from territory_engine.evaluate import evaluate
from tests.plan.plan_cases import instance, measure, plan_of, random_plan
from tests.plan.test_next_best import every_move


@pytest.mark.parametrize("seed", range(3))
def test_stated_costs_are_those_of_the_move(seed):
    plan = random_plan(np.random.default_rng(seed), n=25, k=6, disruption=0.8, inside=0.2)
    given, solution = plan.problem.instance, plan.solution
    changes = every_move(plan)
    for i in range(given.n):
        reasons = plan.explain(i)
        others = [t for t in np.argsort(changes[i], kind="stable") if t != solution.labels[i]]
        assert [a.territory for a in reasons.alternatives] == [f"T{t}" for t in others[:3]]
        for alternative in reasons.alternatives:
            labels = solution.labels.copy()
            labels[i] = int(alternative.territory[1:])
            moved = evaluate(given, labels, solution.center_y, solution.center_x)
            assert alternative.cost == pytest.approx(moved.objective - plan.objective, rel=1e-8, abs=1e-6)
            for term, value in alternative.terms.items():
                assert value == pytest.approx(moved.terms[term] - plan.evaluation.terms[term], rel=1e-8, abs=1e-6)
        assert (reasons.pin_price is not None) == (given.pinned[i] >= 0)
        if reasons.pinned:
            assert reasons.pin_price == pytest.approx(max(0.0, -changes[i].min()), rel=1e-8, abs=1e-6)


def test_cost_here_is_what_the_unit_adds():
    plan = random_plan(np.random.default_rng(9), disruption=0.5)
    given, solution = plan.problem.instance, plan.solution
    reasons = plan.explain(3)
    assert reasons.terms["travel"] == pytest.approx(given.travel_weight[3] * plan.evaluation.unit_travel[3])
    here = solution.labels[3]
    loads = plan.evaluation.loads[here] - [m.values[3] for m in given.measures]
    prices = plan.evaluation.penalties

    def penalty(load):
        return sum(
            0.5 * prices.outside[here, m] * max(load[m] - one.upper[here], one.lower[here] - load[m], 0.0) ** 2
            for m, one in enumerate(given.measures)
        )

    assert reasons.terms["fairness"] == pytest.approx(penalty(plan.evaluation.loads[here]) - penalty(loads))


def test_agrees_with_the_assignment(six):
    for unit, territory, cost in zip(
        *(six.assignment[name].to_pylist() for name in ("account_id", "next_best_territory_id", "next_best_cost")),
        strict=True,
    ):
        best = six.explain(unit).alternatives[0]
        assert best.territory == territory
        assert best.cost == pytest.approx(cost, rel=1e-9)


def test_limits_that_forbid_the_move():
    # both at the edges of their band: 3 +- 10 %
    plan = plan_of(
        instance([0, 0, 0], [0, 2, 3], [measure("m", [2, 1, 3], [3, 3], tolerance=0.1)]),
        [0, 0, 1],
        [0, 0],
        [0, 3],
        unit_ids=["a", "b", "c"],
        territory_ids=["W", "E"],
    )
    reasons = plan.explain("b")
    assert [(b.territory, b.measure, b.limit, round(b.by, 9)) for b in reasons.alternatives[0].breaks] == [
        ("W", "m", "minimum", 0.7),
        ("E", "m", "maximum", 0.7),
    ]
    assert str(reasons).splitlines() == [
        "account 'b' at (0.00000, 2.00000) is in territory 'W', 222.39 km from its centre",
        "  costs here: travel 222.39, fairness 0, disruption 0",
        "  in 'E' (111.20 km) the objective would change by -111.20: travel -111.20, fairness +0, disruption +0",
        "    not allowed: m of 'W' would be 0.70000 below the minimum",
        "    not allowed: m of 'E' would be 0.70000 above the maximum",
        "  cheaper elsewhere, but a hard limit forbids it",
        "  price of 'W' (km x visits per unit of activity): m 0",
        "  price of 'E' (km x visits per unit of activity): m 0",
    ]


def test_pin_and_baseline_are_told():
    given = instance(
        [0, 0], [0, 1], pinned=np.array([1, -1], np.int32), baseline=np.array([0, 1], np.int32), disruption=1.0
    )
    plan = plan_of(given, [1, 1], [0, 0], [0, 1])
    text = str(plan.explain(0))
    assert "pinned" in text
    assert "baseline: before: 'T0'" in text
    assert "its pin costs 1" in text  # a degree of travel and the price of a move
    assert "baseline: as before" in str(plan.explain(1))


def test_one_territory():
    plan = plan_of(instance([0, 0], [0, 1], k=1), [0, 0], [0], [0])
    assert plan.explain(1).alternatives == ()
    assert "no other territory" in str(plan.explain(1))


@pytest.mark.parametrize("unit", ["z", 1, None, 2.5, 2**70, object()])
def test_unknown_unit(six, unit):
    with pytest.raises(DataError, match="there is no unit") as caught:
        six.explain(unit)
    assert caught.value.column == "account_id"
