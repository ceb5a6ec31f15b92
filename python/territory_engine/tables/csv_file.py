"""CSV in: types follow from what a column is for, not from what its first rows look like.

Ids are read as text and become integers only where that loses nothing ("007" stays text). A column of numbers with a
value that is none is handed on as text, so that the check can name the row.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..errors import DataError
from . import csv_numbers
from .csv_form import CsvForm, csv_form
from .remarks import with_remark
from .wanted import Wanted, Wanting, present

_INTEGER = r"^(0|-?[1-9][0-9]{0,17})$"
# marks a column of numbers that is handed on as text, for the check that follows; holds the decimal mark
_DECIMAL_MARK = b"territory_engine decimal mark"


def read_csv(path: str, table: str, wanting: Wanting) -> pa.Table:
    """The wanted columns of a CSV file with a header.

    Fields stand between commas, semicolons, tabs or bars; text is UTF-8, UTF-16 with a byte order mark, or
    Windows-1252; lines above the header are left out; numbers have decimal points or commas and may have their
    thousands set apart (see :mod:`.csv_numbers`). An empty field is a null. What is unlike plain CSV is a remark of
    the table (see :mod:`.remarks`).
    """
    form = csv_form(path, table, wanting)
    columns = present(table, [name.strip() for name in form.header], wanting)
    try:
        data, remarks = _read(path, table, form, columns)
    except (pa.ArrowInvalid, UnicodeDecodeError):
        if form.encoding != "utf-8":
            raise
        # text of another encoding may come late; if it is something else it will come again
        form = form.in_windows_1252()
        data, remarks = _read(path, table, form, columns)
    for position, column in enumerate(columns):
        if column.kind == "id":
            data = data.set_column(position, column.name, _integers_if_exact(data[column.name]))
    said = ", ".join([*form.remarks(), *remarks])
    return with_remark(data, f"{os.path.basename(path)}: {said}") if said else data


def decimal_mark(field: pa.Field) -> str | None:
    """The decimal mark of a column of numbers that was handed on as text; None for every other column."""
    mark = (field.metadata or {}).get(_DECIMAL_MARK)
    return mark.decode() if mark else None


def parse_numbers(text: pa.ChunkedArray, mark: str) -> NDArray[np.float64]:
    """Numbers in text, (n,) float64; NaN where a text is none, or null."""
    return csv_numbers.parse_numbers(text, mark)


def _read(path: str, table: str, form: CsvForm, columns: Sequence[Wanted]) -> tuple[pa.Table, list[str]]:
    """The columns, and what is to be said about their numbers.

    Arrow reads numbers of one decimal mark itself, and quickly. It gives up at the first value that it cannot read;
    then all are read as text, where marks can be told apart and bad values found.
    """
    numbers = [column.name for column in columns if column.kind == "number"]
    marks = "." if form.delimiter == "," else ".,"
    for mark in marks:
        try:
            data = _arrow(path, table, form, columns, set(numbers), mark)
        except pa.ArrowInvalid:
            continue
        return data, ["decimal commas"] if mark == "," else []
    data = _arrow(path, table, form, columns, set(), ".")
    remarks = []
    decimal = csv_numbers.decimal_marks({name: data[name] for name in numbers}, form.delimiter)
    if commas := [name for name in numbers if decimal[name] == "," and _has_comma(data[name])]:
        remarks.append(f"decimal commas in {', '.join(map(repr, commas))}")
    for mark, group in ((",", "points"), (".", "commas")):
        if grouped := [name for name in numbers if decimal[name] == mark and csv_numbers.has_groups(data[name], mark)]:
            remarks.append(f"{group} between thousands in {', '.join(map(repr, grouped))}")
    for position, column in enumerate(columns):
        if column.kind == "number":
            field = pa.field(column.name, pa.string(), metadata={_DECIMAL_MARK: decimal[column.name].encode()})
            data = data.set_column(position, field, data[column.name])
    return data, remarks


def _has_comma(text: pa.ChunkedArray) -> bool:
    return bool(pc.any(pc.match_substring(text, ",")).as_py())


def _arrow(path: str, table: str, form: CsvForm, columns: Sequence[Wanted], numbers: set[str], mark: str) -> pa.Table:
    from pyarrow import csv as arrow_csv

    ragged: list[arrow_csv.InvalidRow] = []

    def note(row: arrow_csv.InvalidRow) -> str:
        ragged.append(row)
        return "error"

    stands = form.names
    names = [stands[column.name] for column in columns]
    types = [pa.float64() if column.name in numbers else pa.string() for column in columns]
    try:
        data = arrow_csv.read_csv(
            path,
            read_options=arrow_csv.ReadOptions(encoding=form.encoding, skip_rows=form.skip),
            parse_options=arrow_csv.ParseOptions(
                delimiter=form.delimiter, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=names,
                column_types=dict(zip(names, types, strict=True)),
                decimal_point=mark,
                # only an empty field is missing: "NA" is Namibia
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        if ragged:
            raise _ragged(path, table, ragged[0], form) from error
        raise
    return data.rename_columns([column.name for column in columns])


def _ragged(path: str, table: str, row: object, form: CsvForm) -> DataError:
    found, expected = row.actual_columns, row.expected_columns  # type: ignore[attr-defined]
    text = str(row.text)  # type: ignore[attr-defined]
    shown = text if len(text) <= 80 else text[:77] + "..."
    return DataError(
        f"{table}: {path!r}: a row has {found} fields, the header has {expected}: {shown!r}. A field that contains "
        f"{form.delimiter!r} needs quotes around it; lines below the table have to go.",
        table=table,
        found=found,
        expected=expected,
    )


def _integers_if_exact(text: pa.ChunkedArray) -> pa.ChunkedArray:
    exact = pc.all(pc.match_substring_regex(text, _INTEGER)).as_py()
    return pc.cast(text, pa.int64()) if exact else text
