"""One territory is given up and another one split: twin of ``cpp/search/cluster_reshape.h``."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..interface import F64, Array
from .cluster_cost import mean_place, span
from .cluster_data import CENTROID, INFINITY, MATRIX, RESHAPES, SUM, ZERO, Problem, Region
from .cluster_region import erase, insert, recount
from .jit import inlined, kernel
from .load_cost import MAXIMUM
from .random import from_high, next_random

PRICE, GAIN = range(2)  # rows of reshape_values
CLOSED, SPLIT, WHERE = range(3)  # rows of reshape_places

_Center = tuple[np.float32, np.float32, np.float32, Any]  # place, and unit (global) where it is one


@inlined
def _at_unit(p: Problem, u: int) -> _Center:
    return p.position[0, u], p.position[1, u], p.position[2, u], u


@inlined
def _center(p: Problem, s: Region, c: int) -> _Center:
    if p.rule == CENTROID:
        x, y, z = mean_place(p.travel, s.moments[c, 0], s.moments[c, 1], s.moments[c, 2], s.moments[c, 3])
        return x, y, z, np.int64(-1)
    base = c * s.stride
    best = base
    for at in range(base + 1, base + s.held[c]):
        if s.members[SUM, at] < s.members[SUM, best]:
            best = at
    return _at_unit(p, s.unit[s.member[best]])


@inlined
def _travel(p: Problem, s: Region, i: int, to: _Center) -> np.float32:
    u = s.unit[i]
    if p.travel == MATRIX:
        away = p.matrix[u, to[3]]
    else:
        away = span(p.travel, p.position[0, u] - to[0], p.position[1, u] - to[1], p.position[2, u] - to[2])
    total: np.float32 = p.weight[u] * away
    return total


@inlined
def _price_of_giving_up(p: Problem, s: Region, c: int) -> float:
    """What it costs that each member of c goes to the nearest other centre."""
    own = _center(p, s, c)
    price = 0.0
    for at in range(c * s.stride, c * s.stride + s.held[c]):
        nearest = INFINITY
        for e in range(len(s.held)):
            if e == c or s.held[e] == 0:
                continue
            away = _travel(p, s, s.member[at], _center(p, s, e))
            nearest = away if away < nearest else nearest
        price += np.float64(nearest) - np.float64(_travel(p, s, s.member[at], own))
    return price


@inlined
def _gain_of_splitting(p: Problem, s: Region, c: int) -> tuple[float, int]:
    """The most that a second centre at one of c's members saves, and that member; -1 if none saves anything."""
    own = _center(p, s, c)
    best = 0.0
    where: Any = np.int64(-1)
    base, size = c * s.stride, s.held[c]
    for j in range(base, base + size):
        candidate = _at_unit(p, s.unit[s.member[j]])
        gain = 0.0
        for k in range(base, base + size):
            saved = _travel(p, s, s.member[k], own) - _travel(p, s, s.member[k], candidate)
            gain += np.float64(saved) if saved > ZERO else 0.0
        if gain > best:
            best = gain
            where = s.member[j]
    return best, where


@inlined
def _list(values: F64, kept: int, wanted: int, value: float) -> int:
    """Makes room for a value in a sorted row of at most ``wanted``; its place, or -1."""
    at = kept if kept < wanted else (wanted - 1 if value < values[wanted - 1] else -1)
    while at > 0 and value < values[at - 1]:
        values[at] = values[at - 1]
        at -= 1
    if at >= 0:
        values[at] = value
    return at


@inlined
def _list_place(places: Array, kept: int, at: int, place: int) -> None:
    for k in range(min(kept, len(places) - 1), at, -1):
        places[k] = places[k - 1]
    places[at] = place


@inlined
def _home(p: Problem, s: Region, i: int, a: int, fresh: _Center) -> int:
    """The nearest centre with room for unit i, or else the nearest, where territory a starts anew at ``fresh``."""
    best, nearest = -1, -1
    least, near = INFINITY, INFINITY
    for e in range(len(s.held)):
        if s.held[e] == 0 or s.held[e] >= s.stride:
            continue
        away = _travel(p, s, i, fresh if e == a else _center(p, s, e))
        if away < near:
            near = away
            nearest = e
        if not away < least:
            continue
        fits = True
        for m in range(s.loads.shape[1]):
            y = s.loads[e, m] + (0.0 if e == a else p.load[s.unit[i], m])
            fits &= not y > p.limits[MAXIMUM, s.territory[e], m]
        if fits:
            least = away
            best = e
    return best if best >= 0 else nearest


@inlined
def _candidates(p: Problem, s: Region, wanted: int) -> tuple[int, int]:
    """Lists the territories cheapest to give up and those that gain most by being split; how many of each."""
    values, places = s.reshape_values, s.reshape_places
    closes, splits = 0, 0
    for c in range(len(s.held)):
        if s.held[c] == 0:
            continue
        at = _list(values[PRICE], closes, wanted, _price_of_giving_up(p, s, c))
        if at >= 0:
            _list_place(places[CLOSED, :wanted], closes, at, c)
            closes = min(closes + 1, wanted)
        gain, member = _gain_of_splitting(p, s, c)
        if member < 0:
            continue
        at = _list(values[GAIN], splits, wanted, -gain)
        if at >= 0:
            _list_place(places[SPLIT, :wanted], splits, at, c)
            _list_place(places[WHERE, :wanted], splits, at, member)
            splits = min(splits + 1, wanted)
    return closes, splits


@kernel
def reshape(p: Problem, s: Region, wanted: int) -> bool:
    """False where no pair was found or a territory has no room: labels are then no plan of their own any more."""
    places = s.reshape_places
    closes, splits = _candidates(p, s, min(wanted, RESHAPES))
    if closes == 0 or splits == 0:
        return False
    a = places[CLOSED, from_high(next_random(s.random), closes)]
    at = from_high(next_random(s.random), splits)
    b = places[SPLIT, at]
    if a == b:
        return False
    fresh, old = _at_unit(p, s.unit[places[WHERE, at]]), _center(p, s, b)
    leavers, size = s.held[a], s.held[b]
    for k in range(leavers):
        s.work[k] = s.member[a * s.stride + k]
    end = leavers
    for k in range(size):
        i = s.member[b * s.stride + k]
        if _travel(p, s, i, fresh) < _travel(p, s, i, old) and p.movable[s.unit[i]] != 0:
            s.work[end] = i
            end += 1
    if end - leavers == size:
        return False
    # first those that come, then those that leave
    for turn in range(end):
        k = leavers + turn if turn < end - leavers else turn - (end - leavers)
        i = s.work[k]
        if k >= leavers:
            if s.held[a] == s.stride:
                return False
            to = a
        elif p.movable[s.unit[i]] == 0:
            continue
        else:
            to = _home(p, s, i, a, fresh)
            if to < 0:
                return False
            if to == a:
                continue
        erase(p, s, i)
        insert(p, s, to, i)
    for c in range(len(s.held)):
        s.cost[c] = recount(p, s, c)
    return True
