"""Tables in files: Parquet (also a folder of it), Arrow IPC, CSV."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from ..errors import DataError
from . import csv_file
from .wanted import Wanting, present

_SUFFIXES = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".arrows": "arrow",
    ".ipc": "arrow",
    ".feather": "arrow",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
}
_SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods")


def read_path(path: str, table: str, wanting: Wanting) -> pa.Table:
    """The wanted columns of a file, or of a folder of Parquet files.

    Raises
    ------
    DataError
        There is no such file, its format is unknown, it is damaged, or a column is missing.
    """
    if not os.path.exists(path):
        hint = f" For that many without a table pass the number {path}." if path.isdecimal() else ""
        raise DataError(f"{table}: no file {path!r} (looked in {os.getcwd()!r}).{hint}", table=table, found=path)
    try:
        data = _READERS[_format(path, table)](path, table, wanting)
        data.validate(full=True)  # offsets of an untrusted file may point anywhere, its text be no UTF-8
        return data
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        text = isinstance(error, UnicodeDecodeError) or "utf" in str(error).lower()
        hint = " Save it as UTF-8." if text else ""
        raise DataError(f"{table}: {path!r} cannot be read: {error}.{hint}", table=table, found=path) from error


def _format(path: str, table: str) -> str:
    if os.path.isdir(path):
        return "parquet"
    stem, suffix = os.path.splitext(path.lower())
    if suffix in (".gz", ".bz2", ".zst"):
        suffix = os.path.splitext(stem)[1] or suffix
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    with open(path, "rb") as file:
        start = file.read(6)
    if start.startswith(b"PAR1"):
        return "parquet"
    if start == b"ARROW1":
        return "arrow"
    expected = "Parquet (.parquet), Arrow (.arrow) or CSV (.csv)"
    hint = " Save the sheet as CSV, or pass pandas.read_excel(...)." if suffix in _SPREADSHEETS else ""
    raise DataError(f"{table}: {path!r} has an unknown format; expected {expected}.{hint}", table=table, found=suffix,
                    expected=expected)  # fmt: skip


def _parquet(path: str, table: str, wanting: Wanting) -> pa.Table:
    import pyarrow.dataset as dataset

    source: Any = dataset.dataset(path, format="parquet", partitioning="hive" if os.path.isdir(path) else None)
    return source.to_table(columns=_names(table, source.schema.names, wanting))


def _arrow(path: str, table: str, wanting: Wanting) -> pa.Table:
    """Read, not mapped into memory: a file that shrinks during a solve must not end the process."""
    with pa.OSFile(path, "rb") as file:
        is_file = file.read(6) == b"ARROW1"
        file.seek(0)
        schema = (pa.ipc.open_file(file) if is_file else pa.ipc.open_stream(file)).schema
        names = _names(table, schema.names, wanting)
        options = pa.ipc.IpcReadOptions(included_fields=[schema.get_field_index(name) for name in names])
        file.seek(0)
        opened = pa.ipc.open_file(file, options=options) if is_file else pa.ipc.open_stream(file, options=options)
        return opened.read_all().select(names)


def _names(table: str, available: list[str], wanting: Wanting) -> list[str]:
    return [column.name for column in present(table, available, wanting)]


_READERS: dict[str, Callable[[str, str, Wanting], pa.Table]] = {
    "parquet": _parquet,
    "arrow": _arrow,
    "csv": csv_file.read_csv,
}
