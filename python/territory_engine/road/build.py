"""From arcs to a network: merged, restricted to what can be reached, and freed of nodes within roads."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from ..errors import DataError
from .arcs import Arcs, merged
from .components import largest_component, restricted
from .compress import chains
from .edge_table import ReadNodes
from .edges import RoadEdges, make_edges, make_graph
from .graph import RoadGraph
from .nodes import RoadNodes
from .reach import check_reach
from .report import RoadReport

Dropped = tuple[str, int, str]


def build(
    arcs: Arcs, nodes: ReadNodes, dropped: Sequence[Dropped] = ()
) -> tuple[RoadGraph, RoadEdges, RoadNodes, RoadReport]:
    """Graph, edges, nodes and report; ``dropped`` is what the reader left out already.

    Raises
    ------
    DataError
        No two nodes can be reached from each other.
    """
    count = len(nodes.ids)
    once, loops, parallel = merged(arcs, count)
    kept, parts = largest_component(once, count)
    part = restricted(once, count, kept)
    if not len(part):
        raise DataError(
            "te.RoadNetwork: no two nodes can be reached from each other. Give both directions of two-way roads, a row "
            "for each.",
            found=0,
        )
    latitude, longitude = (None if values is None else values[kept] for values in (nodes.latitude, nodes.longitude))
    edges, junctions, first, head = make_edges(part, chains(part, len(kept)), len(kept))
    road_nodes = RoadNodes(nodes.ids.take(pa.array(kept)), latitude, longitude, junctions)
    there = [None if values is None else values[junctions] for values in (latitude, longitude)]
    graph = make_graph(edges, first, head, there[0], there[1])
    check_reach(graph)
    unreachable = "outside the largest strongly connected part"
    everything = (
        *dropped,
        ("arcs", loops, "from a node to itself"),
        ("arcs", parallel, "parallel to a faster or shorter one"),
        ("nodes", count - len(kept), f"{unreachable} (there are {parts:,} parts)"),
        ("arcs", len(once) - len(part), unreachable),
    )
    report = RoadReport(
        nodes=graph.node_count,
        arcs=graph.arc_count,
        edges=edges.count,
        points=len(edges.node),
        dropped=tuple(entry for entry in everything if entry[1]),
    )
    return graph, edges, road_nodes, report
