"""Which territories are annealed together: parts that cover all of them, or regions around random ones."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import F64, I32

Rows = NDArray[np.int64]


def territory_places(place: F64, labels: I32, territories: int) -> tuple[F64, Rows]:
    """Mean places (K, D) of the territories' units, and counts (K,). Empty territories stand at the mean of all."""
    counts = np.bincount(labels, minlength=territories)
    sums = np.stack([np.bincount(labels, column, territories) for column in place.T], axis=1)
    means = sums / np.maximum(counts, 1)[:, None]
    return np.where(counts[:, None] > 0, means, place.mean(axis=0)), counts


def parts(place: F64, count: int, angle: float) -> list[Rows]:
    """All territories cut into ``count`` compact parts of equal numbers, by bisections that start at ``angle``."""
    result = []
    stack = [(np.arange(len(place)), count, angle, 0)]
    while stack:
        rows, pieces, turn, depth = stack.pop()
        if pieces <= 1:
            result.append(np.sort(rows))
            continue
        left = pieces // 2
        first, second = depth % place.shape[1], (depth + 1) % place.shape[1]
        along = place[rows, first] * math.cos(turn) + place[rows, second] * math.sin(turn)
        rows = rows[np.argsort(along, kind="stable")]
        cut = len(rows) * left // pieces
        stack.append((rows[:cut], left, turn + 0.5 * math.pi, depth + 1))
        stack.append((rows[cut:], pieces - left, turn + 0.5 * math.pi, depth + 1))
    return result


def regions(place: F64, size: int, most: int, rng: np.random.Generator) -> list[Rows]:
    """At most ``most`` disjoint regions, each of up to ``size`` territories nearest to a random one.

    A region that would overlap others too much is left out; at least one is found.
    """
    territories = len(place)
    free = np.ones(territories, bool)
    found: list[Rows] = []
    for seed in rng.permutation(territories)[: 4 * most].tolist():
        if len(found) == most:
            break
        if not free[seed]:
            continue
        far = np.square(place - place[seed]).sum(axis=1)
        near = np.argpartition(far, size - 1)[:size] if size < territories else np.arange(territories)
        near = near[free[near]]
        if found and len(near) < 0.6 * size:
            continue
        free[near] = False
        found.append(np.sort(near))
    return found
