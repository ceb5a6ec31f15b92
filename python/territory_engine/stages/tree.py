"""Branch and bound on the dual with free centres: which candidates are open, then who is served where."""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import F64, I32, Kernels
from .dual_ascent import Ascent
from .fixing import Flags, usable
from .offers import Offers

Places = NDArray[np.integer[Any]]

EVALUATIONS, PATIENCE = 200, 16  # of the dual at a node; without progress before the step is halved
PROVEN = 5e-10  # relative; a plan that could be better by no more is as good as optimal
FRACTIONAL = 0.05  # a candidate chosen less often than this share of the evaluations, or left out so, is decided


@dataclass(order=True)
class Node:
    """A part of the plans: offers that are left, and multipliers to begin with."""

    bound: float
    number: int
    offers: Offers = field(compare=False)
    multiplier: F64 = field(compare=False)
    rate: F64 = field(compare=False)


@dataclass
class Tree:
    """Best bound first. ``bound`` holds for every plan of the problem at any time.

    A candidate that the dual chooses in a part of its evaluations only is opened in one branch and closed in the
    other. Where all are decided, the candidates of the unit that is served most evenly from several are dealt out to
    two branches (Ceselli, Righini 2005, [doi:10.1002/net.20059](https://doi.org/10.1002/net.20059)). Bounds at the
    nodes come from a few steps of the dual, and what cannot be part of a better plan is left out below them.

    Attributes
    ----------
    upper : float
        The cost of the best plan known; falls where a better one is met, with ``served`` (n,) then the
        candidate of each unit, as in ``Offers.site``.
    whole : bool
        All costs are whole numbers, so that a better plan is better by 1.
    """

    kernels: Kernels
    threads: int
    upper: float
    whole: bool
    spread: float  # how far above ``upper`` the dual's steps aim: the gap of the root
    open: list[Node] = field(default_factory=list)
    served: I32 | None = None
    nodes: int = 0
    evaluations: int = 0
    unfinished: int = 0

    def __post_init__(self) -> None:
        self._numbers = itertools.count()

    @property
    def cutoff(self) -> float:
        """A bound from here on leaves no room for a better plan."""
        if self.whole:
            return math.ceil(self.upper * (1.0 - 1e-10)) - 1.0 + 1e-6
        return self.upper * (1.0 - PROVEN)

    @property
    def bound(self) -> float:
        """No plan costs less."""
        least = min(self.open[0].bound, self.cutoff) if self.open else self.cutoff
        return min(float(math.ceil(least)), self.upper) if self.whole else least

    @property
    def finished(self) -> bool:
        """Whether the best plan known is proven to be the best there is."""
        return not self.open or self.open[0].bound >= self.cutoff

    def begin(self, ascent: Ascent) -> None:
        """The root: what the dual of the whole problem leaves open."""
        left = usable(ascent, self.cutoff)
        self._push(ascent, ascent.bound, left.rows, left.must, left.entries)

    def step(self, check: Callable[[], None] = lambda: None) -> None:
        """Look into the node of the least bound. ``check`` runs between evaluations; nothing is lost if it raises."""
        node = self.open[0]
        if len(self.open) > 1 and node.bound >= self.cutoff:
            self.open = self.open[:1]
            return
        ascent = Ascent(self.kernels, node.offers, node.multiplier.copy(), self.threads, node.rate.copy())
        often, service = self._ascend(ascent, check)
        heapq.heappop(self.open)
        self.nodes += 1
        self.evaluations += ascent.evaluations
        self.unfinished += ascent.unfinished
        if ascent.bound < self.cutoff:
            self._branch(ascent, max(node.bound, ascent.bound), often, service)

    def _ascend(self, ascent: Ascent, check: Callable[[], None]) -> tuple[F64, F64]:
        """A few steps; how often each row was chosen, and each entry taken, as shares."""
        offers = ascent.offers
        row, often, service = offers.row, np.zeros(len(offers.site)), np.zeros(len(offers.unit))
        step, now = 0.3, np.zeros(len(offers.site))
        for _ in range(EVALUATIONS):
            check()
            bound, slope, chosen = ascent.evaluate()
            now[:] = 0.0
            now[chosen] = 1.0
            often += now
            service += ascent.taken * now[row]
            if not slope.any():  # every unit is served once: a plan of the relaxed problem
                self._keep(offers, np.flatnonzero(ascent.taken * now[row]), row)
            if ascent.bound >= self.cutoff:
                break
            if ascent.stale > PATIENCE:
                step *= 0.5
                if step < 0.01:
                    break
                ascent.back_to_best()
            elif not ascent.move(bound, slope, self.upper + self.spread, step):
                break
        return often / ascent.evaluations, service / ascent.evaluations

    def _keep(self, offers: Offers, entries: Places, row: I32) -> None:
        """An assignment, as entries: the best one known, where it is better."""
        cost = float(offers.cost[entries].sum())
        if cost < self.cutoff:
            self.upper = cost
            self.served = np.empty(len(offers.weight), np.int32)
            self.served[offers.unit[entries]] = offers.site[row[entries]]

    def _branch(self, ascent: Ascent, bound: float, often: F64, service: F64) -> None:
        offers = ascent.offers
        left = usable(ascent, self.cutoff)
        between = np.minimum(often, 1.0 - often)
        between[left.must | ~left.rows] = 0.0
        if between.max() > FRACTIONAL:
            one = np.arange(len(often)) == int(between.argmax())
            self._push(ascent, bound, left.rows & ~one, left.must, left.entries)
            self._push(ascent, bound, left.rows, left.must | one, left.entries)
            return
        entries = left.entries & left.rows[offers.row]
        choices = np.bincount(offers.unit[entries], minlength=len(offers.weight))
        if choices.max() <= 1:
            self._leaf(ascent, entries)
            return
        most = np.zeros(len(choices))
        np.maximum.at(most, offers.unit, service * entries)
        unit = int(np.where(choices > 1, 1.0 - most, -1.0).argmax())
        mine = np.flatnonzero(entries & (offers.unit == unit))
        mine = mine[np.argsort(-service[mine], kind="stable")]
        first = mine[:1] if service[mine[0]] > 0.5 else mine[::2]
        here = np.isin(mine, first)
        for gone in (mine[here], mine[~here]):
            kept = entries.copy()
            kept[gone] = False
            self._push(ascent, bound, left.rows, left.must, kept)

    def _leaf(self, ascent: Ascent, entries: Flags) -> None:
        """No unit has a choice: a plan, or none where a load exceeds the capacity or too many candidates serve."""
        offers = ascent.offers
        row, mine = offers.row, np.flatnonzero(entries)
        load = np.bincount(row[mine], offers.weight[offers.unit[mine]], minlength=len(offers.site))
        serving = np.unique(row[mine])
        opened = np.count_nonzero(serving >= offers.given) + offers.given
        if len(mine) == len(offers.weight) and (load <= offers.capacity).all() and opened <= offers.open:
            self._keep(offers, mine, row)

    def _push(self, ascent: Ascent, bound: float, rows: Flags, must: Flags, entries: Flags) -> None:
        """A branch, unless a unit has no candidate or too many candidates must be open."""
        offers = ascent.offers
        given = int(must.sum())
        if given > offers.open or bound >= self.cutoff:
            return
        order = np.concatenate([np.flatnonzero(must), np.flatnonzero(rows & ~must)])
        chosen = offers.select(order, entries, given)
        if (np.bincount(chosen.unit, minlength=len(offers.weight)) == 0).any():
            return
        if len(order) < offers.open:
            chosen = replace(chosen, open=len(order))
        chosen = replace(chosen, reach=np.full(len(offers.weight), np.inf))
        node = Node(bound, next(self._numbers), chosen, ascent.best.copy(), ascent.rate[order])
        heapq.heappush(self.open, node)
