"""Outlines of what lies below a level on a grid: marching squares, linked to rings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .graph import F64, I64

Rings = list[F64]

# Edges of a cell that a line goes from and to, with what is inside to its left, for each set of corners that are inside
# (1 upper left, 2 upper right, 4 lower right, 8 lower left). Where opposite corners are, they are kept apart.
_TOP, _RIGHT, _BOTTOM, _LEFT = range(4)
_LINES = {
    1: [(_LEFT, _TOP)],
    2: [(_TOP, _RIGHT)],
    3: [(_LEFT, _RIGHT)],
    4: [(_RIGHT, _BOTTOM)],
    5: [(_LEFT, _TOP), (_RIGHT, _BOTTOM)],
    6: [(_TOP, _BOTTOM)],
    7: [(_LEFT, _BOTTOM)],
    8: [(_BOTTOM, _LEFT)],
    9: [(_BOTTOM, _TOP)],
    10: [(_TOP, _RIGHT), (_BOTTOM, _LEFT)],
    11: [(_BOTTOM, _RIGHT)],
    12: [(_RIGHT, _LEFT)],
    13: [(_RIGHT, _TOP)],
    14: [(_TOP, _LEFT)],
}
_LEAST = 0.02  # how close to a corner a line crosses an edge: rings do not touch themselves


def rings(values: F64, level: float) -> Rings:
    """Closed lines around the parts of a grid where ``values <= level``.

    Parameters
    ----------
    values : (rows, columns) float64
        Greater than ``level`` all around; may be infinite.

    Returns
    -------
    list of (k, 2) float64
        Row and column, the last equal to the first. With rows counted downward, parts are run around counter-clockwise
        and their holes clockwise.
    """
    inside = values <= level
    corners = inside[:-1, :-1] + 2 * inside[:-1, 1:] + 4 * inside[1:, 1:] + 8 * inside[1:, :-1]
    begin, end = _lines(corners, values.shape[1])
    order = np.argsort(begin)
    begin, end = begin[order], end[order]
    point = _crossings(values, level, begin)
    following = np.searchsorted(begin, end).tolist()
    result, seen = [], [False] * len(following)
    for first in range(len(following)):
        if seen[first]:
            continue
        ring, at = [], first
        while not seen[at]:
            seen[at] = True
            ring.append(at)
            at = following[at]
        result.append(point[[*ring, first]])
    return result


def _lines(corners: NDArray[np.integer], columns: int) -> tuple[I64, I64]:
    """Edges of the grid that lines go from and to: 2 * corner for one to the right of it, + 1 for one below."""
    begin, end = [], []
    for case, lines in _LINES.items():
        row, column = np.nonzero(corners == case)
        corner = row * columns + column
        edges = {
            _TOP: 2 * corner,
            _BOTTOM: 2 * (corner + columns),
            _LEFT: 2 * corner + 1,
            _RIGHT: 2 * (corner + 1) + 1,
        }
        for one, other in lines:
            begin.append(edges[one])
            end.append(edges[other])
    return np.concatenate(begin), np.concatenate(end)


def _crossings(values: F64, level: float, edge: I64) -> F64:
    """Where the level is crossed, (k, 2) row and column."""
    row, column = np.divmod(edge // 2, values.shape[1])
    below = edge % 2
    here, there = values[row, column], values[row + below, column + 1 - below]
    with np.errstate(invalid="ignore"):  # of two infinite ones none is crossed; one gives 0 or 1
        share = np.where(np.isinf(there), 0.0, np.where(np.isinf(here), 1.0, (level - here) / (there - here)))
    share = np.clip(share, _LEAST, 1.0 - _LEAST)
    return np.stack([row + below * share, column + (1 - below) * share], axis=1)


def signed_area(ring: F64) -> float:
    """Of a closed (k, 2) ring of x and y, positive where it runs counter-clockwise."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2.0


def is_within(ring: F64, x: float, y: float) -> bool:
    """Whether a point is inside a closed (k, 2) ring of x and y."""
    x0, y0, x1, y1 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    across = (y0 > y) != (y1 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        right = x < x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    return bool(np.count_nonzero(across & right) % 2)


def polygons(outlines: Rings) -> list[Rings]:
    """Rings of x and y sorted into polygons: the outer ring of each, then its holes; the largest first."""
    areas = [signed_area(ring) for ring in outlines]
    outer = sorted((i for i, area in enumerate(areas) if area > 0.0), key=lambda i: -areas[i])
    result = {i: [outlines[i]] for i in outer}
    for i, area in enumerate(areas):
        if area >= 0.0:
            continue
        x, y = outlines[i][0].tolist()
        around = [j for j in outer if areas[j] > -area and is_within(outlines[j], x, y)]
        if around:
            result[around[-1]].append(outlines[i])
    return list(result.values())
