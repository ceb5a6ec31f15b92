"""The walk that anneals whole territories, and the choice of what is annealed together."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine import kernels
from territory_engine.best_centers import best_centers
from territory_engine.cluster_solve import Exact
from territory_engine.evaluate import evaluate
from territory_engine.objective import penalties
from territory_engine.stages.cluster_data import ClusterData
from territory_engine.stages.cluster_regions import parts, regions, territory_places
from territory_engine.stages.cluster_start import start_from_matrix
from territory_engine.stages.clusters import Clusters
from territory_engine.stages.scaling import load_limits


def table(n, seed=0):
    rng = np.random.default_rng(seed)
    place = rng.integers(0, 1000, (n, 2))
    return pa.table({"id": np.arange(n), "x": place[:, 0], "y": place[:, 1], "demand": rng.integers(1, 20, n)})


def medoid_problem(n=120, territories=12, room=1.15, seed=0, **options):
    accounts = table(n, seed)
    most = int(np.ceil(room * np.sum(accounts["demand"].to_numpy()) / territories))
    options = {"x": "x", "y": "y", "travel": te.Planar(), "centers": "medoid"} | options
    return te.Problem(accounts, territories, id="id", activities={"demand": te.Bounds(maximum=most)}, **options)


def objective(instance, labels):
    centers = best_centers(instance, labels)
    return evaluate(instance, labels, centers.y, centers.x, center_index=centers.index).objective


def walk_of(instance, threads=1, seed=0):
    prices = penalties(instance)
    limits = load_limits(instance, prices)
    data = ClusterData.of(instance, kernels.get(None), threads, limits, prices.disruption)
    labels = (np.argsort(np.argsort(instance.x, kind="stable")) * instance.territory_count // instance.n).astype(
        np.int32
    )
    exact = Exact(instance, prices)
    return Clusters(data, exact.costs, labels, exact.value(labels), data.excess(labels), seed)


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_parts_hold_each_territory_once_and_are_alike_in_size(count):
    found = parts(np.random.default_rng(1).random((23, 2)), count, 0.7)
    assert sorted(np.concatenate(found).tolist()) == list(range(23))
    assert max(map(len, found)) - min(map(len, found)) <= 1 + 23 % count


def test_regions_are_disjoint_ascending_and_near_together():
    place = np.random.default_rng(2).random((200, 2))
    found = regions(place, 10, 6, np.random.default_rng(3))
    every = np.concatenate(found)
    assert len(set(every.tolist())) == len(every)
    for region in found:
        assert (np.diff(region) > 0).all()
        assert np.ptp(place[region], axis=0).max() < 0.6
    (whole,) = regions(place, 200, 6, np.random.default_rng(3))
    assert whole.tolist() == list(range(200))


def test_territories_without_units_stand_in_the_middle():
    place, counts = territory_places(np.array([[0.0, 0.0], [2.0, 4.0]]), np.array([1, 1], np.int32), 2)
    assert place.tolist() == [[1.0, 2.0], [1.0, 2.0]] and counts.tolist() == [0, 2]


@pytest.mark.parametrize("rule", ["medoid", "centroid"])
def test_the_best_plan_never_gets_worse_and_its_value_is_what_it_costs(rule):
    instance = medoid_problem(centers=rule).instance
    walk = walk_of(instance)
    assert walk.excess > 0.0
    before = (walk.excess, walk.value)
    for _ in itertools.islice(walk.walk(), 150):
        now = (walk.excess, walk.value)
        assert now <= before
        before = now
    assert walk.excess == 0.0
    assert objective(instance, walk.labels) == pytest.approx(walk.value, rel=1e-5)


def test_the_walk_is_the_same_for_any_number_of_threads():
    instance = medoid_problem().instance
    ends = []
    for threads in (1, 2, 4):
        walk = walk_of(instance, threads)
        for _ in itertools.islice(walk.walk(), 40):
            pass
        ends.append((walk.value, walk.labels.tobytes()))
    assert ends[0] == ends[1] == ends[2]


def test_pinned_units_stay(kernel_seed=5):
    instance = medoid_problem(room=1.5).instance
    pinned = np.full(instance.n, -1, np.int32)
    pinned[:4] = [3, 3, 7, 0]
    walk = walk_of(replace(instance, pinned=pinned), seed=kernel_seed)
    walk.labels[:4] = pinned[:4]
    for _ in itertools.islice(walk.walk(), 20):
        assert walk.labels[:4].tolist() == [3, 3, 7, 0]


def test_a_start_from_a_matrix_keeps_maxima_where_there_is_room():
    accounts = table(80, 4)
    place = np.stack([accounts["x"].to_numpy(), accounts["y"].to_numpy()], axis=1).astype(float)
    travel = np.sqrt(np.square(place[:, None] - place[None]).sum(axis=2))
    problem = medoid_problem(
        80, 8, 1.6, 4, x=None, y=None, latitude=None, longitude=None, travel=te.TravelMatrix(travel)
    )
    limits = load_limits(problem.instance, penalties(problem.instance))
    labels = start_from_matrix(problem.instance, limits, seed=1)
    loads = np.bincount(labels, problem.instance.measures[0].values, 8)
    assert (loads <= limits[4, :, 0]).all() and len(np.unique(labels)) == 8
