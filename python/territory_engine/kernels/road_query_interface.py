"""Kernels that ask a road network: tables, the nearest few, single ways.

``search`` is a handle of the same set's ``customise``: in ``native`` a hierarchy with weights, in ``numba`` and
``reference`` the graph itself. Weights are whole numbers (milliseconds, decimetres), no way weighs as much as
``UNREACHABLE``, and so every set gives the same values.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

UNREACHABLE = 2**31 - 1

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U32 = NDArray[np.uint32]

# Where places touch the network: nodes (n, 2), -1 for none, and the weight between place and node (n, 2).
Ends = tuple[I32, U32]

# Ways from places to centres past no node, in rows by place: first (n + 1,), centre, weight.
DirectWays = tuple[I64, I32, U32]


class RoadQueryKernels(Protocol):
    """The part of a kernel set that queries roads."""

    def road_table(self, search: Any, exits: Ends, entries: Ends, out: F32, unit: float, threads: int) -> None:
        """Travel of all pairs, written to ``out`` (n, m), whose rows or whose columns are contiguous.

        From place i to place j: float32(w) / float32(unit), where w is the least exit weight + way + entry weight over
        the exits of i and the entries of j; +inf where there is none below UNREACHABLE.
        """
        ...

    def road_nearest(
        self,
        search: Any,
        points: Ends,
        centers: Ends,
        outward: bool,
        direct: DirectWays,
        k: int,
        unit: float,
        threads: int,
    ) -> tuple[I32, F32]:
        """The ``k`` nearest centres of every point: indices (n, k) int32 and travel (n, k) float32, nearest first.

        ``outward``: ways lead from the centres (``centers`` are their exits) to the points (``points`` are entries);
        else from the points to the centres. ``direct`` ways count, too. The weights are those of :meth:`road_table`,
        ties go to the lower index; -1 and +inf where fewer can be reached. Never stores n x m.
        """
        ...

    def road_nearest_round_trip(
        self,
        search: Any,
        points: tuple[Ends, Ends],
        centers: tuple[Ends, Ends],
        direct: tuple[DirectWays, DirectWays],
        k: int,
        unit: float,
        threads: int,
    ) -> tuple[I32, F32]:
        """The same for the way from the centre and the way back to it, added up as whole numbers.

        ``points`` and ``centers``: exits and entries of each; ``direct``: from the centres, and to them.
        """
        ...

    def road_path(self, search: Any, exits: Ends, entries: Ends) -> tuple[int, I32]:
        """The weight of the least way from one place to another, and its nodes from an exit to an entry.

        UNREACHABLE and no nodes where there is none. Of several least ways it is any: sets may differ.
        """
        ...
