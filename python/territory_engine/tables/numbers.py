"""Columns of numbers: float64 arrays, views of the user's memory where its layout allows."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..errors import DataError
from . import csv_file
from .findings import Findings, show
from .plain import plain

Float = NDArray[np.float64]

_DECIMAL_COMMA = re.compile(r"[+-]?[0-9][0-9.]*,[0-9]*")
# Sums up to here keep their squares finite, which the penalties of the objective need.
LARGEST_TOTAL = 1e150


def checked_numbers(
    data: pa.Table,
    column: str,
    findings: Findings,
    *,
    minimum: float,
    maximum: float,
    expected: str,
    nulls: bool = False,
    hint: Callable[[Float], str] | None = None,
) -> Float:
    """The values of a column, every one between ``minimum`` and ``maximum``; others are given to ``findings``.

    Parameters
    ----------
    data : pyarrow.Table
    column : str
    findings : Findings
    minimum, maximum : float
        Both allowed.
    expected : str
        For messages: "degrees between -90 and 90".
    nulls : bool
        A null is fine, and NaN in the result.
    hint : callable, optional
        From all values, bad ones too, to a sentence about what may have gone wrong before; "" for none.

    Returns
    -------
    numpy.ndarray
        (n,) float64; a view of the column where it is float64 in one chunk without nulls.

    Raises
    ------
    DataError
        The column holds no numbers, or ``findings`` raises the first bad value.
    """
    chunks = plain(data[column])
    mark = csv_file.decimal_mark(data.schema.field(column))
    values = csv_file.parse_numbers(chunks, mark) if mark else to_float64(chunks, findings.table, column)
    # two passes without temporaries decide whether there is anything to look for: NaN spoils both
    if len(values) and not (values.min() >= minimum and values.max() <= maximum):
        bad = ~((values >= minimum) & (values <= maximum))
        if nulls:
            bad &= data[column].is_valid().to_numpy()
        findings.bad(column, bad, data[column], expected, lambda: _hint(data[column], bad, values, mark, hint))
    return values


def _hint(
    found: pa.ChunkedArray, bad: NDArray[np.bool_], values: Float, mark: str | None, hint: Callable[[Float], str] | None
) -> str:
    row = int(np.argmax(bad))
    first = found[row].as_py()
    if isinstance(first, str) and np.isnan(values[row]):
        if "°" in first:
            return "Write degrees with decimals: 48° 8' 15\" is 48.1375."
        if mark == "," and "." in first:
            return "The other numbers have decimal commas."
        if mark == "." and "," in first:
            return "The other numbers have decimal points."
    return hint(values) if hint is not None else ""


def to_float64(chunks: pa.ChunkedArray, table: str, column: str) -> Float:
    """Values as float64, nulls as NaN: a view of a single float64 chunk without nulls, else one copy."""
    chunks = plain(chunks)
    kind = chunks.type
    if pa.types.is_decimal(kind):
        chunks = pc.cast(chunks, pa.float64())
    elif not (
        pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_boolean(kind) or pa.types.is_null(kind)
    ):
        raise _no_numbers(chunks, table, column)
    if pa.types.is_float64(kind) and chunks.num_chunks == 1 and chunks.null_count == 0:
        view: Float = chunks.chunk(0).to_numpy(zero_copy_only=True)
        # a buffer from elsewhere may start anywhere
        return view if view.flags.aligned else view.copy()
    values = np.empty(len(chunks))
    start = 0
    for chunk in chunks.chunks:
        # a null array becomes None objects, an integer chunk with nulls floats: both end as NaN here
        values[start : start + len(chunk)] = chunk.to_numpy(zero_copy_only=False)
        start += len(chunk)
    return values


def finite_total(values: Float, table: str, column: str) -> float:
    """The sum of a column.

    Raises
    ------
    DataError
        Its square would overflow, or vanish.
    """
    with np.errstate(over="ignore"):
        total = float(values.sum())
    if not (total == 0.0 or 1.0 / LARGEST_TOTAL <= total <= LARGEST_TOTAL):
        unit = "larger" if total > 1.0 else "smaller"
        expected = f"a total of 0 or between {1.0 / LARGEST_TOTAL:g} and {LARGEST_TOTAL:g}"
        raise DataError(
            f"{table}: column {column!r} sums to {total:g}, expected {expected}. Use a {unit} unit.",
            table=table,
            column=column,
            found=total,
            expected=expected,
        )
    return total


def _no_numbers(chunks: pa.ChunkedArray, table: str, column: str) -> DataError:
    row = int(np.argmax(chunks.is_valid().to_numpy())) if len(chunks) else None
    found = chunks[row].as_py() if row is not None else None
    where = f", row {row}: found {show(found)}" if row is not None else ""
    way_out = (
        "Decimal commas: give the path of the CSV file instead, or read it with decimal commas "
        "(pandas.read_csv(..., decimal=','))."
        if isinstance(found, str) and _DECIMAL_COMMA.fullmatch(found.strip())
        else "Cast the column to a number type."
    )
    return DataError(
        f"{table}: column {column!r}{where} (type {chunks.type}), expected numbers. {way_out}",
        table=table,
        column=column,
        row=row,
        found=found,
        expected="numbers",
    )
