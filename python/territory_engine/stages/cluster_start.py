"""A first plan where there are no places to draw on: travel is a matrix."""

from __future__ import annotations

import numpy as np

from ..instance import Instance
from ..kernels.interface import F64, I32

LOOK_AHEAD = 4  # centres that a unit's regret looks at


def start_from_matrix(instance: Instance, limits: F64, seed: int) -> I32:
    """Labels (n,): spread centres (k-means++, Arthur and Vassilvitskii 2007), then units by regret.

    A unit goes to the nearest centre whose maxima it keeps, those first that lose most by waiting; where none has room
    to the nearest one. What is then beyond its limits is for the search to repair.
    """
    matrix = instance.metric.matrix
    assert matrix is not None
    n, k = instance.n, instance.territory_count
    travel = np.where(np.isfinite(matrix), matrix, 10.0 * float(matrix[np.isfinite(matrix)].max(initial=1.0)))
    rng = np.random.Generator(np.random.PCG64([seed, 0]))
    centers = [int(rng.integers(n))]
    near = np.full(n, np.inf)
    while len(centers) < k:
        near = np.minimum(near, travel[:, centers[-1]])
        near[centers] = 0.0
        chance = np.cumsum(np.square(near))
        if chance[-1] > 0.0:
            centers.append(int(np.searchsorted(chance, rng.random() * chance[-1], side="right")))
        else:
            centers.append(int(np.setdiff1d(np.arange(n), centers)[0]))
    return _by_regret(instance, limits, travel[:, centers], centers)


def _by_regret(instance: Instance, limits: F64, travel: F64, centers: list[int]) -> I32:
    n, k = travel.shape
    load = np.stack([measure.values for measure in instance.measures] or [np.ones(n)], axis=1)
    loads = np.zeros((k, load.shape[1]))
    labels = instance.pinned.copy()
    order = np.argsort(travel, axis=1, kind="stable")
    ahead = min(LOOK_AHEAD, k) - 1
    regret = np.take_along_axis(travel, order[:, ahead : ahead + 1], 1)[:, 0] - travel.min(axis=1)
    for territory, unit in enumerate(centers):
        if labels[unit] < 0:
            labels[unit] = territory
    for unit in np.flatnonzero(labels >= 0).tolist():
        loads[labels[unit]] += load[unit]
    for unit in np.argsort(-regret, kind="stable").tolist():
        if labels[unit] >= 0:
            continue
        room = (loads[order[unit]] + load[unit] <= limits[4][order[unit]]).all(axis=1)
        to = int(order[unit, int(np.argmax(room))])
        labels[unit] = to
        loads[to] += load[unit]
    return labels
