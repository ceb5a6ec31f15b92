"""An instance as the annealing of whole territories takes it: arrays in the user's units and order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..instance import Instance
from ..kernels.interface import F32, F64, I32, Array, Kernels
from .exchange import NEGATIVE_LOG
from .loads import beyond_limits
from .space import Space

NO_WAY = 100.0  # the longest ways that stand for none
LANDMARKS = 8  # units whose travel stands for coordinates where travel is a matrix
NEIGHBORS = 12  # nearest units whose territories a unit may be proposed to

_CHORD, _CHORD_FLOOR, _CHORD_SQUARED, _ARC, _ARC_SQUARED, _MATRIX = range(6)  # cpp/search/cluster.h, ClusterTravel
_MEDOID, _CENTROID = range(2)  # CenterRule


@dataclass(frozen=True)
class Regions:
    """Disjoint sets of territories and how each is annealed."""

    territories: list[NDArray[np.int64]]  # ascending
    temperature: F64  # (R, 2) start, end
    tries: Array  # (R,) int64
    reshape: I32  # (R,)
    seed: Array  # (R,) uint64


@dataclass(frozen=True)
class ClusterData:
    """What does not change while territories are annealed."""

    kernels: Kernels
    threads: int
    travel: int
    rule: int
    position: F32  # (3, n)
    matrix: F32
    weight: F32  # (n,)
    load: F64  # (n, M)
    limits: F64  # (7, K, M)
    size: F64  # (M,)
    base: I32
    disruption: float
    movable: Array  # (n,) uint8
    neighbors: I32  # (n, W)
    place: F64  # (n, D) coordinates for the choice of regions

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.weight)

    @property
    def territories(self) -> int:
        """K."""
        return int(self.limits.shape[1])

    @classmethod
    def of(cls, instance: Instance, kernels: Kernels, threads: int, limits: F64, disruption: float) -> ClusterData:
        """Arrays of an instance; ``limits`` (7, K, M) and ``disruption`` in the user's units."""
        position, place = _places(instance)
        measures = [measure.values for measure in instance.measures] or [np.ones(instance.n)]
        moves_cost = disruption > 0.0 and bool((instance.baseline >= 0).any())
        matrix = instance.metric.matrix
        return cls(
            kernels=kernels,
            threads=threads,
            travel=_travel_code(instance),
            rule=_MEDOID if instance.center_rule == "medoid" else _CENTROID,
            position=position,
            matrix=np.empty((0, 0), np.float32) if matrix is None else _finite(matrix),
            weight=np.ascontiguousarray(instance.travel_weight * instance.travel, np.float32),
            load=np.ascontiguousarray(np.stack(measures, axis=1)),
            limits=limits,
            size=np.maximum(limits[0].mean(axis=0), 1e-300),
            base=np.ascontiguousarray(instance.baseline) if moves_cost else np.empty(0, np.int32),
            disruption=disruption,
            movable=np.ascontiguousarray(instance.pinned < 0, np.uint8),
            neighbors=_neighbors(instance, kernels, threads),
            place=place,
        )

    def search(self, labels: I32, regions: Regions, keep_best: bool, threads: int | None = None) -> tuple[F64, Array]:
        """One kernel call, ``labels`` in place: gains (R,), and (R, 4) what was tried, evaluated, made, improved."""
        sizes = [len(region) for region in regions.territories]
        return self.kernels.cluster_search(
            self.travel,
            self.rule,
            self.position,
            self.matrix,
            self.weight,
            self.load,
            self.limits,
            self.size,
            self.base,
            self.disruption,
            self.movable,
            self.neighbors,
            labels,
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            np.concatenate(regions.territories).astype(np.int32),
            regions.temperature,
            regions.tries,
            regions.reshape,
            regions.seed,
            keep_best,
            NEGATIVE_LOG,
            self.threads if threads is None else threads,
        )

    def excess(self, labels: I32) -> float:
        """By how much hard limits are missed in all, in sizes of the measures."""
        return float((beyond_limits(self.limits, self.loads(labels)) / self.size).sum())

    def loads(self, labels: I32) -> F64:
        """Loads (K, M)."""
        columns = [np.bincount(labels, column, self.territories) for column in self.load.T]
        return np.stack(columns, axis=1).astype(np.float64)


def _travel_code(instance: Instance) -> int:
    metric = instance.metric
    if metric.kind == "matrix":
        return _MATRIX
    if metric.kind == "sphere":
        return _ARC if metric.power == 1 else _ARC_SQUARED
    if metric.power == 2:
        return _CHORD_SQUARED
    return _CHORD_FLOOR if metric.floor else _CHORD


def _places(instance: Instance) -> tuple[F32, F64]:
    """Vectors (3, n) float32, and places (n, D) for drawing regions."""
    if instance.metric.kind == "matrix":
        return np.zeros((3, instance.n), np.float32), _landmark_travel(instance)
    space = Space.of(instance)
    if space.code.on_sphere:
        position = space.vectors(instance.y, instance.x)
        middle = position.mean(axis=1)
        axis = int(np.argmax(np.abs(middle)))
        others = [row for row in range(3) if row != axis]
        return np.ascontiguousarray(position, np.float32), np.ascontiguousarray(position[others].T)
    # moved by a whole number and not scaled: whole coordinates stay exact
    y, x = instance.y - np.round(space.y), instance.x - np.round(space.x)
    position = np.stack([x, y, np.zeros(instance.n)])
    return np.ascontiguousarray(position, np.float32), np.ascontiguousarray(position[:2].T)


def _finite(matrix: F64) -> F32:
    """The matrix with a very long way where there is none: sums of infinities have no differences."""
    longest = float(matrix[np.isfinite(matrix)].max(initial=0.0))
    return np.ascontiguousarray(np.where(np.isfinite(matrix), matrix, NO_WAY * longest + 1.0), np.float32)


def _landmark_travel(instance: Instance) -> F64:
    """Travel (n, D) to units far from each other: units near each other have it alike (Lipschitz embedding)."""
    matrix = instance.metric.matrix
    assert matrix is not None
    finite = np.where(np.isfinite(matrix), matrix, 2.0 * float(matrix[np.isfinite(matrix)].max(initial=0.0)))
    chosen = [int(np.argmax(finite[:, 0]))]
    while len(chosen) < min(LANDMARKS, instance.n):
        chosen.append(int(np.argmax(finite[:, chosen].min(axis=1))))
    return np.ascontiguousarray(finite[:, chosen])


def _neighbors(instance: Instance, kernels: Kernels, threads: int) -> I32:
    """The nearest other units of each unit (n, W)."""
    n, width = instance.n, min(NEIGHBORS, instance.n - 1)
    if width == 0:
        return np.full((n, 1), 0, np.int32)
    if instance.metric.kind == "matrix":
        assert instance.metric.matrix is not None
        near: NDArray[Any] = np.argsort(instance.metric.matrix, axis=1, kind="stable")[:, : width + 1]
    elif instance.metric.kind == "sphere":
        near, _ = kernels.great_circle_nearest(instance.y, instance.x, instance.y, instance.x, width + 1, threads)
    else:
        from scipy.spatial import cKDTree

        places = np.stack([instance.x, instance.y], axis=1)
        near = cKDTree(places).query(places, width + 1)[1]
    return _without_itself(near, width)


def _without_itself(near: NDArray[Any], width: int) -> I32:
    """Rows without their own number, which need not stand first where places coincide."""
    own = near == np.arange(len(near))[:, None]
    own[~own.any(axis=1), -1] = True
    rest = near[~own].reshape(len(near), width)
    return np.ascontiguousarray(rest, np.int32)
