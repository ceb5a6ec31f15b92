"""The graph that searches run on: junctions, and the arcs between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..arguments import wrong

F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U32 = NDArray[np.uint32]

INF = 2**31 - 1  # no way: INF + INF fits into uint32
METRICS = ("time", "distance")
UNIT = {"time": 1000.0, "distance": 10.0}  # weights to a second and to a metre: milliseconds and decimetres


@dataclass(frozen=True, eq=False)
class RoadGraph:
    """One strongly connected graph in compressed sparse rows, arcs sorted by tail and head, no loops, each arc once.

    Parallel roads are one arc here, with the least time and the least length of any of them;
    :class:`~territory_engine.road.edges.RoadEdges` has each road.

    Attributes
    ----------
    first : (n + 1,) int64
        Arcs of node v are ``first[v]`` to ``first[v + 1]``.
    head : (m,) int32
    time_ms : (m,) uint32
        May be 0.
    length_dm : (m,) uint32, or None
        Decimetres; None where nothing says how long roads are.
    latitude, longitude : (n,) float64, or None
        Degrees.
    """

    first: I64
    head: I32
    time_ms: U32
    length_dm: U32 | None
    latitude: F64 | None
    longitude: F64 | None

    @property
    def node_count(self) -> int:
        """n."""
        return len(self.first) - 1

    @property
    def arc_count(self) -> int:
        """m."""
        return len(self.head)

    @property
    def tail(self) -> I32:
        """The node that each arc leaves, (m,) int32."""
        return np.repeat(np.arange(self.node_count, dtype=np.int32), np.diff(self.first))

    @cached_property
    def is_symmetric(self) -> bool:
        """Whether every arc has an opposite one that takes as long."""
        tail = self.tail
        order = np.lexsort((tail, self.head))
        return bool(
            np.array_equal(self.head[order], tail)
            and np.array_equal(tail[order], self.head)
            and np.array_equal(self.time_ms[order], self.time_ms)
        )

    def weight(self, metric: str) -> U32:
        """Milliseconds ("time") or decimetres ("distance") of each arc, (m,) uint32.

        Raises
        ------
        DataError
            Another metric, or no lengths are known.
        """
        if metric == "time":
            return self.time_ms
        if metric != "distance":
            raise wrong("te.RoadNetwork", "metric", metric, "'time' or 'distance'")
        if self.length_dm is None:
            raise wrong("te.RoadNetwork", "metric", metric, "'time': the edges came without lengths")
        return self.length_dm
