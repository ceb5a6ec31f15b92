"""Road networks on the command line: built of a map or of tables, looked at, and travelled on."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import territory_engine as te
from tests.road.maps import positions, tables, write_osm

TOWN = """
A----B----C
|    |    |
D----E----F
"""
WAYS = [("ABC", "highway=residential"), ("DEF", "highway=primary maxspeed=50"), ("AD", "highway=residential"),
        ("BE", "highway=residential oneway=yes"), ("CF", "highway=residential")]  # fmt: skip


@pytest.fixture
def osm(tmp_path):
    write_osm(tmp_path / "town.osm", TOWN, WAYS)
    return "town.osm"


@pytest.fixture
def places(tmp_path):
    """A table of three places, the last one far from any road."""
    at = positions(TOWN)
    rows = [at["A"], at["F"], (47.5, 9.0)]
    table = {"account_id": ["a", "f", "far"], "lat": [y for y, _ in rows], "lon": [x for _, x in rows]}
    pq.write_table(pa.table(table), tmp_path / "places.parquet")
    return "places.parquet"


def test_build_of_a_map_and_info(run, osm):
    status, out, err = run("network", "build", osm, "--out=net", "--metrics=time,distance")
    assert (status, err) == (0, "")
    assert "network: net (" in out
    network = te.RoadNetwork.load("net")
    assert str(te.RoadNetwork.from_osm(osm).report) == str(network.report)
    status, out, _ = run("network", "info", "net")
    assert status == 0
    for words in ("junctions", "of them one-way", "car"):
        assert words in out
    status, _, err = run("network", "build", osm, "--profile=bicycle", "--time-of-day=morning")
    assert (status, "time_of_day" in err) == (2, True)  # bicycles know no rush hour


def test_build_names_the_file_after_the_map(run, osm):
    assert run("network", "build", osm, "--time-of-day=morning")[0] == 0
    assert te.RoadNetwork.load("town.roads").profile.name == "car"


def test_build_of_tables(run):
    nodes, edges = tables(TOWN, "A-B B-C D-E E-F A-D B>E C-F")
    pq.write_table(nodes, "nodes.parquet")
    pq.write_table(edges.drop_columns(["travel_time_s"]), "edges.parquet")
    status, _, err = run("network", "build", "edges.parquet", "--nodes=nodes.parquet", "--speed-kmh=36", "--out=net")
    assert (status, err) == (0, "")
    assert te.RoadNetwork.load("net").table(["A"], ["C"]).item() == pytest.approx(100.0)
    factors = pa.table({"tail": ["A"], "head": ["B"], "speed_factor": [0.5]})
    pq.write_table(factors, "factors.parquet")
    words = ["--nodes=nodes.parquet", "--speed-kmh=36", "--speed-factor=factors.parquet", "--out=net"]
    assert run("network", "build", "edges.parquet", *words)[0] == 0
    assert te.RoadNetwork.load("net").table(["A"], ["B"]).item() == pytest.approx(100.0)


def test_matrix_on_roads(run, osm, places):
    assert run("network", "build", osm, "--out=net")[0] == 0
    status, out, err = run("matrix", places, "--network=net", "--out=m.parquet")
    assert (status, err) == (0, "")
    assert "1 places without a road near enough, the first in row 2" in out
    assert "5 without a way" in out
    network, rows = te.RoadNetwork.load("net"), pq.read_table(places)
    at = (rows["lat"].to_numpy(), rows["lon"].to_numpy())
    expected = network.table(at, at)
    found = pq.read_table("m.parquet")
    assert found["from_id"].to_pylist() == ["a"] * 3 + ["f"] * 3 + ["far"] * 3
    np.testing.assert_array_equal(found["travel_time_s"].to_numpy().reshape(3, 3), expected)
    assert run("matrix", places, "--network=net", "--metric=distance", "--out=m.parquet")[0] == 0
    metres = pq.read_table("m.parquet")["distance_m"].to_numpy().reshape(3, 3)
    np.testing.assert_array_equal(metres, network.table(at, at, "distance"))
    assert metres[0, 1] == pytest.approx(1200.0, rel=0.01)


def test_nearest_on_roads(run, osm, places):
    assert run("network", "build", osm, "--out=net")[0] == 0
    status, _, err = run("matrix", places, "--network=net", "--nearest=1", "--max-km=100", "--out=m.parquet")
    assert (status, err) == (0, "")
    assert pq.read_table("m.parquet")["to_id"].to_pylist()[:2] == ["a", "f"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("network", "network build region.osm.pbf"),
        ("network build", "network build region.osm.pbf"),
        ("network build nothing.osm.pbf", "no file 'nothing.osm.pbf'"),
        ("network build town.osm --nodes=x.parquet", "--nodes is for tables of edges"),
        ("network build places.parquet --profile=truck", "--profile is for maps"),
        ("network build places.parquet", "nothing says how long an arc takes"),
        ("network info places.parquet", "no saved road network"),
        ("network build town.osm --out=places.parquet", "stays as it is"),
        ("network build town.osm --metrics=beauty", "metric"),
        ("matrix places.parquet --network=town.osm", "no saved road network"),
        ("matrix places.parquet --metric=time", "--metric is for travel on roads"),
    ],
)
def test_what_is_refused(run, osm, places, words, message):
    status, _, err = run(*words.split())
    assert (status, message in err) == (2, True), err


def test_options_from_a_file(run, osm, tmp_path):
    (tmp_path / "town.toml").write_text('source = "town.osm"\nprofile = "truck"\nout = "net"\nspeed-kmh = 5\n')
    status, _, err = run("network", "build", "--config=town.toml")
    assert (status, "--speed-kmh is for tables of edges" in err) == (2, True)
    (tmp_path / "town.toml").write_text('source = "town.osm"\nprofile = "truck"\nout = "net"\n')
    status, _, err = run("network", "build", "--config=town.toml")
    assert (status, err) == (0, "")
    assert te.RoadNetwork.load("net").profile.name == "truck"
