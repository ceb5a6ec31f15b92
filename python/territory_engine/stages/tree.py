"""Branch and bound on the dual with free centres: which candidates are open, then who is served where."""

from __future__ import annotations

import heapq
import itertools
import math
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import F64, I32, Kernels
from .dual_ascent import ALL_SERVED, Ascent, Steps
from .fixing import Flags, usable
from .offers import Offers

Places = NDArray[np.integer[Any]]

EVALUATIONS, PATIENCE = 200, 16  # of the dual at a node; without progress before the step is halved
STEP, LEAST_STEP = 0.3, 0.01
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
    entries: int = 0  # of all open nodes
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
        self.open = self._node(ascent, ascent.bound, left.rows, left.must, left.entries)
        self.entries = sum(len(node.offers.unit) for node in self.open)

    def step(self) -> None:
        """Look into the node of the least bound; milliseconds, or tenths of a second where many pairs are open."""
        node = self.open[0]
        ascent = Ascent(
            self.kernels, node.offers, node.multiplier.copy(), self.threads, STEP, node.rate.copy(), counted=True
        )
        target = self.upper + self.spread
        end = ascent.climb(Steps(target, np.inf, self.cutoff, PATIENCE, 0.5, LEAST_STEP), EVALUATIONS)
        if end == ALL_SERVED:
            self._keep(ascent.offers, ascent.served_entries())
        branches = self._branches(ascent, max(node.bound, ascent.bound)) if ascent.bound < self.cutoff else []
        rest = self.open.copy()
        heapq.heappop(rest)
        for branch in branches:
            heapq.heappush(rest, branch)
        self.open = rest  # at once: an interrupt must not lose a part of the plans
        self.entries += sum(len(branch.offers.unit) for branch in branches) - len(node.offers.unit)
        self.nodes += 1
        self.evaluations += ascent.evaluations
        self.unfinished += ascent.unfinished

    def _keep(self, offers: Offers, entries: Places) -> None:
        """An assignment, as entries: the best one known, where it is better."""
        cost = float(offers.cost[entries].sum())
        if cost < self.cutoff:
            served = np.empty(len(offers.weight), np.int32)
            served[offers.unit[entries]] = offers.site[offers.row[entries]]
            self.served, self.upper = served, cost

    def _branches(self, ascent: Ascent, bound: float) -> list[Node]:
        offers = ascent.offers
        often, service = ascent.often / ascent.evaluations, ascent.service / ascent.evaluations
        left = usable(ascent, self.cutoff)
        between = np.minimum(often, 1.0 - often)
        between[left.must | ~left.rows] = 0.0
        if between.max() > FRACTIONAL:
            one = np.arange(len(often)) == int(between.argmax())
            closed = self._node(ascent, bound, left.rows & ~one, left.must, left.entries)
            opened = self._node(ascent, bound, left.rows, left.must | one, left.entries)
            return closed + opened
        entries = left.entries & left.rows[offers.row]
        choices = np.bincount(offers.unit[entries], minlength=len(offers.weight))
        if choices.max() <= 1:
            self._leaf(ascent, entries)
            return []
        most = np.zeros(len(choices))
        np.maximum.at(most, offers.unit, service * entries)
        unit = int(np.where(choices > 1, 1.0 - most, -1.0).argmax())
        mine = np.flatnonzero(entries & (offers.unit == unit))
        mine = mine[np.argsort(-service[mine], kind="stable")]
        first = mine[:1] if service[mine[0]] > 0.5 else mine[::2]
        here = np.isin(mine, first)
        branches = []
        for gone in (mine[here], mine[~here]):
            kept = entries.copy()
            kept[gone] = False
            branches += self._node(ascent, bound, left.rows, left.must, kept)
        return branches

    def _leaf(self, ascent: Ascent, entries: Flags) -> None:
        """No unit has a choice: a plan, or none where a load exceeds the capacity or too many candidates serve."""
        offers = ascent.offers
        row, mine = offers.row, np.flatnonzero(entries)
        load = np.bincount(row[mine], offers.weight[offers.unit[mine]], minlength=len(offers.site))
        serving = np.unique(row[mine])
        opened = np.count_nonzero(serving >= offers.given) + offers.given
        if len(mine) == len(offers.weight) and (load <= offers.capacity).all() and opened <= offers.open:
            self._keep(offers, mine)

    def _node(self, ascent: Ascent, bound: float, rows: Flags, must: Flags, entries: Flags) -> list[Node]:
        """A branch; none where a unit has no candidate left or too many candidates must be open."""
        offers = ascent.offers
        given = int(must.sum())
        if given > offers.open or bound >= self.cutoff:
            return []
        order = np.concatenate([np.flatnonzero(must), np.flatnonzero(rows & ~must)])
        chosen = offers.select(order, entries, given)
        if (np.bincount(chosen.unit, minlength=len(offers.weight)) == 0).any():
            return []
        if len(order) < offers.open:
            chosen = replace(chosen, open=len(order))
        chosen = replace(chosen, reach=np.full(len(offers.weight), np.inf))
        return [Node(bound, next(self._numbers), chosen, ascent.best.copy(), ascent.rate[order])]
