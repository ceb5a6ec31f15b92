"""Which territories matter to a leaf of units: twin of ``cpp/transport/list_territories*.cpp``."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..interface import F32, I32, Array
from .blocks import LEAF, Units
from .jit import frozen, inlined, kernel
from .listed import INFINITE, leaf_prices
from .pricing import NO_LABELS
from .tasks import run_tasks, task_count

_NO, _MAY, _MUST = np.uint8(0), np.uint8(1), np.uint8(2)


class _Work(NamedTuple):
    cost: F32  # (K, 16)
    key: F32  # (K,)
    order: F32  # (K,)
    unit: F32  # (3, 16) least cost, slack, work
    label: I32  # (16,)


class _Asked(NamedTuple):
    begin: int
    travel: F32  # (K, m)
    prices: F32  # (M, K)
    slack: F32  # (K,)
    most: int
    labels: I32  # (m,) or empty


@inlined
def _cut(most: int, key: F32, kept: Array, order: F32) -> None:
    """Leaves at most ``most`` of those that may be listed, the ones with the least key."""
    k, must, may = len(key), 0, 0
    for t in range(k):
        must += 1 if kept[t] == _MUST else 0
        may += 1 if kept[t] == _MAY else 0
    room = max(most - must, 0)
    if may <= room:
        return
    found = 0
    if room > 0:
        for t in range(k):
            if kept[t] != _MAY or (found == room and not key[t] < order[found - 1]):
                continue
            if found < room:
                found += 1
            p = found - 1
            while p > 0 and key[t] < order[p - 1]:
                order[p] = order[p - 1]
                p -= 1
            order[p] = key[t]
    last = order[room - 1] if room > 0 else np.float32(-1.0)
    equal = room
    for t in range(k):
        equal -= 1 if kept[t] == _MAY and key[t] < last else 0
    for t in range(k):
        if kept[t] != _MAY or key[t] < last:
            continue
        if room > 0 and key[t] == last and equal > 0:
            equal -= 1
        else:
            kept[t] = _NO


@inlined
def _list_leaf(units: Units, asked: _Asked, work: _Work, leaf: int, kept: Array, beyond: F32) -> None:
    travel, slack, labels = asked.travel, asked.slack, asked.labels
    best, allowed, label, key = work.unit[0], work.unit[1], work.label, work.key
    at = leaf * LEAF
    for i in range(LEAF):
        best[i] = INFINITE
        label[i] = 0
    for t in range(len(travel)):
        cost = work.cost[t]
        leaf_prices(units, asked.prices, asked.begin + at, t, travel[t, at : at + LEAF], cost)
        for i in range(LEAF):
            wins = cost[i] < best[i]
            best[i] = cost[i] if wins else best[i]
            label[i] = t if wins else label[i]
    for i in range(LEAF):
        allowed[i] = slack[label[i]]
    for t in range(len(travel)):
        own, cost, least, near = slack[t], work.cost[t], INFINITE, False
        for i in range(LEAF):
            more = cost[i] - best[i] if cost[i] < INFINITE else cost[i]
            least = more if more < least else least
            near |= more <= (allowed[i] if allowed[i] > own else own)
        key[t] = least
        kept[t] = _MAY if near and least < INFINITE else _NO
    for i in range(LEAF):
        kept[label[i]] = _MUST
        if len(labels) > 0:
            kept[labels[at + i]] = _MUST
    _cut(asked.most, key, kept, work.order)
    for i in range(LEAF):
        beyond[at + i] = INFINITE
    for t in range(len(travel)):
        if kept[t] == _NO:
            for i in range(LEAF):
                beyond[at + i] = min(beyond[at + i], work.cost[t, i])


@kernel
def _list_tasks(
    start: int, stop: int, work: _Work, units: Units, asked: _Asked, tasks: int, kept: Array, beyond: F32
) -> None:
    for t in range(start, stop):
        for leaf in range(len(kept) * t // tasks, len(kept) * (t + 1) // tasks):
            _list_leaf(units, asked, work, leaf, kept[leaf], beyond)


def list_territories(
    units: Units, begin: int, travel: F32, prices: F32, slack: F32, most: int, labels: I32, threads: int
) -> tuple[Array, I32, F32, F32]:
    """See :meth:`..listed_interface.ListedKernels.list_territories`."""
    k, count = travel.shape
    if begin < 0 or begin % LEAF or count % LEAF or begin + count > len(units.travel):
        raise ValueError("travel: expected columns for whole leaves of the units")
    leaves = count // LEAF
    tasks = task_count(leaves, 1)
    kept, beyond = np.empty((leaves, k), np.uint8), np.empty(count, np.float32)
    given = labels if len(labels) else NO_LABELS
    asked = _Asked(begin, frozen(travel), frozen(prices), frozen(slack), int(most), frozen(given))

    def memory() -> tuple[_Work]:
        cost, row = np.empty((k, LEAF), np.float32), np.empty((2, k), np.float32)
        return (_Work(cost, row[0], row[1], np.empty((3, LEAF), np.float32), np.empty(LEAF, np.int32)),)

    run_tasks(_list_tasks, tasks, threads, count, units, asked, tasks, kept, beyond, memory=memory)
    leaf, territory = np.nonzero(kept)
    first = np.concatenate([[0], np.cumsum(np.count_nonzero(kept, axis=1))]).astype(np.int64)
    rows = travel.reshape(k, leaves, LEAF)[territory, leaf]
    return first, territory.astype(np.int32), rows, beyond
