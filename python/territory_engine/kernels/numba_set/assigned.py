"""Exact kilometres to the assigned centres: twin of ``cpp/geo/assigned_km.cpp``."""

from __future__ import annotations

import numpy as np

from ..interface import F64, I32
from .geo import great_circle_km, unit_vector
from .jit import frozen, kernel
from .tasks import run_tasks


@kernel
def _assigned_km(first: int, last: int, latitude: F64, longitude: F64, labels: I32, vectors: F64, out: F64) -> None:
    for i in range(first, last):
        x, y, z = unit_vector(latitude[i], longitude[i])
        c = labels[i]
        out[i] = great_circle_km(x, y, z, vectors[c, 0], vectors[c, 1], vectors[c, 2])


@kernel
def _center_vectors(latitude: F64, longitude: F64, vectors: F64) -> None:
    for c in range(len(latitude)):
        vectors[c, 0], vectors[c, 1], vectors[c, 2] = unit_vector(latitude[c], longitude[c])


def assigned_km(
    latitude: F64, longitude: F64, labels: I32, center_latitude: F64, center_longitude: F64, threads: int
) -> F64:
    """See :meth:`..interface.Kernels.assigned_km`."""
    out, vectors = np.empty(len(latitude)), np.empty((len(center_latitude), 3))
    _center_vectors(frozen(center_latitude), frozen(center_longitude), vectors)
    given = (frozen(array) for array in (latitude, longitude, labels, vectors))
    run_tasks(_assigned_km, len(latitude), threads, len(latitude), *given, out)
    return out
