"""The nearest few centres of every point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..kernels import get
from ..kernels.road_query_interface import DirectWays
from ..travel.memory import refuse_beyond
from .ends import entries, exits
from .graph import I64, U32, UNIT
from .places import RoadPlaces
from .table import ways_along_one_road

if TYPE_CHECKING:
    from .network import RoadNetwork

DIRECTIONS = ("back", "out", "round_trip")


def nearest(
    network: RoadNetwork,
    points: RoadPlaces,
    centers: RoadPlaces,
    k: int,
    metric: str,
    direction: str = "back",
    threads: int = 0,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Indices and travel, (n, k); see :meth:`territory_engine.RoadNetwork.nearest`."""
    what = f"RoadNetwork.nearest: {k:,} centres for {len(points):,} points"
    refuse_beyond(8 * k * len(points), what, "work through the points in parts")
    kernels, search, unit = get(), network.search(metric), UNIT[metric]
    if direction != "back":
        out = by_point(len(points), *_turned(ways_along_one_road(centers, points, metric)))
    if direction == "out":
        return kernels.road_nearest(
            search, entries(points, metric), exits(centers, metric), True, out, k, unit, threads
        )
    back = by_point(len(points), *ways_along_one_road(points, centers, metric))
    if direction == "back":
        return kernels.road_nearest(
            search, exits(points, metric), entries(centers, metric), False, back, k, unit, threads
        )
    of_points = exits(points, metric), entries(points, metric)
    of_centers = exits(centers, metric), entries(centers, metric)
    return kernels.road_nearest_round_trip(search, of_points, of_centers, (out, back), k, unit, threads)


def _turned(ways: tuple[I64, I64, U32]) -> tuple[I64, I64, U32]:
    return ways[1], ways[0], ways[2]


def by_point(count: int, point: I64, center: I64, weight: U32) -> DirectWays:
    """Pairs in rows by point."""
    order = np.argsort(point, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(point, minlength=count))]).astype(np.int64)
    return first, center[order].astype(np.int32), weight[order]
