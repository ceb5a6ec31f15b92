"""Any alignment as a plan: labels by name, centres where travel is least."""

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.haversine import haversine_km, to_own_center_km
from territory_engine.median import spherical_medians


def accounts(**more):
    return pa.table(
        {
            "account_id": list("abcdef"),
            "lat": [0.0] * 6,
            "lon": [0.0, 1, 2, 10, 11, 12],
            "potential": [1, 2, 3, 4, 5, 6],
            "today": ["N", "N", "N", "S", "S", "N"],
        }
        | more
    )


def problem(territories, **more):
    columns = {"id": "account_id", "latitude": "lat", "longitude": "lon"}
    return te.Problem(accounts(), territories, activities={"potential": te.Balance(0.1)}, **columns, **more)


TABLE = pa.table({"territory_id": ["N", "S"]})


def test_todays_alignment():
    plan = te.Plan.from_assignment(problem(TABLE), accounts(), territory="today")
    assert plan.assignment["territory_id"].to_pylist() == ["N", "N", "N", "S", "S", "N"]
    assert plan.territories["load_potential"].to_pylist() == [12.0, 9.0]
    # the middle two of N's four share the least travel; any place between S's two does
    north, south = plan.territories["center_longitude"].to_pylist()
    assert 1.0 - 1e-4 <= north <= 2.0 + 1e-4
    assert 10.0 - 1e-4 <= south <= 11.0 + 1e-4
    assert plan.summary["travel"]["total"] == pytest.approx((12 - 0 + 2 - 1 + 1) * 111.19508, rel=1e-4)
    assert (plan.status, plan.bound_scope) == ("given", "none: given, not solved")
    assert np.isnan([plan.lower_bound, plan.gap]).all()
    assert [finding.rule for finding in plan.check()] == ["minimum", "maximum"]
    assert "gap unknown" in str(plan.summary)


def test_rows_in_any_order_and_other_columns():
    table = accounts().take([5, 0, 3, 1, 4, 2]).rename_columns(["account_id", "x", "y", "z", "territory_id"])
    plan = te.Plan.from_assignment(problem(TABLE), table)
    assert plan.assignment["territory_id"].to_pylist() == ["N", "N", "N", "S", "S", "N"]


def test_fixed_homes_stay():
    homes = pa.table({"territory_id": ["N", "S"], "lat": [5.0, 6.0], "lon": [7.0, 8.0], "fixed": [True, False]})
    plan = te.Plan.from_assignment(problem(homes), accounts(), territory="today")
    first, second = plan.territories.select(["center_latitude", "center_longitude"]).to_pylist()
    assert first == {"center_latitude": 5.0, "center_longitude": 7.0}
    assert second["center_latitude"] == pytest.approx(0.0)


@pytest.mark.parametrize("count", [2, 5])
def test_a_count_of_territories_takes_the_tables_own(count):
    plan = te.Plan.from_assignment(problem(count, baseline="today"), accounts(), territory="today")
    assert plan.territories["territory_id"].to_pylist() == ["N", "S"]
    assert plan.territories["target_potential"].to_pylist() == [10.5, 10.5]
    assert plan.summary["measures"]["potential"]["max_deviation"] == pytest.approx(1.5 / 10.5)
    assert plan.summary["moved"] is None


def test_a_count_of_territories_and_its_own_names():
    given = problem(2)
    table = pa.table({"account_id": list("abcdef"), "territory_id": ["1", "1", "1", "2", "2", "2"]})
    plan = te.Plan.from_assignment(given, table)
    assert plan.problem is given
    assert plan.territories["territory_id"].to_pylist() == [1, 2]


def test_before_and_after():
    given = problem(2)
    today = te.Plan.from_assignment(given, accounts(), territory="today")
    after = te.Plan.from_assignment(given, pa.table({"account_id": list("abcdef"), "territory_id": [2, 2, 2, 1, 1, 1]}))
    found = after.compare(today)
    assert (found.moved["accounts"], found.moved["load_potential"], found.renamed) == (1, 6.0, 2)
    assert found.figures["travel"]["change"] < -1000.0


def test_it_can_be_saved(tmp_path):
    plan = te.Plan.from_assignment(problem(2), accounts(), territory="today")
    plan.save(tmp_path / "today")
    again = te.load_plan(tmp_path / "today")
    assert again.assignment.equals(plan.assignment)
    assert [finding.rule for finding in again.check()] == ["minimum", "maximum"]
    # names of a loaded plan are just names
    with pytest.raises(te.DataError, match="found 1, expected one of the problem's 2 territories"):
        te.Plan.from_assignment(again.problem, pa.table({"account_id": list("abcdef"), "territory_id": [1] * 6}))


