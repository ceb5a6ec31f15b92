"""Maps and reports on the command line: beside a new plan, and of saved ones."""

import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import territory_engine as te
from territory_engine.report.map import page as map_page

MAP, NEEDS = te.Plan.map, map_page.what_it_needs


@pytest.fixture(autouse=True)
def pages(monkeypatch):
    """Instead of drawing, note what was asked for; the pages themselves have tests of their own."""
    asked = []

    def page(name):
        def write(plan, path, **options):
            asked.append((name, options))
            path.write_text(name)

        return write

    monkeypatch.setattr(te.Plan, "map", page("map"))
    monkeypatch.setattr(te.Plan, "report", page("report"))
    monkeypatch.setattr(map_page, "what_it_needs", lambda: None)
    return asked


@pytest.fixture
def saved(accounts):
    problem = te.Problem(accounts, 3, activities={"workload": te.Balance(0.2)})
    for name in ("plan", "old"):
        te.solve(problem).save(name)
    return "plan"


DEMO = ["demo", "--accounts=300", "--countries=DK", "--territories=3", "--no-progress"]


def test_demo_writes_both_and_plan_none(run, csv, plan_options, in_a_folder_of_its_own):
    status, out, _ = run(*DEMO)
    assert status == 0
    assert "map.html" in out
    assert "report.html" in out
    assert {path.name for path in in_a_folder_of_its_own.glob("demo_plan/*.html")} == {"map.html", "report.html"}
    status, out, _ = run("plan", csv, *plan_options, "--out=plan")
    assert (status, ".html" in out) == (0, False)
    assert not list(in_a_folder_of_its_own.glob("plan/*.html"))


def test_pages_are_asked_for_or_left_out(run, csv, plan_options, pages):
    assert run("plan", csv, *plan_options, "--out=plan", "--report")[0] == 0
    assert [name for name, _ in pages] == ["report"]
    assert run(*DEMO, "--no-report")[0] == 0
    assert [name for name, _ in pages] == ["report", "map"]


def test_config_asks_for_pages(run, csv, plan_options, pages):
    with open("problem.toml", "w") as file:
        file.write("map = true\nreport = false\n")
    assert run("plan", csv, *plan_options, "--config=problem.toml")[0] == 0
    assert [name for name, _ in pages] == ["map"]


def test_a_page_of_an_earlier_plan_is_said_to_be_one(run, csv, plan_options):
    assert run("plan", csv, *plan_options, "--out=plan", "--map", "--report")[0] == 0
    status, out, _ = run("plan", csv, *plan_options, "--out=plan", "--report", "--quiet")
    assert status == 0
    assert out.replace("\\", "/") == "of an earlier plan: plan/map.html; --map --report renew them\n"


