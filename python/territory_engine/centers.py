"""Centres of territories: their places, and which unit or candidate each of them is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Centers:
    """K centres. ``index`` as :attr:`territory_engine.solution.Solution.center_index`."""

    y: Float  # (K,)
    x: Float  # (K,)
    index: NDArray[np.int32] | None = None  # (K,)
