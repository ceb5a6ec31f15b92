"""Plans on disk: what comes back, what is refused, what an interrupted save leaves."""

import json
import os

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from territory_engine import storage
from territory_engine.errors import DataError
from territory_engine.storage import load_plan
from tests.plan.plan_cases import instance, plan_of, random_plan, with_solution


def renamed(plan, unit_ids, territory_ids):
    plan.problem.unit_ids, plan.problem.territory_ids = unit_ids, territory_ids
    return plan


@pytest.fixture(params=["integers", "text"])
def plan(request):
    made = random_plan(np.random.default_rng(3), disruption=0.5)
    if request.param == "integers":
        return renamed(made, pa.array(np.arange(40) * 10**12), pa.array([4, 3, 2, 1], pa.int32()))
    units = [f"Kunde {i} «ß» 漢" for i in range(40)]
    return renamed(made, pa.array(units, pa.large_string()), pa.array(list("NESW")))


def test_comes_back(plan, tmp_path):
    plan.save(tmp_path / "plan")
    again = load_plan(tmp_path / "plan")
    assert again.assignment.equals(plan.assignment)
    assert again.assignment.schema.equals(plan.assignment.schema)
    assert again.territories.equals(plan.territories)
    assert dict(again.summary) == dict(plan.summary)
    assert (again.gap, again.status, again.bound_scope, again.run) == (plan.gap, "feasible", "these centres", plan.run)
    assert again.check() == []
    name = plan.unit_name(11)
    assert str(again.explain(name)) == str(plan.explain(name))
    assert again.compare(plan).moved["accounts"] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan"]


def test_everything_is_recomputed_alike(plan, tmp_path):
    plan.save(tmp_path / "plan")
    again = load_plan(tmp_path / "plan")
    for name in ("assignment", "territories", "summary"):
        again.__dict__.pop(name)
    assert again.assignment.equals(plan.assignment)
    assert again.territories.equals(plan.territories)
    assert dict(again.summary) == dict(plan.summary)


def test_unknown_bound_and_odd_manifest(tmp_path, six):
    run = {"seconds": np.float64(0.5), "threads": np.int64(2), "bad": float("inf"), "path": tmp_path, "list": (1, None)}
    with_solution(six, lower_bound=float("nan"), run=run).save(tmp_path / "plan")
    again = load_plan(tmp_path / "plan")
    assert np.isnan([again.lower_bound, again.gap, again.summary["gap"]]).all()
    assert again.run == {"seconds": 0.5, "threads": 2, "bad": None, "path": str(tmp_path), "list": [1, None]}


def test_no_measures_no_baseline_one_territory(tmp_path):
    plan_of(instance([0, 0], [0, 1], k=1), [0, 0], [0], [0]).save(tmp_path / "plan")
    again = load_plan(tmp_path / "plan")
    assert again.check() == []
    assert again.summary["moved"] is None
    assert again.solution.loads.shape == (1, 0)


