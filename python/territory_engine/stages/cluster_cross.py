"""Two plans made one, the better of both wherever they can be told apart.

Territories of two plans hang together where they share units. What hangs together covers the same units in both plans,
so that each such part can be taken from either one, whatever is taken elsewhere: the best of all these combinations is
found at once (partition crossover: Whitley, Hains, Howe 2009, doi:10.1145/1569901.1570026). Two good plans agree about
most territories, and differ in many small parts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import F64, I32
from .cluster_data import ClusterData

MOST_SURPLUS = 500  # territories more or fewer that the parts decided so far may need together
WORTH = 1e-12  # gains below this share of what a plan costs are rounding

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Side:
    """A plan, and what each of its territories costs."""

    labels: I32  # (n,)
    cost: F64  # (K,)


def interchangeable(data: ClusterData) -> bool:
    """Whether territories differ in nothing but their units."""
    same = bool((data.limits == data.limits[:, :1]).all())
    return same and not data.base.size and bool(data.movable.all())


def recombined(first: Side, second: Side, swap_names: bool) -> tuple[I32, float]:
    """The best combination of two plans that keep all limits, and how much less than ``first`` it costs.

    With ``swap_names`` territories of the result may bear each other's numbers.
    """
    if swap_names:
        return _by_units(first, second)
    part, parts = _parts(len(first.cost), first.labels, second.labels)
    gain: F64 = np.bincount(part, first.cost - second.cost, parts).astype(np.float64)
    taken = gain > WORTH * first.cost.sum()
    return np.where(taken[part[first.labels]], second.labels, first.labels), float(gain[taken].sum())


def _by_units(first: Side, second: Side) -> tuple[I32, float]:
    """Parts that need as many territories in both plans, or together as many."""
    k = len(first.cost)
    part, parts = _parts(2 * k, first.labels, k + second.labels)
    of_first, of_second = part[:k], part[k:]
    gain = np.bincount(of_first, first.cost, parts).astype(np.float64) - np.bincount(of_second, second.cost, parts)
    surplus = np.bincount(of_second, minlength=parts) - np.bincount(of_first, minlength=parts)
    taken = (surplus == 0) & (gain > WORTH * first.cost.sum())
    uneven = np.flatnonzero(surplus)
    taken[uneven[_even_out(gain[uneven], surplus[uneven])]] = True
    total = float(gain[taken].sum())
    if not total > 0.0:
        return first.labels, 0.0
    # names that the first plan's parts give up go to the second one's, in their order
    name = np.full(k, -1, np.int32)
    name[taken[of_second]] = np.flatnonzero(taken[of_first])
    return np.where(taken[of_first[first.labels]], name[second.labels], first.labels), total


def _parts(nodes: int, one: NDArray[np.integer], other: NDArray[np.integer]) -> tuple[I32, int]:
    """Connected components of the graph with an edge one[i] - other[i] for each unit: (nodes,) and their number."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(one), np.int8), (one, other)), shape=(nodes, nodes))
    parts, part = connected_components(graph, directed=False)
    return part, int(parts)


def _even_out(gain: F64, surplus: Rows) -> Rows:
    """The choice with the greatest gain whose surpluses add up to 0 (dynamic programming over their sum)."""
    reach = int(min(np.abs(surplus).sum(), MOST_SURPLUS))
    best = np.full(2 * reach + 1, -np.inf)
    best[reach] = 0.0
    takes = np.zeros((len(gain), len(best)), np.bool_)
    for item, (value, step) in enumerate(zip(gain.tolist(), surplus.tolist(), strict=True)):
        moved = np.full_like(best, -np.inf)
        if step > 0:
            moved[step:] = best[:-step]
        else:
            moved[:step] = best[-step:]
        moved += value
        takes[item] = moved > best
        best = np.maximum(best, moved)
    chosen, at = [], reach
    for item in range(len(gain) - 1, -1, -1):
        if takes[item, at]:
            chosen.append(item)
            at -= int(surplus[item])
    return np.array(chosen[::-1], np.int64)
