"""Moves of centres and of units, on the levels of a real problem."""

from __future__ import annotations

import numpy as np
import pytest

import territory_engine as te
from territory_engine import kernels
from territory_engine.progress import reporter
from territory_engine.quick import QuickSearch
from territory_engine.stages.centers import center_sums, move_centers
from territory_engine.stages.construct import start_from_bisection
from territory_engine.stages.control import Control
from territory_engine.stages.exchange import Cooling, anneal, load_sums
from territory_engine.stages.loads import beyond_limits, soft_cost
from territory_engine.stages.mend import mend
from territory_engine.stages.prices import price_pass
from tests.solve.solve_cases import accounts, homes


def prepared(territories, n=600, seed=0, tolerance=0.02, **columns):
    problem = te.Problem(accounts(n, seed, **columns), territories, activities={"potential": te.Balance(tolerance)})
    search = QuickSearch(problem.instance, Control(None, reporter(None)), 0, 1, kernels.get(None))
    search.prepare()
    return search, start_from_bisection(search.context, search.fine, 0.3, search.homes)


@pytest.mark.parametrize("seed", range(5))
def test_a_weiszfeld_step_never_raises_travel(seed):
    search, state = prepared(5, seed=seed)
    price_pass(search.context, search.fine, state, 0.0)
    travel = []
    for _ in range(10):
        travel.append(center_sums(search.context, search.fine, state)[:, 4].sum())
        state = move_centers(search.context, search.fine, state)
    assert (np.diff(travel) <= 1e-4 * travel[0] / 600).all()
    assert travel[-1] < travel[0]


def test_fixed_homes_never_move():
    areas = homes((48.1, 11.6), None, (52.5, 13.4), fixed=[True, False, False])
    search, state = prepared(areas)
    moved = state
    for _ in range(5):
        moved = move_centers(search.context, search.fine, moved, 1.3)
    assert moved.centers[:, 0] == pytest.approx(search.homes[:, 0], abs=1e-15)
    assert np.abs(moved.centers[:, 1] - state.centers[:, 1]).max() > 1e-6
    assert np.sqrt((moved.centers**2).sum(axis=0)) == pytest.approx(np.ones(3), abs=1e-12)


def excess_of(search, labels):
    loads = load_sums(search.fine, labels, search.context.territories)
    return float(beyond_limits(search.context.limits, loads).sum())


@pytest.mark.parametrize("seed", range(4))
def test_annealing_never_adds_excess(seed):
    search, state = prepared(6, seed=seed)
    context, fine = search.context, search.fine
    price_pass(context, fine, state, 0.0)
    labels = fine.labels.copy()
    before = excess_of(search, labels)
    anneal(context, fine, state, labels, 0.3 * state.radius, Cooling(40), seed)
    assert excess_of(search, labels) <= before * (1 + 1e-12)


def test_mending_ends_small_misses():
    search, state = prepared(4, n=800, tolerance=0.01)
    context, fine = search.context, search.fine
    price_pass(context, fine, state, 0.0)
    labels = fine.labels.copy()
    loads = load_sums(fine, labels, 4)
    before = excess_of(search, labels)
    assert before > 0.0
    done = mend(context, fine, state, labels, loads)
    assert loads == pytest.approx(load_sums(fine, labels, 4), rel=1e-12)
    assert excess_of(search, labels) < before
    assert done == (not beyond_limits(context.limits, loads).any())


def test_soft_cost_counts_no_hard_limit():
    search, _ = prepared(3)
    assert soft_cost(search.context.limits, np.full((3, 1), 1e6)).sum() == 0.0
