"""Every unit against every territory, in float32 numpy. See :mod:`..interface` for the definitions."""

from __future__ import annotations

import numpy as np

from ..interface import F32, F64, I32, PLANE_UNIT, MetricCode
from .units import Blocks, Units

_REGIONAL = (6371.00833, 265.487892, 29.5796280, 5.31276942)
_GLOBAL = (6371.00946, 265.428401, 30.0911310, 3.81517559, 1.56322188, -0.363177060, 0.160449590)


def _polynomial(coefficients: tuple[float, ...], t: F32) -> F32:
    value = np.full_like(t, coefficients[-1])
    for c in coefficients[-2::-1]:
        value = np.float32(c) + t * value
    return value


def travel_of(metric: int, t: F32) -> F32:
    """Travel from squared chords (``cpp/geo/metric.h``)."""
    if metric == MetricCode.PLANE:
        return np.float32(PLANE_UNIT) * np.sqrt(t)
    if metric == MetricCode.PLANE_SQUARED:
        return np.float32(PLANE_UNIT**2) * t
    if metric == MetricCode.REGIONAL:
        return np.sqrt(t) * _polynomial(_REGIONAL, t)
    far = t > 2
    u = np.maximum(np.where(far, np.float32(4) - t, t), np.float32(0))
    km = np.sqrt(u) * _polynomial(_GLOBAL, u)
    km = np.where(far, np.float32(20015.1142) - km, km)
    return km * km if metric == MetricCode.SPHERE_SQUARED else km


def squared_chords(units: Units, centers: F32) -> F32:
    """(K, n)."""
    dx, dy, dz = (units.position[:, None, :] - centers[:, :, None])[:]
    chords: F32 = (dx * dx + dy * dy) + dz * dz
    return chords


def travel_less_bonus(units: Units, centers: F32, metric: int) -> F32:
    """(K, n) travel, less the bonus of the baseline."""
    return taken_off(units, travel_of(metric, squared_chords(units, centers)))


def costs(units: Units, centers: F32, prices: F32, metric: int) -> F32:
    """(K, n) per unit of travel weight."""
    return priced(units, travel_of(metric, squared_chords(units, centers)), prices)


def priced(units: Units, travel: F32, prices: F32) -> F32:
    """(K, n) travel, price terms in the order of the measures, the bonus taken off last."""
    cost = travel
    for price, ratio in zip(prices, units.ratio, strict=True):
        cost = cost + price[:, None] * ratio
    return taken_off(units, cost)


def taken_off(units: Units, cost: F32) -> F32:
    """Costs (K, n) less the bonus of the baseline."""
    return cost - _bonus(units, len(cost)) if len(units.bonus) else cost


def _bonus(units: Units, territories: int) -> F32:
    return np.where(units.base == np.arange(territories)[:, None], units.bonus, np.float32(0))


def price_pass(
    units: Units, blocks: Blocks, centers: F32, prices: F32, metric: int, window: F32, labels: I32, threads: int
) -> tuple[F64, I32, F64]:
    """See :meth:`..interface.Kernels.price_pass`."""
    return sums_of_costs(units, costs(units, centers, prices, metric), prices, window, labels)


def sums_of_costs(units: Units, cost: F32, prices: F32, window: F32, labels: I32) -> tuple[F64, I32, F64]:
    """Labels, loads, pairs and curvature from costs (K, n), which are overwritten; +inf where there is no way."""
    k, measures, n = len(cost), len(prices), len(units.travel)
    cheapest = cost.argmin(axis=0)
    if len(labels):
        labels[:] = cheapest
    loads: F64 = np.stack([np.bincount(cheapest, row, minlength=k) for row in units.load], axis=1)
    found: dict[tuple[int, int], F64] = {}
    if len(window) and k > 1:
        every = np.arange(n)
        first = cost[cheapest, every]
        cost[cheapest, every] = np.inf
        other = cost.argmin(axis=0)
        second = cost[other, every]
        travel = first
        for price, ratio in zip(prices, units.ratio, strict=True):
            travel = travel - price[cheapest] * ratio
        width = np.minimum(window[cheapest], window[other]) * (np.maximum(travel, np.float32(0)) + np.float32(0.02))
        for i in np.flatnonzero(np.isfinite(second) & (second - first < width)):
            pair = min(cheapest[i], other[i]), max(cheapest[i], other[i])
            share = np.outer(units.load[:, i], units.ratio[:, i].astype(np.float64)) / (2.0 * float(width[i]))
            found[pair] = found.get(pair, np.zeros((measures, measures))) + share
    pairs = np.array(list(found), np.int32).reshape(-1, 2)
    curvature: F64 = np.array(list(found.values()), np.float64).reshape(-1, measures, measures)
    return loads, pairs, curvature
