"""Nodes within roads are taken out, and no distance changes: between any two nodes, junctions or not."""

import numpy as np
import pytest

import territory_engine as te
from tests.road.cases import distances, random_roads, strong_part


@pytest.mark.parametrize("seed", range(60))
def test_all_distances_stay(seed):
    nodes, edges = random_roads(seed, nodes=40, roads=4 + seed % 12)
    kept = strong_part(edges, 40)
    if kept is None or len(kept) < 2:
        pytest.skip("no single largest part")
    network = te.RoadNetwork.from_edges(edges, nodes)
    assert network.nodes.ids.to_pylist() == kept.tolist()
    for metric, column, scale in (("time", "travel_time_s", 1000.0), ("distance", "length_m", 10.0)):
        exact = distances(edges, 40, column, scale)[np.ix_(kept, kept)] / scale
        np.testing.assert_array_equal(network.table(kept, kept, metric), exact.astype(np.float32))


@pytest.mark.parametrize("seed", range(60))
def test_no_node_is_left_that_one_can_only_pass(seed):
    nodes, edges = random_roads(seed, nodes=40, roads=4 + seed % 12)
    kept = strong_part(edges, 40)
    if kept is None or len(kept) < 2:
        pytest.skip("no single largest part")
    network = te.RoadNetwork.from_edges(edges, nodes)
    ways = network.edges
    ends = np.concatenate([ways.tail, ways.head])
    for node in np.flatnonzero(np.bincount(ends) == 2):
        here = np.flatnonzero((ways.tail == node) | (ways.head == node))
        if len(here) == 1:
            continue  # a loop needs a node
        both = ways.two_way[here]
        passes = both.all() or (not both.any() and (ways.tail[here] == node).sum() == 1)
        assert not passes or network.graph.node_count == 1
    assert len(ways.node) - len(ways.first) + 1 == _links(network, edges)


def _links(network, edges):
    """Unordered pairs of neighbours among the nodes that were kept."""
    kept = set(network.nodes.ids.to_pylist())
    pairs = zip(edges["tail"].to_pylist(), edges["head"].to_pylist(), strict=True)
    return len({frozenset(pair) for pair in pairs if len(set(pair)) == 2 and set(pair) <= kept})


def test_one_ring_keeps_a_node():
    import pyarrow as pa

    edges = pa.table({"tail": [1, 2, 3], "head": [2, 3, 1], "travel_time_s": [1.0, 2.0, 4.0]})
    network = te.RoadNetwork.from_edges(edges)
    assert network.graph.node_count == 1
    assert network.graph.arc_count == 0
    assert network.table([1, 2, 3], [1, 2, 3]).tolist() == [[0, 1, 3], [6, 0, 2], [4, 5, 0]]
