"""Passes, borders and travel over lists: twin of ``cpp/transport/listed_pass.cpp``, ``cpp/search/listed_border.cpp``.

A leaf's entries are consecutive rows of ``travel``, see :class:`..listed_interface.Lists`.
"""

from __future__ import annotations

import numpy as np

from ..interface import F32, F64, I32, Array
from .blocks import LEAF, Units
from .border import MAX_WIDTH, Finds, Nearest, cheapest
from .jit import frozen, inlined, kernel
from .metric import ZERO
from .pricing import NO_LABELS, LeafWork, PassTask, add_edges, merged, new_sums, nothing_yet, offer
from .tasks import run_tasks, task_count

INFINITE = np.float32(np.inf)
_TASK_LEAVES = 64


@inlined
def leaf_prices(units: Units, prices: F32, begin: int, c: int, travel: F32, cost: F32) -> None:
    """Costs (16,) of territory c from its travel to the units begin .. begin + 15."""
    ratio = units.ratio
    for i in range(LEAF):
        cost[i] = travel[i]
    for m in range(len(prices)):
        price = prices[m, c]
        for i in range(LEAF):
            cost[i] = cost[i] + price * ratio[m, begin + i]
    if len(units.bonus) > 0:
        bonus, base = units.bonus, units.base
        for i in range(LEAF):
            cost[i] = cost[i] - (bonus[begin + i] if base[begin + i] == c else ZERO)


@inlined
def _two_cheapest(units: Units, prices: F32, begin: int, entries: I32, travel: F32, best: F32, labels: I32) -> None:
    """Rows of ``best``: cheapest, second, work; of ``labels`` their territories."""
    first, second, cost = best[0], best[1], best[2]
    label, other = labels[0], labels[1]
    nothing_yet(first, second, label, other)
    for q in range(len(entries)):
        c = entries[q]
        leaf_prices(units, prices, begin, c, travel[q], cost)
        offer(c, cost, first, second, label, other)
    for i in range(LEAF):
        label[i] = entries[0] if label[i] < 0 else label[i]


