"""Sums from which centres move: twin of ``cpp/model/center_sums.cpp``."""

from __future__ import annotations

import numpy as np

from ..interface import F32, F64, I32
from .arc import ZERO, arc_km
from .blocks import LEAF, Units
from .jit import frozen, inlined, kernel
from .tasks import run_tasks, task_count

_SUMS = 5
_ONE, _QUARTER = np.float32(1.0), np.float32(0.25)
_SOFTENING = np.float32(6.2e-11)  # (50 m / earth radius)^2: units nearer to the centre than this pull no harder


@inlined
def _chord2(x: np.float32, y: np.float32, z: np.float32, centers: F32, c: int) -> np.float32:
    dx, dy, dz = x - centers[0, c], y - centers[1, c], z - centers[2, c]
    chord2: np.float32 = (dx * dx + dy * dy) + dz * dz
    return chord2


@inlined
def _pull(t: np.float32, travel: np.float32) -> np.float32:
    """Travel weight / sine of the angle of a squared chord."""
    across = t * (_ONE - _QUARTER * t)
    pull: np.float32 = travel / np.sqrt((across if across > ZERO else ZERO) + _SOFTENING)
    return pull


@inlined
def _add_leaf(units: Units, global_: bool, begin: int, c: int, centers: F32, terms: F32, sums: F64) -> None:
    """16 units of one territory; halves are added until one is left, an order of summation that vectorises."""
    x, y, z = units.position[0, begin:], units.position[1, begin:], units.position[2, begin:]
    travel = units.travel[begin:]
    for i in range(LEAF):
        t = _chord2(x[i], y[i], z[i], centers, c)
        pull = _pull(t, travel[i])
        terms[0, i] = pull * x[i]
        terms[1, i] = pull * y[i]
        terms[2, i] = pull * z[i]
        terms[3, i] = pull
        terms[4, i] = travel[i] * arc_km(global_, t)
    for j in range(_SUMS):
        half = LEAF // 2
        while half > 0:
            for i in range(half):
                terms[j, i] = terms[j, i] + terms[j, i + half]
            half //= 2
        sums[c, j] += np.float64(terms[j, 0])


@inlined
def _add_unit(units: Units, global_: bool, i: int, c: int, centers: F32, sums: F64) -> None:
    x, y, z, travel = units.position[0, i], units.position[1, i], units.position[2, i], units.travel[i]
    t = _chord2(x, y, z, centers, c)
    pull = _pull(t, travel)
    sums[c, 0] += np.float64(pull * x)
    sums[c, 1] += np.float64(pull * y)
    sums[c, 2] += np.float64(pull * z)
    sums[c, 3] += np.float64(pull)
    sums[c, 4] += np.float64(travel * arc_km(global_, t))


@kernel
def _center_tasks(
    first: int, last: int, terms: F32, units: Units, labels: I32, centers: F32, global_: bool, sums: F64
) -> None:
    tasks, leaves = len(sums), len(units.travel) // LEAF
    for t in range(first, last):
        for begin in range(leaves * t // tasks * LEAF, leaves * (t + 1) // tasks * LEAF, LEAF):
            same = True
            for i in range(1, LEAF):
                same &= labels[begin + i] == labels[begin]
            if same:
                _add_leaf(units, global_, begin, labels[begin], centers, terms, sums[t])
            else:
                for i in range(begin, begin + LEAF):
                    _add_unit(units, global_, i, labels[i], centers, sums[t])


def center_sums(units: Units, labels: I32, centers: F32, global_: bool, threads: int) -> F64:
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
        global_,
        sums,
        memory=lambda: (np.empty((_SUMS, LEAF), np.float32),),
    )
    total = np.zeros((k, _SUMS))
    for part in sums:
        total += part
    return total
