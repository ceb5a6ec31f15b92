"""Shifts and swaps within one region: twin of ``cpp/search/cluster_anneal_simd.cpp``."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..interface import Array
from .cluster_cost import changed
from .cluster_data import Problem, Region
from .cluster_loads import loads_change, loads_of
from .cluster_region import erase, fill, insert, recount
from .cluster_reshape import reshape
from .jit import inlined, kernel
from .random import from_high, from_low, next_random, start_random

STEPS = 256  # temperatures of an annealing
_PARTNERS = 16  # members looked at for a swap that keeps the limits
_TOLERANCE = 1e-12  # of an excess, in sizes of the measure
_51, _52, _ONE = np.uint64(51), np.uint64(52), np.uint64(1)
TRIED, EVALUATED, ACCEPTED, IMPROVED = range(4)  # places in counts
TOTAL, EXCESS = range(2)  # places in figures: of the present state


@inlined
def _copy(source: Array, to: Array) -> None:
    for i in range(len(source)):
        to[i] = source[i]


@inlined
def _moving(p: Problem, s: Region, i: int, a: int, b: int) -> float:
    if len(p.base) == 0:
        return 0.0
    base = p.base[s.unit[i]]
    if base < 0:
        return 0.0
    return p.disruption * (np.float64(base != s.territory[b]) - np.float64(base != s.territory[a]))


@kernel
def _measure(p: Problem, s: Region) -> tuple[float, float]:
    """Total cost and excess."""
    total, excess = 0.0, 0.0
    for c in range(len(s.held)):
        over, cost = loads_of(p, s, c)
        total += np.float64(s.cost[c]) + cost
        excess += over
    if len(p.base) > 0:
        for i in range(len(s.unit)):
            base = p.base[s.unit[i]]
            if base >= 0 and base != s.territory[s.label[i]]:
                total += p.disruption
    return total, excess


@inlined
def _try_move(
    p: Problem, s: Region, i: int, j: int, a: int, b: int, excess: float, cost: float, threshold: float
) -> tuple[bool, float]:
    """A shift of i from a to b, a swap with j unless that is -1. Whether it was made, and by how much cost changed."""
    cost_a, cost_b = changed(p, s, a, j, i), changed(p, s, b, i, j)
    moving = _moving(p, s, i, a, b)
    if j >= 0:
        moving = moving + _moving(p, s, j, b, a)
    delta = np.float64((cost_a - s.cost[a]) + (cost_b - s.cost[b])) + cost + moving
    if not delta < threshold and not excess < -_TOLERANCE:
        return False, 0.0
    erase(p, s, i)
    if j >= 0:
        erase(p, s, j)
    insert(p, s, b, i)
    if j >= 0:
        insert(p, s, a, j)
    s.cost[a] = cost_a
    s.cost[b] = cost_b
    return True, delta


@inlined
def _partner(p: Problem, s: Region, i: int, a: int, b: int, at: int) -> tuple[int, float, float]:
    """The first member of b from place ``at`` on whose swap with i keeps the limits (-1: none); excess and cost."""
    size = s.held[b]
    for _ in range(min(size, _PARTNERS)):
        other = s.member[b * s.stride + at]
        if p.movable[s.unit[other]] != 0:
            excess, cost = loads_change(p, s, a, b, i, other)
            if excess <= _TOLERANCE:
                return other, excess, cost
        at += 1
        if at == size:
            at = 0
    nobody: Any = np.int64(-1)
    return nobody, 0.0, 0.0


@inlined
def _attempt(p: Problem, s: Region, temperature: float, counts: Array) -> tuple[float, float]:
    """One proposal; the changes of cost and excess."""
    draw = next_random(s.random)
    i = from_high(draw, len(s.unit))
    j = s.neighbor[i, from_low(draw, s.neighbor.shape[1])]
    if j < 0:
        return 0.0, 0.0
    a, b = s.label[i], s.label[j]
    if a == b or p.movable[s.unit[i]] == 0:
        return 0.0, 0.0
    counts[TRIED] += 1
    second = next_random(s.random)
    threshold = temperature * p.log[np.int64(second >> _52)]
    partner: Any = np.int64(-1)
    excess, cost = loads_change(p, s, a, b, i, -1)
    if excess <= _TOLERANCE:
        if s.held[a] == 1 or s.held[b] >= s.stride:
            return 0.0, 0.0
    else:
        at = s.place[j] if (second >> _51) & _ONE != 0 else from_low(second, s.held[b])
        partner, excess, cost = _partner(p, s, i, a, b, at)
        if partner < 0:
            return 0.0, 0.0
    counts[EVALUATED] += 1
    made, delta = _try_move(p, s, i, partner, a, b, excess, cost, threshold)
    if not made:
        return 0.0, 0.0
    counts[ACCEPTED] += 1
    return delta, excess


@kernel
def _anneal(
    p: Problem, s: Region, tries: int, start: float, end: float, keep_best: bool, total: float, excess: float,
    best_total: float, best_excess: float, counts: Array,
) -> None:  # fmt: skip
    ratio = 1.0
    if start > 0.0 and end > 0.0:
        ratio = end / start
        half = STEPS
        while half > 1:
            ratio = np.sqrt(ratio)
            half //= 2
    temperature = start
    for step in range(STEPS):
        for _ in range(tries * step // STEPS, tries * (step + 1) // STEPS):
            dear, over = _attempt(p, s, temperature, counts)
            total += dear
            excess += over
        temperature *= ratio
        better = excess < best_excess - _TOLERANCE or (excess <= best_excess + _TOLERANCE and total < best_total)
        if keep_best and better:
            best_excess = excess
            best_total = total
            _copy(s.label, s.best)


@kernel
def anneal_region(
    p: Problem, s: Region, start: float, end: float, tries: int, wanted: int, seed: np.uint64, keep_best: bool,
    labels: Array, counts: Array,
) -> float:  # fmt: skip
    """Anneals a region whose ``label`` and ``neighbor`` are set, and writes ``labels``; returns the gain."""
    start_random(s.random, seed)
    if not fill(p, s):
        return 0.0
    first_total, first_excess = _measure(p, s)
    total, excess = first_total, first_excess
    _copy(s.label, s.best)
    if wanted > 0:
        if not reshape(p, s, wanted):
            return 0.0
        total, excess = _measure(p, s)
    _anneal(p, s, tries, start, end, keep_best, total, excess, first_total, first_excess, counts)
    if keep_best:
        _copy(s.best, s.label)
        if not fill(p, s):
            return 0.0
    else:
        for c in range(len(s.held)):
            s.cost[c] = recount(p, s, c)
    total, excess = _measure(p, s)
    gain = first_total - total
    # sums of float32: a smaller gain could be none
    improved = excess < first_excess - _TOLERANCE or (excess <= first_excess + _TOLERANCE and gain > 1e-6 * first_total)
    counts[IMPROVED] = improved
    if improved or not keep_best:
        for i in range(len(s.unit)):
            labels[s.unit[i]] = s.territory[s.label[i]]
    return gain
