"""As even as possible, then as short as possible: searches at ever smaller tolerances, until they fail.

Loads that agree to a thousandth are needles in a haystack of combinations, so these annealings differ from the usual
ones: temperature stays high (units change places all the time, and combinations are tried by the million) while the
price of what lies beyond the limits rises ten thousandfold. A second run then cools down at that price and shortens
travel.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..kernels.interface import F64, I32
from ..shares import Shares
from .exchange import FEW, Cooling, anneal, load_sums
from .level import Level
from .mend import mend
from .prices import EXACT, price_pass, settle_prices
from .rule import Rule, place_centers
from .scaling import ROUNDING, Scaling
from .search import Draft, Effort, offer, search_once
from .state import Context, State

START = 0.05
LOOSER = (0.2, 0.8, 3.2, 16.0)  # where not even the last is kept, something else is in the way
RESOLUTION = 1e-3  # tolerances that differ by less are the same
MOVES = 2e7  # shifts proposed in an annealing
FEW_STEPS, STEPS = 16, 6
NARROW = 1.2  # a tolerance that failed and one that was kept, so near to each other, end the search between them
ATTEMPTS = 4  # annealings at one tolerance, with exact swaps between them
FEW_RESTARTS = 5
STIFF = 1e4  # price of excess at the end


@dataclass(frozen=True)
class Band:
    """The limits of a common tolerance, in search units."""

    shares: Shares
    scaling: Scaling
    pinned: F64  # (K, M) loads of the pinned units

    @property
    def _load(self) -> F64:
        """(A,) scale of the measures that are to be even."""
        scale: F64 = self.scaling.load[list(self.shares.columns)]
        return scale

    def narrowed(self, context: Context, tolerance: float) -> Context:
        """The context with the limits of a tolerance."""
        limits, columns = context.limits.copy(), list(self.shares.columns)
        low, high = (side * self._load for side in self.shares.limits(tolerance))
        limits[3][:, columns] = low - ROUNDING * np.abs(low) - self.pinned[:, columns]
        limits[4][:, columns] = high + ROUNDING * np.abs(high) - self.pinned[:, columns]
        return replace(context, limits=np.ascontiguousarray(limits), tolerance=tolerance)

    def kept(self, level: Level, labels: I32) -> float:
        """The smallest tolerance that labels (padded) keep."""
        loads = load_sums(level, labels, len(self.pinned)) + self.pinned
        return self.shares.tolerance(loads[:, list(self.shares.columns)] / self._load)


def search_evenly(
    context: Context,
    rule: Rule,
    fine: Level,
    coarse: Level,
    homes: F64,
    effort: Effort,
    first: int,
    band: Band,
    draft: Draft,
) -> None:
    """Fill ``draft`` with a plan that is as even, and then as short, as can be; a better one that it holds stays."""
    found = Draft() if draft.valid else draft
    for tolerance in (START, *LOOSER):
        search_once(band.narrowed(context, tolerance), rule, fine, coarse, homes, effort, first, found)
        if found.valid:
            break
    if found.valid:
        last = fine if fine.listed is None else fine.listed
        tighten(context, rule, last, band, found, first)
        shorten(band.narrowed(context, found.tolerance), rule, last, found, first)
    if found is not draft and found.rank < draft.rank:
        draft.state, draft.labels, draft.value = found.state, found.labels, found.value
        draft.valid, draft.tolerance = True, found.tolerance


def tighten(context: Context, rule: Rule, fine: Level, band: Band, found: Draft, first: int) -> None:
    """Lower the draft's tolerance: to the least that makes a difference if that can be, else by bisection."""
    least = band.shares.least() + RESOLUTION
    goal, failed = least, 0.0
    few = fine.count <= FEW
    for number in range(FEW_STEPS if few else STEPS):
        if found.tolerance <= least or (
            failed > 0.0 and found.tolerance <= (1.0 + RESOLUTION if few else NARROW) * failed
        ):
            return
        with context.control.stage("tighten"):
            seed = context.seed * 7919 + first * 101 + 31 * number
            state, labels = _search_at(band.narrowed(context, goal), fine, found, seed)
            kept = max(band.kept(fine, labels), least)
            if kept < found.tolerance:
                fine.labels[:] = labels
                state = place_centers(context, rule, fine, state) if rule.binds_labels else state
                offer(band.narrowed(context, kept), fine, state, labels, True, found)
        if kept > goal:
            failed = goal
        goal = float(np.sqrt(max(failed, least) * found.tolerance))


def _search_at(context: Context, fine: Level, found: Draft, seed: int) -> tuple[State, I32]:
    """Labels whose loads are within the context's limits, or near them.

    What an annealing leaves are mostly a few heavy units that it could not move any more; exact swaps do, and the next
    annealing starts stiff enough to leave them there.
    """
    assert found.state is not None
    state = settle_prices(context, fine, found.state.with_(stiffness=np.ones(context.territories)), EXACT)
    price_pass(context, fine, state, 0.0)
    labels = fine.labels.copy()
    for attempt in range(ATTEMPTS):
        soft, width = (0.5, 4) if attempt == 0 else (20.0, 8)
        margin, sweeps, width = _field(context, fine, state, width)
        cooling = Cooling(sweeps, 0.4, 0.2, soft, STIFF, width=width)
        if anneal(context, fine, state, labels, margin, cooling, seed + 7 * attempt):
            break
        if mend(context, fine, state, labels, load_sums(fine, labels, context.territories)):
            break
    return state, labels


def shorten(context: Context, rule: Rule, fine: Level, found: Draft, first: int) -> None:
    """Less travel under the draft's tolerance: cool down from the plan itself, then move centres."""
    assert found.state is not None and found.labels is not None
    state, labels = found.state, found.labels.copy()
    margin, sweeps, width = _field(context, fine, state, 4)
    cooling = [Cooling(sweeps // 2, 0.2, 0.01, STIFF, STIFF, width=width, inset=0.0)]
    if fine.count <= FEW:  # here territories may have to change places as a whole
        cooling += [Cooling(sweeps, 2.0, 0.01, 0.1, STIFF, width=width, inset=0.0)] * FEW_RESTARTS
    for number, run in enumerate(cooling):
        with context.control.stage("exchange"):
            seed = context.seed * 7919 + first * 101 + 7 + number
            valid = anneal(context, fine, state, labels, margin, run, seed)
            fine.labels[:] = labels
            placed = place_centers(context, rule, fine, state) if rule.binds_labels else state
            offer(context, fine, placed, labels, valid, found)
    with context.control.stage("centers"):
        fine.labels[:] = found.labels
        offer(context, fine, place_centers(context, rule, fine, found.state), found.labels, True, found)


def _field(context: Context, fine: Level, state: State, width: int) -> tuple[F64, int, int]:
    """How far from borders units move, how many sweeps there are, how many territories a unit can go to."""
    if fine.count <= FEW:
        return np.full_like(state.radius, 1e6), 4000, 16
    share = float(np.clip(120.0 * context.territories / fine.count, 0.04, 1.0))
    sweeps = int(np.clip(MOVES / (share * fine.count), 60, 10_000))
    return 2.0 * share * state.radius, sweeps, width
