"""The convex cost of a load: twin of ``LoadCost`` in ``cpp/transport/price_step.h``.

Rows of ``cost`` (7, K, M), as everywhere in the kernels.
"""

from __future__ import annotations

from ..interface import F64
from .jit import inlined

TARGET, LOWER, UPPER, MINIMUM, MAXIMUM, INSIDE, OUTSIDE = range(7)


@inlined
def soft_cost(cost: F64, t: int, m: int, y: float) -> float:
    """What load y of territory t costs inside its hard limits."""
    off = y - cost[TARGET, t, m]
    lower, upper = cost[LOWER, t, m], cost[UPPER, t, m]
    out = y - upper if y > upper else (lower - y if y < lower else 0.0)
    value: float = 0.5 * (cost[INSIDE, t, m] * off * off + cost[OUTSIDE, t, m] * out * out)
    return value
