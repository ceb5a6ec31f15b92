"""Unit vectors: twin of ``cpp/geo/unit_vectors_simd.cpp``."""

from __future__ import annotations

import numpy as np

from ..interface import F32, F64
from .geo import unit_vector
from .jit import frozen, inlined, kernel
from .tasks import run_tasks


@inlined
def vectors(latitude: F64, longitude: F64, x: F32, y: F32, z: F32) -> None:
    """Unit vectors of all places given. (From 0: where an index could be negative the loop does not vectorise.)"""
    for i in range(len(latitude)):
        vx, vy, vz = unit_vector(latitude[i], longitude[i])
        x[i] = vx
        y[i] = vy
        z[i] = vz


@kernel
def _unit_vectors(first: int, last: int, latitude: F64, longitude: F64, out: F32) -> None:
    vectors(latitude[first:last], longitude[first:last], out[0, first:last], out[1, first:last], out[2, first:last])


def unit_vectors(latitude: F64, longitude: F64, threads: int) -> F32:
    """See :meth:`..interface.Kernels.unit_vectors`."""
    n = len(latitude)
    out = np.empty((3, n), np.float32)
    run_tasks(_unit_vectors, n, threads, n, frozen(latitude), frozen(longitude), out)
    return out
