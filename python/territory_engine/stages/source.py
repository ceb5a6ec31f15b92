"""Where the travel of a level's units comes from: the stages ask here, and do not know whether there is a formula.

:class:`Geometry` walks down the block tree of places. :class:`.listed.Listed` has lists of territories, for roads and
matrices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import F32, F64, I32, Array

if TYPE_CHECKING:
    from .level import Level
    from .state import Context, State

Rows = NDArray[np.int64]


class Source(Protocol):
    """What stages ask about travel, at the centres and prices of a state. In the units of the search."""

    rounding: float  # length by which a unit and a centre may be misplaced in float32; 0 where travel is as listed

    def price_pass(self, context: Context, level: Level, state: State, window: F32) -> tuple[F64, I32, F64]:
        """See ``Kernels.price_pass``; labels go to the level."""
        ...

    def border_units(
        self, context: Context, level: Level, state: State, margin: F32, labels: I32, width: int
    ) -> tuple[Array, I32, F32]:
        """See ``Kernels.border_units``."""
        ...

    def settle(self, context: Context, level: Level, state: State) -> None:
        """From here on passes at exactly these prices find the cheapest of all territories."""
        ...

    def travel_sums(self, context: Context, level: Level, state: State) -> F64:
        """Sums (K,) of travel weight x travel over the level's labels, pinned units included."""
        ...

    def travel_to(self, context: Context, level: Level, state: State, units: Rows, territory: int) -> F64:
        """About the travel from some units of the level to a territory; +inf where there is no way."""
        ...

    def around(self, context: Context, level: Level, state: State, labels: I32, territory: int) -> Rows:
        """The other territories, nearest first."""
        ...


class Geometry:
    """Travel that follows from places."""

    rounding = 0.002  # of float32 vectors

    def price_pass(self, context: Context, level: Level, state: State, window: F32) -> tuple[F64, I32, F64]:
        """By the walk."""
        return context.kernels.price_pass(
            level.units,
            level.blocks,
            state.centers32,
            state.prices32,
            context.metric,
            window,
            level.labels,
            context.threads,
        )

    def border_units(
        self, context: Context, level: Level, state: State, margin: F32, labels: I32, width: int
    ) -> tuple[Array, I32, F32]:
        """By the walk."""
        return context.kernels.border_units(
            level.units,
            level.blocks,
            state.centers32,
            state.prices32,
            context.metric,
            margin,
            labels,
            width,
            context.threads,
        )

    def settle(self, context: Context, level: Level, state: State) -> None:
        """The walk always finds the cheapest."""

    def travel_sums(self, context: Context, level: Level, state: State) -> F64:
        """A column of Weiszfeld's sums."""
        from .centers import center_sums

        sums: F64 = center_sums(context, level, state)[:, 4]
        return sums

    def travel_to(self, context: Context, level: Level, state: State, units: Rows, territory: int) -> F64:
        """Good enough to compare places close together."""
        off = level.position[:, units] - state.centers[:, territory, None]
        return context.space.near_travel((off**2).sum(axis=0))

    def around(self, context: Context, level: Level, state: State, labels: I32, territory: int) -> Rows:
        """By the chord between centres."""
        chord2 = ((state.centers - state.centers[:, territory, None]) ** 2).sum(axis=0)
        order = np.argsort(chord2, kind="stable")
        others: Rows = order[order != territory]
        return others


GEOMETRY = Geometry()
