"""A count or a table: names, homes, targets and limits."""

import math

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te


def table(**columns):
    return pa.table({"territory_id": ["N", "S"], **columns})


@pytest.mark.parametrize("count", [0, -1, 2.0, True, math.nan])
def test_counts_that_are_none(problem, count):
    with pytest.raises(te.DataError, match="territories must be a whole number of at least 1"):
        problem(count)


def test_a_count_is_numbered(problem):
    result = problem(np.int64(3), baseline="territory")
    assert result.territory_ids.to_pylist() == [1, 2, 3]
    assert result.territory_ids_invented
    # 1 to K say nothing about today: nothing can have moved
    assert result.instance.baseline.tolist() == [-1] * 4


@pytest.mark.parametrize(
    ("today", "count", "ids"),
    [
        (["N", "N", "S", None], 2, ["N", "S"]),
        (["N", "N", "S", None], 4, ["N", "S", "new-1", "new-2"]),
        (["new-1", "N", "S", None], 4, ["new-1", "N", "S", "new-2"]),
        # loads 4, 2, 3 + 1: the two heaviest, in order of appearance
        (["N", "W", "S", "S"], 2, ["N", "S"]),
        ([7, 3, 3, None], 3, [7, 3, 8]),
        ([-7, -3, -3, None], 3, [-7, -3, 1]),
        ([None, None, None, None], 2, ["new-1", "new-2"]),
    ],
)
def test_a_count_takes_todays_names_where_moves_cost(problem, today, count, ids):
    result = problem(count, {"territory": today}, baseline="territory", objective=te.Objective.stable())
    assert result.territory_ids.to_pylist() == ids
    assert not result.territory_ids_invented
    expected = [ids.index(name) if name in ids else -1 for name in today]
    assert result.instance.baseline.tolist() == expected


def test_baseline_matches_the_table(problem):
    result = problem(table(territory_id=["S", "X"]), baseline="territory")
    assert result.instance.baseline.tolist() == [-1, -1, 0, -1]
    assert result.baseline_ids.to_pylist() == ["N", "N", "S", None]


@pytest.mark.parametrize(
    ("today", "ids"),
    [
        ([1.0, 2.0, math.nan, None], [2, 1]),  # pandas makes floats of integers with gaps
        (["1", "2", None, None], [2, 1]),
        (pa.array([1, 2, None, None], pa.uint8()), [2, 1]),
        (pa.array(["1", "2", None, None]).dictionary_encode(), ["2", "1"]),
    ],
)
def test_ids_match_across_types(problem, today, ids):
    result = problem(table(territory_id=ids), {"territory": today}, baseline="territory")
    assert result.instance.baseline.tolist() == [1, 0, -1, -1]


def test_leading_zeros_are_another_id(problem):
    result = problem(table(territory_id=[1, 2]), {"territory": ["01", "1", "2", "02"]}, baseline="territory")
    assert result.instance.baseline.tolist() == [-1, 0, 1, -1]


def test_fractions_are_no_baseline(problem):
    with pytest.raises(te.DataError, match="'territory' of type double cannot be ids"):
        problem(columns={"territory": [1.5, 2.0, 3.0, None]}, baseline="territory")


def test_homes(problem):
    instance = problem(table(latitude=[1.0, None], longitude=[2.0, None], fixed=[True, None])).instance
    np.testing.assert_array_equal(instance.center_y, [1.0, math.nan])
    np.testing.assert_array_equal(instance.center_x, [2.0, math.nan])
    assert instance.fixed.tolist() == [True, False]


def test_homes_named_as_in_the_accounts(problem):
    assert problem(table(lat=[1, 2], lon=[3, 4])).instance.center_x.tolist() == [3.0, 4.0]


BROKEN = [
    ({"territory_id": ["N", "N"]}, "territory_id", 1, "each id once"),
    ({"territory_id": ["N", None]}, "territory_id", 1, "found null, expected an id"),
    ({"latitude": [1.0, None], "longitude": [1.0, 2.0]}, "latitude", 1, "both given or both null"),
    ({"latitude": [1.0, 91.0], "longitude": [1.0, 2.0]}, "latitude", 1, "found 91.0, expected degrees"),
    ({"latitude": [None, 1.0], "longitude": [None, 999]}, "longitude", 1, "found 999, expected degrees"),
    ({"latitude": [1.0, math.nan], "longitude": [1.0, 2.0]}, "latitude", 1, "found nan, expected degrees"),
    ({"fixed": [False, True]}, "fixed", 1, "expected a home"),
    ({"fixed": [False, 2]}, "fixed", None, None),
    ({"fixed": ["no", "perhaps"]}, "fixed", 1, "found 'perhaps', expected true or false"),
    ({"target": [1.0, None]}, "target", 1, "found null, expected a finite number of at least 0"),
    ({"target": [1.0, -1.0]}, "target", 1, "found -1.0"),
    ({"target_potential": [math.inf, 1.0]}, "target_potential", 0, "found inf"),
    ({"minimum": [0.0, -1.0]}, "minimum", 1, "found -1.0, expected a number of at least 0, or null"),
    ({"maximum_potential": [None, math.nan]}, "maximum_potential", 1, "found nan, expected a number of at least 0, or"),
    ({"target": [0.0, 0.0]}, "target_potential", None, "all 0"),
    (
        {"target_revenue": [1.0, 1.0]},
        "target_revenue",
        None,
        "for no measure of .* expected 'target_potential'",
    ),
    ({"latitude": [1.0, 2.0]}, "longitude", None, "'latitude' without 'longitude'"),
    ({"minimum": [1.0, 1.0], "minimum_potential": [1.0, 1.0]}, "minimum", None, "does not say for which measure"),
]


