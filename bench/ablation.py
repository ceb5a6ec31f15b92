"""What each part of a solve brings: the same problems with one part switched off, and the stage table of a whole run.

    python -m bench.ablation [--accounts 20000] [--territories 50 200] [--seeds 3]

Prints means over the seeds. ``longer`` is travel against the whole search with the same seeds; ``off`` is the largest
deviation from the target (the tolerance is 1 %), the worst of all seeds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

import numpy as np

import territory_engine as te
from territory_engine import kernels
from territory_engine.stages import exchange, prices

solving = sys.modules["territory_engine.solve"]  # te.solve is the function of the same name
Switch = Callable[[], AbstractContextManager[Any]]


@dataclass
class Unpriced:
    """A kernel set whose exchange does not know the prices."""

    wrapped: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)

    def exchange(self, *arguments: Any) -> Any:
        """The exchange kernel with all prices 0 (its seventh argument: see kernels/interface.py)."""
        return self.wrapped.exchange(*arguments[:6], np.zeros_like(arguments[6]), *arguments[7:])


def effort(**changes: int) -> Switch:
    """The usual effort with some of its numbers changed."""
    usual = solving.quick_effort
    return lambda: mock.patch.object(solving, "quick_effort", lambda *sizes: replace(usual(*sizes), **changes))


def unpriced() -> AbstractContextManager[Any]:
    """Exchange without the prices in its penalties."""
    usual = kernels.get
    return mock.patch.object(kernels, "get", lambda *names: Unpriced(usual(*names)))


PARTS: dict[str, Switch] = {
    "nothing": nullcontext,
    "all starts but one": effort(starts=1),
    "coarse level": lambda: mock.patch.object(solving, "COARSE_UNITS", 10**9),
    "rounds on all units": effort(fine_rounds=0),
    "all rounds of centres": effort(starts=1, trial_rounds=0, coarse_rounds=0, fine_rounds=0),
    "second exchange": effort(exchanges=1),
    "border stiffness": lambda: mock.patch.object(prices, "MAX_STIFFNESS", 1.0),
    "prices in the exchange": unpriced,
    "mending": lambda: mock.patch.object(exchange, "mend", lambda *_: False),
}


@dataclass(frozen=True)
class Run:
    """One solve."""

    cpu_s: float
    km: float
    off: float
    gap: float
    plan: te.Plan


def solve(problem: te.Problem, seed: int) -> Run:
    """Solve; where no valid plan is found, the closest one counts."""
    started = time.process_time()
    try:
        plan = te.solve(problem, seed=seed)
    except te.InfeasibleError as error:
        plan = error.plan
    cpu_s = time.process_time() - started
    off = plan.summary["measures"]["workload"]["max_deviation"]
    return Run(cpu_s, plan.summary["travel"]["per_visit"], off, plan.gap, plan)


def runs_of(problem: te.Problem, seeds: int) -> Iterator[tuple[str, list[Run]]]:
    """All parts in turn."""
    for name, switched_off in PARTS.items():
        with switched_off():
            yield name, [solve(problem, seed) for seed in range(seeds)]


def print_parts(problem: te.Problem, seeds: int) -> Run:
    """The table of parts; returns the whole search with seed 0."""
    print("| switched off           | CPU s | mean km | longer | off    | gap     |")
    print("|---|---|---|---|---|---|")
    whole: list[Run] = []
    for name, runs in runs_of(problem, seeds):
        whole = whole or runs
        cpu_s, km, gap = (np.mean([getattr(run, field) for run in runs]) for field in ("cpu_s", "km", "gap"))
        longer = km / np.mean([run.km for run in whole]) - 1.0
        off = max(run.off for run in runs)
        print(f"| {name:22} | {cpu_s:5.2f} | {km:7.3f} | {longer:6.2%} | {off:6.2%} | {gap:7.3%} |", flush=True)
    return whole[0]


def print_stages(run: Run) -> None:
    """The stage table of one run."""
    print("| stage    | CPU s |")
    print("|---|---|")
    for stage, cost in run.plan.run["stages"].items():
        print(f"| {stage:8} | {cost['cpu_seconds']:5.2f} |")
    print(f"| in all   | {run.cpu_s:5.2f} |")


def main() -> None:
    """Both tables for each number of territories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=20_000)
    parser.add_argument("--territories", type=int, nargs="+", default=[50, 200])
    parser.add_argument("--seeds", type=int, default=3)
    chosen = parser.parse_args()
    accounts = te.demo.accounts(chosen.accounts)
    for count in chosen.territories:
        problem = te.Problem(accounts, count, activities={"workload": te.Balance(0.01)}, visits="workload")
        print(f"\n{chosen.accounts:,} accounts, {count} territories, workload within 1 %, {chosen.seeds} seeds\n")
        solve(problem, 0)  # warms caches
        whole = print_parts(problem, chosen.seeds)
        print("\nStages of the whole search, seed 0\n")
        print_stages(whole)


if __name__ == "__main__":
    main()
