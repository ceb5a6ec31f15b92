"""Travel from a squared chord in float32: twin of ``cpp/geo/arc.h`` and ``cpp/geo/metric.h``, operation for operation.

``metric`` is a number of :class:`..interface.MetricCode`. Loops go through :func:`to_travel`, which chooses before
its loop.
"""

from __future__ import annotations

import numpy as np

from ..interface import EARTH_RADIUS_KM, F32, PLANE_UNIT, MetricCode
from .jit import inlined

REGIONAL, PLANE = int(MetricCode.REGIONAL), int(MetricCode.PLANE)
SPHERE_SQUARED, PLANE_SQUARED = int(MetricCode.SPHERE_SQUARED), int(MetricCode.PLANE_SQUARED)

ZERO, ONE, TWO = np.float32(0.0), np.float32(1.0), np.float32(2.0)
EARTH_KM, UNIT, UNIT2 = np.float32(EARTH_RADIUS_KM), np.float32(PLANE_UNIT), np.float32(PLANE_UNIT**2)
_R0, _R1, _R2, _R3 = np.float32(6371.00833), np.float32(265.487892), np.float32(29.5796280), np.float32(5.31276942)
_H0, _H1, _H2, _H3 = np.float32(6371.00946), np.float32(265.428401), np.float32(30.0911310), np.float32(3.81517559)
_H4, _H5, _H6 = np.float32(1.56322188), np.float32(-0.363177060), np.float32(0.160449590)
_FOUR, _HALF_GLOBE_KM = np.float32(4.0), np.float32(20015.1142)


@inlined
def in_plane(metric: int) -> bool:
    """Whether vectors are places in the plane."""
    return metric in (PLANE, PLANE_SQUARED)


@inlined
def arc_regional_km(t: np.float32) -> np.float32:
    """Kilometres for squared chords up to 0.5 (4,600 km): relative error below 1e-7."""
    km: np.float32 = np.sqrt(t) * (_R0 + t * (_R1 + t * (_R2 + t * _R3)))
    return km


@inlined
def arc_global_km(t: np.float32) -> np.float32:
    """Kilometres for any squared chord: beyond a quarter of the globe by the antipodal chord."""
    far = t > TWO
    u = _FOUR - t if far else t
    u = u if u > ZERO else ZERO
    km: np.float32 = np.sqrt(u) * (_H0 + u * (_H1 + u * (_H2 + u * (_H3 + u * (_H4 + u * (_H5 + u * _H6))))))
    return _HALF_GLOBE_KM - km if far else km


@inlined
def travel_of(metric: int, t: np.float32) -> np.float32:
    """Travel of one squared chord."""
    if metric == REGIONAL:
        return arc_regional_km(t)
    if metric == PLANE_SQUARED:
        return UNIT2 * t
    length: np.float32 = UNIT * np.sqrt(t) if metric == PLANE else arc_global_km(t)
    return length * length if metric == SPHERE_SQUARED else length


@inlined
def to_travel(metric: int, row: F32, n: int) -> None:
    """Turns the first ``n`` squared chords of a row into travel, in place."""
    if metric == REGIONAL:
        for i in range(n):
            row[i] = arc_regional_km(row[i])
    elif metric == PLANE:
        for i in range(n):
            row[i] = UNIT * np.sqrt(row[i])
    elif metric == PLANE_SQUARED:
        for i in range(n):
            row[i] = UNIT2 * row[i]
    else:
        for i in range(n):
            row[i] = arc_global_km(row[i])
        if metric == SPHERE_SQUARED:
            for i in range(n):
                row[i] = row[i] * row[i]
