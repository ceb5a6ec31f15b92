"""What a solve returns before a plan gives it names: labels, centres, prices, and the search's own figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .centers import Centers


@dataclass(frozen=True)
class Solution:
    """Labels and figures in the order and the units of the :class:`Instance`.

    ``loads``, ``travel`` and ``objective`` are the search's own claims; the checker recomputes them.
    """

    labels: NDArray[np.int32]  # (n,)
    center_y: NDArray[np.float64]  # (K,) in the unit of the instance's y and x: degrees on the sphere
    center_x: NDArray[np.float64]
    prices: NDArray[np.float64]  # (K, M) travel x visits per unit of activity: the dual of the loads
    loads: NDArray[np.float64]  # (K, M)
    travel: NDArray[np.float64]  # (K,) sum of travel weight x travel of a visit
    objective: float
    lower_bound: float
    bound_scope: str
    status: str  # "optimal" | "feasible" | "interrupted"
    run: dict[str, Any] = field(default_factory=dict)
    # (K,) the unit ("medoid") or the candidate ("candidates") that is the centre, -1 for a territory without units that
    # has none; None where centres are no units and no candidates
    center_index: NDArray[np.int32] | None = None

    @property
    def centers(self) -> Centers:
        """The centres together."""
        return Centers(self.center_y, self.center_x, self.center_index)
