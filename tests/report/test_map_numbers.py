"""How numbers get into a page: packed, rounded, sampled, named."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territory_engine.report.map.columns import Columns, pack
from territory_engine.report.map.frame import Frame, interleaved, mercator
from territory_engine.report.map.ids import add_ids
from territory_engine.report.map.printable import printable
from territory_engine.report.map.quantised import quantised
from territory_engine.report.map.sample import shown_rows
from tests.report.map_reading import bytes_of, unpack


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_come_back_from_text(data):
    text = printable(data)
    assert not set(text) & set('"&<\\') and text.isascii() and (text.isprintable() or not text)
    assert bytes_of(text)[: len(data)] == data


@pytest.mark.parametrize("kind", ["uint8", "uint16", "uint32", "int32", "float32", "float64"])
@pytest.mark.parametrize("coding", ["plain", "delta"])
def test_columns_come_back(kind, coding):
    random = np.random.default_rng(3)
    if kind.startswith("float"):
        coding, values = "plain", random.normal(size=50).astype(kind)
    else:
        most = np.iinfo(kind)
        low = most.min // 4 if kind == "int32" else 0
        values = random.integers(low, most.max // 4, 50).astype(kind)
    column = {"type": {"u": "u", "i": "i", "f": "f"}[np.dtype(kind).kind] + str(8 * np.dtype(kind).itemsize)}
    read = unpack({**column, "length": 50, "coding": coding}, pack(values, coding))
    np.testing.assert_array_equal(read, values)


@pytest.mark.parametrize("values", [np.array([3.0, 7.0, 3.0]), np.arange(2000) % 256.0, np.zeros(5)])
def test_few_amounts_stay_exact(values):
    codes, table, error = quantised(values)
    assert error == 0.0
    np.testing.assert_array_equal(table[codes], values)


def test_many_amounts_are_rounded_by_less_than_the_page_says():
    values = np.random.default_rng(0).lognormal(0.0, 2.0, 50_000)
    values[:100] = 0.0
    codes, table, error = quantised(values)
    assert (table[codes[:100]] == 0.0).all()
    assert error < 0.05
    assert (np.abs(table[codes[100:]] / values[100:] - 1.0) <= error * (1 + 1e-9)).all()


def test_a_sample_keeps_every_territorys_share():
    random = np.random.default_rng(0)
    labels = random.choice(5, 10_000, p=[0.5, 0.3, 0.15, 0.04, 0.01]).astype(np.int32)
    order = random.integers(0, 2**32, 10_000).astype(np.uint32)
    rows = shown_rows(order, labels, 1_000)
    assert len(np.unique(rows)) == 1_000
    assert (np.diff(order[rows].astype(np.int64)) >= 0).all()
    share = np.bincount(labels, minlength=5) / 10.0
    assert (np.abs(np.bincount(labels[rows], minlength=5) - share) <= 1.0).all()
    np.testing.assert_array_equal(rows, shown_rows(order, labels, 1_000))


@pytest.mark.parametrize(
    ("ids", "prefix", "width"),
    [
        (pa.array([70, 5, -3]), "", 0),
        (pa.array(["A-0070", "A-0005", "A-0123"]), "A-", 4),
        (pa.array(["no 7", "no 12", "no 4000"]), "no ", 0),
        (pa.array(["7", "12", "4000"]), "", 0),
    ],
)
def test_numbered_ids_are_numbers(ids, prefix, width):
    columns = Columns()
    rows = np.array([2, 0, 1])
    assert add_ids(columns, ids, rows, True, 10_000) == "ids"
    (form,) = columns.listed
    assert (form["name"], form["prefix"], form["width"]) == ("id_number", prefix, width)
    numbers = unpack(form, columns.data()).astype(np.int64) + int(form["first"])
    assert [f"{prefix}{number:0{width}d}" if number >= 0 else str(number) for number in numbers] == [
        str(ids[int(row)].as_py()) for row in rows
    ]


@pytest.mark.parametrize(
    "ids", [pa.array(["ä", "", "x" * 300]), pa.array(["A-07", "A-7", "A-1"]), pa.array([-(2**60), 2**60, 0])]
)
def test_other_ids_are_text(ids):
    columns = Columns()
    assert add_ids(columns, ids, np.array([2, 0, 1]), True, 10_000) == "ids"
    length, text = columns.listed
    lengths = unpack(length, columns.parts[0])
    joined = bytes(unpack(text, columns.parts[1]))
    ends = np.cumsum(lengths)
    found = [joined[end - size : end].decode() for end, size in zip(ends, lengths, strict=True)]
    assert found == [str(ids[row].as_py()) for row in (2, 0, 1)]


def test_ids_without_room_give_way_to_rows_and_then_to_nothing():
    ids = pa.array([f"{value:032x}" for value in np.random.default_rng(0).integers(0, 2**62, 3_000)])
    rows = np.random.default_rng(1).permutation(3_000)
    room = {"ids": 100_000, "rows": 10_000, "none": 1_000}
    for named, bytes_left in room.items():
        columns = Columns()
        assert add_ids(columns, ids, rows, True, bytes_left) == named
        assert columns.size <= bytes_left


def test_cells_are_interleaved():
    across, down = np.array([0b11, 0b01, 65535], np.uint32), np.array([0b00, 0b10, 65535], np.uint32)
    assert interleaved(across, down).tolist() == [0b0101, 0b1001, 2**32 - 1]


def test_the_frame_keeps_places_together_across_the_antimeridian():
    frame = Frame(True, 0.0, np.radians(170.0), float(mercator(np.array(5.0))), np.radians(20.0) / 65536)
    u = frame.u(np.array([170.0, 179.9, -179.9, -170.0]))
    assert (np.diff(u) > 0).all() and u[0] == pytest.approx(0.0, abs=1e-6)
    np.testing.assert_allclose(u[-1], 65536.0)
    assert frame.v(np.array([89.9]))[0] == frame.v(np.array([90.0]))[0]
