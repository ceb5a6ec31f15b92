"""Kilometres between all pairs: twin of ``cpp/geo/matrix_simd.cpp``."""

from __future__ import annotations

import numpy as np

from ..interface import F32, F64
from .chord import great_circle_km, squared_chord
from .geo import unit_vector
from .jit import frozen, inlined, kernel
from .tasks import run_tasks
from .unit_vectors import unit_vectors


@inlined
def _row(ax: np.float32, ay: np.float32, az: np.float32, bx: F32, by: F32, bz: F32, km: F32) -> None:
    for j in range(len(km)):
        t = squared_chord(ax, ay, az, bx[j], by[j], bz[j])
        km[j] = great_circle_km(t, ax, ay, az, bx[j], by[j], bz[j])


@kernel
def _matrix(first: int, last: int, latitude: F64, longitude: F64, b: F32, out: F32) -> None:
    for i in range(first, last):
        x, y, z = unit_vector(latitude[i], longitude[i])
        _row(np.float32(x), np.float32(y), np.float32(z), b[0], b[1], b[2], out[i])


def great_circle_matrix(
    latitude_a: F64, longitude_a: F64, latitude_b: F64, longitude_b: F64, out: F32, threads: int
) -> None:
    """See :meth:`..interface.Kernels.great_circle_matrix`."""
    b = unit_vectors(latitude_b, longitude_b, threads)
    given = (frozen(latitude_a), frozen(longitude_a), frozen(b))
    run_tasks(_matrix, len(latitude_a), threads, out.size, *given, out)
