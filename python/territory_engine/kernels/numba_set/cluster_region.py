"""Units join and leave the territories of a region: twin of ``cpp/search/cluster_region.h``."""

from __future__ import annotations

import numpy as np

from .cluster_cost import at_itself, centroid_cost, from_members, shift_moments, sum_lanes, to_members
from .cluster_data import (
    BACK,
    CENTROID,
    INFINITY,
    LANES,
    MEDOID,
    OWN,
    SPAN,
    SUM,
    WEIGHT,
    ZERO,
    Problem,
    Region,
    X,
    Y,
    Z,
)
from .jit import inlined, kernel


@inlined
def _clear(s: Region, at: int) -> None:
    s.members[X, at] = ZERO
    s.members[Y, at] = ZERO
    s.members[Z, at] = ZERO
    s.members[WEIGHT, at] = ZERO
    s.members[SUM, at] = INFINITY
    s.member[at] = 0


@inlined
def _put(p: Problem, s: Region, c: int, k: int, i: int, total: np.float32) -> None:
    at, u = c * s.stride + k, s.unit[i]
    s.members[X, at] = p.position[0, u]
    s.members[Y, at] = p.position[1, u]
    s.members[Z, at] = p.position[2, u]
    s.members[WEIGHT, at] = p.weight[u]
    s.members[SUM, at] = total
    s.member[at] = i
    s.place[i] = k


@kernel
def insert(p: Problem, s: Region, c: int, i: int) -> None:
    """Unit i joins territory c."""
    u, size, total = s.unit[i], s.held[c], ZERO
    if p.rule == MEDOID:
        own, there, back = s.lanes[OWN], s.lanes[SPAN], s.lanes[BACK]
        for k in range(LANES):
            own[k] = ZERO
        for first in range(0, size, LANES):
            at = c * s.stride + first
            to_members(p, s, c, first, i, there)
            from_members(p, s, c, first, i, there, back)
            for k in range(LANES):
                s.members[SUM, at + k] = s.members[SUM, at + k] + p.weight[u] * there[k]
                own[k] = own[k] + s.members[WEIGHT, at + k] * back[k]
        total = sum_lanes(own) + p.weight[u] * at_itself(p, u)
    _put(p, s, c, size, i, total)
    s.held[c] = size + 1
    shift_moments(p, s.moments[c], u, 1.0)
    for m in range(s.loads.shape[1]):
        s.loads[c, m] += p.load[u, m]
    s.label[i] = c


@kernel
def erase(p: Problem, s: Region, i: int) -> None:
    """Unit i leaves its territory; the last member takes its place."""
    c, hole, u = s.label[i], s.place[i], s.unit[i]
    base, last = c * s.stride, s.held[c] - 1
    if p.rule == MEDOID:
        there = s.lanes[SPAN]
        for first in range(0, last + 1, LANES):
            to_members(p, s, c, first, i, there)
            for k in range(LANES):
                at = base + first + k
                s.members[SUM, at] = s.members[SUM, at] - p.weight[u] * there[k]
    _put(p, s, c, hole, s.member[base + last], s.members[SUM, base + last])
    _clear(s, base + last)
    s.held[c] = last
    shift_moments(p, s.moments[c], u, -1.0)
    for m in range(s.loads.shape[1]):
        s.loads[c, m] -= p.load[u, m]


@kernel
def recount(p: Problem, s: Region, c: int) -> np.float32:
    """Cost of territory c from scratch; sums lose the drift of many changes."""
    base, size = c * s.stride, s.held[c]
    s.moments[c] = 0.0
    s.loads[c] = 0.0
    there, back = s.lanes[SPAN], s.lanes[BACK]
    for k in range(size):
        i = s.member[base + k]
        shift_moments(p, s.moments[c], s.unit[i], 1.0)
        for m in range(s.loads.shape[1]):
            s.loads[c, m] += p.load[s.unit[i], m]
        if p.rule == MEDOID:
            total = 0.0
            for first in range(0, size, LANES):
                to_members(p, s, c, first, i, there)
                from_members(p, s, c, first, i, there, back)
                for j in range(first, min(first + LANES, size)):
                    total += np.float64(s.members[WEIGHT, base + j] * back[j - first])
            s.members[SUM, base + k] = np.float32(total)
    if size == 0:
        return ZERO
    if p.rule == CENTROID:
        return centroid_cost(p, s, c, -1, -1)
    least = INFINITY
    for k in range(size):
        own_total = s.members[SUM, base + k]
        least = own_total if own_total < least else least
    return least


@kernel
def fill(p: Problem, s: Region) -> bool:
    """Members from labels, in the order of the units. False where a territory has no room for its own."""
    s.held[:] = 0
    for i in range(len(s.label)):
        c = s.label[i]
        if s.held[c] == s.stride:
            return False
        _put(p, s, c, s.held[c], i, ZERO)
        s.held[c] += 1
    for c in range(len(s.held)):
        for k in range(s.held[c], s.stride):
            _clear(s, c * s.stride + k)
    for c in range(len(s.held)):
        s.cost[c] = recount(p, s, c)
    return True
