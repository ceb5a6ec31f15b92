"""Places with the least travel in the plane: weighted geometric medians of many groups of units at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .centroid import planar_means
from .haversine import blocks
from .unit_travel import straight

Float = NDArray[np.float64]

ROUNDS = 300
SETTLED = 1e-9  # of the extent of all units: no centre moves further, and the cost changes by the square of that
NEAR = 1e-9  # of the extent: closer units pull like this far, as at a distance of 0 the pull has no direction


def planar_medians(y: Float, x: Float, weight: Float, labels: NDArray[np.int32], size: int) -> tuple[Float, Float]:
    """Of each group of units the place with the least sum of weight x straight line.

    Weiszfeld's iteration (in English with Plastria 2009, doi:10.1007/s10479-008-0352-z) from the means. Empty groups
    get the mean of all units.

    Parameters
    ----------
    y, x : (n,) float64
    weight : (n,) float64, above 0
    labels : (n,) int32
        The group of each unit, 0..size-1.
    size : int

    Returns
    -------
    y, x : (size,) float64

    Examples
    --------
    >>> places = np.array([0.0, 0.0, 0.0]), np.array([0.0, 1.0, 5.0])
    >>> found = planar_medians(*places, np.ones(3), np.zeros(3, np.int32), 1)
    >>> [value.round(4).tolist() for value in found]
    [[0.0], [1.0]]
    """
    center_y, center_x = planar_means(y, x, weight, labels, size)
    empty = np.bincount(labels, minlength=size) == 0
    extent = max(float(np.ptp(y)), float(np.ptp(x)))
    for _ in range(ROUNDS):
        down, across = _step(y, x, weight, labels, center_y, center_x, NEAR * extent or 1.0)
        down[empty], across[empty] = 0.0, 0.0
        center_y, center_x = center_y + down, center_x + across
        if max(float(np.abs(down).max()), float(np.abs(across).max())) <= SETTLED * extent:
            break
    return center_y, center_x


def _step(
    y: Float, x: Float, weight: Float, labels: NDArray[np.int32], center_y: Float, center_x: Float, near: float
) -> tuple[Float, Float]:
    """How far each centre moves: every unit pulls it with weight / distance."""
    size = len(center_y)
    pull = np.zeros((3, size))
    for rows in blocks(len(labels)):
        label = labels[rows].astype(np.intp)
        down, across = y[rows] - center_y.take(label), x[rows] - center_x.take(label)
        strength = weight[rows] / np.maximum(straight(down.copy(), across.copy()), near)
        for index, part in enumerate((strength * down, strength * across, strength)):
            pull[index] += np.bincount(label, part, size)
    whole = np.where(pull[2] > 0.0, pull[2], 1.0)
    return pull[0] / whole, pull[1] / whole
