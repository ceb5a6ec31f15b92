"""Every command from typed words to files, text and exit codes."""

import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import territory_engine as te
from territory_engine.cli import main, solving
from territory_engine.cli.parser import COMMANDS


@pytest.fixture
def plan_folder(run, csv, plan_options):
    status, _, err = run("plan", csv, *plan_options, "--out=plan")
    assert status == 0, err
    return "plan"


def test_plan_writes_tables_and_picture_and_shows_before_and_after(run, csv, plan_options):
    status, out, err = run("plan", csv, *plan_options, "--baseline=territory", "--visits=visits_per_year", "--out=plan")
    assert (status, err) == (0, "")
    assignment = pq.read_table("plan/assignment.parquet")
    assert assignment["account_id"].to_pylist() == list(range(1, 301))
    assert pq.read_table("plan/territories.parquet").num_rows == 3
    with open("plan/plan.svg", encoding="utf-8") as picture:
        assert picture.read(5) == "<svg "
    for words in ("today", "largest deviation", "km a visit", "accounts that move", "proven within "):
        assert words in out
    assert "plan/assignment.parquet" in out.replace("\\", "/")


def test_the_same_plan_from_python_and_from_every_format(run, accounts, csv, plan_options):
    pq.write_table(accounts, "a.parquet")
    with pa.OSFile("a.arrow", "wb") as file, pa.ipc.new_file(file, accounts.schema) as writer:
        writer.write_table(accounts)
    points = [
        {"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]}}
        for row in accounts.to_pylist()
    ]
    with open("a.geojson", "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": points}, file)
    problem = te.Problem(accounts, 3, activities={"workload": te.Balance(0.2)})
    expected = te.solve(problem).assignment
    for source in (csv, "a.parquet", "a.arrow", "a.geojson"):
        status, _, err = run("plan", source, *plan_options, f"--out={source}.plan")
        assert status == 0, err
        assert pq.read_table(f"{source}.plan/assignment.parquet").equals(expected)


@pytest.mark.parametrize("kind", ["csv", "arrow", "geojson"])
def test_plan_writes_other_formats_too(run, csv, plan_options, kind):
    status, out, err = run("plan", csv, *plan_options, "--out=plan", f"--format={kind}")
    assert status == 0, err
    assert f"assignment.{kind}" in out
    with open(f"plan/assignment.{kind}", "rb") as file:
        content = file.read()
    if kind == "csv":
        assert content.count(b"\n") == 301
    elif kind == "arrow":
        assert pa.ipc.open_file(content).read_all().num_rows == 300
    else:
        features = json.loads(content)["features"]
        assert len(features) == 300
        assert features[0]["properties"]["account_id"] == 1
        assert 54 < features[0]["geometry"]["coordinates"][1] < 58


def test_territories_pins_and_limits_from_tables(run, csv, plan_options):
    with open("reps.csv", "w") as file:
        file.write("territory_id,latitude,longitude,fixed\nEast,55.7,12.5,true\nWest,56.1,9.5,false\n")
    with open("pins.csv", "w") as file:
        file.write("account_id,territory_id\n1,West\n2,West\n")
    options = ["--territories=reps.csv", "--pins=pins.csv", "--bounds=accounts=100:", "--balance=workload=30%"]
    status, _, err = run("plan", csv, *options, "--out=plan", "--no-progress")
    assert status == 0, err
    assignment = pq.read_table("plan/assignment.parquet")
    assert assignment["territory_id"].to_pylist()[:2] == ["West", "West"]
    assert pc.min(pq.read_table("plan/territories.parquet")["accounts"]).as_py() >= 100


def test_demo_plans_the_built_in_accounts(run):
    status, out, err = run("demo", "--accounts=400", "--territories=4", "--countries=AT,CH", "--no-progress")
    assert status == 0, err
    assert "400 invented accounts around real places of AT, CH" in out
    assert pq.read_table("demo_plan/assignment.parquet").num_rows == 400


