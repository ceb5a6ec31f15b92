"""What every method is given, and what it must give back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Float = NDArray[np.float64]
Labels = NDArray[np.int32]


@dataclass(frozen=True)
class Task:
    """Accounts to divide into ``territories`` parts of equal workload, within ``tolerance`` of the mean."""

    table: pa.Table  # account_id, lat, lon, workload
    latitude: Float  # the same columns without a copy, (n,), degrees
    longitude: Float
    workload: Float  # what is balanced, and the weight of travel
    territories: int
    tolerance: float
    threads: int
    seed: int

    @classmethod
    def of(cls, table: pa.Table, territories: int, tolerance: float, threads: int, seed: int) -> Task:
        """Take the columns from a table in one chunk."""
        latitude, longitude, workload = (table[name].chunk(0).to_numpy() for name in ("lat", "lon", "workload"))
        return cls(table, latitude, longitude, workload, territories, tolerance, threads, seed)

    def unit_vectors(self) -> Float:
        """Places on the unit sphere, (n, 3): straight lines between them grow with great-circle distance."""
        phi, lam = np.radians(self.latitude), np.radians(self.longitude)
        return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)

    def plane_km(self) -> Float:
        """Places on a plane that touches near the middle latitude, (n, 2): good enough to cut and to triangulate."""
        middle = np.radians(self.latitude.mean())
        return np.stack([self.longitude * np.cos(middle), self.latitude], axis=1) * 111.195


@dataclass
class Answer:
    """Territory of each account, (n,) int32, and figures that only this method has (``gap``)."""

    labels: Labels
    figures: dict[str, Any] = field(default_factory=dict)


Run = Callable[[Task], Answer]
