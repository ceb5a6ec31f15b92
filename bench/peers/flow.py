"""OR-Tools' min-cost flow in Lloyd's rounds: linear costs, a few arcs an account, the largest share wins.

What a capable modeller would build: exact prices for fractional assignments in each round, then medians. Rounding the
shared accounts is what breaks the tolerance.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import bisection
from .task import Answer, Float, Labels, Task

ROUNDS = 8
ARCS = 12
UNITS = 100.0  # integers for a mean workload
METRES = 1000.0  # cost of a kilometre, for each unit of flow
ELSEWHERE_KM = 20_000.0  # what is left over once all arcs of an account are full


def prepare(task: Task) -> None:
    """Import what is measured."""
    from ortools.graph.python import min_cost_flow  # noqa: F401
    from scipy import spatial  # noqa: F401


def run(task: Task) -> Answer:
    """Eight rounds from the medians of a recursive bisection."""
    from territory_engine.median import spherical_medians

    labels = bisection.run(task).labels
    supply = np.maximum(1, np.rint(task.workload * (UNITS / task.workload.mean()))).astype(np.int64)
    for _ in range(ROUNDS):
        places = spherical_medians(task.latitude, task.longitude, task.workload, labels, task.territories)
        labels = _round(task, supply, np.stack(places))
    return Answer(labels)


def _round(task: Task, supply: NDArray[np.int64], places: Float) -> Labels:
    """One exact fractional assignment, rounded."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    n, k = len(supply), task.territories
    km, near = _nearest(task, places)
    arcs = near.shape[1]
    total, mean = int(supply.sum()), supply.sum() / k
    most, least = int(mean * (1.0 + task.tolerance)), int(np.ceil(mean * (1.0 - task.tolerance)))
    sink = n + k
    accounts, territories = np.arange(n), n + np.arange(k)
    elsewhere = int(ELSEWHERE_KM * METRES)
    tails = [np.repeat(accounts, arcs), accounts, territories, territories]
    heads = [n + near.ravel(), np.full(n, sink), np.full(k, sink), np.full(k, sink)]
    room = [np.repeat(supply, arcs), supply, np.full(k, least), np.full(k, most - least)]
    # a reward for the least load stands for a lower limit, which the solver does not have
    costs = [np.rint(km.ravel() * METRES), np.full(n, elsewhere), np.full(k, -elsewhere // 4), np.zeros(k)]
    model = SimpleMinCostFlow()
    rows = model.add_arcs_with_capacity_and_unit_cost(
        np.concatenate(tails).astype(np.int32),
        np.concatenate(heads).astype(np.int32),
        np.concatenate(room).astype(np.int64),
        np.concatenate(costs).astype(np.int64),
    )
    model.set_nodes_supplies(
        np.arange(sink + 1, dtype=np.int32), np.concatenate([supply, np.zeros(k, np.int64), [-total]])
    )
    status = model.solve()
    if status != model.OPTIMAL:
        raise RuntimeError(f"min-cost flow ended with {status}")
    share = model.flows(rows[: n * arcs]).reshape(n, arcs)
    labels: Labels = near[accounts, share.argmax(axis=1)].astype(np.int32)
    return labels


def _nearest(task: Task, places: Float) -> tuple[Float, NDArray[np.intp]]:
    """Kilometres and territories of the nearest centres of each account, (n, arcs) each."""
    from scipy.spatial import cKDTree

    phi, lam = np.radians(places)
    centers = np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)
    chord, near = cKDTree(centers).query(task.unit_vectors(), k=min(ARCS, len(centers)))
    return 2.0 * 6371.0088 * np.arcsin(chord / 2.0), near
