"""Unit vectors: twin of ``cpp/geo/unit_vectors_simd.cpp``."""

from __future__ import annotations

import numba
import numpy as np

from ..interface import F32, F64
from .geo import unit_vector
from .jit import frozen, parallel


@parallel
def _unit_vectors(latitude: F64, longitude: F64, out: F32) -> None:
    for i in numba.prange(len(latitude)):
        x, y, z = unit_vector(latitude[i], longitude[i])
        out[0, i] = x
        out[1, i] = y
        out[2, i] = z


def unit_vectors(latitude: F64, longitude: F64, threads: int) -> F32:
    """See :meth:`..interface.Kernels.unit_vectors`."""
    out = np.empty((3, len(latitude)), np.float32)
    _unit_vectors(threads, frozen(latitude), frozen(longitude), out)
    return out
