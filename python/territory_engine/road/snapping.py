"""From points, and from nodes, to places on a network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .edges import RoadEdges
from .graph import F64
from .nodes import RoadNodes
from .places import RoadPlaces, make_places
from .snap_grid import SnapGrid


def snap(
    grid: SnapGrid,
    edges: RoadEdges,
    nodes: RoadNodes,
    latitude: F64,
    longitude: F64,
    *,
    max_km: float,
    access_kmh: float,
    threads: int,
) -> RoadPlaces:
    """Places at the nearest segments, see :meth:`territory_engine.RoadNetwork.snap`."""
    from ..kernels.numba_set.road_snap import road_snap

    segment, fraction, metres = road_snap(grid, latitude, longitude, max_km * 1000.0, threads)
    return make_places(edges, nodes, segment, fraction, metres, access_kmh)


def at_nodes(edges: RoadEdges, nodes: RoadNodes, rows: NDArray[np.integer]) -> RoadPlaces:
    """Places at nodes of the network, given by their rows: no leg."""
    point = nodes.point(edges)[rows]
    # the last point of an edge begins no segment: it is the end of the one before
    last = edges.is_last[point]
    return make_places(edges, nodes, np.where(last, point - 1, point), last.astype(float), np.zeros(len(rows)), 1.0)
