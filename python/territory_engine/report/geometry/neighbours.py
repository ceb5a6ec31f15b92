"""Which areas share a border."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray


def neighbours(shapes: NDArray[np.object_]) -> NDArray[np.int32]:
    """Pairs (p, 2) of areas of a coverage that have an edge in common, i < j, ascending."""
    rings, of_ring = shapely.get_parts(shapely.boundary(shapes), return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    begin, end, owner = points[:-1][same], points[1:][same], of_ring[ring[:-1][same]]
    turned = (begin[:, 0] > end[:, 0]) | ((begin[:, 0] == end[:, 0]) & (begin[:, 1] > end[:, 1]))
    edges = np.where(turned[:, None], np.hstack([end, begin]), np.hstack([begin, end]))
    order = np.lexsort(edges.T)
    edges, owner = edges[order], owner[order]
    shared = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1) & (owner[1:] != owner[:-1]))
    pairs = np.sort(np.stack([owner[shared], owner[shared + 1]], axis=1), axis=1)
    return np.unique(pairs, axis=0).astype(np.int32).reshape(-1, 2)
