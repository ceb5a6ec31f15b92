"""``te.solve``: from a problem to a plan, stage by stage."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import arguments
from . import kernels as kernel_sets
from .certificates import certificates
from .errors import InfeasibleError
from .instance import Instance
from .kernels.interface import F64, I32
from .progress import ProgressEvent, reporter
from .solution import Solution
from .stages.control import Control, Stopped
from .stages.finish import finish, manifest
from .stages.level import Level, coarse_level, fine_level
from .stages.loads import sizes
from .stages.scaling import scale
from .stages.search import Draft, complete, quick_effort, search_once, settle_pinned
from .stages.space import Space
from .stages.state import Context
from .stop import StopCriterion

if TYPE_CHECKING:
    from .plan import Plan
    from .problem import Problem

# Units of the coarse level: enough to a territory that its borders are seen, few enough that many starts can race.
COARSE_UNITS, COARSE_PER_TERRITORY = 12_000, 50


def solve(
    problem: Problem,
    stop: StopCriterion | None = None,
    seed: int = 0,
    threads: int | None = None,
    start: Plan | None = None,
    progress: bool | Callable[[ProgressEvent], object] | None = None,
    kernels: str | None = None,
) -> Plan:
    """Find territories for a problem.

    Parameters
    ----------
    problem : Problem
    stop : StopCriterion, optional
        ``te.MaxRuntime(30)``, ``te.MaxIterations(5)``, ``te.NoImprovement(3)``, ``te.GapBelow(0.001)`` or several
        joined by ``|``. An iteration is one complete search from new starts; the best plan is kept. None returns
        after one: seconds for a million accounts.
    seed : int
        Same version, platform, kernel set, seed and iterations: the same plan, bit for bit, for any ``threads``.
    threads : int, optional
        None takes all processors this process may use.
    start : Plan, optional
        Later work; giving one raises ``NotImplementedError``.
    progress : bool or callable, optional
        True shows progress on a terminal; a callable gets :class:`ProgressEvent`; returning False stops the search.
    kernels : str, optional
        ``"native"`` or ``"numba"``; None takes ``TERRITORY_ENGINE_KERNELS`` or the best there is.

    Returns
    -------
    Plan
        Checked. Ctrl-C, or a ``progress`` that returns False, completes and returns the best plan so far with status
        ``"interrupted"``.

    Raises
    ------
    InfeasibleError
        Where the limits cannot be kept (``proven``), or no plan that keeps them was found; ``plan`` is then the
        closest one.
    KeyboardInterrupt
        Ctrl-C before any plan was found that keeps the limits, and completing one failed.
    DataError
        Where the problem's tables are at fault.
    NotImplementedError
        The search does not know this travel or these centres yet.

    Examples
    --------
    >>> import territory_engine as te
    >>> accounts = te.demo.accounts(200, seed=1)
    >>> problem = te.Problem(accounts, territories=4, id="account_id", latitude="lat", longitude="lon",
    ...                      activities={"workload": te.Balance(tolerance=0.05)})
    >>> plan = te.solve(problem, seed=0)
    >>> plan.status, plan.assignment.num_rows
    ('feasible', 200)
    """
    from . import __version__
    from .check import PlanCheckError
    from .plan import Plan

    if start is not None:
        raise NotImplementedError("te.solve(start=...): starting from a plan comes with plan.update")
    seed = arguments.whole("te.solve", "seed", seed, minimum=0)
    if threads is not None:
        threads = arguments.whole("te.solve", "threads", threads, minimum=1)
    if stop is not None and not isinstance(stop, StopCriterion):
        raise arguments.wrong("te.solve", "stop", stop, "a criterion such as te.MaxRuntime(30), or None")
    if kernels is not None and kernels not in kernel_sets.NAMES:
        raise arguments.wrong("te.solve", "kernels", kernels, f"one of {', '.join(kernel_sets.NAMES)}, or None")
    instance = problem.instance
    _refuse_unbuilt(instance)
    certificates(instance, problem)
    control = Control(stop, reporter(progress))
    try:
        solution, valid, context = solve_instance(instance, control, seed, threads, kernels)
    finally:
        control.report.close()
    run = manifest(context, __version__, problem.data_hash)
    plan = Plan(problem, replace(solution, run=run))
    if not valid:
        raise _infeasible(problem, solution, plan)
    findings = plan.check()
    if findings:
        raise PlanCheckError(findings)
    return plan


def solve_instance(
    instance: Instance, control: Control, seed: int = 0, threads: int | None = None, kernels: str | None = None
) -> tuple[Solution, bool, Context]:
    """The search itself: the best solution, whether it keeps every hard limit, and the context it ran in."""
    workers = threads if threads is not None and threads > 0 else _processors()
    draft, best, interrupted, by_key = Draft(), None, False, False
    search = _Search(instance, control, seed, workers, kernels)
    try:
        search.prepare()
        while True:
            search.run(control.iteration, draft)
            control.iteration += 1
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
    return best, draft.valid, search.context


class _Search:
    """Levels and context of one instance, made once and used by every iteration."""

    def __init__(self, instance: Instance, control: Control, seed: int, threads: int, kernels: str | None) -> None:
        self.instance, self.control, self.seed, self.threads = instance, control, seed, threads
        self.kernels = kernel_sets.get(kernels)
        self.finished = (True, np.inf)  # rank of the draft finished last: valid plans before cheap ones
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
            limits, pinned_level = self.scaling.limits, None
            if len(pinned) and free is not pinned:
                pinned_level, limits = self._pinned(pinned, limits)
            self.control.check("order")
            target = max(COARSE_UNITS, COARSE_PER_TERRITORY * k)
            self.coarse = coarse_level(self.kernels, self.space, self.fine, target, self.threads)
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
        """One complete search into the draft."""
        if self.all_pinned:
            settle_pinned(self.context, self.fine, self.homes, self.instance.pinned[self.rows], draft)
            return
        effort = quick_effort(self.fine.count, self.instance.territory_count)
        angle = iteration * effort.starts + 1000 * self.seed
        search_once(self.context, self.fine, self.coarse, self.homes, effort, angle, draft)

    def complete(self, draft: Draft) -> None:
        """Make the draft a plan after an interrupt."""
        if self.all_pinned:
            self.run(0, draft)
        elif draft.state is None:
            effort = replace(quick_effort(self.fine.count, 1), starts=1, coarse_rounds=3, fine_rounds=0, exchanges=1)
            search_once(self.context, self.fine, self.coarse, self.homes, effort, 1000 * self.seed, draft)
        complete(self.context, self.fine, draft)

    def finish(self, draft: Draft) -> Solution:
        """Exact figures of the draft."""
        solution = finish(self.context, self.fine, self.rows, self.instance, self.scaling, draft)
        self.finished = draft.rank  # only now: an interrupt before this leaves the draft to be finished again
        return solution

    def is_behind(self, draft: Draft) -> bool:
        """Whether the draft has become better since it was finished."""
        return draft.rank < self.finished


def _refuse_unbuilt(instance: Instance) -> None:
    """Metrics and rules for centres that the search does not know yet."""
    metric = instance.metric
    unbuilt = [
        (metric.kind == "matrix", "travel=te.TravelMatrix(...)"),
        (instance.center_rule != "anywhere", f"centers={instance.center_rule!r}"),
    ]
    for there, name in unbuilt:
        if there:
            raise NotImplementedError(
                f"te.solve: {name} is not built into the search yet (later work); te.Plan.from_assignment "
                "evaluates and checks plans of such a problem."
            )


def _infeasible(problem: Problem, solution: Solution, plan: Plan) -> InfeasibleError:
    """No valid plan found: the worst miss, and the plan that comes closest."""
    worst, text, entry = -1.0, "", {}
    for column, measure in enumerate(problem.instance.measures):
        load = solution.loads[:, column]
        miss = np.maximum(np.maximum(load - measure.maximum, measure.minimum - load), 0.0)
        relative = miss / np.where(measure.target > 0.0, measure.target, 1.0)
        t = int(np.argmax(relative))
        if relative[t] > worst:
            worst = float(relative[t])
            name = problem.territory_ids[t].as_py()
            over = load[t] > measure.maximum[t]
            limit = measure.maximum[t] if over else measure.minimum[t]
            text = (
                f"the closest plan found loads territory {name!r} with {load[t]:,.6g} of {measure.name!r}, "
                f"{'at most' if over else 'at least'} {limit:,.6g} is allowed ({relative[t]:.2%} of its target off)"
            )
            entry = {
                "constraint": "maximum" if over else "minimum",
                "measure": measure.name,
                "territory": name,
                "needed": float(load[t]) if not over else float(limit),
                "available": float(limit) if not over else float(load[t]),
                "by": float(miss[t]),
            }
    return InfeasibleError(
        f"No plan that keeps every limit was found: {text}. Single accounts may be too heavy for the tolerance: widen "
        "it, give the search more time (stop=te.MaxRuntime(...)), or make the balance soft (hard=False).",
        [entry],
        proven=False,
        plan=plan,
    )


def _processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
