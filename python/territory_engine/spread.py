"""How far the units of a problem lie apart: one length that makes penalties comparable with travel."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .instance import Instance
from .kernels.interface import EARTH_RADIUS_KM

Float = NDArray[np.float64]

SMALLEST_KM = 0.001
BLOCK = 1 << 16


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
        total += float(np.sum(weight[rows] * angle))
    mean_km = 2.0 * EARTH_RADIUS_KM * total / float(weight.sum())
    return max(mean_km / math.sqrt(instance.territory_count), SMALLEST_KM)


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
