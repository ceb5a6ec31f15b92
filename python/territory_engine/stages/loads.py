"""The convex cost of loads: what price asks for which load, and its conjugate (the price's part of the dual)."""

from __future__ import annotations

import numpy as np

from ..kernels.interface import F64


def wanted_load(limits: F64, prices: F64, loads: F64) -> F64:
    """argmin over y of cost(y) - price * y; where many are optimal, the one nearest to ``loads``. All (K, M)."""
    target, lower, upper, minimum, maximum, inside, outside = limits
    with np.errstate(divide="ignore", invalid="ignore"):
        flat = np.where(prices > 0.0, maximum, np.where(prices < 0.0, minimum, loads))
        band = np.where(prices > 0.0, upper, np.where(prices < 0.0, lower, np.clip(loads, lower, upper)))
        soft = np.where(outside > 0.0, band + prices / np.where(outside > 0.0, outside, 1.0), flat)
        within = target + prices / np.where(inside > 0.0, inside, 1.0)
        edge = np.clip(within, lower, upper)
        beyond = (inside * target + outside * edge + prices) / (inside + outside)
        curved = np.where((within > upper) | (within < lower), beyond, within)
    wanted: F64 = np.clip(np.where(inside > 0.0, curved, soft), minimum, maximum)
    return wanted


def conjugate(limits: F64, prices: F64) -> F64:
    """max over y of price * y - cost(y), (K, M); 0 at price 0 where nothing is asked."""
    target, lower, upper, _, _, inside, outside = limits
    middle = np.where(np.isfinite(lower) & np.isfinite(upper), target, 0.0)
    y = wanted_load(limits, prices, middle)
    flat = (prices == 0.0) & (inside == 0.0) & (outside == 0.0)
    y = np.where(flat, 0.0, y)
    value: F64 = np.where(flat, 0.0, prices * y - soft_cost(limits, y))
    return value


def soft_cost(limits: F64, loads: F64) -> F64:
    """The penalties of loads (K, M), hard limits aside."""
    target, lower, upper, _, _, inside, outside = limits
    off = np.where(inside > 0.0, loads - target, 0.0)
    out = np.where(outside > 0.0, np.maximum(np.maximum(loads - upper, lower - loads), 0.0), 0.0)
    cost: F64 = 0.5 * (inside * off**2 + outside * out**2)
    return cost


def beyond_limits(limits: F64, loads: F64) -> F64:
    """How far loads (K, M) lie outside of their hard limits."""
    out: F64 = np.maximum(np.maximum(loads - limits[4], limits[3] - loads), 0.0)
    return out


def sizes(limits: F64, total: F64) -> F64:
    """A scale (K, M) for each load: its target, or an equal share where the target is 0."""
    share: F64 = np.maximum(limits[0], np.maximum(total, 1e-300) / (16.0 * limits.shape[1]))
    return share
