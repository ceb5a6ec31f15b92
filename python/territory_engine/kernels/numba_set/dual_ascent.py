"""Steps of deflected subgradients up the dual with free centres: twin of ``cpp/bound/dual_ascent.cpp``."""

from __future__ import annotations

from ..interface import F64, I32, Array
from .jit import frozen, kernel
from .open_centers import open_centers

_DEFLECTION, _PROGRESS = 0.8, 1e-5
_EVALUATIONS, _CUTOFF, _STEP, _SERVED = range(4)
_BEST, _STALE, _LENGTH, _DONE = range(4)  # of the figures


@kernel
def _sum(values: F64) -> float:
    total = 0.0
    for value in values:
        total += value
    return total


@kernel
def _paid(value: F64, chosen: I32) -> float:
    total = 0.0
    for j in chosen:
        total += value[j]
    return total


@kernel
def _move(
    served: I32,
    bound: float,
    target: float,
    widest: float,
    reach: F64,
    multiplier: F64,
    direction: F64,
    figures: F64,
) -> None:
    along, length = 0.0, 0.0
    for i in range(len(served)):
        along += direction[i] * (1.0 - served[i])
    keep = _DEFLECTION if along >= 0.0 else 0.0
    for i in range(len(served)):
        ahead = keep * direction[i] + (1.0 - served[i])
        direction[i] = ahead
        length += ahead * ahead
    most = widest * figures[_BEST] if figures[_BEST] > 0.0 else target
    target = target if target < most else most
    rise = target - bound if target > bound else 0.0
    factor = figures[_LENGTH] * rise / length if length > 0.0 else 0.0
    for i in range(len(served)):
        ahead = multiplier[i] + factor * direction[i]
        ahead = ahead if ahead > 0.0 else 0.0
        multiplier[i] = ahead if ahead < reach[i] else reach[i]


@kernel
def _count(chosen: I32, start: Array, taken: Array, often: F64, service: F64) -> None:
    for j in chosen:
        often[j] += 1.0
        for e in range(start[j], start[j + 1]):
            service[e] += taken[e]


def dual_ascent(
    start: Array,
    unit: I32,
    cost: F64,
    weight: F64,
    capacity: float,
    given: int,
    count: int,
    reach: F64,
    steps: tuple[float, float, float, int, float, float, int],
    node_limit: int,
    rounding: float,
    rate: F64,
    taken: Array,
    multiplier: F64,
    best: F64,
    value: F64,
    chosen: I32,
    direction: F64,
    figures: F64,
    often: F64,
    service: F64,
    threads: int,
) -> tuple[int, int]:
    """See :meth:`..interface.Kernels.dual_ascent`."""
    target, widest, cutoff, patience, shorten, least, evaluations = steps
    offers = (start, unit, cost, weight, capacity, given, count)
    unfinished = 0
    for _ in range(evaluations):
        own, opened, served, _, missed = open_centers(*offers, multiplier, node_limit, rate, taken, threads)
        unfinished += missed
        figures[_DONE] += 1.0
        worth, paid = _sum(frozen(multiplier)), _paid(frozen(own), frozen(opened))
        bound = worth - paid - rounding * (worth + paid)
        all_served = bool((served == 1).all())
        if bound > figures[_BEST]:
            if bound > figures[_BEST] + _PROGRESS * abs(bound):
                figures[_STALE] = 0.0
            figures[_BEST] = bound
        if bound == figures[_BEST] or all_served:
            best[:], value[:], chosen[:] = multiplier, own, opened
        figures[_STALE] += 1.0
        if len(often):
            _count(frozen(opened), frozen(start), frozen(taken), often, service)
        if all_served:
            return _SERVED, unfinished
        if figures[_BEST] >= cutoff:
            return _CUTOFF, unfinished
        if figures[_STALE] <= patience:
            _move(frozen(served), bound, float(target), float(widest), frozen(reach), multiplier, direction, figures)
            continue
        figures[_LENGTH] *= shorten
        figures[_STALE] = 0.0
        multiplier[:] = best
        direction[:] = 0.0
        if figures[_LENGTH] < least:
            return _STEP, unfinished
    return _EVALUATIONS, unfinished
