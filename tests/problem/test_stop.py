"""Stop criteria, alone and together."""

import math
from dataclasses import replace

import pytest

import territory_engine as te
from territory_engine.stop import SearchState

STATE = SearchState(iteration=10, seconds=5.0, objective=200.0, bound=150.0, since_improvement=3)


@pytest.mark.parametrize(
    ("stop", "yes"),
    [
        (te.MaxRuntime(5), True),
        (te.MaxRuntime(5.1), False),
        (te.MaxIterations(10), True),
        (te.MaxIterations(11), False),
        (te.NoImprovement(3), True),
        (te.NoImprovement(4), False),
        (te.GapBelow(0.25), True),
        (te.GapBelow(0.24), False),
        (te.MaxRuntime(9) | te.MaxIterations(9), True),
        (te.MaxRuntime(9) | te.MaxIterations(99), False),
        (te.MaxRuntime(9) | te.MaxIterations(99) | te.GapBelow(0.3), True),
    ],
)
def test_criteria(stop, yes):
    assert stop(STATE) is yes


@pytest.mark.parametrize(
    ("objective", "bound", "gap"),
    [
        (math.inf, 1.0, math.inf),
        (2.0, -math.inf, math.inf),
        (0.0, 0.0, 0.0),
        (2.0, 2.1, 0.0),
        (math.nan, 1, math.inf),
    ],
)
def test_gap(objective, bound, gap):
    assert replace(STATE, objective=objective, bound=bound).gap == gap


def test_limits_for_slices():
    stop = te.MaxRuntime(9) | (te.MaxIterations(99) | te.MaxRuntime(7)) | te.GapBelow(0.1)
    assert (stop.time_limit, stop.iteration_limit) == (7.0, 99)
    assert len(stop.criteria) == 4
    assert (te.NoImprovement(3).time_limit, te.NoImprovement(3).iteration_limit) == (None, None)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: te.MaxRuntime(-1), "seconds must be a finite number of at least 0"),
        (lambda: te.MaxRuntime("30s"), "found '30s'"),
        (lambda: te.MaxRuntime(True), "found True"),
        (lambda: te.MaxIterations(1.5), "n must be a whole number of at least 0"),
        (lambda: te.NoImprovement(0), "n must be a whole number of at least 1"),
        (lambda: te.GapBelow(math.nan), "gap must be a finite number of at least 0"),
    ],
)
def test_wrong_arguments(make, message):
    with pytest.raises(te.DataError, match=message):
        make()


def test_only_criteria_combine():
    with pytest.raises(TypeError):
        te.MaxRuntime(1) | 5
