"""Annealing of whole territories at their exact cost: twin of ``cpp/search/cluster.cpp``."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..interface import F32, F64, I32, Array
from .cluster_anneal import anneal_region
from .cluster_data import LANES, RESHAPES, Problem, Region
from .jit import frozen, inlined, kernel
from .load_cost import INSIDE
from .tasks import run_tasks


class _Batch(NamedTuple):
    """The regions; arrays as :meth:`..interface.Kernels.cluster_search` takes them, and the units of each."""

    neighbors: I32
    first: Array
    territory: Array
    temperature: F64
    tries: Array
    reshape: Array
    seed: Array
    unit_start: Array  # (R + 1,)
    unit: Array  # by region, ascending
    stride: Array  # (R,)
    keep_best: bool


class _Memory(NamedTuple):
    """What a thread needs for the largest of the regions, as in :class:`.cluster_data.Region`."""

    local: I32  # (n,) all -1 between regions
    per_unit: Array  # (4, m)
    neighbor: I32
    held: Array
    cost: F32
    moments: F64
    loads: F64
    members: F32
    member: Array
    lanes: F32
    sums: F64
    random: Array
    reshape_values: F64
    reshape_places: Array


@inlined
def _find(territory: Array, label: int) -> int:
    low, high = 0, len(territory) - 1
    while low < high:
        middle = (low + high) // 2
        if territory[middle] < label:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def _region(w: _Memory, batch: _Batch, r: int, labels: I32) -> Region:
    unit = batch.unit[batch.unit_start[r] : batch.unit_start[r + 1]]
    territory = batch.territory[batch.first[r] : batch.first[r + 1]]
    m, k = len(unit), len(territory)
    for i in range(m):
        w.local[unit[i]] = i
    for i in range(m):
        for j in range(batch.neighbors.shape[1]):
            w.neighbor[i, j] = w.local[batch.neighbors[unit[i], j]]
    for i in range(m):
        w.local[unit[i]] = -1
        w.per_unit[0, i] = _find(territory, labels[unit[i]])
    label, place, best, work = w.per_unit[0, :m], w.per_unit[1, :m], w.per_unit[2, :m], w.per_unit[3, :m]
    return Region(
        territory, unit, batch.stride[r], label, place, best, work, w.neighbor[:m], w.held[:k], w.cost[:k],
        w.moments[:k], w.loads[:k], w.members, w.member, w.lanes, w.sums, w.random, w.reshape_values, w.reshape_places,
    )  # fmt: skip


@kernel
def _anneal_tasks(
    first: int, last: int, memory: _Memory, p: Problem, batch: _Batch, labels: I32, gains: F64, counts: Array
) -> None:
    for r in range(first, last):
        if batch.unit_start[r + 1] == batch.unit_start[r]:
            continue
        s = _region(memory, batch, r, labels)
        start, end, wanted = batch.temperature[r, 0], batch.temperature[r, 1], batch.reshape[r]
        gains[r] = anneal_region(
            p, s, start, end, batch.tries[r], wanted, batch.seed[r], batch.keep_best, labels, counts[r]
        )


def _memory(batch: _Batch, n: int, measures: int) -> _Memory:
    wide, m = np.diff(batch.first), int(np.diff(batch.unit_start).max())
    k, cells = int(wide.max()), int((batch.stride * wide).max())
    f32, i32, i64 = np.float32, np.int32, np.int64
    return _Memory(
        np.full(n, -1, i32), np.empty((4, m), i64), np.empty((m, batch.neighbors.shape[1]), i32),
        np.empty(k, i64), np.empty(k, f32), np.empty((k, 4)), np.empty((k, measures)),
        np.empty((5, cells), f32), np.empty(cells, i64), np.empty((5, LANES), f32), np.empty(4),
        np.empty(1, np.uint64), np.empty((2, RESHAPES)), np.empty((3, RESHAPES), i64),
    )  # fmt: skip


def cluster_search(
    travel: int,
    rule: int,
    position: F32,
    matrix: F32,
    weight: F32,
    load: F64,
    limits: F64,
    size: F64,
    base: I32,
    disruption: float,
    movable: Array,
    neighbors: I32,
    labels: I32,
    first: Array,
    territory: I32,
    temperature: F64,
    tries: Array,
    reshape: I32,
    seed: Array,
    keep_best: bool,
    negative_log: F64,
    threads: int,
) -> tuple[F64, Array]:
    """See :meth:`..interface.Kernels.cluster_search`."""
    n, measures, regions = len(labels), load.shape[1], len(first) - 1
    region_of = np.full(limits.shape[1], -1)
    region_of[territory] = np.repeat(np.arange(regions), np.diff(first))
    region = region_of[labels]
    unit = np.argsort(region, kind="stable")[np.count_nonzero(region < 0) :]
    start = np.concatenate([[0], np.cumsum(np.bincount(region[unit], minlength=regions))])
    largest = np.zeros(regions, np.int64)
    np.maximum.at(largest, region_of[territory], np.bincount(labels, minlength=len(region_of))[territory])
    stride = (2 * largest + 32 + LANES - 1) // LANES * LANES
    gains, counts = np.zeros(regions), np.zeros((regions, 4), np.int64)
    if not len(unit):
        return gains, counts
    soft = bool(limits[INSIDE:].any())
    problem = Problem(
        int(travel), int(rule), frozen(position), frozen(matrix), frozen(weight), frozen(load), frozen(limits),
        frozen(size), soft, frozen(base), float(disruption), frozen(movable), frozen(negative_log),
    )  # fmt: skip
    batch = _Batch(
        frozen(neighbors), frozen(first), frozen(territory.astype(np.int64)), frozen(temperature), frozen(tries),
        frozen(reshape.astype(np.int64)), frozen(seed), frozen(start), frozen(unit), frozen(stride), bool(keep_best),
    )  # fmt: skip
    run_tasks(
        _anneal_tasks, regions, threads, int(tries.sum()), problem, batch, labels, gains, counts,
        memory=lambda: (_memory(batch, n, measures),),
    )  # fmt: skip
    return gains, counts
