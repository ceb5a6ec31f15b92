"""How far the units of a problem lie apart: one figure that makes penalties comparable with travel."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .instance import Instance
from .kernels.interface import EARTH_RADIUS_KM
from .unit_travel import straight

Float = NDArray[np.float64]

SMALLEST_KM = 0.001
BLOCK = 1 << 16


def reference_travel(instance: Instance) -> float:
    """About the mean travel of a visit in a plan of K equal territories; above 0.

    The weighted mean length to the units' mean place, over the square root of K; with squared travel the mean square
    of that length over K. With a matrix the weighted mean of its finite entries stands for the length. What is cut to
    whole numbers is taken uncut.
    """
    metric, k = instance.metric, instance.territory_count
    if metric.ways is not None:
        return metric.ways.reference(instance)
    if metric.kind == "matrix":
        return (_matrix_mean(instance) / math.sqrt(k)) or 1.0
    if metric.kind == "plane":
        # with all units at one place there is no travel to compare with, and any number will do
        return _plane_mean(instance) / (math.sqrt(k) if metric.power == 1 else k) or 1.0
    return reference_distance_km(instance) if metric.power == 1 else reference_square_km(instance)


def _plane_mean(instance: Instance) -> float:
    """Weighted mean length, or mean square of it, to the weighted mean place."""
    weight = instance.travel_weight
    whole = float(weight.sum())
    middle = [float(np.sum(weight * place)) / whole for place in (instance.y, instance.x)]
    total = 0.0
    for rows in _blocks(instance.n):
        length = straight(instance.y[rows] - middle[0], instance.x[rows] - middle[1])
        total += float(np.sum(weight[rows] * length**instance.metric.power))
    return total / whole


def _matrix_mean(instance: Instance) -> float:
    matrix, total, count = instance.metric.matrix, 0.0, 0.0
    assert matrix is not None
    for row, weight in zip(matrix, instance.travel_weight, strict=True):
        there = np.isfinite(row)
        total += float(weight) * float(np.sum(row, where=there))
        count += float(weight) * float(np.count_nonzero(there))
    return total / count


def reference_distance_km(instance: Instance) -> float:
    """Mean great-circle distance of the units to their mean direction, over the square root of K; at least 1 m.

    About the mean distance to its centre in a plan of K equal territories. Units count by their travel weight (each
    1 where all weights are 0). Trigonometry in float32: a price needs three digits, and ten million units half a
    second. Sums in float64.

    Parameters
    ----------
    instance : Instance

    Returns
    -------
    float
        Kilometres.
    """
    mean_angle = _mean_angle(instance, 1)
    return max(2.0 * EARTH_RADIUS_KM * mean_angle / math.sqrt(instance.territory_count), SMALLEST_KM)


def reference_square_km(instance: Instance) -> float:
    """The same of squared kilometres: their mean over K."""
    mean_square = (2.0 * EARTH_RADIUS_KM) ** 2 * _mean_angle(instance, 2)
    return max(mean_square / instance.territory_count, SMALLEST_KM**2)


def _mean_angle(instance: Instance, power: int) -> float:
    """Weighted mean of half the angle to the mean direction, or of its square."""
    weight = instance.travel_weight if instance.travel_weight.any() else np.ones(instance.n)
    latitude, longitude = _mean_direction(instance, weight)
    total = 0.0
    for rows in _blocks(instance.n):
        # differences first, in float64: units metres apart keep their digits in float32
        phi = np.radians(instance.y[rows])
        half_phi = ((phi - latitude) * 0.5).astype(np.float32)
        half_lambda = ((np.radians(instance.x[rows]) - longitude) * 0.5).astype(np.float32)
        slant = np.cos(phi.astype(np.float32)) * np.float32(math.cos(latitude))
        haversine = np.sin(half_phi) ** 2 + slant * np.sin(half_lambda) ** 2
        # rounding takes it below 0 at the poles and above 1 at antipodes
        angle = np.arcsin(np.sqrt(np.clip(haversine, np.float32(0.0), np.float32(1.0))))
        total += float(np.sum(weight[rows] * (angle if power == 1 else angle * angle)))
    return total / float(weight.sum())


def _mean_direction(instance: Instance, weight: Float) -> tuple[float, float]:
    """Latitude and longitude (radians) of the weighted mean of the units' directions; (0, 0) where they cancel out."""
    x = y = z = 0.0
    # np.sum, not @: BLAS cuts long dot products by its threads, and the sum would depend on their number
    for rows in _blocks(instance.n):
        phi = np.radians(instance.y[rows]).astype(np.float32)
        lam = np.radians(instance.x[rows]).astype(np.float32)
        cosine = np.cos(phi)
        x += float(np.sum(weight[rows] * (cosine * np.cos(lam))))
        y += float(np.sum(weight[rows] * (cosine * np.sin(lam))))
        z += float(np.sum(weight[rows] * np.sin(phi)))
    return math.atan2(z, math.hypot(x, y)), math.atan2(y, x)


def _blocks(n: int) -> Iterator[slice]:
    return (slice(start, start + BLOCK) for start in range(0, n, BLOCK))
