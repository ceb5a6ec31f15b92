"""Mean places of the units of each territory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .instance import Instance
from .median import mean_directions, to_degrees

Float = NDArray[np.float64]


def centroids(instance: Instance, labels: NDArray[np.int32]) -> tuple[Float, Float]:
    """The mean place of each territory's units by travel weight, (K,) y and x.

    In the plane the mean of the coordinates, on the sphere the direction of the mean of the unit vectors (of an
    arbitrary one of the units where these cancel out). A territory without units gets the mean of all units.
    """
    if instance.metric.spherical:
        directions = mean_directions(instance.y, instance.x, instance.travel_weight, labels, instance.territory_count)
        return to_degrees(directions)
    y, x = planar_means(instance.y, instance.x, instance.travel_weight, labels, instance.territory_count)
    return y, x


def planar_means(y: Float, x: Float, weight: Float, labels: NDArray[np.int32], size: int) -> tuple[Float, Float]:
    """Weighted means of the coordinates of each group, (size,); of everything for groups of no weight."""
    total = np.bincount(labels, weight, size)
    found = []
    for place in (y, x):
        # from the middle of all: coordinates may lie far from 0 and close together
        middle = float(np.sum(weight * place)) / float(weight.sum())
        sums = np.bincount(labels, weight * (place - middle), size)
        found.append(middle + sums / np.where(total > 0.0, total, 1.0))
    return found[0], found[1]
