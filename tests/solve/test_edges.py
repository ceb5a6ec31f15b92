"""Problems at the edge of what makes sense: each gives a valid plan, or an error that says why there is none."""

from __future__ import annotations

import itertools

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from tests.solve.solve_cases import accounts, assert_valid, homes, labels_of, solve

WITHIN_5 = {"potential": te.Balance(0.05)}
SOFT = {"potential": te.Balance(0.05, hard=False)}


def places(latitude, longitude, **columns):
    n = len(latitude)
    return pa.table(
        {"account_id": np.arange(n), "lat": np.asarray(latitude, float), "lon": np.asarray(longitude, float)} | columns
    )


# ---- how many


def test_empty_table():
    with pytest.raises(te.DataError, match="accounts"):
        te.solve(te.Problem(accounts(0), territories=1))


def test_one_account():
    plan = solve(accounts(1), 1, WITHIN_5)
    assert labels_of(plan) == [1]
    assert plan.objective == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("activities", [None, {}, WITHIN_5])
def test_one_territory(activities):
    plan = solve(accounts(500), 1, activities)
    assert set(labels_of(plan)) == {1}
    assert plan.assignment["next_best_territory_id"].null_count == 500


def test_as_many_territories_as_accounts():
    plan = solve(accounts(12), 12, {"accounts": te.Bounds(minimum=1)})
    assert sorted(labels_of(plan)) == list(range(1, 13))
    assert float(plan.solution.travel.sum()) < 0.05


def test_more_territories_than_accounts():
    with pytest.raises(te.InfeasibleError, match="13 territories but 12 accounts") as caught:
        te.solve(te.Problem(accounts(12), territories=13))
    assert caught.value.proven
    assert caught.value.conflict[0]["by"] == 1


# ---- where


@pytest.mark.parametrize("activities", [{}, {"accounts": te.Balance(0.0)}, {"accounts": te.Balance(0.0, hard=False)}])
def test_all_in_one_place(activities):
    plan = solve(places(np.full(60, 47.5), np.full(60, 8.5)), 4, activities)
    assert float(plan.solution.travel.sum()) < 0.1
    if activities:
        assert sorted(np.bincount(plan.solution.labels)) == [15] * 4


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_around_a_pole(sign):
    rng = np.random.default_rng(3)
    latitude = sign * np.concatenate([np.full(20, 90.0), rng.uniform(88.0, 90.0, 180)])
    plan = solve(places(latitude, rng.uniform(-180, 180, 200)), 4, {"accounts": te.Balance(0.05)})
    assert float(plan.solution.travel.sum()) / 200 < 150.0


def test_both_poles():
    latitude = np.repeat([90.0, -90.0], 50)
    plan = solve(places(latitude, np.linspace(-180, 180, 100)), 2, {"accounts": te.Balance(0.0)})
    assert float(plan.solution.travel.sum()) < 0.5


def test_across_the_date_line():
    """Two towns that the 180th meridian divides, each of which must stay whole."""
    rng = np.random.default_rng(4)
    longitude = 180.0 + rng.normal(0.0, 0.2, 200)
    longitude = np.where(longitude > 180.0, longitude - 360.0, longitude)
    latitude = np.repeat([-17.0, -10.0], 100) + rng.normal(0.0, 0.2, 200)
    plan = solve(places(latitude, longitude), 2, {"accounts": te.Balance(0.0)})
    assert len({*plan.solution.labels[:100]}) == len({*plan.solution.labels[100:]}) == 1


def test_the_date_line_itself():
    longitude = np.where(np.arange(40) % 2, 180.0, -180.0)
    plan = solve(places(np.repeat([10.0, 20.0], 20), longitude), 2, {"accounts": te.Balance(0.0)})
    assert float(plan.solution.travel.sum()) < 0.1


def test_two_antipodal_places():
    latitude, longitude = np.repeat([40.0, -40.0], 30), np.repeat([-100.0, 80.0], 30)
    plan = solve(places(latitude, longitude), 2, {"accounts": te.Balance(0.0)})
    assert float(plan.solution.travel.sum()) < 0.5


def test_antipodal_places_in_one_territory():
    """No centre is better than another: 30 units travel half round the world."""
    plan = solve(places(np.repeat([40.0, -40.0], 30), np.repeat([-100.0, 80.0], 30)), 1, {})
    assert float(plan.solution.travel.sum()) == pytest.approx(30 * np.pi * 6371.0088, rel=1e-3)


def test_all_over_the_world():
    rng = np.random.default_rng(5)
    latitude = np.degrees(np.arcsin(rng.uniform(-1, 1, 1000)))
    solve(places(latitude, rng.uniform(-180, 180, 1000)), 12, {"accounts": te.Balance(0.05)})


# ---- how much


def test_all_weights_zero():
    solve(accounts(200, potential=np.zeros(200)), 4, SOFT)
    solve(accounts(200, potential=np.zeros(200)), 4, WITHIN_5)


