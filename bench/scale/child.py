"""The process that is measured: one solve, stage by stage. ``python -m bench.scale.child '{"n": ...}'``."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

import territory_engine as te

from .. import data
from ..measure import measured
from ..problem import problem_of


def once(options: dict[str, Any]) -> dict[str, Any]:
    """Costs of table to ``problem``, ``solve`` (with its stages) and ``assignment`` table, and the plan's figures."""
    table = data.load(options["table"])
    how = {"threads": options["threads"], "kernels": options["kernels"]}
    budget = te.MaxRuntime(options["seconds"]) if options.get("seconds") else None
    seed = options.get("seed", 0)
    if options["kernels"] == "numba":
        te.solve(problem_of(table.slice(0, 2000), 10, 0.05), **how)  # compile, or load from the cache
    problem, made = measured(lambda: problem_of(table, options["territories"], options["tolerance"]))
    plan, solved = measured(lambda: te.solve(problem, stop=budget, seed=seed, **how))
    assignment, written = measured(lambda: plan.assignment)
    measure = problem.instance.measures[0]
    return {
        "steps": {"problem": made, "solve": solved, "assignment": written},
        "stages": plan.run["stages"],
        "kernels": plan.run["kernels"],
        "rows": assignment.num_rows,
        "labels": hashlib.blake2b(plan.solution.labels.tobytes(), digest_size=8).hexdigest(),
        "mean_km": float(plan.evaluation.travel.sum() / problem.instance.travel_weight.sum()),
        "off": float(abs(plan.evaluation.loads[:, 0] / measure.target - 1.0).max()),
        "gap": plan.gap,
    }


if __name__ == "__main__":
    print(json.dumps(once(json.loads(sys.argv[1]))))
