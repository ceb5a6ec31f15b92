"""One complete search: coarse starts, refinement on all units, prices, exchange, and centres again."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..kernels.interface import F64, I32
from .centers import center_sums, move_centers
from .construct import settle_medians, start_from_bisection, start_from_centers, start_from_labels
from .exchange import load_sums, settle_exchange
from .level import Level
from .loads import beyond_limits, soft_cost
from .prices import EXACT, FOLLOW, ROUGH, price_pass, settle_prices
from .state import Context, State

GOLDEN_ANGLE = math.pi * (3.0 - math.sqrt(5.0))


@dataclass(frozen=True)
class Effort:
    """How much work one search does."""

    starts: int = 4
    coarse_rounds: int = 50
    fine_rounds: int = 8
    exchanges: int = 2


@dataclass
class Draft:
    """The best plan so far, kept up to date so that an interrupted search can be completed from it."""

    state: State | None = None
    labels: I32 | None = None  # padded, of the fine level
    value: float = math.inf
    valid: bool = False


def quick_effort(units: int, territories: int) -> Effort:
    """What a solve without a stop criterion does."""
    if units <= 50_000:
        return Effort(starts=4, exchanges=3)
    if units <= 2_000_000:
        return Effort(starts=2, exchanges=2)
    return Effort(starts=1, coarse_rounds=40, fine_rounds=4, exchanges=1)


def value_of(context: Context, level: Level, state: State) -> float:
    """Travel, penalties and (dearly) excess at the level's labels."""
    travel = float(center_sums(context, level, state)[:, 4].sum())
    loads = load_sums(level, level.labels, context.territories)
    excess = float(beyond_limits(context.limits, loads).sum()) * 3.0 * float(state.radius.mean())
    return travel + float(soft_cost(context.limits, loads).sum()) + excess


def lloyd(context: Context, level: Level, state: State, rounds: int, first_stretch: int) -> State:
    """Alternate prices and centres (Lloyd's rounds under capacities); later rounds stretch the moves a little."""
    for number in range(rounds):
        state = settle_prices(context, level, state, FOLLOW)
        state = move_centers(context, level, state, 1.0 if number < first_stretch else 1.3)
    return state


def coarse_start(context: Context, coarse: Level, homes: F64, effort: Effort, number: int) -> tuple[State, float]:
    """One start from bisection, settled on the coarse level."""
    state = start_from_bisection(context, coarse, number * GOLDEN_ANGLE, homes)
    state = settle_prices(context, coarse, state, ROUGH)
    state = lloyd(context, coarse, state, effort.coarse_rounds, 10)
    state = settle_prices(context, coarse, state, ROUGH)
    return state, value_of(context, coarse, state)


def first_state(context: Context, fine: Level, coarse: Level, homes: F64, effort: Effort, first: int) -> State:
    """The best of some coarse starts; or the baseline's or the given homes' centres where they must count."""
    if np.isfinite(homes).all():
        state = settle_medians(context, coarse, start_from_centers(context, homes), rounds=0)
        price_pass(context, coarse, state, 0.0)
        state = move_centers(context, coarse, state, 0.0)
        return lloyd(context, coarse, state, effort.coarse_rounds if context.movable.any() else 3, 10)
    if len(fine.base) and bool((fine.base >= 0).any()):
        return start_from_labels(context, fine, fine.base[: fine.count], homes)
    best, best_value = None, math.inf
    for number in range(effort.starts):
        state, value = coarse_start(context, coarse, homes, effort, first + number)
        if best is None or value < best_value:
            best, best_value = state, value
    assert best is not None
    return best


def search_once(
    context: Context, fine: Level, coarse: Level, homes: F64, effort: Effort, first: int, draft: Draft
) -> None:
    """Fill ``draft`` with a plan; what it holds already stays unless this one is better."""
    control = context.control
    with control.stage("start"):
        state = first_state(context, fine, coarse, homes, effort, first)
        if draft.state is None:
            draft.state = state
    with control.stage("refine"):
        if fine is not coarse and context.movable.any():
            state = lloyd(context, fine, state, effort.fine_rounds, 0)
    for number in range(effort.exchanges):
        with control.stage("prices"):
            state = settle_prices(context, fine, state.with_(stiffness=np.ones(context.territories)), EXACT)
            price_pass(context, fine, state, 0.0)
        with control.stage("exchange"):
            labels = fine.labels.copy()
            valid = settle_exchange(context, fine, state, labels, context.seed * 7919 + first * 101 + number)
            fine.labels[:] = labels
            offer(context, fine, state, labels, valid, draft)
        with control.stage("centers"):
            moved = settle_medians(context, fine, state, rounds=4)
            fine.labels[:] = labels
            offer(context, fine, moved, labels, valid, draft)
            state = moved


def offer(context: Context, fine: Level, state: State, labels: I32, valid: bool, draft: Draft) -> None:
    """Keep the plan if it is better than the draft: valid first, then cheaper."""
    value = value_of(context, fine, state)
    if (not valid, value) < (not draft.valid, draft.value):
        draft.state, draft.labels, draft.value, draft.valid = state, labels.copy(), value, valid


def complete(context: Context, fine: Level, draft: Draft) -> None:
    """After an interrupt: round the draft's state as quickly as can be."""
    if draft.valid or draft.state is None:
        return
    state = settle_prices(context, fine, draft.state, FOLLOW)
    price_pass(context, fine, state, 0.0)
    labels = fine.labels.copy()
    valid = settle_exchange(context, fine, state, labels, context.seed)
    fine.labels[:] = labels
    offer(context, fine, state, labels, valid, draft)
