"""Every place where a centre may be, and the travel cost of serving units from there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..haversine import blocks, haversine_km
from ..instance import Instance
from ..kernels.interface import F64, I32
from ..unit_travel import straight

LENGTHS = 1 << 21  # computed at a time: 16 MiB


class Candidates:
    """The fixed homes of an instance, then its units ("medoid") or its sites ("candidates").

    Attributes
    ----------
    site : int32 array (C,)
        Index of the unit or site; -1 - t for the fixed home of territory t.
    homes : int
        How many of them are fixed homes.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        home = np.flatnonzero(instance.fixed)
        by_site = instance.center_rule == "candidates"
        self.homes = len(home)
        sites = len(instance.candidate_y) if by_site else instance.n
        self.site: I32 = np.concatenate([-1 - home, np.arange(sites)]).astype(np.int32)
        self._y = np.concatenate([instance.center_y[home], instance.candidate_y if by_site else instance.y])
        self._x = np.concatenate([instance.center_x[home], instance.candidate_x if by_site else instance.x])

    def slices(self, across: int) -> Iterator[slice]:
        """Slices of candidates that make about ``LENGTHS`` lengths with ``across`` units."""
        return blocks(len(self.site), max(1, LENGTHS // across))

    def costs(self, rows: slice, units: slice = slice(None)) -> F64:
        """Travel weight x travel (rows, units) between candidates and units, in the instance's units."""
        instance, metric = self.instance, self.instance.metric
        length: NDArray[np.float64]
        if metric.kind == "matrix":
            assert metric.matrix is not None and not self.homes
            length = metric.matrix[units][:, self.site[rows]].T.copy()
        elif metric.kind == "sphere":
            length = haversine_km(instance.y[units], instance.x[units], self._y[rows][:, None], self._x[rows][:, None])
        else:
            length = straight(instance.y[units] - self._y[rows][:, None], instance.x[units] - self._x[rows][:, None])
        cost: F64 = metric.counted(length) * instance.travel_weight[units]
        return cost

    def nearest_cost(self, rank: int) -> F64:
        """Travel cost (n,) of each unit to the candidate that has so many nearer ones, or to the farthest."""
        instance, count = self.instance, len(self.site)
        rank = min(rank, count - 1)
        found = np.empty(instance.n)
        for units in blocks(instance.n, max(1, LENGTHS // count)):
            found[units] = np.partition(self.costs(slice(0, count), units), rank, axis=0)[rank]
        return found
