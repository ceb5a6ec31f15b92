"""Accounts to cells: few where a territory is alone, down to single places where territories meet.

Cells are the squares of a quadtree (Finkel and Bentley 1974, doi:10.1007/BF00288933) over the places in Morton order,
where every square is a run. A square with accounts of several territories is opened; so is, on the first levels, one
that touches a square with another territory, so that cells along a border are of like size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .morton import BITS, Code, interleaved, morton, squares

Float = NDArray[np.float64]
Index = NDArray[np.int32]
Rows = NDArray[np.int64]

COARSE = 3_000  # squares of the first level, about
EVEN = 4_000  # closed squares after which only mixed ones are opened
MOST = 60_000  # squares after which none is opened: territories that overlap everywhere


@dataclass(frozen=True)
class Cells:
    """Cells and the accounts in them. Accounts stand in an order in which every cell is a run.

    A cell belongs to the territory with most of its accounts; its site is their mean place.
    """

    order: Rows  # (n,) rows of the accounts
    x: Float  # (n,) their places, in this order
    y: Float
    label: Index  # (n,)
    begins: Rows  # (c + 1,) cell i is begins[i]:begins[i + 1]
    site_x: Float  # (c,)
    site_y: Float
    owner: Index  # (c,)
    boxes: Float  # (c, 4) west, south, east, north of the accounts

    @property
    def sizes(self) -> Rows:
        """Accounts in each cell, (c,)."""
        return np.diff(self.begins)

    def accounts_of(self, cells: NDArray[np.bool_]) -> Rows:
        """Positions of the accounts in some of the cells, ascending."""
        return np.flatnonzero(np.repeat(cells, self.sizes))


def cells_of(x: Float, y: Float, labels: Index) -> Cells:
    """Cells of accounts at ``x``, ``y`` (n,) in the territories ``labels`` (n,). O(n log n)."""
    code = morton(x, y)
    order = np.argsort(code, kind="stable")
    x, y, label = x[order], y[order], labels[order]
    first = _leaves(code[order], label)
    begins = np.append(np.flatnonzero(first), len(first))
    cell = np.cumsum(first) - 1
    owner = _majority(cell, label, begins)
    mine = (owner[cell] == label).astype(np.float64)
    weight = np.add.reduceat(mine, begins[:-1])
    sites, lows, highs = [], [], []
    for values in (x, y):
        lows.append(np.minimum.reduceat(values, begins[:-1]))
        highs.append(np.maximum.reduceat(values, begins[:-1]))
        mean = np.add.reduceat(mine * values, begins[:-1]) / weight
        sites.append(np.clip(mean, lows[-1], highs[-1]))  # a mean of equal numbers may differ from them
    boxes = np.column_stack([*lows, *highs])
    return Cells(order, x, y, label, begins, sites[0], sites[1], owner, boxes)


def _leaves(code: Code, label: Index) -> NDArray[np.bool_]:
    """Whether a leaf begins at each account in Morton order."""
    first = np.zeros(len(code), bool)
    first[0] = True
    at = np.arange(len(code))  # accounts in squares that are open
    shift, closed = _first_shift(code), 0
    while True:
        square = code[at] >> np.uint64(shift)
        begins = np.flatnonzero(np.concatenate([[True], square[1:] != square[:-1]]))
        first[at[begins]] = True
        sizes = np.diff(np.append(begins, len(at)))
        changes = np.concatenate([[0], np.cumsum(label[at[1:]] != label[at[:-1]])])
        opened = changes[begins] != changes[begins + sizes - 1]
        if closed < EVEN:
            opened = _with_neighbours(square[begins], label[at[begins]], opened) & (sizes > 1)
        closed += int(np.count_nonzero(~opened))
        if shift == 0 or not opened.any() or closed + len(begins) > MOST:
            return first
        shift -= 2
        at = at[np.repeat(opened, sizes)]


def _first_shift(code: Code) -> int:
    """The level with about ``COARSE`` squares that are not empty."""
    shift = 2 * BITS
    while shift > 0 and np.count_nonzero(np.diff(code >> np.uint64(shift))) < COARSE:
        shift -= 2
    return shift


def _with_neighbours(square: Code, label: Index, mixed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mixed squares, and those that touch a mixed one or one of another territory."""
    near = mixed.copy()
    column, row = squares(square)
    for across, up in ((1, 0), (0, 1), (1, 1), (1, -1)):
        beside = interleaved(column + np.uint64(across), row + np.uint64(up % 2**64))
        found = np.minimum(np.searchsorted(square, beside), len(square) - 1)
        differs = (square[found] == beside) & (mixed | mixed[found] | (label != label[found]))
        near |= differs
        near[found[differs]] = True
    return near


def _majority(cell: Rows, label: Index, begins: Rows) -> Index:
    """The territory with most accounts of each cell; the first of several."""
    owner = label[begins[:-1]].copy()
    changes = np.concatenate([[0], np.cumsum(label[1:] != label[:-1])])
    mixed = changes[begins[:-1]] != changes[begins[1:] - 1]
    if mixed.any():
        some = np.repeat(mixed, np.diff(begins))
        cells, most = most_common(cell[some], label[some])
        owner[cells] = most
    return owner


def most_common(group: Rows, label: Index) -> tuple[Rows, Index]:
    """The groups (g,), ascending, and the label (g,) that most of each group's members have; the first of several."""
    labels = int(label.max()) + 1
    pair, size = np.unique(group * labels + label, return_counts=True)
    groups, of = np.divmod(pair, labels)
    best = np.lexsort((of, -size, groups))
    first = best[np.concatenate([[True], np.diff(groups[best]) > 0])]
    return groups[first], of[first].astype(np.int32)
