"""How far areas reach beyond accounts: groups of accounts, their hulls, and places that are nobody's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from .cells import Sites
from .frame import KM_A_DEGREE, Frame

Float = NDArray[np.float64]

LINK_KM = 250.0  # accounts in squares of this size that touch belong to one group
FARTHEST_KM = 500.0  # an area reaches no farther than this from an account
LEAST_KM = 2.0  # and around a single place so far


@dataclass(frozen=True)
class Reach:
    """Groups of sites far from each other. All lengths in units of the plane."""

    group: NDArray[np.int64]  # (s,) the group of every site
    reach: Float  # (g,) how far from a site of the group its areas go
    margin: Float  # (g,) how far beyond the group's convex hull
    least: float


def reach_of(sites: Sites, frame: Frame) -> Reach:
    """Groups and how far they reach: a quarter of a group's own extent, within limits."""
    extent = float(np.hypot(np.ptp(sites.x), np.ptp(sites.y)))
    if frame.spherical:
        link, farthest, least = (km / KM_A_DEGREE for km in (LINK_KM, FARTHEST_KM, LEAST_KM))
    else:
        largest = float(np.abs([sites.x, sites.y]).max())
        link, farthest, least = max(extent / 8.0, 1e-9), np.inf, 1e-3 * max(extent, largest) or 1.0
    least = max(least, 0.01 * extent)
    group = _groups(sites.x, sites.y, link)
    count = int(group.max()) + 1
    sizes = [_extent(sites.x[group == g], sites.y[group == g]) for g in range(count)]
    own = np.array(sizes)
    return Reach(group, np.clip(own / 4.0, least, farthest), np.maximum(0.03 * own, least), least)


def hulls(sites: Sites, reach: Reach) -> NDArray[np.object_]:
    """The convex hull of each group, widened by its margin."""
    points = shapely.points(sites.x, sites.y)
    groups = [shapely.multipoints(points[reach.group == g]) for g in range(len(reach.reach))]
    result: NDArray[np.object_] = shapely.buffer(shapely.convex_hull(groups), reach.margin)
    return result


def nobodys(sites: Sites, reach: Reach) -> Float:
    """Points (m, 2) on grids around and between sites that lie beyond reach, but not by much: areas end before them."""
    from scipy.spatial import cKDTree

    tree = cKDTree(np.stack([sites.x, sites.y], axis=1))
    found = []
    for g, far in enumerate(reach.reach.tolist()):
        mine = reach.group == g
        step = far / 3.0
        points = _grid(sites.x[mine], sites.y[mine], far + 3.0 * step, step)
        away, nearest = tree.query(points)
        limit = reach.reach[reach.group[nearest]]
        found.append(points[(away >= limit) & (away <= limit + 2.5 * step)])
    return np.concatenate(found)


def _grid(x: Float, y: Float, around: float, step: float) -> Float:
    columns = np.arange(float(x.min()) - around, float(x.max()) + around + step, step)
    rows = np.arange(float(y.min()) - around, float(y.max()) + around + step, step)
    across, up = np.meshgrid(columns, rows)
    across[1::2] += step / 2.0  # rows of a triangular grid, no direction stands out
    return np.stack([across.ravel(), up.ravel()], axis=1)


def _groups(x: Float, y: Float, side: float) -> NDArray[np.int64]:
    from scipy import ndimage

    column, row = (np.floor((v - v.min()) / side).astype(np.int64) for v in (x, y))
    taken = np.zeros((int(column.max()) + 1, int(row.max()) + 1), bool)
    taken[column, row] = True
    numbered, _ = ndimage.label(taken, np.ones((3, 3)))
    result: NDArray[np.int64] = numbered[column, row].astype(np.int64) - 1
    return result


def _extent(x: Float, y: Float) -> float:
    return float(np.hypot(np.ptp(x), np.ptp(y)))
