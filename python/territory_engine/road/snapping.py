"""From points, and from nodes, to places on a network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernels import get
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
    segment, fraction, metres = get().road_snap(
        grid.first,
        grid.segment,
        grid.rows,
        grid.columns,
        grid.south,
        grid.height,
        grid.width,
        grid.latitude,
        grid.longitude,
        latitude,
        grid.east_of_west(longitude),
        np.cos(np.radians(latitude)),
        max_km * 1000.0,
        threads,
    )
    return make_places(edges, nodes, segment, fraction, metres, access_kmh)


def at_nodes(edges: RoadEdges, nodes: RoadNodes, rows: NDArray[np.integer]) -> RoadPlaces:
    """Places at nodes of the network, given by their rows: no leg."""
    point = nodes.point(edges)[rows]
    # the last point of an edge begins no segment: it is the end of the one before
    last = edges.is_last[point]
    segment = np.where(last, point - 1, point).astype(np.int32)
    return make_places(edges, nodes, segment, last.astype(np.float64), np.zeros(len(rows)), 1.0)
