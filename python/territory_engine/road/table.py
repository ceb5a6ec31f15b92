"""Tables of travel between places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..kernels import get
from ..travel.memory import refuse_beyond
from ..travel.out_array import check_out
from .ends import entries, exits
from .graph import I64, U32, UNIT
from .places import RoadPlaces, along_one_way

if TYPE_CHECKING:
    from .network import RoadNetwork

F32 = NDArray[np.float32]


def table(
    network: RoadNetwork,
    sources: RoadPlaces,
    targets: RoadPlaces,
    metric: str,
    out: F32 | None = None,
    threads: int = 0,
) -> F32:
    """Seconds or metres, (n, m) float32; see :meth:`territory_engine.RoadNetwork.table`."""
    shape = len(sources), len(targets)
    if out is None:
        what = f"RoadNetwork.table: a table of {shape[0]:,} x {shape[1]:,} float32"
        refuse_beyond(4 * shape[0] * shape[1], what, "ask for nearest(), or write it in tiles with write_table()")
        out = np.empty(shape, np.float32)
    else:
        wanted = f"a writeable float32 array of shape {shape} with contiguous rows or columns"
        check_out("RoadNetwork.table", out, shape, wanted, lambda given: not given.size or 4 in given.strides)
    if not out.size:
        return out
    unit, search = UNIT[metric], network.search(metric)
    get().road_table(search, exits(sources, metric), entries(targets, metric), out, unit, threads)
    rows, columns, straight = ways_along_one_road(sources, targets, metric)
    np.minimum.at(out, (rows, columns), straight.astype(np.float32) / np.float32(unit))
    return out


def ways_along_one_road(sources: RoadPlaces, targets: RoadPlaces, metric: str) -> tuple[I64, I64, U32]:
    """Pairs with the target ahead of the source on the same road, past no junction: rows of both, and the weight."""
    if not (len(sources) and len(targets)):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint32)
    last = max(int(sources.arc.max()), int(targets.arc.max()))
    on_one, on_other = (np.zeros(last + 2, np.bool_) for _ in range(2))  # the last entry is that of -1, no road
    on_one[sources.arc], on_other[targets.arc] = True, True
    both = on_one & on_other
    both[-1] = False
    if not both.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint32)
    at, to = (np.flatnonzero(both[places.arc].any(axis=1)) for places in (sources, targets))
    rows, columns, straight = along_one_way(sources.take(at), targets.take(to), metric)
    return at[rows], to[columns], straight
