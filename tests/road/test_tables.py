"""Tables and nearest centres of networks: places within roads, directions, arrays of one's own."""

import numpy as np
import pytest

import territory_engine as te

from .cases import random_roads


def network_of(seed):
    nodes, edges = random_roads(seed, nodes=60, roads=14)
    return te.RoadNetwork.from_edges(edges, nodes)


def points(network, count, seed):
    rng = np.random.default_rng(seed)
    return network.snap(50.0 + 0.01 * rng.random(count), 8.0 + 0.01 * rng.random(count))


@pytest.mark.parametrize("seed", range(5))
def test_pairs_one_by_one(seed):
    """Many places on few roads, and so many pairs on one road: each pair alone gives what the table has."""
    network = network_of(seed)
    a, b = points(network, 40, seed), points(network, 60, seed + 100)
    whole = network.table(a, b)
    for i in range(0, 40, 5):
        for j in range(60):
            assert network.table(a.take(slice(i, i + 1)), b.take(slice(j, j + 1)))[0, 0] == whole[i, j]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("metric", ["time", "distance"])
def test_nearest_is_the_sorted_table(seed, metric):
    network = network_of(seed)
    a, centers = points(network, 150, seed), points(network, 20, seed + 100)
    out, back = network.table(centers, a, metric).T, network.table(a, centers, metric)
    for direction, travel in (("out", out), ("back", back)):
        index, found = network.nearest(a, centers, 5, metric, direction=direction)
        np.testing.assert_array_equal(index, np.argsort(travel, axis=1, kind="stable")[:, :5])
        np.testing.assert_array_equal(found, np.sort(travel, axis=1)[:, :5])
    index, found = network.nearest(a, centers, 5, metric, direction="round_trip")
    both = np.rint((out.astype(float) + back) * 1000.0)
    np.testing.assert_allclose(found, np.sort(both, axis=1)[:, :5] / 1000.0, rtol=1e-6)
    np.testing.assert_allclose(np.take_along_axis(both, index, axis=1), np.sort(both, axis=1)[:, :5], atol=0.5)


def test_places_that_are_not_on_the_network():
    network = network_of(0)
    places = network.snap([50.005, 51.0], [8.005, 8.0])
    assert np.isinf(network.table(places, places)).tolist() == [[False, True], [True, True]]
    index, travel = network.nearest(places, places, 2)
    assert index.tolist() == [[0, -1], [-1, -1]]
    assert np.isinf(travel).tolist() == [[False, True], [True, True]]


def test_out():
    network = network_of(1)
    a, b = points(network, 30, 1), points(network, 50, 2)
    wanted = network.table(a, b)
    rows, columns = np.empty((30, 50), np.float32), np.empty((50, 30), np.float32)
    assert network.table(a, b, out=rows) is rows
    network.table(a, b, out=columns.T)
    np.testing.assert_array_equal(rows, wanted)
    np.testing.assert_array_equal(columns.T, wanted)
    for wrong in (rows[:5], rows.astype(float), np.empty((60, 100), np.float32)[::2, ::2], [[1.0]]):
        with pytest.raises(te.DataError, match="out must be"):
            network.table(a, b, out=wrong)
    rows.flags.writeable = False
    with pytest.raises(te.DataError, match="read-only"):
        network.table(a, b, out=rows)


def test_wrong_arguments():
    network = network_of(0)
    a = points(network, 3, 0)
    with pytest.raises(te.DataError, match="direction"):
        network.nearest(a, a, 1, direction="there")
    with pytest.raises(te.DataError, match="at most 3"):
        network.nearest(a, a, 4)
    with pytest.raises(te.DataError, match="threads"):
        network.table(a, a, threads=0)
