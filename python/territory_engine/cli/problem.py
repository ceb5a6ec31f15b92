"""From options to a problem."""

from __future__ import annotations

import argparse
import inspect
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..balance import Balance, Bounds
from ..constraints import Pin
from ..errors import DataError
from ..plan import Plan
from ..problem import Problem
from ..road import RoadNetwork
from ..travel_spec import RoadTravel, Travel, TravelMatrix
from .geojson import read_points


def make_problem(options: argparse.Namespace) -> Problem:
    """The problem that the options describe.

    Raises
    ------
    DataError
        An option that is needed is missing, or the problem is not as it should be.
    """
    if options.accounts is None:
        raise DataError("no table of accounts given; name one, for example: territory-engine plan accounts.csv")
    if options.territories is None:
        raise DataError("no territories given; say how many (--territories 20) or name a table of them")
    id, latitude, longitude = column_names(options)
    wanted, travel = options.territories, _travel(options)
    no_places = isinstance(travel, TravelMatrix) and options.latitude is None and options.longitude is None
    return Problem(
        table(options.accounts, latitude, longitude),
        territories=wanted if isinstance(wanted, int) else table(wanted, "latitude", "longitude"),
        id=id,
        latitude=None if no_places else latitude,
        longitude=None if no_places else longitude,
        x=options.x,
        y=options.y,
        travel=travel,
        centers=options.centers or "anywhere",
        candidates=table(options.candidates, "latitude", "longitude"),
        activities=_activities(options),
        visits=options.visits,
        objective=options.objective,
        baseline=options.baseline,
        constraints=[Pin(Path(options.pins))] if options.pins else [],
        on_bad_rows=options.on_bad_rows or "raise",
    )


def _travel(options: argparse.Namespace) -> Travel | None:
    given = [name for name in ("travel", "travel_matrix", "network") if getattr(options, name) is not None]
    if len(given) > 1:
        first, second = (f"--{name.replace('_', '-')}" for name in given[:2])
        raise DataError(f"{first} and {second} are both given; leave one out")
    for name in ("direction", "max_km"):
        if getattr(options, name) is not None and options.network is None:
            raise DataError(f"--{name.replace('_', '-')} is for travel on roads; name a network (--network FILE)")
    if options.network is not None:
        near = {} if options.max_km is None else {"max_snap_km": options.max_km}
        network = RoadNetwork.load(options.network)
        return RoadTravel(network, direction=options.direction or "round_trip", **near)
    if options.travel_matrix is not None:
        return TravelMatrix(options.travel_matrix)
    travel: Travel | None = options.travel
    return travel


def column_names(options: argparse.Namespace) -> tuple[str, str, str]:
    """Columns of ids, latitudes and longitudes; where not given, those that ``te.Problem`` takes."""
    usual = inspect.signature(Problem).parameters
    id, latitude, longitude = (
        getattr(options, name) or usual[name].default for name in ("id", "latitude", "longitude")
    )
    return id, latitude, longitude


def table(source: Any, latitude: str, longitude: str) -> Any:
    """A path as it is, unless it is GeoJSON, which becomes a table."""
    if isinstance(source, str) and source.lower().endswith((".geojson", ".json")):
        return read_points(source, latitude, longitude)
    return source


def _activities(options: argparse.Namespace) -> dict[str, list[Balance | Bounds]] | None:
    asked: dict[str, list[Balance | Bounds]] = {}
    for name, ask in [*(options.balance or []), *(options.soft or []), *(options.bounds or [])]:
        asked.setdefault(name, []).append(ask)
    return asked or None


def today(problem: Problem) -> Plan | None:
    """Today's alignment as a plan; None where there is no baseline, or not every account has a territory today."""
    ids = problem.baseline_ids
    if ids is None or ids.null_count:
        return None
    alignment = pa.table({problem.columns.id: problem.unit_ids, "territory_id": ids})
    return Plan.from_assignment(problem, alignment)
