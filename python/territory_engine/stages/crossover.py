"""Two plans made one: the centres around some place from the first, all others from the second."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .state import Context, State

LEAST, MOST = 0.1, 0.5  # share of the territories that come from the first plan


def cross(context: Context, first: State, second: State, random: np.random.Generator) -> State:
    """A state of the m territories of ``first`` nearest to a place, and the K - m of ``second`` farthest from it.

    Loads are balanced in both plans, so that both cut the same share of the work off: every child has K territories,
    and hardly any crowd where the two meet. A territory keeps its index where it can; fixed homes stay.
    """
    k = context.territories
    place = first.centers[:, random.integers(k)]
    near, far = _by_distance(first, place), _by_distance(second, place)
    m = int(random.integers(max(1, int(LEAST * k)), max(1, int(MOST * k)) + 1))
    source = np.full(k, -1)  # territory of `second` that each index is taken from; -1 first's own
    taken = np.zeros(k, np.bool_)
    taken[near[:m]] = True
    incoming = far[m:]
    staying = incoming[~taken[incoming]]
    source[staying] = staying
    vacant = near[m:]
    vacant = vacant[source[vacant] < 0]
    source[vacant] = incoming[taken[incoming]]
    own = source < 0
    other = np.where(own, 0, source)
    return first.with_(
        centers=np.ascontiguousarray(np.where(own | ~context.movable, first.centers, second.centers[:, other])),
        prices=np.ascontiguousarray(np.where(own[:, None], first.prices, second.prices[other])),
        radius=np.where(own, first.radius, second.radius[other]),
    )


def _by_distance(state: State, place: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.argsort(((state.centers - place[:, None]) ** 2).sum(axis=0), kind="stable")
