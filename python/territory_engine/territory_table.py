"""The table of a plan's territories: centre, size, loads against targets, travel, what came and went."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .evaluate import Evaluation
from .instance import Instance
from .solution import Solution


def territory_table(
    instance: Instance, solution: Solution, evaluation: Evaluation, territory_ids: pa.Array
) -> pa.Table:
    """One row per territory, in the order of the problem.

    ``territory_id``, ``center_latitude``, ``center_longitude`` (degrees), ``accounts``; for each measure m ``load_m``,
    ``target_m`` and ``deviation_m`` (load / target - 1, so -0.05 is 5 % below; null where the target is 0);
    ``travel_km`` (sum of visits x km) and ``mean_travel_km`` (per visit; null without visits). Where the accounts have
    a baseline also ``moved_in`` and ``moved_out``: accounts that came from or went to another territory (accounts
    without a baseline are new, not moved).
    """
    columns: dict[str, Any] = {
        "territory_id": territory_ids,
        "center_latitude": solution.center_y,
        "center_longitude": solution.center_x,
        "accounts": evaluation.counts,
    }
    for column, measure in enumerate(instance.measures):
        load = evaluation.loads[:, column]
        columns[f"load_{measure.name}"] = load.copy()
        columns[f"target_{measure.name}"] = measure.target
        columns[f"deviation_{measure.name}"] = _ratio(load - measure.target, measure.target)
    columns["travel_km"] = evaluation.travel
    columns["mean_travel_km"] = _ratio(evaluation.travel, evaluation.visits)
    if (instance.baseline >= 0).any():
        columns["moved_in"], columns["moved_out"] = _moves(instance, solution)
    return pa.table(columns)


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> pa.Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return pa.array(part / whole, mask=whole <= 0.0)


def _moves(instance: Instance, solution: Solution) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    moved = (instance.baseline >= 0) & (instance.baseline != solution.labels)
    size = instance.territory_count
    came = np.bincount(solution.labels[moved], minlength=size)
    went = np.bincount(instance.baseline[moved], minlength=size)
    return came, went
