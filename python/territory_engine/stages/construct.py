"""A first plan: recursive bisection of a coarse level in rotated coordinates, or the centres that were given."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import F32, F64, I32
from .centers import move_centers
from .level import Level
from .space import Space
from .state import Context, State


def bisect(u: F64, v: F64, weight: F64, share: F64) -> I32:
    """Recursive bisection: labels (n,) of K parts with weights in proportion to ``share`` (K,).

    The longer side is cut where the weights on both sides are as the shares are; every part gets a unit as long as
    there are as many units as parts (Berger and Bokhari, doi:10.1109/TC.1987.1676942).
    """
    labels = np.zeros(len(u), np.int32)
    stack = [(np.arange(len(u)), 0, len(share))]
    while stack:
        rows, first, parts = stack.pop()
        if parts == 1:
            labels[rows] = first
            continue
        left = parts // 2
        along = u if np.ptp(u[rows]) > np.ptp(v[rows]) else v
        rows = rows[np.argsort(along[rows], kind="stable")]
        summed = np.cumsum(weight[rows])
        wanted = summed[-1] * share[first : first + left].sum() / share[first : first + parts].sum()
        cut = int(np.searchsorted(summed - 0.5 * weight[rows], wanted))
        cut = min(max(cut, left), len(rows) - (parts - left))
        stack.append((rows[:cut], first, left))
        stack.append((rows[cut:], first + left, parts - left))
    return labels


def plane(space: Space, position: NDArray[np.float32]) -> tuple[F64, F64]:
    """Coordinates of units (3, n) in a plane; on the sphere by the equal-area projection around their mean."""
    place = position.astype(np.float64)
    if not space.code.on_sphere:
        return place[0], place[1]
    axis = place.mean(axis=1)
    length = float(np.sqrt((axis**2).sum()))
    axis = axis / length if length > 1e-9 else np.array([0.0, 0.0, 1.0])
    east = np.cross([0.0, 0.0, 1.0], axis)
    length = float(np.sqrt((east**2).sum()))
    east = east / length if length > 1e-9 else np.array([1.0, 0.0, 0.0])
    north = np.cross(axis, east)
    stretch = np.sqrt(2.0 / np.maximum(1.0 + _along(axis, place), 1e-9))
    return stretch * _along(east, place), stretch * _along(north, place)


def _along(axis: F64, place: F64) -> F64:
    """Dot products in a fixed order: BLAS would sum by its own threads."""
    product: F64 = axis[0] * place[0] + axis[1] * place[1] + axis[2] * place[2]
    return product


def start_from_bisection(context: Context, level: Level, angle: float, homes: F64) -> State:
    """Bisect at an angle; given homes replace the nearest centres so found. ``homes`` (3, K), NaN where none."""
    n = level.count
    u, v = plane(context.space, level.position[:, :n])
    cos, sin = np.cos(angle), np.sin(angle)
    size = context.size[:, 0]
    weight = level.load[0, :n] if float(level.load[0].sum()) > 0.0 else level.travel[:n].astype(np.float64)
    labels = bisect(u * cos - v * sin, u * sin + v * cos, weight, size)
    return start_from_labels(context, level, _named_by_homes(context.space, level, labels, homes), homes)


def start_from_labels(context: Context, level: Level, labels: I32, homes: F64) -> State:
    """Centres of labelled units (-1: not yet anywhere); territories without units start at the heaviest ones."""
    k, n = context.territories, level.count
    weight = np.where(labels >= 0, level.travel[:n], 0.0)
    known = np.maximum(labels, 0)
    sums, total = _sums_of(known, weight, level.position[:, :n], k)
    place = context.space.mean(sums, total)
    empty = np.flatnonzero(~context.space.has_mean(sums, total))
    if len(empty):
        heaviest = np.argsort(-weight, kind="stable")[: len(empty)]
        place[:, empty] = context.space.onto(level.position[:, heaviest].astype(np.float64))
    centers = np.where(np.isfinite(homes), homes, place)
    level.labels[:n] = known
    level.labels[n:] = known[-1]
    return settle_medians(context, level, start_from_centers(context, centers), rounds=3)


def start_from_centers(context: Context, centers: F64) -> State:
    """A state at the given centres, all prices 0."""
    k = context.territories
    return State(
        np.ascontiguousarray(centers), np.zeros_like(context.size), np.zeros(k), np.ones(k), np.zeros_like(context.size)
    )


def settle_medians(context: Context, level: Level, state: State, rounds: int) -> State:
    """Weiszfeld steps at fixed labels."""
    for _ in range(rounds):
        state = move_centers(context, level, state)
    return state


def _sums_of(labels: I32, weight: F32, position: F32, parts: int) -> tuple[F64, F64]:
    """Weighted sums of vectors (3, K) and of weights (K,) of labelled units."""
    sums = [np.bincount(labels, weight * row, minlength=parts) for row in position]
    return np.asarray(sums, np.float64), np.bincount(labels, weight, minlength=parts).astype(np.float64)


def _named_by_homes(space: Space, level: Level, labels: I32, homes: F64) -> I32:
    """Labels renamed so that each given home has the index of the part nearest to it that no other home took."""
    k, n = homes.shape[1], level.count
    given = np.flatnonzero(np.isfinite(homes).all(axis=0))
    if not len(given):
        return labels
    place = space.mean(*_sums_of(labels, level.travel[:n], level.position[:, :n], k))
    free = list(range(k))
    name = np.empty(k, np.int32)
    for t in given:
        chord2 = ((place[:, free] - homes[:, t, None]) ** 2).sum(axis=0)
        name[free.pop(int(np.argmin(chord2)))] = t
    name[free] = np.setdiff1d(np.arange(k), given)
    renamed: I32 = name[labels]
    return renamed
