"""The units of each territory on a network, and what a centre costs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..centers import Centers
from ..haversine import haversine_km
from ..instance import Instance
from .places import RoadPlaces
from .trips import F64, Ends, seconds_to_junctions

if TYPE_CHECKING:
    from .ways import RoadWays

Index = NDArray[np.int32]


class Members:
    """Units by territory; ``screened`` evenly spread ones of each stand for all of them where that will do."""

    def __init__(self, ways: RoadWays, instance: Instance, labels: Index, screened: int) -> None:
        self.ways, self.instance = ways, instance
        order = np.argsort(labels, kind="stable")
        self.all = _Sorted(ways, instance, labels, order)
        position = np.arange(len(order)) - self.all.first[labels[order]]
        step = 1 + np.diff(self.all.first) // screened
        some = order[position % step[labels[order]] == 0]
        self.some = self.all if len(some) == len(order) else _Sorted(ways, instance, labels, some)

    def count(self, territory: int) -> int:
        """How many units a territory has."""
        return int(self.all.first[territory + 1] - self.all.first[territory])

    def rows(self, territory: int) -> NDArray[np.intp]:
        """Their rows in the instance, ascending."""
        return self.all.rows[self.all.slice(territory)]

    def weight(self, territory: int) -> float:
        """Sum of their travel weights."""
        return float(self.all.weight[self.all.slice(territory)].sum())

    def sums(self, territory: int, centers: RoadPlaces) -> F64:
        """Weighted travel (c,) of the units of a territory to each centre, minutes."""
        part = self.all.slice(territory)
        travel = self.ways.minutes(centers, self.ways.units.take(self.all.rows[part]))
        sums: F64 = (travel * self.all.weight[part]).sum(axis=1)
        return sums

    def sums_to_nodes(self, territory: int, nodes: Index, screened: bool = False) -> F64:
        """The same to nodes of the graph, in seconds at the network's speeds."""
        units, ways = self.some if screened else self.all, self.ways
        part = units.slice(territory)
        travel = seconds_to_junctions(ways.network, nodes, units.ends.part(part), ways.direction, ways.alike)
        sums: F64 = (travel * units.weight[part]).sum(axis=1, dtype=np.float64)
        return sums

    def mean_km(self, centers: Centers) -> F64:
        """Mean great-circle distance (K,) to the centre; 0 without units."""
        rows, label = self.some.rows, self.some.label
        km = haversine_km(self.instance.y[rows], self.instance.x[rows], centers.y[label], centers.x[label])
        k = self.instance.territory_count
        mean: F64 = np.bincount(label, km, minlength=k) / np.maximum(np.bincount(label, minlength=k), 1)
        return mean


class _Sorted:
    """Units in the order of their territories, so that those of one are a slice."""

    def __init__(self, ways: RoadWays, instance: Instance, labels: Index, order: NDArray[np.intp]) -> None:
        self.rows, self.label = order, labels[order]
        self.first = np.searchsorted(self.label, np.arange(instance.territory_count + 1))
        self.weight = instance.travel_weight[order]
        self.ends = Ends.of(ways.units, order)

    def slice(self, territory: int) -> slice:
        """Of one territory."""
        return slice(int(self.first[territory]), int(self.first[territory + 1]))
