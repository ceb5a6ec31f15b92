"""Time beyond the quick plan: never worse, the same for any threads, and open to interruption."""

from __future__ import annotations

import pytest

import territory_engine as te
from tests.solve.solve_cases import accounts, homes, solve
from tests.solve.test_determinism import figures
from tests.solve.test_metrics import stated, table

ASKED = {"potential": te.Balance(0.03)}
STAGE = "pool"


def test_more_iterations_never_make_a_plan_worse():
    many = accounts(3000)
    objectives = [solve(many, 40, ASKED, stop=te.MaxIterations(n)).objective for n in (1, 2, 4)]
    assert objectives[0] >= objectives[1] >= objectives[2]
    assert objectives[0] > objectives[2]


@pytest.mark.parametrize("n", [2500, 30_000])
def test_threads_change_no_bit(n):
    plans = [solve(accounts(n), 10, ASKED, threads=threads, stop=te.MaxIterations(2)) for threads in (1, 2, 4)]
    assert figures(plans[0]) == figures(plans[1]) == figures(plans[2])
    assert STAGE in plans[0].run["stages"]


def test_threads_and_kernel_sets_change_no_bit_in_the_plane():
    problem = stated(table(2500, 2, "plane"), 9, "plane", {"demand": te.Balance(0.03)})
    ways = ((1, None), (4, None), (2, "numba"))
    plans = [te.solve(problem, te.MaxIterations(2), threads=threads, kernels=kernels) for threads, kernels in ways]
    assert STAGE in plans[0].run["stages"]
    assert figures(plans[0]) == figures(plans[1]) == figures(plans[2])


@pytest.mark.parametrize("threads", [1, 2])
def test_progress_may_end_the_pool(threads):
    def until_pool(event):
        return event.stage != STAGE

    plan = solve(accounts(2500), 10, ASKED, threads=threads, stop=te.MaxIterations(50), progress=until_pool)
    assert plan.status == "interrupted"
    assert plan.check() == []
    assert plan.objective == solve(accounts(2500), 10, ASKED).objective


def test_homes_stay_while_other_centres_are_recombined():
    areas = homes((48.0, 8.0), (52.0, 13.0), *[None] * 10, fixed=[True, True] + [False] * 10)
    plan = solve(accounts(2500), areas, ASKED, stop=te.MaxIterations(2))
    assert STAGE in plan.run["stages"]
    assert plan.check() == []
    assert plan.solution.center_y[:2].tolist() == [48.0, 52.0]
    assert plan.solution.center_x[:2].tolist() == [8.0, 13.0]


def test_a_time_limit_keeps_enough_to_complete():
    plan = solve(accounts(2500), 10, ASKED, stop=te.MaxRuntime(2.0))
    assert plan.status == "feasible"
    assert plan.check() == []
