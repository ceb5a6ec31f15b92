"""What no plan better than the known one can use: candidates, and pairs of unit and candidate, by reduced costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .dual_ascent import Ascent

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Usable:
    """Rows and entries of an ascent's offers, as they are left."""

    rows: Flags  # (C,) candidates that a better plan could open
    must: Flags  # (C,) candidates that every better plan opens
    entries: Flags  # (E,) pairs that a better plan could use
    slack: float  # pairs that cost more than the unit's multiplier by so much are none of them, listed or not


def usable(ascent: Ascent, cutoff: float) -> Usable:
    """Forbid what alone would lift the bound to the cutoff.

    At the multipliers of the bound, opening a candidate that is not chosen costs the difference of its value to the
    least value chosen; closing a chosen one costs its difference to the next; a unit taken against its reduced profit
    (multiplier - cost - rate x weight) costs that. Values of knapsacks with a unit forced in are bounded at the
    candidate's rate.
    """
    o = ascent.offers
    row, rate = o.row, ascent.rate
    chosen = np.zeros(len(o.site), bool)
    chosen[ascent.chosen] = True
    free = chosen.copy()
    free[: o.given] = False
    bar = float(ascent.value[free].min()) if free.any() else -np.inf

    priced = np.where(rate > 0.0, rate, 0.0)
    reduced = (ascent.best[o.unit] - o.cost) - priced[row] * o.weight[o.unit]
    relaxed = np.bincount(row, np.maximum(reduced, 0.0), minlength=len(o.site)).astype(np.float64)
    relaxed[rate > 0.0] += rate[rate > 0.0] * o.capacity
    relaxed = np.maximum(relaxed, ascent.value)

    opened = np.where(chosen, ascent.value, bar) - relaxed  # at most what opening it changes the bound by
    entries = ascent.bound + opened[row] + np.maximum(-reduced, 0.0) < cutoff
    rows = chosen | (ascent.bound + (bar - ascent.value) < cutoff)
    following = float(ascent.value[~chosen].max(initial=-np.inf))
    must = free & (ascent.bound + (ascent.value - following) >= cutoff)
    must[: o.given] = True
    slack = cutoff - ascent.bound - float(opened[rows].min(initial=0.0))
    return Usable(rows, must, entries, slack)
