"""Small maps, drawn, written as .osm, and read again: what is open, how long it takes, what was dropped."""

import builtins
import math

import numpy as np
import pytest

import territory_engine as te
from territory_engine.road import CAR
from tests.road.maps import node_id, write_osm

# crossings and signs cost nothing, so that times are lengths by speeds
PLAIN = CAR.with_changes(junction_s=0.0, node_s={}, limit_share=1.0)


def seconds(network, a, b):
    return float(network.table([node_id(a)], [node_id(b)])[0, 0])


def metres(network, a, b):
    return float(network.table([node_id(a)], [node_id(b)], "distance")[0, 0])


SQUARE = """
A----B----C
|         |
D----E----F
"""


@pytest.fixture
def square(tmp_path):
    """A ring of two-way streets, its upper half one-way eastward."""
    ways = [
        ("ABC", "highway=residential oneway=yes maxspeed=36"),
        ("CFED", "highway=residential maxspeed=36"),
        ("DA", "highway=residential maxspeed=36"),
    ]
    return write_osm(tmp_path / "square.osm", SQUARE, ways)


def test_one_way_street(square):
    network = te.RoadNetwork.from_osm(square, PLAIN)
    assert metres(network, "A", "C") == pytest.approx(1000.0, abs=1.0)
    assert seconds(network, "A", "C") == pytest.approx(100.0, abs=0.1)
    assert metres(network, "C", "A") == pytest.approx(1400.0, abs=1.0)
    assert metres(network, "B", "A") == pytest.approx(1900.0, abs=1.0)  # inside the one-way street
    assert metres(network, "E", "D") == pytest.approx(500.0, abs=1.0)


def test_against_the_order_of_the_way(tmp_path):
    ways = [("ABC", "highway=residential oneway=-1"), ("CFED", "highway=residential"), ("DA", "highway=residential")]
    network = te.RoadNetwork.from_osm(write_osm(tmp_path / "map.osm", SQUARE, ways), PLAIN)
    assert metres(network, "C", "A") == pytest.approx(1000.0, abs=1.0)
    assert metres(network, "A", "C") == pytest.approx(1400.0, abs=1.0)


def test_roundabout(tmp_path):
    drawing = """
       N
       |
       A
    W D B E
       C
       |
       S
    """
    ways = [
        ("ADCBA", "highway=residential junction=roundabout"),  # counter-clockwise on the page
        ("NA", "highway=residential"), ("WD", "highway=residential"), ("SC", "highway=residential"),
        ("EB", "highway=residential"),
    ]  # fmt: skip
    network = te.RoadNetwork.from_osm(write_osm(tmp_path / "map.osm", drawing, ways), PLAIN)
    quarter, arm = 100.0 * math.hypot(1.0, 1.0), 200.0
    assert metres(network, "A", "D") == pytest.approx(quarter, rel=0.01)
    assert metres(network, "D", "A") == pytest.approx(3 * quarter, rel=0.01)
    assert metres(network, "W", "N") == pytest.approx(200.0 + 3 * quarter + arm, rel=0.01)
    assert metres(network, "N", "W") == pytest.approx(200.0 + quarter + arm, rel=0.01)


def test_what_is_closed_is_dropped_and_counted(tmp_path):
    drawing = """
    A--B--C--X
    |     |
    D--E--F

    G--H
    """
    ways = [
        ("ABC", "highway=residential"), ("CF", "highway=residential"), ("FED", "highway=residential"),
        ("DA", "highway=residential"), ("CX", "highway=residential access=private"), ("BE", "highway=footway"),
        ("GH", "highway=residential"),
    ]  # fmt: skip
    network = te.RoadNetwork.from_osm(write_osm(tmp_path / "map.osm", drawing, ways))
    assert set(network.nodes.ids.to_pylist()) == {node_id(letter) for letter in "ABCDEF"}
    dropped = {(row["what"], row["reason"].split(" (")[0]): row["count"] for row in network.report.table().to_pylist()}
    assert dropped == {
        ("ways", "closed to this vehicle by an access tag"): 1,
        ("ways", "no road that this vehicle uses"): 1,
        ("nodes", "outside the largest strongly connected part"): 2,
        ("arcs", "outside the largest strongly connected part"): 2,
    }
    assert "private" not in str(network.report)
    assert network.graph.node_count == 1  # one ring


def test_barrier(tmp_path):
    drawing = "A---B---C"
    ways = [("ABC", "highway=residential"), ("ABC", "highway=cycleway")]

    def nodes_of(profile, tags):
        path = write_osm(tmp_path / "map.osm", drawing, ways, nodes={"B": tags})
        try:
            return len(te.RoadNetwork.from_osm(path, profile).nodes.ids)
        except te.DataError:
            return 0

    assert nodes_of("car", "") == 3
    assert nodes_of("car", "barrier=bollard") == 0
    assert nodes_of("car", "barrier=bollard motorcar=yes") == 3
    assert nodes_of("car", "barrier=gate") == 3
    assert nodes_of("car", "barrier=gate access=private") == 0
    assert nodes_of("bicycle", "barrier=bollard") == 3


def test_lights_and_crossings_take_time(tmp_path):
    drawing = """
    A---B---C
        |
        D
    """
    ways = [("ABC", "highway=residential"), ("BD", "highway=residential")]
    path = write_osm(tmp_path / "map.osm", drawing, ways, nodes={"B": "highway=traffic_signals"})
    free = te.RoadNetwork.from_osm(path, PLAIN)
    lights = te.RoadNetwork.from_osm(path, PLAIN.with_changes(node_s={"traffic_signals": 7.0}))
    crossings = te.RoadNetwork.from_osm(path, PLAIN.with_changes(junction_s=3.0))
    assert seconds(lights, "A", "C") == pytest.approx(seconds(free, "A", "C") + 7.0, abs=0.01)
    assert seconds(crossings, "A", "C") == pytest.approx(seconds(free, "A", "C") + 3.0, abs=0.01)


