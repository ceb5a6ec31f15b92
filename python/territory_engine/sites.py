"""Which candidate site is the centre of which territory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .centers import Centers
from .instance import Instance
from .unit_travel import travel_to


def best_sites(instance: Instance, labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """For each territory a site of its own, (K,) int32, with the least travel in all.

    An assignment problem over all pairs of territories and sites (Crouse 2016, doi:10.1109/TAES.2016.140952), after
    n x C lengths.
    """
    from scipy.optimize import linear_sum_assignment

    k, count = instance.territory_count, len(instance.candidate_y)
    cost = np.zeros((k, count))
    for site in range(count):
        one = slice(site, site + 1)
        place = Centers(instance.candidate_y[one], instance.candidate_x[one])
        travel = travel_to(instance, slice(None), np.zeros(instance.n, np.intp), place)
        cost[:, site] = np.bincount(labels, instance.travel_weight * travel, k)
    _, sites = linear_sum_assignment(cost)
    result: NDArray[np.int32] = sites.astype(np.int32)
    return result
