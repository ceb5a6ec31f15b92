"""Solve a problem, save the plan, and show what it gained."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from ..errors import DataError
from ..kernels import default_name
from ..plan import Plan
from ..problem import Problem
from . import exits
from .problem import today
from .show import before_and_after, closing_lines
from .write import write_table


def solve_and_save(problem: Problem, options: argparse.Namespace, default_out: str) -> int:
    """Returns the exit code: a plan that was interrupted is saved like any other."""
    from ..solve import solve

    out = Path(options.out or default_out)
    _refuse_file(out)
    _refuse_geojson(problem, options.format)
    print(problem, flush=True)
    if sys.stderr.isatty() and (options.kernels or default_name()) == "numba":
        print("the Numba kernels compile when first used, once, for about a minute", file=sys.stderr)
    started = time.perf_counter()
    plan = solve(
        problem,
        stop=options.stop,
        seed=0 if options.seed is None else options.seed,
        threads=options.threads,
        kernels=options.kernels,
        progress=options.progress is not False,
    )
    seconds = time.perf_counter() - started
    files = save(plan, out, options.format)
    before = today(problem)
    print()
    print(before_and_after(before, plan))
    print()
    print(closing_lines(plan, seconds, files))
    if plan.rejected.num_rows:
        print(f"left out: {plan.rejected.num_rows:,} bad values, listed in {out / 'rejected.parquet'}")
    if plan.status == "interrupted":
        print("interrupted: this is the best plan found so far")
        return exits.INTERRUPTED
    return exits.FINE


def save(plan: Plan, out: Path, extra_format: str | None) -> list[tuple[Path, str]]:
    """Write the plan, its picture, and its tables in another format; returns the files worth a look."""
    plan.save(out)
    picture = plan.problem.columns.places is not None
    if picture:
        plan.picture(out / "plan.svg")
    instance, found = plan.problem.instance, plan.solution
    tables = {
        "assignment": (plan.assignment, (instance.y, instance.x)),
        "territories": (plan.territories, (found.center_y, found.center_x)),
    }
    files = []
    for name, (table, places) in tables.items():
        what = f"{table.num_rows:,} rows"
        files.append((out / f"{name}.parquet", what))
        if extra_format not in (None, "parquet"):
            path = out / f"{name}.{extra_format}"
            write_table(table, path, places)
            files.append((path, what))
    return [*files, (out / "plan.svg", "picture, opens in a browser")] if picture else files


def _refuse_geojson(problem: Problem, extra_format: str | None) -> None:
    """GeoJSON has degrees only."""
    if extra_format == "geojson" and problem.columns.latitude is None:
        raise DataError("--format geojson needs latitudes and longitudes, which these accounts do not have; take csv")


def _refuse_file(out: Path) -> None:
    """Before the work, not after it."""
    if out.exists() and not out.is_dir():
        raise DataError(f"{str(out)!r} is a file; expected a folder for the plan (--out)", found=str(out))
    if out.is_dir() and any(out.iterdir()) and not (out / "plan.json").exists():
        raise DataError(
            f"{str(out)!r} is a folder of something else and stays as it is; name a new one (--out)", found=str(out)
        )
