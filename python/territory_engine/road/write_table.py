"""Tables of travel that are larger than memory, written tile by tile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pyarrow as pa

from ..atomic import replacing
from ..errors import DataError, LimitError
from ..travel.memory import refuse_beyond
from .graph import METRICS
from .places import RoadPlaces
from .steps import Steps
from .table import table

if TYPE_CHECKING:
    from .network import RoadNetwork

TILE = 1 << 22  # pairs
_ROWS = 256  # sources of a tile, where there are enough: several sweeps share what they need of the graph
_BYTES = 40  # of a pair while its tile is made
_COLUMN = dict(zip(METRICS, ("time_s", "length_m"), strict=True))
_MOST_PLACES = 2**31 - 1


class Sink(Protocol):
    """What takes tiles: writers of pyarrow do."""

    def write_table(self, table: pa.Table) -> object:
        """Takes one tile."""
        ...


def schema_of(metric: str) -> pa.Schema:
    """``source`` and ``target``, rows of the two, and ``time_s`` or ``length_m``."""
    return pa.schema([("source", pa.int32()), ("target", pa.int32()), (_COLUMN[metric], pa.float32())])


def write_table(
    network: RoadNetwork,
    sink: str | os.PathLike[str] | Sink,
    sources: RoadPlaces,
    targets: RoadPlaces,
    metric: str,
    *,
    limit: float | None,
    tile: int,
    threads: int,
    steps: Steps,
) -> int:
    """See :meth:`territory_engine.RoadNetwork.write_table`."""
    n, m = len(sources), len(targets)
    if max(n, m) > _MOST_PLACES:
        raise LimitError(f"RoadNetwork.write_table: {max(n, m):,} places; at most {_MOST_PLACES:,} fit int32 rows.")
    refuse_beyond(
        _BYTES * min(tile, n * m), f"RoadNetwork.write_table: a tile of {tile:,} pairs", "give a smaller tile"
    )
    rows = max(min(n, _ROWS, tile), 1)
    columns = max(min(m, tile // rows), 1)
    rows = max(min(n, tile // columns), 1)
    tiles = -(-n // rows) * -(-m // columns)
    written = done = 0
    # unreachable or far pairs take no room on disk, if a limit leaves them out
    with _opened(sink, schema_of(metric), 4 * n * m if limit is None else 0) as writer:
        for top in range(0, n, rows):
            some = sources.take(slice(top, top + rows))
            for left in range(0, m, columns):
                others = targets.take(slice(left, left + columns))
                travel = table(network, some, others, metric, threads=threads)
                pairs = _pairs(travel, top, left, limit, metric)
                writer.write_table(pairs)
                written, done = written + len(pairs), done + 1
                steps("table", done, done / tiles)
    return written


def _pairs(travel: Any, top: int, left: int, limit: float | None, metric: str) -> pa.Table:
    shape = travel.shape
    source = np.broadcast_to(np.arange(top, top + shape[0], dtype=np.int32)[:, None], shape)
    target = np.broadcast_to(np.arange(left, left + shape[1], dtype=np.int32), shape)
    if limit is None:
        arrays = [source.ravel(), target.ravel(), travel.ravel()]
    else:
        near = travel <= limit
        arrays = [source[near], target[near], travel[near]]
    return pa.Table.from_arrays([pa.array(array) for array in arrays], schema=schema_of(metric))


@contextmanager
def _opened(sink: str | os.PathLike[str] | Sink, schema: pa.Schema, least_bytes: int) -> Iterator[Sink]:
    """The sink, or a writer of a new file that is there under its name only once it is complete."""
    if not isinstance(sink, str | os.PathLike):
        if not callable(getattr(sink, "write_table", None)):
            raise DataError(
                "RoadNetwork.write_table: sink must be a path or have a method write_table, as writers of pyarrow do; "
                f"found {type(sink).__name__}.",
                found=type(sink).__name__,
            )
        yield sink
        return
    path = Path(sink)
    kind = path.suffix.lower()
    if kind not in (".parquet", ".arrow", ".feather"):
        expected = ".parquet, .arrow or .feather"
        raise DataError(
            f"RoadNetwork.write_table: {str(path)!r} must end in {expected}.", found=kind, expected=expected
        )
    free = shutil.disk_usage(path.parent).free
    if least_bytes > free:
        raise LimitError(
            f"RoadNetwork.write_table: at least {least_bytes / 2**30:,.1f} GiB for {path}, and {free / 2**30:,.1f} GiB "
            "are free there: give a limit, so that far pairs are left out, or ask for nearest()."
        )
    with replacing(path) as fresh, _writer(fresh, kind, schema) as writer:
        yield writer


def _writer(path: Path, kind: str, schema: pa.Schema) -> Any:
    if kind == ".parquet":
        from pyarrow.parquet import ParquetWriter

        return ParquetWriter(path, schema, compression="zstd")
    return pa.ipc.new_file(path, schema)
