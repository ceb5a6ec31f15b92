"""Chords between float32 unit vectors and their kilometres: twins of ``cpp/geo/chord.h``, operation for operation."""

from __future__ import annotations

import numpy as np

from .arc import HALF_CIRCUMFERENCE_KM, QUARTER_CHORD2, arc_quarter_km
from .jit import inlined

_FAR_CHORD2 = np.float32(3.99996)
_FOUR = np.float32(4.0)


@inlined
def squared_chord(
    ax: np.float32, ay: np.float32, az: np.float32, bx: np.float32, by: np.float32, bz: np.float32
) -> np.float32:
    """Squared distance through the sphere."""
    dx, dy, dz = ax - bx, ay - by, az - bz
    return (dx * dx + dy * dy) + dz * dz


@inlined
def great_circle_km(
    t: np.float32, ax: np.float32, ay: np.float32, az: np.float32, bx: np.float32, by: np.float32, bz: np.float32
) -> np.float32:
    """Kilometres between two places at any distance, where t is their squared chord."""
    u = _FOUR - t
    if t >= _FAR_CHORD2:
        u = squared_chord(ax, ay, az, -bx, -by, -bz)
    arc = arc_quarter_km(u if u < t else t)  # a minimum: one polynomial, not one for each case
    return HALF_CIRCUMFERENCE_KM - arc if t > QUARTER_CHORD2 else arc
