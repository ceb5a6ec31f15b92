"""Searches over the customised hierarchy find what Dijkstra finds."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings

from territory_engine.kernels import get

from .hierarchy_cases import INF, all_pairs, any_roads, arrays, both_ways, dijkstra, drawn, grid, roads, same

core = pytest.importorskip("territory_engine._core", reason="the core is not compiled here", exc_type=ImportError)


def truth(graph):
    return [dijkstra(graph, source) for source in range(graph.nodes)]


@given(any_roads())
@settings(max_examples=400, deadline=None)
def test_random_roads(graph):
    assert all_pairs(graph.customised()) == truth(graph)


@given(any_roads(nodes=40, arcs=110))
@settings(max_examples=60, deadline=None)
def test_larger_random_roads(graph):
    assert all_pairs(graph.customised(threads=2)) == truth(graph)


@pytest.mark.parametrize("one_way", [0.0, 0.3])
def test_town_that_is_cut_by_separators(one_way):
    """More nodes than a part that is ordered at once."""
    graph = grid(64, 61, seed=3, one_way=one_way)
    search = graph.customised()
    some = range(0, graph.nodes, 211)
    expected = [dijkstra(graph, source) for source in some]
    assert all_pairs(search, some) == [[row[target] for target in some] for row in expected]


@pytest.mark.parametrize("n", [0, 1, 5])
def test_no_roads(n):
    graph = roads(n, [])
    search = graph.customised()
    assert len(search.out_head) == 0
    assert all_pairs(search) == truth(graph)


def test_one_way_streets():
    graph, node = drawn("""
A>B-C
^   v
D<E<F
""")
    found = all_pairs(graph.customised())
    assert found[node["A"]][node["C"]] == 2
    assert found[node["C"]][node["A"]] == 4
    assert found[node["B"]][node["A"]] == 5
    assert found == truth(graph)


def test_parts_that_roads_do_not_join():
    graph, node = drawn("""
