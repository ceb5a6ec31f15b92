"""What te.Problem takes as arguments, and refuses."""

import pickle

import pytest

import territory_engine as te


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"family": "parent_id"}, "family='parent_id'"),
        ({"constraints": [te.Forbid("a", "N")]}, "te.Forbid"),
        ({"constraints": [te.Require("a", "skill")]}, "te.Require"),
        ({"constraints": [te.MaxTravel(5)]}, "te.MaxTravel"),
        ({"constraints": [te.Contiguous()]}, "te.Contiguous"),
        ({"constraints": [te.Barrier(None)]}, "te.Barrier"),
        ({"constraints": te.StabilityBudget(accounts=5)}, "te.StabilityBudget"),
    ],
)
def test_later_work_is_named(problem, options, name):
    with pytest.raises(NotImplementedError, match=name):
        problem(**options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"id": None}, "id must be the name of a column, found None"),
        ({"visits": 3}, "visits must be the name of a column, found 3"),
        ({"travel": "road"}, "travel must be a travel such as te.GreatCircle"),
        ({"objective": "fair"}, "objective must be a te.Objective such as te.Objective.fair.., found 'fair'"),
        ({"on_bad_rows": "drop"}, "on_bad_rows must be 'raise' or 'report', found 'drop'"),
        ({"constraints": ["pin"]}, "constraints must be constraints such as te.Pin"),
        ({"activities": ["potential"]}, "activities must be a mapping"),
        ({"activities": {1: te.Balance(0.1)}}, "activities must be keyed by column names, found 1"),
        ({"activities": {"potential": 0.05}}, r"activities\['potential'\] must be a te.Balance such as"),
        ({"activities": {"potential": []}}, r"activities\['potential'\] must be a te.Balance"),
        ({"activities": {"potential": [te.Balance(0.1), te.Balance(0.2)]}}, "one balance hard, one soft"),
        ({"activities": {"potental": te.Balance(0.1)}}, "no column 'potental'.*activities=.*Did you mean 'potential'"),
        ({"baseline": "teritory"}, "no column 'teritory'.*Did you mean 'territory'"),
    ],
)
def test_wrong_arguments(problem, options, message):
    with pytest.raises(te.DataError, match=message):
        problem(**options)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: te.Balance(-0.1), "tolerance must be a finite number of at least 0, found -0.1"),
        (lambda: te.Balance("5%"), "tolerance must be a share: 0.05 for 5 %, found '5%'"),
        (lambda: te.Balance(0.1, hard=1), "hard must be True or False, found 1"),
        (lambda: te.Balance(0.1, weight=0), "weight must be a finite number above 0, found 0"),
        (lambda: te.Bounds(), "minimum and maximum must be given, at least one"),
        (lambda: te.Bounds(minimum=5, maximum=4), "minimum must be at most the maximum, 4"),
        (lambda: te.Bounds(maximum=float("nan")), "maximum must be a finite number of at least 0, found nan"),
        (lambda: te.GreatCircle(power=3), "power must be 1 or 2, found 3"),
    ],
)
def test_wrong_specifications(make, message):
    with pytest.raises(te.DataError, match=message):
        make()


def test_default_activities_balance_the_count_softly(problem):
    measure = problem(activities=None).instance.measures[0]
    assert (measure.name, measure.balanced, measure.hard) == ("accounts", True, False)
    assert measure.target.tolist() == [2.0, 2.0]


def test_no_activities_at_all(problem):
    result = problem(activities={})
    assert result.instance.measures == ()
    assert "measures: none" in repr(result)


def test_repr_tells_it_all(problem):
    result = problem(
        activities={"potential": [te.Balance(0.1), te.Bounds(maximum=9)], "accounts": te.Balance(0.5, hard=False)},
        baseline="territory",
        constraints=[te.Pin("a", 1)],
    )
    assert repr(result) == (
        "Problem: 4 accounts, 2 territories\n"
        "  measures: potential within 10 % of its target (hard), at most 9; accounts within 50 % of its target "
        "(soft, weight 1)\n"
        "  travel: great-circle km, weighted by visits\n"
        "  objective: travel 1, fairness 1, disruption 0, inside 0\n"
        "  baseline: territory\n"
        "  pinned: 1 accounts"
    )


def test_a_problem_goes_to_another_process(problem):
    result = problem(baseline="territory")
    assert pickle.loads(pickle.dumps(result)).data_hash == result.data_hash
