"""Import time, and the first small plan after it, in fresh processes: ``python -m bench.startup``."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

from .measure import ROOT
from .report import machine, markdown

TIMED = """
import time
{before}
wall, cpu = time.perf_counter(), time.process_time()
{work}
print(time.perf_counter() - wall, time.process_time() - cpu)
"""

EIGHT = """
import territory_engine as te
accounts = te.demo.accounts(8)
"""

PLAN = """
problem = te.Problem(accounts, territories=2, id="account_id", latitude="lat", longitude="lon",
                     activities={"workload": te.Balance(tolerance=1.0)})
plan = te.solve(problem)
"""

HELP = """
import contextlib, io
from territory_engine.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    assert main(["--help"]) == 0
"""

CASES = {
    "import numpy, pyarrow": ("", "import numpy, pyarrow"),
    "import territory_engine": ("", "import territory_engine"),
    "import territory_engine, numpy and pyarrow there": ("import numpy, pyarrow", "import territory_engine"),
    "territory-engine --help": ("", HELP),
    "first plan: 8 accounts, 2 territories": (EIGHT, PLAN),
    "second plan": (EIGHT + PLAN, PLAN),
}


def milliseconds(before: str, work: str) -> tuple[float, float]:
    """Wall and CPU time of ``work`` in a fresh process that has done ``before``."""
    script = TIMED.format(before=before, work=work)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    wall, cpu = done.stdout.split()
    return float(wall) * 1000.0, float(cpu) * 1000.0


def main() -> None:
    """Print medians, and the best."""
    parser = argparse.ArgumentParser(prog="python -m bench.startup", description=__doc__)
    parser.add_argument("--repeats", type=int, default=15)
    repeats = parser.parse_args().repeats
    print(f"{machine()}; {repeats} processes each\n")
    rows = []
    for name, (before, work) in CASES.items():
        walls, cpus = zip(*(milliseconds(before, work) for _ in range(repeats)), strict=True)
        figures = (statistics.median(walls), min(walls), statistics.median(cpus), min(cpus))
        rows.append([name, *(f"{value:.1f}" for value in figures)])
    print(markdown(["", "wall ms", "best", "CPU ms", "best"], rows))


if __name__ == "__main__":
    main()
