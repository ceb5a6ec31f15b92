"""The penalties follow their definition."""

import math
from dataclasses import replace

import numpy as np
import pytest

import territory_engine as te
from territory_engine.objective import penalties
from territory_engine.spread import reference_distance_km


def haversine_km(lat_a, lon_a, lat_b, lon_b):
    lat_a, lon_a, lat_b, lon_b = map(np.radians, (lat_a, lon_a, lat_b, lon_b))
    h = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(h))


def reference(instance):
    """The definition, word for word, in float64."""
    lat, lon, v = instance.y, instance.x, instance.travel_weight
    p, q = np.radians(lat), np.radians(lon)
    x, y, z = (v @ c for c in (np.cos(p) * np.cos(q), np.cos(p) * np.sin(q), np.sin(p)))
    middle = np.degrees([math.atan2(z, math.hypot(x, y)), math.atan2(y, x)])
    return v @ haversine_km(lat, lon, *middle) / v.sum() / math.sqrt(instance.territory_count)


def test_reference_distance(problem):
    instance = problem().instance
    assert reference_distance_km(instance) == pytest.approx(reference(instance), rel=1e-5)


def test_reference_distance_over_many_blocks(problem):
    rng = np.random.default_rng(1)
    n = 200_001
    lat, lon, v = rng.uniform(-89, 89, n), rng.uniform(170, 190, n), rng.random(n)
    lon = np.where(lon > 180, lon - 360, lon)
    instance = replace(problem().instance, y=lat, x=lon, travel_weight=v)
    assert reference_distance_km(instance) == pytest.approx(reference(instance), rel=1e-5)


@pytest.mark.parametrize("lat", [[10.0] * 4, [90.0, 90.0, 90.0, 90.0]])
def test_one_place_has_a_metre(problem, lat):
    instance = problem(columns={"lat": lat, "lon": [7.0] * 4}).instance
    assert reference_distance_km(instance) == pytest.approx(0.001, abs=0.001)
    assert reference_distance_km(instance) >= 0.001


def test_antipodes_and_zero_weights(problem):
    instance = problem(columns={"lat": [0.0] * 4, "lon": [0.0, 180.0, 0.0, -180.0], "visits": [0] * 4}).instance
    assert math.isfinite(reference_distance_km(instance))


def test_penalties_by_hand(problem):
    activities = {
        "potential": te.Balance(0.1, hard=False, weight=2.0),
        "visits": te.Balance(0.1),
        "accounts": te.Bounds(minimum=1),
    }
    objective = te.Objective(fairness=3.0, disruption=5.0, inside=0.5)
    result = problem(activities=activities, objective=objective, baseline="territory")
    found = penalties(result.instance)
    km = reference_distance_km(result.instance)
    potential = 2 * 3.0 * 2.0 * 21 * km * 0.5 / (0.1 * 5.0) ** 2
    visits = 2 * 3.0 * 1.0 * 21 * km * 0.5 / (0.1 * 10.5) ** 2
    np.testing.assert_allclose(found.outside, [[potential, 0, 0]] * 2)
    np.testing.assert_allclose(found.inside, [[potential * 0.5, visits * 0.5, 0]] * 2)
    assert found.disruption == pytest.approx(5.0 * km * 21 / 4)
    assert found.reference_travel == km


def test_nothing_is_computed_where_nothing_needs_it(problem):
    found = penalties(problem(objective=te.Objective(disruption=1.0)).instance)
    assert math.isnan(found.reference_travel)
    assert (found.outside.sum(), found.inside.sum(), found.disruption) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("potential", [[0.0] * 4, [2.0**60] * 4, [1e-140] * 4, [1e140] * 4])
def test_extreme_measures_stay_finite(problem, potential):
    soft = {"potential": te.Balance(0.1, hard=False)}
    found = penalties(problem(columns={"potential": potential}, activities=soft).instance)
    assert np.isfinite(found.outside).all()


def test_a_target_of_zero_is_not_free(problem):
    instance = problem(activities={"potential": te.Balance(0.1, hard=False)}, objective=te.Objective.fair()).instance
    measure = replace(instance.measures[0], target=np.array([10.0, 0.0]))
    found = penalties(replace(instance, measures=(measure,)))
    assert found.outside[1, 0] == found.outside[0, 0] > 0
    assert found.inside[1, 0] == 0.0


def test_without_travel_weights_fairness_counts(problem):
    soft = {"potential": te.Balance(0.1, hard=False)}
    assert penalties(problem(columns={"visits": [0] * 4}, activities=soft).instance).outside.min() > 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"travel": 0}, "travel must be a finite number above 0, found 0"),
        ({"fairness": -1}, "fairness must be a finite number of at least 0, found -1"),
        ({"disruption": math.inf}, "disruption must be a finite number of at least 0"),
        ({"inside": "x"}, "inside must be a finite number of at least 0, found 'x'"),
    ],
)
def test_wrong_weights(options, message):
    with pytest.raises(te.DataError, match=message):
        te.Objective(**options)


def test_presets():
    assert te.Objective() == te.Objective(1.0, 1.0, 0.0, 0.0)
    assert te.Objective.fair() == te.Objective(fairness=10.0, inside=1.0)
    assert te.Objective.short() == te.Objective(fairness=0.1)
    assert te.Objective.balanced() == te.Objective(inside=0.1)
    assert te.Objective.stable() == te.Objective(disruption=1.0)
