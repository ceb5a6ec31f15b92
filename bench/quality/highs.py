"""HiGHS on the p-median as an integer program: ``python -m bench.quality FOLDER --module bench.quality.highs``.

Each point may only go to its nearest candidates, which a capable modeller does to get anywhere above a hundred points.
The optimum is rarely lost by it, but the solver's bound then proves nothing and is not reported.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..measure import measured
from . import folder
from .case import F64, Case
from .trajectory import Trajectory

CANDIDATES = 60
I64 = NDArray[np.int64]
Rows = tuple[int, F64, F64, int, NDArray[np.int32], NDArray[np.int32], F64]


@dataclass(frozen=True)
class Arcs:
    """Allowed pairs of a point and its median; ``own[j]`` is the arc of point j to itself."""

    point: I64  # (m,)
    median: I64
    length: F64
    own: I64  # (n,)

    @classmethod
    def of(cls, case: Case) -> Arcs:
        """The nearest candidates of every point, itself first."""
        length = distances(case)
        np.fill_diagonal(length, -1.0)
        near = np.argsort(length, axis=1, kind="stable")[:, :CANDIDATES]
        point = np.repeat(np.arange(case.n), near.shape[1])
        lengths = np.maximum(0.0, length[point, near.ravel()])
        return cls(point, near.ravel(), lengths, np.arange(case.n) * near.shape[1])


def distances(case: Case) -> F64:
    """From row to column, (n, n)."""
    if case.matrix is not None:
        return case.matrix.copy()
    apart = np.sqrt((case.x[:, None] - case.x) ** 2 + (case.y[:, None] - case.y) ** 2)
    return np.floor(apart) if case.distance == "floor" else apart


def rows_of(case: Case, arcs: Arcs) -> list[Rows]:
    """One median each; the capacity of open medians; arcs to open medians only; at most p medians."""
    m, n, far = len(arcs.point), case.n, np.inf
    every, others = np.arange(m), np.setdiff1d(np.arange(m), arcs.own)
    load = case.demand[arcs.point]
    load[arcs.own] -= case.capacity
    pairs = np.column_stack([others, arcs.own[arcs.median[others]]]).ravel()
    open_only, signs = np.arange(len(pairs)) // 2, np.tile([1.0, -1.0], len(others))
    return [
        _block(np.ones(n), np.ones(n), arcs.point, every, np.ones(m)),
        _block(np.full(n, -far), np.zeros(n), arcs.median, every, load),
        _block(np.full(len(others), -far), np.zeros(len(others)), open_only, pairs, signs),
        _block(np.array([-far]), np.array([float(case.p)]), np.zeros(n, np.int64), arcs.own, np.ones(n)),
    ]


def solve(case: Case, options: dict[str, Any], trajectory: Trajectory) -> I64 | None:
    """Labels for the checker of the best plan found in time, None without one."""
    import highspy

    highs, arcs = highspy.Highs(), Arcs.of(case)
    highs.silent()
    wanted = {"threads": options["threads"], "random_seed": options["seed"], "mip_rel_gap": 0.0}
    if options["clock"] == "wall":
        wanted["time_limit"] = options["seconds"]
    for name, value in wanted.items():
        highs.setOptionValue(name, value)
    m = len(arcs.point)
    columns = np.arange(m, dtype=np.int32)
    highs.addVars(m, np.zeros(m), np.ones(m))
    highs.changeColsCost(m, columns, arcs.length)
    highs.changeColsIntegrality(m, columns, np.full(m, highspy.HighsVarType.kInteger))
    for rows in rows_of(case, arcs):
        highs.addRows(*rows)
    highs.cbMipImprovingSolution.subscribe(lambda event: trajectory.note(event.data_out.objective_function_value))
    if options["clock"] == "cpu":
        for asked in (highs.cbMipInterrupt, highs.cbSimplexInterrupt):
            asked.subscribe(lambda event: event.interrupt(trajectory.seconds >= options["seconds"]))
    highs.run()
    chosen = np.flatnonzero(np.array(highs.getSolution().col_value) > 0.5)
    if len(np.unique(arcs.point[chosen])) != case.n:
        return None
    labels = np.zeros(case.n, np.int64)
    labels[arcs.point[chosen]] = arcs.median[chosen] + 1
    return labels


def once(options: dict[str, Any]) -> dict[str, Any]:
    """As ``bench.quality.child.once``."""
    case = folder.read(options["instance"], Path(options["path"]))
    if case.centers != "medoid":
        return {"error": "HiGHS: the model is of p-medians, not of centroids"}
    trajectory = Trajectory(options["clock"])
    try:
        labels, cost = measured(lambda: solve(case, options, trajectory))
    except ModuleNotFoundError:
        return {"error": "not installed: pip install highspy"}
    if labels is None:
        return {"error": "HiGHS: no plan found in time"}
    np.save(options["labels"], labels)
    nothing = {"status": "feasible", "iterations": 0, "kernels": "", "bound": None, "bound_scope": ""}
    return {**{name: round(value, 3) for name, value in cost.items()}, **nothing, "trajectory": trajectory.points}


def _block(lower: F64, upper: F64, row: I64, column: I64, value: F64) -> Rows:
    """Arguments of ``addRows`` from coordinates."""
    order = np.argsort(row, kind="stable")
    starts = np.searchsorted(row[order], np.arange(len(lower))).astype(np.int32)
    return len(lower), lower, upper, len(row), starts, column[order].astype(np.int32), value[order]


if __name__ == "__main__":
    print(json.dumps(once(json.loads(sys.argv[1]))))