@pytest.mark.parametrize(("columns", "column", "row", "message"), [case for case in BROKEN if case[3]])
def test_one_broken_field(problem, columns, column, row, message):
    with pytest.raises(te.DataError, match=message) as info:
        problem(table(**columns), on_bad_rows="report")  # no territory is ever left out
    assert (info.value.table, info.value.column, info.value.row) == ("territories", column, row)


def test_mixed_flags_are_refused(problem):
    with pytest.raises(te.DataError, match="row 1: found 2, expected true or false"):
        problem(table(fixed=[0, 2]))


def test_several_measures_need_names(problem):
    two = {"potential": te.Balance(0.1), "accounts": te.Balance(0.1)}
    with pytest.raises(te.DataError, match="'target' does not say for which measure; expected 'target_potential' or"):
        problem(table(target=[1, 2]), activities=two)
    with pytest.raises(te.DataError, match="nothing is balanced"):
        problem(table(target=[1, 2]), activities={})


def test_empty_table(problem):
    with pytest.raises(te.DataError, match="territories: the table has no rows"):
        problem(table().slice(0, 0))


def test_missing_id(problem):
    with pytest.raises(te.DataError, match=r"territories: no column 'territory_id'.*Did you mean 'territory'"):
        problem(pa.table({"territory": ["N"]}))


def test_skills_are_later_work(problem):
    with pytest.raises(NotImplementedError, match="skills"):
        problem(table(skills=["x", "y"]))


def test_targets_are_proportions(problem):
    measure = problem(table(target=[3, 1])).instance.measures[0]
    assert measure.target.tolist() == [7.5, 2.5]
    np.testing.assert_allclose(measure.minimum, [6.75, 2.25])
    np.testing.assert_allclose(measure.maximum, [8.25, 2.75])


def test_targets_of_any_size_are_proportions(problem):
    assert problem(table(target=[3e300, 1e300])).instance.measures[0].target.tolist() == [7.5, 2.5]
    assert problem(table(target=[1.0, 0.0])).instance.measures[0].target.tolist() == [10.0, 0.0]


def test_the_strictest_limit_holds_and_has_a_name(problem):
    result = problem(
        table(minimum_potential=[None, 4.9], maximum_potential=[5.2, None]),
        activities={"potential": [te.Balance(0.1), te.Bounds(maximum=5.3)]},
    )
    measure, limits = result.instance.measures[0], result.limits[0]
    np.testing.assert_allclose(measure.minimum, [4.5, 4.9])
    np.testing.assert_allclose(measure.maximum, [5.2, 5.3])
    assert (measure.lower == measure.minimum).all()
    assert (measure.upper == measure.maximum).all()
    assert limits.minimum_by(0) == "te.Balance(tolerance=0.1) of 'potential'"
    assert limits.minimum_by(1) == "the territories table's minimum of 'potential'"
    assert limits.maximum_by(0) == "the territories table's maximum of 'potential'"
    assert limits.maximum_by(1) == "te.Bounds(maximum=5.3) of 'potential'"


def test_a_soft_band_leaves_the_limits_alone(problem):
    soft = te.Balance(0.02, hard=False, weight=3.0)
    measure = problem(activities={"potential": (te.Balance(0.2), soft)}).instance.measures[0]
    assert (measure.balanced, measure.hard, measure.weight) == (True, False, 3.0)
    np.testing.assert_allclose([measure.lower, measure.upper], [[4.9, 4.9], [5.1, 5.1]])
    np.testing.assert_allclose([measure.minimum, measure.maximum], [[4.0, 4.0], [6.0, 6.0]])


def test_soft_alone_and_bounds_alone(problem):
    soft = problem(activities={"potential": te.Balance(0.1, hard=False)}).instance.measures[0]
    assert soft.minimum.tolist() == [-math.inf] * 2
    assert soft.maximum.tolist() == [math.inf] * 2
    bounds = problem(activities={"potential": te.Bounds(minimum=1)}).instance.measures[0]
    assert (bounds.balanced, bounds.hard) == (False, True)
    assert (bounds.target.tolist(), bounds.minimum.tolist()) == ([5.0, 5.0], [1.0, 1.0])


def test_a_tolerance_above_one_has_no_negative_minimum(problem):
    assert problem(activities={"potential": te.Balance(1.5)}).instance.measures[0].minimum.tolist() == [0.0, 0.0]
