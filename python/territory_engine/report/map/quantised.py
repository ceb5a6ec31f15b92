"""Amounts as one byte an account, and a table of what the bytes mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

STEPS = 255


def quantised(values: Float) -> tuple[NDArray[np.uint8], Float, float]:
    """Bytes (n,), their meanings (up to 256,), and the largest relative error.

    Amounts that take at most 256 values stay exact. Others, all at least 0, go to the nearest of 255 steps of equal
    ratio between the smallest above 0 and the largest; 0 stays 0.

    Examples
    --------
    >>> codes, table, error = quantised(np.array([3.0, 0.0, 3.0]))
    >>> codes, table, error
    (array([1, 0, 1], dtype=uint8), array([0., 3.]), 0.0)
    """
    if len(np.unique(values[:: max(1, len(values) // 4096)])) <= STEPS + 1:
        table, codes = np.unique(values, return_inverse=True)
        if len(table) <= STEPS + 1:
            return codes.astype(np.uint8), table, 0.0
    above = values[values > 0.0]
    low, high = float(above.min()), float(above.max())
    ratio = np.log(high / low) / (STEPS - 1)
    with np.errstate(divide="ignore"):
        steps = np.rint(np.log(values / low) / ratio)
    steps = np.where(values > 0.0, steps + 1.0, 0.0)
    table = np.concatenate([[0.0], low * np.exp(ratio * np.arange(STEPS))])
    return steps.astype(np.uint8), table, float(np.expm1(ratio / 2.0))