def test_demo_takes_a_file_of_ones_own(run, accounts):
    names = {"account_id": "ID", "lat": "Latitude", "lon": "Lng", "workload": "Sales"}
    own = accounts.select(list(names)).rename_columns(list(names.values()))
    pq.write_table(own, "own.parquet")
    status, _, err = run("demo", "own.parquet")
    assert status == 2
    assert "say how many" in err
    status, out, err = run("demo", "own.parquet", "--territories=3", "--no-progress", "--balance=Sales=20%")
    assert status == 0, err
    assert "taken by name: id=ID, latitude=Latitude, longitude=Lng\n" in out
    pq.write_table(own.drop_columns(["Lng"]), "own.parquet")
    status, _, err = run("demo", "own.parquet", "--territories=3")
    assert status == 2
    assert "no column looks like longitude" in err
    assert "'ID', 'Latitude', 'Sales'" in err


def test_demo_takes_a_file_as_a_german_spreadsheet_saves_it(run, accounts):
    lines = ["Kundenliste", "Kundennr;Breite;Länge;Umsatz;Gebiet"]
    columns = (accounts[name].to_pylist() for name in ("account_id", "lat", "lon", "revenue", "territory"))
    for id_, lat, lon, revenue, territory in zip(*columns, strict=True):
        lines.append(f"{id_:05};{lat};{lon};{revenue};".replace(".", ",") + territory)
    Path("kunden.csv").write_bytes("\r\n".join(lines).encode("cp1252"))
    status, out, err = run("demo", "kunden.csv", "--no-progress", "--balance=Umsatz=20%")
    assert status == 0, err
    assert "id=Kundennr, latitude=Breite, longitude=Länge, baseline=Gebiet, territories=3\n" in out
    assert "Windows-1252 text, semicolons between fields" in out
    assert pq.read_table("demo_plan/assignment.parquet")["Kundennr"][0].as_py() == "00001"


def test_check_of_a_plan_an_alignment_and_a_table(run, csv, plan_options, plan_folder):
    options = [option for option in plan_options if option != "--no-progress"]
    status, out, _ = run("check", plan_folder)
    assert (status, "nothing found" in out) == (0, True)
    status, out, _ = run("check", csv, *options, "--assignment=plan/assignment.parquet")
    assert (status, "nothing found" in out) == (0, True)
    assignment = pq.read_table("plan/assignment.parquet")
    everybody = pa.array([1] * assignment.num_rows)
    pq.write_table(pa.table({"account_id": assignment["account_id"], "territory_id": everybody}), "one.parquet")
    with open("three.csv", "w") as file:
        file.write("territory_id\n1\n2\n3\n")
    status, out, _ = run("check", csv, *options, "--territories=three.csv", "--assignment=one.parquet")
    assert status == 2
    assert "workload is" in out
    status, out, _ = run("check", csv, *options)
    assert (status, out.startswith("Problem: 300 accounts")) == (0, True)


def test_check_lists_bad_rows(run):
    with open("bad.csv", "w") as file:
        file.write("account_id,lat,lon\na,95,0\nb,1,1\nc,2,x\n")
    status, out, _ = run("check", "bad.csv", "--territories=1", "--on-bad-rows=report")
    assert status == 2
    assert "row 0 (id 'a'), column 'lat': found" in out
    assert "row 2 (id 'c'), column 'lon': found 'x'" in out
    status, _, err = run("check", "bad.csv", "--territories=1")
    assert status == 2
    assert "row 0 (id 'a')" in err


def test_compare(run, csv, plan_options, plan_folder):
    run("plan", csv, *plan_options, "--seed=5", "--objective=fair", "--out=other")
    status, out, err = run("compare", plan_folder, "other", "--out=territories.csv")
    assert (status, err) == (0, "")
    assert all(word in out for word in ("before", "after", "largest deviation", "became"))
    with open("territories.csv") as file:
        assert "before_territory_id" in file.readline()


def test_matrix(run, accounts):
    pq.write_table(accounts.slice(0, 5), "five.parquet")
    pq.write_table(accounts.slice(0, 3), "three.parquet")
    status, out, err = run("matrix", "five.parquet", "three.parquet", "--out=m.parquet")
    assert (status, err) == (0, "")
    assert "15 pairs" in out
    matrix = pq.read_table("m.parquet").to_pylist()
    assert matrix[0] == {"from_id": 1, "to_id": 1, "km": 0.0}
    assert [row["to_id"] for row in matrix[:4]] == [1, 2, 3, 1]
    status, _, err = run("matrix", "five.parquet", "--nearest=2", "--out=m.csv")
    assert status == 0, err
    with open("m.csv") as file:
        assert len(file.readlines()) == 11


