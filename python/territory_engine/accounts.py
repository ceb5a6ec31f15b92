"""The accounts table: one row per unit, read once, every value checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .errors import DataError, LimitError
from .ids import check_ids, id_column, single
from .places import Places, in_the_plane, on_the_sphere
from .tables.findings import Findings
from .tables.numbers import checked_numbers, finite_total
from .tables.remarks import remarks_of
from .tables.source import read
from .tables.wanted import Wanted

Float = NDArray[np.float64]

TABLE = "accounts"
MOST_UNITS = 2**31 - 2  # labels and row numbers are int32
LARGEST = np.finfo(np.float64).max


Placing = Callable[[Float, Float, Findings], None]  # notes rows whose place, y and x, is none on the roads

LEAST_VISITS = 1e-3  # of the mean


@dataclass(frozen=True)
class Columns:
    """Which column of the accounts holds what; None where there is none."""

    id: str
    latitude: str | None
    longitude: str | None
    visits: str | None
    baseline: str | None
    x: str | None = None
    y: str | None = None

    @property
    def places(self) -> Places | None:
        """Where units stand, as columns; None where travel is a matrix and nothing says."""
        if self.y is not None and self.x is not None:
            return in_the_plane(self.y, self.x)
        if self.latitude is not None and self.longitude is not None:
            return on_the_sphere(self.latitude, self.longitude)
        return None


@dataclass(frozen=True)
class Accounts:
    """The usable rows, in the user's order."""

    unit_ids: pa.Array  # as given
    y: Float  # latitude on the sphere; 0 where the problem has no places
    x: Float
    travel_weight: Float
    activities: Mapping[str, Float]  # measure -> value of each unit
    totals: Mapping[str, float]
    baseline_ids: pa.Array | None  # as given, null where a unit has no territory today
    rejected: pa.Table  # row, id, column, reason
    kept: NDArray[np.bool_] | None = None  # rows of the table that are units; None: all
    remarks: tuple[str, ...] = ()  # how the table was understood


def read_accounts(
    source: Any, columns: Columns, measures: tuple[str, ...], *, report: bool, placing: Placing | None = None
) -> Accounts:
    """Read and check the accounts.

    The measure "accounts" is the column of that name where there is one, else it counts rows.

    Parameters
    ----------
    source : object
        See :func:`territory_engine.tables.source.read`.
    columns : Columns
    measures : tuple of str
        Columns to balance or bound.
    placing : callable, optional
        Has the last word on places.
    report : bool
        Leave bad rows out and list them in ``rejected``, instead of raising for the first.

    Raises
    ------
    DataError
        An unknown column, a column of the wrong kind, no usable row, or (``report=False``) a bad value.
    LimitError
        More rows than 32-bit labels reach.
    """
    data = read(source, TABLE, _wanted(columns, measures))
    if not len(data):
        raise DataError("accounts: the table has no rows; expected one row per unit.", table=TABLE, found=0)
    if len(data) > MOST_UNITS:
        raise LimitError(f"accounts: {len(data):,} rows; at most {MOST_UNITS:,} fit into one problem.")

    ids = id_column(data, columns.id, TABLE)
    findings = Findings(TABLE, ids, report)
    check_ids(ids, columns.id, findings)
    y, x = (np.zeros(len(data)),) * 2 if columns.places is None else columns.places.read(data, findings)
    if placing is not None:
        placing(y, x, findings)
    counted = {name: _at_least_zero(data, name, findings) for name in measures if name in data.schema.names}
    travel_weight = None
    if columns.visits is not None:
        visits = columns.visits
        travel_weight = counted[visits] if visits in counted else _at_least_zero(data, visits, findings)
    baseline = None if columns.baseline is None else id_column(data, columns.baseline, TABLE, floats=True)

    rows = _rows(findings, data)
    unit_ids = single(_kept_ids(ids, rows))
    n = len(unit_ids)
    values = {name: _kept(counted[name], rows) if name in counted else np.ones(n) for name in measures}
    weights = np.ones(n) if travel_weight is None else _kept(travel_weight, rows)
    if columns.visits is not None:
        finite_total(weights, TABLE, columns.visits)
        weights = _seen(weights)
    return Accounts(
        unit_ids=unit_ids,
        y=_kept(y, rows),
        x=_kept(x, rows),
        travel_weight=weights,
        activities=values,
        totals={name: finite_total(array, TABLE, name) for name, array in values.items()},
        baseline_ids=None if baseline is None else single(_kept_ids(baseline, rows)),
        rejected=findings.rejected(),
        kept=rows,
        remarks=remarks_of(TABLE, data),
    )


def _wanted(columns: Columns, measures: tuple[str, ...]) -> list[Wanted]:
    wanted = [Wanted(columns.id, "id", asked_by="id=")]
    if columns.places is not None:
        wanted.extend(columns.places.wanted())
    if columns.visits is not None:
        wanted.append(Wanted(columns.visits, "number", asked_by="visits="))
    if columns.baseline is not None:
        wanted.append(Wanted(columns.baseline, "id", asked_by="baseline="))
    wanted.extend(Wanted(name, "number", optional=name == TABLE, asked_by="activities=") for name in measures)
    return wanted


def _at_least_zero(data: pa.Table, column: str, findings: Findings) -> Float:
    expected = "a finite number of at least 0"
    return checked_numbers(data, column, findings, minimum=0.0, maximum=LARGEST, expected=expected)


def _rows(findings: Findings, data: pa.Table) -> NDArray[np.bool_] | None:
    keep = findings.keep
    if keep is not None and not keep.any():
        first = findings.rejected().slice(0, 1).to_pylist()[0]
        raise DataError(
            f"accounts: none of the {len(data):,} rows is usable. The first: row {first['row']} (id {first['id']!r}), "
            f"column {first['column']!r}: {first['reason']}.",
            table=TABLE,
            column=first["column"],
            row=first["row"],
            id=first["id"],
        )
    return keep


def _kept_ids(ids: pa.ChunkedArray, rows: NDArray[np.bool_] | None) -> pa.ChunkedArray:
    return ids if rows is None else ids.filter(pa.array(rows))


def _kept(values: Float, rows: NDArray[np.bool_] | None) -> Float:
    return values if rows is None else values[rows]


def _seen(weights: Float) -> Float:
    """Travel weights with a floor of a thousandth of their mean (1 where all are 0).

    A unit without visits would cost nothing anywhere and could land at the other end of the country; so it is placed
    near, for next to nothing.
    """
    mean = float(weights.mean()) if len(weights) else 1.0
    if mean <= 0.0:
        return np.ones_like(weights)
    return (
        weights if float(weights.min(initial=mean)) >= LEAST_VISITS * mean else np.maximum(weights, LEAST_VISITS * mean)
    )
