"""Travel that follows from no formula: what evaluation, the checker and the search ask of roads and given tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .centers import Centers

if TYPE_CHECKING:
    from .instance import Instance

Float = NDArray[np.float64]
F32 = NDArray[np.float32]
Index = NDArray[np.int32]
Rows = slice | NDArray[np.integer]
Bool = NDArray[np.bool_]


class Ways(Protocol):
    """Travel of one visit between the units of one instance and centres. Nothing of it changes."""

    @property
    def unit(self) -> str:
        """Of travel, for texts: "min", or nothing where it is the data's own."""
        ...

    @property
    def nodes(self) -> int:
        """How many nodes centres can be at; 0 where they are none."""
        ...

    @property
    def digest(self) -> str:
        """Of everything that travel depends on: equal where all travel is."""
        ...

    def describe(self) -> str:
        """What travel is, in a few words."""
        ...

    def ordered(self, units: NDArray[np.integer]) -> Any:
        """What :meth:`whole` needs of units in some order: made once."""
        ...

    def to(self, instance: Instance, units: Rows, territory: NDArray[np.integer], centers: Centers) -> Float:
        """See :func:`.unit_travel.travel_to`."""
        ...

    def whole(
        self,
        instance: Instance,
        units: Any,
        part: slice,
        centers: Centers,
        territories: NDArray[np.integer] | None = None,
        threads: int = 0,
    ) -> F32:
        """Travel (K, m) float32 from a part of the :meth:`ordered` units to all territories, or to some of them.

        Writeable; +inf where there is no way.
        """
        ...

    def better_centers(
        self, instance: Instance, labels: Index, centers: Centers, movable: Bool, effort: int
    ) -> Centers:
        """Centres with less travel for these labels (n,), by the instance's rule; as they are where none is found.

        ``effort``: 0 for a look around in the course of a search, 1 for all that is worth trying.
        """
        ...

    def start(self, instance: Instance, y: Float, x: Float) -> Centers:
        """Centres at or near places (K,), as the rule allows them: where a search without travel has ended."""
        ...

    def reference(self, instance: Instance) -> float:
        """See :func:`.spread.reference_travel`."""
        ...

    def findings(self, instance: Instance, labels: Index, centers: Centers, travel: Float) -> list[tuple[int, float]]:
        """What an independent computation of some of the ``travel`` (n,) says else: rows, and what was expected."""
        ...