def test_a_matrix_that_is_too_large_is_refused_before_it_is_made(run):
    places = te.demo.places()
    pq.write_table(places.append_column("account_id", [list(range(places.num_rows))]), "places.parquet")
    status, _, err = run("matrix", "places.parquet")
    assert status == 2
    assert "7,865,738,721 pairs would be written" in err


def test_a_config_file_does_the_same(run, csv, plan_folder):
    with open("problem.toml", "w") as file:
        file.write('accounts = "accounts.csv"\nterritories = 3\nout = "other"\nprogress = false\n[balance]\n')
        file.write('workload = "20%"\n')
    status, _, err = run("plan", "--config=problem.toml")
    assert status == 0, err
    assert pq.read_table("other/assignment.parquet").equals(pq.read_table("plan/assignment.parquet"))


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ("plan", 2, "no table of accounts given"),
        ("plan accounts.csv", 2, "no territories given"),
        ("plan none.csv --territories=3", 2, "no file 'none.csv'"),
        ("plan accounts.csv --territories=3 --latitude=latitude", 2, "Did you mean 'lat'"),
        ("plan accounts.csv --territories=0", 2, "territories must be a whole number of at least 1"),
        ("plan accounts.csv --territories=3 --balance=worklaod=5%", 2, "Did you mean 'workload'"),
        ("plan accounts.csv --territories=3 --balance=workload", 2, "expected NAME=TOLERANCE"),
        ("plan accounts.csv --territories=3 --bounds=accounts=200:", 3, "infeasible: "),
        ("plan accounts.csv --territories=3 --out=accounts.csv", 2, "is a file; expected a folder"),
        ("plan accounts.csv --territories=3 --out=.", 2, "is a folder of something else"),
        ("plan accounts.csv --territories=3 --pins=none.csv", 2, "no file 'none.csv'"),
        ("plan accounts.csv --territories=3 --config=none.toml", 2, "none.toml: cannot be read"),
        ("plan accounts.csv --threads=-1 --territories=3", 2, "threads"),
        ("demo accounts.csv --countries=DE", 2, "leave them out with a file"),
        ("demo --countries=XX", 2, "no country 'XX'"),
        ("demo --accounts=0", 2, "n=0: expected between 1"),
        ("check", 2, "nothing to check"),
        ("check accounts.csv", 2, "no territories given"),
        ("compare a", 2, "two plans are needed"),
        ("compare a b", 2, "'a' is no saved plan"),
        ("matrix", 2, "no table of places given"),
        ("matrix accounts.csv --out=m.txt", 2, "cannot write this format"),
        ("matrix accounts.csv --nearest=0", 2, "k"),
        ("fly", 2, "invalid choice: 'fly'"),
        ("", 2, "required"),
    ],
)
def test_one_clear_message_and_the_right_exit_code(run, csv, words, status, message):
    found, _, err = run(*words.split())
    assert (found, message in err) == (status, True), err
    assert "Traceback" not in err


def test_debug_shows_where(run, csv):
    _, _, err = run("plan", csv, "--debug")
    assert "Traceback" in err


def test_an_internal_error_says_so(run, csv, plan_options, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(solving, "save", broken)
    status, _, err = run("plan", csv, *plan_options)
    assert status == 1
    assert err.endswith("internal error, please report it: ZeroDivisionError: oh (--debug shows where)\n")


def test_help_and_version(run):
    assert run("--version")[:2] == (0, f"territory-engine {te.__version__}\n")
    for command in COMMANDS:
        status, out, _ = run(command, "--help")
        assert (status, "--config" in out) == (0, True)


def test_a_reader_that_goes_away_is_no_error(csv, plan_options, monkeypatch):
    class Gone:
        def write(self, text):
            raise BrokenPipeError

        def flush(self):
            raise BrokenPipeError

        def fileno(self):
            return self.file.fileno()

    gone = Gone()
    with open("somewhere", "w") as gone.file:
        monkeypatch.setattr(sys, "stdout", gone)
        assert main(["plan", csv, *plan_options]) == 0
