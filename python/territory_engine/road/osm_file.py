"""What a file of OpenStreetMap says about roads, read by the library osmium.

Python sees only ways with roads and nodes with barriers or signs. Ids of the points of a way come one by one, their
places in one piece as well-known binary, about a microsecond for each point.
"""

from __future__ import annotations

import os
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError
from .graph import F64, I32, I64
from .profiles import RoadProfile
from .way_tags import NO_ROAD, Drive, access, drive, relevant_keys

_WKB_HEAD = 9  # byte order, kind, count
_EVERY = 5000  # ways between two calls of the progress
_SUFFIXES = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2", ".xml")
NODE_CLOSED = "points at a barrier that is closed to this vehicle"
_HINT = "; points of others are not in the file, where nodes must come before ways"
OUTSIDE = "points of ways that lie outside the extract"


@dataclass
class RoadWays:
    """Ways that can be driven, cut where an extract ends.

    ``start`` says where the points of each way begin; one more entry ends the last.
    """

    point_id: I64  # (P,) ids of nodes of OpenStreetMap
    latitude: F64  # (P,)
    longitude: F64
    start: I64  # (W + 1,)
    rule: I32  # (W,) into drives
    drives: list[Drive]
    closed: I64  # ids of nodes with a barrier, ascending
    delay_id: I64  # ids of nodes where time is lost, ascending, and how much
    delay_s: F64
    dropped: list[tuple[str, int, str]] = field(default_factory=list)


@dataclass
class _Collected:
    refs: Any = field(default_factory=lambda: array("q"))
    places: list[NDArray[np.float64]] = field(default_factory=list)
    length: Any = field(default_factory=lambda: array("q"))
    rule: Any = field(default_factory=lambda: array("i"))
    closed: Any = field(default_factory=lambda: array("q"))
    delay: dict[int, float] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    outside: int = 0


def read_ways(path: str | os.PathLike[str], profile: RoadProfile, tick: Callable[[int], None]) -> RoadWays:
    """Every way that the profile can drive.

    Parameters
    ----------
    path : path
        ``.osm.pbf`` or ``.osm``.
    profile : RoadProfile
    tick : callable
        Told the number of ways from time to time.

    Raises
    ------
    DataError
        No such file, not in this format, damaged, or without any road for this vehicle.
    ImportError
        The library osmium is missing.
    """
    osmium = _library()
    name = os.fspath(path)
    if not os.path.isfile(name):
        raise DataError(f"te.RoadNetwork.from_osm: no file {name!r} (looked in {os.getcwd()!r}).", found=name)
    if not name.lower().endswith(_SUFFIXES):
        raise DataError(
            f"te.RoadNetwork.from_osm: {name!r} has an unknown format; expected a name that ends in "
            f"{', '.join(_SUFFIXES)}.",
            found=name,
            expected=_SUFFIXES,
        )
    found, drives = _Collected(), _Rules(profile)
    try:
        _read(osmium, name, profile, found, drives, tick)
    except (RuntimeError, ValueError, OverflowError, OSError, osmium.InvalidLocationError) as error:
        if isinstance(error, DataError | InterruptedError):
            raise
        raise DataError(f"te.RoadNetwork.from_osm: {name!r} cannot be read: {error}.", found=name) from error
    if not found.length:
        raise DataError(
            f"te.RoadNetwork.from_osm: {name!r} has no road for the profile {profile.name!r} "
            f"({sum(found.reasons.values()):,} ways are none{_HINT if found.outside else ''}).",
            found=0,
        )
    return _assembled(found, drives)


def _library() -> Any:
    try:
        import osmium
    except ImportError as error:
        raise ImportError(
            "te.RoadNetwork.from_osm reads OpenStreetMap by the library osmium, which is not installed: "
            "pip install 'territory-engine[road]'."
        ) from error
    return osmium


