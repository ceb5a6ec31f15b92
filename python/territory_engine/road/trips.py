"""Minutes on roads between centres and units: out, back, or both."""

from __future__ import annotations

from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from .graph import RoadGraph
from .network import RoadNetwork
from .places import RoadPlaces

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Direction = Literal["round_trip", "out", "back"]

MS = 60_000.0  # of a minute
_SYMMETRIC: WeakKeyDictionary[RoadGraph, bool] = WeakKeyDictionary()


def seconds(network: RoadNetwork, centers: RoadPlaces, units: RoadPlaces, direction: Direction) -> F32:
    """Travel (k, m) float32 from, to, or to and from centres, +inf where there is no way.

    Where every road is driven both ways alike and places are left as they are reached, the way back is the way out.
    """
    if direction == "out":
        return network.table(centers, units)
    if direction == "back":
        return np.ascontiguousarray(network.table(units, centers).T)
    if is_symmetric(network.graph) and left_as_reached(centers) and left_as_reached(units):
        there = network.table(centers, units)
        return np.add(there, there, out=there)
    there = network.table(centers, units)
    return np.add(there, network.table(units, centers).T, out=there)


def exact_minutes(travel: F32) -> F64:
    """Minutes of whole milliseconds: rounding to float32 seconds is undone up to two hours."""
    minutes: F64 = np.rint(travel.astype(np.float64) * 1000.0) / MS
    return minutes


def is_symmetric(graph: RoadGraph) -> bool:
    """Whether every arc has an opposite one that takes as long. Computed once for a graph."""
    if graph not in _SYMMETRIC:
        tail = graph.tail
        order = np.lexsort((tail, graph.head))
        _SYMMETRIC[graph] = bool(
            np.array_equal(graph.head[order], tail)
            and np.array_equal(tail[order], graph.head)
            and np.array_equal(graph.time_ms[order], graph.time_ms)
        )
    return _SYMMETRIC[graph]


def left_as_reached(places: RoadPlaces) -> bool:
    """Whether one leaves every place by the nodes by which one comes in, as fast."""
    exits, entries = (
        _by_node(node, ms) for node, ms in ((places.exit_node, places.exit_ms), (places.entry_node, places.entry_ms))
    )
    return all(np.array_equal(a, b) for a, b in zip(exits, entries, strict=True))


def _by_node(node: NDArray[np.int32], ms: NDArray[np.uint32]) -> tuple[NDArray[np.int32], NDArray[np.uint32]]:
    """Both ways of each place in the order of their nodes."""
    turned = node[:, 0] > node[:, 1]
    return np.where(turned[:, None], node[:, ::-1], node), np.where(turned[:, None], ms[:, ::-1], ms)


def at_graph_nodes(nodes: NDArray[np.integer]) -> RoadPlaces:
    """Places at nodes of the graph (-1: none): no leg, not within an edge."""
    count = len(nodes)
    node = np.full((count, 2), -1, np.int32)
    node[:, 0] = nodes
    nothing, none = np.zeros((count, 2), np.uint32), np.full((count, 2), -1, np.int32)
    return RoadPlaces(
        exit_node=node,
        exit_ms=nothing,
        exit_dm=nothing,
        entry_node=node,
        entry_ms=nothing,
        entry_dm=nothing,
        arc=none,
        along=np.zeros((count, 2)),
        arc_ms=nothing,
        arc_dm=nothing,
        leg_m=np.where(nodes >= 0, 0.0, np.nan),
        segment=np.full(count, -1, np.int64),
        fraction=np.zeros(count),
        reason=np.where(nodes >= 0, 0, 1).astype(np.int8),
    )


def joined(first: RoadPlaces, second: RoadPlaces, choose: NDArray[np.bool_]) -> RoadPlaces:
    """Place by place, of the first where ``choose``, else of the second."""
    columns = {}
    for name in RoadPlaces.__dataclass_fields__:
        a, b = getattr(first, name), getattr(second, name)
        if name == "roads":
            columns[name] = b if a is None else a
            continue
        columns[name] = np.where(choose if a.ndim == 1 else choose[:, None], a, b)
    return RoadPlaces(**columns)
