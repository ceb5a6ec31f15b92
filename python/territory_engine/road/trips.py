"""Minutes on roads between centres and units: out, back, or both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..kernels import get
from .graph import UNIT
from .network import RoadNetwork
from .places import RoadPlaces
from .table import table

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Direction = Literal["round_trip", "out", "back"]

MS = 60_000.0  # of a minute


def seconds(
    network: RoadNetwork, centers: RoadPlaces, units: RoadPlaces, direction: Direction, alike: bool, threads: int = 0
) -> F32:
    """Travel (k, m) float32 from, to, or to and from centres, +inf where there is no way.

    ``alike``: the way back takes as long as the way out.
    """

    def there() -> F32:
        return table(network, centers, units, "time", threads=threads)

    def back() -> F32:
        result = np.empty((len(centers), len(units)), np.float32)
        table(network, units, centers, "time", result.T, threads)
        return result

    return _both(there, back, direction, alike)


class Ends(NamedTuple):
    """The part of places that travel to and from junctions follows from; slices are views."""

    exit_node: NDArray[np.int32]  # (n, 2) as in RoadPlaces
    exit_ms: NDArray[np.uint32]
    entry_node: NDArray[np.int32]
    entry_ms: NDArray[np.uint32]

    @classmethod
    def of(cls, places: RoadPlaces, rows: NDArray[np.integer]) -> Ends:
        """Of some places."""
        return cls(
            np.take(places.exit_node, rows, axis=0),
            np.take(places.exit_ms, rows, axis=0),
            np.take(places.entry_node, rows, axis=0),
            np.take(places.entry_ms, rows, axis=0),
        )

    def part(self, rows: slice) -> Ends:
        """Of some of these."""
        return Ends(self.exit_node[rows], self.exit_ms[rows], self.entry_node[rows], self.entry_ms[rows])


def seconds_to_junctions(
    network: RoadNetwork, nodes: NDArray[np.int32], units: Ends, direction: Direction, alike: bool
) -> F32:
    """The same with centres at nodes of the graph, on one thread: for many small tables."""
    node = np.full((len(nodes), 2), -1, np.int32)
    node[:, 0] = nodes
    center, kernels, search = (node, np.zeros((len(nodes), 2), np.uint32)), get(), network.search("time", threads=1)
    shape = len(nodes), len(units.exit_node)

    def there() -> F32:
        result = np.empty(shape, np.float32)
        kernels.road_table(search, center, (units.entry_node, units.entry_ms), result, UNIT["time"], 1)
        return result

    def back() -> F32:
        result = np.empty(shape, np.float32)
        kernels.road_table(search, (units.exit_node, units.exit_ms), center, result.T, UNIT["time"], 1)
        return result

    return _both(there, back, direction, alike)


def _both(there: Callable[[], F32], back: Callable[[], F32], direction: Direction, alike: bool) -> F32:
    if direction == "back":
        return back()
    out = there()
    if direction == "out":
        return out
    return np.add(out, out if alike else back(), out=out)


def exact_minutes(travel: F32) -> F64:
    """Minutes of whole milliseconds: rounding to float32 seconds is undone up to two hours."""
    minutes: F64 = np.rint(travel.astype(np.float64) * 1000.0) / MS
    return minutes


def left_as_reached(places: RoadPlaces) -> bool:
    """Whether one leaves every place by the nodes by which one comes in, as fast."""
    exits, entries = (
        _by_node(node, ms) for node, ms in ((places.exit_node, places.exit_ms), (places.entry_node, places.entry_ms))
    )
    return all(np.array_equal(a, b) for a, b in zip(exits, entries, strict=True))


def _by_node(node: NDArray[np.int32], ms: NDArray[np.uint32]) -> tuple[NDArray[np.int32], NDArray[np.uint32]]:
    """Both ways of each place in the order of their nodes; of a road that leads back to its node the shorter first."""
    turned = (node[:, 0] > node[:, 1]) | ((node[:, 0] == node[:, 1]) & (ms[:, 0] > ms[:, 1]))
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
    columns: dict[str, Any] = {"roads": first.roads if second.roads is None else second.roads}
    for name in (field.name for field in fields(RoadPlaces) if field.name != "roads"):
        a, b = getattr(first, name), getattr(second, name)
        columns[name] = np.where(choose if a.ndim == 1 else choose[:, None], a, b)
    return RoadPlaces(**columns)
