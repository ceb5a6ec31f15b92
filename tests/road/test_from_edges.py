"""Tables of edges and nodes: what they may look like, and one broken field at a time."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import territory_engine as te

NODES = {"id": ["a", "b", "c"], "latitude": [50.0, 50.01, 50.02], "longitude": [8.0, 8.0, 8.0]}
EDGES = {
    "tail": ["a", "b", "b", "c"],
    "head": ["b", "a", "c", "b"],
    "travel_time_s": [60.0, 61.0, 30.0, 31.0],
    "length_m": [1000.0, 1000.0, 500.0, 500.0],
}


def edges(**changes):
    return pa.table({**EDGES, **changes})


def nodes(**changes):
    return pa.table({**NODES, **changes})


@pytest.mark.parametrize("make", [pa.table, pd.DataFrame, pl.DataFrame])
def test_any_table(make):
    network = te.RoadNetwork.from_edges(make(EDGES), make(NODES))
    assert network.table(["a"], ["c"]).tolist() == [[90.0]]
    assert network.table(["c"], ["a"], "distance").tolist() == [[1500.0]]


def test_names_of_columns():
    table = edges().rename_columns(["from", "to", "sec", "m"])
    places = nodes().rename_columns(["node", "lat", "lon"])
    network = te.RoadNetwork.from_edges(
        table, places, tail="from", head="to", travel_time_s="sec", length_m="m", id="node", latitude="lat",
        longitude="lon",
    )  # fmt: skip
    assert network.table(["a"], ["c"]).tolist() == [[90.0]]


def test_integers_of_any_width_and_text():
    numbers = {"tail": [7, 8], "head": [8, 7], "travel_time_s": [1.0, 2.0]}
    for kind in (pa.int32(), pa.uint64(), pa.int64()):
        table = pa.table({"tail": pa.array([7, 8], kind), "head": pa.array([8, 7], kind), "travel_time_s": [1.0, 2.0]})
        assert te.RoadNetwork.from_edges(table).table([7], [8]).tolist() == [[1.0]]
    mixed = te.RoadNetwork.from_edges(pa.table(numbers), pa.table({**NODES, "id": ["7", "8", "9"]}))
    assert mixed.table(["8"], [7]).tolist() == [[2.0]]


def test_lengths_alone_need_a_speed():
    table = edges().drop_columns(["travel_time_s"])
    network = te.RoadNetwork.from_edges(table, nodes(), speed_kmh=36.0)
    assert network.table(["a"], ["c"]).tolist() == [[150.0]]
    with pytest.raises(te.DataError, match="speed_kmh="):
        te.RoadNetwork.from_edges(table, nodes())
    with pytest.raises(te.DataError, match="speed_kmh"):
        te.RoadNetwork.from_edges(table, nodes(), speed_kmh=0)


def test_times_alone_have_no_distance():
    network = te.RoadNetwork.from_edges(edges().drop_columns(["length_m"]))
    assert network.table(["a"], ["c"]).tolist() == [[90.0]]
    with pytest.raises(te.DataError, match="without lengths"):
        network.table(["a"], ["c"], "distance")
    with pytest.raises(te.DataError, match="metric"):
        network.table(["a"], ["c"], "beauty")


@pytest.mark.parametrize(
    ("changes", "column", "row", "id_"),
    [
        ({"tail": ["a", None, "b", "c"]}, "tail", 1, "None -> a"),
        ({"head": ["b", "a", "x", "b"]}, "head", 2, "b -> x"),
        ({"travel_time_s": [60.0, -1.0, 30.0, 31.0]}, "travel_time_s", 1, "b -> a"),
        ({"travel_time_s": [60.0, 61.0, float("nan"), 31.0]}, "travel_time_s", 2, "b -> c"),
        ({"travel_time_s": [60.0, 61.0, None, 31.0]}, "travel_time_s", 2, "b -> c"),
        ({"travel_time_s": [60.0, 61.0, 30.0, float("inf")]}, "travel_time_s", 3, "c -> b"),
        ({"travel_time_s": [3e6, 61.0, 30.0, 1.0]}, "travel_time_s", 0, "a -> b"),
        ({"length_m": [1000.0, 1000.0, -0.5, 500.0]}, "length_m", 2, "b -> c"),
        ({"length_m": [1000.0, 3e8, 1.0, 500.0]}, "length_m", 1, "b -> a"),
    ],
)
def test_broken_edges(changes, column, row, id_):
    with pytest.raises(te.DataError) as caught:
        te.RoadNetwork.from_edges(edges(**changes), nodes())
    error = caught.value
    assert (error.table, error.column, error.row, error.id) == ("edges", column, row, id_)
    assert repr(column) in str(error) and f"row {row}" in str(error) and id_ in str(error)


@pytest.mark.parametrize(
    ("changes", "column", "row"),
    [
        ({"id": ["a", "b", "b"]}, "id", 2),
        ({"id": ["a", None, "c"]}, "id", 1),
        ({"latitude": [50.0, 91.0, 50.0]}, "latitude", 1),
        ({"longitude": [8.0, 8.0, float("nan")]}, "longitude", 2),
        ({"longitude": [8.0, None, 8.0]}, "longitude", 1),
    ],
)
def test_broken_nodes(changes, column, row):
    with pytest.raises(te.DataError) as caught:
        te.RoadNetwork.from_edges(edges(), nodes(**changes))
    error = caught.value
    assert (error.table, error.column, error.row) == ("nodes", column, row)


@pytest.mark.parametrize("column", ["tail", "head"])
def test_missing_column(column):
    with pytest.raises(te.DataError, match=f"no column {column!r}"):
        te.RoadNetwork.from_edges(edges().drop_columns([column]))
    with pytest.raises(te.DataError, match="no column 'latitude'"):
        te.RoadNetwork.from_edges(edges(), nodes().drop_columns(["latitude"]))
    with pytest.raises(te.DataError, match="no column 'minutes'"):
        te.RoadNetwork.from_edges(edges(), travel_time_s="minutes")


def test_text_where_numbers_belong():
    with pytest.raises(te.DataError, match=r"'travel_time_s'.*expected numbers"):
        te.RoadNetwork.from_edges(edges(travel_time_s=["1", "2", "3", "4"]))
    with pytest.raises(te.DataError, match=r"'tail'.*cannot be ids"):
        te.RoadNetwork.from_edges(edges(tail=[0.5, 1.5, 2.5, 3.5]))


def test_no_rows_and_nothing_connected():
    with pytest.raises(te.DataError, match="no rows"):
        te.RoadNetwork.from_edges(edges().slice(0, 0))
    with pytest.raises(te.DataError, match="Give both directions"):
        te.RoadNetwork.from_edges(edges().slice(0, 1))


def test_loops_and_parallel_arcs():
    table = pa.table(
        {
            "tail": ["a", "a", "a", "b", "b"],
            "head": ["a", "b", "b", "a", "a"],
            "travel_time_s": [1.0, 20.0, 10.0, 5.0, 5.0],
            "length_m": [1.0, 100.0, 200.0, 50.0, 50.0],
        }
    )
    network = te.RoadNetwork.from_edges(table)
    assert network.table(["a"], ["b"]).tolist() == [[10.0]]
    assert network.table(["a"], ["b"], "distance").tolist() == [[100.0]]
    assert network.report.dropped == (
        ("arcs", 1, "from a node to itself"),
        ("arcs", 2, "parallel to a faster or shorter one"),
    )
    assert network.report.table()["count"].to_pylist() == [1, 2]


def test_zero_seconds():
    network = te.RoadNetwork.from_edges(edges(travel_time_s=[0.0, 0.0, 0.0, 0.0]))
    assert network.table(["a", "b", "c"], ["a", "b", "c"]).tolist() == np.zeros((3, 3)).tolist()


def test_too_long_ways_are_refused():
    n = 3000
    ring = pa.table({"tail": np.arange(n), "head": (np.arange(n) + 1) % n, "travel_time_s": np.full(n, 1000.0)})
    with pytest.raises(te.LimitError, match="between two junctions"):
        te.RoadNetwork.from_edges(ring)
    line = np.arange(n - 1)
    tail, head = np.concatenate([line, line + 1]), np.concatenate([line + 1, line])
    spurs = np.arange(1, n - 1)  # so that every node of the line is a junction
    tail, head = np.concatenate([tail, spurs, spurs + n]), np.concatenate([head, spurs + n, spurs])
    long = pa.table({"tail": tail, "head": head, "travel_time_s": np.full(len(tail), 1000.0)})
    with pytest.raises(te.LimitError, match="larger unit"):
        te.RoadNetwork.from_edges(long)
    short = long.set_column(2, "travel_time_s", pa.array(np.full(len(tail), 300.0)))
    assert te.RoadNetwork.from_edges(short).table([0], [n - 1]).item() == pytest.approx(300.0 * (n - 1))


def test_unknown_places():
    network = te.RoadNetwork.from_edges(edges())
    with pytest.raises(te.DataError, match="no node 'x'"):
        network.table(["a", "x"], ["b"])
    with pytest.raises(te.DataError, match="no coordinates"):
        network.snap([50.0], [8.0])
    with pytest.raises(te.DataError, match="a float is no table"):
        network.table(0.5, ["a"])
    with pytest.raises(te.DataError, match="expected RoadPlaces"):
        network.table([0.5], ["a"])


def test_speeds_of_single_arcs():
    network = te.RoadNetwork.from_edges(edges(), nodes())
    faster = network.with_speeds(pa.table({"tail": ["a"], "head": ["b"], "speed_factor": [2.0]}))
    assert faster.table(["a"], ["b", "c"]).tolist() == [[30.0, 60.0]]
    assert faster.table(["c"], ["a"]).tolist() == [[92.0]]
    assert faster.table(["a"], ["c"], "distance").tolist() == [[1500.0]]
    assert faster.with_speeds(2.0).table(["a"], ["c"]).tolist() == [[45.0]]  # of the speeds at first
    assert faster.with_speeds().table(["a"], ["c"]).tolist() == [[90.0]]
    with pytest.raises(te.DataError, match="an arc of the network"):
        network.with_speeds(pa.table({"tail": ["a"], "head": ["c"], "speed_factor": [2.0]}))
    with pytest.raises(te.DataError, match="each arc once"):
        network.with_speeds(pa.table({"tail": ["a", "a"], "head": ["b", "b"], "speed_factor": [2.0, 3.0]}))
    with pytest.raises(te.DataError, match="row 0"):
        network.with_speeds(pa.table({"tail": ["a"], "head": ["b"], "speed_factor": [0.0]}))
    with pytest.raises(te.DataError, match="no classes"):
        network.with_speeds({"main": 2.0})
    with pytest.raises(te.DataError, match="no times of day"):
        network.with_speeds(time_of_day="morning")


def test_speeds_of_classes():
    table = edges(kind=["main", "main", "side", "side"])
    network = te.RoadNetwork.from_edges(table, nodes(), road_class="kind")
    assert network.road_classes == ("main", "side")
    for factors in ({"side": 0.5}, pa.table({"road_class": ["side"], "speed_factor": [0.5]})):
        assert network.with_speeds(factors).table(["a"], ["c"]).tolist() == [[120.0]]
    with pytest.raises(te.DataError, match="no road class 'mian'"):
        network.with_speeds({"mian": 2.0})
    with pytest.raises(te.DataError, match="speed_factor"):
        network.with_speeds({"main": -1.0})
    with pytest.raises(te.DataError, match="road class"):
        te.RoadNetwork.from_edges(edges(kind=["main", None, "side", "side"]), road_class="kind")
