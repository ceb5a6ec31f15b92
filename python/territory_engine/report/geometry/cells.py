"""Accounts to the sites of cells: few where a territory is alone, down to single accounts where territories meet.

Cells are the squares of a quadtree (Finkel and Bentley 1974, doi:10.1007/BF00288933) over the places in Morton order,
where every square is a run. A square is opened while it, or one beside it, has accounts of another territory.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Index = NDArray[np.int32]
Code = NDArray[np.uint64]

BITS = 26  # squares of the last level: 0.6 m where the map is the whole world
COARSE = 4_000  # squares of the first level, about
MOST = 40_000  # squares after which no more are opened


@dataclass(frozen=True)
class Sites:
    """One point for each cell, (s,). ``cell`` (n,) is the cell of every account."""

    x: Float
    y: Float
    label: Index
    cell: NDArray[np.int64]


def sites_of(x: Float, y: Float, labels: Index) -> Sites:
    """Cells of accounts at ``x``, ``y`` (n,) in the territories ``labels`` (n,); a site is the mean of its majority."""
    code = morton(x, y)
    order = np.argsort(code, kind="stable")
    code, label = code[order], labels[order]
    cell = _leaves(code, label)
    count = int(cell[-1]) + 1
    own = _majority(cell, label, count)
    weight = (own[cell] == label).astype(np.float64)
    total = np.bincount(cell, weight, count)
    sums = (np.bincount(cell, weight * values[order], count) for values in (x, y))
    site_x, site_y = (total_of / total for total_of in sums)
    back = np.empty_like(cell)
    back[order] = cell
    return Sites(site_x, site_y, own, back)


def _leaves(code: Code, label: Index) -> NDArray[np.int64]:
    """The leaf of every account in Morton order: runs, numbered as they come."""
    first = np.zeros(len(code), bool)  # whether a leaf begins here
    first[0] = True
    at = np.arange(len(code))  # accounts in squares that are still open
    shift = _first_shift(code)
    while True:
        squares = code[at] >> np.uint64(shift)
        begins = np.flatnonzero(np.concatenate([[True], squares[1:] != squares[:-1]]))
        first[at[begins]] = True
        sizes = np.diff(np.append(begins, len(at)))
        opened = _to_open(squares[begins], label[at], begins, sizes)
        if shift == 0 or not opened.any() or int(first.sum()) > MOST:
            break
        shift -= 2
        at = at[np.repeat(opened, sizes)]
    # a square that follows an opened one begins a leaf, too: it did so when it was a leaf of its own level
    return np.cumsum(first) - 1


def _first_shift(code: Code) -> int:
    """The level with about ``COARSE`` squares that are not empty."""
    shift = 2 * BITS
    while shift > 0 and np.count_nonzero(np.diff(code >> np.uint64(shift))) < COARSE:
        shift -= 2
    return shift


def _to_open(square: Code, label: Index, begins: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Squares of several accounts that have two territories, or that touch a square which has another."""
    changes = np.concatenate([[0], np.cumsum(label[1:] != label[:-1])])
    mixed = changes[begins] != changes[begins + sizes - 1]
    own = label[begins]
    near = mixed.copy()
    column, row = demorton(square)
    for across, up in ((1, 0), (0, 1), (1, 1), (1, -1)):
        beside = _morton(column + np.uint64(across), row + np.uint64(up % 2**64))
        found = np.minimum(np.searchsorted(square, beside), len(square) - 1)
        differs = (square[found] == beside) & (mixed | mixed[found] | (own != own[found]))
        near |= differs
        near[found[differs]] = True
    opened: NDArray[np.bool_] = near & (sizes > 1)
    return opened


def _majority(cell: NDArray[np.int64], label: Index, count: int) -> Index:
    """The territory with most accounts of each cell; the first of several."""
    order = np.lexsort((label, cell))
    pair = cell[order] * (int(label.max()) + 1) + label[order]
    begins = np.flatnonzero(np.concatenate([[True], pair[1:] != pair[:-1]]))
    size = np.diff(np.append(begins, len(pair)))
    of, what = cell[order][begins], label[order][begins]
    best = np.lexsort((what, -size, of))
    chosen = best[np.concatenate([[True], of[best][1:] != of[best][:-1]])]
    result: Index = what[chosen].astype(np.int32)
    return result


def morton(x: Float, y: Float) -> Code:
    """Place of points on the Z curve (Morton 1966) over their bounding square."""
    side = max(float(np.ptp(x)), float(np.ptp(y))) or 1.0
    scale = (2**BITS - 1) / side
    column, row = (((v - v.min()) * scale).astype(np.uint64) for v in (x, y))
    return _morton(column, row)


def _morton(column: Code, row: Code) -> Code:
    return _spread(column) | (_spread(row) << np.uint64(1))


_MASKS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def _spread(value: Code) -> Code:
    value = value & np.uint64(0xFFFFFFFF)
    for step, mask in _MASKS:
        value = (value | (value << np.uint64(step))) & np.uint64(mask)
    return value


def demorton(code: Code) -> tuple[Code, Code]:
    """Column and row of squares."""
    return _gather(code), _gather(code >> np.uint64(1))


def _gather(value: Code) -> Code:
    value = value & np.uint64(0x5555555555555555)
    masks = [0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x00FF00FF00FF00FF, 0x0000FFFF0000FFFF, 0x00000000FFFFFFFF]
    for step, mask in zip((1, 2, 4, 8, 16), masks, strict=True):
        value = (value | (value >> np.uint64(step))) & np.uint64(mask)
    return value
