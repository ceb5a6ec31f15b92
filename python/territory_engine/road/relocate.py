"""Better centres on a network for given labels: nodes, units, or candidate sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .. import kernels
from ..centers import Centers
from ..haversine import haversine_km
from ..instance import Instance
from ..stages.search import GOLDEN_ANGLE
from .members import Members
from .trips import F64

if TYPE_CHECKING:
    from .ways import RoadWays

Index = NDArray[np.int32]
Bool = NDArray[np.bool_]

TRIED = 15  # places around a centre that are tried in a round
SCREENED = 400, 4000  # units of a territory that decide which of them is tried in earnest; by effort
ROUNDS = 2, 12
WIDE, NARROWER, CLOSEST_KM = 0.35, 0.4, 0.05  # of the mean distance; what a round without success leaves of it
SHRINKING = 0.7  # of a disc with a better place in it
UNITS = 12, 64  # nearest units that are tried as centres
SITES = 12  # nearest candidate sites of a territory whose travel is computed; that of others is estimated
DEGREE_KM = 111.195


def better_nodes(
    ways: RoadWays, instance: Instance, labels: Index, centers: Centers, movable: Bool, effort: int
) -> Index:
    """Nodes with less travel than the present ones, (K,) int32; -1 stays -1.

    Around every centre some places are tried, in a spiral that covers a disc evenly; where none is better the next disc
    is smaller. Few units decide which place is best, all of them whether it is better than the present one.
    """
    members = Members(ways, instance, labels, SCREENED[effort])
    assert centers.index is not None
    now = centers.index.copy()
    open_ = [t for t in np.flatnonzero(movable & (now >= 0)).tolist() if members.count(t)]
    radius = WIDE * members.mean_km(centers)
    for number in range(ROUNDS[effort]):
        open_ = [t for t in open_ if radius[t] > CLOSEST_KM or number == 0]
        if not open_:
            break
        tried = _around(ways, now, open_, radius, number)
        for t, nodes in zip(open_, tried, strict=True):
            cost = members.sums_to_nodes(t, nodes, screened=True)
            best = int(cost.argmin())
            if best == 0:
                radius[t] *= NARROWER
                continue
            present, found = members.sums_to_nodes(t, nodes[[0, best]]).tolist()
            better = found < present
            if better:
                now[t] = nodes[best]
            radius[t] *= SHRINKING if better and effort else NARROWER
    return now


def better_units(
    ways: RoadWays, instance: Instance, labels: Index, centers: Centers, movable: Bool, effort: int
) -> Index:
    """Of the own units of each territory nearest to its centre the best one, (K,) int32; -1 without units."""
    members = Members(ways, instance, labels, SCREENED[1])
    present = centers.index
    result = np.full(instance.territory_count, -1, np.int32)
    near = ways.center_places(instance, centers) if present is not None else None
    for t in range(instance.territory_count):
        rows = members.rows(t)
        if not len(rows):
            continue
        if len(rows) > UNITS[effort]:
            at = near.take(slice(t, t + 1)) if near is not None else None
            there = (
                ways.minutes(at, ways.units.take(rows))[0]
                if at is not None and at.placed[0]
                else haversine_km(instance.y[rows], instance.x[rows], centers.y[t], centers.x[t])
            )
            tried = rows[np.sort(np.argsort(there, kind="stable")[: UNITS[effort]])]
        else:
            tried = rows
        result[t] = tried[int(members.sums(t, ways.units.take(tried)).argmin())]
    return result


def better_sites(
    ways: RoadWays, instance: Instance, labels: Index, centers: Centers, movable: Bool, effort: int
) -> Index:
    """A site of its own for each territory with nearly the least travel in all, (K,) int32.

    Travel from the nearest sites is exact; from others it is taken as that of the nearest one plus the way from there.
    """
    from ..stages.site_choice import assign

    members, k = Members(ways, instance, labels, SCREENED[1]), instance.territory_count
    places = ways.center_places(instance, centers)
    between = ways.minutes(ways.candidates, places).T  # (K, C)
    cost = np.empty_like(between)
    for t in range(k):
        if not members.count(t):
            cost[t] = 0.0
            continue
        near = np.argsort(between[t], kind="stable")[: SITES if effort == 0 else 4 * SITES]
        exact = members.sums(t, ways.candidates.take(near))
        cost[t] = exact[0] + members.weight(t) * (between[t] + between[t, near[0]])
        cost[t, near] = exact
    return assign(np.where(np.isfinite(cost), cost, 1e30))


def nearest_units(instance: Instance, y: F64, x: F64) -> Index:
    """The unit nearest to each place, (m,) int32."""
    return kernels.get().great_circle_nearest(y, x, instance.y, instance.x, 1, 1)[0][:, 0]


def nearest_sites(instance: Instance, y: F64, x: F64) -> Index:
    """A site of its own for each place, with the least kilometres in all, (m,) int32."""
    from ..stages.site_choice import assign

    return assign(haversine_km(y[:, None], x[:, None], instance.candidate_y, instance.candidate_x))


def _around(ways: RoadWays, now: Index, territories: list[int], radius: F64, number: int) -> list[Index]:
    """For each territory its present node and other nodes near places of a spiral around it."""
    graph = ways.network.graph
    assert graph.latitude is not None and graph.longitude is not None
    step = np.arange(TRIED) + 0.5
    angle, share = GOLDEN_ANGLE * (step + 7 * number), np.sqrt(step / TRIED)
    here = now[territories]
    y, x = graph.latitude[here][:, None], graph.longitude[here][:, None]
    reach = radius[territories][:, None] * share / DEGREE_KM
    down = np.clip(y + reach * np.sin(angle), -90.0, 90.0)
    across = x + reach * np.cos(angle) / np.maximum(np.cos(np.radians(y)), 0.01)
    across = (across + 180.0) % 360.0 - 180.0
    nodes = ways.nearest_nodes(down.ravel(), across.ravel()).reshape(len(here), TRIED)
    found = []
    for own, row in zip(here.tolist(), nodes, strict=True):
        others = np.unique(row[row != own])
        found.append(np.concatenate([[own], others]).astype(np.int32))
    return found
