"""A proximal Newton step by plain loops. See :mod:`..interface` and ``cpp/transport/price_step.h``."""

from __future__ import annotations

import numpy as np

from ..interface import F64, I32


def nearest_load(asked: list[float], u: float, h: float) -> float:
    """The load y that minimises what ``asked`` of loads costs at y, plus (y - u)^2 / (2 h)."""
    target, lower, upper, minimum, maximum, inside, outside = asked
    y = (inside * target + u / h) / (inside + 1.0 / h)
    if not lower <= y <= upper:
        edge = upper if y > upper else lower
        y = (inside * target + outside * edge + u / h) / (inside + outside + 1.0 / h)
    return min(maximum, max(minimum, y))


def price_step(
    pairs: I32,
    curvature: F64,
    loads: F64,
    price: F64,
    damping: F64,
    cap: F64,
    cost: F64,
    sweeps: int,
    tolerance: float,
) -> F64:
    """See :meth:`..interface.Kernels.price_step`."""
    k, measures = loads.shape
    size = k * measures
    hessian = np.zeros((k, measures, k, measures))
    for (s, t), block in zip(pairs.tolist(), curvature, strict=True):
        for a, b in ((s, t), (t, s)):
            hessian[a, :, a, :] += block
            hessian[a, :, b, :] -= block
    matrix = hessian.reshape(size, size) + np.diag(damping.ravel())
    asked = cost.reshape(7, size).T.tolist()
    step = np.zeros(size)
    for _ in range(sweeps):
        change = 0.0
        for j in range(size):
            diagonal = matrix[j, j]
            slope = matrix[j] @ step - diagonal * step[j] - loads.flat[j]
            z = price.flat[j] - slope / diagonal
            moved = z - nearest_load(asked[j], diagonal * z, diagonal) / diagonal - price.flat[j]
            limited = min(cap.flat[j], max(-cap.flat[j], moved))
            change = max(change, abs(limited - step[j]) / cap.flat[j])
            step[j] = limited
        if change < tolerance:
            break
    return step.reshape(k, measures)
