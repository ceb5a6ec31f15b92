"""A plan: the assignment of every unit to a territory, with its figures, its reasons and its proof."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import pyarrow as pa

from .assignment_table import assignment_table
from .check import check
from .evaluate import Evaluation, evaluate
from .finding import Finding
from .named import NamedInstance
from .next_best import NextBest, next_best
from .solution import Solution
from .summary import Summary, gap, summarize
from .territory_table import territory_table

if TYPE_CHECKING:
    from .compare import Comparison
    from .explain import Explanation
    from .report.before import Before
    from .report.geometry.areas import Areas
    from .report.map.page import Map
    from .report.pages import Report


class Plan:
    """An assignment of units to territories and everything that can be said about it.

    Made by :func:`territory_engine.solve`, :meth:`from_assignment` or :func:`territory_engine.load_plan`. Tables and
    figures are computed from the problem when first asked for, then kept; they never rely on the search's own sums.

    Parameters
    ----------
    problem : Problem
    solution : Solution
        Labels, centres, prices and bound, in the order of the problem's units and territories.
    """

    def __init__(self, problem: NamedInstance, solution: Solution) -> None:
        self.problem = problem
        self.solution = solution

    def __repr__(self) -> str:
        instance = self.problem.instance
        return f"<Plan: {instance.n:,} accounts in {instance.territory_count:,} territories, {self.status}>"

    @classmethod
    def from_assignment(
        cls, problem: NamedInstance, table: Any, *, id: str | None = None, territory: str = "territory_id"
    ) -> Plan:
        """Any alignment, today's too, as a plan: the same figures, checks and comparisons as for a solved one.

        Parameters
        ----------
        problem : Problem
        table : table
            One row for every unit of the problem, in any order. Any kind of table that ``Problem`` takes.
        id : str, optional
            The column of unit ids; the problem's by default.
        territory : str
            The column of territory ids.

        Returns
        -------
        Plan
            With ``status`` ``"given"``, no bound (NaN), and no prices (0). Territories with a fixed home keep it as
            their centre, the others get the centre with the least travel that the problem's ``centers=`` allows (see
            :func:`territory_engine.best_centers.best_centers`). Limits may be broken: ``check()`` lists where. Where
            the problem was given a count of territories, the table's own territories take their place, however many
            they are, with targets to match; pins and baseline fall away with the names.

        Raises
        ------
        DataError
            A unit is missing, unknown or there twice, or a territory is none of the problem's table.
        """
        from .alignment import given

        return cls(*given(problem, table, id or problem.columns.id, territory))

    @cached_property
    def assignment(self) -> pa.Table:
        """One row per unit, in the order of the problem's accounts.

        The unit's id under its own name, ``territory_id``, ``travel`` (of one visit to the centre: km, or as the
        problem's ``travel=`` counts), ``next_best_territory_id`` and ``next_best_cost``: the territory that would
        cost least if this unit alone moved there, and the change of the objective (see
        :func:`territory_engine.next_best.next_best`); null where there is only one territory.
        """
        return assignment_table(self.problem, self.solution, self.evaluation, self.second_choices)

    @cached_property
    def territories(self) -> pa.Table:
        """One row per territory: see :func:`territory_engine.territory_table.territory_table`.

        Number of parts and compactness need a neighbour graph of the units and come with contiguity.
        """
        return territory_table(self.problem, self.solution, self.evaluation)

    @cached_property
    def summary(self) -> Summary:
        """The plan in a few figures: see :class:`territory_engine.summary.Summary`."""
        nearest = self.second_choices.nearest_travel
        return summarize(self.problem.instance, self.solution, self.evaluation, nearest)

    @cached_property
    def evaluation(self) -> Evaluation:
        """Loads, travel and objective as arrays, recomputed from the instance."""
        found = self.solution
        places = found.center_y, found.center_x
        return evaluate(self.problem.instance, found.labels, *places, center_index=found.center_index)

    @cached_property
    def second_choices(self) -> NextBest:
        """Next best territory of every unit as arrays, and its cost."""
        found = self.solution
        threads = int(self.run.get("threads") or os.cpu_count() or 1)
        return next_best(
            self.problem.instance,
            found.labels,
            found.centers,
            self.evaluation,
            threads,
        )

    @cached_property
    def _today(self) -> Before | None:
        """The baseline of the accounts, for the pages."""
        from .report.before import today

        return today(self)

    @cached_property
    def areas(self) -> Areas:
        """The territories as areas on the map: see :class:`territory_engine.report.geometry.areas.Areas`.

        Raises
        ------
        MissingExtraError
            shapely is not installed: ``pip install "territory-engine[geo]"``.
        DataError
            The accounts have no places.
        """
        from .report.geometry.areas import areas

        return areas(self)

    @property
    def objective(self) -> float:
        """Value of the objective, recomputed."""
        return self.evaluation.objective

    @property
    def lower_bound(self) -> float:
        """No plan of ``bound_scope`` has a smaller objective; NaN where nothing is proven."""
        return self.solution.lower_bound

    @property
    def gap(self) -> float:
        """(objective - lower bound) / objective; NaN without a bound."""
        return gap(self.objective, self.lower_bound)

    @property
    def bound_scope(self) -> str:
        """What the lower bound is a bound of."""
        return self.solution.bound_scope

    @property
    def status(self) -> str:
        """``optimal``, ``feasible`` or ``interrupted`` for a solved plan, ``given`` for an alignment from outside."""
        return self.solution.status

    @property
    def run(self) -> dict[str, Any]:
        """Manifest of the run that made the plan."""
        return self.solution.run

    @property
    def rejected(self) -> pa.Table:
        """Rows of the accounts that are not in the plan, with a reason each (``on_bad_rows="report"``), or no rows."""
        return self.problem.rejected

    def check(self) -> list[Finding]:
        """The independent checker's findings, empty for a valid plan."""
        return check(self.problem.instance, self.solution, lambda: self.evaluation, self.unit_name, self.territory_name)

    def explain(self, unit_id: Any) -> Explanation:
        """Why a unit is where it is: see :class:`territory_engine.explain.Explanation`.

        Raises
        ------
        DataError
            There is no such unit.
        """
        from .explain import explain

        return explain(self, unit_id)

    def compare(self, other: Plan) -> Comparison:
        """This plan against an earlier one, ``other``: see :class:`territory_engine.compare.Comparison`.

        Raises
        ------
        DataError
            The plans are not of the same units.
        """
        from .compare import compare

        return compare(before=other, after=self)

    def save(self, directory: str | os.PathLike[str]) -> None:
        """Save the plan as Parquet and JSON in a directory of its own; :func:`territory_engine.load_plan` reads it.

        A plan saved there before is replaced, in one step at the end: an interrupted save loses nothing.

        Raises
        ------
        DataError
            The directory holds something else.
        """
        from .storage import save

        save(self, directory)

    def picture(self, path: str | os.PathLike[str]) -> None:
        """Write one static picture of the plan (SVG): accounts by territory, centres, balance."""
        from .picture import write_picture

        write_picture(self, path)

    def unit_name(self, row: int) -> Any:
        """The user's id of a unit, from its row."""
        return self.problem.unit_ids[int(row)].as_py()

    def territory_name(self, index: int) -> Any:
        """The user's id of a territory, from its index."""
        return self.problem.territory_ids[int(index)].as_py()

    def update(self, **changes: Any) -> NoReturn:
        """Re-planning after small changes comes in later work."""
        raise _later("plan.update", "solve the changed problem with a baseline and te.Objective.stable() instead")

    def changes(self, since: Plan) -> NoReturn:
        """Change sets come in later work."""
        raise _later("plan.changes", "plan.compare(other) lists what moved")

    def map(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        measure: str | None = None,
        before: Plan | None = None,
        ids: bool = True,
        title: str | None = None,
        max_accounts: int = 1_000_000,
    ) -> Map:
        """The plan as an interactive map: one HTML file that needs no network, under 7 MB for a million accounts.

        Territories as areas, their centres and homes, accounts sized by a measure; hover for figures, click an account
        for its reason, switch between before and after, choose territories. Needs the extra ``[geo]``. Notebooks show
        the map that comes back; ``.save(path)`` writes it, ``.html`` is the document. The same plan gives the same
        bytes.

        Parameters
        ----------
        path : str or path, optional
            Where to write it, ``.html``; None writes nothing.
        measure : str, optional
            The measure that accounts are sized by at first; None: the first that differs between accounts.
        before : Plan, optional
            An earlier plan of the same accounts, for the switch; None: the problem's baseline, if it has one.
        ids : bool
            Whether the file may hold the ids of the accounts. Where they would make it larger than 7 MB rows stand for
            them, or places, and the page says so.
        title : str, optional
            None: the numbers of accounts and territories.
        max_accounts : int
            How many accounts the map shows at most. Beyond, an even sample of every territory, always the same one,
            and the page says so; loads and travel stay those of all. Above 100,000 accounts places are rounded to a
            65,536th of the map and amounts to one byte.

        Returns
        -------
        Map

        Raises
        ------
        MissingExtraError
            shapely is not installed.
        DataError
            The problem has no places, there is no such measure, ``before`` is a plan of other accounts, or the path is
            none that a page can be written to.
        TerritoryEngineError
            The package was built without npm, so that the script of the map is missing.
        """
        from .report.map.page import draw_map

        drawn = draw_map(self, measure=measure, before=before, ids=ids, title=title, max_accounts=max_accounts)
        if path is not None:
            drawn.save(path)
        return drawn

    def report(
        self, path: str | os.PathLike[str] | None = None, *, before: Plan | None = None, title: str | None = None
    ) -> Report:
        """The plan as a page to read: fairness, travel, what moves, what limits cost, what to look at, how it was made.

        One HTML file that needs no network, for wide screens, phones and paper (the browser prints it to PDF). Needs no
        extra; where ``shapely`` is installed its map shows the territories as areas, otherwise accounts as dots.

        Parameters
        ----------
        path : path, optional
            Where to save it, ending in ``.html``; nowhere if None (``.save(path)`` does it later).
        before : Plan, optional
            What to compare with; the problem's baseline by default, if it has one.
        title : str, optional
            Of the page; the numbers of accounts and territories by default.

        Returns
        -------
        Report
            Shows itself in notebooks. The same plan gives the same bytes.

        Raises
        ------
        DataError
            ``before`` is a plan of other accounts, or ``path`` no place for a page.
        """
        from .report.pages import report

        return report(self, path, before=before, title=title)

    def outlines(self) -> pa.Table:
        """The territories as areas, for maps and other programs.

        Returns
        -------
        pyarrow.Table
            One row per territory, in the order of the problem: the columns of :attr:`territories`, ``area_km2`` (not in
            the plane), ``color`` (hex; neighbours differ, see :data:`territory_engine.report.colors.PALETTE`), and
            ``geometry``: polygons and multipolygons as well-known binary, GeoArrow's extension type ``geoarrow.wkb``,
            in longitudes and latitudes (OGC:CRS84), or in x and y. See :class:`.report.geometry.areas.Areas` for what
            holds of them. A territory without accounts has an empty polygon.

        Raises
        ------
        MissingExtraError
            shapely is not installed: ``pip install "territory-engine[geo]"``.
        DataError
            The accounts have no places.
        """
        from .report.geometry.outlines import outlines

        return outlines(self)

    def to_geojson(
        self, path: str | os.PathLike[str], *, what: Literal["territories", "accounts"] = "territories"
    ) -> None:
        """Write the plan as GeoJSON (RFC 7946), which every map reads.

        Parameters
        ----------
        path : str or path
            Ends in ``.geojson`` or ``.json``. Written whole or not at all.
        what : {"territories", "accounts"}
            Areas with the columns of :meth:`outlines`, or points with those of :attr:`assignment`. Coordinates have 7
            decimals, a centimetre; outer rings run counter-clockwise; areas are cut at the antimeridian.

        Raises
        ------
        MissingExtraError
            Areas need shapely: ``pip install "territory-engine[geo]"``.
        DataError
            The accounts have no places or lie in a plane; or the path is none that can be written.
        """
        from .report.geometry.geojson import to_geojson

        to_geojson(self, path, what)

    def to_geoparquet(
        self, path: str | os.PathLike[str], *, what: Literal["territories", "accounts"] = "territories"
    ) -> None:
        """Write the plan as GeoParquet 1.1, which GeoPandas, DuckDB, QGIS and warehouses read.

        Parameters
        ----------
        path : str or path
            Ends in ``.parquet`` or ``.geoparquet``. Written whole or not at all.
        what : {"territories", "accounts"}
            Areas with the columns of :meth:`outlines`, or points with those of :attr:`assignment`; and ``bbox``, the
            box of each row, by which readers skip rows.

        Raises
        ------
        MissingExtraError
            Areas need shapely: ``pip install "territory-engine[geo]"``.
        DataError
            The accounts have no places; or the path is none that can be written.
        """
        from .report.geometry.geoparquet import to_geoparquet

        to_geoparquet(self, path, what)


def _later(name: str, instead: str) -> NotImplementedError:
    return NotImplementedError(f"{name} is not built yet (later work); for now {instead}.")