class _Rules:
    """The drives of tags that were met, each judged once."""

    def __init__(self, profile: RoadProfile) -> None:
        self._profile = profile
        self._keys = relevant_keys(profile)
        self._known: dict[tuple[tuple[str, str], ...], int | str] = {}
        self.drives: list[Drive] = []

    def __call__(self, tags: Any) -> int | str:
        """Number of the drive, or the reason why there is none."""
        kept = tuple((tag.k, tag.v) for tag in tags if tag.k in self._keys)
        known = self._known.get(kept)
        if known is None:
            judged = drive(dict(kept), self._profile)
            if isinstance(judged, Drive):
                self.drives.append(judged)
                known = len(self.drives) - 1
            else:
                known = judged
            self._known[kept] = known
        return known


def _read(
    osmium: Any, name: str, profile: RoadProfile, found: _Collected, rules: _Rules, tick: Callable[[int], None]
) -> None:
    entities = osmium.osm.NODE | osmium.osm.WAY
    keys = osmium.filter.KeyFilter("highway", "barrier", "route")
    wkb = osmium.geom.WKBFactory()
    every_point = osmium.geom.use_nodes.ALL
    for count, thing in enumerate(osmium.FileProcessor(name, entities).with_locations().with_filter(keys)):
        if count % _EVERY == 0:
            tick(count)
        if thing.is_node():
            _note_node(thing, profile, found)
            continue
        rule = rules(thing.tags)
        if isinstance(rule, str):
            found.reasons[rule] += 1
            continue
        refs = [node.ref for node in thing.nodes]
        try:
            line = bytes.fromhex(wkb.create_linestring(thing, every_point))
        except (osmium.InvalidLocationError, RuntimeError):
            _take_parts(thing, rule, found)
            continue
        _take(refs, np.frombuffer(line, "<f8", offset=_WKB_HEAD).reshape(-1, 2), rule, found)


def _take(refs: list[int], place: NDArray[np.float64], rule: int, found: _Collected) -> None:
    found.refs.extend(refs)
    found.places.append(place)
    found.length.append(len(refs))
    found.rule.append(rule)


def _take_parts(way: Any, rule: int, found: _Collected) -> None:
    """A way with points that are not in the file: what lies between them."""
    refs: list[int] = []
    place: list[tuple[float, float]] = []
    for node in [*way.nodes, None]:
        if node is not None and node.location.valid():
            refs.append(node.ref)
            place.append((node.lon, node.lat))
            continue
        found.outside += node is not None
        if len(refs) > 1:
            _take(refs, np.array(place), rule, found)
        refs, place = [], []


def _note_node(node: Any, profile: RoadProfile, found: _Collected) -> None:
    tags = {tag.k: tag.v for tag in node.tags}
    lost = profile.node_s.get(tags.get("highway", ""), 0.0)
    if lost:
        found.delay[node.id] = lost
    allowed = access(tags, profile)
    closed = "barrier" in tags and tags["barrier"] not in profile.open_barriers
    if allowed is False or (closed and not allowed):
        found.closed.append(node.id)


def _assembled(found: _Collected, rules: _Rules) -> RoadWays:
    place = np.concatenate(found.places)
    start = np.zeros(len(found.length) + 1, np.int64)
    np.cumsum(np.frombuffer(found.length, np.int64), out=start[1:])
    delay_id = np.array(sorted(found.delay), np.int64)
    reasons = [("ways", count, reason) for reason, count in sorted(found.reasons.items()) if reason != NO_ROAD]
    if found.outside:
        reasons.append(("points", found.outside, OUTSIDE))
    return RoadWays(
        point_id=np.frombuffer(found.refs, np.int64),
        latitude=np.ascontiguousarray(place[:, 1]),
        longitude=np.ascontiguousarray(place[:, 0]),
        start=start,
        rule=np.frombuffer(found.rule, np.int32),
        drives=rules.drives,
        closed=np.unique(np.frombuffer(found.closed, np.int64)) if found.closed else np.zeros(0, np.int64),
        delay_id=delay_id,
        delay_s=np.array([found.delay[id_] for id_ in delay_id.tolist()]),
        dropped=[*reasons, *([("ways", found.reasons[NO_ROAD], NO_ROAD)] if found.reasons[NO_ROAD] else [])],
    )
