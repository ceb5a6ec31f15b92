"""Small problems written down as numbers, without the reader in between."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from territory_engine.accounts import Columns
from territory_engine.evaluate import evaluate
from territory_engine.instance import Instance, Measure
from territory_engine.named import Named
from territory_engine.plan import Plan
from territory_engine.solution import Solution

COLUMNS = Columns("account_id", "lat", "lon", None, None)


def measure(name, values, target, tolerance=0.05, hard=True, weight=1.0, balanced=True):
    """A measure with the same tolerance everywhere."""
    target = np.asarray(target, float)
    lower, upper = target * (1 - tolerance), target * (1 + tolerance)
    free = np.full_like(target, np.inf)
    return Measure(
        name=name,
        values=np.asarray(values, float),
        target=target,
        lower=lower,
        upper=upper,
        minimum=lower.copy() if hard else -free,
        maximum=upper.copy() if hard else free,
        balanced=balanced,
        hard=hard,
        weight=weight,
    )


def instance(latitude, longitude, measures=(), visits=None, k=2, **more):
    """An instance of ``k`` free territories; anything else as given."""
    n = len(latitude)
    values = {
        "y": np.asarray(latitude, float),
        "x": np.asarray(longitude, float),
        "travel_weight": np.ones(n) if visits is None else np.asarray(visits, float),
        "measures": tuple(measures),
        "center_y": np.full(k, np.nan),
        "center_x": np.full(k, np.nan),
        "fixed": np.zeros(k, bool),
        "pinned": np.full(n, -1, np.int32),
        "baseline": np.full(n, -1, np.int32),
        "travel": 1.0,
        "fairness": 1.0,
        "disruption": 0.0,
        "inside": 0.0,
    }
    return Instance(**(values | more))


def solved(given, labels, center_y, center_x, lower_bound=0.0, status="feasible"):
    """A solution whose claims are true."""
    labels = np.asarray(labels, np.int32)
    centers = np.asarray(center_y, float), np.asarray(center_x, float)
    found = evaluate(given, labels, *centers)
    return Solution(
        labels=labels,
        center_y=centers[0],
        center_x=centers[1],
        prices=np.zeros_like(found.loads),
        loads=found.loads,
        travel=found.travel,
        objective=found.objective,
        lower_bound=lower_bound,
        bound_scope="these centres",
        status=status,
        run={"threads": 1, "seed": 0},
    )


def plan_of(given, labels, center_y, center_x, unit_ids=None, territory_ids=None, **more):
    """A plan of such a solution; units are named 0.. and territories "T0".. unless told otherwise."""
    unit_ids = pa.array(np.arange(given.n)) if unit_ids is None else pa.array(unit_ids)
    territory_ids = [f"T{t}" for t in range(given.territory_count)] if territory_ids is None else territory_ids
    named = Named(given, COLUMNS, unit_ids, pa.array(territory_ids))
    return Plan(named, solved(given, labels, center_y, center_x, **more))


def random_plan(rng, n=40, k=4, hard=False, disruption=0.0, inside=0.0, measures=2):
    """A plan with nothing special about it: random places, loads, labels, pins and baseline."""
    latitude, longitude = rng.uniform(45, 55, n), rng.uniform(0, 15, n)
    listed = []
    for number in range(measures):
        values = rng.lognormal(0.0, 1.0, n)
        share = rng.uniform(0.5, 1.5, k)
        listed.append(measure(f"m{number}", values, values.sum() * share / share.sum(), 0.1, hard))
    given = instance(
        latitude,
        longitude,
        listed,
        visits=rng.integers(0, 5, n),
        k=k,
        pinned=np.where(rng.random(n) < 0.1, rng.integers(0, k, n), -1).astype(np.int32),
        baseline=np.where(rng.random(n) < 0.7, rng.integers(0, k, n), -1).astype(np.int32),
        disruption=disruption,
        inside=inside,
    )
    labels = rng.integers(0, k, n).astype(np.int32)
    labels = np.where(given.pinned >= 0, given.pinned, labels)
    return plan_of(given, labels, rng.uniform(45, 55, k), rng.uniform(0, 15, k))


def with_solution(plan, **changes):
    """The same problem with another solution."""
    return Plan(plan.problem, replace(plan.solution, **changes))
