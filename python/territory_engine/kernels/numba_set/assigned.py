"""Exact travel to the assigned centres: twin of ``cpp/geo/assigned_travel.cpp``."""

from __future__ import annotations

import math

import numpy as np

from ..interface import F64, I32
from .geo import great_circle_km, unit_vector
from .jit import frozen, kernel
from .metric import PLANE_SQUARED, SPHERE_SQUARED, in_plane
from .tasks import run_tasks


@kernel
def _assigned_travel(first: int, last: int, y: F64, x: F64, labels: I32, vectors: F64, metric: int, out: F64) -> None:
    squared = metric in (SPHERE_SQUARED, PLANE_SQUARED)
    for i in range(first, last):
        c = labels[i]
        if in_plane(metric):
            dx, dy = x[i] - vectors[c, 0], y[i] - vectors[c, 1]
            square = dx * dx + dy * dy
            out[i] = square if squared else math.sqrt(square)
        else:
            vx, vy, vz = unit_vector(y[i], x[i])
            km = great_circle_km(vx, vy, vz, vectors[c, 0], vectors[c, 1], vectors[c, 2])
            out[i] = km * km if squared else km


@kernel
def _center_vectors(y: F64, x: F64, metric: int, vectors: F64) -> None:
    for c in range(len(y)):
        if in_plane(metric):
            vectors[c, 0], vectors[c, 1], vectors[c, 2] = x[c], y[c], 0.0
        else:
            vectors[c, 0], vectors[c, 1], vectors[c, 2] = unit_vector(y[c], x[c])


def assigned_travel(y: F64, x: F64, labels: I32, center_y: F64, center_x: F64, metric: int, threads: int) -> F64:
    """See :meth:`..interface.Kernels.assigned_travel`."""
    out, vectors = np.empty(len(y)), np.empty((len(center_y), 3))
    _center_vectors(frozen(center_y), frozen(center_x), int(metric), vectors)
    given = (frozen(array) for array in (y, x, labels, vectors))
    run_tasks(_assigned_travel, len(y), threads, len(y), *given, int(metric), out)
    return out
