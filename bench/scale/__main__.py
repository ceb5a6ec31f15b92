"""Wall time, CPU time and memory of the whole way from an Arrow table to a plan, at growing sizes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from .. import data
from ..measure import in_new_process
from ..report import machine, markdown, number, save

SIZES = {
    10_000: [20],
    100_000: [100],
    200_000: [1000],
    1_000_000: [200],
    10_000_000: [1000],
}
HEADER = ["accounts x territories", "step", "wall s", "CPU s", "peak MiB", "bytes an account", "mean km", "off", "gap"]


def main() -> None:
    """Measure and print; ``peak`` is above what was in use before the step, so the accounts are not in it."""
    options = _options()
    print(f"{machine()}; {options.threads} threads\n")
    rows, results = [], []
    for n in options.accounts or SIZES:
        for size, run in measure_size(n, options):
            results.append({**size, **run})
            rows += rows_of(size, run, options.stages)
    print(markdown(HEADER, rows))
    if options.out:
        save(Path(options.out), " ".join(["python -m bench.scale", *sys.argv[1:]]), options.threads, results)


def measure_size(n: int, options: argparse.Namespace) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """A process for each number of territories and seed; of the seeds the run with the median of the CPU seconds."""
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts.arrow"
        data.save(data.accounts(n, options.data), path)
        for territories in options.territories or SIZES.get(n, [max(1, n // 5000)]):
            size = {"n": n, "territories": territories, "tolerance": options.tolerance}
            how = {"table": str(path), "threads": options.threads, "kernels": options.kernels}
            runs = [
                in_new_process("bench.scale.child", {**size, **how, "seed": seed}, options.threads, options.limit)
                for seed in range(options.repeats)
            ]
            measured.append((size, median_of(runs)))
    return measured


def median_of(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The run whose solve took the median of the CPU seconds, of an even number the quicker one; or one that failed."""
    failed = [run for run in runs if "error" in run]
    ranked = failed or sorted(runs, key=lambda run: float(run["steps"]["solve"]["cpu_s"]))
    return ranked[(len(ranked) - 1) // 2]


def rows_of(size: dict[str, Any], run: dict[str, Any], with_stages: bool) -> list[list[str]]:
    """Lines of one run: what it cost in all, and step by step (the stages of the solve if asked for)."""
    name = f"{size['n']:,} x {size['territories']:,}"
    if "error" in run:
        return [[name, run["error"], *[""] * (len(HEADER) - 2)]]
    worth = [number(run["mean_km"]), f"{run['off']:.2%}", f"{run['gap']:.3%}"]
    lines = []
    for step, cost in run["steps"].items():
        memory = [number(cost["peak_mib"], 0), number(cost["peak_mib"] * 2**20 / size["n"], 0)]
        figures = worth if step == "solve" else [""] * 3
        lines.append([name, step, number(cost["wall_s"]), number(cost["cpu_s"]), *memory, *figures])
        if step == "solve" and with_stages:
            for stage, spent in run["stages"].items():
                seconds = [number(spent["seconds"]), number(spent["cpu_seconds"])]
                lines.append([name, f"- {stage}", *seconds, *[""] * 5])
    return lines


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("accounts", nargs="*", type=int, help=f"default: {', '.join(map(str, SIZES))}")
    parser.add_argument(
        "--territories", nargs="+", type=int, help="default: as in the README, or one for 5,000 accounts"
    )
    parser.add_argument("--tolerance", type=float, default=0.01)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=1, help="with the next seed each; the median is kept")
    parser.add_argument("--kernels", choices=["native", "numba"])
    parser.add_argument("--stages", action="store_true", help="show the stages of the solve")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds after which a run is ended")
    parser.add_argument("--data", metavar="FOLDER", help="accounts of FOLDER/gen.py instead of the built-in data")
    parser.add_argument("--out", metavar="FILE", help="write every figure there, as bench/results has them")
    return parser.parse_args()


if __name__ == "__main__":
    main()
