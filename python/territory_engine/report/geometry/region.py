"""Where areas may be: the countries with accounts, as far as accounts reach, and what lies off their coasts."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from .cells import Cells
from .frame import KM_A_DEGREE, Frame
from .land import countries
from .reach import Reach, hulls
from .rings import Rings

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

WHOLE = 0.35  # a mainland or island of which hulls cover this share is taken whole
FEW = 0.02  # a country with a smaller share of the sites may be an overspill of its neighbours
DEEP_KM = 60.0  # an overspill lies no deeper than this in the country


def region_of(points: Float, cells: Cells, reach: Reach, frame: Frame) -> tuple[shapely.Geometry, Bool]:
    """A (multi)polygon that holds all sites (s, 2) and accounts, and the cells (c,) that reach its border.

    Accounts off the land, at sea or where the coast is drawn too coarsely, get a disc around them.
    """
    around = shapely.union_all(hulls(points, reach))
    land = _land(points, around, frame) if frame.spherical else around
    shapely.prepare(land)
    at_border = _at_border(cells, land)
    rows = cells.accounts_of(at_border)
    places = np.concatenate([points, np.stack([cells.x[rows], cells.y[rows]], axis=1)])
    off = places[~shapely.contains_xy(land, places)]
    if not len(off):
        return land, at_border
    region = shapely.union_all([land, *_discs(off, points, reach)])
    if frame.spherical:
        region = shapely.intersection(region, shapely.box(*frame.limits))
    shapely.prepare(region)
    return region, at_border


def polygons(rings: Rings) -> NDArray[np.object_]:
    """Rings as shapely polygons, (p,)."""
    first = np.searchsorted(rings.polygon, np.arange(len(rings.names) + 1))
    kind = shapely.GeometryType.POLYGON
    made: NDArray[np.object_] = shapely.from_ragged_array(kind, rings.points, (rings.starts, first))
    return made


def _land(points: Float, around: shapely.Geometry, frame: Frame) -> shapely.Geometry:
    west, south, east, north = around.bounds
    corners = frame.degrees(np.array([[west, south], [east, north]])).ravel().tolist()
    rings = countries().within((corners[0], corners[1], corners[2], corners[3]))
    parts = shapely.transform(polygons(rings), frame.points)
    used = _with_accounts(parts, rings.names, points)
    parts = parts[used]
    shared = shapely.intersection(parts, around)
    whole = shapely.area(shared) >= WHOLE * shapely.area(parts)
    land = shapely.union_all(np.where(whole, parts, shared))
    west, south, east, north = frame.limits
    if not shapely.box(west, south, east, north).contains(land):
        land = shapely.clip_by_rect(land, west, south, east, north)
    return shapely.MultiPolygon([part for part in shapely.get_parts(land) if part.geom_type == "Polygon"])


def _with_accounts(parts: NDArray[np.object_], names: NDArray[np.object_], points: Float) -> Bool:
    """Polygons of the countries in which sites are."""
    if not len(parts):
        return np.zeros(0, bool)
    known, country = np.unique(names.astype(str), return_inverse=True)
    spots = shapely.points(points)
    part, spot = shapely.STRtree(spots).query(parts, predicate="contains")
    count = np.bincount(country[part], minlength=len(known))
    for c in np.flatnonzero((count > 0) & (count < FEW * len(points))):
        stronger = parts[count[country] > 10 * count[c]]
        if len(stronger) and _overspill(spots[spot[country[part] == c]], parts[country == c], stronger):
            count[c] = 0
    used: Bool = count[country] > 0
    return used


def _overspill(spots: NDArray[np.object_], own: NDArray[np.object_], stronger: NDArray[np.object_]) -> bool:
    """Whether sites in a country are there only because its border with a stronger one is drawn or met roughly."""
    tree = shapely.STRtree(stronger)
    largest = own[int(np.argmax(shapely.area(own)))]
    _, depths = tree.query_nearest(spots, return_distance=True, all_matches=False)
    _, middle = tree.query_nearest(shapely.point_on_surface(largest), return_distance=True, all_matches=False)
    return bool(depths.max() < min(DEEP_KM / KM_A_DEGREE, 0.5 * float(middle[0])))


def _at_border(cells: Cells, land: shapely.Geometry) -> Bool:
    """Cells whose accounts may lie off the land: those whose box is not within."""
    begins = cells.begins[:-1]
    boxes = shapely.box(*cells.boxes.T)
    border = np.ones(len(boxes), bool)
    border[shapely.STRtree(boxes).query(land, predicate="contains")] = False
    single = cells.sizes == 1  # boxes without an inside, which nothing contains
    border[single] = ~shapely.contains_xy(land, cells.x[begins[single]], cells.y[begins[single]])
    return border


def _discs(off: Float, points: Float, reach: Reach) -> NDArray[np.object_]:
    """Small discs around places: a dot on the map of their group."""
    from scipy.spatial import cKDTree

    _, nearest = cKDTree(points).query(off)
    group = reach.group[nearest]
    radius = np.maximum(0.06 * reach.margin, 0.4 * reach.least)[group]
    step = radius / 4.0
    cell = np.unique(np.column_stack([group, np.rint(off / step[:, None]), radius]), axis=0)
    made: NDArray[np.object_] = shapely.buffer(
        shapely.points(cell[:, 1:3] * (cell[:, 3:] / 4.0)), 1.25 * cell[:, 3], quad_segs=4
    )
    return made