def test_ferry(tmp_path):
    drawing = "A---B        C---D"
    ways = [
        ("AB", "highway=residential maxspeed=36"), ("CD", "highway=residential maxspeed=36"),
        ("BC", "route=ferry duration=00:10"),
    ]  # fmt: skip
    network = te.RoadNetwork.from_osm(write_osm(tmp_path / "map.osm", drawing, ways), PLAIN)
    assert seconds(network, "B", "C") == pytest.approx(600.0, abs=0.01)
    assert network.road_classes[network.edges.road_class[0, 1]] in ("ferry", "residential")
    boat = network.snap([47.0], [9.0 + 8.5 * 100.0 / 75838.0])  # nearer to the boat than to any street
    assert boat.leg_m[0] == pytest.approx(450.0, rel=0.02)


def test_ways_cut_at_the_edge_of_an_extract(tmp_path):
    ways = [("ABCDEF", "highway=residential")]
    path = write_osm(tmp_path / "map.osm", "A--B--C--D--E--F", ways, missing="CF")
    network = te.RoadNetwork.from_osm(path)
    assert network.nodes.ids.to_pylist() == [node_id("A"), node_id("B")]
    assert ("points", 2, "points of ways that lie outside the extract") in network.report.dropped


def test_time_of_day_and_factors(square):
    profile = PLAIN.with_changes(times_of_day={"morning": {"residential": 0.5}})
    free = te.RoadNetwork.from_osm(square, profile)
    morning = te.RoadNetwork.from_osm(square, profile, time_of_day="morning")
    assert seconds(morning, "A", "C") == pytest.approx(2.0 * seconds(free, "A", "C"), abs=0.01)
    both = te.RoadNetwork.from_osm(square, profile, time_of_day="morning", speed_factor={"residential": 4.0})
    assert seconds(both, "A", "C") == pytest.approx(0.5 * seconds(free, "A", "C"), abs=0.01)
    with pytest.raises(te.DataError, match="time_of_day"):
        te.RoadNetwork.from_osm(square, profile, time_of_day="noon")
    with pytest.raises(te.DataError, match=r"residental.*'residential'"):
        te.RoadNetwork.from_osm(square, profile, speed_factor={"residental": 4.0})


def test_progress_can_stop(square):
    stages = []

    def watch(event):
        stages.append(event.stage)

    te.RoadNetwork.from_osm(square, progress=watch)
    assert stages[0] == "ways"
    with pytest.raises(InterruptedError):
        te.RoadNetwork.from_osm(square, progress=lambda event: False)


def test_no_file_no_format_no_roads(tmp_path):
    with pytest.raises(te.DataError, match="no file"):
        te.RoadNetwork.from_osm(tmp_path / "nothing.osm.pbf")
    other = tmp_path / "map.txt"
    other.write_text("hello")
    with pytest.raises(te.DataError, match="unknown format"):
        te.RoadNetwork.from_osm(other)
    broken = tmp_path / "map.osm.pbf"
    broken.write_bytes(b"\x00\x00\x00\x0dhello, this is no extract")
    with pytest.raises(te.DataError, match="cannot be read"):
        te.RoadNetwork.from_osm(broken)
    with pytest.raises(te.DataError, match="no road for the profile"):
        te.RoadNetwork.from_osm(write_osm(tmp_path / "map.osm", "A--B", [("AB", "highway=footway")]))
    with pytest.raises(te.DataError, match="profile"):
        te.RoadNetwork.from_osm(other, profile="boat")


def test_without_the_library(square, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name == "osmium":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"territory-engine\[road\]"):
        te.RoadNetwork.from_osm(square)


def test_times_fit_the_speeds(square):
    """Time and length of every segment agree with its speed."""
    network = te.RoadNetwork.from_osm(square, PLAIN)
    begins = ~network.edges.is_last
    speed = network.edges.length_dm[0, begins] / 10.0 / (network.edges.time_ms[0, begins] / 1000.0)
    np.testing.assert_allclose(speed, 10.0, rtol=1e-3)


def test_damaged_files_are_data_errors(square, tmp_path):
    """Any byte changed or cut off: a network of what is left, or a DataError, and no other end."""
    import osmium

    packed = tmp_path / "square.osm.pbf"
    with osmium.SimpleWriter(str(packed)) as writer:
        for thing in osmium.FileProcessor(str(square)):
            writer.add(thing)
    rng = np.random.default_rng(0)
    for path in (square, packed):
        whole = path.read_bytes()
        broken = tmp_path / f"broken{''.join(path.suffixes)}"
        for _ in range(60):
            changed = bytearray(whole)
            changed[rng.integers(len(changed))] = rng.integers(256)
            broken.write_bytes(changed[: rng.integers(len(changed))] if rng.random() < 0.3 else changed)
            try:
                te.RoadNetwork.from_osm(broken)
            except te.DataError:
                continue


def test_ways_of_one_point_and_of_the_same_point_twice(tmp_path):
    ways = [("ABBC", "highway=residential"), ("A", "highway=residential"), ("CC", "highway=residential")]
    network = te.RoadNetwork.from_osm(write_osm(tmp_path / "map.osm", "A--B--C", ways), PLAIN)
    assert network.nodes.ids.to_pylist() == [node_id(letter) for letter in "ABC"]
    assert metres(network, "A", "C") == pytest.approx(600.0, abs=0.5)
