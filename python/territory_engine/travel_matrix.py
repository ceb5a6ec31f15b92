"""A matrix of travel that the user gives: read, checked, and kept as it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .content import read_only
from .errors import DataError
from .haversine import blocks
from .tables.findings import Findings
from .tables.numbers import checked_numbers
from .tables.source import read
from .tables.wanted import Wanted
from .travel.memory import refuse_beyond

Float = NDArray[np.float64]

NAME = "te.TravelMatrix"


def read_matrix(source: Any, unit_ids: pa.Array, kept: NDArray[np.bool_] | None) -> Float:
    """The travel from every unit (row) to every unit (column) as its centre.

    Parameters
    ----------
    source : array or table
        Square, rows and columns in the order of the accounts; of a table all columns, in their order.
    unit_ids : pyarrow.Array
        Of the units, for messages.
    kept : (rows of the accounts,) bool, optional
        Which rows are units, where bad ones were left out: rows and columns of the matrix go with them.

    Returns
    -------
    (n, n) float64, read-only

    Raises
    ------
    DataError
        Not square, NaN, a negative number, or a row without any finite one.
    LimitError
        More than fits into memory.
    """
    n = len(unit_ids) if kept is None else len(kept)
    refuse_beyond(8 * n * n, f"{NAME}: a copy of {n:,} x {n:,} numbers", "use te.GreatCircle() or te.Planar()")
    expected = f"{n:,} x {n:,}: a row and a column for each account, in their order"
    matrix = numbers_of(source, n, n, expected)
    if kept is not None:
        matrix = matrix[kept][:, kept]
    _check_values(matrix, unit_ids)
    return read_only(matrix)


def numbers_of(source: Any, rows: int, columns: int, expected: str, keep_float32: bool = False) -> Float:
    """A copy of the numbers of an array or table of that shape; float64, or float32 where that may stay."""
    if not isinstance(source, np.ndarray | list | tuple):
        return _from_table(source, rows, columns, expected)
    try:
        found = np.asarray(source)
    except ValueError as error:
        raise DataError(f"{NAME}: the matrix is none ({error}).", expected="rows of equal length") from error
    if found.dtype.kind not in "iuf":
        raise DataError(f"{NAME}: the matrix holds {found.dtype}, expected numbers.", found=str(found.dtype))
    if found.ndim != 2:
        raise DataError(f"{NAME}: the matrix has {found.ndim} dimensions, expected 2.", found=found.ndim, expected=2)
    _check_shape(found.shape, rows, columns, expected)
    return np.array(found, np.float32 if keep_float32 and found.dtype == np.float32 else np.float64, order="C")


def _from_table(source: Any, rows: int, columns: int, expected: str) -> Float:
    data = read(source, NAME, lambda available: [Wanted(name, "number") for name in available])
    _check_shape((len(data), data.num_columns), rows, columns, expected)
    findings = Findings(NAME, pa.chunked_array([pa.array(np.arange(rows))]), report=False)
    result = np.empty((rows, columns))
    for index, name in enumerate(data.schema.names):
        numbers = checked_numbers(data, name, findings, minimum=0.0, maximum=np.inf, expected=EXPECTED)
        result[:, index] = numbers
    return result


def _check_shape(found: tuple[int, ...], rows: int, columns: int, expected: str) -> None:
    if found != (rows, columns):
        raise DataError(
            f"{NAME}: the matrix is {found[0]:,} x {found[1]:,}, expected {expected}.",
            found=found,
            expected=(rows, columns),
        )


EXPECTED = "a number of at least 0, or infinity where there is no way"


def _check_values(matrix: Float, unit_ids: pa.Array) -> None:
    for rows in blocks(len(matrix), 256):
        part = matrix[rows]
        bad = ~(part >= 0.0)  # NaN too
        if bad.any():
            row, column = (int(index) for index in np.argwhere(bad)[0])
            here, there = unit_ids[rows.start + row].as_py(), unit_ids[column].as_py()
            raise DataError(
                f"{NAME}: row {rows.start + row} (id {here!r}), column {column} (id {there!r}): found "
                f"{float(part[row, column])!r}, expected {EXPECTED}.",
                table=NAME,
                column=str(column),
                row=rows.start + row,
                id=here,
                found=float(part[row, column]),
                expected=EXPECTED,
            )
        closed = np.isinf(part).all(axis=1)
        if closed.any():
            row = rows.start + int(np.argmax(closed))
            raise DataError(
                f"{NAME}: row {row} (id {unit_ids[row].as_py()!r}) has no finite number: there is no way from this "
                "account to any centre.",
                table=NAME,
                row=row,
                id=unit_ids[row].as_py(),
                found=float("inf"),
                expected="a finite number in each row",
            )
