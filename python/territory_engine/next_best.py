"""For every unit, the territory that would be cheapest if this unit alone moved there, and what the move would cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import kernels
from .evaluate import Evaluation
from .haversine import blocks, to_own_center_km
from .instance import Instance
from .marginal import Marginal

Float = NDArray[np.float64]
Index = NDArray[np.int32]

CANDIDATES = 3  # nearest centres that are looked at; one of them is mostly the unit's own
BLOCK = 1 << 15


@dataclass(frozen=True)
class NextBest:
    """Second choices of all units, rows as in the instance."""

    territory: Index  # (n,), -1 where there is no other territory
    cost: Float  # (n,) change of the objective if this unit alone moved there; NaN where there is none
    nearest_travel: float  # sum of travel weight x km if every unit went to its nearest centre


def next_best(
    instance: Instance,
    labels: Index,
    center_latitude: Float,
    center_longitude: Float,
    evaluation: Evaluation,
    threads: int = 1,
) -> NextBest:
    """Find every unit's second choice.

    The cost of a move is exact: its change of travel, fairness and disruption, all other units staying and hard
    limits set aside, so it is negative where travel alone would put the unit elsewhere and a limit (or a pin) keeps it.
    The choice is made among the nearest three centres and, where moves have a price, the unit's baseline territory;
    where fairness has no price that is the best of all territories, otherwise a territory further away could
    occasionally be cheaper still (``plan.explain`` looks at all of them). Pinned units have a second choice too.

    Parameters
    ----------
    instance : Instance
    labels : (n,) int32
    center_latitude, center_longitude : (K,) float64, degrees
    evaluation : Evaluation
        Of these labels and centres.
    threads : int
        For the search of the nearest centres.
    """
    territory = np.full(instance.n, -1, dtype=np.int32)
    cost = np.full(instance.n, np.nan)
    if instance.territory_count == 1:
        return NextBest(territory, cost, float(evaluation.travel.sum()))
    marginal = Marginal(instance, evaluation)
    nearest = kernels.get().great_circle_nearest
    k = min(CANDIDATES if marginal.has_fairness else 2, instance.territory_count)
    nearest_travel = 0.0
    for rows in blocks(instance.n, BLOCK):
        latitude, longitude = instance.latitude[rows], instance.longitude[rows]
        index, km = nearest(latitude, longitude, center_latitude, center_longitude, k, threads)
        block = _Block(instance, rows, labels[rows], evaluation.travel_km[rows], marginal)
        nearest_travel += float(np.sum(block.weight * np.minimum(km[:, 0], block.here_km)))
        best, rest = block.choose(index, km, center_latitude, center_longitude)
        there_km = to_own_center_km(latitude, longitude, best, center_latitude, center_longitude)
        territory[rows] = best
        cost[rows] = instance.travel * block.weight * (there_km - block.here_km) + rest
    return NextBest(territory, cost, nearest_travel)


class _Block:
    """A slice of the units and what their moves cost besides travel."""

    def __init__(self, instance: Instance, rows: slice, here: Index, here_km: Float, marginal: Marginal) -> None:
        self.here, self.here_km, self.marginal = here, here_km, marginal
        self.latitude, self.longitude = instance.latitude[rows], instance.longitude[rows]
        self.weight = instance.travel_weight[rows]
        self.baseline = instance.baseline[rows]
        self.per_km = instance.travel * self.weight
        self.values = marginal.values(rows)

    def choose(
        self, index: Index, km: NDArray[np.float32], center_latitude: Float, center_longitude: Float
    ) -> tuple[Index, Float]:
        """The cheapest candidate of each unit and the change of fairness and disruption on moving there."""
        if not self.marginal.has_fairness and self.marginal.disruption == 0.0:
            best = np.where(index[:, 0] == self.here, index[:, 1], index[:, 0])
            return best, np.zeros(len(best))
        best = np.full_like(self.here, -1)
        lowest = np.full(len(best), np.inf)
        rest = np.zeros(len(best))
        leaving = self.marginal.fairness(self.values, self.here, -1.0)
        candidates = list(zip(index.T, km.T, strict=True))
        if self.marginal.disruption > 0.0:
            home = np.where(self.baseline >= 0, self.baseline, self.here)
            away = to_own_center_km(self.latitude, self.longitude, home, center_latitude, center_longitude)
            candidates.append((home, away))
        for there, there_km in candidates:
            other = leaving + self.marginal.fairness(self.values, there, 1.0)
            other += self.marginal.disruption_change(self.baseline, self.here, there)
            cost = self.per_km * (there_km - self.here_km) + other
            better = (there != self.here) & ((cost < lowest) | (best < 0))
            best = np.where(better, there, best)
            lowest = np.where(better, cost, lowest)
            rest = np.where(better, other, rest)
        return best, rest
