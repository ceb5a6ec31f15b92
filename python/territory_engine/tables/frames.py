"""Sources whose own library can pick columns before anything is converted or computed.

None of these libraries is imported: an object's class says where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from numbers import Real
from typing import Any

import pyarrow as pa

from ..errors import DataError
from .wanted import Wanted, Wanting, present

Reader = Callable[[Any, str, Wanting], pa.Table]


def library(source: Any) -> Reader | None:
    """The reader for a data frame of a known library, else None."""
    for cls in type(source).__mro__:
        reader = _READERS.get((cls.__module__.split(".")[0], cls.__name__))
        if reader is not None:
            return reader
    return None


def _pandas(frame: Any, table: str, wanting: Wanting) -> pa.Table:
    """Float columns without NaN stay where they are; NaN and None both mean null, as everywhere in pandas."""
    names = [name for name in frame.columns if isinstance(name, str)]
    index = [name for name in frame.index.names if isinstance(name, str) and name not in names]
    columns = present(table, names + index, wanting)
    return pa.table({column.name: _pandas_column(frame, table, column, column.name in index) for column in columns})


def _pandas_column(frame: Any, table: str, column: Wanted, in_index: bool) -> pa.Array | pa.ChunkedArray:
    values = frame.index.get_level_values(column.name).to_series() if in_index else frame[column.name]
    try:
        return pa.array(values, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        for row, value in enumerate(values.tolist()):
            if not _fits(value, column, values.iloc[0]):
                expected = "a number" if column.kind == "number" else f"{type(values.iloc[0]).__name__} as in row 0"
                raise DataError(
                    f"{table}: column {column.name!r}, row {row}: found {value!r}, expected {expected}.",
                    table=table,
                    column=column.name,
                    row=row,
                    found=value,
                    expected=expected,
                ) from error
        raise DataError(f"{table}: column {column.name!r}: {error}", table=table, column=column.name) from error


def _fits(value: Any, column: Wanted, first: Any) -> bool:
    if value is None or value != value:  # NaN
        return True
    if column.kind == "number":
        return isinstance(value, Real)
    return isinstance(value, type(first))


def _polars(frame: Any, table: str, wanting: Wanting) -> pa.Table:
    names = [column.name for column in present(table, frame.columns, wanting)]
    # its stream has string views, which older versions of pyarrow cannot read
    return frame.select(names).to_arrow()


def _duckdb(relation: Any, table: str, wanting: Wanting) -> pa.Table:
    """Project first, so that the one run of the query computes only what is needed."""
    names = [column.name for column in present(table, relation.columns, wanting)]
    quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
    try:
        return pa.RecordBatchReader.from_stream(relation.project(quoted)).read_all()
    except Exception as error:  # duckdb.Error, of a module that is not imported here, or Arrow's
        raise DataError(f"{table}: DuckDB could not run this relation: {error}", table=table) from error


def _dataset(dataset: Any, table: str, wanting: Wanting) -> pa.Table:
    names = [column.name for column in present(table, dataset.schema.names, wanting)]
    try:
        return dataset.to_table(columns=names)
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{table}: reading the dataset failed: {error}", table=table) from error


_READERS: dict[tuple[str, str], Reader] = {
    ("pandas", "DataFrame"): _pandas,
    ("polars", "DataFrame"): _polars,
    ("duckdb", "DuckDBPyRelation"): _duckdb,
    ("_duckdb", "DuckDBPyRelation"): _duckdb,
    ("pyarrow", "Dataset"): _dataset,
}
