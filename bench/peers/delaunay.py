"""The neighbour graph that graph partitioners need: the Delaunay triangulation of the accounts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay

from .task import Float

Index = NDArray[np.int64]


def neighbours(plane: Float) -> tuple[Index, Index]:
    """Neighbour lists in compressed rows: starts (n + 1,) and neighbours (2 x edges,).

    Accounts at the very same place as another are left out by the triangulation; they become its neighbours.
    """
    found = Delaunay(plane)
    corners = found.simplices
    sides = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]], found.coplanar[:, [0, 2]]])
    n = len(plane)
    sides = sides.astype(np.int64)
    sides.sort(axis=1)
    low, high = np.divmod(np.unique(sides[:, 0] * n + sides[:, 1]), n)
    tail, head = np.concatenate([low, high]), np.concatenate([high, low])
    order = np.argsort(tail, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=n))])
    return starts, head[order]
