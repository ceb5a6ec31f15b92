"""Progress reaches a callable, standard error, or nobody; events say how far a solve is and how long it will take."""

import math
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

import territory_engine as te
from territory_engine.progress import ProgressEvent, reporter
from territory_engine.stages.control import Control

EVENT = ProgressEvent("search", 12, 1234.5, 1200.0, 1.5, fraction=0.5)


def test_a_callable_gets_events_and_may_stop():
    seen = []
    report = reporter(seen.append)
    assert report(EVENT) is True  # None is no refusal
    report.close()
    assert seen == [EVENT]
    assert reporter(lambda event: False)(EVENT) is False
    assert reporter(lambda event: 0)(EVENT) is True


@pytest.mark.parametrize("progress", [None, False, True])
def test_silence_without_a_terminal_while_work_is_short(progress, capsys):
    report = reporter(progress)
    assert report(EVENT) is True
    report.close()
    assert capsys.readouterr() == ("", "")


def test_anything_else_is_refused():
    with pytest.raises(te.DataError, match="progress must be None, True, False or a callable, found 'yes'"):
        reporter("yes")


def test_a_terminal_that_is_gone_is_no_error(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)  # as under pythonw
    report = reporter(True)
    assert report(replace(EVENT, seconds=1000.0)) is True
    report.close()


def test_the_gap_of_an_event():
    assert EVENT.gap == pytest.approx(34.5 / 1234.5)
    for objective, bound in ((math.inf, -math.inf), (math.nan, -math.inf), (10.0, -math.inf), (0.0, 0.0)):
        assert math.isnan(ProgressEvent("order", 0, objective, bound, 0.0).gap)


def control_at(seconds, stop, monkeypatch, iterations=()):
    """A control whose clock shows ``seconds``, after iterations that ended at these times."""
    clock = {"now": 0.0}
    monkeypatch.setattr("time.perf_counter", lambda: clock["now"])
    control = Control(stop, reporter(None), started=0.0)
    for ended in iterations:
        clock["now"] = ended
        control.next_iteration()
    clock["now"] = seconds
    return control


@pytest.mark.parametrize(
    ("stop", "iterations", "expected"),
    [
        (None, (), (None, None)),
        (te.GapBelow(0.1) | te.NoImprovement(3), (), (None, None)),
        (te.MaxRuntime(40), (), (0.25, 30.0)),
        (te.MaxRuntime(5), (), (1.0, None)),
        (te.MaxRuntime(0), (), (1.0, None)),
        (te.MaxIterations(4), (), (0.0, None)),
        (te.MaxIterations(4), (6.0,), (0.25, None)),  # the first iteration is unlike the others
        (te.MaxIterations(4), (6.0, 8.0), (0.5, 2.0)),  # two more of 2 s, 2 s of them spent
        (te.MaxIterations(4) | te.MaxRuntime(11), (6.0, 8.0), (10 / 11, 1.0)),
    ],
)
def test_how_far_and_how_long(stop, iterations, expected, monkeypatch):
    fraction, left = control_at(10.0, stop, monkeypatch, iterations).outlook()
    assert (fraction, left) == (expected[0] if expected[0] is None else pytest.approx(expected[0]), expected[1])


def test_events_of_a_solve_come_nearer_to_the_end():
    problem = te.Problem(te.demo.accounts(300, ("DK",)), 3, activities={"workload": te.Balance(0.2)})
    events = []
    te.solve(problem, stop=te.MaxIterations(3), progress=events.append)
    assert all(later.fraction >= earlier.fraction for earlier, later in pairwise(events))
    assert events[0].fraction == 0.0
    assert events[-1].fraction > 0.5
    assert any(event.seconds_left is not None for event in events)
    assert all(event.seconds_left >= 0.0 for event in events if event.seconds_left is not None)
    assert any(not math.isnan(event.gap) for event in events)
