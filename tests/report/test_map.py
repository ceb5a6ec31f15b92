"""The map's document: what is in it, that it is small and the same each time, and what is refused."""

import json
import re
import sys

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.report.map import assets as map_assets
from tests.report.map_reading import read_numbers

pytest.importorskip("shapely", reason="the map needs the extra [geo]")


@pytest.fixture(scope="module")
def page(plan):
    return plan.map()


def test_the_same_plan_gives_the_same_bytes(page, plan):
    assert plan.map().html == page.html


def test_it_holds_the_plan(page, plan):
    description, numbers = read_numbers(page.html)
    assert description["title"] == "600 accounts in 6 territories"
    assert description["names"] == [f"T{t}" for t in range(1, 7)]
    rows = numbers["id_number"].astype(np.int64) + int(description["columns"][-1]["first"])
    order = [plan.problem.unit_ids.index(int(name)).as_py() for name in rows]
    np.testing.assert_array_equal(numbers["territory"], plan.solution.labels[order])
    np.testing.assert_allclose(numbers["amount_0"], plan.problem.instance.measures[0].values[order], rtol=1e-7)
    np.testing.assert_array_equal(numbers["load_1"], plan.evaluation.loads[:, 1])
    assert numbers["pinned"].sum() == 3


def test_neighbours_have_different_colours(page, plan):
    colors = read_numbers(page.html)[0]["colors"]
    assert all(colors[i] != colors[j] for i, j in plan.areas.neighbours)


def test_nothing_is_asked_of_a_network(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page.html)[1]
    assert policy.startswith("default-src &#x27;none&#x27;") and "unsafe-eval" not in policy
    assert not re.search(r'(?:src|href)="', page.html)


def test_saving(plan, tmp_path):
    plan.map(tmp_path / "map.html", title="<b>Ours</b>", measure="potential")
    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "<h1>&lt;b&gt;Ours&lt;/b&gt;</h1>" in text
    assert read_numbers(text)[0]["measure"] == 1


def test_without_ids_rows_stand_for_them(plan):
    description, numbers = read_numbers(plan.map(ids=False).html)
    assert description["accounts"]["named"] == "rows"
    assert sorted(numbers["row"]) == list(range(600))
    assert description["notes"] == []


def test_accounts_outside_of_their_area_are_counted():
    place = {"lat": [50.0, 50.0, 50.0, 50.3, 50.6], "lon": [8.0, 8.0, 8.0, 8.3, 8.6]}
    table = pa.table({"account_id": [1, 2, 3, 4, 5], **place, "territory": ["A", "A", "B", "B", "B"]})
    shared = te.Plan.from_assignment(te.Problem(table, 2, activities={}), table, territory="territory")
    notes = read_numbers(shared.map().html)[0]["notes"]
    assert [note for note in notes if note.startswith("1 account lies in the area of another territory")]


def test_before_is_another_plan(plan, problem):
    other = te.Plan.from_assignment(
        problem, pa.table({"account_id": problem.unit_ids, "territory_id": pa.array(["T1", "T2"] * 300)})
    )
    description, numbers = read_numbers(plan.map(before=other).html)
    assert description["before"]["name"] == "before"
    assert set(numbers["before"]) == {1, 2}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"measure": "turnover"}, "plan.map: measure must be one of 'workload', 'potential', 'accounts'"),
        ({"max_accounts": 0}, "plan.map: max_accounts must be"),
        ({"path": "map.svg"}, "must end in '.html'"),
    ],
)
def test_wrong_arguments(plan, arguments, message):
    with pytest.raises(te.DataError, match=re.escape(message)):
        plan.map(**arguments)


def test_no_places():
    table = pa.table({"account_id": [1, 2, 3]})
    matrix = np.ones((3, 3)) - np.eye(3)
    problem = te.Problem(
        table, 1, latitude=None, longitude=None, travel=te.TravelMatrix(matrix), centers="medoid", activities={}
    )
    plan = te.Plan.from_assignment(problem, pa.table({"account_id": [1, 2, 3], "territory_id": ["a"] * 3}))
    with pytest.raises(te.DataError, match="no places"):
        plan.map()


def test_without_shapely(plan, monkeypatch):
    monkeypatch.setitem(sys.modules, "shapely", None)
    with pytest.raises(te.MissingExtraError, match=re.escape('pip install "territory-engine[geo]"')):
        plan.map()


def test_without_the_script(plan, monkeypatch, tmp_path):
    monkeypatch.setattr(map_assets, "FOLDER", tmp_path)
    map_assets.assets.cache_clear()
    with pytest.raises(te.TerritoryEngineError, match="npm"):
        plan.map()
    map_assets.assets.cache_clear()


def test_travel_by_pairs_brings_its_second_choice(accounts):
    random = np.random.default_rng(1)
    minutes = random.uniform(5.0, 90.0, (600, 3))
    problem = te.Problem(
        accounts, pa.table({"territory_id": ["a", "b", "c"]}), travel=te.TravelMatrix(minutes), activities={}
    )
    plan = te.solve(problem, seed=0)
    description, numbers = read_numbers(plan.map().html)
    assert description["metric"]["kind"] == "given"
    assert {"travel", "next", "next_travel"} <= set(numbers)
    assert (numbers["next"] != numbers["territory"]).all()


def test_licences_of_what_is_bundled_are_there(page):
    text = bytes(read_numbers(page.html)[1]["licences"]).decode()
    for package in ("@deck.gl/core", "@deck.gl/layers", "@luma.gl/webgl", "earcut"):
        assert f"\n{package} " in text
    assert "Permission is hereby granted" in text and "ISC" in text
    assert json.loads(json.dumps(text)) == text
