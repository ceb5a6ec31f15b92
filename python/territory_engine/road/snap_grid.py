"""Cells over the segments of a network, so that a point looks only at the road near it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import EARTH_RADIUS_KM
from .edges import RoadEdges
from .graph import F64, I32, I64

METRES_A_DEGREE = EARTH_RADIUS_KM * 1000.0 * np.pi / 180.0
_SEGMENTS_A_CELL = 0.5  # finer cells take more memory, coarser ones more looks at roads far away
_SMALLEST_CELL_M = 10.0
_OVERLAP = 1e-9  # of a cell: rounding must not lose a cell that a segment touches


@dataclass(frozen=True, eq=False)
class SnapGrid:
    """Rows and columns of cells in degrees, and the segments that touch each cell.

    Longitudes are counted east from ``west``, which lies in the widest gap between all places: no road crosses it, be
    it near the date line or not.

    Attributes
    ----------
    south, west : float
        Degrees, of the first cell.
    height, width : float
        Degrees, of a cell.
    rows, columns : int
    first : (rows * columns + 1,) int64
        Segments of a cell are ``first[cell]`` to ``first[cell + 1]``, ascending.
    segment : (entries,) int32
    latitude, longitude : (P,) float64
        Of every point; longitudes east of ``west``, from 0 on.
    """

    south: float
    west: float
    height: float
    width: float
    rows: int
    columns: int
    first: I64
    segment: I32
    latitude: F64
    longitude: F64

    def east_of_west(self, longitude: F64) -> F64:
        """Degrees east of the grid's west side; little less than 0 for places a little west of it."""
        east = np.mod(longitude - self.west, 360.0)
        result: F64 = np.where(east > 180.0 + 0.5 * self.columns * self.width, east - 360.0, east)
        return result


def make_grid(edges: RoadEdges, latitude: F64, longitude: F64) -> SnapGrid:
    """The grid of the segments that points may be placed on; coordinates are those of the network's nodes."""
    west = _widest_gap(longitude)
    y = latitude[edges.node]
    x = np.mod(longitude - west, 360.0)[edges.node]
    usable = ~edges.is_last if edges.may_snap is None else edges.may_snap & ~edges.is_last
    segment = np.flatnonzero(usable)
    if not len(segment):
        return SnapGrid(0.0, west, 1.0, 1.0, 1, 1, np.zeros(2, np.int64), np.zeros(0, np.int32), y, x)
    y0, y1, x0, x1 = y[segment], y[segment + 1], x[segment], x[segment + 1]
    south, left = min(y0.min(), y1.min()), min(x0.min(), x1.min())
    tall, wide = max(y0.max(), y1.max()) - south, max(x0.max(), x1.max()) - left
    height, width = _cell(tall, wide, np.cos(np.radians(south + tall / 2)), len(segment))
    rows, columns = int(tall / height) + 1, int(wide / width) + 1
    which, cell = _touched((y0 - south) / height, (x0 - left) / width, (y1 - south) / height, (x1 - left) / width,
                           rows, columns)  # fmt: skip
    order = np.argsort(cell, kind="stable")
    first = np.zeros(rows * columns + 1, np.int64)
    np.cumsum(np.bincount(cell, minlength=rows * columns), out=first[1:])
    grid_segment = segment[which[order]].astype(np.int32)
    return SnapGrid(south, west + left, height, width, rows, columns, first, grid_segment, y, x - left)


def _widest_gap(longitude: F64) -> float:
    """The middle of the widest stretch of longitudes without a place."""
    if not len(longitude):
        return -180.0
    ordered = np.sort(longitude)
    gap = np.append(ordered[1:], ordered[0] + 360.0) - ordered
    widest = int(np.argmax(gap))
    return float(ordered[widest] + gap[widest] / 2)


def _cell(tall: float, wide: float, narrowing: float, segments: int) -> tuple[float, float]:
    """Height and width of square cells, degrees: about two for each segment."""
    narrowing = max(narrowing, 1e-3)
    tall_m, wide_m = tall * METRES_A_DEGREE, wide * METRES_A_DEGREE * narrowing
    cells = max(int(segments / _SEGMENTS_A_CELL), 1)
    side = max(np.sqrt(tall_m * wide_m / cells), max(tall_m, wide_m) / cells, _SMALLEST_CELL_M)
    return side / METRES_A_DEGREE, side / (METRES_A_DEGREE * narrowing)


def _touched(y0: F64, x0: F64, y1: F64, x1: F64, rows: int, columns: int) -> tuple[I64, I64]:
    """(segment, cell) of every cell that a segment touches, in units of cells, ordered by segment."""
    low = np.clip(np.minimum(y0, y1) - _OVERLAP, 0, rows - 1).astype(np.int64)
    high = np.clip(np.maximum(y0, y1) + _OVERLAP, 0, rows - 1).astype(np.int64)
    which = np.repeat(np.arange(len(y0)), high - low + 1)
    row = _counted(low, high - low + 1)
    # where the segment enters and leaves the row
    start, end, rise = x0[which], x1[which], (y1 - y0)[which]
    safe = np.where(rise == 0.0, 1.0, rise)
    share = np.stack([row - _OVERLAP - y0[which], row + 1 + _OVERLAP - y0[which]]) / safe
    share = np.clip(np.where(rise == 0.0, [[0.0], [1.0]], share), 0.0, 1.0)
    across = start + share * (end - start)
    left = np.clip(across.min(axis=0) - _OVERLAP, 0, columns - 1).astype(np.int64)
    right = np.clip(across.max(axis=0) + _OVERLAP, 0, columns - 1).astype(np.int64)
    count = right - left + 1
    return np.repeat(which, count), np.repeat(row, count) * columns + _counted(left, count)


def _counted(start: I64, count: NDArray[np.int64]) -> I64:
    """start, start + 1, ... for each, ``count`` of them."""
    total = np.cumsum(count)
    return np.arange(total[-1] if len(total) else 0) - np.repeat(total - count, count) + np.repeat(start, count)
