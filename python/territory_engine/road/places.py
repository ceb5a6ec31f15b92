"""Where points touch a network."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .edges import RoadEdges
from .graph import F64, I32, I64, U32
from .nodes import RoadNodes

Bool = NDArray[np.bool_]

PLACED, TOO_FAR = 0, 1
LONGEST_LEG = 2**28  # milliseconds (74 hours) or decimetres: what is added to ways must fit with them


@dataclass(frozen=True, eq=False)
class RoadPlaces:
    """Points on a network, (n,) of them: how one leaves each, and how one comes in.

    A point within an edge has up to two ways, column 0 along the edge and column 1 against it; a point at a junction
    has column 0 only. What it costs to walk between the point and the road is in all milliseconds and decimetres.

    Attributes
    ----------
    exit_node, entry_node : (n, 2) int32
        Nodes of the graph that one reaches first, or comes from last; -1: none.
    exit_ms, entry_ms, exit_dm, entry_dm : (n, 2) uint32
        Between the point and these nodes; ``_dm`` are 0 where lengths are not known.
    arc : (n, 2) int32
        The way on which the point lies (``2 * edge + direction``, see RoadEdges); -1: none.
    along : (n, 2) float64
        How far along each way, from 0 to 1: it orders the points of one way, and is no share of its length.
    arc_ms, arc_dm : (n, 2) uint32
        From end to end of each way.
    leg_m : (n,) float64
        Metres between the point and the road.
    segment : (n,) int32
        The segment of RoadEdges on which the point lies; -1 where it is not placed.
    fraction : (n,) float64
        How far along the segment.
    reason : (n,) int8
        0 placed, 1 no road within the farthest distance.
    roads : RoadEdges, or None
        Where they were placed, at the speeds of then; None for junctions, which have no way of their own.
    """

    exit_node: I32
    exit_ms: U32
    exit_dm: U32
    entry_node: I32
    entry_ms: U32
    entry_dm: U32
    arc: I32
    along: F64
    arc_ms: U32
    arc_dm: U32
    leg_m: F64
    segment: I32
    fraction: F64
    reason: NDArray[np.int8]
    roads: RoadEdges | None = None

    def __len__(self) -> int:
        return len(self.reason)

    @property
    def placed(self) -> Bool:
        """Points on the network, (n,) bool."""
        result: Bool = self.reason == PLACED
        return result

    def take(self, rows: NDArray[np.integer] | Bool | slice) -> RoadPlaces:
        """Those points; of a slice views."""
        number = np.flatnonzero(rows) if not isinstance(rows, slice) and rows.dtype == np.bool_ else rows
        columns: dict[str, Any] = {}
        for name in (field.name for field in fields(self) if field.name != "roads"):
            values = getattr(self, name)
            # take is ten times as fast as indexing rows of two
            columns[name] = values[number] if isinstance(number, slice) else np.take(values, number, axis=0)
        return RoadPlaces(**columns, roads=self.roads)

    def exit_weight(self, metric: str) -> U32:
        """``exit_ms`` or ``exit_dm``."""
        return self.exit_ms if metric == "time" else self.exit_dm

    def entry_weight(self, metric: str) -> U32:
        """``entry_ms`` or ``entry_dm``."""
        return self.entry_ms if metric == "time" else self.entry_dm

    def arc_weight(self, metric: str) -> U32:
        """``arc_ms`` or ``arc_dm``."""
        return self.arc_ms if metric == "time" else self.arc_dm

    def rejected(self) -> pa.Table:
        """Points that are not placed: ``row`` (from 0) and ``reason``."""
        rows = np.flatnonzero(~self.placed)
        return pa.table({"row": rows, "reason": pa.array(["no road near enough"] * len(rows), pa.string())})


def along_one_way(sources: RoadPlaces, targets: RoadPlaces, metric: str) -> tuple[I64, I64, U32]:
    """Pairs with the target ahead of the source on the same way: rows of both, and what it costs to go straight there.

    A pair may come twice, with a point at the same place on a two-way edge. O(n log n) and the pairs.
    """
    found: list[tuple[I64, I64, NDArray[np.int64]]] = []
    for side in (0, 1):
        here, there = sources.arc[:, side], targets.arc[:, side]
        order = np.argsort(there, kind="stable")
        begin, end = (np.searchsorted(there[order], here, end) for end in ("left", "right"))
        count = np.where(here >= 0, end - begin, 0)
        rows = np.repeat(np.arange(len(here)), count)
        columns = order[np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count) + begin[rows]]
        ahead = targets.along[columns, side] >= sources.along[rows, side]
        rows, columns = rows[ahead], columns[ahead]
        leaving = sources.exit_weight(metric)[rows, side].astype(np.int64)
        coming = targets.entry_weight(metric)[columns, side].astype(np.int64)
        found.append((rows, columns, leaving + coming - sources.arc_weight(metric)[rows, side]))
    rows, columns, cost = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return rows, columns, cost.astype(np.uint32)


def make_places(
    edges: RoadEdges, nodes: RoadNodes, segment: I32, fraction: F64, leg_m: F64, access_kmh: float
) -> RoadPlaces:
    """Places at ``fraction`` of the segments; -1 is beyond reach. The leg is walked at ``access_kmh``."""
    n = len(segment)
    placed = segment >= 0
    at = np.where(placed, segment, 0)
    edge = edges.edge[at]
    end_point = np.where(fraction <= 0.0, at, np.where(fraction >= 1.0, at + 1, -1))
    junction = np.where(end_point >= 0, nodes.graph_node[edges.node[end_point]], -1)
    within = placed & (junction < 0)
    at_junction = placed & (junction >= 0)

    way = np.stack([2 * edge, np.where(edges.two_way[edge], 2 * edge + 1, -1)], axis=1).astype(np.int32)
    way[~within] = -1
    ends = np.stack([edges.tail[edge], edges.head[edge]], axis=1)
    exit_node = np.where(way >= 0, ends[:, ::-1], -1)
    entry_node = np.where(way >= 0, ends, -1)
    exit_node[at_junction, 0] = entry_node[at_junction, 0] = junction[at_junction]
    first, last = edges.first[edge], edges.first[edge + 1] - 1
    share = (at - first + fraction) / np.maximum(last - first, 1)
    along = np.where(way >= 0, np.stack([share, 1.0 - share], axis=1), 0.0)

    shape = (n, 2)
    exits, entries, whole = {}, {}, {}
    legs = {"time": np.rint(leg_m * (3600.0 / access_kmh)), "distance": np.rint(leg_m * 10.0)}
    for metric, leg in legs.items():
        values, passed, totals = edges.values(metric), edges.passed(metric), edges.totals(metric)
        leg = np.where(placed, np.minimum(leg, LONGEST_LEG), 0.0).astype(np.int64)[:, None]
        if values is None or passed is None or totals is None:
            exits[metric], entries[metric], whole[metric] = (np.zeros(shape, np.uint32) for _ in range(3))
            continue
        done = passed[:, at] + np.rint(fraction * values[:, at]).astype(np.int64)
        total = totals[:, edge]
        ahead = np.stack([total[0] - done[0], done[1]], axis=1)
        behind = np.stack([done[0], total[1] - done[1]], axis=1)
        exits[metric] = (np.where(way >= 0, ahead, 0) + np.where(exit_node >= 0, leg, 0)).astype(np.uint32)
        entries[metric] = (np.where(way >= 0, behind, 0) + np.where(entry_node >= 0, leg, 0)).astype(np.uint32)
        whole[metric] = np.where(way >= 0, total.T, 0).astype(np.uint32)
    return RoadPlaces(
        exit_node=exit_node.astype(np.int32),
        exit_ms=exits["time"],
        exit_dm=exits["distance"],
        entry_node=entry_node.astype(np.int32),
        entry_ms=entries["time"],
        entry_dm=entries["distance"],
        arc=way,
        along=along,
        arc_ms=whole["time"],
        arc_dm=whole["distance"],
        leg_m=np.where(placed, leg_m, np.nan),
        segment=segment,
        fraction=fraction,
        reason=np.where(placed, PLACED, TOO_FAR).astype(np.int8),
        roads=edges,
    )
