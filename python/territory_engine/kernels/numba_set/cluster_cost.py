"""What a territory costs with one unit more, one less, or one exchanged: twin of ``cpp/search/cluster_cost.h``.

Sums run over 16 lanes as there. The kind of travel is chosen before the loops, so they vectorise.
"""

from __future__ import annotations

import numpy as np

from ..interface import F32, F64
from .arc import arc_global_km
from .cluster_data import (
    ARC,
    ARC_SQUARED,
    BACK,
    CENTROID,
    CHORD,
    CHORD_FLOOR,
    COST,
    INFINITY,
    LANES,
    LEAST,
    MATRIX,
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
def span(travel: int, dx: np.float32, dy: np.float32, dz: np.float32) -> np.float32:
    """Travel of one unit of weight along a chord."""
    t: np.float32 = (dx * dx + dy * dy) + dz * dz
    if travel == CHORD:
        t = np.sqrt(t)
    elif travel == CHORD_FLOOR:
        t = np.float32(np.int32(np.sqrt(t)))
    elif travel == ARC:
        t = arc_global_km(t)
    elif travel == ARC_SQUARED:
        km = arc_global_km(t)
        t = km * km
    return t


@inlined
def spans(travel: int, members: F32, at: int, x: np.float32, y: np.float32, z: np.float32, out: F32) -> None:
    """Travel between a place and 16 members."""
    for k in range(LANES):
        dx, dy, dz = members[X, at + k] - x, members[Y, at + k] - y, members[Z, at + k] - z
        out[k] = (dx * dx + dy * dy) + dz * dz
    if travel == CHORD:
        for k in range(LANES):
            out[k] = np.sqrt(out[k])
    elif travel == CHORD_FLOOR:
        for k in range(LANES):
            out[k] = np.float32(np.int32(np.sqrt(out[k])))
    elif travel in (ARC, ARC_SQUARED):
        for k in range(LANES):
            out[k] = arc_global_km(out[k])
        if travel == ARC_SQUARED:
            for k in range(LANES):
                out[k] = out[k] * out[k]


@inlined
def to_members(p: Problem, s: Region, c: int, first: int, i: int, out: F32) -> None:
    """Travel from unit i to centres at 16 members of territory c; 0 in the padding of a matrix."""
    at = c * s.stride + first
    u = s.unit[i]
    if p.travel != MATRIX:
        spans(p.travel, s.members, at, p.position[0, u], p.position[1, u], p.position[2, u], out)
        return
    for k in range(LANES):
        out[k] = p.matrix[u, s.unit[s.member[at + k]]] if first + k < s.held[c] else ZERO


@inlined
def from_members(p: Problem, s: Region, c: int, first: int, i: int, there: F32, out: F32) -> None:
    """Travel from 16 members of territory c to a centre at unit i; ``there`` is the way back."""
    if p.travel != MATRIX:
        for k in range(LANES):
            out[k] = there[k]
        return
    at = c * s.stride + first
    for k in range(LANES):
        out[k] = p.matrix[s.unit[s.member[at + k]], s.unit[i]] if first + k < s.held[c] else ZERO


@inlined
def at_itself(p: Problem, u: int) -> np.float32:
    """A matrix may hold travel from a place to itself."""
    return p.matrix[u, u] if p.travel == MATRIX else ZERO


@inlined
def sum_lanes(lane: F32) -> np.float32:
    """Halves are added until one is left."""
    half = LANES // 2
    while half > 0:
        for k in range(half):
            lane[k] = lane[k] + lane[k + half]
        half //= 2
    total: np.float32 = lane[0]
    return total


@inlined
def _least_lane(lane: F32) -> np.float32:
    half = LANES // 2
    while half > 0:
        for k in range(half):
            lane[k] = lane[k + half] if lane[k + half] < lane[k] else lane[k]
        half //= 2
    least: np.float32 = lane[0]
    return least


@inlined
def _medoid_cost(p: Problem, s: Region, c: int, add: int, take: int) -> np.float32:
    own, least, cost, there, back = s.lanes[OWN], s.lanes[LEAST], s.lanes[COST], s.lanes[SPAN], s.lanes[BACK]
    for k in range(LANES):
        least[k] = INFINITY
        own[k] = ZERO
    gone = s.place[take] if take >= 0 else -1
    for first in range(0, s.held[c], LANES):
        at = c * s.stride + first
        here = 0 <= gone - first < LANES
        for k in range(LANES):
            cost[k] = s.members[SUM, at + k]
        if add >= 0:
            weight = p.weight[s.unit[add]]
            to_members(p, s, c, first, add, there)
            from_members(p, s, c, first, add, there, back)
            for k in range(LANES):
                cost[k] = cost[k] + weight * there[k]
                back[k] = s.members[WEIGHT, at + k] * back[k]
            if here:
                back[gone - first] = ZERO
            for k in range(LANES):
                own[k] = own[k] + back[k]
        if take >= 0:
            weight = p.weight[s.unit[take]]
            to_members(p, s, c, first, take, there)
            for k in range(LANES):
                cost[k] = cost[k] - weight * there[k]
        if here:
            cost[gone - first] = INFINITY
        for k in range(LANES):
            least[k] = cost[k] if cost[k] < least[k] else least[k]
    best = _least_lane(least)
    if add < 0:
        return best
    u = s.unit[add]
    itself = sum_lanes(own) + p.weight[u] * at_itself(p, u)
    return itself if itself < best else best


@inlined
def mean_place(travel: int, x: float, y: float, z: float, weight: float) -> tuple[np.float32, np.float32, np.float32]:
    """Where the centroid of moments is."""
    length = weight
    if travel in (ARC, ARC_SQUARED):
        length = np.sqrt((x * x + y * y) + z * z)
    scale = 1.0 / length if length > 0.0 else 0.0
    return np.float32(x * scale), np.float32(y * scale), np.float32(z * scale)


@inlined
def shift_moments(p: Problem, moments: F64, u: int, factor: float) -> None:
    """Unit u (global) joins with factor 1, leaves with -1."""
    w = factor * np.float64(p.weight[u])
    for axis in range(3):
        moments[axis] += w * np.float64(p.position[axis, u])
    moments[3] += w


@inlined
def centroid_cost(p: Problem, s: Region, c: int, add: int, take: int) -> np.float32:
    """Cost of territory c around its centroid with ``add`` and without its member ``take``."""
    own, there = s.lanes[OWN], s.lanes[SPAN]
    moments = s.sums
    for k in range(4):
        moments[k] = s.moments[c, k]
    if take >= 0:
        shift_moments(p, moments, s.unit[take], -1.0)
    if add >= 0:
        shift_moments(p, moments, s.unit[add], 1.0)
    x, y, z = mean_place(p.travel, moments[0], moments[1], moments[2], moments[3])
    for k in range(LANES):
        own[k] = ZERO
    gone = s.place[take] if take >= 0 else -1
    for first in range(0, s.held[c], LANES):
        at = c * s.stride + first
        spans(p.travel, s.members, at, x, y, z, there)
        for k in range(LANES):
            there[k] = s.members[WEIGHT, at + k] * there[k]
        if 0 <= gone - first < LANES:
            there[gone - first] = ZERO
        for k in range(LANES):
            own[k] = own[k] + there[k]
    cost = sum_lanes(own)
    if add >= 0:
        u = s.unit[add]
        away = span(p.travel, p.position[0, u] - x, p.position[1, u] - y, p.position[2, u] - z)
        cost = cost + p.weight[u] * away
    return cost


@kernel
def changed(p: Problem, s: Region, c: int, add: int, take: int) -> np.float32:
    """Cost of territory c with ``add`` and without its member ``take``."""
    if add < 0 and s.held[c] == 1:
        return ZERO
    if p.rule == CENTROID:
        return centroid_cost(p, s, c, add, take)
    return _medoid_cost(p, s, c, add, take)