def test_most_weights_zero():
    table = accounts(600)
    potential = np.where(np.arange(600) % 10 == 0, table["potential"].to_numpy(), 0.0)
    solve(table.set_column(3, "potential", pa.array(potential)), 3, {"potential": te.Balance(0.1)})


@pytest.mark.parametrize("scale", [2.0**70, 1e18 / 3, 1e-30, 1e-9])
def test_scale_of_weights(scale):
    """Huge totals, beyond 2^53, and tiny ones."""
    table = accounts(1000)
    plan = solve(table.set_column(3, "potential", pa.array(table["potential"].to_numpy() * scale)), 5, WITHIN_5)
    assert plan.summary["measures"]["potential"]["max_deviation"] <= 0.05 * (1 + 1e-9)


def test_one_power_of_two_changes_no_bit():
    table = accounts(800)
    scaled = table.set_column(3, "potential", pa.array(table["potential"].to_numpy() * 2.0**40))
    assert labels_of(solve(table, 5, WITHIN_5)) == labels_of(solve(scaled, 5, WITHIN_5))


def test_visits_of_zero():
    plan = solve(accounts(300, visits=np.zeros(300)), 4, WITHIN_5, visits="visits")
    assert np.isfinite(plan.objective)
    half = np.where(np.arange(300) < 150, 0.0, 5.0)
    solve(accounts(300, visits=half), 4, WITHIN_5, visits="visits")


def heavy():
    potential = np.ones(100)
    potential[7] = 60.0
    return accounts(100, potential=potential)


def test_unit_heavier_than_the_tolerance_allows():
    with pytest.raises(te.InfeasibleError, match=r"account 7 has 60") as caught:
        te.solve(te.Problem(heavy(), territories=4, activities=WITHIN_5))
    assert caught.value.proven
    assert caught.value.conflict[0]["units"] == [7]
    assert caught.value.plan is None


def test_heavy_unit_with_a_soft_balance():
    plan = solve(heavy(), 4, SOFT)
    assert plan.summary["measures"]["potential"]["max_deviation"] > 0.4


def test_divisible_only_in_theory():
    """Nine units of which no three-way split is even: no plan is found, and the closest one is handed over."""
    potential = np.array([10.0, 9.7, 9.1, 8.3, 7.9, 7.1, 6.7, 5.9, 5.3])
    table = accounts(9, potential=potential)
    target = potential.sum() / 3
    off = min(
        max(abs(potential[np.array(split) == t].sum() - target) for t in range(3))
        for split in itertools.product(range(3), repeat=9)
    )
    assert off > 0.0001 * target, "the case must be infeasible"
    problem = te.Problem(table, territories=3, activities={"potential": te.Balance(0.0001)})
    with pytest.raises(te.InfeasibleError) as caught:
        te.solve(problem)
    error = caught.value
    assert not error.proven
    assert isinstance(error.plan, te.Plan)
    assert {finding.rule for finding in error.plan.check()} <= {"minimum", "maximum"}
    entry = error.conflict[0]
    load = {t: potential[np.array(labels_of(error.plan)) == t].sum() for t in (1, 2, 3)}
    assert f"territory {entry['territory']!r}" in str(error)
    assert "'potential'" in str(error)
    assert f"{load[entry['territory']]:,.6g}" in str(error)
    assert entry["by"] == pytest.approx(abs(load[entry["territory"]] - target) - 0.0001 * target, rel=1e-6)
    assert entry["by"] <= 0.1 * target, "not a close plan"


# ---- what is asked


def test_activities_by_default_and_none():
    assert solve(accounts(300), 4).summary["measures"]["accounts"]["max_deviation"] < 0.3
    assert solve(accounts(300), 4, {}).solution.loads.shape == (4, 0)


@pytest.mark.parametrize("bounds", [te.Bounds(maximum=60), te.Bounds(minimum=40), te.Bounds(minimum=45, maximum=55)])
def test_bounds_alone(bounds):
    solve(accounts(250), 5, {"accounts": bounds})


def test_bounds_and_balance_of_one_measure():
    solve(accounts(250), 5, {"accounts": [te.Balance(0.3, hard=False), te.Bounds(minimum=40)]})


def test_two_hard_measures():
    solve(accounts(2000), 8, {"potential": te.Balance(0.05), "workload": te.Balance(0.05)})


def test_three_measures_of_each_kind():
    asked = {
        "potential": te.Balance(0.05),
        "workload": te.Balance(0.02, hard=False, weight=2.0),
        "accounts": te.Bounds(minimum=150),
    }
    solve(accounts(2000), 8, asked, visits="visits", objective=te.Objective.balanced())


MUNICH, PARIS, MILAN = (48.1, 11.6), (48.9, 2.4), (45.5, 9.2)


