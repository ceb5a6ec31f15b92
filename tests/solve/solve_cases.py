"""Accounts to solve, and what every valid plan must satisfy, recomputed with nothing of the package's own."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

import territory_engine as te

RADIUS_KM = 6371.0088


def accounts(n, seed=0, **columns):
    """Accounts around a few towns of central Europe, with heavy-tailed potential; columns replace or add."""
    rng = np.random.default_rng(seed)
    towns = rng.uniform((46.0, 5.0), (54.0, 15.0), (12, 2))
    place = towns[rng.integers(0, 12, n)] + rng.normal(0.0, 0.5, (n, 2))
    table = {
        "account_id": np.arange(n),
        "lat": place[:, 0],
        "lon": place[:, 1],
        "potential": rng.lognormal(0.0, 0.8, n),
        "workload": rng.uniform(0.5, 1.5, n),
        "visits": rng.integers(1, 9, n).astype(float),
    }
    return pa.table(table | columns)


def homes(*places, fixed=None, **columns):
    """A table of territories A, B, ... with homes (None: no home)."""
    table = {
        "territory_id": [chr(ord("A") + t) for t in range(len(places))],
        "latitude": pa.array([None if place is None else place[0] for place in places], pa.float64()),
        "longitude": pa.array([None if place is None else place[1] for place in places], pa.float64()),
    }
    if fixed is not None:
        table["fixed"] = fixed
    return pa.table(table | columns)


def labels_of(plan):
    """The territory of each account, by name."""
    return plan.assignment["territory_id"].to_pylist()


def km_between(lat_a, lon_a, lat_b, lon_b):
    """Haversine in float64; broadcasts."""
    a, b, c, d = (np.radians(np.asarray(x, float)) for x in (lat_a, lon_a, lat_b, lon_b))
    half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return 2 * RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


def assert_valid(plan):
    """Checked, every unit assigned, hard limits kept, the bound below the objective; returns the plan."""
    instance, labels = plan.problem.instance, plan.solution.labels
    k = instance.territory_count
    assert plan.check() == []
    assert plan.status in ("optimal", "feasible", "interrupted")
    assert plan.assignment.num_rows == instance.n
    assert plan.assignment["territory_id"].null_count == 0
    assert labels.min() >= 0
    assert labels.max() < k
    for measure in instance.measures:
        load = np.array([measure.values[labels == t].sum() for t in range(k)])
        slack = 1e-9 * np.abs(np.where(np.isfinite(measure.maximum), measure.maximum, 0.0))
        assert (load <= measure.maximum + slack).all(), measure.name
        slack = 1e-9 * np.abs(np.where(np.isfinite(measure.minimum), measure.minimum, 0.0))
        assert (load >= measure.minimum - slack).all(), measure.name
    center = plan.solution.center_y[labels], plan.solution.center_x[labels]
    km = km_between(instance.y, instance.x, *center)
    travel = float((instance.travel_weight * km).sum())
    visits = float(instance.travel_weight.sum())
    assert abs(float(plan.solution.travel.sum()) - travel) <= 1e-5 * travel + 1e-3 * visits
    assert 0.0 <= plan.lower_bound <= plan.objective * (1 + 1e-7) + 1e-6 * visits
    assert 0.0 <= plan.gap <= 1.0
    assert ((instance.pinned < 0) | (instance.pinned == labels)).all()
    return plan


def solve(table, territories, activities=None, *, seed=0, stop=None, threads=None, progress=None, **problem):
    """A problem solved, and its plan checked."""
    stated = te.Problem(table, territories, activities=activities, **problem)
    return assert_valid(te.solve(stated, stop=stop, seed=seed, threads=threads, progress=progress))
