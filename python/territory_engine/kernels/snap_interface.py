"""The kernel that finds the road next to each point: its arguments, and the definition of its result."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


class SnapKernels(Protocol):
    """The part of a kernel set that places points on roads."""

    def road_snap(
        self,
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
        """The nearest segment of road to each of n points, over a grid of cells (territory_engine.road.snap_grid).

        Segment s lies between the points s and s + 1 of ``road_y``, ``road_x`` (P,), degrees; those that touch cell
        row * columns + column are ``segment[first[cell]:first[cell + 1]]``. Cells begin at the latitude ``south`` and
        the longitude 0, and are ``height`` by ``width`` degrees; every segment is in every cell that it touches.

        Points are ``y``, ``x`` (n,), degrees, with the cosines of their latitudes. Lengths are those of the plane that
        touches the sphere at the latitude of the point: with M metres a degree, a difference of degrees (v, u) has the
        square (v * M)^2 + (u * (M * cosine))^2, all in float64.

        Returns ``segment`` (n,) int32, the one with the least square, of equal ones the lowest; ``fraction`` (n,),
        how far along it, 0 to 1; ``metres`` (n,). -1, 0 and NaN where no segment is within ``farthest_m``. All sets
        give the same bits.
        """
        ...
