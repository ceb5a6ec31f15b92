"""Multipliers on their way up the dual with free centres: deflected subgradients with Polyak's step."""

from __future__ import annotations

import numpy as np

from ..kernels.interface import F64, I32, Kernels
from .offers import Offers

NODE_LIMIT = 50_000  # of a knapsack: hardly ever met, and the bound stays proven
ROUNDING = 1e-11  # relative, of all sums together: 5,000 terms lose less than 1e-12
DEFLECTION = 0.8  # share of the last direction in the next one


class Ascent:
    """The dual of "every unit is served once" and the best multipliers found.

    Any multipliers give a bound: their sum less the value of the centres that pay most. A unit that no centre takes
    becomes dearer, one that several take cheaper (subgradients: Held, Wolfe, Crowder 1974,
    [doi:10.1007/BF01580223](https://doi.org/10.1007/BF01580223); Polyak's step towards a known value, shortened where
    it stops paying; directions deflected after Camerini, Fratta, Maffioli 1975,
    [doi:10.1007/BFb0120697](https://doi.org/10.1007/BFb0120697)). For the capacitated p-median this dual equals the
    linear relaxation of set partitioning (Lorena, Senne 2004,
    [doi:10.1016/S0305-0548(03)00039-X](https://doi.org/10.1016/S0305-0548(03)00039-X)).

    Attributes
    ----------
    bound : float
        The best found, rounding errors subtracted.
    multiplier : float64 array (n,)
        The present ones; ``best`` those of the bound.
    value, chosen : arrays
        Of the candidates at the best multipliers, from the kernel.
    """

    def __init__(
        self, kernels: Kernels, offers: Offers, multiplier: F64, threads: int, rate: F64 | None = None
    ) -> None:
        self.kernels, self.threads = kernels, threads
        self.multiplier = multiplier
        self.best = multiplier.copy()
        self.bound, self.evaluations, self.stale, self.unfinished = -np.inf, 0, 0, 0
        self.value, self.chosen = np.empty(0), np.empty(0, np.int32)
        self.direction = np.zeros_like(multiplier)
        self.take(offers, np.zeros(len(offers.site)) if rate is None else rate)

    def take(self, offers: Offers, rate: F64) -> None:
        """Go on with other offers: longer rows, or rows and entries left out that no better plan can use."""
        self.offers, self.rate = offers, rate
        self.taken = np.zeros(len(offers.unit), np.uint8)

    def evaluate(self) -> tuple[float, F64, I32]:
        """The bound at the present multipliers, the subgradient there, and the chosen rows."""
        o = self.offers
        value, chosen, served, _, unfinished = self.kernels.open_centers(
            o.start,
            o.unit,
            o.cost,
            o.weight,
            o.capacity,
            o.given,
            o.open,
            self.multiplier,
            NODE_LIMIT,
            self.rate,
            self.taken,
            self.threads,
        )
        worth, paid = float(self.multiplier.sum()), float(value[chosen].sum())
        bound = worth - paid - ROUNDING * (worth + paid)
        self.evaluations += 1
        self.unfinished += unfinished
        if bound > self.bound:
            if bound > self.bound + 1e-5 * abs(bound):
                self.stale = 0
            self.bound, self.value, self.chosen = bound, value, chosen
            np.copyto(self.best, self.multiplier)
        self.stale += 1
        return bound, np.subtract(1.0, served, dtype=np.float64), chosen

    def move(self, bound: float, slope: F64, target: float, step: float) -> bool:
        """One step along the slope towards a target value; False where the slope is 0: the bound is attained."""
        direction = self.direction
        if float(direction @ slope) >= 0.0:
            direction *= DEFLECTION
            direction += slope
        else:
            np.copyto(direction, slope)
        length = float(direction @ direction)
        if length == 0.0:
            return bool(slope.any())
        self.multiplier += (step * max(target - bound, 0.0) / length) * direction
        np.maximum(self.multiplier, 0.0, out=self.multiplier)
        np.minimum(self.multiplier, self.offers.reach, out=self.multiplier)
        return True

    def back_to_best(self) -> None:
        """Start again from the best multipliers, with no direction."""
        np.copyto(self.multiplier, self.best)
        self.direction[:] = 0.0
        self.stale = 0
