"""Road tables of every kernel set against Dijkstra's algorithm."""

from __future__ import annotations

import numpy as np
import pytest

from .road_cases import Roads, at_nodes, grid_roads, random_ends, random_roads, table

CASES = [
    (seed, *shape) for seed, shape in enumerate([(1, 0), (2, 1), (3, 8), (6, 9), (12, 30), (25, 60), (40, 90)] * 6)
]


@pytest.mark.parametrize("heaviest", [1, 20, 2**26])
def test_random_graphs(kernels, reference, heaviest):
    for seed, nodes, arcs in CASES:
        rng = np.random.default_rng(seed)
        roads = random_roads(rng, nodes, arcs, heaviest)
        exits, entries = random_ends(rng, roads, 9, heaviest), random_ends(rng, roads, 14, heaviest)
        search = roads.search(kernels)
        for a, b in ((exits, entries), (entries, exits)):
            wanted = table(reference, roads.search(reference), a, b, unit=1000.0)
            np.testing.assert_array_equal(table(kernels, search, a, b, unit=1000.0), wanted, f"seed {seed}")


def test_every_width(kernels, reference):
    """Groups of lanes that are full, that are not, and several of them; either side the fewer."""
    roads = grid_roads(np.random.default_rng(5), 12, 50)
    search, truth = roads.search(kernels), roads.search(reference)
    everywhere = np.arange(roads.nodes)
    whole = table(reference, truth, at_nodes(everywhere), at_nodes(everywhere))
    for few, many in ((1, 1), (1, 144), (15, 20), (16, 16), (17, 60), (48, 50), (63, 64), (65, 80), (130, 144)):
        a, b = everywhere[:few], everywhere[::-1][:many]
        wanted = whole[np.ix_(a, b)]
        np.testing.assert_array_equal(table(kernels, search, at_nodes(a), at_nodes(b)), wanted, f"{few} x {many}")
        wanted = whole[np.ix_(b, a)]
        np.testing.assert_array_equal(table(kernels, search, at_nodes(b), at_nodes(a)), wanted, f"{many} x {few}")


def test_few_targets_of_a_large_graph(kernels, reference):
    """The sweep is restricted to what is above the targets."""
    rng = np.random.default_rng(7)
    roads = grid_roads(rng, 40, 1000)
    a, b = random_ends(rng, roads, 3, 500), random_ends(rng, roads, 4, 500)
    wanted = table(reference, roads.search(reference), a, b)
    np.testing.assert_array_equal(table(kernels, roads.search(kernels), a, b), wanted)


def test_same_bits_for_any_number_of_threads(kernels):
    rng = np.random.default_rng(11)
    roads = grid_roads(rng, 30, 900)
    search = roads.search(kernels)
    for few, many in ((150, 700), (20, 300), (700, 150)):
        a, b = random_ends(rng, roads, few, 90), random_ends(rng, roads, many, 90)
        alone = table(kernels, search, a, b)
        for threads in (2, 4, 0):
            np.testing.assert_array_equal(table(kernels, search, a, b, threads=threads), alone)


def test_layouts(kernels):
    """Rows or columns may be contiguous, and either may be a part of something larger."""
    rng = np.random.default_rng(3)
    roads = grid_roads(rng, 12, 90)
    search = roads.search(kernels)
    for n, m in ((70, 30), (30, 70), (5, 1), (1, 5)):
        a, b = random_ends(rng, roads, n, 9), random_ends(rng, roads, m, 9)
        wanted = table(kernels, search, a, b)
        for around in (np.full((n, m + 7), -1, np.float32), np.full((m, n + 3), -1, np.float32)):
            out = around[:, :m] if around.shape[0] == n else around[:, :n].T
            kernels.road_table(search, a, b, out, 1.0, 1)
            np.testing.assert_array_equal(out, wanted)
            rest = around[:, m:] if around.shape[0] == n else around[:, n:]
            assert (rest == -1).all()


@pytest.mark.parametrize("few", [1, 16, 70, 100, 128, 130])
def test_large_tables(kernels, few):
    """Those are written past the caches, wherever they begin and end in a cache line, and nothing around them."""
    rng = np.random.default_rng(few)
    roads = grid_roads(rng, 12, 90)
    search = roads.search(kernels)
    many = 280_000 // few
    a, b = random_ends(rng, roads, many, 9), random_ends(rng, roads, few, 9)
    part = np.arange(0, many, 97)
    some = a[0][part], a[1][part]
    for begin in (0, 1, 7, 15):
        for exits, entries in ((a, b), (b, a)):
            shape = len(exits[0]), len(entries[0])
            memory = np.full(many * few + 40, -1, np.float32)
            out = memory[begin : begin + many * few].reshape(shape)
            kernels.road_table(search, exits, entries, out, 1.0, 1)
            rows = (part, slice(None)) if exits is a else (slice(None), part)
            wanted = table(kernels, search, some, b) if exits is a else table(kernels, search, b, some)
            np.testing.assert_array_equal(out[rows], wanted)
            assert (memory[:begin] == -1).all() and (memory[begin + many * few :] == -1).all()
            assert (out >= 0).all()


