"""How far areas reach beyond accounts: groups of accounts, their hulls, and places that are nobody's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from .frame import KM_A_DEGREE, Frame

Float = NDArray[np.float64]

LINK_KM = 250.0, 500.0  # sites in squares of half the extent, within this, that touch belong to one group
FARTHEST_KM = 500.0  # an area reaches no farther than this from an account


@dataclass(frozen=True)
class Reach:
    """Groups of sites that lie far from each other. All lengths in units of the plane."""

    group: NDArray[np.int64]  # (s,) the group of every site
    reach: Float  # (g,) how far from a site of the group its areas go
    margin: Float  # (g,) how far beyond the group's convex hull
    least: float  # the smallest of them
    extent: float  # of all sites


def reach_of(points: Float, frame: Frame) -> Reach:
    """How far the areas of sites (s, 2) go: a quarter of the extent of their own group, within limits."""
    extent = _extent(points)
    one = frame.around_one(points)
    if frame.spherical:
        shortest, link, farthest = (km / KM_A_DEGREE for km in (*LINK_KM, FARTHEST_KM))
        link, least = min(max(extent / 2.0, shortest), link), one
    else:
        link, farthest, least = max(extent / 2.0, one), np.inf, 0.0 if extent > 0.0 else one
    least = max(least, 0.005 * extent)
    group = _groups(points, link)
    own = np.array([_extent(points[group == g]) for g in range(int(group.max()) + 1)])
    # sites apart by their extent / sqrt(n): a quarter of that around the outermost
    share = np.maximum(0.25 / np.sqrt(np.bincount(group)), 0.03)
    return Reach(group, np.clip(own / 4.0, least, farthest), np.maximum(share * own, least), least, extent)


def hulls(points: Float, reach: Reach) -> NDArray[np.object_]:
    """The convex hull of each group, widened by its margin."""
    # a line has the same hull as its points and is made quicker; it has two at least
    groups = [shapely.linestrings(points[reach.group == g].repeat(2, axis=0)) for g in range(len(reach.reach))]
    widened: NDArray[np.object_] = shapely.buffer(shapely.convex_hull(groups), reach.margin)
    return widened


def nobodys(points: Float, reach: Reach) -> Float:
    """Points (m, 2) around and between sites that lie beyond reach, but not by much: areas end before them."""
    from scipy.spatial import cKDTree

    tree = cKDTree(points)
    found = []
    for g, far in enumerate(reach.reach.tolist()):
        far *= 1.6  # areas end halfway between an account and a point that is nobody's, or somewhat beyond
        step = far / 4.0
        grid = _grid(points[reach.group == g], far + 3.0 * step, step)
        away, nearest = tree.query(grid)
        limit = 1.6 * reach.reach[reach.group[nearest]]
        found.append(grid[(away >= limit) & (away <= limit + 2.5 * step)])
    return np.concatenate(found)


def _grid(points: Float, around: float, step: float) -> Float:
    (west, south), (east, north) = points.min(axis=0) - around, points.max(axis=0) + around
    across, up = np.meshgrid(np.arange(west, east + step, step), np.arange(south, north + step, step))
    across[1::2] += step / 2.0  # a triangular grid: no direction stands out
    return np.stack([across.ravel(), up.ravel()], axis=1)


def _groups(points: Float, side: float) -> NDArray[np.int64]:
    from scipy import ndimage

    column, row = np.floor((points - points.min(axis=0)) / side).astype(np.int64).T
    taken = np.zeros((int(column.max()) + 1, int(row.max()) + 1), bool)
    taken[column, row] = True
    numbered, _ = ndimage.label(taken, np.ones((3, 3)))
    group: NDArray[np.int64] = numbered[column, row].astype(np.int64) - 1
    return group


def _extent(points: Float) -> float:
    return float(np.hypot(*np.ptp(points, axis=0)))
