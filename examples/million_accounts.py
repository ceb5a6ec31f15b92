#!/usr/bin/env python3
"""A million accounts in a thousand territories, on a laptop.

    python examples/million_accounts.py --out million

Shows what a plan of this size takes (seconds, memory, stage by stage), how good it is (a proven gap), and writes
everything that a smaller plan would have.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import pyarrow.parquet as pq

import territory_engine as te

COUNTRIES = ("DE", "FR", "PL", "ES", "IT")
COLUMNS = ["account_id", "lat", "lon", "workload", "visits_per_year", "territory"]


def main() -> None:
    """Draw the accounts, plan them, say what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", type=int, default=1_000_000, help="number of accounts (1000000)")
    parser.add_argument("--territories", type=int, default=1000, help="number of territories (1000)")
    parser.add_argument("--threads", type=int, help="threads to use (all)")
    parser.add_argument("--out", type=Path, default=Path("million"), help="folder for what is written")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)

    # A file, as it would come out of a data warehouse. Only the columns that are named below are read.
    source = options.out / "accounts.parquet"
    accounts = te.demo.accounts(options.accounts, COUNTRIES, territories=options.territories, columns=COLUMNS)
    pq.write_table(accounts, source)

    with Clock("read and check"):
        problem = te.Problem(
            source,
            territories=options.territories,
            activities={"workload": te.Balance(tolerance=0.05)},
            visits="visits_per_year",
            baseline="territory",
        )
    with Clock("plan"):
        plan = te.solve(problem, seed=0, threads=options.threads)
    for stage, cost in plan.run["stages"].items():
        print(f"    {stage:12} {cost['cpu_seconds']:6.2f} CPU s, up to {cost['peak_mib']:,.0f} MiB")

    print()
    print(plan.summary)
    print(f"No plan with the same centres is more than {plan.gap:.2%} shorter: that is proven.\n")

    with Clock("save"):
        plan.save(options.out / "plan")
    with Clock("map"):
        plan.map(options.out / "map.html")
    with Clock("report"):
        plan.report(options.out / "report.html")
    print(f"\nwritten to {options.out}: accounts.parquet, plan/, map.html, report.html")


class Clock:
    """Prints what the block inside of it took."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        self.started = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        wall, cpu = time.perf_counter() - self.started[0], time.process_time() - self.started[1]
        print(f"{self.name:16} {wall:6.2f} s, {cpu:.2f} CPU s")


if __name__ == "__main__":
    main()
