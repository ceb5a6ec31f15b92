"""Sites of the diagram: one for each cell, and more where an account lies nearer to a foreign site than to its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...stages.search import GOLDEN_ANGLE
from .cells import Cells, most_common
from .frame import Frame

Float = NDArray[np.float64]
Rows = NDArray[np.int64]

ROUNDS = 4
MISPLACED = 40_000  # accounts beyond which territories overlap: each as a site would cost most, and be a speck
NEAREST = 12  # sites looked at to tell whether a cell is near a border


@dataclass(frozen=True)
class Sites:
    """Points (s, 2) and the territory of each (s,)."""

    points: Float
    label: NDArray[np.int32]
    near_border: NDArray[np.bool_]  # (c,) cells from which a border may be within reach of an account


def sites_of(cells: Cells, frame: Frame) -> Sites:
    """Sites such that (nearly) every account is nearest to one of its own territory.

    That is Hart's condensed nearest neighbour rule (1968, doi:10.1109/TIT.1968.1054155), begun from the cells. Where
    accounts of several territories share a place, it belongs to the one with most of them. A territory that has no
    place of its own gets a site beside one that it shares.
    """
    from scipy.spatial import cKDTree

    points, label = np.stack([cells.site_x, cells.site_y], axis=1), cells.owner
    near, suspects = _near_border(cells)
    suspects = suspects[_owns_place(cells)[suspects]]
    places, own = np.stack([cells.x[suspects], cells.y[suspects]], axis=1), cells.label[suspects]
    distance, nearest = cKDTree(points).query(places)
    found = label[nearest]
    for _ in range(ROUNDS):
        wrong = np.flatnonzero(found != own)
        if not len(wrong) or len(wrong) > MISPLACED:
            break
        added, at = np.unique(places[wrong], axis=0, return_index=True)
        of = own[wrong[at]]
        points, label = np.concatenate([points, added]), np.concatenate([label, of])
        away, nearest = cKDTree(added).query(places)
        found = np.where(away < distance, of[np.minimum(nearest, len(of) - 1)], found)
        distance = np.minimum(away, distance)
    extra, of = _beside(cells, points, label, frame)
    return Sites(np.concatenate([points, extra]), np.concatenate([label, of]), near)


def _near_border(cells: Cells) -> tuple[NDArray[np.bool_], Rows]:
    """Cells beside those of another territory, and positions of accounts that may be nearer to a foreign site.

    An account at distance r from its cell's site is nearer to that than to any site 2 r away from it.
    """
    from scipy.spatial import cKDTree

    points = np.stack([cells.site_x, cells.site_y], axis=1)
    k = min(NEAREST, len(points))
    distance, other = (found.reshape(-1, k) for found in cKDTree(points).query(points, k))
    foreign = cells.owner[other] != cells.owner[:, None]
    beyond = distance[:, -1] if k < len(points) else np.inf
    limit = np.minimum(np.where(foreign, distance, np.inf).min(axis=1), beyond) / 2.0
    limit *= 0.8  # sites added later lie nearer, too
    limit, x, y, owner = (np.repeat(v, cells.sizes) for v in (limit, cells.site_x, cells.site_y, cells.owner))
    suspects = np.flatnonzero((np.hypot(cells.x - x, cells.y - y) >= limit) | (cells.label != owner))
    near = foreign.any(axis=1)
    near[np.searchsorted(cells.begins, suspects, side="right") - 1] = True
    return near, suspects


def _owns_place(cells: Cells) -> NDArray[np.bool_]:
    """Which accounts (n,) are of the territory that has most accounts at exactly their place; the first of several."""
    cell = np.repeat(np.arange(len(cells.owner)), cells.sizes)
    mixed = np.logical_or.reduceat(cells.label != cells.owner[cell], cells.begins[:-1])
    rows = cells.accounts_of(mixed)  # elsewhere nobody shares a place
    owns = np.ones(len(cells.x), bool)
    if len(rows):
        x, y, label = cells.x[rows], cells.y[rows], cells.label[rows]
        order = np.lexsort((y, x))
        place = np.empty(len(rows), np.int64)
        place[order] = np.cumsum(np.append(0, (np.diff(x[order]) != 0.0) | (np.diff(y[order]) != 0.0)))
        shared = np.bincount(place)[place] > 1
        if shared.any():
            rows, place, label = rows[shared], place[shared], label[shared]
            places, most = most_common(place, label)
            owns[rows] = most[np.searchsorted(places, place)] == label
    return owns


def _beside(cells: Cells, points: Float, label: NDArray[np.int32], frame: Frame) -> tuple[Float, NDArray[np.int32]]:
    """Sites for territories that have accounts and no site."""
    from scipy.spatial import cKDTree

    present, first = np.unique(cells.label, return_index=True)
    missing = ~np.isin(present, label)
    home = np.stack([cells.x[first], cells.y[first]], axis=1)[missing]
    if not len(home):
        return np.empty((0, 2)), np.empty(0, np.int32)
    distance, _ = cKDTree(points).query(home, min(2, len(points)))
    most = 0.005 * float(np.hypot(*np.ptp(points, axis=0))) or 0.3 * frame.around_one(points)
    room = np.minimum(distance.reshape(len(home), -1)[:, -1], most)
    away = 0.3 * np.where(room > 0.0, room, most)
    turn = np.arange(len(home)) * GOLDEN_ANGLE  # no two directions alike
    offset = away[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    if frame.spherical:  # not beyond a pole
        offset[:, 1] *= np.where(np.abs(home[:, 1] + offset[:, 1]) > 90.0, -1.0, 1.0)
    return home + offset, present[missing].astype(np.int32)
