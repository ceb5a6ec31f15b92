"""Tables and figures of a plan, worked by hand."""

import math

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.kernels.interface import EARTH_RADIUS_KM
from tests.plan.plan_cases import instance, measure, plan_of, random_plan

DEGREE = math.pi * EARTH_RADIUS_KM / 180.0  # km on the equator


def test_assignment_of_six(six):
    table = six.assignment
    assert table.column_names == ["account_id", "territory_id", "travel", "next_best_territory_id", "next_best_cost"]
    assert table["account_id"].to_pylist() == list("abcdef")
    assert table["territory_id"].to_pylist() == ["West"] * 3 + ["East"] * 3
    assert table["travel"].to_pylist() == pytest.approx([DEGREE, 0, DEGREE, DEGREE, 0, DEGREE])
    assert table["next_best_territory_id"].to_pylist() == ["East"] * 3 + ["West"] * 3
    # from 1 to 4 degrees away, and so on; f has two visits
    assert table["next_best_cost"].to_pylist() == pytest.approx([x * DEGREE for x in (3, 3, 1, 1, 3, 2 * 3)])


def test_territories_of_six(six):
    west, east = six.territories.to_pylist()
    assert west == pytest.approx(
        {
            "territory_id": "West",
            "center_latitude": 0.0,
            "center_longitude": 1.0,
            "accounts": 3,
            "load_potential": 6.0,
            "target_potential": 10.5,
            "deviation_potential": 6 / 10.5 - 1,
            "travel": 2 * DEGREE,
            "mean_travel": 2 * DEGREE / 3,
            "moved_in": 0,
            "moved_out": 1,
        }
    )
    assert (east["load_potential"], east["moved_in"], east["moved_out"]) == (15.0, 1, 0)
    assert east["travel"] == pytest.approx(3 * DEGREE)
    assert east["mean_travel"] == pytest.approx(3 * DEGREE / 4)


def test_summary_of_six(six):
    summary = six.summary
    assert summary["objective"] == pytest.approx(5 * DEGREE)
    assert summary["terms"] == pytest.approx({"travel": 5 * DEGREE, "fairness": 0.0, "disruption": 0.0})
    assert summary["gap"] == pytest.approx((5 * DEGREE - 500) / (5 * DEGREE))
    # loads 6 and 15: deviations -4.5 and +4.5 of 10.5; gini of two values is their difference / (2 * sum)
    expected = {"total": 21.0, "max_deviation": 4.5 / 10.5, "cv": 4.5 / 10.5, "gini": 9 / (2 * 21)}
    assert summary["measures"]["potential"] == pytest.approx(expected)
    assert summary["travel"]["unit"] == "km"
    assert {name: value for name, value in summary["travel"].items() if name != "unit"} == pytest.approx(
        {
            "total": 5 * DEGREE,
            "per_account": 4 * DEGREE / 6,
            "per_visit": 5 * DEGREE / 7,
            "nearest_per_visit": 5 * DEGREE / 7,
            "price_of_balance": 0.0,
        },
        rel=1e-6,
        abs=1e-6,
    )
    assert summary["moved"] == {"accounts": 1, "share": 1 / 5}
    assert (six.status, six.bound_scope, six.lower_bound) == ("feasible", "these centres", 500.0)
    assert six.gap == summary["gap"]


def test_summary_prints(six):
    assert str(six.summary).splitlines() == [
        "6 accounts in 2 territories: feasible",
        "  objective    555.98 (travel 555.98, fairness 0, disruption 0)",
        "  lower bound  500, gap 10.07 % (these centres)",
        "  travel       79.425 km a visit, 74.130 km an account; 0.00 % against nearest centres",
        "  moved        1 accounts (20.00 %)",
        "  measure    total  max deviation       cv    gini",
        "  potential     21        42.86 %  42.86 %  0.2143",
    ]
    assert repr(six) == "<Plan: 6 accounts in 2 territories, feasible>"


