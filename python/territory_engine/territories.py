"""The territories: a count, or a table with homes, targets and limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from . import arguments
from .accounts import Accounts
from .errors import DataError, InfeasibleError
from .ids import check_ids, encode, id_column, single
from .places import Places
from .tables.findings import Findings
from .tables.flags import to_flags
from .tables.numbers import checked_numbers
from .tables.remarks import remarks_of
from .tables.source import read
from .tables.wanted import Wanted

Float = NDArray[np.float64]

TABLE = "territories"
ID = "territory_id"
LIMITS = ("target", "minimum", "maximum")


@dataclass(frozen=True)
class Territories:
    """K territories in the user's order. Per measure: what the table gives, (K,) float64."""

    ids: pa.Array
    y: Float  # homes, NaN where none
    x: Float
    fixed: NDArray[np.bool_]
    invented: bool  # the ids mean nothing: a count was given, and nothing to take names from
    target: Mapping[str, Float] = field(default_factory=dict)  # proportions
    minimum: Mapping[str, Float] = field(default_factory=dict)  # -inf where nothing is asked
    maximum: Mapping[str, Float] = field(default_factory=dict)  # +inf where nothing is asked
    remarks: tuple[str, ...] = ()  # how the table was understood


def counted(count: object, accounts: Accounts, *, keep_names: bool) -> Territories:
    """``count`` free territories.

    Their ids are 1 to ``count``, or with ``keep_names`` those of the baseline, so that labels mean something to a
    plan that should disturb little: the most loaded ones (by the first measure, else by rows) where there are more
    than ``count``; new ids follow where there are fewer.
    """
    number = arguments.whole("te.Problem", "territories", count, minimum=1)
    check_enough_accounts(number, len(accounts.unit_ids))
    named = keep_names and accounts.baseline_ids is not None
    ids = _baseline_names(number, accounts) if named else pa.array(np.arange(1, number + 1))
    nowhere = np.full(number, np.nan)
    return Territories(ids, nowhere, nowhere, np.zeros(number, np.bool_), invented=not named)


def _baseline_names(count: int, accounts: Accounts) -> pa.Array:
    codes, names = encode(accounts.baseline_ids)
    weights = next(iter(accounts.activities.values()), None)
    aligned = codes >= 0
    loads = np.bincount(codes[aligned], None if weights is None else weights[aligned], minlength=len(names))
    heaviest = np.argsort(-loads, kind="stable")[:count]
    chosen = names.take(pa.array(np.sort(heaviest)))
    missing = count - len(chosen)
    if not missing:
        return chosen
    if pa.types.is_integer(names.type):
        start = max(0, pc.max(names).as_py() or 0) + 1
        fresh = pa.array(range(start, start + missing), names.type)
    else:
        taken = set(names.to_pylist())
        free = (f"new-{i}" for i in range(1, len(taken) + missing + 1))
        fresh = pa.array([name for name in free if name not in taken][:missing], names.type)
    return pa.concat_arrays([chosen, fresh])


def check_enough_accounts(territories: int, accounts: int) -> None:
    """Every territory holds at least one account.

    Raises
    ------
    InfeasibleError
        There are fewer accounts than territories.
    """
    if territories > accounts:
        by = territories - accounts
        raise InfeasibleError(
            f"{territories:,} territories but {accounts:,} accounts: at least {by:,} territories would be empty. "
            "Ask for fewer territories.",
            [{"constraint": "territories=", "needed": territories, "available": accounts, "by": by}],
        )


