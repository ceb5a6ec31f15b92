"""The best centres by each rule, against looking at everything."""

import itertools

import numpy as np
import pytest

from territory_engine.best_centers import best_centers
from territory_engine.centroid import centroids
from territory_engine.medoid import _by_pairs, _searched, medoids
from territory_engine.metric import Metric
from territory_engine.sites import best_sites
from tests.plan.metric_cases import METRICS, cost_of, random_instance
from tests.plan.plan_cases import instance

PLACED = [name for name in METRICS if name != "matrix"]


def groups(rng, given):
    """Labels in which every territory has a unit, and the units of each."""
    labels = rng.permutation(np.arange(given.n) % given.territory_count).astype(np.int32)
    return labels, [np.flatnonzero(labels == t).tolist() for t in range(given.territory_count)]


@pytest.mark.parametrize("metric", PLACED)
@pytest.mark.parametrize("seed", range(3))
def test_medoids_against_every_unit(metric, seed):
    rng = np.random.default_rng(seed)
    given = random_instance(rng, metric, "medoid")
    labels, members = groups(rng, given)
    found = best_centers(given, labels)
    for territory, units in enumerate(members):
        chosen = int(found.index[territory])
        assert chosen in units
        assert (found.y[territory], found.x[territory]) == (given.y[chosen], given.x[chosen])
        costs = [cost_of(given, units, given.y[j], given.x[j]) for j in units]
        assert cost_of(given, units, given.y[chosen], given.x[chosen]) == pytest.approx(min(costs), rel=1e-12)


def test_medoids_of_a_matrix():
    rng = np.random.default_rng(3)
    given = random_instance(rng, "matrix", "medoid")
    labels, members = groups(rng, given)
    for territory, chosen in enumerate(medoids(given, labels).tolist()):
        units = members[territory]
        cost = (given.travel_weight[units, None] * given.metric.matrix[np.ix_(units, units)]).sum(axis=0)
        assert chosen == units[int(np.argmin(cost))]


@pytest.mark.parametrize("metric", PLACED)
@pytest.mark.parametrize("n", [2, 40, 700])
def test_the_search_finds_what_all_pairs_find(metric, n):
    rng = np.random.default_rng(n)
    given = random_instance(rng, metric, "medoid", n=n, k=1)
    members = np.arange(n)
    found, expected = _searched(given, members), _by_pairs(given, members)
    cost = [cost_of(given, range(n), given.y[j], given.x[j]) for j in (found, expected)]
    assert cost[0] == pytest.approx(cost[1], rel=1e-12)


@pytest.mark.parametrize("metric", ["sphere", "sphere squared"])
def test_the_search_over_the_whole_globe(metric):
    """Convex in space also where great circles are not: antipodes, poles, the date line."""
    rng = np.random.default_rng(8)
    n = 300
    y, x = np.degrees(np.arcsin(rng.uniform(-1, 1, n))), rng.uniform(-180, 180, n)
    y[:4], x[:4] = [90, -90, 0, 0], [0, 0, 180, -180]
    y[4:40], x[4:40] = -y[40:76], np.mod(x[40:76] + 360.0, 360.0) - 180.0
    given = instance(y, x, k=1, metric=METRICS[metric])
    members = np.arange(n)
    assert _searched(given, members) == _by_pairs(given, members)


def test_the_search_among_equal_places():
    given = instance(np.repeat([0.0, 1.0, 5.0], 400), np.zeros(1200), k=1, metric=Metric("plane"))
    assert _searched(given, np.arange(1200)) == 400


def test_a_territory_without_units_has_no_medoid():
    given = instance([0, 0, 1], [0, 3, 1], k=3, metric=Metric("plane"), center_rule="medoid")
    found = best_centers(given, np.array([2, 2, 0], np.int32))
    assert found.index.tolist() == [2, -1, 0]
    assert np.isfinite(found.y).all()


