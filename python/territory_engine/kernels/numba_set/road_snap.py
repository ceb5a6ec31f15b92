"""The nearest segment of road to each point: rings of cells around it, until none can be nearer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from ..interface import EARTH_RADIUS_KM, F64, Array
from .jit import frozen, kernel
from .tasks import run_tasks

if TYPE_CHECKING:
    from ...road.snap_grid import SnapGrid

_METRES_A_DEGREE = EARTH_RADIUS_KM * 1000.0 * math.pi / 180.0
_POINTS_A_TASK = 4096


@kernel
def _snap_all(
    first: int,
    last: int,
    latitude: F64,
    longitude: F64,
    farthest: float,
    south: float,
    west: float,
    height: float,
    width: float,
    rows: int,
    columns: int,
    cell_first: Array,
    cell_segment: Array,
    y: F64,
    x: F64,
    segment: Array,
    fraction: F64,
    metres: F64,
) -> None:
    for task in range(first, last):
        for i in range(task * _POINTS_A_TASK, min((task + 1) * _POINTS_A_TASK, len(latitude))):
            py = latitude[i]
            px = (longitude[i] - west) % 360.0
            if px > 180.0 + 0.5 * columns * width:
                px -= 360.0
            north_m = _METRES_A_DEGREE
            east_m = _METRES_A_DEGREE * math.cos(py * (math.pi / 180.0))
            row_at, column_at = (py - south) / height, px / width
            row, column = math.floor(row_at), math.floor(column_at)
            down, left = (row_at - row) * height * north_m, (column_at - column) * width * east_m
            up, right = height * north_m - down, width * east_m - left
            inner = min(min(down, up), min(left, right))
            step = min(height * north_m, width * east_m)
            best, best_segment, best_t = farthest * farthest, -1, 0.0
            ring = max(max(-row, row - rows + 1), max(-column, column - columns + 1), 0)
            outermost = max(max(row, rows - 1 - row), max(column, columns - 1 - column))
            while ring <= outermost:
                if ring > 0:
                    bound = inner + (ring - 1) * step
                    if bound * bound > best:
                        break
                for r in range(max(row - ring, 0), min(row + ring, rows - 1) + 1):
                    whole = r == row - ring or r == row + ring
                    stride = 1 if whole or ring == 0 else 2 * ring
                    for c in range(column - ring, column + ring + 1, stride):
                        if c < 0 or c >= columns:
                            continue
                        cell = r * columns + c
                        for k in range(cell_first[cell], cell_first[cell + 1]):
                            s = cell_segment[k]
                            ay, ax = (y[s] - py) * north_m, (x[s] - px) * east_m
                            dy, dx = (y[s + 1] - y[s]) * north_m, (x[s + 1] - x[s]) * east_m
                            length2 = dy * dy + dx * dx
                            t = -(ay * dy + ax * dx) / length2 if length2 > 0.0 else 0.0
                            t = min(max(t, 0.0), 1.0)
                            ey, ex = ay + t * dy, ax + t * dx
                            d2 = ey * ey + ex * ex
                            if d2 < best or (d2 == best and (best_segment < 0 or s < best_segment)):
                                best, best_segment, best_t = d2, s, t
                ring += 1
            segment[i] = best_segment
            fraction[i] = best_t
            metres[i] = math.sqrt(best) if best_segment >= 0 else math.nan


def road_snap(grid: SnapGrid, latitude: F64, longitude: F64, max_m: float, threads: int) -> tuple[Array, F64, F64]:
    """Segment, fraction along it and metres to it for each point; -1, 0 and NaN beyond ``max_m``."""
    n = len(latitude)
    segment, fraction, metres = np.empty(n, np.int64), np.empty(n), np.empty(n)
    run_tasks(
        _snap_all,
        -(-n // _POINTS_A_TASK),
        threads,
        n,
        frozen(latitude),
        frozen(longitude),
        float(max_m),
        grid.south,
        grid.west,
        grid.height,
        grid.width,
        grid.rows,
        grid.columns,
        frozen(grid.first),
        frozen(grid.segment),
        frozen(grid.latitude),
        frozen(grid.longitude),
        segment,
        fraction,
        metres,
    )
    return segment, fraction, metres
