"""Great-circle length from a squared chord in float32: twins of ``cpp/geo/arc.h``, operation for operation.

Every constant is a float32: a Python float in an expression would turn all of it into float64.
"""

from __future__ import annotations

import numpy as np

from .jit import inlined

HALF_CIRCUMFERENCE_KM, QUARTER_CHORD2 = np.float32(20015.1142), np.float32(2.0)
_ZERO, _FOUR = np.float32(0.0), np.float32(4.0)
_R0, _R1, _R2, _R3 = np.float32(6371.00833), np.float32(265.487892), np.float32(29.5796280), np.float32(5.31276942)
_Q0, _Q1, _Q2, _Q3 = np.float32(6371.00946), np.float32(265.428401), np.float32(30.0911310), np.float32(3.81517559)
_Q4, _Q5, _Q6 = np.float32(1.56322188), np.float32(-0.363177060), np.float32(0.160449590)


@inlined
def arc_regional_km(t: np.float32) -> np.float32:
    """Kilometres for squared chords up to 0.5 (4,600 km)."""
    km: np.float32 = np.sqrt(t) * (_R0 + t * (_R1 + t * (_R2 + t * _R3)))
    return km


@inlined
def arc_quarter_km(t: np.float32) -> np.float32:
    """Kilometres for squared chords up to 2, a quarter of the circle."""
    p = _Q0 + t * (_Q1 + t * (_Q2 + t * (_Q3 + t * (_Q4 + t * (_Q5 + t * _Q6)))))
    km: np.float32 = np.sqrt(t) * p
    return km


@inlined
def arc_global_km(t: np.float32) -> np.float32:
    """Kilometres for any squared chord: beyond a quarter of the circle by the antipodal chord."""
    far = t > QUARTER_CHORD2
    u = _FOUR - t if far else t
    km = arc_quarter_km(u if u > _ZERO else _ZERO)
    return HALF_CIRCUMFERENCE_KM - km if far else km
