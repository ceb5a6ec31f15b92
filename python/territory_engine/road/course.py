"""The course of a way on the map: positions on edges, with the coordinates and nodes there.

A position is a real number: 17.25 is a quarter of the segment behind point 17 (:class:`.edges.RoadEdges`).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .edges import RoadEdges
from .graph import F64, I32, RoadGraph
from .nodes import RoadNodes


def ends_of_way(edges: RoadEdges, way: int) -> tuple[float, float]:
    """Where a way begins and where it ends."""
    edge, backward = divmod(way, 2)
    first, last = float(edges.first[edge]), float(edges.first[edge + 1] - 1)
    return (last, first) if backward else (first, last)


def stretch(begin: float, end: float) -> F64:
    """Positions from one to another: both, and the points between."""
    if begin <= end:
        between = np.arange(math.floor(begin) + 1, math.ceil(end))
    else:
        between = np.arange(math.ceil(begin) - 1, math.floor(end), -1)
    return np.concatenate([[begin], between, [end]])


def coordinates(edges: RoadEdges, nodes: RoadNodes, position: F64) -> tuple[F64, F64] | tuple[None, None]:
    """Latitude and longitude in degrees, or None where the network has none."""
    if nodes.latitude is None or nodes.longitude is None:
        return None, None
    point = np.floor(position).astype(np.int64)
    share = position - point
    here, there = edges.node[point], edges.node[np.minimum(point + 1, len(edges.node) - 1)]
    east = np.mod(nodes.longitude[there] - nodes.longitude[here] + 180.0, 360.0) - 180.0
    latitude = nodes.latitude[here] + share * np.where(share > 0.0, nodes.latitude[there] - nodes.latitude[here], 0.0)
    longitude = nodes.longitude[here] + np.where(share > 0.0, share * east, 0.0)
    return latitude, np.mod(longitude + 180.0, 360.0) - 180.0


def nodes_at(edges: RoadEdges, position: F64) -> I32:
    """Nodes of the network that are passed, each once in a row."""
    node = edges.node[position[position == np.floor(position)].astype(np.int64)]
    changes = np.ones(len(node), np.bool_)
    changes[1:] = node[1:] != node[:-1]
    passed: I32 = node[changes]
    return passed


def ways_between(graph: RoadGraph, edges: RoadEdges, nodes: I32, metric: str) -> list[int]:
    """The least way from each node of the graph to the next one."""
    arc = np.empty(max(len(nodes) - 1, 0), np.int64)
    for i, (tail, head) in enumerate(zip(nodes[:-1].tolist(), nodes[1:].tolist(), strict=True)):
        begin, end = graph.first[tail], graph.first[tail + 1]
        arc[i] = begin + np.searchsorted(graph.head[begin:end], head)
    used = np.zeros(graph.arc_count + 1, np.bool_)  # the last entry is that of -1, no arc
    used[arc] = True
    candidates = np.flatnonzero(used[edges.arc.ravel()])
    least: dict[int, tuple[int, int]] = {}
    for way in candidates.tolist():
        offer = way_weight(edges, way, metric), way
        of_arc = int(edges.arc[way // 2, way % 2])
        least[of_arc] = min(least.get(of_arc, offer), offer)
    return [least[each][1] for each in arc.tolist()]


def way_weight(edges: RoadEdges, way: int, metric: str) -> int:
    """Milliseconds or decimetres from end to end."""
    edge, backward = divmod(way, 2)
    values = edges.values(metric)
    assert values is not None
    segments: NDArray[np.uint32] = values[backward, edges.first[edge] : edges.first[edge + 1] - 1]
    return int(segments.sum(dtype=np.int64))
