"""The table of a plan's territories: centre, size, loads against targets, travel, what came and went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .evaluate import Evaluation
from .instance import Instance
from .road.ways import RoadWays
from .solution import Solution

if TYPE_CHECKING:
    from .named import NamedInstance


def territory_table(problem: NamedInstance, solution: Solution, evaluation: Evaluation) -> pa.Table:
    """One row per territory, in the order of the problem.

    ``territory_id``; the centre: ``center_latitude``, ``center_longitude`` (degrees), or ``center_x``, ``center_y`` in
    the plane, and ``center_id`` where it is a unit, a candidate or a node of a road network; ``accounts``; for each
    measure m ``load_m``, ``target_m`` and ``deviation_m`` (load / target - 1, so -0.05 is 5 % below; null where the
    target is 0); ``travel`` (sum of visits x travel) and ``mean_travel`` (per visit; null without visits), in
    kilometres or what the problem's ``travel=`` counts. Where the accounts have a baseline also ``moved_in`` and
    ``moved_out``: accounts that came from or went to another territory (accounts without a baseline are new, not
    moved).
    """
    instance = problem.instance
    columns: dict[str, Any] = {"territory_id": problem.territory_ids}
    columns |= _centers(problem, solution)
    columns["accounts"] = evaluation.counts
    for column, measure in enumerate(instance.measures):
        load = evaluation.loads[:, column]
        columns[f"load_{measure.name}"] = load.copy()
        columns[f"target_{measure.name}"] = measure.target
        columns[f"deviation_{measure.name}"] = _ratio(load - measure.target, measure.target)
    columns["travel"] = evaluation.travel
    columns["mean_travel"] = _ratio(evaluation.travel, evaluation.visits)
    if (instance.baseline >= 0).any():
        columns["moved_in"], columns["moved_out"] = _moves(instance, solution)
    return pa.table(columns)


def _centers(problem: NamedInstance, solution: Solution) -> dict[str, Any]:
    names, columns = problem.columns, dict[str, Any]()
    if names.x is not None:
        columns |= {"center_x": solution.center_x, "center_y": solution.center_y}
    elif names.latitude is not None:
        columns |= {"center_latitude": solution.center_y, "center_longitude": solution.center_x}
    index = solution.center_index
    if index is not None:
        ids = problem.unit_ids if problem.candidate_ids is None else problem.candidate_ids
        ways = problem.instance.metric.ways
        if isinstance(ways, RoadWays) and problem.instance.center_rule == "anywhere":
            ids = ways.network.node_ids()
        columns["center_id"] = ids.take(pa.array(index, mask=index < 0))
    return columns


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> pa.Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return pa.array(part / whole, mask=whole <= 0.0)


def _moves(instance: Instance, solution: Solution) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    moved = (instance.baseline >= 0) & (instance.baseline != solution.labels)
    size = instance.territory_count
    came = np.bincount(solution.labels[moved], minlength=size)
    went = np.bincount(instance.baseline[moved], minlength=size)
    return came, went
