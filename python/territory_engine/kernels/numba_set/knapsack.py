"""The 0/1 knapsack of one candidate centre: twin of ``cpp/bound/knapsack.cpp``, which tells how it works.

Memory comes from the caller: ``table`` (9, most items + 1) float64 and ``places`` (5, most items + 1) int64, of which
these are the rows. Items are added as PROFIT, WEIGHT, RATIO and ENTRY, entries rising.
"""

from __future__ import annotations

import numpy as np

from ..interface import F64, Array
from .jit import inlined

PROFIT, WEIGHT, RATIO, WEIGHT_SUM, PROFIT_SUM, LEAST, RUN_PROFIT, RUN_LEFT, RESULT = range(9)
ENTRY, ORDER, CORE, RUN_BEGIN, RUN_END = range(5)
VALUE, RATE, EXACT = range(3)  # of RESULT
HUGE = 1e300


@inlined
def _after(ratio: F64, a: int, b: int) -> bool:
    """Whether item a stands behind item b: the lower ratio, or of equal ones the later."""
    behind: bool = ratio[a] < ratio[b] or (ratio[a] == ratio[b] and a > b)
    return behind


@inlined
def _sift(ratio: F64, order: Array, root: int, count: int) -> None:
    top = order[root]
    while 2 * root + 1 < count:
        child = 2 * root + 1
        if child + 1 < count and _after(ratio, order[child + 1], order[child]):
            child += 1
        if not _after(ratio, order[child], top):
            break
        order[root] = order[child]
        root = child
    order[root] = top


