"""Single ways of every kernel set: their weight against the reference, their nodes against the roads."""

from __future__ import annotations

import numpy as np
import pytest

from territory_engine.kernels.road_query_interface import UNREACHABLE

from .road_cases import at_nodes, grid_roads, random_ends, random_roads


def check(roads, kernels, reference, exits, entries):
    weight, nodes = kernels.road_path(roads.search(kernels), exits, entries)
    assert weight == reference.road_path(roads.search(reference), exits, entries)[0]
    if weight == UNREACHABLE:
        assert len(nodes) == 0
        return
    leaving = min(int(w) for node, w in zip(exits[0][0], exits[1][0], strict=True) if node == nodes[0])
    coming = min(int(w) for node, w in zip(entries[0][0], entries[1][0], strict=True) if node == nodes[-1])
    assert leaving + sum(map(roads.least, nodes[:-1], nodes[1:])) + coming == weight
    assert len(set(nodes.tolist())) == len(nodes)


@pytest.mark.parametrize("heaviest", [1, 20, 2**26])
def test_random_graphs(kernels, reference, heaviest):
    for seed in range(60):
        rng = np.random.default_rng(seed)
        nodes = int(rng.integers(1, 40))
        roads = random_roads(rng, nodes, int(rng.integers(0, 4 * nodes)), heaviest)
        check(roads, kernels, reference, random_ends(rng, roads, 1, heaviest), random_ends(rng, roads, 1, heaviest))


def test_long_ways(kernels, reference):
    rng = np.random.default_rng(1)
    roads = grid_roads(rng, 30, 100, one_way=0.4)
    for _ in range(5):
        a, b = rng.integers(0, roads.nodes, 2)
        check(roads, kernels, reference, at_nodes([a]), at_nodes([b]))


def test_from_a_node_to_itself(kernels):
    roads = grid_roads(np.random.default_rng(1), 3, 9)
    weight, nodes = kernels.road_path(roads.search(kernels), at_nodes([4]), at_nodes([4]))
    assert (weight, nodes.tolist()) == (0, [4])
