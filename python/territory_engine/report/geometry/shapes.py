"""From accounts to shapes: cells, their diagram, land, fewer points, and who fell out."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from .antimeridian import cut
from .cells import Cells, cells_of
from .diagram import borders, faces
from .frame import Frame
from .reach import nobodys, reach_of
from .region import region_of
from .simplify import simplified, spacing
from .sites import sites_of

Float = NDArray[np.float64]
Rows = NDArray[np.int64]
Shapes = NDArray[np.object_]

ROUNDS = 3
ALLOWED = 3e-4  # share of the accounts that simpler borders may leave on the wrong side


def shapes_of(x: Float, y: Float, labels: NDArray[np.int32], count: int, frame: Frame) -> tuple[Shapes, Rows]:
    """Areas of ``count`` territories, and the rows of accounts outside their own.

    Parameters
    ----------
    x, y : (n,) float64
        Longitudes and latitudes, or places in the plane.
    labels : (n,) int32
        The territory of each account.

    Notes
    -----
    O(n log n) for the cells; everything after that works on cells near borders only.
    """
    cells = cells_of(*frame.places(x, y), labels)
    sites = sites_of(cells, frame)
    reach = reach_of(sites.points, frame)
    region, at_border = region_of(sites.points, cells, reach, frame)
    nobody = nobodys(sites.points, reach)
    lines = borders(sites.points, sites.label, nobody)
    exact = faces(sites.points, sites.label, nobody, lines.edges, region, count)
    shapes, outside = _simpler(exact, spacing(lines, count), cells, sites.near_border | at_border)
    return _finished(shapes, frame), np.sort(cells.order[outside])


def _simpler(exact: Shapes, apart: Float, cells: Cells, doubtful: NDArray[np.bool_]) -> tuple[Shapes, Rows]:
    """Simpler shapes; territories that lose accounts by it get finer ones again."""
    allowed, least = ALLOWED * len(cells.x), None
    for _ in range(ROUNDS):
        shapes = simplified(exact, apart)
        outside = not_inside(shapes, cells, doubtful)
        if len(outside) <= allowed:
            break
        if least is None:
            least = not_inside(exact, cells, doubtful)
            allowed += len(least)
        losing = np.unique(cells.label[np.setdiff1d(outside, least)])
        apart = apart.copy()
        apart[losing] /= 3.0
    return shapes, outside


def not_inside(shapes: Shapes, cells: Cells, doubtful: NDArray[np.bool_]) -> Rows:
    """Positions of accounts that are not in or on the shape of their territory; only doubtful cells are asked."""
    at = cells.accounts_of(doubtful)
    at = at[np.argsort(cells.label[at], kind="stable")]
    ends = np.searchsorted(cells.label[at], np.arange(len(shapes) + 1))
    shapely.prepare(shapes)
    out = np.zeros(len(at), bool)
    for k in np.flatnonzero(np.diff(ends)):
        mine = at[ends[k] : ends[k + 1]]
        out[ends[k] : ends[k + 1]] = ~shapely.intersects_xy(shapes[k], cells.x[mine], cells.y[mine])
    return at[out]


def _finished(shapes: Shapes, frame: Frame) -> Shapes:
    """In degrees, valid, between -180 and 180."""
    shapes = shapely.remove_repeated_points(_repaired(shapely.transform(shapes, frame.degrees)))
    return _repaired(cut(shapes)) if frame.spherical else shapes


def _repaired(shapes: Shapes) -> Shapes:
    """Valid again where rounding made two points one: rings that touch themselves are two, those without area none."""
    shapes = shapes.copy()
    for k in np.flatnonzero(~shapely.is_valid(shapes)):
        parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shapely.get_parts(shapes[k]))))
        shapes[k] = shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
        if not shapes[k].is_valid:  # two of them have a side in common now
            shapes[k] = shapely.union_all(shapes[k])
    return shapes
