"""Proofs that no plan exists, with the limits in conflict; and no false alarm, by brute force."""

import itertools

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import territory_engine as te
from territory_engine.certificates import certificates


def refused(problem):
    with pytest.raises(te.InfeasibleError) as info:
        certificates(problem.instance, problem)
    assert info.value.proven
    for entry in info.value.conflict:
        assert entry["by"] == pytest.approx(entry["needed"] - entry["available"])
    return info.value


def table(**columns):
    return pa.table({"territory_id": ["N", "S"], **columns})


@pytest.mark.parametrize("territories", [5, 10**15, pa.table({"territory_id": range(5)})], ids=["5", "10^15", "table"])
def test_more_territories_than_accounts(problem, territories):
    # at once: nothing of that size is made first
    with pytest.raises(te.InfeasibleError, match=r"territories but 4 accounts: at least .* would be empty") as info:
        problem(territories)
    assert info.value.proven
    assert info.value.conflict[0]["by"] >= 1


def test_minimum_above_maximum(problem):
    error = refused(problem(table(minimum=[None, 6.0])))
    assert "territory 'S' must have at least 6 (the territories table's minimum" in str(error)
    assert "at most 5.5 (te.Balance(tolerance=0.1)" in str(error)
    assert [entry["territory"] for entry in error.conflict] == ["S", "S"]


def test_a_unit_too_heavy_names_the_tolerance_that_admits_it(problem):
    error = refused(problem(columns={"potential": [7.0, 1.0, 1.0, 1.0]}))
    assert "account 'a' has 7, but no territory may have more than 5.5" in str(error)
    assert "A tolerance of 0.4000 would admit it" in str(error)
    assert error.conflict[0]["units"] == ["a"]
    wider = problem(columns={"potential": [7.0, 1.0, 1.0, 1.0]}, activities={"potential": te.Balance(0.4)})
    certificates(wider.instance, wider)


def test_a_unit_too_heavy_for_plain_bounds(problem):
    error = refused(problem(activities={"potential": te.Bounds(maximum=3.5)}))
    assert "(te.Bounds(maximum=3.5) of 'potential')" in str(error)
    assert "tolerance" not in str(error)


def test_too_many_large_units(problem):
    bounds = {"potential": te.Bounds(maximum=5)}
    error = refused(problem(columns={"potential": [3.0, 3.0, 3.0, 0.0]}, activities=bounds))
    assert "3 accounts each have more than half of 5" in str(error)


def test_pins_that_overload(problem):
    error = refused(problem(columns={"potential": [3, 3, 2, 2]}, constraints=[te.Pin(["a", "b"], 2)]))
    assert "te.Pin puts 2 accounts with 6 into territory 2 ('a', 'b'), which may have at most 5.5" in str(error)
    assert [entry["constraint"] for entry in error.conflict][1] == "te.Pin"


def test_minimums_that_sum_to_too_much(problem):
    error = refused(problem(activities={"accounts": te.Bounds(minimum=3)}))
    assert "need 6, but all accounts have 4 (te.Bounds(minimum=3) of 'accounts')" in str(error)
    assert error.conflict[0]["by"] == pytest.approx(2)


def test_minimums_together_with_pins(problem):
    error = refused(problem(activities={"potential": te.Bounds(minimum=4.5)}, constraints=[te.Pin(["a", "b"], 1)]))
    assert "together with te.Pin need 10.5" in str(error)


def test_maximums_that_leave_too_little_room(problem):
    error = refused(problem(activities={"potential": te.Bounds(maximum=4.5)}))
    assert "all accounts have 10, but the maximums of the territories leave room for 9" in str(error)


def test_counts_come_in_steps(problem):
    error = refused(problem(3, activities={"accounts": te.Balance(0.05)}))
    assert "every account has 1, so loads come in steps" in str(error)
    assert "A tolerance of 0.5000 would do" in str(error)
    wider = problem(3, activities={"accounts": te.Balance(0.5)})
    certificates(wider.instance, wider)


@pytest.mark.parametrize("potential", [[0.0] * 4, [2.0**60] * 4, [5e-100] * 4, [1.0, 0.0, 1.0, 0.0]])
def test_extreme_weights_pass(problem, potential):
    result = problem(columns={"potential": potential})
    certificates(result.instance, result)


@given(
    st.lists(st.integers(0, 6), min_size=2, max_size=6),
    st.integers(1, 3),
    st.sampled_from([0.0, 0.1, 0.3, 1.0]),
    st.integers(0, 12) | st.none(),
    st.dictionaries(st.integers(0, 1), st.integers(1, 3), max_size=2),
)
def test_no_false_alarm(weights, count, tolerance, maximum, pins):
    accounts = pa.table(
        {"account_id": range(len(weights)), "lat": [0.0] * len(weights), "lon": [0.0] * len(weights), "w": weights}
    )
    asked = [te.Balance(tolerance), *([] if maximum is None else [te.Bounds(maximum=maximum)])]
    wanted = [te.Pin(unit, min(territory, count, len(weights))) for unit, territory in pins.items()]
    count = min(count, len(weights))
    problem = te.Problem(accounts, count, activities={"w": asked}, constraints=wanted)
    measure, pinned = problem.instance.measures[0], problem.instance.pinned
    try:
        certificates(problem.instance, problem)
    except te.InfeasibleError:
        for labels in itertools.product(range(count), repeat=len(weights)):
            loads = np.bincount(labels, weights, minlength=count)
            kept = ((pinned < 0) | (pinned == np.array(labels))).all()
            filled = len(set(labels)) == count
            assert not (kept and filled and (loads >= measure.minimum).all() and (loads <= measure.maximum).all())
