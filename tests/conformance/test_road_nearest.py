"""The nearest centres on roads of every kernel set against all pairs, sorted."""

from __future__ import annotations

import numpy as np
import pytest

from .road_cases import at_nodes, grid_roads, no_direct, random_direct, random_ends, random_roads


def assert_same(found, wanted, note):
    np.testing.assert_array_equal(found[0], wanted[0], note)
    np.testing.assert_array_equal(found[1], wanted[1], note)


@pytest.mark.parametrize("heaviest", [1, 20, 2**26])
def test_random_graphs(kernels, reference, heaviest):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        nodes = int(rng.integers(1, 30))
        roads = random_roads(rng, nodes, int(rng.integers(0, 3 * nodes)), heaviest)
        points, centers = random_ends(rng, roads, 25, heaviest), random_ends(rng, roads, 7, heaviest)
        direct, k = random_direct(rng, 25, 7, heaviest), int(rng.integers(1, 10))
        for outward in (False, True):
            found, wanted = (
                each.road_nearest(roads.search(each), points, centers, outward, direct, k, 1000.0, 1)
                for each in (kernels, reference)
            )
            assert_same(found, wanted, f"seed {seed}")


@pytest.mark.parametrize("heaviest", [1, 20, 2**26])
def test_round_trips_on_random_graphs(kernels, reference, heaviest):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        nodes = int(rng.integers(1, 30))
        roads = random_roads(rng, nodes, int(rng.integers(0, 4 * nodes)), heaviest)
        points = random_ends(rng, roads, 25, heaviest), random_ends(rng, roads, 25, heaviest)
        centers = random_ends(rng, roads, 7, heaviest), random_ends(rng, roads, 7, heaviest)
        direct, k = (random_direct(rng, 25, 7, heaviest), random_direct(rng, 25, 7, heaviest)), int(rng.integers(1, 10))
        found, wanted = (
            each.road_nearest_round_trip(roads.search(each), points, centers, direct, k, 1000.0, 1)
            for each in (kernels, reference)
        )
        assert_same(found, wanted, f"seed {seed}")


def test_many_centers(kernels, reference):
    """More than one group of lanes; ties, because weights are small."""
    rng = np.random.default_rng(4)
    roads = grid_roads(rng, 14, 3)
    points, centers = random_ends(rng, roads, 60, 2), random_ends(rng, roads, 150, 2)
    direct = random_direct(rng, 60, 150, 4)
    search, truth = roads.search(kernels), roads.search(reference)
    for k in (1, 8, 40):
        for outward in (False, True):
            wanted = reference.road_nearest(truth, points, centers, outward, direct, k, 1.0, 1)
            assert_same(kernels.road_nearest(search, points, centers, outward, direct, k, 1.0, 1), wanted, f"k {k}")
        both = (points, points), (centers, centers), (direct, direct)
        wanted = reference.road_nearest_round_trip(truth, *both, k, 1.0, 1)
        assert_same(kernels.road_nearest_round_trip(search, *both, k, 1.0, 1), wanted, f"k {k}")


def test_same_bits_for_any_number_of_threads(kernels):
    rng = np.random.default_rng(6)
    roads = grid_roads(rng, 20, 9)
    search = roads.search(kernels)
    points, centers = random_ends(rng, roads, 70_000, 5), random_ends(rng, roads, 30, 5)
    direct = random_direct(rng, 70_000, 30, 9)
    both = (points, points), (centers, centers), (direct, direct)
    alone = kernels.road_nearest(search, points, centers, False, direct, 4, 1.0, 1)
    alone_both = kernels.road_nearest_round_trip(search, *both, 4, 1.0, 1)
    for threads in (2, 4):
        assert_same(kernels.road_nearest(search, points, centers, False, direct, 4, 1.0, threads), alone, threads)
        assert_same(kernels.road_nearest_round_trip(search, *both, 4, 1.0, threads), alone_both, threads)


def test_ties_go_to_the_lower_index(kernels):
    roads = grid_roads(np.random.default_rng(0), 4, 0, one_way=0.0)
    points, centers = at_nodes(range(16)), at_nodes([5, 5, 9, 5])
    index, travel = kernels.road_nearest(roads.search(kernels), points, centers, True, no_direct(16), 3, 1.0, 1)
    assert (index == [0, 1, 2]).all()
    assert (travel == 0).all()


def test_no_points_and_no_centers(kernels):
    roads = grid_roads(np.random.default_rng(0), 3, 5)
    search = roads.search(kernels)
    index, travel = kernels.road_nearest(search, at_nodes([]), at_nodes([1]), False, no_direct(0), 2, 1.0, 1)
    assert index.shape == travel.shape == (0, 2)
    index, travel = kernels.road_nearest(search, at_nodes([1]), at_nodes([]), False, no_direct(1), 2, 1.0, 1)
    assert index.tolist() == [[-1, -1]]
    assert np.isinf(travel).all()


def test_wrong_direct_ways_are_refused():
    core = pytest.importorskip("territory_engine._core", exc_type=ImportError)
    from territory_engine.kernels import get

    search = grid_roads(np.random.default_rng(0), 3, 5).search(get("native"))
    here = at_nodes([0])
    for first, center, weight in (([0, 2], [0], [1]), ([0, 1], [1], [1]), ([1, 1], [], []), ([0, -1], [], [])):
        direct = np.array(first, np.int64), np.array(center, np.int32), np.array(weight, np.uint32)
        with pytest.raises(ValueError, match="direct"):
            core.road_nearest(search, here, here, False, direct, 1, 1.0, 1)
    with pytest.raises(ValueError, match="k: expected"):
        core.road_nearest(search, here, here, False, no_direct(1), 0, 1.0, 1)
