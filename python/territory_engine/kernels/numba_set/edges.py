"""Tables of pairs of territories that share a border: twin of the edge tables of ``cpp/transport/price_pass.cpp``."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..interface import F64, I32, Array
from .jit import inlined, kernel

_HASH, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


def power_of_two(at_least: int) -> int:
    """The least power of two that is not less."""
    return 1 << max(at_least - 1, 0).bit_length()


@inlined
def slot_of(key: int, capacity: int) -> Any:
    """Where to look for a key first; ``capacity`` is a power of two."""
    return np.int64((np.uint64(key) * _HASH) >> _SHIFT) & (capacity - 1)


@inlined
def find(keys: Array, key: int, used: int) -> Any:
    """Slot of a key, or the free one for it; -1 where three quarters are taken and the key is not there."""
    capacity = len(keys)
    slot = slot_of(key, capacity)
    while keys[slot] != key:
        if keys[slot] < 0:
            return -1 if 4 * used >= 3 * capacity else slot
        slot = (slot + 1) & (capacity - 1)
    return slot


@kernel
def _merge(keys: Array, values: F64, key: Array, place: Array, pairs: I32, curvature: F64, territories: int) -> int:
    edges = 0
    for t in range(len(keys)):
        for s in range(keys.shape[1]):
            wanted = keys[t, s]
            if wanted < 0:
                continue
            slot = slot_of(wanted, len(key))
            while key[slot] >= 0 and key[slot] != wanted:
                slot = (slot + 1) & (len(key) - 1)
            if key[slot] < 0:
                key[slot] = wanted
                place[slot] = edges
                pairs[edges, 0] = wanted // territories
                pairs[edges, 1] = wanted % territories
                edges += 1
            for a in range(values.shape[2]):
                for b in range(values.shape[3]):
                    curvature[place[slot], a, b] += values[t, s, a, b]
    return edges


def merge_edges(keys: Array, values: F64, used: int, territories: int) -> tuple[I32, F64]:
    """Sums the tables of all tasks, in task order; pairs come out in order of first appearance."""
    capacity = power_of_two(2 * used + 1)
    pairs = np.empty((used, 2), np.int32)
    curvature = np.zeros((used, *values.shape[2:]))
    place = np.empty(capacity, np.int64)
    edges = _merge(keys, values, np.full(capacity, -1, np.int64), place, pairs, curvature, territories)
    return pairs[:edges].copy(), curvature[:edges].copy()
