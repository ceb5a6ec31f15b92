"""From ways of OpenStreetMap to arcs: lengths, times in both directions, and what is lost at crossings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..haversine import haversine_km
from .arcs import Arcs
from .edge_table import ReadNodes
from .graph import F64, I32, INF
from .osm_file import NODE_CLOSED, RoadWays
from .profiles import RoadProfile

Dropped = tuple[str, int, str]
_SLOWEST_KMH = 0.5  # a ferry whose duration is a typing error must not stop the import


@dataclass(frozen=True, eq=False)
class _Segments:
    """Pieces between two points of a way that follow each other."""

    begin: I32  # nodes
    end: I32
    way: I32
    length_m: F64


def arcs_of(ways: RoadWays, profile: RoadProfile) -> tuple[Arcs, ReadNodes, list[Dropped]]:
    """Arcs in each open direction, the nodes they connect, and what was left out on the way."""
    ids, first, inverse = np.unique(ways.point_id, return_index=True, return_inverse=True)
    node: I32 = inverse.reshape(-1).astype(np.int32)
    latitude, longitude = ways.latitude[first], ways.longitude[first]
    segments, closed = _segments(ways, ids, node, latitude, longitude)
    length_m = segments.length_m
    forward, backward = _speeds(ways, segments)
    lost_s = _lost(ways, profile, ids, segments)
    code = np.array([drive.road_class for drive in ways.drives], np.uint8)[ways.rule[segments.way]]
    snap = np.array([drive.may_snap for drive in ways.drives], np.bool_)[ways.rule[segments.way]]

    there, back = forward > 0.0, backward > 0.0
    tail = np.concatenate([segments.begin[there], segments.end[back]])
    head = np.concatenate([segments.end[there], segments.begin[back]])
    driven_s = np.concatenate([length_m[there] * 3.6 / forward[there], length_m[back] * 3.6 / backward[back]])
    time_ms = np.minimum(np.rint((driven_s + lost_s[head]) * 1000.0), INF - 1)
    segment = np.concatenate([np.flatnonzero(there), np.flatnonzero(back)])
    arcs = Arcs(
        tail=tail,
        head=head,
        time_ms=time_ms.astype(np.uint32),
        length_dm=np.rint(length_m[segment] * 10.0).astype(np.uint32),
        road_class=code[segment],
        may_snap=snap[segment],
    )
    dropped = [*ways.dropped, *([("points", closed, NODE_CLOSED)] if closed else [])]
    return arcs, ReadNodes(pa.array(ids), latitude, longitude), dropped


def _segments(
    ways: RoadWays, ids: NDArray[np.int64], node: I32, latitude: F64, longitude: F64
) -> tuple[_Segments, int]:
    """Segments without those at closed barriers, and how many such barriers there are on roads."""
    way = np.repeat(np.arange(len(ways.rule), dtype=np.int32), np.diff(ways.start))
    follows = np.flatnonzero(way[1:] == way[:-1])
    begin, end = node[follows], node[follows + 1]
    is_closed = np.zeros(len(ids), np.bool_)
    row = np.searchsorted(ids, ways.closed)
    inside = row < len(ids)
    hit = row[inside][ids[row[inside]] == ways.closed[inside]]
    is_closed[hit] = True
    passable = ~(is_closed[begin] | is_closed[end]) & (begin != end)
    follows, begin, end = follows[passable], begin[passable], end[passable]
    km = haversine_km(latitude[begin], longitude[begin], latitude[end], longitude[end])
    return _Segments(begin, end, way[follows], 1000.0 * km), len(hit)


def _speeds(ways: RoadWays, segments: _Segments) -> tuple[F64, F64]:
    """km/h of each segment in both directions, 0 where it is closed; of ferries with a duration, what that makes."""
    drives = np.array([(drive.forward_kmh, drive.backward_kmh, drive.duration_s) for drive in ways.drives])
    forward, backward, duration_s = drives[ways.rule].T
    length_m = np.bincount(segments.way, segments.length_m, minlength=len(ways.rule))
    timed = np.isfinite(duration_s)
    as_timed = np.maximum(length_m[timed] * 3.6 / duration_s[timed], _SLOWEST_KMH)
    for speed in (forward, backward):
        speed[timed] = np.where(speed[timed] > 0.0, as_timed, 0.0)
    return forward[segments.way], backward[segments.way]


def _lost(ways: RoadWays, profile: RoadProfile, ids: NDArray[np.int64], segments: _Segments) -> F64:
    """Seconds lost on coming to each node: lights and signs, and crossings of three roads or more."""
    lost = np.zeros(len(ids))
    row = np.minimum(np.searchsorted(ids, ways.delay_id), len(ids) - 1)
    here = ids[row] == ways.delay_id
    lost[row[here]] = ways.delay_s[here]
    ends = np.concatenate([segments.begin, segments.end])
    crossing = np.bincount(ends, minlength=len(ids)) > 2
    return np.maximum(lost, np.where(crossing, profile.junction_s, 0.0))
