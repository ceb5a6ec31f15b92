"""Units in spatial order and the tree of blocks over them: twin of ``cpp/spatial/blocks.cpp``."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..interface import F32, F64, I32, Array
from .jit import frozen, inlined, kernel
from .tasks import run_tasks

LEAF = 16  # units in a leaf
FAN = 4  # children of a block
_HALF, _SLACK, _ROUND_UP = np.float32(0.5), np.float32(1e-7), np.float32(1.000001)
_INF = np.float32(np.inf)


class Units(NamedTuple):
    """Units in spatial order, as :meth:`..interface.Kernels.make_units` describes them; read-only arrays."""

    position: F32  # (3, n)
    travel: F32  # (n,)
    load: F64  # (M, n)
    ratio: F32  # (M, n)
    bonus: F32  # (n,) or empty
    base: I32  # (n,) or empty


class Blocks(NamedTuple):
    """Blocks of all levels in one numbering, leaves first; level l has blocks start[l] to start[l + 1]."""

    start: Array  # (levels + 1,) int64
    center: F32  # (3, N) middle of the bounding box
    half: F32  # (3, N) half sides
    radius: F32  # (N,) half diagonal
    load: F64  # (N, M)
    ratio_low: F32  # (M, N)
    ratio_high: F32  # (M, N)
    bonus: F32  # (N,) largest bonus, or empty
    base: I32  # (N,) the one baseline territory of its units, -1 none, -2 several; or empty


def make_units(position: F32, travel: F32, load: F64, ratio: F32, bonus: F32, base: I32) -> Units:
    """See :meth:`..interface.Kernels.make_units`."""
    n = len(travel)
    if n == 0 or n % LEAF != 0:
        raise ValueError("units: not padded to whole leaves")
    shapes = {"position": (3, n), "ratio": load.shape, "load": (len(load), n), "base": bonus.shape}
    shapes["bonus"] = (n,) if bonus.size else (0,)
    for name, array in (("position", position), ("ratio", ratio), ("load", load), ("bonus", bonus), ("base", base)):
        if array.shape != shapes[name]:
            raise ValueError(f"{name}: expected shape {shapes[name]}, got {array.shape}")
    return Units(frozen(position), frozen(travel), frozen(load), frozen(ratio), frozen(bonus), frozen(base))


@inlined
def _merge_base(a: np.int32, b: np.int32) -> np.int32:
    if a == -1 or a == b:
        return b
    return a if b == -1 else np.int32(-2)


@inlined
def _box(low: np.float32, high: np.float32) -> tuple[np.float32, np.float32]:
    """Middle and half side of an interval; a little more than half, so that rounding leaves no unit outside."""
    center = _HALF * (low + high)
    up, down = high - center, center - low
    return center, (down if up < down else up) + _SLACK


# Arrays are taken out of their tuples before the loops: a reference count inside of them would be fought over by all
# threads.


@kernel
def _build_leaves(first: int, last: int, units: Units, blocks: Blocks) -> None:
    position, load, ratio, bonus, base = units.position, units.load, units.ratio, units.bonus, units.base
    center, half, radius, block_load = blocks.center, blocks.half, blocks.radius, blocks.load
    ratio_low, ratio_high, block_bonus, block_base = blocks.ratio_low, blocks.ratio_high, blocks.bonus, blocks.base
    for leaf in range(first, last):
        begin, end = leaf * LEAF, leaf * LEAF + LEAF
        squared = np.float32(0.0)
        for axis in range(3):
            low, high = _INF, -_INF
            for i in range(begin, end):
                low = position[axis, i] if position[axis, i] < low else low
                high = position[axis, i] if high < position[axis, i] else high
            center[axis, leaf], half[axis, leaf] = _box(low, high)
            squared = squared + half[axis, leaf] * half[axis, leaf]
        radius[leaf] = np.sqrt(squared) * _ROUND_UP
        for m in range(len(ratio)):
            low, high, total = _INF, -_INF, 0.0
            for i in range(begin, end):
                low = ratio[m, i] if ratio[m, i] < low else low
                high = ratio[m, i] if high < ratio[m, i] else high
                total += load[m, i]
            ratio_low[m, leaf], ratio_high[m, leaf], block_load[leaf, m] = low, high, total
        if len(bonus) > 0:
            largest, common = np.float32(0.0), np.int32(-1)
            for i in range(begin, end):
                largest = bonus[i] if largest < bonus[i] else largest
                common = _merge_base(common, base[i])
            block_bonus[leaf], block_base[leaf] = largest, common


@kernel
def _build_parents(first: int, last: int, blocks: Blocks, level: int) -> None:
    start, center, half, radius, load = blocks.start, blocks.center, blocks.half, blocks.radius, blocks.load
    ratio_low, ratio_high, bonus, base = blocks.ratio_low, blocks.ratio_high, blocks.bonus, blocks.base
    for index in range(first, last):
        block = start[level] + index
        begin = start[level - 1] + index * FAN
        end = min(begin + FAN, start[level])
        squared = np.float32(0.0)
        for axis in range(3):
            low, high = _INF, -_INF
            for c in range(begin, end):
                bottom, top = center[axis, c] - half[axis, c], center[axis, c] + half[axis, c]
                low = bottom if bottom < low else low
                high = top if high < top else high
            center[axis, block], half[axis, block] = _box(low, high)
            squared = squared + half[axis, block] * half[axis, block]
        radius[block] = np.sqrt(squared) * _ROUND_UP
        for m in range(len(ratio_low)):
            low, high, total = _INF, -_INF, 0.0
            for c in range(begin, end):
                low = ratio_low[m, c] if ratio_low[m, c] < low else low
                high = ratio_high[m, c] if high < ratio_high[m, c] else high
                total += load[c, m]
            ratio_low[m, block], ratio_high[m, block], load[block, m] = low, high, total
        if len(bonus) > 0:
            largest, common = np.float32(0.0), np.int32(-1)
            for c in range(begin, end):
                largest = bonus[c] if largest < bonus[c] else largest
                common = _merge_base(common, base[c])
            bonus[block], base[block] = largest, common


def make_blocks(units: Units, threads: int) -> Blocks:
    """See :meth:`..interface.Kernels.make_blocks`."""
    counts = [len(units.travel) // LEAF]
    while counts[-1] > 1:
        counts.append((counts[-1] + FAN - 1) // FAN)
    total, measures, extra = sum(counts), len(units.ratio), sum(counts) if len(units.bonus) else 0
    blocks = Blocks(
        np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]),
        np.empty((3, total), np.float32),
        np.empty((3, total), np.float32),
        np.empty(total, np.float32),
        np.empty((total, measures)),
        np.empty((measures, total), np.float32),
        np.empty((measures, total), np.float32),
        np.empty(extra, np.float32),
        np.empty(extra, np.int32),
    )
    run_tasks(_build_leaves, counts[0], threads, len(units.travel), units, blocks)
    for level in range(1, len(counts)):
        run_tasks(_build_parents, counts[level], threads, FAN * counts[level], blocks, level)
    return Blocks(*(frozen(array) for array in blocks))
