"""Territories and accounts as files, read back by the programs that people use."""

import json
import subprocess
import sys

import duckdb
import geopandas
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

import territory_engine as te

from .cases import nearest

HOSTILE = '</script><b>"A" & \u2028 Söhne'


def made(table, **columns):
    """An alignment as a plan; its third territory has a name that wants to be code."""
    names = {"id": "account_id", **columns}
    problem = te.Problem(table.drop_columns(["territory"]), territories=5, **names)
    return te.Plan.from_assignment(problem, table.rename_columns({"territory": "territory_id"}))


def labelled(x, y, columns=("lon", "lat")):
    labels = nearest(np.asarray(x), np.asarray(y), 5)
    texts = np.array(["north", "ä", HOSTILE, "x", "y"], dtype=object)[labels]
    ids = [f"a{row}" for row in range(len(labels))]
    return pa.table({"account_id": ids, columns[0]: x, columns[1]: y, "territory": texts})


@pytest.fixture(scope="module")
def plan():
    places = te.demo.accounts(200, countries=["DE"], columns=("lon", "lat"))
    return made(labelled(places["lon"].to_numpy(), places["lat"].to_numpy()))


@pytest.fixture(scope="module")
def pacific():
    random = np.random.default_rng(1)
    x = np.concatenate([random.uniform(177.5, 180.0, 30), random.uniform(-180.0, -179.5, 5)])
    return made(labelled(x, random.uniform(-18.2, -16.5, 35)))


@pytest.fixture(scope="module")
def plane():
    random = np.random.default_rng(2)
    return made(labelled(random.normal(0, 50, 80), random.normal(0, 50, 80), ("x", "y")), x="x", y="y")


def test_outlines(plan):
    table = plan.outlines()
    assert table.column_names[: len(plan.territories.column_names)] == plan.territories.column_names
    assert table.column_names[-3:] == ["area_km2", "color", "geometry"]
    frame = geopandas.GeoDataFrame.from_arrow(table)
    assert frame.crs == "OGC:CRS84"
    assert shapely.equals_exact(frame.geometry.values, plan.areas.shapes, normalize=True).all()
    on_the_ground = frame.geometry.to_crs("ESRI:54034").area / 1e6  # cylindrical equal area, on the ellipsoid
    assert np.allclose(table["area_km2"], on_the_ground, rtol=0.005)
    assert len(set(table["color"].to_pylist())) >= 3


def test_the_union_is_as_large_as_its_parts(plan):
    shapes = shapely.from_wkb(plan.outlines()["geometry"].to_numpy())
    assert shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).area == pytest.approx(shapely.area(shapes).sum(), rel=1e-12)


