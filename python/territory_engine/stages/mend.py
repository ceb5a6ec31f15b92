"""The last misses: for each territory beyond its limits, the cheapest exact swap or shift with a territory nearby.

Annealing proposes swaps at random and may leave a load a few grams beyond its limit. Here all pairs of units of the two
territories are looked at, so that the net load that is wanted is found if any pair has it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import F64, I32
from .level import Level
from .loads import beyond_limits
from .state import Context, State

NEAR = 8  # territories tried around one that misses its limits
UNITS = 600  # units looked at on each side
ROUNDS = 400


def mend(context: Context, level: Level, state: State, labels: I32, loads: F64, far: bool = False) -> bool:
    """Swap until every limit is kept; labels (padded) and loads (K, M) in place. Returns whether that came about.

    ``far``: with any territory, where those nearby have no room.
    """
    limits, size = context.limits, context.size
    for number in range(ROUNDS):
        missed = beyond_limits(limits, loads) / size
        worst = int(missed.max(axis=1).argmax())
        if not missed[worst].any():
            return True
        if number % 16 == 0:
            context.control.check("mend", number)
        order = level.source.around(context, level, state, labels, worst)
        move = _best_move(context, level, state, labels, loads, worst, order[:NEAR])
        if move is None and far:
            move = _best_move(context, level, state, labels, loads, worst, order[NEAR:])
        if move is None:
            return False
        for unit, territory in move:
            loads[labels[unit]] -= level.load[:, unit]
            loads[territory] += level.load[:, unit]
            labels[unit] = territory
    return False


def _best_move(
    context: Context, level: Level, state: State, labels: I32, loads: F64, worst: int, others: NDArray[np.int64]
) -> list[tuple[int, int]] | None:
    """The cheapest move that ends all excess of two territories, or else the one that lowers it most."""
    own = _units(level, labels, worst)
    best, best_key = None, (0.0, 0.0)
    for other in others:
        mine = _nearest_to(context, level, own, state, int(other))
        theirs = _nearest_to(context, level, _units(level, labels, int(other)), state, worst)
        found = _best_pair(context, level, state, loads, worst, int(other), mine, theirs)
        if found is not None and (best is None or found[0] < best_key):
            best_key, best = found
    return best


def _best_pair(
    context: Context,
    level: Level,
    state: State,
    loads: F64,
    s: int,
    t: int,
    mine: NDArray[np.int64],
    theirs: NDArray[np.int64],
) -> tuple[tuple[float, float], list[tuple[int, int]]] | None:
    """Among all swaps (and shifts) of two territories: the key (excess left, cost) and the move."""
    limits, size = context.limits, context.size
    give = np.concatenate([level.load[:, mine], np.zeros((len(loads[0]), 1))], axis=1)
    take = np.concatenate([level.load[:, theirs], np.zeros((len(loads[0]), 1))], axis=1)
    net = give[:, :, None] - take[:, None, :]
    excess = np.zeros(net.shape[1:])
    for territory, sign in ((s, -1.0), (t, 1.0)):
        for m in range(len(net)):
            load = loads[territory, m] + sign * net[m]
            low, high = limits[3, territory, m], limits[4, territory, m]
            excess += np.maximum(np.maximum(load - high, low - load), 0.0) / size[territory, m]
    cost = np.add.outer(_dearer(context, level, state, mine, s, t), _dearer(context, level, state, theirs, t, s))
    excess = np.where(np.isfinite(cost), excess, np.inf)
    before = float((beyond_limits(limits, loads)[[s, t]] / size[[s, t]]).sum())
    least = float(excess.min())
    if least >= before * (1.0 - 1e-6):
        return None
    cost = np.where(excess <= least, cost, np.inf)
    i, j = divmod(int(cost.argmin()), cost.shape[1])
    move = [(int(mine[i]), t)] if i < len(mine) else []
    if j < len(theirs):
        move.append((int(theirs[j]), s))
    return (least - before if least > 0.0 else -np.inf, float(cost[i, j])), move


def _dearer(context: Context, level: Level, state: State, units: NDArray[np.int64], here: int, there: int) -> F64:
    """Travel cost of moving each unit, and 0 for moving none (one longer than ``units``)."""
    away, now = (level.source.travel_to(context, level, state, units, territory) for territory in (there, here))
    dearer: F64 = np.append(level.travel[units] * (away - now), 0.0)
    return dearer


def _units(level: Level, labels: I32, territory: int) -> NDArray[np.int64]:
    return np.flatnonzero(labels[: level.count] == territory)


def _nearest_to(
    context: Context, level: Level, units: NDArray[np.int64], state: State, territory: int
) -> NDArray[np.int64]:
    if len(units) <= UNITS:
        return units
    travel = level.source.travel_to(context, level, state, units, territory)
    return units[np.argpartition(travel, UNITS)[:UNITS]]
