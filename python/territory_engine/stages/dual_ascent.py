"""Multipliers on their way up the dual with free centres: deflected subgradients with Polyak's step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..kernels.interface import F64, I32, Kernels
from .offers import Offers

NODE_LIMIT = 50_000  # of a knapsack: hardly ever met, and the bound stays proven
ROUNDING = 1e-11  # relative, of all sums together: 5,000 terms lose less than 1e-12
GOES_ON, AT_CUTOFF, STEP_SPENT, ALL_SERVED = range(4)  # how a climb ends


@dataclass(frozen=True)
class Steps:
    """How to climb; see :meth:`..kernels.interface.Kernels.dual_ascent`."""

    target: float
    widest: float
    cutoff: float
    patience: int
    shorten: float
    least: float


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
    best : float64 array (n,)
        Multipliers of the bound; ``value`` and ``chosen`` are of the candidates there.
    often, service : float64 arrays (C,), (E,)
        How many evaluations chose each candidate, and took each entry; empty without ``counted``.
    """

    def __init__(
        self,
        kernels: Kernels,
        offers: Offers,
        multiplier: F64,
        threads: int,
        step: float,
        rate: F64 | None = None,
        counted: bool = False,
    ) -> None:
        self.kernels, self.threads = kernels, threads
        self.multiplier, self.best = multiplier, multiplier.copy()
        self.direction = np.zeros_like(multiplier)
        self.figures = np.array([-np.inf, 0.0, step, 0.0])
        self.unfinished = 0
        self.often = np.zeros(len(offers.site) if counted else 0)
        self.service = np.zeros(len(offers.unit) if counted else 0)
        self.take(offers, np.zeros(len(offers.site)) if rate is None else rate)

    @property
    def bound(self) -> float:
        """The best found, rounding errors subtracted; -inf at first."""
        return float(self.figures[0])

    @property
    def step(self) -> float:
        """Length of the steps, as a share of Polyak's."""
        return float(self.figures[2])

    @property
    def evaluations(self) -> int:
        """Of the dual, so far."""
        return int(self.figures[3])

    def take(self, offers: Offers, rate: F64) -> None:
        """Go on with other offers: longer rows, or rows and entries left out that no better plan can use."""
        self.offers, self.rate = offers, rate
        self.taken = np.zeros(len(offers.unit), np.uint8)
        self.value, self.chosen = np.zeros(len(offers.site)), np.zeros(offers.open, np.int32)

    def climb(self, steps: Steps, evaluations: int) -> int:
        """Some evaluations; returns how it ended."""
        o = self.offers
        end, unfinished = self.kernels.dual_ascent(
            o.start,
            o.unit,
            o.cost,
            o.weight,
            o.capacity,
            o.given,
            o.open,
            o.reach,
            (steps.target, steps.widest, steps.cutoff, steps.patience, steps.shorten, steps.least, evaluations),
            NODE_LIMIT,
            ROUNDING,
            self.rate,
            self.taken,
            self.multiplier,
            self.best,
            self.value,
            self.chosen,
            self.direction,
            self.figures,
            self.often,
            self.service,
            self.threads,
        )
        self.unfinished += unfinished
        return end

    def evaluate_best(self) -> None:
        """Values and choice at the best multipliers, for the present offers."""
        o = self.offers
        self.value, self.chosen, _, _, _ = self.kernels.open_centers(
            o.start, o.unit, o.cost, o.weight, o.capacity, o.given, o.open, self.best, NODE_LIMIT, self.rate,
            self.taken, self.threads,
        )  # fmt: skip

    def served_entries(self) -> I32:
        """The entries by which every unit is served once, after a climb that ended with ``ALL_SERVED``."""
        open_row = np.zeros(len(self.offers.site), bool)
        open_row[self.chosen] = True
        entries: I32 = np.flatnonzero((self.taken != 0) & open_row[self.offers.row]).astype(np.int32)
        return entries
