"""The kernels on road networks: their signatures, dtypes, shapes, units, and the definition of their results.

A road graph is given by its arcs in compressed sparse rows: those of node u lead to ``head[first[u]:first[u + 1]]``;
first (n + 1,) int64, head (m,) int32. Loops, parallel arcs, weights of 0, several components and no node at all are
allowed. Weights are (m,) uint32, less than 2**31 - 1, which is no way at all; so is every longer one.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U32 = NDArray[np.uint32]


class RoadKernels(Protocol):
    """The part of a kernel set that knows roads. Handles of one set mean nothing to another."""

    # ---- the hierarchy, whatever the weights

    def make_dissection(self, first: I64, head: I32, threads: int) -> Any:
        """Begin to order the nodes for contraction (cpp/road/order.h).

        The handle has ``done``, the share that is ordered, and ``order`` (n,) int32, the node at each position, the
        one contracted last first. Any permutation is a right order; how good it is, is how few arcs it leads to.
        """
        ...

    def dissection_step(self, dissection: Any, threads: int) -> bool:
        """Order some more, in place. False once ``order`` is complete. Bounded work, the longest step first."""
        ...

    def make_hierarchy(self, first: I64, head: I32, order: I32, threads: int) -> Any:
        """Contract the nodes in an order (cpp/road/contract.h): what :meth:`customise` puts weights on.

        The handle has ``order`` (n,) int32 by position: the given one, or one that leads to the same arcs. Made again
        from that order it is the same.
        """
        ...

    # ---- weights

    def customise(self, hierarchy: Any, weight: U32, threads: int) -> Any:
        """Put weights on a hierarchy: what the searches run on (cpp/road/customise.h).

        The native handle has the fewest arcs that the order allows: an arc between two nodes is there where its weight
        is their distance, and no way over lower nodes alone is shorter. By position, 0 the highest: ``position_of``
        (n,) of each node, ``parent`` (n,) an ancestor tree that holds all arcs, -1 at roots. ``out_first`` (n + 1,)
        int64, ``out_head`` int32, ``out_weight`` uint32 are arcs from each position to higher ones, heads ascending,
        ``out_middle`` int32 the lower position that an arc goes over, -1 for a road arc; ``in_`` the same for arcs
        from higher positions. The arrays of both are the same ones where the weights are the same both ways.

        The Numba handle is the graph itself: ``first``, ``head``, ``weight``.
        """
        ...
