"""Open whatever the user gave as a table and read only the wanted columns, each source exactly once.

A DuckDB relation runs its query again at every call, and a stream can be read only once: so names are checked first
and the data is taken in one go.
"""

from __future__ import annotations

import os
from typing import Any

import pyarrow as pa

from ..errors import DataError
from . import files, frames
from .wanted import Wanting, present

# Objects that hold tables but give no Arrow stream, with the way out.
_WAY_OUT = {
    "LazyFrame": "call .collect() on it first",
    "ParquetFile": "pass its path, or .read() of it",
    "ParquetDataset": "pass its path, or .read() of it",
    "Series": "pass a table with one column for each field",
    "ndarray": "pass a table with named columns, for example pyarrow.table({'id': ..., 'latitude': ...})",
    "dict": "wrap it: pyarrow.table(...)",
    "list": "wrap it: pyarrow.Table.from_pylist(...)",
    "DuckDBPyConnection": "pass the relation that connection.sql(...) returns",
}


def read(source: Any, table: str, wanting: Wanting) -> pa.Table:
    """The wanted columns of a source, in the order asked (optional ones only where they are there).

    Parameters
    ----------
    source : object
        Anything with ``__arrow_c_stream__`` or ``__arrow_c_array__`` (pyarrow, pandas, polars, DuckDB relations), a
        path to Parquet, Arrow IPC or CSV, or a pyarrow dataset.
    table : str
        What messages call it: "accounts", "territories".
    wanting : sequence of Wanted, or a function from the names that are there to one

    Returns
    -------
    pyarrow.Table
        Numbers, ids and flags as they are in the source; nothing is checked but the names.

    Raises
    ------
    DataError
        The source is nothing of the above, cannot be read, or lacks a column.
    """
    if isinstance(source, str | os.PathLike):
        return files.read_path(os.fspath(source), table, wanting)
    if isinstance(source, pa.Table | pa.RecordBatch):
        return _whole(source.select(_names(table, source.schema.names, wanting)))
    library = frames.library(source)
    if library is not None:
        return library(source, table, wanting)
    if hasattr(source, "__arrow_c_stream__") and not _way_out(source):
        return _stream(source, table, wanting)
    if hasattr(source, "__arrow_c_array__"):
        try:
            batch = pa.record_batch(source)
        except (pa.ArrowException, ValueError, TypeError) as error:
            raise DataError(f"{table}: this Arrow array is no table ({error}).", table=table) from error
        return read(batch, table, wanting)
    raise _no_table(source, table)


def _stream(source: Any, table: str, wanting: Wanting) -> pa.Table:
    try:
        reader = source if isinstance(source, pa.RecordBatchReader) else pa.RecordBatchReader.from_stream(source)
        names = _names(table, reader.schema.names, wanting)
        # columns that nobody asked for are let go batch by batch
        batches = [batch.select(names) for batch in reader]
        schema = pa.schema([reader.schema.field(name) for name in names])
    except (pa.ArrowException, ValueError, TypeError, RuntimeError, OSError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(
            f"{table}: reading the stream of this {type(source).__name__} failed: {error}", table=table
        ) from error
    return pa.Table.from_batches(batches, schema)


def _names(table: str, available: list[str], wanting: Wanting) -> list[str]:
    return [column.name for column in present(table, available, wanting)]


def _whole(data: pa.Table | pa.RecordBatch) -> pa.Table:
    return pa.Table.from_batches([data]) if isinstance(data, pa.RecordBatch) else data


def _way_out(source: Any) -> str | None:
    return next((_WAY_OUT[cls.__name__] for cls in type(source).__mro__ if cls.__name__ in _WAY_OUT), None)


def _no_table(source: Any, table: str) -> DataError:
    kind = type(source).__name__
    way_out = _way_out(source)
    expected = "anything with an Arrow stream (pyarrow, pandas, polars, DuckDB), a path, or a pyarrow dataset"
    hint = f" {way_out[0].upper()}{way_out[1:]}." if way_out else ""
    return DataError(f"{table}: a {kind} is no table; expected {expected}.{hint}", table=table, found=kind,
                     expected=expected)  # fmt: skip
