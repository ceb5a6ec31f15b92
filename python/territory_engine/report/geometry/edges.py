"""Edges of polygons, and those that two of them share."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

Float = NDArray[np.float64]
Label = NDArray[np.integer]


def edges_of(shapes: NDArray[np.object_], label: Label) -> tuple[Float, Label]:
    """All edges (e, 4) of (multi)polygons, the lower end first, and the label of the polygon of each."""
    kinds = shapely.get_type_id(shapes)
    if (kinds == shapely.GeometryType.POLYGON).all() and not shapely.get_num_interior_rings(shapes).any():
        points, ring = shapely.get_coordinates(shapes, return_index=True)
        owner = label[ring]
    else:
        parts, shape = shapely.get_parts(shapes, return_index=True)
        rings, part = shapely.get_rings(parts, return_index=True)
        points, ring = shapely.get_coordinates(rings, return_index=True)
        owner = label[shape[part[ring]]]
    inside = ring[1:] == ring[:-1]
    begin, end = points[:-1][inside], points[1:][inside]
    turned = (begin[:, 0] > end[:, 0]) | ((begin[:, 0] == end[:, 0]) & (begin[:, 1] > end[:, 1]))
    edges = np.where(turned[:, None], np.hstack([end, begin]), np.hstack([begin, end]))
    return edges, owner[:-1][inside]


def shared(edges: Float, label: Label) -> tuple[Float, Label]:
    """Edges that polygons of two labels have in common, and the two labels (m, 2)."""
    order = np.lexsort((edges[:, 2], edges[:, 1], edges[:, 0]))
    edges, label = edges[order], label[order]
    twice = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1) & (label[1:] != label[:-1]))
    return edges[twice], np.stack([label[twice], label[twice + 1]], axis=1)
