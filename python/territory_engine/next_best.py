"""For every unit, the territory that would be cheapest if this unit alone moved there, and what the move would cost."""

from __future__ import annotations

from collections.abc import Iterator
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
Near = tuple[slice, Index, NDArray[np.float32]]

CANDIDATES = 3  # nearest centres that are looked at; one of them is mostly the unit's own
SEARCHED = 1 << 17  # units per search: enough to prune well, 24 bytes each


@dataclass(frozen=True)
class NextBest:
    """Second choices of all units, rows as in the instance."""

    territory: Index  # (n,), -1 where there is no other territory
    cost: Float  # (n,) change of the objective if this unit alone moved there; NaN where there is none
    nearest_travel: float  # sum of travel weight x km if every unit went to its nearest centre


def next_best(
    instance: Instance,
    labels: Index,
    center_y: Float,
    center_x: Float,
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
    center_y, center_x : (K,) float64, degrees
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
    centers = center_y, center_x
    nearest_travel = 0.0
    for rows, index, km in _nearest(instance, centers, k, threads):
        block = _Block(instance, rows, labels[rows], evaluation.travel_km[rows], marginal, centers)
        nearest_travel += float(np.sum(block.weight * np.minimum(km[:, 0], block.here_km)))
        best, rest = block.choose(index, km)
        there_km = to_own_center_km(block.y, block.x, best, *centers)
        territory[rows] = best
        cost[rows] = block.per_km * (there_km - block.here_km) + rest
    return NextBest(territory, cost, nearest_travel)


def _nearest(instance: Instance, centers: tuple[Float, Float], k: int, threads: int) -> Iterator[Near]:
    """Nearest centres, slice by slice: searched for many units at once, handed on a cache full at a time."""
    search = kernels.get().great_circle_nearest
    for many in blocks(instance.n, SEARCHED):
        index, km = search(instance.y[many], instance.x[many], *centers, k, threads)
        for few in blocks(len(index)):
            yield slice(many.start + few.start, many.start + few.stop), index[few], km[few]


class _Block:
    """A slice of the units and what their moves cost."""

    def __init__(
        self,
        instance: Instance,
        rows: slice,
        here: Index,
        here_km: Float,
        marginal: Marginal,
        centers: tuple[Float, Float],
    ) -> None:
        self.here, self.here_km, self.marginal, self.centers = here, here_km, marginal, centers
        self.y, self.x = instance.y[rows], instance.x[rows]
        self.weight = instance.travel_weight[rows]
        self.baseline = instance.baseline[rows]
        self.per_km = instance.travel * self.weight
        self.values = marginal.values(rows)

    def choose(self, index: Index, km: NDArray[np.float32]) -> tuple[Index, Float]:
        """The cheapest candidate of each unit and the change of fairness and disruption on moving there."""
        count = len(self.here)
        if not self.marginal.has_fairness and self.marginal.disruption == 0.0:
            best = np.where(index[:, 0] == self.here, index[:, 1], index[:, 0])
            return best, np.zeros(count)
        self.best = np.full(count, -1, dtype=np.int32)
        self.lowest, self.rest = np.full(count, np.inf), np.zeros(count)
        self.leaving = self.marginal.fairness(self.values, self.here, -1.0)
        for there, there_km in zip(index.T, km.T, strict=True):
            self._offer(slice(None), there, there_km)
        if self.marginal.disruption > 0.0:
            away = np.flatnonzero((self.baseline >= 0) & (self.baseline != self.here))
            home = self.baseline[away]
            self._offer(away, home, to_own_center_km(self.y[away], self.x[away], home, *self.centers))
        return self.best, self.rest

    def _offer(self, units: slice | NDArray[np.intp], there: Index, there_km: NDArray[np.floating]) -> None:
        """Let units choose a territory each, where it is cheaper than what they have chosen so far."""
        here, baseline = self.here[units], self.baseline[units]
        rest = self.leaving[units] + self.marginal.fairness([value[units] for value in self.values], there, 1.0)
        if self.marginal.disruption > 0.0:
            rest += self.marginal.disruption_change(baseline, here, there)
        cost = self.per_km[units] * (there_km - self.here_km[units]) + rest
        better = (there != here) & ((cost < self.lowest[units]) | (self.best[units] < 0))
        self.best[units] = np.where(better, there, self.best[units])
        self.lowest[units] = np.where(better, cost, self.lowest[units])
        self.rest[units] = np.where(better, rest, self.rest[units])