@pytest.mark.parametrize(
    ("table", "message", "where"),
    [
        (accounts(today=["N", "N", "N", "S", "S", "X"]), "row 5 (unit 'f'): found 'X', expected one of the", (5, "f")),
        (accounts(today=["N", "N", None, None, "S", "S"]), "row 2 (unit 'c'): found null", (2, "c")),
        (accounts(account_id=list("abcdeg")), "row 5: found 'g', expected a unit of the problem", (5, "g")),
        (accounts(account_id=list("abcdea")), "row 5: found 'a', expected each unit once. Keep", (5, "a")),
        (
            accounts().slice(2),
            "2 of the problem's 6 units are not in column 'account_id', for example 'a'",
            (None, "a"),
        ),
        (accounts().drop(["today"]), "assignment: no column 'today'", (None, None)),
        (accounts(today=[1.5] * 6), "of type double cannot be ids", (None, None)),
    ],
)
def test_bad_tables(table, message, where):
    with pytest.raises(te.DataError) as caught:
        te.Plan.from_assignment(problem(TABLE), table, territory="today")
    assert message in str(caught.value)
    assert (caught.value.row, caught.value.id) == where


def slow_median(latitude, longitude, weight):
    """The best of a fine grid, refined twice."""
    box = [latitude.min(), latitude.max(), longitude.min(), longitude.max()]
    for _ in range(8):
        a, b = np.meshgrid(np.linspace(*box[:2], 41), np.linspace(*box[2:], 41))
        cost = (weight * haversine_km(a[..., None], b[..., None], latitude, longitude)).sum(axis=-1)
        best = np.unravel_index(np.argmin(cost), cost.shape)
        span = (box[1] - box[0]) / 10, (box[3] - box[2]) / 10
        box = [a[best] - span[0], a[best] + span[0], b[best] - span[1], b[best] + span[1]]
    return cost.min()


@pytest.mark.parametrize("seed", range(4))
def test_medians_have_the_least_travel(seed):
    rng = np.random.default_rng(seed)
    n, size = 300, 5
    latitude, longitude = rng.normal(50, 3, n), rng.normal(10, 5, n)
    weight, labels = rng.lognormal(0, 1, n), rng.integers(0, size, n).astype(np.int32)
    centers = spherical_medians(latitude, longitude, weight, labels, size)
    for group in range(size):
        mine = labels == group
        km = haversine_km(latitude[mine], longitude[mine], centers[0][group], centers[1][group])
        best = slow_median(latitude[mine], longitude[mine], weight[mine])
        assert (weight[mine] * km).sum() == pytest.approx(best, rel=1e-6)


def test_median_over_the_date_line_and_the_pole():
    labels = np.array([0, 0, 0, 1, 1, 1], np.int32)
    latitude = np.array([0.0, 0, 0, 89, 89, 89])
    longitude = np.array([179.0, -179, 180, 0, 120, -120])
    centers = np.array(spherical_medians(latitude, longitude, np.ones(6), labels, 2))
    assert abs(centers[1, 0]) == pytest.approx(180.0, abs=1e-3)
    assert centers[0, 1] == pytest.approx(90.0, abs=1e-3)


def test_median_of_odd_groups():
    """Empty, weightless, one heavy unit, and two antipodes: always a place."""
    latitude = np.array([10.0, 20, 30, 30, 0, 0])
    longitude = np.array([0.0, 0, 0, 40, 50, -130])
    labels = np.array([1, 1, 2, 2, 3, 3], np.int32)
    centers = np.array(spherical_medians(latitude, longitude, np.array([0.0, 0, 9, 1, 1, 1]), labels, 4))
    assert np.isfinite(centers).all()
    assert 10 - 1e-6 <= centers[0, 1] <= 20 + 1e-6
    np.testing.assert_allclose(centers[:, 2], [30, 0], atol=1e-4)


def test_median_from_a_sample(monkeypatch):
    rng = np.random.default_rng(7)
    n = 4000
    places = rng.normal(50, 3, n), rng.normal(10, 5, n)
    labels = rng.integers(0, 4, n).astype(np.int32)
    whole = spherical_medians(*places, np.ones(n), labels, 4)
    monkeypatch.setattr("territory_engine.median.SAMPLE", 500)
    sampled = spherical_medians(*places, np.ones(n), labels, 4)
    km = [to_own_center_km(*places, labels, *centers).sum() for centers in (whole, sampled)]
    assert km[1] == pytest.approx(km[0], rel=1e-6)
