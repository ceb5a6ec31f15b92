"""Great-circle length from a squared chord in float32: twin of ``cpp/geo/arc.h``, operation for operation."""

from __future__ import annotations

import numpy as np

from .jit import inlined

ZERO = np.float32(0.0)
_R0, _R1, _R2, _R3 = np.float32(6371.00833), np.float32(265.487892), np.float32(29.5796280), np.float32(5.31276942)
_H0, _H1, _H2, _H3 = np.float32(6371.00946), np.float32(265.428401), np.float32(30.0911310), np.float32(3.81517559)
_H4, _H5, _H6 = np.float32(1.56322188), np.float32(-0.363177060), np.float32(0.160449590)
_TWO, _FOUR, _HALF_GLOBE_KM = np.float32(2.0), np.float32(4.0), np.float32(20015.1142)


@inlined
def arc_regional_km(t: np.float32) -> np.float32:
    """Kilometres for squared chords up to 0.5 (4,600 km): relative error below 1e-7."""
    km: np.float32 = np.sqrt(t) * (_R0 + t * (_R1 + t * (_R2 + t * _R3)))
    return km


@inlined
def arc_global_km(t: np.float32) -> np.float32:
    """Kilometres for any squared chord: beyond a quarter of the globe by the antipodal chord."""
    far = t > _TWO
    u = _FOUR - t if far else t
    u = u if u > ZERO else ZERO
    km: np.float32 = np.sqrt(u) * (_H0 + u * (_H1 + u * (_H2 + u * (_H3 + u * (_H4 + u * (_H5 + u * _H6))))))
    return _HALF_GLOBE_KM - km if far else km


@inlined
def arc_km(global_: bool, t: np.float32) -> np.float32:
    """Regional or global; in a loop the branch is hoisted out of it."""
    return arc_global_km(t) if global_ else arc_regional_km(t)
