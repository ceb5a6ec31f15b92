"""CSV: types follow from what a column is for."""

import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.tables.source import read
from territory_engine.tables.wanted import Wanted

WANTED = [Wanted("id", "id"), Wanted("lat", "number")]


def read_text(tmp_path, text, wanted=WANTED, encoding="utf-8"):
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    return read(path, "accounts", wanted)


def test_ids_keep_leading_zeros(tmp_path):
    assert read_text(tmp_path, "id,lat\n007,1\n8,2\n")["id"].to_pylist() == ["007", "8"]


@pytest.mark.parametrize("text", ["+1", "1.0", "-0", " 1", "1e3", "99999999999999999999"])
def test_what_is_no_plain_integer_stays_text(tmp_path, text):
    assert read_text(tmp_path, f"id,lat\n{text},1\n")["id"].to_pylist() == [text]


def test_plain_integers_become_integers(tmp_path):
    assert read_text(tmp_path, "id,lat\n-7,1\n0,2\n,3\n")["id"].to_pylist() == [-7, 0, None]


def test_only_an_empty_field_is_null(tmp_path):
    assert read_text(tmp_path, 'id,lat\nNA,1\n"",2\nnull,3\n')["id"].to_pylist() == ["NA", None, "null"]


def test_integers_before_fractions(tmp_path):
    # a reader that guesses types from its first block would fail at the last row
    text = "id,lat\n" + "".join(f"{i},{i % 90}\n" for i in range(200_000)) + "200000,1.5\n"
    assert read_text(tmp_path, text)["lat"][-1].as_py() == 1.5


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path, delimiter):
    text = f'id{delimiter}"the lat"\na{delimiter}1.5\n'
    table = read_text(tmp_path, text, [Wanted("id", "id"), Wanted("the lat", "number")])
    assert table.to_pylist() == [{"id": "a", "the lat": 1.5}]


def test_byte_order_mark_and_line_ends(tmp_path):
    assert read_text(tmp_path, "\ufeffid,lat\r\na,1.5\r\n").to_pylist() == [{"id": "a", "lat": 1.5}]


def test_line_break_in_a_field(tmp_path):
    assert read_text(tmp_path, 'id,note,lat\na,"two\nlines",1.5\n').to_pylist() == [{"id": "a", "lat": 1.5}]


def problem(tmp_path, text, **options):
    path = tmp_path / "t.csv"
    path.write_text(text)
    return te.Problem(path, territories=1, id="id", **options)


def test_text_among_numbers_names_the_row(tmp_path):
    with pytest.raises(te.DataError, match=r"'lat', row 1 \(id 'b'\): found 'north', expected degrees") as info:
        problem(tmp_path, "id,lat,lon\na,1,2\nb,north,3\n")
    assert (info.value.row, info.value.id, info.value.found) == (1, "b", "north")


def test_only_the_bad_rows_are_rejected(tmp_path):
    result = problem(tmp_path, "id,lat,lon\na,+1.5,2\nb,N/A,3\nc, 2.5 ,1e1\n", on_bad_rows="report")
    assert result.unit_ids.to_pylist() == ["a", "c"]
    assert result.instance.y.tolist() == [1.5, 2.5]
    assert result.rejected.to_pylist() == [
        {"row": 1, "id": "b", "column": "lat", "reason": "found 'N/A', expected degrees between -90 and 90"}
    ]


def test_flags_in_csv(tmp_path):
    territories = tmp_path / "territories.csv"
    territories.write_text("territory_id,latitude,longitude,fixed\nN,1,2,yes\nS,,,no\nW,3,4,\nE,5,6,True\n")
    accounts = pa.table({"account_id": range(4), "lat": [0.0] * 4, "lon": [0.0] * 4})
    assert te.Problem(accounts, territories).instance.fixed.tolist() == [True, False, False, True]
