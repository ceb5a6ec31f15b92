"""Units of the search: everything scaled by powers of two, so that scaling back loses no bit.

Travel weights average about 1 and every measure weighs about as much as travel, so that prices are in the search's
travel (kilometres on the sphere, see :mod:`.space`) whatever the user's units were.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..instance import Instance
from ..objective import Penalties, penalties
from .space import Space

Float = NDArray[np.float64]

ROUNDING = 5e-10  # relative, on hard limits


@dataclass(frozen=True)
class Scaling:
    """An instance's loads and costs in the units of the search."""

    travel: float  # search travel weight = travel weight * travel; the objective's weight of travel is in it
    load: Float  # (M,) search load = load * load
    cost: float  # search cost = objective * cost
    limits: Float  # (7, K, M) see Kernels.price_step, in search units
    disruption: float  # search cost of a unit that leaves its baseline

    def prices_out(self, prices: Float) -> Float:
        """Prices (K, M) in the user's travel x visits per unit of activity, from the search's."""
        return np.ascontiguousarray(prices * (self.load[None, :] / self.cost))


def power_of_two(value: float) -> float:
    """The power of two nearest to 1 / value; 1 for 0."""
    return 2.0 ** -round(math.log2(value)) if value > 0.0 and math.isfinite(value) else 1.0


def load_limits(instance: Instance, price: Penalties) -> Float:
    """What is asked of loads (7, K, M), see Kernels.price_step, in the user's units.

    An instance without measures gets one of ones that nothing is asked of. Hard limits are a little wider than asked.
    """
    k = instance.territory_count
    if not instance.measures:
        limits = np.zeros((7, k, 1))
        limits[0] = instance.n / k
        limits[1], limits[2], limits[3], limits[4] = -np.inf, np.inf, -np.inf, np.inf
        return limits
    limits = np.empty((7, k, len(instance.measures)))
    for column, measure in enumerate(instance.measures):
        limits[:5, :, column] = measure.target, measure.lower, measure.upper, measure.minimum, measure.maximum
    # sums of floats miss an exact limit by rounding: half of what the checker lets pass (it adds in another order)
    limits[3] -= ROUNDING * np.abs(np.where(np.isfinite(limits[3]), limits[3], 0.0))
    limits[4] += ROUNDING * np.abs(np.where(np.isfinite(limits[4]), limits[4], 0.0))
    limits[5], limits[6] = price.inside, price.outside
    return limits


def scale(instance: Instance, space: Space) -> Scaling:
    """Scale an instance."""
    n = instance.n
    weights = float(instance.travel_weight.sum()) * instance.travel
    weight = power_of_two(weights / n)
    cost = weight * space.travel
    travel_total = weights * weight
    price = penalties(instance)
    load = np.array([power_of_two(float(m.values.sum()) / travel_total) for m in instance.measures] or [1.0])
    limits = load_limits(instance, price)
    limits[:5] *= load
    limits[5:] *= cost / load**2
    return Scaling(instance.travel * weight, load, cost, limits, price.disruption * cost)