def test_replaces_a_plan_and_keeps_other_files(six, tmp_path):
    other = random_plan(np.random.default_rng(0))
    other.save(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    six.save(tmp_path)
    assert load_plan(tmp_path).assignment.equals(six.assignment)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert not [path for path in tmp_path.parent.iterdir() if path.name.startswith(f".{tmp_path.name}")]


@pytest.mark.parametrize("content", ['{"format": "something else"}', "no json", None])
def test_refuses_other_directories(six, tmp_path, content):
    (tmp_path / "plan.json" if content else tmp_path / "thesis.doc").write_text(content or "years of work")
    with pytest.raises(DataError, match="is a directory of something else and stays as it is"):
        six.save(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_refuses_a_file(six, tmp_path):
    path = tmp_path / "plan"
    path.write_text("years of work")
    with pytest.raises(DataError, match="is a file and stays as it is"):
        six.save(path)


@pytest.mark.parametrize("moment", ["write", "rename"])
def test_an_interrupted_save_loses_nothing(six, tmp_path, monkeypatch, moment):
    first = random_plan(np.random.default_rng(0))
    first.save(tmp_path / "plan")
    calls = []

    def interrupt(*args, **kwargs):
        calls.append(args)
        raise KeyboardInterrupt

    if moment == "write":
        monkeypatch.setattr(json, "dump", interrupt)
    else:
        rename = storage.Path.rename
        monkeypatch.setattr(storage.Path, "rename", lambda a, b: interrupt() if a.suffix == ".new" else rename(a, b))
    with pytest.raises(KeyboardInterrupt):
        six.save(tmp_path / "plan")
    monkeypatch.undo()
    assert calls
    assert load_plan(tmp_path / "plan").assignment.equals(first.assignment)
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_directories_have_ordinary_permissions(six, tmp_path):
    six.save(tmp_path / "deep" / "plan")
    (tmp_path / "usual").mkdir()
    assert (tmp_path / "deep" / "plan").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_no_plan_there(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(DataError, match=r"is no saved plan: it has no plan\.json"):
            load_plan(path)


@pytest.fixture
def saved(six, tmp_path):
    six.save(tmp_path / "plan")
    return tmp_path / "plan"


FILES = ["assignment.parquet", "territories.parquet", "units.parquet", "limits.parquet", "rejected.parquet"]


@pytest.mark.parametrize("name", FILES)
def test_missing_file(saved, name):
    (saved / name).unlink()
    with pytest.raises(DataError, match=f"{name}.* is missing"):
        load_plan(saved)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["cut", "bit", "other"])
def test_damaged_file(saved, name, damage):
    content = bytearray((saved / name).read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    elif damage == "bit":
        content[len(content) // 2] ^= 1
    else:
        content = b"PAR1"
    (saved / name).write_bytes(content)
    with pytest.raises(DataError, match=f"{name}.* is not as it was written"):
        load_plan(saved)


def edit(saved, change):
    manifest = json.loads((saved / "plan.json").read_text())
    change(manifest)
    (saved / "plan.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m.update(version=1), "format version 1 .*reads version 2"),
        (lambda m: m.update(version="2"), "format version '2'"),
        (lambda m: m.update(format="x"), r"is not the plan\.json of a saved plan"),
        (lambda m: m.pop("files"), "damaged: KeyError: 'files'"),
        (lambda m: m.update(files=[]), "damaged: TypeError"),
        (lambda m: m.update(measures=[{}]), "damaged: KeyError: 'name'"),
        (lambda m: m["measures"][0].update(name="other"), "damaged: KeyError"),
        (lambda m: m.update(columns={"id": "nothing"}), "damaged: TypeError"),
        (lambda m: m["columns"].update(id="nothing"), "damaged: KeyError"),
        (lambda m: m.update(objective="dear"), "damaged: ValueError"),
        (lambda m: m.update(summary=7), "damaged: AttributeError"),
        (lambda m: m.pop("weights"), "damaged: KeyError"),
    ],
)
def test_damaged_manifest(saved, change, message):
    edit(saved, change)
    with pytest.raises(DataError, match=message):
        load_plan(saved)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", pytest.param(b"[" * 100_000, id="deep")])
def test_manifest_that_is_no_json(saved, content):
    (saved / "plan.json").write_bytes(content)
    with pytest.raises(DataError, match=r"plan\.json"):
        load_plan(saved)


def replaced(saved, name, table):
    """Another table with a checksum that fits: what only a forger does."""
    path = saved / name
    pq.write_table(table, path)
    from territory_engine.saved_tables import _checksum

    edit(saved, lambda m: m["files"].update({name: {"bytes": os.path.getsize(path), "sha256": _checksum(path)}}))


def test_tables_that_do_not_belong_together(saved):
    table = pq.read_table(saved / "assignment.parquet")
    replaced(saved, "assignment.parquet", table.slice(1))
    with pytest.raises(DataError, match="do not belong together"):
        load_plan(saved)
    names = pa.array(["Nowhere"] * 6)
    replaced(saved, "assignment.parquet", table.set_column(1, "territory_id", names))
    with pytest.raises(DataError, match="do not belong together"):
        load_plan(saved)


def test_columns_of_another_type(saved):
    table = pq.read_table(saved / "units.parquet")
    replaced(saved, "units.parquet", table.set_column(0, "y", pa.array(["0"] * 6)))
    with pytest.raises(DataError, match="'y' is object, expected float64"):
        load_plan(saved)


def test_no_pickle(saved):
    assert not any(b"pickle" in path.read_bytes() for path in saved.iterdir())
