"""Moves of centres: one Weiszfeld step towards the place of least travel for each territory's units."""

from __future__ import annotations

import numpy as np

from ..kernels.interface import F64
from .level import Level
from .state import Context, State


def center_sums(context: Context, level: Level, state: State) -> F64:
    """Sums (K, 5) over the level's labels and the pinned units (see ``Kernels.center_sums``)."""
    kernels, centers = context.kernels, state.centers32
    sums = kernels.center_sums(level.units, level.labels, centers, context.metric, context.threads)
    if context.pinned is not None:
        pinned = context.pinned
        sums = sums + kernels.center_sums(pinned.units, pinned.labels, centers, context.metric, context.threads)
    return sums


def travel_per_territory(context: Context, level: Level) -> F64:
    """Travel weight (K,) of each territory's units, pinned ones included."""
    k = context.territories
    total = np.bincount(level.labels, level.travel, minlength=k).astype(np.float64)
    if context.pinned is not None:
        total = total + np.bincount(context.pinned.labels, context.pinned.travel, minlength=k)
    return total


def move_centers(context: Context, level: Level, state: State, stretch: float = 1.0) -> State:
    """Move every movable centre ``stretch`` Weiszfeld steps, and renew the territories' radii."""
    sums = center_sums(context, level, state)
    movable = context.movable & context.space.has_mean(sums[:, :3].T, sums[:, 3])
    target = context.space.mean(sums[:, :3].T, sums[:, 3])
    centers = context.space.onto(state.centers + np.where(movable, stretch * (target - state.centers), 0.0))
    radius = radii(sums[:, 4], travel_per_territory(context, level))
    known = state.radius > 0.0
    return state.with_(centers=centers, radius=np.where(known, 0.5 * (state.radius + radius), radius))


def radii(travel: F64, weight: F64) -> F64:
    """Mean travel per territory; the overall mean where a territory is nearly empty, never below a 50th of it."""
    total = max(float(weight.sum()), 1e-300)
    overall = float(travel.sum()) / total
    own = np.divide(travel, weight, out=np.full_like(weight, overall), where=weight > 0.2 * total / len(weight))
    mean: F64 = np.maximum(own, max(0.02 * overall, 1e-4))
    return mean
