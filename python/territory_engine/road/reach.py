"""How long any shortest way can be: sums of it must fit into the integers of the searches."""

from __future__ import annotations

import numpy as np

from ..errors import LimitError
from .graph import INF, U32, UNIT, RoadGraph


def check_reach(graph: RoadGraph) -> None:
    """Refuse a network on which a way, with its ends within edges, may not fit below ``INF``.

    Raises
    ------
    LimitError
        It says by how much.
    """
    for metric in ("time", "distance"):
        if metric == "distance" and graph.length_dm is None:
            continue
        weight = graph.weight(metric)
        longest = 2 * int(weight.max(initial=0))
        if longest + _by_leaving(graph, weight) < INF:
            continue
        most = longest + _by_passing(graph, weight)
        if most >= INF:
            unit = "seconds" if metric == "time" else "metres"
            raise LimitError(
                f"te.RoadNetwork: ways of up to {most / UNIT[metric]:,.0f} {unit} may be needed, "
                f"and at most {INF / UNIT[metric]:,.0f} can be told apart from no way at all. Use a larger unit."
            )


def _by_leaving(graph: RoadGraph, weight: U32) -> int:
    """A shortest way leaves each node at most once. O(m)."""
    leaves = np.diff(graph.first) > 0
    return int(np.maximum.reduceat(weight, graph.first[:-1][leaves]).sum(dtype=np.int64)) if leaves.any() else 0


def _by_passing(graph: RoadGraph, weight: U32) -> int:
    """From anywhere to anywhere by way of node 0: at most twice too much. Two runs of scipy's Dijkstra."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    n = graph.node_count
    matrix = csr_matrix((weight.astype(np.float64), graph.head, graph.first), shape=(n, n))
    return sum(int(dijkstra(one, indices=0).max()) for one in (matrix, matrix.T.tocsr()))
