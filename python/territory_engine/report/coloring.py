"""Colours for areas such that neighbours differ: DSATUR (Brélaz 1979, doi:10.1145/359094.359101)."""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from .colors import APART, PALETTE, USUAL

CLEAR = 19  # colours that differ more than this are told apart at a glance


def color(count: int, pairs: NDArray[np.integer]) -> NDArray[np.int32]:
    """An index into the palette for each of ``count`` areas, different between the two of each pair (p, 2).

    The next area is the one whose neighbours have most colours already. Of the usual colours that no neighbour has it
    takes the one that stands out best from theirs; of several, the one used least so far, so that a map has all colours
    alike. Where neighbours use all of those, as areas in many parts can, the rest of the palette comes; where they use
    that too, the colour that fewest neighbours have. O((K + p) log K).

    Examples
    --------
    >>> first, second, third = color(3, np.array([[0, 1], [1, 2]])).tolist()
    >>> first != second and second != third
    True
    """
    beside: list[list[int]] = [[] for _ in range(count)]
    for a, b in pairs.tolist():
        beside[a].append(b)
        beside[b].append(a)
    chosen = np.full(count, -1, np.int32)
    taken: list[set[int]] = [set() for _ in range(count)]
    used = [0] * len(PALETTE)
    waiting = [(0, -len(beside[area]), area) for area in range(count)]
    heapq.heapify(waiting)
    while waiting:
        saturation, _, area = heapq.heappop(waiting)
        if chosen[area] >= 0 or -saturation != len(taken[area]):
            continue  # it has a colour, or stands again further up
        best = _best(taken[area], used, [int(chosen[other]) for other in beside[area]])
        chosen[area] = best
        used[best] += 1
        for other in beside[area]:
            if chosen[other] < 0 and best not in taken[other]:
                taken[other].add(best)
                heapq.heappush(waiting, (-len(taken[other]), -len(beside[other]), other))
    return chosen


def _best(taken: set[int], used: list[int], beside: list[int]) -> int:
    usual = [c for c in range(USUAL) if c not in taken]
    if usual:
        near = [c for c in taken if c < USUAL]
        clear = {c: min((APART[c][other] for other in near), default=CLEAR) for c in usual}
        return min(usual, key=lambda c: (-min(clear[c], CLEAR), used[c], c))
    others = [c for c in range(USUAL, len(PALETTE)) if c not in taken]
    return others[0] if others else min(range(len(PALETTE)), key=lambda c: (beside.count(c), used[c], c))
