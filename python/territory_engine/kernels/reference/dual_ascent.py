"""Subgradient steps up the dual with free centres, in plain NumPy."""

from __future__ import annotations

import numpy as np

from ..interface import F64, I32, Array
from .open_centers import open_centers


def dual_ascent(
    start: Array,
    unit: I32,
    cost: F64,
    weight: F64,
    capacity: float,
    given: int,
    count: int,
    reach: F64,
    steps: tuple[float, float, float, int, float, float, int],
    node_limit: int,
    rounding: float,
    rate: F64,
    taken: Array,
    multiplier: F64,
    best: F64,
    value: F64,
    chosen: I32,
    direction: F64,
    figures: F64,
    often: F64,
    service: F64,
    threads: int,
) -> tuple[int, int]:
    """See :meth:`..interface.Kernels.dual_ascent`."""
    target, widest, cutoff, patience, shorten, least, evaluations = steps
    offers = (start, unit, cost, weight, capacity, given, count)
    row = np.repeat(np.arange(len(start) - 1), np.diff(start))
    for _ in range(evaluations):
        own, opened, served, _, _ = open_centers(*offers, multiplier, node_limit, rate, taken, threads)
        figures[3] += 1
        worth, paid = float(multiplier.sum()), float(own[opened].sum())
        bound = worth - paid - rounding * (worth + paid)
        slope = 1.0 - served
        if bound > figures[0] + 1e-5 * abs(bound):
            figures[1] = 0
        if bound > figures[0] or not slope.any():
            figures[0] = max(bound, figures[0])
            best[:], value[:], chosen[:] = multiplier, own, opened
        figures[1] += 1
        if len(often):
            often[opened] += 1
            service += taken * np.isin(row, opened)
        if not slope.any():
            return 3, 0
        if figures[0] >= cutoff:
            return 1, 0
        if figures[1] > patience:
            figures[1:3] = 0, figures[2] * shorten
            multiplier[:], direction[:] = best, 0.0
            if figures[2] < least:
                return 2, 0
            continue
        direction[:] = (0.8 * direction if direction @ slope >= 0 else 0.0) + slope
        aim = min(target, widest * figures[0]) if figures[0] > 0 else target
        length = figures[2] * max(aim - bound, 0.0) / (direction @ direction)
        multiplier[:] = np.clip(multiplier + length * direction, 0.0, reach)
    return 0, 0
