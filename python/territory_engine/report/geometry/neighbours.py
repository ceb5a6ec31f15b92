"""Which areas share a border."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .edges import edges_of, shared


def neighbours(shapes: NDArray[np.object_]) -> NDArray[np.int32]:
    """Pairs (p, 2) of areas of a coverage that have an edge in common, i < j, ascending."""
    _, pairs = shared(*edges_of(shapes, np.arange(len(shapes))))
    return np.unique(np.sort(pairs, axis=1), axis=0).astype(np.int32).reshape(-1, 2)
