"""What users give as sources and targets, turned into places."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from ..errors import DataError
from ..ids import is_text, match
from ..places import on_the_sphere
from ..tables.findings import Findings, show
from ..tables.plain import plain
from ..tables.source import read
from .places import RoadPlaces
from .snapping import at_nodes

if TYPE_CHECKING:
    from .network import RoadNetwork

_EXPECTED = "RoadPlaces, a table with latitude and longitude, a pair (latitude, longitude) of arrays, or ids of nodes"


def places_of(network: RoadNetwork, points: Any) -> RoadPlaces:
    """See :meth:`RoadNetwork.places`."""
    if isinstance(points, RoadPlaces):
        if points.roads is not None and points.roads is not network.edges:
            raise DataError(
                "te.RoadNetwork: these places are on another network, or on this one at other speeds; place the points "
                "again with snap().",
                expected="places on this network",
            )
        return points
    if isinstance(points, tuple) and len(points) == 2:
        return network.snap(points[0], points[1])
    ids = _ids(points)
    if ids is not None:
        return _at(network, ids)
    places = on_the_sphere("latitude", "longitude")
    data = read(points, "places", places.wanted())
    findings = Findings("places", pa.chunked_array([pa.array(np.arange(len(data)))]), report=False)
    latitude, longitude = places.read(data, findings)
    return network.snap(latitude, longitude)


def one_place(network: RoadNetwork, point: Any) -> RoadPlaces:
    """One place: a pair (latitude, longitude) of numbers, an id, or whatever :func:`places_of` takes."""
    if isinstance(point, tuple) and len(point) == 2 and all(np.ndim(each) == 0 for each in point):
        return network.snap([point[0]], [point[1]])
    return places_of(network, [point] if isinstance(point, str | Integral) else point)


def _ids(points: Any) -> pa.ChunkedArray | None:
    """Ids of nodes; None where ``points`` is something else, perhaps a table."""
    if isinstance(points, pa.Array | pa.ChunkedArray):
        chunks = points if isinstance(points, pa.ChunkedArray) else pa.chunked_array([points])
    elif isinstance(points, list | tuple | np.ndarray):
        try:
            array = np.asarray(points) if len(points) else np.zeros(0, np.int64)
            chunks = pa.chunked_array([pa.array(array.ravel() if array.ndim == 1 else None)])
        except (ValueError, TypeError, pa.ArrowException) as error:
            raise _no_places(points) from error
    else:
        return None
    chunks = plain(chunks)
    if not (pa.types.is_integer(chunks.type) or is_text(chunks.type)):
        raise _no_places(points)
    return chunks


def _at(network: RoadNetwork, ids: pa.ChunkedArray) -> RoadPlaces:
    row = match(ids, network.nodes.ids)
    unknown = np.flatnonzero(row < 0)
    if len(unknown):
        first = int(unknown[0])
        found = ids[first].as_py()
        raise DataError(
            f"te.RoadNetwork: row {first}: no node {show(found)} in the network (it may be among those that cannot be "
            f"reached: network.report). {len(unknown):,} ids are unknown.",
            row=first,
            id=found,
            found=found,
            expected="an id of a node",
        )
    return at_nodes(network.edges, network.nodes, row)


def _no_places(points: Any) -> DataError:
    found = type(points).__name__
    return DataError(f"te.RoadNetwork: expected {_EXPECTED}, found {found}.", found=found, expected=_EXPECTED)