@inlined
def _sort(ratio: F64, order: Array, count: int) -> None:
    """Places of the items by falling ratio: a heap sort, which needs no memory."""
    for i in range(count):
        order[i] = i
    for root in range(count // 2 - 1, -1, -1):
        _sift(ratio, order, root, count)
    for last in range(count - 1, 0, -1):
        order[0], order[last] = order[last], order[0]
        _sift(ratio, order, 0, last)


@inlined
def _open_core(table: F64, places: Array, count: int, rate: float, gap: float) -> int:
    order, core = places[ORDER], places[CORE]
    margin = gap * (1.0 + 1e-9)
    size = 0
    for i in range(count):
        if abs(table[PROFIT, order[i]] - rate * table[WEIGHT, order[i]]) <= margin:
            core[size] = i
            size += 1
    table[WEIGHT_SUM, 0] = 0.0
    table[PROFIT_SUM, 0] = 0.0
    for i in range(size):
        table[WEIGHT_SUM, i + 1] = table[WEIGHT_SUM, i] + table[WEIGHT, order[core[i]]]
        table[PROFIT_SUM, i + 1] = table[PROFIT_SUM, i] + table[PROFIT, order[core[i]]]
    table[LEAST, size] = np.inf
    for i in range(size - 1, -1, -1):
        weight = table[WEIGHT, order[core[i]]]
        table[LEAST, i] = weight if weight < table[LEAST, i + 1] else table[LEAST, i + 1]
    return size


@inlined
def _keep_best(places: Array, size: int, runs: int, taken: Array) -> None:
    order, core, entry = places[ORDER], places[CORE], places[ENTRY]
    for i in range(size):
        taken[entry[order[core[i]]]] = 0
    for run in range(runs):
        for i in range(places[RUN_BEGIN, run], places[RUN_END, run]):
            taken[entry[order[core[i]]]] = 1


@inlined
def _run_bound(table: F64, places: Array, size: int, k: int, r: int, after: float, rest: float) -> float:
    """Bound of a node whose items k to r fit and r does not."""
    order, core = places[ORDER], places[CORE]
    bound = after
    if r < size:
        split = order[core[r]]
        if r + 1 < size:
            bound = after + rest * table[RATIO, order[core[r + 1]]]
        if r > k:
            short = table[WEIGHT, split] - rest
            with_ = after + (table[PROFIT, split] - short * table[RATIO, order[core[r - 1]]])
            bound = with_ if with_ > bound else bound
    return bound


@inlined
def _search(table: F64, places: Array, size: int, left: float, node_limit: int, best: float, taken: Array) -> float:
    """Writes EXACT of the result; returns the best profit of the core."""
    weight_sum, profit_sum, least = table[WEIGHT_SUM], table[PROFIT_SUM], table[LEAST]
    run_begin, run_end = places[RUN_BEGIN], places[RUN_END]
    runs, k, profit = 0, 0, 0.0
    table[RESULT, EXACT] = 0.0
    for _ in range(node_limit):
        pruned = False
        while k < size and least[k] <= left:
            r = k
            while r < size and weight_sum[r + 1] - weight_sum[k] <= left:
                r += 1
            after = profit + (profit_sum[r] - profit_sum[k])
            rest = left - (weight_sum[r] - weight_sum[k])
            if _run_bound(table, places, size, k, r, after, rest) <= best:
                pruned = True
                break
            if r > k:
                run_begin[runs] = k
                run_end[runs] = r
                table[RUN_PROFIT, runs] = profit
                table[RUN_LEFT, runs] = left
                runs += 1
            profit = after
            left = rest
            k = r + 1
        if not pruned and profit > best:
            best = profit
            _keep_best(places, size, runs, taken)
        if runs == 0:
            table[RESULT, EXACT] = 1.0
            break
        begin, last = run_begin[runs - 1], run_end[runs - 1] - 1
        run_end[runs - 1] = last
        profit = table[RUN_PROFIT, runs - 1] + (profit_sum[last] - profit_sum[begin])
        left = table[RUN_LEFT, runs - 1] - (weight_sum[last] - weight_sum[begin])
        k = last + 1
        if last == begin:
            runs -= 1
    return best


@inlined
def _finish(table: F64, value: float, rate: float) -> None:
    table[RESULT, VALUE] = value
    table[RESULT, RATE] = rate
    table[RESULT, EXACT] = 1.0


@inlined
def solve_knapsack(table: F64, places: Array, count: int, capacity: float, node_limit: int, taken: Array) -> None:
    """Marks in ``taken`` the entries of what is taken; value, rate and whether it is exact in RESULT of the table."""
    order, entry = places[ORDER], places[ENTRY]
    weight, total = 0.0, 0.0
    for i in range(count):
        weight += table[WEIGHT, i]
        total += table[PROFIT, i]
        taken[entry[i]] = 1
    if weight <= capacity:
        _finish(table, total, 0.0)
        return
    _sort(table[RATIO], order, count)
    left, greedy, r = capacity, 0.0, 0
    while r < count and table[WEIGHT, order[r]] <= left:
        left -= table[WEIGHT, order[r]]
        greedy += table[PROFIT, order[r]]
        r += 1
    if r == count:
        _finish(table, greedy, 0.0)
        return
    split = order[r]
    rate = table[RATIO, split]
    bound = greedy + left * (table[RATIO, order[r + 1]] if r + 1 < count else 0.0)
    if r > 0:
        short = table[WEIGHT, split] - left
        with_ = greedy + (table[PROFIT, split] - short * table[RATIO, order[r - 1]])
        bound = with_ if with_ > bound else bound
    fractional = greedy + left * rate
    bound = bound if bound < fractional else fractional
    for i in range(r, count):
        fits = table[WEIGHT, order[i]] <= left
        taken[entry[order[i]]] = 1 if fits else 0
        if fits:
            left -= table[WEIGHT, order[i]]
            greedy += table[PROFIT, order[i]]
    if bound <= greedy:
        _finish(table, greedy, rate)
        return
    size = _open_core(table, places, count, rate, fractional - greedy)
    room, fixed, following = capacity, 0.0, 0
    for i in range(r):
        if following < size and places[CORE, following] == i:
            following += 1
            continue
        room -= table[WEIGHT, order[i]]
        fixed += table[PROFIT, order[i]]
    best = _search(table, places, size, room, node_limit, greedy - fixed, taken)
    table[RESULT, RATE] = rate
    table[RESULT, VALUE] = fixed + best if table[RESULT, EXACT] > 0.0 else bound
