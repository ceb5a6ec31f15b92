"""The same solve on C++ and on Numba, compiled before: ``python -m bench.kernel_sets``."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any

from . import data
from .measure import in_new_process
from .report import machine, markdown, number

SIZES = ((20_000, 50), (20_000, 200), (200_000, 1000), (1_000_000, 200))
SETS = ("native", "numba")
HEADER = ["accounts x territories", "native CPU s", "Numba CPU s", "ratio", "wall ratio", "assignments"]


def main() -> None:
    """Measure and print."""
    options = _options()
    print(f"{machine()}; {options.threads} threads, medians of {options.repeats}\n")
    rows = []
    for n, territories in SIZES:
        if n <= options.largest:
            rows.append(_row(f"{n:,} x {territories:,}", compare(n, territories, options)))
    print(markdown(HEADER, rows))


def compare(n: int, territories: int, options: argparse.Namespace) -> dict[str, list[dict[str, Any]]]:
    """Runs of both sets in processes of their own, taking turns."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in SETS}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts.arrow"
        data.save(data.accounts(n), path)
        task = {"table": str(path), "territories": territories, "tolerance": 0.01, "threads": options.threads}
        for repeat in range(options.repeats):
            for name in SETS if repeat % 2 == 0 else SETS[::-1]:
                run = in_new_process("bench.scale.child", {**task, "n": n, "kernels": name}, options.threads, 900.0)
                runs[name].append(run)
    return runs


def _row(name: str, runs: dict[str, list[dict[str, Any]]]) -> list[str]:
    failed = [run["error"] for each in runs.values() for run in each if "error" in run]
    assert failed or all(run["kernels"] == kernels for kernels, each in runs.items() for run in each)
    if failed:
        return [name, failed[0], *[""] * (len(HEADER) - 2)]

    def median(kernels: str, figure: str) -> float:
        return float(statistics.median(run["steps"]["solve"][figure] for run in runs[kernels]))

    cpu = [median(kernels, "cpu_s") for kernels in SETS]
    wall = [median(kernels, "wall_s") for kernels in SETS]
    plans = {run["labels"] for each in runs.values() for run in each}
    same = "the same" if len(plans) == 1 else "differ"
    return [name, *map(number, cpu), number(cpu[1] / cpu[0]), number(wall[1] / wall[0]), same]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.kernel_sets", description=__doc__)
    parser.add_argument("--largest", type=int, default=1_000_000, help="leave out sizes with more accounts")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
