"""``territory-engine matrix``: great-circle kilometres between the places of two tables."""

from __future__ import annotations

import argparse

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..errors import DataError, LimitError
from ..ids import id_column, single
from ..tables.findings import Findings
from ..tables.numbers import checked_numbers
from ..tables.source import read
from ..tables.wanted import Wanted
from ..travel import great_circle_km, nearest
from . import exits
from .problem import column_names, table
from .write import check_format, write_table

MOST_PAIRS = 200_000_000  # about 3 GB while writing


def run(options: argparse.Namespace) -> int:
    """Compute the pairs and write them, one row each."""
    if options.origins is None:
        raise DataError("no table of places given; name one or two: territory-engine matrix FROM [TO]")
    out = options.out or "matrix.parquet"
    check_format(out, places=False)
    from_ids, lat_a, lon_a = _places(options, options.origins)
    to_ids, lat_b, lon_b = _places(options, options.destinations or options.origins)
    _refuse_many(len(from_ids), len(to_ids), options.nearest)
    if options.nearest is None:
        km = great_circle_km(lat_a, lon_a, lat_b, lon_b, threads=options.threads)
        index = np.broadcast_to(np.arange(len(to_ids), dtype=np.int32), km.shape)
    else:
        index, km = nearest(lat_a, lon_a, lat_b, lon_b, k=options.nearest, threads=options.threads)
    origin = np.repeat(np.arange(len(from_ids), dtype=np.int32), km.shape[1])
    columns = {"from_id": from_ids.take(pa.array(origin)), "to_id": to_ids.take(pa.array(index.ravel()))}
    write_table(pa.table({**columns, "km": km.ravel()}), out)
    print(f"{km.size:,} pairs: {km.min():,.3f} to {km.max():,.3f} km, mean {km.mean(dtype=np.float64):,.3f} km")
    print(f"matrix: {out}")
    return exits.FINE


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
