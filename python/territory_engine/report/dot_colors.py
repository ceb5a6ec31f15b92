"""Colours where accounts are dots and no areas say which territories are neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..nearest import nearest_to_each_other
from .coloring import color
from .colors import PALETTE

if TYPE_CHECKING:
    from ..plan import Plan

Index = NDArray[np.int32]

NEAR = 5  # centres that count as neighbours of one, itself among them


def dot_colors(plan: Plan, rows: NDArray[np.int64]) -> list[str]:
    """A colour for each territory; ``rows`` are the accounts that are drawn."""
    pairs = dot_neighbours(plan, rows)
    return [PALETTE[index] for index in color(plan.problem.instance.territory_count, pairs)]


def dot_neighbours(plan: Plan, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of territories (p, 2) that probably border on each other."""
    y, x = plan.solution.center_y, plan.solution.center_x
    nearest = nearest_to_each_other(y, x, min(NEAR, len(y)), planar=plan.problem.columns.x is not None)
    return neighbour_pairs(plan.solution.labels[rows], plan.second_choices.territory[rows], nearest)


def neighbour_pairs(labels: Index, second: Index, nearest: Index) -> NDArray[np.int64]:
    """Pairs of territories that border on each other, (p, 2): own and next best of the accounts, and nearby centres.

    Parameters
    ----------
    labels, second : (n,) int32
        Territory and next best territory of (a sample of) the accounts; -1 where there is none.
    nearest : (K, k) int32
        The centres nearest to each centre, itself among them.
    """
    first = np.concatenate([labels, np.repeat(np.arange(len(nearest)), nearest.shape[1])]).astype(np.int64)
    other = np.concatenate([second, nearest.ravel()]).astype(np.int64)
    kept = (other >= 0) & (first != other)
    both = np.sort(np.stack([first[kept], other[kept]], axis=1), axis=1)
    return np.unique(both, axis=0)
