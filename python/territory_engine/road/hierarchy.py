"""The hierarchy of a road graph, made in steps between which one can stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..kernels.road_interface import I32, I64, RoadKernels


def build_hierarchy(
    kernels: RoadKernels,
    first: I64,
    head: I32,
    threads: int = 0,
    *,
    order: I32 | None = None,
    progress: Callable[[float], None] | None = None,
) -> Any:
    """Order the nodes and contract them: what ``kernels.customise`` puts weights on.

    Needs no weights and no coordinates. Ctrl-C is seen between steps.

    Parameters
    ----------
    kernels : kernel set
    first, head : (n + 1,) int64 and (m,) int32
        The arcs, as in :mod:`territory_engine.kernels.road_interface`.
    threads : int
        0: as many as the machine has. The result does not depend on it.
    order : (n,) int32, optional
        That of a hierarchy made before, for the same arcs or for similar ones: ordering is most of the work.
    progress : callable, optional
        Called with the share that is done, 0 to 1, from step to step.

    Returns
    -------
    handle
        With ``order``, the node at each position of the hierarchy.
    """
    if order is None:
        dissection = kernels.make_dissection(first, head, threads)
        while kernels.dissection_step(dissection, threads):
            if progress is not None:
                progress(0.9 * dissection.done)
        order = dissection.order
    hierarchy = kernels.make_hierarchy(first, head, order, threads)
    if progress is not None:
        progress(1.0)
    return hierarchy
