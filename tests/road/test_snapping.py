"""Where points touch roads: drawn maps, one-way streets, legs, the farthest distance, the date line."""

from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from tests.road.cases import random_roads
from tests.road.maps import METRES_A_DEGREE, SOUTH, place, tables

NO_LEG = {"access_kmh": 1e9}  # so that the way between point and road takes no time


def network_of(drawing, roads):
    nodes, edges = tables(drawing, roads)
    return te.RoadNetwork.from_edges(edges, nodes)


def at(network, *spots, **options):
    """Places at spots of the drawing: column and line from below."""
    degrees = [place(*spot) for spot in spots]
    return network.snap([y for y, _ in degrees], [x for _, x in degrees], **options)


def seconds(network, a, b):
    return float(network.table(a, b)[0, 0])


RING = """
A----B----C
|         |
D----E----F
"""


def test_a_one_way_street_is_left_at_its_end_and_entered_at_its_start():
    network = network_of(RING, "A>B B>C C>F F>E E>D D>A")
    one = at(network, (2, 2.1), **NO_LEG)  # 10 m above the street from A to B, 200 m along it
    assert seconds(network, one, ["B"]) == pytest.approx(30.0, abs=0.01)
    assert seconds(network, ["A"], one) == pytest.approx(20.0, abs=0.01)
    assert seconds(network, one, ["A"]) == pytest.approx(220.0, abs=0.05)  # all around
    assert one.leg_m[0] == pytest.approx(10.0, rel=1e-3)


def test_a_two_way_street_is_left_both_ways():
    network = network_of(RING, "A-B B-C C-F F-E E-D D-A")
    one = at(network, (2, 2.1), **NO_LEG)
    assert seconds(network, one, ["B"]) == pytest.approx(30.0, abs=0.01)
    assert seconds(network, one, ["A"]) == pytest.approx(20.0, abs=0.01)


def test_two_points_on_one_street():
    drawing = """
    X    Y
    A----B
    D    E
    """
    one_way = network_of(drawing, "A>B B>E E>D D>A A-X B-Y X-Y")
    behind, ahead = at(one_way, (1, 1), **NO_LEG), at(one_way, (4, 1), **NO_LEG)
    assert seconds(one_way, behind, ahead) == pytest.approx(30.0, abs=0.01)
    assert seconds(one_way, ahead, behind) == pytest.approx(10.0 + 10.0 + 50.0 + 10.0 + 10.0, abs=0.1)
    two_way = network_of(drawing, "A-B B-E E-D D-A A-X B-Y X-Y")
    with pytest.raises(te.DataError, match="on another network"):
        two_way.table(ahead, behind)
    behind, ahead = at(two_way, (1, 1), **NO_LEG), at(two_way, (4, 1), **NO_LEG)
    assert seconds(two_way, ahead, behind) == pytest.approx(30.0, abs=0.01)
    assert seconds(two_way, behind, ahead) == pytest.approx(30.0, abs=0.01)


def test_the_carriageway_on_the_own_side_of_a_dual_road():
    drawing = """
    A--------B
    D--------C
    """
    network = network_of(drawing, "A>B B>C C>D D>A")
    north, south = at(network, (5, 1.2), **NO_LEG), at(network, (5, -0.2), **NO_LEG)
    assert seconds(network, north, ["B"]) == pytest.approx(40.0, abs=0.01)
    assert seconds(network, south, ["D"]) == pytest.approx(50.0, abs=0.01)


def test_at_the_end_of_a_one_way_street_any_street_may_be_taken():
    drawing = """
    A----B----C
         |
         D
    """
    network = network_of(drawing, "A>B B-C B-D C-D D>A")
    beyond = at(network, (5, 2.3), **NO_LEG)  # above B
    assert (beyond.exit_node[0, 1], beyond.arc[0, 0]) == (-1, -1)
    assert seconds(network, beyond, ["C"]) == pytest.approx(50.0, abs=0.01)
    assert seconds(network, beyond, ["D"]) == pytest.approx(20.0, abs=0.01)


def test_the_leg_counts_both_ways_in_time_and_distance():
    network = network_of(RING, "A-B B-C C-F F-E E-D D-A")
    one = at(network, (5, 2.5), access_kmh=9.0)  # 50 m above B, 20 s at 9 km/h
    assert one.leg_m[0] == pytest.approx(50.0, rel=1e-3)
    assert seconds(network, one, ["C"]) == pytest.approx(50.0 + 20.0, abs=0.1)
    assert seconds(network, ["C"], one) == pytest.approx(50.0 + 20.0, abs=0.1)
    assert network.table(one, ["C"], "distance").item() == pytest.approx(550.0, abs=0.5)


def test_points_beyond_reach_are_told_and_fail_nothing():
    network = network_of(RING, "A-B B-C C-F F-E E-D D-A")
    three = at(network, (5, 2.5), (5, 30.0), (0, 0), max_km=1.0)
    assert three.placed.tolist() == [True, False, True]
    assert three.reason.tolist() == [0, 1, 0]
    assert three.rejected().to_pylist() == [{"row": 1, "reason": "no road near enough"}]
    travel = network.table(three, ["A"])[:, 0]
    assert np.isfinite(travel).tolist() == [True, False, True]
    assert np.isnan(three.leg_m[1])
    assert at(network, (5, 30.0), max_km=3.0).placed.all()
    assert at(network, (5, 2.0), max_km=0.0).placed.all()


