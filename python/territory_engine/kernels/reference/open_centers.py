"""The candidate centres that pay most, every knapsack solved by listing what is worth having at every weight."""

from __future__ import annotations

import numpy as np

from ..interface import F64, I32, Array

State = tuple[float, float, tuple[int, ...]]  # weight, profit, entries taken


def knapsack(profit: F64, weight: F64, capacity: float) -> State:
    """The largest profit within the capacity, with the places of the items taken."""
    states: list[State] = [(0.0, 0.0, ())]
    for place in np.flatnonzero(profit > 0.0).tolist():
        w, p = float(weight[place]), float(profit[place])
        more = [(a + w, b + p, (*taken, place)) for a, b, taken in states if a + w <= capacity]
        ahead, best = [], -1.0
        for state in sorted([*states, *more], key=lambda state: (state[0], -state[1])):
            if state[1] > best:  # nothing lighter is worth as much
                best = state[1]
                ahead.append(state)
        states = ahead
    return states[-1]


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
    candidates = len(start) - 1
    value, rows = np.zeros(candidates), []
    for j in range(candidates):
        entries = slice(start[j], start[j + 1])
        profit = multiplier[unit[entries]] - cost[entries]
        _, value[j], own = knapsack(profit, weight[unit[entries]], capacity)
        rows.append(start[j] + np.array(own, np.int64))
    free = np.argsort(-value[given:], kind="stable")[: count - given] + given
    chosen = np.concatenate([np.arange(given), free]).astype(np.int32)
    served = np.zeros(len(weight), np.int32)
    for j in chosen:
        taken[start[j] : start[j + 1]] = 0
        taken[rows[j]] = 1
        np.add.at(served, unit[rows[j]], 1)
    return value, chosen, served, candidates, 0
