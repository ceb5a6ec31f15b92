"""The part of a network in which every place can be reached from every other one."""

from __future__ import annotations

import numpy as np

from .arcs import Arcs, rows_by_tail
from .graph import I32


def largest_component(arcs: Arcs, nodes: int) -> tuple[I32, int]:
    """Nodes of the largest strongly connected part, ascending, and how many parts there are.

    Of equally large parts the one with the lowest node. Arcs are sorted by tail. By scipy's Pearce: O(n + m).
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    first = rows_by_tail(arcs.tail, nodes)
    matrix = csr_matrix((np.ones(len(arcs), np.int8), arcs.head, first), shape=(nodes, nodes))
    count, label = connected_components(matrix, directed=True, connection="strong")
    size = np.bincount(label, minlength=count)
    largest = size[label] == size.max()
    return np.flatnonzero(label == label[np.argmax(largest)]).astype(np.int32), int(count)


def restricted(arcs: Arcs, nodes: int, kept: I32) -> Arcs:
    """Arcs between kept nodes, with the nodes numbered by their place among the kept ones."""
    number = np.full(nodes, -1, np.int32)
    number[kept] = np.arange(len(kept), dtype=np.int32)
    inside = (number[arcs.tail] >= 0) & (number[arcs.head] >= 0)
    part = arcs.take(inside)
    return Arcs(number[part.tail], number[part.head], part.time_ms, part.length_dm, part.road_class, part.may_snap)
