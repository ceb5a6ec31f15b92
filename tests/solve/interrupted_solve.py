"""A solve of some size in a process of its own, for test_interrupt; prints what came of it as one line of JSON.

Before the solve it prints "solving". The plan is checked here, by the package and after the signal.
"""

import json
import signal
import sys
import time

import numpy as np
import pyarrow as pa

import territory_engine as te


def main() -> None:
    rng = np.random.default_rng(0)
    n = int(sys.argv[1])
    town = rng.uniform((46.0, 5.0), (54.0, 15.0), (40, 2))[rng.integers(0, 40, n)]
    place = town + rng.normal(0.0, 0.4, (n, 2))
    table = pa.table(
        {"account_id": np.arange(n), "lat": place[:, 0], "lon": place[:, 1], "potential": rng.lognormal(0.0, 1.0, n)}
    )
    problem = te.Problem(table, 50, activities={"potential": te.Balance(0.01)})
    handler = signal.getsignal(signal.SIGINT)
    stages = []
    te.solve(te.Problem(table.slice(0, 500), 3))  # imports, and on Numba compiles, before the clock starts
    print("solving", flush=True)
    began = time.perf_counter()
    stop = te.MaxIterations(int(sys.argv[2]))
    plan = te.solve(problem, stop=stop, progress=lambda event: stages.append(event.stage))
    seconds = time.perf_counter() - began
    same = signal.getsignal(signal.SIGINT) is handler
    findings = [str(finding) for finding in plan.check()]
    print(
        json.dumps({"status": plan.status, "findings": findings, "handler": same, "in": stages[-1:], "after": seconds})
    )


if __name__ == "__main__":
    main()
