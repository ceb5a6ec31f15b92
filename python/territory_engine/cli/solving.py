"""Solve a problem, save the plan, and show what it gained."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from ..kernels import default_name
from ..plan import Plan
from ..problem import Problem
from ..terminal.progress import doing
from ..terminal.screen import Screen
from . import exits
from .pages import MAP, REPORT, check_pages, plan_pages
from .problem import today
from .saving import check_out, save
from .show import Written, show_files, show_plans, show_run


def solve_and_save(problem: Problem, options: argparse.Namespace, screen: Screen, default_out: str) -> int:
    """Returns the exit code: a plan that was interrupted is saved like any other."""
    out = Path(options.out or default_out)
    check_out(problem, out, options.format)
    check_pages(problem, options)
    screen.say(str(problem), "")
    plan, seconds = _solved(problem, options)
    with doing("saving the plan", silent=silent(options)):
        files = save(plan, out, options.format)
        before = today(problem)
    try:
        with doing("drawing map and report", silent=silent(options)):
            pages, notes = plan_pages(plan, out, options)
    except KeyboardInterrupt:
        screen.insist(f"interrupted; the plan is saved in {out}")
        return exits.INTERRUPTED
    screen = screen.renewed()
    plans = {"plan": plan} if before is None else {"today": before, "plan": plan}
    show_plans(screen, plans, every=bool(options.all))
    screen.say("")
    show_run(screen, plan, seconds)
    show_files(screen, files + pages)
    screen.say(*notes)
    screen.insist(*warnings(plan, out, pages))
    if plan.status == "interrupted":
        screen.insist("interrupted: this is the best plan found so far")
        return exits.INTERRUPTED
    return exits.FINE


def silent(options: argparse.Namespace) -> bool:
    """Whether nothing is to be said of progress."""
    return bool(options.quiet) or options.progress is False


def _solved(problem: Problem, options: argparse.Namespace) -> tuple[Plan, float]:
    """The plan, and the seconds it took."""
    from ..solve import solve

    if not silent(options) and sys.stderr.isatty() and (options.kernels or default_name()) == "numba":
        print("the Numba kernels compile when first used, once, for about a minute", file=sys.stderr)
    started = time.perf_counter()
    plan = solve(
        problem,
        stop=options.stop,
        seed=0 if options.seed is None else options.seed,
        threads=options.threads,
        kernels=options.kernels,
        progress=not silent(options),
    )
    return plan, time.perf_counter() - started


def warnings(plan: Plan, out: Path, pages: Written) -> list[str]:
    """What lies in the folder and is not of this plan, and what is not in the plan."""
    fresh = [path for path, _ in pages]
    old = [str(out / name) for name in (MAP, REPORT) if (out / name).exists() and out / name not in fresh]
    lines = [f"of an earlier plan: {' and '.join(old)}; --map --report renew them"] if old else []
    if plan.rejected.num_rows:
        lines.append(f"left out: {plan.rejected.num_rows:,} bad values, listed in {out / 'rejected.parquet'}")
    return lines
