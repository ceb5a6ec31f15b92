"""Networks on disk: the same again after loading, and nothing but DataError for any other file."""

from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.kernels import default_name
from territory_engine.road.array_file import read_arrays, write_arrays
from territory_engine.road.storage import VERSION
from tests.road.cases import random_roads
from tests.road.maps import write_osm


@pytest.fixture
def network():
    nodes, edges = random_roads(5, nodes=60, roads=25)
    return te.RoadNetwork.from_edges(edges, nodes)


def same(one, other):
    if one is None or other is None:
        return one is other
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    return one.equals(other) if isinstance(one, pa.Array) else one == other


def assert_same(one, other):
    for part in ("graph", "edges", "nodes"):
        for field in fields(getattr(one, part)):
            values = [getattr(getattr(network, part), field.name) for network in (one, other)]
            assert same(*values), (part, field.name)
    assert str(one.report) == str(other.report)
    assert one.road_classes == other.road_classes
    assert one.profile == other.profile
    ids = one.nodes.ids
    for metric in ("time", "distance"):
        np.testing.assert_array_equal(one.table(ids, ids, metric), other.table(ids, ids, metric))


@pytest.mark.parametrize("metrics", [(), ("time",), ("time", "distance")])
def test_round_trip(network, tmp_path, metrics):
    network.save(tmp_path / "net", metrics=metrics)
    loaded = te.RoadNetwork.load(tmp_path / "net")
    if default_name() == "native":
        assert set(loaded.searches.kept()) == set(metrics)
        assert same(network.shared.order, loaded.shared.order)
    assert_same(network, loaded)
    loaded.save(tmp_path / "net", metrics=metrics)  # over the file that it is mapped from
    assert_same(network, te.RoadNetwork.load(tmp_path / "net"))


def test_text_ids_and_speeds_that_were_changed(tmp_path):
    table = pa.table(
        {"tail": ["ä", "b"], "head": ["b", "ä"], "travel_time_s": [10.0, 20.0], "kind": ["main", "side street"]}
    )
    network = te.RoadNetwork.from_edges(table, road_class="kind").with_speeds({"main": 2.0})
    network.save(tmp_path / "net")
    loaded = te.RoadNetwork.load(tmp_path / "net")
    assert loaded.table(["ä", "b"], ["ä", "b"]).tolist() == [[0, 5], [20, 0]]
    assert loaded.with_speeds().table(["ä"], ["b"]).tolist() == [[10.0]]
    assert loaded.with_speeds({"side street": 4.0}).table(["b"], ["ä"]).tolist() == [[5.0]]


def test_from_a_map(tmp_path):
    ways = [("ABC", "highway=primary"), ("CFED", "highway=residential oneway=yes"), ("DA", "highway=track"),
            ("ADA", "highway=service")]  # fmt: skip
    path = write_osm(tmp_path / "map.osm", "A--B--C\n|     |\nD--E--F", ways)
    network = te.RoadNetwork.from_osm(path)
    network.save(tmp_path / "net")
    loaded = te.RoadNetwork.load(tmp_path / "net")
    assert_same(network, loaded)
    places = [one.snap([47.0005], [9.003]) for one in (network, loaded)]
    assert all(same(*(getattr(place, field.name) for place in places)) for field in fields(places[0])[:-1])
    rush = loaded.with_speeds(time_of_day="evening")
    assert (rush.graph.time_ms > network.graph.time_ms).any()


def test_any_changed_byte_is_seen(network, tmp_path):
    path = tmp_path / "net"
    network.save(path)
    whole = path.read_bytes()
    rng = np.random.default_rng(0)
    broken = tmp_path / "broken"
    for position in [*range(80), *rng.integers(0, len(whole), 150).tolist()]:
        changed = bytearray(whole)
        changed[position] ^= 1 << int(rng.integers(0, 8))
        broken.write_bytes(changed)
        with pytest.raises(te.DataError):
            te.RoadNetwork.load(broken)


def test_any_cut_is_seen(network, tmp_path):
    path = tmp_path / "net"
    network.save(path)
    whole = path.read_bytes()
    broken = tmp_path / "broken"
    for length in [0, 1, 63, 64, 65, *np.random.default_rng(1).integers(0, len(whole), 60).tolist()]:
        broken.write_bytes(whole[:length])
        with pytest.raises(te.DataError):
            te.RoadNetwork.load(broken)
    broken.write_bytes(whole + b"\0" * 64)
    with pytest.raises(te.DataError, match="follow its last array"):
        te.RoadNetwork.load(broken)


def saved(network, path):
    network.save(path)
    return read_arrays(path, VERSION)


