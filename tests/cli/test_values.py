"""Option values mean what they say, and say what they should have been."""

import argparse

import pytest

import territory_engine as te
from territory_engine.cli import values


@pytest.mark.parametrize(
    ("convert", "text", "expected"),
    [
        (values.hard_balance, "potential=5%", ("potential", te.Balance(0.05))),
        (values.hard_balance, "a=b=0.1", ("a=b", te.Balance(0.1))),
        (values.soft_balance, "visits=10%:2", ("visits", te.Balance(0.10, hard=False, weight=2.0))),
        (values.bounds, "accounts=50:", ("accounts", te.Bounds(minimum=50))),
        (values.bounds, "accounts=:2e3", ("accounts", te.Bounds(maximum=2000))),
        (values.bounds, "accounts=5:7", ("accounts", te.Bounds(5, 7))),
        (values.stop, "30s", te.MaxRuntime(30)),
        (values.stop, "0.5 min", te.MaxRuntime(30)),
        (values.stop, "iterations=7,gap=0.1%", te.MaxIterations(7) | te.GapBelow(0.001)),
        (values.stop, "stalled=3", te.NoImprovement(3)),
        (values.objective, "fair", te.Objective.fair()),
        (values.objective, "travel=2,fairness=0", te.Objective(travel=2, fairness=0)),
        (values.territories, "20", 20),
        (values.territories, "-1", -1),
        (values.territories, "sites.csv", "sites.csv"),
        (values.words, "DE, FR", ("DE", "FR")),
    ],
)
def test_values(convert, text, expected):
    assert convert(text) == expected


@pytest.mark.parametrize(
    ("convert", "text", "message"),
    [
        (values.hard_balance, "potential", "'potential': expected NAME=TOLERANCE"),
        (values.hard_balance, "=5%", "'=5%': expected NAME=TOLERANCE"),
        (values.hard_balance, "potential=five", "'five' is no number; expected NAME=TOLERANCE"),
        (values.hard_balance, "potential=-5%", "tolerance must be a finite number of at least 0, found -0.05"),
        (values.soft_balance, "visits=5%:0", "weight must be a finite number above 0"),
        (values.bounds, "accounts=50", "'accounts=50': expected NAME=MINIMUM:MAXIMUM"),
        (values.bounds, "accounts=:", "at least one of them"),
        (values.bounds, "accounts=9:7", "minimum must be at most the maximum"),
        (values.stop, "30", "'30': expected 30s"),
        (values.stop, "iterations=-1", "'iterations=-1': expected 30s"),
        (values.stop, "gap=-1%", "gap must be a finite number of at least 0"),
        (values.objective, "cheap", "expected one of fair, short, balanced, stable, or weights"),
        (values.objective, "speed=1", "'speed=1': expected one of fair"),
        (values.objective, "travel=0", "travel must be a finite number above 0"),
    ],
)
def test_wrong_values(convert, text, message):
    with pytest.raises(argparse.ArgumentTypeError, match=message.replace("(", r"\(")):
        convert(text)
