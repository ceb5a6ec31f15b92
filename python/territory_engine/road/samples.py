"""How long it takes to every point of the roads around a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..kernels import get
from .ends import entries, exits
from .graph import F64, I64, UNIT
from .places import RoadPlaces
from .snap_grid import METRES_A_DEGREE

if TYPE_CHECKING:
    from .network import RoadNetwork

_NEVER = 1e12  # seconds; finite, so that nothing of it is nothing


def seconds_at_nodes(network: RoadNetwork, center: RoadPlaces, outward: bool) -> F64:
    """From one place to every node of the graph, or from there to it, (n,)."""
    n = network.graph.node_count
    nodes = np.full((n, 2), -1, np.int32)
    nodes[:, 0] = np.arange(n)
    everywhere = nodes, np.zeros((n, 2), np.uint32)
    search, kernels = network.search("time"), get()
    seconds = np.empty((1, n) if outward else (n, 1), np.float32)
    if outward:
        kernels.road_table(search, exits(center, "time"), everywhere, seconds, UNIT["time"], 0)
    else:
        kernels.road_table(search, everywhere, entries(center, "time"), seconds, UNIT["time"], 0)
    return seconds.ravel().astype(np.float64)


def samples(
    network: RoadNetwork, center: RoadPlaces, at_nodes: F64, outward: bool, limit_s: float, apart_m: float
) -> tuple[F64, F64, F64]:
    """Latitude, longitude and seconds of points on all roads that are reached in time, ``apart_m`` or closer.

    With an infinite distance both ends of every segment of which a part is reached.
    """
    edges, nodes = network.edges, network.nodes
    assert nodes.latitude is not None and nodes.longitude is not None
    reached = np.minimum(at_nodes[edges.tail], at_nodes[edges.head]) <= limit_s
    reached[edges.edge[center.segment]] = True
    segment = np.flatnonzero(reached[edges.edge] & ~edges.is_last)
    begin, end = _seconds_of_segments(network, center, at_nodes, outward, segment)
    here, there = edges.node[segment], edges.node[segment + 1]
    north = nodes.latitude[there] - nodes.latitude[here]
    east = np.mod(nodes.longitude[there] - nodes.longitude[here] + 180.0, 360.0) - 180.0
    metres = METRES_A_DEGREE * np.hypot(north, east * np.cos(np.radians(nodes.latitude[here])))
    pieces = np.maximum(np.ceil(metres / apart_m).astype(np.int64), 1)
    row = np.repeat(np.arange(len(segment)), pieces + 1)
    step = np.arange(len(row)) - np.repeat(np.cumsum(pieces + 1) - (pieces + 1), pieces + 1)
    share = step / pieces[row]
    seconds = np.min((1.0 - share) * begin[:, row] + share * end[:, row], axis=0)
    seconds = np.fmin(seconds, _from_center(network, center, outward, segment, row, share))
    kept = seconds <= limit_s
    if np.isinf(apart_m):
        some = np.zeros(len(segment), np.bool_)
        some[row[kept]] = True
        kept = (some | (segment == center.segment[0]))[row]
    row, share = row[kept], share[kept]
    latitude = nodes.latitude[here[row]] + share * north[row]
    return latitude, nodes.longitude[here[row]] + share * east[row], seconds[kept]


def _seconds_of_segments(
    network: RoadNetwork, center: RoadPlaces, at_nodes: F64, outward: bool, segment: I64
) -> tuple[F64, F64]:
    """At both ends of segments, forward and backward over the junctions at the ends of their edges, (2, s) each."""
    edges = network.edges
    passed, total = edges.passed("time"), edges.totals("time")
    assert passed is not None and total is not None
    edge = edges.edge[segment]
    result = []
    for point in (segment, segment + 1):
        before, behind = passed[:, point] / UNIT["time"], (total[:, edge] - passed[:, point]) / UNIT["time"]
        if outward:
            forward, backward = at_nodes[edges.tail[edge]] + before[0], at_nodes[edges.head[edge]] + behind[1]
        else:
            forward, backward = at_nodes[edges.head[edge]] + behind[0], at_nodes[edges.tail[edge]] + before[1]
        result.append(np.stack([forward, np.where(edges.two_way[edge], backward, _NEVER)]))
    return result[0], result[1]


def _from_center(network: RoadNetwork, center: RoadPlaces, outward: bool, segment: I64, row: I64, share: F64) -> F64:
    """Along the road that the place itself is on, past no junction; infinite elsewhere."""
    edges = network.edges
    result = np.full(len(row), np.inf)
    on_edge = edges.edge[segment] == edges.edge[center.segment[0]]
    mine = np.flatnonzero(on_edge[row])
    passed, values = edges.passed("time"), edges.values("time")
    assert passed is not None and values is not None
    at, position = center.segment[0], segment[row[mine]] + share[mine]
    leg = _leg(network, center, outward)
    for backward in (0, 1):
        if backward and not edges.two_way[edges.edge[at]]:
            continue
        of_center = passed[backward, at] + center.fraction[0] * values[backward, at]
        point = segment[row[mine]]
        driven = np.abs(passed[backward, point] + share[mine] * values[backward, point] - of_center)
        ahead = (position >= at + center.fraction[0]) == (outward != bool(backward))
        result[mine] = np.minimum(result[mine], np.where(ahead, leg + driven / UNIT["time"], np.inf))
    return result


def _leg(network: RoadNetwork, center: RoadPlaces, outward: bool) -> float:
    """Seconds between the place and the road."""
    _, weight = exits(center, "time") if outward else entries(center, "time")
    if center.arc[0, 0] < 0:
        return float(weight[0, 0]) / UNIT["time"]
    passed, total = network.edges.passed("time"), network.edges.totals("time")
    values = network.edges.values("time")
    assert passed is not None and total is not None and values is not None
    at, edge = center.segment[0], network.edges.edge[center.segment[0]]
    done = passed[0, at] + np.rint(center.fraction[0] * values[0, at])
    return float(weight[0, 0] - (total[0, edge] - done if outward else done)) / UNIT["time"]
