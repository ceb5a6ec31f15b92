"""One complete search: coarse starts, refinement on all units, prices, exchange, and centres again."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..kernels.interface import F64, I32
from .centers import move_centers
from .construct import settle_medians, start_from_bisection, start_from_centers, start_from_labels
from .exchange import load_sums, settle_exchange, shorten_exchange, value_of
from .level import Level
from .loads import beyond_limits
from .off_places import brought_to_roads, first_on_roads, is_given, start_at_given
from .prices import EXACT, FOLLOW, ROUGH, price_pass, settle_prices
from .rule import Rule, place_centers, settled_sites
from .state import Context, State

SETTLED = 0.002  # mean move of centres, as a share of the mean distance to them, that counts as standing still
PINNED_ROUNDS = 8  # in which the centres of units that are all pinned are sought on roads
GOLDEN_ANGLE = math.pi * (3.0 - math.sqrt(5.0))


@dataclass(frozen=True)
class Effort:
    """How much work one search does."""

    starts: int = 4
    trial_rounds: int = 12  # rounds after which only the best start goes on
    coarse_rounds: int = 40
    fine_rounds: int = 8
    exchanges: int = 2
    patience: float = 1.0  # factor on the sweeps of the exchange
    rule_rounds: int = 6  # in which prices and centres by a rule settle
    rule_exchanges: int = 4  # instead of ``exchanges`` where a rule binds centres


@dataclass
class Draft:
    """The best plan so far, kept up to date so that an interrupted search can be completed from it."""

    state: State | None = None
    labels: I32 | None = None  # padded, of the fine level
    value: float = math.inf
    valid: bool = False
    tolerance: float = 0.0  # of the context that it was found in

    @property
    def rank(self) -> tuple[bool, float, float]:
        """Smaller is better: valid plans before even ones before cheap ones."""
        return not self.valid, self.tolerance, self.value


def quick_effort(units: int, territories: int) -> Effort:
    """What a solve without a stop criterion does."""
    if units <= 200:
        return Effort(starts=2, trial_rounds=6, coarse_rounds=20, exchanges=2)
    if units <= 50_000:
        return Effort(starts=8 if territories <= 100 else 4, trial_rounds=8, coarse_rounds=60, exchanges=2)
    if units <= 500_000:
        return Effort(starts=3, trial_rounds=10, fine_rounds=5, exchanges=2)
    return Effort(starts=10 if territories <= 500 else 2, trial_rounds=10, fine_rounds=5, exchanges=1)


def lloyd(context: Context, level: Level, state: State, rounds: int, plain: int) -> State:
    """Alternate prices and centres (Lloyd's rounds under capacities) until centres hardly move.

    After the first ``plain`` rounds the moves are stretched a little.
    """
    for number in range(rounds):
        before = state.centers
        state = settle_prices(context, level, state, FOLLOW)
        state = move_centers(context, level, state, 1.0 if number < plain else 1.3)
        moved = float(np.sqrt(((state.centers - before) ** 2).sum(axis=0)).mean())
        if moved < SETTLED * context.space.length(float(state.radius.mean())):
            break
    return state


def best_start(context: Context, coarse: Level, homes: F64, effort: Effort, first: int) -> State:
    """Several starts from bisections at different angles run some rounds each; the best one is settled."""
    best, best_value = None, math.inf
    for number in range(first, first + effort.starts):
        state = start_from_bisection(context, coarse, number * GOLDEN_ANGLE, homes)
        state = settle_prices(context, coarse, state, ROUGH)
        state = lloyd(context, coarse, state, effort.trial_rounds, effort.trial_rounds)
        value = value_of(context, coarse, state)
        if best is None or value < best_value:
            best, best_value = state, value
    assert best is not None
    return lloyd(context, coarse, best, effort.coarse_rounds, 0)


def first_state(context: Context, fine: Level, coarse: Level, homes: F64, effort: Effort, first: int) -> State:
    """The best of some coarse starts; or the baseline's or the given homes' centres where they must count."""
    if np.isfinite(homes).all():
        state = settle_medians(context, coarse, start_from_centers(context, homes), rounds=0)
        price_pass(context, coarse, state, 0.0)
        state = move_centers(context, coarse, state, 0.0)
        return lloyd(context, coarse, state, effort.coarse_rounds if context.movable.any() else 3, 10)
    if len(fine.base) and bool((fine.base >= 0).any()):
        state = start_from_labels(context, fine, fine.base[: fine.count], homes)
        state = settle_prices(context, fine, state, ROUGH)
        return lloyd(context, fine, state, effort.coarse_rounds, 10)
    return best_start(context, coarse, homes, effort, first)


def settle_rule(context: Context, rule: Rule, fine: Level, state: State, rounds: int) -> State:
    """From centres anywhere to centres by the rule, in rounds of rough prices."""
    for _ in range(rounds):
        placed = place_centers(context, rule, fine, state)
        if settled_sites(state, placed):
            break
        state = settle_prices(context, fine, placed, FOLLOW)
    return state


def search_once(
    context: Context, rule: Rule, fine: Level, coarse: Level, homes: F64, effort: Effort, first: int, draft: Draft
) -> None:
    """Fill ``draft`` with a plan; what it holds already stays unless this one is better."""
    control = context.control
    with control.stage("start"):
        if is_given(fine):
            state = start_at_given(context, rule, fine)
        else:
            state = first_state(context, fine, coarse, homes, effort, first)
        if draft.state is None and fine.listed is None:
            draft.state = state
    with control.stage("refine"):
        if fine is not coarse and context.movable.any():
            state = lloyd(context, fine, state, effort.fine_rounds, 0)
    if fine.listed is not None:
        with control.stage("roads"):
            fine, state = brought_to_roads(context, rule, fine, state)
            draft.state = state if draft.labels is None else draft.state
    round_off(context, rule, fine, state, effort, first, draft)


def round_off(
    context: Context, rule: Rule, fine: Level, state: State, effort: Effort, first: int, draft: Draft
) -> None:
    """Settle the centres by their rule, then prices, exchange and centres in turn; the draft keeps the best plan."""
    control = context.control
    if not rule.is_free:
        with control.stage("refine"):
            price_pass(context, fine, state, 0.0)
            state = settle_rule(context, rule, fine, state, effort.rule_rounds)
    for number in range(effort.exchanges if rule.is_free else effort.rule_exchanges):
        with control.stage("prices"):
            state = settle_prices(context, fine, state.with_(stiffness=np.ones(context.territories)), EXACT)
            price_pass(context, fine, state, 0.0)
        with control.stage("exchange"):
            labels = fine.labels.copy()
            seed = context.seed * 7919 + first * 101 + number
            valid = settle_exchange(context, fine, state, labels, seed, 3 if draft.valid else 8, effort.patience)
            if valid:
                shorten_exchange(context, fine, state, labels, seed + 5)
            fine.labels[:] = labels
            if not rule.binds_labels:
                offer(context, fine, state, labels, valid, draft)
        with control.stage("centers"):
            moved = place_centers(context, rule, fine, state)
            offer(context, fine, moved, labels, valid, draft)
            if settled_sites(state, moved):
                break
            state = moved


def offer(context: Context, fine: Level, state: State, labels: I32, valid: bool, draft: Draft) -> None:
    """Keep the plan if it is better than the draft: valid first, then more even, then cheaper."""
    value = value_of(context, fine, state)
    if draft.labels is None or (not valid, context.tolerance, value) < draft.rank:
        draft.state, draft.labels, draft.value = state, labels.copy(), value
        draft.valid, draft.tolerance = valid, context.tolerance


def settle_pinned(context: Context, rule: Rule, fine: Level, homes: F64, labels: I32, draft: Draft) -> None:
    """Fill ``draft`` where every unit is pinned, to ``labels`` (n,) in the level's order: only centres are sought."""
    with context.control.stage("centers"):
        if is_given(fine):
            state = start_at_given(context, rule, fine)
            fine.labels[: fine.count], fine.labels[fine.count :] = labels, labels[-1]
        else:
            state = start_from_labels(context, fine, labels, homes)
            state = settle_medians(context, fine, state, rounds=20)
        if fine.listed is not None:
            state = first_on_roads(context, rule, fine, state)
            fine = fine.listed
            for _ in range(PINNED_ROUNDS):
                state = place_centers(context, rule, fine, state)
        elif not rule.is_free:
            state = place_centers(context, rule, fine, state)
        valid = not beyond_limits(context.limits, load_sums(fine, fine.labels, context.territories)).any()
        offer(context, fine, state, fine.labels, valid, draft)


def complete(context: Context, rule: Rule, fine: Level, draft: Draft) -> None:
    """After an interrupt: round the draft's state as quickly as can be."""
    if draft.valid or draft.state is None:
        return
    state = settle_prices(context, fine, draft.state, ROUGH)
    state = settle_prices(context, fine, state.with_(stiffness=np.ones(context.territories)), EXACT)
    price_pass(context, fine, state, 0.0)
    labels = fine.labels.copy()
    valid = settle_exchange(context, fine, state, labels, context.seed)
    fine.labels[:] = labels
    state = state if rule.is_free else place_centers(context, rule, fine, state)
    offer(context, fine, state, labels, valid, draft)
