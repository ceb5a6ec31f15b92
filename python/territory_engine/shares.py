"""What each territory should load where loads are to be as even as their units permit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .content import read_only
from .deviation_bound import pigeonholes, pinned_loads, steps_off
from .haversine import haversine_km
from .instance import Instance, Measure

Float = NDArray[np.float64]

SAME = 1e-9  # relative: loads that differ by less are equal


@dataclass(frozen=True)
class Shares:
    """Goals of the measures of ``te.Balance("smallest")``: arrays (K, A) in user units, a column per such measure."""

    instance: Instance  # with units heavier than any share pinned to a territory each
    columns: tuple[int, ...]  # (A,) which measures
    goal: Float  # the load that is aimed at
    size: Float  # what the distance from it is measured against: the common share of the target
    full: NDArray[np.bool_]  # (K, A) pinned units alone load as much as is aimed at
    heavy: NDArray[np.int64]  # rows of the units that have a territory for themselves

    @property
    def weight(self) -> Float:
        """Weights (A,) of the measures' deviations."""
        return np.array([self.instance.measures[column].smallest for column in self.columns])

    def limits(self, tolerance: float) -> tuple[Float, Float]:
        """Minimum and maximum (K, A) at a common tolerance."""
        room = tolerance / self.weight * self.size
        measures = [self.instance.measures[column] for column in self.columns]
        least = np.stack([measure.minimum for measure in measures], axis=1)
        most = np.stack([measure.maximum for measure in measures], axis=1)
        return np.maximum(self.goal - room, least), np.minimum(self.goal + np.where(self.full, 0.0, room), most)

    def tolerance(self, loads: Float) -> float:
        """The smallest common tolerance that loads (K, A) keep."""
        off = self.weight * np.abs(loads - self.goal)
        return float(np.divide(off, self.size, out=np.zeros_like(off), where=self.size > 0.0).max(initial=0.0))

    def least(self) -> float:
        """A lower bound on the common tolerance of plans that keep the pins (see :mod:`.deviation_bound`)."""
        free = self.instance.pinned < 0
        proofs = [0.0]
        for j, column in enumerate(self.columns):
            values, goal = self.instance.measures[column].values, self.goal[:, j]
            some = ~self.full[:, j] & (goal > 0.0)
            if not some.any():
                continue
            over = pigeonholes(np.sort(values[free])[::-1], int(some.sum())) - float(goal[some].max())
            off = float(steps_off(values, goal[some], bool(some.all())).max())
            proofs.append(float(self.weight[j]) * max(over, off) / float(self.size[:, j].max()))
        return max(proofs)


def shares(instance: Instance) -> Shares | None:
    """Goals for the measures that are to be as even as possible; None where none is.

    Every territory should load ``c`` times its target, with the same ``c`` for all, except where a limit, pinned units
    or one heavy unit say otherwise (so that the sorted deviations are lexicographically least, units divisible). The
    heaviest units go to the largest targets, and among equals to their baseline territory, or else to the nearest home
    that is free.
    """
    columns = tuple(column for column, measure in enumerate(instance.measures) if measure.smallest > 0.0)
    if not columns:
        return None
    measures = [instance.measures[column] for column in columns]
    heavy: list[int] = []
    taken = np.zeros(instance.territory_count, bool)
    while (found := _too_heavy(instance, measures, taken)) is not None:
        unit, territory = found
        pinned = instance.pinned.copy()
        pinned[unit], taken[territory] = territory, True
        instance = replace(instance, pinned=read_only(pinned))
        heavy.append(unit)
    given = [pinned_loads(instance, measure) for measure in measures]
    even = [_even(measure, load) for measure, load in zip(measures, given, strict=True)]
    goal = np.stack([goal for goal, _ in even], axis=1)
    size = np.stack([c * measure.target for (_, c), measure in zip(even, measures, strict=True)], axis=1)
    full = (np.stack(given, axis=1) >= (1.0 - SAME) * goal) & (goal > 0.0)
    return Shares(instance, columns, goal, size, full, np.array(heavy, np.int64))


def _too_heavy(instance: Instance, measures: list[Measure], taken: NDArray[np.bool_]) -> tuple[int, int] | None:
    """A free unit that is heavier than every share, and the territory that it gets."""
    free = instance.pinned < 0
    for measure in measures:
        pinned = pinned_loads(instance, measure)
        goal, c = _even(measure, pinned)
        sharing = ~taken & (measure.target > 0.0) & (pinned <= c * measure.target)
        if not free.any() or sharing.sum() < 2:
            continue
        unit = int(np.argmax(np.where(free, measure.values, -1.0)))
        largest = float(goal[sharing].max())
        if measure.values[unit] > (1.0 + SAME) * largest:
            return unit, _territory_for(instance, unit, sharing & (goal >= (1.0 - SAME) * largest))
    return None


def _even(measure: Measure, pinned: Float) -> tuple[Float, float]:
    """Loads (K,) that share the total as evenly as limits and pinned loads permit, and their common factor."""
    low = np.maximum(measure.minimum, pinned)
    high = np.maximum(measure.maximum, low)
    total = float(measure.values.sum())
    c = 1.0
    goal: Float = np.clip(measure.target, low, high)
    if abs(float(goal.sum()) - total) > SAME * total:
        below, above = 0.0, 1.0
        while float(np.clip(above * measure.target, low, high).sum()) < total and above < 1e12:
            above *= 2.0
        for _ in range(100):
            c = 0.5 * (below + above)
            goal = np.clip(c * measure.target, low, high)
            below, above = (c, above) if float(goal.sum()) < total else (below, c)
    return goal, c


def _territory_for(instance: Instance, unit: int, among: NDArray[np.bool_]) -> int:
    """One of the territories: the unit's baseline, else the nearest home, else the first."""
    base = int(instance.baseline[unit])
    if base >= 0 and among[base]:
        return base
    if instance.metric.kind == "sphere":
        away = haversine_km(instance.y[unit], instance.x[unit], instance.center_y, instance.center_x)
    else:
        away = np.hypot(instance.center_y - instance.y[unit], instance.center_x - instance.x[unit])
    return int(np.argmin(np.where(among, np.nan_to_num(away, nan=1e300), np.inf)))
