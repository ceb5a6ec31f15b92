"""One pass of all units against all territories: twin of ``cpp/transport/price_pass.cpp``."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..interface import F32, F64, I32, Array
from .blocks import LEAF, Blocks, Units
from .edges import find, merge_edges, power_of_two
from .jit import frozen, inlined, kernel
from .metric import ZERO
from .tasks import run_tasks, task_count, task_level
from .walk import Walk, enter, leaf_costs, new_walk, next_end, start_walk, units_below

FAR, _LEAST_TRAVEL = np.float32(3e38), np.float32(0.02)
_TASK_UNITS = 1024  # fewer are not worth a task's own sums
_NO_MARGIN, NO_LABELS = frozen(np.empty(0, np.float32)), np.empty(0, np.int32)


class PassTask(NamedTuple):
    """What one task of a pass reads and writes: loads and edges are its own, labels its slice of the common array."""

    prices: F32  # (M, K)
    window: F32  # (K,) or empty
    labels: I32  # (n,) or empty
    loads: F64  # (K, M)
    keys: Array  # (capacity,) int64, -1 free
    values: F64  # (capacity, M, M)
    used: Array  # (1,) int64


class LeafWork(NamedTuple):
    """Work of one thread."""

    best: F32  # (3, 16) least cost of each unit, second least, work
    labels: I32  # (2, 16) their territories


@inlined
def nothing_yet(first: F32, second: F32, label: I32, other: I32) -> None:
    """Units of a leaf before any territory was offered to them."""
    for i in range(LEAF):
        first[i] = FAR
        second[i] = FAR
        label[i] = -1
        other[i] = -1


@inlined
def offer(c: int, cost: F32, first: F32, second: F32, label: I32, other: I32) -> None:
    """Territory c, at these costs, becomes the cheapest or the second of the units where it is."""
    for i in range(LEAF):
        new, a, b, at_a, at_b = cost[i], first[i], second[i], label[i], other[i]
        wins, places = new < a, new < b
        second[i] = a if wins else (new if places else b)
        other[i] = at_a if wins else (c if places else at_b)
        first[i] = new if wins else a
        label[i] = c if wins else at_a


@inlined
def _two_cheapest(units: Units, walk: Walk, metric: int, begin: int, depth: int, best: F32, labels: I32) -> None:
    """best: rows cheapest, second, work; labels: labels of the first two; all (., 16)."""
    first, second, cost = best[0], best[1], best[2]
    label, other = labels[0], labels[1]
    nothing_yet(first, second, label, other)
    row, territory = walk.lists[depth], walk.territory[depth]
    for q in range(walk.stack[depth, 2]):
        c = territory[q]
        leaf_costs(units, metric, begin, row, q, c, cost)
        offer(c, cost, first, second, label, other)


@inlined
def add_edges(units: Units, task: PassTask, begin: int, best: F32, labels: I32) -> None:
    """Curvature of a leaf: rows cheapest and second of ``best``, their territories in ``labels``."""
    load, ratio, prices, window = units.load, units.ratio, task.prices, task.window
    keys, values, used = task.keys, task.values, task.used
    measures = len(load)
    for i in range(LEAF):
        c, o = labels[0, i], labels[1, i]
        if o < 0:
            continue
        travel = best[0, i]
        for m in range(measures):
            travel = travel - prices[m, c] * ratio[m, begin + i]
        width = (window[c] if window[c] < window[o] else window[o]) * (
            (travel if travel > ZERO else ZERO) + _LEAST_TRAVEL
        )
        if not best[1, i] - best[0, i] < width:
            continue
        key = np.int64(min(c, o)) * prices.shape[1] + max(c, o)
        slot = find(keys, key, used[0])
        if slot < 0:
            continue
        if keys[slot] < 0:
            keys[slot] = key
            used[0] += 1
            for a in range(measures):
                for b in range(measures):
                    values[slot, a, b] = 0.0
        doubled = 2.0 * np.float64(width)
        for a in range(measures):
            for b in range(measures):
                values[slot, a, b] += load[a, begin + i] * np.float64(ratio[b, begin + i]) / doubled


@inlined
def _price_task(
    units: Units,
    blocks: Blocks,
    walk: Walk,
    leaf: LeafWork,
    metric: int,
    level: int,
    first: int,
    last: int,
    task: PassTask,
) -> None:
    load, block_load, labels, loads = units.load, blocks.load, task.labels, task.loads
    start, territory, measures, n = blocks.start, walk.territory, len(units.load), len(units.travel)
    label = leaf.labels[0]
    for top in range(start[level] + first, start[level] + last):
        depth, end_level, number = next_end(blocks, walk, metric, level, enter(walk, top))
        while depth > 0:
            begin, end = units_below(end_level, number, n)
            if walk.stack[depth, 2] == 1:
                c = territory[depth, 0]
                for m in range(measures):
                    loads[c, m] += block_load[start[end_level] + number, m]
                if len(labels) > 0:
                    for i in range(begin, end):
                        labels[i] = c
            else:
                _two_cheapest(units, walk, metric, begin, depth, leaf.best, leaf.labels)
                for i in range(LEAF):
                    for m in range(measures):
                        loads[label[i], m] += load[m, begin + i]
                if len(labels) > 0:
                    for i in range(LEAF):
                        labels[begin + i] = label[i]
                if len(task.window) > 0:
                    add_edges(units, task, begin, leaf.best, leaf.labels)
            depth, end_level, number = next_end(blocks, walk, metric, level, depth)


@kernel
def _price_tasks(
    first: int,
    last: int,
    walk: Walk,
    leaf: LeafWork,
    units: Units,
    blocks: Blocks,
    centers: F32,
    prices: F32,
    metric: int,
    window: F32,
    labels: I32,
    level: int,
    loads: F64,
    keys: Array,
    values: F64,
    used: Array,
) -> None:
    start_walk(walk, centers, prices, _NO_MARGIN)
    tasks = len(loads)
    count = blocks.start[level + 1] - blocks.start[level]
    for t in range(first, last):
        task = PassTask(prices, window, labels, loads[t], keys[t], values[t], used[t])
        begin, end = count * t // tasks, count * (t + 1) // tasks
        _price_task(units, blocks, walk, leaf, metric, level, begin, end, task)


def new_sums(tasks: int, k: int, measures: int, edges: bool) -> tuple[F64, Array, F64, Array]:
    """The sums that every task has to itself: loads, keys and values of its edges, how many these are."""
    capacity = min(power_of_two(k * k), power_of_two(max(1024, 64 * k // tasks))) if edges else 0
    keys = np.full((tasks, capacity), -1, np.int64)
    values = np.empty((tasks, capacity, measures, measures))
    return np.zeros((tasks, k, measures)), keys, values, np.zeros((tasks, 1), np.int64)


def merged(loads: F64, keys: Array, values: F64, used: Array) -> tuple[F64, I32, F64]:
    """Loads, pairs and curvature of all tasks, added in their order."""
    total = np.zeros(loads.shape[1:])
    for part in loads:
        total += part
    return total, *merge_edges(keys, values, int(used.sum()), len(total))


def price_pass(
    units: Units, blocks: Blocks, centers: F32, prices: F32, metric: int, window: F32, labels: I32, threads: int
) -> tuple[F64, I32, F64]:
    """See :meth:`..interface.Kernels.price_pass`."""
    k, measures = centers.shape[1], len(units.load)
    level = task_level(blocks.start)
    pairs_of_blocks = int(blocks.start[level + 1] - blocks.start[level]) // 2
    tasks = task_count(min(pairs_of_blocks, len(units.travel) // _TASK_UNITS), k * measures)
    sums = new_sums(tasks, k, measures, bool(len(window)))
    run_tasks(
        _price_tasks,
        tasks,
        threads,
        len(units.travel),
        units,
        blocks,
        frozen(centers),
        frozen(prices),
        int(metric),
        frozen(window),
        labels if len(labels) else NO_LABELS,
        level,
        *sums,
        memory=lambda: (new_walk(blocks, k), LeafWork(np.empty((3, LEAF), np.float32), np.empty((2, LEAF), np.int32))),
    )
    return merged(*sums)
