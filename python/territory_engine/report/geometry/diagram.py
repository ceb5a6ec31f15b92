"""The Voronoi diagram of sites as borders between territories, and the faces that borders and a region make."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Float = NDArray[np.float64]
Label = NDArray[np.int32]

NOBODY = -1


@dataclass(frozen=True)
class Borders:
    """Edges (e, 2, 2) between cells of different territories; the two territories (e, 2), and how far apart the sites
    are that make each edge (e,).
    """

    edges: Float
    between: Label
    apart: Float


def borders(points: Float, label: Label, nobody: Float) -> Borders:
    """The Voronoi diagram of sites (s, 2) and of points that are nobody's, as far as it divides territories.

    Made of Delaunay triangles: the edge between the cells of two sites joins the centres of the circles around the two
    triangles that have both. Triangles name points by index, so that edges which meet have the same end.
    """
    places = np.concatenate([points, nobody, _far_corners(points, nobody)])
    of = np.concatenate([label, np.full(len(places) - len(label), NOBODY, np.int32)])
    corner = _triangles(places)
    # all edges between territories are those of triangles with several
    corner = corner[(of[corner] != of[corner[:, :1]]).any(axis=1)]
    center = _circumcenters(places[corner])
    ends = np.sort(np.concatenate([corner[:, [0, 1]], corner[:, [1, 2]], corner[:, [2, 0]]]), axis=1)
    triangle = np.tile(np.arange(len(corner)), 3)
    order = np.argsort(ends[:, 0] * len(places) + ends[:, 1], kind="stable")
    ends, triangle = ends[order], triangle[order]
    at = np.flatnonzero((ends[1:] == ends[:-1]).all(axis=1) & (of[ends[:-1, 0]] != of[ends[:-1, 1]]))
    edges = np.stack([center[triangle[at]], center[triangle[at + 1]]], axis=1)
    long = (edges[:, 0] != edges[:, 1]).any(axis=1)  # four sites on a circle make one of no length
    pairs = ends[at][long]
    apart = np.hypot(*(places[pairs[:, 0]] - places[pairs[:, 1]]).T)
    return Borders(edges[long], of[pairs], apart)


def _far_corners(points: Float, nobody: Float) -> Float:
    """Four points so far away that no cell of another is open."""
    both = np.concatenate([points, nobody])
    low, high = both.min(axis=0), both.max(axis=0)
    middle, far = (low + high) / 2.0, 10.0 * float((high - low).max())
    corners: Float = middle + far * np.array([[1.0, 0.1], [-0.1, 1.0], [-1.0, -0.1], [0.1, -1.0]])
    return corners


def _triangles(places: Float) -> NDArray[np.int64]:
    """Delaunay triangles (t, 3) as indices of places, which are all different."""
    found = shapely.get_coordinates(shapely.delaunay_triangles(shapely.linestrings(places)))
    found = np.delete(found, np.s_[3::4], axis=0)  # rings end where they begin
    keys = places[:, 0] + 1j * places[:, 1]
    order = np.argsort(keys)
    index: NDArray[np.int64] = order[np.searchsorted(keys[order], found[:, 0] + 1j * found[:, 1])]
    return index.reshape(-1, 3)


def _circumcenters(triangles: Float) -> Float:
    """Centres (t, 2) of the circles through the corners (t, 3, 2), on a fine grid: equal circles have one centre."""
    first = triangles[:, 0]
    b, c = triangles[:, 1] - first, triangles[:, 2] - first
    twice_area = 2.0 * (b[:, 0] * c[:, 1] - b[:, 1] * c[:, 0])
    bb, cc = (b * b).sum(axis=1), (c * c).sum(axis=1)
    center = np.stack([c[:, 1] * bb - b[:, 1] * cc, b[:, 0] * cc - c[:, 0] * bb], axis=1) / twice_area[:, None]
    extent = float(np.ptp(triangles, axis=(0, 1)).max(initial=0.0)) or 1.0
    step = 2.0 ** (np.floor(np.log2(extent)) - 40.0)
    rounded: Float = np.rint((first + center) / step) * step
    return rounded


def faces(
    points: Float, label: Label, nobody: Float, lines: Float, region: shapely.Geometry, count: int
) -> NDArray[np.object_]:
    """The area of each territory (count,): what lies nearest to its sites, within the region. A valid coverage.

    All borders are cut with each other and with the region once, so that neighbours have the same points.
    """
    from scipy.spatial import cKDTree

    places = np.concatenate([points, nobody])
    label = np.concatenate([label, np.full(len(nobody), NOBODY, np.int32)])
    # long lines are quicker to cut than their many edges
    chains = shapely.line_merge(shapely.multilinestrings(lines))
    noded = shapely.union_all([chains, region.boundary])
    found = shapely.get_parts(shapely.polygonize([shapely.line_merge(noded)]))
    spots = shapely.get_coordinates(shapely.point_on_surface(found))
    _, nearest = cKDTree(places).query(spots)
    kept = shapely.contains_xy(region, spots) & (label[nearest] >= 0)
    return grouped(found[kept], label[nearest][kept], count)


def grouped(parts: NDArray[np.object_], label: Label, count: int) -> NDArray[np.object_]:
    """Polygons of each label as one polygon or multipolygon, empty where there is none."""
    order = np.argsort(label, kind="stable")
    ends = np.searchsorted(label[order], np.arange(count + 1))
    result = np.full(count, shapely.Polygon(), dtype=object)
    for k in range(count):
        mine = parts[order[ends[k] : ends[k + 1]]]
        if len(mine):
            result[k] = mine[0] if len(mine) == 1 else shapely.multipolygons(mine)
    return result
