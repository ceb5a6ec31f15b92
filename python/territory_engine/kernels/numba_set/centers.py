"""Sums from which centres move: twin of ``cpp/model/center_sums.cpp``."""

from __future__ import annotations

import numpy as np

from ..interface import F32, F64, I32
from .blocks import LEAF, Units
from .jit import frozen, inlined, kernel
from .metric import ONE, PLANE, PLANE_SQUARED, SPHERE_SQUARED, ZERO, to_travel, travel_of
from .tasks import run_tasks, task_count

_SUMS = 5
_QUARTER = np.float32(0.25)
_SOFTENING = np.float32(6.2e-11)  # (50 m / earth radius)^2, see the twin
_SOFTENING_KM2 = np.float32(2.516565e-3)


@inlined
def _chord2(x: np.float32, y: np.float32, z: np.float32, centers: F32, c: int) -> np.float32:
    dx, dy, dz = x - centers[0, c], y - centers[1, c], z - centers[2, c]
    chord2: np.float32 = (dx * dx + dy * dy) + dz * dz
    return chord2


@inlined
def _across(t: np.float32) -> np.float32:
    """Squared sine of the angle of a squared chord, softened."""
    across = t * (ONE - _QUARTER * t)
    softened: np.float32 = (across if across > ZERO else ZERO) + _SOFTENING
    return softened


@inlined
def _pull(metric: int, v: np.float32, t: np.float32) -> np.float32:
    """How hard a unit of travel weight v at squared chord t pulls at the centre."""
    pull = v
    if metric == PLANE:
        pull = v / np.sqrt(t + _SOFTENING)
    elif metric == SPHERE_SQUARED:
        pull = v * np.sqrt((travel_of(metric, t) + _SOFTENING_KM2) / _across(t))
    elif metric != PLANE_SQUARED:
        pull = v / np.sqrt(_across(t))
    return pull


@inlined
def _to_pulls(metric: int, v: F32, travel: F32, row: F32) -> None:
    """Turns a leaf's squared chords into pulls in place: :func:`_pull` with its choice before the loops."""
    if metric == PLANE_SQUARED:
        for i in range(LEAF):
            row[i] = v[i]
    elif metric == PLANE:
        for i in range(LEAF):
            row[i] = v[i] / np.sqrt(row[i] + _SOFTENING)
    elif metric == SPHERE_SQUARED:
        for i in range(LEAF):
            row[i] = v[i] * np.sqrt((travel[i] + _SOFTENING_KM2) / _across(row[i]))
    else:
        for i in range(LEAF):
            row[i] = v[i] / np.sqrt(_across(row[i]))


@inlined
def _add_leaf(units: Units, metric: int, begin: int, c: int, centers: F32, terms: F32, sums: F64) -> None:
    """16 units of one territory; halves are added until one is left, an order of summation that vectorises."""
    x, y, z = units.position[0, begin:], units.position[1, begin:], units.position[2, begin:]
    v, pull, travel = units.travel[begin:], terms[3], terms[4]
    for i in range(LEAF):
        t = _chord2(x[i], y[i], z[i], centers, c)
        pull[i] = t
        travel[i] = t
    to_travel(metric, travel, LEAF)
    _to_pulls(metric, v, travel, pull)
    for i in range(LEAF):
        terms[0, i] = pull[i] * x[i]
        terms[1, i] = pull[i] * y[i]
        terms[2, i] = pull[i] * z[i]
        travel[i] = v[i] * travel[i]
    for j in range(_SUMS):
        half = LEAF // 2
        while half > 0:
            for i in range(half):
                terms[j, i] = terms[j, i] + terms[j, i + half]
            half //= 2
        sums[c, j] += np.float64(terms[j, 0])


@inlined
def _add_unit(units: Units, metric: int, i: int, c: int, centers: F32, sums: F64) -> None:
    x, y, z, travel = units.position[0, i], units.position[1, i], units.position[2, i], units.travel[i]
    t = _chord2(x, y, z, centers, c)
    pull = _pull(metric, travel, t)
    sums[c, 0] += np.float64(pull * x)
    sums[c, 1] += np.float64(pull * y)
    sums[c, 2] += np.float64(pull * z)
    sums[c, 3] += np.float64(pull)
    sums[c, 4] += np.float64(travel * travel_of(metric, t))


@kernel
def _center_tasks(
    first: int, last: int, terms: F32, units: Units, labels: I32, centers: F32, metric: int, sums: F64
) -> None:
    tasks, leaves = len(sums), len(units.travel) // LEAF
    for t in range(first, last):
        for begin in range(leaves * t // tasks * LEAF, leaves * (t + 1) // tasks * LEAF, LEAF):
            same = True
            for i in range(1, LEAF):
                same &= labels[begin + i] == labels[begin]
            if same:
                _add_leaf(units, metric, begin, labels[begin], centers, terms, sums[t])
            else:
                for i in range(begin, begin + LEAF):
                    _add_unit(units, metric, i, labels[i], centers, sums[t])


def center_sums(units: Units, labels: I32, centers: F32, metric: int, threads: int) -> F64:
    """See :meth:`..interface.Kernels.center_sums`."""
    k, n = centers.shape[1], len(units.travel)
    tasks = task_count(n // LEAF // 16, k * _SUMS)
    sums = np.zeros((tasks, k, _SUMS))
    run_tasks(
        _center_tasks,
        tasks,
        threads,
        n,
        units,
        frozen(labels),
        frozen(centers),
        int(metric),
        sums,
        memory=lambda: (np.empty((_SUMS, LEAF), np.float32),),
    )
    total = np.zeros((k, _SUMS))
    for part in sums:
        total += part
    return total
