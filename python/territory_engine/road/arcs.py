"""Arcs as they are read, before anything is merged or left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .graph import I32, I64, U32

U8 = NDArray[np.uint8]
Rows = NDArray[np.bool_] | NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Arcs:
    """Directed arcs between nodes 0..n-1: straight pieces of road, one row for each direction.

    ``road_class`` counts from 0 into a list of names kept elsewhere; ``may_snap`` says where points may be placed.
    """

    tail: I32
    head: I32
    time_ms: U32
    length_dm: U32 | None = None
    road_class: U8 | None = None
    may_snap: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.tail)

    def take(self, rows: Rows) -> Arcs:
        """Those rows of all columns."""
        return Arcs(
            self.tail[rows],
            self.head[rows],
            self.time_ms[rows],
            None if self.length_dm is None else self.length_dm[rows],
            None if self.road_class is None else self.road_class[rows],
            None if self.may_snap is None else self.may_snap[rows],
        )


def merged(arcs: Arcs, nodes: int) -> tuple[Arcs, int, int]:
    """Arcs sorted by tail and head, each pair once; and how many loops and how many parallel arcs that left out.

    Of parallel arcs the least time and the least length stay, and the class of the fastest. O(m log m).
    """
    straight = arcs.tail != arcs.head
    loops = len(arcs) - int(np.count_nonzero(straight))
    if loops:
        arcs = arcs.take(straight)
    key = arcs.tail.astype(np.int64) * nodes + arcs.head
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = _starts(key)
    if len(starts) == len(arcs):
        return arcs.take(order), loops, 0
    order = np.lexsort((arcs.time_ms, arcs.tail.astype(np.int64) * nodes + arcs.head))
    arcs = arcs.take(order)
    fastest = arcs.take(starts)
    if arcs.length_dm is not None:
        fastest = replace(fastest, length_dm=np.minimum.reduceat(arcs.length_dm, starts))
    return fastest, loops, len(arcs) - len(starts)


def _starts(key: I64) -> NDArray[np.intp]:
    """Rows where a sorted key changes."""
    return np.flatnonzero(np.concatenate([np.ones(min(len(key), 1), np.bool_), key[1:] != key[:-1]]))


def rows_by_tail(tail: I32, nodes: int) -> I64:
    """Where the arcs of each node begin, (n + 1,) int64, of arcs sorted by tail."""
    first = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(tail, minlength=nodes), out=first[1:])
    return first
