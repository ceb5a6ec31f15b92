"""Road graphs without a hierarchy (native: cpp/road/contract.h): searches of this set go over the plain graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..road_interface import I32, I64, U32


@dataclass(frozen=True, eq=False)
class Dissection:
    """No order is as good as any other where nothing is contracted."""

    order: I32
    done: float = 1.0


@dataclass(frozen=True, eq=False)
class PlainHierarchy:
    """Arcs without weights."""

    first: I64
    head: I32
    order: I32


@dataclass(frozen=True, eq=False)
class PlainGraph:
    """What searches run on: arcs of node u are first[u] to first[u + 1]."""

    first: I64
    head: I32
    weight: U32

    @property
    def nodes(self) -> int:
        """How many."""
        return len(self.first) - 1

    @cached_property
    def turned(self) -> PlainGraph:
        """The same arcs the other way round."""
        tail = np.repeat(np.arange(self.nodes, dtype=np.int32), np.diff(self.first))
        order = np.argsort(self.head, kind="stable")
        first = np.concatenate([[0], np.cumsum(np.bincount(self.head, minlength=self.nodes))])
        return PlainGraph(first.astype(np.int64), tail[order], self.weight[order])


def make_dissection(first: I64, head: I32, threads: int) -> Dissection:
    """The nodes as they come."""
    return Dissection(np.arange(len(first) - 1, dtype=np.int32))


def dissection_step(dissection: Dissection, threads: int) -> bool:
    """Nothing is left to be done."""
    return False


def make_hierarchy(first: I64, head: I32, order: I32, threads: int) -> PlainHierarchy:
    """Keeps the arcs."""
    return PlainHierarchy(first, head, order)


def customise(hierarchy: PlainHierarchy, weight: U32, threads: int) -> PlainGraph:
    """Arcs with weights."""
    if len(weight) != len(hierarchy.head):
        raise ValueError(f"weight: expected {len(hierarchy.head)} values, got {len(weight)}")
    return PlainGraph(hierarchy.first, hierarchy.head, weight)
