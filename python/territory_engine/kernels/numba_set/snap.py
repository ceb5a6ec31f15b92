"""The nearest segment of road to each point: twin of ``cpp/road/snap.cpp``."""

from __future__ import annotations

import math

import numpy as np

from ..interface import EARTH_RADIUS_KM
from ..snap_interface import F64, I32, I64
from .jit import frozen, inlined, kernel
from .tasks import run_tasks

_METRES_A_DEGREE = EARTH_RADIUS_KM * 1000.0 * math.pi / 180.0
_POINTS_A_TASK = 4096


@inlined
def _look_at(
    begin: int, end: int, segment: I32, y: F64, x: F64, py: float, px: float, north: float, east: float,
    square: float, found: int, fraction: float,
) -> tuple[float, int, float]:  # fmt: skip
    """The best of the segments of one cell and what was found before: square, segment, fraction."""
    for k in range(begin, end):
        s = segment[k]
        ay, ax = (y[s] - py) * north, (x[s] - px) * east
        dy, dx = (y[s + 1] - y[s]) * north, (x[s + 1] - x[s]) * east
        length2 = dy * dy + dx * dx
        t = -(ay * dy + ax * dx) / length2 if length2 > 0.0 else 0.0
        t = min(max(t, 0.0), 1.0)
        ey, ex = ay + t * dy, ax + t * dx
        here = ey * ey + ex * ex
        if here < square or (here == square and (found < 0 or s < found)):
            square, found, fraction = here, s, t
    return square, found, fraction


@kernel
def _snap(
    task_first: int, task_last: int, first: I64, segment: I32, rows: int, columns: int, south: float, height: float,
    width: float, road_y: F64, road_x: F64, y: F64, x: F64, cosine: F64, farthest_m: float, out: I32, fractions: F64,
    metres: F64,
) -> None:  # fmt: skip
    for i in range(task_first * _POINTS_A_TASK, min(task_last * _POINTS_A_TASK, len(y))):
        py, px, north, east = y[i], x[i], _METRES_A_DEGREE, _METRES_A_DEGREE * cosine[i]
        row_at, column_at = (py - south) / height, px / width
        below, before = math.floor(row_at), math.floor(column_at)
        row, column = int(below), int(before)
        tall, wide = height * north, width * east
        down, left = (row_at - below) * tall, (column_at - before) * wide
        # no cell of ring r is nearer than inner + (r - 1) * step
        inner = min(min(down, tall - down), min(left, wide - left))
        step = min(tall, wide)
        square, found, fraction = farthest_m * farthest_m, -1, 0.0
        ring = max(max(max(-row, row - rows + 1), max(-column, column - columns + 1)), 0)
        outermost = max(max(row, rows - 1 - row), max(column, columns - 1 - column))
        while ring <= outermost:
            bound = inner + (ring - 1) * step
            if ring > 0 and bound * bound > square:
                break
            for r in range(max(row - ring, 0), min(row + ring, rows - 1) + 1):
                low, high, stride = column - ring, column + ring, max(2 * ring, 1)
                if r == row - ring or r == row + ring:
                    low, high, stride = max(low, 0), min(high, columns - 1), 1
                for c in range(low, high + 1, stride):
                    if 0 <= c < columns:
                        cell = r * columns + c
                        square, found, fraction = _look_at(
                            first[cell], first[cell + 1], segment, road_y, road_x, py, px, north, east, square, found,
                            fraction,
                        )  # fmt: skip
            ring += 1
        out[i], fractions[i] = found, fraction
        metres[i] = math.sqrt(square) if found >= 0 else math.nan


def road_snap(
    first: I64,
    segment: I32,
    rows: int,
    columns: int,
    south: float,
    height: float,
    width: float,
    road_y: F64,
    road_x: F64,
    y: F64,
    x: F64,
    cosine: F64,
    farthest_m: float,
    threads: int,
) -> tuple[I32, F64, F64]:
    """See :meth:`..snap_interface.SnapKernels.road_snap`."""
    n = len(y)
    found, fraction, metres = np.empty(n, np.int32), np.empty(n), np.empty(n)
    cells = frozen(first), frozen(segment), rows, columns, south, height, width, frozen(road_y), frozen(road_x)
    points = frozen(y), frozen(x), frozen(cosine), farthest_m
    run_tasks(_snap, -(-n // _POINTS_A_TASK), threads, n, *cells, *points, found, fraction, metres)
    return found, fraction, metres
