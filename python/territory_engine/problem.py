"""The problem a user states: the only place where names and units become dense indices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from . import arguments
from .accounts import Accounts, Columns, read_accounts
from .balance import Balance, Bounds
from .candidates import Candidates, read_candidates
from .center_rule import center_rule, check_homes
from .constraints import Constraint, pins
from .content import content_hash, read_only
from .describe import describe
from .errors import DataError
from .given_travel import read_travel_table
from .ids import match
from .instance import Index, Instance
from .measures import asks, build_measure
from .metric import Metric
from .objective import Objective
from .oddities import odd_places, unknown_today
from .pins import pinned
from .road.on_roads import OnRoads, on_roads
from .territories import Territories, counted, read_territories
from .travel_matrix import read_matrix
from .travel_spec import GreatCircle, Planar, Travel, TravelMatrix, metric_of

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
    territories : int, list of ids, or table
        A count, a list of ids, or one row per territory: ``territory_id``; optional ``latitude`` and ``longitude``, in
        the plane ``x`` and ``y`` (home, null where none), ``fixed`` (the centre stays at the home), and
        ``target_<measure>``, ``minimum_<measure>``, ``maximum_<measure>`` (with exactly one measure ``target``,
        ``minimum``, ``maximum`` will do). Targets are proportions: they are scaled to the measure's total.
    id : str
        Column of unit ids: integers or text, unique.
    latitude, longitude : str
        Columns of degrees, -90 to 90 and -180 to 180. Not read where ``x`` and ``y`` are named. None where travel is a
        matrix and the accounts have no places.
    activities : mapping of str to Balance, Bounds, or several of them; optional
        Column name -> what is asked of its sum in each territory. ``"accounts"`` counts rows, unless there is a
        column of that name. None asks for ``{"accounts": Balance(0.05, hard=False)}``; ``{}`` for nothing.
    visits : str, optional
        Column of travel weights, at least 0. None: each unit counts 1.
    travel : GreatCircle, Planar, TravelMatrix or RoadTravel
        How travel is measured; None is ``GreatCircle()``, kilometres, or ``Planar()`` where ``x`` and ``y`` are named.
    objective : Objective, optional
        None is ``Objective()``.
    baseline : str, optional
        Column of each unit's territory today; null where it has none.
    family
        Later work; leave it out.
    centers : {"anywhere", "centroid", "medoid", "candidates"}
        Where a centre without a fixed home is: where travel is least; at the mean place of its units by travel weight;
        at one of its own units; at one of the ``candidates``, each taken once at most.
    x, y : str, optional
        Columns of places in the plane: numbers of any unit.
    candidates : table, optional
        With ``centers="candidates"``: ``candidate_id``, and a place in ``latitude`` and ``longitude`` or ``x`` and
        ``y`` (or named as in the accounts).
    constraints : iterable of constraints
        ``te.Pin`` today.
    on_bad_rows : {"raise", "report"}
        What happens to accounts with a null, NaN, infinite, negative or out-of-range value or a repeated id: raise a
        DataError for the first, or leave them out and list each in :attr:`rejected`.

    Raises
    ------
    DataError
        Something given is not what was asked for, or does not go with the rest; says where, what was found, and what
        was expected.
    InfeasibleError
        More territories than accounts.
    LimitError
        More than 2^31 - 2 accounts, or a matrix beyond the memory there is.
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
        latitude: str | None = "lat",
        longitude: str | None = "lon",
        activities: Mapping[str, Balance | Bounds | Sequence[Balance | Bounds]] | None = None,
        visits: str | None = None,
        travel: Travel | None = None,
        objective: Objective | None = None,
        baseline: str | None = None,
        family: str | None = None,
        constraints: Iterable[Constraint] = (),
        centers: str = "anywhere",
        x: str | None = None,
        y: str | None = None,
        candidates: Any = None,
        on_bad_rows: str = "raise",
    ) -> None:
        if family is not None:
            raise NotImplementedError(f"te.Problem: family={family!r} is later work; leave it out.")
        planar = x is not None or y is not None
        self.travel: Travel = travel if travel is not None else Planar() if planar else GreatCircle()
        metric = metric_of(self.travel, centers)
        places = {"x": x, "y": y} if planar else {"latitude": latitude, "longitude": longitude}
        self.columns = _columns(places, metric, id=id, visits=visits, baseline=baseline)
        rule = center_rule(centers, metric, candidates)
        self.objective = Objective() if objective is None else objective
        if not isinstance(self.objective, Objective):
            raise arguments.wrong("te.Problem", "objective", objective, "a te.Objective such as te.Objective.fair()")
        if on_bad_rows not in ("raise", "report"):
            raise arguments.wrong("te.Problem", "on_bad_rows", on_bad_rows, "'raise' or 'report'")
        self.asks = asks(activities)
        wanted_pins = pins(constraints)

        roads = on_roads(self.travel, self.columns)
        report = on_bad_rows == "report"
        units = read_accounts(accounts, self.columns, tuple(self.asks), report=report, placing=roads)
        areas = self._territories(territories, units)
        check_homes(rule, metric, areas)
        sites = self._candidates(candidates, len(areas.ids))
        pinned_to = pinned(wanted_pins, units.unit_ids, areas.ids, units.rejected["id"], id)
        metric = self._with_travel(metric, units, areas, sites, roads, pinned_to)
        built = [build_measure(name, ask, units, areas) for name, ask in self.asks.items()]
        self.limits = tuple(limits for _, limits in built)
        self._units, self._areas, self._sites = units, areas, sites
        self.instance = Instance(
            y=read_only(units.y),
            x=read_only(units.x),
            travel_weight=read_only(units.travel_weight),
            measures=tuple(measure for measure, _ in built),
            center_y=read_only(areas.y),
            center_x=read_only(areas.x),
            fixed=read_only(areas.fixed if metric.kind != "table" else np.ones_like(areas.fixed)),
            pinned=read_only(pinned_to),
            baseline=read_only(_baseline(units, areas)),
            travel=self.objective.travel,
            fairness=self.objective.fairness,
            disruption=self.objective.disruption,
            inside=self.objective.inside,
            metric=metric,
            center_rule=rule,
            candidate_y=read_only(np.empty(0) if sites is None else sites.y),
            candidate_x=read_only(np.empty(0) if sites is None else sites.x),
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
    def candidate_ids(self) -> pa.Array | None:
        """Ids of the candidate sites, (C,), as given; None without."""
        return None if self._sites is None else self._sites.ids

    @property
    def rejected(self) -> pa.Table:
        """Rows left out by ``on_bad_rows="report"``: row (from 0), id, column, reason. One line for each bad value."""
        return self._units.rejected

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """How tables were understood where that is not plain, and places that look odd; ``print(problem)`` shows them.

        Nothing in here stops a plan. Empty where there is nothing to say.
        """
        instance, sites = self.instance, self._sites
        odd = odd_places(instance.y, instance.x) if instance.metric.spherical and self.columns.places else ()
        unknown = () if self._areas.invented else unknown_today(self._units.baseline_ids, instance.baseline)
        read = (*self._units.remarks, *self._areas.remarks, *(() if sites is None else sites.remarks))
        return (*read, *unknown, *odd)

    @cached_property
    def data_hash(self) -> str:
        """Hash of every number of the instance: the same data gives the same hash on any machine. Computed once."""
        return content_hash(self.instance)

    def __repr__(self) -> str:
        return describe(self)

    def _territories(self, given: Any, units: Accounts) -> Territories:
        if isinstance(given, int | np.integer | float):
            return counted(given, units, keep_names=self.objective.disruption > 0.0)
        return read_territories(given, tuple(self.asks), self.columns.places, len(units.unit_ids))

    def _with_travel(
        self,
        metric: Metric,
        units: Accounts,
        areas: Territories,
        sites: Candidates | None,
        roads: OnRoads | None,
        pinned_to: Index,
    ) -> Metric:
        """The metric with the numbers that are travel where it follows from no formula."""
        if roads is not None:
            return replace(metric, ways=roads.ways(units, areas, sites))
        if not isinstance(self.travel, TravelMatrix):
            return metric
        if metric.kind == "matrix":
            return replace(metric, matrix=read_matrix(self.travel.matrix, units.unit_ids, units.kept))
        table = read_travel_table(self.travel.matrix, units, areas.ids, self.columns.id, pinned_to)
        return replace(metric, ways=table)

    def _candidates(self, given: Any, territory_count: int) -> Candidates | None:
        places = self.columns.places
        return None if given is None or places is None else read_candidates(given, places, territory_count)


def _baseline(units: Accounts, areas: Territories) -> Index:
    # invented ids may equal today's by chance; that would be no continuity
    if units.baseline_ids is None or areas.invented:
        return np.full(len(units.unit_ids), -1, np.int32)
    return match(units.baseline_ids, areas.ids)


def _columns(places: dict[str, str | None], metric: Metric, **names: str | None) -> Columns:
    for argument, name in names.items():
        if not (isinstance(name, str) or (name is None and argument in ("visits", "baseline"))):
            raise arguments.wrong("te.Problem", argument, name, "the name of a column")
    if names["id"] in RESERVED:
        taken = "a name that plan.assignment does not use itself (rename the column)"
        raise arguments.wrong("te.Problem", "id", names["id"], taken)
    _check_places(places, metric)
    return Columns(**({"latitude": None, "longitude": None} | names | places))  # type: ignore[arg-type]


def _check_places(places: dict[str, str | None], metric: Metric) -> None:
    planar = "x" in places
    if metric.kind == "plane" and not planar:
        raise DataError(
            "te.Problem: travel=te.Planar() needs x= and y=, the columns of places in the plane; for latitudes and "
            "longitudes take te.GreatCircle().",
            expected="x= and y=",
        )
    if metric.spherical and planar:
        given = "te.GreatCircle()" if metric.kind == "sphere" else "te.RoadTravel(...)"
        raise DataError(
            f"te.Problem: x= and y= are places in a plane, and travel={given} needs latitude= and longitude=. "
            "Take te.Planar().",
            expected="te.Planar()",
        )
    if metric.kind in ("matrix", "table") and all(name is None for name in places.values()):
        return
    for argument, name in places.items():
        if not isinstance(name, str):
            raise arguments.wrong("te.Problem", argument, name, "the name of a column")
