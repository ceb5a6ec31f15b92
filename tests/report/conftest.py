"""Plans to report on."""

from __future__ import annotations

import pyarrow as pa
import pytest

import territory_engine as te

NAMES = [f"T{t}" for t in range(1, 7)]


@pytest.fixture(scope="session")
def accounts():
    return te.demo.accounts(600, ("DE", "FR"), territories=6)


@pytest.fixture(scope="session")
def problem(accounts):
    return te.Problem(
        accounts,
        pa.table({"territory_id": NAMES}),
        activities={
            "workload": te.Balance(0.05),
            "potential": te.Balance(0.1, hard=False, weight=2.0),
            "accounts": te.Bounds(minimum=50),
        },
        visits="visits_per_year",
        baseline="territory",
        constraints=[te.Pin([1, 2, 3], "T1")],
    )


@pytest.fixture(scope="session")
def plan(problem):
    return te.solve(problem, seed=0)
