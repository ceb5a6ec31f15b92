"""Tables written in tiles are those in memory."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

import territory_engine as te

from .cases import random_roads


@pytest.fixture(scope="module")
def network():
    nodes, edges = random_roads(3)
    return te.RoadNetwork.from_edges(edges, nodes)


@pytest.fixture(scope="module")
def places(network):
    rng = np.random.default_rng(0)
    latitude = np.append(50.0 + 0.01 * rng.random(40), 51.0)  # the last one is not placed
    return network.snap(latitude, np.append(8.0 + 0.01 * rng.random(40), 8.0))


class Collector:
    """A sink of one's own."""

    def __init__(self):
        self.tiles = []

    def write_table(self, table):
        self.tiles.append(table)


@pytest.mark.parametrize("tile", [1, 7, 100, 1 << 22])
@pytest.mark.parametrize("metric", ["time", "distance"])
def test_all_pairs(network, places, tile, metric):
    sources, sink = places.take(slice(0, 9)), Collector()
    assert network.write_table(sink, sources, places, metric, tile=tile) == 9 * 41
    wanted = network.table(sources, places, metric)
    found = np.full(wanted.shape, np.nan, np.float32)
    rows = pa.concat_tables(sink.tiles)
    assert rows.column_names == ["source", "target", "time_s" if metric == "time" else "length_m"]
    found[rows["source"], rows["target"]] = rows[2]
    np.testing.assert_array_equal(found, wanted)
    assert np.isinf(found[:, -1]).all()
    assert max(map(len, sink.tiles)) <= tile


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.feather"])
def test_files(network, places, tmp_path, name):
    assert network.write_table(tmp_path / name, places, places, tile=300) == 41 * 41
    read = pa.parquet.read_table if name.endswith("parquet") else pa.feather.read_table
    rows = read(tmp_path / name)
    np.testing.assert_array_equal(np.asarray(rows["time_s"]).size, 41 * 41)
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_limit(network, places):
    wanted, sink = network.table(places, places), Collector()
    count = network.write_table(sink, places, places, limit=20.0, tile=500)
    assert count == (wanted <= 20.0).sum() == sum(map(len, sink.tiles))


def test_interrupted_writes_leave_nothing(network, places, tmp_path):
    told = []

    def progress(event):
        told.append(event.fraction)
        return len(told) < 3

    with pytest.raises(InterruptedError):
        network.write_table(tmp_path / "a.parquet", places, places, tile=100, progress=progress)
    assert told == sorted(told) and 0.0 < told[-1] < 1.0
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_stays_until_the_new_one_is_complete(network, places, tmp_path):
    path = tmp_path / "a.arrow"
    path.write_bytes(b"old")
    with pytest.raises(InterruptedError):
        network.write_table(path, places, places, tile=100, progress=lambda event: False)
    assert path.read_bytes() == b"old"
    network.write_table(path, places, places)
    assert pa.feather.read_table(path).num_rows == 41 * 41


def test_too_large_or_wrong(network, places, tmp_path, monkeypatch):
    with pytest.raises(te.DataError, match=r"\.parquet"):
        network.write_table(tmp_path / "a.csv", places, places)
    with pytest.raises(te.DataError, match="sink"):
        network.write_table(3, places, places)
    with pytest.raises(te.DataError, match="tile"):
        network.write_table(Collector(), places, places, tile=0)
    with pytest.raises(te.DataError, match="limit"):
        network.write_table(Collector(), places, places, limit=-1.0)
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=0))
    with pytest.raises(te.LimitError, match="GiB"):
        network.write_table(tmp_path / "a.parquet", places, places)
    monkeypatch.setattr("territory_engine.travel.memory.available_bytes", lambda: 1000)
    with pytest.raises(te.LimitError, match="smaller tile"):
        network.write_table(Collector(), places, places)
    with pytest.raises(te.LimitError, match="write_table"):
        network.table(places, places)
    assert list(tmp_path.iterdir()) == []


def test_no_places(network, places, tmp_path):
    assert network.write_table(tmp_path / "a.parquet", [], places) == 0
    assert pa.parquet.read_table(tmp_path / "a.parquet").num_rows == 0
