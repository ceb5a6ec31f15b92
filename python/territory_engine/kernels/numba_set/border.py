"""Units near a border between territories: twin of ``cpp/search/border.cpp`` and ``border_simd.cpp``."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..interface import F32, I32, Array
from .blocks import LEAF, Blocks, Units
from .jit import frozen, inlined, kernel
from .metric import ZERO, travel_of
from .tasks import run_tasks, task_count, task_level
from .walk import ALLOWED, Walk, enter, leaf_costs, new_walk, next_end, start_walk, units_below

MAX_WIDTH = 16
_FAR = np.float32(3e38)  # no way


class _Given(NamedTuple):
    units: Units
    blocks: Blocks
    centers: F32  # (3, K)
    metric: int
    labels: I32  # (n,)


class Finds(NamedTuple):
    """Finds of all tasks; a task writes from the row of its first unit on, and pages nobody writes to cost nothing."""

    unit: Array  # (n,) int64
    territory: I32  # (n, width)
    cost: F32  # (n, width)


class Nearest(NamedTuple):
    """Costs of all candidates of a leaf, and the cheapest of one unit."""

    priced: F32  # (K, 16)
    value: F32  # (16,)
    place: I32  # (16,) in the candidate list


@inlined
def _travel_cost(given: _Given, i: int, c: int) -> np.float32:
    units, centers = given.units, given.centers
    dx, dy = units.position[0, i] - centers[0, c], units.position[1, i] - centers[1, c]
    dz = units.position[2, i] - centers[2, c]
    travel = travel_of(given.metric, (dx * dx + dy * dy) + dz * dz)
    if len(units.bonus) > 0:
        travel = travel - (units.bonus[i] if units.base[i] == c else ZERO)
    cost: np.float32 = units.travel[i] * travel
    return cost


@inlined
def _emit(given: _Given, i: int, count: int, best: I32, finds: Finds, row: int) -> None:
    """Writes one find; its label replaces its dearest territory where it would be missing."""
    territory, cost, label = finds.territory[row], finds.cost[row], given.labels[i]
    width = len(territory)
    has_label = False
    for j in range(width):
        territory[j] = best[j] if j < count else -1
        has_label |= territory[j] == label
    if not has_label:
        territory[count if count < width else width - 1] = label
    for j in range(width):
        cost[j] = _travel_cost(given, i, territory[j]) if territory[j] >= 0 else ZERO
    finds.unit[row] = i


@inlined
def cheapest(nearest: Nearest, k: int, candidates: int, width: int) -> int:
    """The first ``width`` candidates of unit k of the leaf that there is a way to, by cost, ties by place; how many."""
    priced, value, place = nearest.priced, nearest.value, nearest.place
    count = 0
    for q in range(candidates):
        v = priced[q, k]
        if not v < _FAR or (count == width and not v < value[count - 1]):
            continue
        if count < width:
            count += 1
        p = count - 1
        while p > 0 and v < value[p - 1]:
            value[p] = value[p - 1]
            place[p] = place[p - 1]
            p -= 1
        value[p] = v
        place[p] = q
    return count


@inlined
def _border_of_leaf(given: _Given, walk: Walk, begin: int, depth: int, nearest: Nearest, finds: Finds, row: int) -> int:
    units, value, place = given.units, nearest.value, nearest.place
    candidates, territory, margin = walk.stack[depth, 2], walk.territory[depth], walk.lists[depth, ALLOWED]
    for q in range(candidates):
        leaf_costs(units, given.metric, begin, walk.lists[depth], q, territory[q], nearest.priced[q])
    for k in range(LEAF):
        if not units.travel[begin + k] > ZERO:  # padding
            continue
        count = cheapest(nearest, k, candidates, finds.territory.shape[1])
        a, b = margin[place[0]], margin[place[1]] if count > 1 else ZERO
        near = count > 1 and value[1] - value[0] <= (a if a > b else b)
        if not near and territory[place[0]] == given.labels[begin + k]:
            continue
        for j in range(count):
            place[j] = territory[place[j]]
        _emit(given, begin + k, count, place, finds, row)
        row += 1
    return row


@inlined
def _border_task(given: _Given, walk: Walk, level: int, top: int, nearest: Nearest, finds: Finds, row: int) -> int:
    """Finds below block ``top`` of a level; returns the row after the last one."""
    units, labels, metric = given.units, given.labels, given.metric
    depth, end_level, number = next_end(given.blocks, walk, metric, level, enter(walk, top))
    while depth > 0:
        begin, end = units_below(end_level, number, len(units.travel))
        if walk.stack[depth, 2] == 1:  # only where labels differ from the one candidate
            for i in range(begin, end):
                if labels[i] != walk.territory[depth, 0] and units.travel[i] > ZERO:
                    _emit(given, i, 1, walk.territory[depth], finds, row)
                    row += 1
        else:
            row = _border_of_leaf(given, walk, begin, depth, nearest, finds, row)
        depth, end_level, number = next_end(given.blocks, walk, metric, level, depth)
    return row


@kernel
def _border_tasks(
    first: int,
    last: int,
    walk: Walk,
    nearest: Nearest,
    given: _Given,
    prices: F32,
    margin: F32,
    level: int,
    finds: Finds,
    rows: Array,
) -> None:
    start_walk(walk, given.centers, prices, margin)
    start, tasks, n = given.blocks.start, len(rows), len(given.units.travel)
    count = start[level + 1] - start[level]
    for t in range(first, last):
        begin, end = count * t // tasks, count * (t + 1) // tasks
        row = units_below(level, begin, n)[0]
        rows[t, 0] = row
        for top in range(start[level] + begin, start[level] + end):
            row = _border_task(given, walk, level, top, nearest, finds, row)
        rows[t, 1] = row


def border_units(
    units: Units,
    blocks: Blocks,
    centers: F32,
    prices: F32,
    metric: int,
    margin: F32,
    labels: I32,
    width: int,
    threads: int,
) -> tuple[Array, I32, F32]:
    """See :meth:`..interface.Kernels.border_units`."""
    if not 2 <= width <= MAX_WIDTH:
        raise ValueError(f"width: expected 2 to {MAX_WIDTH}, got {width}")
    k, n = centers.shape[1], len(units.travel)
    level = task_level(blocks.start)
    tasks = task_count(int(blocks.start[level + 1] - blocks.start[level]) // 2, 1)
    rows = np.empty((tasks, 2), np.int64)
    finds = Finds(np.empty(n, np.int64), np.empty((n, width), np.int32), np.empty((n, width), np.float32))
    given = _Given(units, blocks, frozen(centers), int(metric), frozen(labels))

    def memory() -> tuple[Walk, Nearest]:
        value, place = np.empty(MAX_WIDTH, np.float32), np.empty(MAX_WIDTH, np.int32)
        return new_walk(blocks, k), Nearest(np.empty((k, LEAF), np.float32), value, place)

    run_tasks(
        _border_tasks, tasks, threads, n, given, frozen(prices), frozen(margin), level, finds, rows, memory=memory
    )
    unit, territory, cost = (np.concatenate([array[a:b] for a, b in rows.tolist()]) for array in finds)
    return unit, territory, cost
