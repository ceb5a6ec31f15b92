"""Hierarchies of road graphs, stage by stage, beside RoutingKit: ``python -m bench.road.hierarchy FOLDER``."""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from typing import Any

from ..measure import in_new_process
from ..report import machine, markdown, number
from .graphs import names

STAGES = ("order", "contract", "customise", "customise one-way")
COSTS = [f"{name}, CPU s" for name in STAGES]
HEADER = ["graph", "method", "threads", *COSTS, "all CPU s", "wall s", "MiB", "arcs a side"]


def main() -> None:
    """Measure and print."""
    options = _options()
    rows = []
    for graph in options.graphs or names(options.folder):
        for method, threads in [*(("ours", threads) for threads in options.threads), ("routingkit", 1)]:
            task = {"folder": str(options.folder.resolve()), "graph": graph, "method": method, "threads": threads}
            runs = [in_new_process("bench.road.hierarchy_child", task, threads, 900.0) for _ in range(options.repeats)]
            rows.append([graph, method, str(threads), *_figures(runs)])
    print(f"{machine()}; medians of {options.repeats}\n")
    print(markdown(HEADER, rows))


def _figures(runs: list[dict[str, Any]]) -> list[str]:
    failed = [run["error"] for run in runs if "error" in run]
    if failed:
        return [failed[0], *[""] * (len(HEADER) - 4)]

    def median(stage: str, figure: str) -> float | None:
        if stage not in runs[0]["stages"]:
            return None
        return statistics.median(run["stages"][stage][figure] for run in runs)

    built = [name for name in STAGES[:3] if name in runs[0]["stages"]]
    cells = [number(median(name, "cpu_s")) for name in STAGES]
    for figure in ("cpu_s", "wall_s"):
        cells.append(number(statistics.median(sum(run["stages"][name][figure] for name in built) for run in runs)))
    cells.append(number(statistics.median(max(run["stages"][name]["peak_mib"] for name in built) for run in runs), 0))
    arcs = runs[0]["arcs"]
    return [*cells, f"{arcs['out']:,} / {arcs['in']:,}" if arcs else ""]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.road.hierarchy", description=__doc__)
    parser.add_argument("folder", type=Path, help="road graphs, NAME.npz with tail, head, weight")
    parser.add_argument("--graphs", nargs="+", help="of these names only")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--repeats", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
