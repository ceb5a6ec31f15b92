"""The evaluator against its definition, written as loops."""

import math

import numpy as np
import pytest

from territory_engine.evaluate import evaluate
from territory_engine.haversine import haversine_km, to_own_center_km
from territory_engine.kernels.interface import EARTH_RADIUS_KM
from territory_engine.objective import penalties
from tests.plan.plan_cases import instance, measure, random_plan


def slow_objective(plan):
    given, solution = plan.problem.instance, plan.solution
    prices = penalties(given)
    terms = {"travel": 0.0, "fairness": 0.0, "disruption": 0.0}
    loads = np.zeros((given.territory_count, len(given.measures)))
    for i, t in enumerate(solution.labels.tolist()):
        a, b = math.radians(given.y[i]), math.radians(solution.center_y[t])
        east = math.radians(given.x[i] - solution.center_x[t])
        cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(east)
        terms["travel"] += given.travel * given.travel_weight[i] * EARTH_RADIUS_KM * math.acos(cosine)
        for m, one in enumerate(given.measures):
            loads[t, m] += one.values[i]
        if given.baseline[i] >= 0 and given.baseline[i] != t:
            terms["disruption"] += prices.disruption
    for t in range(given.territory_count):
        for m, one in enumerate(given.measures):
            beyond = max(loads[t, m] - one.upper[t], one.lower[t] - loads[t, m], 0.0)
            terms["fairness"] += 0.5 * prices.outside[t, m] * beyond**2
            terms["fairness"] += 0.5 * prices.inside[t, m] * (loads[t, m] - one.target[t]) ** 2
    return loads, terms


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_the_definition(seed):
    plan = random_plan(np.random.default_rng(seed), disruption=0.5, inside=0.3)
    loads, terms = slow_objective(plan)
    found = plan.evaluation
    np.testing.assert_allclose(found.loads, loads, rtol=1e-12)
    assert found.terms == pytest.approx(terms, rel=1e-9)
    assert min(terms.values()) > 0.0
    assert found.objective == pytest.approx(sum(terms.values()), rel=1e-9)
    assert found.counts.sum() == plan.problem.instance.n
    assert found.travel.sum() == pytest.approx(terms["travel"], rel=1e-9)


def test_more_units_than_a_block():
    n = 100_000
    rng = np.random.default_rng(1)
    given = instance(rng.uniform(-90, 90, n), rng.uniform(-180, 180, n), [measure("m", np.ones(n), [n / 3] * 3)], k=3)
    labels = rng.integers(0, 3, n).astype(np.int32)
    found = evaluate(given, labels, np.array([0.0, 50, -50]), np.array([0.0, 90, 180]))
    np.testing.assert_array_equal(found.loads[:, 0], np.bincount(labels))
    np.testing.assert_array_equal(found.counts, np.bincount(labels))
    assert found.travel.sum() == pytest.approx(found.unit_travel.sum(), rel=1e-12)


def test_haversine_at_the_ends_of_the_world():
    places = [(0, 0), (90, 0), (-90, 77), (10, 180), (10, -180), (0.000001, 0), (-10, 0)]
    latitude, longitude = np.array(places, float).T
    km = haversine_km(latitude[:, None], longitude[:, None], latitude, longitude)
    half_way_round = math.pi * EARTH_RADIUS_KM
    assert np.isfinite(km).all()
    np.testing.assert_array_equal(np.diag(km), 0.0)
    assert km[1, 2] == pytest.approx(half_way_round)  # pole to pole
    assert km[3, 4] == pytest.approx(0.0, abs=1e-9)  # one place, written twice
    assert km[3, 6] == pytest.approx(half_way_round)  # antipodes
    assert km[0, 5] == pytest.approx(half_way_round / 180e6, rel=1e-6)  # 11 cm
    own = to_own_center_km(latitude, longitude, np.arange(7)[::-1].astype(np.int32), latitude, longitude)
    np.testing.assert_allclose(own, np.diag(km[:, ::-1]), rtol=1e-13, atol=1e-12)
