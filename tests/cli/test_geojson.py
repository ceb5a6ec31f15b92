"""Points in and out, as other programs write and read them."""

import json

import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.cli.geojson import read_points
from territory_engine.cli.write import write_table


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def point(coordinates, **properties):
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": coordinates}, "properties": properties}


def test_out_and_in_again(tmp_path):
    table = pa.table({"id": ["ä", "b"], "load": [1.5, None], "count": [1, 2]})
    write_table(table, tmp_path / "x.geojson", ([54.12345674, -10.0], [9.5, 180.0]))
    read = read_points(str(tmp_path / "x.geojson"), "lat", "lon")
    assert read.select(table.column_names).equals(table)
    assert read["lat"].to_pylist() == [54.1234567, -10.0]
    assert read["lon"].to_pylist() == [9.5, 180.0]


def test_properties_may_differ_and_the_id_may_stand_outside(tmp_path):
    (tmp_path / "x.geojson").write_text(collection({**point([1, 2], a=3), "id": 7}, {**point([3, 4], b="x"), "id": 8}))
    read = read_points(str(tmp_path / "x.geojson"), "latitude", "longitude")
    assert read.to_pydict() == {"id": [7, 8], "a": [3, None], "longitude": [1, 3], "latitude": [2, 4], "b": [None, "x"]}


def test_a_feature_without_a_place_is_a_bad_row_of_the_problem(tmp_path):
    (tmp_path / "x.geojson").write_text(
        collection(point([1, 2], id="a"), {"type": "Feature", "geometry": None, "properties": {"id": "b"}})
    )
    with pytest.raises(te.DataError, match=r"accounts: column 'lat', row 1 \(id 'b'\)"):
        te.Problem(read_points(str(tmp_path / "x.geojson"), "lat", "lon"), territories=1, id="id")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is no GeoJSON"),
        ("[]", "expected a GeoJSON FeatureCollection"),
        ('{"type": "Point"}', "expected a GeoJSON FeatureCollection"),
        (collection(), "found no features"),
        (collection(point([1, 2]), 3), "feature 1: found 3, expected a Feature"),
        (collection({"geometry": {"type": "LineString"}}), "feature 0: found 'LineString', expected a Point"),
        (collection(point([1])), r"feature 0: found \[1\], expected coordinates"),
        (collection(point([1, 2], a=1), point([1, 2], a="x")), "property 'a': values of several types"),
    ],
)
def test_wrong_files(tmp_path, text, message):
    (tmp_path / "x.geojson").write_text(text)
    with pytest.raises(te.DataError, match=message):
        read_points(str(tmp_path / "x.geojson"), "latitude", "longitude")
