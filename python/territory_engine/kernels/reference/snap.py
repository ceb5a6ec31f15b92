"""The nearest segment of road: every point meets every segment."""

from __future__ import annotations

import numpy as np

from ..interface import EARTH_RADIUS_KM
from ..snap_interface import F64, I32, I64

METRES_A_DEGREE = EARTH_RADIUS_KM * 1000.0 * np.pi / 180.0


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
    n, segments = len(y), np.unique(segment)
    found, fraction, metres = np.full(n, -1, np.int32), np.zeros(n), np.full(n, np.nan)
    if not len(segments):
        return found, fraction, metres
    for i in range(n):
        north, east = METRES_A_DEGREE, METRES_A_DEGREE * cosine[i]
        ay, ax = (road_y[segments] - y[i]) * north, (road_x[segments] - x[i]) * east
        dy = (road_y[segments + 1] - road_y[segments]) * north
        dx = (road_x[segments + 1] - road_x[segments]) * east
        length2 = dy * dy + dx * dx
        t = np.where(length2 > 0.0, -(ay * dy + ax * dx) / np.where(length2 > 0.0, length2, 1.0), 0.0)
        t = np.clip(t, 0.0, 1.0)
        ey, ex = ay + t * dy, ax + t * dx
        square = ey * ey + ex * ex
        best = int(np.argmin(square))
        if square[best] <= farthest_m * farthest_m:
            found[i], fraction[i], metres[i] = segments[best], t[best], np.sqrt(square[best])
    return found, fraction, metres
