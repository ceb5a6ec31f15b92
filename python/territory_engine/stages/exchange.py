"""Rounding, repair and improvement: shift and swap moves of the units near borders, under the exact cost of loads.

The cheapest territories at the prices of the dual miss the limits by the units that stand exactly on borders; simulated
annealing (Kirkpatrick, Gelatt, Vecchi, doi:10.1126/science.220.4598.671) over just these units settles them. A load
beyond its limits costs the stiffness plus the territory's price, so that an excess can wander through neighbours at the
reduced cost of the units that carry it until it meets room.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..kernels.interface import F64, I32, Array
from .level import Level
from .loads import beyond_limits, soft_cost
from .mend import mend
from .state import Context, State

AGAIN = 1.5e6  # shifts proposed in each annealing that shortens a valid plan
LARGE = 1000  # units of a territory
MENDABLE = 64  # territories beyond their limits that exact swaps are tried for
FAR = 3  # repetitions after which these may be with territories far away
EVERYWHERE = 1e30  # a margin beyond any travel
FEW = 200  # units so few that each may move anywhere: single ones are lumps beside the loads
SLICE = 2_000_000  # moves proposed per kernel call: some tenths of a second
NEGATIVE_LOG = -np.log((np.random.Generator(np.random.PCG64(7)).permutation(4096) + 0.5) / 4096.0)


@dataclass(frozen=True)
class Cooling:
    """One annealing run. Temperatures are shares of the mean travel cost of a unit, or of the penalties it moves."""

    sweeps: int
    hot: float = 0.05
    cold: float = 0.005
    soft: float = 0.5  # stiffness at the start and at the end
    stiff: float = 10.0
    penalty: float = 1.0  # in mean radii
    tries: int = 8
    width: int = 4
    penalised: float = 0.0  # where above 0, hot enough for this share of the penalties that a move changes
    inset: float = 0.002  # share of the room between two limits that is aimed to stay inside of them


def load_sums(level: Level, labels: I32, territories: int) -> F64:
    """Loads (K, M) of labelled units, float64."""
    sums: F64 = np.stack([np.bincount(labels, row, minlength=territories) for row in level.load], axis=1)
    return np.ascontiguousarray(sums)


def value_of(context: Context, level: Level, state: State) -> float:
    """Travel, penalties and (dearly) excess at the level's labels."""
    travel = float(level.source.travel_sums(context, level, state).sum())
    loads = load_sums(level, level.labels, context.territories)
    excess = float(beyond_limits(context.limits, loads).sum()) * 3.0 * float(state.radius.mean())
    return travel + float(soft_cost(context.limits, loads).sum()) + excess


