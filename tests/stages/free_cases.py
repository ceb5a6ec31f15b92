"""Small problems with free centres as instances, and their optimum by trying everything."""

from __future__ import annotations

import itertools

import numpy as np
from scipy.optimize import linear_sum_assignment

from territory_engine.instance import Instance, Measure
from territory_engine.metric import Metric

RADIUS_KM = 6371.0088


def limit(name, values, maximum, territories, minimum=-np.inf):
    """A measure with hard limits only."""
    full = [np.full(territories, value) for value in (values.sum() / territories, minimum, maximum)]
    return Measure(name, values, *full, *full[1:], False, True, 1.0)


def instance(y, x, measures, territories, metric=None, rule="medoid", weight=None, homes=(), sites=None):
    """Fixed ``homes`` come first among the territories."""
    n, k = len(y), territories
    center = np.full((2, k), np.nan)
    for t, place in enumerate(homes):
        center[:, t] = place
    none = np.full(n, -1, np.int32)
    candidate = np.empty((2, 0)) if sites is None else np.asarray(sites, float).T.copy()
    return Instance(
        y=np.asarray(y, float), x=np.asarray(x, float), travel_weight=np.ones(n) if weight is None else weight,
        measures=tuple(measures), center_y=center[0], center_x=center[1], fixed=np.arange(k) < len(homes), pinned=none,
        baseline=none, travel=1.0, fairness=0.0, disruption=0.0, inside=0.0, metric=metric or Metric("plane"),
        center_rule=rule, candidate_y=candidate[0], candidate_x=candidate[1],
    )  # fmt: skip


def towns(seed, n, territories, rule="medoid", fill=0.8, whole=False, sites=0):
    """Units around a few towns with demands of all sizes, after the habit of the literature's instances."""
    rng = np.random.default_rng(seed)
    place = rng.uniform(0, 1000, (max(2, territories), 2))[rng.integers(0, max(2, territories), n)]
    place = np.round(place + rng.normal(0, 120, (n, 2)))
    demand = np.ceil(rng.lognormal(2.5, 1.0, n))
    capacity = max(demand.max(), np.ceil(demand.sum() / (fill * territories)))
    metric = Metric("plane", floor=whole)
    chosen = place[rng.permutation(n)[:sites]] + 0.5 if sites else None
    return instance(*place.T, [limit("demand", demand, capacity, territories)], territories, metric, rule, sites=chosen)


def costs(problem):
    """Travel cost (n, candidates) between units and units or sites, homes first, after the definition."""
    y, x, metric = problem.y, problem.x, problem.metric
    by_site = problem.center_rule == "candidates"
    to_y = np.concatenate([problem.center_y[problem.fixed], problem.candidate_y if by_site else y])
    to_x = np.concatenate([problem.center_x[problem.fixed], problem.candidate_x if by_site else x])
    if metric.kind == "matrix":
        length = metric.matrix.copy()
    elif metric.kind == "plane":
        length = np.sqrt((y[:, None] - to_y) ** 2 + (x[:, None] - to_x) ** 2)
    else:
        a, b, c, d = (np.radians(v) for v in (y[:, None], x[:, None], to_y, to_x))
        half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
        length = 2 * RADIUS_KM * np.arcsin(np.sqrt(half))
    if metric.floor:
        length = np.floor(length)
    return problem.travel_weight[:, None] * length**metric.power


def optimum(problem):
    """The least travel cost of all assignments that keep the limits, served by different candidates; inf for none."""
    n, k, cost = problem.n, problem.territory_count, costs(problem)
    homes = int(problem.fixed.sum())
    labels = np.array(list(itertools.product(range(k), repeat=n)))
    allowed = np.ones(len(labels), bool)
    for measure in problem.measures:
        load = np.stack([(measure.values * (labels == t)).sum(axis=1) for t in range(k)], axis=1)
        allowed &= (load <= measure.maximum * (1 + 1e-9)).all(axis=1)
        allowed &= (load >= measure.minimum * (1 - 1e-9)).all(axis=1)
    best = np.inf
    for label in labels[allowed]:
        sums = np.stack([cost[label == t].sum(axis=0) for t in range(k)])
        free = sums[homes:, homes:]
        total = free[linear_sum_assignment(free)].sum() + sums[np.arange(homes), np.arange(homes)].sum()
        best = min(best, float(total))
    return best
