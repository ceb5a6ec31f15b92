"""A town to travel in: winding streets, main roads, one-way streets, and a river with few bridges."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from .. import arguments
from ..haversine import haversine_km

_SOUTH, _WEST = 48.0, 11.0
_BLOCK_KM = 0.2
_KM_A_DEGREE = 111.195
_SPEED_KMH = {"ring": 70.0, "main": 50.0, "street": 30.0, "bridge": 50.0}


def roads(columns: int = 32, rows: int = 24, bridges: int = 2) -> tuple[pa.Table, pa.Table]:
    """Edges and nodes of a town on a river, for :meth:`territory_engine.RoadNetwork.from_edges`.

    Streets lie 200 m apart. Every sixth one is a main road, the outermost make a ring, and between main roads every
    second street is one-way. A river flows through from west to east; only bridges cross it.

    Parameters
    ----------
    columns, rows : int
        Streets each way, at least 4.
    bridges : int
        At least 1, at most one for each column.

    Returns
    -------
    edges : pyarrow.Table
        ``tail``, ``head``, ``travel_time_s``, ``length_m``, ``road_class`` ("ring", "main", "street", "bridge").
    nodes : pyarrow.Table
        ``id``, ``latitude``, ``longitude``.

    Examples
    --------
    >>> import territory_engine as te
    >>> network = te.RoadNetwork.from_edges(*te.demo.roads(columns=8, rows=8), road_class="road_class")
    >>> network.road_classes
    ('ring', 'street', 'main', 'bridge')
    """
    owner = "te.demo.roads"
    wide, tall = (
        arguments.whole(owner, name, value, minimum=4) for name, value in (("columns", columns), ("rows", rows))
    )
    if arguments.whole(owner, "bridges", bridges, minimum=1) > wide:
        raise arguments.wrong(owner, "bridges", bridges, f"at most {wide}, one for each column")
    latitude, longitude = _places(wide, tall)
    ends, kind, both = _streets(wide, tall, bridges)
    tail, head = np.concatenate([ends, ends[both][:, ::-1]]).T
    kinds = np.concatenate([kind, kind[both]])
    km = haversine_km(latitude[tail], longitude[tail], latitude[head], longitude[head])
    speed = np.array([_SPEED_KMH[name] for name in kinds.tolist()])
    edges = {
        "tail": tail,
        "head": head,
        "travel_time_s": (km / speed * 3600.0).round(1),
        "length_m": (km * 1000.0).round(1),
        "road_class": pa.array(kinds.tolist(), pa.string()),
    }
    nodes = {"id": np.arange(wide * tall), "latitude": latitude, "longitude": longitude}
    return pa.table(edges), pa.table(nodes)


def _places(wide: int, tall: int) -> tuple[np.ndarray, np.ndarray]:
    """Crossings, row by row from the south, a little out of line as in a grown town."""
    row, column = (axis.ravel().astype(np.float64) for axis in np.mgrid[0:tall, 0:wide])
    y = row + 0.35 * np.sin(0.55 * column) + 0.15 * np.sin(1.7 * row + column)
    x = column + 0.35 * np.sin(0.5 * row + 1.0) + 0.15 * np.sin(1.3 * column - row)
    latitude = _SOUTH + y * _BLOCK_KM / _KM_A_DEGREE
    longitude = _WEST + x * _BLOCK_KM / (_KM_A_DEGREE * np.cos(np.radians(_SOUTH)))
    return latitude.round(6), longitude.round(6)


def _streets(wide: int, tall: int, bridges: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ends of each piece of street, its class, and whether it is driven both ways."""
    river = tall // 2  # flows south of this row
    crossing = {round((bridge + 0.5) * wide / bridges - 0.5) for bridge in range(bridges)}
    ends, kind, both = [], [], []

    def street(a: int, b: int, line: int, last: int) -> None:
        name = "ring" if line in (0, last) else "main" if line % 6 == 0 else "street"
        one_way = name == "street" and line % 2 == 1
        turned = one_way and line % 4 == 1
        ends.append((b, a) if turned else (a, b))
        kind.append(name)
        both.append(not one_way)

    for row in range(tall):
        for column in range(wide):
            here = row * wide + column
            if column + 1 < wide:
                street(here, here + 1, row, tall - 1)
            if row + 1 == river and column in crossing:
                ends.append((here, here + wide))
                kind.append("bridge")
                both.append(True)
            elif row + 1 < tall and row + 1 != river:
                street(here, here + wide, column, wide - 1)
    return np.array(ends), np.array(kind), np.array(both)
