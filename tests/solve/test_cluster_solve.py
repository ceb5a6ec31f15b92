"""Solves with centres that are units or mean places: optimal where that can be told, valid always."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import territory_engine as te
from territory_engine.cluster_solve import reason_against_clusters
from tests.stages.test_clusters import medoid_problem, objective, table


def best_by_enumeration(instance):
    values, most = instance.measures[0].values, instance.measures[0].maximum
    best = np.inf
    for labels in itertools.product(range(instance.territory_count), repeat=instance.n - 1):
        labels = np.array((0, *labels), np.int32)
        if (np.bincount(labels, values, instance.territory_count) <= most).all():
            best = min(best, objective(instance, labels))
    return best


@pytest.mark.parametrize("options", [{}, {"travel": te.Planar(rounding="floor")}, {"travel": te.Planar(power=2)}])
@pytest.mark.parametrize("seed", range(3))
def test_seven_units_are_solved_and_proven(options, seed):
    problem = medoid_problem(7, 3, 1.4, seed, **options)
    plan = te.solve(problem, stop=te.MaxIterations(150), seed=seed)
    assert plan.summary["objective"] == pytest.approx(best_by_enumeration(problem.instance), rel=1e-9)
    assert plan.status == "optimal" and plan.gap <= 1e-9
    assert plan.run["bound"]["proof"]


@pytest.mark.parametrize("seed", range(3))
def test_seven_units_around_mean_places(seed):
    problem = medoid_problem(7, 3, 1.4, seed, centers="centroid")
    plan = te.solve(problem, stop=te.MaxIterations(150), seed=seed)
    assert plan.summary["objective"] == pytest.approx(best_by_enumeration(problem.instance), rel=1e-9)


def test_more_iterations_are_never_worse_and_threads_do_not_matter():
    problem = medoid_problem(300, 40, 1.1, 3)
    found = [te.solve(problem, stop=te.MaxIterations(n), seed=2).summary["objective"] for n in (2, 20, 80)]
    assert found[0] >= found[1] >= found[2]
    labels = [te.solve(problem, stop=te.MaxIterations(20), seed=2, threads=t).assignment for t in (1, 2, 4)]
    assert labels[0].equals(labels[1]) and labels[0].equals(labels[2])


def test_both_kernel_sets_give_the_same_plan():
    problem = medoid_problem(150, 20, 1.1, 6)
    plans = [te.solve(problem, stop=te.MaxIterations(12), seed=1, kernels=name) for name in ("native", "numba")]
    assert plans[0].assignment.equals(plans[1].assignment)


def test_a_matrix_is_solved_like_the_places_it_was_made_from():
    accounts = table(60, 9)
    place = np.stack([accounts["x"].to_numpy(), accounts["y"].to_numpy()], axis=1).astype(float)
    travel = np.sqrt(np.square(place[:, None] - place[None]).sum(axis=2))
    matrix = {"x": None, "y": None, "latitude": None, "longitude": None, "travel": te.TravelMatrix(travel)}
    found = [
        te.solve(medoid_problem(60, 6, 1.3, 9, **options), stop=te.MaxIterations(200), seed=1)
        for options in ({}, matrix)
    ]
    assert [plan.status for plan in found] == ["optimal", "optimal"]
    assert found[0].summary["objective"] == pytest.approx(found[1].summary["objective"], rel=1e-9)


def test_a_matrix_without_a_stop_says_that_nothing_is_proven():
    accounts = table(30, 1)
    travel = np.abs(np.subtract.outer(accounts["x"].to_numpy(), accounts["x"].to_numpy())).astype(float)
    matrix = {"x": None, "y": None, "latitude": None, "longitude": None, "travel": te.TravelMatrix(travel)}
    plan = te.solve(medoid_problem(30, 4, 1.5, 1, **matrix))
    assert np.isnan(plan.lower_bound) and plan.bound_scope.startswith("nothing")


def test_soft_balance_and_disruption_count():
    accounts = table(90, 2)
    accounts = accounts.append_column("today", [(accounts["x"].to_numpy() // 170).astype(int).tolist()])
    homes = {"territory_id": list(range(6))}
    problem = te.Problem(
        accounts,
        homes_table(homes),
        id="id",
        x="x",
        y="y",
        centers="medoid",
        baseline="today",
        objective=te.Objective(disruption=1.0),
        activities={"demand": te.Balance(0.05, hard=False)},
    )
    assert not reason_against_clusters(problem.instance)
    plan = te.solve(problem, stop=te.MaxIterations(60))
    terms = plan.summary["terms"]
    assert terms["disruption"] > 0.0 and plan.check() == []


def homes_table(columns):
    import pyarrow as pa

    return pa.table(columns)


def test_ctrl_c_by_the_callable_gives_the_best_plan_so_far():
    problem = medoid_problem(200, 25, 1.15, 8)
    plan = te.solve(problem, stop=te.MaxIterations(10_000), progress=lambda event: event.iteration < 30)
    assert plan.status == "interrupted" and plan.check() == []


def test_presets_are_told_and_can_be_chosen():
    problem = medoid_problem(80, 8, 1.3, 4)
    runs = [te.solve(problem, preset=preset).run["preset"] for preset in (None, "clusters", "prices")]
    assert runs == ["clusters", "clusters", "prices"]
    with pytest.raises(te.DataError, match=r"preset.*'quick'"):
        te.solve(problem, preset="quick")
    free = medoid_problem(80, 8, 1.3, 4, centers="anywhere")
    assert te.solve(free).run["preset"] == "prices"
    with pytest.raises(te.DataError, match="no formula"):
        te.solve(free, preset="clusters")


def test_where_there_is_no_way_nobody_goes():
    accounts = table(40, 3)
    place = np.stack([accounts["x"].to_numpy(), accounts["y"].to_numpy()], axis=1).astype(float)
    travel = np.sqrt(np.square(place[:, None] - place[None]).sum(axis=2))
    west = place[:, 0] < 500
    travel[west[:, None] != west[None]] = np.inf
    matrix = {"x": None, "y": None, "latitude": None, "longitude": None, "travel": te.TravelMatrix(travel)}
    plan = te.solve(medoid_problem(40, 6, 1.6, 3, **matrix), stop=te.MaxIterations(40))
    assert np.isfinite(plan.objective) and plan.check() == []
