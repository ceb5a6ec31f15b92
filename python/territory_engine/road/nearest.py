"""The nearest few centres of every point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .places import RoadPlaces
from .table import table

if TYPE_CHECKING:
    from .network import RoadNetwork


def nearest(
    network: RoadNetwork, points: RoadPlaces, centers: RoadPlaces, k: int, metric: str
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Indices and costs, (n, k), nearest first; -1 and +inf where fewer can be reached."""
    cost = table(network, points, centers, metric)
    order = np.argsort(cost, axis=1, kind="stable")[:, :k].astype(np.int32)
    best = np.take_along_axis(cost, order, axis=1)
    return np.where(np.isfinite(best), order, -1).astype(np.int32), best
