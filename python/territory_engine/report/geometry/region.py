"""Where areas may be: the countries with accounts, as far as accounts reach, and what lies off their coasts."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from .cells import Sites
from .frame import Frame
from .land import countries
from .reach import Reach, hulls
from .rings import Rings

Float = NDArray[np.float64]

WHOLE = 0.5  # an island or mainland of which hulls cover this share is taken whole
BORDER = 0.06  # degrees by which a border at 1:50 million may be off


def region_of(sites: Sites, reach: Reach, frame: Frame) -> shapely.Geometry:
    """A (multi)polygon that holds every site."""
    around = shapely.union_all(hulls(sites, reach))
    if not frame.spherical:
        return around
    land = _land(sites, around, frame)
    return shapely.union_all([land, *_off_land(sites, land, reach)])


def polygons(rings: Rings) -> NDArray[np.object_]:
    """Rings as shapely polygons, (p,)."""
    first = np.searchsorted(rings.polygon, np.arange(len(rings.names) + 1))
    result: NDArray[np.object_] = shapely.from_ragged_array(
        shapely.GeometryType.POLYGON, rings.points, (rings.starts, first)
    )
    return result


def _land(sites: Sites, around: shapely.Geometry, frame: Frame) -> shapely.Geometry:
    west, south, east, north = around.bounds
    box = frame.degrees(np.array([[west, south], [east, north]])).ravel().tolist()
    rings = countries().within((box[0], box[1], box[2], box[3]))
    parts = shapely.transform(polygons(rings), frame.points)
    used = _with_accounts(parts, rings.names, sites)
    parts = parts[used]
    shared = shapely.intersection(parts, around)
    whole = shapely.area(shared) >= WHOLE * shapely.area(parts)
    # a mainland is taken whole, and the reach of its accounts ends the areas
    return shapely.union_all(np.where(whole, parts, shared))


def _with_accounts(parts: NDArray[np.object_], names: NDArray[np.object_], sites: Sites) -> NDArray[np.bool_]:
    """Polygons of countries in which accounts are, other than just across the border of a country with many more."""
    if not len(parts):
        return np.zeros(0, bool)
    known, country = np.unique(names.astype(str), return_inverse=True)
    points = shapely.points(sites.x, sites.y)
    tree = shapely.STRtree(parts)
    point, part = tree.query(points, predicate="intersects")
    counts = np.bincount(country[part], minlength=len(known))
    few = (counts > 0) & (counts < 0.05 * len(points))
    for c in np.flatnonzero(few):
        stronger = np.flatnonzero(counts[country] >= 20 * counts[c])
        if len(stronger):
            mine = points[point[country[part] == c]]
            near, _ = shapely.STRtree(parts[stronger]).query(mine, predicate="dwithin", distance=BORDER)
            if len(np.unique(near)) == len(mine):
                counts[c] = 0
    result: NDArray[np.bool_] = counts[country] > 0
    return result


def _off_land(sites: Sites, land: shapely.Geometry, reach: Reach) -> NDArray[np.object_]:
    """Discs around sites that are on no land: as large as brings them to the coast, where that is near."""
    shapely.prepare(land)
    off = ~shapely.contains_xy(land, sites.x, sites.y)
    step = reach.least / 4.0
    places = np.unique(np.rint(np.stack([sites.x[off], sites.y[off]], axis=1) / step), axis=0) * step
    points = shapely.points(places)
    away = np.nan_to_num(shapely.distance(points, land), nan=np.inf)
    radius = np.clip(1.3 * away, reach.least / 2.0, reach.least) + step
    result: NDArray[np.object_] = shapely.buffer(points, radius, quad_segs=4)
    return result
