"""Chords between float32 unit vectors and their kilometres: twins of ``cpp/geo/chord.h``, operation for operation.

Every constant is a float32: a Python float in an expression would turn all of it into float64.
"""

from __future__ import annotations

import numpy as np

from .jit import inlined

_HALF_CIRCUMFERENCE_KM = np.float32(20015.115)
_QUARTER_CHORD2 = np.float32(2.0)
_FAR_CHORD2 = np.float32(3.99996)
_FOUR = np.float32(4.0)
_P5 = np.float32(0.6063528)
_P4 = np.float32(-0.63688225)
_P3 = np.float32(6.1207495)
_P2 = np.float32(28.9961)
_P1 = np.float32(265.61932)
_P0 = np.float32(6371.004)


@inlined
def squared_chord(
    ax: np.float32, ay: np.float32, az: np.float32, bx: np.float32, by: np.float32, bz: np.float32
) -> np.float32:
    """Squared distance through the sphere."""
    dx, dy, dz = ax - bx, ay - by, az - bz
    return (dx * dx + dy * dy) + dz * dz


@inlined
def arc_km(t: np.float32) -> np.float32:
    """Kilometres of an arc up to a quarter of the circle, from its squared chord."""
    p = _P5
    p = p * t + _P4
    p = p * t + _P3
    p = p * t + _P2
    p = p * t + _P1
    p = p * t + _P0
    km: np.float32 = np.sqrt(t) * p
    return km


@inlined
def great_circle_km(
    t: np.float32, ax: np.float32, ay: np.float32, az: np.float32, bx: np.float32, by: np.float32, bz: np.float32
) -> np.float32:
    """Kilometres between two places at any distance, where t is their squared chord."""
    u = _FOUR - t
    if t >= _FAR_CHORD2:
        u = squared_chord(ax, ay, az, -bx, -by, -bz)
    arc = arc_km(u if u < t else t)
    return _HALF_CIRCUMFERENCE_KM - arc if t > _QUARTER_CHORD2 else arc