def anneal(context: Context, level: Level, state: State, labels: I32, margin: F64, cooling: Cooling, seed: int) -> bool:
    """Improve ``labels`` (padded, in place) by moves of the units within ``margin`` (K,) of a border.

    Returns whether every hard limit is kept. Never leaves a plan with more excess beyond the limits drawn in, or with
    equal excess and more cost, than it was given.
    """
    kernels, k = context.kernels, context.territories
    loads = load_sums(level, labels, k)
    if k == 1:
        return not beyond_limits(context.limits, loads).any()
    unit, territory, cost = level.source.border_units(
        context, level, state, margin.astype(np.float32), labels, min(cooling.width, k)
    )
    if not len(unit):
        return not beyond_limits(context.limits, loads).any()
    pairs = kernels.pair_lists(territory, k)
    slot = np.ascontiguousarray((territory == labels[unit][:, None]).argmax(axis=1), np.uint8)
    load = np.ascontiguousarray(level.load[:, unit].T)
    radius = float(state.radius.mean())
    penalty = np.full_like(loads, cooling.penalty * radius)
    limits = _inset(context.limits, cooling.inset)
    scale = radius * level.mean_travel
    hot = cooling.hot * scale
    if cooling.penalised > 0.0:
        hot = max(hot, cooling.penalised * _penalty_of_a_move(limits, loads, territory, load, slot))
    temperature, stiffness = _schedule(cooling, hot, cooling.cold * scale)
    best_slot, best_loads = slot.copy(), loads.copy()
    figures = np.array([0.0, np.inf, 0.0, 0.0])
    at_once = max(1, SLICE // len(unit))
    try:
        for first in range(0, cooling.sweeps, at_once):
            context.control.check("exchange", first)
            part = slice(first, first + at_once)
            kernels.exchange(
                territory,
                cost,
                load,
                pairs,
                limits,
                penalty,
                state.prices,
                temperature[part],
                stiffness[part],
                cooling.tries,
                NEGATIVE_LOG,
                (seed * 1_000_003 + first) % 2**62,
                slot,
                loads,
                best_slot,
                best_loads,
                figures,
            )
    finally:
        labels[unit] = territory[np.arange(len(unit)), best_slot]
    return not beyond_limits(context.limits, load_sums(level, labels, k)).any()


def settle_exchange(
    context: Context, level: Level, state: State, labels: I32, seed: int, attempts: int = 8, patience: float = 1.0
) -> bool:
    """Anneal near the borders; while limits are missed, from ever farther around the territories that miss them.

    ``patience`` multiplies the sweeps of the first annealing.
    """
    per_territory = level.count / context.territories
    share = float(np.clip(60.0 / per_territory, 0.02, 0.5))  # of the mean distance; of its square half as wide
    border = level.count * min(1.0, share)
    moves = 2.5e6 if per_territory < 1000 else 1e6  # large territories have room enough to be rounded fast
    sweeps = int(patience * np.clip(moves / border, 30, 150))
    share *= context.space.code.power
    margin, cooling = share * state.radius, Cooling(sweeps)
    if level.count <= FEW:
        margin, cooling = (
            np.full_like(state.radius, EVERYWHERE),
            Cooling(600, hot=1.0, cold=0.001, width=16, penalised=1.0),
        )
    valid = anneal(context, level, state, labels, margin, cooling, seed)
    if level.count <= FEW:  # cheap enough to be tried again; what was found stays unless this is better
        valid = anneal(context, level, state, labels, margin, cooling, seed + 5)
    reach = share
    for attempt in range(attempts):
        if valid:
            break
        loads = load_sums(level, labels, context.territories)
        missed = beyond_limits(context.limits, loads).any(axis=1)
        if missed.sum() <= MENDABLE and mend(context, level, state, labels, loads, attempt >= FAR):
            return True
        reach = min(2.0 * reach if attempt < 3 else 8.0 * reach, 1e6)
        wide = max(float(state.radius.mean()), float(state.radius[missed].max(initial=0.0)))
        margin = np.where(missed, reach * wide, 0.5 * share * state.radius)
        cooling = Cooling(60 + 20 * attempt, 0.05 * (1 + attempt), 0.002, 1.0, 20.0, 2.0, 12, 4 + 2 * (attempt > 2))
        valid = anneal(context, level, state, labels, margin, cooling, seed + 17 * (attempt + 1))
    return valid


def shorten_exchange(context: Context, level: Level, state: State, labels: I32, seed: int) -> None:
    """Longer annealings of a valid plan, from farther around the borders, that start stiff.

    Not for few units, which may move anywhere already, nor for large territories, whose borders are a small part.
    """
    per_territory = level.count / context.territories
    if level.count <= FEW or per_territory >= LARGE:
        return
    share = min(1.0, 120.0 / per_territory)
    sweeps = int(np.clip(AGAIN / (share * level.count), 30, 1000))
    level.labels[:] = labels
    best = value_of(context, level, state)
    for soft in (2.0, 10.0):
        level.labels[:] = labels
        cooling = Cooling(sweeps, 0.2, 0.005, soft, 100.0, penalised=0.02)
        if anneal(context, level, state, level.labels, share * state.radius, cooling, seed):
            value = value_of(context, level, state)
            if value < best:  # a plan within the limits may have become dearer, only to come inside the inset ones
                labels[:], best = level.labels, value


def _inset(limits: F64, share: float) -> F64:
    """Limits drawn in a little: what is aimed at, so that what is hit keeps the limits themselves."""
    room = limits[4] - limits[3]
    edge = np.where(np.isfinite(room), share * np.maximum(room, 0.0), 0.0)
    drawn: F64 = limits.copy()
    drawn[3] += np.where(np.isfinite(limits[3]), edge, 0.0)
    drawn[4] -= np.where(np.isfinite(limits[4]), edge, 0.0)
    return drawn


def _penalty_of_a_move(limits: F64, loads: F64, territory: I32, load: F64, slot: Array) -> float:
    """How much a shift of one unit changes the penalties of loads, in the mean over all shifts."""
    every = np.arange(len(slot))
    left = territory[every, slot]
    before = soft_cost(limits, loads)
    total, count = 0.0, 0
    for column in territory.T:
        some = (column >= 0) & (column != left)
        s, t, moved = left[some], column[some], load[some]
        after = soft_cost(limits[:, s], loads[s] - moved) + soft_cost(limits[:, t], loads[t] + moved)
        total += float(np.abs(after - before[s] - before[t]).sum())
        count += len(s)
    return total / max(count, 1)


def _schedule(cooling: Cooling, hot: float, cold: float) -> tuple[F64, F64]:
    temperature = np.geomspace(hot, cold, cooling.sweeps)
    stiffness = np.geomspace(cooling.soft, cooling.stiff, cooling.sweeps)
    frozen = max(2, cooling.sweeps // 8)
    temperature[-frozen:] = 0.0
    stiffness[-(frozen // 2) :] = 1e5  # the last sweeps pay any travel for the last grams of excess
    return temperature, stiffness
