"""Rounds of prices and centres until a plan has settled, with noise that shakes centres out of poor places at first."""

from __future__ import annotations

import numpy as np

from .centers import move_centers
from .exchange import value_of
from .level import Level
from .loads import conjugate
from .prices import EXACT, ROUGH, Tuning, price_pass, settle_prices
from .state import Context, State

LOOSE = Tuning(steps=2, enough=0.01, damping=0.0005, overshoot=0.003)
TIGHT = Tuning(steps=4, enough=0.0005, window=0.1, damping=0.0005, overshoot=0.003)
STRETCH = 1.5
QUIET = 20  # last rounds, without noise
UNSETTLED = 0.98  # a dual below this share of travel and excess is that of prices which have not settled


def relax(
    context: Context,
    level: Level,
    state: State,
    rounds: int,
    noise: float = 0.0,
    random: np.random.Generator | None = None,
    tuning: Tuning = LOOSE,
) -> State:
    """Rounds of centres; each moves every centre by up to ``noise`` of its radius at random, less from round to round.

    Noise that fades makes Lloyd's rounds end in better optima (stochastic relaxation: Zeger, Vaisey, Gersho, IEEE
    Transactions on Signal Processing 40, 1992). Prices are settled roughly first: they may come from different plans.
    """
    state = settle_prices(context, level, state.with_(stiffness=np.ones(context.territories)), ROUGH)
    noisy = rounds - QUIET
    for number in range(rounds):
        state = settle_prices(context, level, state, tuning)
        state = move_centers(context, level, state, STRETCH)
        if random is not None and noise > 0.0 and number < noisy:
            state = _shaken(context, state, noise * (1.0 - number / noisy) ** 3, random)
    return state


def settled(context: Context, level: Level, state: State) -> tuple[State, float]:
    """The state with exact prices, and the dual there: what the plan costs before units are rounded.

    The dual of prices that have not settled is too low. It must not look good: travel and excess then count.
    """
    state = settle_prices(context, level, state.with_(stiffness=np.ones(context.territories)), EXACT)
    price_pass(context, level, state, 0.0)
    travel = float(level.source.travel_sums(context, level, state).sum())
    dual = travel + float((state.prices * state.loads).sum() - conjugate(context.limits, state.prices).sum())
    return state, max(dual, UNSETTLED * value_of(context, level, state))


def _shaken(context: Context, state: State, noise: float, random: np.random.Generator) -> State:
    chord = np.array([context.space.length(radius) for radius in state.radius.tolist()])
    moves = noise * chord * random.uniform(-np.sqrt(3.0), np.sqrt(3.0), state.centers.shape)  # of variance 1
    if not context.space.code.on_sphere:
        moves[2] = 0.0
    return state.with_(centers=context.space.onto(state.centers + np.where(context.movable, moves, 0.0)))
