"""Two plans combined: the best of all combinations, by enumeration, and nothing that breaks a limit or a name."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import territory_engine as te
from territory_engine import kernels
from territory_engine.cluster_solve import Exact
from territory_engine.objective import penalties
from territory_engine.stages.cluster_cross import Side, _even_out, interchangeable, recombined
from territory_engine.stages.cluster_data import ClusterData
from territory_engine.stages.scaling import load_limits

from .test_clusters import medoid_problem

# two rows of units; both plans agree about the unit far right, and differ in two parts that touch nowhere
FIRST = [0, 0, 1, 1, 2, 2, 3, 3, 4]
SECOND = [1, 0, 0, 1, 3, 2, 3, 2, 4]


def cost_of_pairs(labels, points, territories):
    """The span of each territory on a line: a cost that only its own units decide."""
    return np.array([np.ptp(points[labels == t]) if (labels == t).any() else 0.0 for t in range(territories)])


def side(labels, points, territories):
    labels = np.array(labels, np.int32)
    return Side(labels, cost_of_pairs(labels, points, territories))


@pytest.mark.parametrize("swap_names", [False, True])
def test_each_part_comes_from_the_plan_where_it_is_cheaper(swap_names):
    points = np.array([0.0, 1.0, 10.0, 11.0, 0.0, 9.0, 1.0, 10.0, 50.0])
    first, second = side(FIRST, points, 5), side(SECOND, points, 5)
    assert first.cost.tolist() == [1, 1, 9, 9, 0] and second.cost.tolist() == [9, 11, 1, 1, 0]
    labels, gain = recombined(first, second, swap_names)
    assert gain == 16.0
    assert cost_of_pairs(labels, points, 5).sum() == first.cost.sum() - gain
    assert labels[:4].tolist() == FIRST[:4] and labels[8] == 4


def random_sides(seed, n=14, territories=6):
    rng = np.random.default_rng(seed)
    points = np.sort(rng.random(n))
    first = np.sort(rng.integers(0, territories, n))
    second = first.copy()
    second[rng.random(n) < 0.3] = rng.integers(0, territories, n)[:1]
    return points, first, rng.permutation(territories)[second], territories


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_combinations_are_as_good_as_both_plans_and_as_the_best_one_enumerated(seed):
    points, one, other, k = random_sides(seed)
    first, second = side(one, points, k), side(other, points, k)
    labels, gain = recombined(first, second, True)
    assert labels.min() >= 0 and labels.max() < k
    found = cost_of_pairs(labels, points, k).sum()
    assert found == pytest.approx(first.cost.sum() - gain, abs=1e-12)
    assert found <= min(first.cost.sum(), second.cost.sum()) + 1e-12
    assert found == pytest.approx(enumerated(first, second, points, k), abs=1e-12)
    names, named_gain = recombined(first, second, False)
    assert named_gain <= gain + 1e-12
    assert cost_of_pairs(names, points, k).sum() == pytest.approx(first.cost.sum() - named_gain, abs=1e-12)
    assert ((names == one) | (names == other)).all()


def enumerated(first, second, points, k):
    """The least cost over all unions of whole territories of both plans that cover each unit once with K names."""
    groups = [set(np.flatnonzero(plan.labels == t).tolist()) for plan in (first, second) for t in range(k)]
    costs = [*first.cost, *second.cost]
    parts = []
    for number, group in enumerate(groups):
        touching = [part for part in parts if part[1] & group]
        parts = [part for part in parts if part not in touching]
        parts.append(([number, *(n for part in touching for n in part[0])], group.union(*(p[1] for p in touching))))
    best = np.inf
    for choice in itertools.product([0, 1], repeat=len(parts)):
        taken = [n for (numbers, _), pick in zip(parts, choice, strict=True) for n in numbers if (n >= k) == bool(pick)]
        if len(taken) == k:
            best = min(best, sum(costs[n] for n in taken))
    return best


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(-5, 5), st.sampled_from([-3, -2, -1, 1, 2, 3])), max_size=9))
def test_uneven_parts_are_chosen_best(items):
    gain, surplus = np.array([g for g, _ in items]), np.array([s for _, s in items], np.int64)
    chosen = _even_out(gain, surplus)
    assert surplus[chosen].sum() == 0
    sums = [
        gain[list(some)].sum()
        for size in range(len(items) + 1)
        for some in itertools.combinations(range(len(items)), size)
        if surplus[list(some)].sum() == 0
    ]
    assert gain[chosen].sum() == pytest.approx(max(sums), abs=1e-9)


def test_what_territories_cost_adds_up_to_the_objective():
    accounts = te.demo.accounts(200, seed=3)
    accounts = accounts.append_column("now", [np.arange(200) % 7])
    problem = te.Problem(
        accounts,
        7,
        id="account_id",
        latitude="lat",
        longitude="lon",
        activities={"workload": te.Balance(0.02, hard=False)},
        objective=te.Objective(fairness=3.0, inside=0.5, disruption=0.2),
        baseline="now",
        centers="medoid",
    )
    instance = problem.instance
    exact = Exact(instance, penalties(instance))
    labels = np.sort(np.arange(200, dtype=np.int32) % 7)
    assert exact.costs(labels).sum() == pytest.approx(exact.value(labels), rel=1e-12)


def test_names_matter_where_limits_pins_or_a_baseline_tell_territories_apart():
    instance = medoid_problem(room=1.5).instance
    limits = load_limits(instance, penalties(instance))

    def data(instance, limits=limits, disruption=0.0):
        return ClusterData.of(instance, kernels.get("numba"), 1, limits, disruption)

    assert interchangeable(data(instance))
    unequal = limits.copy()
    unequal[4, 0] *= 2.0
    assert not interchangeable(data(instance, unequal))
    pinned = np.full(instance.n, -1, np.int32)
    pinned[0] = 2
    assert not interchangeable(data(replace(instance, pinned=pinned)))
    assert not interchangeable(data(replace(instance, baseline=np.zeros(instance.n, np.int32)), disruption=1.0))
