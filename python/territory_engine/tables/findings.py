"""Bad values: raise the first, or collect every one and go on without its row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..errors import DataError

Mask = NDArray[np.bool_]


class Findings:
    """What is wrong with the rows of one table.

    Parameters
    ----------
    table : str
        What messages call it.
    ids : pyarrow.ChunkedArray
        The id of each row, for messages and for the table of rejected rows.
    report : bool
        False: :meth:`bad` raises for the first row. True: it notes every row.
    """

    def __init__(self, table: str, ids: pa.ChunkedArray, report: bool) -> None:
        self.table = table
        self.ids = ids
        self.report = report
        self._keep: Mask | None = None
        self._notes: list[tuple[NDArray[np.int64], str, list[str]]] = []

    def bad(self, column: str, mask: Mask, found: pa.ChunkedArray, expected: str) -> None:
        """Note the rows of ``mask``: ``found`` holds their values. No row in the mask, no finding.

        Raises
        ------
        DataError
            For the first such row, unless findings are collected.
        """
        rows = np.flatnonzero(mask)
        if not len(rows):
            return
        if not self.report:
            raise self._error(column, int(rows[0]), found[int(rows[0])].as_py(), expected, len(rows))
        values = found.take(pa.array(rows)).to_pylist()
        self._notes.append((rows, column, [f"found {show(value)}, expected {expected}" for value in values]))
        if self._keep is None:
            self._keep = np.ones(len(mask), np.bool_)
        self._keep[rows] = False

    @property
    def keep(self) -> Mask | None:
        """Rows without findings, (n,) bool; None where all are fine."""
        return self._keep

    def rejected(self) -> pa.Table:
        """Every finding: ``row`` (from 0), ``id``, ``column``, ``reason``, in the order of the rows."""
        rows = np.concatenate([np.zeros(0, np.int64), *(rows for rows, _, _ in self._notes)])
        columns = [column for rows, column, _ in self._notes for _ in rows]
        reasons = [reason for _, _, some in self._notes for reason in some]
        order = np.argsort(rows, kind="stable")
        return pa.table(
            {
                "row": pa.array(rows[order], pa.int64()),
                "id": self.ids.take(pa.array(rows[order])),
                "column": pa.array([columns[i] for i in order], pa.string()),
                "reason": pa.array([reasons[i] for i in order], pa.string()),
            }
        )

    def _error(self, column: str, row: int, found: Any, expected: str, count: int) -> DataError:
        id_ = self.ids[row].as_py()
        where = f"{self.table}: column {column!r}, row {row} (id {id_!r})"
        others = f" {count - 1:,} more rows are like it." if count > 1 else ""
        return DataError(
            f"{where}: found {show(found)}, expected {expected}.{others}",
            table=self.table,
            column=column,
            row=row,
            id=id_,
            found=found,
            expected=expected,
        )


def show(value: Any) -> str:
    """A value as a message shows it: a null as 'null', long text cut."""
    if value is None:
        return "null"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
