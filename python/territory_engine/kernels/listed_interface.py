"""Kernels over lists: for every leaf of 16 units the territories that matter to it, with their travel.

Where travel follows from no formula (roads, a matrix of the user's), these take the place of the walk down the block
tree. Definitions as in :mod:`.interface`.
"""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
Array = NDArray[Any]


class Lists(NamedTuple):
    """Entries of leaf l (units 16 l to 16 l + 15) are first[l] to first[l + 1]."""

    first: Array  # (n / 16 + 1,) int64
    territory: I32  # (E,) ascending within a leaf
    travel: F32  # (E, 16) of each unit of the leaf to that territory, +inf where there is no way


class ListedKernels(Protocol):
    """The part of a kernel set that works on lists."""

    def list_territories(
        self,
        units: Any,
        begin: int,
        travel: F32,
        prices: F32,
        slack: F32,
        most: int,
        labels: I32,
        threads: int,
    ) -> tuple[Array, I32, F32, F32]:
        """Lists of the leaves of units ``begin`` to ``begin + m``, from travel (K, m) to all territories.

        With the float32 cost of :meth:`.interface.Kernels.price_pass` (travel as given, +inf where there is no way), a
        territory t is *near* a leaf when for some unit of it ``cost(t) - least cost`` is finite and at most the larger
        of slack[t] and the slack of that unit's cheapest territory (of equal ones the lowest; 0 where a unit has no
        way to any). Listed are always: the cheapest territory of each unit, and its label. The other near ones follow
        by rising key, the least ``cost(t) - least cost`` of a unit of the leaf, lower index first where equal, until
        there are ``most``.

        prices (M, K), slack (K,) >= 0, labels (m,) or empty. Returns first (m / 16 + 1,) int64, territory (E,) int32,
        travel (E, 16) as in :class:`Lists`, and beyond (m,): the least cost of a territory that is not listed, +inf
        where all are.
        """
        ...

    def listed_pass(
        self, units: Any, lists: tuple[Array, I32, F32], prices: F32, window: F32, labels: I32, threads: int
    ) -> tuple[F64, I32, F64]:
        """:meth:`.interface.Kernels.price_pass` over the listed territories: loads, pairs, curvature.

        Second cheapest is who comes second among the listed ones. A unit with no way to any goes to the first of its
        list.
        """
        ...

    def listed_border(
        self,
        units: Any,
        lists: tuple[Array, I32, F32],
        prices: F32,
        margin: F32,
        labels: I32,
        width: int,
        threads: int,
    ) -> tuple[Array, I32, F32]:
        """:meth:`.interface.Kernels.border_units` among the listed territories that there is a way to.

        Exactly the units whose label is not their cheapest territory, or whose second cheapest costs at most the
        larger margin of the two more. A label that is not listed takes the place of the dearest at a cost of +inf.
        """
        ...

    def listed_travel(self, lists: tuple[Array, I32, F32], labels: I32, threads: int) -> F32:
        """Travel (n,) of one visit to the territory of each unit's label, +inf where it is not listed."""
        ...
