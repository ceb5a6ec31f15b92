"""Units in spatial order with their block tree: all of them, and a coarser copy that the first rounds run on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..centers import Centers
from ..haversine import blocks
from ..instance import Instance
from ..kernels.interface import F32, F64, I32, Kernels
from .listed import Listed
from .scaling import Scaling
from .source import GEOMETRY, Source
from .space import Space

LEAF = 16


@dataclass
class Level:
    """Units of one resolution, padded to whole leaves (see ``Kernels.make_units``), and the kernel set's handles."""

    count: int  # without padding
    position: F32  # (3, padded)
    travel: F32  # (padded,)
    load: F64  # (M, padded)
    base: I32  # (padded,) or empty: baseline territory of each unit
    units: Any
    blocks: Any
    labels: I32  # (padded,) written by the price pass
    source: Source = GEOMETRY  # of the travel of its units
    listed: Level | None = None  # the same units with the travel that counts, where that follows from no formula

    @property
    def mean_travel(self) -> float:
        """Mean travel weight of a unit."""
        return float(self.travel.sum(dtype=np.float64)) / self.count


def make_level(kernels: Kernels, position: F32, travel: F32, load: F64, bonus: F32, base: I32, threads: int) -> Level:
    """Pad, and build the block tree."""
    n = len(travel)
    padded = -(-n // LEAF) * LEAF
    ratio = np.empty((len(load), padded), np.float32)
    for m, row in enumerate(load):
        np.divide(row, travel, out=ratio[m, :n], casting="same_kind")
        ratio[m, n:] = ratio[m, n - 1]
    if padded > n:
        position = np.concatenate([position, np.repeat(position[:, -1:], padded - n, axis=1)], axis=1)
        travel = np.concatenate([travel, np.zeros(padded - n, np.float32)])
        load = np.concatenate([load, np.zeros((len(load), padded - n))], axis=1)
        if len(bonus):
            bonus = np.concatenate([bonus, np.zeros(padded - n, np.float32)])
            base = np.concatenate([base, np.full(padded - n, -1, np.int32)])
    units = kernels.make_units(position, travel, load, ratio, bonus, base)
    blocks = kernels.make_blocks(units, threads)
    return Level(n, position, travel, load, base, units, blocks, np.zeros(padded, np.int32))


def fine_level(
    kernels: Kernels, instance: Instance, space: Space, scaling: Scaling, rows: NDArray[Any] | None, threads: int
) -> tuple[Level, NDArray[Any]]:
    """The level of the given rows of an instance (None: all), and the instance rows in the level's order."""
    y, x, weight = instance.y, instance.x, instance.travel_weight
    if rows is not None:
        y, x, weight = y[rows], x[rows], weight[rows]
    if instance.metric.kind == "table":
        order = _order_without_space(kernels, instance, rows, y, x, threads)
        position = np.zeros((3, len(order)), np.float32)
    else:
        order, position = space.ordered(kernels, y, x, threads)
    rows = order if rows is None else rows[order]
    travel = (weight[order] * scaling.travel).astype(np.float32)
    load = np.empty((len(scaling.load), len(order)))
    if instance.measures:
        for m, measure in enumerate(instance.measures):
            np.multiply(measure.values[rows], scaling.load[m], out=load[m])
    else:
        load[:] = 1.0
    bonus, base = np.empty(0, np.float32), np.empty(0, np.int32)
    if scaling.disruption > 0.0:
        base = instance.baseline[rows]
        bonus = np.where(base >= 0, scaling.disruption / travel, 0.0).astype(np.float32)
    return make_level(kernels, position, travel, load, bonus, base, threads), rows


def with_listed_travel(level: Level, instance: Instance, space: Space, scaling: Scaling, rows: I32) -> Level:
    """The same units with labels of their own and the travel of the instance's ways."""
    source = Listed(instance, space, scaling.travel, rows, len(level.labels))
    return replace(level, labels=level.labels.copy(), source=source, listed=None)


def _order_without_space(
    kernels: Kernels, instance: Instance, rows: NDArray[Any] | None, y: F64, x: F64, threads: int
) -> I32:
    """Units in an order in which neighbours have much of their travel in common: by their places, where there are any.

    Else by their nearest territory, and the travel to it.
    """
    if np.ptp(y) > 0.0 or np.ptp(x) > 0.0:
        return kernels.planar_order(x.astype(np.float32), y.astype(np.float32), threads)
    assert instance.metric.ways is not None
    some = np.arange(instance.n) if rows is None else rows
    nowhere = Centers(instance.center_y, instance.center_x)
    nearest, least = np.empty(len(some), np.int32), np.empty(len(some), np.float32)
    for part in blocks(len(some)):
        travel = instance.metric.ways.whole(instance, instance.metric.ways.ordered(some), part, nowhere)
        nearest[part], least[part] = travel.argmin(axis=0), travel.min(axis=0)
    order: I32 = np.lexsort((least, nearest)).astype(np.int32)
    return order


def coarse_level(kernels: Kernels, space: Space, fine: Level, target: int, threads: int) -> Level:
    """Runs of consecutive units merged into one each, about ``target`` in all; the fine level itself if that is small.

    The baseline plays no part: a run has many.
    """
    group = fine.count // target
    if group < 2:
        return fine
    starts = np.arange(0, fine.count, group)
    weight = fine.travel[: fine.count]
    travel = np.add.reduceat(weight, starts, dtype=np.float64)
    sums = [np.add.reduceat(weight * row[: fine.count], starts, dtype=np.float64) for row in fine.position]
    position = space.mean(np.stack(sums), travel)
    load = np.stack([np.add.reduceat(row[: fine.count], starts) for row in fine.load])
    none = np.empty(0, np.float32)
    return make_level(
        kernels,
        position.astype(np.float32),
        travel.astype(np.float32),
        load,
        none,
        np.empty(0, np.int32),
        threads,
    )
