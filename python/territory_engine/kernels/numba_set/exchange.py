"""Shift and swap moves of border units: twin of ``cpp/search/exchange.cpp``."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..interface import F32, F64, I32, Array
from .jit import frozen, inlined, kernel
from .load_cost import MAXIMUM, MINIMUM, soft_cost
from .random import next_random, start_random

_24, _32, _40, _LOW_BITS = np.uint64(24), np.uint64(32), np.uint64(40), np.uint64(4095)
_TRAVEL, _BEST_EXCESS, _BEST_VALUE, _BEST_TRAVEL = range(4)  # places in figures
_EVALUATED, _SHIFTS, _SWAPS = range(3)  # places in counts


class _Data(NamedTuple):
    """What does not change; arrays as :meth:`..interface.Kernels.exchange` takes them."""

    territory: I32  # (B, width)
    cost: F32  # (B, width)
    load: F64  # (B, M)
    pair: I32
    first: Array
    unit: I32
    place: Array
    limits: F64  # (7, K, M)
    penalty: F64  # (K, M)
    price: F64  # (K, M)


class _State(NamedTuple):
    slot: Array  # (B,) uint8
    loads: F64  # (K, M)
    best_slot: Array
    best_loads: F64
    figures: F64  # (4,)
    random: Array  # (1,) uint64
    counts: Array  # (3,) int64


@inlined
def _cost(data: _Data, stiffness: float, t: int, m: int, y: float) -> float:
    penalty, price = data.penalty[t, m], data.price[t, m]
    minimum, maximum = data.limits[MINIMUM, t, m], data.limits[MAXIMUM, t, m]
    least, base = 0.05 * penalty, stiffness * penalty
    hard = 0.0
    if y > maximum:
        rate = base + price
        hard = (rate if least < rate else least) * (y - maximum)
    if y < minimum:
        rate = base - price
        hard = (rate if least < rate else least) * (minimum - y)
    return soft_cost(data.limits, t, m, y) + hard


@inlined
def _change(data: _Data, loads: F64, stiffness: float, s: int, t: int, give: int, take: int) -> float:
    """Change of the cost of loads when unit ``give`` leaves s for t and ``take`` comes back (-1: nothing does)."""
    delta = 0.0
    for m in range(loads.shape[1]):
        w = data.load[give, m] - (data.load[take, m] if take >= 0 else 0.0)
        at_s = _cost(data, stiffness, s, m, loads[s, m] - w) - _cost(data, stiffness, s, m, loads[s, m])
        at_t = _cost(data, stiffness, t, m, loads[t, m] + w) - _cost(data, stiffness, t, m, loads[t, m])
        delta += at_s + at_t
    return delta


@inlined
def _move(data: _Data, state: _State, i: int, to: int, s: int, t: int) -> None:
    for m in range(state.loads.shape[1]):
        state.loads[s, m] -= data.load[i, m]
        state.loads[t, m] += data.load[i, m]
    state.slot[i] = to


@inlined
def _keep_best(data: _Data, state: _State) -> None:
    """Least excess first, then least value."""
    limits, loads, figures = data.limits, state.loads, state.figures
    excess, value = 0.0, figures[_TRAVEL]
    for t in range(loads.shape[0]):
        for m in range(loads.shape[1]):
            y, minimum, maximum = loads[t, m], limits[MINIMUM, t, m], limits[MAXIMUM, t, m]
            beyond = y - maximum if y > maximum else (minimum - y if y < minimum else 0.0)
            excess += data.penalty[t, m] * beyond
            value += soft_cost(limits, t, m, y)
    if excess < figures[_BEST_EXCESS] or (excess == figures[_BEST_EXCESS] and value < figures[_BEST_VALUE]):
        figures[_BEST_EXCESS] = excess
        figures[_BEST_VALUE] = value
        figures[_BEST_TRAVEL] = figures[_TRAVEL]
        for i in range(len(state.slot)):
            state.best_slot[i] = state.slot[i]
        for t in range(loads.shape[0]):
            for m in range(loads.shape[1]):
                state.best_loads[t, m] = loads[t, m]


@inlined
def _pair_index(a: int, b: int, width: int) -> int:
    low, high = min(a, b), max(a, b)
    return low * (2 * width - low - 1) // 2 + (high - low - 1)


@inlined
def _try_unit(data: _Data, state: _State, i: int, temperature: float, stiffness: float, tries: int, log: F64) -> None:
    """Proposes one shift of unit i and, where that is refused, ``tries`` swaps."""
    slot, loads, figures, counts = state.slot, state.loads, state.figures, state.counts
    width = np.uint64(data.territory.shape[1])
    draw = next_random(state.random)
    a: Any = np.int64(slot[i])
    b: Any = np.int64(((draw >> _40) * (width - np.uint64(1))) >> _24)
    if b >= a:
        b += 1
    s: Any = np.int64(data.territory[i, a])
    t: Any = np.int64(data.territory[i, b])
    if t < 0:
        return
    dear = np.float64(data.cost[i, b]) - np.float64(data.cost[i, a])
    threshold = temperature * log[np.int64(draw & _LOW_BITS)]
    counts[_EVALUATED] += 1
    if dear + _change(data, loads, stiffness, s, t, i, -1) < threshold:
        _move(data, state, i, b, s, t)
        figures[_TRAVEL] += dear
        counts[_SHIFTS] += 1
        return
    pair = data.pair[i, _pair_index(a, b, data.territory.shape[1])]
    first = data.first[pair]
    size = np.uint64(data.first[pair + 1] - first)
    for _ in range(tries):
        pick = first + np.int64(((next_random(state.random) >> _32) * size) >> _32)
        j: Any = np.int64(data.unit[pick])
        place: Any = np.int64(data.place[pick])
        low, high = place >> 4, place & 15
        at_s, at_t = (low, high) if s < t else (high, low)
        if slot[j] != at_t:
            continue
        dear_j = np.float64(data.cost[j, at_s]) - np.float64(data.cost[j, at_t])
        counts[_EVALUATED] += 1
        if dear + dear_j + _change(data, loads, stiffness, s, t, i, j) < threshold:
            _move(data, state, i, b, s, t)
            _move(data, state, j, at_s, t, s)
            figures[_TRAVEL] += dear + dear_j
            counts[_SWAPS] += 1
            return


@kernel
def _exchange(
    data: _Data, state: _State, seed: np.uint64, temperature: F64, stiffness: F64, tries: int, log: F64
) -> None:
    start_random(state.random, seed)
    if np.isinf(state.figures[_BEST_EXCESS]):
        _keep_best(data, state)
    for sweep in range(len(temperature)):
        for i in range(len(state.slot)):
            _try_unit(data, state, i, temperature[sweep], stiffness[sweep], tries, log)
        _keep_best(data, state)


def exchange(
    territory: I32,
    cost: F32,
    load: F64,
    pairs: tuple[I32, Array, I32, Array],
    limits: F64,
    penalty: F64,
    price: F64,
    temperature: F64,
    stiffness: F64,
    tries: int,
    negative_log: F64,
    seed: int,
    slot: Array,
    loads: F64,
    best_slot: Array,
    best_loads: F64,
    figures: F64,
) -> tuple[int, int, int]:
    """See :meth:`..interface.Kernels.exchange`."""
    data = _Data(*(frozen(a) for a in (territory, cost, load, *pairs, limits, penalty, price)))
    counts = np.zeros(3, np.int64)
    state = _State(slot, loads, best_slot, best_loads, figures, np.empty(1, np.uint64), counts)
    _exchange(data, state, np.uint64(seed % 2**64), frozen(temperature), frozen(stiffness), tries, frozen(negative_log))
    evaluated, shifts, swaps = counts.tolist()
    return evaluated, shifts, swaps
