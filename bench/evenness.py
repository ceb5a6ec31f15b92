"""What the smallest tolerance costs: ``python -m bench.evenness 2000x50 20000x200 --power 1 2``.

Workloads of the built-in accounts are lognormal with sigma 1; ``--power`` p raises them to the power p (sigma p):
single accounts then become heavier than the share of a territory.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import pyarrow as pa

import territory_engine as te

from . import data
from .report import machine, markdown

HEADER = ["accounts x territories", "sigma", "balance", "largest deviation", "proven least", "km a visit", "CPU s"]


def main() -> None:
    """A tolerance of 5 % against the smallest, each once, on one thread."""
    parser = argparse.ArgumentParser(prog="python -m bench.evenness", description=__doc__)
    parser.add_argument("sizes", nargs="+", metavar="ACCOUNTSxTERRITORIES")
    parser.add_argument("--power", type=float, nargs="+", default=[1.0])
    parser.add_argument("--data", help="folder with a generator of one's own")
    options = parser.parse_args()
    rows = []
    for size in options.sizes:
        n, territories = (int(part) for part in size.split("x"))
        table = data.accounts(n, options.data)
        for power in options.power:
            workload = np.asarray(table["workload"]) ** power
            column = table.schema.get_field_index("workload")
            heavier = table.set_column(column, "workload", pa.array(workload))
            for balance in (te.Balance(0.05), te.Balance("smallest")):
                rows.append([f"{n:,} x {territories}", f"{power:g}", *_row(heavier, territories, balance)])
    print(f"{machine()}\n\n{markdown(HEADER, rows)}")


def _row(table: pa.Table, territories: int, balance: te.Balance) -> list[str]:
    name = "5 %" if balance.tolerance == 0.05 else str(balance.tolerance)
    problem = te.Problem(table, territories, activities={"workload": balance})
    began = time.process_time()
    try:
        plan = te.solve(problem, threads=1)
    except te.InfeasibleError as error:
        return [name, "no plan" + (", proven" if error.proven else ""), "", "", f"{time.process_time() - began:.1f}"]
    seconds, figures = time.process_time() - began, plan.summary["measures"]["workload"]
    least = f"{figures['least_deviation']:.3%}" if "least_deviation" in figures else ""
    km = plan.summary["travel"]["per_visit"]
    return [name, f"{figures['max_deviation']:.3%}", least, f"{km:.3f}", f"{seconds:.1f}"]


if __name__ == "__main__":
    main()
