"""What a plan costs: loads, travel and the objective, recomputed from the instance by plain code in float64.

Shares nothing with the search, so that checker, summaries and before/after figures are independent of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .centers import Centers
from .haversine import BLOCK, blocks
from .instance import Instance, Measure
from .objective import Penalties, penalties
from .unit_travel import travel_to

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Evaluation:
    """The figures of one assignment, user units."""

    loads: Float  # (K, M)
    unit_travel: Float  # (n,) of one visit, from each unit to the centre of its territory
    travel: Float  # (K,) sum of travel weight x unit_travel
    visits: Float  # (K,) sum of travel weights
    counts: NDArray[np.int64]  # (K,) units
    terms: dict[str, float]  # "travel", "fairness", "disruption", each times its weight: their sum is the objective
    objective: float
    moved: int  # units with a baseline that are not in it
    penalties: Penalties


def evaluate(
    instance: Instance,
    labels: NDArray[np.int32],
    center_y: Float,
    center_x: Float,
    prices: Penalties | None = None,
    center_index: NDArray[np.int32] | None = None,
) -> Evaluation:
    """Evaluate an assignment to given centres.

    Parameters
    ----------
    instance : Instance
    labels : (n,) int32
        The territory of each unit, each within 0..K-1 (not tested here: :func:`territory_engine.check.check` does).
    center_y, center_x : (K,) float64
        In the unit of the instance's ``y`` and ``x``. Centres of empty territories play no part.
    prices : Penalties, optional
        ``penalties(instance)`` where the caller has it already.
    center_index : (K,) int32, optional
        The units that are the centres: needed where travel is a matrix, otherwise places say it all.

    Returns
    -------
    Evaluation
    """
    prices = penalties(instance) if prices is None else prices
    unit_travel = travel_to(instance, slice(None), labels, Centers(center_y, center_x, center_index))
    size = instance.territory_count
    loads = np.zeros((len(instance.measures), size))
    travel, visits = np.zeros(size), np.zeros(size)
    counts = np.zeros(size, dtype=np.int64)
    moved = 0
    # few sums at a time lose no digits: block totals first, then their sum
    for rows in blocks(instance.n, BLOCK):
        label = labels[rows].astype(np.intp)
        counts += np.bincount(label, minlength=size)
        weight = instance.travel_weight[rows]
        visits += np.bincount(label, weight, size)
        travel += np.bincount(label, weight * unit_travel[rows], size)
        for measure, load in zip(instance.measures, loads, strict=True):
            load += np.bincount(label, measure.values[rows], size)
        baseline = instance.baseline[rows]
        moved += int(np.count_nonzero((baseline >= 0) & (baseline != label)))

    fairness = sum(
        float(territory_penalty(measure, prices, column, loads[column]).sum())
        for column, measure in enumerate(instance.measures)
    )
    terms = {
        "travel": instance.travel * float(travel.sum()),
        "fairness": fairness,
        "disruption": prices.disruption * moved,
    }
    loads = np.ascontiguousarray(loads.T)
    return Evaluation(loads, unit_travel, travel, visits, counts, terms, sum(terms.values()), moved, prices)


def territory_costs(instance: Instance, labels: NDArray[np.int32], found: Evaluation) -> Float:
    """The share of each territory in the objective, (K,): travel, fairness, and its units from elsewhere."""
    moved = (instance.baseline >= 0) & (instance.baseline != labels)
    costs: Float = instance.travel * found.travel
    for column, measure in enumerate(instance.measures):
        costs = costs + territory_penalty(measure, found.penalties, column, found.loads[:, column])
    return costs + found.penalties.disruption * np.bincount(labels[moved], minlength=instance.territory_count)


def is_priced(prices: Penalties, column: int) -> bool:
    """Whether any load of that measure can cost anything."""
    return bool(prices.outside[:, column].any() or prices.inside[:, column].any())


def territory_penalty(
    measure: Measure, prices: Penalties, column: int, load: Float, territory: NDArray[np.integer] | None = None
) -> Float:
    """The fairness penalty of loads of one measure.

    Parameters
    ----------
    measure, column
        The measure and its index.
    prices : Penalties
    load : float64
        Loads, (K,); or of any shape, each of the territory that ``territory`` (same shape) names.
    """
    if not is_priced(prices, column):
        return np.zeros_like(load)
    rates = prices.outside[:, column], prices.inside[:, column], measure.lower, measure.upper, measure.target
    if territory is not None:
        rates = tuple(rate.take(territory) for rate in rates)  # type: ignore[assignment]
    outside, inside, lower, upper, target = rates
    beyond = np.maximum(np.maximum(load - upper, lower - load), 0.0)
    result = 0.5 * outside * beyond * beyond
    if inside.any():
        result += 0.5 * inside * np.square(load - target)
    return result
