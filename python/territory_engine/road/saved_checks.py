"""Arrays of a saved network, before anything trusts them: shapes, ranges, and that they belong together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .edges import RoadEdges
from .graph import I32, I64, INF, RoadGraph
from .nodes import RoadNodes


def check_all(graph: RoadGraph, edges: RoadEdges, nodes: RoadNodes, classes: int) -> None:
    """Every index that anything follows is in range.

    Raises
    ------
    ValueError
        For the first that is not.
    """
    count = len(nodes.ids)
    n, m, points = graph.node_count, graph.arc_count, len(edges.node)
    _rows(graph.first, m, 0, "first")
    _within(graph.head, 0, n, "head")
    _shapes((graph.time_ms, (m,)), (graph.length_dm, (m,)), (graph.latitude, (n,)), (graph.longitude, (n,)))
    _need(int(graph.time_ms.max(initial=0)) < INF, "time_ms")
    _need(graph.length_dm is None or int(graph.length_dm.max(initial=0)) < INF, "length_dm")
    tail = graph.tail
    key = tail.astype(np.int64) * n + graph.head
    _need(bool((key[1:] > key[:-1]).all()) and not (tail == graph.head).any(), "the order of arcs")

    _rows(edges.first, points, 2, "edge_first")
    _within(edges.node, 0, count, "point_node")
    _need(bool((np.bincount(edges.node, minlength=count) > 0).all()), "point_node: a node is on no road")
    _within(nodes.junctions, 0, count, "junctions")
    _need(len(nodes.junctions) == n and bool((np.diff(nodes.junctions) > 0).all()), "junctions")
    _shapes(
        (edges.time_ms, (2, points)),
        (edges.length_dm, (2, points)),
        (edges.two_way, (edges.count,)),
        (edges.tail, (edges.count,)),
        (edges.head, (edges.count,)),
        (edges.arc, (edges.count, 2)),
        (edges.road_class, (2, points)),
        (edges.may_snap, (points,)),
        (nodes.latitude, (count,)),
        (nodes.longitude, (count,)),
    )
    _within(edges.tail, 0, n, "edge_tail")
    _within(edges.head, 0, n, "edge_head")
    _within(edges.arc, -1, m, "edge_arc")
    _need(edges.road_class is None or int(edges.road_class.max(initial=0)) < max(classes, 1), "road_class")
    ends = edges.node[edges.first[:-1]], edges.node[edges.first[1:] - 1]
    for end, junction in zip(ends, (edges.tail, edges.head), strict=True):
        _need(bool((nodes.junctions[junction] == end).all()), "edges that do not end at junctions")
    _arcs_belong(graph, edges, tail)
    _degrees(nodes)
    for metric in ("time", "distance"):
        totals = edges.totals(metric)
        _need(totals is None or int(totals.max(initial=0)) < INF, "an edge that is too long")


def flags(values: NDArray[Any], name: str) -> NDArray[np.bool_]:
    """Bytes of 0 and 1 as booleans."""
    _need(values.dtype == np.uint8 and int(values.max(initial=0)) <= 1, name)
    return values.view(np.bool_)


def _arcs_belong(graph: RoadGraph, edges: RoadEdges, tail: I32) -> None:
    for side, (begin, end) in enumerate(((edges.tail, edges.head), (edges.head, edges.tail))):
        there = edges.arc[:, side] >= 0
        arc = edges.arc[there, side]
        right = (tail[arc] == begin[there]) & (graph.head[arc] == end[there])
        _need(bool(right.all()), "arcs that are not those of their edges")
    drivable = np.stack([edges.tail != edges.head, (edges.tail != edges.head) & edges.two_way], axis=1)
    _need(bool(((edges.arc >= 0) == drivable).all()), "edges without their arcs")
    used = np.bincount(edges.arc[edges.arc >= 0], minlength=graph.arc_count)
    _need(bool((used > 0).all()), "arcs without an edge")


def _degrees(nodes: RoadNodes) -> None:
    _need((nodes.latitude is None) == (nodes.longitude is None), "latitude without longitude")
    for values, most in ((nodes.latitude, 90.0), (nodes.longitude, 180.0)):
        _need(values is None or bool((np.abs(values) <= most).all()), "latitude or longitude")


def _rows(first: I64, total: int, least: int, name: str) -> None:
    _need(len(first) > 1 and int(first[0]) == 0 and int(first[-1]) == total, name)
    _need(bool((np.diff(first) >= least).all()), name)


def _within(values: NDArray[Any], least: int, end: int, name: str) -> None:
    _need(not len(values) or (int(values.min()) >= least and int(values.max()) < end), f"{name}: out of range")


def _shapes(*pairs: tuple[NDArray[Any] | None, tuple[int, ...]]) -> None:
    for values, shape in pairs:
        _need(values is None or values.shape == shape, f"an array of shape {None if values is None else values.shape}")


def _need(right: bool, what: str) -> None:
    if not right:
        raise ValueError(f"its arrays do not belong together ({what})")
