"""Kernels over lists, leaf by leaf. See :mod:`..listed_interface`."""

from __future__ import annotations

import numpy as np

from ..interface import F32, F64, I32, Array
from .border import find_border
from .pricing import priced, sums_of_costs, taken_off
from .units import LEAF, Units

_INF = np.float32(np.inf)


def list_territories(
    units: Units, begin: int, travel: F32, prices: F32, slack: F32, most: int, labels: I32, threads: int
) -> tuple[Array, I32, F32, F32]:
    """See :meth:`..listed_interface.ListedKernels.list_territories`."""
    some = slice(begin, begin + travel.shape[1])
    part = units._replace(ratio=units.ratio[:, some], bonus=units.bonus[some], base=units.base[some])
    cost = priced(part, travel, prices)
    first, territories, rows = [0], [], []
    beyond = np.empty(travel.shape[1], np.float32)
    for begin_leaf in range(0, travel.shape[1], LEAF):
        leaf = slice(begin_leaf, begin_leaf + LEAF)
        here = cost[:, leaf]
        listed = _listed(here, slack, most, labels[leaf])
        first.append(first[-1] + len(listed))
        territories += listed
        rows += [travel[t, leaf] for t in listed]
        others = np.delete(here, listed, axis=0)
        beyond[leaf] = others.min(axis=0, initial=np.inf)
    return np.array(first, np.int64), np.array(territories, np.int32), np.array(rows, np.float32), beyond


def _listed(cost: F32, slack: F32, most: int, labels: I32) -> list[int]:
    """Territories of one leaf, cost (K, 16)."""
    cheapest = cost.argmin(axis=0)
    least = cost.min(axis=0)
    with np.errstate(invalid="ignore"):
        more = np.where(np.isinf(cost), _INF, cost - least)
    key = more.min(axis=1)
    near = (more <= np.maximum(slack[:, None], slack[cheapest])).any(axis=1) & np.isfinite(key)
    always = {*cheapest.tolist(), *labels.tolist()}
    others = [t for t in np.argsort(key, kind="stable").tolist() if near[t] and t not in always]
    return sorted([*always, *others[: max(0, most - len(always))]])


def spread(units: Units, lists: tuple[Array, I32, F32], territories: int) -> F32:
    """Travel (K, n), +inf where a territory is not listed."""
    first, territory, rows = lists
    travel = np.full((territories, len(units.travel)), _INF)
    for leaf in range(len(first) - 1):
        for entry in range(first[leaf], first[leaf + 1]):
            travel[territory[entry], leaf * LEAF : (leaf + 1) * LEAF] = rows[entry]
    return travel


def listed_pass(
    units: Units, lists: tuple[Array, I32, F32], prices: F32, window: F32, labels: I32, threads: int
) -> tuple[F64, I32, F64]:
    """See :meth:`..listed_interface.ListedKernels.listed_pass`."""
    cost = priced(units, spread(units, lists, prices.shape[1]), prices)
    nowhere = np.isinf(cost).all(axis=0)
    lowest = np.repeat(lists[1][lists[0][:-1]], LEAF)
    cost[lowest[nowhere], nowhere] = np.float32(3e38)
    return sums_of_costs(units, cost, prices, window, labels)


def listed_border(
    units: Units,
    lists: tuple[Array, I32, F32],
    prices: F32,
    margin: F32,
    labels: I32,
    width: int,
    threads: int,
) -> tuple[Array, I32, F32]:
    """See :meth:`..listed_interface.ListedKernels.listed_border`."""
    travel = spread(units, lists, prices.shape[1])
    return find_border(units, priced(units, travel, prices), taken_off(units, travel), margin, labels, width)


def listed_travel(lists: tuple[Array, I32, F32], labels: I32, threads: int) -> F32:
    """See :meth:`..listed_interface.ListedKernels.listed_travel`."""
    first, territory, rows = lists
    travel = np.full(len(labels), _INF)
    for i, label in enumerate(labels.tolist()):
        for entry in range(first[i // LEAF], first[i // LEAF + 1]):
            if territory[entry] == label:
                travel[i] = rows[entry, i % LEAF]
    return travel
