"""Places on the Z curve: squares of a quadtree become runs of an order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Code = NDArray[np.uint64]

BITS = 26  # squares of the last level: 0.6 m where the map is the whole world

# moving the bits of a word apart, and together again, in steps (Sean Eron Anderson, Bit Twiddling Hacks)
_STEPS = (16, 8, 4, 2, 1)
_MASKS = (0x0000FFFF0000FFFF, 0x00FF00FF00FF00FF, 0x0F0F0F0F0F0F0F0F, 0x3333333333333333, 0x5555555555555555)
_WHOLE = 0x00000000FFFFFFFF


def morton(x: Float, y: Float) -> Code:
    """Codes of points on the Z curve over their bounding square.

    Examples
    --------
    >>> codes = morton(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0, 1.0]))
    >>> (codes >> np.uint64(2 * BITS - 2)).tolist()
    [0, 2, 1, 3]
    """
    side = max(float(np.ptp(x)), float(np.ptp(y))) or 1.0
    scale = (2**BITS - 1) / side
    column, row = (((values - values.min()) * scale).astype(np.uint64) for values in (x, y))
    return interleaved(column, row)


def interleaved(column: Code, row: Code) -> Code:
    """The code of a square; columns and rows beyond 32 bits lose what is above."""
    return _spread(column) | (_spread(row) << np.uint64(1))


def squares(code: Code) -> tuple[Code, Code]:
    """Column and row of a code."""
    return _gathered(code), _gathered(code >> np.uint64(1))


def _spread(value: Code) -> Code:
    value = value & np.uint64(_WHOLE)
    for step, mask in zip(_STEPS, _MASKS, strict=True):
        value = (value | (value << np.uint64(step))) & np.uint64(mask)
    return value


def _gathered(value: Code) -> Code:
    value = value & np.uint64(_MASKS[-1])
    for step, mask in zip(_STEPS[::-1], (*_MASKS[-2::-1], _WHOLE), strict=True):
        value = (value | (value >> np.uint64(step))) & np.uint64(mask)
    return value
