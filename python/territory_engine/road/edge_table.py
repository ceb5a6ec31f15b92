"""Edges and nodes in tables: read once, every value checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..errors import DataError, LimitError
from ..ids import check_ids, encode, id_column, match, single
from ..places import on_the_sphere
from ..tables.findings import Findings
from ..tables.numbers import checked_numbers
from ..tables.plain import plain
from ..tables.source import read
from ..tables.wanted import Wanted
from .arcs import Arcs
from .graph import F64, I32, INF, U32, UNIT

EDGES, NODES = "edges", "nodes"
USUAL_TIME, USUAL_LENGTH = "travel_time_s", "length_m"
MOST_ROWS = 2**30  # ways are numbered by int32, two for each edge


@dataclass(frozen=True)
class EdgeColumns:
    """Which column holds what."""

    tail: str
    head: str
    travel_time_s: str
    length_m: str
    road_class: str | None
    id: str
    latitude: str
    longitude: str


@dataclass(frozen=True, eq=False)
class ReadNodes:
    """Ids of all nodes, and their degrees where a table of nodes gave them."""

    ids: pa.Array
    latitude: F64 | None
    longitude: F64 | None


def read_edges(
    edges: Any, nodes: Any, columns: EdgeColumns, speed_kmh: float | None
) -> tuple[Arcs, ReadNodes, tuple[str, ...]]:
    """Arcs, nodes, and the names of the road classes.

    Raises
    ------
    DataError
        A column is missing or of the wrong kind, or a bad value: with column, row and id.
    LimitError
        More rows than indices reach.
    """
    data = read(edges, EDGES, lambda available: _wanted(available, columns, speed_kmh))
    if not len(data):
        raise DataError("edges: the table has no rows; expected one row per arc.", table=EDGES, found=0)
    if len(data) > MOST_ROWS:
        raise LimitError(f"edges: {len(data):,} rows; at most {MOST_ROWS:,} fit into one network.")
    tail, head = (id_column(data, name, EDGES) for name in (columns.tail, columns.head))
    findings = Findings(EDGES, cast(pa.ChunkedArray, _ArcNames(tail, head)), report=False)
    for name, ids in ((columns.tail, tail), (columns.head, head)):
        findings.bad(name, ids.is_null().to_numpy(), ids, "an id")
    read_nodes = _nodes(nodes, columns, tail, head)
    tails, heads = (
        _node_of(tail, columns.tail, read_nodes, findings),
        _node_of(head, columns.head, read_nodes, findings),
    )
    length = _weight(data, columns.length_m, findings, "distance", "metres")
    time = _weight(data, columns.travel_time_s, findings, "time", "seconds")
    if time is None:
        assert length is not None and speed_kmh is not None  # _wanted has seen to it
        time = _time_of(length, speed_kmh)
    road_class, names = _classes(data, columns.road_class, findings)
    return Arcs(tails, heads, time, length, road_class), read_nodes, names


class _ArcNames:
    """Names of arcs for messages, made when one is needed."""

    def __init__(self, tail: pa.ChunkedArray, head: pa.ChunkedArray) -> None:
        self._ends = tail, head

    def __getitem__(self, row: int) -> pa.Scalar:
        return pa.scalar(" -> ".join(str(ids[row].as_py()) for ids in self._ends))


def _wanted(available: Sequence[str], columns: EdgeColumns, speed_kmh: float | None) -> list[Wanted]:
    time, length = columns.travel_time_s, columns.length_m
    if time == USUAL_TIME and time not in available and (speed_kmh is None or length not in available):
        shown = ", ".join(map(repr, available))
        expected = f"a column {time!r}, or a column {length!r} and speed_kmh="
        raise DataError(
            f"edges: nothing says how long an arc takes; expected {expected}. Columns: {shown or 'none'}.",
            table=EDGES,
            column=time,
            found=list(available),
            expected=expected,
        )
    wanted = [
        Wanted(columns.tail, "id", asked_by="tail="),
        Wanted(columns.head, "id", asked_by="head="),
        Wanted(time, "number", optional=time == USUAL_TIME, asked_by="travel_time_s="),
        Wanted(length, "number", optional=length == USUAL_LENGTH, asked_by="length_m="),
    ]
    return wanted + ([Wanted(columns.road_class, "id", asked_by="road_class=")] if columns.road_class else [])


def _nodes(source: Any, columns: EdgeColumns, tail: pa.ChunkedArray, head: pa.ChunkedArray) -> ReadNodes:
    if source is None:
        if tail.type != head.type:
            tail, head = (pc.cast(ids, pa.large_string()) for ids in (tail, head))
        return ReadNodes(pc.unique(pa.chunked_array([*tail.chunks, *head.chunks], tail.type)), None, None)
    places = on_the_sphere(columns.latitude, columns.longitude)
    data = read(source, NODES, [Wanted(columns.id, "id", asked_by="id="), *places.wanted()])
    ids = id_column(data, columns.id, NODES)
    findings = Findings(NODES, ids, report=False)
    check_ids(ids, columns.id, findings)
    latitude, longitude = places.read(data, findings)
    return ReadNodes(single(ids), latitude, longitude)


def _node_of(ids: pa.ChunkedArray, column: str, nodes: ReadNodes, findings: Findings) -> I32:
    row = match(ids, nodes.ids)
    findings.bad(column, row < 0, ids, "an id of the nodes table")
    return row


def _weight(data: pa.Table, column: str, findings: Findings, metric: str, unit: str) -> U32 | None:
    if column not in data.schema.names:
        return None
    most = (INF - 1) / UNIT[metric]
    expected = f"{unit} from 0 to {most:,.0f}"
    values = checked_numbers(data, column, findings, minimum=0.0, maximum=most, expected=expected)
    weights: U32 = np.rint(values * UNIT[metric]).astype(np.uint32)
    return weights


def _time_of(length_dm: U32, speed_kmh: float) -> U32:
    time_ms: F64 = np.rint(length_dm * (UNIT["time"] / UNIT["distance"] * 3.6 / speed_kmh))
    if time_ms.max(initial=0.0) >= INF:
        row = int(np.argmax(time_ms))
        raise DataError(
            f"edges: row {row} takes {time_ms[row] / 1000.0:,.0f} seconds at speed_kmh={speed_kmh:g}, expected at most "
            f"{(INF - 1) // 1000:,}.",
            table=EDGES,
            row=row,
            found=speed_kmh,
        )
    whole: U32 = time_ms.astype(np.uint32)
    return whole


def _classes(data: pa.Table, column: str | None, findings: Findings) -> tuple[Any, tuple[str, ...]]:
    if column is None:
        return None, ()
    values = plain(data[column])
    findings.bad(column, values.is_null().to_numpy(), values, "a road class")
    codes, distinct = encode(values)
    if len(distinct) > 255:
        raise DataError(
            f"edges: column {column!r} has {len(distinct):,} road classes, expected at most 255.",
            table=EDGES,
            column=column,
            found=len(distinct),
            expected="at most 255",
        )
    return codes.astype(np.uint8), tuple(str(name) for name in distinct.to_pylist())
