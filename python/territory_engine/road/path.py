"""One way on the network, with its nodes and its shape on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from ..errors import DataError
from ..kernels import get
from ..kernels.road_query_interface import UNREACHABLE
from .course import coordinates, ends_of_way, nodes_at, stretch, way_weight, ways_between
from .ends import entries, exits
from .graph import F64, I32, METRICS, UNIT
from .places import RoadPlaces
from .table import ways_along_one_road

if TYPE_CHECKING:
    from .network import RoadNetwork


@dataclass(frozen=True, eq=False)
class RoadPath:
    """A way from one place to another.

    Attributes
    ----------
    time_s : float
        Seconds, legs between the places and the road included.
    length_m : float, or None
        Metres; None where lengths are not known.
    node_ids : pyarrow.Array
        Ids of all nodes of the network on the way, in the order of driving.
    latitude, longitude : (p,) float64, or None
        Its shape in degrees, from where the first place touches the road to where the last does; None where the
        network has no coordinates.
    """

    time_s: float
    length_m: float | None
    node_ids: pa.Array
    latitude: F64 | None
    longitude: F64 | None

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The shape as GeoJSON and shapely take it."""
        if self.latitude is None or self.longitude is None:
            raise DataError("RoadPath: the network has no coordinates; make it with nodes=.")
        points = np.stack([self.longitude, self.latitude], axis=1)
        # a line has two points at least, also where it leads nowhere
        return {"type": "LineString", "coordinates": (points if len(points) > 1 else points.repeat(2, axis=0)).tolist()}


def path(network: RoadNetwork, source: RoadPlaces, target: RoadPlaces, metric: str) -> RoadPath:
    """See :meth:`territory_engine.RoadNetwork.path`."""
    for name, place in (("a", source), ("b", target)):
        if len(place) != 1:
            raise DataError(f"RoadNetwork.path: {name} must be one place, found {len(place):,}.", found=len(place))
        if not place.placed[0]:
            raise DataError(f"RoadNetwork.path: {name} is not on the network: no road near enough.", found=name)
    weight, nodes = get().road_path(network.search(metric), exits(source, metric), entries(target, metric))
    _, _, straight = ways_along_one_road(source, target, metric)
    if len(straight) and int(straight.min()) <= weight:
        return _along_one_road(network, source, target, metric)
    if weight >= UNREACHABLE:
        raise DataError("RoadNetwork.path: there is no way from a to b.")
    return _over_nodes(network, source, target, nodes, metric)


def _over_nodes(network: RoadNetwork, source: RoadPlaces, target: RoadPlaces, nodes: I32, metric: str) -> RoadPath:
    edges = network.edges
    leave = _side(*exits(source, metric), nodes[0])
    come = _side(*entries(target, metric), nodes[-1])
    ways = ways_between(network.graph, edges, nodes, metric)
    courses = [stretch(*ends_of_way(edges, way)) for way in ways]
    if (way := int(source.arc[0, leave])) >= 0:
        courses.insert(0, stretch(_position(source), ends_of_way(edges, way)[1]))
    if (way := int(target.arc[0, come])) >= 0:
        courses.append(stretch(ends_of_way(edges, way)[0], _position(target)))
    if not courses:  # from a junction to itself
        courses.append(np.array([np.round(_position(source))]))
    weight = {
        each: int(source.exit_weight(each)[0, leave])
        + sum(way_weight(edges, way, each) for way in ways)
        + int(target.entry_weight(each)[0, come])
        for each in _known(network)
    }
    return _path(network, np.concatenate(courses), weight)


def _along_one_road(network: RoadNetwork, source: RoadPlaces, target: RoadPlaces, metric: str) -> RoadPath:
    def straight(each: str, side: int) -> int:
        leaving, coming = int(source.exit_weight(each)[0, side]), int(target.entry_weight(each)[0, side])
        return leaving + coming - int(source.arc_weight(each)[0, side])

    ahead = (source.arc[0] >= 0) & (source.arc[0] == target.arc[0]) & (target.along[0] >= source.along[0])
    side = min(np.flatnonzero(ahead).tolist(), key=lambda side: straight(metric, side))
    weight = {each: straight(each, side) for each in _known(network)}
    return _path(network, stretch(_position(source), _position(target)), weight)


def _path(network: RoadNetwork, course: F64, weight: dict[str, int]) -> RoadPath:
    latitude, longitude = coordinates(network.edges, network.nodes, course)
    return RoadPath(
        time_s=weight["time"] / UNIT["time"],
        length_m=weight["distance"] / UNIT["distance"] if "distance" in weight else None,
        node_ids=network.nodes.ids.take(pa.array(nodes_at(network.edges, course))),
        latitude=latitude,
        longitude=longitude,
    )


def _known(network: RoadNetwork) -> list[str]:
    return [metric for metric in METRICS if network.edges.values(metric) is not None]


def _side(node: I32, weight: Any, wanted: int) -> int:
    """The better of the ends that are at this node."""
    return min((side for side in (0, 1) if node[0, side] == wanted), key=lambda side: int(weight[0, side]))


def _position(place: RoadPlaces) -> float:
    return float(place.segment[0] + place.fraction[0])
