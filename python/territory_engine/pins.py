"""From ``te.Pin`` to the territory that each unit is pinned to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from . import arguments
from .constraints import Pin
from .errors import DataError
from .ids import id_column, index_in, is_text, match, single
from .tables.findings import show
from .tables.source import read
from .tables.wanted import Wanted
from .territories import ID

Index = NDArray[np.int32]

TABLE = "te.Pin"


def pinned(
    pins: Iterable[Pin], unit_ids: pa.Array, territory_ids: pa.Array, rejected: pa.ChunkedArray, id_name: str
) -> Index:
    """The territory each unit is pinned to, (n,) int32, -1 for none.

    Parameters
    ----------
    pins : iterable of Pin
    unit_ids, territory_ids : pyarrow.Array
    rejected : pyarrow.ChunkedArray
        Ids of units left out as bad rows: their pins fall away with them.
    id_name : str
        The id column of the accounts, which a table of pins shares.

    Raises
    ------
    DataError
        A pin names an unknown unit or territory, or a unit is pinned to two territories.
    """
    result = np.full(len(unit_ids), -1, np.int32)
    for pin in pins:
        units, territories = _pairs(pin, id_name)
        codes = match(territories, territory_ids)
        if (codes < 0).any():
            row = int(np.argmax(codes < 0))
            raise _unknown("territory", row, territories[row].as_py(), territory_ids)
        distinct, wanted = _one_each(units, codes, territory_ids)
        position = np.asarray(pc.fill_null(index_in(unit_ids, distinct), -1), np.int32)
        rows = np.flatnonzero(position >= 0)
        if len(rows) < len(distinct):
            _check_known(distinct, position[rows], rejected, unit_ids)
        clash = (result[rows] >= 0) & (result[rows] != wanted[position[rows]])
        if clash.any():
            row = int(rows[np.argmax(clash)])
            raise _clash(unit_ids[row].as_py(), territory_ids, int(result[row]), int(wanted[position[row]]))
        result[rows] = wanted[position[rows]]
    return result


def _pairs(pin: Pin, id_name: str) -> tuple[pa.Array, pa.Array]:
    """Unit ids and territory ids of a pin, equally many."""
    if pin.territory is not None:
        units = _ids(pin.units, "units")
        return units, _ids([pin.territory] * len(units), "territory") if len(units) else units
    if isinstance(pin.units, Mapping):
        return _ids(list(pin.units.keys()), "units"), _ids(list(pin.units.values()), "territory")
    if isinstance(pin.units, str | int | Sequence | np.ndarray):
        raise arguments.wrong(TABLE, "territory", None, "given along with unit ids")
    data = read(pin.units, TABLE, [Wanted(id_name, "id"), Wanted(ID, "id")])
    return single(id_column(data, id_name, TABLE)), single(id_column(data, ID, TABLE, floats=True))


def _ids(given: Any, name: str) -> pa.Array:
    values = [given] if isinstance(given, str) or np.isscalar(given) else given
    try:
        column = pa.array(values if hasattr(values, "__arrow_c_array__") else list(values))
        return single(id_column(pa.table({name: column}), name, TABLE))
    except (pa.ArrowException, TypeError) as error:
        raise arguments.wrong(TABLE, name, given, "an id or ids, all integers or all text") from error


def _one_each(units: pa.Array, codes: Index, territory_ids: pa.Array) -> tuple[pa.Array, Index]:
    """Each unit once, with its territory."""
    if units.null_count:
        raise arguments.wrong(TABLE, "units", None, "ids without nulls")
    encoded = units.dictionary_encode()
    unit = encoded.indices.to_numpy()
    wanted = np.full(len(encoded.dictionary), -1, np.int32)
    wanted[unit] = codes
    clash = wanted[unit] != codes
    if clash.any():
        row = int(np.argmax(clash))
        raise _clash(units[row].as_py(), territory_ids, int(codes[row]), int(wanted[unit[row]]))
    return encoded.dictionary, wanted


def _check_known(distinct: pa.Array, found: Index, rejected: pa.ChunkedArray, unit_ids: pa.Array) -> None:
    unknown = np.ones(len(distinct), np.bool_)
    unknown[found] = False
    unknown &= ~np.asarray(index_in(distinct, single(rejected)).is_valid(), np.bool_)
    if unknown.any():
        row = int(np.argmax(unknown))
        raise _unknown("unit", row, distinct[row].as_py(), unit_ids)


def _unknown(what: str, row: int, id_: Any, known: pa.Array) -> DataError:
    examples = ", ".join(show(value) for value in known[:5].to_pylist())
    expected = f"one of the {len(known):,} {what} ids ({examples}{', ...' if len(known) > 5 else ''})"
    return DataError(
        f"{TABLE}: no {what} has the id {show(id_)}; expected {expected}.{_hint(what, id_, known)}",
        table=TABLE,
        column=what,
        row=row,
        id=id_,
        found=id_,
        expected=expected,
    )


def _hint(what: str, id_: Any, known: pa.Array) -> str:
    """A hint where only zeros in front are missing, as they are after a spreadsheet, or where names are numbers."""
    if not is_text(known.type):
        invented = what == "territory" and isinstance(id_, str)
        return " A count of territories numbers them; territories=['North', ...] gives them names." if invented else ""
    same = known.filter(pc.equal(pc.ascii_ltrim(known, characters="0"), str(id_).lstrip("0")))
    return f" Ids with zeros in front are text: did you mean {show(same[0].as_py())}?" if len(same) else ""


def _clash(unit: Any, territory_ids: pa.Array, one: int, other: int) -> DataError:
    names = [show(territory_ids[code].as_py()) for code in (one, other)]
    return DataError(
        f"{TABLE}: unit {show(unit)} is pinned to two territories, {names[0]} and {names[1]}; expected one.",
        table=TABLE,
        column="territory",
        id=unit,
        found=names,
        expected="one territory for each unit",
    )
