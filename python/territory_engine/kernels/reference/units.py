"""Units and the tree of blocks over them, block by block. See :mod:`..interface` for the definitions."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..interface import F32, F64, I32, Array

LEAF, FAN = 16, 4
_HALF, _SLACK, _ROUND_UP = np.float32(0.5), np.float32(1e-7), np.float32(1.000001)


class Units(NamedTuple):
    """The arrays of :meth:`..interface.Kernels.make_units`."""

    position: F32
    travel: F32
    load: F64
    ratio: F32
    bonus: F32
    base: I32


class Blocks(NamedTuple):
    """Blocks of all levels in one numbering, leaves first; level l has blocks start[l] to start[l + 1]."""

    start: Array  # (levels + 1,) int64
    center: F32  # (3, N)
    half: F32  # (3, N)
    radius: F32  # (N,)
    load: F64  # (N, M)
    ratio_low: F32  # (M, N)
    ratio_high: F32  # (M, N)
    bonus: F32  # (N,) or empty
    base: I32  # (N,) or empty


class _Block(NamedTuple):
    low: F32  # (3,) corners of the box around its parts
    high: F32
    load: list[float]
    ratio_low: F32
    ratio_high: F32
    bonus: np.float32
    base: int  # -1 none, -2 several

    @property
    def center(self) -> F32:
        middle: F32 = _HALF * (self.low + self.high)
        return middle

    @property
    def half(self) -> F32:
        """Half sides and a little more, so that rounding never leaves a unit outside."""
        sides: F32 = np.maximum(self.high - self.center, self.center - self.low) + _SLACK
        return sides

    @property
    def radius(self) -> np.float32:
        x, y, z = self.half * self.half
        return np.float32(np.sqrt((x + y) + z) * _ROUND_UP)


def make_units(position: F32, travel: F32, load: F64, ratio: F32, bonus: F32, base: I32) -> Units:
    """See :meth:`..interface.Kernels.make_units`."""
    return Units(position, travel, load, ratio, bonus, base)


def _unit(units: Units, i: int) -> _Block:
    place, load, ratio = units.position[:, i], units.load[:, i].tolist(), units.ratio[:, i]
    bonus, base = (units.bonus[i], int(units.base[i])) if len(units.bonus) else (np.float32(0), -1)
    return _Block(place, place, load, ratio, ratio, bonus, base)


def _merge(parts: list[_Block], lows: list[F32], highs: list[F32]) -> _Block:
    bases = {part.base for part in parts} - {-1}
    return _Block(
        np.min(lows, axis=0),
        np.max(highs, axis=0),
        [sum(loads, 0.0) for loads in zip(*(part.load for part in parts), strict=True)],
        np.min([part.ratio_low for part in parts], axis=0),
        np.max([part.ratio_high for part in parts], axis=0),
        max(np.float32(0), *(part.bonus for part in parts)),
        bases.pop() if len(bases) == 1 else (-2 if bases else -1),
    )


def _leaf(units: Units, leaf: int) -> _Block:
    parts = [_unit(units, i) for i in range(leaf * LEAF, (leaf + 1) * LEAF)]
    return _merge(parts, [part.low for part in parts], [part.high for part in parts])


def _parent(children: list[_Block]) -> _Block:
    return _merge(children, [c.center - c.half for c in children], [c.center + c.half for c in children])


def make_blocks(units: Units, threads: int) -> Blocks:
    """See :meth:`..interface.Kernels.make_blocks`."""
    levels = [[_leaf(units, leaf) for leaf in range(len(units.travel) // LEAF)]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([_parent(below[i : i + FAN]) for i in range(0, len(below), FAN)])
    blocks = [block for level in levels for block in level]
    extra = blocks if len(units.bonus) else []
    return Blocks(
        np.cumsum([0, *map(len, levels)], dtype=np.int64),
        np.stack([block.center for block in blocks], axis=1),
        np.stack([block.half for block in blocks], axis=1),
        np.array([block.radius for block in blocks], np.float32),
        np.array([block.load for block in blocks]),
        np.stack([block.ratio_low for block in blocks], axis=1),
        np.stack([block.ratio_high for block in blocks], axis=1),
        np.array([block.bonus for block in extra], np.float32),
        np.array([block.base for block in extra], np.int32),
    )
