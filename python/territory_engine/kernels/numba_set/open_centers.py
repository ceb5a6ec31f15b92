"""The candidate centres that pay most at the multipliers: twin of ``cpp/bound/open_centers.cpp``."""

from __future__ import annotations

import numpy as np

from ..interface import F64, I32, Array
from .jit import frozen, inlined, kernel
from .knapsack import ENTRY, EXACT, HUGE, PROFIT, RATE, RATIO, RESULT, VALUE, WEIGHT, solve_knapsack
from .tasks import run_tasks

_TASKS, _PER_TASK, _LEAST_BATCH = 64, 4, 8
_ENTRIES_PER_UNIT = 4  # of work, for the choice of threads: what an entry costs against a unit elsewhere


@inlined
def _bound_at(
    start: Array, unit: I32, cost: F64, weight: F64, capacity: float, multiplier: F64, j: int, rate: float
) -> float:
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    for e in range(start[j], start[j + 1]):
        i = unit[e]
        profit = (multiplier[i] - cost[e]) - rate * weight[i]
        profit = profit if profit > 0.0 else 0.0
        lane = (e - start[j]) & 3
        if lane == 0:
            a = a + profit
        elif lane == 1:
            b = b + profit
        elif lane == 2:
            c = c + profit
        else:
            d = d + profit
    total = (a + b) + (c + d)
    return total + rate * capacity if rate > 0.0 else total


@kernel
def _bound_tasks(
    first: int,
    last: int,
    tasks: int,
    start: Array,
    unit: I32,
    cost: F64,
    weight: F64,
    capacity: float,
    multiplier: F64,
    rate: F64,
    value: F64,
) -> None:
    m = len(value)
    for j in range(m * first // tasks, m * last // tasks):
        value[j] = _bound_at(start, unit, cost, weight, capacity, multiplier, j, rate[j])


@kernel
def _solve_tasks(
    first: int,
    last: int,
    table: F64,
    places: Array,
    tasks: int,
    rows: I32,
    start: Array,
    unit: I32,
    cost: F64,
    weight: F64,
    capacity: float,
    multiplier: F64,
    node_limit: int,
    rate: F64,
    taken: Array,
    value: F64,
    unfinished: Array,
) -> None:
    m = len(rows)
    for j in rows[m * first // tasks : m * last // tasks]:
        count = 0
        for e in range(start[j], start[j + 1]):
            taken[e] = 0
            profit = multiplier[unit[e]] - cost[e]
            if profit > 0.0:
                own = weight[unit[e]]
                table[PROFIT, count] = profit
                table[WEIGHT, count] = own
                table[RATIO, count] = profit / own if own > 0.0 else HUGE
                places[ENTRY, count] = e
                count += 1
        solve_knapsack(table, places, count, capacity, node_limit, taken)
        value[j] = table[RESULT, VALUE]
        rate[j] = table[RESULT, RATE]
        unfinished[j] = table[RESULT, EXACT] == 0.0


@kernel
def _count_served(chosen: I32, start: Array, unit: I32, taken: Array, served: I32) -> None:
    for j in chosen:
        for e in range(start[j], start[j + 1]):
            if taken[e]:
                served[unit[e]] += 1


def open_centers(
    start: Array,
    unit: I32,
    cost: F64,
    weight: F64,
    capacity: float,
    given: int,
    count: int,
    multiplier: F64,
    node_limit: int,
    rate: F64,
    taken: Array,
    threads: int,
) -> tuple[F64, I32, I32, int, int]:
    """See :meth:`..interface.Kernels.open_centers`."""
    m, capacity = len(start) - 1, float(capacity)
    start, unit, cost, weight, multiplier = map(frozen, (start, unit, cost, weight, multiplier))
    value, served = np.empty(m), np.zeros(len(weight), np.int32)
    unfinished = np.zeros(m, np.uint8)
    longest = int(np.diff(start).max()) + 4  # RESULT needs three places
    offers = (start, unit, cost, weight, capacity, multiplier)
    work = _ENTRIES_PER_UNIT * len(unit)
    tasks = min(m, _TASKS)
    run_tasks(_bound_tasks, tasks, threads, work, tasks, *offers, rate, value)
    order = np.concatenate([np.arange(given), given + np.argsort(-value[given:], kind="stable")]).astype(np.int32)

    def solve(rows: I32) -> None:
        tasks = min((len(rows) + _PER_TASK - 1) // _PER_TASK, _TASKS)
        memory = lambda: (np.empty((9, longest)), np.empty((5, longest), np.int64))  # noqa: E731
        share = work * len(rows) // m
        arguments = (tasks, frozen(rows), *offers, node_limit, rate, taken, value, unfinished)
        run_tasks(_solve_tasks, tasks, threads, share, *arguments, memory=memory)

    solved, free = count, count - given
    solve(order[:solved])
    batch = max(free // 4, _LEAST_BATCH)
    while solved < m and free > 0:
        ahead = value[order[given:solved]]
        bar = np.partition(ahead, len(ahead) - free)[len(ahead) - free]
        rows = order[solved : solved + batch]
        rows = rows[: int(np.argmin(np.append(value[rows] >= bar, False)))]
        if not len(rows):
            break
        solve(rows)
        solved += len(rows)
    known = np.sort(order[given:solved])
    known = known[np.argsort(-value[known], kind="stable")]
    chosen = np.concatenate([order[:given], known[:free]])
    _count_served(frozen(chosen), start, unit, frozen(taken), served)
    return value, chosen, served, solved, int(unfinished.sum())
