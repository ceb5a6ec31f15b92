"""METIS by pymetis on the Delaunay graph: fewest cut edges under balance. Its graph is part of its time.

Karypis and Kumar 1998, doi:10.1137/S1064827595287997.
"""

from __future__ import annotations

import numpy as np

from .task import Answer, Task

UNITS = 1000.0  # integers for a mean workload: fine enough that rounding is far below the tolerance
NEAR_KM = 0.1  # closer neighbours weigh like this far


def prepare(task: Task) -> None:
    """Import what is measured."""
    import pymetis  # noqa: F401

    from . import delaunay  # noqa: F401


def run(task: Task) -> Answer:
    """Every edge weighs 1: the usual way."""
    return _partition(task, by_distance=False)


def run_by_distance(task: Task) -> Answer:
    """Edges weigh 1 / distance, so that cuts run through empty country."""
    return _partition(task, by_distance=True)


def _partition(task: Task, by_distance: bool) -> Answer:
    import pymetis

    from .delaunay import neighbours

    plane = task.plane_km()
    starts, heads = neighbours(plane)
    weights = np.maximum(1, np.rint(task.workload * (UNITS / task.workload.mean()))).astype(np.int64)
    edges = None
    if by_distance:
        tails = np.repeat(np.arange(len(plane)), np.diff(starts))
        km = np.maximum(np.linalg.norm(plane[tails] - plane[heads], axis=1), NEAR_KM)
        edges = np.maximum(1, np.rint(100.0 / km)).astype(np.int64)
    options = pymetis.Options(ufactor=max(1, round(task.tolerance * 1000)), seed=task.seed)
    _, labels = pymetis.part_graph(
        task.territories, xadj=starts, adjncy=heads, vweights=weights, eweights=edges, recursive=False, options=options
    )
    return Answer(np.asarray(labels, np.int32))
