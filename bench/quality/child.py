"""The process that is measured: one instance, one seed. ``python -m bench.quality.child '{"instance": ...}'``."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import territory_engine as te
from territory_engine.progress import ProgressEvent
from territory_engine.stop import SearchState

from ..measure import measured
from . import folder
from .problem import labels_of, problem_of
from .trajectory import Trajectory


def once(options: dict[str, Any]) -> dict[str, Any]:
    """Solve; the labels go to a file, figures come back.

    Parameters
    ----------
    options : dict
        ``instance``, ``path``, ``seed``, ``threads``, ``kernels``, ``labels`` (file to write), one of ``seconds`` (by
        ``clock``, "wall" or "cpu") and ``iterations`` or neither, and ``target``: an objective that ends it, or None.
    """
    case = folder.read(options["instance"], Path(options["path"]))
    problem = problem_of(case)
    if options["kernels"] == "numba":  # compile before the clock
        _solve(problem, {**options, "seconds": None, "iterations": 1, "target": None}, Trajectory("wall"))
    trajectory = Trajectory(options["clock"])
    try:
        plan, cost = measured(lambda: _solve(problem, options, trajectory))
    except te.InfeasibleError as error:
        return {"error": f"no valid plan: {error}"}
    np.save(options["labels"], labels_of(case, plan))
    trajectory.note(plan.objective)
    bound = plan.lower_bound
    return {
        **{name: round(value, 3) for name, value in cost.items()},
        "told": plan.objective,  # held against the checker's
        "status": plan.status,
        "iterations": plan.run["iterations"],
        "kernels": plan.run["kernels"],
        "bound": bound if math.isfinite(bound) else None,
        "bound_scope": plan.bound_scope,
        "trajectory": trajectory.points,
    }


def _solve(problem: te.Problem, options: dict[str, Any], trajectory: Trajectory) -> te.Plan:
    """One solve, whose improvements go to the trajectory."""

    def watch(event: ProgressEvent) -> bool:
        trajectory.note(event.objective)
        return target is None or not event.objective <= target  # False ends the search

    target = options["target"]
    how = {"seed": options["seed"], "threads": options["threads"], "kernels": options["kernels"]}
    return te.solve(problem, stop=_stop(options, trajectory), progress=watch, **how)


@dataclass(frozen=True)
class MaxCpu(te.StopCriterion):
    """Stop when a trajectory by the CPU clock is that old."""

    trajectory: Trajectory
    seconds: float

    def __call__(self, state: SearchState) -> bool:
        return self.trajectory.seconds >= self.seconds


def _stop(options: dict[str, Any], trajectory: Trajectory) -> te.StopCriterion | None:
    if options["seconds"] and options["clock"] == "cpu":
        return MaxCpu(trajectory, options["seconds"])
    if options["seconds"]:
        return te.MaxRuntime(options["seconds"])
    return te.MaxIterations(options["iterations"]) if options["iterations"] else None


if __name__ == "__main__":
    print(json.dumps(once(json.loads(sys.argv[1]))))