def changed(array, position, value):
    result = array.copy()
    result[position] = value
    return result


HOSTILE = [
    ("head", (0,), 10**6), ("head", (0,), -1), ("first", (1,), 10**9), ("first", (1,), -5), ("first", (0,), 1),
    ("time_ms", (0,), 2**31), ("length_dm", (0,), 2**31 - 1), ("edge_first", (1,), 0), ("edge_first", (-1,), 0),
    ("point_node", (0,), -1), ("point_node", (0,), 10**6), ("point_ms", (0, 0), 2**31), ("two_way", (0,), 2),
    ("edge_tail", (0,), 10**6), ("edge_head", (0,), -1), ("edge_arc", (0, 0), 10**6), ("edge_arc", (0, 0), -2),
    ("edge_arc", (0, 0), -1), ("junctions", (0,), -1), ("junctions", (0,), 10**6), ("latitude", (0,), np.nan),
    ("longitude", (0,), 181.0), ("order", (0,), 10**6), ("order", (0,), -1),
]  # fmt: skip


@pytest.mark.parametrize(("name", "position", "value"), HOSTILE)
def test_numbers_out_of_range_with_right_checksums(network, tmp_path, name, position, value):
    arrays, about = saved(network, tmp_path / "net")
    if name not in arrays:
        pytest.skip("the plain kernels keep no order")
    write_arrays(tmp_path / "bad", {**arrays, name: changed(arrays[name], position, value)}, about, VERSION)
    with pytest.raises(te.DataError, match="damaged"):
        te.RoadNetwork.load(tmp_path / "bad")


def test_arrays_of_another_length_or_type_or_missing(network, tmp_path):
    arrays, about = saved(network, tmp_path / "net")
    optional = {"length_dm", "point_dm", "latitude", "longitude", "order"}
    for name, array in arrays.items():
        variants = [array[:-1] if array.ndim == 1 else array[:, :-1], array[None] if array.ndim == 1 else array[0]]
        variants.append(array.astype(np.float64 if array.dtype != np.float64 else np.int64))
        for variant in variants:
            write_arrays(tmp_path / "bad", {**arrays, name: variant}, about, VERSION)
            with pytest.raises(te.DataError):
                te.RoadNetwork.load(tmp_path / "bad")
        if name not in optional and not name.startswith(("time_in_", "distance_in_")):
            write_arrays(tmp_path / "bad", {key: arrays[key] for key in arrays if key != name}, about, VERSION)
            with pytest.raises(te.DataError):
                te.RoadNetwork.load(tmp_path / "bad")


def test_random_numbers_with_right_checksums(network, tmp_path):
    """Whatever loads can be asked for everything: the arrays hold what their checks let through."""
    arrays, about = saved(network, tmp_path / "net")
    rng = np.random.default_rng(2)
    names = [name for name in arrays if name != "ids"]
    for _ in range(80):
        name = names[rng.integers(len(names))]
        array = arrays[name].copy()
        flat = array.reshape(-1)
        flat[rng.integers(len(flat))] = rng.integers(0, 100)
        write_arrays(tmp_path / "bad", {**arrays, name: array}, about, VERSION)
        try:
            loaded = te.RoadNetwork.load(tmp_path / "bad")
        except te.DataError:
            continue
        ids = loaded.nodes.ids
        loaded.table(ids, ids)
        loaded.snap(loaded.nodes.latitude, loaded.nodes.longitude)


def test_another_version_and_other_files(network, tmp_path):
    arrays, about = saved(network, tmp_path / "net")
    write_arrays(tmp_path / "new", arrays, about, VERSION + 1)
    with pytest.raises(te.DataError, match=f"version {VERSION + 1}"):
        te.RoadNetwork.load(tmp_path / "new")
    (tmp_path / "text").write_text("hello " * 50)
    with pytest.raises(te.DataError, match="no saved road network"):
        te.RoadNetwork.load(tmp_path / "text")
    with pytest.raises(te.DataError, match="No file"):
        te.RoadNetwork.load(tmp_path / "nothing")
    for other in (tmp_path / "text", tmp_path):
        with pytest.raises(te.DataError, match="stays as it is"):
            network.save(other)
    with pytest.raises(te.DataError, match="metrics"):
        network.save(tmp_path / "net", metrics=("beauty",))
    for wrong in ({"about": 5}, {}, {"road_classes": [], "report": {}, "profile": None, "searches": []}):
        write_arrays(tmp_path / "bad", arrays, wrong, VERSION)
        with pytest.raises(te.DataError):
            te.RoadNetwork.load(tmp_path / "bad")
