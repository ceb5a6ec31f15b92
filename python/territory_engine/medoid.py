"""Exact medoids: of each territory the own unit from which all others are reached with the least travel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .centers import Centers
from .haversine import blocks
from .instance import Instance
from .kernels.interface import EARTH_RADIUS_KM
from .median import directions
from .unit_travel import travel_to

Float = NDArray[np.float64]
Rows = NDArray[np.int64]

PAIRWISE = 128  # units of which all pairs are looked at; more are searched
ROUNDING = 1e-9  # relative, on bounds


def medoids(instance: Instance, labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """The unit that is the best centre of each territory, (K,) int32; -1 for one without units.

    Of units that are equally good the first. Up to 128 units, and with a matrix, all pairs are looked at. Beyond that
    the cost of a unit as the centre is evaluated where it may still be the least: see :func:`_searched`.
    """
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(instance.territory_count + 1))
    result = np.full(instance.territory_count, -1, np.int32)
    for territory in np.flatnonzero(np.diff(starts)).tolist():
        members = order[starts[territory] : starts[territory + 1]]
        pairwise = instance.metric.kind == "matrix" or len(members) <= PAIRWISE
        result[territory] = members[_by_pairs(instance, members) if pairwise else _searched(instance, members)]
    return result


def _by_pairs(instance: Instance, members: Rows) -> int:
    """Position in ``members`` of the one with the least weighted travel, from the sums over all pairs."""
    cost = np.zeros(len(members))
    for few in blocks(len(members), max(1, (1 << 18) // len(members))):
        rows = members[few]
        travel = _between(instance, rows, members)
        cost += (instance.travel_weight[rows, None] * travel).sum(axis=0)
    return int(np.argmin(cost))


def _between(instance: Instance, rows: Rows, to: Rows) -> Float:
    """Travel of a visit from every one of ``rows`` to every one of ``to`` as its centre."""
    if instance.metric.matrix is not None:
        return instance.metric.matrix[np.ix_(rows, to)]
    centers = Centers(instance.y[to], instance.x[to])
    shape = len(rows), len(to)
    travel = travel_to(instance, np.repeat(rows, len(to)), np.tile(np.arange(len(to)), len(rows)), centers)
    return travel.reshape(shape)


def _searched(instance: Instance, members: Rows) -> int:
    """The same from a few evaluations, exactly.

    Travel is a convex function of the centre's position (on the sphere in space: an arc is convex in its chord). So
    every evaluated unit gives a lower bound of all others, the tangent plane of its cost (Kelley 1960,
    doi:10.1137/0108053), and the unit with the lowest bound comes next, until no bound is below the best cost. Lengths
    cut to whole numbers are above those less 1, which is convex again.
    """
    metric, weight = instance.metric, instance.travel_weight[members]
    on_sphere = metric.kind == "sphere"
    y, x = instance.y[members], instance.x[members]
    position = EARTH_RADIUS_KM * directions(y, x) if on_sphere else np.stack([y - y.mean(), x - x.mean()])
    bound = np.full(len(members), -np.inf)
    middle = np.stack([(weight * row).sum() for row in position]) / weight.sum()
    chosen = int(np.argmin(np.square(position - middle[:, None]).sum(axis=0)))
    best, least = chosen, np.inf
    smallest = float(weight.sum()) if on_sphere else 0.0  # positions on the sphere are good to some micrometres
    while True:
        travel = travel_to(instance, members, np.zeros(len(members), np.intp), Centers(y[[chosen]], x[[chosen]]))
        cost = float((weight * travel).sum())
        if cost < least or (cost == least and chosen < best):
            best, least = chosen, cost
        offset = position[:, [chosen]] - position
        chord = np.sqrt(np.square(offset).sum(axis=0))
        below, slope = _convex(chord, on_sphere, metric.floor, metric.power)
        # at a distance of 0 every direction is a slope, and so is none
        slope *= weight / np.where(chord > 0.0, chord, 1.0)
        tangent = [float((slope * row).sum()) for row in offset]
        climb = sum(rate * -row for rate, row in zip(tangent, offset, strict=True))
        floor = float((weight * below).sum()) + climb
        np.maximum(bound, floor - ROUNDING * (smallest + cost + np.abs(climb)), out=bound)
        bound[chord == 0.0] = np.inf  # others at this place cost the same
        chosen = int(np.argmin(bound))
        if not bound[chosen] <= least:
            return best


def _convex(chord: Float, on_sphere: bool, floor: bool, power: int) -> tuple[Float, Float]:
    """A convex function of the chord that is never above the travel, and its slope."""
    if on_sphere:
        half = np.minimum(chord / (2.0 * EARTH_RADIUS_KM), 1.0)
        length = 2.0 * EARTH_RADIUS_KM * np.arcsin(half)
        slope = 1.0 / np.sqrt(np.maximum(1.0 - half * half, 1e-18))
    else:
        length, slope = chord, np.ones_like(chord)
    if floor:
        slope = np.where(length > 1.0, slope, 0.0)
        length = np.maximum(length - 1.0, 0.0)
    return (length, slope) if power == 1 else (length * length, 2.0 * length * slope)
