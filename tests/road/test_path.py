"""Single ways: what they cost, what they pass, and how they look on the map."""

import itertools

import numpy as np
import pytest

import territory_engine as te

from .cases import random_roads


def cheapest(edges, column):
    """The least seconds or metres of any row of the table between two nodes."""
    best = {}
    for tail, head, value in zip(*(edges[name].to_pylist() for name in ("tail", "head", column)), strict=True):
        best[tail, head] = min(value, best.get((tail, head), np.inf))
    return best


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("metric", ["time", "distance"])
def test_between_nodes(seed, metric):
    nodes, edges = random_roads(seed)
    network = te.RoadNetwork.from_edges(edges, nodes)
    ids = network.nodes.ids.to_pylist()
    wanted = network.table(ids, ids, metric)
    cost = cheapest(edges, "travel_time_s" if metric == "time" else "length_m")
    where = dict(
        zip(
            nodes["id"].to_pylist(),
            zip(*(nodes[n].to_pylist() for n in ("latitude", "longitude")), strict=True),
            strict=True,
        )
    )
    for i, j in np.random.default_rng(seed).integers(0, len(ids), (25, 2)).tolist():
        way = network.path(ids[i], ids[j], metric)
        found = way.time_s if metric == "time" else way.length_m
        passed = way.node_ids.to_pylist()
        assert np.float32(found) == pytest.approx(wanted[i, j], rel=1e-6)
        assert (passed[0], passed[-1]) == (ids[i], ids[j])
        assert sum(cost[step] for step in itertools.pairwise(passed)) == pytest.approx(found, abs=1e-6)
        shape = list(zip(way.latitude.tolist(), way.longitude.tolist(), strict=True))
        corners = [shape[0], *(b for a, b in itertools.pairwise(shape) if a != b)]
        assert np.allclose(corners, [where[node] for node in passed], atol=1e-9) or i == j


@pytest.mark.parametrize("seed", range(6))
def test_between_points(seed):
    """Points within roads, some pairs of them on the same one."""
    nodes, edges = random_roads(seed, nodes=60, roads=12)
    network = te.RoadNetwork.from_edges(edges, nodes)
    rng = np.random.default_rng(seed)
    places = network.snap(50.0 + rng.random(30) / 100.0, 8.0 + rng.random(30) / 100.0)
    wanted = network.table(places, places)
    metres = network.table(places, places, "distance")
    for i in range(30):
        for j in range(0, 30, 3):
            a, b = places.take(slice(i, i + 1)), places.take(slice(j, j + 1))
            way = network.path(a, b)
            assert way.time_s == pytest.approx(wanted[i, j], rel=1e-6)
            assert way.length_m >= metres[i, j] * (1 - 1e-6)
            assert network.path(a, b, "distance").length_m == pytest.approx(metres[i, j], rel=1e-6)


def test_shape_along_one_road():
    """A road of three points; both places lie on it, one after the other."""
    nodes = {"id": ["a", "b", "c"], "latitude": [0.0, 0.0, 0.0], "longitude": [0.0, 0.01, 0.02]}
    edges = {"tail": ["a", "b", "c"], "head": ["b", "c", "a"], "travel_time_s": [10.0, 10.0, 60.0]}
    pa = pytest.importorskip("pyarrow")
    network = te.RoadNetwork.from_edges(pa.table(edges), pa.table(nodes))
    way = network.path((0.0, 0.0025), (0.0, 0.015))
    assert way.time_s == pytest.approx(12.5, abs=0.002)
    assert way.longitude == pytest.approx([0.0025, 0.01, 0.015])
    assert way.node_ids.to_pylist() == ["b"]
    back = network.path((0.0, 0.015), (0.0, 0.0025))  # the street is one-way: around
    assert back.node_ids.to_pylist() == ["c", "a"]
    assert back.time_s == pytest.approx(67.5, abs=0.002)
    assert back.__geo_interface__["type"] == "LineString"


def test_across_the_antimeridian():
    pa = pytest.importorskip("pyarrow")
    nodes = {"id": [1, 2, 3], "latitude": [10.0, 10.0, 10.0], "longitude": [179.99, -179.99, -179.97]}
    edges = {"tail": [1, 2, 2, 3], "head": [2, 1, 3, 2], "travel_time_s": [10.0] * 4}
    network = te.RoadNetwork.from_edges(pa.table(edges), pa.table(nodes))
    way = network.path((10.0, 179.995), (10.0, -179.98))
    assert way.longitude == pytest.approx([179.995, -179.99, -179.98])
    assert way.length_m is None


def test_places_that_are_none():
    nodes, edges = random_roads(0)
    network = te.RoadNetwork.from_edges(edges, nodes)
    first = network.nodes.ids[0].as_py()
    with pytest.raises(te.DataError, match="b is not on the network"):
        network.path(first, (51.0, 8.0))
    with pytest.raises(te.DataError, match="a must be one place, found 2"):
        network.path([first, first], first)
    with pytest.raises(te.DataError, match="metric"):
        network.path(first, first, "fuel")