@pytest.mark.parametrize("offset", [0.0, 1e9])
def test_centroids_in_the_plane(offset):
    given = instance([0, 4, 0, 1], offset + np.array([0, 0, 8, 8.0]), visits=[3, 1, 1, 1], metric=Metric("plane"))
    y, x = centroids(given, np.array([0, 0, 1, 1], np.int32))
    assert (y.tolist(), (x - offset).tolist()) == ([1.0, 0.5], [0.0, 8.0])


def test_centroid_over_the_date_line():
    given = instance([10, 10, 10, 0], [179, -179, 180, 0], k=2, center_rule="centroid")
    found = best_centers(given, np.array([0, 0, 0, 1], np.int32))
    assert abs(found.x[0]) == pytest.approx(180.0)
    assert found.y[0] == pytest.approx(10.0, abs=1e-2)
    assert (found.y[1], found.x[1]) == pytest.approx((0.0, 0.0))


def near(y, x, step):
    return [(y + a * step, x + b * step) for a, b in itertools.product((-1, 0, 1), repeat=2)]


@pytest.mark.parametrize("metric", ["sphere", "sphere squared", "plane", "plane squared"])
@pytest.mark.parametrize("seed", range(3))
def test_no_place_nearby_is_better_than_the_median(metric, seed):
    rng = np.random.default_rng(seed)
    given = random_instance(rng, metric)
    labels, members = groups(rng, given)
    found = best_centers(given, labels)
    for territory, units in enumerate(members):
        here = cost_of(given, units, found.y[territory], found.x[territory])
        for step in (0.01, 1.0):
            for y, x in near(found.y[territory], found.x[territory], step):
                assert here <= cost_of(given, units, y, x) * (1 + 1e-7)


def test_planar_medians_of_odd_groups():
    """Nobody, one unit, two units, all at one place, a heavy one."""
    y, x = np.array([5, 0, 4, 7, 7, 7, 0, 0, 9.0]), np.zeros(9)
    labels = np.array([1, 2, 2, 3, 3, 3, 4, 4, 4], np.int32)
    given = instance(y, x, visits=[1, 1, 1, 1, 1, 1, 1, 1, 9], k=5, metric=Metric("plane"))
    found = best_centers(given, labels)
    assert np.isfinite(found.y).all()
    assert found.y[1] == pytest.approx(5.0)
    assert 0.0 <= found.y[2] <= 4.0
    assert found.y[3] == pytest.approx(7.0)
    assert found.y[4] == pytest.approx(9.0, abs=1e-6)
    one_place = instance(np.full(3, 2.0), np.full(3, -1.0), k=1, metric=Metric("plane"))
    assert (best_centers(one_place, np.zeros(3, np.int32)).y[0]) == 2.0


@pytest.mark.parametrize("metric", PLACED)
@pytest.mark.parametrize("seed", range(3))
def test_sites_against_every_choice(metric, seed):
    rng = np.random.default_rng(seed)
    given = random_instance(rng, metric, "candidates", n=12, k=3, sites=5)
    labels, members = groups(rng, given)
    found = best_sites(given, labels)
    assert len(set(found.tolist())) == 3
    place = list(zip(given.candidate_y, given.candidate_x, strict=True))
    cost = [[cost_of(given, units, *site) for site in place] for units in members]
    best = min(sum(cost[t][s] for t, s in enumerate(chosen)) for chosen in itertools.permutations(range(5), 3))
    assert sum(cost[t][s] for t, s in enumerate(found)) == pytest.approx(best, rel=1e-12)


def test_fixed_homes_stay():
    home = {"fixed": np.array([True, False]), "center_y": np.array([7.0, 1.0]), "center_x": np.array([8.0, 1.0])}
    for rule in ("anywhere", "centroid"):
        given = instance([0, 0, 4], [0, 2, 4], metric=Metric("plane"), center_rule=rule, **home)
        found = best_centers(given, np.array([0, 0, 1], np.int32))
        assert (found.y[0], found.x[0]) == (7.0, 8.0)
        assert (found.y[1], found.x[1]) == pytest.approx((4.0, 4.0))
