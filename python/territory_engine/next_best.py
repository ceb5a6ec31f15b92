"""For every unit, the territory that would be cheapest if this unit alone moved there, and what the move would cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .centers import Centers
from .evaluate import Evaluation
from .instance import Instance
from .marginal import Marginal
from .nearest import nearest_centers
from .unit_travel import Rows, travel_to

Float = NDArray[np.float64]
Index = NDArray[np.int32]
Travel = NDArray[np.floating]

CANDIDATES = 3  # nearest centres that are looked at; one of them is mostly the unit's own


@dataclass(frozen=True)
class NextBest:
    """Second choices of all units, rows as in the instance."""

    territory: Index  # (n,), -1 where there is no other territory
    cost: Float  # (n,) change of the objective if this unit alone moved there; NaN where unknown
    nearest_travel: float  # sum of travel weight x travel if every unit went to its nearest centre


def next_best(
    instance: Instance,
    labels: Index,
    centers: Centers,
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
    centers : Centers
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
    k = min(CANDIDATES if marginal.has_fairness else 2, instance.territory_count)
    nearest_travel = 0.0
    for rows, index, travel in nearest_centers(instance, centers, k, threads):
        block = _Block(instance, rows, labels[rows], evaluation.unit_travel[rows], marginal, centers)
        nearest_travel += float(np.sum(block.weight * np.minimum(travel[:, 0], block.travel_here)))
        best, rest = block.choose(index, travel)
        territory[rows] = best
        with np.errstate(invalid="ignore"):  # from no way to no way
            cost[rows] = block.price * (travel_to(instance, rows, best, centers) - block.travel_here) + rest
    return NextBest(territory, cost, nearest_travel)


class _Block:
    """A slice of the units and what their moves cost."""

    def __init__(
        self,
        instance: Instance,
        rows: slice,
        here: Index,
        travel_here: Float,
        marginal: Marginal,
        centers: Centers,
    ) -> None:
        self.instance, self.first, self.centers = instance, rows.start, centers
        self.here, self.travel_here, self.marginal = here, travel_here, marginal
        self.weight = instance.travel_weight[rows]
        self.baseline = instance.baseline[rows]
        self.price = instance.travel * self.weight
        self.values = marginal.values(rows)

    def choose(self, index: Index, travel: Travel) -> tuple[Index, Float]:
        """The cheapest candidate of each unit and the change of fairness and disruption on moving there."""
        count = len(self.here)
        if not self.marginal.has_fairness and self.marginal.disruption == 0.0:
            best = np.where(index[:, 0] == self.here, index[:, 1], index[:, 0])
            return best, np.zeros(count)
        self.best = np.full(count, -1, dtype=np.int32)
        self.lowest, self.rest = np.full(count, np.inf), np.zeros(count)
        self.leaving = self.marginal.fairness(self.values, self.here, -1.0)
        for there, travel_there in zip(index.T, travel.T, strict=True):
            self._offer(slice(None), there, travel_there)
        if self.marginal.disruption > 0.0:
            away = np.flatnonzero((self.baseline >= 0) & (self.baseline != self.here))
            home = self.baseline[away]
            self._offer(away, home, travel_to(self.instance, self.first + away, home, self.centers))
        return self.best, self.rest

    def _offer(self, units: Rows, there: Index, travel_there: Travel) -> None:
        """Let units choose a territory each, where it is cheaper than what they have chosen so far."""
        here, baseline = self.here[units], self.baseline[units]
        rest = self.leaving[units] + self.marginal.fairness([value[units] for value in self.values], there, 1.0)
        if self.marginal.disruption > 0.0:
            rest += self.marginal.disruption_change(baseline, here, there)
        with np.errstate(invalid="ignore"):
            cost = self.price[units] * (travel_there - self.travel_here[units]) + rest
        better = (there != here) & ((cost < self.lowest[units]) | (self.best[units] < 0))
        self.best[units] = np.where(better, there, self.best[units])
        self.lowest[units] = np.where(better, cost, self.lowest[units])
        self.rest[units] = np.where(better, rest, self.rest[units])
