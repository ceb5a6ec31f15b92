"""Travel on roads once more, by a plain Dijkstra search: the checker's own computation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..centers import Centers
from ..instance import Instance
from .graph import RoadGraph
from .places import RoadPlaces, along_one_way
from .trips import F64, MS

if TYPE_CHECKING:
    from .ways import RoadWays

Index = NDArray[np.int32]

TERRITORIES = 2  # of a plan that are looked at: those of the least and of the most travel a visit
ROUNDING = 2e-7  # relative: float32 seconds


def by_dijkstra(
    ways: RoadWays, instance: Instance, labels: Index, centers: Centers, travel: F64
) -> list[tuple[int, float]]:
    """Units of a few territories whose travel (n,) is not what scipy's Dijkstra finds: rows, and minutes expected."""
    places = ways.center_places(instance, centers)
    wrong: list[tuple[int, float]] = []
    for territory in _chosen(instance, labels, travel):
        rows = np.flatnonzero(labels == territory)
        center, units = places.take(slice(territory, territory + 1)), ways.units.take(rows)
        # a search in both directions, only as far as it needs to go: what lies beyond is longer than what is claimed
        claimed = travel[rows] * ways.speed_factor * MS
        limit = float(claimed[np.isfinite(claimed)].max(initial=0.0)) * (1.0 + ROUNDING) + 1.0
        expected = np.zeros(len(rows))
        if ways.direction in ("round_trip", "out"):
            expected += _from_one(ways.network.graph, center, units, limit, backward=False)
        if ways.direction in ("round_trip", "back"):
            expected += _from_one(ways.network.graph, center, units, limit, backward=True)
        off = ~(np.abs(claimed - expected) <= 1.0 + ROUNDING * claimed)
        wrong += [(int(rows[i]), float(expected[i] / (ways.speed_factor * MS))) for i in np.flatnonzero(off)]
    return wrong


def _chosen(instance: Instance, labels: Index, travel: F64) -> list[int]:
    weight, k = instance.travel_weight, instance.territory_count
    visits = np.bincount(labels, weight, minlength=k)
    known = np.flatnonzero(visits > 0.0)
    with np.errstate(invalid="ignore"):
        mean = np.bincount(labels, weight * travel, minlength=k)[known] / visits[known]
    order = known[np.argsort(mean, kind="stable")]
    return sorted({int(order[0]), int(order[-1])})[:TERRITORIES]


def _from_one(graph: RoadGraph, center: RoadPlaces, units: RoadPlaces, limit: float, backward: bool) -> F64:
    """Milliseconds (m,) from one place to others, or from them to it; +inf beyond the limit."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    leaving, coming = (units, center) if backward else (center, units)
    own, others = (coming.entry_node, leaving.exit_node) if backward else (leaving.exit_node, coming.entry_node)
    own_ms, others_ms = (coming.entry_ms, leaving.exit_ms) if backward else (leaving.exit_ms, coming.entry_ms)
    n = graph.node_count
    matrix = csr_matrix((graph.time_ms.astype(np.float64), graph.head, graph.first), shape=(n, n))
    best = np.full(len(units), np.inf)
    for node, ms in zip(own[0].tolist(), own_ms[0].tolist(), strict=True):
        if node < 0:
            continue
        distance = dijkstra(matrix.T if backward else matrix, indices=node, limit=limit)
        for side in (0, 1):
            there = others[:, side] >= 0
            total = distance[others[there, side]] + ms + others_ms[there, side]
            best[there] = np.minimum(best[there], total)
    rows, columns, straight = along_one_way(leaving, coming, "time")
    np.minimum.at(best, rows if backward else columns, straight)
    return best
