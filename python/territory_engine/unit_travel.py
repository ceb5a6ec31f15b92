"""The travel of one visit from units to centres, by any metric, in plain float64."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .centers import Centers
from .haversine import blocks, to_own_center_km

if TYPE_CHECKING:
    from .instance import Instance

Float = NDArray[np.float64]
Rows = slice | NDArray[np.integer]


def travel_to(instance: Instance, units: Rows, territory: NDArray[np.integer], centers: Centers) -> Float:
    """Travel of one visit from units to the centres of territories.

    Parameters
    ----------
    instance : Instance
    units : slice or (m,) integers
        Rows of the instance.
    territory : (m,) integers
        For each of these units the territory whose centre is meant.
    centers : Centers

    Returns
    -------
    (m,) float64
        Kilometres on the sphere, minutes on roads, else the data's own unit; cut and squared as the metric says; +inf
        to a territory that has no centre (with a matrix, one without units).
    """
    metric = instance.metric
    if metric.ways is not None:
        return metric.ways.to(instance, units, territory, centers)
    if metric.kind == "matrix":
        return _from_matrix(instance, units, territory, centers)
    y, x = instance.y[units], instance.x[units]
    own_length = to_own_center_km if metric.kind == "sphere" else to_own_center_straight
    return metric.counted(own_length(y, x, territory, centers.y, centers.x))


def to_own_center_straight(y: Float, x: Float, labels: NDArray[np.integer], center_y: Float, center_x: Float) -> Float:
    """Straight line from each unit to the centre that its label names, (n,) float64, block by block."""
    result = np.empty(len(y))
    for rows in blocks(len(y)):
        label = labels[rows]
        straight(y[rows] - center_y.take(label), x[rows] - center_x.take(label), result[rows])
    return result


def straight(down: Float, across: Float, out: Float | None = None) -> Float:
    """sqrt(down² + across²), rounded the same everywhere, which hypot of the C library is not. Overwrites both."""
    np.multiply(down, down, out=down)
    np.multiply(across, across, out=across)
    down += across
    result: Float = np.sqrt(down, out=out)
    return result


def _from_matrix(instance: Instance, units: Rows, territory: NDArray[np.integer], centers: Centers) -> Float:
    matrix, index = instance.metric.matrix, centers.index
    assert matrix is not None and index is not None
    rows = np.arange(instance.n)[units]
    column = index.take(territory)
    return np.where(column >= 0, matrix[rows, column], np.inf)
