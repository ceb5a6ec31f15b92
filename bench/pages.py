"""Cost of the pages of a plan: ``python -m bench.pages`` writes map and report, a process for each size."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .measure import in_new_process, measured
from .report import machine, markdown

SIZES = ("100x4", "10000x50", "100000x100", "1000000x200")
# in the order they run: what comes later finds ready what an earlier step made
STEPS = {
    "figures": "summary, territories, next best: what a plan keeps anyway",
    "today": "centres and loads of today's territories",
    "areas": "territories as areas",
    "report": "plan.report(path)",
    "map": "plan.map(path)",
    "compare": "te.compare_plans of the plan and today",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES, metavar="ACCOUNTSxTERRITORIES")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=float, default=900.0, help="seconds for each size")
    options = parser.parse_args()
    print(f"{machine()}; {options.threads} threads\n")
    rows = []
    for size in options.sizes:
        n, k = map(int, size.split("x"))
        found = in_new_process("bench.pages", {"accounts": n, "territories": k}, options.threads, options.limit)
        rows += _rows(f"{n:,} x {k:,}", found)
    print(markdown(["accounts x territories", "step", "CPU s", "peak MiB", "file"], rows))
    print("\nPeaks are above what was in use before the step.")


def _rows(size: str, found: dict[str, Any]) -> list[list[str]]:
    if "error" in found:
        return [[size, str(found["error"]), "", "", ""]]
    rows = []
    for step, cost in found.items():
        file = f"{cost['bytes'] / 1e6:.2f} MB" if "bytes" in cost else ""
        rows.append([size, STEPS[step], f"{cost['cpu_s']:.2f}", f"{cost['peak_mib']:.0f}", file])
    for page in ("report", "map"):
        parts = [found[step]["cpu_s"] for step in ("figures", "today", "areas", page) if step in found]
        if page in found:
            rows.append([size, f"{page} alone, from a fresh plan (sum)", f"{sum(parts):.2f}", "", ""])
    return rows


def measure(accounts: int, territories: int) -> dict[str, Any]:
    """CPU seconds, memory and bytes of each step, in this process."""
    import pyarrow as pa

    import territory_engine as te

    table = te.demo.accounts(accounts, territories=territories)
    names = pa.table({"territory_id": sorted(set(table["territory"].to_pylist()))})
    asked = {"workload": te.Balance(0.05)}
    plan = te.solve(te.Problem(table, names, activities=asked, visits="visits_per_year", baseline="territory"), seed=0)
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = {page: Path(folder) / f"{page}.html" for page in ("report", "map", "compare")}

        def compare() -> None:
            today = te.Plan.from_assignment(plan.problem, table, territory="territory")
            te.compare_plans({"today": today, "plan": plan}, paths["compare"])

        steps: dict[str, Callable[[], Any]] = {
            "figures": lambda: (plan.summary, plan.territories, plan.second_choices),
            "today": lambda: plan._today,
            "areas": lambda: plan.areas,
            "report": lambda: plan.report(paths["report"]),
            "map": lambda: plan.map(paths["map"]),
            "compare": compare,
        }
        for step, work in steps.items():
            found[step] = measured(work)[1]
            if step in paths:
                found[step]["bytes"] = paths[step].stat().st_size
    return found


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].startswith("{"):
        print(json.dumps(measure(**json.loads(sys.argv[1]))))
    else:
        main()
