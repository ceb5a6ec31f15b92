"""What drawing territories as areas costs, and how true the areas are: ``python -m bench.outlines``."""

from __future__ import annotations

import argparse

import numpy as np
import shapely

import territory_engine as te
from territory_engine.report.geometry.areas import Areas, areas

from . import data
from .measure import measured
from .problem import problem_of
from .report import machine, markdown

SMALL = te.solve(problem_of(data.accounts(20), 2, 0.5))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, nargs="+", default=[100, 10_000, 100_000, 1_000_000])
    parser.add_argument("--territories", type=int, nargs="+", default=[8, 50, 100, 200], help="one for each of these")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    print(f"{machine()}; median of {options.repeats}\n")
    rows = [row(n, k, options.repeats) for n, k in zip(options.accounts, options.territories, strict=True)]
    columns = ["accounts x territories", "CPU s", "peak MiB", "border points", "outside their area", "pairs", "valid"]
    print(markdown(columns, rows))


def row(accounts: int, territories: int, repeats: int) -> list[str]:
    """The areas of a solved plan of the built-in data."""
    plan = te.solve(problem_of(data.accounts(accounts), territories, 0.05))
    areas(SMALL)  # imports, and the file of the world
    # memory that a run gave back may be counted as in use before the next: the first one tells the peak
    runs = [measured(lambda: areas(plan)) for _ in range(repeats)]
    made: Areas = runs[0][0]
    seconds = float(np.median([figures["cpu_s"] for _, figures in runs]))
    peak = runs[0][1]["peak_mib"]
    points = int(shapely.get_num_coordinates(made.shapes).sum())
    share = len(made.outside) / accounts
    return [
        f"{accounts:,} x {territories:,}",
        f"{seconds:.3f}",
        f"{peak:.0f}",
        f"{points:,}",
        f"{len(made.outside):,} ({share:.3%})",
        f"{len(made.neighbours):,}",
        "yes" if shapely.coverage_is_valid(made.shapes) and shapely.is_valid(made.shapes).all() else "NO",
    ]


if __name__ == "__main__":
    main()
