"""Progress, and the criteria that end a solve."""

from __future__ import annotations

import math

import numpy as np
import pytest

import territory_engine as te
from tests.solve.solve_cases import accounts, assert_valid, solve

ASKED = {"potential": te.Balance(0.05)}
STAGES = {"order", "start", "refine", "prices", "exchange", "mend", "centers", "bound"}


def test_a_callable_gets_events():
    events = []
    solve(accounts(500), 4, ASKED, stop=te.MaxIterations(2), progress=events.append)
    assert events
    assert {event.stage for event in events} <= STAGES
    assert {"order", "prices", "exchange"} <= {event.stage for event in events}
    seconds = [event.seconds for event in events]
    assert seconds == sorted(seconds)
    assert events[0].objective == math.inf
    assert events[-1].objective < math.inf
    assert all(event.bound <= event.objective for event in events)
    assert all(isinstance(event.iteration, int) for event in events)


def test_returning_none_does_not_stop():
    assert solve(accounts(200), 3, ASKED, progress=lambda event: None).status == "feasible"


@pytest.mark.parametrize("after", [1, 5, 30])
def test_returning_false_stops_with_a_plan(after):
    seen = []

    def enough(event):
        seen.append(event)
        return len(seen) < after

    plan = solve(accounts(800), 6, ASKED, stop=te.MaxIterations(1000), progress=enough)
    assert plan.status == "interrupted"
    assert len(seen) == after


@pytest.mark.parametrize("after", [1, 3])
def test_returning_false_where_no_plan_keeps_the_limits(after):
    """Who cancels gets the closest plan like anybody else, not a KeyboardInterrupt that nobody caused."""
    potential = np.array([10.0, 9.7, 9.1, 8.3, 7.9, 7.1, 6.7, 5.9, 5.3])
    problem = te.Problem(accounts(9, potential=potential), 3, activities={"potential": te.Balance(0.0001)})
    events = []
    with pytest.raises(te.InfeasibleError) as caught:
        te.solve(problem, progress=lambda event: events.append(event) or len(events) < after)
    assert len(events) == after
    assert not caught.value.proven
    assert caught.value.plan.assignment.num_rows == 9


def test_what_the_callable_raises_comes_out():
    def broken(event):
        raise ValueError("broken callable")

    with pytest.raises(ValueError, match="broken callable"):
        te.solve(te.Problem(accounts(200), 3), progress=broken)


def test_silent_where_there_is_no_terminal(capsys):
    solve(accounts(200), 3, ASKED, progress=True)
    assert capsys.readouterr() == ("", "")


def test_gap_below():
    plan = solve(accounts(1000), 4, ASKED, stop=te.GapBelow(1.0) | te.MaxIterations(50))
    assert plan.run["iterations"] == 1
    plan = solve(accounts(300), 4, ASKED, stop=te.GapBelow(0.0) | te.MaxIterations(3))
    assert plan.run["iterations"] == 3 or plan.gap == 0.0


def test_no_improvement():
    plan = solve(accounts(300), 4, ASKED, stop=te.NoImprovement(2) | te.MaxIterations(200))
    assert 3 <= plan.run["iterations"] < 200


@pytest.mark.parametrize("stop", [te.MaxIterations(3) | te.MaxRuntime(3600), te.MaxRuntime(3600) | te.MaxIterations(3)])
def test_the_first_of_several(stop):
    assert solve(accounts(200), 3, ASKED, stop=stop).run["iterations"] == 3


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.02, 0.2])
def test_a_time_limit_gives_a_valid_plan(seconds):
    plan = solve(accounts(1500), 10, ASKED, stop=te.MaxRuntime(seconds))
    assert plan.status == "feasible"


def test_iterations_of_zero_still_give_a_plan():
    solve(accounts(200), 3, ASKED, stop=te.MaxIterations(0))


def test_a_criterion_of_ones_own():
    class After(te.StopCriterion):
        def __call__(self, state):
            return state.iteration >= 2 and state.bound <= state.objective

    assert solve(accounts(200), 3, ASKED, stop=After()).run["iterations"] == 2


def test_a_plan_in_hand_survives_a_later_stop():
    """Stopped in the second iteration: what the first one found stands."""
    first = te.solve(te.Problem(accounts(400), 4, activities=ASKED))

    def in_the_second(event):
        return event.objective == math.inf

    plan = solve(accounts(400), 4, ASKED, stop=te.MaxIterations(5), progress=in_the_second)
    assert plan.status == "interrupted"
    assert plan.objective <= assert_valid(first).objective
