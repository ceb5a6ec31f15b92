"""What search time brings over the quick plan: ``python -m bench.longer 1000000 --territories 200 --seconds 30``."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any

from . import data
from .measure import in_new_process
from .report import machine, markdown, number

HEADER = ["accounts x territories", "seconds", "wall s", "CPU s", "mean km", "shorter", "off", "gap"]


def main() -> None:
    """Each seed without a budget and with each budget, in processes of their own; means over the seeds."""
    options = _options()
    seeds = range(options.seeds)
    print(f"{machine()}; {options.threads} threads, tolerance {options.tolerance:.1%}, means of {len(seeds)} seeds\n")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for n in options.accounts:
            path = Path(folder) / f"{n}.arrow"
            data.save(data.accounts(n, options.data), path)
            for territories in options.territories:
                task = {"table": str(path), "n": n, "territories": territories, "tolerance": options.tolerance}
                rows += _rows({**task, "threads": options.threads, "kernels": options.kernels}, options.seconds, seeds)
    print(markdown(HEADER, rows))


def _rows(task: dict[str, Any], budgets: list[float], seeds: range) -> list[list[str]]:
    name, quick_km, rows = f"{task['n']:,} x {task['territories']:,}", 0.0, []
    for seconds in [None, *budgets]:
        limit = 900.0 + 2.0 * (seconds or 0.0)
        each = {**task, "seconds": seconds}
        runs = [in_new_process("bench.scale.child", {**each, "seed": s}, task["threads"], limit) for s in seeds]
        failed = [run["error"] for run in runs if "error" in run]
        budget = "none" if seconds is None else f"{seconds:g}"
        if failed:
            rows.append([name, budget, failed[0], *[""] * (len(HEADER) - 3)])
            continue
        km = statistics.fmean(run["mean_km"] for run in runs)
        quick_km = km if seconds is None else quick_km
        shorter = "" if seconds is None or not quick_km else f"{1.0 - km / quick_km:.2%}"
        cost = [statistics.fmean(run["steps"]["solve"][figure] for run in runs) for figure in ("wall_s", "cpu_s")]
        off, gap = max(run["off"] for run in runs), statistics.fmean(run["gap"] for run in runs)
        figures = [number(km, 3), shorter, f"{off:.3%}", f"{gap:.3%}"]
        rows.append([name, budget, *(number(each, 1) for each in cost), *figures])
    return rows


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.longer", description=__doc__)
    parser.add_argument("accounts", type=int, nargs="+")
    parser.add_argument("--territories", type=int, nargs="+", default=[200])
    parser.add_argument("--tolerance", type=float, default=0.01)
    parser.add_argument("--seconds", type=float, nargs="+", default=[30.0], help="budgets, beside no budget at all")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--kernels", choices=["native", "numba"])
    parser.add_argument("--data", metavar="FOLDER", help="accounts of FOLDER/gen.py instead of the built-in data")
    return parser.parse_args()


if __name__ == "__main__":
    main()
