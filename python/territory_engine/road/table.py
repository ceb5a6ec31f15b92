"""Tables of travel between places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .graph import F64, UNIT
from .places import RoadPlaces, along_one_way

if TYPE_CHECKING:
    from .network import RoadNetwork

_ROWS = 32  # sources of one Dijkstra


def table(network: RoadNetwork, sources: RoadPlaces, targets: RoadPlaces, metric: str) -> NDArray[np.float32]:
    """Seconds or metres, (n, m) float32, by scipy's Dijkstra from every node where a source leaves."""
    exits, position = np.unique(sources.exit_node, return_inverse=True)
    position = position.reshape(sources.exit_node.shape)
    result = np.full((len(sources), len(targets)), np.inf)
    for start in range(0, len(exits), _ROWS):
        nodes = exits[start : start + _ROWS]
        distance = _dijkstra(network, np.maximum(nodes, 0), metric)
        entering = targets.entry_weight(metric)
        arriving = np.minimum(*(
            np.where(targets.entry_node[:, side] >= 0, distance[:, targets.entry_node[:, side]], np.inf)
            + entering[:, side]
            for side in (0, 1)
        ))  # fmt: skip
        for side in (0, 1):
            rows = np.flatnonzero((position[:, side] >= start) & (position[:, side] < start + _ROWS)
                                  & (sources.exit_node[:, side] >= 0))  # fmt: skip
            leaving = sources.exit_weight(metric)[rows, side, None]
            result[rows] = np.minimum(result[rows], leaving + arriving[position[rows, side] - start])
    rows, columns, straight = along_one_way(sources, targets, metric)
    np.minimum.at(result, (rows, columns), straight)
    return (result / UNIT[metric]).astype(np.float32)


def _dijkstra(network: RoadNetwork, nodes: NDArray[np.integer], metric: str) -> F64:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    graph = network.graph
    n = graph.node_count
    matrix = csr_matrix((graph.weight(metric).astype(float), graph.head, graph.first), shape=(n, n))
    distance: F64 = dijkstra(matrix, indices=nodes)
    return distance
