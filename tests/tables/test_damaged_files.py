"""Whatever bytes a file holds: a table or a DataError, and nothing else."""

import os

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import territory_engine as te
from territory_engine.tables.source import read
from territory_engine.tables.wanted import Wanted

TABLE = pa.table({"id": ["a", "bb", "ccc"] * 20, "lat": [1.5, 2.5, None] * 20})
WANTED = [Wanted("id", "id", optional=True), Wanted("lat", "number", optional=True)]
EXAMPLES = int(os.environ.get("TERRITORY_ENGINE_FUZZ_EXAMPLES", "60"))

many = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)


def read_bytes(path, content):
    path.write_bytes(content)
    try:
        table = read(path, "accounts", WANTED)
    except te.DataError as error:
        assert error.table == "accounts"
    else:
        table.validate(full=True)


@many
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"id,lat\n\x00,\x00")
@example(b'"id\nlat')
@example(b"id,id\n1,2\n")
@example(b"\n\n\n")
def test_any_bytes_as_csv(tmp_path, content):
    read_bytes(tmp_path / "t.csv", content)


@many
@given(st.lists(st.text('aé0-9.,;"\n\r\t -+eN', max_size=8), max_size=20).map("".join))
def test_any_text_as_csv(tmp_path, text):
    read_bytes(tmp_path / "t.csv", ("id,lat\n" + text).encode())


def written(kind, tmp_path):
    path = tmp_path / f"whole.{kind}"
    if kind == "parquet":
        pa.parquet.write_table(TABLE, path)
    elif kind == "arrow":
        with pa.ipc.new_file(path, TABLE.schema) as writer:
            writer.write_table(TABLE)
    else:
        with pa.ipc.new_stream(path, TABLE.schema) as writer:
            writer.write_table(TABLE)
    return path.read_bytes()


@pytest.mark.parametrize("kind", ["parquet", "arrow", "arrows"])
@many
@given(data=st.data())
def test_damaged_binary_files(tmp_path, kind, data):
    content = bytearray(written(kind, tmp_path))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    read_bytes(tmp_path / f"t.{kind}", bytes(content[:cut] if data.draw(st.booleans()) else content))
