"""Roads: Dijkstra's algorithm as everyone writes it."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from ..interface import F32
from ..road_query_interface import I32, I64, U32, UNREACHABLE, DirectWays, Ends

Graph = tuple[I64, I32, U32]


def make_dissection(first: I64, head: I32, threads: int) -> SimpleNamespace:
    """Nothing to order: there is no hierarchy."""
    return SimpleNamespace(order=np.arange(len(first) - 1, dtype=np.int32), done=1.0)


def dissection_step(dissection: SimpleNamespace, threads: int) -> bool:
    """Nothing is left to be done."""
    return False


def make_hierarchy(first: I64, head: I32, order: I32, threads: int) -> tuple[I64, I32]:
    """The graph."""
    return first, head


def customise(hierarchy: tuple[I64, I32], weight: U32, threads: int) -> Graph:
    """The graph with weights."""
    return *hierarchy, weight


def _ways(search: Graph, ends: Sequence[tuple[int, int]]) -> tuple[dict[int, int], dict[int, int]]:
    """Weights of the least ways from a place to all nodes, and the node before each."""
    first, head, weight = search
    heap = [(w, -1, node) for node, w in ends if node >= 0]
    heapq.heapify(heap)
    reached: dict[int, int] = {}
    came: dict[int, int] = {}
    while heap:
        w, before, node = heapq.heappop(heap)
        if node in reached:
            continue
        reached[node], came[node] = w, before
        for arc in range(first[node], first[node + 1]):
            heapq.heappush(heap, (w + int(weight[arc]), node, int(head[arc])))
    return reached, came


def _ends(ends: Ends, place: int) -> list[tuple[int, int]]:
    return [(int(node), int(w)) for node, w in zip(ends[0][place], ends[1][place], strict=True)]


def _weights(search: Graph, exits: Ends, entries: Ends) -> I64:
    result = np.full((len(exits[0]), len(entries[0])), UNREACHABLE, np.int64)
    for i in range(len(exits[0])):
        reached, _ = _ways(search, _ends(exits, i))
        for j in range(len(entries[0])):
            ways = [reached[node] + w for node, w in _ends(entries, j) if node in reached]
            result[i, j] = min([UNREACHABLE, *ways])
    return result


def _travel(weights: I64, unit: float) -> F32:
    return np.where(weights < UNREACHABLE, weights.astype(np.float32) / np.float32(unit), np.float32(np.inf))


def road_table(search: Graph, exits: Ends, entries: Ends, out: F32, unit: float, threads: int) -> None:
    """See :meth:`..road_query_interface.RoadQueryKernels.road_table`."""
    out[:] = _travel(_weights(search, exits, entries), unit)


def _with_direct(weights: I64, direct: DirectWays) -> I64:
    """(points, centres), with the direct ways."""
    first, center, weight = direct
    np.minimum.at(weights, (np.repeat(np.arange(len(weights)), np.diff(first)), center), weight)
    return weights


def _best(weights: I64, k: int, unit: float) -> tuple[I32, F32]:
    padded = np.full((len(weights), max(k, weights.shape[1])), UNREACHABLE, np.int64)
    padded[:, : weights.shape[1]] = weights
    order = np.argsort(padded, axis=1, kind="stable")[:, :k]
    best = np.take_along_axis(padded, order, axis=1)
    return np.where(best < UNREACHABLE, order, -1).astype(np.int32), _travel(best, unit)


def road_nearest(
    search: Graph,
    points: Ends,
    centers: Ends,
    outward: bool,
    direct: DirectWays,
    k: int,
    unit: float,
    threads: int,
) -> tuple[I32, F32]:
    """See :meth:`..road_query_interface.RoadQueryKernels.road_nearest`."""
    weights = _weights(search, centers, points).T if outward else _weights(search, points, centers)
    return _best(_with_direct(weights, direct), k, unit)


def road_nearest_round_trip(
    search: Graph,
    points: tuple[Ends, Ends],
    centers: tuple[Ends, Ends],
    direct: tuple[DirectWays, DirectWays],
    k: int,
    unit: float,
    threads: int,
) -> tuple[I32, F32]:
    """See :meth:`..road_query_interface.RoadQueryKernels.road_nearest_round_trip`."""
    out = _with_direct(_weights(search, centers[0], points[1]).T, direct[0])
    back = _with_direct(_weights(search, points[0], centers[1]), direct[1])
    return _best(np.minimum(out + back, UNREACHABLE), k, unit)


def road_path(search: Graph, exits: Ends, entries: Ends) -> tuple[int, I32]:
    """See :meth:`..road_query_interface.RoadQueryKernels.road_path`."""
    reached, came = _ways(search, _ends(exits, 0))
    ways: list[tuple[int, Any]] = [(reached[node] + w, node) for node, w in _ends(entries, 0) if node in reached]
    weight, node = min([(UNREACHABLE, -1), *ways])
    nodes = []
    while node >= 0:
        nodes.append(node)
        node = came[node]
    return weight, np.array(nodes[::-1], np.int32)
