"""Every kind of source gives the same columns, and what is no table says what to do."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.dataset
import pyarrow.feather
import pyarrow.parquet
import pytest

import territory_engine as te
from territory_engine.tables.source import read
from territory_engine.tables.wanted import Wanted

duckdb = pytest.importorskip("duckdb")

ROWS = {"id": ["a", "b", "c"], "lat": [1.5, 2.5, 3.5], "n": [1, 2, 3], "unused": [object, object, object]}
TABLE = pa.table({name: values for name, values in ROWS.items() if name != "unused"})
WANTED = [Wanted("n", "number"), Wanted("id", "id"), Wanted("lat", "number"), Wanted("absent", "number", optional=True)]


class StreamOnly:
    """Any library that speaks Arrow: a stream and nothing else, to be read once."""

    def __init__(self, table):
        self.table = table
        self.calls = 0

    def __arrow_c_stream__(self, requested_schema=None):
        self.calls += 1
        return self.table.__arrow_c_stream__(requested_schema)


class ArrayOnly:
    def __init__(self, batch):
        self.batch = batch

    def __arrow_c_array__(self, requested_schema=None):
        return self.batch.__arrow_c_array__(requested_schema)


def many_chunks(table):
    return pa.concat_tables([table.slice(row, 1) for row in range(len(table))])


def in_file(tmp_path, name):
    path = tmp_path / name
    if name.endswith("parquet") or name == "odd-parquet":
        pa.parquet.write_table(TABLE, path)
    elif ".csv" in name:
        with pa.output_stream(path) as out:
            pa.csv.write_csv(TABLE, out)
    elif name.endswith("arrows"):
        with pa.ipc.new_stream(path, TABLE.schema) as writer:
            writer.write_table(TABLE)
    else:
        with pa.ipc.new_file(path, TABLE.schema) as writer:
            writer.write_table(TABLE)
    return path


IN_MEMORY = {
    "table": lambda: TABLE,
    "sliced": lambda: pa.concat_tables([TABLE.slice(2), TABLE, TABLE]).slice(1, 3),
    "chunks": lambda: many_chunks(TABLE),
    "batch": lambda: TABLE.to_batches()[0],
    "reader": lambda: many_chunks(TABLE).to_reader(),
    "stream": lambda: StreamOnly(TABLE),
    "array": lambda: ArrayOnly(TABLE.to_batches()[0]),
    "pandas": lambda: pd.DataFrame(ROWS),
    "pandas index": lambda: pd.DataFrame(ROWS).set_index("id"),
    "polars": lambda: pl.DataFrame(TABLE.to_pydict()),
    "duckdb": lambda: duckdb.from_arrow(TABLE),
    "dataset": lambda: pa.dataset.dataset(TABLE),
}


def check(table):
    assert table.schema.names == ["n", "id", "lat"]
    assert table.to_pydict() == {name: ROWS[name] for name in ("n", "id", "lat")}


@pytest.mark.parametrize("kind", IN_MEMORY)
def test_in_memory(kind):
    check(read(IN_MEMORY[kind](), "accounts", WANTED))


@pytest.mark.parametrize(
    "name", ["t.parquet", "t.arrow", "t.arrows", "t.feather", "t.csv", "t.csv.gz", "odd-parquet", "odd-arrow"]
)
def test_files(tmp_path, name):
    path = in_file(tmp_path, name)
    check(read(path, "accounts", WANTED))
    check(read(str(path), "accounts", WANTED))


def test_folder_of_parquet(tmp_path):
    for row in range(3):
        pa.parquet.write_table(TABLE.slice(row, 1), tmp_path / f"part-{row}.parquet")
    check(read(tmp_path, "accounts", WANTED))


def test_a_stream_is_taken_once():
    source = StreamOnly(TABLE)
    read(source, "accounts", WANTED)
    assert source.calls == 1


def test_a_relation_runs_once():
    with duckdb.connect() as connection:
        connection.execute("create sequence runs")
        relation = connection.sql("select nextval('runs') as n, 'a' as id, 0.5 as lat, 1 as unused")
        assert read(relation, "accounts", WANTED)["n"].to_pylist() == [1]
        assert connection.sql("select nextval('runs')").fetchall() == [(2,)]


def test_unknown_column_names_the_near_ones():
    with pytest.raises(te.DataError, match=r"no column 'latitude' .*latitude=.*Did you mean 'lat'") as info:
        read(TABLE, "accounts", [Wanted("latitude", "number", asked_by="latitude=")])
    assert (info.value.table, info.value.column, info.value.found) == ("accounts", "latitude", ["id", "lat", "n"])


@pytest.mark.parametrize("kind", sorted(set(IN_MEMORY) - {"pandas index"}))
def test_unknown_column_in_every_kind(kind):
    with pytest.raises(te.DataError, match=r"no column 'ids'.*Did you mean 'id'.*'lat'"):
        read(IN_MEMORY[kind](), "accounts", [Wanted("ids", "id")])


def test_column_twice():
    twice = pa.table([pa.array([1]), pa.array([2])], names=["id", "id"])
    with pytest.raises(te.DataError, match="'id' is there 2 times"):
        read(twice, "accounts", [Wanted("id", "id")])


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        (pl.DataFrame({"id": [1]}).lazy(), "LazyFrame is no table.*collect"),
        ({"id": [1]}, "dict is no table.*pyarrow.table"),
        ([{"id": 1}], "list is no table.*from_pylist"),
        (np.zeros((2, 2)), "ndarray is no table.*named columns"),
        (None, "NoneType is no table; expected anything with an Arrow stream"),
    ],
)
def test_no_table(source, hint):
    with pytest.raises(te.DataError, match=hint):
        read(source, "accounts", WANTED)


def test_a_connection_is_no_table():
    with duckdb.connect() as connection, pytest.raises(te.DataError, match=r"DuckDBPyConnection is no table.*sql"):
        read(connection, "accounts", WANTED)


def test_parquet_file_object_says_what_to_do(tmp_path):
    with pa.parquet.ParquetFile(in_file(tmp_path, "t.parquet")) as file, pytest.raises(te.DataError, match="its path"):
        read(file, "accounts", WANTED)


def test_a_single_column_is_no_table():
    with pytest.raises(te.DataError, match="no table"):
        read(pa.array([1, 2]), "accounts", WANTED)
    with pytest.raises(te.DataError, match="Series"):
        read(pl.Series([1, 2]), "accounts", WANTED)


def test_failing_stream_is_a_data_error():
    def batches():
        yield TABLE.to_batches()[0]
        raise OSError("the line went dead")

    with pytest.raises(te.DataError, match="the line went dead"):
        read(pa.RecordBatchReader.from_batches(TABLE.schema, batches()), "accounts", WANTED)


def test_failing_query_is_a_data_error():
    relation = duckdb.sql("select error('no such luck') as id")
    with pytest.raises(te.DataError, match="no such luck"):
        read(relation, "accounts", [Wanted("id", "id")])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("absent.csv", None, "no file"),
        ("t.xlsx", b"PK\x03\x04....", "unknown format; expected Parquet"),
        ("t.parquet", b"PAR1 and no more", "cannot be read"),
        ("t.arrow", b"ARROW1 and no more", "cannot be read"),
        ("t.csv", b"", "is empty; expected a header"),
        ("t.csv", b"id,lat,n\na,1\n", "a row has 2 fields, the header has 3: 'a,1'"),
    ],
)
def test_bad_files(tmp_path, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(te.DataError, match=message):
        read(path, "accounts", WANTED)


def test_pandas_mixed_column_names_the_row():
    frame = pd.DataFrame({"lat": pd.Series([1.0, "x", 3.0], dtype=object)})
    with pytest.raises(te.DataError, match="'lat', row 1: found 'x', expected a number") as info:
        read(frame, "accounts", [Wanted("lat", "number")])
    assert (info.value.row, info.value.found) == (1, "x")
    with pytest.raises(te.DataError, match="row 1: found 'x', expected float as in row 0"):
        read(frame, "accounts", [Wanted("lat", "id")])


def test_polars_objects_are_refused_by_type():
    frame = pl.DataFrame({"account_id": [1], "lat": pl.Series([object()], dtype=pl.Object), "lon": [0.0]})
    with pytest.raises(te.DataError, match=r"'lat', row 0: found .*expected numbers"):
        te.Problem(frame, 1)
