"""What the stages share: the fixed side of a search (Context) and its changing side (State)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import F32, F64, I32, Kernels
from .control import Control
from .level import Level
from .space import Space


@dataclass(frozen=True)
class Context:
    """The fixed side of a search, in search units."""

    kernels: Kernels
    threads: int
    control: Control
    limits: F64  # (7, K, M) what is asked of the loads of free units
    size: F64  # (K, M) scale of each load
    movable: NDArray[np.bool_]  # (K,) centres that may move
    pinned: Level | None  # units whose territory is given; they pull on centres only
    space: Space
    seed: int
    tolerance: float = 0.0  # of te.Balance("smallest"): the common tolerance that the limits stand for

    @property
    def territories(self) -> int:
        """K."""
        return len(self.movable)

    @property
    def metric(self) -> int:
        """The number by which the kernels know how travel is counted."""
        return int(self.space.code)


@dataclass(frozen=True)
class State:
    """Centres and prices of a search. Replaced as a whole, so that an interrupt always finds a consistent one."""

    centers: F64  # (3, K) vectors of the space
    prices: F64  # (K, M) travel per unit of ratio
    radius: F64  # (K,) mean travel to the centre per travel weight
    stiffness: F64  # (K,) factor >= 1 on the curvature at a territory's borders; grows where prices overshoot
    loads: F64  # (K, M) at the last pass
    site: I32 | None = None  # (K,) the unit or candidate that is the centre, -1 none; None where centres are neither

    def with_(self, **changes: Any) -> State:
        """A copy with some fields replaced."""
        return replace(self, **changes)

    @property
    def centers32(self) -> F32:
        """Centres as the kernels take them."""
        return np.ascontiguousarray(self.centers, np.float32)

    @property
    def prices32(self) -> F32:
        """Prices as the kernels take them, (M, K)."""
        return np.ascontiguousarray(self.prices.T, np.float32)
