"""Ours: an Arrow table becomes a plan, checked, with its bound."""

from __future__ import annotations

import math

from .task import Answer, Task


def prepare(task: Task) -> None:
    """Import what is measured."""
    from ..problem import problem_of  # noqa: F401


def run(task: Task) -> Answer:
    """The C++ kernels where they are installed."""
    return solved(task, None)


def run_numba(task: Task) -> Answer:
    """The Numba kernels, once before on a small part of the accounts so that they are compiled."""
    return solved(task, "numba")


def prepare_numba(task: Task) -> None:
    """Compile, or load from the cache, what is measured."""
    small = Task.of(task.table.slice(0, 2000), 10, 0.05, task.threads, task.seed)
    solved(small, "numba")


def solved(task: Task, kernels: str | None) -> Answer:
    """One solve, nothing about it tuned."""
    import territory_engine as te

    from ..problem import problem_of

    problem = problem_of(task.table, task.territories, task.tolerance)
    try:
        plan = te.solve(problem, seed=task.seed, threads=task.threads, kernels=kernels)
    except te.InfeasibleError as error:  # no valid plan found: judge the closest one
        assert error.plan is not None
        return Answer(error.plan.solution.labels, {"gap": math.nan})
    return Answer(plan.solution.labels, {"gap": plan.gap, "kernels": plan.run["kernels"]})