def test_no_places(kernels):
    roads = Roads.of(2, [0], [1], [5])
    search = roads.search(kernels)
    assert table(kernels, search, at_nodes([]), at_nodes([0])).shape == (0, 1)
    assert table(kernels, search, at_nodes([0]), at_nodes([])).shape == (1, 0)


def test_one_way(kernels):
    """The way back is another one.

    0 --> 1 --> 2
    ^           |
    +---- 3 <---+
    """
    roads = Roads.of(4, [0, 1, 2, 3], [1, 2, 3, 0], [1, 10, 100, 1000])
    found = table(kernels, roads.search(kernels), at_nodes(range(4)), at_nodes(range(4)))
    assert found.tolist() == [[0, 1, 11, 111], [1110, 0, 10, 110], [1100, 1101, 0, 100], [1000, 1001, 1011, 0]]


def test_ends_that_cannot_be_reached(kernels):
    """Unreachable is infinity, however much is added to it; the better end counts."""
    roads = Roads.of(3, [0, 1], [1, 0], [7, 7])
    search = roads.search(kernels)
    largest = 2**31 - 2
    exits = np.array([[0, -1], [2, 0], [-1, -1]], np.int32), np.array([[0, 0], [1, 3], [5, 5]], np.uint32)
    entries = np.array([[1, 2], [2, -1], [-1, 1]], np.int32), np.array([[2, 9], [largest, 0], [0, 1]], np.uint32)
    inf = np.inf
    assert table(kernels, search, exits, entries).tolist() == [[9, inf, 8], [10, inf, 11], [inf, inf, inf]]


def test_triangle_inequality(kernels):
    roads = grid_roads(np.random.default_rng(2), 11, 40)
    everywhere = at_nodes(np.arange(roads.nodes))
    way = table(kernels, roads.search(kernels), everywhere, everywhere)
    over = np.min(way[:, :, None] + way[None, :, :], axis=1)
    np.testing.assert_array_equal(over, way)


def test_equal_to_single_queries(kernels):
    """One handle, asked again and again with other places."""
    rng = np.random.default_rng(13)
    roads = random_roads(rng, 60, 150, 9)
    search = roads.search(kernels)
    a, b = random_ends(rng, roads, 20, 9), random_ends(rng, roads, 10, 9)
    whole = table(kernels, search, a, b)
    for i in range(20):
        one = a[0][i : i + 1], a[1][i : i + 1]
        np.testing.assert_array_equal(table(kernels, search, one, b), whole[i : i + 1])
        for j in range(10):
            other = b[0][j : j + 1], b[1][j : j + 1]
            np.testing.assert_array_equal(table(kernels, search, one, other), whole[i : i + 1, j : j + 1])


def test_wrong_arrays_are_refused():
    core = pytest.importorskip("territory_engine._core", exc_type=ImportError)
    from territory_engine.kernels import get

    search = Roads.of(2, [0, 1], [1, 0], [5, 5]).search(get("native"))
    good, out = at_nodes([0, 1]), np.zeros((2, 2), np.float32)
    with pytest.raises(ValueError, match="exits: no node 2"):
        core.road_table(search, at_nodes([0, 2]), good, out, 1.0, 1)
    with pytest.raises(ValueError, match="entries: no node -2"):
        core.road_table(search, good, at_nodes([-2, 0]), out, 1.0, 1)
    with pytest.raises(ValueError, match="expected 4 values"):
        core.road_table(search, (good[0], good[1][:1]), good, out, 1.0, 1)
    with pytest.raises(ValueError, match="expected shape"):
        core.road_table(search, good, good, out[:1], 1.0, 1)
    with pytest.raises(ValueError, match="contiguous"):
        core.road_table(search, good, good, np.zeros((4, 4), np.float32)[::2, ::2], 1.0, 1)
    out.flags.writeable = False
    with pytest.raises(ValueError, match="writeable"):
        core.road_table(search, good, good, out, 1.0, 1)