def test_price_of_balance():
    # the middle account is nearer to the second centre, but belongs to the first
    plan = plan_of(instance([0, 0, 0], [0, 3, 4]), [0, 0, 1], [0, 0], [0, 4])
    assert plan.summary["travel"]["price_of_balance"] == pytest.approx(2.0, rel=1e-5)
    assert plan.assignment["next_best_cost"].to_pylist()[1] == pytest.approx(-2 * DEGREE)
    assert plan.summary["moved"] is None
    assert "moved_in" not in plan.territories.column_names


def test_one_territory_has_no_next_best():
    plan = plan_of(instance([0, 0], [0, 1], k=1), [0, 0], [0], [0], territory_ids=[7])
    assert plan.assignment["next_best_territory_id"].type == pa.int64()
    assert plan.assignment["next_best_territory_id"].null_count == 2
    assert plan.assignment["next_best_cost"].null_count == 2
    assert plan.summary["travel"]["price_of_balance"] == 0.0


def test_all_in_one_place():
    plan = plan_of(instance([10, 10], [20, 20]), [0, 1], [10, 10], [20, 20])
    assert plan.objective == 0.0
    assert plan.gap == 0.0
    assert plan.summary["travel"]["price_of_balance"] == 0.0
    assert plan.assignment["next_best_territory_id"].to_pylist() == ["T1", "T0"]


def test_without_visits_or_target():
    given = instance([0, 1], [0, 0], [measure("m", [0, 5], [0, 5])], visits=[0, 0])
    plan = plan_of(given, [0, 1], [0, 1], [0, 0])
    assert plan.territories["deviation_m"].to_pylist() == [None, 0.0]
    assert plan.territories["mean_travel"].null_count == 2
    assert math.isnan(plan.summary["travel"]["per_visit"])
    assert "unknown" in str(plan.summary)


def test_ids_come_back_as_they_were_and_without_a_copy():
    ids = np.array([7, 3, 99], np.int64)
    plan = plan_of(instance([0, 1, 2], [0, 0, 0]), [0, 1, 1], [0, 1], [0, 0], unit_ids=ids, territory_ids=[10, 20])
    column = plan.assignment["account_id"]
    assert column.type == pa.int64()
    assert column.chunk(0).buffers()[1].address == ids.ctypes.data
    assert plan.assignment["territory_id"].to_pylist() == [10, 20, 20]


def test_relabelling_changes_nothing():
    plan = random_plan(np.random.default_rng(5), disruption=0.7, inside=0.2)
    instance_, solution = plan.problem.instance, plan.solution
    order = np.array([2, 0, 3, 1])  # new index -> old index
    inverse = np.argsort(order).astype(np.int32)
    measures = [measure(m.name, m.values, m.target[order], 0.1, hard=False) for m in instance_.measures]
    again = instance(
        instance_.y,
        instance_.x,
        measures,
        visits=instance_.travel_weight,
        k=4,
        baseline=np.where(instance_.baseline >= 0, inverse[instance_.baseline], -1).astype(np.int32),
        disruption=0.7,
        inside=0.2,
    )
    twin = plan_of(
        again,
        inverse[solution.labels],
        solution.center_y[order],
        solution.center_x[order],
        territory_ids=[f"T{t}" for t in order],
    )
    assert twin.objective == pytest.approx(plan.objective, rel=1e-12)
    assert twin.assignment.drop(["next_best_cost"]).equals(plan.assignment.drop(["next_best_cost"]))
    costs = (each.assignment["next_best_cost"].to_numpy() for each in (twin, plan))
    np.testing.assert_allclose(*costs, rtol=1e-9)


def test_an_id_column_may_not_hide_one_of_the_plans():
    accounts = pa.table({"travel": [1, 2], "latitude": [0.0, 1.0], "longitude": [0.0, 1.0]})
    with pytest.raises(te.DataError, match=r"id must be a name that plan\.assignment does not use.*found 'travel'"):
        te.Problem(accounts, 1, id="travel")


@pytest.mark.parametrize("name", ["update", "changes"])
def test_later_work_says_so(six, name):
    arguments = {"changes": [six]}.get(name, [])
    with pytest.raises(NotImplementedError, match=rf"plan\.{name} .*later work"):
        getattr(six, name)(*arguments)
