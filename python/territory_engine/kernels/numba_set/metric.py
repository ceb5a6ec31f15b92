"""Travel from a squared chord in float32: twin of ``cpp/geo/metric.h``, operation for operation.

``metric`` is a number of :class:`..interface.MetricCode`. Loops go through :func:`to_travel`, which chooses before
its loop.
"""

from __future__ import annotations

import numpy as np

from ..interface import EARTH_RADIUS_KM, F32, PLANE_UNIT, MetricCode
from .arc import arc_global_km, arc_regional_km
from .jit import inlined

REGIONAL, PLANE = int(MetricCode.REGIONAL), int(MetricCode.PLANE)
SPHERE_SQUARED, PLANE_SQUARED = int(MetricCode.SPHERE_SQUARED), int(MetricCode.PLANE_SQUARED)

ZERO, ONE, TWO = np.float32(0.0), np.float32(1.0), np.float32(2.0)
EARTH_KM, UNIT, UNIT2 = np.float32(EARTH_RADIUS_KM), np.float32(PLANE_UNIT), np.float32(PLANE_UNIT**2)


@inlined
def in_plane(metric: int) -> bool:
    """Whether vectors are places in the plane."""
    return metric in (PLANE, PLANE_SQUARED)


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