A-B C>D
| |   |
E-F G-H
""")
    found = all_pairs(graph.customised())
    assert found[node["A"]][node["G"]] == INF
    assert found[node["D"]][node["C"]] == INF
    assert found[node["C"]][node["G"]] == 3


def test_the_fastest_of_parallel_arcs():
    graph = roads(2, [(0, 1, 7), (0, 1, 3), (0, 1, 9), (1, 1, 0), (1, 0, 4)])
    assert all_pairs(graph.customised()) == [[0, 3], [4, 0]]


def test_no_arc_is_left_that_no_way_needs():
    """Where every shortest way is the only one, some distance grows whichever arc goes."""
    graph = grid(3, 3)
    graph.weight = 1 << np.random.default_rng(3).permutation(len(graph.weight)).astype(np.uint32)
    search = graph.customised()
    expected = truth(graph)
    for side in ("out_weight", "in_weight"):
        for arc in range(len(getattr(search, side))):
            less = SimpleNamespace(**{name: values.copy() for name, values in arrays(search).items()})
            getattr(less, side)[arc] = INF
            assert all_pairs(less) != expected


def test_middles_lead_to_road_arcs():
    graph = grid(9, 8, seed=1, one_way=0.2)
    search = graph.customised()
    node_at = np.argsort(search.position_of)
    road = {}
    for u, v, w in zip(graph.tail, graph.head, graph.weight, strict=True):
        road[u, v] = min(int(w), road.get((u, v), INF))
    arcs = {}
    for side in ("out", "in"):
        first, head, weight, middle = (
            getattr(search, f"{side}_{name}") for name in ("first", "head", "weight", "middle")
        )
        low = np.repeat(np.arange(len(first) - 1), np.diff(first))
        ends = (low, head) if side == "out" else (head, low)
        for p, q, w, m in zip(*ends, weight, middle, strict=True):
            arcs[int(p), int(q)] = int(w), int(m)
    assert any(m >= 0 for _, m in arcs.values())
    for (p, q), (w, m) in arcs.items():
        if m < 0:
            assert road[node_at[p], node_at[q]] == w
        else:
            assert m > max(p, q)
            assert arcs[p, m][0] + arcs[m, q][0] == w


@pytest.mark.parametrize("one_way", [0.0, 0.3])
def test_the_same_for_any_number_of_threads(one_way):
    graph = grid(70, 80, seed=5, one_way=one_way)
    hierarchy = graph.build(1)
    search = get("native").customise(hierarchy, graph.weight, 1)
    for threads in (2, 4):
        again = graph.build(threads)
        assert same(again, hierarchy)
        assert same(get("native").customise(again, graph.weight, threads), search)


def test_a_country():
    """So many nodes that slices of them are contracted by themselves."""
    graph = grid(262, 256, seed=6, one_way=0.1)
    search = graph.customised(threads=2)
    assert same(graph.customised(), search)
    some = [0, 30_000]
    expected = [dijkstra(graph, source) for source in some]
    assert all_pairs(search, some) == [[row[target] for target in some] for row in expected]


def test_new_weights_are_as_a_new_hierarchy():
    graph = grid(20, 21, seed=2, one_way=0.1)
    hierarchy = graph.build()
    get("native").customise(hierarchy, graph.weight, 1)
    graph.weight = np.random.default_rng(9).integers(0, 50, len(graph.weight)).astype(np.uint32)
    again = get("native").customise(hierarchy, graph.weight, 1)
    assert same(again, graph.customised())
    assert all_pairs(again) == truth(graph)


def test_made_again_from_its_order():
    graph = grid(25, 25, seed=8)
    hierarchy = graph.build()
    assert same(graph.build(order=hierarchy.order), hierarchy)


def test_same_weights_both_ways_share_their_arcs():
    graph = grid(6, 6)
    search = graph.customised()
    assert np.shares_memory(search.out_weight, search.in_weight)
    graph.weight[0] += 1
    other = graph.customised()
    assert not np.shares_memory(other.out_weight, other.in_weight)
    assert all_pairs(other) == truth(graph)


@given(any_roads(nodes=30, arcs=60))
@settings(max_examples=100, deadline=None)
def test_order_and_tree(graph):
    """A permutation; a chordal graph; the parent is the lowest of the higher neighbours."""
    hierarchy = graph.build()
    n, order = graph.nodes, hierarchy.order
    assert sorted(order) == list(range(n))
    position = np.argsort(order)
    up = [set(hierarchy.link_head[hierarchy.link_first[p] : hierarchy.link_first[p + 1]].tolist()) for p in range(n)]
    for p in range(n):
        assert hierarchy.parent[p] == max(up[p], default=-1)
        assert hierarchy.parent[p] < p
        if up[p]:
            assert up[p] - {hierarchy.parent[p]} <= up[hierarchy.parent[p]]
    for u, v in zip(position[graph.tail], position[graph.head], strict=True):
        assert u == v or min(u, v) in up[max(u, v)]


def test_contracted_without_needless_links():
    """Fill is exactly that of eliminating one node after the other."""
    graph = grid(7, 9, seed=4)
    hierarchy = graph.build()
    position = np.argsort(hierarchy.order)
    near = [set() for _ in range(graph.nodes)]
    for u, v in zip(position[graph.tail], position[graph.head], strict=True):
        near[u].add(v)
        near[v].add(u)
    for p in reversed(range(graph.nodes)):
        higher = sorted(q for q in near[p] if q < p)
        assert hierarchy.link_head[hierarchy.link_first[p] : hierarchy.link_first[p + 1]].tolist() == higher
        for q in higher:
            near[q] |= set(higher) - {q}


def test_a_chain_is_not_a_ladder():
    """Chains are contracted from their middles: few nodes are above each other."""
    n = 5000
    graph = both_ways(n, [(k, k + 1, 1) for k in range(n - 1)])
    parent = graph.build().parent
    depth = np.zeros(n, np.int64)
    for p in range(n):
        depth[p] = 0 if parent[p] < 0 else depth[parent[p]] + 1
    assert depth.max() < 40


def test_a_hub_with_very_many_roads():
    """More neighbours of a part than are looked at."""
    spokes = 2500
    edges = [(0, k, k) for k in range(1, spokes)]
    edges += [(k, 1 + k % (spokes - 1), 1) for k in range(1, spokes)]
    graph = both_ways(spokes, edges)
    search = graph.customised()
    assert all_pairs(search, [0, 1, 1700])[1] == [1, 0, dijkstra(graph, 1)[1700]]


BROKEN = {
    "first": (lambda g: (g.first + 1, g.head), "first: expected to begin with 0"),
    "falls": (lambda g: (g.first[[0, 2, 1, *range(3, g.nodes + 1)]], g.head), "first: falls after node 1"),
    "short": (lambda g: (g.first, g.head[:-1]), "head: expected 24 values, got 23"),
    "negative": (lambda g: (g.first, np.where(g.head == 3, -1, g.head).astype(np.int32)), "leads to node -1 of 9"),
    "beyond": (lambda g: (g.first, np.where(g.head == 3, 9, g.head).astype(np.int32)), "leads to node 9 of 9"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_arcs(name):
    change, message = BROKEN[name]
    graph = grid(3, 3)
    with pytest.raises(ValueError, match=message):
        core.Dissection(*change(graph), 1)
    with pytest.raises(ValueError, match=message):
        core.Hierarchy(*change(graph), np.arange(9, dtype=np.int32), 1)


@pytest.mark.parametrize(
    ("order", "message"),
    [([0, 1], "order: expected 3 nodes, got 2"), ([0, 1, 1], "node 1 is there twice"), ([0, 1, 3], "node 3 is not")],
)
def test_broken_order(order, message):
    graph = both_ways(3, [(0, 1, 1), (1, 2, 1)])
    with pytest.raises(ValueError, match=message):
        graph.build(order=np.array(order, np.int32))


def test_wrong_number_of_weights():
    with pytest.raises(ValueError, match="weight: expected 24 values, got 3"):
        get("native").customise(grid(3, 3).build(), np.zeros(3, np.uint32), 1)


def test_search_graph_from_arrays():
    search = grid(8, 8, one_way=0.3).customised()
    assert same(core.SearchGraph(**arrays(search)), search)


@pytest.mark.parametrize(
    ("array", "where", "value", "message"),
    [
        ("position_of", 0, -1, "position_of: -1 of node 0 is no position"),
        ("position_of", 0, 64, "position_of: 64 of node 0 is no position"),
        ("parent", 5, 5, "parent: that of position 5 is 5"),
        ("out_first", 0, 1, "first: expected to ascend"),
        ("in_first", 7, -1, "first: expected to ascend"),
        ("in_first", 64, 10**6, "first: expected to ascend"),
        ("out_head", 3, 64, "head: wrong at arc 3"),
        ("in_head", 3, -1, "head: wrong at arc 3"),
        ("in_weight", 4, INF, "weight: wrong at arc 4"),
        ("out_middle", 2, 0, "middle: wrong at arc 2"),
        ("out_middle", 2, 64, "middle: wrong at arc 2"),
    ],
)
def test_broken_search_graph(array, where, value, message):
    broken = {name: values.copy() for name, values in arrays(grid(8, 8, one_way=0.3).customised()).items()}
    broken[array][where] = value
    with pytest.raises(ValueError, match=message):
        core.SearchGraph(**broken)


def test_search_graph_with_arrays_of_other_sizes():
    whole = arrays(grid(8, 8, one_way=0.3).customised())
    for name in whole:
        with pytest.raises(ValueError, match="expected"):
            core.SearchGraph(**{**whole, name: whole[name][:-1]})


def test_steps_tell_how_far_they_are():
    seen = []
    dissection = grid(60, 60).dissected(seen=seen)
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert 0.0 < seen[0] < seen[-1] < 1.0
    assert dissection.done == 1.0
    assert not get("native").dissection_step(dissection, 1)
