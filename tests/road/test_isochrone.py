"""Isochrones: what is inside takes no longer, what takes no longer is inside."""

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.road.contour import is_within, polygons, rings, signed_area
from territory_engine.road.picture import isochrone_picture

from .cases import random_roads


def covers(isochrone, latitude, longitude):
    """Even and odd: holes are outside."""
    every = [ring for polygon in isochrone.polygons for ring in polygon]
    return np.array(
        [sum(is_within(ring, x, y) for ring in every) % 2 == 1 for y, x in zip(latitude, longitude, strict=True)]
    )


def street(seconds=100.0, two_way=True):
    """A straight street of 10 km to the east, from 8 degrees on, with a node in its middle."""
    far = 10_000.0 / (6371008.8 * np.pi / 180.0)
    nodes = {"id": [1, 2, 3, 4], "latitude": [0.0, 0.0, 0.0, 0.05], "longitude": [8.0, 8.0 + far / 2, 8.0 + far, 8.0]}
    tail, head = ([1, 2, 2, 3], [2, 1, 3, 2]) if two_way else ([1, 2, 3, 4], [2, 3, 4, 1])
    return te.RoadNetwork.from_edges(
        pa.table({"tail": tail, "head": head, "travel_time_s": [seconds] * 4}), pa.table(nodes)
    )


def test_disc_without_roads_in_reach():
    """From the end of the street, too slow to matter, one walks: a disc cut by nothing."""
    network = street(seconds=1e5)
    (polygon,) = network.isochrone(1, 6.0, access_kmh=6.0, resolution_m=10.0).polygons
    radius = 600.0  # 6 minutes at 6 km/h
    metres = 6371008.8 * np.pi / 180.0
    distance = metres * np.hypot(polygon[0][:, 0] - 8.0, polygon[0][:, 1])
    assert (distance <= radius * 1.02).all()
    assert (distance >= radius / 1.09).all()  # chamfer distances are up to 8 % long
    assert signed_area(polygon[0]) > 0.0


def test_along_a_street():
    network = street(seconds=100.0)
    iso = network.isochrone(1, 1.0, resolution_m=25.0)
    metres = 6371008.8 * np.pi / 180.0
    (polygon,) = iso.polygons
    # 50 m a second for a minute
    assert (polygon[0][:, 0].max() - 8.0) * metres == pytest.approx(3000.0, abs=50.0)
    # who turns off at once goes 60 s at 10 km/h
    assert polygon[0][:, 1].max() * metres == pytest.approx(166.7, abs=40.0)


def test_direction_matters():
    """On one-way streets: out to the east, back from the west."""
    network = street(two_way=False)
    place = network.snap([0.0], [8.02])
    out, back = network.isochrone(place, 0.5), network.isochrone(place, 0.5, direction="back")
    east, west = [8.03], [8.01]
    assert covers(out, [0.0], east).all() and not covers(out, [0.0], west).any()
    assert covers(back, [0.0], west).all() and not covers(back, [0.0], east).any()


@pytest.mark.parametrize("direction", ["out", "back"])
@pytest.mark.parametrize("seed", range(3))
def test_against_tables(seed, direction):
    """Anywhere away from the border: inside is what is reached over some point of a road, from there straight."""
    nodes, edges = random_roads(seed)
    edges = edges.set_column(2, "travel_time_s", pa.array(np.asarray(edges["travel_time_s"]) * 20.0 + 20.0))
    network = te.RoadNetwork.from_edges(edges, nodes)
    center = network.snap([50.005], [8.005])
    segment = np.repeat(np.flatnonzero(~network.edges.is_last), 40)
    share = np.tile(np.linspace(0.0, 1.0, 40), len(segment) // 40)
    here, there = network.edges.node[segment], network.edges.node[segment + 1]
    y, x = (v[here] + share * (v[there] - v[here]) for v in (network.nodes.latitude, network.nodes.longitude))
    roads = network.snap(y, x)
    seconds = network.table(center, roads)[0] if direction == "out" else network.table(roads, center)[:, 0]
    rng = np.random.default_rng(seed)
    latitude, longitude = 50.0 + 0.01 * rng.random(100), 8.0 + 0.01 * rng.random(100)
    north, east = latitude[:, None] - y, (longitude[:, None] - x) * np.cos(np.radians(50.005))
    walk = np.hypot(north, east) * 6371008.8 * np.pi / 180.0 / (4.0 / 3.6)
    best = np.argmin(seconds + walk, axis=1)
    drive, on_foot = seconds[best], walk[np.arange(100), best]
    for isochrone in network.isochrone(center, [1.0, 2.0, 4.0], direction=direction, resolution_m=4.0, access_kmh=4.0):
        inside, limit = covers(isochrone, latitude, longitude), 60.0 * isochrone.minutes
        assert inside[drive + 1.09 * on_foot < limit - 8.0].all()
        assert not inside[drive + on_foot > limit + 8.0].any()


def test_wider_limits_hold_narrower_ones():
    network = te.RoadNetwork.from_edges(*reversed(random_roads(1)))
    small, large = network.isochrone(network.snap([50.005], [8.005]), (0.2, 0.6))
    around = np.concatenate([ring for polygon in small.polygons for ring in polygon])
    assert covers(large, around[:, 1], around[:, 0]).all()


def test_nothing_and_errors():
    network = street()
    assert network.isochrone(1, []) == []
    with pytest.raises(te.DataError, match="center is not on the network"):
        network.isochrone((40.0, 8.0), 5.0)
    with pytest.raises(te.DataError, match="minutes"):
        network.isochrone(1, -1.0)
    with pytest.raises(te.DataError, match="direction"):
        network.isochrone(1, 5.0, direction="up")
    with pytest.raises(te.LimitError, match="resolution_m"):
        network.isochrone(1, 5.0, resolution_m=0.01)
    bare = te.RoadNetwork.from_edges(pa.table({"tail": [1, 2], "head": [2, 1], "travel_time_s": [1.0, 1.0]}))
    with pytest.raises(te.DataError, match="no coordinates"):
        bare.isochrone(1, 5.0)


def test_contour_of_every_cell():
    """All ways in which the corners of a cell can lie: each ring closed, areas as large as what is inside."""
    rng = np.random.default_rng(0)
    for _ in range(50):
        values = np.full((9, 9), 2.0)
        values[1:-1, 1:-1] = rng.integers(0, 2, (7, 7)) * 2.0
        found = [ring[:, ::-1] * [1.0, -1.0] for ring in rings(values, 1.0)]
        assert all((ring[0] == ring[-1]).all() for ring in found)
        for row, column in np.ndindex(9, 9):
            inside = sum(is_within(ring, column, -row) for ring in found) % 2 == 1
            assert inside == (values[row, column] <= 1.0)
        assert sum(len(each) for each in polygons(found)) == len(found)


def test_a_hole():
    values = np.full((9, 9), np.inf)
    values[1:8, 1:8] = 0.0
    values[4, 4] = np.inf
    ((outer, hole),) = polygons([ring[:, ::-1] * [1.0, -1.0] for ring in rings(values, 1.0)])
    assert signed_area(outer) > 0.0 > signed_area(hole)


def test_picture():
    from xml.etree import ElementTree

    network = te.RoadNetwork.from_edges(*reversed(random_roads(2)))
    found = network.isochrone(network.snap([50.005], [8.005]), [0.2, 0.5])
    page = isochrone_picture(network, found, "From <here>")
    assert ElementTree.fromstring(page).tag.endswith("svg")
    assert "From &lt;here&gt;" in page
    with pytest.raises(te.DataError, match="nothing to draw"):
        isochrone_picture(network, [])
