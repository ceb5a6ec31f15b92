"""The walk down the block tree: twin of ``cpp/transport/walk.h``, which says how territories are dropped.

A candidate list is one row of ``lists`` and ``territory``; row 0 holds all territories, row d those left at depth d.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..interface import F32, I32, Array
from .blocks import FAN, LEAF, Blocks, Units
from .jit import inlined
from .metric import ZERO, to_travel, travel_of
from .tangent import curvature, has_tangent, pull_factor, tangent_holds

_HALF, _LEAST_ERROR, _ROUNDING = np.float32(0.5), np.float32(1e-3), np.float32(4e-6)
_X, _Y, _Z, ALLOWED, _PRICE = range(5)  # fields of a list; prices of all measures come last
_ROOT, _TRAVEL, _COST, _LOW, _PRICED = range(5)  # rows of work
_OVER = _COST


class Walk(NamedTuple):
    """The memory of one walking thread."""

    lists: F32  # (levels + 1, 4 + M, capacity): x, y, z, margin, prices
    territory: I32  # (levels + 1, capacity) ascending
    work: F32  # (5, capacity)
    stack: Array  # (levels + 1, 3) int64: next child, end of the children, candidates in the row


def new_walk(blocks: Blocks, territories: int) -> Walk:
    """Memory for :func:`start_walk`."""
    rows, measures = len(blocks.start), len(blocks.ratio_low)
    capacity = (territories + LEAF - 1) // LEAF * LEAF
    return Walk(
        np.empty((rows, _PRICE + measures, capacity), np.float32),
        np.empty((rows, capacity), np.int32),
        np.empty((5, capacity), np.float32),
        np.empty((rows, 3), np.int64),
    )


@inlined
def start_walk(walk: Walk, centers: F32, prices: F32, margin: F32) -> None:
    """Puts all territories in row 0; an empty ``margin`` means 0."""
    for c in range(centers.shape[1]):
        walk.territory[0, c] = c
        for axis in range(3):
            walk.lists[0, axis, c] = centers[axis, c]
        walk.lists[0, ALLOWED, c] = margin[c] if len(margin) > 0 else ZERO
        for m in range(len(prices)):
            walk.lists[0, _PRICE + m, c] = prices[m, c]
    walk.stack[0, 2] = centers.shape[1]


@inlined
def _distances(
    metric: int,
    x: np.float32,
    y: np.float32,
    z: np.float32,
    r: np.float32,
    row: F32,
    work: F32,
    n: int,
) -> None:
    """Chord, travel and least travel from a block to candidates; whole registers, past the end of the list."""
    cx, cy, cz = row[_X], row[_Y], row[_Z]
    root, travel, cost, low = work[_ROOT], work[_TRAVEL], work[_COST], work[_LOW]
    whole = (n + LEAF - 1) // LEAF * LEAF
    for q in range(whole):
        dx, dy, dz = x - cx[q], y - cy[q], z - cz[q]
        t = (dx * dx + dy * dy) + dz * dz
        s = np.sqrt(t)
        near = s - r if s > r else ZERO
        root[q] = s
        travel[q] = t
        low[q] = near * near
    to_travel(metric, travel, whole)
    to_travel(metric, low, whole)
    for q in range(whole):
        cost[q] = travel[q]


@inlined
def _least_gaps(blocks: Blocks, block: int, row: F32, work: F32, n: int, best: int, high: np.float32) -> None:
    """How far each candidate's best case lies above the cheapest one's worst case ``high``, less rounding errors.

    Replaces row _COST by _OVER; the terms of prices, less rounding errors, stay in row _PRICED.
    """
    over, low, priced = work[_OVER], work[_LOW], work[_PRICED]
    whole = (n + LEAF - 1) // LEAF * LEAF
    for q in range(whole):
        priced[q] = ZERO
        over[q] = low[q] + high
    for m in range(len(blocks.ratio_low)):
        least, most = blocks.ratio_low[m, block], blocks.ratio_high[m, block]
        price = row[_PRICE + m]
        price_best = price[best]
        for q in range(whole):
            a, b = (price[q] - price_best) * least, (price[q] - price_best) * most
            priced[q] = priced[q] + (a if a < b else b)
            over[q] = over[q] + (abs(price[q]) + abs(price_best)) * most
    for q in range(whole):
        priced[q] = priced[q] - (_LEAST_ERROR + _ROUNDING * over[q])
        over[q] = low[q] - high + priced[q]


class _Best(NamedTuple):
    """A block against the cheapest territory at its middle."""

    place: tuple[np.float32, np.float32, np.float32]  # middle of the block
    half: tuple[np.float32, np.float32, np.float32]
    gradient: tuple[np.float32, np.float32, np.float32]  # of the travel to that territory
    nearest: np.float32  # the travel
    curve: np.float32  # by how much it can exceed its tangent in the block
    tangent: bool  # the second test holds
    base: np.int32
    bonus: np.float32


@inlined
def _against_best(
    metric: int, blocks: Blocks, block: int, row: F32, best: int, root: np.float32, nearest: np.float32
) -> _Best:
    x, y, z, r = blocks.center[0, block], blocks.center[1, block], blocks.center[2, block], blocks.radius[block]
    pull = pull_factor(metric, root, nearest)
    has_bonus = len(blocks.base) > 0
    return _Best(
        (x, y, z),
        (blocks.half[0, block], blocks.half[1, block], blocks.half[2, block]),
        (pull * (x - row[_X, best]), pull * (y - row[_Y, best]), pull * (z - row[_Z, best])),
        nearest,
        curvature(metric, root, r),
        tangent_holds(metric, root, r),
        blocks.base[block] if has_bonus else np.int32(-1),
        blocks.bonus[block] if has_bonus else ZERO,
    )


@inlined
def _dearer(metric: int, best: _Best, row: F32, work: F32, territory: I32, q: int, margin: np.float32) -> bool:
    """Whether candidate q is dearer by more than ``margin`` than the best one everywhere in the block."""
    if best.base == -2 or best.base == territory[q]:
        margin = margin + best.bonus
    if work[_OVER, q] > margin:
        return True
    s = work[_ROOT, q]
    if not best.tangent or not has_tangent(metric, s):
        return False
    pull = pull_factor(metric, s, work[_TRAVEL, q])
    gx = pull * (best.place[0] - row[_X, q]) - best.gradient[0]
    gy = pull * (best.place[1] - row[_Y, q]) - best.gradient[1]
    gz = pull * (best.place[2] - row[_Z, q]) - best.gradient[2]
    swing = (abs(gx) * best.half[0] + abs(gy) * best.half[1]) + abs(gz) * best.half[2]
    above: bool = work[_TRAVEL, q] - best.nearest + work[_PRICED, q] - swing - best.curve > margin
    return above


@inlined
def _cheapest_at_middle(blocks: Blocks, metric: int, block: int, row: F32, work: F32, n: int) -> int:
    """Fills rows _ROOT, _TRAVEL, _COST, _LOW; returns the candidate that costs least at the middle of the block."""
    x, y, z = blocks.center[0, block], blocks.center[1, block], blocks.center[2, block]
    _distances(metric, x, y, z, blocks.radius[block], row, work, n)
    cost = work[_COST]
    for m in range(len(blocks.ratio_low)):
        middle = _HALF * (blocks.ratio_low[m, block] + blocks.ratio_high[m, block])
        price = row[_PRICE + m]
        for q in range((n + LEAF - 1) // LEAF * LEAF):
            cost[q] = cost[q] + price[q] * middle
    best = 0
    for q in range(1, n):
        if cost[q] < cost[best]:
            best = q
    return best


@inlined
def _keep(blocks: Blocks, walk: Walk, metric: int, block: int, depth: int) -> int:
    """Packs the candidates of row ``depth - 1`` that some unit of the block may prefer in row ``depth``."""
    row, kept, work = walk.lists[depth - 1], walk.lists[depth], walk.work
    territory, kept_territory = walk.territory[depth - 1], walk.territory[depth]
    allowed, n = row[ALLOWED], walk.stack[depth - 1, 2]
    at = _cheapest_at_middle(blocks, metric, block, row, work, n)
    reach = work[_ROOT, at] + blocks.radius[block]
    best = _against_best(metric, blocks, block, row, at, work[_ROOT, at], work[_TRAVEL, at])
    _least_gaps(blocks, block, row, work, n, at, travel_of(metric, reach * reach))
    # A unit counts its second territory within the larger margin of its two, and any territory that can be the
    # cheapest of a unit here may be the one with the larger margin.
    widest = allowed[at]
    for q in range(n):
        if allowed[q] > widest and not _dearer(metric, best, row, work, territory, q, ZERO):
            widest = allowed[q]
    count = 0
    for q in range(n):
        if q != at and _dearer(metric, best, row, work, territory, q, widest if allowed[q] < widest else allowed[q]):
            continue
        kept_territory[count] = territory[q]
        for field in range(_PRICE + len(blocks.ratio_low)):
            kept[field, count] = row[field, q]
        count += 1
    return count


@inlined
def enter(walk: Walk, block: int) -> int:
    """Starts at a block; returns the depth to hand to :func:`next_end`."""
    walk.stack[1, 0], walk.stack[1, 1] = block, block + 1
    return 1


@inlined
def next_end(blocks: Blocks, walk: Walk, metric: int, top: int, depth: int) -> tuple[int, int, int]:
    """Walks on to the next block where the walk ends: a leaf, or one candidate left.

    Returns its depth (0: there is none), level and number in the level; its list is row ``depth``. ``top`` is the
    level of the block the walk started at, ``depth`` the depth where it stopped last.
    """
    start, stack = blocks.start, walk.stack
    while depth > 0:
        block = stack[depth, 0]
        if block == stack[depth, 1]:
            depth -= 1
            continue
        stack[depth, 0] = block + 1
        count = _keep(blocks, walk, metric, block, depth)
        stack[depth, 2] = count
        level = top + 1 - depth
        number = block - start[level]
        if count == 1 or level == 0:
            return depth, level, number
        depth += 1
        stack[depth, 0] = start[level - 1] + number * FAN
        stack[depth, 1] = min(stack[depth, 0] + FAN, start[level])
    return 0, 0, 0


@inlined
def units_below(level: int, number: int, n: int) -> tuple[int, int]:
    """First and end of the units of a block."""
    span = LEAF
    for _ in range(level):
        span *= FAN
    return number * span, min(number * span + span, n)


@inlined
def leaf_costs(units: Units, metric: int, begin: int, row: F32, q: int, territory: int, cost: F32) -> None:
    """Travel + price terms (less the bonus of the baseline) of the 16 units of a leaf against one candidate."""
    x, y, z = units.position[0, begin:], units.position[1, begin:], units.position[2, begin:]
    cx, cy, cz = row[_X, q], row[_Y, q], row[_Z, q]
    for i in range(LEAF):
        dx, dy, dz = x[i] - cx, y[i] - cy, z[i] - cz
        cost[i] = (dx * dx + dy * dy) + dz * dz
    to_travel(metric, cost, LEAF)
    for m in range(len(units.ratio)):
        price, ratio = row[_PRICE + m, q], units.ratio[m, begin:]
        for i in range(LEAF):
            cost[i] = cost[i] + price * ratio[i]
    if len(units.bonus) > 0:
        bonus, base = units.bonus[begin:], units.base[begin:]
        for i in range(LEAF):
            cost[i] = cost[i] - (bonus[i] if base[i] == territory else ZERO)