@kernel
def _pass_tasks(
    start: int,
    stop: int,
    leaf: LeafWork,
    units: Units,
    first: Array,
    territory: I32,
    travel: F32,
    prices: F32,
    window: F32,
    labels: I32,
    loads: F64,
    keys: Array,
    values: F64,
    used: Array,
) -> None:
    tasks, leaves, load = len(loads), len(first) - 1, units.load
    measures = len(load)
    label = leaf.labels[0]
    for t in range(start, stop):
        task = PassTask(prices, window, labels, loads[t], keys[t], values[t], used[t])
        mine = loads[t]
        for number in range(leaves * t // tasks, leaves * (t + 1) // tasks):
            begin, a, b = number * LEAF, first[number], first[number + 1]
            _two_cheapest(units, prices, begin, territory[a:b], travel[a:b], leaf.best, leaf.labels)
            for i in range(LEAF):
                for m in range(measures):
                    mine[label[i], m] += load[m, begin + i]
            if len(labels) > 0:
                for i in range(LEAF):
                    labels[begin + i] = label[i]
            if len(window) > 0:
                add_edges(units, task, begin, leaf.best, leaf.labels)


def listed_pass(
    units: Units, lists: tuple[Array, I32, F32], prices: F32, window: F32, labels: I32, threads: int
) -> tuple[F64, I32, F64]:
    """See :meth:`..listed_interface.ListedKernels.listed_pass`."""
    k, measures, leaves = prices.shape[1], len(units.load), len(lists[0]) - 1
    _check(units, lists)
    tasks = task_count(leaves // _TASK_LEAVES, k * measures)
    sums = new_sums(tasks, k, measures, bool(len(window)))
    run_tasks(
        _pass_tasks,
        tasks,
        threads,
        len(units.travel),
        units,
        *(frozen(array) for array in lists),
        frozen(prices),
        frozen(window),
        labels if len(labels) else NO_LABELS,
        *sums,
        memory=lambda: (LeafWork(np.empty((3, LEAF), np.float32), np.empty((2, LEAF), np.int32)),),
    )
    return merged(*sums)


@inlined
def _listed_in_leaf(entries: I32, travel: F32, i: int, c: int) -> np.float32:
    way = INFINITE
    for q in range(len(entries)):
        if entries[q] == c:
            way = travel[q, i]
    return way


@inlined
def _emit(
    units: Units, entries: I32, travel: F32, begin: int, k: int, label: int, count: int, nearest: Nearest, finds: Finds,
    row: int,
) -> None:  # fmt: skip
    """Writes one find; its label replaces its dearest territory where it would be missing."""
    territory, cost, i = finds.territory[row], finds.cost[row], begin + k
    width = len(territory)
    has_label = False
    for j in range(width):
        territory[j] = entries[nearest.place[j]] if j < count else -1
        has_label |= territory[j] == label
    if not has_label:
        territory[count if count < width else width - 1] = label
    for j in range(width):
        cost[j] = ZERO
        c = territory[j]
        if c >= 0:
            way = _listed_in_leaf(entries, travel, k, c)
            if len(units.bonus) > 0:
                way = way - (units.bonus[i] if units.base[i] == c else ZERO)
            cost[j] = units.travel[i] * way
    finds.unit[row] = i


@kernel
def _border_tasks(
    start: int,
    stop: int,
    nearest: Nearest,
    units: Units,
    first: Array,
    territory: I32,
    travel: F32,
    prices: F32,
    margin: F32,
    labels: I32,
    finds: Finds,
    rows: Array,
) -> None:
    tasks, leaves, width = len(rows), len(first) - 1, finds.territory.shape[1]
    value, place = nearest.value, nearest.place
    for t in range(start, stop):
        row = leaves * t // tasks * LEAF
        rows[t, 0] = row
        for number in range(leaves * t // tasks, leaves * (t + 1) // tasks):
            begin, a, b = number * LEAF, first[number], first[number + 1]
            entries, ways = territory[a:b], travel[a:b]
            for q in range(b - a):
                leaf_prices(units, prices, begin, entries[q], ways[q], nearest.priced[q])
            for k in range(LEAF):
                if not units.travel[begin + k] > ZERO:
                    continue
                count = cheapest(nearest, k, b - a, width)
                near = False
                if count > 1:
                    one, other = margin[entries[place[0]]], margin[entries[place[1]]]
                    near = value[1] - value[0] <= (one if one > other else other)
                label = labels[begin + k]
                if not near and count > 0 and entries[place[0]] == label:
                    continue
                _emit(units, entries, ways, begin, k, label, count, nearest, finds, row)
                row += 1
        rows[t, 1] = row


def listed_border(
    units: Units,
    lists: tuple[Array, I32, F32],
    prices: F32,
    margin: F32,
    labels: I32,
    width: int,
    threads: int,
) -> tuple[Array, I32, F32]:
    """See :meth:`..listed_interface.ListedKernels.listed_border`."""
    if not 2 <= width <= MAX_WIDTH:
        raise ValueError(f"width: expected 2 to {MAX_WIDTH}, got {width}")
    _check(units, lists)
    n, leaves = len(units.travel), len(lists[0]) - 1
    tasks = task_count(leaves // _TASK_LEAVES, 1)
    longest = int(np.diff(lists[0]).max(initial=1))
    rows = np.empty((tasks, 2), np.int64)
    finds = Finds(np.empty(n, np.int64), np.empty((n, width), np.int32), np.empty((n, width), np.float32))

    def memory() -> tuple[Nearest]:
        value, place = np.empty(MAX_WIDTH, np.float32), np.empty(MAX_WIDTH, np.int32)
        return (Nearest(np.empty((longest, LEAF), np.float32), value, place),)

    run_tasks(
        _border_tasks,
        tasks,
        threads,
        n,
        units,
        *(frozen(array) for array in lists),
        frozen(prices),
        frozen(margin),
        frozen(labels),
        finds,
        rows,
        memory=memory,
    )
    unit, territory, cost = (np.concatenate([array[a:b] for a, b in rows.tolist()]) for array in finds)
    return unit, territory, cost


@kernel
def _travel_tasks(
    start: int, stop: int, first: Array, territory: I32, travel: F32, labels: I32, tasks: int, out: F32
) -> None:
    leaves = len(first) - 1
    for t in range(start, stop):
        for number in range(leaves * t // tasks, leaves * (t + 1) // tasks):
            a, b = first[number], first[number + 1]
            for i in range(LEAF):
                out[number * LEAF + i] = _listed_in_leaf(territory[a:b], travel[a:b], i, labels[number * LEAF + i])


def listed_travel(lists: tuple[Array, I32, F32], labels: I32, threads: int) -> F32:
    """See :meth:`..listed_interface.ListedKernels.listed_travel`."""
    out = np.empty(len(labels), np.float32)
    tasks = task_count((len(lists[0]) - 1) // _TASK_LEAVES, 1)
    run_tasks(
        _travel_tasks,
        tasks,
        threads,
        len(labels),
        *(frozen(array) for array in lists),
        frozen(labels),
        tasks,
        out,
    )
    return out


def _check(units: Units, lists: tuple[Array, I32, F32]) -> None:
    first, territory, travel = lists
    if (len(first) - 1) * LEAF != len(units.travel):
        raise ValueError("lists: of other units")
    if not len(territory) == len(travel) == first[-1]:
        raise ValueError(f"lists: expected {first[-1]} entries")
