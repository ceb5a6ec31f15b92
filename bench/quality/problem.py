"""An instance of the literature as a problem of the package, and a plan as labels for the checker."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

import territory_engine as te

from .case import Case


def problem_of(case: Case) -> te.Problem:
    """What a user would write: every point counts once, demand is bounded, centres as the instance says."""
    table = pa.table({"point": np.arange(1, case.n + 1), "x": case.x, "y": case.y, "demand": case.demand})
    travel = te.TravelMatrix(case.matrix) if case.matrix is not None else _planar(case)
    return te.Problem(
        table,
        territories=case.p,
        id="point",
        x="x",
        y="y",
        travel=travel,
        centers=case.centers,
        activities={"demand": te.Bounds(maximum=case.capacity)},
    )


def labels_of(case: Case, plan: te.Plan) -> NDArray[np.int64]:
    """Labels as the checker wants them, (n,): the number of the cluster's median, or of the cluster, from 1."""
    territory = plan.solution.labels.astype(np.int64)
    if case.centers == "medoid":
        medians = plan.solution.center_index
        assert medians is not None
        return medians[territory].astype(np.int64) + 1
    return territory + 1


def _planar(case: Case) -> te.Planar:
    return te.Planar(rounding="floor") if case.distance == "floor" else te.Planar()
