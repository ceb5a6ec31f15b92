"""One judge for all methods: loads and travel of any labels, by the plain code that measures plans."""

from __future__ import annotations

import numpy as np

from territory_engine.haversine import to_own_center_km
from territory_engine.median import spherical_medians

from .task import Labels, Task


def judge(task: Task, labels: Labels) -> dict[str, float]:
    """``mean_km`` to the territory's weighted median, by workload, and ``off``: the largest deviation from the mean."""
    n, k = task.table.num_rows, task.territories
    if labels.shape != (n,) or labels.min() < 0 or labels.max() >= k:
        raise ValueError(
            f"labels: found shape {labels.shape}, {labels.min()}..{labels.max()}, expected shape ({n},), 0..{k - 1}"
        )
    weight = task.workload
    load = np.bincount(labels, weight, k)
    places = spherical_medians(task.latitude, task.longitude, weight, labels, k)
    km = to_own_center_km(task.latitude, task.longitude, labels, *places)
    return {
        "mean_km": float((weight * km).sum() / weight.sum()),
        "off": float(np.abs(load / load.mean() - 1.0).max()),
    }
