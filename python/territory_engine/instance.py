"""The dense form of a problem: numbers and indices only, no names, nothing that changes.

A :class:`Problem` makes one ``Instance``; kernels, checker and plans read it. Rows stand in the order of the
user's accounts, territories in the order of the user's table (or 0..K-1 for a count).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .metric import Metric

Float = NDArray[np.float64]
Index = NDArray[np.int32]
CenterRule = Literal["anywhere", "centroid", "medoid", "candidates"]


@dataclass(frozen=True)
class Measure:
    """One activity measure and what is asked of its load in each territory. All arrays (K,) float64, user units.

    A plan must keep ``minimum <= load <= maximum`` (-inf and +inf where nothing is asked): the tolerance band of a
    hard balance and the user's bounds together. A soft balance has ``hard=False``: ``lower..upper`` is the band
    beyond which its penalty starts, weighted by ``weight``. ``binds`` says for every territory which of the user's
    limits made ``minimum`` and ``maximum`` (for messages).
    """

    name: str
    values: Float  # (n,) activity of each unit, >= 0
    target: Float  # (K,)
    lower: Float  # (K,) edges of the tolerance band around the target; equal to minimum/maximum where hard
    upper: Float
    minimum: Float  # (K,) hard limits
    maximum: Float
    balanced: bool  # a Balance was given (False: only Bounds, the target is for reporting)
    hard: bool
    weight: float
    smallest: float = 0.0  # above 0: the largest deviation times this is to be as small as can be


@dataclass(frozen=True)
class Instance:
    """Everything a solve needs. ``n`` units, ``K`` territories, ``M`` measures, ``C`` candidate sites.

    Places are ``y`` and ``x``: degrees of latitude and longitude on the sphere, the user's own numbers in the plane, 0
    where travel is a matrix. ``center_rule`` says where a centre may be that has no fixed home:

    - ``"anywhere"``: where travel is least (the weighted median; with squared travel the least sum of squares)
    - ``"centroid"``: at the mean place of its units by travel weight, while travel stays what the metric says
    - ``"medoid"``: at one of the territory's own units
    - ``"candidates"``: at one of the sites ``candidate_y``, ``candidate_x``, each taken at most once
    """

    y: Float  # (n,)
    x: Float  # (n,)
    travel_weight: Float  # (n,) > 0: visits, at least a thousandth of their mean; or 1
    measures: tuple[Measure, ...]
    center_y: Float  # (K,) given homes, NaN where none
    center_x: Float
    fixed: NDArray[np.bool_]  # (K,) the centre may not move from its home
    pinned: Index  # (n,) the territory a unit is pinned to, or -1
    baseline: Index  # (n,) today's territory, or -1 where it is none of this problem's
    travel: float  # weights of the objective's terms
    fairness: float
    disruption: float
    inside: float  # share of the fairness penalty that also counts inside the band
    metric: Metric = field(default_factory=Metric)
    center_rule: CenterRule = "anywhere"
    candidate_y: Float = field(default_factory=lambda: np.empty(0))  # (C,); only for "candidates"
    candidate_x: Float = field(default_factory=lambda: np.empty(0))

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.y)

    @property
    def territory_count(self) -> int:
        """Number of territories."""
        return len(self.fixed)