@pytest.mark.parametrize("fixed", [[True] * 3, [False] * 3, [True, False, False]])
@pytest.mark.parametrize("last", [MILAN, None])
def test_unequal_targets_and_homes(fixed, last):
    table = homes(MUNICH, PARIS, last, fixed=[f and h is not None for f, h in zip(fixed, (1, 1, last), strict=True)],
                  target=[1.0, 2.0, 3.0])  # fmt: skip
    plan = solve(accounts(900), table, WITHIN_5)
    total = plan.solution.loads.sum()
    assert plan.solution.loads[:, 0] / total == pytest.approx([1 / 6, 2 / 6, 3 / 6], rel=0.051)
    assert plan.bound_scope.startswith("this problem") == (all(fixed) and last is not None)
    if fixed[0]:
        assert (plan.solution.center_y[0], plan.solution.center_x[0]) == MUNICH


def test_a_target_of_zero():
    plan = solve(accounts(300), homes(MUNICH, PARIS, MILAN, target=[1.0, 1.0, 0.0]), SOFT)
    assert plan.solution.loads[2, 0] < 0.2 * plan.solution.loads[:, 0].sum()


# ---- pins and today's territories


def named():
    return homes(None, None, None)


def test_pins_are_kept():
    pins = {unit: "ABC"[unit % 3] for unit in range(0, 400, 4)}
    plan = solve(accounts(400), named(), WITHIN_5, constraints=[te.Pin(pins)])
    assert [labels_of(plan)[unit] for unit in pins] == list(pins.values())


def test_all_units_pinned():
    pins = {unit: "ABC"[unit % 3] for unit in range(120)}
    plan = solve(accounts(120), named(), SOFT, constraints=[te.Pin(pins)])
    assert labels_of(plan) == list(pins.values())


def test_all_but_one_pinned():
    pins = {unit: "ABC"[unit % 3] for unit in range(119)}
    plan = solve(accounts(120), named(), SOFT, constraints=[te.Pin(pins)])
    assert labels_of(plan)[:119] == list(pins.values())


def test_pins_with_disruption():
    today = np.array(list("ABC"))[np.arange(300) % 3]
    pins = dict.fromkeys(range(30), "A")
    table = accounts(300, today=today)
    plan = solve(table, named(), SOFT, baseline="today", constraints=[te.Pin(pins)], objective=te.Objective.stable())
    assert set(labels_of(plan)[:30]) == {"A"}


def test_nothing_asked_but_stability():
    today = np.array(list("ABC"))[np.arange(300) % 3]
    solve(accounts(300, today=today), named(), {}, baseline="today", objective=te.Objective.stable())


def test_baseline_with_gaps_and_strangers():
    today = [["A", "B", "gone", None][i % 4] for i in range(300)]
    solve(accounts(300, today=today), named(), SOFT, baseline="today", objective=te.Objective(disruption=0.5))


def test_dearer_changes_move_fewer_accounts():
    table = accounts(1200)
    before = solve(table, 6, WITHIN_5, seed=11)
    shaken = np.array(labels_of(before))
    rng = np.random.default_rng(0)
    change = rng.random(1200) < 0.03
    shaken[change] = rng.integers(1, 7, int(change.sum()))
    table = table.append_column("today", pa.array(shaken))
    moved = []
    for disruption in (0.0, 0.3, 3.0, 1000.0):
        objective = te.Objective(disruption=disruption)
        # a count without disruption invents names: give them
        areas = pa.table({"territory_id": np.arange(1, 7)})
        plan = solve(table, areas, {"potential": te.Balance(0.5)}, baseline="today", objective=objective)
        moved.append(int(plan.evaluation.moved))
    assert moved == sorted(moved, reverse=True)
    assert moved[-1] == 0


# ---- presets


def test_presets_do_what_they_are_called():
    table, spread, travel = accounts(1500), {}, {}
    for name in ("fair", "short", "balanced", "stable"):
        plan = solve(table, 8, SOFT, objective=getattr(te.Objective, name)())
        spread[name] = plan.solution.loads[:, 0].std()
        travel[name] = plan.solution.travel.sum()
    assert spread["fair"] == min(spread.values())
    assert travel["short"] == min(travel.values())


def test_plans_of_many_seeds_are_valid():
    for seed in range(12):
        n, k = 30 + 60 * seed, 2 + seed
        problem = te.Problem(accounts(n, seed), k, activities={"potential": te.Balance(0.3)})
        try:
            assert_valid(te.solve(problem, seed=seed))
        except te.InfeasibleError as error:
            assert error.proven, f"n={n}, k={k}: {error}"


def test_exact_shares_of_weights_that_binary_numbers_cannot_hold():
    """Sums of 0.1 miss their own share of the total by rounding, which is no excess."""
    for weight, k in ((0.1, 4), (1 / 3, 5)):
        solve(accounts(60, potential=np.full(60, weight)), k, {"potential": te.Balance(0.0)})
