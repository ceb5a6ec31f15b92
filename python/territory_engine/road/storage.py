"""Networks on disk: roads, the order of contraction, and searches with their weights, in one file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..arguments import wrong
from ..errors import DataError
from ..ids import is_text
from .array_file import damaged, is_ours, read_arrays, write_arrays
from .edges import RoadEdges
from .graph import METRICS, RoadGraph
from .nodes import RoadNodes
from .profiles import RoadProfile
from .report import RoadReport
from .saved_checks import check_all, flags
from .shared import CONTRACTING, Shared

if TYPE_CHECKING:
    from .network import RoadNetwork

VERSION = 1
_DTYPES = {
    "first": np.int64, "head": np.int32, "time_ms": np.uint32, "length_dm": np.uint32, "edge_first": np.int64,
    "point_node": np.int32, "point_ms": np.uint32, "point_dm": np.uint32, "two_way": np.uint8, "edge_tail": np.int32,
    "edge_head": np.int32, "edge_arc": np.int32, "road_class": np.uint8, "may_snap": np.uint8, "base_ms": np.uint32,
    "ids": np.uint8, "latitude": np.float64, "longitude": np.float64, "junctions": np.int32, "order": np.int32,
}  # fmt: skip
_SEARCH = ("position_of", "parent", *(f"{side}_{name}" for side in ("out", "in")
                                      for name in ("first", "head", "weight", "middle")))  # fmt: skip
_TUPLES = {"access": tuple, "oneway": tuple, "only_if_allowed": frozenset, "open_barriers": frozenset,
           "not_for_points": frozenset}  # fmt: skip

Array = NDArray[Any]


def save(network: RoadNetwork, path: str | os.PathLike[str], metrics: Sequence[str]) -> None:
    """See :meth:`territory_engine.RoadNetwork.save`."""
    target = Path(os.path.abspath(path))
    if os.path.lexists(target) and not (target.is_file() and is_ours(target)):
        kind = "a directory" if target.is_dir() else "a file of something else"
        raise DataError(
            f"network.save: {str(target)!r} is {kind} and stays as it is. Give a new name, or that of a saved network.",
            found=str(target),
        )
    for metric in metrics:
        if metric not in METRICS:
            raise wrong("network.save", "metrics", metric, "'time' and 'distance'")
        network.search(metric)
    arrays = {name: array for name, array in _arrays(network).items() if array is not None}
    write_arrays(target, arrays, _about(network), VERSION)


def load(path: str | os.PathLike[str]) -> RoadNetwork:
    """See :meth:`territory_engine.RoadNetwork.load`."""
    from .network import RoadNetwork

    source = Path(path)
    arrays, about = read_arrays(source, VERSION)
    try:
        _check_types(arrays)
        classes = tuple(str(name) for name in about["road_classes"])
        graph, edges, nodes = _restored(arrays)
        check_all(graph, edges, nodes, len(classes))
        base_ms = arrays.get("base_ms")
        if base_ms is not None and base_ms.shape != edges.time_ms.shape:
            raise ValueError("base_ms does not fit the roads")
        return RoadNetwork(
            graph,
            edges,
            nodes,
            _report(about["report"]),
            road_classes=classes,
            profile=None if about["profile"] is None else _profile(about["profile"]),
            shared=Shared(_order(arrays.get("order"), graph.node_count)),
            base_ms=base_ms,
            searches=_searches(arrays, about["searches"], graph.node_count),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, pa.ArrowException) as error:
        raise damaged(source, f"{error}") from error


def _arrays(network: RoadNetwork) -> dict[str, Array | None]:
    graph, edges, nodes = network.graph, network.edges, network.nodes
    found: dict[str, Array | None] = {
        "first": graph.first,
        "head": graph.head,
        "time_ms": graph.time_ms,
        "length_dm": graph.length_dm,
        "edge_first": edges.first,
        "point_node": edges.node,
        "point_ms": edges.time_ms,
        "point_dm": edges.length_dm,
        "two_way": edges.two_way,
        "edge_tail": edges.tail,
        "edge_head": edges.head,
        "edge_arc": edges.arc,
        "road_class": edges.road_class,
        "may_snap": edges.may_snap,
        "base_ms": None if network.base_ms is edges.time_ms else network.base_ms,
        "ids": _ids_as_bytes(nodes.ids),
        "latitude": nodes.latitude,
        "longitude": nodes.longitude,
        "junctions": nodes.junctions,
        "order": network.shared.order,
    }
    for metric, search in network.searches.kept().items():
        for name in _SEARCH:
            # where both directions have the same weights one copy is enough
            same = name.startswith("in_") and getattr(search, name) is getattr(search, f"out_{name[3:]}")
            found[f"{metric}_{name}"] = None if same else getattr(search, name)
    return found


def _about(network: RoadNetwork) -> dict[str, Any]:
    from .. import __version__

    profile = None if network.profile is None else asdict(network.profile)
    if profile is not None:
        profile.update({name: sorted(profile[name]) if kind is frozenset else list(profile[name])
                        for name, kind in _TUPLES.items()})  # fmt: skip
    return {
        "engine": __version__,
        "road_classes": list(network.road_classes),
        "profile": profile,
        "report": asdict(network.report),
        "searches": sorted(network.searches.kept()),
    }


def _check_types(arrays: dict[str, Array]) -> None:
    for name, kind in _DTYPES.items():
        if name in arrays and arrays[name].dtype != kind:
            raise ValueError(f"{name!r} is of type {arrays[name].dtype}")


def _restored(arrays: dict[str, Array]) -> tuple[RoadGraph, RoadEdges, RoadNodes]:
    junctions, latitude, longitude = arrays["junctions"], arrays.get("latitude"), arrays.get("longitude")
    ids = _ids_from_bytes(arrays["ids"])
    if len(junctions) and not (int(junctions.min()) >= 0 and int(junctions.max()) < len(ids)):
        raise ValueError("junctions: out of range")
    for values in (latitude, longitude):
        if values is not None and values.shape != (len(ids),):
            raise ValueError("latitude and longitude do not fit the ids")
    may_snap = arrays.get("may_snap")
    graph = RoadGraph(
        first=arrays["first"],
        head=arrays["head"],
        time_ms=arrays["time_ms"],
        length_dm=arrays.get("length_dm"),
        latitude=None if latitude is None else latitude[junctions],
        longitude=None if longitude is None else longitude[junctions],
    )
    edges = RoadEdges(
        first=arrays["edge_first"],
        node=arrays["point_node"],
        time_ms=arrays["point_ms"],
        length_dm=arrays.get("point_dm"),
        two_way=flags(arrays["two_way"], "two_way"),
        tail=arrays["edge_tail"],
        head=arrays["edge_head"],
        arc=arrays["edge_arc"],
        road_class=arrays.get("road_class"),
        may_snap=None if may_snap is None else flags(may_snap, "may_snap"),
    )
    for values in (graph.first, graph.head, edges.first, edges.node, junctions, arrays["ids"]):
        if values.ndim != 1:
            raise ValueError("an array has too many dimensions")
    return graph, edges, RoadNodes(ids, latitude, longitude, junctions)


def _order(order: Array | None, n: int) -> Array | None:
    if order is not None and not (order.shape == (n,) and np.array_equal(np.sort(order), np.arange(n))):
        raise ValueError("the order of contraction does not have each node once")
    return order


def _searches(arrays: dict[str, Array], metrics: Sequence[str], n: int) -> dict[str, Any]:
    """Searches as they were saved, where the native kernels are there to run them."""
    from ..kernels import default_name

    if default_name() != CONTRACTING:
        return {}
    from ..kernels import native

    found = {}
    for metric in metrics:
        if metric not in METRICS:
            raise ValueError(f"no metric {metric!r}")
        given = [arrays.get(f"{metric}_{name}") for name in _SEARCH]
        values = [
            arrays[f"{metric}_out_{name[3:]}"] if array is None and name.startswith("in_") else array
            for name, array in zip(_SEARCH, given, strict=True)
        ]
        if any(array is None or array.ndim != 1 for array in values) or len(values[0]) != n:  # type: ignore[arg-type]
            raise ValueError(f"the search by {metric} does not fit the roads")
        found[metric] = native.make_search_graph(*values)  # type: ignore[arg-type]
    return found


def _ids_as_bytes(ids: pa.Array) -> Array:
    sink = pa.BufferOutputStream()
    table = pa.table({"id": ids})
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return np.frombuffer(sink.getvalue(), np.uint8)


def _ids_from_bytes(values: Array) -> pa.Array:
    with pa.ipc.open_stream(pa.py_buffer(values)) as reader:
        table = reader.read_all()
    table.validate(full=True)
    column = table["id"]
    if not (pa.types.is_integer(column.type) or is_text(column.type)):
        raise ValueError(f"ids of type {column.type}")
    if column.null_count:
        raise ValueError("an id is missing")
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def _report(about: dict[str, Any]) -> RoadReport:
    counts = {name: int(about[name]) for name in ("nodes", "arcs", "edges", "points")}
    return RoadReport(**counts, dropped=tuple((str(what), int(n), str(why)) for what, n, why in about["dropped"]))


def _profile(about: dict[str, Any]) -> RoadProfile:
    known = {field.name for field in fields(RoadProfile)}
    if set(about) != known:
        raise ValueError("the profile has other fields")
    return RoadProfile(**{name: _TUPLES[name](value) if name in _TUPLES else value for name, value in about.items()})
