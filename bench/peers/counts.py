"""k-means-constrained: balances the number of accounts of a cluster; it knows no weights."""

from __future__ import annotations

import math

import numpy as np

from .task import Answer, Task


def prepare(task: Task) -> None:
    """Import what is measured."""
    import k_means_constrained  # noqa: F401


def run(task: Task) -> Answer:
    """One start, every cluster within the tolerance of the mean count."""
    from k_means_constrained import KMeansConstrained

    mean = task.table.num_rows / task.territories
    model = KMeansConstrained(
        task.territories,
        size_min=math.floor(mean * (1.0 - task.tolerance)),
        size_max=math.ceil(mean * (1.0 + task.tolerance)),
        n_init=1,
        random_state=task.seed,
        n_jobs=1,
    )
    return Answer(np.asarray(model.fit_predict(task.unit_vectors()), np.int32))
