"""The built-in places cover the world, and name their source."""

from importlib.resources import files

import numpy as np
import pyarrow.compute as pc

from territory_engine import demo


def test_every_country_has_places_and_every_value_is_in_range():
    table = demo.places()
    assert table["name"].null_count == table["admin1"].null_count == 0
    assert len(set(table["country"].to_pylist())) > 230
    assert (np.abs(table["lat"].to_numpy()) <= 90).all()
    assert (np.abs(table["lon"].to_numpy()) <= 180).all()
    assert table["population"].to_numpy().min() >= 1000


def test_well_known_places_are_where_they_should_be():
    table = demo.places(["US", "NZ"])
    auckland = table.filter(pc.equal(table["name"], "Auckland")).to_pylist()[0]
    assert abs(auckland["lat"] + 36.85) < 0.05
    assert abs(auckland["lon"] - 174.76) < 0.05
    assert table["country"].to_pylist()[0] == "US"
    assert table["country"].to_pylist()[-1] == "NZ"


def test_the_file_is_small_and_the_source_is_named():
    assert len((files("territory_engine") / "data" / "places.parquet").read_bytes()) < 1_000_000
    for table in (demo.places(["LU"]), demo.accounts(10, ["LU"])):
        assert "GeoNames" in table.schema.metadata[b"attribution"].decode()
        assert "CC BY 4.0" in table.schema.metadata[b"attribution"].decode()
