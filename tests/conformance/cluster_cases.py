"""Instances of the cluster search, and their exact cost by plain float64 loops."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from territory_engine.kernels.interface import F32, F64, I32, Array, Kernels

CHORD, CHORD_FLOOR, CHORD_SQUARED, ARC, ARC_SQUARED, MATRIX = range(6)
MEDOID, CENTROID = range(2)
KINDS = [(travel, rule) for travel in range(6) for rule in range(2) if (travel, rule) != (MATRIX, CENTROID)]
LOG = -np.log((np.random.default_rng(0).permutation(4096) + 0.5) / 4096.0)
MINIMUM, MAXIMUM = 3, 4
NOWHERE: I32 = np.empty(0, np.int32)


@dataclass(frozen=True)
class Regions:
    """Which territories are annealed together, and how."""

    territories: list[list[int]]
    tries: int = 20_000
    reshape: int = 0
    seed: int = 1
    keep_best: bool = True
    start: float = 30.0
    end: float = 0.3


@dataclass(frozen=True)
class ClusterCase:
    """Arguments of the kernel that describe units and limits."""

    travel: int
    rule: int
    position: F32
    matrix: F32
    weight: F32
    load: F64
    limits: F64
    size: F64
    base: I32
    disruption: float
    movable: Array
    neighbors: I32
    labels: I32

    @property
    def territories(self) -> int:
        """K."""
        return self.limits.shape[1]

    def search(self, kernels: Kernels, regions: Regions, threads: int = 1) -> tuple[I32, F64, Array]:
        """Labels, gains and counts."""
        labels, r = self.labels.copy(), len(regions.territories)
        given: dict[str, Any] = {name: value for name, value in vars(self).items() if name != "labels"}
        first = np.cumsum([0, *map(len, regions.territories)]).astype(np.int64)
        territory = np.array([t for region in regions.territories for t in region], np.int32)
        gains, counts = kernels.cluster_search(
            **given, labels=labels, first=first, territory=territory,
            temperature=np.tile([regions.start, regions.end], (r, 1)), tries=np.full(r, regions.tries),
            reshape=np.full(r, regions.reshape, np.int32), seed=np.arange(r, dtype=np.uint64) + np.uint64(regions.seed),
            keep_best=regions.keep_best, negative_log=LOG, threads=threads,
        )  # fmt: skip
        return labels, gains, counts

    def span(self, difference: F64) -> F64:
        """Travel of one unit of weight; difference (..., 3)."""
        chord = np.sqrt((difference**2).sum(axis=-1))
        if self.travel == CHORD_FLOOR:
            return np.floor(chord)
        if self.travel == CHORD_SQUARED:
            return chord**2
        if self.travel in (ARC, ARC_SQUARED):
            arc = 2 * 6371.0088 * np.arcsin(np.minimum(chord / 2, 1.0))
            return arc**2 if self.travel == ARC_SQUARED else arc
        return chord

    def territory_cost(self, members: NDArray[Any]) -> float:
        """Travel to the best centre that the rule knows."""
        if not len(members):
            return 0.0
        place, weight = self.position[:, members].T.astype(np.float64), self.weight[members].astype(np.float64)
        if self.rule == CENTROID:
            center = weight @ place
            center /= np.linalg.norm(center) if self.travel in (ARC, ARC_SQUARED) else weight.sum()
            return float(weight @ self.span(place - center))
        if self.travel == MATRIX:
            between = self.matrix[np.ix_(members, members)].astype(np.float64)
        else:
            between = self.span(place[:, None] - place[None])
        return float((weight @ between).min())

    def cost(self, labels: I32, territories: list[int]) -> float:
        """All that the search weighs, of some territories."""
        inside = np.isin(labels, territories)
        total = sum(self.territory_cost(np.flatnonzero(labels == t)) for t in territories)
        if len(self.base):
            total += self.disruption * float((inside & (self.base >= 0) & (self.base != labels)).sum())
        target, lower, upper, _, _, stiff_inside, stiff_outside = self.limits[:, territories]
        loads = self.loads(labels)[territories]
        outside = np.maximum(np.maximum(loads - upper, lower - loads), 0.0)
        return total + float(0.5 * (stiff_inside * (loads - target) ** 2 + stiff_outside * outside**2).sum())

    def loads(self, labels: I32) -> F64:
        """Loads (K, M)."""
        return np.stack([np.bincount(labels, column, self.territories) for column in self.load.T], axis=1)

    def excess(self, labels: I32, territories: list[int]) -> float:
        """By how much hard limits are broken, in sizes of the measures."""
        loads, limits = self.loads(labels)[territories], self.limits[:, territories]
        beyond = np.maximum(np.maximum(loads - limits[MAXIMUM], limits[MINIMUM] - loads), 0.0)
        return float((beyond / self.size).sum())


def draw(
    travel: int, rule: int, n: int = 150, k: int = 12, measures: int = 1, *, soft: bool = False, moves: bool = False,
    slack: float = 0.15, width: int = 8, seed: int = 0,
) -> ClusterCase:  # fmt: skip
    """Units in a square of 1,000 x 1,000, or of 500 x 350 km; territories of the nearest of k places."""
    rng = np.random.default_rng(seed)
    y, x = rng.integers(0, 1000, (2, n)).astype(np.float64)
    if travel in (ARC, ARC_SQUARED):
        latitude, longitude = np.radians(47.0 + y / 200.0), np.radians(5.0 + x / 200.0)
        flat = np.cos(latitude)
        place = np.stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])
    else:
        place = np.stack([x, y, np.zeros(n)])
    between = ((place[:, :, None] - place[:, None]) ** 2).sum(axis=0)
    centers = rng.choice(n, k, replace=False)
    labels = between[:, centers].argmin(axis=1).astype(np.int32)
    np.fill_diagonal(between, np.inf)
    matrix = np.sqrt(between) + rng.uniform(0.0, 20.0, (n, n)) if travel == MATRIX else np.empty((0, 0))
    if travel == MATRIX:
        np.fill_diagonal(matrix, rng.uniform(0.0, 20.0, n))
    load = rng.integers(1, 100, (n, measures)).astype(np.float64)
    target = np.tile(load.sum(axis=0) / k, (k, 1))
    stiff = np.full_like(target, 0.01 * soft)
    base = np.where(rng.random(n) < 0.8, rng.permutation(labels), -1).astype(np.int32)
    return ClusterCase(
        travel=travel,
        rule=rule,
        position=place.astype(np.float32),
        matrix=matrix.astype(np.float32),
        weight=rng.lognormal(0.0, 0.5, n).astype(np.float32),
        load=load,
        limits=np.stack([target, 0.9 * target, 1.1 * target, 0.1 * target, (1 + slack) * target, stiff, 10 * stiff]),
        size=target.mean(axis=0),
        base=base if moves else NOWHERE,
        disruption=20.0 * moves,
        movable=(rng.random(n) < 0.9).astype(np.uint8),
        neighbors=np.argsort(between, axis=1, kind="stable")[:, :width].astype(np.int32),
        labels=labels,
    )


def with_(case: ClusterCase, **changes: Any) -> ClusterCase:
    """A copy with some of it replaced."""
    return replace(case, **changes)
