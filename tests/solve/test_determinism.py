"""The same question, put in other ways, gets the same answer."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from tests.solve.solve_cases import accounts, labels_of, solve

ASKED = {"potential": te.Balance(0.03), "workload": te.Balance(0.1, hard=False)}


def figures(plan):
    """Every number of a solution as bytes."""
    found = plan.solution
    arrays = (found.labels, found.center_y, found.center_x, found.prices, found.loads, found.travel)
    return [array.tobytes() for array in arrays] + [found.objective, found.lower_bound]


@pytest.mark.parametrize("n", [150, 3000])
def test_threads_change_no_bit(n):
    plans = [solve(accounts(n), 6, ASKED, visits="visits", seed=3, threads=threads) for threads in (1, 2, 4)]
    assert figures(plans[0]) == figures(plans[1]) == figures(plans[2])


def test_threads_change_no_bit_of_a_coarse_start():
    """Enough units that the first rounds run on merged ones."""
    table = accounts(30_000)
    plans = [solve(table, 20, {"potential": te.Balance(0.02)}, threads=threads) for threads in (1, 3)]
    assert figures(plans[0]) == figures(plans[1])


def test_twice_the_same():
    first, second = (solve(accounts(800), 5, ASKED, seed=9, stop=te.MaxIterations(2)) for _ in range(2))
    assert figures(first) == figures(second)


def test_seeds_are_used():
    plans = [solve(accounts(1500), 12, ASKED, seed=seed) for seed in range(4)]
    assert len({plan.objective for plan in plans}) > 1
    objectives = [plan.objective for plan in plans]
    assert max(objectives) < 1.2 * min(objectives)


def test_order_of_rows_hardly_matters():
    table = accounts(1200)
    rng = np.random.default_rng(1)
    as_given = solve(table, 5, ASKED)
    for _ in range(3):
        shuffled = solve(table.take(rng.permutation(1200)), 5, ASKED)
        assert shuffled.objective == pytest.approx(as_given.objective, rel=0.03)


def test_names_change_nothing():
    table = accounts(700)
    renamed = table.set_column(0, "account_id", pa.array([f"customer {n * 37 % 1009}" for n in range(700)]))
    areas = pa.table({"territory_id": ["West", "East", "North", "South"]})
    plain, named = solve(table, 4, ASKED), solve(renamed, areas, ASKED)
    assert figures(plain) == figures(named)
    names = areas["territory_id"].to_pylist()
    assert [names[label - 1] for label in labels_of(plain)] == labels_of(named)


def test_more_iterations_are_never_worse():
    for seed in range(3):
        table = accounts(900, seed)
        found = [solve(table, 9, ASKED, seed=seed, stop=te.MaxIterations(n)).objective for n in (1, 2, 3)]
        assert found[0] >= found[1] >= found[2]


def test_one_iteration_is_what_no_stop_gives():
    assert figures(solve(accounts(400), 4, ASKED)) == figures(solve(accounts(400), 4, ASKED, stop=te.MaxIterations(1)))
