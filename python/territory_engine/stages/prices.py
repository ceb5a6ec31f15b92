"""Prices of territories at given centres: the dual of the transportation problem, by proximal Newton steps.

The dual g(prices) = sum over units of the cheapest priced territory - sum of conjugates of the cost of loads is
concave; its gradient is load - wanted load, read off one pass over the units. Its curvature lives on the borders: a
unit changes sides when two prices differ by as much as its costs do, so the Hessian is the Laplacian of the graph of
neighbouring territories, weighted by the density of units along each border (semi-discrete optimal transport:
Kitagawa, Merigot, Thibert, doi:10.4171/JEMS/889). Where a step overshoots at a territory its borders are stiffened,
not the step cut: a group of neighbouring city territories can then still move its prices together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..kernels.interface import F64, I32
from .level import Level
from .loads import beyond_limits, wanted_load
from .state import Context, State

MAX_STIFFNESS = 64.0
HALVINGS = 3


@dataclass(frozen=True)
class Tuning:
    """How hard to settle prices."""

    steps: int
    more: int = 0  # further steps while some load misses its limits by more than a tenth of its size
    window: float = 0.2  # share of a unit's distance within which it counts as standing at a border
    window_floor: float = 0.2
    shrink: float = 1.0  # factor on the window after each step
    enough: float = 0.0  # stop when loads miss their limits by no more than this share of their sizes in all
    damping: float = 0.002
    overshoot: float = 0.01  # share of the size below which a change of sign is no overshoot
    keep_best: bool = False  # return the prices with the best dual seen, not the last ones


ROUGH = Tuning(steps=8)
FOLLOW = Tuning(steps=3, enough=0.015)
EXACT = Tuning(
    steps=12, more=30, window=0.1, window_floor=0.01, shrink=0.9, damping=0.0005, overshoot=0.003, keep_best=True
)

BRIEF = replace(EXACT, steps=3, more=0)


def price_pass(context: Context, level: Level, state: State, window: float) -> tuple[F64, I32, F64]:
    """One pass at the state's centres and prices; labels go to the level. Window 0: no curvature.

    ``window`` is a share of a unit's distance: the same share of the square is half as wide.
    """
    k = context.territories
    share = np.full(k if window > 0.0 else 0, window * context.space.code.power, np.float32)
    return level.source.price_pass(context, level, state, share)


def settle_prices(context: Context, level: Level, state: State, tuning: Tuning) -> State:
    """Newton steps from the state's prices; the state returned has the loads at its prices."""
    limits, size = context.limits, context.size
    middle = float(state.radius.mean()) or 1e-3
    cap = np.ascontiguousarray(np.broadcast_to((0.5 * (state.radius + middle))[:, None], size.shape))
    reach = np.ones_like(size)  # factor on the cap of coordinates that keep running into it: prices across an ocean
    damping = tuning.damping * size / (2.0 * middle)
    noise = 1e-7 * middle * float(size.sum())
    window = tuning.window
    loads, pairs, curvature = price_pass(context, level, state, window)
    state = state.with_(loads=loads)
    best, rise = state, 0.0
    best_rise = 0.0
    for step_number in range(tuning.steps + tuning.more):
        missed = beyond_limits(limits, loads)
        if step_number >= tuning.steps and (missed <= 0.1 * size).all():
            break
        if float(missed.sum()) <= tuning.enough * float(size.sum()) and tuning.enough > 0.0:
            break
        context.control.check("prices", step_number)
        residual = loads - wanted_load(limits, state.prices, loads)
        stiff = np.maximum(state.stiffness[pairs[:, 0]], state.stiffness[pairs[:, 1]])
        step = context.kernels.price_step(
            pairs,
            np.ascontiguousarray(curvature * stiff[:, None, None]),
            loads,
            state.prices,
            damping / reach,
            cap * reach,
            limits,
            100,
            1e-3,
        )
        slope = float((residual * step).sum())
        share = 1.0
        for halving in range(HALVINGS + 1):
            prices = _clean(limits, state.prices + share * step)
            trial = state.with_(prices=prices)
            loads, pairs, curvature = price_pass(context, level, trial, window)
            after = loads - wanted_load(limits, prices, loads)
            gain = 0.5 * (slope + float((after * step).sum()))
            if gain > -noise or halving == HALVINGS:
                break
            share *= 0.4
        rise += share * gain
        flipped = (residual * after < 0.0) & (np.abs(after) > 0.3 * np.abs(residual))
        capped = (np.abs(step) > 0.9 * cap * reach) & (residual * after > 0.0) & (share == 1.0)
        reach = np.where(capped, 3.0 * reach, np.maximum(1.0, 0.5 * reach))
        overshot = (flipped & (np.abs(after) > tuning.overshoot * size)).any(axis=1)
        stiffness = np.where(
            overshot,
            np.minimum(MAX_STIFFNESS, 2.0 * state.stiffness),
            np.maximum(1.0, 0.75 * state.stiffness),
        )
        state = trial.with_(loads=loads, stiffness=stiffness)
        window = max(tuning.window_floor, window * tuning.shrink)
        if rise > best_rise:
            best, best_rise = state, rise
    return best if tuning.keep_best else state


def _clean(limits: F64, prices: F64) -> F64:
    """Prices where the dual is finite: none for a limit that is not there, and no rounding dust."""
    prices = np.where(np.abs(prices) < 1e-12, 0.0, prices)
    bounded = (limits[5] > 0.0) | (limits[6] > 0.0)
    prices = np.where(~bounded & ~np.isfinite(limits[4]), np.minimum(prices, 0.0), prices)
    cleaned: F64 = np.where(~bounded & ~np.isfinite(limits[3]), np.maximum(prices, 0.0), prices)
    return cleaned
