"""What networks of the same roads share, made when it is first needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from .graph import F64

if TYPE_CHECKING:
    from .edges import RoadEdges
    from .snap_grid import SnapGrid


class Shared:
    """Things that do not depend on speeds: the grid for snapping, and the hierarchy. Safe to ask from any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._grid: SnapGrid | None = None

    def grid(self, edges: RoadEdges, latitude: F64, longitude: F64) -> SnapGrid:
        """Cells over all segments."""
        with self._lock:
            if self._grid is None:
                from .snap_grid import make_grid

                self._grid = make_grid(edges, latitude, longitude)
            return self._grid
