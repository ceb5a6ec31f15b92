"""A proximal Newton step on the prices: twin of ``cpp/transport/price_step.cpp``."""

from __future__ import annotations

import numpy as np

from ..interface import F64, I32, Array
from .jit import frozen, inlined, kernel
from .load_cost import INSIDE, LOWER, MAXIMUM, MINIMUM, OUTSIDE, TARGET, UPPER


@inlined
def _nearest_load(cost: F64, t: int, m: int, u: float, h: float) -> float:
    """The load y that minimises cost(y) + (y - u)^2 / (2 h)."""
    pull = 1.0 / h
    inside, outside = cost[INSIDE, t, m], cost[OUTSIDE, t, m]
    target, lower, upper = cost[TARGET, t, m], cost[LOWER, t, m], cost[UPPER, t, m]
    y = (inside * target + u * pull) / (inside + pull)
    if outside > 0.0 and (y > upper or y < lower):
        edge = upper if y > upper else lower
        y = (inside * target + outside * edge + u * pull) / (inside + outside + pull)
    minimum, maximum = cost[MINIMUM, t, m], cost[MAXIMUM, t, m]
    y = y if minimum < y else minimum
    nearest: float = y if y < maximum else maximum
    return nearest


@inlined
def _group_by_territory(pairs: I32, first: Array, edge: Array, neighbour: I32) -> None:
    """Edges of territory t in slots first[t] to first[t + 1]; ``first`` (K + 2,) comes as zeros."""
    k = len(first) - 2
    for e in range(len(pairs)):
        first[pairs[e, 0] + 2] += 1
        first[pairs[e, 1] + 2] += 1
    for t in range(k):
        first[t + 2] += first[t + 1]
    for e in range(len(pairs)):
        for side in range(2):
            slot = first[pairs[e, side] + 1]
            first[pairs[e, side] + 1] = slot + 1
            edge[slot] = e
            neighbour[slot] = pairs[e, 1 - side]


@inlined
def _sweep(
    first: Array,
    edge: Array,
    neighbour: I32,
    curvature: F64,
    loads: F64,
    price: F64,
    damping: F64,
    cap: F64,
    cost: F64,
    step: F64,
) -> float:
    """One round of coordinate descent; returns the largest change as a share of its cap."""
    change = 0.0
    for t in range(loads.shape[0]):
        for m in range(loads.shape[1]):
            diagonal, beta = damping[t, m], -loads[t, m]
            for s in range(first[t], first[t + 1]):
                diagonal += curvature[edge[s], m, m]
                for o in range(loads.shape[1]):
                    beta -= curvature[edge[s], m, o] * step[neighbour[s], o]
                    if o != m:
                        beta += curvature[edge[s], m, o] * step[t, o]
            z = price[t, m] - beta / diagonal
            moved = z - _nearest_load(cost, t, m, diagonal * z, diagonal) / diagonal
            wanted, limit = moved - price[t, m], cap[t, m]
            wanted = wanted if -limit < wanted else -limit
            wanted = wanted if wanted < limit else limit
            share = abs(wanted - step[t, m]) / limit
            change = share if change < share else change
            step[t, m] = wanted
    return change


@kernel
def _price_step(
    first: Array,
    edge: Array,
    neighbour: I32,
    pairs: I32,
    curvature: F64,
    loads: F64,
    price: F64,
    damping: F64,
    cap: F64,
    cost: F64,
    sweeps: int,
    tolerance: float,
    step: F64,
) -> None:
    _group_by_territory(pairs, first, edge, neighbour)
    for _ in range(sweeps):
        change = _sweep(first, edge, neighbour, curvature, loads, price, damping, cap, cost, step)
        if change < tolerance:
            break


def price_step(
    pairs: I32,
    curvature: F64,
    loads: F64,
    price: F64,
    damping: F64,
    cap: F64,
    cost: F64,
    sweeps: int,
    tolerance: float,
) -> F64:
    """See :meth:`..interface.Kernels.price_step`."""
    step = np.zeros(loads.shape)
    slots = 2 * len(pairs)
    _price_step(
        np.zeros(len(loads) + 2, np.int64),
        np.empty(slots, np.int64),
        np.empty(slots, np.int32),
        frozen(pairs),
        frozen(curvature),
        frozen(loads),
        frozen(price),
        frozen(damping),
        frozen(cap),
        frozen(cost),
        sweeps,
        float(tolerance),
        step,
    )
    return step
