"""The package and the independent checker agree on what an assignment is worth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from bench.quality import folder, generate
from bench.quality.checker import check
from bench.quality.problem import labels_of, problem_of

import territory_engine as te


def written(root: Path, name: str) -> Path:
    """An instance of 60 points and 4 clusters, under the name of a family."""
    path = root / f"{name}.txt"
    generate.write(path, 60, 4, 3)
    rows = np.loadtxt(path, skiprows=1)
    rows[:, :2] /= 1e4  # lengths from 0 to 140, so that cutting them matters
    np.savetxt(path, rows, fmt="%.3f", header="60 4", comments="")
    apart = np.random.default_rng(1).integers(0, 500, (60, 60))
    np.fill_diagonal(apart, 0)
    np.savetxt(path.with_name("spain.grd"), apart.ravel(), fmt="%d")
    return path


@pytest.mark.parametrize("name", ["cpmp/p60", "cpmp/cpmp07", "cpmp/spain737_4_1", "cccp/TA60", "large/gen60_4_s3"])
def test_both_find_the_same_objective(tmp_path: Path, name: str) -> None:
    case = folder.read(name, written(tmp_path, name))
    problem = problem_of(case)
    # as even as can be by demand: the heaviest first, each to the lightest cluster
    territory, load = np.zeros(60, np.int64), np.zeros(4)
    for i in np.argsort(-case.demand):
        territory[i] = load.argmin()
        load[territory[i]] += case.demand[i]
    table = {"point": np.arange(1, 61), "territory_id": territory + 1}
    plan = te.Plan.from_assignment(problem, pa.table(table))
    verdict = check(case, labels_of(case, plan))
    assert verdict.findings == []
    assert verdict.objective == pytest.approx(plan.summary["objective"], rel=1e-12)
