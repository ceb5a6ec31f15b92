"""scikit-learn's KMeans on points of the sphere, weighted by workload: short travel, no balance at all."""

from __future__ import annotations

import numpy as np

from .task import Answer, Task


def prepare(task: Task) -> None:
    """Import what is measured."""
    import sklearn.cluster  # noqa: F401


def run(task: Task) -> Answer:
    """One start, Lloyd's algorithm."""
    from sklearn.cluster import KMeans

    model = KMeans(task.territories, n_init=1, random_state=task.seed)
    labels = model.fit_predict(task.unit_vectors(), sample_weight=task.workload)
    return Answer(labels.astype(np.int32))