def read_territories(source: Any, measures: Sequence[str], places: Places | None, account_count: int) -> Territories:
    """Read and check a territories table.

    Columns: ``territory_id``; optional ``latitude`` and ``longitude`` of the home, in the plane ``x`` and ``y`` (or
    named as in the accounts), null where there is none; ``fixed``; for each measure ``target_<measure>``,
    ``minimum_<measure>``, ``maximum_<measure>``, or plain ``target``, ``minimum``, ``maximum`` where there is exactly
    one measure. Further columns are ignored.

    Parameters
    ----------
    source : object
        See :func:`territory_engine.tables.source.read`; a list of ids is a table of just these.
    measures : sequence of str
    places : Places or None
        What the accounts call their places: these names are taken where the table has none of its own. None: there
        are no homes.
    account_count : int
        Number of usable accounts.

    Raises
    ------
    DataError
        A bad value (always: no territory is left out), half a home, a limit for a measure that is not asked for.
    InfeasibleError
        There are fewer accounts than territories.
    NotImplementedError
        The table has ``skills``.
    """
    data = read(_named(source), TABLE, lambda available: _wanted(available, measures, places))
    if not len(data):
        raise DataError("territories: the table has no rows; expected one row per territory.", table=TABLE, found=0)
    check_enough_accounts(len(data), account_count)
    ids = id_column(data, ID, TABLE)
    findings = Findings(TABLE, ids, report=False)
    check_ids(ids, ID, findings)
    nowhere = np.full(len(data), np.nan)
    y, x = (nowhere, nowhere) if places is None else places.read_homes(data, findings)
    fixed = np.zeros(len(data), np.bool_)
    if "fixed" in data.schema.names:
        fixed = to_flags(data, "fixed", TABLE)
        home = "no fixed centre: there are no places" if places is None else f"a home ({places.text}) where fixed"
        findings.bad("fixed", fixed & np.isnan(y), data["fixed"], home)
    given: dict[str, dict[str, Float]] = {limit: {} for limit in LIMITS}
    for limit in LIMITS:
        for measure in measures:
            column = next((name for name in (f"{limit}_{measure}", limit) if name in data.schema.names), None)
            if column is not None:
                given[limit][measure] = _limit(data, column, limit, findings)
    return Territories(single(ids), y, x, fixed, invented=False, **given, remarks=remarks_of(TABLE, data))


def _named(source: Any) -> Any:
    """A list of names is a table of territories about which nothing else is said."""
    if isinstance(source, list | tuple) and source and all(isinstance(name, str | int) for name in source):
        try:
            return pa.table({ID: list(source)})
        except (pa.ArrowException, OverflowError) as error:
            raise arguments.wrong(
                "te.Problem", "territories", source, "ids that are all integers or all text"
            ) from error
    return source


def _wanted(available: Sequence[str], measures: Sequence[str], places: Places | None) -> list[Wanted]:
    if "skills" in available:
        raise NotImplementedError("territories: column 'skills' is later work; leave it out.")
    wanted = [Wanted(ID, "id", asked_by="territories="), Wanted("fixed", "flag", optional=True)]
    if places is not None:
        wanted.extend(places.wanted_in(available))
    for limit in LIMITS:
        known = {f"{limit}_{measure}" for measure in measures}
        for name in available:
            if name == limit and (len(measures) != 1 or known & set(available)):
                raise _ambiguous(name, measures)
            if name.startswith(f"{limit}_") and name not in known:
                raise _unknown_measure(name, limit, measures)
        wanted.extend(Wanted(name, "number", optional=True) for name in (limit, *sorted(known)))
    return wanted


def _limit(data: pa.Table, column: str, limit: str, findings: Findings) -> Float:
    if limit == "target":
        top = float(np.finfo(np.float64).max)
        expected = "a finite number of at least 0"
        return checked_numbers(data, column, findings, minimum=0.0, maximum=top, expected=expected)
    values = _or_null(data, column, findings, 0.0, np.inf, "a number of at least 0, or null for no limit")
    return np.where(np.isnan(values), -np.inf if limit == "minimum" else np.inf, values)


def _or_null(data: pa.Table, column: str, findings: Findings, low: float, high: float, expected: str) -> Float:
    return checked_numbers(data, column, findings, minimum=low, maximum=high, expected=expected, nulls=True)


def _ambiguous(name: str, measures: Sequence[str]) -> DataError:
    expected = " or ".join(repr(f"{name}_{measure}") for measure in measures) or "no such column: nothing is balanced"
    return DataError(f"territories: column {name!r} does not say for which measure; expected {expected}.", table=TABLE,
                     column=name, found=name, expected=expected)  # fmt: skip


def _unknown_measure(name: str, limit: str, measures: Sequence[str]) -> DataError:
    expected = ", ".join(repr(f"{limit}_{measure}") for measure in measures) or "nothing: nothing is balanced"
    return DataError(
        f"territories: column {name!r} is for no measure of activities=; expected {expected}. Rename or remove it, or "
        f"add {name.removeprefix(limit + '_')!r} to activities=.",
        table=TABLE,
        column=name,
        found=name,
        expected=expected,
    )
