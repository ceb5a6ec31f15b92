"""Small instances of every metric and rule for centres, and their travel by the definitions, number by number."""

import math

import numpy as np

from territory_engine.kernels.interface import EARTH_RADIUS_KM
from territory_engine.metric import Metric
from tests.plan.plan_cases import instance, measure

METRICS = {
    "sphere": Metric(),
    "sphere squared": Metric("sphere", power=2),
    "plane": Metric("plane"),
    "plane squared": Metric("plane", power=2),
    "plane floor": Metric("plane", floor=True),
    "plane floor squared": Metric("plane", power=2, floor=True),
    "matrix": Metric("matrix"),
}
RULES = ("anywhere", "centroid", "medoid", "candidates")
PLACED = [(name, rule) for name in METRICS if name != "matrix" for rule in RULES]
ALL = [*PLACED, ("matrix", "medoid")]


def random_instance(rng, metric="plane", rule="anywhere", n=30, k=3, sites=6, **more):
    """Random places, visits and loads."""
    chosen, values = METRICS[metric], rng.integers(1, 5, n).astype(float)
    if metric == "matrix":
        chosen = Metric("matrix", matrix=rng.uniform(0.0, 9.0, (n, n)))
    y, x = places(rng, metric, n)
    given = {"metric": chosen, "center_rule": rule, "visits": rng.integers(1, 4, n), "k": k}
    if rule == "candidates":
        given["candidate_y"], given["candidate_x"] = places(rng, metric, sites)
    load = measure("m", values, np.full(k, values.sum() / k), 0.9, hard=False)
    return instance(y, x, [load], **(given | more))


def places(rng, metric, n):
    """y and x: around a town, or in a rectangle with many whole lengths; 0 with a matrix."""
    if metric == "matrix":
        return np.zeros(n), np.zeros(n)
    if metric.startswith("sphere"):
        return rng.normal(50, 2, n), rng.normal(10, 3, n)
    return rng.integers(0, 30, n).astype(float), rng.integers(0, 40, n).astype(float)


def travel_between(metric, y, x, center_y, center_x):
    """Of one visit, by the definition."""
    if metric.kind == "sphere":
        a, b = math.radians(y), math.radians(center_y)
        east = math.radians(x - center_x)
        half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(east / 2) ** 2
        length = 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))
    else:
        length = math.sqrt((y - center_y) ** 2 + (x - center_x) ** 2)
    return (math.floor(length) if metric.floor else length) ** metric.power


def unit_travel(given, unit, territory, centers):
    """From a unit to the centre of a territory, by the definition."""
    if given.metric.kind == "matrix":
        return float(given.metric.matrix[unit, centers.index[territory]])
    return travel_between(given.metric, given.y[unit], given.x[unit], centers.y[territory], centers.x[territory])


def cost_of(given, units, y, x):
    """Weighted travel of units to one place."""
    return sum(given.travel_weight[i] * travel_between(given.metric, given.y[i], given.x[i], y, x) for i in units)
