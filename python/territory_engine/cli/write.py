"""Tables out, in the format that the file's name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from ..errors import DataError

SUFFIXES = (".parquet", ".arrow", ".csv", ".geojson")


def check_format(path: str | Path, *, places: bool) -> str:
    """The suffix of a file that can be written; ``places`` says whether its rows have coordinates.

    Raises
    ------
    DataError
        The suffix is none of ``SUFFIXES``, or GeoJSON is asked for rows that are no places.
    """
    possible = SUFFIXES if places else SUFFIXES[:-1]
    suffix = Path(path).suffix.lower()
    if suffix not in possible:
        raise DataError(
            f"{str(path)!r}: cannot write this format; expected a name that ends in {', '.join(possible)}",
            found=suffix,
            expected=possible,
        )
    return suffix


def write_table(table: pa.Table, path: str | Path, places: tuple[Any, Any] | None = None) -> None:
    """Write a table; ``places`` are the latitudes and longitudes of its rows, for GeoJSON."""
    suffix = check_format(path, places=places is not None)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    if places is not None and suffix == ".geojson":
        from ..report.geometry.geojson import write_points

        with open(path, "w", encoding="utf-8", newline="\n") as file:
            write_points(file, table, *places)
    elif suffix == ".parquet":
        import pyarrow.parquet as pq

        pq.write_table(table, path, compression="zstd")
    elif suffix == ".arrow":
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    else:
        from pyarrow import csv

        csv.write_csv(table, path)
