"""Colours for areas such that neighbours differ: DSATUR (Brélaz 1979, doi:10.1145/359094.359101)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def color(count: int, pairs: NDArray[np.integer], colors: int) -> NDArray[np.int32]:
    """A number for each of ``count`` areas, different between the two of each pair (p, 2).

    The next area is the one whose neighbours have most colours already. Of the colours that no neighbour has it takes
    the one used least so far, so that a map has all colours alike. Where neighbours use all, a number beyond
    ``colors`` comes: areas in several parts may need more colours than any plane map.
    """
    beside: list[set[int]] = [set() for _ in range(count)]
    for a, b in pairs.tolist():
        beside[a].add(b)
        beside[b].add(a)
    chosen = np.full(count, -1, np.int32)
    taken: list[set[int]] = [set() for _ in range(count)]
    used = [0] * colors
    left = set(range(count))
    while left:
        area = max(left, key=lambda a: (len(taken[a]), len(beside[a]), -a))
        left.remove(area)
        free = [c for c in range(len(used)) if c not in taken[area]]
        if not free:
            used.append(0)
            free = [len(used) - 1]
        best = min(free, key=lambda c: (used[c], c))
        chosen[area] = best
        used[best] += 1
        for other in beside[area]:
            taken[other].add(best)
    return chosen
