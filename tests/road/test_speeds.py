"""Other speeds: the same as a network that was made with them, and nothing is contracted again."""

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.kernels import default_name
from tests.road.cases import random_roads


def classed(seed):
    nodes, edges = random_roads(seed, nodes=60, roads=30)
    kinds = np.random.default_rng(seed).choice(["a", "b", "c"], len(edges)).tolist()
    # one arc for each pair of nodes: a parallel one of another class may become the faster one
    pairs = list(zip(edges["tail"].to_pylist(), edges["head"].to_pylist(), strict=True))
    once = [row for row, pair in enumerate(pairs) if pairs.index(pair) == row and pair[0] != pair[1]]
    return nodes, edges.append_column("kind", [kinds]).take(once)


@pytest.mark.parametrize("seed", range(12))
def test_as_if_made_with_them(seed):
    nodes, edges = classed(seed)
    network = te.RoadNetwork.from_edges(edges, nodes, road_class="kind")
    network.prepare()
    rng = np.random.default_rng(seed)
    factors = {kind: float(rng.uniform(0.2, 3.0)) for kind in "abc"}
    of_arc = np.array([factors[kind] for kind in edges["kind"].to_pylist()])
    changed_ms = np.rint(np.rint(edges["travel_time_s"].to_numpy() * 1000.0) / of_arc)
    made = te.RoadNetwork.from_edges(edges.set_column(2, "travel_time_s", pa.array(changed_ms / 1000.0)), nodes)
    changed = network.with_speeds(factors)
    ids = network.nodes.ids
    np.testing.assert_array_equal(changed.table(ids, ids), made.table(ids, ids))
    np.testing.assert_array_equal(changed.table(ids, ids, "distance"), network.table(ids, ids, "distance"))
    kept = set(ids.to_pylist())
    arcs = pa.table({"tail": edges["tail"], "head": edges["head"], "speed_factor": of_arc})
    inside = [row for row, (a, b) in enumerate(zip(*map(pa.ChunkedArray.to_pylist, arcs.columns[:2]), strict=True))
              if {a, b} <= kept]  # fmt: skip
    one_by_one = network.with_speeds(arcs.take(inside))
    np.testing.assert_array_equal(one_by_one.table(ids, ids), made.table(ids, ids))


def test_hierarchy_and_grid_are_shared():
    network = te.RoadNetwork.from_edges(*te.demo.roads(8, 8), road_class="road_class").prepare()
    network.snap([48.0], [11.0])
    faster = network.with_speeds({"main": 2.0}).prepare()
    assert faster.shared is network.shared
    assert faster.edges.node is network.edges.node
    if default_name() == "native":
        assert faster.shared.order is network.shared.order is not None


def test_places_keep_their_speeds():
    network = te.RoadNetwork.from_edges(*te.demo.roads(8, 8))
    slower = network.with_speeds(0.5)
    place = ([48.003], [11.004])
    assert slower.snap(*place).exit_ms.sum() > network.snap(*place).exit_ms.sum()
    with pytest.raises(te.DataError, match="other speeds"):
        slower.table(network.snap(*place), [0])
    assert slower.table([0], [9]).item() == pytest.approx(2.0 * network.table([0], [9]).item())


def test_slower_than_numbers_reach():
    n = 2000
    line = np.arange(n - 1)
    spurs = np.arange(1, n - 1)
    tail = np.concatenate([line, line + 1, spurs, spurs + n])
    head = np.concatenate([line + 1, line, spurs + n, spurs])
    edges = pa.table({"tail": tail, "head": head, "travel_time_s": np.full(len(tail), 100.0)})
    network = te.RoadNetwork.from_edges(edges)
    assert network.with_speeds(0.2).table([0], [n - 1]).item() == pytest.approx(500.0 * (n - 1))
    with pytest.raises(te.LimitError, match="larger unit"):
        network.with_speeds(0.05)
