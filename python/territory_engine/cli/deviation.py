"""How far territories are from what they should load, for the charts on the terminal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..plan import Plan

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Deviation:
    """The loads of one measure against their targets. Arrays (K,), shares of the target, NaN where there is none."""

    name: str
    load: Float  # in the user's unit
    share: Float
    lower: Float  # edges of what is allowed
    upper: Float
    target: str = "target"  # what stands for the target: "mean" where there is none

    @property
    def off(self) -> Float:
        """load / target - 1"""
        return self.share - 1.0

    @property
    def beyond(self) -> NDArray[np.bool_]:
        """Whether a load is outside what is allowed."""
        # a hair of slack: loads at the very edge of a hard tolerance keep it
        return (self.share > self.upper * (1.0 + 1e-9)) | (self.share < self.lower * (1.0 - 1e-9))


def deviations(plan: Plan) -> list[Deviation]:
    """Of every measure of the plan; of the number of accounts, against its mean, where it has none."""
    instance, evaluation = plan.problem.instance, plan.evaluation
    found = []
    for column, measure in enumerate(instance.measures):
        load = evaluation.loads[:, column]
        edges = (measure.lower, measure.upper) if measure.balanced else (measure.minimum, measure.maximum)
        share, lower, upper = (over(values, measure.target) for values in (load, *edges))
        found.append(Deviation(measure.name, load, share, lower, upper))
    if not found:
        counts = evaluation.counts.astype(np.float64)
        none = np.full(len(counts), np.nan)
        found.append(Deviation("accounts", counts, counts / counts.mean(), none, none, "mean"))
    return found


def over(values: Float, whole: Float) -> Float:
    """The ratio; NaN where the whole is 0 or a value is infinite."""
    ratio = np.full(len(whole), np.nan)
    np.divide(values, whole, out=ratio, where=(whole > 0.0) & np.isfinite(values))
    return ratio