def test_endless_legs_stay_finite():
    network = network_of(RING, "A-B B-C C-F F-E E-D D-A")
    far = network.snap([-47.0], [-171.0], max_km=30_000.0, access_kmh=0.001)
    assert seconds(network, far, ["A"]) == pytest.approx(2**28 / 1000.0, rel=0.01)
    assert network.table(far, far).item() == pytest.approx(2**29 / 1000.0, rel=0.01)


def test_one_point_does_not_depend_on_the_others():
    nodes, edges = random_roads(3, nodes=60, roads=40)
    network = te.RoadNetwork.from_edges(edges, nodes)
    rng = np.random.default_rng(0)
    y, x = 50.0 + rng.random(200) / 100.0, 8.0 + rng.random(200) / 100.0
    together = network.snap(y, x)
    for row in range(0, 200, 7):
        alone = network.snap(y[row : row + 1], x[row : row + 1])
        for field in fields(alone)[:-1]:
            np.testing.assert_array_equal(getattr(alone, field.name)[0], getattr(together, field.name)[row])


def test_nodes_within_streets_are_places_like_any_other():
    network = network_of(RING, "A-B B-C C>F F>E E>D D>A")
    for name, spot in (("B", (5, 2)), ("E", (5, 0)), ("A", (0, 2))):
        by_id, by_degrees = network.places([name]), at(network, spot)
        assert seconds(network, by_id, ["C"]) == pytest.approx(seconds(network, by_degrees, ["C"]), abs=0.02)
        assert seconds(network, ["C"], by_id) == pytest.approx(seconds(network, ["C"], by_degrees), abs=0.02)


def test_places_of_tables_pairs_and_ids():
    network = network_of(RING, "A-B B-C C-F F-E E-D D-A")
    y, x = place(5, 2.1)
    table = pa.table({"latitude": [y], "longitude": [x], "name": ["shop"]})
    for points in (table, (np.array([y]), np.array([x])), network.snap([y], [x])):
        assert seconds(network, points, ["C"]) == pytest.approx(seconds(network, table, ["C"]))
    with pytest.raises(te.DataError, match="latitude"):
        network.table(table.drop_columns(["latitude"]), ["C"])
    with pytest.raises(te.DataError, match="row 1"):
        network.snap([y, 91.0], [x, x])


@pytest.mark.parametrize("middle", [180.0, -180.0, 0.0, 179.999])
def test_at_the_date_line(middle):
    step = 100.0 / METRES_A_DEGREE
    longitude = np.mod(middle + step * np.arange(-3, 4) + 180.0, 360.0) - 180.0
    n = len(longitude)
    nodes = pa.table({"id": np.arange(n), "latitude": np.zeros(n), "longitude": longitude})
    line = np.arange(n - 1)
    tail, head = np.concatenate([line, line + 1]), np.concatenate([line + 1, line])
    edges = pa.table({"tail": tail, "head": head, "travel_time_s": np.full(2 * n - 2, 10.0)})
    network = te.RoadNetwork.from_edges(edges, nodes)
    places = network.snap(np.full(n - 1, 10.0 / METRES_A_DEGREE), longitude[:-1], access_kmh=1e9)
    np.testing.assert_allclose(places.leg_m, 10.0, rtol=1e-6)
    expected = 10.0 * np.abs(np.arange(n - 1)[:, None] - np.arange(n)[None, :])
    np.testing.assert_allclose(network.table(places, np.arange(n)), expected, atol=0.01)


def test_long_roads_are_found_along_their_whole_length():
    """A road over many cells of the grid, beside a dense quarter that makes the cells small."""
    rng = np.random.default_rng(1)
    quarter = np.column_stack([SOUTH + rng.random(400) / 500.0, 9.0 + rng.random(400) / 500.0])
    far = np.array([[SOUTH + 0.4, 9.7]])
    degrees = np.concatenate([quarter, far])
    ring = np.arange(401)
    edges = pa.table({"tail": ring, "head": np.roll(ring, -1), "travel_time_s": np.full(401, 60.0)})
    nodes = pa.table({"id": ring, "latitude": degrees[:, 0], "longitude": degrees[:, 1]})
    network = te.RoadNetwork.from_edges(edges, nodes)
    share = np.linspace(0.05, 0.95, 50)[:, None]
    on_road = (1.0 - share) * degrees[399] + share * degrees[400]
    places = network.snap(on_road[:, 0], on_road[:, 1], max_km=0.5)
    assert places.placed.all()


@pytest.mark.parametrize("argument", [{"max_km": -1.0}, {"max_km": float("nan")}, {"access_kmh": 0.0}, {"threads": 0}])
def test_options_out_of_range(argument):
    network = network_of(RING, "A-B B-C C-F F-E E-D D-A")
    with pytest.raises(te.DataError, match=next(iter(argument))):
        at(network, (0, 0), **argument)
