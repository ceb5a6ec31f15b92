"""Travel of a problem on roads: see :class:`territory_engine.ways.Ways`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..centers import Centers
from ..instance import Instance
from ..ways import Bool, Rows
from .check_ways import by_dijkstra
from .network import RoadNetwork
from .places import RoadPlaces
from .relocate import better_nodes, better_sites, better_units, nearest_sites, nearest_units
from .trips import (
    F32,
    F64,
    Direction,
    at_graph_nodes,
    exact_minutes,
    joined,
    left_as_reached,
    seconds,
)

Index = NDArray[np.int32]

TOGETHER = 16  # territories whose units are looked up in one table
FARTHEST_KM = 20_100.0  # a centre is brought to the network from anywhere
SAMPLE = 48, 512  # units as centres, and units, that the reference travel is taken from


@dataclass(frozen=True, eq=False)
class RoadWays:
    """Minutes on a network between the units of one instance and centres.

    A centre is a node of the network's graph, whose number is its index; a home, a unit or a candidate where it is
    fixed or the rule wants one of them; and where the rule is "centroid", the place on the network nearest to it.
    """

    network: RoadNetwork
    direction: Direction
    speed_factor: float
    units: RoadPlaces  # (n,) all placed
    homes: RoadPlaces  # (K,) unplaced where there is none
    candidates: RoadPlaces  # (C,)

    unit = "min"

    @property
    def nodes(self) -> int:
        """Of the network's graph."""
        return self.network.graph.node_count

    @cached_property
    def digest(self) -> str:
        """Of the network, and of how it is used; places follow from the instance's."""
        digest = hashlib.blake2b(digest_size=16)
        graph = self.network.graph
        for array in (graph.first, graph.head, graph.time_ms, self.units.exit_node, self.units.exit_ms):
            digest.update(np.ascontiguousarray(array).data)
        digest.update(f"{self.direction};{self.speed_factor!r}".encode())
        return digest.hexdigest()

    def describe(self) -> str:
        """Network and direction."""
        how = {"round_trip": "there and back", "out": "from the centre", "back": "to the centre"}[self.direction]
        factor = "" if self.speed_factor == 1.0 else f", speeds x {self.speed_factor:g}"
        return f"minutes on roads ({self.network.graph.node_count:,} nodes), {how}{factor}"

    # ---- travel

    def minutes(self, centers: RoadPlaces, units: RoadPlaces) -> F64:
        """Travel (k, m) of whole milliseconds."""
        travel = seconds(self.network, centers, units, self.direction, self.alike and left_as_reached(centers))
        return exact_minutes(travel) / self.speed_factor

    @cached_property
    def alike(self) -> bool:
        """Whether every road is driven both ways alike, and units are left as they are reached."""
        return self.network.graph.is_symmetric and left_as_reached(self.units)

    def ordered(self, units: NDArray[np.integer]) -> Any:
        """Their places."""
        return self.units.take(units)

    def whole(
        self,
        instance: Instance,
        units: Any,
        part: slice,
        centers: Centers,
        territories: NDArray[np.integer] | None = None,
        threads: int = 0,
    ) -> F32:
        """See :class:`territory_engine.ways.Ways`."""
        places = self.center_places(instance, centers)
        places = places if territories is None else places.take(territories)
        alike = self.alike and left_as_reached(places)
        there = seconds(self.network, places, units.take(part), self.direction, alike, threads)
        return np.multiply(there, np.float32(1.0 / (60.0 * self.speed_factor)), out=there)

    def to(self, instance: Instance, units: Rows, territory: NDArray[np.integer], centers: Centers) -> F64:
        """Some territories at a time: a table of them and all units that ask for one of them."""
        rows = np.arange(instance.n)[units]
        places = self.center_places(instance, centers)
        found = np.full(len(rows), np.inf)
        order = np.argsort(territory, kind="stable")
        wanted = np.unique(territory)
        bounds = np.searchsorted(territory[order], [*wanted[::TOGETHER], np.iinfo(np.int64).max])
        for number, (first, last) in enumerate(pairwise(bounds)):
            group = wanted[number * TOGETHER : (number + 1) * TOGETHER]
            some = order[first:last]
            distinct, back = np.unique(rows[some], return_inverse=True)
            travel = self.minutes(places.take(group), self.units.take(distinct))
            found[some] = travel[np.searchsorted(group, territory[some]), back]
        return found

    def center_places(self, instance: Instance, centers: Centers) -> RoadPlaces:
        """Where centres are on the network, (K,)."""
        index, rule = centers.index, instance.center_rule
        if rule == "centroid" or index is None:
            known = np.isfinite(centers.y)
            y, x = np.where(known, centers.y, 0.0), np.where(known, centers.x, 0.0)
            free = self.network.snap(y, x, max_km=FARTHEST_KM)
        elif rule == "anywhere":
            free = at_graph_nodes(index)
        else:
            given = self.units if rule == "medoid" else self.candidates
            free = joined(at_graph_nodes(np.full(len(index), -1)), given.take(np.maximum(index, 0)), index < 0)
        return joined(self.homes, free, instance.fixed) if instance.fixed.any() else free

    # ---- centres

    def start(self, instance: Instance, y: F64, x: F64) -> Centers:
        """See :class:`territory_engine.ways.Ways`."""
        rule, index = instance.center_rule, np.full(len(y), -1, np.int32)
        if rule == "centroid":
            return Centers(y, x)
        free = ~instance.fixed
        if rule == "anywhere":
            index[free] = self.nearest_nodes(y[free], x[free])
        elif rule == "medoid":
            index[free] = nearest_units(instance, y[free], x[free])
        else:
            index[free] = nearest_sites(instance, y[free], x[free])
        return self.at(instance, index)

    def nearest_nodes(self, y: F64, x: F64) -> Index:
        """Nodes of the graph (m,) where one comes in at the road nearest to places."""
        places = self.network.snap(y, x, max_km=FARTHEST_KM)
        nearer = places.entry_ms[:, 1] < places.entry_ms[:, 0]
        second = (places.entry_node[:, 0] < 0) | (nearer & (places.entry_node[:, 1] >= 0))
        node: Index = np.where(second, places.entry_node[:, 1], places.entry_node[:, 0])
        return node

    def at(self, instance: Instance, index: Index) -> Centers:
        """Centres of these indices, homes where they are fixed; y and x NaN where there is neither."""
        graph = self.network.graph
        if instance.center_rule == "anywhere":
            assert graph.latitude is not None and graph.longitude is not None
            y, x = graph.latitude, graph.longitude
        elif instance.center_rule == "medoid":
            y, x = instance.y, instance.x
        else:
            y, x = instance.candidate_y, instance.candidate_x
        there = np.maximum(index, 0)
        found_y, found_x = (np.where(index >= 0, place[there], np.nan) for place in (y, x))
        fixed = instance.fixed
        return Centers(np.where(fixed, instance.center_y, found_y), np.where(fixed, instance.center_x, found_x), index)

    def better_centers(
        self, instance: Instance, labels: Index, centers: Centers, movable: Bool, effort: int
    ) -> Centers:
        """See :class:`territory_engine.ways.Ways`."""
        if instance.center_rule == "centroid":
            from ..centroid import centroids

            y, x = centroids(instance, labels)
            return Centers(np.where(movable, y, centers.y), np.where(movable, x, centers.x))
        choose = {"anywhere": better_nodes, "medoid": better_units, "candidates": better_sites}[instance.center_rule]
        return self.at(instance, choose(self, instance, labels, centers, movable, effort))

    # ---- figures

    def reference(self, instance: Instance) -> float:
        """Mean minutes between some units, over the square root of K."""
        some, many = (np.linspace(0, instance.n - 1, min(count, instance.n)).astype(np.int64) for count in SAMPLE)
        travel = self.minutes(self.units.take(some), self.units.take(many))
        weight = instance.travel_weight[some][:, None] * instance.travel_weight[many]
        there = np.isfinite(travel)
        mean = float((weight[there] * travel[there]).sum()) / float(weight[there].sum())
        # between two units of a disc it is 1.36 times as far as between a unit and the middle
        return mean / 1.36 / float(np.sqrt(instance.territory_count)) or 1.0

    def findings(self, instance: Instance, labels: Index, centers: Centers, travel: F64) -> list[tuple[int, float]]:
        """Units of a few territories whose travel a plain Dijkstra search finds to be something else."""
        return by_dijkstra(self, instance, labels, centers, travel)
