"""Border units by the pairs of territories they can stand in: twin of ``cpp/search/pair_lists.cpp``."""

from __future__ import annotations

import numpy as np

from ..interface import I32, Array
from .edges import slot_of
from .jit import frozen, inlined, kernel


@inlined
def _key(s: int, t: int, territories: int) -> int:
    return min(s, t) * territories + max(s, t)


@kernel
def _number_pairs(territory: I32, territories: int, keys: Array, ids: I32, pair: I32, sizes: Array) -> int:
    """Numbers pairs in order of first appearance; returns how many, or -1 where the table is too small for them."""
    units, width = territory.shape
    used, slots = 0, len(keys)
    for i in range(units):
        p = 0
        for a in range(width):
            for b in range(a + 1, width):
                s, t = territory[i, a], territory[i, b]
                if s >= 0 and t >= 0:
                    key = _key(s, t, territories)
                    slot = slot_of(key, slots)
                    while keys[slot] >= 0 and keys[slot] != key:
                        slot = (slot + 1) & (slots - 1)
                    if keys[slot] < 0:
                        if 2 * used >= slots:
                            return -1
                        keys[slot] = key
                        ids[slot] = used
                        sizes[used] = 0
                        used += 1
                    pair[i, p] = ids[slot]
                    sizes[ids[slot]] += 1
                else:
                    pair[i, p] = -1
                p += 1
    return used


@kernel
def _fill_lists(territory: I32, pair: I32, fill: Array, unit: I32, slot: Array) -> None:
    units, width = territory.shape
    for i in range(units):
        p = 0
        for a in range(width):
            for b in range(a + 1, width):
                if pair[i, p] >= 0:
                    to = fill[pair[i, p]]
                    fill[pair[i, p]] = to + 1
                    unit[to] = i
                    slot[to] = a * 16 + b if territory[i, a] < territory[i, b] else b * 16 + a
                p += 1


def pair_lists(territory: I32, territories: int) -> tuple[I32, Array, I32, Array]:
    """See :meth:`..interface.Kernels.pair_lists`."""
    units, width = territory.shape
    territory = frozen(territory)
    pair = np.empty((units, width * (width - 1) // 2), np.int32)
    slots, used = 1024, -1
    while used < 0:
        keys, ids = np.full(slots, -1, np.int64), np.empty(slots, np.int32)
        sizes = np.empty(slots // 2 + 1, np.int64)
        used = _number_pairs(territory, territories, keys, ids, pair, sizes)
        slots *= 4
    first = np.concatenate([[0], np.cumsum(sizes[:used])])
    unit, slot = np.empty(first[-1], np.int32), np.empty(first[-1], np.uint8)
    _fill_lists(territory, frozen(pair), first[:-1].copy(), unit, slot)
    return pair, first, unit, slot
