"""Travel from lists: for every leaf of 16 units the territories that can matter to it near the present prices.

Lists are made from travel to all territories, for as many units at a time as fit into a tile, at the centres and prices
of a state. They serve until centres move, or prices have moved so far that a territory may matter that is not listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..centers import Centers
from ..instance import Instance
from ..kernels.interface import F32, F64, I32, Array
from ..kernels.listed_interface import Lists
from ..ways import Ways
from .source import Rows
from .space import Space

if TYPE_CHECKING:
    from .level import Level
    from .state import Context, State

KEPT = 1 << 28  # bytes of travel to all territories that are kept, so that new lists need no new travel
TILE = 1 << 26  # bytes of it at a time otherwise
FEW = 16  # territories so few that all are listed
NEAR, FAR = 0.6, 2.0  # territories within so many mean radii of a unit's cheapest are listed; where nothing is kept
MOST, MOST_FAR = 64, 40  # of a leaf
STALE = 0.5  # share of that distance that prices may move before lists are made anew
NOTHING: I32 = np.empty(0, np.int32)


@dataclass
class _Made:
    """Lists, and what they were made for."""

    lists: Lists
    prices: F64  # (K, M)
    reach: F64  # (K,) how much dearer than the cheapest a listed territory may be
    beyond: F32  # (padded,) least cost of a territory that is not listed
    by_territory: tuple[Array, Array] | None = None  # entries sorted by territory, and where each begins


class Listed:
    """The source of one level's travel."""

    rounding = 0.0

    def __init__(self, instance: Instance, space: Space, weight: float, rows: I32, padded: int) -> None:
        assert instance.metric.ways is not None
        self.instance, self.space, self.weight = instance, space, weight
        self.ways: Ways = instance.metric.ways
        self.rows = np.concatenate([rows, np.repeat(rows[-1:], padded - len(rows))])
        self.ordered = self.ways.ordered(self.rows)
        self.kept = 4 * instance.territory_count * padded <= KEPT
        self.pinned = np.flatnonzero(instance.pinned >= 0) if len(rows) < instance.n else np.empty(0, np.int64)
        self._at: Centers | None = None  # that lists and travel are for
        self._made: _Made | None = None
        self._travel: F32 | None = None  # (K, padded), where it is kept
        self._pinned: tuple[Centers, F64] | None = None

    # ---- what stages ask

    def price_pass(self, context: Context, level: Level, state: State, window: F32) -> tuple[F64, I32, F64]:
        """Over the lists."""
        lists = self._lists(context, level, state).lists
        return context.kernels.listed_pass(level.units, lists, state.prices32, window, level.labels, context.threads)

    def border_units(
        self, context: Context, level: Level, state: State, margin: F32, labels: I32, width: int
    ) -> tuple[Array, I32, F32]:
        """Over lists that reach as far as the margin and hold every label."""
        reach = np.maximum(self._reach(context, state), margin)
        made = self._lists(context, level, state)
        if (made.reach < reach).any() or not self._holds(context, made, labels):
            made = self._make(context, level, state, reach, labels)
        return context.kernels.listed_border(
            level.units, made.lists, state.prices32, margin, labels, width, context.threads
        )

    def settle(self, context: Context, level: Level, state: State) -> None:
        """Lists at exactly these prices hold the cheapest of all territories for every unit."""
        made = self._lists(context, level, state)
        if not np.array_equal(made.prices, state.prices):
            self._make(context, level, state, self._reach(context, state), NOTHING)

    def travel_sums(self, context: Context, level: Level, state: State) -> F64:
        """From the lists where they are at the state's centres; else from the ways themselves."""
        k, n = context.territories, level.count
        labels, weight = level.labels, level.travel
        travel = self._own(context, level, state)
        sums = np.bincount(labels[:n], weight[:n] * travel[:n], minlength=k).astype(np.float64)
        if len(self.pinned):
            mine = self.instance.pinned[self.pinned]
            visits = self.instance.travel_weight[self.pinned] * self.weight
            sums = sums + np.bincount(mine, visits * self._pinned_travel(state), minlength=k)
        return sums

    def travel_to(self, context: Context, level: Level, state: State, units: Rows, territory: int) -> F64:
        """What is listed; where all travel is kept, that."""
        made = self._lists(context, level, state)
        if self._travel is not None:
            return np.asarray(self._travel[territory, units], np.float64)
        entries = self._entries(made, territory)
        leaf_of = np.searchsorted(made.lists.first, entries, side="right") - 1
        at = np.minimum(np.searchsorted(leaf_of, units // 16), max(len(entries) - 1, 0))
        travel = np.full(len(units), np.inf)
        if len(entries):
            there = leaf_of[at] == units // 16
            travel[there] = made.lists.travel[entries[at[there]], units[there] % 16]
        return travel

    def around(self, context: Context, level: Level, state: State, labels: I32, territory: int) -> Rows:
        """By the mean travel of the territory's own units, those out of reach last."""
        units = np.flatnonzero(labels[: level.count] == territory)[:: 1 + level.count // (512 * context.territories)]
        mean = np.array(
            [self._mean(self.travel_to(context, level, state, units, t)) for t in range(context.territories)]
        )
        order = np.argsort(mean, kind="stable")
        others: Rows = order[order != territory]
        return others

    def centers(self, state: State) -> Centers:
        """The state's centres as the instance knows them."""
        y, x = self.space.places(state.centers)
        return Centers(y, x, state.site)

    def placed(self, state: State, centers: Centers) -> State:
        """The state with its centres there."""
        vectors = self.space.vectors(centers.y, centers.x)
        known = np.isfinite(vectors).all(axis=0)
        return state.with_(centers=np.where(known, vectors, state.centers), site=centers.index)

    # ---- lists

    def _lists(self, context: Context, level: Level, state: State) -> _Made:
        """Lists that serve at the state's centres and prices."""
        self._move(context, state)
        made = self._made
        if made is not None:
            moved = np.abs(state.prices - made.prices).sum(axis=1)
            if (moved <= STALE * made.reach).all():
                return made
        return self._make(context, level, state, self._reach(context, state), NOTHING)

    def _move(self, context: Context, state: State) -> None:
        """Let lists and travel be for the state's centres; of travel that is kept only what changes is looked up."""
        centers = self.centers(state)
        if self._at is None:
            changed = np.arange(context.territories)
        else:
            changed = _moved(self._at, centers)
            if not len(changed):
                return
        self._at, self._made = centers, None
        if not self.kept:
            return
        if self._travel is None or len(changed) == context.territories:
            self._travel = self._whole(context, slice(None), None)
        else:
            self._travel[changed] = self._whole(context, slice(None), changed)

    def _reach(self, context: Context, state: State) -> F64:
        if context.territories <= FEW or not state.radius.any():
            return np.full(context.territories, np.inf)
        reach: F64 = (NEAR if self.kept else FAR) * np.maximum(state.radius, 0.2 * state.radius.mean())
        return reach

    def _make(self, context: Context, level: Level, state: State, reach: F64, labels: I32) -> _Made:
        k, padded = context.territories, len(self.rows)
        step = padded if self.kept else max(16, TILE // (4 * k) // 16 * 16)
        slack = reach.astype(np.float32)
        most = (MOST if self.kept else MOST_FAR) if k > FEW and np.isfinite(reach).all() else k
        parts = []
        for begin in range(0, padded, step):
            stop = min(begin + step, padded)
            context.control.check("lists", begin)
            travel = self._travel if self._travel is not None else self._whole(context, slice(begin, stop), None)
            parts.append(
                context.kernels.list_territories(
                    level.units, begin, travel, state.prices32, slack, most, labels[begin:stop], context.threads
                )
            )
        self._made = _Made(_joined(parts), state.prices.copy(), reach, np.concatenate([part[3] for part in parts]))
        return self._made

    def _whole(self, context: Context, part: slice, territories: Array | None) -> F32:
        assert self._at is not None
        travel = self.ways.whole(self.instance, self.ordered, part, self._at, territories, context.threads)
        if self.space.travel != 1.0:
            travel *= np.float32(self.space.travel)
        return travel

    def _holds(self, context: Context, made: _Made, labels: I32) -> bool:
        travel = context.kernels.listed_travel(made.lists, labels, context.threads)
        return bool(np.isfinite(travel).all())

    def _own(self, context: Context, level: Level, state: State) -> F64:
        """Travel (padded,) to the level's labels."""
        if self.kept:
            self._move(context, state)
            assert self._travel is not None
            return np.asarray(self._travel[level.labels, np.arange(len(level.labels))], np.float64)
        if self._made is not None and self._at is not None and not len(_moved(self._at, self.centers(state))):
            travel = context.kernels.listed_travel(self._made.lists, level.labels, context.threads)
            if np.isfinite(travel).all():
                return np.asarray(travel, np.float64)
        exact = self.ways.to(self.instance, self.rows, level.labels, self.centers(state))
        scaled: F64 = exact * self.space.travel
        return scaled

    def _pinned_travel(self, state: State) -> F64:
        centers = self.centers(state)
        if self._pinned is None or len(_moved(self._pinned[0], centers)):
            exact = self.ways.to(self.instance, self.pinned, self.instance.pinned[self.pinned], centers)
            self._pinned = centers, exact * self.space.travel
        return self._pinned[1]

    @staticmethod
    def _entries(made: _Made, territory: int) -> Array:
        """Entries of a territory, ascending."""
        if made.by_territory is None:
            order = np.argsort(made.lists.territory, kind="stable")
            begins = np.searchsorted(made.lists.territory[order], np.arange(int(made.lists.territory.max()) + 2))
            made.by_territory = order, begins
        order, begins = made.by_territory
        return order[begins[territory] : begins[territory + 1]] if territory + 1 < len(begins) else order[:0]

    @staticmethod
    def _mean(travel: NDArray[np.float64]) -> float:
        there = travel[np.isfinite(travel)]
        return float(there.mean()) if len(there) else np.inf


def _moved(before: Centers, after: Centers) -> Array:
    """Territories whose centres are not the same any more."""
    if before.index is not None and after.index is not None:
        return np.flatnonzero((before.index != after.index) | (after.index < 0) & _elsewhere(before, after))
    return np.flatnonzero(_elsewhere(before, after))


def _elsewhere(before: Centers, after: Centers) -> NDArray[np.bool_]:
    """Where places differ; those that are none are all alike."""
    off: NDArray[np.bool_] = (before.y != after.y) | (before.x != after.x)
    return off & ~(np.isnan(before.y) & np.isnan(after.y))


def _joined(parts: list[tuple[Array, I32, F32, F32]]) -> Lists:
    """Lists of consecutive tiles as one."""
    if len(parts) == 1:
        return Lists(*parts[0][:3])
    firsts, before = [np.zeros(1, np.int64)], 0
    for part in parts:
        firsts.append(part[0][1:] + before)
        before += int(part[0][-1])
    return Lists(
        np.concatenate(firsts),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] for part in parts]),
    )
