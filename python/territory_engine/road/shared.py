"""What networks of the same roads share, and what searches run on: each made when it is first needed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..kernels import get
from .graph import F64, I32, RoadGraph
from .steps import Steps

if TYPE_CHECKING:
    from .edges import RoadEdges
    from .snap_grid import SnapGrid

CONTRACTING = "native"  # the kernel set whose hierarchies are worth keeping; the others search the plain graph


class Shared:
    """Things that do not depend on speeds: the grid for snapping, and the hierarchy. Safe to ask from any thread."""

    def __init__(self, order: I32 | None = None) -> None:
        self._lock = threading.RLock()
        self._grid: SnapGrid | None = None
        self._order = order
        self._hierarchy: dict[str, Any] = {}  # by kernel set

    @property
    def order(self) -> I32 | None:
        """The nodes in the order of their contraction, where that is known: the last one contracted first."""
        return self._order

    def grid(self, edges: RoadEdges, latitude: F64, longitude: F64) -> SnapGrid:
        """Cells over all segments."""
        with self._lock:
            if self._grid is None:
                from .snap_grid import make_grid

                self._grid = make_grid(edges, latitude, longitude)
            return self._grid

    def hierarchy(self, graph: RoadGraph, threads: int, steps: Steps) -> Any:
        """Shortcuts, whatever the weights: a handle of the kernel set that runs now."""
        kernels: Any = get()
        with self._lock:
            if kernels.NAME not in self._hierarchy:
                order = self._order if kernels.NAME == CONTRACTING else None
                if order is None:
                    order = _dissect(kernels, graph, threads, steps)
                steps("contraction", graph.node_count)
                made = kernels.make_hierarchy(graph.first, graph.head, order, threads)
                if kernels.NAME == CONTRACTING:
                    self._order = made.order
                self._hierarchy[kernels.NAME] = made
            return self._hierarchy[kernels.NAME]


class Searches:
    """Hierarchies with the weights of one network, one for each metric, made at first use."""

    def __init__(self, graph: RoadGraph, shared: Shared, made: Mapping[str, Any] | None = None) -> None:
        self._graph = graph
        self._shared = shared
        self._lock = threading.RLock()
        self._made: dict[tuple[str, str], Any] = {(CONTRACTING, name): search for name, search in (made or {}).items()}

    def get(self, metric: str, threads: int = 0, steps: Steps | None = None) -> Any:
        """The search handle of the kernel set that runs now."""
        kernels: Any = get()
        weight = self._graph.weight(metric)
        steps = Steps() if steps is None else steps
        with self._lock:
            if (kernels.NAME, metric) not in self._made:
                hierarchy = self._shared.hierarchy(self._graph, threads, steps)
                steps("weights", len(weight))
                self._made[kernels.NAME, metric] = kernels.customise(hierarchy, weight, threads)
            return self._made[kernels.NAME, metric]

    def kept(self) -> dict[str, Any]:
        """Those worth saving, by metric."""
        with self._lock:
            return {metric: search for (name, metric), search in self._made.items() if name == CONTRACTING}


def _dissect(kernels: Any, graph: RoadGraph, threads: int, steps: Steps) -> I32:
    dissection = kernels.make_dissection(graph.first, graph.head, threads)
    steps("order", 0, dissection.done)
    count = 0
    while kernels.dissection_step(dissection, threads):
        count += 1
        steps("order", count, dissection.done)
    order: I32 = dissection.order
    return order
