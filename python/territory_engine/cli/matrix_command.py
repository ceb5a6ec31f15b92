"""``territory-engine matrix``: great-circle kilometres, or travel on roads, between the places of two tables."""

from __future__ import annotations

import argparse

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..errors import DataError, LimitError
from ..ids import id_column, single
from ..road import RoadNetwork
from ..tables.findings import Findings
from ..tables.numbers import checked_numbers
from ..tables.source import read
from ..tables.wanted import Wanted
from ..terminal.screen import Screen
from ..travel import great_circle_km, nearest
from . import exits
from .problem import column_names, table
from .write import check_format, write_table

MOST_PAIRS = 200_000_000  # about 3 GB while writing
_COLUMN = {"km": "km", "s": "travel_time_s", "m": "distance_m"}

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
Pair = tuple[NDArray[np.float64], NDArray[np.float64]]


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Compute the pairs and write them, one row each."""
    if options.origins is None:
        raise DataError("no table of places given; name one or two: territory-engine matrix FROM [TO]")
    out = options.out or "matrix.parquet"
    check_format(out, places=False)
    from_ids, lat_a, lon_a = _places(options, options.origins)
    to_ids, lat_b, lon_b = _places(options, options.destinations or options.origins)
    _refuse_many(len(from_ids), len(to_ids), options.nearest)
    if options.network is None:
        index, travel, unit = _great_circle(options, (lat_a, lon_a), (lat_b, lon_b))
    else:
        index, travel, unit = _on_roads(options, screen, (lat_a, lon_a), (lat_b, lon_b))
    origin = np.repeat(np.arange(len(from_ids), dtype=np.int32), travel.shape[1])
    columns = {"from_id": from_ids.take(pa.array(origin)), "to_id": to_ids.take(pa.array(index.ravel()))}
    write_table(pa.table({**columns, _COLUMN[unit]: travel.ravel()}), out)
    screen.say(_summary(travel, unit))
    screen.say(f"matrix: {out}")
    return exits.FINE


def _great_circle(options: argparse.Namespace, a: Pair, b: Pair) -> tuple[I32, F32, str]:
    for name in ("metric", "max_km"):
        if getattr(options, name) is not None:
            raise DataError(f"--{name.replace('_', '-')} is for travel on roads; name a network (--network FILE)")
    if options.nearest is not None:
        return *nearest(*a, *b, k=options.nearest, threads=options.threads), "km"
    km = great_circle_km(*a, *b, threads=options.threads)
    return _all(km), km, "km"


def _on_roads(options: argparse.Namespace, screen: Screen, a: Pair, b: Pair) -> tuple[I32, F32, str]:
    metric = options.metric or "time"
    network = RoadNetwork.load(options.network)
    near = {} if options.max_km is None else {"max_km": options.max_km}
    sources, targets = (network.snap(*places, threads=options.threads, **near) for places in (a, b))
    for places, name in ((sources, options.origins), (targets, options.destinations or options.origins)):
        if not places.placed.all():
            first = int(np.argmin(places.placed))
            count = int((~places.placed).sum())
            screen.insist(
                f"{name}: {count:,} places without a road near enough, the first in row {first}: travel is inf"
            )
    unit = "s" if metric == "time" else "m"
    if options.nearest is not None:
        return *network.nearest(sources, targets, k=options.nearest, metric=metric), unit
    travel = network.table(sources, targets, metric)
    return _all(travel), travel, unit


def _all(travel: F32) -> I32:
    return np.broadcast_to(np.arange(travel.shape[1], dtype=np.int32), travel.shape)


def _summary(travel: F32, unit: str) -> str:
    known = travel[np.isfinite(travel)]
    if not known.size:
        return f"{travel.size:,} pairs, none of them connected"
    mean = known.mean(dtype=np.float64)
    none = f"; {travel.size - known.size:,} without a way" if known.size < travel.size else ""
    return f"{travel.size:,} pairs: {known.min():,.3f} to {known.max():,.3f} {unit}, mean {mean:,.3f} {unit}{none}"


def _places(options: argparse.Namespace, source: str) -> tuple[pa.Array, NDArray[np.float64], NDArray[np.float64]]:
    """Ids, and latitudes and longitudes."""
    id, latitude, longitude = column_names(options)
    wanted = [
        Wanted(id, "id", asked_by="--id"),
        Wanted(latitude, "number", asked_by="--latitude"),
        Wanted(longitude, "number", asked_by="--longitude"),
    ]
    data = read(table(source, latitude, longitude), source, wanted)
    if not len(data):
        raise DataError(f"{source}: the table has no rows; expected one row per place.", table=source, found=0)
    ids = id_column(data, id, source)
    findings = Findings(source, ids, False)
    degrees = [
        checked_numbers(data, column, findings, minimum=-most, maximum=most, expected=f"degrees within +-{most:g}")
        for column, most in ((latitude, 90.0), (longitude, 180.0))
    ]
    return single(ids), degrees[0], degrees[1]


def _refuse_many(rows: int, columns: int, nearest: int | None) -> None:
    pairs = rows * (columns if nearest is None else min(nearest, columns))
    if pairs > MOST_PAIRS:
        raise LimitError(
            f"{pairs:,} pairs would be written, at most {MOST_PAIRS:,} are; ask for --nearest K of each, or use "
            "te.travel.great_circle_km with an array of your own"
        )
