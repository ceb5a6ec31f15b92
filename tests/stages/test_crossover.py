"""Children of two plans: every centre from one parent or the other, once, with its price; homes stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from territory_engine.stages.crossover import cross
from territory_engine.stages.state import State
from tests.stages.test_centers import prepared


def drawn(territories, seed):
    """A state with centres and prices drawn at random."""
    random = np.random.default_rng(seed)
    centers = random.normal(size=(3, territories))
    one = np.ones((territories, 1))
    return State(centers, random.normal(size=one.shape), random.uniform(1.0, 2.0, territories), one[:, 0], one)


def source(child, parent, t):
    """The territory of a parent whose centre the child has at t, or -1."""
    same = np.flatnonzero((parent.centers == child.centers[:, t, None]).all(axis=0))
    return int(same[0]) if len(same) else -1


@pytest.mark.parametrize("seed", range(20))
def test_a_child_has_every_centre_from_one_parent_once(seed):
    context, first, second = prepared(30)[0].context, drawn(30, 1), drawn(30, 2)
    child = cross(context, first, second, np.random.default_rng(seed))
    of_first = {source(child, first, t) for t in range(30)} - {-1}
    of_second = {source(child, second, t) for t in range(30)} - {-1}
    assert len(of_first) + len(of_second) == 30
    assert 3 <= len(of_first) <= 15  # a tenth to a half
    kept = first.centers[:, sorted(of_first)]
    others = first.centers[:, sorted(set(range(30)) - of_first)]
    reach = [((kept - one[:, None]) ** 2).sum(axis=0).max() for one in kept.T]
    clear = [((others - one[:, None]) ** 2).sum(axis=0).min() for one in kept.T]
    assert any(a < b for a, b in zip(reach, clear, strict=True))  # they are the nearest ones to one of them


def test_prices_and_radii_come_with_their_centres():
    context, first, second = prepared(12)[0].context, drawn(12, 1), drawn(12, 2)
    child = cross(context, first, second, np.random.default_rng(0))
    for t in range(12):
        parent = first if source(child, first, t) >= 0 else second
        assert child.prices[t, 0] == parent.prices[source(child, parent, t), 0]
        assert child.radius[t] == parent.radius[source(child, parent, t)]


def test_a_plan_crossed_with_itself_is_itself():
    context, plan = prepared(9)[0].context, drawn(9, 3)
    child = cross(context, plan, plan, np.random.default_rng(5))
    np.testing.assert_array_equal(child.centers, plan.centers)


def test_fixed_homes_stay():
    context, first, second = prepared(10)[0].context, drawn(10, 1), drawn(10, 2)
    movable = np.arange(10) != 4
    second.centers[:, 4] = first.centers[:, 4]
    for seed in range(10):
        child = cross(replace(context, movable=movable), first, second, np.random.default_rng(seed))
        np.testing.assert_array_equal(child.centers[:, 4], first.centers[:, 4])
