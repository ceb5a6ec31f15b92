"""The bound with free centres against all assignments of tiny problems, and against itself on larger ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from territory_engine.kernels import get
from territory_engine.metric import Metric
from territory_engine.progress import reporter
from territory_engine.stages.control import Control
from territory_engine.stages.free_bound import Effort, free_center_bound, labels_of, reason_against
from territory_engine.stop import MaxRuntime
from tests.stages.free_cases import costs, instance, limit, optimum, towns


def prove(problem, upper, kernels=None, threads=1, progress=None, stop=None, **options):
    control = Control(stop, reporter(progress))
    return free_center_bound(problem, upper, control, get(kernels), threads, **options)


def tiny(seed, kind):
    rng = np.random.default_rng(seed)
    n, k = (8, 2) if seed % 2 else (7, 3)
    y, x = rng.uniform(0, 100, (2, n))
    values = rng.lognormal(0, 0.8, n)
    asked = [limit("a", values, max(values.max(), 1.15 * values.sum() / k), k)]
    if kind == "whole":
        values = rng.integers(1, 9, n).astype(float)
        asked = [limit("a", values, np.ceil(1.1 * values.sum() / k), k)]
        return instance(y, x, asked, k, Metric("plane", floor=True), weight=rng.integers(1, 4, n).astype(float))
    if kind == "squared":
        return instance(y, x, asked, k, Metric("plane", power=2), weight=rng.uniform(0.1, 3, n))
    if kind == "sphere":
        return instance(45 + y / 10, 5 + x / 10, asked, k, Metric("sphere"), weight=rng.uniform(0.1, 3, n))
    if kind == "matrix":
        travel = rng.uniform(1, 50, (n, n)) * (1 - np.eye(n))
        return instance(np.zeros(n), np.zeros(n), asked, k, Metric("matrix", matrix=travel))
    if kind == "limits":
        other = rng.uniform(1, 2, n)
        asked += [limit("b", other, 1.3 * other.sum() / k, k, minimum=0.6 * other.sum() / k)]
        return instance(y, x, asked, k)
    if kind == "sites":
        return instance(y, x, asked, k, rule="candidates", sites=rng.uniform(0, 100, (5, 2)))
    if kind == "homes":
        return instance(y, x, asked, k, homes=rng.uniform(0, 100, (1, 2)))
    assert kind == "nothing asked"
    return instance(y, x, [], k)


@pytest.mark.parametrize(
    "kind", ["whole", "squared", "sphere", "matrix", "limits", "sites", "homes", "nothing asked"]
)  # fmt: skip
def test_against_all_assignments(kind):
    proven = 0
    for seed in range(12):
        problem = tiny(seed, kind)
        best = optimum(problem)
        if best == np.inf:
            continue
        for upper in (best, 1.3 * best + 1.0):
            found = prove(problem, upper)
            assert found.value <= best * (1 + 1e-12), (seed, upper)
            assert found.value <= upper
        if kind != "limits":
            assert found.value >= best * (1 - 1e-9) - 1e-6, "nothing was dropped: branch and bound ends at the optimum"
            assert prove(problem, best).value >= best * (1 - 1e-9) - 1e-6
            proven += 1
    assert proven >= 6 or kind == "limits"


@pytest.mark.parametrize(
    ("seed", "rule", "whole"), [(3, "medoid", False), (1, "medoid", True), (2, "candidates", False)]
)
def test_the_assignment_met_is_worth_what_is_proven(seed, rule, whole):
    """From a poor upper value branch and bound finds a plan that keeps the capacity and costs what the bound says."""
    problem = towns(seed, 60, 6, rule, whole=whole, sites=25 if rule == "candidates" else 0)
    found = prove(problem, 9500.0)
    assert found.proof == "branch and bound"
    cost = costs(problem)[np.arange(60), found.served].sum()
    assert cost * (1 - 1e-9) <= found.value <= cost
    demand, measure = problem.measures[0].values, problem.measures[0]
    assert (np.bincount(found.served, demand) <= measure.maximum[0]).all()
    assert len(np.unique(found.served)) <= 6
    again = prove(problem, cost)
    assert again.served is None
    assert again.value >= cost * (1 - 1e-9)
    assert prove(problem, 0.9 * cost).value <= 0.9 * cost, "of a value that no plan has, no more is claimed than it"


def test_labels_of_an_assignment():
    problem = instance(np.zeros(6), np.zeros(6), [], 3, homes=[(1.0, 1.0)])
    assert labels_of(problem, np.array([4, -1, 2, 2, -1, 4], np.int32)).tolist() == [2, 0, 1, 1, 0, 2]
    assert labels_of(problem, np.full(6, -1, np.int32)).tolist() == [0] * 6


def test_more_work_never_proves_less():
    problem = towns(3, 90, 9, fill=0.93)
    upper = prove(problem, 1e6, effort=Effort(nodes=30)).value * 1.02
    values = [
        prove(problem, upper, effort=Effort(e, n)).value for e, n in ((1, 0), (50, 0), (800, 0), (800, 5), (800, 40))
    ]
    assert values == sorted(values)
    assert values[0] < values[2] < values[4]


def test_same_bits_for_any_kernel_set_and_threads():
    problem = towns(4, 700, 12)
    effort = Effort(60, 2)
    truth = prove(problem, 1e6, effort=effort)
    for kernels, threads in ((None, 2), (None, 4), ("numba", 1), ("numba", 2)):
        found = prove(problem, 1e6, kernels, threads, effort=effort)
        assert (found.value, found.figures) == (truth.value, truth.figures)


def test_rows_grow_where_multipliers_need_it():
    """A heavy unit far away is worth more than what its rows reach at first."""
    problem = towns(5, 200, 40, fill=0.97)
    far = replace(problem, y=problem.y.copy(), x=problem.x.copy())
    far.y[:20] += 50_000.0
    demand = far.measures[0].values.copy()
    demand[:20] = far.measures[0].maximum[0] * 0.6
    far = replace(far, measures=(limit("demand", demand, demand.sum() / (0.95 * 40), 40),))
    one = prove(far, 1e7, effort=Effort(2000, 0))
    whole = prove(far, 1e7, effort=Effort(2000, 200))
    assert 0.0 < one.value <= whole.value * (1 + 1e-9)


def test_interrupts_keep_what_is_proven():
    problem = towns(6, 120, 12, fill=0.95)
    steps = []

    def cancel(event):
        steps.append(event.stage)
        return len(steps) < 2

    found = prove(problem, 1e6, progress=cancel)
    assert steps == ["bound", "bound"]
    assert 0.0 < found.value <= prove(problem, 1e6, effort=Effort(3000, 3)).value

    def interrupt(event):
        raise KeyboardInterrupt

    assert prove(problem, 1e6, progress=interrupt).interrupted
    assert prove(problem, 1e6, stop=MaxRuntime(0.0)).value == 0.0
    assert prove(problem, 1e6, seconds=0.0).value == 0.0


def test_what_has_no_such_bound():
    problem = towns(7, 20, 3)
    assert reason_against(problem) == ""
    assert "anywhere" in reason_against(replace(problem, center_rule="anywhere"))
    assert "every centre is fixed" in reason_against(replace(problem, fixed=np.ones(3, bool)))
    assert "no travel" in reason_against(replace(problem, travel=0.0))
    many = np.zeros(5001)
    big = instance(many, many, [], 2)
    assert "pairs" in reason_against(big)
    with pytest.raises(NotImplementedError, match="5,001 units x 5,001 candidates"):
        prove(big, 1.0)
