"""The checker's rule for ``te.Balance("smallest")``: the largest deviation is what the run claims, and can be."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .deviation_bound import deviation_bound
from .evaluate import Evaluation
from .finding import Finding
from .instance import Instance
from .solution import Solution

TOLERANCE = 1e-9  # relative to the target


def check_evenness(
    instance: Instance, solution: Solution, evaluation: Evaluation, keeps_limits: bool
) -> Iterator[Finding]:
    """Deviations that differ from the run's claims, or that are smaller than is proven possible.

    The proof is about plans that keep pins and limits, so it is asked only where this one does (``keeps_limits``).
    """
    claims = solution.run.get("balance", {})
    for column, measure in enumerate(instance.measures):
        aimed = measure.target > 0.0
        if measure.smallest <= 0.0 or not aimed.any():
            continue
        found = float(np.abs(evaluation.loads[aimed, column] / measure.target[aimed] - 1.0).max())
        least = deviation_bound(instance, measure)
        if keeps_limits and found < least - TOLERANCE:
            message = f"{measure.name}: the largest deviation {found:.10g} is below the least one proven, {least:.10g}"
            yield Finding("evenness", message, found=found, expected=least)
        if measure.name in claims:
            claimed = float(claims[measure.name]["deviation"])
            if not abs(claimed - found) <= TOLERANCE * max(1.0, found):
                message = (
                    f"{measure.name}: the run claims a largest deviation of {claimed:.10g}, recomputed {found:.10g}"
                )
                yield Finding("evenness", message, found=claimed, expected=found)
