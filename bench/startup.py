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
begin = time.perf_counter()
{work}
print(time.perf_counter() - begin)
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

CASES = {
    "import numpy, pyarrow": ("", "import numpy, pyarrow"),
    "import territory_engine": ("", "import territory_engine"),
    "import territory_engine, numpy and pyarrow there": ("import numpy, pyarrow", "import territory_engine"),
    "first plan: 8 accounts, 2 territories": (EIGHT, PLAN),
    "second plan": (EIGHT + PLAN, PLAN),
}


def milliseconds(before: str, work: str) -> float:
    """Time of ``work`` in a fresh process that has done ``before``."""
    script = TIMED.format(before=before, work=work)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout) * 1000.0


def main() -> None:
    """Print median, best and worst."""
    parser = argparse.ArgumentParser(prog="python -m bench.startup", description=__doc__)
    parser.add_argument("--repeats", type=int, default=15)
    repeats = parser.parse_args().repeats
    print(f"{machine()}; {repeats} processes each\n")
    rows = []
    for name, (before, work) in CASES.items():
        times = sorted(milliseconds(before, work) for _ in range(repeats))
        rows.append([name, f"{statistics.median(times):.1f}", f"{times[0]:.1f}", f"{times[-1]:.1f}"])
    print(markdown(["", "median ms", "best", "worst"], rows))


if __name__ == "__main__":
    main()
