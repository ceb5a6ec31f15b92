"""CSV in: types follow from what a column is for, not from what its first rows look like.

Ids are read as text and become integers only where that loses nothing ("007" stays text). A column of numbers with a
value that is none is handed on as text, so that the check can name the row.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..errors import DataError
from .wanted import Wanted, Wanting, present

_HEADER_BYTES = 1 << 16
_DELIMITERS = ",;\t|"
_INTEGER = r"^(0|-?[1-9][0-9]{0,17})$"
_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
# marks the columns that hold numbers as text, for the check that follows
TEXT_FROM_CSV = {b"territory_engine": b"text from csv"}


def read_csv(path: str, table: str, wanting: Wanting) -> pa.Table:
    """The wanted columns of a CSV file with a header, UTF-8, separated by comma, semicolon, tab or bar.

    With semicolons a decimal comma is understood too. An empty field is a null.
    """
    header, delimiter = _header(path, table)
    columns = present(table, header, wanting)
    texts = {column.name for column in columns if column.kind != "number"}
    try:
        data = _read(path, columns, delimiter, texts)
    except pa.ArrowInvalid:
        # a value is no number: once more as text, to find it
        texts = {column.name for column in columns}
        data = _read(path, columns, delimiter, texts)
    for position, column in enumerate(columns):
        if column.kind == "id":
            data = data.set_column(position, column.name, _integers_if_exact(data[column.name]))
        elif column.name in texts:
            values = pc.utf8_trim_whitespace(data[column.name])
            if delimiter == ";":
                values = pc.replace_substring(values, ",", ".")
            field = pa.field(column.name, values.type, metadata=TEXT_FROM_CSV)
            data = data.set_column(position, field, values)
    return data


def parse_numbers(text: pa.ChunkedArray) -> NDArray[np.float64]:
    """Numbers in text, (n,) float64; NaN where a text is none, or null."""
    is_number = pc.fill_null(pc.match_substring_regex(text, _NUMBER), False)
    cleaned = pc.replace_substring_regex(pc.if_else(is_number, text, None), r"^\+", "")
    return np.asarray(pc.cast(cleaned, pa.float64()).to_numpy(), np.float64)


def _header(path: str, table: str) -> tuple[list[str], str]:
    with pa.input_stream(path) as file:
        start = file.read(_HEADER_BYTES)
    # incremental: the last character may be cut
    text = codecs.getincrementaldecoder("utf-8-sig")().decode(start)
    if not text.strip():
        raise DataError(f"{table}: {path!r} is empty; expected a header and rows.", table=table, found=path)
    first_line = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    return next(csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter)), delimiter


def _read(path: str, columns: Sequence[Wanted], delimiter: str, texts: set[str]) -> pa.Table:
    from pyarrow import csv as arrow_csv

    names = [column.name for column in columns]
    return arrow_csv.read_csv(
        path,
        parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=names,
            column_types={name: pa.string() if name in texts else pa.float64() for name in names},
            # only an empty field is missing: "NA" is Namibia
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )


def _integers_if_exact(text: pa.ChunkedArray) -> pa.ChunkedArray:
    exact = pc.all(pc.match_substring_regex(text, _INTEGER)).as_py()
    return pc.cast(text, pa.int64()) if exact else text
