"""The nearest centres of every unit, by any metric."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from . import kernels
from .centers import Centers
from .haversine import blocks
from .instance import Instance
from .unit_travel import travel_to

Index = NDArray[np.int32]
Travel = NDArray[np.floating]
Near = tuple[slice, Index, Travel]
Search = Callable[[slice], tuple[Index, Travel]]

SEARCHED = 1 << 17  # units per search: enough to prune well, 24 bytes each


def nearest_centers(instance: Instance, centers: Centers, k: int, threads: int) -> Iterator[Near]:
    """The ``k`` nearest centres, nearest first: searched for many units at once, handed on a cache full at a time.

    Yields rows of the instance, territories (m, k) int32, and the travel of one visit to each, (m, k) float32 where it
    was searched in that, else float64. Nearest by length; of lengths that floor to the same number the truly shortest.
    """
    find = {"sphere": _on_the_sphere, "plane": _in_the_plane, "matrix": _in_the_matrix}
    search = find.get(instance.metric.kind, _by_ways)(instance, centers, k, threads)
    for many in blocks(instance.n, SEARCHED):
        index, travel = search(many)
        for few in blocks(len(index)):
            yield slice(many.start + few.start, many.start + few.stop), index[few], travel[few]


def nearest_to_each_other(y: NDArray[np.float64], x: NDArray[np.float64], k: int, *, planar: bool) -> Index:
    """The ``k`` places nearest to each place, itself among them, (m, k) int32."""
    if not planar:
        return kernels.get().great_circle_nearest(y, x, y, x, k, 1)[0]
    from scipy.spatial import KDTree

    places = np.stack([y, x], axis=1)
    index: Index = KDTree(places).query(places, range(1, k + 1))[1].astype(np.int32)
    return index


def _on_the_sphere(instance: Instance, centers: Centers, k: int, threads: int) -> Search:
    kernel = kernels.get().great_circle_nearest

    def search(rows: slice) -> tuple[Index, Travel]:
        index, km = kernel(instance.y[rows], instance.x[rows], centers.y, centers.x, k, threads)
        return index, instance.metric.counted(km)

    return search


def _in_the_plane(instance: Instance, centers: Centers, k: int, threads: int) -> Search:
    from scipy.spatial import KDTree

    tree = KDTree(np.stack([centers.y, centers.x], axis=1))

    def search(rows: slice) -> tuple[Index, Travel]:
        places = np.stack([instance.y[rows], instance.x[rows]], axis=1)
        _, index = tree.query(places, range(1, k + 1), workers=threads)
        index = index.astype(np.int32)
        return index, np.stack([travel_to(instance, rows, near, centers) for near in index.T], axis=1)

    return search


def _by_ways(instance: Instance, centers: Centers, k: int, threads: int) -> Search:
    ways = instance.metric.ways
    assert ways is not None

    def search(rows: slice) -> tuple[Index, Travel]:
        units = np.arange(rows.start, min(rows.stop, instance.n))
        travel = ways.whole(instance, ways.ordered(units), slice(None), centers, threads=threads)
        index, every = np.empty((len(units), k), np.int32), np.arange(len(units))
        least = np.empty((len(units), k), np.float32)
        for place in range(k):
            index[:, place] = travel.argmin(axis=0)
            least[:, place] = travel[index[:, place], every]
            travel[index[:, place], every] = np.inf
        return index, least

    return search


def _in_the_matrix(instance: Instance, centers: Centers, k: int, threads: int) -> Search:
    matrix, column = instance.metric.matrix, centers.index
    assert matrix is not None and column is not None

    def search(rows: slice) -> tuple[Index, Travel]:
        travel = np.where(column >= 0, matrix[rows].take(column, axis=1), np.inf)
        index = np.argsort(travel, axis=1, kind="stable")[:, :k].astype(np.int32)
        return index, np.take_along_axis(travel, index, axis=1)

    return search
