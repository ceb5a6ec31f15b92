"""The outlines in the package: whole, valid, and where they should be."""

from importlib.resources import files

import numpy as np
import pytest
import shapely

from territory_engine.report.geometry.land import attribution, countries, land, us_states
from territory_engine.report.geometry.region import polygons


@pytest.mark.parametrize("layer", [land, countries, us_states])
def test_layers_are_valid_coverages(layer):
    rings = layer()
    shapes = polygons(rings)
    assert shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)
    assert len(shapes) == len(rings.names) == len(rings.ids) == len(rings.boxes)
    assert np.array_equal(rings.boxes, shapely.bounds(shapes))
    assert np.array_equal(rings.points[rings.starts[:-1]], rings.points[rings.starts[1:] - 1])
    assert abs(rings.points).max(axis=0).tolist() <= [180.0, 90.0]


def test_land_is_that_of_the_countries():
    # square degrees of all land, Antarctica to the pole
    assert shapely.area(polygons(land())).sum() == pytest.approx(shapely.area(polygons(countries())).sum(), rel=1e-5)


@pytest.mark.parametrize(
    ("layer", "name", "identity", "place"),
    [
        (countries, "Germany", "276", (13.4, 52.5)),
        (countries, "Fiji", "242", (178.4, -17.9)),
        (countries, "Russia", "643", (-173.0, 66.0)),
        (countries, "Antarctica", "010", (0.0, -89.0)),
        (us_states, "Ohio", "39", (-83.0, 40.0)),
        (us_states, "Alaska", "02", (-150.0, 64.0)),
    ],
)
def test_places_lie_in_their_country(layer, name, identity, place):
    rings = layer()
    (found,) = np.flatnonzero(shapely.intersects_xy(polygons(rings), *place))
    assert (rings.names[found], rings.ids[found]) == (name, identity)


def test_a_window_across_the_antimeridian_continues():
    around_fiji = countries().within((176.0, -20.0, 182.0, -15.0))
    assert set(around_fiji.names) == {"Fiji"}
    west, east = around_fiji.points[:, 0].min(), around_fiji.points[:, 0].max()
    assert 176.0 < west < 180.0 < east < 182.0
    assert shapely.intersects_xy(polygons(around_fiji), 180.1, -16.7).sum() <= 1


def test_a_window_at_sea_is_empty():
    nothing = land().within((-31.0, 40.0, -30.0, 41.0))
    assert len(nothing.names) == 0 and nothing.points.shape == (0, 2) and nothing.boxes.shape == (0, 4)


def test_the_file_is_small_and_says_where_it_is_from():
    assert (files("territory_engine") / "data" / "world.parquet").stat().st_size < 700_000
    assert "Natural Earth" in attribution() and "Census Bureau" in attribution()
