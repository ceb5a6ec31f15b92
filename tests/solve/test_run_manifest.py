"""What a plan says about its own making, and arguments that are none."""

from __future__ import annotations

import json

import pytest

import territory_engine as te
from tests.solve.solve_cases import accounts, solve

ASKED = {"potential": te.Balance(0.05)}


def test_manifest():
    plan = solve(accounts(300), 4, ASKED, seed=17, threads=2, stop=te.MaxIterations(2))
    run = plan.run
    assert (run["version"], run["seed"], run["threads"], run["iterations"]) == (te.__version__, 17, 2, 2)
    assert run["kernels"] in ("native", "numba")
    assert run["data_hash"] == plan.problem.data_hash
    assert run["seconds"] > 0.0
    assert {"order", "start", "prices", "exchange", "centers", "bound"} <= set(run["stages"])
    for stage in run["stages"].values():
        assert set(stage) == {"seconds", "cpu_seconds", "peak_mib"}
        assert min(stage.values()) >= 0.0
        assert stage["peak_mib"] > 1.0
    assert sum(stage["seconds"] for stage in run["stages"].values()) <= run["seconds"] * 1.01


def test_manifest_is_json():
    run = solve(accounts(100), 2, ASKED).run
    assert json.loads(json.dumps(run, allow_nan=False)) == run


def test_threads_by_default_are_those_of_this_process():
    assert solve(accounts(100), 2, ASKED).run["threads"] >= 1


def test_hash_follows_the_data():
    def hash_of(**columns):
        return te.Problem(accounts(50, **columns), 2, activities=ASKED).data_hash

    assert hash_of() == hash_of()
    assert hash_of() != hash_of(potential=[1.0] * 50)


def problem():
    return te.Problem(accounts(50), 2, activities=ASKED)


def test_starting_from_a_plan_is_later_work():
    plan = te.solve(problem())
    with pytest.raises(NotImplementedError, match=r"start"):
        te.solve(problem(), start=plan)


@pytest.mark.parametrize(
    ("argument", "given"),
    [
        ("stop", 30),
        ("stop", "30s"),
        ("stop", lambda state: True),
        ("seed", -1),
        ("seed", 1.5),
        ("seed", "0"),
        ("seed", None),
        ("seed", True),
        ("threads", 0),
        ("threads", -2),
        ("threads", 1.5),
        ("threads", "2"),
        ("kernels", "fortran"),
        ("kernels", 1),
        ("progress", 1),
        ("progress", "yes"),
    ],
)
def test_arguments_that_are_none(argument, given):
    with pytest.raises(te.DataError, match=argument):
        te.solve(problem(), **{argument: given})


def test_what_is_no_problem():
    with pytest.raises((te.DataError, TypeError, AttributeError)):
        te.solve(accounts(50))


def test_a_large_seed():
    solve(accounts(100), 2, ASKED, seed=2**40)
    solve(accounts(100), 2, ASKED, seed=2**63)
