"""``te.solve``: from a problem to a plan, stage by stage."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from . import arguments
from . import kernels as kernel_sets
from .certificates import certificates
from .cluster_solve import cluster_solve, reason_against_clusters
from .deviation_bound import deviation_bound
from .errors import InfeasibleError
from .instance import Instance
from .kernels.interface import Kernels
from .progress import ProgressEvent, reporter
from .quick import quick_solve
from .shares import shares
from .solution import Solution
from .stages.control import Control
from .stages.finish import manifest
from .stop import StopCriterion

if TYPE_CHECKING:
    from .plan import Plan
    from .problem import Problem


def solve(
    problem: Problem,
    stop: StopCriterion | None = None,
    seed: int = 0,
    threads: int | None = None,
    start: Plan | None = None,
    progress: bool | Callable[[ProgressEvent], object] | None = None,
    kernels: str | None = None,
    preset: str | None = None,
) -> Plan:
    """Find territories for a problem.

    Parameters
    ----------
    problem : Problem
    stop : StopCriterion, optional
        ``te.MaxRuntime(30)``, ``te.MaxIterations(5)``, ``te.NoImprovement(3)``, ``te.GapBelow(0.001)`` or several
        joined by ``|``. The first iteration is the quick plan: seconds for a million accounts. None returns after it.
        Each further one improves the plan or leaves it: with 2,000 free units and 8 movable centres or more by some
        generations of recombined plans, else by a search from new starts; where centres are units or mean places by a
        round of annealing.
    seed : int
        Same version, platform, kernel set, seed and iterations: the same plan, bit for bit, for any ``threads``.
    threads : int, optional
        None takes all processors this process may use.
    start : Plan, optional
        Later work; giving one raises ``NotImplementedError``.
    progress : bool or callable, optional
        True tells of long work on standard error, in one line on a terminal and now and then elsewhere; a callable gets
        a :class:`~territory_engine.progress.ProgressEvent`; returning False stops the search.
    kernels : str, optional
        ``"native"`` or ``"numba"``; None takes ``TERRITORY_ENGINE_KERNELS`` or the best there is.

    preset : str, optional
        What searches after the first plan: ``"clusters"`` anneals whole territories at their exact cost, for centres
        that are units or mean places and up to 1,000 units a territory; ``"prices"`` searches at fixed centres and
        moves these. None takes the first where it can. ``plan.run["preset"]`` says which one it was.

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
    if not hasattr(problem, "instance"):
        raise arguments.wrong("te.solve", "problem", type(problem).__name__, "a te.Problem (made of the table)")
    seed = arguments.whole("te.solve", "seed", seed, minimum=0)
    if threads is not None:
        threads = arguments.whole("te.solve", "threads", threads, minimum=1)
    if stop is not None and not isinstance(stop, StopCriterion):
        raise arguments.wrong("te.solve", "stop", stop, "a criterion such as te.MaxRuntime(30), or None")
    if kernels is not None and kernels not in kernel_sets.NAMES:
        raise arguments.wrong("te.solve", "kernels", kernels, f"one of {', '.join(kernel_sets.NAMES)}, or None")
    instance = problem.instance
    preset = _preset(instance, preset)
    _refuse_unbuilt(instance, preset)
    certificates(instance, problem)
    control = Control(stop, reporter(progress))
    kernel_set, workers = kernel_sets.get(kernels), threads if threads is not None else processors()
    try:
        solution, valid = solve_instance(instance, control, kernel_set, workers, seed, preset)
    finally:
        control.report.close()
    run = manifest(control, kernel_set.NAME, workers, seed, __version__, problem.data_hash)
    run |= {"preset": preset} | solution.run | _evenness(problem, solution, control.tolerance)
    plan = Plan(problem, replace(solution, run=run))
    if not valid:
        raise _infeasible(problem, solution, plan)
    findings = plan.check()
    if findings:
        raise PlanCheckError(findings)
    return plan


def solve_instance(
    instance: Instance, control: Control, kernels: Kernels, threads: int, seed: int, preset: str
) -> tuple[Solution, bool]:
    """The search itself: the best solution, and whether it keeps every hard limit."""
    search = cluster_solve if preset == "clusters" else quick_solve
    return search(instance, control, kernels, threads, seed)


def _evenness(problem: Problem, solution: Solution, tolerance: float) -> dict[str, Any]:
    """For the manifest: how even the measures of ``te.Balance("smallest")`` became, and could be at best."""
    instance = problem.instance
    goals = shares(instance)
    if goals is None:
        return {}
    entries = {}
    for column in goals.columns:
        measure, load = instance.measures[column], solution.loads[:, column]
        aimed = measure.target > 0.0
        entries[measure.name] = {
            "deviation": float(np.abs(load[aimed] / measure.target[aimed] - 1.0).max(initial=0.0)),
            "proven": deviation_bound(instance, measure),
            "tolerance": tolerance / measure.smallest,
            "heavy": [str(problem.unit_ids[int(row)]) for row in goals.heavy],
        }
    return {"balance": entries}


def _preset(instance: Instance, wanted: str | None) -> str:
    """The search that was asked for, or the one that suits the instance."""
    reason = reason_against_clusters(instance)
    if wanted is None:
        return "prices" if reason else "clusters"
    if wanted not in ("clusters", "prices"):
        raise arguments.wrong("te.solve", "preset", wanted, "'clusters', 'prices' or None")
    if wanted == "clusters" and reason:
        raise arguments.wrong("te.solve", "preset", wanted, f"'prices' or None for this problem ({reason})")
    return wanted


def _refuse_unbuilt(instance: Instance, preset: str) -> None:
    """What the search does not know yet."""
    if instance.metric.kind == "matrix" and any(measure.smallest > 0.0 for measure in instance.measures):
        raise NotImplementedError(
            'te.solve: te.Balance("smallest") with travel=te.TravelMatrix(...) is not built yet (later work); give the '
            "tolerance as a number."
        )
    if instance.metric.kind == "matrix" and preset == "prices":
        raise NotImplementedError(
            "te.solve: travel=te.TravelMatrix(...) with more than 1,000 units a territory, or preset='prices', is not "
            "built into the search yet (later work); te.Plan.from_assignment evaluates and checks plans of such a "
            "problem."
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


def processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
