"""Second choices against moving every unit everywhere."""

import numpy as np
import pytest

from territory_engine.evaluate import evaluate
from tests.plan.plan_cases import instance, measure, plan_of, random_plan


def every_move(plan):
    """Change of the objective for each unit and territory, (n, K), each plan evaluated from nothing."""
    given, solution = plan.problem.instance, plan.solution
    result = np.zeros((given.n, given.territory_count))
    for i in range(given.n):
        for t in range(given.territory_count):
            labels = solution.labels.copy()
            labels[i] = t
            found = evaluate(given, labels, solution.center_y, solution.center_x)
            result[i, t] = found.objective - plan.objective
    return result


@pytest.mark.parametrize(("hard", "disruption"), [(True, 0.0), (True, 2.0)])
def test_best_of_all_where_fairness_has_no_price(hard, disruption):
    plan = random_plan(np.random.default_rng(2), k=6, hard=hard, disruption=disruption)
    changes = every_move(plan)
    changes[np.arange(40), plan.solution.labels] = np.inf
    second = plan.second_choices
    np.testing.assert_allclose(second.cost, changes.min(axis=1), rtol=1e-7, atol=1e-6)
    np.testing.assert_array_equal(
        second.territory[plan.problem.instance.travel_weight > 0],
        changes.argmin(axis=1)[plan.problem.instance.travel_weight > 0],
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("disruption", [0.0, 3.0])
def test_best_of_the_candidates_where_it_has(seed, disruption):
    plan = random_plan(np.random.default_rng(seed), n=60, k=6, disruption=disruption, inside=0.5)
    given, solution, second = plan.problem.instance, plan.solution, plan.second_choices
    changes = every_move(plan)
    units = np.arange(given.n)
    assert (second.territory != solution.labels).all()
    np.testing.assert_allclose(second.cost, changes[units, second.territory], rtol=1e-7, atol=1e-6)
    for i in range(given.n):
        north = (solution.center_y - given.y[i]) * np.pi / 180
        east = (solution.center_x - given.x[i]) * np.pi / 180
        slant = np.cos(np.radians(given.y[i])) * np.cos(np.radians(solution.center_y))
        nearest = np.argsort(np.sin(north / 2) ** 2 + slant * np.sin(east / 2) ** 2)[:3]
        candidates = set(nearest.tolist()) | ({int(given.baseline[i])} if disruption else set())
        candidates -= {-1, int(solution.labels[i])}
        assert second.cost[i] == pytest.approx(min(changes[i, t] for t in candidates), rel=1e-7, abs=1e-6)


def test_pinned_units_have_one_too():
    given = instance([0, 0], [0, 1], pinned=np.array([1, -1], np.int32))
    plan = plan_of(given, [1, 1], [0, 0], [0, 1])
    assert plan.assignment["next_best_territory_id"].to_pylist() == ["T0", "T0"]
    assert plan.assignment["next_best_cost"].to_pylist()[0] < 0.0


def test_balance_outweighs_travel():
    # T1 is nearer to the last unit, but full
    loads = measure("m", [5, 5, 9, 1], [10, 10, 10], tolerance=0.0, hard=False)
    plan = plan_of(instance([0] * 4, [0, 0.1, 1.0, 0.5], [loads], k=3), [0, 0, 1, 0], [0, 0, 0], [0.0, 1.0, 1.2])
    assert plan.assignment["next_best_territory_id"].to_pylist()[3] == "T2"
