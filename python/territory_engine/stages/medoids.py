"""Medoids: of each territory a unit from which the others are reached with little travel."""

from __future__ import annotations

import numpy as np

from ..instance import Instance
from ..kernels.interface import F64, I32
from .state import Context, State
from .travel import exact_travel

TRIED, LEAST, MOST = 4_000_000, 12, 64  # unit-centre pairs evaluated; units tried of a territory


def best_units(context: Context, instance: Instance, labels: I32, state: State) -> I32:
    """Instance row (K,) of the best centre among the units of each territory nearest to its centre; -1 for no units.

    Exact for territories of up to 12 units (64 in small problems), and nearly always beyond: the medoid lies close to
    the median. All territories are tried at once, the r-th nearest unit of each in round r.
    """
    k = context.territories
    order = np.lexsort((exact_travel(context, instance, labels, *context.space.places(state.centers)), labels))
    first = np.searchsorted(labels[order], np.arange(k + 1))
    count = np.diff(first)
    best, least = np.full(k, -1, np.int32), np.full(k, np.inf)
    for rank in range(min(int(count.max()), int(np.clip(TRIED / instance.n, LEAST, MOST)))):
        tried = order[np.minimum(first[:-1] + rank, instance.n - 1)].astype(np.int32)
        cost = travel_of_territories(context, instance, labels, instance.y[tried], instance.x[tried])
        better = (rank < count) & (cost < least)
        best, least = np.where(better, tried, best), np.where(better, cost, least)
    return best


def travel_of_territories(context: Context, instance: Instance, labels: I32, y: F64, x: F64) -> F64:
    """Weighted travel (K,) of all units to their territories' centres at these places, user units."""
    travel = exact_travel(context, instance, labels, y, x)
    return np.bincount(labels, instance.travel_weight * travel, minlength=context.territories).astype(np.float64)
