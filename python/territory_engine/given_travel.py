"""``te.TravelMatrix`` with travel from units to given territories: read and checked, as an array or as pairs."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .accounts import Accounts
from .errors import DataError, InfeasibleError
from .ids import id_column, match
from .tables.findings import Findings, show
from .tables.numbers import checked_numbers
from .tables.source import read
from .tables.wanted import Wanted
from .travel.memory import refuse_beyond
from .travel_matrix import EXPECTED, NAME, numbers_of
from .travel_table import Pairs, TravelTable

Index = NDArray[np.int32]
TERRITORY, TRAVEL = "territory_id", "travel"


def read_travel_table(source: Any, units: Accounts, territory_ids: pa.Array, id: str, pinned: Index) -> TravelTable:
    """Travel from every unit to every territory.

    Parameters
    ----------
    source : array or table
        (n, K) numbers, rows in the order of the accounts, columns in that of the territories; or a table with the
        accounts' id column, ``territory_id`` and ``travel``: one row for each pair that may go together.
    units : Accounts
    territory_ids : pyarrow.Array
    id : str
        The accounts' id column.
    pinned : (n,) int32
        Territories that units are pinned to, or -1.

    Raises
    ------
    DataError
        Another shape, NaN, a negative number, an unknown id, a pair twice, or a unit that there is no way to.
    InfeasibleError
        There is no way between a unit and the territory that it is pinned to.
    LimitError
        More than fits into memory.
    """
    table = _pairs(source, units, territory_ids, id) if is_pairs(source) else _dense(source, units, len(territory_ids))
    _check_reached(table, units)
    _check_pins(table, units, territory_ids, pinned)
    return table


def is_pairs(source: Any) -> bool:
    """Whether it is a table of pairs: one with a column ``territory_id``."""
    if isinstance(source, np.ndarray | list | tuple):
        return False
    names: list[str] = []

    def look(available: Any) -> list[Wanted]:
        names.extend(available)
        return [Wanted(available[0], "id")] if len(available) else []

    with suppress(DataError):  # a first column of numbers is no id; the names were seen
        read(source, NAME, look)
    return TERRITORY in names


def _dense(source: Any, units: Accounts, k: int) -> TravelTable:
    kept, n = units.kept, len(units.unit_ids) if units.kept is None else len(units.kept)
    refuse_beyond(8 * n * k, f"{NAME}: a copy of {n:,} x {k:,} numbers", "give pairs of account_id and territory_id")
    expected = (
        f"{n:,} x {k:,}: a row for each account and a column for each territory, in their orders (for travel between "
        "accounts take centers='medoid')"
    )
    matrix = numbers_of(source, n, k, expected, keep_float32=True)
    if kept is not None:
        matrix = matrix[kept]
    bad = ~(matrix >= 0.0)  # NaN too
    if bad.any():
        row, column = (int(index) for index in np.argwhere(bad)[0])
        name, found = units.unit_ids[row].as_py(), float(matrix[row, column])
        raise DataError(
            f"{NAME}: row {row} (id {name!r}), column {column}: found {found!r}, expected {EXPECTED}.",
            table=NAME,
            column=str(column),
            row=row,
            id=name,
            found=found,
            expected=EXPECTED,
        )
    matrix.flags.writeable = False
    return TravelTable(matrix)


def _pairs(source: Any, units: Accounts, territory_ids: pa.Array, id: str) -> TravelTable:
    wanted = [Wanted(id, "id"), Wanted(TERRITORY, "id"), Wanted(TRAVEL, "number")]
    data = read(source, NAME, wanted)
    accounts, territories = id_column(data, id, NAME), id_column(data, TERRITORY, NAME)
    findings = Findings(NAME, accounts, report=False)
    travel = checked_numbers(data, TRAVEL, findings, minimum=0.0, maximum=np.inf, expected=EXPECTED)
    row, column = match(accounts, units.unit_ids), match(territories, territory_ids)
    rejected = units.rejected["id"] if units.rejected.num_rows else None
    _known(row, accounts, id, "an account of the problem", rejected)
    _known(column, territories, TERRITORY, "a territory of the problem", None)
    there = (row >= 0) & np.isfinite(travel)
    row, column, travel = row[there], column[there], travel[there]
    order = np.lexsort((column, row))
    row, column, travel = row[order], column[order], travel[order]
    twice = np.flatnonzero((row[1:] == row[:-1]) & (column[1:] == column[:-1]))
    if len(twice):
        at = int(twice[0])
        unit, territory = units.unit_ids[int(row[at])].as_py(), territory_ids[int(column[at])].as_py()
        raise DataError(
            f"{NAME}: account {unit!r} and territory {territory!r} are there twice; expected one row for each pair.",
            table=NAME,
            id=unit,
            found=territory,
            expected="one row for each pair",
        )
    first = np.searchsorted(row, np.arange(len(units.unit_ids) + 1)).astype(np.int64)
    for array in (first, column, travel):
        array.flags.writeable = False
    return TravelTable(None, Pairs(first, column, travel))


def _known(code: Index, ids: pa.ChunkedArray, column: str, what: str, rejected: pa.ChunkedArray | None) -> None:
    """Refuse ids that are none; those of rows that were left out with a reason are no fault of the table."""
    unknown = np.flatnonzero(code < 0)
    if rejected is not None and len(unknown):
        unknown = unknown[match(ids.take(pa.array(unknown)), rejected.combine_chunks().unique()) < 0]
    if len(unknown):
        at = int(unknown[0])
        found = ids[at].as_py()
        raise DataError(
            f"{NAME}: row {at}, column {column!r}: found {show(found)}, expected {what} "
            f"({len(unknown):,} rows are like it).",
            table=NAME,
            column=column,
            row=at,
            found=found,
            expected=what,
        )


def _check_reached(table: TravelTable, units: Accounts) -> None:
    every = np.arange(len(units.unit_ids))
    nowhere = np.flatnonzero(np.isinf(table.least(every)))
    if len(nowhere):
        row = int(nowhere[0])
        name = units.unit_ids[row].as_py()
        raise DataError(
            f"{NAME}: there is no way from account {name!r} to any territory ({len(nowhere):,} accounts are like it); "
            "expected a finite number for one territory at least.",
            table=NAME,
            row=row,
            id=name,
            found=float("inf"),
            expected="a finite number for one territory at least",
        )


def _check_pins(table: TravelTable, units: Accounts, territory_ids: pa.Array, pinned: Index) -> None:
    rows = np.flatnonzero(pinned >= 0)
    if not len(rows):
        return
    if table.dense is not None:
        travel: NDArray[np.floating] = table.dense[rows, pinned[rows]]
    else:
        assert table.pairs is not None
        travel = table.pairs.of(rows, pinned[rows])
    broken = rows[np.isinf(travel)]
    if len(broken):
        row = int(broken[0])
        name, territory = units.unit_ids[row].as_py(), territory_ids[int(pinned[row])].as_py()
        raise InfeasibleError(
            f"No plan exists. te.Pin puts account {name!r} into territory {territory!r}, and there is no way from it "
            f"to there ({len(broken):,} pins are like it).",
            [
                {
                    "constraint": "te.Pin",
                    "measure": None,
                    "territory": territory,
                    "units": [units.unit_ids[int(one)].as_py() for one in broken],
                    "needed": float("inf"),
                    "available": 0.0,
                    "by": float("inf"),
                }
            ],
            proven=True,
        )
