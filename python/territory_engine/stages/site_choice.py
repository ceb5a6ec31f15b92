"""Which candidate site becomes the centre of which territory: each is taken at most once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..instance import Instance
from ..kernels.interface import F64, I32
from .medoids import travel_of_territories
from .state import Context, State

NEAREST = 12  # sites of a territory whose travel is evaluated; that of others is estimated


def best_sites(context: Context, instance: Instance, labels: I32, state: State) -> I32:
    """A site (K,) of its own for each territory, with nearly the least travel in all.

    Travel from the sites nearest to a territory's centre is exact. From others it is taken as travel to the centre plus
    from there to the site: never too little where travel is linear, and exact in the plane where it is squared.
    """
    k, sites = context.territories, context.space.vectors(instance.candidate_y, instance.candidate_x)
    weight = np.bincount(labels, instance.travel_weight, minlength=k)
    base = travel_of_territories(context, instance, labels, *context.space.places(state.centers))
    cost = np.empty((k, sites.shape[1]))
    for t in range(k):
        off = sites - state.centers[:, t, None]
        cost[t] = context.space.near_travel((off**2).sum(axis=0))
    near = np.argsort(cost, axis=1, kind="stable")[:, :NEAREST]
    cost = base[:, None] + (weight / context.space.travel)[:, None] * cost
    for site in near.T:
        exact = travel_of_territories(context, instance, labels, instance.candidate_y[site], instance.candidate_x[site])
        cost[np.arange(k), site] = exact
    return assign(cost)


def assign(cost: F64) -> I32:
    """Columns (K,) of a cost matrix (K, C), C >= K, one for each row, none twice, with the least sum.

    Shortest augmenting paths with dual prices (Jonker and Volgenant 1987, doi:10.1007/BF02278710), row by row; a row
    whose cheapest column is free takes one step of C operations.
    """
    rows, columns = cost.shape
    owner = np.full(columns, -1, np.int64)  # row of each column
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    for row in range(rows):
        distance = np.full(columns, np.inf)
        before = np.full(columns, -1, np.int64)  # the column before on the shortest path
        reached = np.zeros(columns, np.bool_)
        at, column, so_far = row, -1, 0.0
        while True:
            through = so_far + cost[at] - row_price[at] - column_price
            shorter = ~reached & (through < distance)
            distance[shorter], before[shorter] = through[shorter], column
            column = int(np.where(reached, np.inf, distance).argmin())
            so_far = float(distance[column])
            if owner[column] < 0:
                break
            reached[column] = True
            at = int(owner[column])
        _raise_prices(row, owner, reached, distance, so_far, row_price, column_price)
        while before[column] >= 0:
            owner[column] = owner[before[column]]
            column = int(before[column])
        owner[column] = row
    result = np.empty(rows, np.int32)
    taken = np.flatnonzero(owner >= 0)
    result[owner[taken]] = taken
    return result


def _raise_prices(
    row: int,
    owner: NDArray[np.int64],
    reached: NDArray[np.bool_],
    distance: F64,
    length: float,
    row_price: F64,
    column_price: F64,
) -> None:
    """Keep reduced costs at least 0, and 0 on the shortest path, whose length is given."""
    nearer = length - distance[reached]
    row_price[row] += length
    row_price[owner[reached]] += nearer
    column_price[reached] -= nearer
