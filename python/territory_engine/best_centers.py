"""The best centres of a given assignment, by the instance's own rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .centers import Centers
from .centroid import centroids
from .instance import Instance
from .median import spherical_medians
from .medoid import medoids
from .planar_median import planar_medians
from .sites import best_sites

Float = NDArray[np.float64]


def best_centers(instance: Instance, labels: NDArray[np.int32]) -> Centers:
    """Centres with the least travel that the rule allows; fixed ones at their homes.

    Medoids and sites are exact, except on roads, where the likely ones are looked at. Medians are found by iteration;
    with lengths cut to whole numbers they are those of the uncut ones, on roads nodes around them are tried. A
    territory without units gets the middle of all of them, which no unit is.

    Parameters
    ----------
    instance : Instance
    labels : (n,) int32
        The territory of each unit, 0..K-1.
    """
    ways = instance.metric.ways
    if ways is not None and instance.metric.kind == "road":
        y, x = spherical_medians(
            instance.y, instance.x, instance.travel_weight, labels, instance.territory_count, instance.metric.power
        )
        return ways.better_centers(instance, labels, ways.start(instance, y, x), ~instance.fixed, 1)
    if ways is not None:  # territories are where they are; where that is not known, they are drawn amid their units
        y, x = centroids(instance, labels)
        known = np.isfinite(instance.center_y)
        return Centers(np.where(known, instance.center_y, y), np.where(known, instance.center_x, x))
    if instance.center_rule == "medoid":
        index = medoids(instance, labels)
        y, x = centroids(instance, labels)
        found = index >= 0
        y[found], x[found] = instance.y[index[found]], instance.x[index[found]]
        return Centers(y, x, index)
    if instance.center_rule == "candidates":
        index = best_sites(instance, labels)
        return Centers(instance.candidate_y[index], instance.candidate_x[index], index)
    y, x = centroids(instance, labels) if instance.center_rule == "centroid" else _medians(instance, labels)
    fixed = instance.fixed
    return Centers(np.where(fixed, instance.center_y, y), np.where(fixed, instance.center_x, x))


def _medians(instance: Instance, labels: NDArray[np.int32]) -> tuple[Float, Float]:
    metric, k = instance.metric, instance.territory_count
    if metric.kind == "sphere":
        return spherical_medians(instance.y, instance.x, instance.travel_weight, labels, k, metric.power)
    if metric.power == 2:
        return centroids(instance, labels)
    return planar_medians(instance.y, instance.x, instance.travel_weight, labels, k)