def test_ctrl_c_while_pages_are_drawn_loses_no_plan(run, csv, plan_options, monkeypatch):
    def pressed(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(te.Plan, "report", pressed)
    status, out, err = run("plan", csv, *plan_options, "--out=plan", "--report")
    assert (status, err) == (130, "")
    assert out.endswith("interrupted; the plan is saved in plan\n")
    assert te.load_plan("plan").check() == []


def test_what_a_map_needs_is_missed_before_the_work(run, csv, plan_options, monkeypatch):
    monkeypatch.setattr(map_page, "what_it_needs", NEEDS)
    monkeypatch.setattr(te.Plan, "map", MAP)
    monkeypatch.setitem(sys.modules, "shapely", None)
    status, out, err = run("plan", csv, *plan_options, "--out=plan", "--map")
    assert (status, out) == (2, "")
    assert 'pip install "territory-engine[geo]"' in err
    status, out, err = run(*DEMO, "--no-report")  # the demo has a map by default, and goes without
    assert (status, err) == (0, "")
    assert "no map.html: " in out
    assert 'pip install "territory-engine[geo]"' in out


def test_no_map_without_places(run, monkeypatch):
    with open("a.csv", "w") as file:
        file.write("account_id,work\n" + "".join(f"{i},1\n" for i in range(6)))
    with open("m.csv", "w") as file:
        file.write("1,2\n" + "1,2\n" * 3 + "2,1\n" * 3)
    words = ["a.csv", "--territories=2", "--travel-matrix=m.csv", "--balance=work=10%", "--no-progress"]
    status, _, err = run("plan", *words, "--map")
    assert (status, "--map needs places" in err) == (2, True)


def test_a_saved_plan_as_a_map_and_as_a_report(run, saved, pages, in_a_folder_of_its_own):
    status, out, _ = run("map", saved)
    assert status == 0
    assert "plan/map.html" in out.replace("\\", "/")
    words = ["--before=old", "--title=A <b>", "--measure=workload", "--no-ids", "--max-accounts=9", "--out=here.html"]
    assert run("map", saved, *words)[0] == 0
    name, options = pages[-1]
    before = options.pop("before")
    assert isinstance(before, te.Plan)
    assert (name, options) == ("map", {"title": "A <b>", "measure": "workload", "ids": False, "max_accounts": 9})
    assert (in_a_folder_of_its_own / "here.html").read_text() == "map"
    assert run("report", saved, "--title=T")[0] == 0
    assert pages[-1] == ("report", {"before": None, "title": "T"})


def test_two_plans_on_one_page(run, saved, in_a_folder_of_its_own):
    status, out, err = run("compare", "old", saved, "--report=both.html")
    assert (status, err) == (0, "")
    assert "no account changes its territory" in out
    assert "both.html" in out
    assert (in_a_folder_of_its_own / "both.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_several_plans_side_by_side(run, saved, in_a_folder_of_its_own):
    te.load_plan(saved).save("deep/plan")
    status, out, err = run("compare", "old", saved, "deep/plan", "--report=all.html")
    assert (status, err) == (0, "")
    assert out.splitlines()[0].split() == ["1:", "old", "2:", "plan", "3:", "plan"]
    assert "change" not in out
    assert (in_a_folder_of_its_own / "all.html").exists()
    te.load_plan(saved).save("third")
    assert run("compare", "old", saved, "third")[1].splitlines()[0].split() == ["old", "plan", "third"]
    status, _, err = run("compare", "old", saved, "third", "--out=a.csv")
    assert (status, "--out is for two plans" in err) == (2, True)


def test_open_shows_it(run, saved, monkeypatch, in_a_folder_of_its_own):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert run("report", saved)[0] == 0
    assert opened == []
    assert run("report", saved, "--open")[0] == 0
    assert opened == [(in_a_folder_of_its_own / "plan" / "report.html").as_uri()]


def test_outlines_in_both_formats(run, saved):
    pytest.importorskip("shapely", reason="shapely is not installed (extra geo)")
    status, out, err = run("outlines", saved)
    assert (status, err) == (0, "")
    assert "areas of 3 territories" in out
    with open("plan/outlines.geojson", encoding="utf-8") as file:
        kinds = {feature["geometry"]["type"] for feature in json.load(file)["features"]}
    assert kinds <= {"Polygon", "MultiPolygon"}
    assert run("outlines", saved, "--what=accounts", "--out=points.parquet")[0] == 0
    assert pq.read_table("points.parquet").num_rows == 300
    assert b"geo" in pq.read_schema("points.parquet").metadata


def test_outlines_in_the_plane_are_no_geojson(run):
    pytest.importorskip("shapely", reason="shapely is not installed (extra geo)")
    table = pa.table({"account_id": range(8), "x": [0, 1, 2, 3] * 2, "y": [0.0] * 4 + [1.0] * 4, "w": [1] * 8})
    te.solve(te.Problem(table, 2, x="x", y="y", activities={"w": te.Balance(0.2)}, travel=te.Planar())).save("flat")
    status, out, err = run("outlines", "flat")
    assert (status, err) == (0, "")
    assert "outlines.parquet" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("map", "no plan given; name the folder that plan or demo wrote: territory-engine map my_plan"),
        ("report nowhere", "'nowhere' is no saved plan"),
        ("report plan --out=page.pdf", "a page needs a name that ends in .html"),
        ("map plan --out=nowhere/map.html", "there is no folder 'nowhere'"),
        ("map plan --before=nowhere", "'nowhere' is no saved plan"),
        ("outlines", "no plan given"),
        ("outlines plan --out=a.shp", "expected a name that ends in .geojson"),
        ("compare plan old --report=page", "a page needs a name that ends in .html"),
    ],
)
def test_what_cannot_be_written(run, saved, words, message):
    status, _, err = run(*words.split())
    assert (status, message in err) == (2, True), err
