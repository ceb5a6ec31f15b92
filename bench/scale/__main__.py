"""Wall time, CPU time and memory of the whole way from an Arrow table to a plan, at growing sizes."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from .. import data
from ..measure import in_new_process
from ..report import machine, markdown, number

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
    if options.json:
        Path(options.json).write_text(json.dumps(results, indent=1))


def measure_size(n: int, options: argparse.Namespace) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """One process for each number of territories."""
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts.arrow"
        data.save(data.accounts(n, options.data), path)
        for territories in options.territories or SIZES.get(n, [max(1, n // 5000)]):
            size = {"n": n, "territories": territories, "tolerance": options.tolerance}
            how = {"table": str(path), "threads": options.threads, "kernels": options.kernels}
            measured.append(
                (size, in_new_process("bench.scale.child", {**size, **how}, options.threads, options.limit))
            )
    return measured


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
    parser.add_argument("--kernels", choices=["native", "numba"])
    parser.add_argument("--stages", action="store_true", help="show the stages of the solve")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds after which a run is ended")
    parser.add_argument("--data", metavar="FOLDER", help="accounts of FOLDER/gen.py instead of the built-in data")
    parser.add_argument("--json", metavar="FILE", help="write every figure there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
