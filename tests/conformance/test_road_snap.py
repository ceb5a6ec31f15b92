"""The nearest segment of road: all sets against every point meeting every segment."""

import numpy as np
import pytest

from territory_engine import RoadNetwork
from territory_engine.road.snap_grid import make_grid
from tests.road.cases import random_roads


def cells_and_points(seed, count):
    """Arguments of the kernel but the last two: a random network, and points in and far around it."""
    nodes, edges = random_roads(seed, nodes=60, roads=30)
    network = RoadNetwork.from_edges(edges, nodes)
    grid = make_grid(network.edges, network.nodes.latitude, network.nodes.longitude)
    rng = np.random.default_rng(seed)
    spread = np.where(rng.random(count) < 0.8, 0.01, 0.3)
    y = 50.005 + spread * (rng.random(count) - 0.5)
    x = grid.east_of_west(8.005 + spread * (rng.random(count) - 0.5))
    # some exactly on points of roads, where segments tie
    some = rng.integers(0, len(grid.latitude), count // 5)
    y[: len(some)], x[: len(some)] = grid.latitude[some], grid.longitude[some]
    cells = (grid.first, grid.segment, grid.rows, grid.columns, grid.south, grid.height, grid.width)
    return (*cells, grid.latitude, grid.longitude, y, x, np.cos(np.radians(y)))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("farthest_m", [50.0, 500.0, 1e6])
def test_same_as_every_segment(kernels, reference, seed, farthest_m):
    given = cells_and_points(seed, 300)
    segment, fraction, metres = kernels.road_snap(*given, farthest_m, 2)
    expected = reference.road_snap(*given, farthest_m, 1)
    np.testing.assert_array_equal(segment, expected[0])
    np.testing.assert_array_equal(fraction, expected[1])
    np.testing.assert_array_equal(metres, expected[2])
    assert segment.dtype == np.int32


def test_any_number_of_threads(kernels):
    given = cells_and_points(3, 80_000)
    one = kernels.road_snap(*given, 5000.0, 1)
    for threads in (2, 3, 7):
        for once, again in zip(one, kernels.road_snap(*given, 5000.0, threads), strict=True):
            np.testing.assert_array_equal(once, again)


def test_no_points_and_no_roads(kernels):
    given = list(cells_and_points(0, 10))
    none = [*given[:9], *(np.zeros(0) for _ in range(3))]
    assert all(len(found) == 0 for found in kernels.road_snap(*none, 5000.0, 1))
    given[0], given[1] = np.zeros_like(given[0]), np.zeros(0, np.int32)
    segment, fraction, metres = kernels.road_snap(*given, 5000.0, 1)
    assert (segment == -1).all() and (fraction == 0.0).all() and np.isnan(metres).all()


def test_the_pole(kernels, reference):
    given = list(cells_and_points(1, 20))
    given[9], given[11] = np.full(20, 90.0), np.zeros(20)
    for found, expected in zip(kernels.road_snap(*given, 1e8, 1), reference.road_snap(*given, 1e8, 1), strict=True):
        np.testing.assert_array_equal(found, expected)
