"""Nodes of a network: everything that has an id, junctions and points along roads alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from .edges import RoadEdges
from .graph import F64, I32, I64


@dataclass(frozen=True, eq=False)
class RoadNodes:
    """Nodes that are left after what cannot be reached was dropped, in the order in which they came.

    Attributes
    ----------
    ids : (N,) pyarrow.Array
        As given: integers or text.
    latitude, longitude : (N,) float64, or None
        Degrees.
    junctions : (n,) int32
        Which of them are the nodes of the graph, ascending.
    """

    ids: pa.Array
    latitude: F64 | None
    longitude: F64 | None
    junctions: I32

    @cached_property
    def graph_node(self) -> I32:
        """The node of the graph that each is, (N,) int32; -1 within an edge."""
        number = np.full(len(self.ids), -1, np.int32)
        number[self.junctions] = np.arange(len(self.junctions), dtype=np.int32)
        return number

    def point(self, edges: RoadEdges) -> I64:
        """A point of an edge where each node is, (N,) int64."""
        result = np.empty(len(self.ids), np.int64)
        result[edges.node] = np.arange(len(edges.node))
        return result
