"""Bad values: raise the first, or collect every one and go on without its row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..errors import DataError
from .plain import plain

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
        self._notes: list[pa.Table] = []

    def bad(
        self, column: str, mask: Mask, found: pa.ChunkedArray, expected: str, hint: Callable[[], str] | None = None
    ) -> None:
        """Note the rows of ``mask``: ``found`` holds their values. No row in the mask, no finding.

        ``hint`` may have a sentence for the message about what went wrong before; it is asked only then.

        Raises
        ------
        DataError
            For the first such row, unless findings are collected.
        """
        rows = np.flatnonzero(mask)
        if not len(rows):
            return
        if not self.report:
            raise self._error(column, int(rows[0]), found[int(rows[0])].as_py(), expected, len(rows), hint)
        reasons = _reasons(found.take(pa.array(rows)), expected)
        self._notes.append(pa.table({"row": rows, "column": pa.repeat(column, len(rows)), "reason": reasons}))
        if self._keep is None:
            self._keep = np.ones(len(mask), np.bool_)
        self._keep[rows] = False

    @property
    def keep(self) -> Mask | None:
        """Rows without findings, (n,) bool; None where all are fine."""
        return self._keep

    def rejected(self) -> pa.Table:
        """Every finding: ``row`` (from 0), ``id``, ``column``, ``reason``, in the order of the rows."""
        none = pa.schema({"row": pa.int64(), "column": pa.string(), "reason": pa.string()}).empty_table()
        notes = pa.concat_tables([none, *self._notes])
        notes = notes.take(pa.array(np.argsort(notes["row"].to_numpy(), kind="stable")))
        return notes.add_column(1, "id", self.ids.take(notes["row"]))

    def _error(
        self, column: str, row: int, found: Any, expected: str, count: int, hint: Callable[[], str] | None
    ) -> DataError:
        id_ = self.ids[row].as_py()
        where = f"{self.table}: column {column!r}, row {row} (id {id_!r})"
        others = f" {count - 1:,} more {'rows are' if count > 2 else 'row is'} like it." if count > 1 else ""
        said = hint() if hint is not None else ""
        return DataError(
            f"{where}: found {show(found)}, expected {expected}.{others}{' ' * bool(said)}{said}",
            table=self.table,
            column=column,
            row=row,
            id=id_,
            found=found,
            expected=expected,
        )


def _reasons(found: pa.ChunkedArray, expected: str) -> pa.ChunkedArray:
    """A sentence for each value, without a Python object for each: there may be millions."""
    values = plain(found)
    try:
        texts = pc.cast(values, pa.string())
    except pa.ArrowNotImplementedError:
        texts = pa.chunked_array(
            [[None if value is None else repr(value) for value in values.to_pylist()]], pa.string()
        )
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        texts = pc.binary_join_element_wise("'", texts, "'", "")
    return pc.binary_join_element_wise("found ", pc.fill_null(texts, "null"), f", expected {expected}", "")


def show(value: Any) -> str:
    """A value as a message shows it: a null as 'null', long text cut."""
    if value is None:
        return "null"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
