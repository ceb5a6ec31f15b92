"""Before and after: labels matched, moves counted."""

import numpy as np
import pytest

from territory_engine import compare
from territory_engine.compare import match_territories
from territory_engine.errors import DataError
from tests.plan.plan_cases import instance, measure, plan_of, random_plan


def test_with_itself_nothing_changes():
    plan = random_plan(np.random.default_rng(0), k=6)
    found = plan.compare(plan)
    assert set(found.moved.values()) == {0}
    assert found.renamed == 0
    assert {values["change"] for values in found.figures.values()} == {0.0}
    assert found.territories["before_territory_id"].equals(found.territories["after_territory_id"])
    for name in ("accounts", "load_m0", "travel"):
        assert found.territories[f"{name}_before"].equals(found.territories[f"{name}_after"])
    assert sum(found.territories["accounts_in"].to_pylist()) == 0


def test_new_names_move_nobody():
    plan = random_plan(np.random.default_rng(0), k=4)
    given, solution = plan.problem.instance, plan.solution
    order = np.array([1, 2, 3, 0])
    twin = plan_of(
        given,
        np.argsort(order)[solution.labels],
        solution.center_y[order],
        solution.center_x[order],
        territory_ids=["A", "B", "C", "D"],
    )
    found = twin.compare(plan)
    assert (found.moved["accounts"], found.renamed) == (0, 4)
    pairs = zip(*(found.territories[f"{side}_territory_id"].to_pylist() for side in ("before", "after")), strict=True)
    assert dict(pairs) == {"T1": "A", "T2": "B", "T3": "C", "T0": "D"}


@pytest.fixture
def before_and_after():
    """One account, c, moves from W to E; the later plan has its rows in another order."""
    values, visits = [1, 2, 3, 4], [1, 1, 2, 1]
    before = plan_of(
        instance([0] * 4, [0, 1, 2, 3], [measure("m", values, [5, 5])], visits),
        [0, 0, 0, 1],
        [0, 0],
        [1, 3],
        unit_ids=list("abcd"),
        territory_ids=["W", "E"],
    )
    after = plan_of(
        instance([0] * 4, [3, 2, 1, 0], [measure("m", values[::-1], [5, 5])], visits[::-1]),
        [0, 0, 1, 1],
        [0, 0],
        [3, 1],
        unit_ids=list("dcba"),
        territory_ids=["E", "W"],
    )
    return before, after


def test_one_account_moves(before_and_after):
    before, after = before_and_after
    found = after.compare(before)
    assert found.moved == {"accounts": 1, "share": 0.25, "visits": 2.0, "load_m": 3.0}
    assert found.figures["max_deviation_m"] == pytest.approx({"before": 0.2, "after": 0.4, "change": 0.2})
    assert found.figures["objective"]["before"] == before.objective
    west, east = found.territories.to_pylist()
    assert (west["before_territory_id"], west["after_territory_id"]) == ("W", "W")
    assert (west["accounts_before"], west["accounts_after"], west["accounts_in"], west["accounts_out"]) == (3, 2, 0, 1)
    assert (east["load_m_before"], east["load_m_after"], east["accounts_in"], east["accounts_out"]) == (4.0, 7.0, 1, 0)


def test_prints(before_and_after):
    before, after = before_and_after
    assert str(after.compare(before)).splitlines() == [
        "                     before    after   change",
        "objective            333.59   333.59        0",
        "travel               333.59   333.59        0",
        "travel_per_visit     66.717   66.717        0",
        "travel_per_account   55.598   55.598        0",
        "max_deviation_m     20.00 %  40.00 %  20.00 %",
        "moved: 1 accounts (25.00 %), 2 visits",
        "",
        "territory  became  accounts  then  in  out",
        "W               W         3     2   0    1",
        "E               E         1     2   1    0",
    ]


def test_different_numbers_of_territories():
    places = [0] * 6, [0, 1, 2, 3, 4, 5]
    three = plan_of(instance(*places, k=3), [0, 0, 1, 1, 2, 2], [0] * 3, [0.5, 2.5, 4.5])
    two = plan_of(instance(*places), [0, 0, 0, 1, 1, 1], [0] * 2, [1, 4])
    fewer, more = two.compare(three), three.compare(two)
    assert fewer.territories.num_rows == more.territories.num_rows == 3
    # T1 of three had one account in each of two: it becomes neither
    assert fewer.territories["after_territory_id"].to_pylist() == ["T0", None, "T1"]
    assert fewer.moved["accounts"] == more.moved["accounts"] == 2
    assert more.territories["before_territory_id"].to_pylist() == ["T0", "T1", None]
    assert more.territories["accounts_in"].to_pylist() == [0, 0, 2]
    assert "-" in str(more)


def test_other_units_are_refused(before_and_after):
    before, _ = before_and_after
    other = plan_of(instance([0] * 4, [0, 1, 2, 3]), [0, 0, 1, 1], [0, 0], [0, 3], unit_ids=list("abcx"))
    with pytest.raises(DataError, match=r"not of the same units \(4 here, 4 in the other; unit 'x' is in this"):
        other.compare(before)
    fewer = plan_of(instance([0] * 3, [0, 1, 2]), [0, 0, 1], [0, 0], [0, 3], unit_ids=list("abc"))
    with pytest.raises(DataError, match="the other has more"):
        fewer.compare(before)


def test_largest_matching_beats_greedy():
    # greedy would take (0, 0) with 5 and leave 1 without: 5 + 0 against 4 + 4
    source, target, overlap = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([5, 4, 4])
    assert match_territories(source, target, overlap, ["a", "b"], ["a", "b"]).tolist() == [1, 0]


def test_empty_territories_match_by_name():
    source, target, overlap = np.array([0]), np.array([2]), np.array([3])
    found = match_territories(source, target, overlap, ["a", "b", "c"], ["c", "b", "x"])
    assert found.tolist() == [2, 1, 0]


def test_a_thousand_territories(monkeypatch):
    rng = np.random.default_rng(4)
    n, k = 20_000, 1000
    old = rng.permutation(np.arange(n) % k)
    rename = rng.permutation(k)
    new = rename[old]
    moved = rng.random(n) < 0.1
    new[moved] = rng.integers(0, k, moved.sum())
    names = [str(t) for t in range(k)]
    for dense in (compare.DENSE, 0):
        monkeypatch.setattr(compare, "DENSE", dense)
        np.testing.assert_array_equal(match_territories(*compare._overlap(old, new, k, k), names, names), rename)
