"""The quick plan: prices and centres on a coarse copy, then on all units; searches repeated from new starts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .instance import Instance
from .kernels.interface import F64, I32, Kernels
from .shares import shares
from .solution import Solution
from .stages.control import Control, Stopped
from .stages.finish import finish
from .stages.level import Level, coarse_level, fine_level, with_listed_travel
from .stages.loads import sizes
from .stages.longer import improve, recombines
from .stages.pool import Pool
from .stages.rule import Rule
from .stages.scaling import scale
from .stages.search import Draft, complete, quick_effort, search_once, settle_pinned
from .stages.space import Space
from .stages.state import Context
from .stages.tighten import LOOSER, START, Band, search_evenly

# Units of the coarse level: enough to a territory that its borders are seen, few enough that many starts can race.
COARSE_UNITS, COARSE_PER_TERRITORY = 12_000, 50


def quick_solve(
    instance: Instance, control: Control, kernels: Kernels, threads: int, seed: int
) -> tuple[Solution, bool]:
    """The best solution, and whether it keeps every hard limit."""
    draft, best, interrupted, by_key = Draft(), None, False, False
    search = QuickSearch(instance, control, seed, threads, kernels)
    try:
        search.prepare()
        while True:
            search.run(control.iteration, draft)
            control.next_iteration()
            if best is None or search.is_behind(draft):
                best = search.finish(draft)
                control.found(best.objective if draft.valid else np.inf, best.lower_bound)
            if control.stop is None or control.wants_to_stop():
                break
    except KeyboardInterrupt:
        interrupted = by_key = True
    except Stopped:
        interrupted = control.cancelled
    control.finishing = True
    if best is None or search.is_behind(draft):
        search.prepare()
        search.complete(draft)
        if by_key and not draft.valid:
            raise KeyboardInterrupt
        best = search.finish(draft)
    if interrupted:
        best = replace(best, status="interrupted")
    return best, draft.valid


class QuickSearch:
    """Levels and context of one instance, made once and used by every iteration."""

    def __init__(self, instance: Instance, control: Control, seed: int, threads: int, kernels: Kernels) -> None:
        self.control, self.seed, self.threads = control, seed, threads
        self.shares = shares(instance)
        self.instance = instance if self.shares is None else self.shares.instance
        self.kernels = kernels
        self.finished = (True, np.inf, np.inf)  # rank of the draft finished last: valid plans before cheap ones
        self.pool = Pool()
        self.ready = False

    def prepare(self) -> None:
        """Order the units, build the levels; does nothing the second time."""
        if self.ready:
            return
        instance, k = self.instance, self.instance.territory_count
        with self.control.stage("order"):
            self.space = Space.of(instance)
            self.scaling = scale(instance, self.space)
            pinned = np.flatnonzero(instance.pinned >= 0)
            free = None if not len(pinned) else np.flatnonzero(instance.pinned < 0)
            if free is not None and not len(free):
                free = pinned  # all pinned: the search moves centres only
            self.fine, rows = fine_level(self.kernels, instance, self.space, self.scaling, free, self.threads)
            self.rows: I32 = rows
            self.rule = Rule(instance, rows)
            limits, pinned_level = self.scaling.limits, None
            if len(pinned) and free is not pinned:
                pinned_level, limits = self._pinned(pinned, limits)
            self.control.check("order")
            if instance.metric.kind == "table":
                self.fine = with_listed_travel(self.fine, instance, self.space, self.scaling, rows)
            elif instance.metric.ways is not None:
                self.fine.listed = with_listed_travel(self.fine, instance, self.space, self.scaling, rows)
            self.last = self.fine if self.fine.listed is None else self.fine.listed
            target = max(COARSE_UNITS, COARSE_PER_TERRITORY * k)
            given = instance.metric.kind == "table"
            self.coarse = (
                self.fine if given else coarse_level(self.kernels, self.space, self.fine, target, self.threads)
            )
            self.all_pinned = bool(free is pinned)
            self.homes = self.space.vectors(instance.center_y, instance.center_x)
            levels = [self.fine] if pinned_level is None else [self.fine, pinned_level]
            total = np.asarray(self.scaling.limits[0].sum(axis=0), np.float64)
            self.context = Context(
                self.kernels,
                self.threads,
                self.control,
                np.ascontiguousarray(limits),
                sizes(self.scaling.limits, total),
                ~instance.fixed,
                pinned_level,
                self.space.reaching([level.position for level in levels], self.homes),
                self.seed,
            )
            self.given = self.context  # before its limits follow the tolerance of a draft
            if self.shares is not None:
                self.band = Band(self.shares, self.scaling, self.scaling.limits[0] - limits[0])
                self.context = self.band.narrowed(self.given, START)
        self.ready = True

    def _pinned(self, pinned: NDArray[Any], limits: F64) -> tuple[Level, F64]:
        """The pinned units as a level of their own, and the limits less what they already load."""
        level, rows = fine_level(self.kernels, self.instance, self.space, self.scaling, pinned, self.threads)
        labels = self.instance.pinned[rows]
        level.labels[: level.count], level.labels[level.count :] = labels, labels[-1]
        k = self.instance.territory_count
        loads = np.stack([np.bincount(level.labels, row, minlength=k) for row in level.load], axis=1)
        limits = limits.copy()
        limits[:5] -= loads
        return level, limits

    def run(self, iteration: int, draft: Draft) -> None:
        """One complete search into the draft; after the first one, some generations of recombined plans."""
        if self.all_pinned:
            settle_pinned(self.given, self.rule, self.fine, self.homes, self.instance.pinned[self.rows], draft)
            return
        effort = quick_effort(self.fine.count, self.instance.territory_count)
        angle = iteration * effort.starts + 1000 * self.seed
        level = self.rule, self.fine, self.coarse, self.homes
        if self.shares is not None:
            search_evenly(self.given, *level, effort, angle, self.band, draft)
        elif iteration > 0 and draft.valid and recombines(self.context, self.fine):
            improve(self.context, *level, effort, self.pool, draft)
        else:
            search_once(self.context, *level, effort, angle, draft)

    def complete(self, draft: Draft) -> None:
        """Make the draft a plan after an interrupt."""
        if self.all_pinned:
            self.run(0, draft)
        elif draft.state is None:
            effort = replace(quick_effort(self.fine.count, 1), starts=1, coarse_rounds=3, fine_rounds=0, exchanges=1)
            search_once(self.context, self.rule, self.fine, self.coarse, self.homes, effort, 1000 * self.seed, draft)
        complete(self.context, self.rule, self.last, draft)
        if self.shares is not None:
            for tolerance in LOOSER:
                if not draft.valid:
                    complete(self.band.narrowed(self.given, tolerance), self.rule, self.last, draft)

    def finish(self, draft: Draft) -> Solution:
        """Exact figures of the draft."""
        if self.shares is not None:
            self.context = self.band.narrowed(self.given, draft.tolerance)
            self.control.tolerance = draft.tolerance
        solution = finish(self.context, self.last, self.rows, self.instance, self.scaling, draft)
        self.finished = draft.rank  # only now: an interrupt before this leaves the draft to be finished again
        return solution

    def is_behind(self, draft: Draft) -> bool:
        """Whether the draft has become better since it was finished."""
        return draft.rank < self.finished
