"""What one unit's move changes in the objective, term by term: the arithmetic behind next best and explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .evaluate import Evaluation, is_priced
from .instance import Instance

Float = NDArray[np.float64]
Territory = NDArray[np.integer]


@dataclass(frozen=True)
class _Slopes:
    """One priced measure at the loads of a plan, all (K,)."""

    column: int
    over: Float  # load - upper
    under: Float  # lower - load
    excess: Float  # load - target
    outside: Float
    inside: Float


class Marginal:
    """Changes of the fairness and disruption terms when single units move, all other units staying.

    Parameters
    ----------
    instance : Instance
    evaluation : Evaluation
        The plan that the units move away from.
    """

    def __init__(self, instance: Instance, evaluation: Evaluation) -> None:
        self.instance = instance
        prices = evaluation.penalties
        self.disruption = prices.disruption
        self._slopes = [
            _Slopes(
                column,
                evaluation.loads[:, column] - measure.upper,
                measure.lower - evaluation.loads[:, column],
                evaluation.loads[:, column] - measure.target,
                prices.outside[:, column],
                prices.inside[:, column],
            )
            for column, measure in enumerate(instance.measures)
            if is_priced(prices, column)
        ]

    @property
    def has_fairness(self) -> bool:
        """Whether moving a unit can change the fairness term at all."""
        return bool(self._slopes)

    def values(self, rows: slice) -> Sequence[Float]:
        """The units' activity in each measure that has a price: the first argument of :meth:`fairness`."""
        return [self.instance.measures[slope.column].values[rows] for slope in self._slopes]

    def fairness(self, values: Sequence[Float], territory: Territory, sign: float) -> Float:
        """Change of the fairness term when units join (``sign=1``) or leave (``sign=-1``) territories.

        ``values`` and ``territory`` broadcast against each other. Differences of squares are taken as products, so
        that small units keep their digits beside large penalties.
        """
        shape = np.broadcast_shapes(territory.shape, *(value.shape for value in values))
        result = np.zeros(shape)
        for value, slope in zip(values, self._slopes, strict=True):
            change = sign * value
            over, under = slope.over.take(territory), slope.under.take(territory)
            before = np.maximum(np.maximum(over, under), 0.0)
            after = np.maximum(np.maximum(over + change, under - change), 0.0)
            result += 0.5 * slope.outside.take(territory) * (after - before) * (after + before)
            if slope.inside.any():
                result += 0.5 * slope.inside.take(territory) * change * (2.0 * slope.excess.take(territory) + change)
        return result

    def disruption_change(self, baseline: Territory, here: Territory, there: Territory) -> Float:
        """Change of the disruption term when units with that baseline (-1: none) move from here to there."""
        change = (there != baseline).astype(np.float64) - (here != baseline)
        return self.disruption * np.where(baseline >= 0, change, 0.0)
