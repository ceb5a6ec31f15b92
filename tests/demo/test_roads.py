"""The built-in town: connected whatever its size, one-way streets, and a river that only bridges cross."""

import numpy as np
import pytest

import territory_engine as te


@pytest.mark.parametrize("size", [(4, 4, 1), (5, 9, 2), (13, 7, 5), (32, 24, 2)])
def test_everything_can_be_reached(size):
    edges, nodes = te.demo.roads(*size)
    network = te.RoadNetwork.from_edges(edges, nodes, road_class="road_class")
    assert network.report.dropped == ()
    assert len(network.nodes.ids) == size[0] * size[1]


def test_one_way_streets_and_bridges():
    edges, nodes = te.demo.roads(16, 12, bridges=1)
    pairs = set(zip(edges["tail"].to_pylist(), edges["head"].to_pylist(), strict=True))
    one_way = [(tail, head) for tail, head in pairs if (head, tail) not in pairs]
    assert 0.2 < len(one_way) / len(pairs) < 0.6
    network = te.RoadNetwork.from_edges(edges, nodes)
    there, back = (network.table([a], [b]).item() for a, b in (one_way[0], one_way[0][::-1]))
    assert there < back
    crossing = [kind for kind in edges["road_class"].to_pylist() if kind == "bridge"]
    assert len(crossing) == 2  # there and back
    south, north = 5 * 16, 6 * 16  # west end of the rows on both sides of the river
    assert network.table([south], [north], "distance").item() > 10 * edges["length_m"].to_numpy().mean()


def test_the_same_each_time():
    first, second = te.demo.roads(), te.demo.roads()
    assert first[0].equals(second[0]) and first[1].equals(second[1])
    assert np.isfinite(first[1]["latitude"].to_numpy()).all()


@pytest.mark.parametrize(
    ("arguments", "name"), [({"columns": 3}, "columns"), ({"rows": 1}, "rows"), ({"bridges": 33}, "bridges")]
)
def test_sizes_that_make_no_town(arguments, name):
    with pytest.raises(te.DataError, match=name):
        te.demo.roads(**arguments)
