"""Recursive coordinate bisection (Berger and Bokhari 1987, doi:10.1109/TC.1987.1676942), weighted, in numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .task import Answer, Float, Labels, Task


def prepare(task: Task) -> None:
    """Nothing to import."""


def run(task: Task) -> Answer:
    """Cut along the longer side, workload in proportion to the number of territories on each side."""
    labels = np.empty(task.table.num_rows, np.int32)
    _cut(task.plane_km(), task.workload, np.arange(len(labels)), 0, task.territories, labels)
    return Answer(labels)


def _cut(plane: Float, weight: Float, rows: NDArray[np.intp], first: int, count: int, labels: Labels) -> None:
    if count == 1:
        labels[rows] = first
        return
    places = plane[rows]
    axis = int(np.argmax(places.max(axis=0) - places.min(axis=0)))
    rows = rows[np.argsort(places[:, axis])]
    left = count // 2
    filled = np.cumsum(weight[rows])
    cut = int(np.searchsorted(filled, filled[-1] * left / count))
    _cut(plane, weight, rows[:cut], first, left, labels)
    _cut(plane, weight, rows[cut:], first + left, count - left, labels)