def test_geoparquet_of_territories(plan, tmp_path):
    path = tmp_path / "territories.parquet"
    plan.to_geoparquet(path)
    frame = geopandas.read_parquet(path)
    assert frame.crs == "OGC:CRS84" and frame.geometry.is_valid.all()
    assert frame["territory_id"].tolist() == plan.territories["territory_id"].to_pylist()
    assert shapely.equals_exact(frame.geometry.values, plan.areas.shapes, normalize=True).all()
    geo = json.loads(pq.read_schema(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0" and geo["primary_column"] == "geometry"
    column = geo["columns"]["geometry"]
    assert column["encoding"] == "WKB" and set(column["geometry_types"]) <= {"Polygon", "MultiPolygon"}
    assert np.allclose(column["bbox"], shapely.total_bounds(plan.areas.shapes))
    assert all(shapely.is_ccw(part.exterior) for part in shapely.get_parts(frame.geometry.values))


def test_geoparquet_in_duckdb(plan, tmp_path):
    path = tmp_path / "territories.parquet"
    plan.to_geoparquet(path)
    query = f"select territory_id, accounts, geometry from '{path}' where bbox.xmax > 10 order by accounts desc"
    read = duckdb.sql(query).arrow()
    rows = read.read_all() if isinstance(read, pa.RecordBatchReader) else read
    shapes = shapely.from_wkb(rows["geometry"].to_numpy(zero_copy_only=False))
    expected = dict(zip(plan.outlines()["territory_id"].to_pylist(), plan.areas.shapes, strict=True))
    assert {name for name, shape in expected.items() if shape.bounds[2] > 10} == set(rows["territory_id"].to_pylist())
    for name, shape in zip(rows["territory_id"].to_pylist(), shapes, strict=True):
        assert shapely.equals_exact(shape, expected[name], normalize=True)


def test_accounts_as_points(plan, tmp_path):
    plan.to_geoparquet(tmp_path / "a.parquet", what="accounts")
    plan.to_geojson(tmp_path / "a.geojson", what="accounts")
    one, other = geopandas.read_parquet(tmp_path / "a.parquet"), geopandas.read_file(tmp_path / "a.geojson")
    instance = plan.problem.instance
    for frame in (one, other):
        assert np.array_equal(frame.geometry.x, instance.x) and np.array_equal(frame.geometry.y, instance.y)
        assert frame["territory_id"].tolist() == plan.assignment["territory_id"].to_pylist()
    some = geopandas.read_parquet(tmp_path / "a.parquet", bbox=(9.0, 50.0, 11.0, 52.0))
    assert 0 < len(some) < len(one) and some.geometry.x.between(9.0, 11.0).all()


def test_geojson_keeps_to_rfc_7946(plan, tmp_path):
    plan.to_geojson(tmp_path / "t.geojson")
    document = json.loads((tmp_path / "t.geojson").read_text(encoding="utf-8"))
    assert document["type"] == "FeatureCollection" and "crs" not in document
    assert np.allclose(document["bbox"], shapely.total_bounds(plan.areas.shapes))
    assert [f["properties"]["territory_id"] for f in document["features"]] == plan.territories[
        "territory_id"
    ].to_pylist()
    for feature, shape in zip(document["features"], plan.areas.shapes, strict=True):
        read = shapely.geometry.shape(feature["geometry"])
        assert shapely.equals_exact(read, shape, normalize=True)
        assert np.allclose(feature["bbox"], shape.bounds)
        for part in shapely.get_parts(read):
            assert shapely.is_ccw(part.exterior) and not any(shapely.is_ccw(hole) for hole in part.interiors)
    assert HOSTILE in [f["properties"]["territory_id"] for f in document["features"]]


def test_geojson_across_the_antimeridian(pacific, tmp_path):
    pacific.to_geojson(tmp_path / "t.geojson")
    document = json.loads((tmp_path / "t.geojson").read_text(encoding="utf-8"))
    west, _, east, _ = document["bbox"]
    assert 175.0 < west <= 180.0 and -180.0 <= east < -178.0  # RFC 7946, 5.2
    shapes = [shapely.geometry.shape(f["geometry"]) for f in document["features"] if f["geometry"]]
    assert max(part.bounds[2] - part.bounds[0] for part in shapely.get_parts(shapes)) < 4.0


def test_a_plane_has_geoparquet_and_no_geojson(plane, tmp_path):
    plane.to_geoparquet(tmp_path / "t.parquet")
    frame = geopandas.read_parquet(tmp_path / "t.parquet")
    assert frame.crs is None and "area_km2" not in frame.columns
    assert geopandas.GeoDataFrame.from_arrow(plane.outlines()).crs is None
    with pytest.raises(te.DataError, match="has only longitudes and latitudes"):
        plane.to_geojson(tmp_path / "t.geojson")
    assert not (tmp_path / "t.geojson").exists()


def test_a_territory_without_accounts(tmp_path):
    table = pa.table(
        {"account_id": [1, 2, 3], "lat": [50, 51, 52], "lon": [9, 10, 11], "territory_id": ["a", "b", "b"]}
    )
    areas = pa.table({"territory_id": ["a", "empty", "b"]})
    plan = te.Plan.from_assignment(te.Problem(table, territories=areas), table)
    plan.to_geojson(tmp_path / "t.geojson")
    plan.to_geoparquet(tmp_path / "t.parquet")
    features = json.loads((tmp_path / "t.geojson").read_text(encoding="utf-8"))["features"]
    assert [f["geometry"] is None for f in features] == [False, True, False] and "bbox" not in features[1]
    frame = geopandas.read_parquet(tmp_path / "t.parquet")
    assert frame.geometry.is_empty.tolist() == [False, True, False]


def test_files_are_the_same_bytes_again(plan, tmp_path):
    for name, write in (("t.geojson", plan.to_geojson), ("t.parquet", plan.to_geoparquet)):
        write(tmp_path / name)
        first = (tmp_path / name).read_bytes()
        write(tmp_path / name)
        assert (tmp_path / name).read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.geojson", "t.parquet"]


def test_what_cannot_be_written(plan, tmp_path):
    with pytest.raises(te.DataError, match="what='centres'; expected 'territories'"):
        plan.to_geojson(tmp_path / "t.geojson", what="centres")
    with pytest.raises(te.DataError, match=r"must end in '.parquet' or '.geoparquet'"):
        plan.to_geoparquet(tmp_path / "t.geojson")
    with pytest.raises(te.DataError, match="there is no folder"):
        plan.to_geojson(tmp_path / "nowhere" / "t.geojson")


def test_accounts_without_places():
    table = pa.table({"account_id": [1, 2, 3], "territory_id": [1, 1, 2]})
    ways = te.TravelMatrix(np.ones((3, 3)) - np.eye(3))
    problem = te.Problem(table, territories=2, latitude=None, longitude=None, travel=ways, centers="medoid")
    plan = te.Plan.from_assignment(problem, table)
    with pytest.raises(te.DataError, match="have no places"):
        plan.outlines()


def test_without_shapely_one_clear_error():
    """In a process of its own, as a plain installation is."""
    program = """
import sys; sys.modules["shapely"] = None
import pyarrow as pa, territory_engine as te
table = pa.table({"account_id": [1, 2], "lat": [50.0, 51.0], "lon": [9.0, 10.0], "territory_id": ["a", "b"]})
plan = te.Plan.from_assignment(te.Problem(table, territories=2), table)
for call in (plan.outlines, lambda: plan.to_geojson("x.geojson"), lambda: plan.to_geoparquet("x.parquet")):
    try:
        call()
    except te.MissingExtraError as error:
        assert isinstance(error, ImportError) and error.name == "shapely"
        print(error)
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == 3 and all(line.endswith('pip install "territory-engine[geo]"') for line in lines)
    assert lines[0].startswith("plan.outlines needs shapely")
