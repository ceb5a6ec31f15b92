"""What a good plan is: the weights of travel, fairness and stability, and the penalties they amount to."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from . import arguments
from .instance import Instance, Measure
from .spread import reference_travel

Float = NDArray[np.float64]

# A load this far from its target (as a share of it) costs about as much as the territory's own travel.
UNIT_DEVIATION = 0.1


@dataclass(frozen=True)
class Penalties:
    """The prices of deviation and change for one instance, in travel x visits."""

    outside: Float  # (K, M): 1/2 * outside * (distance of the load from the band)^2
    inside: Float  # (K, M): 1/2 * inside * (load - target)^2
    disruption: float  # for every unit that leaves its baseline territory
    reference_travel: float  # the travel of a visit that makes them comparable with travel; NaN where none needs it


@dataclass(frozen=True)
class Objective:
    """Weights of the terms of the objective; only their proportions matter.

    The objective is ``travel`` times the sum over units of travel weight x travel to the centre, plus a quadratic
    penalty for loads beyond the tolerance band of a soft :class:`~territory_engine.Balance` (``fairness``), plus a
    quadratic penalty for any distance from the target, inside the band too (``inside`` x ``fairness``), plus a price
    for each unit that changes its territory (``disruption``).

    Parameters
    ----------
    travel : float
        Above 0.
    fairness, disruption, inside : float
        At least 0. ``fairness=1`` makes a territory that is 10 % out of balance cost about as much as its travel;
        ``disruption=1`` makes moving a unit cost about as much as its travel.

    Examples
    --------
    >>> Objective.fair()
    Objective(travel=1.0, fairness=10.0, disruption=0.0, inside=1.0)
    """

    travel: float = 1.0
    fairness: float = 1.0
    disruption: float = 0.0
    inside: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "travel", arguments.number("te.Objective", "travel", self.travel, above=0.0))
        for field in fields(self)[1:]:
            weight = arguments.number("te.Objective", field.name, getattr(self, field.name), minimum=0.0)
            object.__setattr__(self, field.name, weight)

    @classmethod
    def fair(cls) -> Objective:
        """Loads as equal as travel bearably allows, inside the tolerance too."""
        return cls(fairness=10.0, inside=1.0)

    @classmethod
    def short(cls) -> Objective:
        """As little travel as the hard limits allow."""
        return cls(fairness=0.1)

    @classmethod
    def balanced(cls) -> Objective:
        """Between both: soft tolerances mostly kept, loads drawn a little to their targets."""
        return cls(inside=0.1)

    @classmethod
    def stable(cls) -> Objective:
        """Accounts stay where they are unless moving them pays."""
        return cls(disruption=1.0)


def penalties(instance: Instance) -> Penalties:
    """The penalties of an instance's objective: the one place that computes them.

    With V the sum of travel weights, r the reference travel (see :func:`reference_travel`), and target T of
    territory t with its share s of all targets::

        outside = 2 fairness weight V r s / (0.1 T)^2     for a soft balance, else 0
        inside  = inside * the same                       for any balance, 0 where T = 0
        disruption = disruption * r V / n

    A territory with target 0 beside others with more takes the largest ``outside`` of the others (the formula has no
    finite value there, and leaving it 0 would make overloading that territory free). Where all travel weights are 0
    each unit counts 1, so that fairness keeps its meaning.

    Parameters
    ----------
    instance : Instance

    Returns
    -------
    Penalties
        Arrays of shape (K, M), float64.
    """
    shape = (instance.territory_count, len(instance.measures))
    outside, inside = np.zeros(shape), np.zeros(shape)
    moves_cost = instance.disruption > 0.0 and bool((instance.baseline >= 0).any())
    if not moves_cost and not any(_penalised(instance, measure) for measure in instance.measures):
        return Penalties(outside, inside, 0.0, math.nan)

    reference = reference_travel(instance)
    travel_weight = float(instance.travel_weight.sum()) or float(instance.n)
    scale = 2.0 * instance.fairness * travel_weight * reference / UNIT_DEVIATION**2
    for column, measure in enumerate(instance.measures):
        if not measure.balanced:
            continue
        rate = scale * measure.weight * _share_over_square(measure.target)
        if not measure.hard:
            outside[:, column] = np.where(measure.target > 0.0, rate, rate.max(initial=0.0))
        inside[:, column] = instance.inside * rate
    disruption = instance.disruption * reference * travel_weight / instance.n
    return Penalties(outside, inside, disruption, reference)


def _penalised(instance: Instance, measure: Measure) -> bool:
    return measure.balanced and instance.fairness * measure.weight > 0.0 and (not measure.hard or instance.inside > 0.0)


def _share_over_square(target: Float) -> Float:
    """(T / sum T) / T^2, written so that no square overflows; 0 where T = 0."""
    total = float(target.sum())
    result = np.zeros_like(target)
    np.divide(1.0, target, out=result, where=target > 0.0)
    return result / total if total > 0.0 else result
