"""What a network holds, and what was left out on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from ..text import table


@dataclass(frozen=True)
class RoadReport:
    """Counts of one import.

    Attributes
    ----------
    nodes, arcs : int
        Of the graph, after nodes within roads were taken out.
    edges, points : int
        Roads between junctions, and the points of their shapes.
    dropped : tuple of (what, count, reason)
        Everything that was read and is not there.
    """

    nodes: int
    arcs: int
    edges: int
    points: int
    dropped: tuple[tuple[str, int, str], ...] = field(default=())

    def table(self) -> pa.Table:
        """``what``, ``count`` and ``reason`` of what was dropped."""
        columns = [list(column) for column in zip(*self.dropped, strict=True)] or [[], [], []]
        types = (pa.string(), pa.int64(), pa.string())
        names = ("what", "count", "reason")
        return pa.table(
            {name: pa.array(values, kind) for name, values, kind in zip(names, columns, types, strict=True)}
        )

    def __str__(self) -> str:
        kept = f"{self.nodes:,} nodes and {self.arcs:,} arcs ({self.edges:,} roads with {self.points:,} points)"
        if not self.dropped:
            return f"{kept}; nothing was dropped"
        return f"{kept}; dropped:\n" + table([[what, f"{count:,}", reason] for what, count, reason in self.dropped])
