"""The problem a user states: the only place where names and units become dense indices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from . import arguments
from .accounts import Accounts, Columns, read_accounts
from .balance import Balance, Bounds
from .constraints import Constraint, pins
from .content import content_hash, read_only
from .describe import describe
from .ids import match
from .instance import Index, Instance
from .measures import asks, build_measure
from .objective import Objective
from .pins import pinned
from .territories import Territories, counted, read_territories
from .travel_spec import GreatCircle, Travel, supported

# columns of plan.assignment beside the id
RESERVED = ("territory_id", "travel", "next_best_territory_id", "next_best_cost")


class Problem:
    """Accounts to divide into territories, what is asked of each, and what a good plan is.

    Everything is read and checked here, once; afterwards a problem does not change.

    Parameters
    ----------
    accounts : table
        One row per unit: anything with an Arrow stream (pyarrow, pandas, polars, DuckDB relations), a path to
        Parquet, Arrow IPC or CSV, or a pyarrow dataset. Only the columns named here are read.
    territories : int or table
        A count, or one row per territory: ``territory_id``; optional ``latitude`` and ``longitude`` (home, null where
        none), ``fixed`` (the centre stays at the home), and ``target_<measure>``, ``minimum_<measure>``,
        ``maximum_<measure>`` (with exactly one measure ``target``, ``minimum``, ``maximum`` will do). Targets are
        proportions: they are scaled to the measure's total.
    id : str
        Column of unit ids: integers or text, unique.
    latitude, longitude : str
        Columns of degrees, -90 to 90 and -180 to 180.
    activities : mapping of str to Balance, Bounds, or several of them; optional
        Column name -> what is asked of its sum in each territory. ``"accounts"`` counts rows, unless there is a
        column of that name. None asks for ``{"accounts": Balance(0.05, hard=False)}``; ``{}`` for nothing.
    visits : str, optional
        Column of travel weights, at least 0. None: each unit counts 1.
    travel : GreatCircle
        How travel is measured; None is ``GreatCircle()``, kilometres.
    objective : Objective, optional
        None is ``Objective()``.
    baseline : str, optional
        Column of each unit's territory today; null where it has none.
    family, centers, x, y
        Later work; leave them out.
    constraints : iterable of constraints
        ``te.Pin`` today.
    on_bad_rows : {"raise", "report"}
        What happens to accounts with a null, NaN, infinite, negative or out-of-range value or a repeated id: raise a
        DataError for the first, or leave them out and list each in :attr:`rejected`.

    Raises
    ------
    DataError
        Something given is not what was asked for; says where, what was found, and what was expected.
    InfeasibleError
        More territories than accounts.
    LimitError
        More than 2^31 - 2 accounts.
    NotImplementedError
        Something asked for is later work.

    Examples
    --------
    >>> table = pa.table({"account_id": ["a", "b", "c", "d"], "lat": [1.0, 1.1, 9.0, 9.1],
    ...                   "lon": [0.0, 0.0, 0.0, 0.0], "potential": [3, 2, 4, 1]})
    >>> Problem(table, territories=2, activities={"potential": Balance(0.1)})
    Problem: 4 accounts, 2 territories
      measures: potential within 10 % of its target (hard)
      travel: great-circle km, each account counts 1
      objective: travel 1, fairness 1, disruption 0, inside 0
    """

    def __init__(
        self,
        accounts: Any,
        territories: Any,
        id: str = "account_id",
        latitude: str = "lat",
        longitude: str = "lon",
        activities: Mapping[str, Balance | Bounds | Sequence[Balance | Bounds]] | None = None,
        visits: str | None = None,
        travel: Travel | None = None,
        objective: Objective | None = None,
        baseline: str | None = None,
        family: str | None = None,
        constraints: Iterable[Constraint] = (),
        centers: Any = "anywhere",
        x: str | None = None,
        y: str | None = None,
        on_bad_rows: str = "raise",
    ) -> None:
        _refuse_later(family=family, x=x, y=y, centers=None if _is(centers, "anywhere") else centers)
        self.columns = _columns(id=id, latitude=latitude, longitude=longitude, visits=visits, baseline=baseline)
        self.travel: GreatCircle = supported(GreatCircle() if travel is None else travel)
        self.objective = Objective() if objective is None else objective
        if not isinstance(self.objective, Objective):
            raise arguments.wrong("te.Problem", "objective", objective, "a te.Objective")
        if on_bad_rows not in ("raise", "report"):
            raise arguments.wrong("te.Problem", "on_bad_rows", on_bad_rows, "'raise' or 'report'")
        self.asks = asks(activities)
        wanted_pins = pins(constraints)

        units = read_accounts(accounts, self.columns, tuple(self.asks), report=on_bad_rows == "report")
        areas = self._territories(territories, units)
        built = [build_measure(name, ask, units, areas) for name, ask in self.asks.items()]
        self.limits = tuple(limits for _, limits in built)
        self._units, self._areas = units, areas
        self.instance = Instance(
            y=read_only(units.latitude),
            x=read_only(units.longitude),
            travel_weight=read_only(units.travel_weight),
            measures=tuple(measure for measure, _ in built),
            center_y=read_only(areas.latitude),
            center_x=read_only(areas.longitude),
            fixed=read_only(areas.fixed),
            pinned=read_only(pinned(wanted_pins, units.unit_ids, areas.ids, units.rejected["id"], id)),
            baseline=read_only(_baseline(units, areas)),
            travel=self.objective.travel,
            fairness=self.objective.fairness,
            disruption=self.objective.disruption,
            inside=self.objective.inside,
        )

    @property
    def unit_ids(self) -> pa.Array:
        """Ids of the units, (n,), as given and in the order of the rows."""
        return self._units.unit_ids

    @property
    def territory_ids(self) -> pa.Array:
        """Ids of the territories, (K,), in the order of their table."""
        return self._areas.ids

    @property
    def territory_ids_invented(self) -> bool:
        """True where a count was given and the ids are 1 to K: they say nothing about today's territories."""
        return self._areas.invented

    @property
    def baseline_ids(self) -> pa.Array | None:
        """Today's territory of each unit, (n,), as given (also those that are none of this problem's); None without."""
        return self._units.baseline_ids

    @property
    def rejected(self) -> pa.Table:
        """Rows left out by ``on_bad_rows="report"``: row (from 0), id, column, reason. One line for each bad value."""
        return self._units.rejected

    @cached_property
    def data_hash(self) -> str:
        """Hash of every number of the instance: the same data gives the same hash on any machine. Computed once."""
        return content_hash(self.instance)

    def __repr__(self) -> str:
        return describe(self)

    def _territories(self, given: Any, units: Accounts) -> Territories:
        if isinstance(given, int | np.integer | float):
            return counted(given, units, keep_names=self.objective.disruption > 0.0)
        homes = (self.columns.latitude, self.columns.longitude)
        return read_territories(given, tuple(self.asks), homes, len(units.unit_ids))


def _baseline(units: Accounts, areas: Territories) -> Index:
    # invented ids may equal today's by chance; that would be no continuity
    if units.baseline_ids is None or areas.invented:
        return np.full(len(units.unit_ids), -1, np.int32)
    return match(units.baseline_ids, areas.ids)


def _columns(**names: str | None) -> Columns:
    for argument, name in names.items():
        if not (isinstance(name, str) or (name is None and argument in ("visits", "baseline"))):
            raise arguments.wrong("te.Problem", argument, name, "the name of a column")
    if names["id"] in RESERVED:
        taken = "a name that plan.assignment does not use itself (rename the column)"
        raise arguments.wrong("te.Problem", "id", names["id"], taken)
    return Columns(**names)  # type: ignore[arg-type]


def _refuse_later(**later: Any) -> None:
    for argument, given in later.items():
        if given is not None:
            raise NotImplementedError(f"te.Problem: {argument}={given!r} is later work; leave it out.")


def _is(given: Any, word: str) -> bool:
    return isinstance(given, str) and given == word
