"""The Voronoi diagram of sites as borders between territories, and the faces that borders and a region make."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from .cells import Sites

Float = NDArray[np.float64]

NOBODY = -1


def faces(sites: Sites, nobody: Float, region: shapely.Geometry, count: int) -> NDArray[np.object_]:
    """The area of each territory (count,): what lies nearest to its sites, within the region. A valid coverage.

    All borders are cut with each other and with the region once, so that neighbours have the same points.
    """
    from scipy.spatial import cKDTree

    places = np.concatenate([np.stack([sites.x, sites.y], axis=1), nobody])
    label = np.concatenate([sites.label, np.full(len(nobody), NOBODY)])
    lines = borders(places, label, region.bounds)
    noded = shapely.union_all([shapely.multilinestrings(lines), region.boundary])
    found = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    inside = shapely.point_on_surface(found)
    spots = shapely.get_coordinates(inside)
    _, nearest = cKDTree(places).query(spots)
    shapely.prepare(region)
    kept = shapely.contains_xy(region, spots) & (label[nearest] >= 0)
    return grouped(found[kept], label[nearest][kept], count)


def borders(places: Float, label: NDArray[np.integer], bounds: tuple[float, float, float, float]) -> Float:
    """Edges (e, 2, 2) of the diagram between sites of different labels."""
    west, south, east, north = bounds
    far = 2.0 * max(east - west, north - south)
    frame = shapely.box(west - far, south - far, east + far, north + far)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(places), extend_to=frame, ordered=True))
    points, owner = shapely.get_coordinates(cells, return_index=True)
    same = owner[1:] == owner[:-1]
    begin, end, label = points[:-1][same], points[1:][same], label[owner[:-1][same]]
    # every inner edge is there twice, once in each direction: sort both alike, and pairs stand side by side
    turned = (begin[:, 0] > end[:, 0]) | ((begin[:, 0] == end[:, 0]) & (begin[:, 1] > end[:, 1]))
    edges = np.where(turned[:, None], np.hstack([end, begin]), np.hstack([begin, end]))
    order = np.lexsort(edges.T)
    edges, label = edges[order], label[order]
    twice = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1) & (label[1:] != label[:-1]))
    return edges[twice].reshape(-1, 2, 2)


def grouped(parts: NDArray[np.object_], label: NDArray[np.integer], count: int) -> NDArray[np.object_]:
    """Polygons of each label as one polygon or multipolygon, empty where there is none."""
    order = np.argsort(label, kind="stable")
    ends = np.searchsorted(label[order], np.arange(count + 1))
    result = np.full(count, shapely.Polygon(), dtype=object)
    for k in range(count):
        mine = parts[order[ends[k] : ends[k + 1]]]
        if len(mine):
            result[k] = mine[0] if len(mine) == 1 else shapely.multipolygons(mine)
    return result
