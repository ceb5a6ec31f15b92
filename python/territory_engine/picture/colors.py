"""Colours of territories: few, told apart by colour-blind eyes too, and different between neighbours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Index = NDArray[np.int32]

# After the "muted" scheme of Paul Tol (technical note SRON/EPS/TN/09-002), made for colour-blind readers; its two
# lightest colours are darker here, for fine dots on white.
PALETTE = ("#332288", "#5bb0e0", "#cc6677", "#117733", "#cfae3c", "#882255", "#44aa99", "#aa4499", "#8a8a2e")


def neighbour_pairs(labels: Index, second: Index, nearest: Index) -> NDArray[np.int64]:
    """Pairs of territories that border on each other, (p, 2): own and next best of the units, and nearby centres.

    Parameters
    ----------
    labels, second : (n,) int32
        Territory and next best territory of (a sample of) the units; -1 where there is none.
    nearest : (K, k) int32
        The centres nearest to each centre, itself among them.
    """
    first = np.concatenate([labels, np.repeat(np.arange(len(nearest)), nearest.shape[1])]).astype(np.int64)
    other = np.concatenate([second, nearest.ravel()]).astype(np.int64)
    kept = (other >= 0) & (first != other)
    both = np.sort(np.stack([first[kept], other[kept]], axis=1), axis=1)
    return np.unique(both, axis=0)


def color_territories(pairs: NDArray[np.int64], x: Float, y: Float) -> list[int]:
    """An index into ``PALETTE`` for each territory, greedily, those with most neighbours first.

    Of the colours that no neighbour has, the one whose next use is furthest away on the map (``x``, ``y`` of the
    centres); where neighbours use them all, the one used furthest away.
    """
    size = len(x)
    neighbours: list[list[int]] = [[] for _ in range(size)]
    for a, b in pairs.tolist():
        neighbours[a].append(b)
        neighbours[b].append(a)
    color = np.full(size, -1)
    for territory in sorted(range(size), key=lambda t: (-len(neighbours[t]), t)):
        taken = {int(color[other]) for other in neighbours[territory]}
        away = np.full(len(PALETTE), np.inf)
        placed = color >= 0
        distance = np.hypot(x[placed] - x[territory], y[placed] - y[territory])
        np.minimum.at(away, color[placed], distance)
        if len(taken - {-1}) < len(PALETTE):
            away[[index for index in taken if index >= 0]] = -1.0
        color[territory] = int(np.argmax(away))
    return [int(index) for index in color]
