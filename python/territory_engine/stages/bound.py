"""The proven lower bound: the dual at given prices, evaluated in float64 with its rounding errors allowed for."""

from __future__ import annotations

import math

import numpy as np

from ..centers import Centers
from ..instance import Instance
from ..kernels.interface import F64, I32
from .level import Level
from .loads import conjugate
from .prices import price_pass
from .scaling import Scaling
from .state import Context, State
from .travel import travel_of


def dual_bound(
    context: Context,
    level: Level,
    rows: I32,
    instance: Instance,
    scaling: Scaling,
    state: State,
    centers: Centers,
    labels: I32,
    travel: F64,
) -> float:
    """A bound on the search cost of the free units of any plan with these centres.

    For any prices, cost >= sum over units of min over territories of (travel + price x load) - conjugate(price). The
    minimum is found in float32; its cost is taken in float64 for the territory found, and where another territory comes
    within the largest rounding error, that error is subtracted.

    Parameters
    ----------
    rows : int array (n,)
        Instance row of each unit of the level.
    centers : Centers
    labels, travel : arrays (n,)
        A plan's labels in the level's order and the exact travel to them, user units: reused where the minimum is the
        same.
    """
    n = level.count
    level.source.settle(context, level, state)
    loads, _, _ = price_pass(context, level, state, 0.0)
    prices = state.prices32.T.astype(np.float64)
    cheapest = level.labels[:n]
    other = np.flatnonzero(cheapest != labels)
    travel = travel.copy()
    travel[other] = travel_of(context, instance, rows[other], np.ascontiguousarray(cheapest[other]), centers)
    travel *= context.space.travel
    weight = instance.travel_weight[rows] * scaling.travel
    total = (
        float(np.sum(weight * travel)) + float((prices * loads).sum()) - float(conjugate(context.limits, prices).sum())
    )
    if len(level.base):
        stays = level.base[:n] == cheapest
        total -= scaling.disruption * float(np.count_nonzero(stays))
    return total - _rounding(context, level, state, travel)


def _rounding(context: Context, level: Level, state: State, travel: F64) -> float:
    """What the float32 search for the cheapest territory may have missed, in all."""
    if context.territories == 1:
        return 0.0
    reach = float(travel.max(initial=0.0)) + float(np.abs(state.prices).max()) * _largest_ratio(level)
    misplaced = level.source.rounding
    error = misplaced + 2e-6 * reach
    if context.space.code.power == 2:  # an error of the place times the slope of the square
        error = misplaced * (misplaced + 2.0 * math.sqrt(2.0 * reach)) + 2e-6 * reach
    margin = np.full(context.territories, error, np.float32)
    near, _, _ = level.source.border_units(context, level, state, margin, level.labels, 2)
    return error * float(level.travel[near].sum(dtype=np.float64))


def _largest_ratio(level: Level) -> float:
    return max(float(level.blocks.ratio_high.max()), 0.0)
