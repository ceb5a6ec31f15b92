"""What networks of the same roads share, made when it is first needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from ..kernels import get
from .graph import F64, RoadGraph
from .hierarchy import build_hierarchy

if TYPE_CHECKING:
    from .edges import RoadEdges
    from .snap_grid import SnapGrid


class Shared:
    """Things that do not depend on speeds: the grid for snapping, and the hierarchy. Safe to ask from any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._grid: SnapGrid | None = None
        self._hierarchy: dict[str, Any] = {}  # by kernel set

    def grid(self, edges: RoadEdges, latitude: F64, longitude: F64) -> SnapGrid:
        """Cells over all segments."""
        with self._lock:
            if self._grid is None:
                from .snap_grid import make_grid

                self._grid = make_grid(edges, latitude, longitude)
            return self._grid

    def hierarchy(self, graph: RoadGraph, threads: int) -> Any:
        """Order and shortcuts, whatever the weights: a handle of the kernel set that runs now."""
        kernels: Any = get()
        with self._lock:
            if kernels.NAME not in self._hierarchy:
                made = build_hierarchy(kernels, graph.first, graph.head, threads)
                self._hierarchy[kernels.NAME] = made
            return self._hierarchy[kernels.NAME]


class Searches:
    """Hierarchies with the weights of one network, one for each metric, made at first use."""

    def __init__(self, graph: RoadGraph, shared: Shared) -> None:
        self._graph = graph
        self._shared = shared
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], Any] = {}

    def get(self, metric: str, threads: int) -> Any:
        """The search handle of the kernel set that runs now."""
        kernels: Any = get()
        weight = self._graph.weight(metric)
        with self._lock:
            if (kernels.NAME, metric) not in self._made:
                hierarchy = self._shared.hierarchy(self._graph, threads)
                self._made[kernels.NAME, metric] = kernels.customise(hierarchy, weight, threads)
            return self._made[kernels.NAME, metric]
