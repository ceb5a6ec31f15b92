"""Ours and the peers on the same accounts in the same run, as one table."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from .. import data
from ..measure import in_new_process
from ..report import machine, markdown, number, save
from .methods import METHODS, SIZES, Size, applies

HEADER = ["accounts x territories", "tolerance", "method", "CPU s", "wall s", "peak MiB", "mean km", "off", "gap"]


def main() -> None:
    """Measure and print."""
    options = _options()
    print(f"{machine()}; {options.threads} threads, medians of {options.repeats}\n")
    rows, results = [], []
    for name in options.size:
        for size in SIZES[name]:
            for method, runs in measure_size(size, options).items():
                figures = median_of(runs)
                rows.append(_row(size, METHODS[method].title, figures))
                results.append({**vars(size), "method": method, "title": METHODS[method].title, **figures})
    print(markdown(HEADER, rows))
    if options.out:
        save(Path(options.out), " ".join(["python -m bench.peers", *sys.argv[1:]]), options.threads, results)


def measure_size(size: Size, options: argparse.Namespace) -> dict[str, list[dict[str, Any]]]:
    """Every method a number of times, each time with the next seed and the order turned around.

    What fails once is not tried again.
    """
    names = [name for name in options.methods if applies(METHODS[name], size)]
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts.arrow"
        data.save(data.accounts(size.n, options.data), path)
        for repeat in range(options.repeats):
            for name in names if repeat % 2 == 0 else reversed(names):
                if any("error" in run for run in runs[name]):
                    continue
                task = {"table": str(path), **vars(size), "threads": options.threads, "seed": options.seed + repeat}
                run = in_new_process("bench.peers.child", {"method": name, **task}, options.threads, options.limit)
                runs[name].append(run)
                print(f"{size.n:,} x {size.territories:,} {name}: {_brief(run)}", file=sys.stderr, flush=True)
    return runs


def median_of(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Median of each figure; the error where there was one."""
    failed = [run for run in runs if "error" in run]
    if failed:
        return failed[0]
    figures = {name: [run[name] for run in runs] for name in runs[0]}
    return {k: statistics.median(v) if not isinstance(v[0], str) else v[0] for k, v in figures.items()}


def _brief(run: dict[str, Any]) -> str:
    return str(run["error"]) if "error" in run else f"{run['cpu_s']:.2f} CPU s, {run['mean_km']:.2f} km"


def _row(size: Size, title: str, figures: dict[str, Any]) -> list[str]:
    start = [f"{size.n:,} x {size.territories:,}", f"±{size.tolerance:.0%}", title]
    if "error" in figures:
        return [*start, figures["error"], "", "", "", "", ""]
    gap = figures.get("gap")
    return [
        *start,
        number(figures["cpu_s"]),
        number(figures["wall_s"]),
        number(figures["peak_mib"], 0),
        number(figures["mean_km"]),
        f"{figures['off']:.2%}",
        "" if gap is None else f"{gap:.3%}",
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("size", nargs="+", choices=list(SIZES))
    parser.add_argument("--methods", nargs="+", choices=list(METHODS), default=list(METHODS))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0, help="of the first repeat")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds after which a method is ended")
    parser.add_argument("--data", metavar="FOLDER", help="accounts of FOLDER/gen.py instead of the built-in data")
    parser.add_argument("--out", metavar="FILE", help="write the medians there, as bench/results has them")
    return parser.parse_args()


if __name__ == "__main__":
    main()
