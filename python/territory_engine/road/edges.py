"""Edges: the roads between junctions, each with its shape, and what it costs to drive along it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import LimitError
from .arcs import U8, Arcs, rows_by_tail
from .compress import Chains
from .graph import F64, I32, I64, INF, U32, RoadGraph

Bool = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class RoadEdges:
    """Every road between two junctions, with all of its points; parallel roads and loops too.

    The points of edge e are ``first[e]`` to ``first[e + 1] - 1``, from its tail to its head. A *segment* is named by
    the point it begins at; values per segment have an unused last entry for each edge. A *way* is an edge in one
    direction, ``2 * edge`` forward and ``2 * edge + 1`` backward. One-way streets are forward.

    Attributes
    ----------
    first : (E + 1,) int64
    node : (P,) int32
        Which node of the network a point is (:class:`~territory_engine.road.nodes.RoadNodes`).
    time_ms, length_dm : (2, P) uint32
        Of each segment, forward and backward; 0 where one cannot drive. ``length_dm`` may be None.
    two_way : (E,) bool
    tail, head : (E,) int32
        Nodes of the graph.
    arc : (E, 2) int32
        Arcs of the graph that the two ways belong to; -1 for loops and where one cannot drive.
    road_class : (2, P) uint8, or None
        Of each segment, forward and backward.
    may_snap : (P,) bool, or None
        Segments that points may be placed on; None: all.
    """

    first: I64
    node: I32
    time_ms: U32
    length_dm: U32 | None
    two_way: Bool
    tail: I32
    head: I32
    arc: I32
    road_class: U8 | None = None
    may_snap: Bool | None = None

    @property
    def count(self) -> int:
        """E."""
        return len(self.first) - 1

    @cached_property
    def edge(self) -> I32:
        """The edge of each point, (P,) int32."""
        return np.repeat(np.arange(self.count, dtype=np.int32), np.diff(self.first))

    @cached_property
    def is_last(self) -> Bool:
        """Points that begin no segment, (P,) bool."""
        last = np.zeros(len(self.node), np.bool_)
        last[self.first[1:] - 1] = True
        return last

    def values(self, metric: str) -> U32 | None:
        """Milliseconds or decimetres of each segment, (2, P) uint32."""
        return self.time_ms if metric == "time" else self.length_dm

    def passed(self, metric: str) -> U32 | None:
        """Milliseconds or decimetres between the tail of the edge and each point, forward and backward, (2, P)."""
        return self._passed_ms if metric == "time" else self._passed_dm

    def totals(self, metric: str) -> I64 | None:
        """Of each edge forward and backward, (2, E) int64; 0 where one cannot drive."""
        return self._total_ms if metric == "time" else self._total_dm

    @cached_property
    def _passed_ms(self) -> U32 | None:
        return self._sums(self.time_ms)

    @cached_property
    def _passed_dm(self) -> U32 | None:
        return self._sums(self.length_dm)

    @cached_property
    def _total_ms(self) -> I64 | None:
        return self._whole(self.time_ms)

    @cached_property
    def _total_dm(self) -> I64 | None:
        return self._whole(self.length_dm)

    def _sums(self, values: U32 | None) -> U32 | None:
        """Modulo 2^32, which no edge reaches: sums of all edges may wrap, their differences within one do not."""
        if values is None:
            return None
        before = np.zeros(values.shape, np.uint32)
        np.cumsum(values[:, :-1], axis=1, dtype=np.uint32, out=before[:, 1:])
        before -= before[:, self.first[:-1]][:, self.edge]
        return before

    def _whole(self, values: U32 | None) -> I64 | None:
        if values is None:
            return None
        return np.add.reduceat(values, self.first[:-1], axis=1, dtype=np.int64) if self.count else np.zeros((2, 0), int)


def make_edges(arcs: Arcs, found: Chains, nodes: int) -> tuple[RoadEdges, I32, I64, I32]:
    """Edges of the chains, the nodes that are junctions, and the rows and heads of the graph.

    Returns
    -------
    edges : RoadEdges
    junctions : (n,) int32
        Nodes of the network, ascending.
    first, head : (n + 1,) int64 and (m,) int32
        Of the graph: each pair of junctions once.
    """
    ends = np.stack([found.node[found.first[:-1]], found.node[found.first[1:] - 1]])
    is_junction = np.zeros(nodes, np.bool_)
    is_junction[ends] = True
    junctions = np.flatnonzero(is_junction).astype(np.int32)
    number = np.full(nodes, -1, np.int32)
    number[junctions] = np.arange(len(junctions), dtype=np.int32)
    tail, head = number[ends]
    two_way = found.backward[found.first[:-1]] >= 0
    arc, first, graph_head = _graph_arcs(tail, head, two_way, len(junctions))
    both = np.stack([found.forward, found.backward])
    edges = RoadEdges(
        first=found.first,
        node=found.node,
        time_ms=_spread(arcs.time_ms, both),
        length_dm=None if arcs.length_dm is None else _spread(arcs.length_dm, both),
        two_way=two_way,
        tail=tail,
        head=head,
        arc=arc,
        road_class=None if arcs.road_class is None else _spread(arcs.road_class, both),
        may_snap=None if arcs.may_snap is None else _spread(arcs.may_snap, found.forward),
    )
    return edges, junctions, first, graph_head


def arc_weight(edges: RoadEdges, arc_count: int, metric: str) -> U32 | None:
    """The least weight of the ways that belong to each arc of the graph, (m,) uint32.

    Raises
    ------
    LimitError
        An edge is longer than weights can say.
    """
    totals = edges.totals(metric)
    if totals is None:
        return None
    if totals.size and int(totals.max()) >= INF:
        unit = "seconds" if metric == "time" else "metres"
        scale = 1000 if metric == "time" else 10
        raise LimitError(
            f"te.RoadNetwork: a road takes {totals.max() / scale:,.0f} {unit} between two junctions; "
            f"at most {(INF - 1) // scale:,} fit."
        )
    result = np.full(arc_count, INF, np.uint32)
    there = edges.arc >= 0
    np.minimum.at(result, edges.arc[there], totals.T[there].astype(np.uint32))
    return result


def fastest_way(edges: RoadEdges, arc_count: int, metric: str) -> I32:
    """The way that gives each arc of the graph its weight, (m,) int32; of equal ones the first."""
    totals = edges.totals(metric)
    if totals is None:
        raise ValueError(f"no {metric}")
    there = edges.arc.ravel() >= 0
    way = np.flatnonzero(there).astype(np.int32)
    order = np.lexsort((way, totals.T.ravel()[there], edges.arc.ravel()[there]))
    arc = edges.arc.ravel()[there][order]
    begins = np.concatenate([np.ones(min(len(arc), 1), np.bool_), arc[1:] != arc[:-1]])
    chosen: I32 = way[order[begins]]
    return chosen


def shape_of_way(edges: RoadEdges, way: int) -> I32:
    """Nodes of the network along a way, in the order of driving."""
    edge, backward = divmod(way, 2)
    nodes = edges.node[edges.first[edge] : edges.first[edge + 1]]
    shape: I32 = nodes[::-1] if backward else nodes
    return shape


def make_graph(edges: RoadEdges, first: I64, head: I32, latitude: F64 | None, longitude: F64 | None) -> RoadGraph:
    """The graph with the weights that edges have now."""
    time = arc_weight(edges, len(head), "time")
    assert time is not None
    return RoadGraph(first, head, time, arc_weight(edges, len(head), "distance"), latitude, longitude)


def _graph_arcs(tail: I32, head: I32, two_way: Bool, nodes: int) -> tuple[I32, I64, I32]:
    forward = tail.astype(np.int64) * nodes + head
    backward = head.astype(np.int64) * nodes + tail
    drivable = np.stack([tail != head, (tail != head) & two_way], axis=1)
    keys, position = np.unique(np.stack([forward, backward], axis=1)[drivable], return_inverse=True)
    arc = np.full((len(tail), 2), -1, np.int32)
    arc[drivable] = position.reshape(-1)
    return arc, rows_by_tail((keys // max(nodes, 1)).astype(np.int32), nodes), (keys % max(nodes, 1)).astype(np.int32)


def _spread(values: NDArray[np.generic], arc: I32) -> NDArray:  # type: ignore[type-arg]
    """Values of arcs at the points whose segments they are, 0 where there is none."""
    return np.where(arc >= 0, values[arc], np.zeros((), values.dtype))
