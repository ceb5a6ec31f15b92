"""The loops of the nearest search: twins of ``cpp/spatial/nearest_simd.cpp``.

Arrays of places are (3, n) float32, rows x, y, z.
"""

from __future__ import annotations

import numpy as np

from ..interface import F32, I32, Array
from .chord import squared_chord
from .jit import inlined, serial

SCAN_BLOCK = 64  # points scanned at a time
_SLACK = np.float32(1e-5)  # ten times what float32 may err by
_FURTHEST = np.iinfo(np.int64).max
_ZERO, _HALF, _ONE, _TWO, _FOUR = (np.float32(value) for value in (0.0, 0.5, 1.0, 2.0, 4.0))
_ROUNDED_UP = np.float32(1.000001)
_LEAST_SIDE = np.float32(1e-30)


@serial
def enclose(x: F32, y: F32, z: F32, low: F32, high: F32, center: F32) -> np.float32:
    """Box around points; returns the radius of a ball around them, centred in the box."""
    low[:] = _TWO
    high[:] = -_TWO
    for i in range(len(x)):
        low[0], high[0] = min(low[0], x[i]), max(high[0], x[i])
        low[1], high[1] = min(low[1], y[i]), max(high[1], y[i])
        low[2], high[2] = min(low[2], z[i]), max(high[2], z[i])
    for axis in range(3):
        center[axis] = _HALF * (low[axis] + high[axis])
    cx, cy, cz = center[0], center[1], center[2]
    farthest = _ZERO
    for i in range(len(x)):
        farthest = max(farthest, squared_chord(x[i], y[i], z[i], cx, cy, cz))
    radius: np.float32 = _ROUNDED_UP * np.sqrt(farthest)
    return radius


@serial
def cells_of(x: F32, y: F32, z: F32, low: F32, high: F32, bits: int, cells: Array) -> None:
    """Cells of a grid over the box; its bits go one by one to the axis along which cells are longest."""
    side = high - low
    longest = side.copy()
    shares = np.zeros(3, np.int32)
    for _ in range(bits):
        widest = np.argmax(longest)
        longest[widest] *= _HALF
        shares[widest] += 1
    per_unit = np.zeros(3, np.float32)
    for axis in range(3):
        if side[axis] > _LEAST_SIDE:
            per_unit[axis] = np.float32(1 << shares[axis]) / side[axis]
    last_x, last_y, last_z = (1 << shares[0]) - 1, (1 << shares[1]) - 1, (1 << shares[2]) - 1
    shift_x, shift_y = shares[1] + shares[2], shares[2]
    low_x, low_y, low_z = low[0], low[1], low[2]
    per_x, per_y, per_z = per_unit[0], per_unit[1], per_unit[2]
    for i in range(len(x)):
        cell_x = min(np.int32((x[i] - low_x) * per_x), np.int32(last_x))
        cell_y = min(np.int32((y[i] - low_y) * per_y), np.int32(last_y))
        cell_z = min(np.int32((z[i] - low_z) * per_z), np.int32(last_z))
        cells[i] = cell_x << shift_x | cell_y << shift_y | cell_z


@serial
def keep_nearest(x: F32, y: F32, z: F32, radius: np.float32, chord2: F32, kept: Array) -> None:
    """Marks candidates that may be nearest to a point of the ball: not out by the bisector with the best one."""
    best = np.argmin(chord2)
    bx, by, bz, least = x[best], y[best], z[best], chord2[best]
    radius2 = radius * radius
    for j in range(len(x)):
        ahead = (chord2[j] - least) - _SLACK * (chord2[j] + radius2)
        reach2 = _FOUR * radius2 * squared_chord(bx, by, bz, x[j], y[j], z[j])
        kept[j] = (ahead <= _ZERO) | (ahead * ahead <= reach2)


@serial
def keep_within(k: int, radius: np.float32, chord2: F32, kept: Array) -> None:
    """Marks candidates that may be among the k nearest to a point of the ball."""
    kth = np.partition(chord2, k - 1)[k - 1]
    reach = np.sqrt(kth) + _TWO * radius
    limit = (_ONE + _SLACK) * reach * reach
    for j in range(len(chord2)):
        kept[j] = chord2[j] <= limit


@inlined
def squared_chords(x: F32, y: F32, z: F32, px: np.float32, py: np.float32, pz: np.float32, chord2: F32) -> None:
    """Squared chords from places to one."""
    for j in range(len(x)):
        chord2[j] = squared_chord(x[j], y[j], z[j], px, py, pz)


@inlined
def _any_less(a: Array, b: Array) -> bool:
    found = 0
    for p in range(SCAN_BLOCK):
        found += a[p] < b[p]
    return found > 0


@inlined
def _insert_at(words: Array, before: Array, here: Array) -> None:
    for p in range(SCAN_BLOCK):
        here[p] = max(before[p], min(words[p], here[p]))


@serial
def scan(points: F32, candidates: F32, index: I32, best: Array) -> None:
    """The nearest candidates of SCAN_BLOCK points: ``best`` (k, SCAN_BLOCK), nearest first.

    A word is the bits of a squared chord (not negative, so that bits are ordered as values are) above the index of
    the candidate: one comparison of integers settles ties as well.
    """
    k = len(best)
    best[:] = _FURTHEST
    t, words = np.empty(SCAN_BLOCK, np.float32), np.empty(SCAN_BLOCK, np.int64)
    bits = t.view(np.int32)
    x, y, z = points[0], points[1], points[2]
    for c in range(len(index)):
        squared_chords(x, y, z, candidates[0, c], candidates[1, c], candidates[2, c], t)
        for p in range(SCAN_BLOCK):
            words[p] = np.int64(bits[p]) << 32 | np.int64(index[c])
        if k > 1 and not _any_less(words, best[k - 1]):
            continue
        for j in range(k - 1, 0, -1):
            _insert_at(words, best[j - 1], best[j])
        for p in range(SCAN_BLOCK):
            best[0, p] = min(words[p], best[0, p])
