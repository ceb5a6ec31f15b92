"""Plans by travel on roads and by given travel, on the command line."""

import pyarrow as pa
import pytest
from pyarrow import csv, parquet

import territory_engine as te
from tests.solve.road_cases import accounts, town


@pytest.fixture
def files(tmp_path):
    town().save(tmp_path / "town.roads")
    csv.write_csv(accounts(200), tmp_path / "accounts.csv")


OPTIONS = ["--territories=4", "--balance=work=20%", "--no-progress"]


def test_plan_and_check(run, files):
    status, out, _ = run("plan", "accounts.csv", *OPTIONS, "--network=town.roads", "--direction=out", "--out=plan")
    assert status == 0
    assert "min a visit" in out
    plan = te.load_plan("plan", network=te.RoadNetwork.load("town.roads"))
    assert plan.check() == []
    assert plan.problem.instance.metric.ways.direction == "out"
    assert run("check", "plan", "--network=town.roads")[0] == 0
    status, _, error = run("check", "plan")
    assert status == 2
    assert "network=" in error


def test_config(run, files, tmp_path):
    (tmp_path / "problem.toml").write_text(
        'accounts = "accounts.csv"\nterritories = 4\nbalance = {work = "20%"}\nnetwork = "town.roads"\nmax_km = 1.0\n'
    )
    assert run("plan", "--config=problem.toml", "--no-progress", "--out=plan")[0] == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--network=town.roads", "--travel=planar"], "--travel and --network are both given"),
        (["--direction=back"], "--direction is for travel on roads; name a network"),
        (["--max-km=2"], "--max-km is for travel on roads; name a network"),
        (["--network=none.roads"], "none.roads"),
    ],
)
def test_what_is_refused(run, files, options, message):
    status, _, error = run("plan", "accounts.csv", *OPTIONS, *options)
    assert status == 2
    assert message in error


def test_pairs(run, files):
    names = accounts(200)["account_id"].to_pylist()
    pairs = {
        "account_id": names * 2,
        "territory_id": [1] * 200 + [2] * 200,
        "travel": [*range(200), *range(200, 0, -1)],
    }
    parquet.write_table(pa.table(pairs), "pairs.parquet")
    given = ["--territories=2", "--balance=work=20%", "--travel-matrix=pairs.parquet", "--no-progress", "--out=plan"]
    assert run("plan", "accounts.csv", *given)[0] == 0
    assert te.load_plan("plan").check() == []
